"""A two-layer network learns a spiral: its decision boundary, the folds of its hidden units, and its loss.

The loss, the gradients and the scores are those of the learner's function; `descent` makes the steps.
"""

from __future__ import annotations

from functools import lru_cache
from typing import Any

import numpy as np
from contourpy import FillType, contour_generator
from matplotlib.patches import PathPatch
from matplotlib.path import Path

from courseware.widgets.canvas import Canvas
from courseware.widgets.descent import NUM_STEPS, Descent, Loss, Params, spiral, start
from courseware.widgets.figure import BLACK, BLUE, ORANGE, RED, SKY, figure
from courseware.widgets.page import tried
from courseware.widgets.panel import Values, Widget, show_panel
from courseware.widgets.scales import round_stops
from courseware.widgets.truth import at_presets, truth

MOST = 16  # hidden units
EDGE = 2.4
SIDE = np.linspace(-EDGE, EDGE, 49)
PLANE = np.stack(np.meshgrid(SIDE, SIDE), axis=-1).reshape(-1, 2)
SURE = np.log(9)  # the margin of scores at a probability of 90 %
BANDS = ((-99, -SURE, "#A9D4EF"), (-SURE, 0, "#E1F0FA"), (0, SURE, "#FDF1DA"), (SURE, 99, "#F6D79A"))
BAR = 0.7  # wide
NOWHERE = Path(np.zeros((0, 2)))
PRESETS: dict[str, Values] = {
    "Learns": {"learning_rate": 1.0, "step": 120},
    "Too slow": {"learning_rate": 0.01, "step": 120},
    "Too few units": {"hidden": 3, "learning_rate": 1.0, "step": 120},
    "Too large": {"learning_rate": 4.0, "step": 120},
    "All units die": {"learning_rate": 20.0, "step": 60},
}
TRACED = {"learning_rate": 1.0, "hidden": 12, "seed": 0}
TRUTHS = at_presets([PRESETS["Learns"], PRESETS["Too slow"], PRESETS["Too few units"]], TRACED)  # the rest is chaotic


def trace(two_layer_loss: Loss, *, learning_rate: float, hidden: int, seed: int) -> dict[str, np.ndarray]:
    """The losses of a whole training."""
    run = Descent(two_layer_loss, start(hidden, seed), learning_rate)
    run.to(NUM_STEPS)
    return {"losses": np.array(run.losses)}


def two_layer_demo(two_layer_loss: Loss | None = None, prediction: object = None) -> None:
    """Show how a two-layer network learns a spiral, with controls.

    Parameters
    ----------
    two_layer_loss : callable, optional
        Your own function; where it stops, the panel says how. Without it there is nothing to train.
    prediction : object
        What you said before you played.
    """
    show_panel("two_layer", lambda: widget(two_layer_loss), prediction)


