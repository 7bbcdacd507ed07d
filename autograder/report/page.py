"""The report as one HTML page: it escapes what it is given, runs no script and loads nothing.

What it looks like is left to `page.html` and `page.css`.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from datetime import datetime
from itertools import groupby
from pathlib import Path
from statistics import mean, median, quantiles

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup, escape

from autograder.advice import KINDS, Kind, Remark
from autograder.report import charts, summary
from autograder.report.classroom import ClassRoom, Submission
from autograder.safe import CSP, safe_text
from courseware.render import LOOKS

FOLDER = Path(__file__).parent
MEANINGS = {
    "pass": "the property holds",
    "fail": "it does not",
    "blocked": "waits for another check of the exercise",
    "crashed": "the code stopped with an error",
    "timeout": "it took too long",
    "missing": "not written",
}
MOST_NAMES = 12


def render(room: ClassRoom, remarks: Sequence[Remark], csv_name: str, made: datetime) -> str:
    """The page as text.

    Parameters
    ----------
    room : ClassRoom
    remarks : sequence of Remark
        What is worth a look, from `autograder.advice`.
    csv_name : str
        The name of the table of students beside it.
    made : datetime
    """
    found = summary.exercises(room)
    judged, seconds = room.judged, [each.seconds for each in room.judged]
    marks = [each.auto for each in judged]
    by_hand = summary.hand_graded(room)
    refused = [each for each in room.submissions if each.refused]
    return _environment().get_template("page.html").render(
        room=room,
        csp=CSP,
        style=Markup((FOLDER / "page.css").read_text("utf-8")),  # ours
        made=f"{made.day} {made:%B %Y, %H:%M}",
        csv_name=csv_name,
        looks=LOOKS,
        words=summary.WORDS,
        meanings=MEANINGS,
        statuses=summary.STATUSES,
        middle=median(marks) if marks else 0.0,
        average=mean(marks) if marks else 0.0,
        quarters=quantiles(marks, n=4, method="inclusive") if len(marks) > 1 else marks * 3,
        marks_known=bool(marks),
        full=sum(all(mark.status == "pass" for mark in each.marks.values()) for each in judged),
        open_answers=sum(answer.open for answer in by_hand),
        todo=_todo(room, by_hand, refused, len(remarks)),
        most=MOST_NAMES,
        late=[each for each in room.submissions if each.penalty or each.seconds_late],
        by_hand=by_hand,
        marks_chart=charts.marks(room),
        status_chart=charts.statuses(found),
        exercises=found,
        timed=any(each.whole.seconds is not None for each in found),
        mistakes=summary.mistakes(room),
        remarks=remarks,
        refused=refused,
        noted=[each for each in judged if each.notes],
        isolations=summary.isolations(room),
        usual=median(seconds) if seconds else None,
        longest=max(seconds) if seconds else None,
    )  # fmt: skip


def _environment() -> Environment:
    environment = Environment(
        loader=FileSystemLoader(FOLDER), autoescape=True, undefined=StrictUndefined, trim_blocks=True
    )
    environment.filters |= {
        "code": _code,
        "groups": _groups,
        "late": _late,
        "lines": _lines,
        "names": _names,
        "plain": lambda text: safe_text(str(text), 1500),
        "points": lambda value: f"{value:.2f}".rstrip("0").rstrip("."),
        "svg": Markup,  # made by `charts`, from numbers and our own names
        "time": _time,
    }
    return environment


def _todo(
    room: ClassRoom, by_hand: Sequence[summary.HandGraded], refused: Sequence[Submission], remarks: int
) -> list[str]:
    stale = [each.student for each in room.submissions if each.is_stale]
    grade = f"`python -m autograder grade {room.assignment}`"
    open_answers = [f"`{answer.name}` ({answer.open})" for answer in by_hand if answer.open]
    return [
        *([f"{len(room.waiting)} not graded yet: {_names(room.waiting)}. Run {grade}."] * bool(room.waiting)),
        *([f"{len(stale)} changed since they were graded: {_names(stale)}. Run {grade}."] * bool(stale)),
        *([f"{len(refused)} could not be judged; the reasons are below. Ask for the notebook again."] * bool(refused)),
        *([f"Mark by hand in formgrader: {', '.join(open_answers)}."] * bool(open_answers)),
        *([f"{remarks} remarks under “Worth a look”."] * bool(remarks)),
        *([f"{len(room.absent)} of the gradebook handed nothing in: {_names(room.absent)}."] * bool(room.absent)),
    ]


def _lines(exercise: summary.Exercise) -> list[tuple[summary.Tally, str]]:
    """The rows of the table: the exercise, and its checks where there is more than one."""
    parts = exercise.checks if len(exercise.checks) > 1 else ()
    return [(exercise.whole, "whole"), *((tally, "part") for tally in parts)]


def _groups(remarks: Sequence[Remark]) -> Iterable[tuple[Kind, list[Remark]]]:
    return [(KINDS[kind], list(found)) for kind, found in groupby(remarks, lambda remark: remark.kind)]


def _code(text: str) -> Markup:
    """Escape a text; what stands between backticks is code."""
    return Markup(re.sub(r"`([^`]*)`", r"<code>\1</code>", str(escape(text))))


def _names(students: Sequence[str]) -> str:
    """The first few names, in full where there are few; the tables hold them all."""
    shown = ", ".join(safe_text(name, 60) for name in students[:MOST_NAMES])
    return shown + (f" and {len(students) - MOST_NAMES} more" if len(students) > MOST_NAMES else "")


def _time(seconds: float) -> str:
    return f"{1000 * seconds:.3g} ms" if seconds < 1 else f"{seconds:.1f} s"


def _late(seconds: float) -> str:
    hours = seconds / 3600
    return f"{hours / 24:.1f} days" if hours >= 24 else f"{hours:.1f} hours"
