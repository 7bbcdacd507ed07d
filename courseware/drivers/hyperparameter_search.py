"""Call the answers of notebook 07, and report properties of what comes back: for many of them any draw is right.

Searches are in `courseware.drivers.searches`; what trains is built from plain data in `courseware.drivers.trials`.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

import numpy as np

from courseware.drivers.searches import alike, equal, equal_results, grid_search, random_search
from courseware.drivers.trials import score
from courseware.plain import copied, plain
from courseware.words import describe, numeric

Answer = Callable[..., Any]
Report = dict[str, Any]
QUANTILES = 200
NEAR = 0.01  # of the range: 10001 draws all miss it with a probability of 1e-44
RANDOM_ORDER = 0.07  # of 10001 draws: neighbours in random order are correlated by 0.01, give or take


def _split(answer: Answer, n: int, fractions: list[float], seed: int) -> Report:
    def drawn(from_seed: int) -> list[np.ndarray] | str:
        return _three(answer(n, tuple(fractions), np.random.default_rng(from_seed)))

    parts = drawn(seed)
    if isinstance(parts, str):
        return {"parts": parts}
    again, other = drawn(seed), drawn(seed + 1)
    indices = np.concatenate(parts)
    owner = np.full(n, -1)
    for number, part in enumerate(parts):
        owner[part[(part >= 0) & (part < n)]] = number
    counts = np.bincount(indices[(indices >= 0) & (indices < n)], minlength=n)
    changes = np.count_nonzero(np.diff(owner)) / max(1, n - 1)  # a random order: 1 - sum(fraction**2)
    return {
        "parts": "three arrays of indices",
        "sizes": [len(part) for part in parts],
        "outside": int(np.count_nonzero((indices < 0) | (indices >= n))),
        "missing": int(np.count_nonzero(counts == 0)),
        "double": int(np.count_nonzero(counts > 1)),
        "mixed": bool(changes > (1 - np.sum(np.square(fractions))) / 2),
        "repeats": equal(parts, again),
        "varies": not equal(parts, other),
    }


def _diagnosis(answer: Answer, *errors: float) -> Report:
    found = answer(*errors)
    if not isinstance(found, set | frozenset):
        return {"kind": describe(plain(found)), "bias": None, "variance": None, "other": None}
    return {
        "kind": "a set", "bias": "bias" in found, "variance": "variance" in found,
        "other": len(found - {"bias", "variance"}),
    }  # fmt: skip


def _draws(answer: Answer, low: float, high: float, size: int, seed: int, scale: str) -> Report:
    """What can be said of independent draws between two borders; the scale is that of the value, or of 1 - value."""

    def drawn(from_seed: int) -> np.ndarray:
        return np.asarray(plain(answer(low, high, size, np.random.default_rng(from_seed))))

    values = drawn(seed)
    if values.dtype.kind not in "iuf" or values.shape != (size,):
        return {"shape": list(values.shape) if values.dtype.kind in "iuf" else "no array of numbers"}
    inside = (values >= low * (1 - 1e-9)) & (values <= high * (1 + 1e-9))
    report = {"shape": [size], "outside": bool(not inside.all()), "repeats": equal([values], [drawn(seed)]),
              "varies": not equal([values], [drawn(seed + 1)])}  # fmt: skip
    if size > QUANTILES:
        report["quantiles"] = np.sort(values)[:: size // QUANTILES]
        ends = np.log(np.array([low, high]) if scale == "value" else 1 - np.array([high, low]))
        with np.errstate(all="ignore"):
            places = (np.log(values if scale == "value" else 1 - values) - ends[0]) / (ends[1] - ends[0])
        report["reach"] = bool(places.min() < NEAR and places.max() > 1 - NEAR)
        report["order"] = bool(abs(_neighbours(values)) < RANDOM_ORDER)
    return report


def _select(answer: Answer, results: list[dict[str, Any]]) -> Report:
    before = copied(results)
    try:
        winner, raised = plain(answer(results)), "nothing"
    except ValueError:
        winner, raised = None, "ValueError"
    kept = len(before) == len(results) and all(equal_results([a], [b]) for a, b in zip(before, results, strict=True))
    return {"winner": winner, "raised": raised, "kept": kept}


def _narrow(
    answer: Answer, results: list[dict[str, Any]], name: str, borders: list[float], options: dict[str, float],
    inside: list[float], outside: list[float],
) -> Report:  # fmt: skip
    before, (low, high) = copied(results), borders
    found = plain(answer(results, name, low, high, **options))
    if not isinstance(found, tuple | list | np.ndarray) or len(found) != 2 or not all(numeric(side) for side in found):
        return {"pair": describe(found)}
    left, right = (float(side) for side in found)
    return {
        "pair": "two numbers",
        "range": bool(0 < left < right < np.inf),
        "holds": sum(left * (1 - 1e-9) <= value <= right * (1 + 1e-9) for value in inside),
        "leaves": sum(not left <= value <= right for value in outside),
        "low": "outwards" if left < low * (1 - 1e-9) else "not outwards",
        "high": "outwards" if right > high * (1 + 1e-9) else "not outwards",
        "kept": equal_results(before, results),
    }


def _halving(
    answer: Answer, kind: str, configs: list[dict[str, Any]], budget: float, options: dict[str, int]
) -> Report:
    calls: list[tuple[float, float]] = []
    before = copied(configs)

    def train_fn(config: dict[str, Any], resource: float) -> float:
        calls.append((float(resource), float(config["id"])))
        return score(kind, {**config, "resource": float(resource)})

    found = plain(answer(train_fn, configs, budget, **options))
    if not isinstance(found, tuple | list) or len(found) != 2 or not isinstance(found[0], dict):
        return {"pair": describe(found)}
    spend = np.asarray(found[1]) if isinstance(found[1], list | tuple | np.ndarray) else np.zeros(0)
    table = np.array(sorted(calls)).reshape(-1, 2)
    rounds, survivors = np.unique(table[:, 0], return_counts=True)
    return {
        "pair": "a config and a list",
        "winner": found[0].get("id"),
        "spend": spend if spend.dtype.kind in "iuf" else "no list of numbers",
        "rounds": len(spend),
        "resources": rounds,
        "survivors": survivors,
        "trained": table[:, 1],
        "within": bool(table[:, 0].sum() <= budget * (1 + 1e-9)),
        "told": spend.dtype.kind in "iuf" and alike(float(spend.sum()), float(table[:, 0].sum())),
        "kept": equal_results(before, configs),
    }


def _three(found: Any) -> list[np.ndarray] | str:
    found = plain(found)
    if not isinstance(found, tuple | list) or len(found) != 3:
        return describe(found)
    parts = [np.asarray(part) for part in found]
    if not all(part.ndim == 1 and (part.dtype.kind in "iu" or not part.size) for part in parts):
        return "parts that are not arrays of whole numbers"
    return [part.astype(int) for part in parts]


def _neighbours(values: np.ndarray) -> float:
    """How far the rank of a draw tells that of the next: 0 for independent ones, 1 for sorted ones."""
    ranks = np.argsort(np.argsort(values, kind="stable"), kind="stable").astype(float)
    ranks -= ranks.mean()
    return float(ranks[:-1] @ ranks[1:] / (ranks @ ranks))


DRIVERS: Mapping[str, Callable[..., Any]] = {
    "split": _split,
    "diagnosis": _diagnosis,
    "draws": _draws,
    "random": random_search,
    "grid": grid_search,
    "select": _select,
    "narrow": _narrow,
    "halving": _halving,
}
