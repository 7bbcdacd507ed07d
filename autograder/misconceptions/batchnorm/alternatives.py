# mypy: allow-untyped-defs, allow-untyped-calls
"""Answers to `batchnorm_forward` that differ from the reference and are right."""

from __future__ import annotations

import numpy as np

from autograder.misconceptions import alternative


@alternative("batchnorm_forward")
def by_the_graph(x, gamma, beta, bn_param):
    """The public course's form: nine small steps, and the averages written back at the end."""
    mode = bn_param["mode"]
    eps, momentum = bn_param.get("eps", 1e-5), bn_param.get("momentum", 0.9)
    N, D = x.shape
    running_mean = bn_param.get("running_mean", np.zeros(D, dtype=x.dtype))
    running_var = bn_param.get("running_var", np.zeros(D, dtype=x.dtype))
    if mode == "train":
        mu = 1 / N * np.sum(x, axis=0)
        xmu = x - mu
        var = 1 / N * np.sum(xmu**2, axis=0)
        ivar = 1 / np.sqrt(var + eps)
        xhat = xmu * ivar
        out = gamma * xhat + beta
        running_mean = momentum * running_mean + (1 - momentum) * mu
        running_var = momentum * running_var + (1 - momentum) * var
        cache = (xhat, gamma, xmu, ivar, var, eps)
    else:
        out = (x - running_mean) / np.sqrt(running_var + eps) * gamma + beta
        cache = None
    bn_param["running_mean"] = running_mean
    bn_param["running_var"] = running_var
    return out, cache


@alternative("batchnorm_forward")
def one_affine_map(x, gamma, beta, bn_param):
    """In test mode the layer is a scale and a shift; the same form serves in train mode."""
    eps, momentum = bn_param.setdefault("eps", 1e-5), bn_param.setdefault("momentum", 0.9)
    bn_param.setdefault("running_mean", np.zeros(x.shape[1]))
    bn_param.setdefault("running_var", np.zeros(x.shape[1]))
    mean, var = bn_param["running_mean"], bn_param["running_var"]
    if bn_param["mode"] == "train":
        mean, var = np.mean(x, 0), np.var(x, 0)
        bn_param["running_mean"] = bn_param["running_mean"] + (1 - momentum) * (mean - bn_param["running_mean"])
        bn_param["running_var"] = bn_param["running_var"] + (1 - momentum) * (var - bn_param["running_var"])
    scale = gamma * (var + eps) ** -0.5
    return x * scale + (beta - mean * scale), (x, gamma, beta, mean, var)


@alternative("batchnorm_forward")
def with_loops(x, gamma, beta, bn_param):
    eps, momentum = bn_param.get("eps", 1e-5), bn_param.get("momentum", 0.9)
    N, D = x.shape
    out = np.zeros((N, D))
    old_mean, old_var = bn_param.get("running_mean", [0.0] * D), bn_param.get("running_var", [0.0] * D)
    new_mean, new_var = np.zeros(D), np.zeros(D)
    for j in range(D):
        mean, var = old_mean[j], old_var[j]
        new_mean[j], new_var[j] = mean, var
        if bn_param["mode"] == "train":
            mean = sum(x[i, j] for i in range(N)) / N
            var = sum((x[i, j] - mean) ** 2 for i in range(N)) / N
            new_mean[j] = momentum * new_mean[j] + (1 - momentum) * mean
            new_var[j] = momentum * new_var[j] + (1 - momentum) * var
        for i in range(N):
            out[i, j] = gamma[j] * (x[i, j] - mean) / np.sqrt(var + eps) + beta[j]
    if bn_param["mode"] == "train":
        bn_param["running_mean"], bn_param["running_var"] = new_mean, new_var
    return out, None


@alternative("batchnorm_forward")
def averages_in_place(x, gamma, beta, bn_param):
    """The arrays of the running averages are updated themselves; the averages keep an axis of length one inside."""
    eps, momentum = bn_param.get("eps", 1e-5), bn_param.get("momentum", 0.9)
    for name in ("running_mean", "running_var"):
        if name not in bn_param:
            bn_param[name] = np.zeros(x.shape[1])
    if bn_param["mode"] == "train":
        mean = x.mean(axis=0, keepdims=True)
        var = np.square(x - mean).mean(axis=0, keepdims=True)
        for name, new in (("running_mean", mean), ("running_var", var)):
            bn_param[name] *= momentum
            bn_param[name] += (1 - momentum) * new[0]
    else:
        mean, var = bn_param["running_mean"][None, :], bn_param["running_var"][None, :]
    return gamma[None, :] * ((x - mean) / np.sqrt(var + eps)) + beta[None, :], {"mean": mean}


@alternative("batchnorm_forward")
def variance_as_mean_square_minus_square(x, gamma, beta, bn_param):
    """Less exact where the mean is large beside the spread, and right for ordinary columns."""
    eps, momentum = bn_param.get("eps", 1e-5), bn_param.get("momentum", 0.9)
    if bn_param["mode"] == "test":
        mean, std = bn_param["running_mean"], np.sqrt(bn_param["running_var"] + eps)
    else:
        x = x * 1.0
        mean = x.mean(axis=0)
        var = np.maximum((x**2).mean(axis=0) - mean**2, 0)
        std = np.sqrt(var + eps)
        for name, new in (("running_mean", mean), ("running_var", var)):
            bn_param[name] = momentum * bn_param.get(name, 0.0) + (1 - momentum) * new
    return np.add(np.multiply(gamma, np.divide(np.subtract(x, mean), std)), beta), [mean, std]
