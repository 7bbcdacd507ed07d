"""Results as tables for a terminal."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from rich.markup import escape
from rich.table import Table

from autograder.result import Result
from autograder.safe import safe_text

STATUS_SIGNS = {"pass": "✓", "fail": "✗", "blocked": "…", "missing": "–", "crashed": "!", "timeout": "⏱"}


def shown(text: str) -> str:
    """Text that may come from a student, on one line and without anything that a terminal or Rich would act upon."""
    return escape(" ".join(safe_text(text, 300).split()))


class Row(NamedTuple):
    """One student of a class."""

    student: str
    score: float
    max_score: float
    remarks: str


def class_table(assignment: str, rows: Sequence[Row]) -> Table:
    """One row for each student."""
    table = Table("student", "mark", "remarks", title=assignment, title_justify="left")
    for each in sorted(rows):
        table.add_row(shown(each.student), f"{each.score:g} / {each.max_score:g}", shown(each.remarks))
    return table


def mistakes_table(mistakes: Sequence[tuple[str, int]]) -> Table:
    """How many submissions made each mistake."""
    table = Table("made by", "the commonest mistakes")
    for title, count in mistakes:
        table.add_row(str(count), shown(title))
    return table


def marks_table(result: Result) -> Table:
    """One row for each check of a submission."""
    title = f"{result.assignment}, {shown(result.student)}"
    table = Table("check", "mark", "status", "what it says", title=title, title_justify="left")
    for mark in result.marks:
        sign = f"{STATUS_SIGNS[mark.status]} {mark.status}"
        table.add_row(mark.grade_id, f"{mark.score:g} / {mark.points:g}", sign, shown(mark.message))
    return table


def remarks(result: Result) -> list[str]:
    """What stands below the checks of a submission: its notes, its mark, and the walls that it ran behind."""
    mark = f"{result.score:g} / {result.max_score:g} in {result.seconds:.2f} s."
    return [*map(shown, result.notes), f"{mark} Isolation: {result.isolation} ({result.walls})."]
