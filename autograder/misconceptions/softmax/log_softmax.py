# mypy: allow-untyped-defs, allow-untyped-calls
"""What students write for `log_softmax`: the logarithm of a probability that is gone."""

from __future__ import annotations

import numpy as np

from autograder.misconceptions import common, wrong
from autograder.misconceptions.softmax import right


@wrong("log_softmax", *common.LOG_OF_SOFTMAX)
def log_of_softmax(scores):
    return np.log(right.softmax(scores))


def _log_plus(eps):
    def log_plus_eps(scores):
        return np.log(right.softmax(scores) + eps)

    return log_plus_eps


def _log_clipped(eps):
    def log_of_clipped(scores):
        return np.log(np.maximum(right.softmax(scores), eps))

    return log_of_clipped


def _clip_scores(limit):
    def clip_scores(scores):
        clipped = np.clip(scores, -limit, limit)
        return clipped - np.log(np.exp(clipped).sum(axis=1, keepdims=True))

    return clip_scores


for _eps in common.TINY:
    wrong("log_softmax", *common.LOG_PLUS_EPS)(_log_plus(_eps))
    wrong("log_softmax", *common.CLIP_PROBABILITIES)(_log_clipped(_eps))
for _limit in common.LIMITS:
    wrong("log_softmax", *common.CLIP_SCORES)(_clip_scores(_limit))


@wrong("log_softmax", *common.CLIP_PROBABILITIES)
def clip_smallest_float(scores):
    return np.log(np.maximum(right.softmax(scores), np.finfo(float).tiny))


@wrong("log_softmax", *common.NAN_TO_NUM)
def nan_to_num(scores):
    return np.nan_to_num(np.log(right.softmax(scores)))


@wrong("log_softmax", *common.NAN_TO_NUM)
def nan_to_num_without_shift(scores):
    return np.nan_to_num(scores - np.log(np.exp(scores).sum(axis=1, keepdims=True)))


@wrong("log_softmax", *common.NAN_TO_NUM)
def zero_where_underflowed(scores):
    p = right.softmax(scores)
    return np.where(p > 0, np.log(np.where(p > 0, p, 1)), 0)


@wrong("log_softmax", *common.NO_SHIFT)
def no_shift(scores):
    return scores - np.log(np.exp(scores).sum(axis=1, keepdims=True))


@wrong("log_softmax", *common.NO_SHIFT)
def no_shift_log_of_softmax(scores):
    e = np.exp(scores)
    return np.log(e / e.sum(axis=1, keepdims=True))


@wrong("log_softmax", *common.GLOBAL_MAX)
def global_max(scores):
    shifted = scores - scores.max()
    return shifted - np.log(np.exp(shifted).sum(axis=1, keepdims=True))


@wrong("log_softmax", *common.SUBTRACT_MEAN)
def subtract_mean(scores):
    shifted = scores - scores.mean(axis=1, keepdims=True)
    return shifted - np.log(np.exp(shifted).sum(axis=1, keepdims=True))


@wrong("log_softmax", *common.SUBTRACT_MIN)
def subtract_min(scores):
    shifted = scores - scores.min(axis=1, keepdims=True)
    return shifted - np.log(np.exp(shifted).sum(axis=1, keepdims=True))
