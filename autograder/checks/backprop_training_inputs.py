"""Problems on which a training run shows what it does, however it draws its batches.

Where all samples are the same, every batch is, and the whole run is known. Where every sample has a loss of its own,
the loss of a batch tells which samples it held: see `courseware.training`.
"""

from __future__ import annotations

import numpy as np

from autograder.checks.arrays import read_only
from autograder.checks.backprop_inputs import KEPT, Labelled, Params, Rng, network
from autograder.checks.base import Args
from courseware.training import unit_losses
from solutions.backprop import train_two_layer

NUM_SAMPLES, NUM_ITERS = 6, 400  # draws enough to tell a fair draw from one that favours a sample


def same_samples(rng: Rng) -> Labelled:
    return {
        "4 equal samples, batches of 2, 7 steps": _same(rng, 4, 2, 7, (3, 4, 3), 0.1),
        "6 equal samples, batches of 6, 5 steps": _same(rng, 6, 6, 5, (3, 3, 3), 0.03),
        "1 sample, 6 steps, reg 0": _same(rng, 1, 1, 6, (4, 5, 2), 0.0),
        "5 equal samples, batches of 1, 12 steps": _same(rng, 5, 1, 12, (2, 6, 4), 0.02),
    }


def kept_samples(rng: Rng) -> Labelled:
    params, X, y, *rest = _same(rng, 4, 2, 6, (3, 4, 3), 0.1)
    frozen = {name: read_only(value) for name, value in params.items()}
    return {KEPT: (params, X, y, *rest), "read-only arrays": (frozen, read_only(X), read_only(y), *rest)}


def accuracies(rng: Rng) -> Labelled:
    return {
        "an epoch of 1 step, 9 steps": (1, *_turning(rng, 9)),
        "an epoch of 3 steps, 12 steps": (3, *_mixed(rng, 7, 2, 12)),
        "an epoch of 2 steps, 9 steps": (2, *_mixed(rng, 4, 2, 9)),
    }


def telling_samples(rng: Rng) -> Labelled:
    return {
        f"{NUM_SAMPLES} samples, batches of 3, {NUM_ITERS} steps that learn nothing": _telling(rng, 3, NUM_ITERS),
        f"{NUM_SAMPLES} samples, batches of 2, {NUM_ITERS // 2} steps that learn nothing": _telling(
            rng, 2, NUM_ITERS // 2
        ),
    }


def _same(rng: Rng, N: int, batch_size: int, num_iters: int, sizes: tuple[int, int, int], reg: float) -> Args:
    params, X = network(rng, 1, *sizes)
    X_val, y_val = rng.normal(size=(5, sizes[0])), rng.integers(sizes[2], size=5)
    y = np.full(N, rng.integers(sizes[2]))
    return params, np.repeat(X, N, axis=0), y, X_val, y_val, 0.2, reg, num_iters, batch_size, _seed(rng)


def _mixed(rng: Rng, N: int, batch_size: int, num_iters: int) -> Args:
    params, X = network(rng, N, 3, 4, 3)
    X_val, y_val = rng.normal(size=(7, 3)), rng.integers(3, size=7)
    return params, X, rng.integers(3, size=N), X_val, y_val, 0.1, 0.0, num_iters, batch_size, _seed(rng)


def _turning(rng: Rng, num_iters: int) -> Args:
    """A sample that is learnt half-way, while the accuracy on the others changes several times."""
    for _ in range(2000):
        params, X = network(rng, 1, 3, 5, 3)
        X_val = rng.normal(size=(9, 3))
        y, y_val = np.full(3, rng.integers(3)), rng.integers(3, size=9)
        given = (params, np.repeat(X, 3, axis=0), y, X_val, y_val, 0.1, 0.0, num_iters, 3)
        run = train_two_layer(*given, rng=np.random.default_rng(0))
        train, val = run["train_acc_history"], run["val_acc_history"]
        if train[1:3] == [0, 0] and train[-2:] == [1, 1] and len(set(val)) >= 3 and val[0] != val[1]:
            break
    return *given, _seed(rng)


def _telling(rng: Rng, batch_size: int, num_iters: int) -> Args:
    """Scores (t, 0) or (0, -t) by the sign of t = x: a loss L of the true class needs a margin of log(exp(L) - 1)."""
    unit = float(rng.uniform(0.01, 0.02))  # the largest loss stays below 700, where exp() ends
    losses, y = unit * unit_losses(NUM_SAMPLES), np.arange(NUM_SAMPLES) % 2
    margins = np.log(np.expm1(losses))
    order = rng.permutation(NUM_SAMPLES)
    X = np.where(y == 1, margins, -margins)[:, None][order]
    params: Params = {"W1": np.array([[1.0, -1.0]]), "b1": np.zeros(2), "W2": np.eye(2), "b2": np.zeros(2)}
    return unit, NUM_SAMPLES, params, X, y[order], X, y[order], 0.0, 0.0, num_iters, batch_size, _seed(rng)


def _seed(rng: Rng) -> int:
    return int(rng.integers(2**31))
