"""The inputs that show what an answer of notebook 01 does; what is wanted of it stands in `autograder.checks.softmax`.

Sizes are odd and unequal, and once all equal. What makes an input hard stands in it as a number, not left to the draw.
A label says to the learner what the input is.
"""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np

from autograder.checks.arrays import labels, probabilities, read_only, strided
from autograder.checks.base import Args

Rng = np.random.Generator
Labelled = Mapping[str, Args]
KEPT = "a matrix that must come back as it was"  # first: it shows a change before a read-only array stops the code


def plain_scores(rng: Rng) -> Labelled:
    wide = rng.normal(size=(2, 3))
    wide[0] += [20.0, 0.0, -4.0]
    return {
        "6 rows of 4 scores": (rng.normal(size=(6, 4), scale=2),),
        "4 rows of 4 scores": (rng.normal(size=(4, 4), scale=2),),
        "one row of 5 scores": (rng.normal(size=(1, 5)),),
        "5 rows of one score": (rng.normal(size=(5, 1)),),
        "a row with one score far ahead": (wide,),
    }


def huge_scores(rng: Rng) -> Labelled:
    return {
        "a row of large scores above a row of small ones": (
            np.array([[1000.0, 0, 0], [0, 1, 2]]) + rng.normal(size=(2, 3)),
        ),
        "scores near 1000": (1000 + rng.normal(size=(3, 4)),),
        "scores near -1000": (-1000 + rng.normal(size=(3, 4)),),
        "scores near 10000 and -10000": (np.array([[1e4], [-1e4]]) + rng.normal(size=(2, 5)),),
        "margins of 10000": (1e4 * np.array([[1.0, 0, -1, 0.5], [-1, -2, -3, 0]]) + rng.normal(size=(2, 4)),),
        "equal scores of 1e16": (np.array([[1e16, 1e16, 0], [-1e16, -1e16, -2e16]]),),
        "scores of 1e300": (np.array([[1e300, -1e300, 0.0], [1e308, 1e308, -1e308]]),),
    }


def odd_scores(rng: Rng) -> Labelled:
    """A vector, integers, and arrays laid out otherwise; the first may be written to, and shows whether it was."""
    x = rng.normal(size=(3, 4))
    return {
        KEPT: (x,),
        "one vector of 5 scores": (rng.normal(size=5),),
        **layouts(rng),
    }


def layouts(rng: Rng) -> Labelled:
    x = rng.normal(size=(3, 4))
    return {
        "integers": (rng.integers(-4, 5, size=(3, 4)),),
        "an array in Fortran order": (np.asfortranarray(x),),
        "every second column of an array": (strided(x),),
        "a read-only array": (read_only(x),),
    }


def matrix_scores(rng: Rng) -> Labelled:
    return {KEPT: (rng.normal(size=(3, 4)),), **layouts(rng)}


def near_scores(rng: Rng) -> Labelled:
    return {
        "6 rows of 4 scores": (rng.normal(size=(6, 4)),),
        "4 rows of 4 scores": (rng.normal(size=(4, 4)),),
        "one row of 5 scores": (rng.normal(size=(1, 5)),),
        "scores around 5": (5 + rng.normal(size=(3, 7)),),
    }


def far_scores(rng: Rng) -> Labelled:
    return {
        "scores that fall from 0 to -690": (-np.append(0, _ladder(rng))[None, :],),
        "a row of large scores above a row of small ones": (
            np.array([[1000.0, 0, 0], [0, 1, 2]]) + rng.normal(size=(2, 3)),
        ),
        "scores near 10000 and -10000": (np.array([[1e4], [-1e4]]) + rng.normal(size=(2, 5)),),
        "margins of 10000": (1e4 * np.array([[1.0, 0, -1, 0.5], [-1, -2, -3, 0]]) + rng.normal(size=(2, 4)),),
    }


def distributions(rng: Rng) -> Labelled:
    return {
        "6 rows of 4 probabilities": (probabilities(rng, 6, 4),),
        "4 rows of 4 probabilities": (probabilities(rng, 4, 4),),
        "one row of 5 probabilities": (probabilities(rng, 1, 5),),
        "probabilities down to 1e-300": (_tiny_probabilities(rng),),
    }


def distribution_layouts(rng: Rng) -> Labelled:
    probs = probabilities(rng, 3, 4)
    return {
        KEPT: (probs,),
        "an array in Fortran order": (np.asfortranarray(probs),),
        "every second column of an array": (strided(probs),),
        "a read-only array": (read_only(probs),),
    }


def mild_temperatures(rng: Rng) -> Labelled:
    return {
        "6 rows of 4 scores, temperature 2.5": (rng.normal(size=(6, 4), scale=2), 2.5),
        "4 rows of 4 scores, temperature 0.5": (rng.normal(size=(4, 4)), 0.5),
        "one row of 5 scores, temperature 3": (rng.normal(size=(1, 5)), 3),
        "3 rows of 7 scores, temperature 1": (rng.normal(size=(3, 7)), 1.0),
    }


def extreme_temperatures(rng: Rng) -> Labelled:
    ties = np.array([[0.0, 0, -1, -2], [-3, 0, -5, 0], [2, 1, 0, -1]])
    return {
        "temperature 0.001, some scores equal": (ties, 1e-3),
        "temperature 1e-8, some scores equal": (ties, 1e-8),
        "temperature 1e-8, scores as small": (1e-8 * rng.normal(size=(3, 4)), 1e-8),
        "temperature 10000, scores as large": (1e4 * rng.normal(size=(3, 4)), 1e4),
        "temperature 10000, small scores": (rng.normal(size=(2, 3)), 1e4),
        "temperature 1, a row of large scores above a row of small ones": (
            np.array([[1000.0, 0, 0], [0, 1, 2]]) + rng.normal(size=(2, 3)),
            1.0,
        ),
    }