def widget(two_layer_loss: Loss | None = None) -> Widget:
    """Make the widget for a function."""
    controls: dict[str, dict[str, Any]] = {
        "step": {"widget": "IntSlider", "value": 60, "min": 0, "max": NUM_STEPS, "step": 1, "play": 40,
                 "description": "step"},
        "learning_rate": {"widget": "SelectionSlider", "value": 1.0, "options": round_stops(-2, 1.4, 10, 4, 20),
                          "description": "learning rate"},
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
        fig, panels = figure(8.2, 3.4, ncols=2, nrows=2, width_ratios=(1, 1.15))
        plane = fig.add_subplot(panels[0, 0].get_gridspec()[:, 0])
        for each in panels[:, 0]:
            each.remove()
        self._areas: list[Any] = [plane.add_patch(PathPatch(NOWHERE, facecolor=colour, linewidth=0))
                       for _, _, colour in BANDS]  # fmt: skip
        (self._folds,) = plane.plot([], [], color="#999999", linewidth=0.6, linestyle="-")
        (self._border,) = plane.plot([], [], color=BLACK, linewidth=1.8, linestyle="-")
        self._points = [plane.plot(*self._X[self._y == k].T, marker, color=colour, linestyle="none", markersize=5,
                                   markeredgecolor="#333333", markeredgewidth=0.5)[0]
                        for k, (marker, colour) in enumerate((("o", BLUE), ("^", ORANGE)))]  # fmt: skip
        upper, lower = panels[:, 1]
        (self._truth,) = upper.plot([], [], color=BLACK, linewidth=0.7, linestyle="-")
        (self._curve,) = upper.plot([], [], color=BLUE, linestyle="-")
        (self._now,) = upper.plot([], [], "o", color=BLUE, linestyle="none")
        self._bars = lower.add_patch(PathPatch(NOWHERE, facecolor=SKY, edgecolor=BLUE))
        (self._dead,) = lower.plot([], [], "x", color=RED, linestyle="none", markersize=8, markeredgewidth=2)
        _frame(plane, upper, lower)
        lines = [self._folds, *self._points, self._border, self._truth, self._curve, self._now, self._dead]
        moving = [*self._areas, *lines[:-1], self._bars, self._dead]
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
        stuck = run.trouble if len(run.losses) <= values["step"] else ""
        text = _text(values, step, run.losses, right, active)
        if known and not (step >= 0 and np.isclose(run.losses[step], known["losses"][step])):
            text += f" Black line, right gradients: loss {known['losses'][values['step']]:.3g} at this step."
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
        level = contour_generator(SIDE, SIDE, margin[: len(PLANE)].reshape(49, 49), fill_type=FillType.OuterCode)
        for area, (low, high, _) in zip(self._areas, BANDS, strict=True):
            found: Any = level.filled(low, high)
            area.set_path(NOWHERE if trouble or not found[0] else Path(np.vstack(found[0]), np.hstack(found[1])))
        lines: Any = [] if trouble else level.lines(0.0)
        joined = [part for line in lines for part in (line, [[np.nan, np.nan]])]
        self._border.set_data(*(np.vstack(joined).T if joined else ([], [])))
        return float(np.mean((margin[len(PLANE) :] > 0) == self._y)) if not trouble else np.nan, trouble

    def _draw_units(self, params: Params, active: np.ndarray) -> None:
        """The fold of a unit is the line where its input is 0; a bar says on how many points it is above."""
        W, b = params["W1"], params["b1"]
        nearest, along = -W * b / np.sum(W**2, axis=0), np.stack([-W[1], W[0]]) / np.linalg.norm(W, axis=0)
        ends = np.stack([nearest - 9 * along, nearest + 9 * along, np.full_like(W, np.nan)], axis=1)  # (2, 3, H)
        self._folds.set_data(*ends.transpose(0, 2, 1).reshape(2, -1))
        self._bars.set_path(_bars(active))
        dead = np.flatnonzero(active == 0)
        self._dead.set_data(dead + 1, np.full(len(dead), 0.07))


def _bars(heights: np.ndarray) -> Path:
    """Bars at 1, 2, 3 ... as one shape, which is drawn in the time of one."""
    corners = np.zeros((len(heights), 5, 2))
    corners[:, :, 0] = np.arange(1, len(heights) + 1)[:, None] + BAR * np.array([-0.5, -0.5, 0.5, 0.5, -0.5])
    corners[:, 1:3, 1] = heights[:, None]
    codes = [Path.MOVETO, Path.LINETO, Path.LINETO, Path.LINETO, Path.CLOSEPOLY]
    return Path(corners.reshape(-1, 2), codes * len(heights))


def _frame(plane: Any, upper: Any, lower: Any) -> None:
    plane.set(xlim=(-EDGE, EDGE), ylim=(-EDGE, EDGE), xticks=[], yticks=[], aspect="equal")
    plane.set_xlabel("● class 0   ▲ class 1   black: boundary\ngrey: folds of the units   pale: less than 90 % sure",
                     fontsize="small")  # fmt: skip
    upper.set(xlim=(-5, NUM_STEPS + 5), ylim=(3e-3, 30), yscale="log", xlabel="step", ylabel="loss")
    upper.axhline(np.log(2), color="#999999", linewidth=0.7, linestyle=":")
    upper.set_title("dotted: guessing, ln 2; black: right gradients", fontsize="small", color="#555555", loc="right")
    upper.set_yticks([0.01, 0.1, 1, 10])
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
