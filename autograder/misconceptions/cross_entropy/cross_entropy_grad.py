# mypy: allow-untyped-defs, allow-untyped-calls
"""What students write for `cross_entropy_grad`: terms that are lost, or come twice."""

from __future__ import annotations

import numpy as np

from autograder.misconceptions import common, wrong
from autograder.misconceptions.cross_entropy.right import difference, one_hot, softmax

NAME = "cross_entropy_grad"


@wrong(
    NAME,
    "not-averaged",
    "The gradient is that of the sum over the samples",
    "Your numbers are N times too large.",
    "The loss is a mean over N samples. What does the factor in front of a sum become in its derivative?",
)
def not_averaged(scores, y):
    return difference(scores, y)


@wrong(
    NAME,
    "averaged-twice",
    "The gradient is divided by N twice",
    "Your numbers are N times too small.",
    "In how many of your lines does N appear?",
)
def averaged_twice(scores, y):
    return difference(scores, y) / len(scores) ** 2


@wrong(NAME, *common.DIVIDES_BY_CLASSES)
def divides_by_classes(scores, y):
    return difference(scores, y) / scores.shape[1]


@wrong(NAME, "mean-over-all", "The gradient is divided by the number of all scores",
       "Each sample has one loss: the mean is over N of them, not over N * C.")  # fmt: skip
def mean_over_all(scores, y):
    return difference(scores, y) / scores.size


@wrong(
    NAME,
    "sign",
    "The gradient points downhill",
    "Raise the score of the true class: the loss falls. Which sign must that derivative have?",
    "Compare the order of the two terms in your difference with that of the derivation.",
)
def other_sign(scores, y):
    return -difference(scores, y) / len(scores)


@wrong(
    NAME,
    "labels-added",
    "The label is added, not subtracted",
    "In each row the derivatives should sum to 0: probabilities sum to 1, and so do one-hot rows.",
)
def labels_added(scores, y):
    return (softmax(scores) + one_hot(scores, y)) / len(scores)


@wrong(
    NAME,
    "labels-not-subtracted",
    "The labels do not enter the gradient",
    "Your gradient pushes every score down, that of the true class as well.",
    "The derivative has two cases: the true class, and the others. How do they differ?",
)
def labels_not_subtracted(scores, y):
    return softmax(scores) / len(scores)


@wrong(
    NAME,
    "true-class-only",
    "Only the true class has a gradient",
    "The scores of the other classes are in the loss too: in the sum of the exponentials.",
    "What is the derivative of ln(sum(exp(z))) by a score that is not the true one?",
)
def true_class_only(scores, y):
    return one_hot(scores, y) * difference(scores, y) / len(scores)


@wrong(NAME, "true-class-only")
def minus_one_hot(scores, y):
    return -one_hot(scores, y) / len(scores)


@wrong(
    NAME,
    "other-classes-sign",
    "The classes that are not the true one have the other sign",
    "Raise the score of another class: the true probability falls. Does the loss rise or fall?",
    "Two minus signs meet in that case: one of the logarithm, one of the softmax derivative.",
)
def other_classes_sign(scores, y):
    Y, p = one_hot(scores, y), softmax(scores)
    return np.where(Y == 1, p - 1, -p) / len(scores)


@wrong(
    NAME,
    "extra-derivative",
    "The derivative of softmax or sigmoid enters once more",
    "Probabilities minus labels is the derivative of loss and softmax together.",
    "Is there another factor p * (1 - p) in your code? It belongs to the squared error.",
)
def extra_derivative(scores, y):
    p = softmax(scores)
    return (p - one_hot(scores, y)) * p * (1 - p) / len(scores)


@wrong(
    NAME,
    "diagonal-only",
    "Each probability is differentiated by its own score alone",
    "p * (1 - p) is the diagonal of the softmax Jacobian. Every score moves every probability.",
    "Which entries of the Jacobian belong to the true class's probability?",
)
def diagonal_only(scores, y):
    p = softmax(scores)
    return p * (1 - p) / len(scores)


@wrong(NAME, "diagonal-only")
def diagonal_of_the_true_class(scores, y):
    p = softmax(scores)
    return -one_hot(scores, y) * p * (1 - p) / len(scores)


@wrong(
    NAME,
    "stops-at-probabilities",
    "This is the derivative by the probabilities",
    "-1/p is the first factor of the chain rule. The scores are one step further.",
)
def stops_at_probabilities(scores, y):
    return -one_hot(scores, y) / softmax(scores) / len(scores)


@wrong(
    NAME,
    "no-softmax",
    "Labels are subtracted from scores",
    "The gradient is made of probabilities. What turns scores into them?",
)
def no_softmax(scores, y):
    return (scores - one_hot(scores, y)) / len(scores)


@wrong(
    NAME,
    "logarithms-for-probabilities",
    "Log-probabilities stand where probabilities belong",
    "Each row of the gradient sums to 0. Does that hold with logarithms?",
)
def logarithms_for_probabilities(scores, y):
    shifted = scores - scores.max(axis=1, keepdims=True)
    logs = shifted - np.log(np.exp(shifted).sum(axis=1, keepdims=True))
    return (logs - one_hot(scores, y)) / len(scores)


@wrong(
    NAME,
    "sigmoid-for-softmax",
    "Each score goes through a sigmoid of its own",
    "The loss is that of softmax: one distribution a row. Do your probabilities sum to 1?",
)
def sigmoid_for_softmax(scores, y):
    return (1 / (1 + np.exp(-scores)) - one_hot(scores, y)) / len(scores)


@wrong(NAME, *common.SOFTMAX_TWICE)
def softmax_twice(scores, y):
    return difference(softmax(scores), y) / len(scores)
