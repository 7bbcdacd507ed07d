"""Things to train and to draw from, built from plain data: score functions by name, and samplers that take note."""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping
from typing import Any

import numpy as np

Config = Mapping[str, Any]


def _hill(config: Config) -> float:
    """Best at a learning rate of 0.01 and 48 units."""
    rate, units = float(config["learning_rate"]), float(config.get("units", 48))
    return 0.97 - 0.05 * (math.log10(rate) + 2) ** 2 - 0.0004 * abs(units - 48)


def _cliff(config: Config) -> float:
    """The same hill; above a rate of 0.02 training diverges."""
    return float("nan") if float(config["learning_rate"]) > 0.02 else _hill(config)


def _curve(config: Config) -> float:
    """A learning curve: an end, and how much training it takes to come near; nan for one that diverges."""
    return float(config["end"]) * (1 - math.exp(-float(config["resource"]) / float(config["slow"])))


SCORES: Mapping[str, Callable[[Config], float]] = {"hill": _hill, "cliff": _cliff, "curve": _curve}


def score(kind: str, config: Config) -> float:
    """The score of a configuration; nan where it lacks a hyperparameter that the score depends on."""
    try:
        return float(SCORES[kind](config))
    except (KeyError, TypeError, ValueError):
        return float("nan")


def record(kind: str, calls: list[dict[str, Any]]) -> Callable[[dict[str, Any]], float]:
    """A ``train_fn`` that takes note of what it is called with."""

    def train_fn(hyperparameters: dict[str, Any]) -> float:
        calls.append(dict(hyperparameters))
        return float(SCORES[kind](hyperparameters))

    return train_fn


def sampler(data: list[Any], drawn: list[Any]) -> Callable[[np.random.Generator], Any]:
    """A sampler that takes note of its draws: ``["log", low, high]`` or ``["choice", values]``."""

    def draw(rng: np.random.Generator) -> Any:
        if data[0] == "log":
            value = float(10 ** rng.uniform(np.log10(data[1]), np.log10(data[2])))
        else:
            value = data[1][int(rng.integers(len(data[1])))]
        drawn.append(value)
        return value

    return draw
