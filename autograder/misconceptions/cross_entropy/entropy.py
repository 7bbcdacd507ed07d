# mypy: allow-untyped-defs, allow-untyped-calls
"""What students write for `entropy`: logarithms of 0, and arrays that are spoilt."""

from __future__ import annotations

import numpy as np

from autograder.misconceptions import common, wrong

ZERO_LOG_ZERO = (
    "zero-log-zero",
    "0 times minus infinity is not a number",
    "ln 0 is minus infinity, and 0 * inf is nan. What should an impossible class add to the sum?",
    "Leave those entries out before you take the logarithm.",
)


@wrong("entropy", *ZERO_LOG_ZERO)
def formula_as_it_stands(p):
    return -np.sum(p * np.log(p))


@wrong("entropy", *ZERO_LOG_ZERO)
def as_a_product(p):
    return -np.dot(p, np.log(p))


@wrong("entropy", *ZERO_LOG_ZERO)
def surprise_of_impossible(p):
    return np.sum(p * np.log(1 / p))


def _plus(eps):
    def plus_eps(p):
        return -np.sum(p * np.log(p + eps))

    return plus_eps


def _both_plus(eps):
    def both_plus_eps(p):
        return -np.sum((p + eps) * np.log(p + eps))

    return both_plus_eps


def _clipped(eps):
    def clipped(p):
        p = np.clip(p, eps, 1)
        return -np.sum(p * np.log(p))

    return clipped


def _threshold(eps):
    def threshold(p):
        p = p[p > eps]
        return -np.sum(p * np.log(p))

    return threshold


EPSILON = (
    "epsilon-in-logarithm",
    "A small number is added inside the logarithm",
    "It saves ln 0, and changes every other term a little as well.",
    "Which entries are in danger? Treat them, and leave the others as they are.",
)
for _eps in (1e-3, 1e-4, 1e-5, 1e-6, 1e-7, 1e-8, 1e-9, 1e-10):
    wrong("entropy", *EPSILON)(_plus(_eps))
    wrong("entropy", *EPSILON)(_both_plus(_eps))
    wrong("entropy", *common.CLIP_PROBABILITIES)(_clipped(_eps))
for _eps in (1e-2, 1e-3, 1e-4, 1e-5, 1e-6, 1e-7, 1e-8):
    wrong(
        "entropy",
        "drops-rare-classes",
        "Rare classes are left out with the impossible ones",
        "A class with probability 1e-9 is rare, and not impossible: it adds 2e-8 nats.",
    )(_threshold(_eps))


@wrong(
    "entropy",
    "nan-replaced-by-zero",
    "The whole sum is replaced when one term is not a number",
    "One impossible class does not make the others certain. Which step should skip it?",
)
def nan_replaced_by_zero(p):
    with np.errstate(all="ignore"):
        return np.nan_to_num(-np.sum(p * np.log(p)))


@wrong("entropy", *common.FLOAT32)
def float32(p):
    p = p[p > 0].astype(np.float32)
    return float(-np.sum(p * np.log(p)))


@wrong("entropy", *common.ROUNDED)
def rounded(p):
    p = p[p > 0]
    return round(float(-np.sum(p * np.log(p))), 4)


@wrong("entropy", *common.MUTATES_INPUT)
def in_place(p):
    result = float(-np.sum(p[p > 0] * np.log(p[p > 0])))
    p *= -1
    return result


@wrong("entropy", *common.MUTATES_INPUT)
def ones_for_zeros(p):
    p[p == 0] = 1
    return -np.sum(p * np.log(p))
