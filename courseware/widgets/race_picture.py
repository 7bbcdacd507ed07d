"""The picture of a race: the walks on their surface, and their heights above its minimum, step by step."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import matplotlib as mpl
import numpy as np
from matplotlib.collections import LineCollection
from matplotlib.ticker import MultipleLocator

from courseware import surfaces
from courseware.surfaces import Surface
from courseware.widgets.canvas import Canvas
from courseware.widgets.figure import BLACK, BLUE, GREEN, ORANGE, PURPLE, RED, SKY, STYLE, figure, ink
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
FLOOR = -8.0  # the logarithm of the lowest height in the picture
SPAN = 1.5  # times the steps: the rest is for the names


class Picture:
    """Left the surface with the walks, right their heights above the minimum; the dots are arrivals."""

    def __init__(self, surface: Surface, names: list[str]) -> None:
        self._surface, self._lowest = surface, float(surface.value(np.array(surface.minima[0])))
        num_steps = self._length = NUM_STEPS[surface.name]
        self._top = float(np.log10(2 * (max(surface.levels) - self._lowest)))
        with mpl.rc_context(STYLE):
            fig, (left, right) = figure(8.6, 3.9, ncols=2, width_ratios=(1.1, 1))
            self._axes = left
            fig.set_layout_engine("none")  # to look for the best margins takes as long as the rest of the background
            left.set_position((0.096, 0.125, 0.402, 0.8))
            right.set_position((0.585, 0.125, 0.405, 0.8))
            self._axes_width = 72 * 0.405 * fig.get_figwidth()  # points
            surfaces.contour(left, surface)
            right.set(xlim=(0, num_steps * SPAN), ylim=(FLOOR, self._top), xlabel="step",
                      ylabel="height above the minimum")  # fmt: skip
            right.yaxis.set_major_locator(MultipleLocator(2))  # a logarithmic axis would take each curve's anew
            right.yaxis.set_major_formatter(lambda power, _: rf"$\mathdefault{{10^{{{power:.0f}}}}}$")
            right.set_title("dot: from here on within 0.1 of a minimum", fontsize=10)
            right.set_xticks(range(0, num_steps + 1, num_steps // 4))
            styles = [STYLES.get(name, OTHER) for name in names] or [OTHER]  # a collection of lines needs a style
            colours = [style["color"] for style in styles]
            (self._truths,) = left.plot([], [], color=BLACK, linestyle="-", linewidth=0.7)
            (self._all,) = right.plot([], [], linestyle="-")  # leaves the ghost of all heights, and is not drawn itself
            self._paths, self._heights = (_lines(axes, styles) for axes in (left, right))
            self._ends = left.scatter([np.nan] * len(colours), [np.nan] * len(colours), s=25, c=colours)
            self._labels = {name: Label(right, name, colour, 9.5) for name, colour in zip(names, colours, strict=False)}
            (self._start,) = left.plot([], [], "o", color=BLACK, markersize=10, fillstyle="none", linestyle="none")
            (self._arrived,) = right.plot([], [], "o", color=BLACK, markersize=5, linestyle="none")
            moving = [self._paths, self._ends, self._truths, self._start, self._heights, self._arrived,
                      *self._labels.values()]  # fmt: skip
            for artist in moving:
                artist.set_in_layout(False)
            inks = dict.fromkeys([BLACK, *colours, *map(ink, colours)])
            self._canvas = Canvas(fig, moving, ghosts=[self._all], inks=[*inks])
            self._all.set_linestyle("none")

    def frame(self, found: Mapping[str, Walk], arrivals: Mapping[str, int | None], truths: list[np.ndarray]) -> bytes:
        """The walks as they are now."""
        curves, lines = self._curves(found), np.full((len(found), self._length + 1), np.nan)
        dots, ends = [], {}
        for (name, curve), line in zip(curves.items(), lines, strict=True):
            line[: len(curve)] = heights = curve[:, 1]
            self._labels[name].hide()
            if len(curve) > 1:
                inside = np.flatnonzero((heights >= FLOOR) & (heights <= self._top))
                end = int(inside[-1]) if len(inside) else 0
                ends[name] = end, float(heights[end])
                at = arrivals[name]
                if at is not None and heights[at] >= FLOOR:
                    dots.append((at, heights[at]))
        self._set_names(dict(zip(curves, lines, strict=True)), ends)
        self._arrived.set_data(*np.array(dots or np.empty((0, 2))).T)
        self._truths.set_visible(bool(truths))
        if truths:
            self._truths.set_data(*_joined(truths).T)
        self._all.set_data(*_joined([*curves.values()]).T)
        self._heights.set_segments([*curves.values()])
        paths = [seen(walk.path, self._surface.box) for walk in found.values()]
        self._paths.set_segments(paths)
        self._ends.set_offsets([path[-1] if len(path) > 1 else (np.nan, np.nan) for path in paths] or np.empty((0, 2)))
        first = next(iter(found.values())).path[0] if found else np.full(2, np.nan)
        self._start.set_data(first[:1], first[1:])
        return self._canvas.frame()

    def _curves(self, found: Mapping[str, Walk]) -> dict[str, np.ndarray]:
        """By name the steps and the logarithms of the heights; reckoned all at once, for each call costs."""
        if not found:
            return {}
        lengths = [len(walk.path) for walk in found.values()]
        values = self._surface.value(np.concatenate([walk.path for walk in found.values()])) - self._lowest
        steps = np.concatenate([np.arange(length) for length in lengths])
        heights = np.log10(np.clip(values, 10 ** (FLOOR - 1), 10 ** (self._top + 1)))
        curves = np.column_stack([steps, heights])
        return dict(zip(found, np.split(curves, np.cumsum(lengths)[:-1]), strict=True))

    def _set_names(self, lines: Mapping[str, np.ndarray], ends: Mapping[str, tuple[int, float]]) -> None:
        """Put each name beside its line."""
        gap, step = (self._top - FLOOR) / 24, self._axes_width / (self._length * SPAN)  # points in a step
        widths = {name: label.width / step for name, label in self._labels.items()}
        room = (FLOOR + gap / 2, self._top - gap / 2)
        for name, (x, y, covers) in beside_ends(lines, ends, widths, room, gap, 0.02 * self._length).items():
            self._labels[name].halo = covers
            self._labels[name].place(x, y)

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


def _lines(axes: Any, styles: list[dict[str, Any]]) -> LineCollection:
    """Lines that are given their points at every frame: as one artist, they are drawn in half the time."""
    colours, patterns = [style["color"] for style in styles], [style["linestyle"] for style in styles]
    lines = LineCollection([], colors=colours, linestyles=patterns, linewidths=1.8)
    axes.add_collection(lines, autolim=False)
    return lines
