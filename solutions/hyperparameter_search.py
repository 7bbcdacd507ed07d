"""Experimental method: how to split data, draw hyperparameters, choose among trials and spend a budget.

A trial is a call of ``train_fn``; its score is a number, and larger is better. All chance comes from ``rng``.
"""

from __future__ import annotations

import itertools
import math
from collections.abc import Callable, Mapping, Sequence
from typing import Any

import numpy as np

Config = dict[str, Any]
Sampler = Callable[[np.random.Generator], Any]
BORDER = 0.02  # of the range, on the logarithmic scale


def train_dev_test_split(
    n: int, fractions: Sequence[float], rng: np.random.Generator
) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Split the indices of n samples at random into a train, a dev and a test part.

    Parameters
    ----------
    n : int
    fractions : three floats that sum to one
    rng : Generator

    Returns
    -------
    three ndarrays of int
        Disjoint, and together ``range(n)``; each size is ``n * fraction``, rounded to the nearest sample.
    """
    num_train = round(n * fractions[0])
    num_dev = round(n * fractions[1])
    train, dev, test = np.split(rng.permutation(n), [num_train, num_train + num_dev])
    return train, dev, test


def diagnose(train_error: float, dev_error: float, bayes_error: float = 0.0, tol: float = 0.02) -> set[str]:
    """Tell bias and variance from two errors, and from the error that nobody can avoid.

    Returns
    -------
    set of str
        ``'bias'`` when ``train_error - bayes_error > tol``, ``'variance'`` when ``dev_error - train_error > tol``.
    """
    found = set()
    if train_error - bayes_error > tol:
        found.add("bias")
    if dev_error - train_error > tol:
        found.add("variance")
    return found


def sample_log_uniform(low: float, high: float, size: int, rng: np.random.Generator) -> np.ndarray:
    """Draw positive numbers whose logarithm is uniform: as many in each decade [1]_.

    Returns
    -------
    ndarray of shape (size,), between low and high

    References
    ----------
    .. [1] J. Bergstra and Y. Bengio, "Random search for hyper-parameter optimization", JMLR 13, 2012.
    """
    draws: np.ndarray = 10 ** rng.uniform(np.log10(low), np.log10(high), size=size)
    return draws


def sample_beta(low: float, high: float, size: int, rng: np.random.Generator) -> np.ndarray:
    """Draw decay rates beta such that 1 - beta is log-uniform.

    Returns
    -------
    ndarray of shape (size,), between low and high
    """
    return 1 - sample_log_uniform(1 - high, 1 - low, size, rng)


def random_search(
    train_fn: Callable[[Config], float], space: Mapping[str, Sampler], num_trials: int, rng: np.random.Generator
) -> list[Config]:
    """Try hyperparameters that are drawn at random.

    Parameters
    ----------
    train_fn : callable
        ``train_fn(hyperparameters)`` returns a score; it may be nan.
    space : mapping of str to callable
        For each hyperparameter a sampler, ``sampler(rng) -> value``.

    Returns
    -------
    list of dict
        For each trial its hyperparameters and its ``score``.
    """
    results = []
    for _ in range(num_trials):
        hyperparameters = {name: sampler(rng) for name, sampler in space.items()}
        results.append({**hyperparameters, "score": train_fn(dict(hyperparameters))})
    return results


def grid_search(train_fn: Callable[[Config], float], grid: Mapping[str, Sequence[Any]]) -> list[Config]:
    """Try every combination of the values in a grid.

    Returns
    -------
    list of dict
        For each combination its hyperparameters and its ``score``.
    """
    results = []
    for values in itertools.product(*grid.values()):
        hyperparameters = dict(zip(grid, values, strict=True))
        results.append({**hyperparameters, "score": train_fn(dict(hyperparameters))})
    return results


def select_best(results: Sequence[Config]) -> Config:
    """Choose the result with the best finite score.

    Raises
    ------
    ValueError
        No score is finite.
    """
    finite = [result for result in results if np.isfinite(result["score"])]
    if not finite:
        raise ValueError(f"none of the {len(results)} scores is finite")
    return max(finite, key=lambda result: float(result["score"]))


def narrow(
    results: Sequence[Config], name: str, low: float, high: float, keep: float = 0.25
) -> tuple[float, float]:
    """Choose the next, finer range of a hyperparameter around the best trials, on a logarithmic scale.

    Parameters
    ----------
    results : sequence of dict
        Trials with hyperparameters and ``score``; those that are not finite do not count.
    name : str
        The hyperparameter.
    low, high : float
        The range that it was drawn from.
    keep : float
        The share of the trials to keep.

    Returns
    -------
    (low, high)
        Around the best trials. A side moves outwards when the best trial lies within 2 % of it.
    """
    ranked = sorted((each for each in results if np.isfinite(each["score"])), key=lambda each: -each["score"])
    kept = np.log([each[name] for each in ranked[: max(1, math.ceil(keep * len(ranked)))]])
    bottom, top = np.log(low), np.log(high)
    margin = BORDER * (top - bottom)
    new_low, new_high = max(bottom, kept.min() - margin), min(top, kept.max() + margin)
    if kept[0] - bottom <= margin:
        new_low = bottom - (top - bottom) / 4
    if top - kept[0] <= margin:
        new_high = top + (top - bottom) / 4
    return float(np.exp(new_low)), float(np.exp(new_high))


def successive_halving(
    train_fn: Callable[[Config, float], float], configs: Sequence[Config], budget: float, eta: int = 2
) -> tuple[Config, list[float]]:
    """Start many configurations on a little of the budget, and go on with the best [1]_.

    Parameters
    ----------
    train_fn : callable
        ``train_fn(config, resource)`` returns the score after that much training.
    configs : sequence of dict
    budget : float
        What all calls may spend together.
    eta : int
        One in eta configurations goes on to the next round.

    Returns
    -------
    config : dict
        The one that is left.
    spend : list of float
        What each round spent.

    References
    ----------
    .. [1] K. Jamieson and A. Talwalkar, "Non-stochastic best arm identification and hyperparameter optimization",
       AISTATS 2016.
    """
    num_rounds = _rounds(len(configs), eta)
    survivors, spend = list(configs), []
    for _ in range(num_rounds):
        resource = budget / num_rounds / len(survivors)
        scores = [train_fn(config, resource) for config in survivors]
        spend.append(resource * len(survivors))
        ranks = np.argsort([-score if np.isfinite(score) else np.inf for score in scores], kind="stable")
        survivors = [survivors[rank] for rank in ranks[: max(1, len(survivors) // eta)]]
    return survivors[0], spend


def _rounds(num_configs: int, eta: int) -> int:
    """The logarithm of the number of configurations to base eta, rounded up, in whole numbers."""
    rounds, reach = 0, 1
    while reach < num_configs:
        rounds, reach = rounds + 1, reach * eta
    return rounds
