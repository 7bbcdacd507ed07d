# mypy: allow-untyped-defs, allow-untyped-calls
"""What students write for `softmax_loss`: sums and means, signs, shapes, and labels used otherwise."""

from __future__ import annotations

import numpy as np

from autograder.misconceptions import common, wrong
from autograder.misconceptions.softmax import right

X_TRANSPOSED = (
    "dw-transposed",
    "dW comes out transposed",
    "dW has the shape of W, (D, C). Which shape has yours, when D and C differ?",
    "Write the shapes under the product: what must stand left, and what right, to get (D, C)?",
)
GRAD_NOT_AVERAGED = (
    "grad-not-averaged",
    "The gradient is not averaged",
    "Your dW is N times too large: it is the gradient of the summed loss.",
    "The loss is a mean over N samples. What does the factor in front of a sum become in its derivative?",
)


@wrong("softmax_loss", *GRAD_NOT_AVERAGED)
def grad_not_averaged(W, X, y, reg):
    return right.loss(W, X, y, reg), X.T @ right.dscores(X @ W, y) + 2 * reg * W


@wrong(
    "softmax_loss",
    "grad-averaged-twice",
    "The gradient is divided by N twice",
    "Your dW is N times too small.",
    "Follow the factor 1/N from the loss to dW: in how many lines of your code does it appear?",
)
def grad_averaged_twice(W, X, y, reg):
    N = len(X)
    dscores = right.dscores(X @ W, y) / N
    return right.loss(W, X, y, reg), X.T @ dscores / N + 2 * reg * W


@wrong("softmax_loss", *common.DIVIDES_BY_CLASSES)
def grad_divided_by_classes(W, X, y, reg):
    return right.loss(W, X, y, reg), X.T @ right.dscores(X @ W, y) / W.shape[1] + 2 * reg * W


@wrong("softmax_loss", *common.DIVIDES_BY_CLASSES)
def both_divided_by_classes(W, X, y, reg):
    N, C = len(X), W.shape[1]
    loss = -np.sum(right.log_softmax(X @ W)[np.arange(N), y]) / C + reg * np.sum(W**2)
    return loss, X.T @ right.dscores(X @ W, y) / C + 2 * reg * W


@wrong("softmax_loss", *common.SUM_NOT_MEAN)
def loss_summed(W, X, y, reg):
    N = len(X)
    loss = -np.sum(right.log_softmax(X @ W)[np.arange(N), y]) + reg * np.sum(W**2)
    return loss, X.T @ right.dscores(X @ W, y) / N + 2 * reg * W


@wrong(
    "softmax_loss",
    "nothing-averaged",
    "Loss and gradient belong to the sum over the samples",
    "Hand in every sample twice. Should loss and gradient double?",
    "The loss is a mean over the N samples, and the gradient is the gradient of that mean.",
)
def nothing_averaged(W, X, y, reg):
    N = len(X)
    loss = -np.sum(right.log_softmax(X @ W)[np.arange(N), y]) + reg * np.sum(W**2)
    return loss, X.T @ right.dscores(X @ W, y) + 2 * reg * W


@wrong("softmax_loss", *common.PICKS_EVERY_LABEL)
def subtracts_from_every_row(W, X, y, reg):
    dscores = right.softmax(X @ W)
    dscores[:, y] -= 1
    return right.loss(W, X, y, reg), X.T @ dscores / len(X) + 2 * reg * W


@wrong("softmax_loss", *common.PICKS_EVERY_LABEL)
def picks_every_label(W, X, y, reg):
    dscores = right.softmax(X @ W)
    loss = -np.mean(right.log_softmax(X @ W)[:, y]) + reg * np.sum(W**2)
    dscores[:, y] -= 1
    return loss, X.T @ dscores / len(X) + 2 * reg * W


@wrong(
    "softmax_loss",
    "labels-not-subtracted",
    "The labels do not enter the gradient",
    "Your gradient pushes every score down, that of the true class as well.",
    "The derivative of the loss by the scores has two cases: the true class, and the others. How do they differ?",
)
def labels_not_subtracted(W, X, y, reg):
    return right.loss(W, X, y, reg), X.T @ right.softmax(X @ W) / len(X) + 2 * reg * W


@wrong(
    "softmax_loss",
    "gradient-of-true-class-only",
    "Only the true class has a gradient",
    "The scores of the other classes are in the loss, too: in the sum of the exps.",
    "What is the derivative of log(sum(exp(s))) by a score that is not the true one?",
)
def true_class_only(W, X, y, reg):
    Y = np.eye(W.shape[1])[y]
    return right.loss(W, X, y, reg), X.T @ (Y * right.dscores(X @ W, y)) / len(X) + 2 * reg * W


@wrong("softmax_loss", "gradient-of-true-class-only")
def only_labels(W, X, y, reg):
    Y = np.eye(W.shape[1])[y]
    return right.loss(W, X, y, reg), -X.T @ Y / len(X) + 2 * reg * W


