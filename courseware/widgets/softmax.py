"""Softmax under your hand: temperature, a shift of all scores, the precision of the numbers, and who does the sum."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np
from matplotlib.artist import Artist

from courseware.widgets.canvas import Canvas
from courseware.widgets.figure import BLACK, RED, SKY, figure
from courseware.widgets.labels import Label
from courseware.widgets.page import tried
from courseware.widgets.panel import Values, Widget, show_panel
from courseware.widgets.scales import round_stops
from courseware.widgets.truth import at_presets, truth

SCORES = (5.0, 2.0, -1.0, 3.0)
NAIVE, SHIFTED, YOURS = "exp first", "maximum subtracted", "your softmax"
TYPES: dict[str, type[np.floating[Any]]] = {"float16": np.float16, "float32": np.float32, "float64": np.float64}
PRESETS: dict[str, Values] = {
    "Break float16": {"shift": 8, "precision": "float16", "method": NAIVE},
    "Break float32": {"shift": 90, "precision": "float32", "method": NAIVE},
    "Break float64": {"shift": 720, "method": NAIVE},
    "All underflow": {"shift": -800, "method": NAIVE},
    "Mend it": {"shift": 720, "method": SHIFTED},
    "Cold": {"temperature": 0.2, "method": SHIFTED},
    "Hot": {"temperature": 10.0, "method": SHIFTED},
}

TEMPERATURES = round_stops(-1.3, 2, 20, 0.2)
TRUTHS = at_presets([{"temperature": T} for _, T in TEMPERATURES], {"temperature": 1.0})

Softmax = Callable[[np.ndarray], np.ndarray]


def trace(softmax: Softmax, *, temperature: float) -> dict[str, np.ndarray]:
    """The probabilities on paper: neither a shift nor the precision changes them."""
    return {"p": softmax(np.array(SCORES) / temperature)}


def softmax_demo(softmax: Softmax | None = None, prediction: object = None) -> None:
    """Show the probabilities of four scores as bars, with controls.

    Parameters
    ----------
    softmax : callable, optional
        Your own function; where it stops, the panel says how.
    prediction : object
        What you said before you played.
    """
    show_panel("softmax", lambda: widget(softmax), prediction)


def widget(softmax: Softmax | None = None) -> Widget:
    """Make the widget for a function."""
    methods = [NAIVE, SHIFTED] if softmax is None else [YOURS, NAIVE, SHIFTED]
    controls: dict[str, dict[str, Any]] = {
        "temperature": {"widget": "SelectionSlider", "value": 1.0, "options": TEMPERATURES,
                        "description": "temperature T"},
        "shift": {"widget": "IntSlider", "value": 0, "min": -1000, "max": 1000, "description": "shift c"},
        "precision": {"widget": "ToggleButtons", "value": "float64", "options": [*TYPES], "description": "precision"},
        "method": {"widget": "ToggleButtons", "value": methods[0], "options": methods, "description": "computed by"},
    }  # fmt: skip
    return Widget(_Picture(softmax).draw, controls, PRESETS)


def exp_first(x: np.ndarray) -> np.ndarray:
    """The formula as it stands; exp() overflows."""
    e = np.exp(x)
    return np.asarray(e / e.sum())


def maximum_subtracted(x: np.ndarray) -> np.ndarray:
    """The same after the largest score was moved to zero."""
    return exp_first(x - x.max())


class _Picture:
    """Four bars with a number above each, and a black mark where the exact probability is; the rest is drawn once."""

    def __init__(self, softmax: Softmax | None) -> None:
        self._methods = {NAIVE: exp_first, SHIFTED: maximum_subtracted, **({YOURS: softmax} if softmax else {})}
        fig, axes = figure(6.4, 3)
        places = range(len(SCORES))
        axes.set(ylim=(0, 1.12), xlim=(-0.6, len(SCORES) - 0.4), ylabel="probability")
        axes.set_xticks(places, [f"class {k}\nscore {score:g}".replace("-", "−") for k, score in enumerate(SCORES)])
        axes.axhline(1 / len(SCORES), color="#777777", linestyle=":", linewidth=1)
        axes.text(len(SCORES) - 0.42, 1 / len(SCORES) + 0.02, "1/C", color="#555555", ha="right")
        axes.text(0.99, 0.99, "black mark: exact\ngrey: setting before", color="#555555", ha="right", va="top",
                  fontsize="small", transform=axes.transAxes)  # fmt: skip
        self._bars = axes.bar(places, [0] * len(SCORES), color=SKY, width=0.6).patches
        (self._exact,) = axes.plot([], [], color=BLACK, linestyle="none", marker="_", markersize=34, markeredgewidth=2)
        self._numbers = [Label(axes, "0", BLACK, 11, align=0.5) for _ in places]
        moving: list[Artist] = [*self._bars, self._exact, *self._numbers]
        self._canvas = Canvas(fig, moving, ghosts=self._bars)

    def draw(self, values: Values) -> tuple[bytes, str]:
        number = TYPES[values["precision"]]
        with np.errstate(all="ignore"):
            scores = (np.array(SCORES, dtype=number) + number(values["shift"])) / number(values["temperature"])
        probabilities, trouble = self._run(values["method"], scores)
        exact = truth("softmax", {"temperature": values["temperature"]})
        self._exact.set_data(range(len(SCORES)), exact["p"] if exact else [np.nan] * len(SCORES))
        for k, (bar, text, p) in enumerate(zip(self._bars, self._numbers, probabilities, strict=True)):
            bar.set_height(np.clip(p, 0, 1) if np.isfinite(p) else 0)
            text.say(f"{p:.3f}", BLACK if np.isfinite(p) else RED)
            text.place(k, max(bar.get_height(), exact["p"][k] if exact else 0) + 0.06)
        return self._canvas.frame(), _text(values, scores, probabilities, trouble)

    def _run(self, method: str, scores: np.ndarray) -> tuple[np.ndarray, str]:
        function = self._methods[method]
        result, trouble = tried("softmax", lambda: np.asarray(function(scores.copy()), dtype=float))
        if result is not None and result.shape != scores.shape:
            trouble = f"Your softmax returned shape {result.shape}; expected {scores.shape}."
        if result is None or trouble:
            return np.full(scores.shape, np.nan), trouble
        return result, ""


def _text(values: Values, scores: np.ndarray, probabilities: np.ndarray, trouble: str) -> str:
    """What is to be seen, in words and numbers."""
    setting = f"T = {values['temperature']:.3g}, c = {values['shift']:g}, {values['precision']}, {values['method']}"
    if trouble:
        return f"{setting}. {trouble}"
    with np.errstate(all="ignore"):
        largest = np.exp(scores.max())
    listed = ", ".join(f"{p:.3f}" for p in probabilities)
    if np.all(np.isfinite(probabilities)):
        surprise = -sum(p * np.log(p) for p in probabilities if p > 0)
        return f"{setting}: probabilities {listed}. Sum {probabilities.sum():.3f}, entropy {surprise:.2f} nats."
    why = "is inf, and inf / inf is nan" if np.isinf(largest) else "is 0 in this precision, and 0 / 0 is nan"
    return f"{setting}: probabilities {listed}. exp({scores.max():g}) {why}."