def temperature_layouts(rng: Rng) -> Labelled:
    return {label: (*args, 2) for label, args in matrix_scores(rng).items()}


def labelled_scores(rng: Rng) -> Labelled:
    return {
        "6 samples, 4 classes": (rng.normal(size=(6, 4)), labels(rng, 6, 4)),
        "4 samples, 4 classes": (rng.normal(size=(4, 4)), labels(rng, 4, 4)),
        "1 sample, 5 classes": (rng.normal(size=(1, 5)), labels(rng, 1, 5)),
        "7 samples, 3 classes, scores around 5": (5 + rng.normal(size=(7, 3)), labels(rng, 7, 3)),
    }


def wide_margins(rng: Rng) -> Labelled:
    """Every label is one whose probability is small or 0 in floating point, save for a row or two."""
    behind = _ladder(rng)
    ladder = np.stack([np.zeros_like(behind), -behind], axis=1)
    margins = 1e4 * np.array([[1.0, 0, -1, 0.5], [-1, -2, -3, 0]]) + rng.normal(size=(2, 4))
    mixed = np.array([[1000.0, 0, 0], [0, 1, 2]]) + rng.normal(size=(2, 3))
    return {
        "scores [[0, 1000], [3000, 0]], labels [0, 0]": (np.array([[0.0, 1000], [3000, 0]]), np.array([0, 0])),
        "the true class up to 690 behind": (ladder, np.ones(len(ladder), dtype=int)),
        "a row of large scores above a row of small ones": (mixed, np.array([1, 1])),
        "scores near 10000 and -10000": (np.array([[1e4], [-1e4]]) + rng.normal(size=(2, 5)), labels(rng, 2, 5)),
        "margins of 10000": (margins, np.array([2, 1])),
    }


def labelled_layouts(rng: Rng) -> Labelled:
    y = labels(rng, 3, 4)
    drawn = {label: (*args, y) for label, args in matrix_scores(rng).items()}
    return {**drawn, "labels in a list": (rng.normal(size=(3, 4)), y.tolist())}


def problems(rng: Rng) -> Labelled:
    """Without a penalty."""
    return {
        "6 samples, 5 inputs, 4 classes": _problem(rng, 6, 5, 4, 0.0),
        "4 samples, 4 inputs, 4 classes": _problem(rng, 4, 4, 4, 0.0),
        "1 sample, 3 inputs, 5 classes": _problem(rng, 1, 3, 5, 0.0),
        "7 samples, 1 input, 3 classes": _problem(rng, 7, 1, 3, 0.0),
    }


def penalised_problems(rng: Rng) -> Labelled:
    return {
        "6 samples, 5 inputs, 4 classes, reg 0.37": _problem(rng, 6, 5, 4, 0.37),
        "4 samples, 4 inputs, 4 classes, reg 0.05": _problem(rng, 4, 4, 4, 0.05),
        "3 samples, 2 inputs, 5 classes, reg 3": _problem(rng, 3, 2, 5, 3),
    }


def steep_problems(rng: Rng) -> Labelled:
    """Scores of thousands, with margins to match; each true class is far behind in some sample."""
    W = 1000 * np.array([[1.0, -1, 0, 0.5], [0.25, 2, -1, 0], [-2, 0.5, 1, -1]]) + rng.normal(size=(3, 4))
    X = np.array([[1.0, 0, 0], [0, 1, 0], [0, 0, 1], [1, 1, 1], [0.001, 0, -0.001]])
    far = np.array([[0.0, 1000], [3000, 0]])
    ladder = _ladder(rng)[:, None]
    return {
        "scores [[0, 1000], [3000, 0]], labels [0, 0]": (far, np.eye(2), np.array([0, 0]), 0.0),
        "5 samples with scores of thousands": (W, X, np.array([1, 2, 0, 3, 2]), 0.0),
        "margins from 5 to 690": (np.array([[0.0, -1]]), ladder, np.ones(len(ladder), dtype=int), 0.0),
    }


def problem_layouts(rng: Rng) -> Labelled:
    W, X, y, reg = _problem(rng, 3, 5, 4, 0.0)
    return {
        "arrays that must come back as they were": (W, X, y, reg),
        "integers": (rng.integers(-2, 3, size=(5, 4)), rng.integers(-2, 3, size=(3, 5)), y, 0),
        "arrays in Fortran order": (np.asfortranarray(W), np.asfortranarray(X), y, reg),
        "every second column of an array": (strided(W), strided(X), y, reg),
        "read-only arrays": (read_only(W), read_only(X), read_only(y), reg),
        "labels in a list": (W, X, y.tolist(), reg),
    }


def _problem(rng: Rng, N: int, D: int, C: int, reg: float) -> Args:
    return rng.normal(size=(D, C)), rng.normal(size=(N, D)), labels(rng, N, C), reg


def _ladder(rng: Rng) -> np.ndarray:
    """Margins on both sides of every small number that people add inside a logarithm, up to where exp() ends."""
    margins = np.array([5.0, 8, 10, 12, 15, 17, 19, 21, 24, 26, 28, 32, 36, 40, 48, 60, 70, 100, 230, 400, 690])
    return margins + rng.uniform(0, 0.5, size=margins.shape)


def _tiny_probabilities(rng: Rng) -> np.ndarray:
    exponents = np.array([[300.0, 12, 8, 5, 17, 103, 31, 20], [9, 250, 7, 15, 4, 30, 101, 22]])
    tiny = 10.0**-exponents * rng.uniform(1, 2, size=exponents.shape)
    return np.column_stack([tiny, 1 - tiny.sum(axis=1)])
