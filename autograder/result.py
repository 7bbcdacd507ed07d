"""What judging one submission gives; how it comes about is left to `autograder.judge`."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from nbformat.notebooknode import NotebookNode


@dataclass(frozen=True)
class Mark:
    """The mark of one check cell, as ``try --json`` prints it; ``seconds`` is what its calls took."""

    grade_id: str
    exercise: str
    points: float
    score: float
    status: str
    misconception: str | None
    message: str
    seconds: float = field(default=0.0, compare=False)


@dataclass(frozen=True)
class Result:
    """What judging one submission gave.

    Attributes
    ----------
    notebook : NotebookNode
        The restored notebook with outputs and reports, safe to show.
    notes : tuple of str
        What was put right in the submission, or why it could not be judged.
    refused : str
        Why it could not be judged; empty when it was.
    mistakes : mapping of str to str
        The title of each mistake that was recognised, by id.
    """

    assignment: str
    student: str
    notebook: NotebookNode
    isolation: str
    walls: str
    seconds: float
    marks: tuple[Mark, ...]
    notes: tuple[str, ...] = ()
    refused: str = ""
    mistakes: Mapping[str, str] = field(default_factory=dict)

    @property
    def score(self) -> float:
        return sum(mark.score for mark in self.marks)

    @property
    def max_score(self) -> float:
        return sum(mark.points for mark in self.marks)

    def as_json(self, notebook: str) -> dict[str, Any]:
        """The object of ``try --json``; hand-graded cells are not in it."""
        return {
            "notebook": notebook,
            "assignment": self.assignment,
            "student": self.student,
            "score": self.score,
            "max_score": self.max_score,
            "isolation": self.isolation,
            "walls": self.walls,
            "seconds": round(self.seconds, 3),
            "notes": list(self.notes),
            "cells": [dict(vars(mark)) for mark in self.marks],
        }
