"""Where people wait: an import, a check beside an exercise, one notebook judged, the address of JupyterLab."""

from __future__ import annotations

import os
import signal
import socket
import statistics
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

from autograder import checks
from autograder.course import ROOT
from benchmarks import classes
from benchmarks.machine import command
from benchmarks.table import Row
from courseware.check import verdicts

LOADED = "import numpy, matplotlib.pyplot"
REPEATS = 5


def importing() -> Iterator[Row]:
    """`import courseware` beyond what every notebook loads anyway."""
    without, with_it = [], []
    for _ in range(REPEATS):
        without.append(_python(LOADED))
        with_it.append(_python(f"{LOADED}, courseware"))
    before, after = statistics.median(without), statistics.median(with_it)
    yield Row(
        "NumPy and Matplotlib with courseware / without",
        after / before,
        f"{after:.2f} s / {before:.2f} s: {1e3 * (after - before):.0f} ms more",
        "under 300 ms more",
    )


def self_checks() -> Iterator[Row]:
    """Every check of every notebook, on a right answer, as its cell in JupyterLab runs it."""
    seconds = []
    for topic in checks.all_topics():
        for check in checks.of_topic(topic):
            for _ in range(2):  # the second time counts: golden data are loaded once a notebook
                began = time.perf_counter()
                verdicts(check.spec.exercise, check.reference, check.spec.name)
                last = time.perf_counter() - began
            seconds.append(last)
    ms = [1e3 * each for each in sorted(seconds)]
    yield Row(
        "a self-check, median: ms",
        statistics.median(ms),
        f"{len(ms)} checks; 95th percentile {ms[int(0.95 * len(ms))]:.0f} ms, slowest {ms[-1]:.0f} ms",
        "under 50",
    )


def trying(scratch: Path) -> Iterator[Row]:
    """One notebook from the shell, beside what Python and NumPy need to start."""
    course = classes.make(scratch / "try", "01_softmax", 1)
    path = course.submitted("student-00000", "01_softmax") / "01_softmax.ipynb"
    arguments = ["autograder", "try", str(path), "--json"]
    seconds = statistics.median(command(arguments, classes.environment(course)).wall for _ in range(REPEATS))
    start = statistics.median(_python("import numpy") for _ in range(REPEATS))
    yield Row(
        "`python -m autograder try` / starting Python with NumPy",
        seconds / start,
        f"{seconds:.2f} s / {start:.2f} s",
        "under 2 s",
    )


def lab() -> Iterator[Row]:
    """From `make lab` to the address, on a prepared machine, beside plain `jupyter lab`."""
    ours, plain = [], []
    for _ in range(3):
        ours.append(_until_address(["make", "lab", f"PYTHON={sys.executable}", "LAB_ARGS=--no-browser --port={port}"]))
        plain.append(
            _until_address([sys.executable, "-m", "jupyterlab", "--no-browser", "--allow-root", "--port={port}"])
        )
    mine, theirs = statistics.median(ours), statistics.median(plain)
    yield Row(
        "`make lab` / plain `jupyter lab`, to the address", mine / theirs, f"{mine:.1f} s / {theirs:.1f} s", "under 5 s"
    )


def _python(code: str) -> float:
    began = time.perf_counter()
    subprocess.run([sys.executable, "-c", code], check=True, cwd=ROOT)
    return time.perf_counter() - began


def _until_address(arguments: list[str]) -> float:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    began = time.perf_counter()
    process = subprocess.Popen(
        [each.format(port=port) for each in arguments],
        cwd=ROOT,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        start_new_session=True,
    )
    try:
        assert process.stdout
        for line in process.stdout:
            if b"token=" in line:
                return time.perf_counter() - began
        raise RuntimeError(f"{arguments[0]} ended before it printed an address")
    finally:
        os.killpg(process.pid, signal.SIGINT)
        os.killpg(process.pid, signal.SIGTERM)
        process.wait(30)
        process.stdout.close() if process.stdout else None
