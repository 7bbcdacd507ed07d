# mypy: allow-untyped-defs, allow-untyped-calls
"""What students write for `binary_cross_entropy`: other terms, and labels used otherwise."""

from __future__ import annotations

import numpy as np

from autograder.misconceptions import common, wrong
from autograder.misconceptions.cross_entropy.right import losses, sigmoid

NAME = "binary_cross_entropy"


@wrong(
    NAME,
    "swapped-roles",
    "Label and activation have changed places",
    "The label is 0 or 1. What is its logarithm?",
    "Of which of the two is the logarithm never infinite on paper: of y, or of a?",
)
def swapped_roles(logits, y):
    a, y = sigmoid(logits), np.asarray(y)
    return -np.mean(a * np.log(y) + (1 - a) * np.log(1 - y))


@wrong(NAME, "swapped-roles")
def swapped_and_clipped(logits, y):
    a, y = sigmoid(logits), np.clip(y, 1e-7, 1 - 1e-7)
    return -np.mean(a * np.log(y) + (1 - a) * np.log(1 - y))


@wrong(
    NAME,
    "sigmoid-twice",
    "The sigmoid is applied twice",
    "The argument holds scores, and your code treats the sigmoid's result as a score once more.",
    "Follow one number through your code. In which line does it first lie between 0 and 1?",
)
def sigmoid_twice(logits, y):
    return np.mean(losses(sigmoid(logits), y))


@wrong(
    NAME,
    "logits-as-probabilities",
    "Scores are used as probabilities",
    "A score can be negative, or 7. Can a probability?",
    "Logits are what goes into the sigmoid.",
)
def logits_as_probabilities(logits, y):
    y = np.asarray(y)
    return -np.mean(y * np.log(logits) + (1 - y) * np.log(1 - logits))


@wrong(
    NAME,
    "only-label-one",
    "Samples with label 0 cost nothing",
    "With label 0, y ln a is 0, whatever a is. Which term is there for these samples?",
)
def only_label_one(logits, y):
    return np.mean(np.asarray(y) * np.logaddexp(0, -logits))


@wrong(NAME, "only-label-one")
def mean_over_label_one(logits, y):
    chosen = np.asarray(y) == 1
    return np.sum(np.logaddexp(0, -logits)[chosen]) / max(chosen.sum(), 1)


@wrong(
    NAME,
    "only-label-zero",
    "Samples with label 1 cost nothing",
    "With label 1, (1 - y) ln(1 - a) is 0. Which term is there for these samples?",
)
def only_label_zero(logits, y):
    return np.mean((1 - np.asarray(y)) * np.logaddexp(0, logits))


@wrong(
    NAME,
    "labels-exchanged",
    "The labels 0 and 1 have changed places",
    "A large positive score says: label 1. Is the loss small then, when y is 1?",
)
def labels_exchanged(logits, y):
    return np.mean(losses(-logits, y))


@wrong(
    NAME,
    "sign-between-terms",
    "One of the two terms has the other sign",
    "Both logarithms are negative, and both terms should make the loss larger.",
    "How far does the minus in front of the bracket reach in your code?",
)
def minus_between(logits, y):
    y = np.asarray(y)
    return np.mean(y * np.logaddexp(0, -logits) - (1 - y) * np.logaddexp(0, logits))


@wrong(NAME, "sign-between-terms")
def minus_reaches_the_first(logits, y):
    y = np.asarray(y)
    return np.mean(-y * np.logaddexp(0, -logits) + (1 - y) * np.logaddexp(0, logits))


@wrong(
    NAME,
    "labels-plus-minus-one",
    "This formula is for labels -1 and 1",
    "ln(1 + exp(-yz)) is right when the labels are -1 and 1. What does it give for the label 0?",
)
def labels_plus_minus_one(logits, y):
    return np.mean(np.logaddexp(0, -np.asarray(y) * logits))


@wrong(NAME, *common.WRONG_LOG_BASE)
def base_two(logits, y):
    return np.mean(losses(logits, y)) / np.log(2)


@wrong(NAME, *common.WRONG_LOG_BASE)
def base_ten(logits, y):
    return np.mean(losses(logits, y)) / np.log(10)


@wrong(NAME, *common.LOG1P)
def log_one_plus(logits, y):
    a, y = sigmoid(logits), np.asarray(y)
    return -np.mean(y * np.log1p(a) + (1 - y) * np.log1p(1 - a))


@wrong(
    NAME,
    "squared-error",
    "This is a squared error",
    "The loss asked for has logarithms. It grows without bound when a sample is far on the other side.",
)
def squared_error(logits, y):
    return np.mean((sigmoid(logits) - np.asarray(y)) ** 2)


@wrong(NAME, "squared-error")
def absolute_error(logits, y):
    return np.mean(np.abs(sigmoid(logits) - np.asarray(y)))


@wrong(
    NAME,
    "counts-errors",
    "Mistakes are counted, not weighed",
    "A count jumps, and between two jumps it has no slope to follow.",
)
def counts_errors(logits, y):
    return np.mean((np.asarray(logits) > 0) != np.asarray(y))


@wrong(NAME, *common.SUM_NOT_MEAN)
def sum_not_mean(logits, y):
    return np.sum(losses(logits, y))


@wrong(NAME, "divided-by-2n", "The mean is halved", "The loss is a mean over the N samples, without another factor.")
def divided_by_2n(logits, y):
    return np.sum(losses(logits, y)) / (2 * len(logits))


@wrong(NAME, *common.NOT_SUMMED_UP)
def not_averaged(logits, y):
    return losses(logits, y)


@wrong(NAME, *common.ARRAY_LOSS)
def array_loss(logits, y):
    return np.mean(losses(logits, y), keepdims=True)


@wrong(NAME, *common.NEGATED)
def negated(logits, y):
    return -np.mean(losses(logits, y))


@wrong(
    NAME,
    "every-label-for-every-sample",
    "Every sample is compared with the labels of all samples",
    "Print the shape of the product of labels and logarithms: is it (N,) or (N, N)?",
    "A row times a column broadcasts to a table. Which pairs belong together?",
)
def row_times_column(logits, y):
    z = logits[:, None]
    return np.mean(np.maximum(z, 0) - np.asarray(y) * z + np.log1p(np.exp(-np.abs(z))))


@wrong(NAME, "every-label-for-every-sample")
def outer_product(logits, y):
    y = np.asarray(y)
    return (np.outer(y, np.logaddexp(0, -logits)) + np.outer(1 - y, np.logaddexp(0, logits))).sum() / len(y)


@wrong(NAME, *common.LABELS_NEED_ARRAY)
def labels_need_arithmetic(logits, y):
    return np.mean(y * np.logaddexp(0, -logits) + (1 - y) * np.logaddexp(0, logits))


@wrong(NAME, *common.FLOAT32)
def float32(logits, y):
    return float(np.mean(losses(np.asarray(logits, np.float32), np.asarray(y, np.float32)).astype(np.float32)))


@wrong(NAME, *common.ROUNDED)
def rounded(logits, y):
    return round(float(np.mean(losses(logits, y))), 4)


@wrong(NAME, *common.MUTATES_INPUT)
def negates_in_place(logits, y):
    logits[np.asarray(y) == 1] *= -1
    return np.mean(np.logaddexp(0, logits))


@wrong(NAME, *common.MUTATES_INPUT)
def limits_in_place(logits, y):
    loss = float(np.mean(losses(logits, y)))
    np.abs(logits, out=logits)
    return loss
