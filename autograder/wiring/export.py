"""The CSV of `nbgrader export`, in which a name stays a name: quoted as CSV asks for, and never a formula."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from typing import Any

from nbgrader.api import MissingEntry
from nbgrader.plugins import CsvExportPlugin

from autograder.safe import csv_text

COLUMNS = (
    *("assignment", "duedate", "timestamp", "student_id", "last_name", "first_name", "email"),
    *("raw_score", "late_submission_penalty", "score", "max_score"),
)


class SafeCsvExportPlugin(CsvExportPlugin):  # type: ignore[misc]
    """Has nbgrader's columns and options; ``ExportApp.plugin_class`` names it."""

    def export(self, gradebook: Any) -> None:
        destination = self.to or "grades.csv"
        self.log.info("Exporting grades to %s", destination)
        with open(destination, "w", newline="", encoding="utf-8") as file:
            table = csv.writer(file, quoting=csv.QUOTE_NONNUMERIC, lineterminator="\n")
            file.write(",".join(COLUMNS) + "\n")  # as nbgrader writes them
            table.writerows(self._rows(gradebook))

    def _rows(self, gradebook: Any) -> Iterator[list[str | float]]:
        assignments, students = set(map(str, self.assignment)), set(map(str, self.student))
        for assignment in gradebook.assignments:
            if assignments and assignment.name not in assignments:
                continue
            for student in gradebook.students:
                if not students or student.id in students:
                    yield list(map(_cell, _row(gradebook, assignment, student)))


def _row(gradebook: Any, assignment: Any, student: Any) -> list[Any]:
    who = [student.id, student.last_name, student.first_name, student.email]
    try:
        submission = gradebook.find_submission(assignment.name, student.id)
    except MissingEntry:  # nothing was handed in
        return [assignment.name, assignment.duedate, "", *who, 0.0, 0.0, 0.0, assignment.max_score]
    raw, penalty = submission.score, submission.late_submission_penalty or 0.0
    marks = [raw, penalty, max(0.0, raw - penalty), assignment.max_score]
    return [assignment.name, assignment.duedate, submission.timestamp, *who, *marks]


def _cell(value: Any) -> str | float:
    if value is None:
        return ""
    return float(value) if isinstance(value, int | float) else csv_text(str(value))
