"""Keep a record: its marks in nbgrader's gradebook, and the graded notebook where nbgrader looks for it."""

from __future__ import annotations

import os
import shutil
from typing import Any

import nbformat
from nbformat.notebooknode import NotebookNode
from nbgrader import utils
from nbgrader.api import Gradebook, MissingEntry
from nbgrader.preprocessors import AssignLatePenalties
from sqlalchemy.engine import make_url
from sqlalchemy.exc import ArgumentError, DBAPIError

from autograder.course import Course, CourseError
from autograder.record import RESULT, Record, fingerprint, is_done, make, sign
from autograder.record import unwritable as unwritable_file
from autograder.result import Result
from autograder.wiring import SETTINGS
from autograder.wiring.folders import STAMP, read_stamp
from autograder.wiring.ledger import Ledger
from autograder.wiring.release import configuration, database

__all__ = [
    "RESULT",
    "commit",
    "fingerprint",
    "is_done",
    "keep",
    "open_gradebook",
    "open_ledger",
    "save_marks",
    "sign",
    "unwritable",
]


def open_gradebook(course: Course) -> Any:
    """Open the gradebook for writing.

    Raises
    ------
    CourseError
        It can't be opened or written; the text names the file and what to do.
    """
    url = database(course)
    try:
        gradebook = Gradebook(url)
        if url.startswith("sqlite"):  # a file that can be read only, or is locked, is noticed before any work is done
            gradebook.db.connection().exec_driver_sql("BEGIN IMMEDIATE")
            gradebook.db.rollback()
    except DBAPIError as error:
        raise unwritable(course, error) from error
    except (ArgumentError, ModuleNotFoundError) as error:  # a wrong URL, or no driver for it
        raise CourseError(
            f"The gradebook's address in {course.root / SETTINGS} can't be used: {error}. "
            "For PostgreSQL, run `pip install 'backprop-lab[postgresql]'` and write postgresql+psycopg://USER@HOST/DATABASE."
        ) from error
    return gradebook


def unwritable(course: Course, error: Exception) -> CourseError:
    """Say in one sentence why marks can't be kept, and that none is lost."""
    reason = str(getattr(error, "orig", error)).strip()
    name = make_url(database(course)).render_as_string(hide_password=True).removeprefix("sqlite:///")
    return CourseError(
        f"The gradebook {name} can't be written ({reason}). Close other programs that use it, and check "
        "its permissions and the free space; then run the command again. No mark that was saved is lost."
    )


def open_ledger(course: Course, gradebook: Any, assignment: str) -> Ledger:
    """Open an assignment's rows for writing.

    Raises
    ------
    CourseError
        The gradebook does not have the assignment, or can't be read.
    """
    try:
        return Ledger(gradebook, assignment, AssignLatePenalties(config=configuration(course)))
    except MissingEntry:
        raise CourseError(
            f"The gradebook of {course.root} does not know {assignment}. Run `python -m autograder build` first."
        ) from None
    except DBAPIError as error:
        raise unwritable(course, error) from error


def commit(course: Course, record: Record, ledger: Ledger) -> None:
    """Commit one submission's marks, then name its graded notebook; a kill in between only repeats the grading.

    Raises
    ------
    CourseError
        The gradebook can't be written.
    """
    timestamp = read_stamp(course.submitted(record.student, record.assignment))
    try:
        ledger.write(record, timestamp)
    except DBAPIError as error:
        ledger.rollback()
        raise unwritable(course, error) from error
    graded = course.autograded(record.student, record.assignment)
    try:
        os.replace(record.draft, graded)
        if timestamp:
            shutil.copyfile(course.submitted(record.student, record.assignment) / STAMP, graded.parent / STAMP)
    except OSError as error:
        raise unwritable_file(graded, error) from error


def keep(course: Course, result: Result, gradebook: Any) -> None:
    """Write a single result: its marks in one commit, and its graded notebook.

    Raises
    ------
    CourseError
        The gradebook can't be written.
    """
    edition = nbformat.read(course.student_edition(result.assignment), as_version=4)
    of = fingerprint(course, result.assignment, result.student)
    commit(course, make(result, course, edition, of), open_ledger(course, gradebook, result.assignment))


def save_marks(nb: NotebookNode, gradebook: Any, where: dict[str, str]) -> None:
    """Write the marks that a graded notebook carries, in one commit."""
    scores = {mark["grade_id"]: mark["score"] for mark in nb.metadata[RESULT]["cells"]}
    cells = {cell.metadata.nbgrader.grade_id: cell for cell in nb.cells if "nbgrader" in cell.metadata}
    submission = gradebook.find_submission_notebook(where["notebook"], where["assignment"], where["student"])
    for grade in submission.grades:
        cell = cells.get(grade.name)
        by_hand = cell is not None and utils.is_solution(cell) and not _untouched(cell)
        grade.auto_score = None if by_hand else scores.get(grade.name, 0.0)
        grade.needs_manual_grade = by_hand or grade.manual_score is not None
    for comment in submission.comments:
        cell = cells.get(comment.name)
        comment.auto_comment = "No response." if cell is None or _untouched(cell) else None
    gradebook.db.commit()


def _untouched(cell: NotebookNode) -> bool:
    return bool(cell.metadata.nbgrader.get("checksum") == utils.compute_checksum(cell))
