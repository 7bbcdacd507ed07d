"""Make the class report of an assignment: read, look, and write three files."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

from autograder import advice
from autograder.course import Course, CourseError
from autograder.report import page, spreadsheet
from autograder.report.classroom import ClassRoom
from autograder.report.collect import collect
from autograder.report.visible import known


@dataclass(frozen=True)
class Report:
    """What was written, and what it was made of."""

    page: Path
    students: Path
    checks: Path
    room: ClassRoom
    remarks: tuple[advice.Remark, ...]

    def as_json(self) -> dict[str, Any]:
        """The object of ``report --json``."""
        return {
            "assignment": self.room.assignment,
            "submissions": len(self.room.submissions),
            "failed": len(self.room.submissions) - len(self.room.judged),
            "waiting": len(self.room.waiting),
            "worth_a_look": [asdict(remark) for remark in self.remarks],
            "files": [str(path) for path in (self.page, self.students, self.checks)],
        }

    def lines(self) -> list[str]:
        """The same for a person."""
        return [
            f"Class report: {self.page}",
            f"For a spreadsheet: {self.students.name} and {self.checks.name} beside it",
            f"{len(self.room.submissions)} submissions, {len(self.remarks)} things worth a look.",
        ]


def make(course: Course, assignment: str, folder: Path | None = None) -> Report:
    """Write the report of an assignment.

    Parameters
    ----------
    course : Course
    assignment : str
    folder : Path, optional
        Where to; ``reports`` in the course's folder by default.

    Raises
    ------
    CourseError
        The assignment is unknown, nothing is graded, or the marks in the gradebook are others; or the folder can't be
        written.
    """
    room = collect(course, assignment)
    folder = folder or course.root / "reports"
    remarks = tuple(advice.advise(room, known(course, assignment)))
    html, students, checks = (folder / f"{assignment}{end}" for end in (".html", "-students.csv", "-checks.csv"))
    texts = {
        html: page.render(room, remarks, students.name, datetime.now().astimezone()),
        students: spreadsheet.students(room),
        checks: spreadsheet.checks(room),
    }
    try:
        folder.mkdir(parents=True, exist_ok=True)
        for path, text in texts.items():
            path.write_text(text, "utf-8")
    except OSError as error:
        raise CourseError(f"The report can't be written to {folder}: {error.strerror}. Name another folder.") from error
    return Report(html, students, checks, room, remarks)
