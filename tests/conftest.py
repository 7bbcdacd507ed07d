"""What the tests share: a built course to copy, a warm worker, and a class that hands in."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import nbformat
import pytest
from nbformat.notebooknode import NotebookNode
from students import hand_in, right_answers

from autograder import build
from autograder.course import Course
from autograder.job import Job, new_worker
from autograder.result import Result
from autograder.sandbox import Limits, Worker, choose

ASSIGNMENT = "01_softmax"
QUICK = Limits(cell_seconds=3.0, call_seconds=2.0)


@pytest.fixture(scope="session")
def built(tmp_path_factory: pytest.TempPathFactory) -> Course:
    """A course with 01 released, made once; tests take a copy of it."""
    course = Course(tmp_path_factory.mktemp("built") / "course")
    build.make_releases(course, [ASSIGNMENT])
    return course


@pytest.fixture
def course(built: Course, tmp_path: Path) -> Course:
    shutil.copytree(built.root, tmp_path / "course")
    return Course(tmp_path / "course")


@pytest.fixture
def edition(built: Course) -> NotebookNode:
    return nbformat.read(built.student_edition(ASSIGNMENT), as_version=4)


@pytest.fixture(scope="session")
def full_answers() -> dict[str, str]:
    """Right answers to everything in 01, as a student would write them."""
    return right_answers()


@pytest.fixture(scope="session")
def worker() -> Iterator[Worker]:
    with new_worker(choose(), ASSIGNMENT, QUICK) as warm:
        yield warm


class Classroom:
    """Hands in notebooks to a course and judges them."""

    def __init__(self, course: Course, worker: Worker) -> None:
        self.course, self.worker = course, worker

    def path(self, student: str) -> Path:
        return self.course.submitted(student, ASSIGNMENT) / f"{ASSIGNMENT}.ipynb"

    def hand_in(self, student: str, answers: dict[str, str] | bytes | NotebookNode) -> Path:
        return hand_in(self.course, student, answers)

    def judge(self, student: str, answers: dict[str, str] | bytes | NotebookNode) -> Result:
        path = self.hand_in(student, answers)
        return Job.prepare(path, self.course, ASSIGNMENT, student).run(self.worker)


@pytest.fixture
def classroom(course: Course, worker: Worker) -> Classroom:
    return Classroom(course, worker)
