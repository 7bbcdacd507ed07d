# mypy: allow-untyped-defs, allow-untyped-calls
"""Backward functions that are right and keep nothing but the arguments of the forward pass."""

from __future__ import annotations

import numpy as np

from autograder.misconceptions import alternative


def batchnorm_forward(x, gamma, beta, bn_param):
    """The pair of the functions below, in train mode; its cache is a dict."""
    eps = bn_param.get("eps", 1e-5)
    out = gamma * (x - x.mean(axis=0)) / np.sqrt(x.var(axis=0) + eps) + beta
    return out, {"x": x, "gamma": gamma, "eps": eps}


@alternative("batchnorm_backward")
def from_the_arguments(dout, cache):
    x, gamma, eps = cache["x"], cache["gamma"], cache["eps"]
    variance = x.var(axis=0) + eps
    x_hat = (x - x.mean(axis=0)) * variance**-0.5
    direct = dout * gamma * variance**-0.5
    return direct - direct.mean(axis=0) - x_hat * (direct * x_hat).mean(axis=0), (dout * x_hat).sum(0), dout.sum(0)


@alternative("batchnorm_backward_alt")
def from_the_arguments_in_closed_form(dout, cache):
    return from_the_arguments(dout, cache)


@alternative("batchnorm_backward_alt")
def calls_the_other_function(dout, cache):
    x = cache["x"] * 1.0
    centred = x - x.mean(axis=0)
    inverse = 1 / (np.square(centred).mean(axis=0) + cache["eps"])
    dx, dgamma, dbeta = from_the_arguments(dout, cache)
    g = dout * cache["gamma"]
    dx = np.sqrt(inverse) * (g - g.mean(axis=0) - centred * inverse * (g * centred).mean(axis=0))
    return dx, dgamma, dbeta
