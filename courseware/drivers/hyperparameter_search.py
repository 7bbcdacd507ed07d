"""How the answers of notebook 07 are called: with several seeds where they draw, and with a record of what they call.

For many of them any draw is right; what is to be found out about it is in `courseware.drivers.findings` and
`courseware.drivers.searches`. What trains is built from plain data in `courseware.drivers.trials`.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

import numpy as np

from courseware.drivers import findings, searches
from courseware.drivers.trials import score
from courseware.plain import plain

Answer = Callable[..., Any]


def _split(answer: Answer, n: int, fractions: list[float], seed: int) -> list[Any]:
    return [answer(n, tuple(fractions), np.random.default_rng(each)) for each in (seed, seed, seed + 1)]


def _diagnosis(answer: Answer, *errors: float) -> Any:
    return answer(*errors)


def _draws(answer: Answer, low: float, high: float, size: int, seed: int, scale: str) -> list[Any]:
    return [plain(answer(low, high, size, np.random.default_rng(each))) for each in (seed, seed, seed + 1)]


def _select(answer: Answer, results: list[dict[str, Any]]) -> dict[str, Any]:
    try:
        return {"winner": plain(answer(results)), "raised": "nothing"}
    except ValueError:
        return {"winner": None, "raised": "ValueError"}


def _narrow(
    answer: Answer, results: list[dict[str, Any]], name: str, borders: list[float], options: dict[str, float],
    *_: list[float],
) -> Any:  # fmt: skip
    return answer(results, name, *borders, **options)


def _halving(
    answer: Answer, kind: str, configs: list[dict[str, Any]], budget: float, options: dict[str, int]
) -> list[Any]:
    calls: list[tuple[float, float]] = []

    def train_fn(config: dict[str, Any], resource: float) -> float:
        calls.append((float(resource), float(config["id"])))
        return score(kind, {**config, "resource": float(resource)})

    return [plain(answer(train_fn, configs, budget, **options)), calls]


DRIVERS: Mapping[str, Answer] = {
    "split": _split,
    "diagnosis": _diagnosis,
    "draws": _draws,
    "random": searches.random_search,
    "grid": searches.grid_search,
    "select": _select,
    "narrow": _narrow,
    "halving": _halving,
}
READERS: Mapping[str, Callable[..., searches.Report]] = {
    "split": findings.split,
    "diagnosis": findings.diagnosis,
    "draws": findings.draws,
    "random": searches.random_findings,
    "grid": searches.grid_findings,
    "select": findings.select,
    "narrow": findings.narrow,
    "halving": findings.halving,
}
