"""How large the first weights should be: activations on the way up, gradients on the way down, layer by layer."""

from __future__ import annotations

from collections.abc import Callable
from functools import lru_cache
from itertools import pairwise
from typing import Any

import numpy as np
from matplotlib.patches import PathPatch
from matplotlib.path import Path

from courseware.widgets.canvas import Canvas
from courseware.widgets.figure import BLACK, BLUE, GREEN, ORANGE, PURPLE, RED, figure, ink
from courseware.widgets.labels import Label, apart
from courseware.widgets.panel import Values, Widget, show_panel

DEEPEST, SAMPLES = 20, 32
WIDTHS = {"equal": (48,) * (DEEPEST + 1), "funnel": tuple(int(w) for w in np.geomspace(96, 12, DEEPEST + 1))}
# The standard deviation of the weights of a layer with so many inputs and outputs
SCHEMES: dict[str, Callable[[int, int], float]] = {
    "small": lambda inputs, outputs: 0.01,
    "large": lambda inputs, outputs: 1.0,
    "LeCun": lambda inputs, outputs: float(np.sqrt(1 / inputs)),
    "Xavier": lambda inputs, outputs: float(np.sqrt(2 / (inputs + outputs))),
    "He": lambda inputs, outputs: float(np.sqrt(2 / inputs)),
}
LINES: dict[str, tuple[str, Any]] = {"small": (PURPLE, ":"), "large": (RED, "--"), "LeCun": (GREEN, (0, (6, 2))),
                                     "Xavier": (ORANGE, "-."), "He": (BLUE, "-")}  # fmt: skip
LOW, HIGH = 1e-9, 1e9  # of what is drawn
BINS = 41
NOTHING = Path(np.zeros((0, 2)))
PRESETS: dict[str, Values] = {
    "tanh, too small": {"scheme": "small"},
    "tanh, too large": {"scheme": "large"},
    "tanh, LeCun": {"scheme": "LeCun"},
    "tanh, Xavier": {"scheme": "Xavier", "widths": "funnel"},
    "ReLU, LeCun": {"activation": "ReLU", "scheme": "LeCun"},
    "ReLU, He": {"activation": "ReLU", "scheme": "He"},
    "ReLU, too large": {"activation": "ReLU", "scheme": "large"},
}


def trace(*, scheme: str, activation: str, widths: str, depth: int) -> dict[str, np.ndarray]:
    """Send samples up through a fresh network, and a gradient down.

    Returns
    -------
    dict of ndarray
        ``up`` and ``down`` (depth,), the root mean square of a layer's output and of the gradient by it, where the
        gradient by the last output has size 1; ``heights`` (5, 41), histograms of five layers' outputs.
    """
    layers = _up(scheme, activation, widths)[:depth]
    gradient, down = np.random.default_rng(0).normal(size=layers[-1][1].shape), []
    for W, out in reversed(layers):
        down.append(np.sqrt(np.mean(gradient**2)))
        slope = 1 - out * out if activation == "tanh" else np.sign(out)
        gradient = (gradient * slope) @ W.T
    up = [np.sqrt(np.mean(out**2)) for _, out in layers]
    return {"up": np.array(up), "down": np.array(down[::-1]) / down[0], "heights": _heights([out for _, out in layers])}


@lru_cache
def _up(scheme: str, activation: str, widths: str) -> list[tuple[np.ndarray, np.ndarray]]:
    """The weights and the output of each layer."""
    rng = np.random.default_rng(1)
    x, layers = rng.normal(size=(SAMPLES, WIDTHS[widths][0])), list[tuple[np.ndarray, np.ndarray]]()
    for inputs, outputs in pairwise(WIDTHS[widths]):
        W = SCHEMES[scheme](inputs, outputs) * rng.normal(size=(inputs, outputs))
        x = np.tanh(x @ W) if activation == "tanh" else (x @ W).clip(min=0)
        layers.append((W, x))
    return layers


def _heights(layers: list[np.ndarray]) -> np.ndarray:
    """Histograms from -1 to 1 of the first and the last layer and three between, in units of the largest column."""
    shown = [layers[k] for k in np.linspace(0, len(layers) - 1, 5).round().astype(int)]
    bins = [np.clip((out.ravel() + 1.05) * (BINS / 2.1), -1, BINS).astype(int) + 1 for out in shown]
    return np.array([np.bincount(each, minlength=BINS + 2)[1:-1] / each.size for each in bins])


def initialisation_demo(prediction: object = None) -> None:
    """Show the sizes of activations and gradients in a deep network at its start, with controls.

    Parameters
    ----------
    prediction : object
        What you said before you played.
    """
    show_panel("initialisation", widget, prediction)


