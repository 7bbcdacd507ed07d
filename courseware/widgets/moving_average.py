"""An average that forgets: how it follows noisy temperatures, how it starts, and which days it is made of."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import matplotlib as mpl
import numpy as np
from matplotlib.artist import Artist
from matplotlib.patches import Polygon

from courseware.widgets.canvas import Canvas
from courseware.widgets.figure import BLACK, BLUE, ORANGE, SKY, STYLE, figure
from courseware.widgets.labels import Label, apart
from courseware.widgets.page import tried
from courseware.widgets.panel import Values, Widget, show_panel
from courseware.widgets.truth import at_presets, truth
from courseware.widgets.walks import agree

Ewma = Callable[..., Any]
NUM_DAYS, NUM_WEIGHTS, BACK = 365, 1000, 120
DAYS = np.arange(1, NUM_DAYS + 1)
TREND = 14 + 9 * np.cos(2 * np.pi * (DAYS - 20) / NUM_DAYS)  # in the south: January is hot
SHAKE = np.random.default_rng(49).normal(size=NUM_DAYS)
SETTLED = 60  # days, until the start no longer shows
OFF, ON = "off", "on"
FIRST: Values = {"beta": 0.9, "correction": OFF, "noise": 4.0}
PRESETS: dict[str, Values] = {
    "Follows": {"correction": ON},
    "Still jumps": {"beta": 0.5, "correction": ON},
    "Smooth and late": {"beta": 0.98, "correction": ON},
    "Starts too low": {"beta": 0.98},
    "No memory": {"beta": 0.0},
    "No noise": {"beta": 0.95, "correction": ON, "noise": 0.0},
}
TRUTHS = at_presets(PRESETS.values(), FIRST)
CONTROLS: dict[str, dict[str, Any]] = {
    "beta": {"widget": "FloatSlider", "min": 0, "max": 0.99, "step": 0.01, "description": "beta β"},
    "correction": {"widget": "ToggleButtons", "options": [OFF, ON], "description": "bias correction"},
    "noise": {"widget": "FloatSlider", "min": 0, "max": 8, "step": 0.1, "description": "noise",
              "readout_format": ".1f"},
}  # fmt: skip


def moving_average_demo(ewma: Ewma | None = None, prediction: object = None) -> None:
    """Show the exponentially weighted average of a year's temperatures, and its weights, with controls.

    Parameters
    ----------
    ewma : callable
        Your own ``ewma(values, beta, bias_correction)``; it also tells its weights, from a series with a single one.
    prediction : str
        What you said before you played.
    """
    show_panel("moving_average", lambda: widget(ewma), prediction)


def widget(ewma: Ewma | None = None) -> Widget:
    """The parts of the panel."""
    controls = {name: {"value": FIRST[name], **about} for name, about in CONTROLS.items()}
    return Widget(_Picture(ewma).draw, controls, PRESETS)


def series(noise: float) -> np.ndarray:
    """The values of all days."""
    return np.asarray(TREND + noise * SHAKE)


def trace(ewma: Ewma, beta: float, correction: str, noise: float) -> dict[str, np.ndarray]:
    """The average of the series, and how much of a day is left in it, one day later, two, three ...

    Raises
    ------
    ValueError
        What came back is no series of finite numbers as long as the one that went in.
    """
    impulse = np.zeros(NUM_WEIGHTS)
    impulse[0] = 1.0
    average = _as_series(ewma(series(noise), beta, correction == ON), NUM_DAYS)
    return {"average": average, "weights": _as_series(ewma(impulse, beta), NUM_WEIGHTS)}


def _as_series(returned: Any, length: int) -> np.ndarray:
    if returned is None:
        raise ValueError("it returned None; expected an array")
    found = np.asarray(returned, dtype=float)
    if found.shape != (length,):
        raise ValueError(f"it returned shape {found.shape}; expected {(length,)}, the shape of values")
    odd = np.flatnonzero(~np.isfinite(found))
    if len(odd):
        raise ValueError(f"it gives {found[odd[0]]} at index {odd[0]}")
    return found


class _Picture:
    """Left the series and its average, right the weights of the days before, with the window filled."""

    def __init__(self, ewma: Ewma | None) -> None:
        self._ewma = ewma
        with mpl.rc_context(STYLE):
            fig, (left, right) = figure(9.0, 3.9, ncols=2, width_ratios=(1.6, 1))
            left.set(xlim=(0, NUM_DAYS * 1.2), ylim=(-6, 36), xlabel="day", ylabel="temperature")
            left.set_xticks(range(0, NUM_DAYS + 1, 100))
            left.axhline(0, color="#BBBBBB", linewidth=0.8)
            (self._dots,) = left.plot([], [], ".", color="#8C8C8C", markersize=3.5, linestyle="none")
            left.plot(DAYS, TREND, color=BLACK, linestyle=":", linewidth=1.6)
            (self._average,) = left.plot([], [], color=BLUE, linestyle="-", linewidth=2.2)
            (self._truth,) = left.plot([], [], color=BLACK, linestyle="-", linewidth=0.7)
            self._labels = [Label(left, "average", BLUE), Label(left, "trend", BLACK)]
            right.set(xlim=(0, BACK), ylim=(0, 1.08), xlabel="days back", ylabel="weight / today's weight")
            right.axhline(np.exp(-1), color="#777777", linestyle=":", linewidth=1)
            right.text(BACK, np.exp(-1) + 0.015, "1/e", ha="right", color="#555555", fontsize=10)
            self._inside = Polygon(np.zeros((3, 2)), facecolor=SKY, alpha=0.55, edgecolor="none")
            right.add_patch(self._inside)
            (self._weights,) = right.plot([], [], color=BLUE, linestyle="-", linewidth=2, drawstyle="steps-post")
            (self._window,) = right.plot([], [], color=ORANGE, linestyle="--", linewidth=2)
            right.plot([0.07 * BACK, 0.15 * BACK], [0.98, 0.98], color=ORANGE, linestyle="--", linewidth=2)
            right.text(0.66 * BACK, 0.98, "window 1/(1 − β):", ha="right", va="center", fontsize=11)
            right.text(0.66 * BACK, 0.89, "weight in it:", ha="right", va="center", fontsize=11)
            self._share = [Label(right, "0", BLACK, 11) for _ in range(2)]
            moving: list[Artist] = [self._dots, self._average, self._truth, self._inside, self._weights, self._window,
                                    *self._labels, *self._share]  # fmt: skip
            for artist in moving:
                artist.set_in_layout(False)
            self._canvas = Canvas(fig, moving, ghosts=[self._average, self._weights])

    def draw(self, values: Values) -> tuple[bytes, str]:
        """One frame, and what is to be seen in it."""
        setting = {**values, "beta": float(values["beta"]), "noise": float(values["noise"])}
        right = truth("moving_average", setting)
        found, trouble = tried("ewma", trace, self._ewma, **setting) if self._ewma else (None, "No ewma was given.")
        shown = found or (right if "not written" in trouble else None)
        window = 1 / (1 - setting["beta"])
        self._dots.set_data(DAYS, series(setting["noise"]))
        self._set_average(shown)
        self._set_weights(shown, window)
        odd = bool(found and right and not agree(found["average"], right["average"]))
        self._truth.set_data(*((DAYS, right["average"]) if odd and right else ([], [])))
        self._window.set_data([window, window], [0, 0.55])
        return self._canvas.frame(), _told(setting, shown, trouble, odd)

    def _set_average(self, shown: dict[str, np.ndarray] | None) -> None:
        average = shown["average"] if shown else np.full(NUM_DAYS, np.nan)
        self._average.set_data(DAYS, average)
        ends = [float(np.nan_to_num(np.clip(average[-1], -6, 36))), float(TREND[-1])]
        for label, place in zip(self._labels, apart(ends, 2.4, -3, 35), strict=True):
            label.place(NUM_DAYS + 5, place if shown or label is self._labels[1] else np.nan)

    def _set_weights(self, shown: dict[str, np.ndarray] | None, window: float) -> None:
        if not shown or not shown["weights"][0]:
            self._inside.set_xy(np.zeros((3, 2)))
            self._weights.set_data([], [])
            for label in self._share:
                label.hide()
            return
        heights = shown["weights"] / shown["weights"][0]
        edges = np.arange(BACK + 2)
        self._weights.set_data(edges, np.clip(heights[: BACK + 2], -9, 9))
        count = min(round(window), BACK + 1)
        top = np.repeat(np.clip(heights[:count], -9, 9), 2)
        self._inside.set_xy(np.column_stack([[0, *np.repeat(edges[:count], 2)[1:], count, count], [0, *top, 0]]))
        share = shown["weights"][: round(window)].sum()
        words = (f"{window:.3g} day{'s' if window > 1 else ''}", f"{100 * share:.0f} %")
        for label, word, height in zip(self._share, words, (0.98, 0.89), strict=True):
            label.say(word)
            label.place(0.69 * BACK, height)


def _told(setting: Values, shown: dict[str, np.ndarray] | None, trouble: str, odd: bool) -> str:
    """What is to be seen, in words and numbers."""
    said = f"beta {setting['beta']:.2f}, bias correction {setting['correction']}, noise {setting['noise']:.1f}. "
    if not shown:
        return said + trouble
    said += f"{trouble} What you see is what a right one gives here. " if trouble else ""
    average, weights = shown["average"], shown["weights"]
    values, window = series(setting["noise"]), round(1 / (1 - setting["beta"]))
    held = np.cumsum(weights)
    share, first = 100 * held[window - 1], 1 if setting["correction"] == ON else held[0]
    within = int(np.argmax(held >= 0.98 * held[-1])) + 1
    said += (
        f"The window 1/(1 − beta) is {window} day{'s' if window > 1 else ''} and holds {share:.1f} % of the "
        f"weight; 98 % lies within {within}. The first day has {values[0]:.1f} and the first average "
        f"{average[0]:.2f}, because the weights in it sum to {first:.2g}. From day to day the values move by "
        f"{_moves(values):.2f}, the average by {_moves(average):.2f}. The trend is coldest on day {_lowest(TREND)}, "
        f"the average on day {_lowest(average)}."
    )
    return said + (" The thin black line is what a right ewma gives; yours goes elsewhere." if odd else "")


def _moves(values: np.ndarray) -> float:
    """Mean size of a step, after the start."""
    return float(np.mean(np.abs(np.diff(values[SETTLED:]))))


def _lowest(values: np.ndarray) -> int:
    """The day of the lowest value, after the start."""
    return int(DAYS[SETTLED:][np.argmin(values[SETTLED:])])
