# mypy: allow-untyped-defs, allow-untyped-calls
"""Right ways to write the update rules that differ from the reference: loops, work on copies, other algebra."""

from __future__ import annotations

import math

import numpy as np

from autograder.misconceptions import alternative
from autograder.misconceptions.optimizers.right import CORES, HYPERPARAMETERS, STATE, right_core, settings


def updates_the_given_config(name):
    def rule(w, dw, config=None):
        config = {} if config is None else config
        for key, value in {**HYPERPARAMETERS[name], **STATE[name]}.items():
            config.setdefault(key, value)
        return CORES[name](w, dw, config), config

    return rule


def starts_with_arrays(name):
    def rule(w, dw, config=None):
        config = dict(config) if config else {}
        for key, value in STATE[name].items():
            config.setdefault(key, value if key == "t" else np.zeros(w.shape))
        config = {**HYPERPARAMETERS[name], **config}
        return CORES[name](w, dw, config), config

    return rule


def one_weight_at_a_time(name):
    def rule(w, dw, config=None):
        c = settings(name, config)
        shared = {key: value for key, value in c.items() if key == "t" or key not in STATE[name]}
        arrays = {key: np.array(np.broadcast_to(c[key], w.shape), float) for key in STATE[name] if key != "t"}
        next_w = np.empty(w.shape)
        for index in np.ndindex(w.shape):
            own = {**shared, **{key: array[index] for key, array in arrays.items()}}
            next_w[index] = CORES[name](float(w[index]), float(dw[index]), own)
            for key, array in arrays.items():
                array[index] = own[key]
        return next_w, {**c, **arrays, **({"t": c["t"] + 1} if name == "adam" else {})}

    return rule


def on_flat_copies(name):
    def rule(w, dw, config=None):
        c = {key: value.ravel() if np.ndim(value) else value for key, value in settings(name, config).items()}
        next_w = CORES[name](w.ravel(), dw.ravel(), c)
        return next_w.reshape(w.shape), {key: value.reshape(w.shape) if np.ndim(value) else value
                                         for key, value in c.items()}  # fmt: skip

    return rule


def in_place_on_a_copy(name):
    def rule(w, dw, config=None):
        c = settings(name, config)
        out = w.astype(float, copy=True)
        out -= w - CORES[name](w, dw, c)
        return out, c

    return rule


WAYS = (updates_the_given_config, starts_with_arrays, one_weight_at_a_time, on_flat_copies, in_place_on_a_copy)
for name in CORES:
    for make in WAYS:
        answer = make(name)
        answer.__name__ = make.__name__
        alternative(name)(answer)


@right_core("sgd")
def by_negative_gradient(w, dw, c):
    return np.add(w, -dw * c["learning_rate"])


@right_core("sgd_momentum")
def in_place_velocity(w, dw, c):
    v = np.array(np.broadcast_to(c["velocity"], w.shape), dtype=float)
    v *= c["momentum"]
    v -= c["learning_rate"] * dw
    c["velocity"] = v
    return w + v


@right_core("sgd_momentum")
def step_and_push(w, dw, c):
    push = -c["learning_rate"] * dw
    kept = c["velocity"] * c["momentum"]
    c["velocity"] = kept + push
    return w + kept + push


@right_core("ema_momentum")
def towards_the_gradient(w, dw, c):
    c["velocity"] = c["velocity"] + (1 - c["beta"]) * (dw - c["velocity"])
    return w - c["learning_rate"] * c["velocity"]


@right_core("ema_momentum")
def by_np_average(w, dw, c):
    v = np.broadcast_to(c["velocity"], w.shape)
    c["velocity"] = np.average(np.stack([v, dw]), axis=0, weights=[c["beta"], 1 - c["beta"]])
    return w - c["learning_rate"] * c["velocity"]


@right_core("nesterov")
def takes_the_look_back(w, dw, c):
    before = c["velocity"]
    c["velocity"] = c["momentum"] * before - c["learning_rate"] * dw
    return w - c["momentum"] * before + (1 + c["momentum"]) * c["velocity"]


@right_core("nesterov")
def in_powers_of_mu(w, dw, c):
    mu, rate = c["momentum"], c["learning_rate"]
    next_w = w + mu**2 * c["velocity"] - (1 + mu) * rate * dw
    c["velocity"] = mu * c["velocity"] - rate * dw
    return next_w


@right_core("adagrad")
def by_product(w, dw, c):
    c["cache"] = c["cache"] + dw * dw
    return w - c["learning_rate"] / (c["epsilon"] + c["cache"] ** 0.5) * dw


@right_core("adagrad")
def by_hypot(w, dw, c):
    root = np.hypot(np.sqrt(c["cache"]), dw)
    c["cache"] = c["cache"] + np.square(dw)
    return w - c["learning_rate"] * np.divide(dw, root + c["epsilon"])


@right_core("rmsprop")
def towards_the_square(w, dw, c):
    c["cache"] = c["cache"] + (1 - c["decay_rate"]) * (dw**2 - c["cache"])
    return w - c["learning_rate"] * dw / (np.sqrt(c["cache"]) + c["epsilon"])


@right_core("rmsprop")
def by_reciprocal(w, dw, c):
    c["cache"] = (1 - c["decay_rate"]) * dw * dw + c["decay_rate"] * c["cache"]
    return w - c["learning_rate"] * dw * (1 / (c["epsilon"] + np.sqrt(c["cache"])))


@right_core("adam")
def scales_epsilon_too(w, dw, c):
    t = c["t"] = c["t"] + 1
    c["m"] = c["beta1"] * c["m"] + (1 - c["beta1"]) * dw
    c["v"] = c["beta2"] * c["v"] + (1 - c["beta2"]) * dw * dw
    root = math.sqrt(1 - c["beta2"] ** t)
    rate = c["learning_rate"] * root / (1 - c["beta1"] ** t)
    return w - rate * c["m"] / (np.sqrt(c["v"]) + c["epsilon"] * root)


@right_core("adam")
def keeps_powers(w, dw, c):
    b1, b2 = c["beta1"], c["beta2"]
    c["t"] = c["t"] + 1
    c["m"] = c["m"] + (1 - b1) * (dw - c["m"])
    c["v"] = c["v"] + (1 - b2) * (dw**2 - c["v"])
    first, second = b1 ** c["t"], b2 ** c["t"]
    return w - c["learning_rate"] * (c["m"] / (1 - first)) / (np.sqrt(c["v"] / (1 - second)) + c["epsilon"])
