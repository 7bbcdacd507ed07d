"""Keep a result: marks in nbgrader's gradebook, the graded notebook beside it, and how to tell that it is done."""

from __future__ import annotations

import hashlib
import json
import os
import shutil
from pathlib import Path
from typing import Any

import nbformat
from nbformat.notebooknode import NotebookNode
from nbgrader import utils
from nbgrader.api import Gradebook
from nbgrader.preprocessors import AssignLatePenalties
from sqlalchemy.engine import make_url
from sqlalchemy.exc import ArgumentError, DBAPIError

from autograder.course import Course, CourseError
from autograder.result import Result
from autograder.wiring import SETTINGS
from autograder.wiring.release import configuration, database

RESULT = "autograder"


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


def sign(result: Result, course: Course) -> None:
    """Put the marks and what they were given for into the graded notebook's metadata."""
    result.notebook.metadata[RESULT] = {
        **result.as_json(f"{result.assignment}.ipynb"),
        "refused": result.refused,
        "of": fingerprint(course, result.assignment, result.student),
    }


def fingerprint(course: Course, assignment: str, student: str) -> str:
    """A digest of a submission and of the edition that it is judged by; a change of either asks for a new grading."""
    digest = hashlib.sha256(course.student_edition(assignment).read_bytes())
    path = course.submitted(student, assignment) / f"{assignment}.ipynb"
    if path.is_file() and not path.is_symlink():
        digest.update(path.read_bytes())
    return digest.hexdigest()


def is_done(course: Course, assignment: str, student: str) -> bool:
    """Tell whether this very submission was graded and its marks were kept."""
    try:
        kept = json.loads(course.autograded(student, assignment).read_bytes())["metadata"][RESULT]["of"]
    except (OSError, ValueError, KeyError, TypeError):
        return False
    return bool(kept == fingerprint(course, assignment, student))


def keep(course: Course, result: Result, gradebook: Any) -> None:
    """Commit one submission's marks, then write its graded notebook; a kill in between only repeats the grading.

    Raises
    ------
    CourseError
        The gradebook can't be written.
    """
    assignment, student = result.assignment, result.student
    timestamp = _timestamp(course, assignment, student)
    sign(result, course)
    where = {
        "nbgrader": {
            "assignment": assignment,
            "notebook": assignment,
            "student": student,
            "db_url": database(course),
        }
    }
    try:
        gradebook.update_or_create_student(student)
        with gradebook.db.no_autoflush:  # else SQLAlchemy warns about the order in which nbgrader joins the rows
            gradebook.update_or_create_submission(
                assignment, student, **({"timestamp": timestamp} if timestamp else {})
            )
        save_marks(result.notebook, gradebook, where["nbgrader"])
        AssignLatePenalties(config=configuration(course)).preprocess(result.notebook, where)
    except DBAPIError as error:
        gradebook.db.rollback()
        raise unwritable(course, error) from error
    _write(course.autograded(student, assignment), nbformat.writes(result.notebook) + "\n")
    stamp = course.submitted(student, assignment) / "timestamp.txt"
    if timestamp:
        shutil.copyfile(stamp, course.autograded(student, assignment).parent / stamp.name)


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


def _timestamp(course: Course, assignment: str, student: str) -> Any:
    path = course.submitted(student, assignment) / "timestamp.txt"
    if path.is_symlink() or not path.is_file():
        return None
    try:
        return utils.parse_utc(path.read_text("utf-8").strip())
    except (ValueError, OSError):
        return None


def _write(path: Path, text: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    draft = path.with_name(f".{path.name}.{os.getpid()}")
    draft.write_text(text, "utf-8")
    draft.chmod(0o444)  # as nbgrader leaves what it graded
    os.replace(draft, path)
