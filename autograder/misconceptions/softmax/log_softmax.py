# mypy: allow-untyped-defs, allow-untyped-calls
"""What students write for `log_softmax`: the logarithm of a probability that is gone, and sums with a term too few."""

from __future__ import annotations

import numpy as np

from autograder.misconceptions import common, wrong


@wrong("log_softmax", *common.LOG_OF_SOFTMAX)
def log_of_softmax(scores):
    return np.log(_softmax(scores))


def _log_plus(eps):
    def log_plus_eps(scores):
        return np.log(_softmax(scores) + eps)

    return log_plus_eps


def _log_clipped(eps):
    def log_of_clipped(scores):
        return np.log(np.maximum(_softmax(scores), eps))

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
    return np.log(np.maximum(_softmax(scores), np.finfo(float).tiny))


@wrong("log_softmax", *common.NAN_TO_NUM)
def nan_to_num(scores):
    return np.nan_to_num(np.log(_softmax(scores)))


@wrong("log_softmax", *common.NAN_TO_NUM)
def nan_to_num_without_shift(scores):
    return np.nan_to_num(scores - np.log(np.exp(scores).sum(axis=1, keepdims=True)))


@wrong("log_softmax", *common.NAN_TO_NUM)
def zero_where_underflowed(scores):
    p = _softmax(scores)
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


@wrong("log_softmax", *common.FORGOT_MAX)
def forgot_max(scores):
    m = scores.max(axis=1, keepdims=True)
    return scores - np.log(np.exp(scores - m).sum(axis=1, keepdims=True))


@wrong("log_softmax", *common.FORGOT_MAX)
def max_twice(scores):
    m = scores.max(axis=1, keepdims=True)
    return (scores - m) - (m + np.log(np.exp(scores - m).sum(axis=1, keepdims=True)))


@wrong("log_softmax", *common.NEGATED)
def negated(scores):
    return -_log_softmax(scores)


@wrong("log_softmax", *common.SUM_AXIS_0)
def sum_axis_0(scores):
    shifted = scores - scores.max(axis=0)
    return shifted - np.log(np.exp(shifted).sum(axis=0))


@wrong("log_softmax", *common.SUM_AXIS_0)
def row_shift_column_sum(scores):
    shifted = scores - scores.max(axis=1, keepdims=True)
    return shifted - np.log(np.exp(shifted).sum(axis=0))


@wrong("log_softmax", *common.SUM_OVER_ALL)
def sum_over_all(scores):
    shifted = scores - scores.max()
    return shifted - np.log(np.exp(shifted).sum())


@wrong("log_softmax", *common.SUM_OVER_ALL)
def row_shift_sum_over_all(scores):
    shifted = scores - scores.max(axis=1, keepdims=True)
    return shifted - np.log(np.exp(shifted).sum())


@wrong("log_softmax", *common.NO_KEEPDIMS)
def no_keepdims(scores):
    shifted = scores - scores.max(axis=1)
    return shifted - np.log(np.exp(shifted).sum(axis=1))


@wrong("log_softmax", *common.NO_KEEPDIMS)
def no_keepdims_in_sum(scores):
    shifted = scores - scores.max(axis=1, keepdims=True)
    return shifted - np.log(np.exp(shifted).sum(axis=1))


@wrong("log_softmax", *common.NO_KEEPDIMS)
def no_keepdims_in_max(scores):
    shifted = scores - scores.max(axis=1)
    return shifted - np.log(np.exp(shifted).sum(axis=1, keepdims=True))


@wrong("log_softmax", *common.WRONG_LOG_BASE)
def log2(scores):
    return np.log2(np.exp(_log_softmax(scores)))


@wrong("log_softmax", *common.WRONG_LOG_BASE)
def log10(scores):
    return np.log10(np.exp(_log_softmax(scores)))


@wrong("log_softmax", *common.WRONG_LOG_BASE)
def log2_of_sum(scores):
    shifted = scores - scores.max(axis=1, keepdims=True)
    return shifted - np.log2(np.exp(shifted).sum(axis=1, keepdims=True))


