"""Softmax, its logarithm, its inverse and its loss, exact for scores of any size.

Rows are samples: ``scores`` has shape (N, C) for N samples and C classes. Arguments are never changed.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

# A row may span more than floats can hold. Its difference is then -inf, whose exp is 0: right, and nothing to warn of.
_quiet = np.errstate(over="ignore", under="ignore")


@_quiet
def softmax(x: np.ndarray) -> np.ndarray:
    """Turn scores into probabilities along the last axis.

    Parameters
    ----------
    x : ndarray of shape (C,) or (N, C)
        Any finite scores.

    Returns
    -------
    ndarray of the same shape, each row summing to one
        ``exp(x_j) / sum_k exp(x_k)``. A constant added to a row cancels, so its largest score may be moved to 0 [1]_.

    References
    ----------
    .. [1] CS224n, assignment 1, question 1; CS231n, notes on linear classification, "Practical issues".
    """
    e = np.exp(_shifted(x))
    probs: np.ndarray = e / e.sum(axis=-1, keepdims=True)
    return probs


@_quiet
def log_softmax(scores: np.ndarray) -> np.ndarray:
    """Take the logarithm of softmax without taking the logarithm of a small number.

    Parameters
    ----------
    scores : ndarray of shape (N, C)

    Returns
    -------
    ndarray of shape (N, C)
        ``s_j - log sum_k exp(s_k)``; finite where softmax itself has underflowed to 0.
    """
    shifted = _shifted(scores)
    return shifted - np.logaddexp.reduce(shifted, axis=-1, keepdims=True)  # exact for a sum that is almost 1, too


def inverse_softmax(probs: np.ndarray) -> np.ndarray:
    """Find the scores that softmax turns into the given probabilities.

    Parameters
    ----------
    probs : ndarray of shape (N, C)
        Positive; each row sums to one.

    Returns
    -------
    ndarray of shape (N, C)
        ``log p_j + c`` with the constant of each row chosen so that the row sums to 0 [1]_.

    References
    ----------
    .. [1] M. Nielsen, Neural Networks and Deep Learning, chapter 3, "Inverting the softmax layer".
    """
    logs = np.log(probs)
    scores: np.ndarray = logs - logs.mean(axis=-1, keepdims=True)
    return scores


@_quiet
def softmax_temperature(scores: np.ndarray, temperature: float) -> np.ndarray:
    """Turn scores into probabilities that are sharper below temperature 1, and flatter above it.

    Parameters
    ----------
    scores : ndarray of shape (N, C)
    temperature : float
        Positive; may be as small as 1e-8.

    Returns
    -------
    ndarray of shape (N, C)
        The softmax of ``scores / temperature``.
    """
    return softmax(_shifted(scores) / temperature)


def cross_entropy(scores: np.ndarray, y: np.ndarray | Sequence[int]) -> float:
    """Average the negative log-probability of the true classes.

    Parameters
    ----------
    scores : ndarray of shape (N, C)
    y : sequence of N ints
        The true classes, from 0 to C - 1.

    Returns
    -------
    float
        ``-mean_i log softmax(scores_i)[y_i]``.
    """
    logs = log_softmax(scores)
    return -float(np.mean(logs[np.arange(len(logs)), y]))


def softmax_loss(
    W: np.ndarray, X: np.ndarray, y: np.ndarray | Sequence[int], reg: float
) -> tuple[float, np.ndarray]:
    """Loss and gradient of a linear classifier with softmax.

    Parameters
    ----------
    W : ndarray of shape (D, C)
    X : ndarray of shape (N, D)
    y : sequence of N ints
        The true classes, from 0 to C - 1.
    reg : float
        Strength of the L2 penalty ``reg * sum(W**2)``.

    Returns
    -------
    loss : float
        Cross-entropy plus penalty.
    dW : ndarray of shape (D, C)
        ``X.T @ (P - Y) / N + 2 * reg * W`` with the probabilities P and the one-hot labels Y [1]_.

    References
    ----------
    .. [1] CS231n, assignment 1, "Softmax classifier".
    """
    W, X = np.asarray(W, dtype=float), np.asarray(X, dtype=float)
    N = len(X)
    scores = X @ W
    loss = cross_entropy(scores, y) + reg * float(np.sum(W**2))
    dscores = softmax(scores)
    dscores[np.arange(N), y] -= 1
    return loss, X.T @ dscores / N + 2 * reg * W


def _shifted(scores: np.ndarray) -> np.ndarray:
    """Move the largest score of each row to 0, so that exp() cannot overflow."""
    scores = np.asarray(scores, dtype=float)  # unsigned integers would wrap around
    shifted: np.ndarray = scores - scores.max(axis=-1, keepdims=True)
    return shifted
