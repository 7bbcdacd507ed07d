"""The inputs that show what an answer of notebook 05 does; what is wanted is left to `autograder.checks.optimizers`.

A rule gets several gradients in a row from a fresh state; one weight never has any. The settings are never the defaults
except where the defaults are what is asked about, and epsilon is large or the gradients small where its place counts.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

import numpy as np

from autograder.checks.arrays import read_only, strided
from autograder.checks.base import Args

Rng = np.random.Generator
Labelled = Mapping[str, Args]
Config = dict[str, Any]

SETTINGS: dict[str, tuple[Config, Config]] = {  # two that are not the defaults
    "sgd": ({"learning_rate": 0.3}, {"learning_rate": 0.05}),
    "sgd_momentum": ({"learning_rate": 0.3, "momentum": 0.7}, {"learning_rate": 0.05, "momentum": 0.95}),
    "ema_momentum": ({"learning_rate": 0.3, "beta": 0.7}, {"learning_rate": 0.05, "beta": 0.95}),
    "nesterov": ({"learning_rate": 0.3, "momentum": 0.7}, {"learning_rate": 0.05, "momentum": 0.95}),
    "adagrad": ({"learning_rate": 0.3}, {"learning_rate": 0.05}),
    "rmsprop": ({"learning_rate": 0.3, "decay_rate": 0.8}, {"learning_rate": 0.05, "decay_rate": 0.95}),
    "adam": (
        {"learning_rate": 0.3, "beta1": 0.7, "beta2": 0.9}, {"learning_rate": 0.05, "beta1": 0.95, "beta2": 0.98}
    ),
}
FACTORS = {"sgd_momentum": "momentum", "ema_momentum": "beta", "nesterov": "momentum", "rmsprop": "decay_rate",
           "adam": "beta1"}  # fmt: skip
NO_EPSILON = 1e-30  # too small to be seen, wherever it stands


def steps(name: str) -> Callable[[Rng], Labelled]:
    """Six steps from a fresh state. Where a rule has an epsilon, it is out of the way."""

    def draw(rng: Rng) -> Labelled:
        one, other = ({**setting, **_quiet(name)} for setting in SETTINGS[name])
        drawn = {
            f"6 steps, w of shape (4, 3), {told(one)}": _run(rng, (4, 3), one),
            f"6 steps, w of shape (3, 3), {told(other)}": _run(rng, (3, 3), other),
            "one weight": (rng.normal(size=1), rng.normal(size=(6, 1)), one),
            "gradients of about 1e-7": _small(rng, other),
        }
        if name in FACTORS:
            without = {**one, FACTORS[name]: 0.0}
            drawn[f"6 steps, {told(without)}"] = _run(rng, (2, 3), without)
        return drawn

    return draw


def epsilons(name: str) -> Callable[[Rng], Labelled]:
    """An epsilon that can be seen: large itself, or beside small gradients."""

    def draw(rng: Rng) -> Labelled:
        one, other = SETTINGS[name]
        return {
            "epsilon 0.1": _run(rng, (4, 3), {**one, "epsilon": 0.1}),
            "epsilon 2": _run(rng, (2, 5), {**other, "epsilon": 2.0}),
            "epsilon 1e-8, gradients of about 1e-7": _small(rng, {**one, "epsilon": 1e-8}),
            "epsilon 1e-5, gradients of about 1e-7": _small(rng, {**other, "epsilon": 1e-5}),
        }

    return draw


def contracts(name: str, state: Callable[[Rng, tuple[int, ...]], Config]) -> Callable[[Rng], Labelled]:
    """Configs as the caller may hand them over, and arrays of every kind; the first shows whether one is changed."""

    def draw(rng: Rng) -> Labelled:
        one, other = SETTINGS[name]
        w, dws, _ = _run(rng, (2, 3), one)
        drawn: dict[str, Args] = {
            "two parameters, turn about": (w, dws, one),
            "no config at all: the defaults": (w, dws, None),
            "an empty config: the defaults": (w, dws, {}),
            "a learning rate that the caller changes after each step": (w, dws, one, rng.uniform(0.05, 0.5, size=6)),
        }
        if name != "sgd":
            drawn["only the learning rate given"] = (w, dws, {"learning_rate": 0.2})
            drawn["a state that the caller hands over"] = (w, dws, {**other, **state(rng, w.shape)})
        if _quiet(name):
            drawn["only the learning rate given, gradients of about 1e-7"] = _small(rng, {})
        return {
            **drawn,
            "integers": (rng.integers(-3, 4, size=(2, 3)), rng.integers(-3, 4, size=(6, 2, 3)), one),
            "arrays in Fortran order": (np.asfortranarray(w), np.asfortranarray(dws), one),
            "every second column of an array": (strided(w), strided(dws), one),
            "read-only arrays": (read_only(w), read_only(dws), one),
        }

    return draw


def no_state(rng: Rng, shape: tuple[int, ...]) -> Config:
    return {}


def velocity(rng: Rng, shape: tuple[int, ...]) -> Config:
    return {"velocity": rng.normal(size=shape)}


def cache(rng: Rng, shape: tuple[int, ...]) -> Config:
    return {"cache": rng.uniform(0.5, 2, size=shape)}


def moments(rng: Rng, shape: tuple[int, ...]) -> Config:
    return {"m": rng.normal(size=shape), "v": rng.uniform(0.5, 2, size=shape), "t": 3}


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


def told(config: Config) -> str:
    """A config in words, without the epsilon that is there not to be seen."""
    return ", ".join(f"{key} {value:g}" for key, value in config.items() if value != NO_EPSILON)


def _quiet(name: str) -> Config:
    return {"epsilon": NO_EPSILON} if name in ("adagrad", "rmsprop", "adam") else {}


def _run(rng: Rng, shape: tuple[int, ...], config: Config) -> Args:
    dws = rng.normal(size=(6, *shape))
    dws.reshape(6, -1)[:, 0] = 0.0  # one weight without a gradient
    return rng.normal(size=shape), dws, config


def _small(rng: Rng, config: Config) -> Args:
    """Gradients of 1e-7, from the origin: there a step of that size can be seen."""
    dws = 1e-7 * rng.normal(size=(6, 5))
    dws[:, 1] = 0.0
    return np.zeros(5), dws, {**config, "learning_rate": 0.5}


def _bowl(rng: Rng) -> Args:
    root = rng.normal(size=(2, 2))
    return root @ root.T + 0.5 * np.eye(2), rng.normal(size=2)


def _samples(rng: Rng, N: int, D: int, batch_size: int) -> Args:
    return rng.normal(size=(N, D)), rng.permutation(N), batch_size, int(rng.integers(2**31))
