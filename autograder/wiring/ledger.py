"""Write marks into nbgrader's gradebook: one transaction and a handful of statements for each submission.

nbgrader's own methods build an object for every cell and ask the database for each of them; for a class that is most of
the grader's time. What is written is the same, row by row, and a test compares the two.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import datetime, timedelta
from typing import Any, NamedTuple

from nbgrader.api import (
    BaseCell,
    Comment,
    Grade,
    GradeCell,
    SolutionCell,
    Student,
    SubmittedAssignment,
    SubmittedNotebook,
    TaskCell,
    new_uuid,
)
from sqlalchemy import and_, bindparam, insert, select, update

from autograder.record import Record


class Submission(NamedTuple):
    """The rows of one submission that exist already."""

    id: str
    notebook_id: str | None
    timestamp: datetime | None
    extension: Any


class Ledger:
    """The gradebook's rows of one assignment.

    Parameters
    ----------
    gradebook : nbgrader.api.Gradebook
    assignment : str
    late : callable
        Makes the nbgrader.preprocessors.AssignLatePenalties that says what a late submission costs; called where there
        is a due date.
    """

    def __init__(self, gradebook: Any, assignment: str, late: Callable[[], Any]) -> None:
        self._gradebook, self._db = gradebook, gradebook.db
        found = gradebook.find_notebook(assignment, assignment)
        self._assignment, self._notebook, self._due = found.assignment_id, found.id, found.assignment.duedate
        self._late = late() if self._due else None
        self._graded = {cell.name: cell.id for kind in (GradeCell, TaskCell) for cell in self._cells(kind)}
        self._commented = {cell.name: cell.id for kind in (SolutionCell, TaskCell) for cell in self._cells(kind)}
        self._db.rollback()  # ends the transaction that the queries above began

    def write(self, record: Record, timestamp: datetime | None) -> None:
        """Write one submission's marks and commit them at once; a mark given by hand stays."""
        found = self._find(record.student) or self._add(record.student)
        if timestamp:
            found = found._replace(timestamp=timestamp)
            table = SubmittedAssignment.__table__
            self._db.execute(update(table).where(table.c.id == found.id).values(timestamp=timestamp))
        if found.notebook_id is None:
            found = found._replace(notebook_id=self._add_notebook(record, found.id))
        else:
            self._change(record, found.notebook_id)
        table = SubmittedNotebook.__table__
        penalty = self._penalty(record.student, found)
        self._db.execute(update(table).where(table.c.id == found.notebook_id).values(late_submission_penalty=penalty))
        self._db.commit()

    def rollback(self) -> None:
        """Take back what `write` could not commit."""
        self._db.rollback()

    def _cells(self, kind: Any) -> list[Any]:
        query = select(BaseCell.name, BaseCell.id).join(kind.__table__, kind.__table__.c.id == BaseCell.id)
        return list(self._db.execute(query.where(BaseCell.notebook_id == self._notebook)))

    def _find(self, student: str) -> Submission | None:
        ours = and_(
            SubmittedNotebook.assignment_id == SubmittedAssignment.id, SubmittedNotebook.notebook_id == self._notebook
        )
        row = self._db.execute(
            select(
                SubmittedAssignment.id,
                SubmittedNotebook.id,
                SubmittedAssignment.timestamp,
                SubmittedAssignment.extension,
            )
            .outerjoin(SubmittedNotebook, ours)
            .where(SubmittedAssignment.assignment_id == self._assignment, SubmittedAssignment.student_id == student)
        ).one_or_none()
        return None if row is None else Submission(*row)

    def _add(self, student: str) -> Submission:
        if self._db.execute(select(Student.id).where(Student.id == student)).one_or_none() is None:
            self._insert(Student, [{"id": student}])
        made = Submission(new_uuid(), None, None, None)
        row = {"id": made.id, "assignment_id": self._assignment, "student_id": student}
        self._insert(SubmittedAssignment, [row])
        return made

    def _add_notebook(self, record: Record, submission: str) -> str:
        made = str(new_uuid())
        self._insert(SubmittedNotebook, [{"id": made, "assignment_id": submission, "notebook_id": self._notebook}])
        self._insert(Grade, [
            {"cell_id": cell, "notebook_id": made, **_grade(name, record)} for name, cell in self._graded.items()
        ])  # fmt: skip
        self._insert(Comment, [
            {"cell_id": cell, "notebook_id": made, "auto_comment": _comment(name, record)}
            for name, cell in self._commented.items()
        ])  # fmt: skip
        return made

    def _change(self, record: Record, notebook: str) -> None:
        query = select(Grade.cell_id).where(Grade.notebook_id == notebook, Grade.manual_score.is_not(None))
        marked = set(self._db.execute(query).scalars())
        self._update(Grade, notebook, [
            {"cell": cell, **_grade(name, record, marked=cell in marked)}
            for name, cell in self._graded.items()
        ])  # fmt: skip
        self._update(Comment, notebook, [
            {"cell": cell, "auto_comment": _comment(name, record)} for name, cell in self._commented.items()
        ])  # fmt: skip

    def _insert(self, kind: Any, rows: list[dict[str, Any]]) -> None:
        if rows:
            self._db.execute(insert(kind.__table__), rows)

    def _update(self, kind: Any, notebook: str, rows: list[dict[str, Any]]) -> None:
        if rows:
            table = kind.__table__
            changed: dict[str, Any] = {name: bindparam(name) for name in rows[0] if name != "cell"}
            these = (table.c.cell_id == bindparam("cell"), table.c.notebook_id == notebook)
            self._db.connection().execute(update(table).where(*these).values(changed), rows)

    def _penalty(self, student: str, found: Submission) -> float | None:
        if found.timestamp is None or self._due is None or self._late is None:
            return None
        seconds = (found.timestamp - self._due - (found.extension or timedelta())).total_seconds()
        if seconds <= 0:
            return None
        notebook = self._gradebook.find_submission_notebook_by_id(found.notebook_id)
        self._late.init_plugin()
        penalty = self._late.plugin_inst.late_submission_penalty(student, notebook.score, seconds)
        return None if penalty is None else float(self._late._check_late_penalty(notebook, penalty))


def _grade(name: str, record: Record, *, marked: bool = False) -> Mapping[str, Any]:
    """The judge's mark; a cell that a person marks has none, and waits for one."""
    by_hand = name in record.by_hand
    score = None if by_hand else record.scores.get(name, 0.0)
    return {"auto_score": score, "needs_manual_grade": by_hand or marked}


def _comment(name: str, record: Record) -> str | None:
    return None if name in record.answered else "No response."
