# mypy: allow-untyped-defs, allow-untyped-calls
"""What students write for `inverse_softmax`: the inverse of another function, and rows that are centred otherwise."""

from __future__ import annotations

import numpy as np

from autograder.misconceptions import common, wrong
from autograder.misconceptions.softmax import right


@wrong(
    "inverse_softmax",
    "uncentred",
    "The rows do not sum to 0 yet",
    "Your scores lead to the right probabilities, and so do many others: a constant may be added to each row.",
    "Which constant makes the row sum to 0?",
)
def uncentred(probs):
    return np.log(probs)


@wrong(
    "inverse_softmax",
    "centred-otherwise",
    "The rows are moved, but not so that they sum to 0",
    "A row has its maximum at 0, its last score at 0 or its median at 0, and still does not sum to 0.",
    "If C numbers sum to S, how much must be taken from each to make the sum 0?",
)
def centred_by_max(probs):
    z = np.log(probs)
    return z - z.max(axis=1, keepdims=True)


@wrong("inverse_softmax", "centred-otherwise")
def centred_by_median(probs):
    z = np.log(probs)
    return z - np.median(z, axis=1, keepdims=True)


@wrong("inverse_softmax", "centred-otherwise")
def last_score_zero(probs):
    return np.log(probs / probs[:, -1:])


@wrong("inverse_softmax", "centred-otherwise")
def first_score_zero(probs):
    return np.log(probs) - np.log(probs[:, :1])


@wrong("inverse_softmax", "centred-otherwise")
def centred_by_min(probs):
    z = np.log(probs)
    return z - z.min(axis=1, keepdims=True)


@wrong(
    "inverse_softmax",
    "centred-over-all",
    "One mean serves all rows",
    "Add up each row: none of them gives 0, but all of them together do.",
    "Each row has a constant of its own. What does `mean` do when it is given no axis?",
)
def centred_over_all(probs):
    z = np.log(probs)
    return z - z.mean()


@wrong(
    "inverse_softmax",
    "centred-axis-0",
    "The columns are centred",
    "Add up a row, then a column. Which of the two gives 0?",
    "Moving the scores of one row by different amounts changes their softmax. Over which axis does the mean run?",
)
def centred_axis_0(probs):
    z = np.log(probs)
    return z - z.mean(axis=0)


@wrong(
    "inverse_softmax",
    "subtracts-sum",
    "The sum of the row is subtracted, not its mean",
    "You take the sum away from each of the C scores, so C times over. What is the sum of the row now?",
)
def subtracts_sum(probs):
    z = np.log(probs)
    return z - z.sum(axis=1, keepdims=True)


@wrong(
    "inverse_softmax",
    "mean-before-log",
    "The mean is taken of the probabilities, not of the scores",
    "It is the scores that should sum to 0. When do they exist in your code?",
    "The mean of a row of probabilities is always the same. Which number is it?",
)
def log_minus_mean_of_probs(probs):
    return np.log(probs) - probs.mean(axis=1, keepdims=True)


@wrong("inverse_softmax", "mean-before-log")
def log_of_probs_over_mean(probs):
    return np.log(probs / probs.mean(axis=1, keepdims=True))


@wrong(
    "inverse_softmax",
    "forward",
    "This is exp() or softmax once more",
    "To undo exp(), which function do you need?",
    "Try a row by hand: the probabilities [0.5, 0.5] come from two equal scores.",
)
def softmax_again(probs):
    e = np.exp(probs)
    return e / e.sum(axis=1, keepdims=True)


@wrong("inverse_softmax", "forward")
def exp_centred(probs):
    e = np.exp(probs)
    return e - e.mean(axis=1, keepdims=True)


@wrong("inverse_softmax", "forward")
def plain_exp(probs):
    return np.exp(probs)


@wrong(
    "inverse_softmax",
    "logit",
    "This is the inverse of the sigmoid",
    "log(p / (1 - p)) undoes the sigmoid, in which each output has one score of its own.",
    "In softmax, p_j / p_k depends on two scores. Take its logarithm: what do you get?",
)
def logit(probs):
    return np.log(probs / (1 - probs))


@wrong("inverse_softmax", "logit")
def logit_centred(probs):
    z = np.log(probs / (1 - probs))
    return z - z.mean(axis=1, keepdims=True)


@wrong(
    "inverse_softmax",
    "negated",
    "The sign is turned round",
    "The likeliest class should have the largest score. Which one has it in your result?",
)
def negated(probs):
    z = -np.log(probs)
    return z - z.mean(axis=1, keepdims=True)


@wrong("inverse_softmax", "negated")
def negated_uncentred(probs):
    return -np.log(probs)


@wrong("inverse_softmax", *common.WRONG_LOG_BASE)
def log2(probs):
    z = np.log2(probs)
    return z - z.mean(axis=1, keepdims=True)


@wrong("inverse_softmax", *common.WRONG_LOG_BASE)
def log10(probs):
    z = np.log10(probs)
    return z - z.mean(axis=1, keepdims=True)


def _log_plus(eps):
    def log_plus_eps(probs):
        return right.centred(np.log(probs + eps))

    return log_plus_eps


def _log_clipped(eps):
    def log_of_clipped(probs):
        return right.centred(np.log(np.maximum(probs, eps)))

    return log_of_clipped


for _eps in common.TINY[:-1]:
    wrong("inverse_softmax", *common.LOG_PLUS_EPS)(_log_plus(_eps))
    wrong("inverse_softmax", *common.CLIP_PROBABILITIES)(_log_clipped(_eps))


@wrong("inverse_softmax", *common.LOG1P)
def log1p(probs):
    return right.centred(np.log1p(probs))


@wrong("inverse_softmax", *common.NO_KEEPDIMS)
def no_keepdims(probs):
    z = np.log(probs)
    return z - z.mean(axis=1)


@wrong(
    "inverse_softmax",
    "scaled",
    "The rows are centred, then scaled as well",
    "Scaling changes the differences between scores, and with them the probabilities.",
    "Which operation keeps every difference?",
)
def standardised(probs):
    z = right.centred(np.log(probs))
    return z / z.std(axis=1, keepdims=True)


@wrong("inverse_softmax", "scaled")
def unit_length(probs):
    z = right.centred(np.log(probs))
    return z / np.linalg.norm(z, axis=1, keepdims=True)


@wrong(
    "inverse_softmax",
    "no-log",
    "The probabilities are centred, without a logarithm",
    "Softmax has an exp() in it. What undoes that?",
)
def no_log(probs):
    return right.centred(probs)


@wrong(
    "inverse_softmax",
    "reciprocal",
    "Inverse here means the inverse function, not 1 / p",
    "Softmax turns scores into probabilities. You are to find scores that lead to the probabilities given.",
)
def reciprocal(probs):
    return 1 / probs


@wrong("inverse_softmax", "reciprocal")
def reciprocal_centred(probs):
    return right.centred(1 / probs)


@wrong("inverse_softmax", *common.FLOAT32)
def float32(probs):
    return right.centred(np.log(probs.astype(np.float32)))


@wrong("inverse_softmax", *common.FLOAT32)
def float32_result(probs):
    return right.centred(np.log(probs)).astype(np.float32)


@wrong("inverse_softmax", *common.MUTATES_INPUT)
def log_in_place(probs):
    np.log(probs, out=probs)
    return right.centred(probs)


@wrong("inverse_softmax", *common.MUTATES_INPUT)
def everything_in_place(probs):
    np.log(probs, out=probs)
    probs -= probs.mean(axis=1, keepdims=True)
    return probs
