# mypy: allow-untyped-defs, allow-untyped-calls
"""What students write for `softmax_loss`: the loss and the data gradient. Penalties stand in `softmax_loss_penalty`."""

from __future__ import annotations

import numpy as np

from autograder.misconceptions import common, wrong

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
    return _loss(W, X, y, reg), X.T @ _dscores(X @ W, y) + 2 * reg * W


@wrong(
    "softmax_loss",
    "grad-averaged-twice",
    "The gradient is divided by N twice",
    "Your dW is N times too small.",
    "Follow the factor 1/N from the loss to dW: in how many lines of your code does it appear?",
)
def grad_averaged_twice(W, X, y, reg):
    N = len(X)
    dscores = _dscores(X @ W, y) / N
    return _loss(W, X, y, reg), X.T @ dscores / N + 2 * reg * W


@wrong("softmax_loss", *common.DIVIDES_BY_CLASSES)
def grad_divided_by_classes(W, X, y, reg):
    return _loss(W, X, y, reg), X.T @ _dscores(X @ W, y) / W.shape[1] + 2 * reg * W


@wrong("softmax_loss", *common.DIVIDES_BY_CLASSES)
def both_divided_by_classes(W, X, y, reg):
    N, C = len(X), W.shape[1]
    loss = -np.sum(_log_softmax(X @ W)[np.arange(N), y]) / C + reg * np.sum(W**2)
    return loss, X.T @ _dscores(X @ W, y) / C + 2 * reg * W


@wrong("softmax_loss", *common.SUM_NOT_MEAN)
def loss_summed(W, X, y, reg):
    N = len(X)
    loss = -np.sum(_log_softmax(X @ W)[np.arange(N), y]) + reg * np.sum(W**2)
    return loss, X.T @ _dscores(X @ W, y) / N + 2 * reg * W


@wrong(
    "softmax_loss",
    "nothing-averaged",
    "Loss and gradient belong to the sum over the samples",
    "Hand in every sample twice. Should loss and gradient double?",
    "The loss is a mean over the N samples, and the gradient is the gradient of that mean.",
)
def nothing_averaged(W, X, y, reg):
    N = len(X)
    loss = -np.sum(_log_softmax(X @ W)[np.arange(N), y]) + reg * np.sum(W**2)
    return loss, X.T @ _dscores(X @ W, y) + 2 * reg * W


@wrong("softmax_loss", *common.PICKS_EVERY_LABEL)
def subtracts_from_every_row(W, X, y, reg):
    dscores = _softmax(X @ W)
    dscores[:, y] -= 1
    return _loss(W, X, y, reg), X.T @ dscores / len(X) + 2 * reg * W


@wrong("softmax_loss", *common.PICKS_EVERY_LABEL)
def picks_every_label(W, X, y, reg):
    dscores = _softmax(X @ W)
    loss = -np.mean(_log_softmax(X @ W)[:, y]) + reg * np.sum(W**2)
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
    return _loss(W, X, y, reg), X.T @ _softmax(X @ W) / len(X) + 2 * reg * W


@wrong(
    "softmax_loss",
    "gradient-of-true-class-only",
    "Only the true class has a gradient",
    "The scores of the other classes are in the loss, too: in the sum of the exps.",
    "What is the derivative of log(sum(exp(s))) by a score that is not the true one?",
)
def true_class_only(W, X, y, reg):
    Y = np.eye(W.shape[1])[y]
    return _loss(W, X, y, reg), X.T @ (Y * _dscores(X @ W, y)) / len(X) + 2 * reg * W


@wrong("softmax_loss", "gradient-of-true-class-only")
def only_labels(W, X, y, reg):
    Y = np.eye(W.shape[1])[y]
    return _loss(W, X, y, reg), -X.T @ Y / len(X) + 2 * reg * W


@wrong(
    "softmax_loss",
    "gradient-sign",
    "The gradient points downhill",
    "Raise the score of the true class: the loss falls. Which sign must that derivative have?",
    "Compare the order of the two terms in your difference with that of the derivation.",
)
def gradient_sign(W, X, y, reg):
    return _loss(W, X, y, reg), -X.T @ _dscores(X @ W, y) / len(X) + 2 * reg * W


@wrong("softmax_loss", "gradient-sign")
def whole_gradient_sign(W, X, y, reg):
    return _loss(W, X, y, reg), -(X.T @ _dscores(X @ W, y) / len(X) + 2 * reg * W)


@wrong(
    "softmax_loss",
    "extra-derivative",
    "The derivative of softmax enters twice",
    "Probabilities minus labels: that is the derivative of loss and softmax together.",
    "Is there another factor p * (1 - p) in your code? Where did it come from?",
)
def extra_derivative(W, X, y, reg):
    p = _softmax(X @ W)
    return _loss(W, X, y, reg), X.T @ (_dscores(X @ W, y) * p * (1 - p)) / len(X) + 2 * reg * W


