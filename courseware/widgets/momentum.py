"""Momentum under your hand: a walk in a ravine, its loss, the map of what is stable, and position against velocity."""

from __future__ import annotations

from typing import Any

import matplotlib as mpl
import numpy as np
from matplotlib.collections import LineCollection

from courseware import surfaces
from courseware.widgets.canvas import Canvas
from courseware.widgets.figure import BLACK, BLUE, ORANGE, RED, STYLE, figure
from courseware.widgets.labels import Label, apart
from courseware.widgets.momentum_text import told
from courseware.widgets.page import tried
from courseware.widgets.panel import Values, Widget, show_panel
from courseware.widgets.stability import draw_map, is_triangle, measured
from courseware.widgets.truth import at_presets, truth
from courseware.widgets.walks import Rule, Walk, agree, seen, walk

NUM_STEPS = 80
START = np.array([-4.0, 1.2])
FIRST: Values = {"learning_rate": 0.05, "momentum": 0.7, "steepness": 20}
PRESETS: dict[str, Values] = {
    "No momentum": {"momentum": 0.0, "learning_rate": 0.05},
    "Too slow": {"momentum": 0.0, "learning_rate": 0.004},
    "Zig-zags": {"momentum": 0.0, "learning_rate": 0.096},
    "Swings": {"momentum": 0.95, "learning_rate": 0.03},
    "Critical": {"momentum": 0.41, "learning_rate": 0.134},
    "Diverges": {"momentum": 0.2, "learning_rate": 0.1225},
    "No friction": {"momentum": 1.0, "learning_rate": 0.05},
    "Negative": {"momentum": -0.5, "learning_rate": 0.04},
    "Narrow": {"momentum": 0.7, "learning_rate": 0.02, "steepness": 100},
}
TRUTHS = at_presets(PRESETS.values(), FIRST)
CONTROLS: dict[str, dict[str, Any]] = {
    "momentum": {"widget": "FloatSlider", "min": -1.1, "max": 1.1, "step": 0.01, "description": "momentum μ"},
    "learning_rate": {"widget": "FloatSlider", "min": 0.0005, "max": 0.3, "step": 0.0005,
                      "description": "learning rate η", "readout_format": ".4f"},
    "steepness": {"widget": "IntSlider", "min": 1, "max": 100, "description": "steepness κ"},
}  # fmt: skip
LOWEST, HIGHEST = 1e-9, 1e4  # of the losses that are drawn
LEVELS = surfaces.RAVINE.levels[2:]
AROUND = np.linspace(0, 2 * np.pi, 73)
RINGS = np.sqrt(2 * np.array(LEVELS))[:, None, None] * np.column_stack([np.cos(AROUND), np.sin(AROUND)])
ACROSS, ALONG = {"color": RED, "linestyle": "--"}, {"color": BLUE, "linestyle": "-."}


def momentum_demo(rule: Rule | None = None, prediction: object = None) -> None:
    """Show a walk with momentum in a ravine, with controls for momentum, learning rate and steepness.

    Parameters
    ----------
    rule : callable, optional
        Your own ``sgd_momentum``; it also measures the map of what is stable.
    prediction : str
        What you said before you played.
    """
    show_panel("momentum", lambda: widget(rule), prediction)


def widget(rule: Rule | None = None) -> Widget:
    """The parts of the panel; a click on the map sets momentum and learning rate."""
    picture = _Picture(rule)
    controls = {name: {"value": FIRST[name], **about} for name, about in CONTROLS.items()}
    return Widget(picture.draw, controls, PRESETS, picture.pick)


def trace(rule: Rule, learning_rate: float, momentum: float, steepness: float) -> dict[str, np.ndarray]:
    """The walk as an array, for the truth."""
    return {"path": _walk(rule, learning_rate, momentum, steepness).path}


def _walk(rule: Rule, learning_rate: float, momentum: float, steepness: float) -> Walk:
    gradient = surfaces.ravine(steepness).gradient
    return walk(rule, gradient, START, {"learning_rate": learning_rate, "momentum": momentum}, NUM_STEPS)


