"""Every notebook from top to bottom through the judge: full marks for ours, nothing for an untouched one, no crash."""

from __future__ import annotations

import os

import nbformat
import pytest
from nbformat.notebooknode import NotebookNode
from students import right_answers

from autograder import build, checks, demo
from autograder.course import SOLUTIONS, Course, assignments
from autograder.edition import read
from autograder.job import Job, new_worker
from autograder.judge import judge
from autograder.result import Result
from autograder.sandbox import Session, Worker, choose
from autograder.source import instructor_notebook
from courseware.check import verdicts

SECONDS, TRAINING_SECONDS = 2.0, 10.0

every_assignment = pytest.mark.parametrize("assignment", assignments())


@pytest.fixture(scope="module")
def course(tmp_path_factory: pytest.TempPathFactory) -> Course:
    return Course(tmp_path_factory.mktemp("editions") / "course")


def released(course: Course, assignment: str) -> NotebookNode:
    """The student edition, built from its source now."""
    if not course.release(assignment).is_file():
        build.make_releases(course, [assignment])
    return nbformat.read(course.release(assignment), as_version=4)


@pytest.fixture(scope="module")
def teacher():
    """A worker that sees every solution: no student's does."""
    with Worker(choose(), solutions=sorted(SOLUTIONS.glob("*.py"))) as worker:
        yield worker


@pytest.fixture
def seconds(monkeypatch):
    """How long each cell took, by its source."""
    taken: dict[str, float] = {}
    run = Session.run_cell

    def timed(session: Session, source: str):
        result = run(session, source)
        taken[source] = result.seconds
        return result

    monkeypatch.setattr(Session, "run_cell", timed)
    return taken


def failed_cells(result: Result) -> list[str]:
    return [
        f"{cell.id}: {output.ename}: {output.evalue}"
        for cell in result.notebook.cells
        for output in cell.get("outputs", [])
        if output.output_type == "error"
    ]


def load() -> float:
    """How many times as long as usual something may take, since others are at work on this machine too."""
    return max(1.0, os.getloadavg()[0] / (os.cpu_count() or 1))


def slow_cells(notebook: NotebookNode, seconds: dict[str, float]) -> list[str]:
    return [
        f"{cell.id}: {seconds[cell.source]:.1f} s"
        for cell in notebook.cells
        if seconds.get(cell.source, 0.0) > load() * (TRAINING_SECONDS if _trains(cell) else SECONDS)
    ]


def _trains(cell: NotebookNode) -> bool:
    return "training" in cell.metadata.get("tags", [])


def unmet(result: Result) -> list[str]:
    return [f"{mark.grade_id}: {mark.status}: {mark.message}" for mark in result.marks if mark.score < mark.points]


@every_assignment
def test_our_own_notebook_earns_every_point_and_no_cell_fails_or_is_slow(assignment, course, teacher, seconds):
    notebook = instructor_notebook(assignment)
    seeds = {name: course.seed(assignment, "teacher", name) for name in read(nbformat.writes(notebook)).check_ids}
    result = judge(notebook, seeds, assignment, "teacher", teacher)
    assert failed_cells(result) == []
    assert list(result.notes) == []
    assert unmet(result) == []
    assert result.score == result.max_score > 0
    assert slow_cells(notebook, seconds) == []


@every_assignment
def test_an_untouched_notebook_earns_nothing_and_every_cell_runs(assignment, course, seconds):
    edition = released(course, assignment)
    path = course.release(assignment)
    with new_worker(choose(), assignment) as worker:
        result = Job.prepare(path, course, assignment, "lena", full=True).run(worker)
    assert failed_cells(result) == []
    assert list(result.notes) == []
    assert result.score == 0 < result.max_score
    assert {mark.status for mark in result.marks} <= {"missing", "blocked"}
    assert slow_cells(edition, seconds) == []


@every_assignment
def test_answers_as_a_student_writes_them_earn_every_point(assignment, course, tmp_path):
    path = tmp_path / f"{assignment}.ipynb"
    nbformat.write(demo.fill(released(course, assignment), right_answers(assignment)), path)
    with new_worker(choose(), assignment) as worker:
        result = Job.prepare(path, course, assignment, "ada", full=True).run(worker)
    assert failed_cells(result) == []
    assert unmet(result) == []
    assert result.score == result.max_score > 0


@every_assignment
def test_a_self_check_of_a_right_answer_passes(assignment, course):
    for name in read(nbformat.writes(released(course, assignment))).check_ids:
        check = checks.find(name)
        (result,) = verdicts(check.spec.exercise, check.reference, check.spec.name)
        assert result[1].status == "pass", (name, result[1])
