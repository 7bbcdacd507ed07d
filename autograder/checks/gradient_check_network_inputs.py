"""The networks that show what a search for wrong gradients finds; see `courseware.drivers.claims`.

A network has data for its loss and data for its gradients; a search finds the parameters for which these disagree.
"""

from __future__ import annotations

from typing import Any

import numpy as np

from autograder.checks.arrays import labels
from autograder.checks.gradient_check_inputs import Array, Labelled, Rng, away_from_zero
from courseware.drivers.claims import network
from courseware.drivers.gradient_check import change_of

NAMES = ["W1", "b1", "W2", "b2"]
SHAPES: dict[str, tuple[int, ...]] = {"W1": (3, 4), "b1": (4,), "W2": (4, 2), "b2": (2,)}


def whole_networks(rng: Rng) -> Labelled:
    """The real loss of a two-layer network."""
    params, data = _network(rng, 0.3)
    swapped = {**data, "y": data["y"][::-1].copy()}
    return {
        "a network with right gradients": (data, data, params, {}, None, NAMES),
        "a network whose gradients leave out the regularisation": (
            data, {**data, "reg": 0.0}, params, {}, None, NAMES),
        "a network whose gradients belong to other labels": (data, swapped, params, {}, None, NAMES),
    }  # fmt: skip


def planted_parameters(rng: Rng) -> Labelled:
    """A sum over parameters, where each gradient can be right or wrong by itself."""
    a = {name: away_from_zero(rng, *shape) for name, shape in SHAPES.items()}
    x = {name: away_from_zero(rng, *shape) for name, shape in SHAPES.items()}
    entry = a["W2"].copy()
    entry[2, 1] *= -1
    scaled = {name: 1.001 * array for name, array in a.items()}
    margin = {name: (1 + (1.5e-5 if name.startswith("W") else 3e-5)) * array for name, array in a.items()}
    return {
        "all gradients are right": ("quadratic", a, a, x, {}, NAMES),
        "the sign of b1 is turned": ("quadratic", a, {**a, "b1": -a["b1"]}, x, {}, NAMES),
        "one entry of W2 is wrong": ("sine", a, {**a, "W2": entry}, x, {}, NAMES),
        "W1 and b2 are twice as large": ("cubic", a, {**a, "W1": 2 * a["W1"], "b2": 2 * a["b2"]}, x, {}, NAMES),
        "all are 0.1 % off, tol = 0.01": ("quadratic", a, scaled, x, {"tol": 1e-2}, NAMES),
        "the sign of b1 is turned, and the gradients come in another order": (
            "quadratic", a, {name: -a[name] if name == "b1" else a[name] for name in reversed(NAMES)}, x, {}, NAMES),
        "weights are 0.0015 % off and biases 0.003 %, the default tol": ("quadratic", a, margin, x, {}, NAMES),
        "all are 0.1 % off": ("quadratic", a, scaled, x, {}, NAMES),
        "a single parameter with another name": (
            "sine", {"gamma": a["b1"]}, {"gamma": a["b1"]}, {"gamma": x["b1"]}, {}, ["gamma"]),
    }  # fmt: skip


def broken_parameters(rng: Rng) -> Labelled:
    a = {name: away_from_zero(rng, *shape) for name, shape in SHAPES.items()}
    x = {name: away_from_zero(rng, *shape) for name, shape in SHAPES.items()}
    with_nan = a["W1"].copy()
    with_nan[1, 2] = np.nan
    missing: dict[str, Any] = {name: a[name] for name in ("W1", "b1", "b2")}
    return {
        "no gradient for W2": ("quadratic", a, missing, x, {}, NAMES),
        "None for b1": ("quadratic", a, {**a, "b1": None}, x, {}, NAMES),
        "nan in one entry of W1": ("sine", a, {**a, "W1": with_nan}, x, {}, NAMES),
        "nan everywhere in b2": ("sine", a, {**a, "b2": np.nan * a["b2"]}, x, {}, NAMES),
        "b1 with one axis too many": ("cubic", a, {**a, "b1": a["b1"][None]}, x, {}, NAMES),
    }


def clean_networks(rng: Rng) -> Labelled:
    params, data = _network(rng, 0.1)
    changes = [change_of(name) for name in NAMES]
    return {"parameters that must come back bit for bit": (data, data, params, {}, None, [*NAMES, *changes])}


def random_networks(rng: Rng) -> Labelled:
    params, data = _network(rng, 0.1)
    seed = int(rng.integers(2**31))
    return {
        "right gradients of a loss with a random factor": (data, data, params, {}, seed, NAMES),
        "right gradients of a loss without one": (data, data, params, {}, None, NAMES),
        "gradients of a random loss that leave out the penalty": (data, {**data, "reg": 0.0}, params, {}, seed, NAMES),
    }


def _network(rng: Rng, reg: float) -> tuple[dict[str, Array], dict[str, Any]]:
    """A network in which no gradient is lost in rounding, nor any of the planted errors."""
    while True:
        params = {name: rng.normal(size=shape) for name, shape in SHAPES.items()}
        data: dict[str, Any] = {"X": rng.normal(size=(5, 3)), "y": labels(rng, 5, 2), "reg": reg}
        grads = network(data, data, None)(params)[1]
        if min(float(np.min(np.abs(grad))) for grad in grads.values()) > 1e-3:
            return params, data
