"""Grid against random points, linear against logarithmic scale, coarse to fine: where the trials of a search fall.

Draws, trials and the finer ranges come from the learner's functions. The score is made up, with one hyperparameter
that matters and one that hardly does. The truth is that of grids alone, the range of each round: right functions may
draw other random trials, and then come to other ranges. Of those the text says how many to expect in each decade.
"""

from __future__ import annotations

from functools import lru_cache
from typing import Any

import numpy as np

from courseware.widgets.canvas import Canvas
from courseware.widgets.figure import BLACK, BLUE, GREEN, ORANGE, figure
from courseware.widgets.panel import Values, Widget, show_panel
from courseware.widgets.scales import round_stops
from courseware.widgets.trials import GRID, LINEAR, LOG, RANDOM, UNITS, Round, Sampler, score, search
from courseware.widgets.truth import at_presets, truth
from courseware.widgets.walks import agree

FIRST: Values = {"method": RANDOM, "scale": LOG, "trials": 25, "rounds": 1, "peak": 0.02, "seed": 3}
AXIS = (1e-6, 10.0)
LOOKS = (("o", ORANGE), ("s", BLUE), ("^", GREEN))  # of the trials of each round
PRESETS: dict[str, Values] = {
    "Grid": {"method": GRID},
    "Random": {},
    "Linear scale": {"scale": LINEAR},
    "Grid, linear": {"method": GRID, "scale": LINEAR},
    "Coarse to fine": {"rounds": 3, "trials": 16},
    "Best at the border": {"method": GRID, "rounds": 3, "trials": 16, "peak": 1e-5},
    "Grid misses": {"method": GRID, "trials": 9, "peak": 10**-0.9},
}
TRUTHS = [setting for setting in at_presets(PRESETS.values(), FIRST) if setting["method"] == GRID]
HEIGHTS = -6 - 11 * np.arange(3)  # of the ranges of the rounds, below all units
DECADES = 10.0 ** np.arange(-4, 1)


def search_demo(
    sample_log_uniform: Sampler | None = None, random_search: Sampler | None = None, narrow: Sampler | None = None,
    prediction: object = None,
) -> None:  # fmt: skip
    """Show where the trials of a search fall and what they find, with controls.

    Parameters
    ----------
    sample_log_uniform, random_search, narrow : callable, optional
        Your own functions; where one stops, the panel says how.
    prediction : object
        What you said before you played.
    """
    show_panel("search", lambda: widget(sample_log_uniform, random_search, narrow), prediction)


def widget(
    sample_log_uniform: Sampler | None = None, random_search: Sampler | None = None, narrow: Sampler | None = None
) -> Widget:
    """Make the widget for three functions."""
    controls: dict[str, dict[str, Any]] = {
        "method": {"widget": "ToggleButtons", "options": [GRID, RANDOM], "description": "points"},
        "scale": {"widget": "ToggleButtons", "options": [LINEAR, LOG], "description": "scale of rate"},
        "trials": {"widget": "SelectionSlider", "options": [4, 9, 16, 25, 36, 49],
                   "description": "trials a round"},
        "rounds": {"widget": "IntSlider", "min": 1, "max": 3, "description": "rounds"},
        "peak": {"widget": "SelectionSlider", "options": round_stops(-5.5, 0.5, 10, 10**-0.9),
                 "description": "best rate"},
        "seed": {"widget": "IntSlider", "min": 0, "max": 19, "description": "draw (seed)"},
    }  # fmt: skip
    controls = {name: {"value": FIRST[name], **about} for name, about in controls.items()}
    return Widget(_Picture(sample_log_uniform, random_search, narrow).draw, controls, PRESETS)


def trace(*functions: Sampler, **setting: Any) -> dict[str, np.ndarray]:
    """The range of each round, of shape (rounds, 2)."""
    found, _ = search(functions, **setting)
    return {"ranges": np.array([each[:2] for each in found])}


