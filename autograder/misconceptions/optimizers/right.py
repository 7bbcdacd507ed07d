# mypy: allow-untyped-defs, allow-untyped-calls
"""The right steps that a mistaken rule is made of, apart from its mistake.

A core takes weights, gradient and settings, writes the new state into the settings, and returns the next weights.
"""

from __future__ import annotations

from typing import Any

import numpy as np

from autograder.misconceptions import alternative, wrong

HYPERPARAMETERS = {
    "sgd": {"learning_rate": 1e-2},
    "sgd_momentum": {"learning_rate": 1e-2, "momentum": 0.9},
    "ema_momentum": {"learning_rate": 1e-2, "beta": 0.9},
    "nesterov": {"learning_rate": 1e-2, "momentum": 0.9},
    "adagrad": {"learning_rate": 1e-2, "epsilon": 1e-8},
    "rmsprop": {"learning_rate": 1e-2, "decay_rate": 0.99, "epsilon": 1e-8},
    "adam": {"learning_rate": 1e-3, "beta1": 0.9, "beta2": 0.999, "epsilon": 1e-8},
}
STATE = {
    "sgd": {}, "sgd_momentum": {"velocity": 0}, "ema_momentum": {"velocity": 0}, "nesterov": {"velocity": 0},
    "adagrad": {"cache": 0}, "rmsprop": {"cache": 0}, "adam": {"m": 0, "v": 0, "t": 0},
}  # fmt: skip


def settings(name, config):
    return {**HYPERPARAMETERS[name], **STATE[name], **(config or {})}


def rule_of(name, core):
    """A rule with defaults, around a core."""

    def rule(w, dw, config=None):
        c = settings(name, config)
        return core(w, dw, c), c

    rule.__name__ = core.__name__
    return rule


def wrong_core(name, id, *words):
    """Register the core below, as a rule, for a known mistake."""

    def register(core):
        wrong(name, id, *words)(rule_of(name, core))
        return core

    return register


def right_core(name):
    """Register the core below, as a rule, for a correct alternative."""

    def register(core):
        alternative(name)(rule_of(name, core))
        return core

    return register


def scaled(w, direction, square, c):
    return w - c["learning_rate"] * direction / (np.sqrt(square) + c["epsilon"])


def sgd(w, dw, c):
    return w - c["learning_rate"] * dw


def sgd_momentum(w, dw, c):
    c["velocity"] = c["momentum"] * c["velocity"] - c["learning_rate"] * dw
    return w + c["velocity"]


def ema_momentum(w, dw, c):
    c["velocity"] = c["beta"] * c["velocity"] + (1 - c["beta"]) * dw
    return w - c["learning_rate"] * c["velocity"]


def nesterov(w, dw, c):
    c["velocity"] = c["momentum"] * c["velocity"] - c["learning_rate"] * dw
    return w + c["momentum"] * c["velocity"] - c["learning_rate"] * dw


def adagrad(w, dw, c):
    c["cache"] = c["cache"] + dw**2
    return scaled(w, dw, c["cache"], c)


def rmsprop(w, dw, c):
    c["cache"] = c["decay_rate"] * c["cache"] + (1 - c["decay_rate"]) * dw**2
    return scaled(w, dw, c["cache"], c)


def moments(dw, c):
    """Adam's two averages and its count, brought up to date."""
    c["t"] += 1
    c["m"] = c["beta1"] * c["m"] + (1 - c["beta1"]) * dw
    c["v"] = c["beta2"] * c["v"] + (1 - c["beta2"]) * dw**2


def corrected(c: Any) -> tuple[Any, Any]:
    return c["m"] / (1 - c["beta1"] ** c["t"]), c["v"] / (1 - c["beta2"] ** c["t"])


def adam(w, dw, c):
    moments(dw, c)
    return scaled(w, *corrected(c), c)


CORES = {
    "sgd": sgd, "sgd_momentum": sgd_momentum, "ema_momentum": ema_momentum, "nesterov": nesterov, "adagrad": adagrad,
    "rmsprop": rmsprop, "adam": adam,
}  # fmt: skip
