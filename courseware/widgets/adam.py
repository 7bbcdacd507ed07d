"""Adam from the inside: its two averages, what the corrections do, and steps that do not ask for the gradient's size.

The averages are read from the config that the learner's rule hands back. A rule that believes it has taken very many
steps corrects nothing, since its averages have long forgotten their start: so the corrections are switched off.
"""

from __future__ import annotations

from typing import Any

import matplotlib as mpl
import numpy as np

from courseware.widgets.adam_text import told
from courseware.widgets.canvas import Canvas
from courseware.widgets.figure import BLACK, BLUE, ORANGE, RED, STYLE, figure
from courseware.widgets.labels import Label, apart
from courseware.widgets.page import tried
from courseware.widgets.panel import Values, Widget, show_panel
from courseware.widgets.truth import at_presets, truth
from courseware.widgets.walks import Rule, agree, pair

NUM_STEPS, FAR = 60, 10**9
TIMES = np.arange(1, NUM_STEPS + 1)
SIZES = 10.0 ** np.arange(-10, 4)
SHAKE = np.random.default_rng(2).normal(size=NUM_STEPS)
BOTH, FIRST_ONLY, SECOND_ONLY, NONE = "both", "m only", "v only", "none"
FIRST: Values = {"corrections": BOTH, "beta1": 0.9, "beta2": 0.999, "size": 1.0, "noise": 0.6}
PRESETS: dict[str, Values] = {
    "Both corrections": {},
    "No corrections": {"corrections": NONE},
    "Only m corrected": {"corrections": FIRST_ONLY},
    "Only v corrected": {"corrections": SECOND_ONLY},
    "Steady gradient": {"noise": 0.0},
    "Noisy": {"noise": 1.5},
    "Tiny gradients": {"size": 1e-8, "noise": 0.0},
    "Short memory": {"beta1": 0.5, "beta2": 0.9, "noise": 1.5},
}
TRUTHS = at_presets(PRESETS.values(), FIRST)
CONTROLS: dict[str, dict[str, Any]] = {
    "corrections": {"widget": "ToggleButtons", "options": [BOTH, FIRST_ONLY, SECOND_ONLY, NONE],
                    "description": "corrections"},
    "beta1": {"widget": "FloatSlider", "min": 0, "max": 0.99, "step": 0.01, "description": "beta1 β₁"},
    "beta2": {"widget": "FloatSlider", "min": 0.5, "max": 0.999, "step": 0.001, "description": "beta2 β₂",
              "readout_format": ".3f"},
    "size": {"widget": "FloatLogSlider", "min": -10, "max": 3, "step": 0.25, "description": "gradient's size",
             "readout_format": ".1e"},
    "noise": {"widget": "FloatSlider", "min": 0, "max": 3, "step": 0.05, "description": "noise in it"},
}  # fmt: skip
LOW, HIGH = 3e-3, 100.0  # of the steps that are drawn


def adam_demo(adam: Rule | None = None, prediction: object = None) -> None:
    """Show the averages and the steps of Adam for gradients of a size, with controls.

    Parameters
    ----------
    adam : callable, optional
        Your own rule.
    prediction : str
        What you said before you played.
    """
    show_panel("adam", lambda: widget(adam), prediction)


def widget(adam: Rule | None = None) -> Widget:
    """The parts of the panel; a click on the right sets the size of the gradient."""
    picture = _Picture(adam)
    controls = {name: {"value": FIRST[name], **about} for name, about in CONTROLS.items()}
    return Widget(picture.draw, controls, PRESETS, picture.pick)


def trace(rule: Rule, corrections: str, beta1: float, beta2: float, size: float, noise: float) -> dict[str, np.ndarray]:
    """What the rule keeps and does, with gradients that scatter around one size.

    Returns
    -------
    dict of ndarray
        ``m`` and ``root``, the average and the root of the average square as the step uses them, in units of ``size``;
        ``steps`` in units of the learning rate; ``first``, the length of the first step for each of ``SIZES``.
    """
    w, steps = np.zeros(len(SIZES) + 1), []
    m, v = list[float](), list[float]()
    config: dict[str, Any] = {"learning_rate": 1.0, "beta1": beta1, "beta2": beta2}
    for gradient in gradients(noise):
        if corrections in (NONE, FIRST_ONLY):
            config["t"] = FAR
        next_w, config = pair(rule(w.copy(), gradient * np.append(SIZES, size), config), w)
        for name, kept in (("m", m), ("v", v)):
            if name not in config:
                raise KeyError(f"the config that came back holds no {name!r}")
            kept.append(float(np.broadcast_to(config[name], w.shape)[-1]))
        steps.append(-next_w)
    found = np.array(steps)
    if not np.isfinite(found).all():
        raise ValueError(f"it gives nan or infinity at step {1 + int(np.argmax(~np.isfinite(found).all(axis=1)))}")
    held_m, held_v = 1 - beta1**TIMES, 1 - beta2**TIMES  # the sums of the weights in the averages
    factor = {FIRST_ONLY: 1 / held_m, SECOND_ONLY: held_m}.get(corrections, np.ones(NUM_STEPS))
    average = np.array(m) / (held_m if corrections in (BOTH, FIRST_ONLY) else 1) / size
    root = np.sqrt(np.array(v) / (held_v if corrections in (BOTH, SECOND_ONLY) else 1)) / size
    found *= factor[:, None]
    return {"m": average, "root": root, "steps": found[:, -1], "first": np.abs(found[0, :-1])}


