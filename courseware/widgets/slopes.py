"""Slopes measured in several ways and two precisions, at every step; drawing them is left to `gradient_check`."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np

SMOOTH, FAST, KINK = "exp(sin x)", "sin(100 x)", "max(0, x)"
Function = Callable[[Any], Any]
FUNCTIONS: dict[str, tuple[Function, Function]] = {  # each with its derivative on paper
    SMOOTH: (lambda x: np.exp(np.sin(x)), lambda x: np.cos(x) * np.exp(np.sin(x))),
    FAST: (lambda x: np.sin(100 * x), lambda x: 100 * np.cos(100 * x)),
    KINK: (lambda x: np.maximum(x, 0), lambda x: 1.0),
}
TYPES: dict[str, tuple[Any, Any]] = {"float32": (np.float32, np.complex64), "float64": (np.float64, np.complex128)}
EXPONENTS = np.arange(-64, 1) / 4
STEPS = 10.0**EXPONENTS


def on_paper(function: str, x: float, precision: str) -> float:
    """The slope at the number that x is rounded to."""
    return float(FUNCTIONS[function][1](float(TYPES[precision][0](x))))


def plain(function: str, x: float, precision: str) -> dict[str, np.ndarray]:
    """The slopes by the formulas as they stand, computed in that precision.

    Returns
    -------
    dict of ndarray of shape (65,)
        For ``forward`` and ``central`` one slope for each of ``STEPS``.
    """
    f, real = FUNCTIONS[function][0], TYPES[precision][0]
    at, h = real(x), STEPS.astype(real)
    found = {
        "forward": (f(at + h) - f(at)) / h,
        "central": (f(at + h) - f(at - h)) / (2 * h),
    }
    return {name: slopes.astype(float) for name, slopes in found.items()}


def by(way: Callable[..., Any], complex_numbers: bool, function: str, x: float, precision: str) -> np.ndarray:
    """The slopes that a learner's function measures, of a function that rounds what it gets to the precision.

    Raises
    ------
    ValueError
        The slope is not an array of one number.
    """
    f, number = FUNCTIONS[function][0], TYPES[precision][complex_numbers]
    point = TYPES[precision][0](x)
    slopes = np.empty(len(STEPS))
    for k, h in enumerate(STEPS):
        slope = np.asarray(way(lambda v: f(number(np.ravel(v)[0])), np.array([point]), float(h)))
        if slope.shape != (1,):
            raise ValueError(f"returned shape {slope.shape}; expected (1,), the shape of x")
        slopes[k] = slope[0].real
    return slopes


def look(function: str, x: float, precision: str, h: float, around: np.ndarray) -> np.ndarray:
    """How the function rises near x as the computer sees it, in units of what the tangent rises in one step."""
    f, number = FUNCTIONS[function][0], TYPES[precision][0]
    at = number(x)
    rise = (f(at + (around * h).astype(number)) - f(at)).astype(float)
    return np.asarray(rise / (h * on_paper(function, x, precision)))
