# mypy: allow-untyped-defs, allow-untyped-calls
"""What students write for `softmax_loss`: what goes on between the scores and the probabilities."""

from __future__ import annotations

import numpy as np

from autograder.misconceptions import common, wrong
from autograder.misconceptions.softmax import right


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
    return right.loss(W, X, y, reg), X.T @ dscores / len(X) + 2 * reg * W


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
    loss = -np.mean(np.log(right.softmax(X @ W)[np.arange(N), y])) + reg * np.sum(W**2)
    return loss, X.T @ right.dscores(X @ W, y) / N + 2 * reg * W


def _plus_eps(eps):
    def log_plus_eps(W, X, y, reg):
        N = len(X)
        loss = -np.mean(np.log(right.softmax(X @ W)[np.arange(N), y] + eps)) + reg * np.sum(W**2)
        return loss, X.T @ right.dscores(X @ W, y) / N + 2 * reg * W

    return log_plus_eps


def _clipped(eps):
    def clip_probabilities(W, X, y, reg):
        N = len(X)
        loss = -np.mean(np.log(np.maximum(right.softmax(X @ W)[np.arange(N), y], eps))) + reg * np.sum(W**2)
        return loss, X.T @ right.dscores(X @ W, y) / N + 2 * reg * W

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
    loss = -np.sum(y * right.log_softmax(X @ W)) / N + reg * np.sum(W**2)
    return loss, X.T @ (right.softmax(X @ W) - y) / N + 2 * reg * W


@wrong("softmax_loss", *common.EXPECTS_ONE_HOT)
def one_hot_in_gradient(W, X, y, reg):
    return right.loss(W, X, y, reg), X.T @ (right.softmax(X @ W) - y) / len(X) + 2 * reg * W


@wrong(
    "softmax_loss",
    "softmax-over-features",
    "Softmax runs over the inputs, not over the scores",
    "The classifier turns X into scores first, by W. Which array has one column for each class?",
)
def softmax_of_x(W, X, y, reg):
    scores = right.softmax(X) @ W
    return right.cross_entropy(scores, y) + right.penalty(W, reg), X.T @ right.dscores(scores, y) / len(X) + 2 * reg * W


@wrong("softmax_loss", *common.SOFTMAX_TWICE)
def softmax_twice(W, X, y, reg):
    p = right.softmax(X @ W)
    return right.cross_entropy(p, y) + right.penalty(W, reg), X.T @ right.dscores(p, y) / len(X) + 2 * reg * W


@wrong("softmax_loss", *common.SOFTMAX_TWICE)
def softmax_twice_in_loss(W, X, y, reg):
    loss = right.cross_entropy(right.softmax(X @ W), y) + right.penalty(W, reg)
    return loss, X.T @ right.dscores(X @ W, y) / len(X) + 2 * reg * W


@wrong("softmax_loss", *common.FLOAT32)
def float32(W, X, y, reg):
    W, X = W.astype(np.float32), X.astype(np.float32)
    return right.loss(W, X, y, reg), X.T @ right.dscores(X @ W, y) / len(X) + 2 * reg * W
