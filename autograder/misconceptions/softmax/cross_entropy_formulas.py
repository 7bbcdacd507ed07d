# mypy: allow-untyped-defs, allow-untyped-calls
"""What students write for `cross_entropy`: another formula in its place, and slips on the way to it."""

from __future__ import annotations

import numpy as np

from autograder.misconceptions import common, wrong
from autograder.misconceptions.softmax import right


@wrong("cross_entropy", *common.WRONG_LOG_BASE)
def log2(scores, y):
    return -np.mean(np.log2(right.softmax(scores)[np.arange(len(y)), y]))


@wrong("cross_entropy", *common.WRONG_LOG_BASE)
def log10(scores, y):
    return -np.mean(np.log10(right.softmax(scores)[np.arange(len(y)), y]))


@wrong("cross_entropy", *common.LOG1P)
def log1p(scores, y):
    return -np.mean(np.log1p(right.softmax(scores)[np.arange(len(y)), y]))


@wrong("cross_entropy", *common.SOFTMAX_TWICE)
def softmax_twice(scores, y):
    return right.cross_entropy(right.softmax(scores), y)


@wrong(
    "cross_entropy",
    "scores-as-probabilities",
    "The logarithm is taken of the scores",
    "The arguments are scores, of any sign; a logarithm needs probabilities.",
    "Which function of this notebook leads from one to the other, and which one straight to the logarithm?",
)
def scores_as_probabilities(scores, y):
    return -np.mean(np.log(scores[np.arange(len(y)), y]))


@wrong("cross_entropy", "scores-as-probabilities")
def scores_without_log(scores, y):
    return -np.mean(scores[np.arange(len(y)), y])


@wrong(
    "cross_entropy",
    "no-log",
    "There is no logarithm in the loss",
    "A true class with probability 0 should cost without bound. What does it cost in your version?",
)
def one_minus_probability(scores, y):
    return np.mean(1 - right.softmax(scores)[np.arange(len(y)), y])


@wrong("cross_entropy", "no-log")
def negative_probability(scores, y):
    return -np.mean(right.softmax(scores)[np.arange(len(y)), y])


@wrong(
    "cross_entropy",
    "log-of-mean",
    "The mean is taken before the logarithm",
    "The logarithm of a mean is not the mean of the logarithms. Try it with 1 and 0.01.",
    "Each sample has a loss of its own; average those.",
)
def log_of_mean(scores, y):
    return -np.log(np.mean(right.softmax(scores)[np.arange(len(y)), y]))


@wrong("cross_entropy", "log-of-mean")
def log_of_sum(scores, y):
    return -np.log(np.sum(right.softmax(scores)[np.arange(len(y)), y])) / len(y)


@wrong(
    "cross_entropy",
    "binary-cross-entropy",
    "Terms of the binary cross-entropy are in the sum",
    "log(1 - p) belongs to two classes with a sigmoid. With softmax the probabilities of a row already sum to 1.",
    "Which classes enter the loss of one sample?",
)
def binary_cross_entropy(scores, y):
    p, Y = right.softmax(scores), np.eye(scores.shape[1])[y]
    return -np.sum(Y * np.log(p) + (1 - Y) * np.log(1 - p)) / len(y)


@wrong("cross_entropy", "binary-cross-entropy")
def mean_binary_cross_entropy(scores, y):
    p, Y = right.softmax(scores), np.eye(scores.shape[1])[y]
    return -np.mean(Y * np.log(p) + (1 - Y) * np.log(1 - p))


@wrong(
    "cross_entropy",
    "swapped-roles",
    "Labels and probabilities have changed places",
    "The logarithm of a one-hot label is 0 or minus infinity.",
    "Of which of the two does the loss take the logarithm?",
)
def swapped_roles(scores, y):
    return -np.sum(right.softmax(scores) * np.log(np.eye(scores.shape[1])[y] + 1e-8)) / len(y)


@wrong("cross_entropy", "swapped-roles")
def swapped_roles_bare(scores, y):
    return -np.sum(right.softmax(scores) * np.log(np.eye(scores.shape[1])[y])) / len(y)


@wrong(
    "cross_entropy",
    "another-loss",
    "This is another loss function",
    "The hinge loss compares scores, the squared error compares probabilities with 0 and 1.",
    "The cross-entropy of a sample looks at one number: the probability of its true class.",
)
def hinge(scores, y):
    rows = np.arange(len(y))
    margins = np.maximum(0, scores - scores[rows, y][:, None] + 1)
    margins[rows, y] = 0
    return margins.sum() / len(y)


@wrong("cross_entropy", "another-loss")
def squared_error(scores, y):
    return np.sum((right.softmax(scores) - np.eye(scores.shape[1])[y]) ** 2) / len(y)


@wrong("cross_entropy", "another-loss")
def mean_squared_error(scores, y):
    return np.mean((right.softmax(scores) - np.eye(scores.shape[1])[y]) ** 2)


@wrong(
    "cross_entropy",
    "returns-in-loop",
    "Only one sample counts",
    "How many rows does your function look at before it returns, or before the sum starts again?",
    "Look at what stands inside the loop, and what should stand before or after it.",
)
def returns_in_loop(scores, y):
    for i in range(len(y)):
        return -right.log_softmax(scores)[i, y[i]]
    return None


@wrong("cross_entropy", "returns-in-loop")
def divided_in_loop(scores, y):
    for i in range(len(y)):
        return -right.log_softmax(scores)[i, y[i]] / len(y)
    return None


@wrong("cross_entropy", "returns-in-loop")
def last_sample(scores, y):
    for i in range(len(y)):
        loss = -right.log_softmax(scores)[i, y[i]]
    return loss / len(y)


@wrong("cross_entropy", *common.SUM_AXIS_0)
def sum_axis_0(scores, y):
    shifted = scores - scores.max(axis=0)
    return -np.mean((shifted - np.log(np.exp(shifted).sum(axis=0)))[np.arange(len(y)), y])


@wrong("cross_entropy", *common.SUM_OVER_ALL)
def sum_over_all(scores, y):
    shifted = scores - scores.max()
    return -np.mean((shifted - np.log(np.exp(shifted).sum()))[np.arange(len(y)), y])


@wrong("cross_entropy", *common.NO_KEEPDIMS)
def no_keepdims(scores, y):
    shifted = scores - scores.max(axis=1)
    return -np.mean((shifted - np.log(np.exp(shifted).sum(axis=1)))[np.arange(len(y)), y])


@wrong("cross_entropy", *common.NO_KEEPDIMS)
def no_keepdims_in_sum(scores, y):
    shifted = scores - scores.max(axis=1, keepdims=True)
    return -np.mean((shifted - np.log(np.exp(shifted).sum(axis=1)))[np.arange(len(y)), y])


@wrong("cross_entropy", *common.ROUNDED)
def rounded(scores, y):
    return round(float(right.cross_entropy(scores, y)), 4)


@wrong("cross_entropy", *common.FLOAT32)
def float32(scores, y):
    return right.cross_entropy(scores.astype(np.float32), y)


@wrong("cross_entropy", *common.MUTATES_INPUT)
def shifts_in_place(scores, y):
    scores -= scores.max(axis=1, keepdims=True)
    return right.cross_entropy(scores, y)


@wrong("cross_entropy", *common.MUTATES_INPUT)
def log_softmax_in_place(scores, y):
    scores -= scores.max(axis=1, keepdims=True)
    scores -= np.log(np.exp(scores).sum(axis=1, keepdims=True))
    return -np.mean(scores[np.arange(len(y)), y])
