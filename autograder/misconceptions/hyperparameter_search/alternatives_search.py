# mypy: allow-untyped-defs, allow-untyped-calls
"""Right answers about searching and choosing that are written otherwise: other orders, ranges and roundings."""

from __future__ import annotations

import itertools
import math
from typing import Any

import numpy as np

from autograder.misconceptions import alternative


@alternative("random_search")
def drawn_first(train_fn, space, num_trials, rng):
    trials = [{name: draw(rng) for name, draw in space.items()} for _ in range(num_trials)]
    return [dict(trial, score=train_fn(trial)) for trial in trials]


@alternative("random_search")
def with_a_loop(train_fn, space, num_trials, rng):
    results = []
    for _ in range(num_trials):
        result = {}
        for name in space:
            result[name] = space[name](rng)
        score = train_fn(result.copy())
        result["score"] = score
        results.append(result)
    return results


@alternative("random_search")
def column_by_column(train_fn, space, num_trials, rng):
    columns = {name: [draw(rng) for _ in range(num_trials)] for name, draw in space.items()}
    trials = [dict(zip(columns, row, strict=True)) for row in zip(*columns.values(), strict=True)]
    return [trial | {"score": float(train_fn(trial))} for trial in trials]


@alternative("random_search")
def a_generator_for_each_trial(train_fn, space, num_trials, rng):
    results = []
    for child in rng.spawn(num_trials):
        hyperparameters = {name: draw(child) for name, draw in sorted(space.items())}
        results.append({"score": train_fn(hyperparameters), **hyperparameters})
    return results


@alternative("grid_search")
def recursive(train_fn, grid):
    def every(names):
        if not names:
            return [{}]
        return [{names[0]: value, **rest} for value in grid[names[0]] for rest in every(names[1:])]

    return [{**each, "score": train_fn(dict(each))} for each in every(list(grid))]


@alternative("grid_search")
def growing(train_fn, grid):
    trials: list[dict[str, Any]] = [{}]
    for name, values in grid.items():
        trials = [{**trial, name: value} for trial in trials for value in values]
    for trial in trials:
        trial["score"] = train_fn(dict(trial))
    return trials


@alternative("grid_search")
def by_number(train_fn, grid):
    results = []
    for number in range(math.prod(len(values) for values in grid.values())):
        trial = {}
        for name, values in grid.items():
            number, at = divmod(number, len(values))
            trial[name] = values[at]
        results.append({**trial, "score": train_fn(dict(trial))})
    return results


@alternative("grid_search")
def by_index_arrays(train_fn, grid):
    results = []
    for index in np.ndindex(*(len(values) for values in grid.values())):
        trial = {name: grid[name][at] for name, at in zip(grid, index, strict=True)}
        results.append({**trial, "score": train_fn(dict(trial))})
    return results[::-1]


@alternative("grid_search")
def product_of_pairs(train_fn, grid):
    pairs = [[(name, value) for value in values] for name, values in grid.items()]
    return [dict(combination, score=train_fn(dict(combination))) for combination in itertools.product(*pairs)]


@alternative("select_best")
def loop_over_finite(results):
    best = None
    for each in results:
        if math.isfinite(each["score"]) and (best is None or each["score"] > best["score"]):
            best = each
    if best is None:
        raise ValueError("no trial has a finite score")
    return best


@alternative("select_best")
def masked(results):
    scores = np.array([each["score"] for each in results], dtype=float)
    if not np.isfinite(scores).any():
        raise ValueError("no trial has a finite score")
    return results[int(np.argmax(np.where(np.isfinite(scores), scores, -np.inf)))]


@alternative("select_best")
def python_raises(results):
    return max((each for each in results if abs(each["score"]) < math.inf), key=lambda each: each["score"])


@alternative("select_best")
def a_copy(results):
    ranked = sorted([each for each in results if np.isfinite(each["score"])], key=lambda each: each["score"])
    if len(ranked) == 0:
        raise ValueError
    return dict(ranked[-1])


@alternative("narrow")
def outermost_kept(results, name, low, high, keep=0.25):
    finite = [each for each in results if math.isfinite(each["score"])]
    ranked = sorted(finite, key=lambda each: each["score"], reverse=True)
    kept = [each[name] for each in ranked[: max(1, round(keep * len(ranked)))]]
    new_low, new_high, span = min(kept), max(kept), math.log(high / low)
    if math.log(ranked[0][name] / low) <= 0.02 * span:
        new_low = low / 10
    if math.log(high / ranked[0][name]) <= 0.02 * span:
        new_high = high * 10
    return new_low, new_high


