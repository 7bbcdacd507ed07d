# mypy: allow-untyped-defs, allow-untyped-calls
"""What students write for `relu_grad`."""

from __future__ import annotations

import numpy as np

from autograder.misconceptions import common, wrong


@wrong(
    "relu_grad",
    "one-at-zero",
    "At 0 the slope is not the one agreed on",
    "Left of 0 the slope is 0, right of it 1. At 0 itself there is none, so one is agreed on.",
    "The task says which of the two it is. Does your comparison include 0?",
)
def one_at_zero(x):
    return (x >= 0) * 1.0


@wrong("relu_grad", "one-at-zero")
def half_at_zero(x):
    return np.heaviside(x, 0.5)


@wrong("relu_grad", "one-at-zero")
def numerical(x):
    h = 1e-6
    slope = (np.maximum(0, x + h) - np.maximum(0, x - h)) / (2 * h)
    return np.where(np.abs(x) > 1e-5, x > 0, np.round(slope, 1))


@wrong(
    "relu_grad",
    "always-one",
    "The slope is 1 on both sides of 0",
    "Draw max(0, x). How steep is it at x = -1?",
)
def always_one(x):
    return np.ones_like(x)


@wrong("relu_grad", "always-one")
def not_zero(x):
    return x != 0


@wrong(
    "relu_grad",
    "other-side",
    "The slope is 1 on the other side",
    "max(0, x) is flat on one side of 0. On which?",
)
def other_side(x):
    return (x < 0) * 1.0


@wrong("relu_grad", "other-side")
def other_side_and_zero(x):
    return (x <= 0) * 1.0


@wrong(
    "relu_grad",
    "returns-relu",
    "This is ReLU, not its slope",
    "How steep is max(0, x) at x = 3: is it 3?",
)
def returns_relu(x):
    return np.maximum(0, x)


@wrong("relu_grad", "returns-relu")
def limited(x):
    return np.clip(x, 0, 1)


@wrong(
    "relu_grad",
    "sign-function",
    "The slope is -1 left of 0",
    "That is the slope of the absolute value. What is the slope of a constant?",
)
def sign_function(x):
    return np.sign(x)


@wrong(
    "relu_grad",
    "zero-by-zero",
    "0 is divided by 0",
    "Dividing ReLU by its argument gives the slope nearly everywhere. Where not?",
    "A comparison answers the question without a division.",
)
def divided_by_argument(x):
    return np.maximum(0, x) / x


@wrong("relu_grad", "zero-by-zero")
def by_absolute_value(x):
    return (1 + x / np.abs(x)) / 2


@wrong(
    "relu_grad",
    "leaky",
    "A little slope is left below 0",
    "That is the leaky variant. Here the flat side is flat.",
)
def leaky(x):
    return np.where(x > 0, 1, 0.01)


def _threshold(limit):
    def threshold(x):
        return x > limit

    return threshold


for _limit in (1, 0.5, *common.SMALL):
    wrong(
        "relu_grad",
        "threshold",
        "Small positive numbers count as 0",
        "The bend of max(0, x) is at 0 exactly. What is its slope at 1e-9?",
    )(_threshold(_limit))


@wrong(
    "relu_grad",
    "whole-numbers",
    "Fractions are cut off before the comparison",
    "As a whole number, 0.5 is 0. On which side of 0 is it?",
)
def whole_numbers(x):
    return x.astype(int) > 0


@wrong(
    "relu_grad",
    "smooth",
    "The step is rounded off",
    "The sigmoid is the slope of a smooth relative of ReLU. ReLU itself has a corner.",
)
def smooth(x):
    e = np.exp(-np.abs(x))
    return np.where(x >= 0, 1, e) / (1 + e)


@wrong(
    "relu_grad",
    "differences-of-neighbours",
    "Differences between neighbours in the array are taken",
    "`np.gradient` takes its argument for a curve. Here every entry stands for itself.",
)
def np_gradient(x):
    return np.gradient(np.maximum(0, x), axis=-1)


@wrong(
    "relu_grad",
    "one-answer",
    "One answer for the whole array",
    "The result has the shape of x: a slope for each entry.",
)
def any_positive(x):
    return bool(np.any(x > 0))


@wrong("relu_grad", "one-answer")
def only_the_positive(x):
    return np.ones(np.sum(x > 0))


@wrong("relu_grad", *common.MUTATES_INPUT)
def in_place(x):
    x[x <= 0] = 0
    x[x > 0] = 1
    return x


@wrong("relu_grad", *common.MUTATES_INPUT)
def through_a_second_name(x):
    mask = x
    mask[mask < 0] = 0
    return mask > 0


_MASKS: dict[tuple[int, ...], np.ndarray] = {}


@wrong("relu_grad", *common.SHARED_BUFFER)
def shared_mask(x):
    out = _MASKS.setdefault(x.shape, np.empty(x.shape))
    out[...] = x > 0
    return out