class _Picture:
    """Above, score against rate; below, the trials by both hyperparameters, and the range of each round."""

    def __init__(self, *functions: Sampler | None) -> None:
        fig, (upper, lower) = figure(8.2, 3.9, nrows=2, sharex=True, height_ratios=(1, 1.1))
        self._rates = np.geomspace(*AXIS, 161)
        (self._curve,) = upper.plot([], [], color="#777777", linewidth=1.2, linestyle="-")
        self._scores = [upper.plot([], [], marker, color=colour, linestyle="none", markersize=6, alpha=0.8)[0]
                        for marker, colour in LOOKS]  # fmt: skip
        (self._best,) = upper.plot([], [], "o", color=BLACK, linestyle="none", markersize=12, fillstyle="none")
        self._points = [lower.plot([], [], marker, color=colour, linestyle="none", markersize=6, alpha=0.8)[0]
                        for marker, colour in LOOKS]  # fmt: skip
        self._marks = [lower.plot([], [], "|", color=colour, linestyle="none", markersize=9)[0] for _, colour in LOOKS]
        self._ranges = [lower.plot([], [], color=colour, linewidth=5, alpha=0.6, solid_capstyle="butt",
                                   linestyle="-")[0] for _, colour in LOOKS]  # fmt: skip
        (self._truth,) = lower.plot([], [], color=BLACK, linewidth=1.2, linestyle="-", marker="|", markersize=12)
        _frame(upper, lower)
        moving = [self._curve, *self._ranges, self._truth, *self._marks, *self._points, *self._scores, self._best]
        self._canvas = Canvas(fig, moving, ghosts=[self._curve])
        self._search = lru_cache(256)(lambda **setting: search(functions, **setting))

    def draw(self, values: Values) -> tuple[bytes, str]:
        found, trouble = self._search(**values)
        ideal = [score({"learning_rate": rate, "units": UNITS[0]}, values["peak"]) for rate in self._rates]
        self._curve.set_data(self._rates, ideal)
        for k in range(3):
            low, high, results = found[k] if k < len(found) else (np.nan, np.nan, [])
            rates = [each["learning_rate"] for each in results]
            self._scores[k].set_data(rates, [each["score"] for each in results])
            self._points[k].set_data(rates, [each["units"] for each in results])
            self._marks[k].set_data(rates, [HEIGHTS[k]] * len(rates))
            self._ranges[k].set_data([low, high], [HEIGHTS[k]] * 2)
        every = [each for _, _, results in found for each in results]
        best = max(every, key=lambda each: each["score"]) if every else {"learning_rate": np.nan, "score": np.nan}
        self._best.set_data([best["learning_rate"]], [best["score"]])
        odd = self._show_truth(values, found)
        return self._canvas.frame(), _text(values, found, best, trouble) + odd

    def _show_truth(self, values: Values, found: list[Round]) -> str:
        """The right ranges in black where the learner's are others; what to say of them."""
        known = truth("search", values)
        if known is None or agree(np.array([each[:2] for each in found]), known["ranges"]):
            self._truth.set_data([], [])
            return ""
        ends = np.column_stack([known["ranges"], np.full(len(known["ranges"]), np.nan)])
        self._truth.set_data(ends.ravel(), np.repeat(HEIGHTS[: len(ends)], 3))
        return f" Black: the ranges of a right search, {_ranges(known['ranges'])}."


def _frame(upper: Any, lower: Any) -> None:
    upper.set(xscale="log", xlim=AXIS, ylim=(-0.05, 1.1), ylabel="score")
    upper.text(0.01, 0.97, "ring: the best trial", transform=upper.transAxes, va="top", fontsize="small",
               color="#555555")  # fmt: skip
    lower.set(xscale="log", xlim=AXIS, ylim=(-34, 70), xlabel="learning rate", ylabel="units")
    lower.set_yticks([8, 36, 64, *HEIGHTS], ["8", "36", "64", "○ round 1", "□ round 2", "△ round 3"])


def _text(values: Values, found: list[Round], best: dict[str, Any], trouble: str) -> str:
    """What is to be seen, in words and numbers."""
    setting = f"{values['method'].capitalize()}, {values['scale']} scale, {values['trials']} trials a round."
    if not found:
        return f"{trouble} {setting}"
    rates = np.array([each["learning_rate"] for each in found[0][2]])
    decades = np.histogram(np.log10(rates), bins=[-4.001, -3, -2, -1, 0.001])[0]
    told = [setting, f"{len(np.unique(rates))} different rates in round 1; in the decades from 0.0001 to 1 there are "
            f"{', '.join(map(str, decades))} trials{_expected(values)}.",
            f"Best score {best['score']:.3f} at rate {best['learning_rate']:.3g}; the peak is 0.970 at "
            f"{values['peak']:.3g}."]  # fmt: skip
    ranges = _ranges(np.array([each[:2] for each in found]))
    return " ".join([*([trouble] if trouble else []), *told, f"Ranges, {ranges}."])


def _expected(values: Values) -> str:
    """How many trials of a right draw fall into each decade on average."""
    if values["method"] == GRID:
        return ""
    if values["scale"] == LOG:
        return f" (on average {values['trials'] / 4:.2g} each)"
    shares = np.diff(DECADES) / (DECADES[-1] - DECADES[0])
    return f" (on average {', '.join(f'{share:.2g}' for share in values['trials'] * shares)})"


def _ranges(pairs: np.ndarray) -> str:
    return "; ".join(f"round {k + 1}: {low:.2g} to {high:.2g}" for k, (low, high) in enumerate(pairs))
