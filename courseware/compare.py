"""Compare what came back with what was expected; what a difference means is left to `courseware.diagnose`.

A comparison is a function ``(case, outcome, options) -> Difference or None``, registered in `COMPARE` by name.
"""

from __future__ import annotations

import importlib
from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import Any

import numpy as np

from courseware.difference import Difference
from courseware.outcome import Outcome
from courseware.parts import ATOL, RTOL, Rules, apart
from courseware.plain import identical
from courseware.spec import Case
from courseware.words import numeric

__all__ = ["COMPARE", "Comparison", "Difference", "close", "compare", "same", "sizes"]

Comparison = Callable[[Case, Outcome, Mapping[str, Any]], Difference | None]


def compare(name: str, case: Case, outcome: Outcome, options: Mapping[str, Any]) -> Difference | None:
    """Compare one outcome by the comparison of that name."""
    found = COMPARE[name]
    if isinstance(found, str):
        module, _, function = found.partition(":")
        found = getattr(importlib.import_module(module), function)
    return found(case, outcome, options)


def close(case: Case, outcome: Outcome, options: Mapping[str, Any]) -> Difference | None:
    """Compare numbers, arrays, and tuples and dicts of them, with the tolerance of the arithmetic.

    Parameters
    ----------
    case, outcome : Case, Outcome
    options : mapping
        - ``rtol``, ``atol``: numbers differ when they are apart by more than ``atol + rtol * abs(expected)``;
        - ``parts``: the names of a tuple's items, ``["loss", "dW"]``; ``only``: compare these parts alone;
        - ``dims``: where a symbol is found, ``{"N": [0, 0]}`` for axis 0 of argument 0, ``{"reg": [3]}`` for the
          value of argument 3, ``{"H": [0, "W1", 1]}`` for an axis of an array in a dict; ``shapes``: the shape of a
          part in symbols, ``{"dW": ["D", "C"]}``, the key of the whole being ``""``;
        - ``per_row``: a constant of its own in each row makes no difference;
        - ``calls``: 2 for the driver ``twice``, whose value is a pair of results;
        - ``unchanged``: the names of the arguments, which must come back as they went in;
        - ``quiet``: no floating-point warning may be given.
    """
    rules = Rules(options, sizes(case, options))
    if options.get("calls") == 2:
        return _both_calls(case, outcome, rules) or _changed_argument(case, outcome, options)
    differs = rules.differ(case.expected.value, outcome.value) or _changed_argument(case, outcome, options)
    return differs or _warned(outcome, options)


def sizes(case: Case, options: Mapping[str, Any]) -> dict[str, float]:
    """The value of each symbol in one case, for those that its arguments have."""
    found: dict[str, float] = {}
    for symbol, path in options.get("dims", {}).items():
        value, rest = case.args[path[0]], list(path[1:])
        if rest and isinstance(rest[0], str):
            value = value[rest.pop(0)]
        if not rest:
            found[symbol] = float(value)
        elif np.ndim(value) > rest[0]:
            found[symbol] = np.shape(value)[rest[0]]
    return found


def same(left: Any, right: Any, rtol: float = RTOL, atol: float = ATOL) -> bool:
    """Whether two plain values have equal shapes, and numbers that agree; NaN equals NaN."""
    if isinstance(left, tuple | list) and isinstance(right, tuple | list):
        return len(left) == len(right) and all(same(a, b, rtol, atol) for a, b in zip(left, right, strict=True))
    if isinstance(left, dict) and isinstance(right, dict):
        return left.keys() == right.keys() and all(same(left[key], right[key], rtol, atol) for key in left)
    if numeric(left) and numeric(right):
        return np.shape(left) == np.shape(right) and not apart(np.asarray(left), np.asarray(right), rtol, atol).any()
    return type(left) is type(right) and bool(np.all(left == right))


def _both_calls(case: Case, outcome: Outcome, rules: Rules) -> Difference | None:
    got, expected = outcome.value, case.expected.value
    if not isinstance(got, tuple | list) or len(got) != 2:
        return Difference("type", "Your function did not come back from two calls.")
    first, second = (rules.differ(one, other) for one, other in zip(expected, got, strict=True))
    if first and not second:
        details = ("Your first result had become another one by the time it was looked at.",)
        return replace(first, kind="second-call", message="A later call changed what an earlier call returned.",
                       details=details, shown=())  # fmt: skip
    if second and not first:
        message = "Called again with the same arguments, your function gives another result."
        return replace(second, kind="second-call", message=message)
    return first


def _changed_argument(case: Case, outcome: Outcome, options: Mapping[str, Any]) -> Difference | None:
    for name, before, after in zip(options.get("unchanged", ()), case.args, outcome.after, strict=False):
        if not (identical(before, after) or same(before, after, rtol=0, atol=0)):
            message = f"The result is right, but `{name}` is no longer what it was: your function wrote into it."
            return Difference("mutates-input", message, part=name)
    return None


def _warned(outcome: Outcome, options: Mapping[str, Any]) -> Difference | None:
    if not (options.get("quiet") and outcome.warnings):
        return None
    told = f"NumPy warned: {', '.join(outcome.warnings)}."
    return Difference("warns", "The result is right, but NumPy gave a floating-point warning on the way.", (told,))


COMPARE: dict[str, Comparison | str] = {
    "close": close,
    "derivation": "courseware.derive:derivation",
    "names": "courseware.names:names",
    "properties": "courseware.properties:properties",
    "shapes": "courseware.shapes:shapes",
    "batches": "courseware.training:batches",
    "epochs": "courseware.training:epochs",
}