@alternative("narrow")
def share_of_all_trials(results, name, low, high, keep=0.25):
    num_kept = max(1, int(keep * len(results)))
    ranked = sorted(results, key=lambda each: each["score"] if np.isfinite(each["score"]) else -np.inf)[::-1]
    exponents = np.log10([each[name] for each in ranked[:num_kept] if np.isfinite(each["score"])])
    bottom, top = np.log10(low), np.log10(high)
    step = 0.02 * (top - bottom)
    left = bottom - 1 if exponents[0] < bottom + step else exponents.min()
    right = top + 1 if exponents[0] > top - step else exponents.max()
    return np.array([10**left, 10**right])


@alternative("narrow")
def padded(results, name, low, high, keep=0.25):
    scores = np.array([each["score"] for each in results], dtype=float)
    values = np.array([each[name] for each in results], dtype=float)[np.isfinite(scores)]
    scores = scores[np.isfinite(scores)]
    best = np.argsort(-scores)[: math.ceil(keep * len(scores))]
    place = np.log(values / low) / np.log(high / low)
    padding = 0.1 * np.ptp(place[best])
    left, right = max(0, place[best].min() - padding), min(1, place[best].max() + padding)
    if place[best[0]] <= 0.02:
        left = -0.1
    if place[best[0]] >= 0.98:
        right = 1.1
    return low * (high / low) ** left, low * (high / low) ** right


@alternative("narrow")
def centred(results, name, low, high, keep=0.25):
    """A range with the best trial in its middle, wide enough for the kept ones; at a border it reaches beyond."""
    finite = [each for each in results if math.isfinite(each["score"])]
    ranked = sorted(finite, key=lambda each: -each["score"])
    middle, span = math.log(ranked[0][name]), math.log(high / low)
    kept = [math.log(each[name]) for each in ranked[: math.ceil(keep * len(ranked))]]
    reach = max(abs(each - middle) for each in kept)
    left, right = math.exp(middle - reach), math.exp(middle + reach)
    at_low, at_high = middle - math.log(low) <= 0.02 * span, math.log(high) - middle <= 0.02 * span
    left = min(left, low / 3) if at_low else max(left, low)
    right = max(right, high * 3) if at_high else min(right, high)
    return [left / (1 + 1e-12), right * (1 + 1e-12)]


@alternative("successive_halving")
def whole_resources(train_fn, configs, budget, eta=2):
    rounds = math.ceil(math.log(len(configs)) / math.log(eta) - 1e-9)
    survivors, spend = list(configs), []
    for _ in range(rounds):
        resource = int(budget // rounds) // len(survivors)
        scored = [(train_fn(config, resource), number) for number, config in enumerate(survivors)]
        spend.append(resource * len(survivors))
        scored.sort(key=lambda pair: (math.isfinite(pair[0]), pair[0] if math.isfinite(pair[0]) else 0), reverse=True)
        survivors = [survivors[number] for _, number in scored[: max(1, len(survivors) // eta)]]
    return survivors[0], spend


@alternative("successive_halving")
def with_arrays(train_fn, configs, budget, eta=2):
    rounds = int(np.ceil(np.log(len(configs)) / np.log(eta) - 1e-12))
    alive, spend = np.arange(len(configs)), np.zeros(rounds)
    for number in range(rounds):
        resource = budget / (rounds * alive.size)
        scores = np.array([train_fn(configs[at], resource) for at in alive])
        spend[number] = resource * alive.size
        order = np.argsort(np.where(np.isfinite(scores), -scores, np.inf), kind="stable")
        alive = alive[order[: max(1, alive.size // eta)]]
    return configs[alive[0]], spend


@alternative("successive_halving")
def dropping_the_worst(train_fn, configs, budget, eta=2):
    rounds, reach = 0, 1
    while reach < len(configs):
        rounds, reach = rounds + 1, reach * eta
    left, spend = [dict(config) for config in configs], []
    for _ in range(rounds):
        resource = budget / rounds / len(left)
        scores = {number: train_fn(config, resource) for number, config in enumerate(left)}
        spend.append(len(left) * resource)
        while len(scores) > max(1, len(left) // eta):
            scores.pop(min(scores, key=lambda at: scores[at] if math.isfinite(scores[at]) else -math.inf))
        left = [left[number] for number in scores]
    return left[0], spend


@alternative("successive_halving")
def recursion(train_fn, configs, budget, eta=2):
    rounds = len(np.base_repr(len(configs) - 1, eta)) if len(configs) > 1 else 0

    def go(left, number):
        if number == rounds:
            return left[0], []
        resource = budget / rounds / len(left)
        scores = [train_fn(config, resource) for config in left]
        order = sorted(range(len(left)), key=lambda at: -scores[at] if np.isfinite(scores[at]) else np.inf)
        winner, spend = go([left[at] for at in order[: max(1, len(left) // eta)]], number + 1)
        return winner, [resource * len(left), *spend]

    return go(list(configs), 0)
