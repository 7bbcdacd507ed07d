"""A two-layer network learns a spiral: its decision boundary, the folds of its hidden units, and its loss.

The loss, the gradients and the scores are those of the learner's function; `descent` makes the steps.
"""

from __future__ import annotations

from functools import lru_cache
from typing import Any

import numpy as np
from contourpy import contour_generator
from matplotlib.colors import LinearSegmentedColormap

from courseware.widgets.canvas import Canvas
from courseware.widgets.descent import NUM_STEPS, Descent, Loss, Params, spiral, start
from courseware.widgets.figure import BLACK, BLUE, ORANGE, RED, SKY, figure
from courseware.widgets.page import tried
from courseware.widgets.panel import Values, Widget, show_panel
from courseware.widgets.truth import at_presets, truth

MOST = 16  # hidden units
EDGE = 2.4
SIDE = np.linspace(-EDGE, EDGE, 49)
PLANE = np.stack(np.meshgrid(SIDE, SIDE), axis=-1).reshape(-1, 2)
COLOURS = LinearSegmentedColormap.from_list("classes", ["#A9D4EF", "#FFFFFF", "#F6D79A"])
PRESETS: dict[str, Values] = {
    "Learns": {"learning_rate": 1.0, "step": 300},
    "Too slow": {"learning_rate": 0.01, "step": 300},
    "Too few units": {"hidden": 3, "learning_rate": 1.0, "step": 300},
    "Too large": {"learning_rate": 4.0, "step": 300},
    "All units die": {"learning_rate": 20.0, "step": 60},
}
TRACED = {"learning_rate": 1.0, "hidden": 12, "seed": 0}
TRUTHS = at_presets([PRESETS["Learns"], PRESETS["Too slow"], PRESETS["Too few units"]], TRACED)  # the rest is chaotic


def trace(two_layer_loss: Loss, *, learning_rate: float, hidden: int, seed: int) -> dict[str, np.ndarray]:
    """The losses of a whole training."""
    run = Descent(two_layer_loss, start(hidden, seed), learning_rate)
    run.to(NUM_STEPS)
    return {"losses": np.array(run.losses, dtype=np.float32)}


def two_layer_demo(two_layer_loss: Loss | None = None, prediction: object = None) -> None:
    """Show how a two-layer network learns a spiral, with controls.

    Parameters
    ----------
    two_layer_loss : callable, optional
        Your own function; where it stops, the panel says how. Without it there is nothing to train.
    prediction : object
        What you said before you played.
    """
    show_panel(widget(two_layer_loss), prediction)


def widget(two_layer_loss: Loss | None = None) -> Widget:
    """Make the widget for a function."""
    controls: dict[str, dict[str, Any]] = {
        "step": {"widget": "IntSlider", "value": 100, "min": 0, "max": NUM_STEPS, "step": 4, "play": 40,
                 "description": "step"},
        "learning_rate": {"widget": "FloatLogSlider", "value": 1.0, "min": -2, "max": 1.4, "step": 0.1,
                          "description": "learning rate", "readout_format": ".2g"},
        "hidden": {"widget": "IntSlider", "value": 12, "min": 1, "max": MOST, "description": "hidden units H"},
        "seed": {"widget": "IntSlider", "value": 0, "min": 0, "max": 9, "description": "start (seed)"},
    }  # fmt: skip
    return Widget(_Picture(two_layer_loss or _unwritten).draw, controls, PRESETS)


def _unwritten(*_: Any) -> Any:
    raise NotImplementedError