@wrong("softmax_loss", *X_TRANSPOSED)
def dw_transposed(W, X, y, reg):
    return _loss(W, X, y, reg), _dscores(X @ W, y).T @ X / len(X) + 2 * reg * W.T


@wrong("softmax_loss", *X_TRANSPOSED)
def dw_transposed_with_penalty(W, X, y, reg):
    return _loss(W, X, y, reg), _dscores(X @ W, y).T @ X / len(X) + 2 * reg * W


@wrong(
    "softmax_loss",
    "x-not-transposed",
    "The product for dW is taken the other way round",
    "Write the shapes under the product: X is (N, D), the derivative by the scores (N, C), dW (D, C).",
    "The sum runs over the samples. Which axis of each factor has to meet the other?",
)
def x_not_transposed(W, X, y, reg):
    return _loss(W, X, y, reg), X @ _dscores(X @ W, y) / len(X) + 2 * reg * W


@wrong(
    "softmax_loss",
    "returns-dscores",
    "The derivative by the scores is returned",
    "You stopped one step early: the shape is (N, C), that of the scores.",
    "scores = X @ W. How does the gradient go on from the scores to W?",
)
def returns_dscores(W, X, y, reg):
    return _loss(W, X, y, reg), _dscores(X @ W, y) / len(X)


@wrong("softmax_loss", "returns-dscores")
def returns_dscores_summed(W, X, y, reg):
    return _loss(W, X, y, reg), _dscores(X @ W, y)


@wrong(
    "softmax_loss",
    "swapped-returns",
    "The two results have changed places",
    "The task asks for the pair (loss, dW), in this order.",
)
def swapped_returns(W, X, y, reg):
    return X.T @ _dscores(X @ W, y) / len(X) + 2 * reg * W, _loss(W, X, y, reg)


@wrong(
    "softmax_loss",
    "one-return",
    "Only one of the two results is returned",
    "The task asks for the pair (loss, dW).",
)
def only_loss(W, X, y, reg):
    return _loss(W, X, y, reg)


@wrong("softmax_loss", "one-return")
def only_gradient(W, X, y, reg):
    return X.T @ _dscores(X @ W, y) / len(X) + 2 * reg * W


@wrong(
    "softmax_loss",
    "loss-after-subtraction",
    "The probabilities were changed before the loss was taken",
    "Subtracting the labels in place turns the probabilities into something else. Which line comes first in your code?",
    "Two names can stand for one array: after `d = p`, a change of d is a change of p.",
)
def loss_after_subtraction(W, X, y, reg):
    p = _softmax(X @ W)
    rows = np.arange(len(X))
    p[rows, y] -= 1
    return -np.mean(np.log(p[rows, y])) + reg * np.sum(W**2), X.T @ p / len(X) + 2 * reg * W


@wrong("softmax_loss", *common.NEGATED)
def loss_negated(W, X, y, reg):
    N = len(X)
    loss = np.mean(_log_softmax(X @ W)[np.arange(N), y]) + reg * np.sum(W**2)
    return loss, X.T @ _dscores(X @ W, y) / N + 2 * reg * W


@wrong("softmax_loss", *common.MEAN_OVER_ALL)
def mean_over_all(W, X, y, reg):
    Y = np.eye(W.shape[1])[y]
    return -np.mean(Y * _log_softmax(X @ W)) + reg * np.sum(W**2), X.T @ (_softmax(X @ W) - Y) / len(X) + 2 * reg * W


@wrong("softmax_loss", *common.NOT_SUMMED_UP)
def loss_not_averaged(W, X, y, reg):
    loss = -_log_softmax(X @ W)[np.arange(len(X)), y] + reg * np.sum(W**2)
    return loss, X.T @ _dscores(X @ W, y) / len(X) + 2 * reg * W


@wrong("softmax_loss", *common.NO_SHIFT)
def no_shift(W, X, y, reg):
    N = len(X)
    e = np.exp(X @ W)
    p = e / e.sum(axis=1, keepdims=True)
    loss = -np.mean(np.log(p[np.arange(N), y])) + reg * np.sum(W**2)
    p[np.arange(N), y] -= 1
    return loss, X.T @ p / N + 2 * reg * W


@wrong("softmax_loss", *common.NO_SHIFT)
def no_shift_in_gradient(W, X, y, reg):
    e = np.exp(X @ W)
    dscores = e / e.sum(axis=1, keepdims=True)
    dscores[np.arange(len(X)), y] -= 1
    return _loss(W, X, y, reg), X.T @ dscores / len(X) + 2 * reg * W


@wrong("softmax_loss", *common.GLOBAL_MAX)
def global_max(W, X, y, reg):
    N = len(X)
    scores = X @ W
    e = np.exp(scores - scores.max())
    p = e / e.sum(axis=1, keepdims=True)
    loss = -np.mean(np.log(p[np.arange(N), y])) + reg * np.sum(W**2)
    p[np.arange(N), y] -= 1
    return loss, X.T @ p / N + 2 * reg * W