@wrong("log_softmax", *common.WRONG_LOG_BASE)
def log10_of_sum(scores):
    shifted = scores - scores.max(axis=1, keepdims=True)
    return shifted - np.log10(np.exp(shifted).sum(axis=1, keepdims=True))


@wrong("log_softmax", *common.LOG1P)
def log1p(scores):
    return np.log1p(_softmax(scores))


@wrong("log_softmax", *common.LOG1P)
def log1p_of_sum(scores):
    shifted = scores - scores.max(axis=1, keepdims=True)
    return shifted - np.log1p(np.exp(shifted).sum(axis=1, keepdims=True))


@wrong(
    "log_softmax",
    "returns-softmax",
    "The probabilities themselves are returned",
    "A logarithm of a probability is never above 0. What are your numbers?",
)
def returns_softmax(scores):
    return _softmax(scores)


@wrong(
    "log_softmax",
    "log-inside-sum",
    "The logarithm is taken of each term, not of the sum",
    "log(a + b) is not log(a) + log(b). Try it with a = b = 1.",
    "Which comes first in your code, the sum or the logarithm?",
)
def log_inside_sum(scores):
    return scores - scores.sum(axis=1, keepdims=True)


@wrong("log_softmax", "log-inside-sum")
def log_inside_shifted_sum(scores):
    shifted = scores - scores.max(axis=1, keepdims=True)
    return shifted - shifted.sum(axis=1, keepdims=True)


@wrong(
    "log_softmax",
    "no-log-of-sum",
    "The sum is subtracted, not its logarithm",
    "The logarithm of a quotient is a difference of two logarithms. Are there two in your code?",
)
def no_log_of_sum(scores):
    shifted = scores - scores.max(axis=1, keepdims=True)
    return shifted - np.exp(shifted).sum(axis=1, keepdims=True)


@wrong(
    "log_softmax",
    "divides-by-log-sum",
    "The scores are divided by the logarithm of the sum",
    "log(a / b) is not log(a) / log(b). Try it with a = b = 2.",
    "What does a quotient become under the logarithm?",
)
def divides_by_log_sum(scores):
    return scores / np.log(np.exp(scores).sum(axis=1, keepdims=True))


@wrong("log_softmax", "divides-by-log-sum")
def divides_shifted_by_log_sum(scores):
    shifted = scores - scores.max(axis=1, keepdims=True)
    return shifted / np.log(np.exp(shifted).sum(axis=1, keepdims=True))


@wrong("log_softmax", *common.DIVIDES_BY_SIZE)
def mean_of_exps(scores):
    shifted = scores - scores.max(axis=1, keepdims=True)
    return shifted - np.log(np.exp(shifted).mean(axis=1, keepdims=True))


@wrong("log_softmax", *common.SOFTMAX_TWICE)
def softmax_twice(scores):
    return _log_softmax(_softmax(scores))


@wrong("log_softmax", *common.FLOAT32)
def float32(scores):
    return _log_softmax(scores.astype(np.float32))


@wrong("log_softmax", *common.MUTATES_INPUT)
def shifts_in_place(scores):
    scores -= scores.max(axis=1, keepdims=True)
    return scores - np.log(np.exp(scores).sum(axis=1, keepdims=True))


@wrong("log_softmax", *common.MUTATES_INPUT)
def everything_in_place(scores):
    scores -= scores.max(axis=1, keepdims=True)
    scores -= np.log(np.exp(scores).sum(axis=1, keepdims=True))
    return scores


@wrong("log_softmax", *common.INTEGER_OUTPUT)
def integer_output(scores):
    out = np.zeros_like(scores)
    for i in range(len(scores)):
        out[i] = _log_softmax(scores[i : i + 1])[0]
    return out


def _softmax(scores):
    e = np.exp(scores - scores.max(axis=1, keepdims=True))
    return e / e.sum(axis=1, keepdims=True)


def _log_softmax(scores):
    shifted = scores - scores.max(axis=1, keepdims=True)
    return shifted - np.log(np.exp(shifted).sum(axis=1, keepdims=True))
