"""The inputs for what measures a gradient or an error in notebook 04; see `autograder.checks.gradient_check`."""

from __future__ import annotations

import numpy as np

from autograder.checks.arrays import read_only, strided
from autograder.checks.gradient_check_inputs import Array, Labelled, Rng, away_from_zero, but_one, point


def smooth_functions(rng: Rng) -> Labelled:
    return {
        "a quadratic of a matrix (3, 4), the default step": point(rng, "quadratic", 3, 4),
        "a cubic of a vector of 5, h = 0.05": (*point(rng, "cubic", 5), 0.05),
        "a cubic of a matrix (3, 3), h = 0.01": (*point(rng, "cubic", 3, 3), 0.01),
        "an exponential of one number, h = 0.1": (*point(rng, "exponential", 1), 0.1),
        "a fast wave of a matrix (2, 5), the default step": point(rng, "wave", 2, 5),
        "half the square of a sum over a matrix (3, 4), h = 0.05": (*point(rng, "coupled", 3, 4), 0.05),
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
        f"a loss with a random factor, of {what}": (*point(rng, kind, *shape), int(rng.integers(2**31)))
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
        "an array with three axes": point(rng, "quadratic", 2, 3, 2),
    }


def pairs_of_gradients(rng: Rng) -> Labelled:
    a, b = rng.normal(size=(2, 3, 4))
    close = a * (1 + 1e-6 * rng.normal(size=a.shape))
    return {
        "two matrices (3, 4)": (a, b),
        "two vectors that almost agree": (a[0], close[0]),
        "two matrices (3, 3) of unlike scale": (a[:, :3] * [[1e-3], [1], [1e3]], b[:, :3] * [[1e-3], [1], [1e3]]),
        "one entry off in twelve, too large": (np.abs(a), but_one(np.abs(a), (1, 2), 1.5)),
        "one entry off in twelve, too small": (np.abs(a), but_one(np.abs(a), (1, 2), 0.5)),
        "one entry of opposite sign": (a, but_one(a, (2, 0), -1.0)),
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
    with_nan, with_inf = but_one(a, (1, 1), np.nan), but_one(a, (0, 2), np.inf)
    return {
        "nan in the first": (with_nan, a),
        "nan in the second": (a, with_nan),
        "nan first of all": (a, but_one(a, (0, 0), np.nan)),
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


def entire_functions(rng: Rng) -> Labelled:
    return {
        "a cubic of a matrix (3, 4)": point(rng, "cubic", 3, 4),
        "a sine of a vector of 5": point(rng, "sine", 5),
        "an exponential of a matrix (3, 3)": point(rng, "exponential", 3, 3),
        "a fast wave of one number": point(rng, "wave", 1),
        "exp(x) / sqrt(sin(x)**3 + cos(x)**3)": ("quotient", away_from_zero(rng, 4), rng.uniform(0.2, 1.2, size=4)),
        "half the square of a sum over a matrix (2, 3)": point(rng, "coupled", 2, 3),
        "a cubic, h = 1e-8": (*point(rng, "cubic", 4), 1e-8),
    }


def cancelling_functions(rng: Rng) -> Labelled:
    """Next to the value of the function its change over a small step is lost; the imaginary part keeps it."""
    far = rng.uniform(18, 25, size=4)
    return {
        "an exponential of numbers near 20, beside small ones": (
            "exponential", np.ones(6), np.append(far, [-20.0, -25.0])),
        "a cubic of numbers from 0.00001 to 1000": (
            "cubic", away_from_zero(rng, 5), 10.0 ** np.array([-5.0, -3, 0, 2, 3])),
        "h = 1e-100": (*point(rng, "sine", 2, 3), 1e-100),
    }  # fmt: skip


def _pair(x: Array, rng: Rng) -> tuple[Array, Array]:
    return away_from_zero(rng, *x.shape), x
