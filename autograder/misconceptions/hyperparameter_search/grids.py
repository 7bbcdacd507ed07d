# mypy: allow-untyped-defs, allow-untyped-calls
"""What students write for `grid_search`."""

from __future__ import annotations

import itertools
import math
from typing import Any

from autograder.misconceptions import wrong

GRID = "grid_search"


@wrong(
    GRID,
    "zipped",
    "The values are paired off, not combined",
    "How many combinations are there of 5 rates and 3 numbers of units? zip stops after 3.",
    "Each value of one goes with every value of the other.",
)
def zipped(train_fn, grid):
    return _trained(train_fn, grid, zip(*grid.values(), strict=False))


@wrong(
    GRID,
    "one-at-a-time",
    "One hyperparameter is varied while the others stay put",
    "How many combinations are there of 5 rates and 3 numbers of units?",
    "Each value of one goes with every value of the other.",
)
def one_axis_at_a_time(train_fn, grid):
    centre = {name: values[0] for name, values in grid.items()}
    combinations = [tuple({**centre, name: value}.values()) for name, values in grid.items() for value in values]
    return _trained(train_fn, grid, combinations)


@wrong(
    GRID,
    "two-loops-only",
    "The code takes two hyperparameters for granted",
    "`grid` may have one, two or three names. itertools.product knows how to deal with any number.",
)
def two_loops(train_fn, grid):
    (first, ones), (second, others) = grid.items()
    return _trained(train_fn, {first: ones, second: others}, [(a, b) for a in ones for b in others])


@wrong(
    GRID,
    "one-dict-for-all",
    "All results are one and the same dict",
    "`results.append(trial)` keeps the dict itself. What happens to it in the next round of the loop?",
    "Make a new dict for each trial.",
)
def grid_one_dict(train_fn, grid):
    results: list[Any] = []
    trial: dict[str, Any] = {}
    for values in itertools.product(*grid.values()):
        trial.update(zip(grid, values, strict=True))
        trial["score"] = train_fn({name: trial[name] for name in grid})
        results.append(trial)
    return results


@wrong(
    GRID,
    "failures-dropped",
    "Trials that diverged are left out",
    "That a rate of 1 diverges is a result too. Who looks at the list should see it.",
)
def grid_failures_dropped(train_fn, grid):
    return [each for each in _every(train_fn, grid) if math.isfinite(each["score"])]


@wrong(
    GRID,
    "best-only",
    "Only the best trial comes back",
    "Choosing is another function's work. Return all trials.",
)
def grid_best_only(train_fn, grid):
    return max(_every(train_fn, grid), key=lambda each: each["score"])


@wrong(
    GRID,
    "no-score",
    "The results have no score",
    "Put what `train_fn` returns under the key 'score'.",
)
def grid_no_score(train_fn, grid):
    return [{name: each[name] for name in grid} for each in _every(train_fn, grid)]


@wrong(
    GRID,
    "scores-only",
    "Only the scores come back",
    "Once you know the best score, you will want to know how it was reached.",
)
def grid_scores_only(train_fn, grid):
    return [each["score"] for each in _every(train_fn, grid)]


@wrong(
    GRID,
    "pairs",
    "A result is a pair, not a dict",
    "The task asks for one dict with the hyperparameters and the score side by side.",
)
def grid_pairs(train_fn, grid):
    return [({name: each[name] for name in grid}, each["score"]) for each in _every(train_fn, grid)]


@wrong(
    GRID,
    "last-value-missing",
    "The last value of each list is never tried",
    "Where does range(len(values) - 1) end?",
)
def last_missing(train_fn, grid):
    return _every(train_fn, {name: values[:-1] for name, values in grid.items()})


@wrong(
    GRID,
    "unpacked",
    "`train_fn` is called with keywords, not with a dict",
    "The task says `train_fn(hyperparameters)`, with one dict.",
)
def grid_unpacked(train_fn, grid):
    return [train_fn(**dict(zip(grid, values, strict=True))) for values in itertools.product(*grid.values())]


@wrong(
    GRID,
    "values-cut-off",
    "Values are turned into whole numbers",
    "A learning rate of 0.01 becomes 0. Which of your steps asks for integers?",
)
def as_integers(train_fn, grid):
    results = []
    for values in itertools.product(*grid.values()):
        trial = {name: int(value) or 1 for name, value in zip(grid, values, strict=True)}
        results.append({**trial, "score": train_fn(dict(trial))})
    return results


@wrong(
    GRID,
    "trained-twice",
    "Each combination is trained twice",
    "Count the calls of `train_fn`: each costs a training. Keep the score of the first.",
)
def grid_trained_twice(train_fn, grid):
    _every(train_fn, grid)
    return _every(train_fn, grid)


def _trained(train_fn, grid, combinations):
    trials = [dict(zip(grid, values, strict=True)) for values in combinations]
    return [{**trial, "score": train_fn(dict(trial))} for trial in trials]


def _every(train_fn, grid):
    return _trained(train_fn, grid, itertools.product(*grid.values()))
