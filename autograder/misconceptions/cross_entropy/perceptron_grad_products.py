# mypy: allow-untyped-defs, allow-untyped-calls
"""What students write for `perceptron_grad`: signs, factors and products."""

from __future__ import annotations

import numpy as np

from autograder.misconceptions import common, wrong
from autograder.misconceptions.cross_entropy.right import delta, gradient, sigmoid

NAME = "perceptron_grad"


@wrong(
    NAME,
    "sign",
    "The gradient has the other sign",
    "Where an output is too large and its input positive, a larger weight makes it worse.",
)
def other_sign(x, W, target):
    return -gradient(x, W, target)


@wrong(
    NAME,
    "factor-two",
    "There is a factor too many, or one too few",
    "The cost has a half in front of the sum. What is left of it after the 2 of the square?",
)
def factor_two(x, W, target):
    return 2 * gradient(x, W, target)


@wrong(NAME, "factor-two")
def factor_half(x, W, target):
    return gradient(x, W, target) / 2


@wrong(NAME, "averaged", "The gradient is averaged over the outputs",
       "The cost is a sum over the outputs, with a half in front, and no mean.")  # fmt: skip
def averaged(x, W, target):
    return gradient(x, W, target) / len(target)


@wrong(NAME, "averaged")
def twice_the_mean(x, W, target):
    return 2 * gradient(x, W, target) / len(target)


@wrong(
    NAME,
    "transposed",
    "The gradient comes out transposed",
    "It has the shape of W, (D, K): a row for each input.",
)
def transposed(x, W, target):
    return gradient(x, W, target).T


@wrong(
    NAME,
    "no-input",
    "The inputs are missing",
    "A weight on an input of 0 has no influence. What does your gradient say of it?",
    "Each weight carries its own input: that factor cannot go.",
)
def no_input(x, W, target):
    return np.tile(delta(x, W, target), (len(x), 1))


@wrong(NAME, "no-input")
def delta_alone(x, W, target):
    return delta(x, W, target)


@wrong(
    NAME,
    "gradient-of-input",
    "This is the derivative by the inputs",
    "Which of the two changes in training: x, or W?",
)
def gradient_of_input(x, W, target):
    return W @ delta(x, W, target)


@wrong(
    NAME,
    "weights-for-inputs",
    "The weights stand where the inputs belong",
    "z_k = sum_j x_j W_jk. What is its derivative by W_jk?",
)
def weights_for_inputs(x, W, target):
    return W * delta(x, W, target)


@wrong(
    NAME,
    "product-not-outer",
    "Inputs and errors are multiplied in another way than each with each",
    "There is a weight for each pair of an input and an output, D * K of them.",
)
def inner_product(x, W, target):
    return x * delta(x, W, target)


@wrong(NAME, "product-not-outer")
def dot_product(x, W, target):
    return np.dot(x, delta(x, W, target))


@wrong(
    NAME,
    "errors-summed",
    "The errors of all outputs are added up",
    "A weight leads to one output. Which error does it answer for?",
)
def errors_summed(x, W, target):
    return np.outer(x, np.full(len(target), delta(x, W, target).sum()))


@wrong(NAME, "target-added", "The target is added, not subtracted", "For an output on target, the gradient is 0.")
def target_added(x, W, target):
    o = sigmoid(x @ W)
    return np.outer(x, (o + target) * o * (1 - o))


@wrong(NAME, "error-squared", "The error is still squared", "What is the derivative of a square?")
def error_squared(x, W, target):
    o = sigmoid(x @ W)
    return np.outer(x, (o - target) ** 2 * o * (1 - o))


@wrong(NAME, *common.FLOAT32)
def float32_gradient(x, W, target):
    return gradient(x.astype(np.float32), W.astype(np.float32), target.astype(np.float32)).astype(np.float32)


@wrong(NAME, *common.MUTATES_INPUT)
def writes_into_weights(x, W, target):
    W[...] = gradient(x, W, target)
    return W


@wrong(NAME, *common.INTEGER_OUTPUT)
def integer_gradient(x, W, target):
    out = np.zeros_like(W)
    out[...] = gradient(x, W, target)
    return out
