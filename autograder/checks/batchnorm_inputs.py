"""The inputs that show what an answer of notebook 06 does; what is wanted of it stands in `batchnorm`.

Columns have scales from 0.05 to 10 and a large epsilon, so that its place shows; gamma is far from 1 and beta from 0.
Those of a whole network stand in `batchnorm_network_inputs`.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any

import numpy as np

from autograder.checks.arrays import read_only, strided
from autograder.checks.base import Args

Rng = np.random.Generator
Labelled = Mapping[str, Args]
KEPT = "arrays that must come back as they were"
SCALES = np.array([0.05, 3.0, 10.0, 1.0, 0.3])
EPS, MOMENTUM = 0.01, 0.8


def train_batches(rng: Rng) -> Labelled:
    constant, gamma, beta = layer(rng, 6, 3)
    constant[:, 1] = 2.0
    return {
        "6 samples, 4 columns of different scale": (*layer(rng, 6, 4), param("train")),
        "5 samples, 5 columns": (*layer(rng, 5, 5), param("train", eps=0.1)),
        "2 samples, 3 columns": (*layer(rng, 2, 3), param("train")),
        "7 samples, 1 column": (*layer(rng, 7, 1), param("train")),
        "a column of equal numbers": (constant, gamma, beta, param("train")),
        "a batch of one sample": (*layer(rng, 1, 4), param("train")),
        "running averages that are there already": (*layer(rng, 6, 4), averaged(rng, "train", 4)),
    }


def streams(rng: Rng) -> Labelled:
    """Several batches, one after the other."""
    _, gamma, beta = layer(rng, 2, 4)
    started = averaged(rng, "train", 4)
    few = [layer(rng, N, 4)[0] for N in (2, 3, 2, 5)]
    return {
        "5 batches of 6 samples, from zero": (_batches(rng, 6, 4, 5), gamma, beta, param("train", zeros=4)),
        "3 batches, no running averages in bn_param yet": (_batches(rng, 5, 4, 3), gamma, beta, param("train")),
        "3 batches, running averages that are there already": (_batches(rng, 4, 4, 3), gamma, beta, started),
        "batches of 2 to 5 samples, momentum 0.5": (few, gamma, beta, param("train", momentum=0.5)),
        "1 batch, momentum 0.9 and eps 1e-5 by default": (_batches(rng, 6, 4, 1), gamma, beta, {"mode": "train"}),
    }


def test_batches(rng: Rng) -> Labelled:
    """The samples come from elsewhere than the running averages do."""
    shifted = {label: _shifted(rng, N, D) for label, N, D in (
        ("one sample, far from the running mean", 1, 4),
        ("5 samples, far from the running mean", 5, 4),
        ("4 samples, 4 columns", 4, 4),
        ("3 samples, 1 column", 3, 1),
    )}  # fmt: skip
    *arrays, bn_param = _shifted(rng, 2, 3)
    defaults = {key: value for key, value in bn_param.items() if key not in ("eps", "momentum")}
    return {**shifted, "2 samples, eps 1e-5 by default": (*arrays, defaults)}


def forward_layouts(rng: Rng) -> Labelled:
    x, gamma, beta = layer(rng, 5, 3)
    whole = rng.integers(-3, 4, size=(5, 3)), rng.integers(1, 4, size=3), rng.integers(-2, 3, size=3)
    arranged = _arranged((x, gamma, beta))
    return {
        KEPT: (x, gamma, beta, param("train")),
        f"{KEPT}, in test mode": (x, gamma, beta, averaged(rng, "test", 3)),
        "integers": (*whole, param("train")),
        **{label: (*arrays, param("train")) for label, arrays in arranged.items()},
    }


def backward_inputs(*wanted: str) -> Callable[[Rng], Labelled]:
    """Gradients from above, with the batch that the forward function has to see before."""

    def drawn(rng: Rng) -> Labelled:
        return {
            "6 samples, 4 columns of different scale": _both_ways(rng, 6, 4, wanted),
            "5 samples, 5 columns": _both_ways(rng, 5, 5, wanted),
            "2 samples, 3 columns": _both_ways(rng, 2, 3, wanted),
            "7 samples, 1 column": _both_ways(rng, 7, 1, wanted),
            "3 samples, 4 columns, eps 0.5": _both_ways(rng, 3, 4, wanted, eps=0.5),
        }

    return drawn


def backward_layouts(rng: Rng) -> Labelled:
    wanted = ["dx", "dgamma", "dbeta"]
    dout, x, gamma, beta, bn_param, _ = _both_ways(rng, 5, 3, wanted)
    whole = rng.integers(-3, 4, size=(5, 3)), rng.integers(-3, 4, size=(5, 3)), rng.integers(1, 4, size=3)
    arranged = _arranged((dout, x, gamma, beta))
    return {
        "a gradient that must come back as it was": (dout, x, gamma, beta, bn_param, wanted),
        "integers": (*whole, beta, bn_param, wanted),
        **{label: (*arrays, bn_param, wanted) for label, arrays in arranged.items()},
    }


def layer(rng: Rng, N: int, D: int) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """A batch whose columns differ in scale and mean, with gamma and beta."""
    scales = np.resize(SCALES, D)
    x = scales * (rng.normal(size=(N, D)) + rng.uniform(-2, 2, size=D))
    return x, rng.uniform(0.3, 3, size=D) * rng.choice([-1, 1], size=D), rng.uniform(0.5, 2, size=D)


def param(mode: str, *, eps: float = EPS, momentum: float = MOMENTUM, zeros: int = 0) -> dict[str, Any]:
    """A fresh ``bn_param``; with ``zeros`` columns the running averages are in it."""
    running = {"running_mean": np.zeros(zeros), "running_var": np.zeros(zeros)} if zeros else {}
    return {"mode": mode, "eps": eps, "momentum": momentum, **running}


def averaged(rng: Rng, mode: str, D: int) -> dict[str, Any]:
    """A ``bn_param`` after some training."""
    scales = np.resize(SCALES, D)
    mean, var = scales * rng.uniform(-2, 2, size=D), scales**2 * rng.uniform(0.3, 3, size=D)
    return {**param(mode), "running_mean": mean, "running_var": var}


def _batches(rng: Rng, N: int, D: int, number: int) -> list[np.ndarray]:
    return [layer(rng, N, D)[0] for _ in range(number)]


def _shifted(rng: Rng, N: int, D: int) -> Args:
    x, gamma, beta = layer(rng, N, D)
    return x + 4 * np.resize(SCALES, D), gamma, beta, averaged(rng, "test", D)


def _both_ways(rng: Rng, N: int, D: int, wanted: Sequence[str], eps: float = EPS) -> Args:
    return rng.normal(size=(N, D)) + 0.5, *layer(rng, N, D), param("train", eps=eps), list(wanted)


def _arranged(arrays: tuple[np.ndarray, ...]) -> dict[str, tuple[np.ndarray, ...]]:
    """The same arrays in every memory layout."""
    return {
        "arrays in Fortran order": tuple(np.asfortranarray(array) for array in arrays),
        "every second column of an array": tuple(strided(array) for array in arrays),
        "read-only arrays": tuple(read_only(array) for array in arrays),
    }
