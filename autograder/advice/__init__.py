"""What an instructor may want to look at in the sources of a class: advice, never proof, and it changes no mark.

Sources are parsed, never run. Each part looks for one thing; how the remarks are shown is left to `autograder.report`.
"""

from __future__ import annotations

from collections.abc import Sequence

from autograder.advice.remark import KINDS, Kind, Remark
from autograder.report.classroom import ClassRoom

__all__ = ["KINDS", "Kind", "Remark", "advise"]


def advise(room: ClassRoom) -> Sequence[Remark]:
    """Everything that is worth a look in a class, by kind and then by student."""
    return []
