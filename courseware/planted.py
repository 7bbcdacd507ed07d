"""Networks with mistakes planted in their gradients, and a loss with dropout, for learners to try their checker on.

The losses are right. Finding which gradients are not is the exercise, so nothing here says it.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from itertools import pairwise
from typing import Any

import numpy as np

Array = np.ndarray[Any, Any]
Params = Mapping[str, Array]
LossFn = Callable[[Params], tuple[float, dict[str, Array]]]

N, D, H1, H2, C = 7, 5, 4, 3, 3


def network(name: str, reg: float) -> tuple[LossFn, dict[str, Array]]:
    """A network of three layers with its parameters, at a random start.

    Parameters
    ----------
    name : str
        ``"right"``, ``"A"`` or ``"B"``.
    reg : float
        Strength of the penalty ``reg * sum(W**2)`` on the three weight matrices.

    Returns
    -------
    loss_fn : callable
        ``loss_fn(params)`` returns ``(loss, grads)``.
    params : dict of str to ndarray
        ``W1 b1 W2 b2 W3 b3``.
    """
    rng = np.random.default_rng(5)
    X, y = rng.normal(size=(N, D)), rng.integers(C, size=N)
    sizes = (D, H1, H2, C)
    params: dict[str, Array] = {}
    for layer, (inputs, outputs) in enumerate(pairwise(sizes), start=1):
        params[f"W{layer}"] = rng.normal(size=(inputs, outputs)) / np.sqrt(inputs)
        params[f"b{layer}"] = 0.1 * rng.normal(size=outputs)
    backward = BACKWARD[name]

    def loss_fn(params: Params) -> tuple[float, dict[str, Array]]:
        values = _forward(params, X)
        logs = values["scores"] - np.logaddexp.reduce(values["scores"], axis=1, keepdims=True)
        penalty = reg * sum(float(np.sum(params[f"W{layer}"] ** 2)) for layer in (1, 2, 3))
        dscores = (np.exp(logs) - np.eye(C)[y]) / N
        return -float(np.mean(logs[np.arange(N), y])) + penalty, backward(params, values, dscores, reg)

    return loss_fn, params


def dropout_loss(x: Array) -> tuple[float, Array]:
    """The sum of squares of those entries that a random mask keeps, and its gradient.

    The mask is drawn from NumPy's global state, as older code does it.
    """
    mask = np.random.random_sample(x.shape) < 0.5  # noqa: NPY002
    return float(np.sum(mask * x**2)), 2 * mask * x


def _forward(params: Params, X: Array) -> dict[str, Array]:
    Z1 = X @ params["W1"] + params["b1"]
    A1 = np.tanh(Z1)
    Z2 = A1 @ params["W2"] + params["b2"]
    A2 = np.tanh(Z2)
    return {"X": X, "Z1": Z1, "A1": A1, "Z2": Z2, "A2": A2, "scores": A2 @ params["W3"] + params["b3"]}


def _right(params: Params, values: Mapping[str, Array], dscores: Array, reg: float) -> dict[str, Array]:
    dZ2 = dscores @ params["W3"].T * (1 - values["A2"] ** 2)
    dZ1 = dZ2 @ params["W2"].T * (1 - values["A1"] ** 2)
    return {
        "W1": values["X"].T @ dZ1 + 2 * reg * params["W1"], "b1": dZ1.sum(axis=0),
        "W2": values["A1"].T @ dZ2 + 2 * reg * params["W2"], "b2": dZ2.sum(axis=0),
        "W3": values["A2"].T @ dscores + 2 * reg * params["W3"], "b3": dscores.sum(axis=0),
    }  # fmt: skip


def _network_a(params: Params, values: Mapping[str, Array], dscores: Array, reg: float) -> dict[str, Array]:
    dZ2 = dscores @ params["W3"].T * (1 - values["A2"] ** 2)
    dZ1 = dZ2 @ params["W2"].T * (1 - values["A1"] ** 2)
    return {
        "W1": values["X"].T @ dZ1 + 2 * reg * params["W1"], "b1": dZ1.sum(axis=0),
        "W2": values["A1"].T @ dZ2 + reg * params["W2"], "b2": dZ2.sum(axis=0),
        "W3": values["A2"].T @ dscores + 2 * reg * params["W3"], "b3": dscores.mean(axis=0),
    }  # fmt: skip


def _network_b(params: Params, values: Mapping[str, Array], dscores: Array, reg: float) -> dict[str, Array]:
    dZ2 = dscores @ params["W3"].T * (1 - values["Z2"] ** 2)
    dZ1 = dZ2 @ params["W2"].T * (1 - values["A1"] ** 2)
    return {
        "W1": values["X"].T @ dZ1 + 2 * reg * params["W1"], "b1": dZ1.sum(axis=0),
        "W2": values["A1"].T @ dZ2 + 2 * reg * params["W2"], "b2": dZ2.sum(axis=0),
        "W3": values["A2"].T @ dscores + 2 * reg * params["W3"], "b3": dscores.sum(axis=0),
    }  # fmt: skip


BACKWARD: Mapping[str, Callable[..., dict[str, Array]]] = {"right": _right, "A": _network_a, "B": _network_b}
