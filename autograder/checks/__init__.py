"""Find the checks of a topic, an exercise or a graded cell; the checks themselves stand in the topic's module.

A topic module lists its checks in ``CHECKS``. Derivations may stand apart, in ``<topic>_derivations``.
"""

from __future__ import annotations

import importlib
import importlib.util
import pkgutil
from functools import cache

from autograder.checks.base import Check

__all__ = ["Check", "all_topics", "find", "load", "of_exercise", "of_topic", "topic_exercises"]

HELPERS = ("arrays", "base")  # modules of this package that are no topic


@cache
def all_topics() -> list[str]:
    """The topics that have checks, in alphabetical order."""
    names = (module.name for module in pkgutil.iter_modules(__path__))
    return sorted(name for name in names if name not in HELPERS and not name.endswith(("_derivations", "_inputs")))


def of_topic(topic: str) -> list[Check]:
    """Every check of a topic, in the order of its exercises.

    Raises
    ------
    KeyError
        There is no such topic.
    """
    if topic not in all_topics():
        raise KeyError(f"there is no topic '{topic}'; there are {', '.join(all_topics())}")
    return list(_of_topic(topic))


def topic_exercises(topic: str) -> list[str]:
    """The names of a topic's exercises, in order."""
    return list(dict.fromkeys(check.spec.exercise for check in of_topic(topic)))


def of_exercise(exercise: str) -> list[Check]:
    """The checks of one exercise, in order.

    Raises
    ------
    KeyError
        No exercise has that name.
    """
    found = [check for check in _by_grade_id().values() if check.spec.exercise == exercise]
    if not found:
        known = dict.fromkeys(check.spec.exercise for check in _by_grade_id().values())
        raise KeyError(f"there is no exercise '{exercise}'; there are {', '.join(known)}")
    return found


def find(grade_id: str) -> Check:
    """The check of a graded cell.

    Raises
    ------
    KeyError
        No check has that grade id.
    """
    return _loaded[grade_id] if grade_id in _loaded else _by_grade_id()[grade_id]


_loaded: dict[str, Check] = {}  # of the topics that were asked for; grading needs one of them


def load(topic: str) -> None:
    """Load the checks of one topic, so that `find` need not load all; nothing happens where there is no such topic."""
    if topic in all_topics():
        _of_topic(topic)


@cache
def _by_grade_id() -> dict[str, Check]:
    return {check.spec.grade_id: check for topic in all_topics() for check in _of_topic(topic)}


@cache
def _of_topic(topic: str) -> tuple[Check, ...]:
    found: list[Check] = list(importlib.import_module(f"{__name__}.{topic}").CHECKS)
    if importlib.util.find_spec(f"{__name__}.{topic}_derivations"):
        found += importlib.import_module(f"{__name__}.{topic}_derivations").CHECKS
    complete = tuple(Check(check.complete, check.inputs, check.reference) for check in found)
    _loaded.update((check.spec.grade_id, check) for check in complete)
    return complete
