"""Judge processes, one for each job, that take submissions as they come free; what they do is left to `judging`.

A process that is killed costs nothing but time: its submission is judged again by another, and each is yielded once.
A judge process and the sandbox that answers it take turns on one processor: to wake up another costs more than most
questions do.
"""

from __future__ import annotations

import contextlib
import json
import os
import random
import socket
import subprocess
import sys
import time
from collections import Counter, deque
from collections.abc import Iterable, Iterator
from dataclasses import replace
from multiprocessing.connection import Connection, wait
from typing import Any

from autograder.course import earlier_solutions, topic_of
from autograder.messages import READY, WRITTEN, Failure, Judged, Peak, Setup, Work
from autograder.sandbox import Host, Limits, SandboxError

MAX_DEATHS = 3
MAX_SECONDS = 1800.0  # for one submission: far more than its limits allow, a mistake of ours must not stop a class
END_SECONDS = 10.0
START = """
import json, sys
sys.path[:] = json.loads(sys.argv[1])
from autograder.quick import start_quickly
start_quickly()
from autograder.judging import main
main(sys.argv[2])
"""


class Judge:
    """A judge process, seen from the one that writes the marks."""

    def __init__(self, setup: Setup, control: socket.socket | None, processor: int) -> None:
        ours, theirs = socket.socketpair()
        lent = [control.fileno()] if control else []
        with theirs:
            self.process = subprocess.Popen(
                [sys.executable, "-c", START, json.dumps(sys.path), str(theirs.fileno())],
                pass_fds=[theirs.fileno(), *lent],
                stdin=subprocess.DEVNULL,
                stdout=subprocess.DEVNULL,
                start_new_session=True,
            )
        with contextlib.suppress(OSError):  # where it may not be chosen, any will do
            os.sched_setaffinity(self.process.pid, {processor})
        self.pipe = Connection(ours.detach())
        self.ready, self.student, self.since = False, "", time.monotonic()
        self._send(replace(setup, control=lent[0]) if lent else setup)

    def give(self, student: str, work: Work = "judge") -> None:
        """Let it judge a submission, or write its feedback page."""
        self.student, self.since = student, time.monotonic()
        self._send((work, student))

    def take(self) -> Any:
        """What it sent; None when it ended before it had sent all."""
        try:
            return self.pipe.recv()
        except (EOFError, OSError):
            return None

    def finish(self) -> Peak | None:
        """Let it end by itself and say what memory it used; None when it does not."""
        self._send(None)
        found = self.take() if self.pipe.poll(END_SECONDS) else None
        return found if isinstance(found, Peak) else None

    def end(self) -> None:
        """End it and its sandbox at once."""
        self.pipe.close()
        self.process.kill()
        self.process.wait()

    def _send(self, message: Any) -> None:
        with contextlib.suppress(OSError):  # it has ended: reading from it tells
            self.pipe.send(message)


class Pool:
    """Several judge processes, which start at once; a context manager, at whose end they have ended.

    They load, and so does the host of their sandboxes, while the process that wants them goes on loading. This module
    therefore imports little.
    """

    def __init__(self, setup: Setup, jobs: int) -> None:
        self._setup = setup
        demos = topic_of(setup.assignment) if setup.full else ""
        self._host = Host(setup.walls, Limits(), earlier_solutions(setup.assignment), demos)
        processors = sorted(os.sched_getaffinity(0))
        self._processors = random.sample(processors, len(processors))  # a run beside this one takes others
        self._judges = [self._judge(number) for number in range(jobs)]
        self._deaths: Counter[str] = Counter()

    def __enter__(self) -> Pool:
        return self

    def __exit__(self, *_: object) -> None:
        for judge in self._judges:
            judge.end()
        self._host.close()

    def results(self, students: Iterable[str], work: Work = "judge") -> Iterator[tuple[str, Judged | Failure | None]]:
        """Each student's outcome, as they come; a feedback page that was written has none.

        Raises
        ------
        CourseError, IsolationRefused, SandboxError
            None of the submissions can be judged; the text says why.
        """
        waiting = deque(students)
        self._deaths.clear()
        self._feed(waiting, work)
        while waiting or any(judge.student for judge in self._judges):
            came: list[tuple[str, Judged | Failure | None]] = []
            for judge in self._heard():
                message, student = judge.take() if judge.pipe.poll() else None, judge.student
                judge.student = ""
                if isinstance(message, Exception):
                    raise message
                if message == READY:
                    judge.ready = True
                elif message == WRITTEN:
                    came.append((student, None))
                elif message is not None:
                    came.append((student, message))
                elif failure := self._replaced(judge, student):
                    came.append((student, failure))
                elif student:
                    waiting.append(student)
            self._feed(waiting, work)  # before the results are written, so that nobody waits for that
            yield from came

    def finish(self) -> list[Peak]:
        """Let the processes end by themselves, and return the memory that each of them used.

        One that is only just starting, because the others were quicker, has used none.
        """
        return [peak for judge in self._judges if judge.ready and (peak := judge.finish())]

    def _judge(self, number: int) -> Judge:
        processor = self._processors[number % len(self._processors)]
        try:
            control = self._host.worker(processor)
        except OSError:  # it has ended: the judge starts one of its own, and says why when that ends too
            return Judge(self._setup, None, processor)
        with control:
            return Judge(self._setup, control, processor)

    def _feed(self, waiting: deque[str], work: Work) -> None:
        for judge in self._judges:
            if waiting and judge.ready and not judge.student:
                judge.give(waiting.popleft(), work)

    def _heard(self) -> list[Judge]:
        """Wait for the processes that sent something or ended; one that takes far too long is among them."""
        active = {judge.pipe: judge for judge in self._judges if judge.student or not judge.ready}
        heard = [active[pipe] for pipe in wait(list(active), timeout=END_SECONDS) if isinstance(pipe, Connection)]
        late = [judge for judge in active.values() if time.monotonic() - judge.since > MAX_SECONDS]
        return [*heard, *(judge for judge in late if judge not in heard)]

    def _replaced(self, judge: Judge, student: str) -> Failure | None:
        """Start another process in the place of one that ended; a failure when its submission ends them all."""
        judge.end()
        self._deaths[student] += 1
        if not student and self._deaths[student] == MAX_DEATHS:
            raise SandboxError(f"a judge process ended {MAX_DEATHS} times before it was ready; see what it says above")
        number = self._judges.index(judge)
        self._judges[number] = self._judge(number)
        if student and self._deaths[student] == MAX_DEATHS:
            return Failure(f"The process that judged it ended {MAX_DEATHS} times.")
        return None
