"""How exact a measured slope is, for every step: the V of truncation and rounding, the complex step, and a kink.

Central differences and the complex step are the learner's own functions; `slopes` runs them.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import lru_cache
from typing import Any

import numpy as np

from courseware.widgets.canvas import Canvas
from courseware.widgets.figure import BLACK, BLUE, GREEN, RED, figure, ink
from courseware.widgets.labels import Label, beside
from courseware.widgets.page import tried
from courseware.widgets.panel import Values, Widget, show_panel
from courseware.widgets.slopes import EXPONENTS, FAST, FUNCTIONS, KINK, SMOOTH, STEPS, TYPES, by, look, on_paper, plain
from courseware.widgets.truth import at_presets, truth

FLOOR, CEILING = 1e-17, 30.0  # what is smaller, 0 among it, is drawn at the floor
WAYS = {"forward": (BLUE, "-"), "central": (RED, "--"), "complex step": (GREEN, "-.")}
AROUND = np.linspace(-2, 2, 241)  # in steps
PRESETS: dict[str, Values] = {
    "Truncation wins": {"h": 10**-0.5},
    "Best step": {"h": 10**-5.25},
    "Rounding wins": {"h": 1e-15},
    "Step is lost": {"h": 1e-16},
    "Kink": {"function": KINK, "x": 10**-5.5, "h": 1e-5},
    "Bends fast": {"function": FAST, "h": 1e-2},
    "float32": {"precision": "float32", "h": 1e-6},
}
TRACED = {"function": SMOOTH, "x": 1.0, "precision": "float64"}
KNOWN = 40  # the truth is kept from this step on, 1e-6
WORD, LETTERS, TOP = 8, 1.6, -0.6  # half a name's width in steps; its height, and how high it may stand, in decades
ROUNDED = 1e-8  # by so much processors may differ there
TRUTHS = [setting for setting in at_presets(PRESETS.values(), TRACED) if setting["precision"] == "float64"]

Measure = Callable[..., Any]


def trace(
    numerical_gradient: Measure, complex_step: Measure | None = None, *, function: str, x: float, precision: str
) -> dict[str, np.ndarray]:
    """What a central difference measures where truncation rules; the rest is the rounding of one processor."""
    return {"central": by(numerical_gradient, False, function, x, precision)[KNOWN:]}


def gradient_check_demo(
    numerical_gradient: Measure | None = None, complex_step: Measure | None = None, prediction: object = None
) -> None:
    """Show the error of a measured slope against the step, with controls.

    Parameters
    ----------
    numerical_gradient, complex_step : callable, optional
        Your own functions; where one stops, the panel says how. Without the first, the formula of the text is used;
        without the second, there are two curves.
    prediction : object
        What you said before you played.
    """
    show_panel("gradient_check", lambda: widget(numerical_gradient, complex_step), prediction)


def widget(numerical_gradient: Measure | None = None, complex_step: Measure | None = None) -> Widget:
    """Make the widget for two functions."""
    powers = {"widget": "FloatLogSlider", "max": 0, "step": 0.25, "readout_format": ".1e"}
    controls: dict[str, dict[str, Any]] = {
        "h": {**powers, "value": 1e-2, "min": -16, "description": "step h"},
        "x": {**powers, "value": 1.0, "min": -7, "description": "place x"},
        "function": {"widget": "ToggleButtons", "value": SMOOTH, "options": [*FUNCTIONS], "description": "function"},
        "precision": {"widget": "ToggleButtons", "value": "float64", "options": [*TYPES], "description": "precision"},
    }
    return Widget(_Picture(numerical_gradient, complex_step).draw, controls, PRESETS)


class _Picture:
    """Left, error against step; right, what the computer sees between x - 2h and x + 2h."""

    def __init__(self, numerical_gradient: Measure | None, complex_step: Measure | None) -> None:
        self._yours = {"central": numerical_gradient, "complex step": complex_step}
        fig, (left, right) = figure(8.4, 3.3, ncols=2, width_ratios=(1.45, 1))
        self._curves = {name: left.plot([], [], color=colour, linestyle=style)[0]
                        for name, (colour, style) in WAYS.items()}  # fmt: skip
        self._names = {name: Label(left, name, ink(colour), align=0.5) for name, (colour, _) in WAYS.items()}
        (self._truth,) = left.plot([], [], color=BLACK, linestyle="-", linewidth=0.7)
        self._here = left.axvline(1e-5, color=BLACK, linewidth=0.8, linestyle=":")
        (self._dots,) = left.plot([], [], "o", color=BLACK, linestyle="none", markersize=5)
        _frame(left, right, " and ".join(name for name, function in self._yours.items() if function))
        (self._seen,) = right.plot([], [], color=BLACK, linewidth=1.4, linestyle="-")
        self._chords = {name: right.plot([], [], marker="o", color=WAYS[name][0], linestyle=WAYS[name][1])[0]
                        for name in ("forward", "central")}  # fmt: skip
        lines = [*self._curves.values(), self._truth, self._here, self._dots, self._seen, *self._chords.values()]
        self._canvas = Canvas(fig, [*lines, *self._names.values()], ghosts=[self._seen])
        self._slopes = lru_cache(256)(self._measure)

    def draw(self, values: Values) -> tuple[bytes, str]:
        setting = {name: values[name] for name in TRACED}
        exact = on_paper(**setting)
        slopes, troubles = self._slopes(**setting)
        errors = {name: abs(found - exact) / abs(exact) for name, found in slopes.items()}
        drawn = {name: np.clip(found, FLOOR, CEILING) for name, found in errors.items()}
        right = truth("gradient_check", setting) if self._yours["central"] else None
        k = int(np.argmin(abs(EXPONENTS - np.log10(values["h"]))))
        for name, curve in self._curves.items():
            curve.set_data(STEPS, drawn[name])
        odd = right and not np.allclose(slopes["central"][KNOWN:], right["central"], rtol=ROUNDED, atol=0)
        known = abs(right["central"] - exact) / abs(exact) if right and odd else np.full(len(STEPS) - KNOWN, np.nan)
        self._truth.set_data(STEPS[KNOWN:], np.clip(known, FLOOR, CEILING))
        self._here.set_xdata([STEPS[k], STEPS[k]])
        self._dots.set_data([STEPS[k]] * 3, [drawn[name][k] for name in WAYS])
        self._label(drawn)
        with np.errstate(all="ignore"):
            rise = np.clip(look(**setting, h=STEPS[k], around=AROUND), -9, 9)
        self._seen.set_data(AROUND, rise)
        self._chords["forward"].set_data([0, 1], [0, rise[180]])
        self._chords["central"].set_data([-1, 1], [rise[60], rise[180]])
        shown = {name: each for name, each in errors.items() if name != "complex step" or self._yours[name]}
        text = _text(setting, k, shown, troubles)
        return self._canvas.frame(), text + _right(known, k)

    def _measure(self, **setting: Any) -> tuple[dict[str, np.ndarray], list[str]]:
        """The slopes, by the learner's functions where there are some, and what is the matter with these."""
        with np.errstate(all="ignore"):
            slopes, troubles = {**plain(**setting), "complex step": np.full(len(STEPS), np.nan)}, []
        for name, function in (("central", "numerical_gradient"), ("complex step", "complex_step")):
            if way := self._yours[name]:
                found, trouble = tried(function, by, way, name != "central", *setting.values())
                slopes[name] = np.full(len(STEPS), np.nan) if found is None else found
                troubles += [trouble] if trouble else []
        return slopes, troubles

    def _label(self, drawn: dict[str, np.ndarray]) -> None:
        """Put each name above or below its curve, where there is room."""
        for label in self._names.values():
            label.hide()
        levels = {name: np.log10(curve) for name, curve in drawn.items() if np.isfinite(curve).all()}
        for name, (k, level) in zip(levels, beside([*levels.values()], WORD, LETTERS, TOP), strict=True):
            self._names[name].place(STEPS[k], 10**level)


