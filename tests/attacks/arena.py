"""Where attacks are let loose: a course with secrets in it, listeners, a warm worker; and what is looked at."""

from __future__ import annotations

import copy
import hashlib
import json
import os
import re
import shutil
import socket
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from typing import Any
from unittest import mock

import nbformat
from processes import descendants
from students import right_answers

from autograder import demo
from autograder.course import ROOT, Course
from autograder.job import Job, new_worker
from autograder.result import Result
from autograder.sandbox import Limits, Worker, choose

from .attack import ABSTRACT, CANARY, COURSE, MARK, OUTSIDE, REPOSITORY, TCP, UDP, Attack

NAME = "01_softmax"
SOLUTION = "np.exp(x - x.max(axis=-1, keepdims=True))"  # a line that only solutions/softmax.py has
LIMITS = Limits(
    memory_mb=600, processes=24, open_files=110, file_mb=4, scratch_mb=8, output_bytes=60_000, outputs=50,
    reply_bytes=4_000_000, grace_seconds=0.3,
)  # fmt: skip
LITTLE = replace(LIMITS, cell_seconds=0.8, call_seconds=0.5, submission_seconds=15.0)
RIGHT = ("softmax", "inverse_softmax", "sigmoid_layer")  # what the honest neighbour has answered
WITNESS = """
import glob, os, resource, signal, sys
import numpy as np
print(sorted(glob.glob('/scratch/**', recursive=True, include_hidden=True)), os.listdir('/tmp'), os.listdir('/dev/shm'))
print(dict(os.environ), os.getcwd(), sys.path, sys.flags, sorted(n for n in os.listdir('/proc') if n.isdigit()))
print(os.sched_getaffinity(0), os.getpriority(0, 0), os.umask(0o22), [signal.getsignal(n) for n in (2, 14, 15, 17)])
print([resource.getrlimit(n) for n in range(16)], sorted(os.listdir('/proc/self/fd'))[:3], len(sys.modules))
print(np.exp(0.0), sum([1, 2]), len(In), sorted(globals()), np.random.random(), np.geterr(), sys.getrecursionlimit())
print([line for line in open('/proc/self/mountinfo') if MARK in line], open('/proc/net/unix').read().count(chr(10)))
"""


class Arena:
    """One warm worker behind one kind of walls, and the course that it grades."""

    def __init__(self, course: Course, outside: Path, worker: Worker) -> None:
        self.course, self.outside, self.worker = course, outside, worker
        self.listeners = Listeners()
        self.edition = without_demonstrations(course)
        self._honest: dict[str, Result] = {}
        self._prepare()
        self.alone = self.neighbour()
        self.idle = self.standing()

    def standing(self) -> int:
        """How many processes there are behind the walls, one of them for a submission that has done nothing yet."""
        with self.worker.open():
            assert self.worker._host
            return len(descendants(self.worker._host.process.pid))

    def _prepare(self) -> None:
        self.outside.write_text(CANARY)
        (self.course.root / "canary").write_text(CANARY)
        noor = self.course.submitted("noor", NAME) / f"{NAME}.ipynb"
        noor.parent.mkdir(parents=True)
        noor.write_text(json.dumps(self._filled({"softmax": f"# {CANARY}"})))
        self.course.seed(NAME, "noor", "x")  # makes the secret

    def _filled(self, answers: Mapping[str, str]) -> Any:
        return demo.fill(copy.deepcopy(self.edition), answers)

    def notebook(self, attack: Attack) -> bytes:
        """What an attack hands in, with the names of this arena's places."""
        known = {
            COURSE: str(self.course.root), REPOSITORY: str(ROOT), OUTSIDE: str(self.outside),
            TCP: str(self.listeners.tcp.getsockname()[1]), UDP: str(self.listeners.udp.getsockname()[1]),
            ABSTRACT: self.listeners.name,
        }  # fmt: skip
        raw = json.loads(json.dumps(self._filled(attack.answers)))
        first = next(index for index, each in enumerate(raw["cells"]) if each["cell_type"] == "code")
        for source in reversed(attack.before):
            raw["cells"].insert(first + 1, own_cell(source))
        raw["cells"] += [own_cell(source) for source in attack.after]
        given = (attack.spoil(raw) if attack.spoil else None) or json.dumps(raw).encode()
        for name, value in known.items():
            given = given.replace(name.encode(), value.encode())
        return given

    def hand_in(self, attack: Attack, student: str) -> Path:
        path = self.course.submitted(student, NAME) / f"{NAME}.ipynb"
        if path.parent.exists():
            shutil.rmtree(path.parent)
        path.parent.mkdir(parents=True)
        data = self.notebook(attack)
        (attack.place or Path.write_bytes)(path, data)
        return path

    def judge(self, attack: Attack, limits: Limits = LITTLE, student: str = "mallory") -> Result:
        path = self.hand_in(attack, student)
        self.worker.limits = limits
        return Job.prepare(path, self.course, NAME, student).run(self.worker)

    def honest(self, attack: Attack) -> Mapping[str, float]:
        """The marks of the same submission with the hostile part left out."""
        key = json.dumps(attack.honest, sort_keys=True)
        if key not in self._honest:
            self._honest[key] = self.judge(Attack("honest", attack.threat, attack.honest), LIMITS)
        return scores(self._honest[key])

    def neighbour(self) -> tuple[Any, str]:
        """An honest submission: its marks, and what it sees of the world around it."""
        answers = right_answers()
        witness = WITNESS.replace("MARK", repr(MARK))
        submission = Attack("neighbour", "", {name: answers[name] for name in RIGHT}, before=(witness,))
        result = self.judge(submission, LIMITS, "ada")
        shutil.rmtree(self.course.submitted("ada", NAME))
        return result.marks, seen(result)

    def snapshot(self) -> dict[str, tuple[Any, ...]]:
        """Every file of the course but what the attacker handed in."""
        return {
            str(path): (path.lstat().st_mode, path.lstat().st_nlink, digest(path))
            for path in sorted(self.course.root.rglob("*"))
            if "mallory" not in path.parts
        }


