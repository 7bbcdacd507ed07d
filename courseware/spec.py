"""The data a check is made of, shared by the self-check and the judge; deciding is left to `courseware.verdict`."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Literal

from courseware.outcome import Outcome

Status = Literal["pass", "fail", "blocked", "crashed", "timeout", "missing"]


@dataclass(frozen=True)
class Hint:
    """How a known mistake is named to a learner: a title that says what was seen, and hints towards the cause."""

    title: str
    steps: tuple[str, ...]


@dataclass(frozen=True)
class Spec:
    """One property that an answer must have. Everything in it is plain data, so that it can be shipped to students.

    Attributes
    ----------
    exercise, name : str
        The grade id of its cell is ``check-<exercise>-<name>``.
    title : str
        What is wanted, in a few words.
    message : str
        One sentence for the learner.
    points : int
    requires : tuple of str
        Grade ids of checks without which this one is blocked, not failed.
    driver : str
        How the answer is called: a name in `courseware.calling`.
    compare : str
        How a value is compared: a name in `courseware.compare`.
    options : mapping
        Options of the comparison (``rtol``, ``atol``, ``symbols`` of shapes ...), plain JSON.
    hints : mapping of str to Hint
        The known mistakes that this check can recognise, by id.
    """

    exercise: str
    name: str
    title: str
    message: str
    points: int
    requires: tuple[str, ...] = ()
    driver: str = "call"
    compare: str = "close"
    options: Mapping[str, Any] = field(default_factory=dict)
    hints: Mapping[str, Hint] = field(default_factory=dict)

    @property
    def grade_id(self) -> str:
        return f"check-{self.exercise}-{self.name}"


@dataclass(frozen=True)
class Case:
    """One set of arguments, what is expected back, and what each known mistake gives instead."""

    args: tuple[Any, ...]
    expected: Outcome
    wrong: Mapping[str, Outcome] = field(default_factory=dict)
    label: str = ""


@dataclass(frozen=True)
class Verdict:
    """What a check found.

    Attributes
    ----------
    status : Status
    message : str
        One sentence: what was asked and what differs first. It names no value that was expected.
    details : tuple of str
        Where: index, shapes, the student's own values, a factor, a sign.
    misconception : str or None
        The id of the mistake that was recognised.
    hint : Hint or None
        Its title and hints.
    picture : str
        An HTML table or SVG of where a matrix differs; empty for none. Safe to show as it is.
    """

    status: Status
    message: str = ""
    details: tuple[str, ...] = ()
    misconception: str | None = None
    hint: Hint | None = None
    picture: str = ""
