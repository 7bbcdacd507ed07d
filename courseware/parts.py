"""Compare two values part by part, down to arrays and numbers, and say in one sentence where they differ first."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np

from courseware.difference import Difference
from courseware.plain import identical
from courseware.words import count, describe, number, numeric, of_entries, place, shape_in_symbols

RTOL, ATOL = 1e-9, 1e-12


@dataclass(frozen=True)
class Rules:
    """How values are compared in one case: the options of `courseware.compare.close`, and the sizes by symbol."""

    options: Mapping[str, Any]
    sizes: Mapping[str, float]

    def differ(self, expected: Any, got: Any, part: str = "") -> Difference | None:
        """The first difference between two values."""
        if isinstance(expected, tuple):
            return self._tuple(expected, got, part)
        if isinstance(expected, dict):
            return self._dict(expected, got, part)
        return self._numbers(expected, got, part)

    def _tuple(self, expected: tuple[Any, ...], got: Any, part: str) -> Difference | None:
        names = self.options.get("parts") or [f"item {index}" for index in range(len(expected))]
        wanted = f"({', '.join(names)})"
        if got is None:
            return _none("Your function", part)
        if not isinstance(got, tuple | list):
            return Difference("type", f"Your function returned {describe(got)}; expected the pair {wanted}.", part=part)
        if len(got) != len(expected):
            message = f"Your function returned {count(len(got), 'value')}; expected {len(expected)}: {wanted}."
            return Difference("type", message, part=part)
        for name, one, other in zip(names, expected, got, strict=True):
            difference = self.differ(one, other, name) if name in self.options.get("only", names) else None
            if difference:
                return difference
        return None

    def _dict(self, expected: dict[str, Any], got: Any, part: str) -> Difference | None:
        if not isinstance(got, dict):
            return Difference("type", f"Your function returned {describe(got)}; expected a dict.", part=part)
        for name, one in expected.items():
            if name not in got:
                return Difference("type", f"The dict that you returned has no key '{name}'.", part=part)
            difference = self.differ(one, got[name], name)
            if difference:
                return difference
        return None

    def _numbers(self, expected: Any, got: Any, part: str) -> Difference | None:
        if identical(got, expected) and numeric(expected):
            return None  # the same to the last bit, as most right answers are
        subject = f"`{part}`" if part else "Your result"
        target = np.asarray(expected)
        if got is None:
            return _none(subject if part else "Your function", part)
        if not numeric(got) or (target.ndim and not isinstance(got, np.ndarray)):
            wanted = f"an array of shape {self._shape(target, part)}" if target.ndim else "one number"
            return Difference("type", f"{subject} is {describe(got)}; expected {wanted}.", part=part)
        array = np.asarray(float(got) if type(got) is int else got)  # an integer may be longer than NumPy's
        if array.dtype.kind == "c":
            return Difference("dtype", f"{subject} holds complex numbers; expected real ones.", part=part)
        if array.shape != target.shape:
            wanted = self._shape(target, part) if target.ndim else "one number"
            message = f"{subject} has shape {array.shape}; expected {wanted}."
            turned = array.ndim == 2 and array.shape == target.shape[::-1]
            return Difference("shape", message + " Transposed?" * turned, part=part, got=array, expected=target)
        if self.options.get("per_row"):
            array, target = _centred(array), _centred(target)
        mask = apart(array, target, self.options.get("rtol", RTOL), self.options.get("atol", ATOL))
        return _values(array, target, mask, subject, part) if mask.any() else None

    def _shape(self, target: np.ndarray, part: str) -> str:
        return shape_in_symbols(target.shape, self.options.get("shapes", {}).get(part, ()), self.sizes)


def apart(got: np.ndarray, expected: np.ndarray, rtol: float, atol: float) -> np.ndarray:
    """Mark entries that differ by more than ``atol + rtol * abs(expected)``; NaN equals NaN and inf equals inf."""
    if got.dtype.kind not in "biuf" or expected.dtype.kind not in "biuf":
        return np.asarray(got != expected)
    left, right = got.astype(float, copy=False), expected.astype(float, copy=False)
    with np.errstate(all="ignore"):
        size = np.abs(right)
        if not (finite := np.isfinite(size)).all():
            size = np.where(finite, size, 0)
        near = np.abs(left - right) <= atol + rtol * size
        if near.all():
            return np.asarray(~near)
    return np.asarray(~(near | (left == right) | (np.isnan(left) & np.isnan(right))))


def _values(got: np.ndarray, expected: np.ndarray, mask: np.ndarray, subject: str, part: str) -> Difference:
    broken = mask & ~np.isfinite(got)
    first = tuple(int(i) for i in np.argwhere(broken if broken.any() else mask)[0])
    yours, wanted = number(got[first], expected[first]), number(expected[first], got[first])
    at = f"At {place(first)}: yours" if first else "Yours"
    shown = (f"{at} is {yours}, expected is {wanted}.",)
    if broken.any():
        where = f", first at {place(first)}" if first else ""
        message = f"{subject} has {yours} in {of_entries(broken)}{where}." if first else f"{subject} is {yours}."
        return Difference("not-finite", message, (), shown, part, got, expected, mask)
    if not first:
        return Difference("values", f"{subject} is not right yet: it is {yours}.", (), shown, part, got, expected, mask)
    message = f"{subject} differs in {of_entries(mask)}, first at {place(first)}."
    return Difference("values", message, (f"{at} is {yours}.",), shown, part, got, expected, mask)


def _none(subject: str, part: str) -> Difference:
    if part:
        return Difference("type", f"{subject} is None; a value is missing there.", part=part)
    return Difference("returned-none", f"{subject} returned None. Did you forget to return the result?")


def _centred(array: np.ndarray) -> np.ndarray:
    with np.errstate(all="ignore"):
        return np.asarray(array - array.mean(axis=-1, keepdims=True))
