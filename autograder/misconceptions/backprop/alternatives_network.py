# mypy: allow-untyped-defs, allow-untyped-calls
"""Right networks that look different from the reference."""

from __future__ import annotations

import math

import numpy as np

from autograder.misconceptions import alternative
from autograder.misconceptions.backprop import right


@alternative("two_layer_loss")
def in_one_piece(params, X, y=None, reg=0.0):
    W1, b1, W2, b2 = (params[name] for name in ("W1", "b1", "W2", "b2"))
    N = X.shape[0]
    s1 = X.dot(W1) + b1
    h = (s1 > 0) * s1
    scores = h.dot(W2) + b2
    if y is None:
        return scores
    shifted = scores - scores.max(axis=1, keepdims=True)
    logs = shifted - np.log(np.exp(shifted).sum(axis=1, keepdims=True))
    loss = -logs[np.arange(N), y].sum() / N
    loss += reg * np.sum(W1 * W1) + reg * np.sum(W2 * W2)
    ds2 = np.exp(logs)
    ds2[np.arange(N), y] -= 1
    grads = {"W2": h.T.dot(ds2) / N + 2 * reg * W2, "b2": ds2.sum(axis=0) / N}
    ds1 = ds2.dot(W2.T)
    ds1 = (s1 > 0) * ds1
    grads["W1"] = X.T.dot(ds1) / N + 2 * reg * W1
    grads["b1"] = ds1.sum(axis=0) / N
    return loss, grads


@alternative("two_layer_loss")
def by_one_hot(params, X, y=None, reg=0.0):
    _z1, h, scores = right.forward(params, X)
    if y is None:
        return scores
    N, C = scores.shape
    Y = np.eye(C)[np.asarray(y)]
    lse = np.logaddexp.reduce(scores, axis=1, keepdims=True)
    loss = float(np.sum(Y * (lse - scores))) / N
    delta = (np.exp(scores - lse) - Y) / N
    back = np.where(h > 0, delta @ params["W2"].T, 0)
    ones = np.ones(N)
    grads = {"b2": ones @ delta, "W2": h.T @ delta, "b1": ones @ back, "W1": X.T @ back}
    for name in ("W1", "W2"):
        loss = loss + reg * np.linalg.norm(params[name]) ** 2
        grads[name] = grads[name] + reg * (params[name] + params[name])
    return [loss, grads]


@alternative("two_layer_loss")
def sample_by_sample(params, X, y=None, reg=0.0):
    W1, b1, W2, b2 = (params[name] for name in ("W1", "b1", "W2", "b2"))
    hidden = [np.maximum(W1.T @ x + b1, 0) for x in X]
    scores = np.array([W2.T @ h + b2 for h in hidden])
    if y is None:
        return scores
    loss, grads = 0.0, {name: np.zeros(np.shape(value)) for name, value in params.items()}
    for x, h, s, label in zip(X, hidden, scores, y, strict=True):
        m = s.max()
        e = np.exp(s - m)
        loss += math.log(e.sum()) - (s[label] - m)
        delta = e / e.sum() - np.eye(len(s))[label]
        back = (W2 @ delta) * (h > 0)
        for name, part in (("W2", np.outer(h, delta)), ("b2", delta), ("W1", np.outer(x, back)), ("b1", back)):
            grads[name] += part
    grads = {name: grad / len(X) for name, grad in grads.items()}
    grads["W1"] += 2 * reg * W1
    grads["W2"] += 2 * reg * W2
    return loss / len(X) + reg * float((W1**2).sum() + (W2**2).sum()), grads


@alternative("two_layer_loss")
def with_biases_as_weights_of_ones(params, X, y=None, reg=0.0):
    ones = np.ones((len(X), 1))
    A1, A2 = np.vstack([params["W1"], params["b1"]]), np.vstack([params["W2"], params["b2"]])
    X1 = np.hstack([X, ones])
    hidden = np.hstack([np.clip(X1 @ A1, 0, None), ones])
    scores = hidden @ A2
    if y is None:
        return scores
    delta = right.dscores(scores, y)
    dA2 = hidden.T @ delta
    dA1 = X1.T @ ((delta @ A2.T)[:, :-1] * (hidden[:, :-1] > 0))
    penalty = sum(np.einsum("ij,ij->", params[name], params[name]) for name in ("W1", "W2"))
    grads = {"W1": dA1[:-1] + 2 * reg * params["W1"], "b1": dA1[-1], "extra": 0.0}
    return right.data_loss(scores, y) + reg * penalty, {**grads, "W2": dA2[:-1] + 2 * reg * params["W2"], "b2": dA2[-1]}


