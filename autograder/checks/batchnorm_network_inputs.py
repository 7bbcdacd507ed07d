"""The networks and batches that show what `two_layer_bn_loss` of notebook 06 does.

A fifth to four fifths of the hidden units are active, and no epsilon or average is so small that it could be left out.
"""

from __future__ import annotations

from typing import Any

import numpy as np

from autograder.checks.arrays import labels, read_only, strided
from autograder.checks.base import Args
from autograder.checks.batchnorm_inputs import KEPT, Labelled, Rng, param


def networks(rng: Rng) -> Labelled:
    """Without a penalty, in train mode."""
    return {
        "6 samples, 4 inputs, 5 hidden units, 3 classes": network(rng, 6, 4, 5, 3),
        "4 samples, 4 inputs, 4 hidden units, 4 classes": network(rng, 4, 4, 4, 4),
        "7 samples, 1 input, 3 hidden units, 2 classes": network(rng, 7, 1, 3, 2),
        "3 samples, 5 inputs, 2 hidden units, 6 classes": network(rng, 3, 5, 2, 6),
    }


def penalised(rng: Rng) -> Labelled:
    return {
        "6 samples, 4 inputs, 5 hidden units, 3 classes, reg 0.37": network(rng, 6, 4, 5, 3, 0.37),
        "4 samples, 4 inputs, 4 hidden units, 4 classes, reg 0.05": network(rng, 4, 4, 4, 4, 0.05),
        "5 samples, 2 inputs, 3 hidden units, 4 classes, reg 2": network(rng, 5, 2, 3, 4, 2),
    }


def sequences(rng: Rng) -> Labelled:
    """Some batches in train mode, then one in the mode named last."""
    return {
        "3 batches in train mode": _sequence(rng, (6, 6, 6), "train"),
        "3 batches in train mode, then one sample in test mode": _sequence(rng, (6, 5, 6, 1), "test"),
        "2 batches in train mode, then 5 samples in test mode": _sequence(rng, (4, 6, 5), "test"),
    }


def layouts(rng: Rng) -> Labelled:
    params, X, y, bn_param, reg = network(rng, 5, 4, 3, 3)
    y[-1] = 0  # the first is another one: the samples in reverse have other labels
    whole = {name: rng.integers(1, 4, size=array.shape) for name, array in params.items()}
    return {
        KEPT: (params, X, y, bn_param, reg),
        "integers": (whole, rng.integers(-2, 3, size=X.shape), y, bn_param, 0),
        "arrays in Fortran order": (_each(np.asfortranarray, params), np.asfortranarray(X), y, bn_param, reg),
        "every second column of an array": (_each(strided, params), strided(X), y, bn_param, reg),
        "read-only arrays": (_each(read_only, params), read_only(X), read_only(y), bn_param, reg),
        "labels in a list": (params, X, y.tolist(), bn_param, reg),
    }


def network(rng: Rng, N: int, D: int, H: int, C: int, reg: float = 0.0) -> Args:
    return _params(rng, D, H, C), *_batch(rng, N, D, C), param("train", zeros=H), reg


def _sequence(rng: Rng, sizes: tuple[int, ...], last: str) -> Args:
    D, H, C = 4, 5, 3
    batches = [_batch(rng, N, D, C) for N in sizes]
    return _params(rng, D, H, C), batches, param("train", zeros=H), 0.0, last


def _params(rng: Rng, D: int, H: int, C: int) -> dict[str, np.ndarray]:
    signs = np.where(np.arange(H) % 2, 1.0, -1.0)
    return {
        "W1": rng.normal(size=(D, H)),
        "gamma": rng.uniform(0.5, 2, size=H) * signs,
        "beta": rng.uniform(-0.4, 0.4, size=H),
        "W2": rng.normal(size=(H, C)),
        "b2": rng.normal(size=C),
    }


def _batch(rng: Rng, N: int, D: int, C: int) -> tuple[np.ndarray, np.ndarray]:
    return rng.normal(size=(N, D)) + 0.3, labels(rng, N, C)


def _each(change: Any, params: dict[str, np.ndarray]) -> dict[str, np.ndarray]:
    return {name: change(array) for name, array in params.items()}
