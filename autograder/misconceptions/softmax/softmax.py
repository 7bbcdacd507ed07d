# mypy: allow-untyped-defs, allow-untyped-calls

"""What students write for `softmax`: slips in the sum, in the shift, and in what the array is taken to be."""

from __future__ import annotations

import math

import numpy as np

from autograder.misconceptions import common, wrong
from autograder.misconceptions.softmax import right


@wrong("softmax", *common.NO_SHIFT)
def no_shift(x):
    e = np.exp(x)
    return e / e.sum(axis=-1, keepdims=True)


@wrong("softmax", *common.NO_SHIFT)
def no_shift_by_loops(x):
    rows = np.atleast_2d(x).tolist()
    return np.array([[math.exp(s) / sum(math.exp(t) for t in row) for s in row] for row in rows]).reshape(x.shape)


@wrong("softmax", *common.GLOBAL_MAX)
def global_max(x):
    e = np.exp(x - np.max(x))
    return e / e.sum(axis=-1, keepdims=True)


@wrong("softmax", *common.SUM_AXIS_0)
def column_softmax(x):
    e = np.exp(x - x.max(axis=0))
    return e / e.sum(axis=0)


@wrong("softmax", *common.SUM_AXIS_0)
def row_shift_column_sum(x):
    e = np.exp(x - x.max(axis=-1, keepdims=True))
    return e / e.sum(axis=0)


@wrong("softmax", *common.SUM_AXIS_0)
def global_shift_column_sum(x):
    e = np.exp(x - x.max())
    return e / e.sum(axis=0)


@wrong("softmax", *common.SUM_OVER_ALL)
def matrix_softmax(x):
    e = np.exp(x - x.max())
    return e / e.sum()


@wrong("softmax", *common.SUM_OVER_ALL)
def row_shift_matrix_sum(x):
    e = np.exp(x - x.max(axis=-1, keepdims=True))
    return e / e.sum()


@wrong("softmax", *common.NO_KEEPDIMS)
def no_keepdims(x):
    e = np.exp(x - x.max(axis=-1))
    return e / e.sum(axis=-1)


@wrong("softmax", *common.NO_KEEPDIMS)
def no_keepdims_in_sum(x):
    e = np.exp(x - x.max(axis=-1, keepdims=True))
    return e / e.sum(axis=-1)


@wrong("softmax", *common.NO_KEEPDIMS)
def no_keepdims_in_max(x):
    e = np.exp(x - x.max(axis=-1))
    return e / e.sum(axis=-1, keepdims=True)


@wrong("softmax", *common.MAX_AXIS_0)
def column_shift(x):
    e = np.exp(x - x.max(axis=0))
    return e / e.sum(axis=-1, keepdims=True)


@wrong("softmax", *common.SUBTRACT_MEAN)
def subtract_mean(x):
    e = np.exp(x - x.mean(axis=-1, keepdims=True))
    return e / e.sum(axis=-1, keepdims=True)


@wrong("softmax", *common.SUBTRACT_MEAN)
def subtract_median(x):
    e = np.exp(x - np.median(x, axis=-1, keepdims=True))
    return e / e.sum(axis=-1, keepdims=True)


@wrong("softmax", *common.SUBTRACT_MEAN)
def subtract_global_mean(x):
    e = np.exp(x - np.mean(x))
    return e / e.sum(axis=-1, keepdims=True)


@wrong("softmax", *common.SUBTRACT_MIN)
def subtract_min(x):
    e = np.exp(x - x.min(axis=-1, keepdims=True))
    return e / e.sum(axis=-1, keepdims=True)


@wrong(
    "softmax",
    "subtract-largest-size",
    "The largest absolute value is subtracted",
    "In a row of very negative scores, which one has the largest absolute value? What is left after the subtraction?",
    "Overflow comes from large positive numbers only.",
)
def subtract_largest_size(x):
    e = np.exp(x - np.abs(x).max(axis=-1, keepdims=True))
    return e / e.sum(axis=-1, keepdims=True)


@wrong(
    "softmax",
    "scaled-scores",
    "The scores are divided, not moved",
    "Dividing a row changes the differences between its scores, and with them the probabilities.",
    "Which change of a row leaves every difference as it is?",
)
def divided_by_max(x):
    e = np.exp(x / np.abs(x).max(axis=-1, keepdims=True))
    return e / e.sum(axis=-1, keepdims=True)


@wrong("softmax", "scaled-scores")
def standardised(x):
    z = (x - x.mean(axis=-1, keepdims=True)) / (x.std(axis=-1, keepdims=True) + 1e-8)
    e = np.exp(z - z.max(axis=-1, keepdims=True))
    return e / e.sum(axis=-1, keepdims=True)


@wrong("softmax", "scaled-scores")
def unit_length(x):
    e = np.exp(x / np.linalg.norm(x, axis=-1, keepdims=True))
    return e / e.sum(axis=-1, keepdims=True)


def _clip_scores(limit):
    def clip_scores(x):
        e = np.exp(np.clip(x, -limit, limit))
        return e / e.sum(axis=-1, keepdims=True)

    return clip_scores


def _clip_probabilities(eps):
    def clip_probabilities(x):
        return np.maximum(right.softmax(x), eps)

    return clip_probabilities


def _epsilon_in_denominator(eps):
    def epsilon_in_denominator(x):
        e = np.exp(x - x.max(axis=-1, keepdims=True))
        return e / (e.sum(axis=-1, keepdims=True) + eps)

    return epsilon_in_denominator


for _limit in common.LIMITS:
    wrong("softmax", *common.CLIP_SCORES)(_clip_scores(_limit))
for _eps in common.SMALL:
    wrong("softmax", *common.CLIP_PROBABILITIES)(_clip_probabilities(_eps))
    wrong("softmax", *common.EPSILON_IN_DENOMINATOR)(_epsilon_in_denominator(_eps))


@wrong("softmax", *common.CLIP_PROBABILITIES)
def clip_probabilities_on_both_sides(x):
    return np.clip(right.softmax(x), 1e-7, 1 - 1e-7)


@wrong("softmax", *common.EPSILON_IN_DENOMINATOR)
def epsilon_without_shift(x):
    e = np.exp(x)
    return e / (e.sum(axis=-1, keepdims=True) + 1e-8)


@wrong("softmax", *common.NAN_TO_NUM)
def nan_to_num(x):
    e = np.exp(x)
    return np.nan_to_num(e / e.sum(axis=-1, keepdims=True))


@wrong("softmax", *common.NAN_TO_NUM)
def nan_to_num_inside(x):
    e = np.nan_to_num(np.exp(x))
    return e / e.sum(axis=-1, keepdims=True)


@wrong(
    "softmax",
    "adds-max-back",
    "The maximum is taken out, then added back before the subtraction",
    "At 1e16, neighbouring floats lie 2 apart: 1e16 + log(2) is 1e16 again, and the logarithm is lost.",
    "Your formula is fine on paper. In which order can you subtract, so that two large numbers meet first?",
)
def adds_max_back(x):
    m = x.max(axis=-1, keepdims=True)
    return np.exp(x - (m + np.log(np.exp(x - m).sum(axis=-1, keepdims=True))))
