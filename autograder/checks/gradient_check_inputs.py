"""The inputs that show what an answer of notebook 04 does; what is wanted stands in `autograder.checks.gradient_check`.

A function is described by its kind and by numbers: ``a`` for its value, ``b`` for the gradient that it claims. The
gradient is right where ``b`` is ``a``. How they are used is left to `courseware.drivers.claims`.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import numpy as np

from autograder.checks.arrays import strided
from autograder.checks.base import Args
from courseware.drivers.gradient_check import change_of

Rng = np.random.Generator
Labelled = Mapping[str, Args]
Array = np.ndarray[Any, Any]
PASSED = ["passed"]
REPORT = ["passed", "max_error", "worst_index"]
CLEAN = ["passed", change_of("x")]


def away_from_zero(rng: Rng, *shape: int) -> Array:
    """Numbers of both signs, between 0.5 and 2: no gradient here is so small that rounding hides it."""
    return np.asarray(rng.uniform(0.5, 2, size=shape) * rng.choice([-1, 1], size=shape))


def clear_gradients(rng: Rng) -> Labelled:
    """Right gradients, and some that are wrong everywhere."""
    unused = away_from_zero(rng, 3, 3)
    unused[1] = 0.0
    a, b, x = away_from_zero(rng, 2, 5), away_from_zero(rng, 2, 5), away_from_zero(rng, 2, 5)
    slightly = a * 1.001
    return {
        "the right gradient of a cubic": _claim(rng, "cubic", 3, 4),
        "the right gradient of a sine of 5 numbers": _claim(rng, "sine", 5),
        "a right gradient with entries that are exactly 0": ("quadratic", unused, unused, x[:, :3].repeat(2, 0)[:3]),
        "the right gradient of one number": _claim(rng, "exponential", 1),
        "the right gradient of a fast wave, tol = 2e-7": (*_claim(rng, "wave", 5), {"tol": 2e-7}),
        "a gradient with every sign turned": ("quadratic", a, -a, x),
        "a gradient twice as large": ("sine", a, 2 * a, x),
        "a gradient of zeros": ("cubic", a, 0 * a, x),
        "another function's gradient": ("quadratic", a, b, x),
        "a gradient off by 0.0015 %, the default tol": ("quadratic", a, a * (1 + 1.5e-5), x),
        "a gradient off by 0.003 %, the default tol": ("quadratic", a, a * (1 + 3e-5), x),
        "a gradient off by 0.1 %, tol = 0.01": ("quadratic", a, slightly, x, {"tol": 1e-2}),
        "a gradient off by 0.1 %, tol = 0.0001": ("quadratic", a, slightly, x, {"tol": 1e-4}),
    }


def planted_gradients(rng: Rng) -> Labelled:
    """Gradients that are almost right."""
    a, x = away_from_zero(rng, 3, 4), away_from_zero(rng, 3, 4)
    large = np.abs(away_from_zero(rng, 5, 4)) * 1e4
    small = (int(rng.integers(1, 4)), int(rng.integers(1, 3)))
    large[small] = 1.0
    middle = (1, int(rng.integers(1, 3)))
    balanced = but_one(but_one(a, (0, 1), 1.02), (2, 1), 1 - 0.02 * _weight(a, x, (0, 1)) / _weight(a, x, (2, 1)))
    few = away_from_zero(rng, 6)
    return {
        "the first entry is 5 % off": ("quadratic", a, but_one(a, (0, 0), 1.05), x),
        "the last entry is 5 % off": ("quadratic", a, but_one(a, (2, 3), 0.95), x),
        "an entry in the middle has the other sign": ("sine", a, but_one(a, middle, -1.0), x),
        "an entry in the middle is 0.1 % off": ("cubic", a, but_one(a, middle, 1.001), x),
        "every entry is 0.1 % too large in size": ("quadratic", a, 1.001 * a, x),
        "every entry is 0.1 % too small in size": ("quadratic", a, 0.999 * a, x),
        "one small entry among large ones is half of what it should be": (
            "quadratic", large, but_one(large, small, 0.5), np.abs(away_from_zero(rng, 5, 4)),
        ),
        "two errors whose sum is 0": ("quadratic", a, balanced, x),
        "one entry of a vector is 0": ("quadratic", few, but_one(few, (3,), 0.0), away_from_zero(rng, 6)),
    }  # fmt: skip


def broken_claims(rng: Rng) -> Labelled:
    a, x = away_from_zero(rng, 3, 4), away_from_zero(rng, 3, 4)
    return {
        "nan in one entry": ("quadratic", a, but_one(a, (1, 2), np.nan), x),
        "nan in the first entry": ("quadratic", a, but_one(a, (0, 0), np.nan), x),
        "nan in the last entry": ("quadratic", a, but_one(a, (2, 3), np.nan), x),
        "nan everywhere": ("sine", a, np.nan * a, x),
        "inf in one entry": ("quadratic", a, but_one(a, (2, 0), np.inf), x),
        "the value itself is nan": ("quadratic", but_one(a, (0, 1), np.nan), a, x),
        "value and gradient are nan": ("quadratic", but_one(a, (0, 1), np.nan), but_one(a, (0, 1), np.nan), x),
        "no gradient": ("quadratic", a, None, x),
        "right numbers with one axis too many": ("quadratic", a, a[None], x),
        "a gradient of shape (4, 4) for a vector of 4": ("quadratic", a[0], a[0] * np.ones((4, 1)), x[0]),
        "the right gradient": ("quadratic", a, a, x),
    }


def reports(rng: Rng) -> Labelled:
    """Errors so large that rounding does not show in them."""
    a, x = away_from_zero(rng, 3, 4), away_from_zero(rng, 3, 4)
    place = (int(rng.integers(1, 3)), int(rng.integers(1, 3)))
    uneven = np.abs(away_from_zero(rng, 2, 4)) * np.array([[1000.0, 1, 1, 1], [1, 1, 1, 1]])
    two = but_one(but_one(uneven, (0, 0), 1.1), (1, 2), 1.5)
    distinct = np.array([0.6, -0.9, 1.4, 2.0, -1.1]) * rng.uniform(0.97, 1.03, size=5)
    values = away_from_zero(rng, 5)
    return {
        "one entry is 30 % off": ("quadratic", a, but_one(a, place, 1.3), x),
        "one entry of a vector has the other sign": ("sine", a[0], but_one(a[0], (2,), -1.0), x[0]),
        "10 % off where the gradient is large, 50 % where it is small": ("quadratic", uneven, two, np.ones((2, 4))),
        "a right gradient, measured with h = 0.1": ("cubic", values, values, distinct, {"h": 0.1}),
        "one entry of 12 is 0": ("cubic", a, but_one(a, (2, 1), 0.0), x),
    }


def clean_checks(rng: Rng) -> Labelled:
    a, x = away_from_zero(rng, 3, 4), away_from_zero(rng, 3, 4)
    return {
        "a matrix that must come back bit for bit": ("quadratic", a, a, rng.normal(size=(3, 4)) + 3),
        "a wrong gradient, and still the matrix must come back": ("sine", a, -a, rng.normal(size=(3, 4))),
        "an array in Fortran order": ("sine", a, a, np.asfortranarray(x)),
        "every second column of an array": ("sine", a, a, strided(x)),
        "integers": ("cubic", a, a, rng.integers(1, 4, size=(3, 4))),
    }


def random_claims(rng: Rng) -> Labelled:
    a, x = away_from_zero(rng, 3, 4), away_from_zero(rng, 3, 4)
    seed = int(rng.integers(2**31))
    return {
        "the right gradient of a loss with a random factor": ("quadratic", a, a, x, {}, seed),
        "the right gradient of one with a vector of 4": ("sine", a[0], a[0], x[0], {}, seed + 1),
        "the right gradient of a loss without one": ("quadratic", a, a, x),
        "a wrong gradient of a loss with a random factor": ("quadratic", a, 2 * a, x, {}, seed),
    }


def with_options(drawn: Labelled, wanted: list[str]) -> Labelled:
    """Complete the arguments of a gradient to check: options, a seed, and the parts of the report to look at."""
    return {label: (*args, *({}, None)[len(args) - 4 :], wanted) for label, args in drawn.items()}


def point(rng: Rng, kind: str, *shape: int) -> tuple[str, Array, Array]:
    return kind, away_from_zero(rng, *shape), away_from_zero(rng, *shape)


def _claim(rng: Rng, kind: str, *shape: int) -> Args:
    kind, a, x = point(rng, kind, *shape)
    return kind, a, a, x


def but_one(array: Array, index: tuple[int, ...], factor: float) -> Array:
    changed = array.copy()
    changed[index] *= factor
    return changed


def _weight(a: Array, x: Array, index: tuple[int, int]) -> float:
    return float(a[index] * x[index])