@wrong("softmax_loss", *common.LOG_OF_SOFTMAX)
def log_of_softmax(W, X, y, reg):
    N = len(X)
    loss = -np.mean(np.log(_softmax(X @ W)[np.arange(N), y])) + reg * np.sum(W**2)
    return loss, X.T @ _dscores(X @ W, y) / N + 2 * reg * W


def _plus_eps(eps):
    def log_plus_eps(W, X, y, reg):
        N = len(X)
        loss = -np.mean(np.log(_softmax(X @ W)[np.arange(N), y] + eps)) + reg * np.sum(W**2)
        return loss, X.T @ _dscores(X @ W, y) / N + 2 * reg * W

    return log_plus_eps


def _clipped(eps):
    def clip_probabilities(W, X, y, reg):
        N = len(X)
        loss = -np.mean(np.log(np.maximum(_softmax(X @ W)[np.arange(N), y], eps))) + reg * np.sum(W**2)
        return loss, X.T @ _dscores(X @ W, y) / N + 2 * reg * W

    return clip_probabilities


for _eps in common.TINY:
    wrong("softmax_loss", *common.LOG_PLUS_EPS)(_plus_eps(_eps))
    wrong("softmax_loss", *common.CLIP_PROBABILITIES)(_clipped(_eps))


@wrong("softmax_loss", *common.SUM_AXIS_0)
def sum_axis_0(W, X, y, reg):
    N = len(X)
    scores = X @ W
    e = np.exp(scores - scores.max(axis=0))
    p = e / e.sum(axis=0)
    loss = -np.mean(np.log(p[np.arange(N), y])) + reg * np.sum(W**2)
    p[np.arange(N), y] -= 1
    return loss, X.T @ p / N + 2 * reg * W


@wrong("softmax_loss", *common.NO_KEEPDIMS)
def no_keepdims(W, X, y, reg):
    N = len(X)
    scores = X @ W
    e = np.exp(scores - scores.max(axis=1))
    p = e / e.sum(axis=1)
    loss = -np.mean(np.log(p[np.arange(N), y])) + reg * np.sum(W**2)
    p[np.arange(N), y] -= 1
    return loss, X.T @ p / N + 2 * reg * W


@wrong("softmax_loss", *common.EXPECTS_ONE_HOT)
def expects_one_hot(W, X, y, reg):
    N = len(X)
    loss = -np.sum(y * _log_softmax(X @ W)) / N + reg * np.sum(W**2)
    return loss, X.T @ (_softmax(X @ W) - y) / N + 2 * reg * W


@wrong("softmax_loss", *common.EXPECTS_ONE_HOT)
def one_hot_in_gradient(W, X, y, reg):
    return _loss(W, X, y, reg), X.T @ (_softmax(X @ W) - y) / len(X) + 2 * reg * W


@wrong(
    "softmax_loss",
    "softmax-over-features",
    "Softmax runs over the inputs, not over the scores",
    "The classifier turns X into scores first, by W. Which array has one column for each class?",
)
def softmax_of_x(W, X, y, reg):
    scores = _softmax(X) @ W
    return _loss_of(scores, W, y, reg), X.T @ _dscores(scores, y) / len(X) + 2 * reg * W


@wrong("softmax_loss", *common.SOFTMAX_TWICE)
def softmax_twice(W, X, y, reg):
    p = _softmax(X @ W)
    return _loss_of(p, W, y, reg), X.T @ _dscores(p, y) / len(X) + 2 * reg * W


@wrong("softmax_loss", *common.SOFTMAX_TWICE)
def softmax_twice_in_loss(W, X, y, reg):
    return _loss_of(_softmax(X @ W), W, y, reg), X.T @ _dscores(X @ W, y) / len(X) + 2 * reg * W


@wrong("softmax_loss", *common.FLOAT32)
def float32(W, X, y, reg):
    W, X = W.astype(np.float32), X.astype(np.float32)
    return _loss(W, X, y, reg), X.T @ _dscores(X @ W, y) / len(X) + 2 * reg * W


def _softmax(scores):
    e = np.exp(scores - scores.max(axis=1, keepdims=True))
    return e / e.sum(axis=1, keepdims=True)


def _log_softmax(scores):
    shifted = scores - scores.max(axis=1, keepdims=True)
    return shifted - np.log(np.exp(shifted).sum(axis=1, keepdims=True))


def _dscores(scores, y):
    dscores = _softmax(scores)
    dscores[np.arange(len(scores)), y] -= 1
    return dscores


def _loss_of(scores, W, y, reg):
    return -np.mean(_log_softmax(scores)[np.arange(len(scores)), y]) + reg * np.sum(W**2)


def _loss(W, X, y, reg):
    return _loss_of(X @ W, W, y, reg)
