"""Grade a class: judge in parallel, commit one by one as results come, continue where a killed run stopped."""

from __future__ import annotations

import threading
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor, as_completed
from contextlib import closing
from dataclasses import dataclass

from autograder import cluster
from autograder.course import Course, CourseError
from autograder.job import Job, new_worker
from autograder.result import Result
from autograder.sandbox import Walls, Worker, choose
from autograder.wiring import gradebook as books


@dataclass(frozen=True)
class Plan:
    """Who is to be graded: ``todo`` now, ``done`` before this run."""

    assignment: str
    todo: tuple[str, ...]
    done: tuple[str, ...]


def plan(course: Course, assignment: str, student: str = "", *, force: bool = False) -> Plan:
    """Find the submissions of an assignment.

    Raises
    ------
    CourseError
        The assignment or the student is unknown, or there is nothing to grade.
    """
    course.student_edition(assignment)
    if not course.release(assignment).is_file():
        raise CourseError(f"{assignment} has no release in {course.root}. Run `python -m autograder build` first.")
    folders = sorted((course.root / "submitted").glob(f"*/{assignment}"))
    students = [folder.parent.name for folder in folders if student in ("", folder.parent.name)]
    if not students:
        where = course.submitted(student or "STUDENT", assignment)
        raise CourseError(
            f"There is no submission to grade: {where} does not exist. "
            "Collect the submissions (`nbgrader collect`) or copy each notebook to such a folder."
        )
    done = [] if force else [name for name in students if books.is_done(course, assignment, name)]
    return Plan(assignment, tuple(name for name in students if name not in done), tuple(done))


def grade(
    course: Course, plan: Plan, isolation: str, *, jobs: int, scheduler: str = "", full: bool = False
) -> Iterator[Result]:
    """Grade the students of a plan; each result is in the gradebook when it is yielded.

    Raises
    ------
    CourseError
        The gradebook can't be written, or the cluster can't be used. What was yielded before is kept.
    IsolationRefused
        The isolation asked for can't be had.
    """
    with closing(books.open_gradebook(course)) as gradebook:
        for result in _judged(course, plan, isolation, jobs, scheduler, full):
            books.keep(course, result, gradebook)
            yield result


def _judged(course: Course, plan: Plan, isolation: str, jobs: int, scheduler: str, full: bool) -> Iterator[Result]:
    def prepare(student: str) -> Job:
        path = course.submitted(student, plan.assignment) / f"{plan.assignment}.ipynb"
        return Job.prepare(path, course, plan.assignment, student, full=full)

    if scheduler:
        return cluster.judge_all((prepare(student) for student in plan.todo), scheduler, isolation)
    return _judge_here(plan, prepare, choose(isolation), jobs)


def _judge_here(plan: Plan, prepare: Callable[[str], Job], walls: Walls, jobs: int) -> Iterator[Result]:
    workers = _Workers(walls, plan.assignment)
    pool = ThreadPoolExecutor(max(1, min(jobs, len(plan.todo))))
    try:
        tasks = [pool.submit(lambda student: prepare(student).run(workers.mine()), student) for student in plan.todo]
        for task in as_completed(tasks):
            yield task.result()
    finally:
        pool.shutdown(wait=False, cancel_futures=True)
        workers.close()  # ends what is still running, so that an interrupted run stops at once
        pool.shutdown()


class _Workers:
    """One warm worker for each thread, started when it is first needed."""

    def __init__(self, walls: Walls, assignment: str) -> None:
        self._walls, self._assignment = walls, assignment
        self._local = threading.local()
        self._all: list[Worker] = []

    def mine(self) -> Worker:
        if not hasattr(self._local, "worker"):
            self._local.worker = new_worker(self._walls, self._assignment)
            self._all.append(self._local.worker)
        return self._local.worker  # type: ignore[no-any-return]

    def close(self) -> None:
        for worker in self._all:
            worker.close()


def commonest_mistakes(results: Sequence[Result]) -> list[tuple[str, int]]:
    """Titles of the mistakes that were recognised and how many submissions made each, the commonest first."""
    made = Counter(title for result in results for title in set(result.mistakes.values()))
    return sorted(made.items(), key=lambda row: (-row[1], row[0]))
