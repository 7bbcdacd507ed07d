# mypy: allow-untyped-defs, allow-untyped-calls
"""What students write for `softmax_temperature`: the temperature in another place, shifts that no longer protect."""

from __future__ import annotations

import numpy as np

from autograder.misconceptions import common, wrong
from autograder.misconceptions.softmax import right


@wrong(
    "softmax_temperature",
    "multiplied",
    "The temperature multiplies the scores",
    "At a high temperature the probabilities should become equal; yours become sharper.",
    "What must happen to the differences between scores when it gets hotter?",
)
def multiplied(scores, temperature):
    return right.softmax(scores * temperature)


@wrong(
    "softmax_temperature",
    "ignored",
    "The temperature has no effect",
    "Try temperature 1 and temperature 10: your probabilities are the same.",
    "Does the temperature cancel somewhere? A common factor, or a constant added to every score, does.",
)
def ignored(scores, temperature):
    return right.softmax(scores)


@wrong("softmax_temperature", "ignored")
def cancels(scores, temperature):
    e = np.exp(scores - scores.max(axis=1, keepdims=True)) / temperature
    return e / e.sum(axis=1, keepdims=True)


@wrong("softmax_temperature", "ignored")
def subtracted(scores, temperature):
    return right.softmax(scores - temperature)


@wrong(
    "softmax_temperature",
    "applied-to-probabilities",
    "The temperature is applied to the probabilities",
    "Add up a row: it no longer gives 1.",
    "The temperature belongs to the scores, before exp().",
)
def divides_probabilities(scores, temperature):
    return right.softmax(scores) / temperature


@wrong("softmax_temperature", "applied-to-probabilities")
def multiplies_probabilities(scores, temperature):
    return right.softmax(scores) * temperature


@wrong("softmax_temperature", "applied-to-probabilities")
def power_not_normalised(scores, temperature):
    return right.softmax(scores) ** (1 / temperature)


@wrong(
    "softmax_temperature",
    "power-of-softmax",
    "Probabilities are raised to a power after they have underflowed",
    "p ** (1 / T), normalised again, is right on paper. Where is a probability already 0, and what comes of it then?",
    "Do the scaling while the numbers are still scores.",
)
def power_of_softmax(scores, temperature):
    e = right.softmax(scores) ** (1 / temperature)
    return e / e.sum(axis=1, keepdims=True)


@wrong(
    "softmax_temperature",
    "one-place-only",
    "The temperature is in the numerator or the denominator, not in both",
    "Add up a row: it no longer gives 1.",
    "Scale the scores first, and use the scaled ones in both places.",
)
def in_numerator(scores, temperature):
    shifted = scores - scores.max(axis=1, keepdims=True)
    return np.exp(shifted / temperature) / np.exp(shifted).sum(axis=1, keepdims=True)


@wrong("softmax_temperature", "one-place-only")
def in_denominator(scores, temperature):
    shifted = scores - scores.max(axis=1, keepdims=True)
    return np.exp(shifted) / np.exp(shifted / temperature).sum(axis=1, keepdims=True)


@wrong("softmax_temperature", *common.NO_SHIFT)
def no_shift(scores, temperature):
    e = np.exp(scores / temperature)
    return e / e.sum(axis=1, keepdims=True)


@wrong(
    "softmax_temperature",
    "shift-not-scaled",
    "The maximum is that of the unscaled scores",
    "At temperature 1e-8, a score of 2 becomes 2e8. What is left of it after subtracting 2?",
    "The largest number in exp() should be 0. In which order do you scale and shift?",
)
def shift_not_scaled(scores, temperature):
    e = np.exp(scores / temperature - scores.max(axis=1, keepdims=True))
    return e / e.sum(axis=1, keepdims=True)


@wrong("softmax_temperature", *common.GLOBAL_MAX)
def global_max(scores, temperature):
    e = np.exp((scores - scores.max()) / temperature)
    return e / e.sum(axis=1, keepdims=True)


@wrong("softmax_temperature", *common.SUBTRACT_MEAN)
def subtract_mean(scores, temperature):
    e = np.exp((scores - scores.mean(axis=1, keepdims=True)) / temperature)
    return e / e.sum(axis=1, keepdims=True)


@wrong("softmax_temperature", *common.SUBTRACT_MIN)
def subtract_min(scores, temperature):
    e = np.exp((scores - scores.min(axis=1, keepdims=True)) / temperature)
    return e / e.sum(axis=1, keepdims=True)
