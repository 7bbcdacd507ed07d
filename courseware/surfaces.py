"""Surfaces over two weights, to walk on: value, gradient, minima, starts, and what it takes to draw their contours.

They are plain NumPy; a figure is handed in by whoever draws, such as `courseware.widgets.figure`.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import numpy as np

Array = np.ndarray[Any, Any]
Point = tuple[float, float]


@dataclass(frozen=True)
class Surface:
    """A function of two weights.

    Attributes
    ----------
    name, title : str
    value : callable
        ``value(w)`` for ``w`` of shape (2,) or (..., 2): one number for each point.
    gradient : callable
        ``gradient(w)``: an array of the shape of ``w``.
    minima : tuple of points
        Where the surface is lowest, as far as they are known.
    starts : tuple of points
        Good places to begin a walk; the first is the usual one.
    box : tuple
        ``(lowest x, highest x, lowest y, highest y)`` of a picture.
    levels : tuple of float
        The values whose contour lines are drawn.
    """

    name: str
    title: str
    value: Callable[[Array], Array]
    gradient: Callable[[Array], Array]
    minima: tuple[Point, ...]
    starts: tuple[Point, ...]
    box: tuple[float, float, float, float]
    levels: tuple[float, ...]

    @property
    def start(self) -> Array:
        """The usual start, an array of its own each time."""
        return np.array(self.starts[0])


def ravine(steepness: float = 20.0) -> Surface:
    """A bowl that is ``steepness`` times as curved in y as in x: ``(x**2 + steepness * y**2) / 2``."""
    curvature = np.array([1.0, steepness])

    def value(w: Array) -> Array:
        return np.asarray(np.sum(curvature * np.square(w), axis=-1) / 2)

    def gradient(w: Array) -> Array:
        return np.asarray(curvature * w)

    levels = tuple(float(level) for level in np.geomspace(0.05, 40, 10))
    box = (-5.0, 5.0, -2.0, 2.0)
    return Surface("ravine", "Ravine", value, gradient, ((0.0, 0.0),), ((-4.0, 1.2), (3.0, -1.5)), box, levels)


def _rosenbrock(w: Array) -> Array:
    x, y = _xy(w)
    return np.asarray((1 - x) ** 2 + 100 * (y - x**2) ** 2)


def _rosenbrock_gradient(w: Array) -> Array:
    x, y = _xy(w)
    above = y - x**2
    return _pairs(-2 * (1 - x) - 400 * x * above, 200 * above)


def _himmelblau(w: Array) -> Array:
    x, y = _xy(w)
    return np.asarray((x**2 + y - 11) ** 2 + (x + y**2 - 7) ** 2)


def _himmelblau_gradient(w: Array) -> Array:
    x, y = _xy(w)
    first, second = x**2 + y - 11, x + y**2 - 7
    return _pairs(4 * x * first + 2 * second, 2 * first + 4 * y * second)


def _saddle(w: Array) -> Array:
    x, y = _xy(w)
    return np.asarray(x**2 / 2 - y**2 / 2 + y**4 / 4)


def _saddle_gradient(w: Array) -> Array:
    x, y = _xy(w)
    return _pairs(x, y**3 - y)


def _plateau(w: Array) -> Array:
    return np.asarray(1 - np.exp(-np.sum(np.square(w), axis=-1) / 2))


def _plateau_gradient(w: Array) -> Array:
    return np.asarray(w * np.exp(-np.sum(np.square(w), axis=-1) / 2)[..., None])


RAVINE = ravine()
ROSENBROCK = Surface(
    "rosenbrock", "Rosenbrock's valley", _rosenbrock, _rosenbrock_gradient,
    ((1.0, 1.0),), ((-1.5, 1.5), (-1.2, 1.0), (0.0, 2.0)), (-2.0, 2.0, -0.8, 3.0),
    (0.2, 1.0, 4.0, 15.0, 60.0, 200.0, 600.0, 1500.0),
)  # fmt: skip
HIMMELBLAU = Surface(
    "himmelblau", "Himmelblau's function", _himmelblau, _himmelblau_gradient,
    ((3.0, 2.0), (-2.805118086952745, 3.131312518250573), (-3.779310253377747, -3.283185991286170),
     (3.584428340330492, -1.848126526964404)),
    ((0.5, 0.5), (-0.5, 0.5), (-1.0, -1.5), (0.5, -2.0)), (-5.5, 5.5, -5.5, 5.5),
    (1.0, 5.0, 15.0, 35.0, 70.0, 120.0, 180.0, 300.0, 500.0),
)  # fmt: skip
SADDLE = Surface(
    "saddle", "Saddle", _saddle, _saddle_gradient,
    ((0.0, 1.0), (0.0, -1.0)), ((1.8, 0.001), (1.8, 0.0), (-1.5, -0.4)), (-2.2, 2.2, -1.8, 1.8),
    (-0.24, -0.2, -0.12, -0.04, 0.0, 0.1, 0.4, 0.9, 1.6, 2.4),
)  # fmt: skip
PLATEAU = Surface(
    "plateau", "Plateau", _plateau, _plateau_gradient,
    ((0.0, 0.0),), ((3.2, 2.4), (-2.5, 1.0)), (-4.0, 4.0, -3.5, 3.5),
    (0.05, 0.2, 0.4, 0.6, 0.8, 0.92, 0.98, 0.997),
)  # fmt: skip
SURFACES = {surface.name: surface for surface in (RAVINE, ROSENBROCK, HIMMELBLAU, SADDLE, PLATEAU)}


def contour(axes: Any, surface: Surface, points: int = 161) -> None:
    """Draw a surface's contour lines on Matplotlib axes, with a star at each minimum."""
    left, right, low, high = surface.box
    x, y = np.linspace(left, right, points), np.linspace(low, high, points)
    grid = np.stack(np.meshgrid(x, y), axis=-1)
    axes.contour(x, y, surface.value(grid), levels=surface.levels, cmap="cividis", linewidths=0.8, alpha=0.8)
    axes.plot(*np.transpose(surface.minima), "*", color="#000000", markersize=11, linestyle="none")
    axes.set(xlim=(left, right), ylim=(low, high), xlabel="first weight", ylabel="second weight", title=surface.title)


def trace(axes: Any, path: Array, **style: Any) -> None:
    """Draw a walk of shape (T, 2) on Matplotlib axes: a dot for each point, a ring at the start."""
    options = {"marker": ".", "markersize": 4, "linewidth": 1.2, **style}
    (line,) = axes.plot(path[:, 0], path[:, 1], **options)
    axes.plot(*path[0], "o", color=line.get_color(), markersize=9, fillstyle="none", linestyle="none")


def steps_until(surface: Surface, path: Array, within: float) -> int | None:
    """The first step at which a walk is within a distance of a minimum and stays there; None when there is none."""
    distance = np.min(np.linalg.norm(path[:, None] - np.array(surface.minima), axis=-1), axis=1)
    outside = np.flatnonzero(~(distance < within))
    if not len(outside):
        return 0
    return None if outside[-1] == len(path) - 1 else int(outside[-1]) + 1


def _xy(w: Array) -> tuple[Array, Array]:
    w = np.asarray(w, dtype=float)
    return w[..., 0], w[..., 1]


def _pairs(x: Array, y: Array) -> Array:
    """Put two arrays side by side, as np.stack does, which takes as long as all the rest of a gradient."""
    pairs = np.empty((*np.shape(x), 2))
    pairs[..., 0], pairs[..., 1] = x, y
    return pairs
