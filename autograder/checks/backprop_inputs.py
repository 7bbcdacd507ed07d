"""The inputs that show what a layer or the network of notebook 03 does; those for training stand in a module apart.

Sizes are odd and unequal, and once all equal. Of the hidden units, some are active and some are not, on every sample.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import numpy as np

from autograder.checks.arrays import labels, read_only, strided
from autograder.checks.base import Args

Rng = np.random.Generator
Labelled = Mapping[str, Args]
Params = dict[str, np.ndarray]
KEPT = "arrays that must come back as they were"  # first: it shows a change before a read-only array stops the code


def sizes(rng: Rng) -> Labelled:
    return {
        "D = 4, H = 5, C = 3": (4, 5, 3),
        "D = H = C = 3": (3, 3, 3),
        "D = 64, H = 100, C = 10": (64, 100, 10),
        "drawn sizes": tuple(int(size) for size in rng.integers(5, 50, size=3)),
    }


def affine(rng: Rng) -> Labelled:
    return {
        "6 samples, 4 inputs, 5 outputs": _affine(rng, 6, 4, 5),
        "4 samples, 4 inputs, 4 outputs": _affine(rng, 4, 4, 4),
        "1 sample, 3 inputs, 2 outputs": _affine(rng, 1, 3, 2),
        "5 samples, 1 input, 3 outputs": _affine(rng, 5, 1, 3),
        "3 samples, 2 inputs, 1 output, large numbers": tuple(100 * part for part in _affine(rng, 3, 2, 1)),
    }


def affine_layouts(rng: Rng) -> Labelled:
    return _layouts(_affine(rng, 3, 5, 4), _integers(rng, (3, 5), (5, 4), (4,)))


def affine_gradients(rng: Rng) -> Labelled:
    return {label: (rng.normal(size=(len(x), len(b))), x, w, b) for label, (x, w, b) in affine(rng).items()}


def affine_gradient_layouts(rng: Rng) -> Labelled:
    given = rng.normal(size=(3, 4)), *_affine(rng, 3, 5, 4)
    return _layouts(given, _integers(rng, (3, 4), (3, 5), (5, 4), (4,)))


def relu(rng: Rng) -> Labelled:
    return {
        "6 rows of 4 numbers": (rng.normal(size=(6, 4)),),
        "4 rows of 4 numbers, one of them 0": (_with_zero(rng.normal(size=(4, 4))),),
        "small and large numbers": (rng.normal(size=(3, 5)) * 10.0 ** rng.integers(-6, 7, size=(3, 5)),),
        "a vector": (rng.normal(size=7),),
    }


def relu_layouts(rng: Rng) -> Labelled:
    return _layouts((rng.normal(size=(3, 4)),), _integers(rng, (3, 4)))


def relu_gradients(rng: Rng) -> Labelled:
    """Where x is exactly 0, dout is 0 too: the slope there is a convention."""
    drawn = {label: (rng.normal(size=x.shape), x) for label, (x,) in relu(rng).items()}
    return {label: (np.where(x == 0, 0, dout), x) for label, (dout, x) in drawn.items()}


def relu_gradient_layouts(rng: Rng) -> Labelled:
    dout, x = _integers(rng, (3, 4), (3, 4))
    return _layouts((rng.normal(size=(3, 4)), rng.normal(size=(3, 4))), (dout, np.where(x == 0, 1, x)))


def scores(rng: Rng) -> Labelled:
    return {
        "6 samples, 4 inputs, 5 hidden units, 3 classes": network(rng, 6, 4, 5, 3),
        "4 of everything": network(rng, 4, 4, 4, 4),
        "1 sample, 3 inputs, 2 hidden units, 5 classes": network(rng, 1, 3, 2, 5),
        "7 samples, 1 input, 3 hidden units, 2 classes": network(rng, 7, 1, 3, 2),
        "y is None and reg is 0.5": (*network(rng, 5, 3, 4, 2), None, 0.5),
    }


def problems(rng: Rng) -> Labelled:
    """Without a penalty."""
    drawn = list(scores(rng).items())[:4]
    return {label: (*given, labels(rng, len(given[1]), len(given[0]["b2"])), 0.0) for label, given in drawn}


def penalised_problems(rng: Rng) -> Labelled:
    kinds = (((6, 4, 5, 3), 0.37), ((4, 4, 4, 4), 0.05), ((3, 2, 6, 5), 2))
    return {
        f"{N} samples, {D} inputs, {H} hidden units, {C} classes, reg {reg}": (
            *network(rng, N, D, H, C), labels(rng, N, C), reg,
        )
        for (N, D, H, C), reg in kinds
    }  # fmt: skip


def steep_problems(rng: Rng) -> Labelled:
    params, X = network(rng, 6, 4, 5, 3)
    behind = np.array([5.0, 8, 12, 15, 17, 19, 21, 24, 28, 32, 36, 40, 48, 60, 100, 230, 400, 690])
    behind += rng.uniform(0, 0.5, size=behind.shape)
    pair = {"W1": np.array([[1.0, -1]]), "b1": np.zeros(2), "W2": np.eye(2), "b2": np.zeros(2)}
    return {
        "the true class up to 690 behind": (pair, behind[:, None], np.ones(len(behind), dtype=int), 0.0),
        "inputs of thousands": (params, 3000 * X, labels(rng, 6, 3), 0.0),
        "one sample far out among small ones": (params, X * np.array([[1e5], [1], [1], [1], [1], [1]]),
                                                labels(rng, 6, 3), 0.0),
    }  # fmt: skip


def problem_layouts(rng: Rng) -> Labelled:
    params, X = network(rng, 5, 3, 4, 3)
    y = labels(rng, 5, 3)
    whole = {name: rng.integers(-2, 3, size=value.shape) for name, value in params.items()}
    whole = {**whole, "W1": 2 * whole["W1"], "b1": 2 * whole["b1"] + 1}  # no hidden unit at the bend of the ReLU
    return {
        KEPT: (params, X, y, 0.0),
        "integers": (whole, rng.integers(-2, 3, size=X.shape), y, 0),
        "arrays in Fortran order": (_each(params, np.asfortranarray), np.asfortranarray(X), y, 0.0),
        "every second column of an array": (_each(params, strided), strided(X), y, 0.0),
        "read-only arrays": (_each(params, read_only), read_only(X), read_only(y), 0.0),
        "labels in a list": (params, X, y.tolist(), 0.0),
    }


def flat_problems(rng: Rng) -> Labelled:
    return {
        "6 samples, 4 inputs, 5 hidden units, 3 classes": _flat(rng, 6, 4, 5, 3),
        "3 of everything": _flat(rng, 3, 3, 3, 3),
        "1 sample, 3 inputs, 2 hidden units, 5 classes": _flat(rng, 1, 3, 2, 5),
        "7 samples, 1 input, 3 hidden units, 2 classes": _flat(rng, 7, 1, 3, 2),
    }


def flat_layouts(rng: Rng) -> Labelled:
    X, Y, params, dimensions = _flat(rng, 5, 3, 4, 2)
    return {
        KEPT: (X, Y, params, dimensions),
        "integers": (*_integers(rng, X.shape), Y.astype(int), rng.integers(-1, 2, size=params.size), dimensions),
        "arrays in Fortran order": (np.asfortranarray(X), np.asfortranarray(Y), params, dimensions),
        "every second column of an array": (strided(X), strided(Y), strided(params), dimensions),
        "read-only arrays, sizes in a list": (read_only(X), read_only(Y), read_only(params), list(dimensions)),
    }


def crowds(rng: Rng) -> Labelled:
    """So many samples that a network which differs a little chooses another class for one of them."""
    params, X = network(rng, 80, 3, 4, 4)
    return {
        "80 samples, most scores negative": ({**params, "b2": params["b2"] - 4}, X),
        "80 samples, 4 inputs, 5 hidden units, 3 classes": network(rng, 80, 4, 5, 3),
        "90 samples, 3 of everything else": network(rng, 90, 3, 3, 3),
        "60 samples, 2 inputs, 4 hidden units, 6 classes": network(rng, 60, 2, 4, 6),
        "1 sample, 3 inputs, 2 hidden units, 5 classes": network(rng, 1, 3, 2, 5),
    }


def crowd_layouts(rng: Rng) -> Labelled:
    drawn = {label: args[:2] for label, args in problem_layouts(rng).items() if label != "labels in a list"}
    params, X = drawn["integers"]
    ties = np.arange(len(params["b2"]))  # scores that are all different by their last digit
    whole = {**params, "W2": 10 * params["W2"], "b2": 10 * params["b2"] + ties}
    return {**drawn, "integers": (whole, X)}


def network(rng: Rng, N: int, D: int, H: int, C: int) -> tuple[Params, np.ndarray]:
    """Params and inputs; with enough samples every hidden unit is active on some and not on others."""
    shapes = {"W1": (D, H), "b1": (H,), "W2": (H, C), "b2": (C,)}
    for _ in range(500):
        params = {name: rng.normal(size=shape) for name, shape in shapes.items()}
        X = rng.normal(size=(N, D))
        active = np.mean(X @ params["W1"] + params["b1"] > 0, axis=0 if N > 2 else None)
        if np.all((active >= 0.2) & (active <= 0.8)):
            break
    return params, X


def _flat(rng: Rng, N: int, D: int, H: int, C: int) -> tuple[Any, ...]:
    params = rng.normal(size=(D + 1) * H + (H + 1) * C)
    return rng.normal(size=(N, D)), np.eye(C)[labels(rng, N, C)], params, (D, H, C)


def _affine(rng: Rng, N: int, D: int, H: int) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    return rng.normal(size=(N, D)), rng.normal(size=(D, H)), rng.normal(size=H)


def _integers(rng: Rng, *shapes: tuple[int, ...]) -> Args:
    return tuple(rng.integers(-4, 5, size=shape) for shape in shapes)


def _layouts(given: Args, whole: Args) -> Labelled:
    return {
        KEPT: given,
        "integers": whole,
        "arrays in Fortran order": tuple(np.asfortranarray(part) for part in given),
        "every second column of an array": tuple(strided(part) for part in given),
        "read-only arrays": tuple(read_only(part) for part in given),
    }


def _each(params: Params, change: Any) -> Params:
    return {name: change(value) for name, value in params.items()}


def _with_zero(x: np.ndarray) -> np.ndarray:
    x[1, 2] = 0.0
    return x
