# mypy: allow-untyped-defs, allow-untyped-calls
"""What students write for `sigmoid`: other curves, and other shapes."""

from __future__ import annotations

import math

import numpy as np

from autograder.misconceptions import wrong
from autograder.misconceptions.cross_entropy.right import sigmoid

SIGN = (
    "sign-of-exponent",
    "The curve falls where it should rise",
    "Let x be large and positive. Should the result be near 1 or near 0?",
    "Which sign has the exponent in the formula? And in each half of your code?",
)


@wrong("sigmoid", *SIGN)
def no_minus(x):
    return sigmoid(-x)


@wrong("sigmoid", *SIGN)
def halves_swapped(x):
    e = np.exp(-np.abs(x))
    return np.where(x >= 0, e, 1) / (1 + e)


@wrong(
    "sigmoid",
    "one-half-for-both",
    "One of the two halves is used on both sides of 0",
    "Compare your results for 2 and -2: they should add up to 1.",
    "The exponent must not be positive, but x itself may. What changes in the formula when x changes its sign?",
)
def absolute_value(x):
    return 1 / (1 + np.exp(-np.abs(x)))


@wrong("sigmoid", "one-half-for-both")
def lower_half_only(x):
    e = np.exp(-np.abs(x))
    return e / (1 + e)


@wrong(
    "sigmoid",
    "missing-brackets",
    "A pair of brackets is missing",
    "Python divides before it adds. What is divided by what in your line?",
    "Read your line for x = 0 aloud, one operation at a time. It should give 1/2.",
)
def one_over_one(x):
    return 1 / 1 + np.exp(-x)


@wrong("sigmoid", "missing-brackets")
def quotient_without_brackets(x):
    return np.exp(x) / 1 + np.exp(x)


@wrong(
    "sigmoid",
    "minus-in-denominator",
    "The denominator has a minus where it has a plus",
    "What does your function give at 0? The sigmoid is 1/2 there.",
)
def minus_in_denominator(x):
    return 1 / (1 - np.exp(-x))


@wrong(
    "sigmoid",
    "tanh-argument",
    "tanh is stretched, but its argument is not",
    "(1 + tanh(t)) / 2 is a sigmoid. Is it that of t?",
    "Compare the slopes at 0: tanh has slope 1 there, the sigmoid 1/4.",
)
def half_of_tanh(x):
    return (1 + np.tanh(x)) / 2


@wrong("sigmoid", "tanh-argument")
def tanh_itself(x):
    return np.tanh(x)


@wrong("sigmoid", "tanh-argument")
def tanh_of_half(x):
    return np.tanh(x / 2)


@wrong(
    "sigmoid",
    "softmax-instead",
    "The entries are made to sum to one",
    "The sigmoid looks at one number at a time. Does yours change for one entry when another one changes?",
)
def softmax_over_all(x):
    e = np.exp(x - x.max())
    return e / e.sum()


@wrong("sigmoid", "softmax-instead")
def softmax_of_rows(x):
    e = np.exp(x - x.max(axis=-1, keepdims=True))
    return e / e.sum(axis=-1, keepdims=True)


@wrong(
    "sigmoid",
    "other-base",
    "The power has another base than e",
    "`np.exp` is the power of e. Which base stands in your line?",
)
def base_two(x):
    return 1 / (1 + 2.0**-x)


@wrong("sigmoid", "other-base")
def base_ten(x):
    return 1 / (1 + 10.0**-x)


@wrong(
    "sigmoid",
    "returns-slope",
    "This is the slope of the sigmoid",
    "Your result is largest at 0. Should the sigmoid be?",
)
def slope(x):
    s = sigmoid(x)
    return s * (1 - s)


@wrong(
    "sigmoid",
    "returns-logarithm",
    "This is the logarithm of the sigmoid",
    "All your results are negative. Between which two numbers lies the sigmoid?",
)
def logarithm(x):
    return -np.logaddexp(0, -x)


@wrong(
    "sigmoid",
    "step",
    "Only 0 and 1 come out",
    "The sigmoid is smooth: what should it give at 0.1, and what at -0.1?",
)
def step(x):
    return (x > 0) * 1.0


@wrong("sigmoid", "step")
def rounded_to_whole(x):
    return np.round(sigmoid(x))


@wrong(
    "sigmoid",
    "other-curve",
    "Another curve of the same kind",
    "Many functions go from 0 to 1 in an S. The one asked for is made with exp().",
    "Compare with the formula at x = 1: it is 0.7311.",
)
def algebraic(x):
    return (1 + x / (1 + np.abs(x))) / 2


@wrong("sigmoid", "other-curve")
def hard(x):
    return np.clip(0.25 * x + 0.5, 0, 1)


@wrong("sigmoid", "other-curve")
def hard_of_keras(x):
    return np.clip(0.2 * x + 0.5, 0, 1)


@wrong(
    "sigmoid",
    "branch-on-array",
    "`if` asks one question, and an array has many answers",
    "`x >= 0` is an array of truth values. Which of them should `if` go by?",
    "Masks, such as x[x >= 0], choose entry by entry.",
)
def branch_on_array(x):
    if x >= 0:
        return 1 / (1 + np.exp(-x))
    return np.exp(x) / (1 + np.exp(x))


@wrong(
    "sigmoid",
    "one-number-at-a-time",
    "Your code takes one number, or one row of them",
    "x may be an array of any shape. `math.exp` takes a single number; what takes an array?",
)
def math_exp(x):
    return 1 / (1 + math.exp(-x))


@wrong("sigmoid", "one-number-at-a-time")
def list_of_numbers(x):
    return np.array([1 / (1 + math.exp(-v)) if v >= 0 else math.exp(v) / (1 + math.exp(v)) for v in x])


@wrong(
    "sigmoid",
    "flattened",
    "The shape is lost",
    "Each entry has its sigmoid, but they come back as one long row.",
    "Which line makes a vector of your array, and how does its shape come back?",
)
def flattened(x):
    return sigmoid(x.ravel())
