"""Read a graded class: what the judge wrote into the graded notebooks, and what the gradebook made of it.

Nothing is run and no mark is changed; what it adds up to is left to `autograder.report.summary`.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Mapping
from dataclasses import fields
from pathlib import Path
from typing import Any

import nbformat

from autograder.course import Course, CourseError
from autograder.edition import read as read_edition
from autograder.record import RESULT, fingerprint
from autograder.report.classroom import ClassRoom, Source, Submission
from autograder.result import Mark
from autograder.wiring import marks
from autograder.wiring.marks import Row

GRADE = "Run `python -m autograder grade {}`, then make the report again."


def collect(course: Course, assignment: str) -> ClassRoom:
    """Read everything about one assignment.

    Raises
    ------
    CourseError
        The assignment is unknown, nothing of it is graded, or the gradebook and the graded notebooks differ.
    """
    ours = read_edition(course.student_edition(assignment).read_text("utf-8"))
    edition, points = ours.notebook, _points(ours.notebook)
    checks = {name: points[name] for name in ours.check_ids}
    folders = sorted((course.root / "submitted").glob(f"*/{assignment}"))
    handed_in = [folder.parent.name for folder in folders]
    graded = {path.parents[1].name: path for path in _graded(course, assignment)}
    if not graded:
        what = f"{len(handed_in)} submissions wait for it. " if handed_in else "Nothing was handed in either. "
        raise CourseError(f"Nothing of {assignment} is graded yet in {course.root}. {what}{GRADE.format(assignment)}")
    rows = marks.rows(course, assignment)
    read = {student: _read(path) for student, path in graded.items()}
    _refuse_stale(assignment, read, rows, checks)
    return ClassRoom(
        assignment,
        checks,
        {name: worth for name, worth in points.items() if name not in checks},
        tuple(_submission(course, edition, student, read[student], rows[student]) for student in sorted(read)),
        _title(edition),
        tuple(sorted(set(handed_in) - set(graded))),
        tuple(sorted(marks.enrolled(course) - set(handed_in) - set(graded))),
    )


def _graded(course: Course, assignment: str) -> Iterable[Path]:
    return sorted((course.root / "autograded").glob(f"*/{assignment}/{assignment}.ipynb"))


def _points(edition: nbformat.NotebookNode) -> dict[str, float]:
    graded = [cell.metadata.nbgrader for cell in edition.cells if cell.metadata.get("nbgrader", {}).get("grade")]
    return {each.grade_id: float(each.points) for each in graded}


def _title(edition: nbformat.NotebookNode) -> str:
    heading = re.search(r"^# (.+)$", "\n".join(cell.source for cell in edition.cells[:2]), re.MULTILINE)
    return heading[1].strip() if heading else ""


def _read(path: Path) -> dict[str, Any]:
    try:
        notebook: dict[str, Any] = json.loads(path.read_bytes())
        notebook["metadata"][RESULT]["cells"]
    except (OSError, ValueError, KeyError, TypeError):
        student, assignment = path.parents[1].name, path.stem
        raise CourseError(
            f"{path} does not say what it was marked for: the judge did not grade it, or the file is damaged. "
            f"Run `python -m autograder grade {assignment} --student {student} --force`, then make the report again."
        ) from None
    return notebook


def _refuse_stale(
    assignment: str, read: Mapping[str, dict[str, Any]], rows: Mapping[str, Row], checks: Mapping[str, float]
) -> None:
    """Stop where the gradebook has other marks than the notebooks: a report would mix two gradings."""
    differ = [student for student, notebook in read.items() if not _same_marks(notebook, rows.get(student), checks)]
    if differ:
        shown = ", ".join(differ[:5]) + (f" and {len(differ) - 5} more" if len(differ) > 5 else "")
        raise CourseError(
            f"The gradebook does not have the marks of {len(differ)} of {len(read)} graded notebooks ({shown}): it was "
            f"replaced, or it belongs to another release. Run `python -m autograder grade {assignment} --force`, then "
            "make the report again; marks given by hand stay in the gradebook."
        )


def _same_marks(notebook: dict[str, Any], row: Row | None, checks: Mapping[str, float]) -> bool:
    given = {cell["grade_id"]: cell["score"] for cell in notebook["metadata"][RESULT]["cells"]}
    kept = {name: entry.auto for name, entry in row.entries.items() if name in checks} if row else None
    return set(given) == set(checks) and kept == given


def _submission(
    course: Course, edition: nbformat.NotebookNode, student: str, notebook: dict[str, Any], row: Row
) -> Submission:
    result = notebook["metadata"][RESULT]
    given = {cell.source for cell in edition.cells}
    return Submission(
        student,
        {cell["grade_id"]: _mark(cell) for cell in result["cells"]},
        row.entries,
        _refused(result, notebook),
        tuple(result.get("notes", ())),
        float(result.get("seconds", 0.0)),
        str(result.get("isolation", "")),
        str(result.get("walls", "")),
        row.penalty,
        row.seconds_late,
        result.get("of") != fingerprint(course, result["assignment"], student),
        tuple(source for source in _sources(notebook["cells"]) if source.text.strip() and source.text not in given),
    )


def _mark(cell: dict[str, Any]) -> Mark:
    known = {field.name for field in fields(Mark)}
    return Mark(**{name: value for name, value in cell.items() if name in known})


def _refused(result: dict[str, Any], notebook: dict[str, Any]) -> str:
    """The judge's reason; in notebooks that do not carry it by name, the first cell tells that there is one."""
    if "refused" in result:
        return str(result["refused"])
    first = "".join(notebook["cells"][0]["source"]) if notebook["cells"] else ""
    return " ".join(result["notes"]) if first.startswith("**This submission could not be graded.**") else ""


def _sources(cells: list[dict[str, Any]]) -> Iterable[Source]:
    for number, cell in enumerate(cells, 1):
        ours = cell["metadata"].get("nbgrader", {})
        if cell["cell_type"] == "code" and not ours.get("locked"):
            name = ours["grade_id"] if ours.get("solution") else f"cell {number}"
            yield Source(name, "".join(cell["source"]), bool(ours.get("solution")))
