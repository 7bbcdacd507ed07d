"""Inputs that several checks draw: labels and probabilities, and arrays laid out in memory in every way."""

from __future__ import annotations

import numpy as np


def labels(rng: np.random.Generator, N: int, C: int) -> np.ndarray:
    """Labels for N samples in which neighbours differ, the first and last class included."""
    y = rng.integers(C, size=N)
    y[: min(N, 2)] = [C - 1, 0][: min(N, 2)]
    return y


def probabilities(rng: np.random.Generator, N: int, C: int, spread: float = 2.0) -> np.ndarray:
    """Rows of positive probabilities that sum to one."""
    e = np.exp(rng.normal(size=(N, C), scale=spread))
    return np.asarray(e / e.sum(axis=1, keepdims=True))


def strided(array: np.ndarray) -> np.ndarray:
    """The same entries as every second column of a wider array."""
    wide = np.zeros((*array.shape[:-1], 2 * array.shape[-1]), array.dtype)
    wide[..., ::2] = array
    return wide[..., ::2]


def read_only(array: np.ndarray) -> np.ndarray:
    """A copy that cannot be written to."""
    copy = array.copy()
    copy.flags.writeable = False
    return copy
