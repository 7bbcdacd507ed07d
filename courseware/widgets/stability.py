"""Where momentum comes to rest on a parabola: measured with the learner's rule, and the lines that theory draws."""

from __future__ import annotations

from typing import Any

import numpy as np

from courseware.widgets.figure import BLACK
from courseware.widgets.walks import Rule, pair

MUS, STEPS_TIMES_CURVATURES = np.linspace(-1.2, 1.2, 58), np.linspace(0.02, 4.5, 76)
EARLY, LATE, SPAN = 60, 180, 15
DARK, BRIGHT = "#38506B", "#E9E2BE"  # told apart in grey, too


def measured(rule: Rule) -> np.ndarray:
    """Whether the walk on ``a * w**2 / 2`` grows, for every momentum and every step times curvature a.

    Returns
    -------
    ndarray of bool, shape (76, 58)
        A row for each step times curvature. A walk to nan counts as growing.
    """
    a, found = STEPS_TIMES_CURVATURES, np.empty((len(STEPS_TIMES_CURVATURES), len(MUS)), dtype=bool)
    with np.errstate(all="ignore"):
        for k, mu in enumerate(MUS):
            w, config = np.ones_like(a), {"learning_rate": 1.0, "momentum": float(mu)}
            widest = {EARLY: np.zeros_like(a), LATE: np.zeros_like(a)}
            for step in range(LATE):
                w, config = pair(rule(w.copy(), a * w, config), w)
                for end, reached in widest.items():
                    if end - SPAN <= step < end:
                        np.maximum(reached, np.abs(w), out=reached)
            found[:, k] = ~(widest[LATE] < widest[EARLY])
    return found


def is_triangle(grows: np.ndarray) -> bool:
    """Whether a measured map is what theory says, apart from the border."""
    mu, a = np.meshgrid(MUS, STEPS_TIMES_CURVATURES)
    return bool(np.mean(grows == ((np.abs(mu) >= 1) | (a >= 2 * (1 + mu)))) > 0.97)


def draw_map(axes: Any, grows: np.ndarray | None) -> None:
    """Draw what was measured, the border by theory, and the names of the motions between the curves."""
    a = STEPS_TIMES_CURVATURES
    if grows is not None:
        axes.contourf(MUS, a, grows, levels=[-0.5, 0.5, 1.5], colors=[DARK, BRIGHT], antialiased=False)
    inside = "white" if grows is not None else BLACK
    mu = np.linspace(-1, 1, 101)
    axes.plot(mu, 2 * (1 + mu), color=BLACK, linestyle="--", linewidth=1.6)
    root = np.sqrt(mu[mu >= 0])
    for sign in (-1, 1):  # between these curves the two eigenvalues are complex
        axes.plot(root**2, (1 + sign * root) ** 2, color=inside, linestyle=":", linewidth=1.2)
    axes.text(-0.62, 3.3, "grows", ha="center", fontsize=11)
    axes.text(-0.06, 2.62, r"$\eta\lambda = 2(1+\mu)$", ha="right", fontsize=10)
    axes.text(0.66, 1.5, "swings", color=inside, ha="center", va="center", fontsize=10)
    axes.text(-0.25, 0.3, "creeps", color=inside, ha="center", va="center", fontsize=10)
    axes.text(-0.28, 1.05, "zig-zags", color=inside, ha="center", va="center", fontsize=10, rotation=48)
    axes.set(xlim=(-1.2, 1.2), ylim=(0, 4.5), xlabel=r"momentum $\mu$", ylabel=r"step times curvature $\eta\lambda$")
