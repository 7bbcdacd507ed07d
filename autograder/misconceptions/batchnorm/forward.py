# mypy: allow-untyped-defs, allow-untyped-calls
"""What students write for `batchnorm_forward`: the formula in train mode."""

from __future__ import annotations

import numpy as np

from autograder.misconceptions import common, wrong
from autograder.misconceptions.batchnorm import right

EXERCISE = "batchnorm_forward"


def _normalising(normalise):
    """An answer whose formula, given x, mean, var, eps, gamma and beta, is the same in both modes."""

    def answer(x, gamma, beta, bn_param):
        mean, var = right.statistics(x, bn_param)
        return normalise(x, mean, var, right.settings(x, bn_param)[0], gamma, beta), None

    return answer


EPS_OUTSIDE = (
    "eps-outside-sqrt",
    "Epsilon stands outside the square root",
    "What is added to what before the root is taken?",
    "Put in numbers: variance 0 and eps 0.01. By what is divided in your code, and by what in the formula?",
)
wrong(EXERCISE, *EPS_OUTSIDE)(_normalising(lambda x, m, v, e, g, b: g * (x - m) / (np.sqrt(v) + e) + b))
wrong(EXERCISE, *EPS_OUTSIDE)(_normalising(lambda x, m, v, e, g, b: g * (x - m) / (np.sqrt(v) + np.sqrt(e)) + b))
wrong(
    EXERCISE, "eps-missing",
    "Epsilon is not used",
    "What does your formula give for a column whose numbers are all equal?",
)(_normalising(lambda x, m, v, e, g, b: g * (x - m) / np.sqrt(v) + b))  # fmt: skip
for _eps in (1e-5, 1e-8, 1e-6, 1e-7, 1e-10, 1e-3):
    wrong(
        EXERCISE, "eps-fixed",
        "Epsilon is a number of your own",
        "bn_param may hold another eps. Where in your code is it read?",
    )(_normalising(lambda x, m, v, e, g, b, eps=_eps: g * (x - m) / np.sqrt(v + eps) + b))  # fmt: skip
wrong(
    EXERCISE, "eps-squared",
    "Epsilon is squared",
    "The formula adds eps itself to the variance.",
)(_normalising(lambda x, m, v, e, g, b: g * (x - m) / np.sqrt(v + e**2) + b))  # fmt: skip
wrong(
    EXERCISE, "eps-subtracted",
    "Epsilon is subtracted",
    "Epsilon keeps the root away from 0. Which sign does that take?",
)(_normalising(lambda x, m, v, e, g, b: g * (x - m) / np.sqrt(np.abs(v - e)) + b))  # fmt: skip
DIVIDES_BY_VAR = (
    "divides-by-variance",
    "The square root is missing",
    "Measure x in metres, then in centimetres. By which factor does its variance grow, and by which its spread?",
    "After the division the variance of each column should be about 1. Is it?",
)
wrong(EXERCISE, *DIVIDES_BY_VAR)(_normalising(lambda x, m, v, e, g, b: g * (x - m) / (v + e) + b))
wrong(EXERCISE, *DIVIDES_BY_VAR)(_normalising(lambda x, m, v, e, g, b: g * (x - m) / v + b))
wrong(EXERCISE, "multiplies-by-spread", "The spread multiplies where it should divide",
      "A column of large numbers should become one of size 1. Does yours?",
)(_normalising(lambda x, m, v, e, g, b: g * (x - m) * np.sqrt(v + e) + b))  # fmt: skip
wrong(EXERCISE, "not-centred", "The mean is not subtracted",
      "With gamma = 1 and beta = 0, what is the mean of each column of the output? What should it be?",
)(_normalising(lambda x, m, v, e, g, b: g * x / np.sqrt(v + e) + b))  # fmt: skip
wrong(EXERCISE, "not-scaled", "Nothing is divided by the spread",
      "With gamma = 1 and beta = 0, what is the variance of each column of the output? What should it be?",
)(_normalising(lambda x, m, v, e, g, b: g * (x - m) + b))  # fmt: skip
wrong(EXERCISE, "mean-minus-x", "The mean and x are the wrong way round",
      "Where x is above the mean, x_hat should be positive.",
)(_normalising(lambda x, m, v, e, g, b: g * (m - x) / np.sqrt(v + e) + b))  # fmt: skip
wrong(EXERCISE, "no-gamma", "Gamma is not used",
      "How would the layer learn to have a spread other than 1?",
)(_normalising(lambda x, m, v, e, g, b: (x - m) / np.sqrt(v + e) + b))  # fmt: skip
wrong(EXERCISE, "no-beta", "Beta is not used",
      "How would the layer learn to have a mean other than 0?",
)(_normalising(lambda x, m, v, e, g, b: g * (x - m) / np.sqrt(v + e)))  # fmt: skip
wrong(EXERCISE, "no-gamma-beta", "Gamma and beta are not used",
      "After the normalisation each column is scaled and shifted. Which line does that?",
)(_normalising(lambda x, m, v, e, g, b: (x - m) / np.sqrt(v + e)))  # fmt: skip
wrong(EXERCISE, "gamma-beta-swapped", "Gamma and beta have changed places",
      "One of them scales, the other shifts. Which is the one that starts at 1?",
)(_normalising(lambda x, m, v, e, g, b: b * (x - m) / np.sqrt(v + e) + g))  # fmt: skip
SHIFTED_FIRST = ("shift-before-scale", "Beta is added before the scaling is done",
                 "In which order do gamma and beta act on x_hat? Set a pair of brackets.")  # fmt: skip
wrong(EXERCISE, *SHIFTED_FIRST)(_normalising(lambda x, m, v, e, g, b: g * ((x - m) / np.sqrt(v + e) + b)))
wrong(EXERCISE, *SHIFTED_FIRST)(_normalising(lambda x, m, v, e, g, b: (g * (x - m) + b) / np.sqrt(v + e)))
wrong(EXERCISE, "gamma-inverted", "Gamma divides",
      "The learned scale multiplies x_hat.",
)(_normalising(lambda x, m, v, e, g, b: (x - m) / (g * np.sqrt(v + e)) + b))  # fmt: skip
wrong(EXERCISE, "beta-subtracted", "Beta is subtracted",
      "The learned shift is added.",
)(_normalising(lambda x, m, v, e, g, b: g * (x - m) / np.sqrt(v + e) - b))  # fmt: skip
wrong(EXERCISE, "precedence", "Brackets are missing in the numerator",
      "`x - mu / sigma` divides only the mean. What should be divided?",
)(_normalising(lambda x, m, v, e, g, b: g * (x - m / np.sqrt(v + e)) + b))  # fmt: skip
wrong(EXERCISE, *common.FLOAT32)(
    _normalising(lambda x, m, v, e, g, b: (g * (x - m) / np.sqrt(v + e) + b).astype(np.float32))
)