@wrong(
    "softmax_loss",
    "gradient-sign",
    "The gradient points downhill",
    "Raise the score of the true class: the loss falls. Which sign must that derivative have?",
    "Compare the order of the two terms in your difference with that of the derivation.",
)
def gradient_sign(W, X, y, reg):
    return right.loss(W, X, y, reg), -X.T @ right.dscores(X @ W, y) / len(X) + 2 * reg * W


@wrong("softmax_loss", "gradient-sign")
def whole_gradient_sign(W, X, y, reg):
    return right.loss(W, X, y, reg), -(X.T @ right.dscores(X @ W, y) / len(X) + 2 * reg * W)


@wrong(
    "softmax_loss",
    "extra-derivative",
    "The derivative of softmax enters twice",
    "Probabilities minus labels: that is the derivative of loss and softmax together.",
    "Is there another factor p * (1 - p) in your code? Where did it come from?",
)
def extra_derivative(W, X, y, reg):
    p = right.softmax(X @ W)
    return right.loss(W, X, y, reg), X.T @ (right.dscores(X @ W, y) * p * (1 - p)) / len(X) + 2 * reg * W


@wrong("softmax_loss", *X_TRANSPOSED)
def dw_transposed(W, X, y, reg):
    return right.loss(W, X, y, reg), right.dscores(X @ W, y).T @ X / len(X) + 2 * reg * W.T


@wrong("softmax_loss", *X_TRANSPOSED)
def dw_transposed_with_penalty(W, X, y, reg):
    return right.loss(W, X, y, reg), right.dscores(X @ W, y).T @ X / len(X) + 2 * reg * W


@wrong(
    "softmax_loss",
    "x-not-transposed",
    "The product for dW is taken the other way round",
    "Write the shapes under the product: X is (N, D), the derivative by the scores (N, C), dW (D, C).",
    "The sum runs over the samples. Which axis of each factor has to meet the other?",
)
def x_not_transposed(W, X, y, reg):
    return right.loss(W, X, y, reg), X @ right.dscores(X @ W, y) / len(X) + 2 * reg * W


@wrong(
    "softmax_loss",
    "returns-dscores",
    "The derivative by the scores is returned",
    "You stopped one step early: the shape is (N, C), that of the scores.",
    "scores = X @ W. How does the gradient go on from the scores to W?",
)
def returns_dscores(W, X, y, reg):
    return right.loss(W, X, y, reg), right.dscores(X @ W, y) / len(X)


@wrong("softmax_loss", "returns-dscores")
def returns_dscores_summed(W, X, y, reg):
    return right.loss(W, X, y, reg), right.dscores(X @ W, y)


@wrong(
    "softmax_loss",
    "swapped-returns",
    "The two results have changed places",
    "The task asks for the pair (loss, dW), in this order.",
)
def swapped_returns(W, X, y, reg):
    return X.T @ right.dscores(X @ W, y) / len(X) + 2 * reg * W, right.loss(W, X, y, reg)


@wrong(
    "softmax_loss",
    "one-return",
    "Only one of the two results is returned",
    "The task asks for the pair (loss, dW).",
)
def only_loss(W, X, y, reg):
    return right.loss(W, X, y, reg)


@wrong("softmax_loss", "one-return")
def only_gradient(W, X, y, reg):
    return X.T @ right.dscores(X @ W, y) / len(X) + 2 * reg * W


@wrong(
    "softmax_loss",
    "loss-after-subtraction",
    "The probabilities were changed before the loss was taken",
    "Subtracting the labels in place turns the probabilities into something else. Which line comes first in your code?",
    "Two names can stand for one array: after `d = p`, a change of d is a change of p.",
)
def loss_after_subtraction(W, X, y, reg):
    p = right.softmax(X @ W)
    rows = np.arange(len(X))
    p[rows, y] -= 1
    return -np.mean(np.log(p[rows, y])) + reg * np.sum(W**2), X.T @ p / len(X) + 2 * reg * W


@wrong("softmax_loss", *common.NEGATED)
def loss_negated(W, X, y, reg):
    N = len(X)
    loss = np.mean(right.log_softmax(X @ W)[np.arange(N), y]) + reg * np.sum(W**2)
    return loss, X.T @ right.dscores(X @ W, y) / N + 2 * reg * W


@wrong("softmax_loss", *common.MEAN_OVER_ALL)
def mean_over_all(W, X, y, reg):
    Y = np.eye(W.shape[1])[y]
    loss = -np.mean(Y * right.log_softmax(X @ W)) + right.penalty(W, reg)
    return loss, X.T @ (right.softmax(X @ W) - Y) / len(X) + 2 * reg * W


@wrong("softmax_loss", *common.NOT_SUMMED_UP)
def loss_not_averaged(W, X, y, reg):
    loss = -right.log_softmax(X @ W)[np.arange(len(X)), y] + reg * np.sum(W**2)
    return loss, X.T @ right.dscores(X @ W, y) / len(X) + 2 * reg * W
