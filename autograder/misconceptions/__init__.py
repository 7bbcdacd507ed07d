"""Known mistakes and correct alternatives, by exercise; what they are compared with is left to `autograder.checks`.

A mistake may have several spellings: use `wrong` again with the same id. Two that no check can tell apart are one.
"""

from __future__ import annotations

import importlib
import pkgutil
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from typing import Any, TypeVar

from courseware.spec import Hint

Answer = TypeVar("Answer", bound=Callable[..., Any])


@dataclass(frozen=True)
class Variant:
    """One answer that we wrote ourselves: a known mistake, or a correct alternative.

    Attributes
    ----------
    exercise : str
    key : str
        Unique within the exercise: the id of the mistake, then ``@2``, ``@3`` for its further spellings.
    answer : callable or list of str
        What a student would hand in.
    hint : Hint or None
        How the mistake is named; None for a correct alternative.
    """

    exercise: str
    key: str
    answer: Any
    hint: Hint | None = None

    @property
    def id(self) -> str:
        return id_of(self.key)


_WRONG: dict[str, list[Variant]] = {}
_ALTERNATIVES: dict[str, list[Variant]] = {}


def wrong(exercise: str, id: str, title: str = "", *steps: str) -> Callable[[Answer], Answer]:
    """Register the function below as a known mistake; the title and the steps of its first spelling count."""

    def register(answer: Answer) -> Answer:
        wrong_value(exercise, id, answer, title, *steps)
        return answer

    return register


def wrong_value(exercise: str, id: str, value: Any, title: str = "", *steps: str) -> None:
    """Register a wrong derivation or typed answer."""
    registered = _WRONG.setdefault(exercise, [])
    same = [variant for variant in registered if variant.id == id]
    hint = same[0].hint if same else Hint(title, steps)
    registered.append(Variant(exercise, f"{id}@{len(same) + 1}" if same else id, value, hint))


def alternative(exercise: str) -> Callable[[Answer], Answer]:
    """Register the function below as an answer that differs from the reference and must be accepted."""

    def register(answer: Answer) -> Answer:
        alternative_value(exercise, answer, name=answer.__name__)
        return answer

    return register


def alternative_value(exercise: str, value: Any, name: str = "") -> None:
    """Register a correct derivation or typed answer."""
    registered = _ALTERNATIVES.setdefault(exercise, [])
    registered.append(Variant(exercise, name or f"alternative-{len(registered) + 1}", value))


def wrong_variants(exercise: str) -> list[Variant]:
    """Every spelling of every known mistake of an exercise."""
    _load_all()
    return list(_WRONG.get(exercise, []))


def alternatives(exercise: str) -> list[Variant]:
    """The correct alternatives of an exercise."""
    _load_all()
    return list(_ALTERNATIVES.get(exercise, []))


def id_of(key: str) -> str:
    """The id of the mistake that a key is a spelling of."""
    return key.partition("@")[0]


@cache
def _load_all() -> None:
    for module in pkgutil.walk_packages(__path__, f"{__name__}."):
        importlib.import_module(module.name)
