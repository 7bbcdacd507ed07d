# mypy: allow-untyped-defs, allow-untyped-calls
"""What students write for `cross_entropy_grad`: labels used otherwise, and a softmax that does not hold."""

from __future__ import annotations

import numpy as np

from autograder.misconceptions import common, wrong
from autograder.misconceptions.cross_entropy.right import difference, one_hot, softmax

NAME = "cross_entropy_grad"


@wrong(
    NAME,
    "returns-loss",
    "The loss comes back, not its gradient",
    "The result has the shape of the scores, (N, C): a derivative for each of them.",
)
def returns_loss(scores, y):
    return -np.mean(np.log(softmax(scores)[np.arange(len(scores)), y]))


@wrong(NAME, "returns-loss")
def returns_true_column(scores, y):
    return difference(scores, y)[np.arange(len(scores)), y] / len(scores)


@wrong(
    NAME,
    "summed-over-samples",
    "The samples are added up",
    "Each sample has scores of its own, so each has its own row in the gradient.",
)
def summed_over_samples(scores, y):
    return difference(scores, y).sum(axis=0) / len(scores)


@wrong(NAME, "summed-over-samples")
def mean_kept(scores, y):
    return difference(scores, y).mean(axis=0, keepdims=True)


@wrong(NAME, *common.PICKS_EVERY_LABEL)
def picks_every_label(scores, y):
    p = softmax(scores)
    p[:, y] -= 1
    return p / len(scores)


@wrong(NAME, *common.EXPECTS_ONE_HOT)
def expects_one_hot(scores, y):
    return (softmax(scores) - y) / len(scores)


@wrong(
    NAME,
    "labels-as-numbers",
    "The class numbers themselves are subtracted",
    "A label says which column is meant; it is not a quantity.",
    "The true row has a single 1. In which column?",
)
def labels_as_numbers(scores, y):
    return (softmax(scores) - np.asarray(y)[:, None]) / len(scores)


@wrong(NAME, "labels-as-numbers")
def subtracts_labels_at_true_class(scores, y):
    p = softmax(scores)
    p[np.arange(len(p)), y] -= y
    return p / len(p)


@wrong(NAME, *common.LABELS_FROM_ONE)
def labels_from_one(scores, y):
    return difference(scores, np.asarray(y) - 1) / len(scores)


@wrong(NAME, *common.LABELS_NEED_ARRAY)
def labels_need_shape(scores, y):
    p = softmax(scores)
    p[np.arange(y.shape[0]), y] -= 1
    return p / y.shape[0]


@wrong(NAME, *common.NO_SHIFT)
def no_shift(scores, y):
    e = np.exp(scores)
    return (e / e.sum(axis=1, keepdims=True) - one_hot(scores, y)) / len(scores)


@wrong(NAME, *common.GLOBAL_MAX)
def global_max(scores, y):
    e = np.exp(scores - scores.max())
    return (e / e.sum(axis=1, keepdims=True) - one_hot(scores, y)) / len(scores)


@wrong(NAME, *common.SUBTRACT_MEAN)
def subtract_mean(scores, y):
    e = np.exp(scores - scores.mean(axis=1, keepdims=True))
    return (e / e.sum(axis=1, keepdims=True) - one_hot(scores, y)) / len(scores)


@wrong(NAME, *common.SUM_AXIS_0)
def sum_axis_0(scores, y):
    e = np.exp(scores - scores.max(axis=1, keepdims=True))
    return (e / e.sum(axis=0) - one_hot(scores, y)) / len(scores)


@wrong(NAME, *common.SUM_OVER_ALL)
def sum_over_all(scores, y):
    e = np.exp(scores - scores.max())
    return (e / e.sum() - one_hot(scores, y)) / len(scores)


@wrong(NAME, *common.NO_KEEPDIMS)
def no_keepdims(scores, y):
    e = np.exp(scores - scores.max(axis=1, keepdims=True))
    return (e / e.sum(axis=1) - one_hot(scores, y)) / len(scores)


@wrong(NAME, *common.NAN_TO_NUM)
def nan_to_num(scores, y):
    with np.errstate(all="ignore"):
        e = np.exp(scores)
        return (np.nan_to_num(e / e.sum(axis=1, keepdims=True)) - one_hot(scores, y)) / len(scores)


def _clip(limit):
    def clip_scores(scores, y):
        return difference(np.clip(scores, -limit, limit), y) / len(scores)

    return clip_scores


for _limit in common.LIMITS:
    wrong(NAME, *common.CLIP_SCORES)(_clip(_limit))


@wrong(NAME, *common.FLOAT32)
def float32(scores, y):
    return difference(scores.astype(np.float32), y) / np.float32(len(scores))


@wrong(NAME, *common.MUTATES_INPUT)
def shifts_in_place(scores, y):
    scores -= scores.max(axis=1, keepdims=True)
    return difference(scores, y) / len(scores)


@wrong(NAME, *common.MUTATES_INPUT)
def subtracts_in_place(scores, y):
    scores[...] = softmax(scores)
    scores[np.arange(len(scores)), y] -= 1
    return scores / len(scores)


@wrong(NAME, *common.INTEGER_OUTPUT)
def integer_output(scores, y):
    out = np.zeros_like(scores)
    out[...] = difference(scores, y) / len(scores)
    return out


_BUFFERS: dict[tuple[int, ...], np.ndarray] = {}


@wrong(NAME, *common.SHARED_BUFFER)
def shared_buffer(scores, y):
    out = _BUFFERS.setdefault(scores.shape, np.empty(scores.shape))
    out[...] = difference(scores, y) / len(scores)
    return out
