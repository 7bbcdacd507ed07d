# mypy: allow-untyped-defs, allow-untyped-calls
"""What students write for `mse`: gradients, other powers, and what is returned."""

from __future__ import annotations

import numpy as np

from autograder.misconceptions import common, wrong


@wrong(
    "mse",
    "factor-two-lost",
    "The 2 of the derivative is missing",
    "What is the derivative of a square?",
)
def factor_two_lost(pred, target):
    error = pred - target
    return np.mean(error**2), error / error.size


@wrong(
    "mse",
    "gradient-not-averaged",
    "The gradient is not averaged",
    "The loss is a mean. Which factor does that put in front of its derivative?",
)
def gradient_not_averaged(pred, target):
    error = pred - target
    return np.mean(error**2), 2 * error


@wrong("mse", "gradient-not-averaged")
def bare_error(pred, target):
    error = pred - target
    return np.mean(error**2), error * 1.0


@wrong(
    "mse",
    "gradient-sign",
    "The gradient has the other sign",
    "Where the prediction is too large, making it larger makes the loss larger. Which sign is that?",
)
def gradient_sign(pred, target):
    error = pred - target
    return np.mean(error**2), -2 * error / error.size


@wrong(
    "mse",
    "absolute-error",
    "Absolute values stand where squares belong",
    "The error counts squared: twice as far costs four times as much.",
)
def absolute_error(pred, target):
    error = pred - target
    return np.mean(np.abs(error)), np.sign(error) / error.size


@wrong(
    "mse",
    "square-of-mean",
    "The mean is squared, not the errors",
    "Errors of 1 and -1 cancel in a mean. Should they in the loss?",
)
def square_of_mean(pred, target):
    error = pred - target
    return np.mean(error) ** 2, 2 * error / error.size


@wrong(
    "mse",
    "not-squared",
    "The errors are not squared",
    "Errors of 1 and -1 cancel. Should they?",
)
def not_squared(pred, target):
    error = pred - target
    return np.mean(error), 2 * error / error.size


@wrong(
    "mse",
    "cubed",
    "The power is another one",
    "The S in the name says which power it is.",
)
def cubed(pred, target):
    error = pred - target
    return np.mean(error**3), 3 * error**2 / error.size


@wrong(
    "mse",
    "errors-added",
    "The two are added, not subtracted",
    "For a prediction equal to its target the loss is 0. What is yours?",
)
def errors_added(pred, target):
    total = pred + target
    return np.mean(total**2), 2 * total / total.size


@wrong("mse", "gradient-of-one-number", "The gradient is added up",
       "dpred has the shape of pred: a derivative for each entry.")  # fmt: skip
def gradient_summed(pred, target):
    error = pred - target
    return np.mean(error**2), 2 * np.mean(error)


@wrong(
    "mse",
    "loss-for-each-sample",
    "A loss for each sample comes back",
    "The task asks for a single number, over all entries.",
)
def loss_for_each_sample(pred, target):
    error = pred - target
    return np.mean(error**2, axis=-1), 2 * error / error.size


@wrong("mse", *common.ARRAY_LOSS)
def array_loss(pred, target):
    error = pred - target
    return np.mean(error**2, keepdims=True), 2 * error / error.size


@wrong("mse", "swapped-returns", "The two results have changed places",
       "The task asks for the pair (loss, dpred), in this order.")  # fmt: skip
def swapped_returns(pred, target):
    error = pred - target
    return 2 * error / error.size, np.mean(error**2)


@wrong("mse", "one-return", "Only one of the two results is returned", "The task asks for the pair (loss, dpred).")
def one_return(pred, target):
    return np.mean((pred - target) ** 2)


@wrong("mse", *common.FLOAT32)
def float32(pred, target):
    error = (pred - target).astype(np.float32)
    return np.mean(error**2), 2 * error / np.float32(error.size)


@wrong("mse", *common.MUTATES_INPUT)
def in_place(pred, target):
    pred -= target
    return np.mean(pred**2), 2 * pred / pred.size


@wrong("mse", *common.MUTATES_INPUT)
def scales_in_place(pred, target):
    error = pred - target
    loss = np.mean(error**2)
    pred[...] = 2 * error / error.size
    return loss, pred


@wrong("mse", *common.INTEGER_OUTPUT)
def integer_output(pred, target):
    error = pred - target
    gradient = np.zeros_like(pred)
    gradient[...] = 2 * error / error.size
    return np.mean(error**2), gradient
