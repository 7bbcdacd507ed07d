"""Compare what a driver found out about an answer, property by property, where there are many right values.

A value is a dict of property -> plain value. Options of the comparison:

- ``only``: the properties that are looked at, in this order;
- ``say``: for each, the sentence for a learner whose answer does not have it;
- ``draws``: those that are quantiles of random draws, which agree when one distribution can have given both;
- ``samples``: how many draws the quantiles are made of;
- ``atol``: for a property, how far its numbers may be apart.
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from typing import Any

import numpy as np

from courseware.difference import Difference
from courseware.outcome import Outcome
from courseware.parts import apart
from courseware.spec import Case
from courseware.words import count, describe, number, numeric

RTOL, ATOL = 1e-9, 1e-12
CHANCE = 1e-10  # that the draws of a right sampler are rejected


def properties(case: Case, outcome: Outcome, options: Mapping[str, Any]) -> Difference | None:
    """Find the first property that differs from the expected one."""
    got, expected = outcome.value, case.expected.value
    if not isinstance(got, dict):
        return Difference("type", "What your function returned could not be read.")
    for name in options["only"]:
        wanted, yours = expected.get(name), got.get(name)
        if not _agree(name, wanted, yours, options):
            told = _told(yours, name in options.get("draws", ()))
            details = (f"Yours: {told}.",) if told else ()
            shown = (f"Yours: {told}; expected: {_told(wanted)}.",) if told and _told(wanted) else details
            return Difference("property", options["say"][name], details, shown, name)
    return None


def one_distribution(left: np.ndarray, right: np.ndarray, samples: int) -> bool:
    """Whether two sets of quantiles, each of as many independent draws, can come from one distribution.

    Each empirical distribution function is farther than ``eps`` from the true one with a probability of at most
    ``2 exp(-2 n eps^2)`` (Dvoretzky, Kiefer, Wolfowitz; constant by Massart), whatever the distribution. Two from one
    distribution are then at most ``2 eps`` apart, and what lies between two quantiles is not seen.
    """
    if left.shape != right.shape or not (np.isfinite(left).all() and np.isfinite(right).all()):
        return False
    points = np.concatenate([left, right])
    below = [np.searchsorted(np.sort(side), points, "right") / len(side) for side in (left, right)]
    eps = math.sqrt(math.log(4 / CHANCE) / (2 * samples))
    return bool(np.max(np.abs(below[0] - below[1])) <= 2 * eps + 2 / len(left))


def _agree(name: str, wanted: Any, yours: Any, options: Mapping[str, Any]) -> bool:
    if name in options.get("draws", ()) and isinstance(wanted, np.ndarray) and isinstance(yours, np.ndarray):
        return one_distribution(wanted, yours, options["samples"])
    return _same(wanted, yours, options.get("atol", {}).get(name, ATOL))


def _same(wanted: Any, yours: Any, atol: float) -> bool:
    if isinstance(wanted, dict) and isinstance(yours, dict):
        return wanted.keys() == yours.keys() and all(_same(wanted[key], yours[key], atol) for key in wanted)
    if isinstance(wanted, list | tuple) and isinstance(yours, list | tuple):
        pairs = zip(wanted, yours, strict=False)
        return len(wanted) == len(yours) and all(_same(one, other, atol) for one, other in pairs)
    if numeric(wanted) and numeric(yours):
        one, other = np.asarray(wanted), np.asarray(yours)
        return one.shape == other.shape and not apart(other, one, RTOL, atol).any()
    return type(wanted) is type(yours) and bool(np.all(wanted == yours))


def _told(value: Any, draws: bool = False) -> str:
    """A short value in words; nothing for truth values and long ones."""
    if draws and isinstance(value, np.ndarray) and value.size:
        return f"half of your draws lie below {number(value[len(value) // 2])}"
    if isinstance(value, bool) or value is None:
        return ""
    if isinstance(value, str):
        return value[:200]
    if isinstance(value, dict):
        told = ", ".join(f"{key} = {number(item) if numeric(item) else item}" for key, item in value.items())
        return told if len(told) < 200 else ""
    if isinstance(value, list | tuple) and value and all(isinstance(item, str) or numeric(item) for item in value):
        return ", ".join(item if isinstance(item, str) else number(item) for item in value)[:200]
    if numeric(value):
        array = np.asarray(value)
        if array.ndim == 0:
            return number(array)
        return ", ".join(number(item) for item in array.ravel()) if array.size <= 12 else describe(value)
    return count(len(value), "item") if isinstance(value, list | tuple) else ""
