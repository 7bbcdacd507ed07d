"""What a judge process is told and what it answers; kept apart, so that one can be started before all else loads."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Literal

from autograder.sandbox import Walls

if TYPE_CHECKING:
    from autograder.record import Record
    from autograder.result import Result

READY, WRITTEN = "ready", "written"
Work = Literal["judge", "feedback"]


@dataclass(frozen=True)
class Setup:
    """What a judge process is told at its start; ``control`` is that of its sandbox, from `Host.worker`, or -1."""

    root: Path
    assignment: str
    walls: Walls
    full: bool = False
    control: int = -1


@dataclass(frozen=True)
class Judged:
    """A result without its notebook, which is on disk already, and what is to be committed of it."""

    result: Result
    record: Record


@dataclass(frozen=True)
class Failure:
    """The grader itself failed on a submission; the text is for its page."""

    text: str


@dataclass(frozen=True)
class Peak:
    """The most memory, in bytes, that a judge process had, and that any process of a submission had."""

    judge: int
    sandbox: int
