"""Read what the gradebook holds of a class; nothing is written, and what it means is left to `autograder.report`."""

from __future__ import annotations

from collections.abc import Mapping
from contextlib import closing
from dataclasses import dataclass, field
from typing import Any

from nbgrader.api import (
    Assignment,
    BaseCell,
    Grade,
    Gradebook,
    MissingEntry,
    Student,
    SubmittedAssignment,
    SubmittedNotebook,
)
from sqlalchemy.exc import ArgumentError, DBAPIError

from autograder.course import Course, CourseError
from autograder.wiring.settings import database, trouble


@dataclass(frozen=True)
class Entry:
    """One graded cell of one student.

    Attributes
    ----------
    auto : float or None
        The judge's mark; None where a person has to give one.
    score : float
        What counts now: a person's mark before the judge's, and extra credit.
    open : bool
        A person has yet to look at it.
    """

    auto: float | None
    score: float
    open: bool


@dataclass
class Row:
    """What the gradebook has of one student's submission: entries by grade id, and how late it came."""

    entries: dict[str, Entry] = field(default_factory=dict)
    penalty: float = 0.0
    seconds_late: float = 0.0


def enrolled(course: Course) -> set[str]:
    """Ids of the students that the gradebook knows, whether or not they handed in."""
    with closing(_open(course)) as gradebook:
        return {str(name) for (name,) in gradebook.db.query(Student.id)}


def rows(course: Course, assignment: str) -> Mapping[str, Row]:
    """What the gradebook has of an assignment, by student.

    Raises
    ------
    CourseError
        There is no gradebook yet, or it can't be read.
    """
    with closing(_open(course)) as gradebook:
        try:
            found = {each.student_id: _row(each) for each in _submissions(gradebook, assignment)}
            for student, grade_id, *values in gradebook.db.execute(_entries(gradebook, assignment)):
                auto, score, still_open = values
                found[student].entries[grade_id] = Entry(auto, float(score), bool(still_open))
        except DBAPIError as error:
            raise _unreadable(course, error) from error
    return found


def _open(course: Course) -> Any:
    url = database(course)
    if url == f"sqlite:///{course.gradebook}" and not course.gradebook.is_file():
        raise CourseError(
            f"There is no gradebook {course.gradebook}: nothing is graded yet. "
            "Run `python -m autograder grade ASSIGNMENT` first."
        )
    try:
        return Gradebook(url)
    except (DBAPIError, ArgumentError, ModuleNotFoundError) as error:
        raise _unreadable(course, error) from error


def _unreadable(course: Course, error: Exception) -> CourseError:
    name, reason = trouble(course, error)
    return CourseError(
        f"The gradebook {name} can't be read ({reason}). Close other programs that use it, or restore it from a "
        "backup; then run the command again."
    )


def _submissions(gradebook: Any, assignment: str) -> list[Any]:
    try:
        return list(gradebook.assignment_submissions(assignment))
    except MissingEntry:
        return []


def _row(submission: Any) -> Row:
    return Row({}, float(submission.late_submission_penalty or 0.0), float(submission.total_seconds_late))


def _entries(gradebook: Any, assignment: str) -> Any:
    """One query for all cells of all students: nbgrader's own objects would ask the database for each of them."""
    query = gradebook.db.query(
        SubmittedAssignment.student_id, BaseCell.name, Grade.auto_score, Grade.score, Grade.needs_manual_grade
    )
    joined = query.select_from(Grade).join(BaseCell, Grade.cell_id == BaseCell.id)
    joined = joined.join(SubmittedNotebook, Grade.notebook_id == SubmittedNotebook.id)
    joined = joined.join(SubmittedAssignment, SubmittedNotebook.assignment_id == SubmittedAssignment.id)
    joined = joined.join(Assignment, SubmittedAssignment.assignment_id == Assignment.id)
    return joined.filter(Assignment.name == assignment).statement