def gradients(noise: float) -> np.ndarray:
    """The gradients, in units of their size."""
    return np.asarray(1 + noise * SHAKE)


class _Picture:
    """The averages, the steps, and the first step against the size of the gradient."""

    def __init__(self, rule: Rule | None) -> None:
        self._rule = rule
        with mpl.rc_context(STYLE):
            fig, (left, middle, right) = figure(9.6, 3.5, ncols=3, width_ratios=(1.15, 1, 1))
            for axes in (left, middle):
                axes.set(xlim=(0, NUM_STEPS * (1.15 if axes is left else 1.0)), xlabel="step t")
                axes.set_xticks(range(0, NUM_STEPS + 1, 20))
            left.set(ylim=(-3, 4), ylabel="in units of the gradient's size")
            left.axhline(0, color="#BBBBBB", linewidth=0.8)
            (self._dots,) = left.plot([], [], ".", color="#8C8C8C", markersize=5, linestyle="none")
            (self._m,) = left.plot([], [], color=BLUE, linestyle="-", linewidth=2)
            (self._root,) = left.plot([], [], color=RED, linestyle="--", linewidth=2)
            self._labels = [Label(left, "m", BLUE, 11), Label(left, "√v", RED, 11)]
            middle.set(ylim=(LOW, HIGH), yscale="log")
            middle.axhline(1, color="#777777", linestyle=":", linewidth=1.2)
            (self._steps,) = middle.plot([], [], color=BLACK, linestyle="-", linewidth=2)
            (self._one,) = middle.plot([], [], "o", color=ORANGE, markeredgecolor=BLACK, markersize=9, linestyle="none")
            right.set(xlim=(SIZES[0] / 2, SIZES[-1] * 2), ylim=(LOW, HIGH), xscale="log", yscale="log",
                      xlabel="gradient", )  # fmt: skip
            right.set_xticks(10.0 ** np.arange(-9, 4, 3))
            right.axhline(1, color="#777777", linestyle=":", linewidth=1.2)
            right.plot(SIZES, SIZES, color="#777777", linestyle="-.", linewidth=1.4)
            right.text(3e-2, 0.0045, "plain\nstep", fontsize=10, color="#555555")
            left.text(0.99, 0.01, "grey: setting before", ha="right", fontsize="small", color="#555555",
                      transform=left.transAxes)  # fmt: skip
            titles = ("gradients (dots) and averages", "length of the step / rate", "length of the first step / rate")
            for axes, title in zip((left, middle, right), titles, strict=True):
                axes.set_title(title, fontsize=11)
            (self._truth,) = right.plot([], [], color=BLACK, linestyle="-", linewidth=0.7)
            (self._firsts,) = right.plot([], [], color=BLACK, linestyle="-", marker=".", linewidth=2)
            (self._here,) = right.plot([], [], "o", color=ORANGE, markeredgecolor=BLACK, markersize=9, linestyle="none")
            moving = [self._dots, self._m, self._root, self._steps, self._one, self._firsts, self._truth, self._here,
                      *self._labels]  # fmt: skip
            for artist in moving:
                artist.set_in_layout(False)
            self._canvas, self._right = (
                Canvas(fig, moving, ghosts=[self._m, self._root, self._steps, self._firsts]),
                right,
            )

    def draw(self, values: Values) -> tuple[bytes, str]:
        """One frame, and what is to be seen in it."""
        setting: Values = {name: value if isinstance(value, str) else float(value) for name, value in values.items()}
        right = truth("adam", setting)
        found, trouble = tried("adam", trace, self._rule, **setting) if self._rule else (None, "No adam was given.")
        shown = found or (right if "not written" in trouble else None)
        nothing = np.full(NUM_STEPS, np.nan)
        self._dots.set_data(TIMES, gradients(setting["noise"]))
        m, root = (shown["m"], shown["root"]) if shown else (nothing, nothing)
        self._m.set_data(TIMES, m)
        self._root.set_data(TIMES, root)
        ends = np.clip(np.nan_to_num([m[-1], root[-1]]), -2.8, 3.8).tolist()
        for label, place in zip(self._labels, apart(ends, 0.5, -2.8, 3.8), strict=True):
            label.place(NUM_STEPS + 1.5, place) if shown else label.hide()
        lengths = np.clip(np.abs(shown["steps"]), LOW / 10, HIGH * 10) if shown else nothing
        self._steps.set_data(TIMES, lengths)
        self._one.set_data(TIMES[:1], lengths[:1])
        self._firsts.set_data(SIZES, np.clip(shown["first"], LOW / 10, HIGH * 10) if shown else SIZES * np.nan)
        self._here.set_data([setting["size"]], lengths[:1])
        odd = bool(found and right and not all(agree(found[name], right[name]) for name in right))
        self._truth.set_data(*((SIZES, right["first"]) if odd and right else ([], [])))
        return self._canvas.frame(), told(setting, shown, SIZES, trouble, odd)

    def pick(self, across: float, down: float) -> Values | None:
        """A click on the right: gradients of this size."""
        point = self._canvas.point(self._right, across, down)
        if not point:
            return None
        quarters = np.round(4 * np.log10(np.clip(point[0], SIZES[0], SIZES[-1])))  # the slider's stops
        return {"size": float(10 ** (quarters / 4))}