class Listeners:
    """Whoever may be reached on this machine, if anyone can be."""

    def __init__(self) -> None:
        self.name = f"lab-arena-{os.getpid()}-{id(self)}"
        self.tcp = socket.create_server(("127.0.0.1", 0))
        self.udp = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
        self.udp.bind(("127.0.0.1", 0))
        self.unix = socket.socket(socket.AF_UNIX)
        self.unix.bind("\0" + self.name)
        self.unix.listen()
        self.all = (self.tcp, self.udp, self.unix)
        for each in self.all:
            each.setblocking(False)

    def reached(self) -> bool:
        for each in (self.tcp, self.unix):
            try:
                each.accept()[0].close()
                return True
            except BlockingIOError:
                continue
        try:
            return bool(self.udp.recv(100))
        except BlockingIOError:
            return False

    def close(self) -> None:
        for each in self.all:
            each.close()


@contextmanager
def opened(kind: str, course: Course, outside: Path) -> Iterator[Arena]:
    """Start a worker, with a secret in the environment of whoever starts it, and make its course ready."""
    with mock.patch.dict(os.environ, LAB_CANARY=CANARY, NBGRADER_EXECUTION="autograde"):
        worker = new_worker(choose(kind), NAME, LIMITS)
    with worker:
        arena = Arena(course, outside, worker)
        try:
            yield arena
        finally:
            arena.listeners.close()


def without_demonstrations(course: Course) -> Any:
    """The release, made shorter for good: most attacks would have each demonstration run, which only takes time."""
    edition = nbformat.read(course.release(NAME), as_version=4)
    edition.cells = [cell for cell in edition.cells if "demo" not in cell.metadata.get("tags", [])]
    nbformat.write(edition, course.release(NAME))
    return edition


def own_cell(source: str) -> dict[str, Any]:
    return {"cell_type": "code", "metadata": {}, "outputs": [], "execution_count": None, "source": source}


def scores(result: Result) -> dict[str, float]:
    return {mark.grade_id: mark.score for mark in result.marks}


def shown(result: Result) -> str:
    """All that a reader of the graded notebook is shown besides the student's own text."""
    return json.dumps([cell.get("outputs", []) for cell in result.notebook.cells]) + json.dumps(result.as_json("x"))


def seen(result: Result) -> str:
    """What the first cell that printed something has printed; addresses differ from run to run."""
    texts = ["".join(out.get("text", "") for out in cell.get("outputs", [])) for cell in result.notebook.cells]
    return re.sub(r"0x[0-9a-f]+", "0x", next(text for text in texts if "environ" in text or "/scratch" in text))


def digest(path: Path) -> str:
    if path.is_symlink():
        return os.readlink(path)
    return hashlib.sha256(path.read_bytes()).hexdigest() if path.is_file() else "-"


def left_behind(course: Course, outside: Path) -> list[str]:
    """Everything on this machine that carries the mark of an attack."""
    places = ["/", "/tmp", "/var/tmp", "/dev/shm", "/run", "/home", str(Path.home()), str(ROOT), str(outside.parent)]
    found = [f"{place}/{name}" for place in places for name in os.listdir(place) if MARK in name]
    found += [str(path) for path in course.root.rglob(f"*{MARK}*") if "mallory" not in path.parts]
    code = ("autograder/judge.py", "courseware/calling.py", "solutions/softmax.py")
    found += [name for name in code if MARK in (ROOT / name).read_text("utf-8")]
    found += [line for line in Path("/proc/self/mountinfo").read_text().splitlines() if MARK in line]
    return found
