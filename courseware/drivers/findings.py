"""What is to be found out about the answers of notebook 07 that draw or choose, where many values are right.

A reader here gets what the driver brought back, the arguments after the call, and the arguments before it. Searches
are in `courseware.drivers.searches`.
"""

from __future__ import annotations

from typing import Any

import numpy as np

from courseware.drivers.searches import Report, alike, equal, equal_results
from courseware.words import describe, numeric

QUANTILES = 200
NEAR = 0.01  # of the range: 10001 draws all miss it with a probability of 1e-44
RANDOM_ORDER = 0.07  # of 10001 draws: neighbours in random order are correlated by 0.01, give or take


def split(value: Any, after: Any, n: int, fractions: list[float], seed: int) -> Report:
    """Three splits: two with one seed, and one with another."""
    parts, again, other = map(_three, value)
    if isinstance(parts, str):
        return {"parts": parts}
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


def diagnosis(value: Any, after: Any, *errors: float) -> Report:
    if not isinstance(value, set):
        return {"kind": describe(value), "bias": None, "variance": None, "other": None}
    return {
        "kind": "a set", "bias": "bias" in value, "variance": "variance" in value,
        "other": len(value - {"bias", "variance"}),
    }  # fmt: skip


def draws(value: Any, after: Any, low: float, high: float, size: int, seed: int, scale: str) -> Report:
    """What can be said of independent draws between two borders; the scale is that of the value, or of 1 - value."""
    values, again, other = map(np.asarray, value)
    if values.dtype.kind not in "iuf" or values.shape != (size,):
        return {"shape": list(values.shape) if values.dtype.kind in "iuf" else "no array of numbers"}
    inside = (values >= low * (1 - 1e-9)) & (values <= high * (1 + 1e-9))
    report = {"shape": [size], "outside": bool(not inside.all()), "repeats": equal([values], [again]),
              "varies": not equal([values], [other])}  # fmt: skip
    if size > QUANTILES:
        report["quantiles"] = np.sort(values)[:: size // QUANTILES]
        ends = np.log(np.array([low, high]) if scale == "value" else 1 - np.array([high, low]))
        with np.errstate(all="ignore"):
            places = (np.log(values if scale == "value" else 1 - values) - ends[0]) / (ends[1] - ends[0])
        report["reach"] = bool(places.min() < NEAR and places.max() > 1 - NEAR)
        report["order"] = bool(abs(_neighbours(values)) < RANDOM_ORDER)
    return report


def select(value: Any, after: Any, results: list[dict[str, Any]]) -> Report:
    return {"winner": value["winner"], "raised": value["raised"], "kept": equal_results(results, after[0])}


def narrow(
    value: Any, after: Any, results: list[dict[str, Any]], name: str, borders: list[float], options: dict[str, float],
    inside: list[float], outside: list[float],
) -> Report:  # fmt: skip
    low, high = borders
    if not isinstance(value, tuple | list | np.ndarray) or len(value) != 2 or not all(numeric(side) for side in value):
        return {"pair": describe(value)}
    left, right = (float(side) for side in value)
    return {
        "pair": "two numbers",
        "range": bool(0 < left < right < np.inf),
        "holds": sum(left * (1 - 1e-9) <= each <= right * (1 + 1e-9) for each in inside),
        "leaves": sum(not left <= each <= right for each in outside),
        "low": "outwards" if left < low * (1 - 1e-9) else "not outwards",
        "high": "outwards" if right > high * (1 + 1e-9) else "not outwards",
        "kept": equal_results(results, after[0]),
    }


def halving(
    value: Any, after: Any, kind: str, configs: list[dict[str, Any]], budget: float, options: dict[str, int]
) -> Report:
    """What was found, and the resource and the number of the configuration in every call."""
    found, calls = value
    if not isinstance(found, tuple | list) or len(found) != 2 or not isinstance(found[0], dict):
        return {"pair": describe(found)}
    spend = np.asarray(found[1]) if isinstance(found[1], list | tuple | np.ndarray) else np.zeros(0)
    table = np.array(sorted((float(resource), float(number)) for resource, number in calls)).reshape(-1, 2)
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
        "kept": equal_results(configs, after[1]),
    }


def _three(found: Any) -> list[np.ndarray] | str:
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
