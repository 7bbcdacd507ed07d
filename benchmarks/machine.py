"""What a figure is worth nothing without: the machine and the versions that it was measured with."""

from __future__ import annotations

import os
import platform
import resource
import subprocess
import sys
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from importlib.metadata import version
from pathlib import Path

from autograder.course import ROOT
from autograder.sandbox import choose
from benchmarks import ENVIRONMENT

PACKAGES = ("numpy", "matplotlib", "nbgrader", "ipykernel", "ipywidgets")


def describe() -> dict[str, str]:
    """The processor, the kernel, the versions and the walls of this machine."""
    model = ""
    cpuinfo = Path("/proc/cpuinfo")
    if cpuinfo.is_file():
        lines = [line.partition(":")[2].strip() for line in cpuinfo.read_text().splitlines() if "model name" in line]
        model = lines[0] if lines else ""
    memory = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / 2**30
    return {
        "cores": str(os.cpu_count()),
        "processor": model or platform.machine(),
        "memory": f"{memory:.0f} GiB",
        "system": platform.platform(),
        "python": platform.python_version(),
        **{name: version(name) for name in PACKAGES},
        "walls": choose().description,
        "load before": f"{os.getloadavg()[0]:.2f}",
    }


@dataclass(frozen=True)
class Cost:
    """What something took: seconds by the clock, and of processors with all that it started and waited for."""

    wall: float
    cpu: float
    output: str = ""

    def per(self, number: int) -> Cost:
        return Cost(self.wall / number, self.cpu / number, self.output)


def command(arguments: Sequence[str], environment: Mapping[str, str], cwd: Path = ROOT) -> Cost:
    """Run ``python -m ARGUMENTS`` and measure it.

    Raises
    ------
    RuntimeError
        It failed; the text is what it said.
    """
    before, began = resource.getrusage(resource.RUSAGE_CHILDREN), time.perf_counter()
    done = subprocess.run(
        [sys.executable, "-m", *arguments],
        cwd=cwd,
        env={**ENVIRONMENT, **environment},
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
    )
    wall, after = time.perf_counter() - began, resource.getrusage(resource.RUSAGE_CHILDREN)
    if done.returncode:
        raise RuntimeError(f"{' '.join(arguments)} failed:\n{done.stderr[-3000:]}")
    cpu = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    return Cost(wall, cpu, done.stdout)
