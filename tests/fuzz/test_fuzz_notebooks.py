"""Whatever bytes are handed in as a notebook: a row, a mark for every check, a reason, and never an exception."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from functools import cache

import nbformat
import pytest
from hypothesis import event, given
from hypothesis import strategies as st
from nbformat.notebooknode import NotebookNode
from students import hand_in

from autograder import build, record
from autograder.course import Course, assignments
from autograder.job import Job, new_worker
from autograder.result import Result
from autograder.safe import safe_text
from autograder.sandbox import Limits, Worker, choose
from autograder.wiring import gradebook as books
from fuzz.amounts import examples
from fuzz.recipes import Recipe, recipes
from fuzz.stub_worker import StubWorker

HASTY = Limits(cell_seconds=1.0, call_seconds=0.5, submission_seconds=8.0, grace_seconds=0.3)

SCORE = """
SELECT SUM(grade.auto_score) FROM grade
JOIN base_cell ON base_cell.id = grade.cell_id AND base_cell.name LIKE 'check-%'
JOIN notebook ON notebook.id = base_cell.notebook_id AND notebook.name = ?
"""


@pytest.fixture(scope="module")
def class_of_all(tmp_path_factory: pytest.TempPathFactory) -> Course:
    course = Course(tmp_path_factory.mktemp("fuzz") / "course")
    build.make_releases(course, assignments())
    return course


@pytest.fixture(scope="module")
def ledgers(class_of_all: Course) -> Iterator[dict[str, books.Ledger]]:
    with closing(books.open_gradebook(class_of_all)) as gradebook:
        yield {name: books.open_ledger(class_of_all, gradebook, name) for name in assignments()}


@pytest.fixture(scope="module")
def real_worker() -> Iterator[Worker]:
    with new_worker(choose(), assignments()[-1], HASTY) as warm:
        yield warm


@cache
def handed_out(course: Course, name: str) -> NotebookNode:
    return nbformat.read(course.student_edition(name), as_version=4)


def judged(course: Course, recipe: Recipe, worker: Worker | StubWorker) -> Result:
    name = recipe.assignment
    path = hand_in(course, "ada", recipe.data(), name)
    return Job.prepare(path, course, name, "ada").run(worker)


def hold(result: Result, course: Course) -> None:
    """What must be so for every result."""
    edition = handed_out(course, result.assignment)
    ours = {cell.metadata.nbgrader.grade_id: cell for cell in edition.cells if "nbgrader" in cell.metadata}
    points = {key: cell.metadata.nbgrader.points for key, cell in ours.items() if key.startswith("check-")}
    assert sorted(mark.grade_id for mark in result.marks) == sorted(points)
    assert all(mark.points == points[mark.grade_id] and mark.score in (0, mark.points) for mark in result.marks)
    assert all(mark.score == 0 or mark.status == "pass" for mark in result.marks)
    assert [mark.message for mark in result.marks if mark.status != "pass" and not is_readable(mark.message)] == []
    assert [note for note in result.notes if not is_sentence(note)] == []
    if result.refused:
        assert is_sentence(result.refused), result.refused
        assert result.score == 0
    nbformat.validate(result.notebook)
    assert result.notebook.metadata.kernelspec == edition.metadata.kernelspec
    for cell in result.notebook.cells:
        if "nbgrader" in cell.metadata:
            own = ours[cell.metadata.nbgrader.grade_id]
            assert cell.metadata.nbgrader == own.metadata.nbgrader
            assert cell.cell_type == own.cell_type
            assert cell.source == own.source or not own.metadata.nbgrader.locked
    assert len({cell.id for cell in result.notebook.cells}) == len(result.notebook.cells)
    json.dumps(result.as_json("x"), allow_nan=False).encode()


def is_readable(text: str) -> bool:
    """Text that can be printed as it is, and that shows no Python of ours."""
    shows = [word for word in ("Traceback", "/autograder/", "/main/", "object at 0x") if word in text]
    return 0 < len(text) < 3000 and safe_text(text) == text and not shows


def is_sentence(text: str) -> bool:
    return is_readable(text) and text[-1] == "."


def kept(result: Result, course: Course, ledger: books.Ledger) -> None:
    """The gradebook takes it, and the graded notebook is there."""
    name, student = result.assignment, result.student
    of = record.fingerprint(course, name, student)
    books.commit(course, record.make(result, course, handed_out(course, name), of), ledger)
    assert record.is_done(course, name, student)
    graded = nbformat.read(course.autograded(student, name), as_version=4)
    assert graded.metadata[record.RESULT]["score"] == result.score
    with closing(sqlite3.connect(course.gradebook)) as database:
        (score,) = database.execute(SCORE, (name,)).fetchone()
    assert score == pytest.approx(result.score)


@examples(70, share=0.97)
@given(recipes(), st.lists(st.integers(0, 1000), min_size=1, max_size=8), st.booleans())
def test_any_file_gets_a_row_and_a_reason(class_of_all, ledgers, recipe, numbers, dies):
    result = judged(class_of_all, recipe, StubWorker(numbers, dies))
    event("refused" if result.refused else "judged")
    hold(result, class_of_all)
    kept(result, class_of_all, ledgers[result.assignment])


@examples(6, share=0.03)
@given(recipes())
def test_any_file_that_is_run_gets_a_row_and_a_reason(class_of_all, ledgers, real_worker, recipe):
    result = judged(class_of_all, recipe, real_worker)
    event("refused" if result.refused else "judged")
    hold(result, class_of_all)
    kept(result, class_of_all, ledgers[result.assignment])
