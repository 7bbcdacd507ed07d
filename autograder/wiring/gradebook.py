"""Keep a record: its marks in nbgrader's gradebook, and the graded notebook where nbgrader looks for it."""

from __future__ import annotations

import os
import shutil
from typing import Any

from nbgrader.api import Gradebook, MissingEntry
from sqlalchemy.exc import ArgumentError, DBAPIError

from autograder.course import Course, CourseError
from autograder.record import Record, draft
from autograder.record import unwritable as unwritable_file
from autograder.wiring import SETTINGS
from autograder.wiring.folders import STAMP, read_stamp
from autograder.wiring.ledger import Ledger
from autograder.wiring.settings import configuration, database, trouble


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
    name, reason = trouble(course, error)
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

    def late() -> Any:
        from nbgrader.preprocessors import AssignLatePenalties  # loads all of nbconvert

        return AssignLatePenalties(config=configuration(course))

    try:
        return Ledger(gradebook, assignment, late)
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
        os.replace(draft(graded), graded)
        if timestamp:
            shutil.copyfile(course.submitted(record.student, record.assignment) / STAMP, graded.parent / STAMP)
    except OSError as error:
        raise unwritable_file(graded, error) from error
