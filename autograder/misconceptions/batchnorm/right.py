# mypy: allow-untyped-defs, allow-untyped-calls
"""The right steps that a mistaken answer is made of, apart from its mistake.

The forward function here keeps all that any backward function could ask for.
"""

from __future__ import annotations

import numpy as np

from autograder.misconceptions.softmax import right as softmax


def settings(x, bn_param):
    """eps, momentum and the running averages."""
    D = x.shape[1]
    return (
        bn_param.get("eps", 1e-5),
        bn_param.get("momentum", 0.9),
        bn_param.get("running_mean", np.zeros(D)),
        bn_param.get("running_var", np.zeros(D)),
    )


def update(bn_param, x, mean, var):
    _, momentum, running_mean, running_var = settings(x, bn_param)
    bn_param["running_mean"] = momentum * running_mean + (1 - momentum) * mean
    bn_param["running_var"] = momentum * running_var + (1 - momentum) * var


def statistics(x, bn_param):
    """The mean and variance that the mode asks for; train mode updates the averages."""
    if bn_param["mode"] == "train":
        update(bn_param, x, x.mean(axis=0), x.var(axis=0))
        return x.mean(axis=0), x.var(axis=0)
    return settings(x, bn_param)[2:]


def batchnorm_forward(x, gamma, beta, bn_param):
    eps = settings(x, bn_param)[0]
    mean, var = statistics(x, bn_param)
    sigma = np.sqrt(var + eps)
    x_hat = (x - mean) / sigma
    cache = {"x": x, "gamma": gamma, "beta": beta, "eps": eps, "mean": mean, "var": var, "sigma": sigma, "x_hat": x_hat}
    return gamma * x_hat + beta, cache


def parameters(dout, cache):
    """dgamma and dbeta."""
    return (dout * cache["x_hat"]).sum(axis=0), dout.sum(axis=0)


def batchnorm_backward(dout, cache):
    x_hat, dx_hat = cache["x_hat"], dout * cache["gamma"]
    dx = (dx_hat - dx_hat.mean(axis=0) - x_hat * (dx_hat * x_hat).mean(axis=0)) / cache["sigma"]
    return dx, *parameters(dout, cache)


def penalty(params, reg):
    return reg * (np.sum(params["W1"] ** 2) + np.sum(params["W2"] ** 2))


def forward(params, X, bn_param):
    """The scores, and what the backward pass needs."""
    normed, cache = batchnorm_forward(X @ params["W1"], params["gamma"], params["beta"], bn_param)
    hidden = np.maximum(normed, 0)
    return hidden @ params["W2"] + params["b2"], (normed, hidden, cache)


def mean_dscores(scores, y):
    return softmax.dscores(scores, y) / len(scores)


def backward(params, X, kept, dscores, reg):
    normed, hidden, cache = kept
    dz, dgamma, dbeta = batchnorm_backward(dscores @ params["W2"].T * (normed > 0), cache)
    return {
        "W1": X.T @ dz + 2 * reg * params["W1"],
        "gamma": dgamma,
        "beta": dbeta,
        "W2": hidden.T @ dscores + 2 * reg * params["W2"],
        "b2": dscores.sum(axis=0),
    }


def loss_of(scores, y):
    return softmax.cross_entropy(scores, y)


def network(params, X, y, bn_param, reg=0.0):
    scores, kept = forward(params, X, bn_param)
    loss = loss_of(scores, y) + penalty(params, reg)
    return loss, backward(params, X, kept, mean_dscores(scores, y), reg)
