"""What batch normalisation does to the numbers in a deep network: histograms layer by layer, without it and with it.

The normalising is done by the learner's function, in train mode and, with the averages that it has kept, in test mode.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import lru_cache
from typing import Any

import numpy as np
from matplotlib.patches import PathPatch
from matplotlib.path import Path

from courseware.widgets.canvas import Canvas
from courseware.widgets.figure import BLACK, BLUE, RED, figure
from courseware.widgets.page import tried
from courseware.widgets.panel import Values, Widget, show_panel
from courseware.widgets.scales import round_stops
from courseware.widgets.truth import at_presets, truth
from courseware.widgets.walks import agree

DEPTH, WIDTH, SHOWN = 5, 32, 128  # layers, units a layer, samples in test mode
BATCHES, MOMENTUM = 20, 0.8  # how the running averages come about; 1 % of their start is left
EDGE, BINS = 6.0, 49
MIDDLES = (np.arange(BINS) + 0.5) * 2 * EDGE / BINS - EDGE
WEIGHTS = np.random.default_rng(0).normal(size=(DEPTH, WIDTH, WIDTH)) * np.sqrt(2 / WIDTH)
LOW, HIGH = 1e-4, 1e4  # of the standard deviations that are drawn
SEEN = 0.005  # of the values in a bin: a smaller difference is less than two pixels
NOTHING = Path(np.zeros((0, 2)))
PRESETS: dict[str, Values] = {
    "Shrinks": {"scale": 0.3},
    "Explodes": {"scale": 3.0},
    "Test mode": {"mode": "test"},
    "Batch of one": {"batch": 1},
    "Batches of two": {"batch": 2},
    "... and tested": {"batch": 2, "mode": "test"},
    "gamma 2, beta −2": {"gamma": 2.0, "beta": -2.0},
}
TRACED = {"scale": 1.0, "batch": 64, "gamma": 1.0, "beta": 0.0, "mode": "train"}
TRUTHS = at_presets(PRESETS.values(), TRACED)

Forward = Callable[..., Any]


def trace(
    batchnorm_forward: Forward | None, *, scale: float, batch: int, gamma: float, beta: float, mode: str
) -> dict[str, np.ndarray]:
    """What goes into the ReLU of each layer.

    Returns
    -------
    dict of ndarray
        ``heights`` (5, 49), the share of values in each bin; ``std`` and ``active`` (5,), their spread and how many
        are positive. Without a function, nothing is normalised.
    """
    kept: list[dict[str, Any]] = [{"mode": "train", "momentum": MOMENTUM} for _ in range(DEPTH)]
    rng = np.random.default_rng(1)
    if mode == "test" and batchnorm_forward:
        for _ in range(BATCHES):
            _through(batchnorm_forward, rng.normal(size=(batch, WIDTH)), scale, gamma, beta, kept)
        kept = [{**each, "mode": "test"} for each in kept]
    samples = np.random.default_rng(2).normal(size=(SHOWN, WIDTH))[: SHOWN if mode == "test" else batch]
    into = np.array(_through(batchnorm_forward, samples, scale, gamma, beta, kept))
    if not np.isfinite(into).all():
        raise ValueError("the output is not finite")
    bins = np.clip((into.reshape(DEPTH, -1) + EDGE) * (BINS / (2 * EDGE)), -1, BINS).astype(int) + 1
    heights = np.array([np.bincount(layer, minlength=BINS + 2)[1:-1] for layer in bins]) / bins.shape[1]
    return {"heights": heights, "std": into.std(axis=(1, 2)), "active": (into > 0).mean(axis=(1, 2))}


def _through(forward: Forward | None, x: np.ndarray, scale: float, gamma: float, beta: float, kept: Any) -> list[Any]:
    """Send a batch through the layers; what goes into each ReLU."""
    into, gammas, betas = [], np.full(WIDTH, gamma), np.full(WIDTH, beta)
    for W, bn_param in zip(WEIGHTS, kept, strict=True):
        z = scale * (x @ W)
        if forward:
            found = forward(z, gammas, betas, bn_param)
            if not isinstance(found, tuple) or len(found) != 2:
                raise TypeError(f"returned {type(found).__name__}; expected the pair (out, cache)")
            if np.shape(found[0]) != z.shape:
                raise ValueError(f"out has shape {np.shape(found[0])}; expected {z.shape}, the shape of x")
            z = np.asarray(found[0], dtype=float)
        into.append(z)
        x = z.clip(min=0)
    return into


def batchnorm_demo(batchnorm_forward: Forward | None = None, prediction: object = None) -> None:
    """Show what goes into the ReLUs of a deep network, plain and normalised, with controls.

    Parameters
    ----------
    batchnorm_forward : callable, optional
        Your own function; where it stops, the panel says how. Without it only the plain network is shown.
    prediction : object
        What you said before you played.
    """
    show_panel("batchnorm", lambda: widget(batchnorm_forward), prediction)


def widget(batchnorm_forward: Forward | None = None) -> Widget:
    """Make the widget for a function."""
    controls: dict[str, dict[str, Any]] = {
        "scale": {"widget": "SelectionSlider", "value": 1.0, "options": round_stops(-1, 1, 20, 0.3, 3),
                  "description": "size of weights"},
        "batch": {"widget": "SelectionSlider", "value": 64, "options": [1, 2, 4, 8, 16, 32, 64, 128],
                  "description": "batch size N"},
        "gamma": {"widget": "FloatSlider", "value": 1.0, "min": 0, "max": 3, "step": 0.1, "description": "gamma"},
        "beta": {"widget": "FloatSlider", "value": 0.0, "min": -3, "max": 3, "step": 0.1, "description": "beta"},
        "mode": {"widget": "ToggleButtons", "value": "train", "options": ["train", "test"], "description": "mode"},
    }  # fmt: skip
    return Widget(_Picture(batchnorm_forward).draw, controls, PRESETS)


class _Picture:
    """Two columns of histograms, a row for each layer, and the spread of each layer beside them."""

    def __init__(self, batchnorm_forward: Forward | None) -> None:
        self._forward = batchnorm_forward
        fig, (left, right, spread) = figure(8.6, 3.6, ncols=3, width_ratios=(1, 1, 0.9))
        styles = ((left, "#F7DCCB", RED, "--"), (right, "#CCE3F0", BLUE, "-"))
        self._hills = [axes.add_patch(PathPatch(NOTHING, facecolor=pale, edgecolor=colour, linestyle=style))
                       for axes, pale, colour, style in styles]  # fmt: skip
        (self._truth,) = right.plot([], [], color=BLACK, linewidth=0.7, linestyle="-")
        self._lines = [spread.plot([], [], color=colour, linestyle=style, marker=marker)[0]
                       for colour, style, marker in ((RED, "--", "s"), (BLUE, "-", "o"))]  # fmt: skip
        _frame(left, right, spread)
        self._canvas = Canvas(fig, [*self._hills, self._truth, *self._lines], ghosts=self._lines)
        self._pass = lru_cache(256)(self._normalise)

    def _normalise(self, **setting: Any) -> Any:
        return tried("batchnorm_forward", lambda: trace(self._forward, **setting))

    def draw(self, values: Values) -> tuple[bytes, str]:
        setting = {name: values[name] for name in TRACED}
        plain, normal, trouble = trace(None, **setting), None, "Your batchnorm_forward is not written yet."
        if self._forward:
            normal, trouble = self._pass(**setting)
        known = truth("batchnorm", setting)
        for hill, line, found in zip(self._hills, self._lines, (plain, normal), strict=True):
            hill.set_path(Path(_ridges(found["heights"]).reshape(-1, 2)) if found else NOTHING)
            line.set_data(*((np.clip(found["std"], LOW, HIGH), np.arange(1, DEPTH + 1)) if found else ([], [])))
        if known and normal and agree(normal["heights"], known["heights"], SEEN):
            known = None
        self._truth.set_data(*(_ridges(known["heights"]).reshape(-1, 2).T if known else ([], [])))
        told = f" Black outlines, a right function: {_list(known['std'])}." if known else ""
        return self._canvas.frame(), _text(values, plain, normal, trouble) + told


def _ridges(heights: np.ndarray) -> np.ndarray:
    """Outlines of histograms that stand on top of each other, layer 1 below; (5, 53, 2), each ends with nan."""
    found = np.full((DEPTH, BINS + 4, 2), np.nan)
    found[:, 1:-2, 0], found[:, [0, -2], 0] = np.concatenate([MIDDLES, [EDGE]]), [-EDGE, EDGE]
    found[:, :-1, 1] = np.arange(1, DEPTH + 1)[:, None]
    found[:, 1:-3, 1] += np.minimum(5 * heights, 0.9)
    return found


def _frame(left: Any, right: Any, spread: Any) -> None:
    for axes, title in ((left, "plain"), (right, "with batch norm")):
        axes.set(title=title, xlim=(-EDGE, EDGE), ylim=(0.9, DEPTH + 1), yticks=range(1, DEPTH + 1),
                 xticks=[-4, -2, 0, 2, 4], xlabel="what goes into the ReLU")  # fmt: skip
        axes.axvline(0, color="#AAAAAA", linewidth=0.7, linestyle=":")
    left.set_yticklabels([f"layer {k}" for k in range(1, DEPTH + 1)])
    right.set_yticklabels([])
    spread.set(xscale="log", xlim=(LOW / 2, HIGH * 2), ylim=(0.9, DEPTH + 1), yticks=[], title="spread",
               xlabel="standard deviation")  # fmt: skip
    spread.axvline(1, color="#AAAAAA", linewidth=0.7, linestyle=":")
    spread.text(0.0, 0.99, " ■ plain  ● batch norm\n grey: setting before", transform=spread.transAxes, va="top",
                fontsize="small", color="#555555")  # fmt: skip


def _text(values: Values, plain: Any, normal: Any, trouble: str) -> str:
    """What is to be seen, in words and numbers."""
    shown = f"batches of {values['batch']}" if values["mode"] == "train" else (
        f"{SHOWN} samples, averages of {BATCHES} batches of {values['batch']}")  # fmt: skip
    setting = (f"Weights times {values['scale']:.2g}, {values['mode']} mode ({shown}), gamma {values['gamma']:.2g}, "
               f"beta {values['beta']:.2g}.")  # fmt: skip
    told = [setting, f"Standard deviation in layers 1 to {DEPTH}: plain {_list(plain['std'])}"]
    if normal is None:
        return f"{trouble} {' '.join(told)}."
    return (f"{' '.join(told)}; with batch norm {_list(normal['std'])}. Active in the last layer: "
            f"plain {plain['active'][-1]:.0%}, with batch norm {normal['active'][-1]:.0%}.")  # fmt: skip


def _list(numbers: np.ndarray) -> str:
    return ", ".join(f"{number:.2g}" if number < 100 else f"{number:.0f}" for number in numbers)
