"""Grade a class: judge in parallel, commit one by one as results come, continue where a killed run stopped."""

from __future__ import annotations

import threading
from collections import Counter
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor, as_completed
from contextlib import closing
from dataclasses import dataclass

from autograder.course import Course, CourseError
from autograder.judge import Job, Result, new_worker
from autograder.sandbox import Walls, Worker
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


def grade(course: Course, plan: Plan, walls: Walls, *, jobs: int, full: bool = False) -> Iterator[Result]:
    """Grade the students of a plan; each result is in the gradebook when it is yielded.

    Raises
    ------
    CourseError
        The gradebook can't be written. What was yielded before is kept.
    """
    with closing(books.open_gradebook(course)) as gradebook:
        for result in _judge_all(course, plan, walls, jobs, full):
            books.keep(course, result, gradebook)
            yield result


def _judge_all(course: Course, plan: Plan, walls: Walls, jobs: int, full: bool) -> Iterator[Result]:
    workers = _Workers(walls, plan.assignment)
    pool = ThreadPoolExecutor(max(1, min(jobs, len(plan.todo))))

    def judge(student: str) -> Result:
        path = course.submitted(student, plan.assignment) / f"{plan.assignment}.ipynb"
        return Job.prepare(path, course, plan.assignment, student, full=full).run(workers.mine())

    try:
        for future in as_completed([pool.submit(judge, student) for student in plan.todo]):
            yield future.result()
    finally:
        pool.shutdown(wait=False, cancel_futures=True)
        workers.close()
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