class _Picture:
    """Four axes of which only the walk and what belongs to it are drawn again."""

    def __init__(self, rule: Rule | None) -> None:
        self._rule, self._steepness = rule, FIRST["steepness"]
        grows = tried("sgd_momentum", measured, rule)[0] if rule else None
        self._odd_map = grows is not None and not is_triangle(grows)
        with mpl.rc_context(STYLE):
            fig, all_axes = figure(8.8, 4.8, nrows=2, ncols=2, width_ratios=(1.4, 1))
            self._draw_ravine(all_axes[0, 0])
            self._draw_loss(all_axes[1, 0])
            self._map = all_axes[0, 1]
            draw_map(self._map, grows)
            style = {"color": ORANGE, "markeredgecolor": BLACK, "clip_on": False, "zorder": 5}
            self._link = self._map.plot([], [], color=ORANGE, linestyle="-", linewidth=2)[0]
            self._here = [self._map.plot([], [], marker, markersize=9, linestyle="none", **style)[0] for marker in "o^"]
            self._names = [Label(self._map, word, BLACK, 10, 0.0, halo=True) for word in ("across", "along")]
            self._draw_phase(all_axes[1, 1])
            moving = [self._rings, self._path, self._truth, *self._losses, *self._phase, self._link,
                      *self._here, *self._labels, *self._names]  # fmt: skip
            for artist in moving:
                artist.set_in_layout(False)
            self._canvas = Canvas(fig, moving, ghosts=[self._path, self._losses[0], self._phase[0]])

    def _draw_ravine(self, axes: Any) -> None:
        axes.set(xlim=(-5, 5), ylim=(-2.1, 2.1), xlabel="along the ravine", ylabel="across it")
        axes.plot(0, 0, "*", color=BLACK, markersize=11)
        axes.plot(*START, "o", color=BLACK, markersize=9, fillstyle="none")
        shades = mpl.colormaps["cividis"](np.linspace(0, 0.95, len(LEVELS)))
        self._rings = axes.add_collection(LineCollection([], colors=shades, linewidths=0.9), autolim=False)
        self._truth = axes.plot([], [], color=BLACK, linewidth=0.9, linestyle="-")[0]
        self._path = axes.plot([], [], color=ORANGE, marker=".", markersize=6, linewidth=1.6, linestyle="-",
                               markeredgecolor="#8A5F00")[0]  # fmt: skip

    def _draw_loss(self, axes: Any) -> None:
        axes.set(xlim=(0, NUM_STEPS * 1.2), ylim=(LOWEST, HIGHEST), yscale="log", xlabel="step", ylabel="loss")
        axes.set_xticks(range(0, NUM_STEPS + 1, 20))
        styles = ({"color": BLACK, "linestyle": "-", "linewidth": 2.2}, ACROSS, ALONG)
        self._losses = [axes.plot([], [], **style)[0] for style in styles]
        words = (("loss", BLACK), ("across", RED), ("along", BLUE))
        self._labels = [Label(axes, word, colour) for word, colour in words]

    def _draw_phase(self, axes: Any) -> None:
        axes.set(xlim=(-1.45, 1.45), ylim=(-2.1, 2.1), xlabel="position / start", ylabel="velocity / start")
        axes.axhline(0, color="#BBBBBB", linewidth=0.8)
        axes.axvline(0, color="#BBBBBB", linewidth=0.8)
        axes.plot(1, 0, "o", color=BLACK, markersize=9, fillstyle="none")
        self._phase = [axes.plot([], [], marker=".", markersize=4, linewidth=1.2, **style)[0]
                       for style in (ACROSS, ALONG)]  # fmt: skip
        for height, word, style in ((1.85, "across", ACROSS), (1.5, "along", ALONG)):
            axes.plot([-1.4, -1.0], [height, height], linewidth=1.4, **style)
            axes.text(-0.94, height, word, color=style["color"], fontsize=10, va="center")

    def draw(self, values: Values) -> tuple[bytes, str]:
        """One frame, and what is to be seen in it."""
        setting = {name: float(values[name]) for name in FIRST}
        self._steepness = setting["steepness"]
        kept = truth("momentum", setting)
        right = kept["path"] if kept else None
        found = _walk(self._rule, **setting) if self._rule else Walk(START[None])
        shown = right if right is not None and len(found.path) == 1 else found.path
        self._rings.set_segments(RINGS * [1, setting["steepness"] ** -0.5])
        self._path.set_data(*seen(shown, (-5, 5, -2.1, 2.1)).T)
        self._truth.set_data(*(right if right is not None and not agree(shown, right) else np.empty((0, 2))).T)
        self._set_losses(shown, setting["steepness"])
        self._set_phase(shown)
        self._set_here(setting)
        return self._canvas.frame(), told(setting, found, shown, right, self._odd_map)

    def _set_losses(self, path: np.ndarray, steepness: float) -> None:
        parts = np.square(path) * [1, steepness] / 2
        losses = (parts.sum(axis=1), parts[:, 1], parts[:, 0])
        inside = [int(np.flatnonzero((loss >= LOWEST) & (loss <= HIGHEST))[-1]) for loss in losses]
        ends = [float(np.log10(loss[at])) for loss, at in zip(losses, inside, strict=True)]
        places = apart(ends, 0.95, np.log10(LOWEST) + 0.3, np.log10(HIGHEST) - 0.3)
        for line, loss, label, at, place in zip(self._losses, losses, self._labels, inside, places, strict=True):
            line.set_data(np.arange(len(loss)), np.clip(loss, LOWEST / 10, HIGHEST * 10))
            label.place(at + 1.5, 10**place)

    def _set_phase(self, path: np.ndarray) -> None:
        """Position and velocity, the last step; beyond the axes the line is cut off."""
        velocity = np.diff(path, axis=0, prepend=path[:1])
        for k, line in zip((1, 0), self._phase, strict=True):
            line.set_data(path[:, k] / START[k], velocity[:, k] / START[k])

    def _set_here(self, setting: dict[str, float]) -> None:
        mu, rate = setting["momentum"], setting["learning_rate"]
        heights = [min(rate * curvature, 4.62) for curvature in (setting["steepness"], 1.0)]
        self._link.set_data([mu, mu], heights)
        places = apart(heights, 0.34, 0.14, 4.5)
        for marker, name, height, place in zip(self._here, self._names, heights, places, strict=True):
            marker.set_data([mu], [height])
            beside = 0.09 if -0.3 < mu < 0.75 else -0.5  # left of the marker where the map or a word of its is right
            name.place(mu + beside, place)

    def pick(self, across: float, down: float) -> Values | None:
        """A click on the map: this momentum, and the rate that puts the steep direction there."""
        point = self._canvas.point(self._map, across, down)
        if point is None or point[1] <= 0:
            return None
        rate = round(float(np.clip(point[1] / self._steepness, 0.0005, 0.3)) / 0.0005) * 0.0005
        return {"momentum": round(float(np.clip(point[0], -1.1, 1.1)), 2), "learning_rate": rate}
