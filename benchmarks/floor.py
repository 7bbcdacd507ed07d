"""What judging must cost, and what is added to it: the same cells and calls in a bare warm fork, then layer by layer.

The floor has no sandbox, no judge and no gradebook: a process with everything loaded forks, runs the student's own
cells, calls the functions with the very arguments of a real judgement, and ends. All of it has one core.
"""

from __future__ import annotations

import contextlib
import os
import statistics
import time
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Any

from autograder import grade
from autograder.course import Course
from autograder.job import Job, new_worker
from autograder.sandbox import Session, Walls, choose
from autograder.sandbox.inside import shell
from benchmarks import classes
from benchmarks.table import Row
from courseware.calling import call

Event = tuple[str, tuple[Any, ...]]  # "run_cell", (source,) or "call", (name, calls, driver)


def floor(scratch: Path, number: int, assignment: str) -> Iterator[Row]:
    """Ours on one core against the floor, and what each layer adds to it."""
    with _one_core():
        yield from _layers(scratch, number, assignment)


@contextlib.contextmanager
def _one_core() -> Iterator[None]:
    """Keep this process, and all that it starts, on one core."""
    cores = os.sched_getaffinity(0)
    os.sched_setaffinity(0, {max(cores)})
    try:
        yield
    finally:
        os.sched_setaffinity(0, cores)


def _layers(scratch: Path, number: int, assignment: str) -> Iterator[Row]:
    course = classes.make(scratch / f"floor-{assignment}", assignment, number)
    students = list(grade.plan(course, assignment).todo)
    jobs = [Job.prepare(_path(course, name), course, assignment, name) for name in students]
    walls = choose()
    events = [_events(job, walls) for job in jobs]
    shell.warm()
    bare = _mean([lambda each=each: _forked(each) for each in events])
    unwalled, walled, judged = (
        _replays(events, choose("none"), assignment),
        _replays(events, walls, assignment),
        _judgements(jobs, walls, assignment),
    )
    one, all_of_them = _graded(course, assignment, students[:1]), _graded(course, assignment, students)
    whole = (all_of_them - one) / (number - 1)
    of = f"means of {number} submissions of {assignment}, one core"
    yield Row(
        f"{assignment}: ours / the floor",
        whole / bare,
        f"{1e3 * whole:.1f} ms / {1e3 * bare:.1f} ms; {of}",
        "at most 2",
    )
    for name, added in (
        ("the student's cells and calls in a bare fork", bare),
        ("+ a process of their own and the channel", unwalled - bare),
        ("+ the walls", walled - unwalled),
        ("+ reading, restoring, judging, reporting", judged - walled),
        ("+ the graded notebook and the gradebook", whole - judged),
    ):
        yield Row(f"    {name}: ms", 1e3 * added, f"{added / whole:.0%} of the whole")
    yield Row("sandbox on / off", walled / unwalled, f"{1e3 * walled:.1f} ms / {1e3 * unwalled:.1f} ms; {of}")


def _path(course: Course, student: str) -> Path:
    (assignment,) = (folder.name for folder in (course.root / "release").iterdir())
    return course.submitted(student, assignment) / f"{assignment}.ipynb"


def _events(job: Job, walls: Walls) -> list[Event]:
    """What a real judgement asks of the student's process."""
    events: list[Event] = []
    asked = {name: getattr(Session, name) for name in ("run_cell", "call")}

    def noted(name: str) -> Callable[..., Any]:
        def note(session: Session, *given: Any) -> Any:
            events.append((name, given))
            return asked[name](session, *given)

        return note

    try:
        for name in asked:
            setattr(Session, name, noted(name))
        with new_worker(walls, job.assignment) as worker:
            job.run(worker)
    finally:
        for name, method in asked.items():
            setattr(Session, name, method)
    return events


def _forked(events: Sequence[Event]) -> None:
    child = os.fork()
    if child:
        os.waitpid(child, 0)
        return
    try:
        run = shell.Shell.instance()
        for kind, given in events:
            if kind == "run_cell":
                run.run_cell(given[0])
            elif given[0] in run.user_ns:
                for args in given[1]:
                    call(run.user_ns[given[0]], args, *given[2:])
    finally:
        os._exit(0)


def _replays(events: Sequence[Sequence[Event]], walls: Walls, assignment: str) -> float:
    def replay(each: Sequence[Event]) -> None:
        with worker.open() as session:
            for kind, given in each:
                getattr(session, kind)(*given)

    with new_worker(walls, assignment) as worker:
        return _mean([lambda each=each: replay(each) for each in events])


def _judgements(jobs: Sequence[Job], walls: Walls, assignment: str) -> float:
    with new_worker(walls, assignment) as worker:
        return _mean([lambda job=job: job.run(worker) for job in jobs])


def _graded(course: Course, assignment: str, students: Sequence[str]) -> float:
    """Seconds for grading these into the gradebook, in this process's one writer and one judge process."""
    began = time.perf_counter()
    for _ in grade.grade(course, grade.Plan(assignment, tuple(students), ()), "strict", jobs=1):
        pass
    return time.perf_counter() - began


def _mean(runs: Sequence[Callable[[], Any]]) -> float:
    runs[0]()  # what is loaded at first use is paid once a class
    seconds = []
    for run in runs:
        began = time.perf_counter()
        run()
        seconds.append(time.perf_counter() - began)
    return statistics.fmean(seconds)
