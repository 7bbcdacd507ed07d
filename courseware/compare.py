"""Compare what came back with what was expected; what a difference means is left to `courseware.diagnose`.

A comparison is a function ``(case, outcome, options) -> Difference or None``, registered in `COMPARE` by name.
"""

from __future__ import annotations

import importlib
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np

from courseware.outcome import Outcome
from courseware.spec import Case
from courseware.words import count, describe, number, numeric, place, shape_in_symbols

RTOL, ATOL = 1e-9, 1e-12


@dataclass(frozen=True)
class Difference:
    """The first thing that differs in one case.

    Attributes
    ----------
    kind : str
        ``type``, ``shape``, ``dtype``, ``not-finite``, ``values``, ``mutates-input``, ``second-call``, ``error``,
        or a word of a comparison's own.
    message : str
        One sentence that names no value that was expected.
    details : tuple of str
        Where, and the student's own values.
    shown : tuple of str
        Sentences that do name what was expected, for the self-check on public data only.
    part : str
        The name of the part that differs, such as ``dW``; empty for the whole.
    got, expected : ndarray or None
        The two arrays, where both are there and of one shape.
    """

    kind: str
    message: str
    details: tuple[str, ...] = ()
    shown: tuple[str, ...] = ()
    part: str = ""
    got: Any = None
    expected: Any = None


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

    Options
    -------
    rtol, atol : float
    parts : list of str
        Names of a tuple's items, such as ``["loss", "dW"]``.
    only : list of str
        Compare these parts alone.
    dims : dict
        Where a symbol is found: ``{"N": [0, 0]}`` is the first axis of the first argument, ``{"reg": [3]}`` the value of the fourth.
    shapes : dict
        The shape of a part in symbols, ``{"dW": ["D", "C"]}``; the key of the whole is ``""``.
    per_row : bool
        A constant of its own in each row makes no difference.
    calls : int
        2 for the driver ``twice``: the value is a pair of results.
    unchanged : list of str
        The names of the arguments, which must come back as they went in.
    """
    if options.get("calls") == 2:
        return _both_calls(case, outcome, options) or _changed_argument(case, outcome, options)
    return _differ(case.expected.value, outcome.value, "", options, sizes(case, options)) or _changed_argument(
        case, outcome, options
    )


def sizes(case: Case, options: Mapping[str, Any]) -> dict[str, float]:
    """The value of each symbol in one case, for those that the arguments have."""
    found: dict[str, float] = {}
    for symbol, path in options.get("dims", {}).items():
        value = case.args[path[0]]
        if len(path) == 1:
            found[symbol] = float(value)
        elif np.ndim(value) > path[1]:
            found[symbol] = np.shape(value)[path[1]]
    return found


def same(left: Any, right: Any, rtol: float = RTOL, atol: float = ATOL) -> bool:
    """Whether two plain values have the same types of parts, the same shapes, and numbers that agree; NaN equals NaN."""
    if isinstance(left, (tuple, list)) and isinstance(right, (tuple, list)):
        return len(left) == len(right) and all(same(a, b, rtol, atol) for a, b in zip(left, right, strict=True))
    if isinstance(left, dict) and isinstance(right, dict):
        return left.keys() == right.keys() and all(same(left[key], right[key], rtol, atol) for key in left)
    if numeric(left) and numeric(right):
        if np.shape(left) != np.shape(right):
            return False
        return not bool(_unequal(np.asarray(left), np.asarray(right), rtol, atol).any())
    return type(left) is type(right) and bool(np.all(left == right))


def _both_calls(case: Case, outcome: Outcome, options: Mapping[str, Any]) -> Difference | None:
    got = outcome.value
    if not isinstance(got, (tuple, list)) or len(got) != 2:
        return Difference("type", "Your function did not come back twice.")
    given = sizes(case, options)
    first = _differ(case.expected.value[0], got[0], "", options, given)
    if first is None or same(got[0], got[1]):
        second = _differ(case.expected.value[1], got[1], "", options, given)
        return first or (second and _again(second))
    second = _differ(case.expected.value[1], got[1], "", options, given)
    if second is None:
        return Difference(
            "second-call",
            "A later call changed the result of an earlier one.",
            ("The result was right when it was returned; after calls with other arguments, its entries are others.",),
        )
    return first


def _again(second: Difference) -> Difference:
    return Difference(
        "second-call",
        "The second call, with the same arguments, gave another result than the first.",
        second.details,
        second.shown,
        second.part,
    )


def _changed_argument(case: Case, outcome: Outcome, options: Mapping[str, Any]) -> Difference | None:
    for name, before, after in zip(options.get("unchanged", ()), case.args, outcome.after, strict=False):
        if not same(before, after, rtol=0, atol=0):
            return Difference("mutates-input", f"Your function changed `{name}`, the array that it was given.", part=name)
    return None


def _differ(expected: Any, got: Any, part: str, options: Mapping[str, Any], given: Mapping[str, float]) -> Difference | None:
    if isinstance(expected, tuple):
        return _differ_tuple(expected, got, part, options, given)
    if isinstance(expected, dict):
        return _differ_dict(expected, got, part, options, given)
    return _differ_numbers(expected, got, part, options, given)


def _differ_tuple(
    expected: tuple[Any, ...], got: Any, part: str, options: Mapping[str, Any], given: Mapping[str, float]
) -> Difference | None:
    names = options.get("parts") or [f"item {index}" for index in range(len(expected))]
    wanted = f"({', '.join(names)})"
    if not isinstance(got, (tuple, list)):
        return Difference("type", f"Your function returned {describe(got)}; expected {wanted}.", part=part)
    if len(got) != len(expected):
        return Difference("type", f"Your function returned {len(got)} values; expected {len(expected)}: {wanted}.", part=part)
    for name, one, other in zip(names, expected, got, strict=True):
        if name in options.get("only", names):
            difference = _differ(one, other, name, options, given)
            if difference:
                return difference
    return None


def _differ_dict(
    expected: dict[str, Any], got: Any, part: str, options: Mapping[str, Any], given: Mapping[str, float]
) -> Difference | None:
    if not isinstance(got, dict):
        return Difference("type", f"Your function returned {describe(got)}; expected a dict.", part=part)
    for name, one in expected.items():
        if name not in got:
            return Difference("type", f"The dict that you returned has no key '{name}'.", part=part)
        difference = _differ(one, got[name], name, options, given)
        if difference:
            return difference
    return None


def _differ_numbers(
    expected: Any, got: Any, part: str, options: Mapping[str, Any], given: Mapping[str, float]
) -> Difference | None:
    subject = f"`{part}`" if part else "The result"
    single = np.ndim(expected) == 0
    if got is None:
        kind = "returned-none" if not part else "type"
        return Difference(kind, f"{subject} is None. Did you forget to return it?", part=part)
    if not numeric(got) or (not single and not isinstance(got, np.ndarray)):
        wanted = "one number" if single else f"an array of shape {_shape(expected, part, options, given)}"
        return Difference("type", f"{subject} is {describe(got)}; expected {wanted}.", part=part)
    array, target = np.asarray(got), np.asarray(expected)
    if array.dtype.kind == "c":
        return Difference("dtype", f"{subject} is complex; expected real numbers.", part=part)
    if array.shape != target.shape:
        return _differ_shape(array, target, subject, part, options, given)
    if options.get("per_row"):
        with np.errstate(all="ignore"):
            array, target = (each - each.mean(axis=-1, keepdims=True) for each in (array, target))
    apart = _unequal(array, target, options.get("rtol", RTOL), options.get("atol", ATOL))
    if not apart.any():
        return None
    return _differ_values(array, target, apart, subject, part)


def _shape(expected: Any, part: str, options: Mapping[str, Any], given: Mapping[str, float]) -> str:
    return shape_in_symbols(np.shape(expected), options.get("shapes", {}).get(part, ()), given)


def _differ_shape(
    array: np.ndarray, target: np.ndarray, subject: str, part: str, options: Mapping[str, Any], given: Mapping[str, float]
) -> Difference:
    if target.ndim == 0:
        message = f"{subject} has shape {array.shape}; expected one number."
    else:
        message = f"{subject} has shape {array.shape}; expected {_shape(target, part, options, given)}."
        if array.ndim == target.ndim == 2 and array.shape == target.shape[::-1]:
            message += " Transposed?"
    return Difference("shape", message, part=part, got=array, expected=target)


def _differ_values(array: np.ndarray, target: np.ndarray, apart: np.ndarray, subject: str, part: str) -> Difference:
    broken = apart & ~np.isfinite(array)
    mask = broken if broken.any() else apart
    first = tuple(int(i) for i in np.argwhere(mask)[0])
    at = f" at {place(first)}" if first else ""
    yours = number(array[first], apart_from=target[first])
    shown = (f"Expected{at}: {number(target[first], apart_from=array[first])}.",)
    if broken.any():
        message = f"{subject} is {yours}." if not first else f"{subject} holds {yours}, first{at}."
        details = () if not first else (f"{count(np.count_nonzero(broken), 'entry')} of {array.size} not finite.",)
        return Difference("not-finite", message, details, shown, part, array, target)
    if not first:
        return Difference("values", f"{subject} is {yours}; that is not it yet.", (), shown, part, array, target)
    message = f"{subject} differs in {np.count_nonzero(mask)} of {array.size} entries, first{at}."
    return Difference("values", message, (f"Yours{at}: {yours}.",), shown, part, array, target)


def _unequal(left: np.ndarray, right: np.ndarray, rtol: float, atol: float) -> np.ndarray:
    """Mark entries that differ by more than ``atol + rtol * abs(right)``; NaN equals NaN and inf equals inf."""
    if left.dtype.kind not in "biuf" or right.dtype.kind not in "biuf":
        return np.asarray(left != right)
    left, right = left.astype(float), right.astype(float)
    with np.errstate(all="ignore"):
        near = np.abs(left - right) <= atol + rtol * np.where(np.isfinite(right), np.abs(right), 0)
    return ~(near | (left == right) | (np.isnan(left) & np.isnan(right)))


COMPARE: dict[str, Comparison | str] = {"close": close, "derivation": "courseware.derive:derivation"}
