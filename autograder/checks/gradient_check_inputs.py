"""The inputs that show what an answer of notebook 04 does; what is wanted stands in `autograder.checks.gradient_check`.

A function is described by its kind and by numbers: ``a`` for its value, ``b`` for the gradient that it claims. The
gradient is right where ``b`` is ``a``. How they are used is left to `courseware.drivers.gradient_check`.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import numpy as np

from autograder.checks.arrays import read_only, strided
from autograder.checks.base import Args

Rng = np.random.Generator
Labelled = Mapping[str, Args]
Array = np.ndarray[Any, Any]
PASSED = ["passed"]
REPORT = ["passed", "max_error", "worst_index"]
CLEAN = ["passed", "change of x"]


def away_from_zero(rng: Rng, *shape: int) -> Array:
    """Numbers of both signs, between 0.5 and 2: no gradient here is so small that rounding hides it."""
    return np.asarray(rng.uniform(0.5, 2, size=shape) * rng.choice([-1, 1], size=shape))


def smooth_functions(rng: Rng) -> Labelled:
    return {
        "a quadratic of a matrix (3, 4), the default step": _point(rng, "quadratic", 3, 4),
        "a cubic of a vector of 5, h = 0.05": (*_point(rng, "cubic", 5), 0.05),
        "a cubic of a matrix (3, 3), h = 0.01": (*_point(rng, "cubic", 3, 3), 0.01),
        "an exponential of one number, h = 0.1": (*_point(rng, "exponential", 1), 0.1),
        "a fast wave of a matrix (2, 5), the default step": _point(rng, "wave", 2, 5),
    }


def places(rng: Rng) -> Labelled:
    """Numbers that do not come back when h is added, taken off twice and added again."""
    spread = rng.normal(size=(2, 4)) * 10.0 ** np.array([[-3, -2, -1, 0], [1, 2, 3, 4]])
    small = np.array([-0.0, 0.0, 1e-300, -1e-12, 0.1])
    return {
        "a matrix (4, 6) of normal numbers": ("quadratic", *_pair(rng.normal(size=(4, 6)), rng)),
        "numbers from 0.001 to 10000, h = 1e-4": ("cubic", *_pair(spread, rng), 1e-4),
        "very small numbers, and a negative zero": ("sine", *_pair(small, rng)),
    }


def random_losses(rng: Rng) -> Labelled:
    return {
        f"a loss with a random factor, of {what}": (*_point(rng, kind, *shape), int(rng.integers(2**31)))
        for what, kind, shape in (
            ("a vector of 6", "quadratic", (6,)),
            ("a matrix (3, 4)", "sine", (3, 4)),
            ("one number", "cubic", (1,)),
        )
    }


def any_array(rng: Rng) -> Labelled:
    x = away_from_zero(rng, 3, 4)
    a = away_from_zero(rng, 3, 4)
    return {
        "a matrix (3, 4)": ("quadratic", a, x),
        "integers": ("cubic", a, rng.integers(1, 4, size=(3, 4))),
        "an array in Fortran order": ("sine", a, np.asfortranarray(x)),
        "every second column of an array": ("sine", a, strided(x)),
        "an array with three axes": _point(rng, "quadratic", 2, 3, 2),
    }


def pairs_of_gradients(rng: Rng) -> Labelled:
    a, b = rng.normal(size=(2, 3, 4))
    close = a * (1 + 1e-6 * rng.normal(size=a.shape))
    return {
        "two matrices (3, 4)": (a, b),
        "two vectors that almost agree": (a[0], close[0]),
        "two matrices (3, 3) of unlike scale": (a[:, :3] * [[1e-3], [1], [1e3]], b[:, :3] * [[1e-3], [1], [1e3]]),
        "one entry off in twelve": (a, _but_one(a, (1, 2), 1.5)),
        "one entry of opposite sign": (a, _but_one(a, (2, 0), -1.0)),
        "the same vector twice": (a[0], a[0].copy()),
        "one number each": (a[0, :1], b[0, :1]),
    }


def small_gradients(rng: Rng) -> Labelled:
    tiny = 1e-11 * away_from_zero(rng, 4)
    mixed = np.array([0.0, 1e-9, 2.0])
    return {
        "zeros": (np.zeros(4), np.zeros(4)),
        "numbers around 1e-11": (tiny, tiny[::-1].copy()),
        "zeros against numbers around 1e-11": (np.zeros((2, 2)), tiny.reshape(2, 2)),
        "0, 1e-9 and 2": (mixed, mixed + np.array([1e-12, 1e-9, 1e-10])),
        "numbers around 1e-7": (1e4 * tiny, 1e4 * tiny * (1 + 1e-3 * away_from_zero(rng, 4))),
    }


def broken_gradients(rng: Rng) -> Labelled:
    a = rng.normal(size=(3, 4))
    with_nan, with_inf = _but_one(a, (1, 1), np.nan), _but_one(a, (0, 2), np.inf)
    return {
        "nan in the first": (with_nan, a),
        "nan in the second": (a, with_nan),
        "nan first of all": (a, _but_one(a, (0, 0), np.nan)),
        "nan in both, at the same place": (with_nan, with_nan.copy()),
        "inf in the first": (with_inf, a),
        "inf in the second": (a, with_inf),
        "inf in both, at the same place": (with_inf, with_inf.copy()),
        "only nan": (np.full(3, np.nan), np.full(3, np.nan)),
    }


def gradient_layouts(rng: Rng) -> Labelled:
    a, b = rng.normal(size=(2, 3, 4))
    return {
        "matrices that must come back as they were": (a, b),
        "integers": (rng.integers(1, 6, size=(3, 4)), rng.integers(-5, 0, size=(3, 4))),
        "arrays in Fortran order": (np.asfortranarray(a), np.asfortranarray(b)),
        "every second column of an array": (strided(a), strided(b)),
        "read-only arrays": (read_only(a), read_only(b)),
    }


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
        "a gradient with every sign turned": ("quadratic", a, -a, x),
        "a gradient twice as large": ("sine", a, 2 * a, x),
        "a gradient of zeros": ("cubic", a, 0 * a, x),
        "another function's gradient": ("quadratic", a, b, x),
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
    balanced = _but_one(_but_one(a, (0, 1), 1.02), (2, 1), 1 - 0.02 * _weight(a, x, (0, 1)) / _weight(a, x, (2, 1)))
    few = away_from_zero(rng, 6)
    return {
        "the first entry is 5 % off": ("quadratic", a, _but_one(a, (0, 0), 1.05), x),
        "the last entry is 5 % off": ("quadratic", a, _but_one(a, (2, 3), 0.95), x),
        "an entry in the middle has the other sign": ("sine", a, _but_one(a, middle, -1.0), x),
        "an entry in the middle is 0.1 % off": ("cubic", a, _but_one(a, middle, 1.001), x),
        "every entry is 0.1 % too large in size": ("quadratic", a, 1.001 * a, x),
        "every entry is 0.1 % too small in size": ("quadratic", a, 0.999 * a, x),
        "one small entry among large ones is half of what it should be": (
            "quadratic", large, _but_one(large, small, 0.5), np.abs(away_from_zero(rng, 5, 4)),
        ),
        "two errors whose sum is 0": ("quadratic", a, balanced, x),
        "one entry of a vector is 0": ("quadratic", few, _but_one(few, (3,), 0.0), away_from_zero(rng, 6)),
    }  # fmt: skip


def broken_claims(rng: Rng) -> Labelled:
    a, x = away_from_zero(rng, 3, 4), away_from_zero(rng, 3, 4)
    return {
        "nan in one entry": ("quadratic", a, _but_one(a, (1, 2), np.nan), x),
        "nan in the first entry": ("quadratic", a, _but_one(a, (0, 0), np.nan), x),
        "nan everywhere": ("sine", a, np.nan * a, x),
        "inf in one entry": ("quadratic", a, _but_one(a, (2, 0), np.inf), x),
        "the value itself is nan": ("quadratic", _but_one(a, (0, 1), np.nan), a, x),
        "value and gradient are nan": ("quadratic", _but_one(a, (0, 1), np.nan), _but_one(a, (0, 1), np.nan), x),
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
    two = _but_one(_but_one(uneven, (0, 0), 1.1), (1, 2), 1.5)
    distinct = np.array([0.6, -0.9, 1.4, 2.0, -1.1]) * rng.uniform(0.97, 1.03, size=5)
    values = away_from_zero(rng, 5)
    return {
        "one entry is 30 % off": ("quadratic", a, _but_one(a, place, 1.3), x),
        "one entry of a vector has the other sign": ("sine", a[0], _but_one(a[0], (2,), -1.0), x[0]),
        "10 % off where the gradient is large, 50 % where it is small": ("quadratic", uneven, two, np.ones((2, 4))),
        "a right gradient, measured with h = 0.1": ("cubic", values, values, distinct, {"h": 0.1}),
        "one entry of 12 is 0": ("cubic", a, _but_one(a, (2, 1), 0.0), x),
    }


def clean_checks(rng: Rng) -> Labelled:
    a, x = away_from_zero(rng, 3, 4), away_from_zero(rng, 3, 4)
    seed = int(rng.integers(2**31))
    return {
        "a matrix that must come back bit for bit": ("quadratic", a, a, rng.normal(size=(3, 4)) + 3),
        "a wrong gradient, and still the matrix must come back": ("sine", a, -a, rng.normal(size=(3, 4))),
        "a loss with a random factor": ("quadratic", a, a, x, {}, seed),
        "a loss with a random factor, and a wrong gradient": ("quadratic", a, _but_one(a, (1, 1), 1.1), x, {}, seed),
        "an array in Fortran order": ("sine", a, a, np.asfortranarray(x)),
        "every second column of an array": ("sine", a, a, strided(x)),
        "integers": ("cubic", a, a, rng.integers(1, 4, size=(3, 4))),
    }


def with_options(drawn: Labelled, wanted: list[str]) -> Labelled:
    """Complete the arguments of a gradient to check: options, a seed, and the parts of the report to look at."""
    return {label: (*args, *({}, None)[len(args) - 4 :], wanted) for label, args in drawn.items()}


def entire_functions(rng: Rng) -> Labelled:
    return {
        "a cubic of a matrix (3, 4)": _point(rng, "cubic", 3, 4),
        "a sine of a vector of 5": _point(rng, "sine", 5),
        "an exponential of a matrix (3, 3)": _point(rng, "exponential", 3, 3),
        "a fast wave of one number": _point(rng, "wave", 1),
        "exp(x) / sqrt(sin(x)**3 + cos(x)**3)": ("quotient", away_from_zero(rng, 4), rng.uniform(0.2, 1.2, size=4)),
        "a cubic, h = 1e-8": (*_point(rng, "cubic", 4), 1e-8),
    }


def cancelling_functions(rng: Rng) -> Labelled:
    """Next to the value of the function its change over a small step is lost; the imaginary part keeps it."""
    far = rng.uniform(18, 25, size=4)
    return {
        "an exponential of numbers near 20, beside small ones": (
            "exponential", np.ones(6), np.append(far, [-20.0, -25.0])),
        "a cubic of numbers from 0.00001 to 1000": (
            "cubic", away_from_zero(rng, 5), 10.0 ** np.array([-5.0, -3, 0, 2, 3])),
        "h = 1e-100": (*_point(rng, "sine", 2, 3), 1e-100),
    }  # fmt: skip


def _point(rng: Rng, kind: str, *shape: int) -> tuple[str, Array, Array]:
    return kind, away_from_zero(rng, *shape), away_from_zero(rng, *shape)


def _pair(x: Array, rng: Rng) -> tuple[Array, Array]:
    return away_from_zero(rng, *x.shape), x


def _claim(rng: Rng, kind: str, *shape: int) -> Args:
    kind, a, x = _point(rng, kind, *shape)
    return kind, a, a, x


def _but_one(array: Array, index: tuple[int, ...], factor: float) -> Array:
    changed = array.copy()
    changed[index] *= factor
    return changed


def _weight(a: Array, x: Array, index: tuple[int, int]) -> float:
    return float(a[index] * x[index])

