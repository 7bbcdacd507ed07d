# mypy: allow-untyped-defs, allow-untyped-calls
"""What students write for `tanh_from_sigmoid`."""

from __future__ import annotations

import numpy as np

from autograder.misconceptions import common, wrong

IGNORES = (
    "ignores-sigmoid",
    "The sigmoid that you were given is not used",
    "The task is to make tanh out of the function in the second argument.",
    "Which multiple of x does that function get, and what is done with what comes back?",
)
ARGUMENT = (
    "argument-not-doubled",
    "The argument of the sigmoid has another factor",
    "tanh has slope 1 at 0, the sigmoid 1/4. Which slope has your result at 0?",
    "Follow the exponent in your derivation: exp(-2x) is the sigmoid's exponent for which argument?",
)
RANGE = (
    "range-not-stretched",
    "The result does not run from -1 to 1",
    "The sigmoid runs from 0 to 1, tanh from -1 to 1. Which factor and which shift take one to the other?",
    "tanh(0) is 0. What is your result there?",
)


@wrong("tanh_from_sigmoid", *IGNORES)
def numpys(x, sigmoid):
    return np.tanh(x)


@wrong("tanh_from_sigmoid", *IGNORES)
def own_sigmoid(x, sigmoid):
    return 2 / (1 + np.exp(-2 * x)) - 1


@wrong("tanh_from_sigmoid", *IGNORES)
def exponentials(x, sigmoid):
    return (np.exp(x) - np.exp(-x)) / (np.exp(x) + np.exp(-x))


@wrong("tanh_from_sigmoid", *ARGUMENT)
def not_doubled(x, sigmoid):
    return 2 * sigmoid(x) - 1


@wrong("tanh_from_sigmoid", *ARGUMENT)
def halved(x, sigmoid):
    return 2 * sigmoid(x / 2) - 1


@wrong("tanh_from_sigmoid", *ARGUMENT)
def four_times(x, sigmoid):
    return 2 * sigmoid(4 * x) - 1


@wrong("tanh_from_sigmoid", *ARGUMENT)
def squared(x, sigmoid):
    return 2 * sigmoid(x**2) - 1


@wrong("tanh_from_sigmoid", *RANGE)
def sigmoid_alone(x, sigmoid):
    return sigmoid(2 * x)


@wrong("tanh_from_sigmoid", *RANGE)
def not_shifted(x, sigmoid):
    return 2 * sigmoid(2 * x)


@wrong("tanh_from_sigmoid", *RANGE)
def not_stretched(x, sigmoid):
    return sigmoid(2 * x) - 1


@wrong("tanh_from_sigmoid", *RANGE)
def shifted_up(x, sigmoid):
    return 2 * sigmoid(2 * x) + 1


@wrong("tanh_from_sigmoid", *RANGE)
def shifted_by_half(x, sigmoid):
    return sigmoid(2 * x) - 0.5


@wrong("tanh_from_sigmoid", *RANGE)
def stretched_after_the_shift(x, sigmoid):
    return 2 * (sigmoid(2 * x) - 1)


@wrong(
    "tanh_from_sigmoid",
    "minus-one-inside",
    "The 1 is subtracted inside the brackets",
    "Where does the sigmoid end in your line, and where does the subtraction belong?",
)
def minus_one_inside(x, sigmoid):
    return 2 * sigmoid(2 * x - 1)


@wrong(
    "tanh_from_sigmoid",
    "sign",
    "The curve falls where it should rise",
    "tanh has the sign of its argument. Which sign has your result for x = 1?",
)
def other_sign(x, sigmoid):
    return 1 - 2 * sigmoid(2 * x)


@wrong("tanh_from_sigmoid", "sign")
def minus_in_the_argument(x, sigmoid):
    return 2 * sigmoid(-2 * x) - 1


@wrong(
    "tanh_from_sigmoid",
    "returns-slope",
    "This is a slope",
    "Your result is largest at 0, where tanh is 0.",
)
def slope(x, sigmoid):
    s = sigmoid(2 * x)
    return 4 * s * (1 - s)


@wrong("tanh_from_sigmoid", "returns-slope")
def slope_of_sigmoid(x, sigmoid):
    return sigmoid(x) * (1 - sigmoid(x))


@wrong(
    "tanh_from_sigmoid",
    "inverse-relation",
    "This is the sigmoid made of tanh, not tanh made of the sigmoid",
    "(1 + tanh(x/2)) / 2 is the sigmoid of x. Solve that for tanh.",
)
def inverse_relation(x, sigmoid):
    return (1 + sigmoid(x / 2)) / 2


@wrong("tanh_from_sigmoid", "inverse-relation")
def inverse_relation_of_whole_argument(x, sigmoid):
    return (1 + sigmoid(x)) / 2


@wrong(
    "tanh_from_sigmoid",
    "sigmoid-twice",
    "The sigmoid is taken of a sigmoid",
    "One sigmoid is enough. What is its argument?",
)
def sigmoid_twice(x, sigmoid):
    return 2 * sigmoid(2 * sigmoid(x)) - 1


@wrong("tanh_from_sigmoid", *common.MUTATES_INPUT)
def doubles_in_place(x, sigmoid):
    x *= 2
    return 2 * sigmoid(x) - 1


@wrong("tanh_from_sigmoid", *common.INTEGER_OUTPUT)
def integer_output(x, sigmoid):
    out = np.zeros_like(x)
    out[...] = 2 * sigmoid(2 * x) - 1
    return out


@wrong("tanh_from_sigmoid", *common.FLOAT32)
def float32(x, sigmoid):
    return (2 * sigmoid(2 * x) - 1).astype(np.float32)


_BUFFERS: dict[tuple[int, ...], np.ndarray] = {}


@wrong("tanh_from_sigmoid", *common.SHARED_BUFFER)
def shared_buffer(x, sigmoid):
    out = _BUFFERS.setdefault(x.shape, np.empty(x.shape))
    out[...] = 2 * sigmoid(2 * x) - 1
    return out
