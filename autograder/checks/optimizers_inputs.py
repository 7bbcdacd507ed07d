"""The inputs that show what an update rule does; what is wanted of it is left to `autograder.checks.optimizers`.

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
