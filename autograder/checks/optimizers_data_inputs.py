"""The inputs of notebook 05 beside its update rules: series, walks, samples; for what is wanted see `optimizers`."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np

from autograder.checks.arrays import read_only, strided
from autograder.checks.base import Args

Rng = np.random.Generator
Labelled = Mapping[str, Args]


def series(rng: Rng) -> Labelled:
    """Without bias correction, in both ways to say so."""
    return {
        "30 values, beta 0.9": (10 + 5 * rng.normal(size=30), 0.9),
        "9 values, beta 0.5": (rng.normal(size=9), 0.5, False),
        "7 values, beta 0: nothing is remembered": (rng.normal(size=7), 0.0),
        "1 value, beta 0.8": (3 + rng.normal(size=1), 0.8),
        "300 values, beta 0.98": (rng.normal(size=300), 0.98),
    }


def corrected_series(rng: Rng) -> Labelled:
    return {
        "30 values, beta 0.9": (10 + 5 * rng.normal(size=30), 0.9, True),
        "9 values, beta 0.5": (rng.normal(size=9), 0.5, True),
        "7 values, beta 0": (rng.normal(size=7), 0.0, True),
        "1 value, beta 0.8": (3 + rng.normal(size=1), 0.8, True),
        "5 values, beta 0.999": (20 + rng.normal(size=5), 0.999, True),
        "400 values, beta 0.98": (rng.normal(size=400), 0.98, True),
    }


def series_layouts(rng: Rng) -> Labelled:
    values = rng.normal(size=8)
    return {
        "values that must come back as they were": (values, 0.8, True),
        "integers": (rng.integers(-9, 10, size=8), 0.8, False),
        "every second entry of an array": (strided(values), 0.8, True),
        "read-only values": (read_only(values), 0.8, False),
    }


def rates(rng: Rng) -> Labelled:
    drawn = {
        "the first epoch, number 0": (float(rng.uniform(0.1, 1)), 1.0, 0),
        "epoch 1": (float(rng.uniform(0.1, 1)), float(rng.uniform(0.2, 0.9)), 1),
        "epoch 4, decay rate 1": (0.2, 1.0, 4),
        "epoch 7": (float(rng.uniform(0.1, 1)), float(rng.uniform(1.1, 3)), 7),
        "no decay": (float(rng.uniform(0.1, 1)), 0.0, 5),
        "epoch 100": (float(rng.uniform(1, 3)), float(rng.uniform(0.01, 0.1)), 100),
    }
    return drawn | {"whole numbers": (2, 1, 3)}


def walks(rng: Rng) -> Labelled:
    return {
        "20 steps with a learning rate of 0.1": (*_bowl(rng), rng.normal(size=2), {"learning_rate": 0.1}, 20),
        "5 steps, another turn": (*_bowl(rng), rng.normal(size=2), {"learning_rate": 0.2, "turn": -0.4}, 5),
        "2 steps": (*_bowl(rng), 3 * rng.normal(size=2), {"learning_rate": 0.15}, 2),
        "1 step": (*_bowl(rng), 3 * rng.normal(size=2), {}, 1),
        "7 steps without a config": (*_bowl(rng), rng.normal(size=2), None, 7),
    }


def walk_layouts(rng: Rng) -> Labelled:
    x0 = rng.normal(size=2)
    return {
        "a start that must come back as it was": (*_bowl(rng), x0, {"learning_rate": 0.1}, 6),
        "a start in whole numbers": (*_bowl(rng), rng.integers(1, 4, size=2), {"learning_rate": 0.1}, 6),
        "a start that is every second entry of an array": (*_bowl(rng), strided(x0), {"learning_rate": 0.1}, 4),
        "a read-only start": (*_bowl(rng), read_only(x0), {"learning_rate": 0.1}, 4),
    }


def epochs(rng: Rng) -> Labelled:
    return {
        "10 samples in batches of 4": _samples(rng, 10, 3, 4),
        "12 samples in batches of 4": _samples(rng, 12, 5, 4),
        "7 samples, one batch of 7": _samples(rng, 7, 2, 7),
        "5 samples in batches of 8": _samples(rng, 5, 2, 8),
        "6 samples, one at a time": _samples(rng, 6, 1, 1),
        "23 samples in batches of 5": _samples(rng, 23, 23, 5),
    }


def long_epochs(rng: Rng) -> Labelled:
    return {
        "200 samples in batches of 8": _samples(rng, 200, 2, 8),
        "201 samples in batches of 50": _samples(rng, 201, 3, 50),
    }


def epoch_layouts(rng: Rng) -> Labelled:
    X, y, batch_size, seed = _samples(rng, 11, 3, 4)
    return {
        "arrays that must come back as they were": (X, y, batch_size, seed),
        "labels in a list": (X, y.tolist(), batch_size, seed),
        "integers": (rng.permutation(33).reshape(11, 3), y, batch_size, seed),
        "arrays in Fortran order": (np.asfortranarray(X), y, batch_size, seed),
        "every second column of an array": (strided(X), strided(y), batch_size, seed),
        "read-only arrays": (read_only(X), read_only(y), batch_size, seed),
    }


def _bowl(rng: Rng) -> Args:
    root = rng.normal(size=(2, 2))
    return root @ root.T + 0.5 * np.eye(2), rng.normal(size=2)


def _samples(rng: Rng, N: int, D: int, batch_size: int) -> Args:
    return rng.normal(size=(N, D)), rng.permutation(N), batch_size, int(rng.integers(2**31))
