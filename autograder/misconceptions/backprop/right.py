# mypy: allow-untyped-defs, allow-untyped-calls
"""The right steps that a mistaken answer is made of, apart from its mistake."""

from __future__ import annotations

import numpy as np


def log_softmax(scores):
    shifted = scores - scores.max(axis=1, keepdims=True)
    return shifted - np.log(np.exp(shifted).sum(axis=1, keepdims=True))


def softmax(scores):
    return np.exp(log_softmax(scores))


def data_loss(scores, y):
    return -np.mean(log_softmax(scores)[np.arange(len(scores)), y])


def dscores(scores, y):
    d = softmax(scores)
    d[np.arange(len(d)), y] -= 1
    return d / len(d)


def forward(params, X):
    z1 = X @ params["W1"] + params["b1"]
    a1 = np.maximum(z1, 0)
    return z1, a1, a1 @ params["W2"] + params["b2"]


def penalty(params, reg):
    return reg * (np.sum(params["W1"] ** 2) + np.sum(params["W2"] ** 2))


def backward(params, X, z1, a1, d, reg=0.0, dz1=None):
    if dz1 is None:
        dz1 = d @ params["W2"].T * (z1 > 0)
    return {
        "W1": X.T @ dz1 + 2 * reg * params["W1"], "b1": dz1.sum(axis=0),
        "W2": a1.T @ d + 2 * reg * params["W2"], "b2": d.sum(axis=0),
    }  # fmt: skip


def loss(params, X, y, reg=0.0):
    z1, a1, scores = forward(params, X)
    return data_loss(scores, y) + penalty(params, reg), backward(params, X, z1, a1, dscores(scores, y), reg)


def predict(params, X):
    return np.argmax(forward(params, X)[2], axis=1)


def accuracy(params, X, y):
    return float(np.mean(predict(params, X) == y))


def unpack(params, dimensions):
    D, H, C = dimensions
    ends = np.cumsum([D * H, H, H * C])
    W1, b1, W2, b2 = np.split(params, ends)
    return W1.reshape(D, H), b1, W2.reshape(H, C), b2


def sigmoid(x):
    return 1 / (1 + np.exp(-x))


def flat(dW1, db1, dW2, db2):
    return np.concatenate([dW1.ravel(), db1.ravel(), dW2.ravel(), db2.ravel()])