def widget() -> Widget:
    """Make the widget."""
    controls: dict[str, dict[str, Any]] = {
        "scheme": {"widget": "ToggleButtons", "value": "LeCun", "options": [*SCHEMES], "description": "weights"},
        "activation": {"widget": "ToggleButtons", "value": "tanh", "options": ["tanh", "ReLU"],
                       "description": "activation"},
        "depth": {"widget": "IntSlider", "value": DEEPEST, "min": 5, "max": DEEPEST, "description": "layers"},
        "widths": {"widget": "ToggleButtons", "value": "equal", "options": [*WIDTHS], "description": "widths"},
    }  # fmt: skip
    return Widget(_Picture().draw, controls, PRESETS)


class _Picture:
    """Histograms of the chosen scheme, and the sizes by layer of all schemes, of activations and of gradients."""

    def __init__(self) -> None:
        fig, (hills, up, down) = figure(8.4, 3.3, ncols=3, width_ratios=(0.8, 1.1, 1.1))
        self._hills = hills.add_patch(PathPatch(NOTHING, facecolor="#CCE3F0", edgecolor=BLACK, linewidth=1))
        self._curves = {axes: {name: axes.plot([], [], color=colour, linestyle=style, linewidth=1.4)[0]
                               for name, (colour, style) in LINES.items()} for axes in (up, down)}  # fmt: skip
        self._chosen = {axes: axes.plot([], [], marker="o", markersize=4, color=BLACK, linewidth=3, alpha=0.35,
                                        linestyle="-")[0] for axes in (up, down)}  # fmt: skip
        self._labels = {axes: [Label(axes, name, ink(colour), align=align) for name, (colour, _) in LINES.items()]
                        for axes, align in ((up, 0.0), (down, 1.0))}  # fmt: skip
        _frame(hills, up, down)
        lines = [*self._chosen.values(), *(line for each in self._curves.values() for line in each.values())]
        letters = [label for each in self._labels.values() for label in each]
        self._canvas = Canvas(fig, [self._hills, *lines, *letters], ghosts=[*self._chosen.values()])
        self._trace = lru_cache(512)(trace)

    def draw(self, values: Values) -> tuple[bytes, str]:
        setting = {name: values[name] for name in ("activation", "widths", "depth")}
        found = {name: self._trace(scheme=name, **setting) for name in SCHEMES}
        layers = np.arange(1, values["depth"] + 1)
        for key, (axes, curves) in zip(("up", "down"), self._curves.items(), strict=True):
            for name, curve in curves.items():
                curve.set_data(layers, np.clip(found[name][key], LOW, HIGH))
            self._chosen[axes].set_data(layers, np.clip(found[values["scheme"]][key], LOW, HIGH))
            end, x = (-1, values["depth"] + 0.6) if key == "up" else (0, 0.2)  # where the lines have come apart
            ends = [np.log10(np.clip(found[name][key][end], LOW, HIGH)) for name in SCHEMES]
            for label, place in zip(self._labels[axes], apart(ends, 1.3, -8.5, 8.5), strict=True):
                label.place(x, 10**place)
        self._hills.set_path(_ridges(found[values["scheme"]]["heights"]))
        return self._canvas.frame(), _text(values, found)


def _ridges(heights: np.ndarray) -> Path:
    """Outlines of histograms that stand on top of each other."""
    outline = np.full((5, BINS + 3, 2), np.nan)
    outline[:, 1:-2, 0], outline[:, [0, -2], 0] = np.linspace(-1.03, 1.03, BINS), [-1.03, 1.03]
    outline[:, :-1, 1] = np.arange(1, 6)[:, None]
    outline[:, 1:-2, 1] += np.minimum(4 * heights, 0.9)
    return Path(outline.reshape(-1, 2))


def _frame(hills: Any, up: Any, down: Any) -> None:
    hills.set(xlim=(-1.15, 1.15), ylim=(0.9, 6), yticks=[1, 3, 5], xticks=[-1, 0, 1], xlabel="output",
              title="layers")  # fmt: skip
    hills.set_yticklabels(["first", "middle", "last"])
    for axes, title in ((up, "size of activations"), (down, "size of gradients")):
        axes.set(yscale="log", xlim=(0, DEEPEST + 1), ylim=(LOW / 3, HIGH * 3), xlabel="layer", title=title)
        axes.axhline(1, color="#AAAAAA", linewidth=0.7, linestyle=":")
        axes.set_xticks([1, 5, 10, 15, 20])
    up.set_xlim(0, DEEPEST + 7)
    down.set_xlim(-7, DEEPEST + 1)


def _text(values: Values, found: Any) -> str:
    """What is to be seen, in words and numbers."""
    up, down = found[values["scheme"]]["up"], found[values["scheme"]]["down"]
    return (f"{values['activation']}, {values['scheme']} weights, {values['depth']} layers, {values['widths']} widths: "
            f"the activations go from {up[0]:.2g} in layer 1 to {up[-1]:.2g} in layer {values['depth']}, the gradient "
            f"from 1 there to {down[0]:.2g} in layer 1. Last layer for all: "
            + ", ".join(f"{name} {each['up'][-1]:.2g}" for name, each in found.items()) + ".")  # fmt: skip
