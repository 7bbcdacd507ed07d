"""Patterns between the numbers that came back and those expected: a factor, a sign, a transpose, a lost precision.

Each pattern looks at every differing case; what to say to the learner is left to `courseware.hints`.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np

RTOL = 1e-6


@dataclass(frozen=True)
class Pair:
    """Two arrays of one shape that differ, and the sizes of the case by symbol."""

    got: np.ndarray
    expected: np.ndarray
    sizes: Mapping[str, float]


@dataclass(frozen=True)
class Pattern:
    """What was recognised: the id of a generic mistake, and a sentence with the particulars."""

    id: str
    sentence: str


def recognise(pairs: Sequence[Pair], complete: bool = True) -> Pattern | None:
    """The first pattern that holds for every pair; `complete` says that no case differs in another way."""
    if not complete or not pairs:
        return None
    with np.errstate(all="ignore"):
        found = (pattern(pairs) for pattern in PATTERNS)
        return next((pattern for pattern in found if pattern), None)


def _integers(pairs: Sequence[Pair]) -> Pattern | None:
    if any(pair.got.dtype.kind in "iub" for pair in pairs) and not any(pair.expected.dtype.kind in "iub" for pair in pairs):
        return Pattern("integer-output", "What you return holds integers; fractions were cut off on the way.")
    return None


def _float32(pairs: Sequence[Pair]) -> Pattern | None:
    if all(pair.got.dtype in (np.float32, np.float16) and _near(pair.got, pair.expected, 1e-2) for pair in pairs):
        return Pattern("float32", f"What you return has dtype {pairs[0].got.dtype}, which holds about 7 digits; float64 holds 16.")
    return None


def _sign(pairs: Sequence[Pair]) -> Pattern | None:
    if all(_near(-pair.got, pair.expected) for pair in pairs):
        return Pattern("sign", "Every number is right but for its sign.")
    return None


def _factor(pairs: Sequence[Pair]) -> Pattern | None:
    factors = [_ratio(pair) for pair in pairs]
    if any(factor is None for factor in factors):
        return None
    found = [factor for factor in factors if factor is not None]
    names = [
        name
        for name in _candidates(pairs[0].sizes)
        if all(_is(factor, _candidates(pair.sizes).get(name)) for factor, pair in zip(found, pairs, strict=True))
    ]
    if names:
        return Pattern("constant-factor", f"Every number is {_times(names[0])} what it should be.")
    if all(_is(factor, found[0]) for factor in found) and (len(pairs) > 1 or pairs[0].got.size > 1):
        return Pattern("constant-factor", f"Every number is {found[0]:.4g} times what it should be.")
    if all(pair.got.size > 1 for pair in pairs):
        return Pattern("constant-factor", f"Every number is the same factor off (here {found[0]:.4g}); the factor depends on the input.")
    return None


def _transposed(pairs: Sequence[Pair]) -> Pattern | None:
    square = [pair for pair in pairs if pair.got.ndim == 2 and pair.got.shape[0] == pair.got.shape[1]]
    if len(square) == len(pairs) and all(_near(pair.got.T, pair.expected) for pair in pairs):
        return Pattern("transposed", "The numbers are right, with rows and columns exchanged.")
    return None


def _offset(pairs: Sequence[Pair]) -> Pattern | None:
    if any(pair.got.ndim != 2 or pair.got.shape[1] < 2 for pair in pairs):
        return None
    if all(_constant(pair.got - pair.expected, axis=1) for pair in pairs):
        return Pattern("row-offset", "Within each row, every number is the same amount off.")
    return None


def _row_factor(pairs: Sequence[Pair]) -> Pattern | None:
    if any(pair.got.ndim != 2 or pair.got.shape[1] < 2 or pair.got.shape[0] < 2 for pair in pairs):
        return None
    for axis, where in ((1, "row"), (0, "column")):
        if all(_constant(pair.got / pair.expected, axis) for pair in pairs):
            return Pattern(f"{where}-factor", f"Within each {where}, every number is the same factor off.")
    return None


def _imprecise(pairs: Sequence[Pair]) -> Pattern | None:
    if all(_near(pair.got, pair.expected, 1e-4) for pair in pairs):
        error = max(float(np.max(np.abs(pair.got - pair.expected) / np.max(np.abs(pair.expected)))) for pair in pairs)
        return Pattern("imprecise", f"You are close: {max(1, int(-np.log10(error)))} digits agree, where float64 holds 16.")
    return None


PATTERNS: tuple[Callable[[Sequence[Pair]], Pattern | None], ...] = (
    _integers,
    _float32,
    _sign,
    _imprecise,
    _factor,
    _transposed,
    _offset,
    _row_factor,
)


def _near(left: np.ndarray, right: np.ndarray, rtol: float = RTOL) -> bool:
    scale = float(np.max(np.abs(right), initial=0.0))
    return bool(np.all(np.abs(np.asarray(left, float) - right) <= rtol * scale))


def _ratio(pair: Pair) -> float | None:
    got, expected = pair.got.astype(float), pair.expected.astype(float)
    norm = float(np.sum(expected * expected))
    if not norm:
        return None
    factor = float(np.sum(got * expected)) / norm
    return factor if factor and _near(got / factor, expected) else None


def _constant(values: np.ndarray, axis: int) -> bool:
    middle = values.mean(axis=axis, keepdims=True)
    return bool(np.all(np.isfinite(values)) and np.all(np.abs(values - middle) <= RTOL * np.abs(middle)))


def _candidates(sizes: Mapping[str, float]) -> dict[str, float]:
    named = {"2": 2.0, "1/2": 0.5}
    for symbol, size in sizes.items():
        if size:
            named |= {symbol: float(size), f"1/{symbol}": 1 / size, f"-{symbol}": -float(size), f"-1/{symbol}": -1 / size}
    symbols = sorted(sizes)
    named |= {f"{a}*{b}": sizes[a] * sizes[b] for a in symbols for b in symbols if a < b}
    named |= {f"1/({a}*{b})": 1 / (sizes[a] * sizes[b]) for a in symbols for b in symbols if a < b and sizes[a] * sizes[b]}
    return named


def _is(factor: float, value: float | None) -> bool:
    return value is not None and abs(factor - value) <= RTOL * abs(value)


def _times(name: str) -> str:
    if name == "1/2":
        return "half of"
    if name.startswith(("1/", "-1/")):
        return f"{name} of"
    return f"{name} times"
