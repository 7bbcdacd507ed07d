# mypy: allow-untyped-defs, allow-untyped-calls
"""What students write for `sgd`."""

from __future__ import annotations

import numpy as np

from autograder.misconceptions.optimizers.right import wrong_core

ONLY_SIGN = (
    "only-the-sign",
    "Only the sign of the gradient counts",
    "Where the gradient is twice as large, should the step be as well?",
)


@wrong_core("sgd", "no-learning-rate", "The learning rate is missing",
            "On f(w) = 50 * w**2, where does a step as long as the gradient lead?")  # fmt: skip
def no_learning_rate(w, dw, c):
    return w - dw


@wrong_core("sgd", "divides", "The learning rate divides",
            "Halve the learning rate: should the step become shorter or longer?")  # fmt: skip
def divides(w, dw, c):
    return w - dw / c["learning_rate"]


@wrong_core("sgd", "shrinks-weights", "The weights themselves are scaled",
            "With a gradient of zero, the weights should stay where they are.",
            "What does the learning rate multiply: the gradient, or more than that?")  # fmt: skip
def shrinks_weights(w, dw, c):
    return c["learning_rate"] * (w - dw)


@wrong_core("sgd", "shrinks-weights")
def shrinks_weights_only(w, dw, c):
    return w * (1 - c["learning_rate"]) - c["learning_rate"] * dw


@wrong_core("sgd", "shrinks-weights")
def multiplies_weights(w, dw, c):
    return w - c["learning_rate"] * dw * w


@wrong_core("sgd", *ONLY_SIGN)
def only_the_sign(w, dw, c):
    return w - c["learning_rate"] * np.sign(dw)


@wrong_core("sgd", "unit-gradient", "The gradient is brought to length 1",
            "Near the minimum the gradient is short, so that steps become short by themselves. Do yours?")  # fmt: skip
def unit_gradient(w, dw, c):
    return w - c["learning_rate"] * dw / np.linalg.norm(dw)


@wrong_core("sgd", "mean-gradient", "One number stands for the whole gradient",
            "Each weight has a slope of its own. What does `mean` or `sum` make of them?")  # fmt: skip
def mean_gradient(w, dw, c):
    return w - c["learning_rate"] * dw.mean()


@wrong_core("sgd", "mean-gradient")
def sum_of_gradient(w, dw, c):
    return w - c["learning_rate"] * dw.sum()


@wrong_core("sgd", "twice", "The step is taken twice", "How often does the gradient enter your next w?")
def twice(w, dw, c):
    return w - 2 * c["learning_rate"] * dw
