"""The inputs that show what an answer of notebook 02 does; what is wanted of it stands in `checks.cross_entropy`.

Sizes are odd and unequal, and once all equal. What makes an input hard stands in it as a number, not left to the draw.
A label says to the learner what the input is.
"""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np

from autograder.checks.arrays import labels, read_only, strided
from autograder.checks.base import Args

Rng = np.random.Generator
Labelled = Mapping[str, Args]
KEPT = "an array that must come back as it was"  # first: it shows a change before a read-only array stops the code


def numbers(rng: Rng) -> Labelled:
    """Arrays of any shape, with both signs in each."""
    return {
        "7 numbers between -6 and 6": (np.append(rng.uniform(-6, 6, size=5), [-2.5, 1.5]),),
        "a matrix of shape (4, 4)": (2 * rng.normal(size=(4, 4)),),
        "an array of shape (2, 3, 5)": (2 * rng.normal(size=(2, 3, 5)),),
        "one number, 0": (np.zeros(1),),
    }


def large_numbers(rng: Rng) -> Labelled:
    near = np.array([-1000.0, -750, -745, -710, -709, -100, -40, 40, 100, 709, 710, 745, 750, 1000])
    return {
        "numbers up to 40": (np.array([-40.0, -37, -30, -20, -10, 10, 20, 30, 37, 40]) + rng.uniform(0, 0.5, 10),),
        "numbers up to 1000": (near,),
        "numbers up to 1e308": (np.array([[-1e308, -1e16, -1e4], [1e4, 1e16, 1e308]]),),
        "a large negative number beside small ones": (np.append(rng.normal(size=3), -800 + rng.normal()),),
    }


def layouts(rng: Rng) -> Labelled:
    x = 2 * rng.normal(size=(3, 4))
    return {
        KEPT: (x,),
        "integers": (rng.permutation(np.arange(-6, 6)).reshape(3, 4),),
        "an array in Fortran order": (np.asfortranarray(x),),
        "every second column of an array": (strided(x),),
        "a read-only array": (read_only(x),),
    }


def sigmoids(rng: Rng) -> Labelled:
    """Values of a sigmoid, the saturated ends included."""
    return {
        "7 values of a sigmoid": (rng.uniform(0.02, 0.98, size=7),),
        "a matrix of values, shape (4, 4)": (rng.uniform(size=(4, 4)),),
        "values at and near the ends": (np.array([[0, 1e-9, 0.25], [0.5, 1 - 1e-9, 1]]),),
    }


def sigmoid_layouts(rng: Rng) -> Labelled:
    s = rng.uniform(0.02, 0.98, size=(3, 4))
    return {
        KEPT: (s,),
        "an array in Fortran order": (np.asfortranarray(s),),
        "every second column of an array": (strided(s),),
        "a read-only array": (read_only(s),),
        "integers, 0 and 1": (rng.permutation(np.array([0, 1, 1, 0, 1, 0])).reshape(2, 3),),
    }


def kinks(rng: Rng) -> Labelled:
    """Both sides of 0, 0 itself with both of its signs, and numbers next to it."""
    x = rng.normal(size=(4, 5))
    x[1, 2] = x[3, 0] = 0
    return {
        "a matrix of shape (4, 5) with two zeros": (x,),
        "small numbers on both sides of 0": (np.array([-1e-300, -1e-9, -0.0, 0.0, 1e-9, 1e-300, 0.5]),),
        "large numbers": (np.array([[3.0, -7], [1e308, -1e308]]) + np.round(rng.uniform(size=(2, 2)), 3),),
    }


def binary(rng: Rng) -> Labelled:
    return {
        "7 samples": (2 * rng.normal(size=7), labels(rng, 7, 2)),
        "4 samples": (rng.normal(size=4), labels(rng, 4, 2)),
        "1 sample": (rng.normal(size=1), np.array([1])),
        "6 samples, all with label 0": (2 * rng.normal(size=6), np.zeros(6, dtype=int)),
    }


def binary_margins(rng: Rng) -> Labelled:
    """Every sample of the second and third is far on the wrong side; in the last, right and wrong are mixed."""
    behind = np.array([5.0, 8, 10, 12, 15, 17, 19, 21, 24, 28, 32, 36, 40, 60, 100, 400, 700, 760]) + rng.uniform()
    far = 1e4 * np.array([1.0, -1, 0.5, -0.5, 1, -1]) + rng.normal(size=6)
    return {
        "logits [1000, -3000], labels [0, 1]": (np.array([1000.0, -3000]), np.array([0, 1])),
        "label 1, logits from -5 to -760": (-behind, np.ones(len(behind), dtype=int)),
        "label 0, logits from 5 to 760": (behind, np.zeros(len(behind), dtype=int)),
        "logits of 10000": (far, np.array([1, 0, 0, 1, 0, 1])),
        "label 1, logit -720": (np.array([-720 - rng.uniform()]), np.array([1])),
        "one sample, all but certain and right": (np.array([36 + rng.uniform()]), np.array([1])),
    }


