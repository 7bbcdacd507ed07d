"""Panda or caviar: one budget of epochs spent on one configuration, on all alike, or by successive halving.

The halving is done by the learner's function. The learning curves are made up, so that a training takes no time.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import lru_cache
from typing import Any

import numpy as np

from courseware.widgets.canvas import Canvas
from courseware.widgets.figure import BLACK, BLUE, GREEN, RED, figure
from courseware.widgets.page import tried
from courseware.widgets.panel import Values, Widget, show_panel
from courseware.widgets.truth import at_presets, truth

FIRST, MOST = 0.1, 512.0  # epochs at the ends of the axis
QUICK, SLOW = "any", "the good ones"
PRESETS: dict[str, Values] = {
    "Halving wins": {},
    "Caviar wins": {"slow": SLOW, "budget": 128, "number": 8, "seed": 7},
    "Panda is lucky": {"seed": 11},
    "Hardly any budget": {"budget": 16},
    "Budget in plenty": {"budget": 512},
    "eta 4": {"eta": 4},
}
TRACED = {"number": 16, "budget": 64, "eta": 2, "slow": QUICK, "seed": 0}
TRUTHS = at_presets(PRESETS.values(), TRACED)

Halving = Callable[..., Any]
Config = dict[str, float]


def configurations(number: int, slow: str, seed: int) -> list[Config]:
    """Configurations with the accuracy that each reaches in the end, and how many epochs it takes to get there."""
    rng = np.random.default_rng(seed)
    ends, luck = 0.95 - 0.55 * rng.random(number) ** 1.5, rng.random(number)
    pace = (ends - 0.4) / 0.55 if slow == SLOW else luck
    pairs = zip(ends.tolist(), (0.6 * 20**pace).tolist(), strict=True)
    return [{"end": end, "epochs": epochs} for end, epochs in pairs]


def accuracy(config: Mapping[str, Any], epochs: Any) -> Any:
    """A learning curve: from guessing among ten classes to the end."""
    return 0.1 + (config["end"] - 0.1) * (1 - np.exp(-epochs / config["epochs"]))


def trace(
    successive_halving: Halving, *, number: int, budget: float, eta: int, slow: str, seed: int
) -> dict[str, np.ndarray]:
    """Spend the budget by halving.

    Returns
    -------
    dict of ndarray
        ``epochs`` (number,), the longest training of each configuration; ``winner`` (), which one is left; ``spent``,
        what each round spent by its own account, and ``total`` (), what all calls together had.
    """
    configs = configurations(number, slow, seed)
    epochs, total = np.zeros(number), 0.0

    def train_fn(config: Any, resource: Any) -> float:
        nonlocal total
        k = configs.index(config)
        epochs[k], total = max(epochs[k], float(resource)), total + float(resource)
        return float(accuracy(configs[k], float(resource)))

    found = successive_halving(train_fn, [dict(config) for config in configs], budget, eta)
    if not isinstance(found, tuple | list) or len(found) != 2 or found[0] not in configs:
        raise TypeError(f"returned {type(found).__name__}; expected the pair (config, spend), with one of the configs")
    return {"epochs": epochs, "winner": np.array(configs.index(found[0])), "total": np.array(total),
            "spent": np.asarray(found[1], dtype=float).reshape(-1)}  # fmt: skip


def halving_demo(successive_halving: Halving | None = None, prediction: object = None) -> None:
    """Show what a budget of epochs finds in three ways, with controls.

    Parameters
    ----------
    successive_halving : callable, optional
        Your own function; where it stops, the panel says how.
    prediction : object
        What you said before you played.
    """
    show_panel("halving", lambda: widget(successive_halving), prediction)


def widget(successive_halving: Halving | None = None) -> Widget:
    """Make the widget for a function."""
    controls: dict[str, dict[str, Any]] = {
        "budget": {"widget": "SelectionSlider", "value": 64, "options": [16, 32, 64, 128, 256, 512],
                   "description": "budget (epochs)"},
        "number": {"widget": "IntSlider", "value": 16, "min": 2, "max": 32, "description": "configurations"},
        "eta": {"widget": "IntSlider", "value": 2, "min": 2, "max": 5, "description": "eta"},
        "slow": {"widget": "ToggleButtons", "value": QUICK, "options": [QUICK, SLOW], "description": "slow starters"},
        "seed": {"widget": "IntSlider", "value": 0, "min": 0, "max": 19, "description": "draw (seed)"},
    }  # fmt: skip
    return Widget(_Picture(successive_halving).draw, controls, PRESETS)


class _Picture:
    """Three panels of learning curves, as far as each way trains them."""

    def __init__(self, successive_halving: Halving | None) -> None:
        self._halving = successive_halving
        fig, panels = figure(8.6, 3.3, ncols=3, sharey=True)
        colours = {"panda": RED, "caviar": GREEN, "halving": BLUE}
        self._curves = [axes.plot([], [], color=colour, linewidth=0.9, linestyle="-")[0]
                        for axes, colour in zip(panels, colours.values(), strict=True)]  # fmt: skip
        self._ends = [axes.plot([], [], "|", color=colour, linestyle="none", markersize=7)[0]
                      for axes, colour in zip(panels, colours.values(), strict=True)]  # fmt: skip
        self._best = [axes.plot([], [], "o", color=BLACK, linestyle="none")[0] for axes in panels]
        self._goals = [axes.axhline(0.5, color="#777777", linewidth=0.9, linestyle=":") for axes in panels]
        self._levels = [axes.plot([], [], color=BLACK, linewidth=0.9, linestyle="--")[0] for axes in panels]
        (self._truth,) = panels[2].plot([], [], color=BLACK, linewidth=0.7, linestyle="-")
        for axes, (name, about) in zip(panels, WORDS.items(), strict=True):
            axes.set(xscale="log", xlim=(FIRST, MOST * 1.3), ylim=(0.08, 1), xlabel="epochs")
            axes.set_title(f"{name}: {about}", fontsize="medium")
            axes.set_xticks([1, 10, 100], ["1", "10", "100"])
        panels[0].set_ylabel("dev accuracy")
        about = "dotted: the best there is\ndashed: what is found\ngrey: setting before"
        panels[0].text(0.97, 0.03, about, transform=panels[0].transAxes, ha="right", fontsize="small", color="#555555")
        moving = [*self._goals, *self._levels, *self._curves, *self._ends, self._truth, *self._best]
        self._canvas = Canvas(fig, moving, ghosts=self._levels)
        self._trace = lru_cache(256)(self._spend)

    def _spend(self, **setting: Any) -> Any:
        if self._halving is None:
            return None, "Your successive_halving is not written yet."
        return tried("successive_halving", lambda: trace(self._halving, **setting))  # type: ignore[arg-type]

    def draw(self, values: Values) -> tuple[bytes, str]:
        setting = {name: values[name] for name in TRACED}
        configs, number = configurations(values["number"], values["slow"], values["seed"]), values["number"]
        found, trouble = self._trace(**setting)
        trained = {"panda": np.eye(number)[0] * values["budget"], "caviar": np.full(number, values["budget"] / number),
                   "halving": found["epochs"] if found else np.zeros(number)}  # fmt: skip
        scores = {name: [float(accuracy(config, epochs)) for config, epochs in zip(configs, each, strict=True)]
                  for name, each in trained.items()}  # fmt: skip
        best = {name: int(np.argmax(each)) for name, each in scores.items()}
        if found:
            best["halving"] = int(found["winner"])
        for place, (name, epochs) in enumerate(trained.items()):
            self._curves[place].set_data(*_lines(configs, epochs))
            self._ends[place].set_data(epochs, scores[name])
            k = best[name]
            self._best[place].set_data([epochs[k]], [scores[name][k]])
            self._levels[place].set_data([FIRST, epochs[k]], [scores[name][k]] * 2)
            self._goals[place].set_ydata([max(config["end"] for config in configs)] * 2)
        known = truth("halving", setting)
        right = float(accuracy(configs[int(known["winner"])], known["epochs"].max())) if known else np.nan
        if found and np.isclose(right, scores["halving"][best["halving"]]):
            right = np.nan
        self._truth.set_data([FIRST, MOST * 1.3], [right, right])
        reached = {name: scores[name][best[name]] for name in scores}
        told = f" Black line, a right function: {right:.1%}." if np.isfinite(right) else ""
        return self._canvas.frame(), _text(values, configs, reached, found, trouble) + told


WORDS = {"panda": "all on one", "caviar": "alike for all", "halving": "more for the best"}


def _lines(configs: list[Config], epochs: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """The learning curves of those that were trained, one after the other, with gaps."""
    trained = np.flatnonzero(epochs > FIRST)
    x = np.full((len(trained), 26), np.nan)
    for row, k in zip(x, trained, strict=True):
        row[:-1] = np.geomspace(FIRST, epochs[k], 25)
    columns = {key: np.array([configs[k][key] for k in trained])[:, None] for key in ("end", "epochs")}
    return x.ravel(), np.asarray(accuracy(columns, x)).ravel()


def _text(values: Values, configs: list[Config], reached: dict[str, float], found: Any, trouble: str) -> str:
    """What is to be seen, in words and numbers."""
    told = [f"{values['number']} configurations, {values['budget']} epochs, eta {values['eta']}, slow starters: "
            f"{values['slow']}. The best could reach {max(config['end'] for config in configs):.1%}. Panda "
            f"{reached['panda']:.1%}, caviar {reached['caviar']:.1%}"]  # fmt: skip
    if not found:
        return f"{trouble} {told[0]}."
    left = sorted(np.unique(found["epochs"], return_counts=True)[1][::-1].cumsum().tolist(), reverse=True)
    told.append(f", halving {reached['halving']:.1%}, in {len(found['spent'])} rounds of "
                f"{', '.join(map(str, left))} configurations, {found['total']:.0f} epochs in all.")  # fmt: skip
    if found["total"] > values["budget"] * (1 + 1e-9):
        told.append(" That is more than the budget.")
    return "".join(told)
