"""Functions and losses that are built from plain data, with a gradient that they claim.

Value and gradient are computed from numbers of their own: the gradient is right when these are the same. Whether they
are is not looked at here.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

import numpy as np

Array = np.ndarray[Any, Any]


def _quotient(x: Array) -> Array:
    quotient: Array = np.exp(x) / np.sqrt(np.sin(x) ** 3 + np.cos(x) ** 3)
    return quotient


FAST = 100.0
TERMS: Mapping[str, tuple[Callable[[Array], Array], Callable[[Array], Array]]] = {  # a term, and its slope
    "quadratic": (lambda x: x**2, lambda x: 2 * x),
    "cubic": (lambda x: x**3, lambda x: 3 * x**2),
    "sine": (lambda x: np.sin(x), lambda x: np.cos(x)),
    "wave": (lambda x: np.sin(FAST * x), lambda x: FAST * np.cos(FAST * x)),
    "exponential": (lambda x: np.exp(x), lambda x: np.exp(x)),
    "coupled": (lambda x: x * 1.0, lambda x: np.full(np.shape(x), np.nan)),  # its gradient is never claimed
    "quotient": (_quotient, lambda x: np.full(np.shape(x), np.nan)),
}


def value(kind: str, a: Array, x: Array) -> Any:
    """The function ``sum(a * term(x))`` at x, and half its square for the kind ``coupled``."""
    total = np.sum(a * TERMS[kind][0](x))[()]
    return total**2 / 2 if kind == "coupled" else total


def with_gradient(kind: str, a: Array, b: Array | None, seed: int | None) -> Callable[[Array], tuple[Any, Any]]:
    """A function that returns its value with the numbers ``a`` and a gradient with the numbers ``b``.

    With a seed it has a random factor, drawn from NumPy's global state in every call.
    """

    def f(x: Array) -> tuple[Any, Any]:
        factor = draw() if seed is not None else 1.0
        return factor * float(value(kind, a, x)), None if b is None else factor * b * TERMS[kind][1](x)

    return f


def network(data: Mapping[str, Any], back: Mapping[str, Any], seed: int | None) -> Callable[[Any], Any]:
    """The loss of a two-layer network on ``data``, with the gradients that belong to ``back``."""

    def loss_fn(params: Mapping[str, Array]) -> tuple[float, dict[str, Array]]:
        factor = draw() if seed is not None else 1.0
        loss = _forward(params, data["X"], data["y"])[0] + data["reg"] * _squares(params)
        return factor * loss, {name: factor * grad for name, grad in _backward(params, back).items()}

    return loss_fn


def separate(kind: str, a: Mapping[str, Array], b: Mapping[str, Any]) -> Callable[[Any], Any]:
    """A loss that is a sum over parameters, each with a term of its own; ``b`` may lack some, or say None."""

    def loss_fn(params: Mapping[str, Array]) -> tuple[float, dict[str, Any]]:
        loss = float(sum(value(kind, a[name], x) for name, x in params.items()))
        slopes = {name: TERMS[kind][1](params[name]) for name in b}
        return loss, {name: None if b[name] is None else b[name] * slope for name, slope in slopes.items()}

    return loss_fn


def draw() -> float:
    """A random factor from NumPy's global state."""
    return 1 + float(np.random.random_sample())  # noqa: NPY002


def _squares(params: Mapping[str, Array]) -> float:
    return float(np.sum(params["W1"] ** 2) + np.sum(params["W2"] ** 2))


def _forward(params: Mapping[str, Array], X: Array, y: Array) -> tuple[float, Array, Array]:
    A = np.tanh(X @ params["W1"] + params["b1"])
    scores = A @ params["W2"] + params["b2"]
    logs = scores - np.logaddexp.reduce(scores, axis=1, keepdims=True)
    return -float(np.mean(logs[np.arange(len(y)), y])), A, np.exp(logs)


def _backward(params: Mapping[str, Array], back: Mapping[str, Any]) -> dict[str, Array]:
    X, y, reg = back["X"], back["y"], back["reg"]
    A, dS = _forward(params, X, y)[1:]
    dS[np.arange(len(y)), y] -= 1
    dS = dS / len(y)
    dZ = dS @ params["W2"].T * (1 - A**2)
    return {
        "W1": X.T @ dZ + 2 * reg * params["W1"],
        "b1": dZ.sum(axis=0),
        "W2": A.T @ dS + 2 * reg * params["W2"],
        "b2": dS.sum(axis=0),
    }
