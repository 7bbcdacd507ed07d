"""Update rules that race downhill: the learner's own, from one start, on a surface that the learner chooses."""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial
from typing import Any

import numpy as np

from courseware import surfaces
from courseware.surfaces import SURFACES, Surface
from courseware.widgets.panel import Values, Widget, show_panel
from courseware.widgets.race_picture import NUM_STEPS, Picture
from courseware.widgets.race_text import told
from courseware.widgets.truth import at_presets, truth
from courseware.widgets.walks import Rule, Walk, agree, walks

WITHIN = 0.1  # of a minimum, to have arrived
OWN, SAME = "each its own", "one for all"
RATES: dict[str, dict[str, float]] = {  # that suit each rule on each surface; momentum is 0.9, decay 0.99
    "ravine": {"sgd": 0.07, "sgd_momentum": 0.02, "nesterov": 0.03, "adagrad": 1.0, "rmsprop": 0.1, "adam": 0.3},
    "rosenbrock": {"sgd": 0.002, "sgd_momentum": 0.002, "nesterov": 0.001, "adagrad": 1.0, "rmsprop": 0.1, "adam": 0.7},
    "himmelblau": {"sgd": 0.01, "sgd_momentum": 0.005, "nesterov": 0.005, "adagrad": 0.5, "rmsprop": 0.05, "adam": 0.3},
    "saddle": {"sgd": 0.1, "sgd_momentum": 0.03, "nesterov": 0.03, "adagrad": 0.3, "rmsprop": 0.03, "adam": 0.1},
    "plateau": {"sgd": 1.0, "sgd_momentum": 0.5, "nesterov": 0.5, "adagrad": 0.3, "rmsprop": 0.02, "adam": 0.3},
}
RATE = 0.01  # the one for all, and that of a rule which is not in the table
FIRST: Values = {"surface": "ravine", "x": 10.0, "y": 80.0, "rates": OWN, "factor": 1.0}
PRESETS: dict[str, Values] = {
    "Ravine": {},
    "Rosenbrock": {"surface": "rosenbrock", "x": 12.5, "y": 60.5},
    "Himmelblau": {"surface": "himmelblau", "x": 54.5, "y": 54.5},
    "On the ridge": {"surface": "saddle", "x": 91.0, "y": 50.0},
    "Beside the ridge": {"surface": "saddle", "x": 91.0, "y": 50.1},
    "Plateau": {"surface": "plateau", "x": 90.0, "y": 84.0},
    "One rate for all": {"rates": SAME},
    "Too bold": {"factor": 10**0.48},
}
TRUTHS = at_presets(PRESETS.values(), FIRST)
CONTROLS: dict[str, dict[str, Any]] = {
    "surface": {"widget": "ToggleButtons", "options": [*SURFACES], "description": "surface"},
    "x": {"widget": "FloatSlider", "min": 0, "max": 100, "step": 0.1, "description": "start, across (%)",
          "readout_format": ".1f"},
    "y": {"widget": "FloatSlider", "min": 0, "max": 100, "step": 0.1, "description": "start, up (%)",
          "readout_format": ".1f"},
    "rates": {"widget": "ToggleButtons", "options": [OWN, SAME], "description": "learning rates"},
    "factor": {"widget": "FloatLogSlider", "min": -1, "max": 1, "step": 0.02, "description": "rates times",
               "readout_format": ".2f"},
}  # fmt: skip


def race_demo(rules: Mapping[str, Rule] | None = None, prediction: object = None) -> None:
    """Show how update rules walk on a surface, with controls for the surface, the start and the learning rates.

    Parameters
    ----------
    rules : mapping
        Your own rules by name, such as ``{"sgd": sgd, "adam": adam}``; one that is not written yet is left out.
    prediction : str
        What you said before you played.
    """
    show_panel("race", lambda: widget(rules), prediction)


def widget(rules: Mapping[str, Rule] | None = None) -> Widget:
    """The parts of the panel; a click on the surface sets the start."""
    race = _Race(dict(rules or {}))
    controls = {name: {"value": FIRST[name], **about} for name, about in CONTROLS.items()}
    return Widget(race.draw, controls, PRESETS, race.pick, [partial(race.picture, name) for name in SURFACES])


def trace(
    rules: Mapping[str, Rule], surface: str, x: float, y: float, rates: str, factor: float
) -> dict[str, np.ndarray]:
    """The path of each rule, for the truth."""
    return {name: found.path.astype(np.float32) for name, found in _run(rules, surface, x, y, rates, factor).items()}


def start_of(surface: Surface, x: float, y: float) -> np.ndarray:
    """The point at so many hundredths of the picture's width and height."""
    left, right, low, high = surface.box
    return np.array([left + (right - left) * x / 100, low + (high - low) * y / 100])


def rates_of(names: Mapping[str, Any], surface: str, rates: str, factor: float) -> dict[str, float]:
    """The learning rate of each rule."""
    own = RATES[surface] if rates == OWN else {}
    return {name: own.get(name, RATE) * factor for name in names}


def _run(rules: Mapping[str, Rule], surface: str, x: float, y: float, rates: str, factor: float) -> dict[str, Walk]:
    configs = {name: {"learning_rate": rate} for name, rate in rates_of(rules, surface, rates, factor).items()}
    chosen = SURFACES[surface]
    return walks(rules, chosen.gradient, start_of(chosen, x, y), configs, NUM_STEPS[surface])


class _Race:
    """A picture for each surface, made when it is first asked for."""

    def __init__(self, rules: dict[str, Rule]) -> None:
        self._rules, self._pictures, self._now = rules, dict[str, Picture](), ""

    def draw(self, values: Values) -> tuple[bytes, str]:
        """One frame, and what is to be seen in it."""
        setting: Values = {
            name: float(value) if name in ("x", "y", "factor") else value for name, value in values.items()
        }
        self._now = setting["surface"]
        surface = SURFACES[self._now]
        found = _run(self._rules, **setting)
        right = truth("race", setting) or {}
        right = {name: path for name, path in right.items() if name in found}
        wrong = [name for name, path in right.items() if not agree(found[name].path, path, 1e-4)]
        arrivals = {name: surfaces.steps_until(surface, walk.path, WITHIN) for name, walk in found.items()}
        picture = self.picture(self._now).frame(found, arrivals, [right[name] for name in wrong])
        rates = rates_of(found, self._now, setting["rates"], setting["factor"])
        return picture, told(surface, start_of(surface, setting["x"], setting["y"]), found, arrivals, rates, wrong)

    def picture(self, surface: str) -> Picture:
        """The picture of a surface."""
        if surface not in self._pictures:
            self._pictures[surface] = Picture(SURFACES[surface], list(self._rules))
        return self._pictures[surface]

    def pick(self, across: float, down: float) -> Values | None:
        """A click on the surface: start there."""
        return self._pictures[self._now].place(across, down) if self._now in self._pictures else None
