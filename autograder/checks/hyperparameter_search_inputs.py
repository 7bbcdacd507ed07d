"""The inputs that show what an answer of notebook 07 does; what is wanted: `hyperparameter_search`.

Sizes are such that no rounding, tie or rare draw decides about an answer that is right.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import numpy as np

from autograder.checks.base import Args

Rng = np.random.Generator
Labelled = Mapping[str, Args]
DRAWS = 10_001
RATES = ["log", 1e-4, 1.0]
UNITS = ["choice", [16, 32, 48, 64]]


def _seed(rng: Rng) -> int:
    return int(rng.integers(2**31))


def whole_splits(rng: Rng) -> Labelled:
    """No rounding: every size is a whole number, though the product in floating point may fall short of it."""
    return {
        "1000 samples: 60 %, 20 %, 20 %": (1000, [0.6, 0.2, 0.2], _seed(rng)),
        "200 samples: 29 %, 57 %, 14 %": (200, [0.29, 0.57, 0.14], _seed(rng)),
        "3000 samples: 98 %, 1 %, 1 %": (3000, [0.98, 0.01, 0.01], _seed(rng)),
    }


def rounded_splits(rng: Rng) -> Labelled:
    return {
        "1797 samples: 70 %, 15 %, 15 %": (1797, [0.7, 0.15, 0.15], _seed(rng)),
        "503 samples: a third each": (503, [1 / 3, 1 / 3, 1 / 3], _seed(rng)),
        "601 samples: a third each": (601, [1 / 3, 1 / 3, 1 / 3], _seed(rng)),
    }


def four_cases(rng: Rng) -> Labelled:
    """Errors in 64ths: no rounding near the tolerance."""
    a, b, c = (int(each) / 64 for each in rng.integers(8, 16, size=3))
    return {
        "train 1/64, dev far above": (1 / 64, a + 1 / 64),
        "train far above 0, dev close to it": (a, a + 1 / 64),
        "train far above 0, dev far above train": (b, b + c),
        "both close to 0": (1 / 64, 2 / 64),
        "both gaps a little above 0.02": (2 / 64, 4 / 64),
        "train above 0, dev below train": (a, a - 4 / 64),
    }


def bayes_cases(rng: Rng) -> Labelled:
    base = int(rng.integers(8, 13)) / 64
    return {
        "train close to an error that nobody avoids": (base + 1 / 64, base + 2 / 64, base),
        "the same, dev far above": (base + 1 / 64, base + 9 / 64, base),
        "train and dev far above an error that nobody avoids": (base + 8 / 64, base + 8 / 64, base),
        "a tolerance that both gaps meet exactly": (base + 4 / 64, base + 8 / 64, base, 4 / 64),
        "a tolerance that no gap comes near": (base + 4 / 64, base + 8 / 64, base, 6 / 64),
        "a tolerance that the first gap exceeds": (base + 4 / 64, base + 5 / 64, base, 2 / 64),
        "a tolerance that the second gap exceeds": (base + 1 / 64, base + 4 / 64, base, 2 / 64),
    }


def rates(rng: Rng) -> Labelled:
    return {
        "10001 draws from 0.0001 to 1": (1e-4, 1.0, DRAWS, _seed(rng), "value"),
        "10001 draws from 0.003 to 20": (3e-3, 20.0, DRAWS, _seed(rng), "value"),
    }


def few_and_many_rates(rng: Rng) -> Labelled:
    return {
        **rates(rng),
        "7 draws from 0.0001 to 1": (1e-4, 1.0, 7, _seed(rng), "value"),
        "one draw from 2 to 300": (2, 300, 1, _seed(rng), "value"),
    }


def betas(rng: Rng) -> Labelled:
    return {
        "10001 draws from 0.9 to 0.999": (0.9, 0.999, DRAWS, _seed(rng), "gap"),
        "10001 draws from 0.5 to 0.9999": (0.5, 0.9999, DRAWS, _seed(rng), "gap"),
    }


def few_and_many_betas(rng: Rng) -> Labelled:
    return {
        **betas(rng),
        "7 draws from 0.9 to 0.999": (0.9, 0.999, 7, _seed(rng), "gap"),
        "one draw from 0.5 to 0.99": (0.5, 0.99, 1, _seed(rng), "gap"),
    }


def searches(rng: Rng) -> Labelled:
    return {
        "20 trials of a learning rate and a number of units": (
            "hill", {"learning_rate": RATES, "units": UNITS}, 20, _seed(rng)),
        "one trial": ("hill", {"learning_rate": RATES}, 1, _seed(rng)),
        "12 trials of two rates": ("hill", {"momentum": ["log", 0.1, 0.9], "learning_rate": RATES}, 12, _seed(rng)),
    }  # fmt: skip


def diverging_searches(rng: Rng) -> Labelled:
    return {"40 trials; a learning rate above 0.02 gives nan": ("cliff", {"learning_rate": RATES}, 40, _seed(rng))}


def grids(rng: Rng) -> Labelled:
    values = sorted(float(each) for each in 10 ** rng.uniform(-4, -0.1, size=5))
    return {
        "5 learning rates and 3 numbers of units": ("hill", {"learning_rate": values, "units": [16, 48, 64]}),
        "2 momenta, 2 numbers of units, 5 learning rates": (
            "hill", {"momentum": [0.5, 0.9], "units": [32, 64], "learning_rate": values}),
        "one hyperparameter": ("hill", {"learning_rate": values}),
        "learning rates that diverge": ("cliff", {"learning_rate": [0.001, 0.01, 0.1, 1.0], "units": [16, 48]}),
    }  # fmt: skip


def _results(rng: Rng, scores: list[float]) -> list[dict[str, Any]]:
    rates = [float(each) for each in 10 ** rng.uniform(-4, 0, size=len(scores))]
    return [{"learning_rate": rate, "score": score} for rate, score in zip(rates, scores, strict=True)]


def _scores(rng: Rng, size: int) -> list[float]:
    """Different ones, the best neither first nor last."""
    scores = sorted(float(each) for each in rng.uniform(0.3, 0.9, size=size))
    middle = [scores.pop(), scores.pop(0)]
    rng.shuffle(scores)
    half = len(scores) // 2
    return scores[:half] + middle + scores[half:]


def finished(rng: Rng) -> Labelled:
    return {
        "9 trials": (_results(rng, _scores(rng, 9)),),
        "7 trials with scores below 0": (_results(rng, [each - 1 for each in _scores(rng, 7)]),),
        "one trial": (_results(rng, [0.5]),),
    }


def diverged(rng: Rng) -> Labelled:
    nan, inf = float("nan"), float("inf")
    scores = _scores(rng, 6)
    return {
        "nan among the scores": (_results(rng, [scores[0], nan, *scores[1:], nan]),),
        "nan first": (_results(rng, [nan, *scores]),),
        "inf and -inf among the scores": (_results(rng, [scores[0], inf, *scores[1:], -inf]),),
        "all three, and one score below 0": (_results(rng, [nan, inf, -0.5, -inf, nan]),),
    }


def hopeless(rng: Rng) -> Labelled:
    nan, inf = float("nan"), float("inf")
    return {
        "nan throughout": (_results(rng, [nan, nan, nan]),),
        "nan, inf and -inf": (_results(rng, [nan, inf, -inf]),),
        "no trial at all": ([],),
    }


def _narrowing(
    rng: Rng, places: list[float], best: list[float], low: float, high: float, keep: float | None, *broken: float
) -> Args:
    """Trials at ``places`` of the range (0 is low, 1 is high, by logarithm), better the earlier they stand in ``best``.

    Those that ``keep`` asks for must be inside; those in the outer tenths that are not among them, outside.
    """
    span = np.log(high / low)

    def value(place: float) -> float:
        return float(low * np.exp(place * span))

    worse = sorted(set(places) - set(best), key=lambda place: abs(place - float(np.mean(best))))
    scores = {place: 0.9 - 0.01 * rank for rank, place in enumerate([*best, *worse])}
    order = list(scores)
    rng.shuffle(order)
    results = [{"units": int(rng.integers(16, 64)), "rate": value(place), "score": scores[place]} for place in order]
    for at, score in enumerate(broken):  # before every second one, from the first on
        results.insert(2 * at, {"units": 16, "rate": value(float(rng.choice([0.03, 0.97]))), "score": score})
    outside = [value(place) for place in worse if not 0.1 < place < 0.9]
    options = {} if keep is None else {"keep": keep}
    return results, "rate", [low, high], options, [value(place) for place in best], outside


def inner_ranges(rng: Rng) -> Labelled:
    few = [0.02, 0.06, 0.15, 0.25, 0.35, 0.42, 0.48, 0.55, 0.65, 0.75, 0.85, 0.95]
    many = [0.03, 0.06, 0.15, 0.21, 0.25, 0.29, 0.33, 0.36, 0.45, 0.5, 0.55, 0.6, 0.65, 0.7, 0.75, 0.8, 0.85, 0.9, 0.94, 0.98]  # noqa: E501
    return {
        "12 trials, the best in the middle": _narrowing(rng, few, [0.48, 0.42, 0.55], 1e-4, 1.0, None),
        "20 trials, the best at a quarter of the range": _narrowing(
            rng, many, [0.29, 0.21, 0.33, 0.25, 0.36], 1e-4, 1.0, None),
        "12 trials, half of them to keep": _narrowing(
            rng, few, [0.42, 0.35, 0.48, 0.65, 0.55, 0.25], 1e-5, 1e-1, 0.5),
        "12 trials, and one that diverged before each": _narrowing(
            rng, few, [0.55, 0.65, 0.48], 1e-3, 10.0, None, *[float("nan")] * 12),
        "12 trials, and 4 with a score of inf or -inf": _narrowing(
            rng, few, [0.48, 0.55, 0.35], 1e-3, 10.0, None, *[float("inf"), -float("inf")] * 2),
        "12 trials, the best inside, another good one near the border": _narrowing(
            rng, [*few[:-1], 0.985], [0.75, 0.85, 0.985], 1e-5, 0.1, None),
    }  # fmt: skip


def border_ranges(rng: Rng) -> Labelled:
    few = [0.01, 0.06, 0.15, 0.25, 0.35, 0.42, 0.48, 0.55, 0.65, 0.75, 0.85, 0.99]
    return {
        "the best at the low border": _narrowing(rng, few, [0.01, 0.15, 0.06], 1e-4, 1.0, None),
        "the best at the high border": _narrowing(rng, few, [0.99, 0.75, 0.85], 1e-4, 1.0, None),
        "the best at the high border, 4 trials diverged": _narrowing(
            rng, few, [0.99, 0.75, 0.85], 1e-3, 10.0, None, *[float("nan")] * 4),
    }  # fmt: skip


def _configs(rng: Rng, ends: list[float], slow: list[float] | None = None) -> list[dict[str, Any]]:
    order = rng.permutation(len(ends))
    return [
        {"id": int(name), "end": ends[at], "slow": 8.0 if slow is None else slow[at]}
        for name, at in zip(rng.permutation(len(ends)), order, strict=True)
    ]


def _ends(rng: Rng, size: int) -> list[float]:
    return [0.5 + 0.02 * (rank + float(rng.uniform(0, 0.5))) for rank in range(size)]


def even_rounds(rng: Rng) -> Labelled:
    return {
        "8 configurations, budget 96": ("curve", _configs(rng, _ends(rng, 8)), 96, {}),
        "9 configurations, budget 54, eta 3": ("curve", _configs(rng, _ends(rng, 9)), 54, {"eta": 3}),
        "16 configurations, budget 512, eta 4": ("curve", _configs(rng, _ends(rng, 16)), 512, {"eta": 4}),
    }


def late_starters(rng: Rng) -> Labelled:
    """The order changes with training, and some diverge."""
    ends = [0.95, 0.9, 0.8, 0.7, 0.65, 0.6, 0.55, 0.5]
    slow = [60.0, 14.0, 8.0, 6.0, 5.0, 4.0, 3.0, 2.0]
    nan, inf = float("nan"), float("inf")
    return {
        "8 configurations, the best of which learn slowly": ("curve", _configs(rng, ends, slow), 96, {}),
        "8 configurations, 3 of which diverge": ("curve", _configs(rng, [*_ends(rng, 5), nan, nan, nan]), 192, {}),
        "4 configurations, one with a score of inf": ("curve", _configs(rng, [*_ends(rng, 3), inf]), 32, {}),
    }


def odd_rounds(rng: Rng) -> Labelled:
    return {
        "5 configurations, budget 100": ("curve", _configs(rng, _ends(rng, 5)), 100, {}),
        "6 configurations, budget 77, eta 4": ("curve", _configs(rng, _ends(rng, 6)), 77, {"eta": 4}),
        "13 configurations, budget 1000, eta 3": ("curve", _configs(rng, _ends(rng, 13)), 1000, {"eta": 3}),
    }