def binary_layouts(rng: Rng) -> Labelled:
    z, y = 2 * rng.normal(size=5), labels(rng, 5, 2)
    return {
        "arrays that must come back as they were": (z, y),
        "integers": (np.array([-3, 2, 0, -1, 4]), y),
        "every second entry of an array": (strided(z), strided(y)),
        "read-only arrays": (read_only(z), read_only(y)),
        "labels in a list": (z, y.tolist()),
        "labels as floats": (z, y.astype(float)),
    }


def labelled_scores(rng: Rng) -> Labelled:
    return {
        "6 samples, 4 classes": (rng.normal(size=(6, 4)), labels(rng, 6, 4)),
        "4 samples, 4 classes": (rng.normal(size=(4, 4)), labels(rng, 4, 4)),
        "1 sample, 5 classes": (rng.normal(size=(1, 5)), labels(rng, 1, 5)),
        "7 samples, 3 classes, scores around 5": (5 + rng.normal(size=(7, 3)), labels(rng, 7, 3)),
    }


def large_scores(rng: Rng) -> Labelled:
    mixed = np.array([[1000.0, 0, 0], [0, 1, 2]]) + rng.normal(size=(2, 3))
    margins = 1e4 * np.array([[1.0, 0, -1, 0.5], [-1, -2, -3, 0]]) + rng.normal(size=(2, 4))
    return {
        "a row of large scores above a row of small ones": (mixed, np.array([1, 2])),
        "scores near -1000": (-1000 + rng.normal(size=(3, 4)), labels(rng, 3, 4)),
        "margins of 10000": (margins, np.array([2, 3])),
    }


def score_layouts(rng: Rng) -> Labelled:
    y, scores = labels(rng, 3, 4), rng.normal(size=(3, 4))
    return {
        "arrays that must come back as they were": (scores, y),
        "integers": (rng.integers(-4, 5, size=(3, 4)), y),
        "an array in Fortran order": (np.asfortranarray(scores), y),
        "every second column of an array": (strided(scores), y),
        "read-only arrays": (read_only(scores), read_only(y)),
        "labels in a list": (scores, y.tolist()),
    }


def predictions(rng: Rng) -> Labelled:
    return {
        "6 samples, 4 numbers each": (3 * rng.normal(size=(6, 4)), rng.normal(size=(6, 4))),
        "4 samples, 4 numbers each": (rng.normal(size=(4, 4)), rng.normal(size=(4, 4))),
        "7 single numbers": (rng.normal(size=7), 3 + rng.normal(size=7)),
        "1 sample, 5 numbers": (rng.normal(size=(1, 5)), rng.normal(size=(1, 5))),
        "an array of shape (2, 3, 5)": (rng.normal(size=(2, 3, 5)), rng.normal(size=(2, 3, 5))),
    }


def prediction_layouts(rng: Rng) -> Labelled:
    pred, target = rng.normal(size=(3, 4)), rng.normal(size=(3, 4))
    return {
        "arrays that must come back as they were": (pred, target),
        "integers": (rng.integers(-4, 5, size=(3, 4)), rng.integers(-4, 5, size=(3, 4))),
        "arrays in Fortran order": (np.asfortranarray(pred), np.asfortranarray(target)),
        "every second column of an array": (strided(pred), strided(target)),
        "read-only arrays": (read_only(pred), read_only(target)),
    }


def perceptrons(rng: Rng) -> Labelled:
    return {
        "5 inputs, 4 outputs": _perceptron(rng, 5, 4),
        "3 inputs, 3 outputs": _perceptron(rng, 3, 3),
        "1 input, 5 outputs": _perceptron(rng, 1, 5),
        "6 inputs, 1 output": _perceptron(rng, 6, 1),
        "targets 0 and 1": (rng.normal(size=4), rng.normal(size=(4, 3)), np.array([0.0, 1, 1])),
    }


def perceptron_layouts(rng: Rng) -> Labelled:
    x, W, target = _perceptron(rng, 4, 3)
    whole = (rng.permutation(np.array([-2, 1, 3, 0])), rng.integers(-1, 2, size=(4, 3)), np.array([0, 1, 0]))
    return {
        "arrays that must come back as they were": (x, W, target),
        "integers": whole,
        "W in Fortran order": (x, np.asfortranarray(W), target),
        "every second entry of an array": (strided(x), strided(W), strided(target)),
        "read-only arrays": (read_only(x), read_only(W), read_only(target)),
    }


def _perceptron(rng: Rng, D: int, K: int) -> Args:
    return rng.normal(size=D), rng.normal(size=(D, K)), rng.uniform(size=K)
