# mypy: allow-untyped-defs, allow-untyped-calls
"""What students write for `perceptron_grad`: the way back through the sigmoid."""

from __future__ import annotations

import numpy as np

from autograder.misconceptions import wrong
from autograder.misconceptions.cross_entropy.right import sigmoid

NAME = "perceptron_grad"


@wrong(
    NAME,
    "no-slope",
    "The slope of the sigmoid is missing",
    "The error goes back through the sigmoid before it reaches the weights. Which factor does that add?",
    "Without it, this is the gradient of the cross-entropy.",
)
def no_slope(x, W, target):
    return np.outer(x, sigmoid(x @ W) - target)


@wrong(
    NAME,
    "slope-of-score",
    "The slope is taken at another place",
    "o * (1 - o) needs the output o = sigmoid(z). What stands in your product?",
)
def slope_of_score(x, W, target):
    z = x @ W
    return np.outer(x, (sigmoid(z) - target) * z * (1 - z))


@wrong(NAME, "slope-of-score")
def slope_reapplied(x, W, target):
    o = sigmoid(x @ W)
    s = sigmoid(o)
    return np.outer(x, (o - target) * s * (1 - s))


@wrong(NAME, "slope-twice", "The slope of the sigmoid enters twice",
       "The error goes back through one sigmoid. How many factors o * (1 - o) is that?")  # fmt: skip
def slope_twice(x, W, target):
    o = sigmoid(x @ W)
    return np.outer(x, (o - target) * (o * (1 - o)) ** 2)


@wrong(
    NAME,
    "slope-incomplete",
    "The slope of the sigmoid is not complete",
    "It vanishes at both ends, o = 0 and o = 1. Does yours?",
)
def only_o(x, W, target):
    o = sigmoid(x @ W)
    return np.outer(x, (o - target) * o)


@wrong(NAME, "slope-incomplete")
def only_one_minus_o(x, W, target):
    o = sigmoid(x @ W)
    return np.outer(x, (o - target) * (1 - o))


@wrong(NAME, "slope-incomplete")
def plus_o(x, W, target):
    o = sigmoid(x @ W)
    return np.outer(x, (o - target) * o * (1 + o))


@wrong(NAME, "slope-of-tanh", "This slope is that of tanh", "Which activation turns x @ W into the output here?")
def slope_of_tanh(x, W, target):
    o = sigmoid(x @ W)
    return np.outer(x, (o - target) * (1 - o**2))


@wrong(
    NAME,
    "no-sigmoid",
    "The output is not put through the sigmoid",
    "The perceptron's output is sigmoid(x @ W). What do you compare with the target?",
)
def linear(x, W, target):
    return np.outer(x, x @ W - target)


@wrong(NAME, "no-sigmoid")
def linear_with_slope(x, W, target):
    z = x @ W
    o = sigmoid(z)
    return np.outer(x, (z - target) * o * (1 - o))


@wrong(NAME, "other-activation", "Another activation than the sigmoid",
       "Each output has a sigmoid of its own; they need not sum to 1.")  # fmt: skip
def softmax_outputs(x, W, target):
    e = np.exp(x @ W - np.max(x @ W))
    o = e / e.sum()
    return np.outer(x, (o - target) * o * (1 - o))


@wrong(NAME, "other-activation")
def tanh_outputs(x, W, target):
    o = np.tanh(x @ W)
    return np.outer(x, (o - target) * (1 - o**2))
