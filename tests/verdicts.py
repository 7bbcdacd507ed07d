"""What the checks say of an answer of ours."""

from __future__ import annotations

from typing import Any

from autograder.verify import draw, judge


def statuses(exercise: str, answer: Any, seed: int = 0) -> dict[str, str]:
    """The status of each check of an exercise, by the property that it looks at."""
    verdicts = judge(answer, draw(exercise, seed))
    return {name.rpartition("-")[2]: verdict.status for name, verdict in verdicts.items()}
