# mypy: allow-untyped-defs, allow-untyped-calls
"""What students write for `sigmoid_grad`."""

from __future__ import annotations

import numpy as np

from autograder.misconceptions import common, wrong

REAPPLIES = (
    "reapplies-sigmoid",
    "The sigmoid is taken a second time",
    "The argument is s = sigmoid(x) already, not x.",
    "With s = 0.5 the slope is 1/4. Which number goes into your formula there?",
)


@wrong("sigmoid_grad", *REAPPLIES)
def reapplies_sigmoid(s):
    again = 1 / (1 + np.exp(-s))
    return again * (1 - again)


@wrong("sigmoid_grad", *REAPPLIES)
def quotient_of_exponentials(s):
    return np.exp(-s) / (1 + np.exp(-s)) ** 2


@wrong(
    "sigmoid_grad",
    "returns-sigmoid",
    "This is a sigmoid, not a slope",
    "A slope is asked for. Where the sigmoid is flat, near 0 and near 1, it is small.",
)
def returns_sigmoid(s):
    return 1 / (1 + np.exp(-s))


@wrong("sigmoid_grad", "returns-sigmoid")
def returns_argument(s):
    return s * 1.0


@wrong(
    "sigmoid_grad",
    "sign",
    "The slope has the other sign",
    "The sigmoid rises everywhere. Which sign has its slope?",
    "Which of the two, s or 1, is the larger one? In which order do you subtract them?",
)
def other_sign(s):
    return s * (s - 1)


@wrong("sigmoid_grad", "sign")
def minus_in_front(s):
    return -s * (1 - s)


@wrong(
    "sigmoid_grad",
    "plus-for-minus",
    "The slope does not vanish where the sigmoid is flat",
    "At s = 1 the sigmoid is saturated. What does your formula give there?",
)
def plus_for_minus(s):
    return s * (1 + s)


@wrong("sigmoid_grad", "plus-for-minus")
def a_sum(s):
    return s + (1 - s)


@wrong(
    "sigmoid_grad",
    "one-factor",
    "One of the two factors is missing",
    "The sigmoid is flat at both of its ends, s = 0 and s = 1. How many factors does that take?",
)
def the_second_factor(s):
    return 1 - s


@wrong(
    "sigmoid_grad",
    "slope-of-tanh",
    "This is the slope of tanh",
    "At s = 0 the sigmoid is flat; tanh is steepest where it is 0. Which of the two is your formula for?",
)
def slope_of_tanh(s):
    return 1 - s**2


@wrong(
    "sigmoid_grad",
    "a-power-too-many",
    "A factor has a power that does not belong there",
    "The slope is largest, 1/4, at s = 1/2. What does your formula give there?",
)
def squared_first(s):
    return s**2 * (1 - s)


@wrong("sigmoid_grad", "a-power-too-many")
def squared_second(s):
    return s * (1 - s) ** 2


@wrong("sigmoid_grad", "a-power-too-many")
def squared_inside(s):
    return s * (1 - s**2)


@wrong("sigmoid_grad", "a-power-too-many")
def both_squared(s):
    return (s * (1 - s)) ** 2


@wrong(
    "sigmoid_grad",
    "slope-of-logarithm",
    "This is the slope of a logarithm",
    "s * (1 - s) in a denominator is the slope of the inverse of the sigmoid.",
)
def slope_of_the_inverse(s):
    return 1 / (s * (1 - s))


@wrong(
    "sigmoid_grad",
    "matrix-product",
    "A product of matrices, not of entries",
    "Each entry has a slope of its own. Which operator multiplies entry by entry?",
)
def matrix_product(s):
    return s @ (1 - s)


@wrong("sigmoid_grad", "matrix-product")
def dot_with_transposed(s):
    return np.dot(s, (1 - s).T)


@wrong(
    "sigmoid_grad",
    "not-elementwise",
    "The slopes do not come back one for each entry",
    "The result has the shape of the argument: one slope for each entry.",
)
def jacobian(s):
    return np.diag((s * (1 - s)).ravel())


@wrong("sigmoid_grad", "not-elementwise")
def summed(s):
    return np.sum(s * (1 - s))


@wrong("sigmoid_grad", "not-elementwise")
def averaged(s):
    return np.mean(s * (1 - s))


@wrong("sigmoid_grad", *common.FLOAT32)
def float32(s):
    s = s.astype(np.float32)
    return s * (1 - s)


@wrong("sigmoid_grad", *common.MUTATES_INPUT)
def in_place(s):
    s *= 1 - s
    return s


@wrong("sigmoid_grad", *common.MUTATES_INPUT)
def subtracts_in_place(s):
    rest = 1 - s
    np.multiply(s, rest, out=s)
    return s


_BUFFERS: dict[tuple[int, ...], np.ndarray] = {}


@wrong("sigmoid_grad", *common.SHARED_BUFFER)
def shared_buffer(s):
    out = _BUFFERS.setdefault(s.shape, np.empty(s.shape))
    out[...] = s * (1 - s)
    return out
