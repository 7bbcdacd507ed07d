"""The report for a spreadsheet: a row for each student, and a row for each check. No cell can become a formula."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Sequence

from autograder.report import summary
from autograder.report.classroom import ClassRoom, Submission
from autograder.safe import csv_text

Cell = str | float | None


def students(room: ClassRoom) -> str:
    """One row for each student: marks, and score, status and mistake of every check."""
    head = ["student", "by_judge", "max_by_judge", "total", "max_total", "left_to_mark", "penalty"]
    head += ["seconds_late", "seconds", "remark"]
    for grade_id in room.checks:
        head += [f"{grade_id} score", f"{grade_id} status", f"{grade_id} mistake"]
    head += [f"{name} score" for name in room.by_hand]
    return _table(head, (_student(room, each) for each in room.submissions))


def checks(room: ClassRoom) -> str:
    """One row for each check."""
    head = ["exercise", "check", "title", "points", "mean_score", "pass_rate"]
    head += [*summary.STATUSES, "median_seconds", "longest_seconds"]
    return _table(head, (_check(one.whole.name, each) for one in summary.exercises(room) for each in one.checks))


def _check(exercise: str, each: summary.Tally) -> list[Cell]:
    counts = [each.statuses[status] for status in summary.STATUSES]
    about: list[Cell] = [exercise, each.name, each.title, each.points, each.mean_score, each.pass_rate]
    return [*about, *counts, each.seconds, each.slowest]


def _student(room: ClassRoom, each: Submission) -> list[Cell]:
    left = sum(entry.open for entry in each.entries.values())
    remark = each.refused or " ".join(each.notes)
    row: list[Cell] = [each.student, each.auto, room.max_auto, each.total, room.max_total, left, each.penalty]
    row += [each.seconds_late, each.seconds, remark]
    for grade_id in room.checks:
        mark = each.marks[grade_id]
        row += [mark.score, mark.status, mark.misconception]
    return row + [_by_hand(each, name) for name in room.by_hand]


def _by_hand(each: Submission, name: str) -> Cell:
    entry = each.entries.get(name)
    return None if entry is None or entry.open else entry.score


def _table(head: Sequence[str], rows: Iterable[Sequence[Cell]]) -> str:
    buffer = io.StringIO()
    writer = csv.writer(buffer, quoting=csv.QUOTE_NONNUMERIC, lineterminator="\n")
    writer.writerow(head)
    writer.writerows([_cell(cell) for cell in row] for row in rows)
    return buffer.getvalue()


def _cell(value: Cell) -> str | float:
    if value is None:
        return ""
    return csv_text(value) if isinstance(value, str) else round(value, 6)
