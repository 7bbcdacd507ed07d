"""The learning rate under your hand: too small, right, too large, diverging, on surfaces of one and of two weights."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache, partial
from typing import Any

import numpy as np

from courseware import surfaces
from courseware.surfaces import HIMMELBLAU, RAVINE, Array, Surface
from courseware.widgets.canvas import Canvas
from courseware.widgets.figure import BLACK, BLUE, ORANGE, figure
from courseware.widgets.page import count
from courseware.widgets.panel import Values, Widget, show_panel
from courseware.widgets.scales import round_stops
from courseware.widgets.truth import at_presets, truth
from courseware.widgets.walks import Rule, Walk, seen, walk

NUM_STEPS = 60
BOWL, HOLLOWS = "bowl (1 weight)", "two hollows (1)"
SURFACES: dict[str, Surface] = {"ravine (2)": RAVINE, "Himmelblau (2)": HIMMELBLAU}
STARTS = {BOWL: [-3.0], HOLLOWS: [1.7], "ravine (2)": [-4.0, 1.2], "Himmelblau (2)": [-1.0, -1.5]}
TOLD = {BOWL: "a bowl", HOLLOWS: "two hollows", "ravine (2)": "the ravine", "Himmelblau (2)": "Himmelblau's function"}
FIRST: Values = {"surface": BOWL, "rate": 0.2}
PRESETS: dict[str, Values] = {
    "Too small": {"rate": 0.02},
    "One step": {"rate": 1.0},
    "Too large": {"rate": 1.9},
    "Diverges": {"rate": 2.05},
    "Over the hill": {"surface": HOLLOWS, "rate": 0.55},
    "Ravine, right": {"surface": "ravine (2)", "rate": 2 / 21},
    "Ravine, stuck": {"surface": "ravine (2)", "rate": 0.1},
    "Ravine, diverges": {"surface": "ravine (2)", "rate": 0.102},
    "Another valley": {"surface": "Himmelblau (2)", "rate": 0.024},
}
TRUTHS = at_presets(PRESETS.values(), FIRST)
RATES = round_stops(-3, 0.5, 40, 2.0, *(setting["rate"] for setting in TRUTHS))
LOWEST, HIGHEST = 1e-6, 1e4  # of the losses that are drawn
DEEPEST = 0.46146  # what lifts the deeper hollow to a loss of 0
ARRIVED = 1e-3  # of the first loss


@dataclass(frozen=True)
class Line:
    """A function of one weight, with what it takes to draw it."""

    title: str
    slope: Any
    value: Any
    box: tuple[float, float, float, float]


def _hollows(w: Array) -> Array:
    x = w[..., 0]
    return np.asarray(x**4 / 4 - x**2 / 2 + 0.2 * x + DEEPEST)


LINES = {
    BOWL: Line("½ w², curvature 1", lambda w: w, lambda w: w[..., 0] ** 2 / 2, (-5, 5, -0.6, 12)),
    HOLLOWS: Line("two hollows, the left one deeper", lambda w: w**3 - w + 0.2, _hollows, (-2, 2, -0.1, 1.5)),
}  # fmt: skip


def learning_rate_demo(rule: Rule | None = None, prediction: object = None) -> None:
    """Show a walk downhill and its loss, with a slider for the learning rate.

    Parameters
    ----------
    rule : callable, optional
        Your own ``sgd``.
    prediction : object
        What you said before you played.
    """
    show_panel("learning_rate", lambda: widget(rule), prediction)


def widget(rule: Rule | None = None) -> Widget:
    """Make the widget for a rule."""
    picture = cache(lambda surface: _Picture(surface, rule))

    controls: dict[str, dict[str, Any]] = {
        "rate": {"widget": "SelectionSlider", "value": FIRST["rate"], "options": RATES,
                 "description": "learning rate"},
        "steps": {"widget": "IntSlider", "value": NUM_STEPS, "min": 0, "max": NUM_STEPS, "description": "steps",
                  "play": 100},
        "surface": {"widget": "ToggleButtons", "value": BOWL, "options": [*STARTS], "description": "surface"},
    }  # fmt: skip
    ahead = [partial(picture, surface) for surface in STARTS]
    return Widget(lambda values: picture(values["surface"]).draw(values), controls, PRESETS, ahead=ahead)


def trace(rule: Rule, *, surface: str, rate: float) -> dict[str, Array]:
    """The walk as an array of shape (steps + 1, 1) or (steps + 1, 2)."""
    return {"path": _walk(rule, surface, rate).path}


def _walk(rule: Rule, surface: str, rate: float) -> Walk:
    gradient = LINES[surface].slope if surface in LINES else SURFACES[surface].gradient
    return walk(rule, gradient, np.array(STARTS[surface]), {"learning_rate": rate}, NUM_STEPS)


class _Picture:
    """One surface with its walk on the left, the loss on the right."""

    def __init__(self, name: str, rule: Rule | None) -> None:
        self._name, self._rule = name, rule
        fig, (left, right) = figure(9.2, 3.9, ncols=2, width_ratios=(3, 2))
        if name in LINES:
            self._value, self._box = LINES[name].value, LINES[name].box
            w = np.linspace(*self._box[:2], 301)
            left.plot(w, self._value(w[:, None]), color="#888888", linestyle="-", linewidth=1.2)
            left.set(xlim=self._box[:2], ylim=self._box[2:], xlabel="weight", ylabel="loss", title=LINES[name].title)
        else:
            self._value, self._box = SURFACES[name].value, SURFACES[name].box
            surfaces.contour(left, SURFACES[name])
        left.plot(*self._places(np.array([STARTS[name]])).T, "o", color=BLACK, markersize=10, fillstyle="none")
        right.set(xlim=(0, NUM_STEPS), ylim=(LOWEST, HIGHEST), yscale="log", xlabel="step", ylabel="loss")
        right.set_title("black: exact, grey: setting before", fontsize="small", color="#555555", loc="right")
        style = {"marker": ".", "markersize": 7, "linewidth": 1.4, "linestyle": "-"}
        self._path = left.plot([], [], color=BLUE, **style)[0]
        self._loss = right.plot([], [], color=BLUE, **style)[0]
        self._exact = [axes.plot([], [], color=BLACK, linewidth=0.9, linestyle="-")[0] for axes in (left, right)]
        self._now = left.plot([], [], "o", color=ORANGE, markeredgecolor=BLACK, markersize=9)[0]
        self._canvas = Canvas(fig, [*self._exact, self._path, self._loss, self._now], [self._path, self._loss])

    def draw(self, values: Values) -> tuple[bytes, str]:
        """One frame, and what is to be seen in it."""
        kept = truth("learning_rate", {"surface": self._name, "rate": values["rate"]})
        exact = kept["path"] if kept else np.empty((0, len(STARTS[self._name])))
        found = _walk(self._rule, self._name, values["rate"]) if self._rule else Walk(exact)
        path = found.path[: values["steps"] + 1]
        self._show(exact if self._rule else exact[:0], *self._exact)
        self._show(path, self._path, self._loss)
        self._now.set_data(*self._places(path[-1:]).T)
        return self._canvas.frame(), self._told(values, found, path)

    def _places(self, path: Array) -> Array:
        """Where points are drawn: one weight against its loss, or two weights."""
        return np.column_stack([path[:, 0], self._value(path)]) if path.shape[1] == 1 else path

    def _show(self, path: Array, line: Any, loss: Any) -> None:
        line.set_data(*seen(self._places(path), self._box).T)
        loss.set_data(np.arange(len(path)), np.clip(self._value(path), LOWEST, HIGHEST))

    def _told(self, values: Values, found: Walk, path: Array) -> str:
        setting = f"Learning rate {values['rate']:.3g} on {TOLD[self._name]}"
        if found.trouble:
            return f"{setting}. Your rule: {found.trouble}."
        if not len(path):
            return f"{setting}: no function was given, and nothing is kept for this rate."
        losses = self._value(path)
        where = ", ".join(f"{float(w):.3g}" for w in path[-1])
        told = f"after {count(len(path) - 1)} w = {where}; the loss went from {losses[0]:.3g} to {losses[-1]:.3g}"
        return f"{setting}: {told}: {_verdict(path, losses, found.grew)} {_swings(path)}".strip()


def _verdict(path: Array, losses: Array, grew: bool) -> str:
    below = np.flatnonzero(losses <= ARRIVED * losses[0])
    if grew or losses[-1] > 1.5 * losses[0]:
        return "it diverges."
    if len(below):
        return f"a thousandth was reached after {count(below[0])}."
    if len(path) > 3 and losses[-1] > 0.95 * losses[len(losses) // 2]:
        rest = np.abs(path[-1] - path[-2]).max() < 0.01
        return "it has come to rest." if rest else "it jumps to and fro and gets no lower."
    return "it is on its way."


def _swings(path: Array) -> str:
    """How often the walk turned round, along the weight that did so most."""
    turns = int((np.diff(np.sign(np.diff(path, axis=0)), axis=0) != 0).sum(axis=0).max()) if len(path) > 2 else 0
    return f"It turned round {turns} times." if turns > 1 else ""
