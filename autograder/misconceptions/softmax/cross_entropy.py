# mypy: allow-untyped-defs, allow-untyped-calls
"""What students write for `cross_entropy`: losses that become inf, or stop at a limit."""

from __future__ import annotations

import numpy as np

from autograder.misconceptions import common, wrong
from autograder.misconceptions.softmax import right


@wrong("cross_entropy", *common.LOG_OF_SOFTMAX)
def log_of_softmax(scores, y):
    return -np.mean(np.log(right.softmax(scores)[np.arange(len(y)), y]))


def _log_plus(eps):
    def log_plus_eps(scores, y):
        return -np.mean(np.log(right.softmax(scores)[np.arange(len(y)), y] + eps))

    return log_plus_eps


def _log_clipped(eps):
    def log_of_clipped(scores, y):
        return -np.mean(np.log(np.clip(right.softmax(scores)[np.arange(len(y)), y], eps, 1 - eps)))

    return log_of_clipped


def _clip_scores(limit):
    def clip_scores(scores, y):
        return right.cross_entropy(np.clip(scores, -limit, limit), y)

    return clip_scores


for _eps in common.TINY:
    wrong("cross_entropy", *common.LOG_PLUS_EPS)(_log_plus(_eps))
    wrong("cross_entropy", *common.CLIP_PROBABILITIES)(_log_clipped(_eps))
for _limit in common.LIMITS:
    wrong("cross_entropy", *common.CLIP_SCORES)(_clip_scores(_limit))


@wrong("cross_entropy", *common.CLIP_PROBABILITIES)
def clip_smallest_float(scores, y):
    return -np.mean(np.log(np.maximum(right.softmax(scores)[np.arange(len(y)), y], np.finfo(float).tiny)))


@wrong("cross_entropy", *common.NAN_TO_NUM)
def nan_to_num(scores, y):
    return -np.mean(np.nan_to_num(np.log(right.softmax(scores)[np.arange(len(y)), y])))


@wrong("cross_entropy", *common.NAN_TO_NUM)
def nan_to_num_of_one_hot(scores, y):
    Y = np.eye(scores.shape[1])[y]
    return np.sum(np.nan_to_num(-Y * np.log(right.softmax(scores)))) / len(y)


@wrong("cross_entropy", *common.NO_SHIFT)
def no_shift(scores, y):
    e = np.exp(scores)
    return -np.mean(np.log(e[np.arange(len(y)), y] / e.sum(axis=1)))


@wrong("cross_entropy", *common.NO_SHIFT)
def no_shift_log_sum_exp(scores, y):
    return np.mean(np.log(np.exp(scores).sum(axis=1)) - scores[np.arange(len(y)), y])


@wrong("cross_entropy", *common.GLOBAL_MAX)
def global_max(scores, y):
    shifted = scores - scores.max()
    return np.mean(np.log(np.exp(shifted).sum(axis=1)) - shifted[np.arange(len(y)), y])


@wrong("cross_entropy", *common.SUBTRACT_MEAN)
def subtract_mean(scores, y):
    shifted = scores - scores.mean(axis=1, keepdims=True)
    return np.mean(np.log(np.exp(shifted).sum(axis=1)) - shifted[np.arange(len(y)), y])


@wrong("cross_entropy", *common.FORGOT_MAX)
def forgot_max(scores, y):
    m = scores.max(axis=1, keepdims=True)
    return np.mean(np.log(np.exp(scores - m).sum(axis=1)) - scores[np.arange(len(y)), y])


@wrong("cross_entropy", *common.FORGOT_MAX)
def max_twice(scores, y):
    m = scores.max(axis=1, keepdims=True)
    lse = m[:, 0] + np.log(np.exp(scores - m).sum(axis=1))
    return np.mean(lse - (scores - m)[np.arange(len(y)), y])
