"""A graded class as plain data; how it is read is left to `autograder.report.collect`."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from autograder.result import Mark
from autograder.wiring.marks import Entry


@dataclass(frozen=True)
class Source:
    """A code cell that a student wrote or changed.

    Attributes
    ----------
    name : str
        The exercise that it answers, or the place of one of the student's own cells, such as ``cell 12``.
    """

    name: str
    text: str
    is_answer: bool


@dataclass(frozen=True)
class Submission:
    """One graded submission.

    Attributes
    ----------
    marks : mapping of str to Mark
        The judge's, by grade id, in the order of the notebook.
    entries : mapping of str to Entry
        The gradebook's, by grade id, with those that a person gives.
    refused : str
        Why it could not be judged; empty when it was.
    is_stale : bool
        The submission, or the edition that it is judged by, has changed since.
    """

    student: str
    marks: Mapping[str, Mark]
    entries: Mapping[str, Entry]
    refused: str
    notes: tuple[str, ...]
    seconds: float
    isolation: str
    walls: str
    penalty: float
    seconds_late: float
    is_stale: bool
    sources: tuple[Source, ...]

    @property
    def auto(self) -> float:
        """What the judge gave."""
        return sum(mark.score for mark in self.marks.values())

    @property
    def total(self) -> float:
        """What counts now, with marks given by hand, and after a penalty for being late."""
        return max(0.0, sum(entry.score for entry in self.entries.values()) - self.penalty)

    @property
    def is_open(self) -> bool:
        """Whether a person has something left to mark."""
        return any(entry.open for entry in self.entries.values())


@dataclass(frozen=True)
class ClassRoom:
    """Everything that a report is made of.

    Attributes
    ----------
    checks : mapping of str to float
        Points by grade id, in the order of the notebook.
    by_hand : mapping of str to float
        Points of the answers that a person marks.
    title : str
        The heading of the notebook.
    waiting : tuple of str
        Students whose submissions are not graded yet.
    absent : tuple of str
        Students of the gradebook who handed nothing in.
    """

    assignment: str
    checks: Mapping[str, float]
    by_hand: Mapping[str, float]
    submissions: tuple[Submission, ...]
    title: str = ""
    waiting: tuple[str, ...] = ()
    absent: tuple[str, ...] = ()

    @property
    def max_auto(self) -> float:
        return sum(self.checks.values())

    @property
    def max_total(self) -> float:
        return self.max_auto + sum(self.by_hand.values())

    @property
    def judged(self) -> tuple[Submission, ...]:
        """The submissions that could be judged."""
        return tuple(each for each in self.submissions if not each.refused)
