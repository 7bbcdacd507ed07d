"""Right pieces of notebook 02 that mistakes are built around; whatever is not the mistake must be right."""

from __future__ import annotations

from typing import Any

import numpy as np

Array = np.ndarray[Any, Any]


def sigmoid(x: Any) -> Array:
    e = np.exp(-np.abs(x))
    return np.asarray(np.where(x >= 0, 1, e) / (1 + e))


def losses(logits: Any, y: Any) -> Array:
    """The binary cross-entropy of each sample."""
    return np.asarray(np.maximum(logits, 0) - np.asarray(y) * logits + np.log1p(np.exp(-np.abs(logits))))


def softmax(scores: Any) -> Array:
    e = np.exp(scores - scores.max(axis=1, keepdims=True))
    return np.asarray(e / e.sum(axis=1, keepdims=True))


def one_hot(scores: Any, y: Any) -> Array:
    return np.asarray(np.eye(scores.shape[1])[np.asarray(y)])


def difference(scores: Any, y: Any) -> Array:
    """Probabilities less labels: the gradient of the summed cross-entropy."""
    return softmax(scores) - one_hot(scores, y)


def kl(p: Any, q: Any) -> float:
    with np.errstate(all="ignore"):
        return float(np.sum(p[p > 0] * (np.log(p[p > 0]) - np.log(q[p > 0]))))


def delta(x: Any, W: Any, target: Any) -> Array:
    """What the squared error passes back through a layer of sigmoids."""
    o = 1 / (1 + np.exp(-(x @ W)))
    return np.asarray((o - target) * o * (1 - o))


def gradient(x: Any, W: Any, target: Any) -> Array:
    return np.outer(x, delta(x, W, target))
