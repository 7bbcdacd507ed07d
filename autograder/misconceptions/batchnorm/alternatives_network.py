# mypy: allow-untyped-defs, allow-untyped-calls
"""Answers to `two_layer_bn_loss` that differ from the reference and are right."""

from __future__ import annotations

import numpy as np

from autograder.misconceptions import alternative
from autograder.misconceptions.batchnorm import right
from autograder.misconceptions.softmax import right as softmax


@alternative("two_layer_bn_loss")
def gradients_in_both_modes(params, X, y, bn_param, reg=0.0):
    """Test mode returns gradients as well; nobody asks for them."""
    return right.network(params, X, y, bn_param, reg)


@alternative("two_layer_bn_loss")
def with_one_hot_labels(params, X, y, bn_param, reg=0.0):
    """One-hot labels, and nothing but the loss in test mode."""
    N = X.shape[0]
    Y = np.eye(len(params["b2"]))[np.array(y)]
    bn, cache = right.batchnorm_forward(X.dot(params["W1"]), params["gamma"], params["beta"], bn_param)
    h = bn * (bn > 0)
    scores = h.dot(params["W2"]) + params["b2"]
    log_p = softmax.log_softmax(scores)
    loss = -np.sum(Y * log_p) / N
    for name in ("W1", "W2"):
        loss = loss + reg * np.sum(np.square(params[name]))
    if bn_param["mode"] != "train":
        return loss, None
    d = (np.exp(log_p) - Y) / N
    grads = {"b2": np.ones(N) @ d, "W2": np.dot(h.T, d) + 2 * reg * params["W2"]}
    dbn = d.dot(params["W2"].T)
    dbn[bn <= 0] = 0
    dz, grads["gamma"], grads["beta"] = right.batchnorm_backward(dbn, cache)
    grads["W1"] = X.T.dot(dz) + 2 * reg * params["W1"]
    return loss, grads


@alternative("two_layer_bn_loss")
def batch_norm_written_out(params, X, y, bn_param, reg=0.0):
    """No function of its own for batch norm, and a mask of x >= 0."""
    z = X @ params["W1"]
    H = z.shape[1]
    eps, momentum = bn_param.get("eps", 1e-5), bn_param.get("momentum", 0.9)
    old = bn_param.get("running_mean", np.zeros(H)), bn_param.get("running_var", np.zeros(H))
    training = bn_param["mode"] == "train"
    mean, var = (z.mean(axis=0), z.var(axis=0)) if training else old
    if training:
        bn_param["running_mean"] = momentum * old[0] + (1 - momentum) * mean
        bn_param["running_var"] = momentum * old[1] + (1 - momentum) * var
    z_hat = (z - mean) / np.sqrt(var + eps)
    n = params["gamma"] * z_hat + params["beta"]
    scores = np.where(n > 0, n, 0) @ params["W2"] + params["b2"]
    loss = softmax.cross_entropy(scores, y) + right.penalty(params, reg)
    d = softmax.dscores(scores, y) / len(X)
    dn = np.where(n >= 0, d @ params["W2"].T, 0)
    g = dn * params["gamma"]
    dz = (g - g.mean(axis=0) - z_hat * (g * z_hat).mean(axis=0)) / np.sqrt(var + eps)
    return loss, {
        "W1": X.T @ dz + 2 * reg * params["W1"], "gamma": (dn * z_hat).sum(axis=0), "beta": dn.sum(axis=0),
        "W2": np.maximum(n, 0).T @ d + 2 * reg * params["W2"], "b2": d.sum(axis=0),
    }  # fmt: skip


@alternative("two_layer_bn_loss")
def sample_by_sample(params, X, y, bn_param, reg=0.0):
    """Loops over the samples where batch norm allows it."""
    N = len(X)
    z = np.array([x @ params["W1"] for x in X])
    normed, cache = right.batchnorm_forward(z, params["gamma"], params["beta"], bn_param)
    loss = right.penalty(params, reg)
    dW2, db2 = 2 * reg * params["W2"] * 1.0, np.zeros(len(params["b2"]))
    dnormed = np.zeros_like(normed)
    for i in range(N):
        hidden = np.maximum(normed[i], 0)
        scores = hidden @ params["W2"] + params["b2"]
        scores = scores - scores.max()
        p = np.exp(scores) / np.exp(scores).sum()
        loss += (np.log(np.exp(scores).sum()) - scores[y[i]]) / N
        p[y[i]] -= 1
        dW2 += np.outer(hidden, p / N)
        db2 += p / N
        dnormed[i] = params["W2"] @ (p / N) * (hidden > 0)
    dz, dgamma, dbeta = right.batchnorm_backward(dnormed, cache)
    dW1 = sum(np.outer(X[i], dz[i]) for i in range(N)) + 2 * reg * params["W1"]
    return float(loss), {"W1": dW1, "gamma": dgamma, "beta": dbeta, "W2": dW2, "b2": db2}
