"""The picture of a race: the walks on their surface, and their heights above its minimum, step by step."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import matplotlib as mpl
import numpy as np

from courseware import surfaces
from courseware.surfaces import Surface
from courseware.widgets.canvas import Canvas
from courseware.widgets.figure import BLACK, BLUE, GREEN, ORANGE, PURPLE, RED, SKY, STYLE, figure
from courseware.widgets.labels import Label
from courseware.widgets.panel import Values
from courseware.widgets.race_labels import beside_ends
from courseware.widgets.walks import Walk, seen

NUM_STEPS = {"ravine": 80, "rosenbrock": 300, "himmelblau": 80, "saddle": 80, "plateau": 80}
STYLES: dict[str, dict[str, Any]] = {
    "sgd": {"color": BLACK, "linestyle": "-"},
    "sgd_momentum": {"color": RED, "linestyle": "--"},
    "nesterov": {"color": ORANGE, "linestyle": "-."},
    "adagrad": {"color": GREEN, "linestyle": ":"},
    "rmsprop": {"color": SKY, "linestyle": (0, (8, 2))},
    "adam": {"color": BLUE, "linestyle": (0, (5, 1, 1, 1, 1, 1))},
}
OTHER = {"color": PURPLE, "linestyle": (0, (2, 1))}
FLOOR = 1e-8
SPAN = 1.5  # times the steps: the rest is for the names


class Picture:
    """Left the surface with the walks, right their heights above the minimum; the dots are arrivals."""

    def __init__(self, surface: Surface, names: list[str]) -> None:
        self._surface, self._lowest = surface, float(surface.value(np.array(surface.minima[0])))
        num_steps = self._length = NUM_STEPS[surface.name]
        self._top = float(max(surface.levels) - self._lowest) * 2
        with mpl.rc_context(STYLE):
            fig, (left, right) = figure(8.6, 3.9, ncols=2, width_ratios=(1.1, 1))
            self._axes = left
            fig.set_layout_engine("none")  # to look for the best margins takes as long as the rest of the background
            left.set_position((0.096, 0.125, 0.402, 0.8))
            right.set_position((0.585, 0.125, 0.405, 0.8))
            self._axes_width = 72 * 0.405 * fig.get_figwidth()  # points
            surfaces.contour(left, surface)
            right.set(xlim=(0, num_steps * SPAN), ylim=(FLOOR, self._top), yscale="log", xlabel="step",
                      ylabel="height above the minimum")  # fmt: skip
            right.minorticks_off()
            right.set_title("dot: from here on within 0.1 of a minimum", fontsize=10)
            right.set_xticks(range(0, num_steps + 1, num_steps // 4))
            styles = {name: STYLES.get(name, OTHER) for name in names}
            (self._truths,) = left.plot([], [], color=BLACK, linestyle="-", linewidth=0.7)
            (self._all,) = right.plot([], [], linestyle="-")  # leaves the ghost of all heights, and is not drawn itself
            self._paths = {name: left.plot([], [], linewidth=1.8, marker="o", markersize=5, markevery=[-1], **style)[0]
                           for name, style in styles.items()}  # fmt: skip
            self._heights = {name: right.plot([], [], linewidth=1.8, **style)[0] for name, style in styles.items()}
            self._labels = {name: Label(right, name, style["color"], 9.5) for name, style in styles.items()}
            (self._start,) = left.plot([], [], "o", color=BLACK, markersize=10, fillstyle="none", linestyle="none")
            (self._arrived,) = right.plot([], [], "o", color=BLACK, markersize=5, linestyle="none")
            moving = [*self._paths.values(), self._truths, self._start,
                      *self._heights.values(), self._arrived, *self._labels.values()]  # fmt: skip
            for artist in moving:
                artist.set_in_layout(False)
            self._canvas = Canvas(fig, moving, ghosts=[self._all])
            self._all.set_linestyle("none")

    def frame(self, found: Mapping[str, Walk], arrivals: Mapping[str, int | None], truths: list[np.ndarray]) -> bytes:
        """The walks as they are now."""
        dots, ends, curves, lines = [], {}, [], {}
        for name, walk in found.items():
            heights = np.clip(self._surface.value(walk.path) - self._lowest, FLOOR / 10, self._top * 10)
            written = len(walk.path) > 1
            self._paths[name].set_data(*(seen(walk.path, self._surface.box) if written else walk.path[:0]).T)
            self._heights[name].set_data(np.arange(len(heights)), heights)
            curves.append(np.column_stack([np.arange(len(heights)), heights]))
            lines[name] = np.full(self._length + 1, np.nan)
            lines[name][: len(heights)] = np.log10(heights)
            self._labels[name].hide()
            if written:
                inside = np.flatnonzero((heights >= FLOOR) & (heights <= self._top))
                end = int(inside[-1]) if len(inside) else 0
                ends[name] = end, float(lines[name][end])
            at = arrivals[name]
            if written and at is not None and heights[at] >= FLOOR:
                dots.append((at, heights[at]))
        self._set_names(lines, ends)
        self._arrived.set_data(*np.array(dots or np.empty((0, 2))).T)
        self._truths.set_data(*_joined(truths).T)
        self._all.set_data(*_joined(curves).T)
        first = next(iter(found.values())).path[0] if found else np.full(2, np.nan)
        self._start.set_data(first[:1], first[1:])
        return self._canvas.frame()

    def _set_names(self, lines: Mapping[str, np.ndarray], ends: Mapping[str, tuple[int, float]]) -> None:
        """Put each name beside its line, given the logarithms of all heights."""
        low, high = np.log10([FLOOR, self._top])
        gap, step = (high - low) / 24, self._axes_width / (self._length * SPAN)  # points in a step
        widths = {name: label.width / step for name, label in self._labels.items()}
        room = (low + gap / 2, high - gap / 2)
        for name, (x, y, covers) in beside_ends(lines, ends, widths, room, gap, 0.02 * self._length).items():
            self._labels[name].halo = covers
            self._labels[name].place(x, 10**y)

    def place(self, across: float, down: float) -> Values | None:
        """The start that a click in the picture sets."""
        point = self._canvas.point(self._axes, across, down)
        if point is None:
            return None
        left, right, low, high = self._surface.box
        x, y = 100 * (point[0] - left) / (right - left), 100 * (point[1] - low) / (high - low)
        return {"x": round(float(np.clip(x, 0, 100)), 1), "y": round(float(np.clip(y, 0, 100)), 1)}


def _joined(curves: list[np.ndarray]) -> np.ndarray:
    """Curves of shape (T, 2) as one with gaps, which is drawn in one go."""
    return np.concatenate([np.empty((0, 2)), *(np.vstack([curve, [[np.nan, np.nan]]]) for curve in curves)])
