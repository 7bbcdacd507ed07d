"""Patterns between the numbers that came back and those expected: a factor, a sign, a transpose, a lost precision.

A pattern must hold in every case that differs. What to say to the learner is left to `courseware.hints`.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations

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


Pairs = Sequence[Pair]


def recognise(pairs: Pairs) -> Pattern | None:
    """The first pattern that holds for every pair; a truth value has none."""
    if any(pair.expected.dtype.kind == "b" for pair in pairs):
        return None
    with np.errstate(all="ignore"):
        return next((pattern for pattern in (one(pairs) for one in PATTERNS) if pattern), None)


def _integers(pairs: Pairs) -> Pattern | None:
    whole = all(np.array_equal(pair.expected, np.round(pair.expected)) for pair in pairs)  # a mask has no fractions
    if not whole and all(pair.got.dtype.kind in "iub" and pair.expected.dtype.kind == "f" for pair in pairs):
        return Pattern("integer-output", "Your numbers are integers: fractions were cut off on the way.")
    return None


def _float32(pairs: Pairs) -> Pattern | None:
    kinds = {pair.got.dtype.name for pair in pairs}
    if kinds <= {"float32", "float16"} and all(_near(pair.got, pair.expected, 1e-2) for pair in pairs):
        return Pattern("float32", f"Your numbers have the dtype {kinds.pop()}, which holds fewer digits than float64.")
    return None


def _sign(pairs: Pairs) -> Pattern | None:
    if all(_near(-pair.got.astype(float), pair.expected) for pair in pairs):
        return Pattern("sign", "The numbers are right but for their sign.")
    return None


def _imprecise(pairs: Pairs) -> Pattern | None:
    if all(_near(pair.got, pair.expected, 1e-4) for pair in pairs):
        apart = [np.abs(pair.got.astype(float) - pair.expected) for pair in pairs]  # two masks have no difference
        error = max(float(np.max(d) / np.max(np.abs(pair.expected))) for d, pair in zip(apart, pairs, strict=True))
        digits = max(1, int(-np.log10(error)))
        return Pattern("imprecise", f"You are close: about {digits} digits agree, where float64 holds 16.")
    return None


def _factor(pairs: Pairs) -> Pattern | None:
    factors = [_ratio(pair) for pair in pairs]
    if not all(factors) or (len(pairs) == 1 and pairs[0].got.size == 1):
        return None
    names = [
        name
        for name, value in _named(pairs[0].sizes).items()
        if all(_equal(factor, _named(pair.sizes).get(name)) for factor, pair in zip(factors, pairs, strict=True))
    ]
    if names:
        return Pattern("constant-factor", f"What you return is {_times(names[0])} what it should be.")
    if all(_equal(factor, factors[0]) for factor in factors):
        return Pattern("constant-factor", f"What you return is {factors[0]:.4g} times what it should be.")
    if all(pair.got.size > 1 for pair in pairs):
        return Pattern("constant-factor", "All numbers of one input are off by one factor, which depends on the input.")
    return None


def _transposed(pairs: Pairs) -> Pattern | None:
    if all(pair.got.ndim == 2 and pair.got.shape == pair.got.T.shape for pair in pairs) and all(
        _near(pair.got.T, pair.expected) for pair in pairs
    ):
        return Pattern("transposed", "The numbers are right, with rows and columns exchanged.")
    return None


def _offset(pairs: Pairs) -> Pattern | None:
    if all(_is_table(pair) and _constant(pair.got - pair.expected, axis=1) for pair in pairs):
        return Pattern("row-offset", "Within each row, every number is off by the same amount.")
    return None


def _line_factor(pairs: Pairs) -> Pattern | None:
    for axis, line in ((1, "row"), (0, "column")):
        if all(_is_table(pair) and _constant(pair.got / pair.expected, axis) for pair in pairs):
            return Pattern(f"{line}-factor", f"Within each {line}, every number is off by the same factor.")
    return None


PATTERNS: tuple[Callable[[Pairs], Pattern | None], ...] = (
    _integers,
    _float32,
    _sign,
    _imprecise,
    _factor,
    _transposed,
    _offset,
    _line_factor,
)


def _is_table(pair: Pair) -> bool:
    return pair.got.ndim == 2 and min(pair.got.shape) > 1


def _near(left: np.ndarray, right: np.ndarray, rtol: float = RTOL) -> bool:
    scale = float(np.max(np.abs(right), initial=0.0))
    return bool(np.all(np.abs(left.astype(float) - right) <= rtol * scale))


def _ratio(pair: Pair) -> float:
    """The factor between two arrays; 0 where there is none."""
    got, expected = pair.got.astype(float), pair.expected.astype(float)
    norm = float(np.sum(expected * expected))
    factor = float(np.sum(got * expected)) / norm if norm else 0.0
    return factor if factor and _near(got / factor, expected) else 0.0


def _constant(values: np.ndarray, axis: int) -> bool:
    middle = values.mean(axis=axis, keepdims=True)
    return bool(np.all(np.isfinite(values)) and np.all(np.abs(values - middle) <= RTOL * np.abs(middle)))


def _named(sizes: Mapping[str, float]) -> dict[str, float]:
    """Factors that have a name: 2, N, 1/C, N*C ..."""
    sizes = {symbol: size for symbol, size in sizes.items() if size}
    named = {"2": 2.0, "1/2": 0.5}
    products = {**sizes, **{f"({a}*{b})": sizes[a] * sizes[b] for a, b in combinations(sizes, 2)}}
    for symbol, size in products.items():
        named |= {symbol: size, f"1/{symbol}": 1 / size, f"2*{symbol}": 2 * size, f"1/(2*{symbol})": 0.5 / size}
        named |= {f"-{symbol}": -size, f"-1/{symbol}": -1 / size}
    return named


def _equal(factor: float, value: float | None) -> bool:
    return value is not None and abs(factor - value) <= RTOL * abs(value)


def _times(name: str) -> str:
    return "half of" if name == "1/2" else f"{name} of" if "/" in name else f"{name.strip('()')} times"
