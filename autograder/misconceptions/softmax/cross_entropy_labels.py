# mypy: allow-untyped-defs, allow-untyped-calls
"""What students write for `cross_entropy`: sums and means of the losses, and labels used otherwise."""

from __future__ import annotations

import numpy as np

from autograder.misconceptions import common, wrong
from autograder.misconceptions.softmax import right


@wrong("cross_entropy", *common.SUM_NOT_MEAN)
def sum_not_mean(scores, y):
    return -np.sum(right.log_softmax(scores)[np.arange(len(y)), y])


@wrong("cross_entropy", *common.NOT_SUMMED_UP)
def not_averaged(scores, y):
    return -right.log_softmax(scores)[np.arange(len(y)), y]


@wrong("cross_entropy", *common.NOT_SUMMED_UP)
def divided_not_summed(scores, y):
    return -right.log_softmax(scores)[np.arange(len(y)), y] / len(y)


@wrong("cross_entropy", *common.ARRAY_LOSS)
def array_loss(scores, y):
    return np.mean(-right.log_softmax(scores)[np.arange(len(y)), y], keepdims=True)


@wrong("cross_entropy", *common.ARRAY_LOSS)
def matrix_loss(scores, y):
    return np.mean(-right.log_softmax(scores)[np.arange(len(y)), y].reshape(-1, 1), axis=0, keepdims=True)


@wrong("cross_entropy", *common.MEAN_OVER_ALL)
def mean_over_all(scores, y):
    return -np.mean(np.eye(scores.shape[1])[y] * right.log_softmax(scores))


@wrong("cross_entropy", *common.DIVIDES_BY_CLASSES)
def divides_by_classes(scores, y):
    return -np.sum(right.log_softmax(scores)[np.arange(len(y)), y]) / scores.shape[1]


@wrong("cross_entropy", *common.NEGATED)
def negated(scores, y):
    return np.mean(right.log_softmax(scores)[np.arange(len(y)), y])


@wrong("cross_entropy", *common.PICKS_EVERY_LABEL)
def picks_every_label(scores, y):
    return -np.mean(right.log_softmax(scores)[:, y])


@wrong("cross_entropy", *common.PICKS_EVERY_LABEL)
def sums_every_label(scores, y):
    return -np.sum(right.log_softmax(scores)[:, y]) / len(y)


@wrong("cross_entropy", *common.IGNORES_LABELS)
def largest_probability(scores, y):
    return -np.mean(right.log_softmax(scores).max(axis=1))


@wrong("cross_entropy", *common.IGNORES_LABELS)
def every_class(scores, y):
    return -np.sum(right.log_softmax(scores)) / len(y)


@wrong("cross_entropy", *common.IGNORES_LABELS)
def mean_of_everything(scores, y):
    return -np.mean(right.log_softmax(scores))


@wrong("cross_entropy", *common.IGNORES_LABELS)
def entropy(scores, y):
    logs = right.log_softmax(scores)
    return -np.sum(np.exp(logs) * logs) / len(y)


@wrong(
    "cross_entropy",
    "labels-as-weights",
    "The class numbers are used as weights",
    "Class 0 then counts for nothing, and class 3 three times.",
    "A label says which column to look at; it is not a quantity.",
)
def labels_as_weights(scores, y):
    return -np.sum(np.asarray(y)[:, None] * right.log_softmax(scores)) / len(y)


@wrong("cross_entropy", "labels-as-weights")
def labels_times_largest(scores, y):
    return -np.mean(np.asarray(y) * right.log_softmax(scores).max(axis=1))


@wrong("cross_entropy", *common.EXPECTS_ONE_HOT)
def expects_one_hot(scores, y):
    return -np.sum(y * right.log_softmax(scores)) / scores.shape[0]


@wrong("cross_entropy", *common.EXPECTS_ONE_HOT)
def argmax_of_labels(scores, y):
    return -np.mean(right.log_softmax(scores)[np.arange(len(y)), np.argmax(y, axis=1)])


@wrong("cross_entropy", *common.LABELS_FROM_ONE)
def labels_from_one(scores, y):
    return -np.mean(right.log_softmax(scores)[np.arange(len(y)), np.asarray(y) - 1])


@wrong("cross_entropy", *common.LABELS_NEED_ARRAY)
def labels_need_shape(scores, y):
    N = y.shape[0]
    return -np.sum(right.log_softmax(scores)[np.arange(N), y]) / N


@wrong("cross_entropy", *common.LABELS_NEED_ARRAY)
def labels_need_array(scores, y):
    return -np.mean(right.log_softmax(scores)[np.arange(y.size), y])


@wrong("cross_entropy", *common.LABELS_NEED_ARRAY)
def labels_need_astype(scores, y):
    return -np.mean(right.log_softmax(scores)[np.arange(len(y)), y.astype(int)])