@alternative("two_layer_loss")
def mask_open_at_zero_and_applied_twice(params, X, y=None, reg=0.0):
    z1, _, _ = right.forward(params, X)
    mask = z1 >= 0
    scores = (z1 * mask) @ params["W2"] + params["b2"]
    if y is None:
        return scores
    d = right.dscores(scores, y)
    dz1 = np.einsum("nc,hc->nh", d, params["W2"]) * mask * mask
    grads = right.backward(params, X, z1, z1 * mask, d, reg, dz1)
    return right.data_loss(scores, y) + right.penalty(params, reg), grads


@alternative("forward_backward_prop")
def by_offsets(X, Y, params, dimensions):
    D, H, C = dimensions[0], dimensions[1], dimensions[2]
    ofs = 0
    W1 = np.reshape(params[ofs : ofs + D * H], (D, H))
    ofs += D * H
    b1 = np.reshape(params[ofs : ofs + H], (1, H))
    ofs += H
    W2 = np.reshape(params[ofs : ofs + H * C], (H, C))
    ofs += H * C
    b2 = np.reshape(params[ofs : ofs + C], (1, C))
    h = right.sigmoid(np.dot(X, W1) + b1)
    y_hat = right.softmax(np.dot(h, W2) + b2)
    cost = -np.sum(Y * np.log(y_hat))
    d2 = y_hat - Y
    d1 = np.dot(d2, W2.T) * h * (1 - h)
    parts = (X.T.dot(d1), np.sum(d1, axis=0), h.T.dot(d2), np.sum(d2, axis=0))
    return cost, np.concatenate([part.flatten() for part in parts])


@alternative("forward_backward_prop")
def by_tanh(X, Y, params, dimensions):
    W1, b1, W2, b2 = right.unpack(params, dimensions)
    h = 0.5 * (1 + np.tanh((X @ W1 + b1) / 2))
    scores = h @ W2 + b2
    lse = np.logaddexp.reduce(scores, axis=1)
    d2 = np.exp(scores - lse[:, None]) - Y
    d1 = d2 @ W2.T * (h - h**2)
    return lse.sum() - np.sum(Y * scores), np.hstack([(X.T @ d1).ravel(), d1.sum(0), (h.T @ d2).ravel(), d2.sum(0)])


@alternative("forward_backward_prop")
def with_labels(X, Y, params, dimensions):
    W1, b1, W2, b2 = right.unpack(params, dimensions)
    y = np.argmax(Y, axis=1)
    h = right.sigmoid(X @ W1 + b1)
    scores = h @ W2 + b2
    N = len(X)
    d2 = right.dscores(scores, y) * N
    d1 = (d2 @ W2.T) * (h * (1 - h))
    grad = np.empty(params.size)
    for part, value in zip(right.unpack(grad, dimensions), (X.T @ d1, d1.sum(0), h.T @ d2, d2.sum(0)), strict=True):
        part[...] = value
    return float(N * right.data_loss(scores, y)), grad


@alternative("forward_backward_prop")
def one_sample_after_the_other(X, Y, params, dimensions):
    W1, b1, W2, b2 = right.unpack(params, dimensions)
    cost, grad = 0.0, np.zeros(params.size)
    for x, y in zip(X, Y, strict=True):
        h = right.sigmoid(x @ W1 + b1)
        p = right.softmax((h @ W2 + b2)[None, :])[0]
        cost -= float(np.log(p) @ y)
        d1 = (W2 @ (p - y)) * h * (1 - h)
        grad += right.flat(np.outer(x, d1), d1, np.outer(h, p - y), p - y)
    return cost, grad