def _frame(left: Any, right: Any, yours: str) -> None:
    left.figure.get_layout_engine().set(wspace=0.06)
    left.set(xscale="log", yscale="log", xlim=(5e-17, 2), ylim=(FLOOR / 2, CEILING), xlabel="step h",
             ylabel="relative error")  # fmt: skip
    left.axhline(1, color="#999999", linewidth=0.7, linestyle=":")
    left.set_title(f"yours: {yours}" if yours else "", fontsize="small", loc="left", color="#555555")
    left.text(1e-9, 1.5, "no digit is right", color="#555555", fontsize="small", va="bottom", ha="center")
    right.set(xlim=(-2.1, 2.1), ylim=(-2.6, 2.6), xticks=[-2, -1, 0, 1, 2], yticks=[],
              ylabel="f as the computer sees it")  # fmt: skip
    right.set_xticklabels(["x − 2h", "x − h", "x", "x + h", "x + 2h"])
    right.plot([-2.1, 2.1], [-2.1, 2.1], color="#C8C8C8", linewidth=5, linestyle="-", zorder=0)
    right.text(-1.2, -2.1, "grey: the tangent", color="#555555", fontsize="small", ha="left")


def _right(known: np.ndarray, k: int) -> str:
    """The thin line, where it is known."""
    if k < KNOWN or not np.isfinite(known[k - KNOWN]):
        return ""
    return f" Black line, a right central difference: {known[k - KNOWN]:.1e} here."


def _text(setting: Values, k: int, errors: dict[str, np.ndarray], troubles: list[str]) -> str:
    """What is to be seen, in words and numbers."""
    h, x, central = STEPS[k], TYPES[setting["precision"]][0](setting["x"]), errors["central"]
    told = [f"{setting['function']} at x = {setting['x']:.3g}, {setting['precision']}, h = {h:.3g}: relative error "
            + ", ".join(f"{name} {found[k]:.1e}" for name, found in errors.items()) + "."]  # fmt: skip
    if x + type(x)(h) == x:
        told.append("x + h is rounded to x: the step is lost.")
    elif setting["function"] == KINK and h > setting["x"]:
        told.append("x − h lies beyond the kink, so the chord through both points is not the tangent.")
    elif setting["function"] != KINK and np.isfinite(central).any():
        best = int(np.nanargmin(central))
        why = "truncation wins" if k > best + 3 else "rounding wins" if k < best - 3 else "steps are best here"
        told.append(f"For the central difference {why}; its error is least, {central[best]:.1e}, at "
                    f"h = {STEPS[best]:.1e}.")  # fmt: skip
    return " ".join([*troubles, *told])
