"""Activations under your hand: value and slope, and how a saturated neuron learns with two costs."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np

from courseware.widgets.canvas import Canvas
from courseware.widgets.figure import BLACK, BLUE, ORANGE, RED, figure, ink
from courseware.widgets.labels import Label, apart
from courseware.widgets.page import count, tried
from courseware.widgets.panel import Values, Widget, show_panel
from courseware.widgets.scales import round_stops
from courseware.widgets.truth import at_presets, truth

Array = np.ndarray[Any, Any]
Function = Callable[[Array], Array]

NUM_STEPS = 300
Z = np.linspace(-8, 8, 161)
OTHERS: dict[str, tuple[Function, Function]] = {  # value, and slope by the value
    "tanh": (np.tanh, lambda a: 1 - a * a),
    "ReLU": (lambda z: np.maximum(z, 0), lambda a: (a > 0) * 1.0),
    "leaky ReLU": (lambda z: np.where(z > 0, z, 0.1 * z), lambda a: np.where(a > 0, 1.0, 0.1)),
}
TARGETS = {"sigmoid": 0.0, "tanh": -1.0, "ReLU": 1.0, "leaky ReLU": 1.0}
FIRST: Values = {"activation": "sigmoid", "start": 2.0, "rate": 0.15}
PRESETS: dict[str, Values] = {
    "A little wrong": {"start": 0.5},
    "Badly wrong": {"start": 4.0},
    "Saturated": {"start": 7.0},
    "A larger rate": {"start": 4.0, "rate": 0.6},
    "tanh": {"activation": "tanh", "start": 3.0},
    "ReLU": {"activation": "ReLU", "start": 4.0},
    "Dead ReLU": {"activation": "ReLU", "start": -2.0},
    "Leaky ReLU": {"activation": "leaky ReLU", "start": -2.0},
}
TRUTHS = at_presets([*PRESETS.values(), *({"activation": name} for name in OTHERS)], FIRST)


def sigmoid_demo(
    sigmoid: Function | None = None, sigmoid_grad: Function | None = None, prediction: object = None
) -> None:
    """Show an activation with its slope, and how fast a neuron learns from a wrong start.

    Parameters
    ----------
    sigmoid, sigmoid_grad : callable, optional
        Your own; the second takes the value of the first.
    prediction : object
        What you said before you played.
    """
    show_panel("sigmoid", lambda: widget(sigmoid, sigmoid_grad), prediction)


def widget(sigmoid: Function | None = None, sigmoid_grad: Function | None = None) -> Widget:
    """Make the widget for a sigmoid and its slope."""
    controls: dict[str, dict[str, Any]] = {
        "start": {"widget": "FloatSlider", "value": FIRST["start"], "min": -8, "max": 8, "step": 0.1,
                  "description": "start, score z", "readout_format": ".1f"},
        "rate": {"widget": "SelectionSlider", "value": FIRST["rate"], "options": round_stops(-2, 1, 24, 0.6),
                 "description": "learning rate"},
        "activation": {"widget": "ToggleButtons", "value": "sigmoid", "options": [*TARGETS],
                       "description": "activation"},
    }  # fmt: skip
    return Widget(_Picture(sigmoid, sigmoid_grad).draw, controls, PRESETS)


def trace(
    sigmoid: Function | None, sigmoid_grad: Function | None, *, activation: str, start: float, rate: float
) -> dict[str, Array]:
    """The curve and its slope of shape (161,), and the errors |a - target| of shape (301, 2).

    The first column of the errors is for the squared error, the second for cross-entropy. Both belong to one neuron
    with a weight and a bias on the input 1.
    """
    value, slope = OTHERS.get(activation, (sigmoid, sigmoid_grad))
    if value is None or slope is None:
        raise NotImplementedError
    curve = value(Z.copy())
    result = {"curve": curve, "slope": slope(curve.copy())}
    for what, array in result.items():
        if np.shape(array) != Z.shape:
            raise ValueError(f"the {what} has shape {np.shape(array)}; expected {Z.shape}, the shape of the scores")
    z, errors = np.full(2, start), np.empty((NUM_STEPS + 1, 2))
    for step in range(NUM_STEPS + 1):
        a = value(z.copy())
        errors[step] = delta = a - TARGETS[activation]
        delta[0] *= slope(a.copy())[0]  # in cross-entropy the slope of the sigmoid cancels
        z -= 2 * rate * delta  # weight and bias both move by rate * delta
    return {**result, "errors": np.abs(errors)}


class _Picture:
    """On the left the function and its slope, on the right what is left of the first error, step by step."""

    def __init__(self, sigmoid: Function | None, sigmoid_grad: Function | None) -> None:
        self._functions = (sigmoid, sigmoid_grad)
        fig, (left, right) = figure(9.2, 3.7, ncols=2)
        left.set(xlim=(-8, 8), ylim=(-1.15, 2.1), xlabel="score z", ylabel="value, slope")
        left.axhline(0, color="#BBBBBB", linewidth=0.8, linestyle="-")
        right.set(xlim=(0, NUM_STEPS * 1.48), ylim=(0, 1.1), xlabel="step", ylabel="error, as a share of the first")
        right.set_xticks(range(0, NUM_STEPS + 1, 100))
        right.text(0.98, 0.98, "black: exact, grey: setting before", ha="right", va="top", fontsize="small",
                   color="#555555", transform=right.transAxes)  # fmt: skip
        styles = ({"color": BLUE, "linestyle": "-"}, {"color": RED, "linestyle": "--"})
        self._curves = [left.plot([], [], linewidth=2.2, **style)[0] for style in styles]
        self._errors = [right.plot([], [], linewidth=2.2, **style)[0] for style in reversed(styles)]
        thin = {"color": BLACK, "linewidth": 0.9, "linestyle": "-"}
        self._exact = [axes.plot([], [], **thin)[0] for axes in (left, left, right, right)]
        self._tangent = left.plot([], [], color=ORANGE, linestyle="-", linewidth=3)[0]
        self._points = left.plot([], [], "o", color=ORANGE, markeredgecolor=BLACK, markersize=9)[0]
        for height, word, style in zip((1.9, 1.65), ("value", "slope"), styles, strict=True):
            left.plot([-7.6, -6.2], [height, height], linewidth=2.2, **style)
            left.text(-5.9, height, word, color=ink(style["color"]), va="center")
        self._words = [Label(right, "squared error", RED), Label(right, "cross-entropy", BLUE)]
        self._lines = [*self._curves, *self._errors]
        moving = [*self._exact, *self._lines, self._tangent, self._points, *self._words]
        for artist in moving:
            artist.set_in_layout(False)
        self._canvas = Canvas(fig, moving, ghosts=self._lines)

    def draw(self, values: Values) -> tuple[bytes, str]:
        """One frame, and what is to be seen in it."""
        setting = {name: values[name] for name in FIRST}
        found, trouble = tried("sigmoid", trace, *self._functions, **setting)
        kept = truth("sigmoid", setting)
        curves = truth("sigmoid", {**FIRST, "activation": values["activation"]})  # the same for every start
        exact = {**curves, "errors": kept["errors"] if kept else None} if curves else None
        both = [_lines(arrays, values["activation"] != "sigmoid") for arrays in (found, exact)]
        for line, black, shown, right in zip(self._lines, self._exact, *both, strict=True):
            line.set_data(*shown)
            black.set_data(*(([], []) if _agree(shown[1], right[1]) else right))
        self._mark(found, values["start"])
        self._name(found, values["activation"])
        return self._canvas.frame(), _told(values, found, trouble)

    def _mark(self, found: dict[str, Array] | None, z: float) -> None:
        """A dot on each curve at the start, and the tangent."""
        a, slope = (np.interp(z, Z, found[name]) for name in ("curve", "slope")) if found else (np.nan, np.nan)
        self._points.set_data([z, z], [a, slope])
        self._tangent.set_data([z - 0.9, z + 0.9], [a - 0.9 * slope, a + 0.9 * slope])

    def _name(self, found: dict[str, Array] | None, activation: str) -> None:
        """Put its name on each line."""
        for word in self._words:
            word.hide()
        if not found:
            return
        heights = np.nan_to_num(_shares(found["errors"])[-1], nan=0.0).clip(0.04, 1.0)
        if activation != "sigmoid":
            self._words[0].place(NUM_STEPS + 5, heights[0])
            return
        for word, height in zip(self._words, apart(heights.tolist(), 0.09, 0.04, 1.05), strict=True):
            word.place(NUM_STEPS + 5, height)


def _agree(one: Any, other: Any) -> bool:
    return len(one) == len(other) and np.allclose(one, other, 1e-6, 1e-9, equal_nan=True)


def _lines(arrays: Any, one_cost: bool) -> list[tuple[Any, Any]]:
    """The four lines of a trace: value, slope, squared error, and cross-entropy, which wants a probability."""
    if not arrays:
        return [([], [])] * 4
    shares = np.full((NUM_STEPS + 1, 2), np.nan) if arrays["errors"] is None else _shares(arrays["errors"])
    steps = np.arange(NUM_STEPS + 1)
    return [(Z, arrays["curve"]), (Z, arrays["slope"]), (steps, shares[:, 0]),
            (steps[:0], steps[:0]) if one_cost else (steps, shares[:, 1])]  # fmt: skip


def _shares(errors: Array) -> Array:
    with np.errstate(all="ignore"):
        return np.asarray(errors / errors[0])


def _told(values: Values, found: dict[str, Array] | None, trouble: str) -> str:
    """What is to be seen, in words and numbers."""
    name, z = values["activation"], values["start"]
    if found is None:
        return f"{name} at z = {z:.1f}. {trouble}"
    a, slope = (np.interp(z, Z, found[each]) for each in ("curve", "slope"))
    told = f"{name} at z = {z:.1f}: value {a:.3f}, slope {slope:.4f}."
    told += f" Target {TARGETS[name]:g}, rate {values['rate']:.3g}."
    shares = _shares(found["errors"])
    left = f"After {NUM_STEPS} steps {_percent(shares[-1, 0])} of the error is left with the squared error"
    left += _half(shares[:, 0])
    if name != "sigmoid":
        return f"{told} {left}." + (" The unit is dead: its slope is 0." if slope == 0 else "")
    return f"{told} {left}, {_percent(shares[-1, 1])} with cross-entropy{_half(shares[:, 1])}."


def _percent(share: float) -> str:
    if not np.isfinite(share):
        return "nothing finite"
    return "less than 1 %" if share < 0.01 else f"{100 * share:.0f} %"


def _half(shares: Array) -> str:
    below = np.flatnonzero(shares < 0.5)
    return f" (half of it after {count(below[0])})" if len(below) else " (never half of it)"
