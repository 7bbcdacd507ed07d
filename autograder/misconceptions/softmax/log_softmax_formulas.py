# mypy: allow-untyped-defs, allow-untyped-calls
"""What students write for `log_softmax`: terms too few or too many, and sums over another axis."""

from __future__ import annotations

import numpy as np

from autograder.misconceptions import common, wrong
from autograder.misconceptions.softmax import right


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
    return -right.log_softmax(scores)


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
    return np.log2(np.exp(right.log_softmax(scores)))


@wrong("log_softmax", *common.WRONG_LOG_BASE)
def log10(scores):
    return np.log10(np.exp(right.log_softmax(scores)))


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
    return np.log1p(right.softmax(scores))


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
    return right.softmax(scores)


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
    return right.log_softmax(right.softmax(scores))


@wrong("log_softmax", *common.FLOAT32)
def float32(scores):
    return right.log_softmax(scores.astype(np.float32))


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
        out[i] = right.log_softmax(scores[i : i + 1])[0]
    return out
