"""Batch normalisation, its gradient by the graph and in closed form, and a two-layer network that uses it.

Rows are samples: ``x`` has shape (N, D), and every column is normalised over the batch. Arrays are never changed; the
running averages in ``bn_param`` are replaced, in train mode only. The batch variance divides by N.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np

from solutions.softmax import cross_entropy, softmax

Cache = tuple[np.ndarray, np.ndarray, np.ndarray]
Gradients = tuple[np.ndarray, np.ndarray, np.ndarray]


def batchnorm_forward(
    x: np.ndarray, gamma: np.ndarray, beta: np.ndarray, bn_param: dict[str, Any]
) -> tuple[np.ndarray, Cache]:
    """Normalise every column, then scale by gamma and shift by beta [1]_.

    Parameters
    ----------
    x : ndarray of shape (N, D)
    gamma, beta : ndarray of shape (D,)
    bn_param : dict
        ``mode``, 'train' or 'test'; ``eps`` (1e-5); ``momentum`` (0.9); ``running_mean`` and ``running_var`` of shape
        (D,), zeros at first. In train mode these two are updated in the dict:
        ``running = momentum * running + (1 - momentum) * batch``.

    Returns
    -------
    out : ndarray of shape (N, D)
    cache : tuple
        What the backward pass needs: the normalised x, gamma and ``sqrt(var + eps)``.

    Raises
    ------
    ValueError
        The mode is neither 'train' nor 'test'.

    References
    ----------
    .. [1] S. Ioffe and C. Szegedy, "Batch Normalization", ICML 2015, algorithms 1 and 2; CS231n, assignment 2.
    """
    mode, eps, momentum = bn_param["mode"], bn_param.get("eps", 1e-5), bn_param.get("momentum", 0.9)
    running_mean = bn_param.get("running_mean", np.zeros(x.shape[1]))
    running_var = bn_param.get("running_var", np.zeros(x.shape[1]))
    if mode == "train":
        mu, var = x.mean(axis=0), x.var(axis=0)
        bn_param["running_mean"] = momentum * running_mean + (1 - momentum) * mu
        bn_param["running_var"] = momentum * running_var + (1 - momentum) * var
    elif mode == "test":
        mu, var = running_mean, running_var
    else:
        raise ValueError(f"bn_param['mode'] is {mode!r}; expected 'train' or 'test'")
    sigma = np.sqrt(var + eps)
    x_hat = (x - mu) / sigma
    return gamma * x_hat + beta, (x_hat, gamma, sigma)


def batchnorm_backward(dout: np.ndarray, cache: Cache) -> Gradients:
    """Send a gradient back through train mode, one node of the graph at a time.

    Parameters
    ----------
    dout : ndarray of shape (N, D)
    cache : tuple
        From `batchnorm_forward` in train mode.

    Returns
    -------
    dx : ndarray of shape (N, D)
    dgamma, dbeta : ndarray of shape (D,)
    """
    x_hat, gamma, sigma = cache
    N = len(dout)
    dx_hat = dout * gamma
    dsigma = -(dx_hat * x_hat).sum(axis=0) / sigma
    dvar = dsigma / (2 * sigma)
    dcentred = dx_hat / sigma + dvar * 2 * (x_hat * sigma) / N
    dmu = -dcentred.sum(axis=0)
    return dcentred + dmu / N, (dout * x_hat).sum(axis=0), dout.sum(axis=0)


def batchnorm_backward_alt(dout: np.ndarray, cache: Cache) -> Gradients:
    """Send a gradient back through train mode by the closed form.

    Parameters
    ----------
    dout : ndarray of shape (N, D)
    cache : tuple
        From `batchnorm_forward` in train mode.

    Returns
    -------
    dx : ndarray of shape (N, D)
        ``gamma / sigma * (dout - mean(dout) - x_hat * mean(dout * x_hat))``, the means taken over the batch.
    dgamma, dbeta : ndarray of shape (D,)
    """
    x_hat, gamma, sigma = cache
    dgamma, dbeta = (dout * x_hat).sum(axis=0), dout.sum(axis=0)
    return gamma / sigma * (dout - (dbeta + x_hat * dgamma) / len(dout)), dgamma, dbeta


def two_layer_bn_loss(
    params: dict[str, np.ndarray],
    X: np.ndarray,
    y: np.ndarray | Sequence[int],
    bn_param: dict[str, Any],
    reg: float = 0.0,
) -> tuple[float, dict[str, np.ndarray]]:
    """Loss and gradients of affine (without a bias) - batch norm - ReLU - affine - softmax.

    Parameters
    ----------
    params : dict of ndarray
        ``W1`` (D, H), ``gamma`` (H,), ``beta`` (H,), ``W2`` (H, C), ``b2`` (C,).
    X : ndarray of shape (N, D)
    y : sequence of N ints
        The true classes, from 0 to C - 1.
    bn_param : dict
        See `batchnorm_forward`.
    reg : float
        Strength of the penalty ``reg * (sum(W1**2) + sum(W2**2))``.

    Returns
    -------
    loss : float
        Mean cross-entropy plus penalty.
    grads : dict of ndarray
        By the names of the parameters; empty in test mode, in which nothing is trained.
    """
    W1, W2 = params["W1"], params["W2"]
    normed, cache = batchnorm_forward(X @ W1, params["gamma"], params["beta"], bn_param)
    hidden = np.maximum(normed, 0)
    scores = hidden @ W2 + params["b2"]
    loss = cross_entropy(scores, y) + reg * float(np.sum(W1**2) + np.sum(W2**2))
    if bn_param["mode"] == "test":
        return loss, {}
    dscores = softmax(scores)
    dscores[np.arange(len(X)), y] -= 1
    dscores /= len(X)
    dnormed = dscores @ W2.T * (normed > 0)
    dz, dgamma, dbeta = batchnorm_backward_alt(dnormed, cache)
    grads = {
        "W1": X.T @ dz + 2 * reg * W1,
        "gamma": dgamma,
        "beta": dbeta,
        "W2": hidden.T @ dscores + 2 * reg * W2,
        "b2": dscores.sum(axis=0),
    }
    return loss, grads
