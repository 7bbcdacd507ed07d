"""Call the searches of notebook 07 on what `courseware.drivers.trials` builds, and find out what became of the trials.

A search brings back what it found, what it called and what it drew. Whether these belong together is found out by a
reader, apart from the process that ran it.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np

from courseware.drivers.trials import record, sampler, score
from courseware.plain import plain
from courseware.words import describe, numeric

Answer = Callable[..., Any]
Report = dict[str, Any]
MANY = 1000  # trials more than asked for are counted and not looked at


def random_search(answer: Answer, kind: str, space: dict[str, Any], num_trials: int, seed: int) -> list[Any]:
    """Three searches: two with one seed, and one with another."""
    found = []
    for each in (seed, seed, seed + 1):
        calls: list[dict[str, Any]] = []
        drawn: dict[str, list[Any]] = {name: [] for name in space}
        samplers = {name: sampler(data, drawn[name]) for name, data in space.items()}
        results = plain(answer(record(kind, calls), samplers, num_trials, np.random.default_rng(each)))
        found.append([results, calls, drawn])
    return found


def random_findings(value: Any, after: Any, kind: str, space: dict[str, Any], num_trials: int, seed: int) -> Report:
    (results, calls, drawn), (again, *_), (other, *_) = value
    report = _trials(kind, results, calls, sorted(space))
    if report["kind"] != "a list of dicts" or report["trials"] > num_trials + MANY:
        return report
    chosen = [[each.get(name) for name in space] for each in results]
    continuous = [at for at, name in enumerate(space) if space[name][0] == "log"]
    fresh = all(len({row[at] for row in chosen if numeric(row[at])}) == num_trials for at in continuous)
    sampled = all(value in drawn[name][:MANY] for row in chosen for value, name in zip(row, space, strict=True))
    return {**report, "fresh": fresh, "sampled": sampled, "repeats": equal_results(results, again),
            "varies": not equal_results(results, other)}  # fmt: skip


def grid_search(answer: Answer, kind: str, grid: dict[str, list[Any]]) -> list[Any]:
    calls: list[dict[str, Any]] = []
    return [plain(answer(record(kind, calls), grid)), calls]


def grid_findings(value: Any, after: Any, kind: str, grid: dict[str, list[Any]]) -> Report:
    results, calls = value
    report = _trials(kind, results, calls, sorted(grid))
    if report["kind"] == "a list of dicts" and report["names"] == [*sorted(grid), "score"]:
        report["combinations"] = np.array(sorted([float(each[name]) for name in sorted(grid)] for each in results))
    return {**report, "kept": after[1] == grid}


def _trials(kind: str, results: Any, calls: list[dict[str, Any]], names: list[str]) -> Report:
    """What there is to say of a list of trials, and of the calls behind it."""
    if not isinstance(results, list):
        return {"kind": describe(results)}
    strange = [each for each in results if not isinstance(each, dict)]
    if strange:
        return {"kind": f"a list; the first item is {describe(strange[0])}"}
    keys = {(*sorted(each.keys() - {"score"}), *({"score"} & each.keys())) for each in results}
    own = [numeric(each.get("score")) and alike(each["score"], score(kind, each)) for each in results]
    return {
        "kind": "a list of dicts",
        "trials": len(results),
        "calls": len(calls),
        "names": list(keys.pop()) if len(keys) == 1 else "not the same in every result",
        "given": all(sorted(call) == names for call in calls),
        "trained": sorted(map(_line, calls)) == sorted(map(_line, results)),
        "own": all(own),
    }


def _line(config: dict[str, Any]) -> str:
    """The hyperparameters of a trial as text, whatever their order; 1 and 1.0 are the same."""
    given = sorted((name, value) for name, value in config.items() if name != "score")
    return repr([(name, float(value) if numeric(value) and np.ndim(value) == 0 else value) for name, value in given])


def equal(left: Any, right: Any) -> bool:
    if type(left) is not type(right) or len(left) != len(right):
        return False
    return all(np.array_equal(a, b) for a, b in zip(left, right, strict=True))


def alike(left: Any, right: Any) -> bool:
    return bool(np.isclose(float(left), float(right), rtol=1e-9, atol=1e-12, equal_nan=True))


def equal_results(left: Any, right: Any) -> bool:
    if not isinstance(left, list) or not isinstance(right, list) or len(left) != len(right):
        return False
    return all(
        isinstance(a, dict)
        and isinstance(b, dict)
        and a.keys() == b.keys()
        and all(_equal_values(a[name], b[name]) for name in a)
        for a, b in zip(left, right, strict=True)
    )


def _equal_values(left: Any, right: Any) -> bool:
    return alike(left, right) if numeric(left) and numeric(right) else bool(left == right)
