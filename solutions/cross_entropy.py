"""The sigmoid and its slope, the losses that suit it and softmax, and the entropies behind them.

Rows are samples. Logarithms are natural. Arguments are never changed.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

import numpy as np

from solutions.softmax import softmax

_quiet = np.errstate(under="ignore")  # exp() of a very negative number is 0: right, and nothing to warn of


@_quiet
def sigmoid(x: np.ndarray) -> np.ndarray:
    """Squash numbers into the interval from 0 to 1.

    Parameters
    ----------
    x : ndarray of any shape
        Any finite numbers.

    Returns
    -------
    ndarray of the same shape
        ``1 / (1 + exp(-x))``, by whichever of its two forms has a negative exponent [1]_.

    References
    ----------
    .. [1] CS224n, assignment 1, question 2; PyTorch, ``torch.sigmoid``.
    """
    x = np.asarray(x, dtype=float)
    e = np.exp(-np.abs(x))
    s: np.ndarray = np.where(x >= 0, 1, e) / (1 + e)
    return s


def sigmoid_grad(s: np.ndarray) -> np.ndarray:
    """Differentiate the sigmoid, given its value.

    Parameters
    ----------
    s : ndarray of any shape
        ``sigmoid(x)``, not x.

    Returns
    -------
    ndarray of the same shape
        ``s * (1 - s)``.
    """
    slope: np.ndarray = s * (1 - s)
    return slope


def tanh_from_sigmoid(x: np.ndarray, sigmoid: Callable[[np.ndarray], np.ndarray]) -> np.ndarray:
    """Take the hyperbolic tangent by means of a sigmoid.

    Parameters
    ----------
    x : ndarray of any shape
    sigmoid : callable
        What takes an array to its sigmoid.

    Returns
    -------
    ndarray of the same shape
        ``2 * sigmoid(2x) - 1``.
    """
    return 2 * sigmoid(2 * x) - 1


def relu_grad(x: np.ndarray) -> np.ndarray:
    """Differentiate max(0, x): the slope is 1 above 0, and 0 below it and, by convention, at it.

    Parameters
    ----------
    x : ndarray of any shape

    Returns
    -------
    ndarray of the same shape
        1.0 or 0.0.
    """
    return (np.asarray(x) > 0).astype(float)


@_quiet
def binary_cross_entropy(logits: np.ndarray, y: np.ndarray | Sequence[int]) -> float:
    """Average the cross-entropy between labels 0 and 1 and the sigmoid of scores, without taking that sigmoid.

    Parameters
    ----------
    logits : ndarray of shape (N,)
        Scores z before the sigmoid.
    y : sequence of N numbers
        Labels, 0 or 1.

    Returns
    -------
    float
        The mean of ``-y log a - (1 - y) log(1 - a)`` with ``a = sigmoid(z)``, as ``log(1 + exp(z)) - y z`` [1]_.

    References
    ----------
    .. [1] PyTorch, ``binary_cross_entropy_with_logits``; TensorFlow, ``sigmoid_cross_entropy_with_logits``.
    """
    z, y = np.asarray(logits, dtype=float), np.asarray(y)
    return float(np.mean(np.maximum(z, 0) - y * z + np.log1p(np.exp(-np.abs(z)))))


def cross_entropy_grad(scores: np.ndarray, y: np.ndarray | Sequence[int]) -> np.ndarray:
    """Differentiate the mean cross-entropy of softmax with respect to the scores.

    Parameters
    ----------
    scores : ndarray of shape (N, C)
    y : sequence of N ints
        The true classes, from 0 to C - 1.

    Returns
    -------
    ndarray of shape (N, C)
        ``(P - Y) / N`` with the probabilities P and the one-hot labels Y; each row sums to 0.
    """
    dscores = softmax(scores)
    dscores[np.arange(len(dscores)), y] -= 1
    return dscores / len(dscores)


def mse(pred: np.ndarray, target: np.ndarray) -> tuple[float, np.ndarray]:
    """Mean squared error over all entries, and its gradient.

    Parameters
    ----------
    pred, target : ndarray of one shape

    Returns
    -------
    loss : float
        No square root is taken, so this is not a norm.
    dpred : ndarray of the shape of pred
    """
    error = np.asarray(pred, dtype=float) - target
    return float(np.mean(error**2)), 2 * error / error.size


def entropy(p: np.ndarray) -> float:
    """The expected surprise of a distribution, in nats.

    Parameters
    ----------
    p : ndarray of shape (C,)
        Probabilities; some may be 0.

    Returns
    -------
    float
        ``-sum p log p``, where ``0 log 0 = 0``.
    """
    p = p[p > 0]
    return float(np.sum(p * -np.log(p))) + 0.0  # not -0.0 for certainty


def kl_divergence(p: np.ndarray, q: np.ndarray) -> float:
    """How much more surprised one is by p when one expects q, in nats.

    Parameters
    ----------
    p, q : ndarray of shape (C,)
        Probabilities; some may be 0.

    Returns
    -------
    float
        ``sum p log(p / q)``, which is the cross-entropy of q less the entropy of p; infinite where q rules out
        what p does not.
    """
    p, q = p[p > 0], q[p > 0]
    if np.any(q == 0):
        return float("inf")
    return float(np.sum(p * (np.log(p) - np.log(q))))


def perceptron_grad(x: np.ndarray, W: np.ndarray, target: np.ndarray) -> np.ndarray:
    """Differentiate the squared error of a layer of sigmoids for one sample.

    Parameters
    ----------
    x : ndarray of shape (D,)
    W : ndarray of shape (D, K)
    target : ndarray of shape (K,)

    Returns
    -------
    ndarray of shape (D, K)
        The gradient of ``0.5 * sum((o - target)**2)`` with ``o = sigmoid(x @ W)``, with respect to W.
    """
    o = sigmoid(x @ W)
    return np.outer(x, (o - target) * sigmoid_grad(o))
