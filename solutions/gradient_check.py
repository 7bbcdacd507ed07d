"""Measure a gradient, and tell whether a gradient that somebody wrote agrees with it.

A loss may draw random numbers from NumPy's global state, as dropout does in older code: every call of it sees the same
draw.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

import numpy as np

Loss = Callable[[np.ndarray], Any]
LossAndGradient = Callable[[np.ndarray], tuple[Any, Any]]
NetworkLoss = Callable[[Mapping[str, np.ndarray]], tuple[Any, Mapping[str, Any]]]
FLOOR = 1e-8  # below it, the difference of two gradients counts as it is


def numerical_gradient(f: Loss, x: np.ndarray, h: float = 1e-5) -> np.ndarray:
    """Measure the gradient of a function by central differences.

    Parameters
    ----------
    f : callable
        Takes an array like ``x``, returns one number.
    x : ndarray
        Changed in place entry by entry, and left bit for bit as it was.
    h : float
        Step.

    Returns
    -------
    ndarray of float of the shape of x
        ``(f(x + h e_i) - f(x - h e_i)) / (2 h)`` at each index i [1]_.

    References
    ----------
    .. [1] CS224n, assignment 1, question 2; CS231n, notes on neural networks 3, "Gradient checks".
    """
    point = x if x.dtype.kind == "f" and x.flags.writeable else x.astype(float)  # integers cannot move by h
    gradient = np.zeros(point.shape)
    state = np.random.get_state()  # noqa: NPY002
    for index in np.ndindex(point.shape):
        saved = point[index]
        values = []
        for moved in (saved + h, saved - h):
            point[index] = moved
            np.random.set_state(state)  # noqa: NPY002
            values.append(f(point))
        point[index] = saved  # adding and subtracting h would not lead back to the same bits
        gradient[index] = (values[0] - values[1]) / (2 * h)
    return gradient


def relative_error(a: np.ndarray, b: np.ndarray) -> float:
    """Compare two gradients entry by entry, relative to their size.

    Parameters
    ----------
    a, b : ndarray of the same shape

    Returns
    -------
    float
        The maximum of ``abs(a - b) / max(1e-8, abs(a) + abs(b))``; infinity when an entry is not finite.
    """
    return float(np.max(_errors(a, b), initial=0.0))


def gradient_check(f: LossAndGradient, x: np.ndarray, h: float = 1e-5, tol: float = 1e-5) -> dict[str, Any]:
    """Tell whether the gradient that a function returns is the gradient of its value.

    Parameters
    ----------
    f : callable
        ``f(x)`` returns ``(value, gradient)``.
    x : ndarray
        Left bit for bit as it was.
    h, tol : float
        Step, and the largest relative error that passes.

    Returns
    -------
    dict
        ``passed``, ``max_error`` and ``worst_index``, a tuple. A gradient that is missing, has another shape or is not
        finite does not pass; without entries to compare, ``worst_index`` is empty.
    """
    state = np.random.get_state()  # noqa: NPY002
    gradient = f(x)[1]
    np.random.set_state(state)  # noqa: NPY002
    if gradient is None or np.shape(gradient) != x.shape:
        return {"passed": False, "max_error": np.inf, "worst_index": ()}
    errors = _errors(gradient, numerical_gradient(lambda point: f(point)[0], x, h))
    worst = np.unravel_index(np.argmax(errors), errors.shape)
    error = float(errors[worst])
    return {"passed": error <= tol, "max_error": error, "worst_index": tuple(int(k) for k in worst)}


def check_network(loss_fn: NetworkLoss, params: Mapping[str, np.ndarray], tol: float = 1e-5) -> dict[str, bool]:
    """Check the gradient of every parameter of a network.

    Parameters
    ----------
    loss_fn : callable
        ``loss_fn(params)`` returns ``(loss, grads)``, where ``grads`` has the keys of ``params``.
    params : dict of str to ndarray
        Left bit for bit as they were.
    tol : float

    Returns
    -------
    dict of str to bool
        For each parameter, whether its gradient passed.
    """
    passed = {}
    for name, x in params.items():

        def f(point: np.ndarray, name: str = name) -> tuple[Any, Any]:
            loss, grads = loss_fn({**params, name: point})
            return loss, grads.get(name)

        passed[name] = bool(gradient_check(f, x, tol=tol)["passed"])
    return passed


def complex_step(f: Loss, x: np.ndarray, h: float = 1e-20) -> np.ndarray:
    """Measure the gradient of an analytic function without a difference, so that no digit cancels.

    Parameters
    ----------
    f : callable
        Takes a complex array like ``x``, returns one complex number.
    x : ndarray
        Left as it was.
    h : float
        Size of the imaginary step.

    Returns
    -------
    ndarray of float of the shape of x
        ``imag(f(x + i h e_i)) / h`` at each index i [1]_.

    References
    ----------
    .. [1] W. Squire and G. Trapp, Using complex variables to estimate derivatives of real functions, 1998.
    """
    point = x.astype(complex)
    gradient = np.zeros(x.shape)
    for index in np.ndindex(x.shape):
        point[index] += 1j * h
        gradient[index] = np.imag(f(point)) / h
        point[index] = x[index]
    return gradient


def _errors(a: np.ndarray, b: np.ndarray) -> np.ndarray:
    """The relative error of each entry; infinite where a number is not finite."""
    a, b = np.asarray(a, dtype=float), np.asarray(b, dtype=float)
    finite = np.isfinite(a) & np.isfinite(b)
    with np.errstate(invalid="ignore", over="ignore"):
        errors: np.ndarray = np.where(finite, np.abs(a - b) / np.maximum(FLOOR, np.abs(a) + np.abs(b)), np.inf)
    return errors