class _Picture:
    """Left the plane with the boundary and the folds; right the loss, and on how many points each unit is active."""

    def __init__(self, two_layer_loss: Loss) -> None:
        self._loss, (self._X, self._y) = two_layer_loss, spiral()
        fig, panels = figure(8.6, 4.0, ncols=2, nrows=2, width_ratios=(1, 1.15))
        plane = fig.add_subplot(panels[0, 0].get_gridspec()[:, 0])
        for each in panels[:, 0]:
            each.remove()
        self._map = plane.imshow(np.zeros((49, 49)), extent=(-EDGE, EDGE) * 2, origin="lower", cmap=COLOURS, vmin=0,
                                 vmax=1, interpolation="bilinear")  # fmt: skip
        (self._folds,) = plane.plot([], [], color="#777777", linewidth=0.8, linestyle=":")
        (self._border,) = plane.plot([], [], color=BLACK, linewidth=1.8, linestyle="-")
        self._points = [plane.plot(*self._X[self._y == k].T, marker, color=colour, linestyle="none", markersize=5,
                                   markeredgecolor="#333333", markeredgewidth=0.5)[0]
                        for k, (marker, colour) in enumerate((("o", BLUE), ("^", ORANGE)))]  # fmt: skip
        upper, lower = panels[:, 1]
        (self._truth,) = upper.plot([], [], color=BLACK, linewidth=0.7, linestyle="-")
        (self._curve,) = upper.plot([], [], color=BLUE, linestyle="-")
        (self._now,) = upper.plot([], [], "o", color=BLUE, linestyle="none")
        self._bars = lower.bar(np.arange(1, MOST + 1), np.zeros(MOST), color=SKY, edgecolor=BLUE, width=0.7).patches
        (self._dead,) = lower.plot([], [], "x", color=RED, linestyle="none", markersize=8, markeredgewidth=2)
        self._said = upper.text(0.98, 0.95, "", transform=upper.transAxes, ha="right", va="top")
        _frame(plane, upper, lower)
        moving = [self._map, self._folds, *self._points, self._border, self._truth, self._curve, self._now, *self._bars,
                  self._dead, self._said]  # fmt: skip
        self._canvas = Canvas(fig, moving, ghosts=[self._curve, self._border])
        self._run = lru_cache(64)(self._begin)

    def _begin(self, learning_rate: float, hidden: int, seed: int) -> Descent:
        return Descent(self._loss, start(hidden, seed), learning_rate)

    def draw(self, values: Values) -> tuple[bytes, str]:
        setting = {name: values[name] for name in TRACED}
        run = self._run(**setting)
        run.to(values["step"])
        step = min(values["step"], len(run.losses) - 1)
        params = run.params[max(step, 0)]
        known = truth("two_layer", setting)
        self._truth.set_data(range(NUM_STEPS + 1), known["losses"]) if known else self._truth.set_data([], [])
        self._curve.set_data(range(step + 1), run.losses[: step + 1])
        self._now.set_data([step], run.losses[step : step + 1]) if step >= 0 else self._now.set_data([], [])
        active = (self._X @ params["W1"] + params["b1"] > 0).mean(axis=0)
        self._draw_units(params, active)
        right, trouble = (np.nan, "") if step < 0 else self._draw_border(params)
        self._said.set_text("" if step < 0 else f"loss {run.losses[step]:.3f}, {right:.0%} right")
        stuck = run.trouble if len(run.losses) <= values["step"] else ""
        text = _text(values, step, run.losses, right, active)
        return self._canvas.frame(), " ".join(each for each in (stuck, trouble, text) if each)

    def _draw_border(self, params: Params) -> tuple[float, str]:
        """Colour the plane by the learner's scores; how many points are right, and what is the matter."""
        both, trouble = tried("two_layer_loss", lambda: self._loss(params, np.vstack([PLANE, self._X])))
        scores = np.asarray(both)
        if not trouble and scores.shape != (len(PLANE) + len(self._X), 2):
            trouble = f"Your two_layer_loss without labels returned shape {scores.shape}; expected the scores, (N, C)."
        if trouble:
            scores = np.full((len(PLANE) + len(self._X), 2), np.nan)
        margin = np.clip(np.nan_to_num(scores[:, 1] - scores[:, 0]), -50, 50)
        chance = 0.5 + 0.5 * np.tanh(margin / 2)  # the softmax of two scores
        plane = chance[: len(PLANE)].reshape(49, 49)
        self._map.set_data(plane)
        level = margin[: len(PLANE)].reshape(49, 49)
        lines: Any = [] if trouble else contour_generator(SIDE, SIDE, level).lines(0.0)
        joined = [part for line in lines for part in (line, [[np.nan, np.nan]])]
        self._border.set_data(*(np.vstack(joined).T if joined else ([], [])))
        return float(np.mean((chance[len(PLANE) :] > 0.5) == self._y)) if not trouble else np.nan, trouble

    def _draw_units(self, params: Params, active: np.ndarray) -> None:
        """The fold of a unit is the line where its input is 0; a bar says on how many points it is above."""
        W, b = params["W1"], params["b1"]
        nearest, along = -W * b / np.sum(W**2, axis=0), np.stack([-W[1], W[0]]) / np.linalg.norm(W, axis=0)
        ends = np.stack([nearest - 9 * along, nearest + 9 * along, np.full_like(W, np.nan)], axis=1)  # (2, 3, H)
        self._folds.set_data(*ends.transpose(0, 2, 1).reshape(2, -1))
        for k, bar in enumerate(self._bars):
            bar.set_height(active[k] if k < len(active) else 0)
        dead = np.flatnonzero(active == 0)
        self._dead.set_data(dead + 1, np.full(len(dead), 0.07))


def _frame(plane: Any, upper: Any, lower: Any) -> None:
    plane.set(xlim=(-EDGE, EDGE), ylim=(-EDGE, EDGE), xticks=[], yticks=[], aspect="equal")
    plane.set_xlabel("● class 0   ▲ class 1   solid: boundary\ndotted: folds of the units", fontsize="small")
    upper.set(xlim=(-5, NUM_STEPS + 5), ylim=(3e-3, 30), yscale="log", xlabel="step", ylabel="loss")
    upper.axhline(np.log(2), color="#999999", linewidth=0.7, linestyle=":")
    upper.text(NUM_STEPS, 0.62, "guessing: ln 2", color="#555555", fontsize="x-small", va="top", ha="right")
    lower.set(xlim=(0.3, MOST + 0.7), ylim=(0, 1.05), xticks=[1, 4, 8, 12, 16], yticks=[0, 0.5, 1],
              xlabel="hidden unit", ylabel="active on")  # fmt: skip
    lower.set_yticklabels(["0 %", "50 %", "100 %"])


def _text(values: Values, step: int, losses: list[float], right: float, active: np.ndarray) -> str:
    """What is to be seen, in words and numbers."""
    setting = f"Learning rate {values['learning_rate']:.2g}, {values['hidden']} hidden units"
    if step < 0:
        return f"{setting}: nothing is trained."
    dead, always = int(np.sum(active == 0)), int(np.sum(active == 1))
    late = f" (asked for: {values['step']})" if step < values["step"] else ""
    return (f"{setting}, step {step}{late}: loss {losses[step]:.3g}, at the start {losses[0]:.3g}; {right:.0%} of the "
            f"points are on their side of the boundary. {dead} units are active on no point, {always} on all, "
            f"{len(active) - dead - always} have their fold between points.")  # fmt: skip
