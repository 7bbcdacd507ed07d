"""Trials of a made-up score, by the learner's draws, search and ranges; `search` draws what is found here."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np

from courseware.widgets.page import tried

LOW, HIGH = 1e-4, 1.0  # rates of the first round
UNITS = (8, 64)
GRID, RANDOM, LINEAR, LOG = "grid", "random", "linear", "log"

Sampler = Callable[..., Any]
Trials = list[dict[str, Any]]
Round = tuple[float, float, Trials]  # range of the rate, trials


def score(hyperparameters: dict[str, Any], peak: float) -> float:
    """Largest at the peak; ten times the rate costs a lot, ten units cost little."""
    distance = np.log10(hyperparameters["learning_rate"]) - np.log10(peak)
    return float(0.97 - 0.2 * distance**2 - 0.0001 * (hyperparameters["units"] - UNITS[0]))


def search(
    functions: tuple[Sampler | None, ...], *, method: str, scale: str, trials: int, rounds: int, peak: float, seed: int
) -> tuple[list[Round], str]:
    """Search round by round; each round in the range that `narrow` made of the one before.

    Parameters
    ----------
    functions : sample_log_uniform, random_search and narrow; None where there is none
    method, scale, trials, rounds, peak, seed
        The values of the controls.

    Returns
    -------
    list of (low, high, trials)
    str
        What stopped the search; empty when nothing did.
    """
    sample_log_uniform, random_search, narrow = functions
    rng, low, high, found = np.random.default_rng(seed), LOW, HIGH, list[Round]()
    while len(found) < rounds:
        if found:
            pair, trouble = tried("narrow", _range, narrow, found[-1][2], low, high)
            if pair is None:
                return found, trouble
            low, high = pair
        if method == GRID:
            results: Trials | None = _on_grid(low, high, scale, trials, peak)
        else:
            name = "random_search" if scale == LINEAR else "random_search with your sample_log_uniform"
            space = {"learning_rate": _rates(sample_log_uniform, low, high, scale),
                     "units": lambda rng: int(rng.integers(UNITS[0], UNITS[1] + 1))}  # fmt: skip
            results, trouble = tried(name, _at_random, random_search, space, trials, peak, rng)
        if results is None:
            return found, trouble
        found.append((low, high, results))
    return found, ""


def _given(function: Sampler | None) -> Sampler:
    if function is None:
        raise NotImplementedError
    return function


def _rates(sample_log_uniform: Sampler | None, low: float, high: float, scale: str) -> Callable[[Any], float]:
    if scale == LINEAR:
        return lambda rng: float(rng.uniform(low, high))

    def draw(rng: Any) -> float:
        drawn = np.asarray(_given(sample_log_uniform)(low, high, 1, rng))
        if drawn.shape != (1,) or not drawn[0] > 0:
            raise ValueError(f"sample_log_uniform returned {drawn!r}; expected one positive number, shape (1,)")
        return float(drawn[0])

    return draw


def _on_grid(low: float, high: float, scale: str, trials: int, peak: float) -> Trials:
    side = round(trials**0.5)
    rates = np.linspace(low, high, side) if scale == LINEAR else np.geomspace(low, high, side)
    points = [{"learning_rate": float(r), "units": float(u)} for r in rates for u in np.linspace(*UNITS, side)]
    return [{**point, "score": score(point, peak)} for point in points]


def _at_random(random_search: Sampler | None, space: Any, trials: int, peak: float, rng: Any) -> Trials:
    results = _given(random_search)(lambda hyperparameters: score(hyperparameters, peak), space, trials, rng)
    wanted = {"learning_rate", "units", "score"}
    if not isinstance(results, list) or not results or not all(wanted <= set(each) for each in results):
        raise ValueError("returned no list of dicts with learning_rate, units and score")
    return results


def _range(narrow: Sampler | None, results: Trials, low: float, high: float) -> tuple[float, float]:
    new_low, new_high = map(float, _given(narrow)([dict(each) for each in results], "learning_rate", low, high))
    if not 0 < new_low < new_high < np.inf:
        raise ValueError(f"returned ({new_low:.3g}, {new_high:.3g}); expected 0 < low < high")
    return new_low, new_high
