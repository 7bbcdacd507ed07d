# mypy: allow-untyped-defs, allow-untyped-calls
"""Right answers that are written otherwise: other draws, loops, other roundings."""

from __future__ import annotations

import math
import random
from fractions import Fraction

import numpy as np

from autograder.misconceptions import alternative


@alternative("train_dev_test_split")
def shuffled_in_place(n, fractions, rng):
    order = np.arange(n)
    rng.shuffle(order)
    first, second = round(n * fractions[0]), round(n * (fractions[0] + fractions[1]))
    return order[:first], order[first:second], order[second:]


@alternative("train_dev_test_split")
def random_keys(n, fractions, rng):
    order, ends = np.argsort(rng.random(n)), np.rint(n * np.cumsum(fractions)).astype(int)
    return np.split(order, ends[:2])


@alternative("train_dev_test_split")
def sorted_parts(n, fractions, rng):
    num_dev, num_test = (int(n * fraction + 0.5) for fraction in fractions[1:])
    dev = np.sort(rng.choice(n, num_dev, replace=False))
    rest = np.setdiff1d(np.arange(n), dev)
    test = np.sort(rng.choice(rest, num_test, replace=False))
    return np.setdiff1d(rest, test), dev, test


@alternative("train_dev_test_split")
def shuffled_owners(n, fractions, rng):
    num_train, num_dev = (round(Fraction(fraction).limit_denominator(10**6) * n) for fraction in fractions[:2])
    owners = rng.permutation(np.repeat([0, 1, 2], [num_train, num_dev, n - num_train - num_dev]))
    return [np.where(owners == part)[0] for part in range(3)]


@alternative("train_dev_test_split")
def one_by_one(n, fractions, rng):
    left, parts = list(range(n)), []
    for size in (round(n * fractions[0]), round(n * fractions[1])):
        drawn = [left.pop(int(rng.integers(len(left)))) for _ in range(size)]
        parts.append(np.array(drawn, dtype=int))
    return (*parts, np.array(left, dtype=int))


@alternative("diagnose")
def comprehension(train_error, dev_error, bayes_error=0.0, tol=0.02):
    gaps = {"bias": train_error - bayes_error, "variance": dev_error - train_error}
    return {name for name, gap in gaps.items() if gap > tol}


@alternative("diagnose")
def rearranged(train_error, dev_error, bayes_error=0.0, tol=0.02):
    bias = {"bias"} if train_error > bayes_error + tol else set()
    return bias | ({"variance"} if dev_error > train_error + tol else set())


@alternative("diagnose")
def four_returns(train_error, dev_error, bayes_error=0.0, tol=0.02):
    fits, carries_over = train_error - bayes_error <= tol, dev_error - train_error <= tol
    if fits and carries_over:
        return set()
    if fits:
        return {"variance"}
    return {"bias"} if carries_over else {"bias", "variance"}


@alternative("diagnose")
def frozen(train_error, dev_error, bayes_error=0.0, tol=0.02):
    names = np.array(["bias", "variance"])
    return frozenset(names[np.array([train_error - bayes_error, dev_error - train_error]) > tol].tolist())


@alternative("sample_log_uniform")
def natural_logarithm(low, high, size, rng):
    return np.exp(rng.uniform(np.log(low), np.log(high), size=size))


@alternative("sample_log_uniform")
def geometric(low, high, size, rng):
    return low * (high / low) ** rng.random(size)


@alternative("sample_log_uniform")
def loop(low, high, size, rng):
    draws = np.empty(size)
    for i in range(size):
        draws[i] = math.pow(10, math.log10(low) + rng.random() * (math.log10(high) - math.log10(low)))
    return draws


@alternative("sample_log_uniform")
def from_the_top(low, high, size, rng):
    return high * np.power(low / high, rng.random(size=size))


@alternative("sample_log_uniform")
def base_two(low, high, size, rng):
    return np.exp2(rng.uniform(np.log2(low), np.log2(high), size=(size,)))


@alternative("sample_log_uniform")
def standard_library(low, high, size, rng):
    chance = random.Random(int(rng.integers(2**62)))
    return np.array([low * (high / low) ** chance.random() for _ in range(size)])


@alternative("sample_beta")
def gap_by_exp(low, high, size, rng):
    return 1 - np.exp(rng.uniform(np.log(1 - high), np.log(1 - low), size=size))


@alternative("sample_beta")
def gap_geometric(low, high, size, rng):
    gap = (1 - low) * ((1 - high) / (1 - low)) ** rng.random(size)
    return 1 - gap


@alternative("sample_beta")
def beta_loop(low, high, size, rng):
    bottom, top = math.log10(1 - high), math.log10(1 - low)
    return np.array([1 - 10 ** (bottom + (top - bottom) * rng.random()) for _ in range(size)])


@alternative("sample_beta")
def windows(low, high, size, rng):
    shortest, longest = 1 / (1 - low), 1 / (1 - high)
    return 1 - 1 / 10 ** rng.uniform(np.log10(shortest), np.log10(longest), size)
