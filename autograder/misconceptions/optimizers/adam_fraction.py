# mypy: allow-untyped-defs, allow-untyped-calls
"""What students write in the last line of `adam`: the fraction, its root and its epsilon."""

from __future__ import annotations

import numpy as np

from autograder.misconceptions.optimizers import words
from autograder.misconceptions.optimizers.adam_moments import _with, first, second
from autograder.misconceptions.optimizers.right import moments, wrong_core


@wrong_core("adam", "epsilon-before-correction", "Epsilon is added before the correction",
            "This form has an epsilon of its own, in the paper's section 2. Is yours corrected along with v?",
            "Correct both averages first. Then take the root, and add epsilon last.")  # fmt: skip
def epsilon_hat(w, dw, c):
    moments(dw, c)
    rate = c["learning_rate"] * np.sqrt(1 - c["beta2"] ** c["t"]) / (1 - c["beta1"] ** c["t"])
    return w - rate * c["m"] / (np.sqrt(c["v"]) + c["epsilon"])


def line(fraction):
    """A last line made of a denominator."""
    return lambda w, m, v, c: w - c["learning_rate"] * fraction(m, v, c)


for id_words, last in (
    (words.EPSILON_INSIDE, line(lambda m, v, c: m / np.sqrt(v + c["epsilon"]))),
    (words.EPSILON_INSIDE, line(lambda m, v, c: m / np.sqrt(v + c["epsilon"] ** 2))),
    (words.NO_EPSILON, line(lambda m, v, c: m / np.sqrt(v))),
    (words.NO_ROOT, line(lambda m, v, c: m / (v + c["epsilon"]))),
    (words.NO_EPSILON, line(lambda m, v, c: m / np.sqrt(v) + c["epsilon"])),
    (words.NO_EPSILON, lambda w, m, v, c: w - c["learning_rate"] * m / np.sqrt(v) + c["epsilon"]),
    (words.NO_RATE, lambda w, m, v, c: w - m / (np.sqrt(v) + c["epsilon"])),
    (("multiplies", "The root multiplies", "A weight with large gradients should get smaller steps, not larger ones."),
     line(lambda m, v, c: m * (np.sqrt(v) + c["epsilon"]))),
    (("upside-down", "The fraction is upside down", "Which average gives the direction, and which the scale?"),
     line(lambda m, v, c: np.sqrt(v) / (m + c["epsilon"]))),
    (("epsilon-as-floor", "Epsilon is taken as the smallest denominator",
      "Is epsilon added, or compared? For a root of 0.2 and an epsilon of 0.1, what is the denominator?"),
     line(lambda m, v, c: m / np.maximum(np.sqrt(v), c["epsilon"]))),
    (("root-of-both", "The root is taken of the whole denominator or numerator",
      "Only the average of the squares needs a root. What else is under yours?"),
     line(lambda m, v, c: np.sqrt(np.abs(m)) * np.sign(m) / (np.sqrt(v) + c["epsilon"]))),
    (("epsilon-negative", "Epsilon is subtracted", "Can your denominator become 0, or negative?"),
     line(lambda m, v, c: m / (np.sqrt(v) - c["epsilon"]))),
):  # fmt: skip
    wrong_core("adam", *id_words)(_with(first, second, last))


@wrong_core("adam", "gradient-not-average", "The step goes along the last gradient, not along the average",
            "The direction should remember earlier gradients. What stands above your line?")  # fmt: skip
def gradient_not_average(w, dw, c):
    moments(dw, c)
    v_hat = c["v"] / (1 - c["beta2"] ** c["t"])
    return w - c["learning_rate"] * dw / (np.sqrt(v_hat) + c["epsilon"])


@wrong_core("adam", "gradient-below", "The division is by the last gradient, not by the average of squares",
            "Gradients jump from step to step. What makes the scale steady?")  # fmt: skip
def gradient_below(w, dw, c):
    moments(dw, c)
    m_hat = c["m"] / (1 - c["beta1"] ** c["t"])
    return w - c["learning_rate"] * m_hat / (np.abs(dw) + c["epsilon"])
