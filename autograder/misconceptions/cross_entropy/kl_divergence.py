# mypy: allow-untyped-defs, allow-untyped-calls
"""What students write for `kl_divergence`: zeros in p or q, and arrays that are spoilt."""

from __future__ import annotations

import numpy as np

from autograder.misconceptions import common, wrong
from autograder.misconceptions.cross_entropy.right import kl

NAME = "kl_divergence"
ZERO_LOG_ZERO = (
    "zero-log-zero",
    "Where p is 0, the term is not a number",
    "0 times an infinite logarithm is nan. What should a class that never comes add to the sum?",
    "Leave those entries of p, and the same ones of q, out before you take the logarithm.",
)


@wrong(NAME, *ZERO_LOG_ZERO)
def formula_as_it_stands(p, q):
    return np.sum(p * np.log(p / q))


@wrong(NAME, *ZERO_LOG_ZERO)
def difference_of_logarithms(p, q):
    return np.sum(p * (np.log(p) - np.log(q)))


@wrong(
    NAME,
    "drops-the-infinite",
    "What q rules out is left out of the sum",
    "If something happens that q calls impossible, how surprised is q?",
    "Leave out the entries where p is 0, and only those.",
)
def drops_the_infinite(p, q):
    both = (p > 0) & (q > 0)
    return np.sum(p[both] * np.log(p[both] / q[both]))


@wrong(NAME, "drops-the-infinite")
def replaces_infinite_terms(p, q):
    with np.errstate(all="ignore"):
        terms = p * np.log(p / q)
    return np.sum(np.where(np.isfinite(terms), terms, 0))


@wrong(NAME, *common.NAN_TO_NUM)
def nan_to_num(p, q):
    with np.errstate(all="ignore"):
        return np.sum(np.nan_to_num(p * np.log(p / q)))


@wrong(
    NAME,
    "nan-for-the-infinite",
    "What q rules out gives nan",
    "If q is 0 where p is not, the result is infinite: a number that floating point has.",
    "inf - inf and 0 * inf are nan. Which of the two occurs in your code?",
)
def nan_for_the_infinite(p, q):
    p, q = p[p > 0], q[p > 0]
    return float("nan") if np.any(q == 0) else np.sum(p * np.log(p / q))


@wrong(NAME, "nan-for-the-infinite")
def raises_for_the_infinite(p, q):
    if np.any((q == 0) & (p > 0)):
        return np.inf - np.inf
    return kl(p, q)


def _plus(eps):
    def plus_eps(p, q):
        return np.sum(p * np.log((p + eps) / (q + eps)))

    return plus_eps


def _q_plus(eps):
    def q_plus_eps(p, q):
        p, q = p[p > 0], q[p > 0]
        return np.sum(p * np.log(p / (q + eps)))

    return q_plus_eps


def _clipped(eps):
    def clipped(p, q):
        p, q = np.clip(p, eps, 1), np.clip(q, eps, 1)
        return np.sum(p * np.log(p / q))

    return clipped


EPSILON = (
    "epsilon-in-logarithm",
    "A small number is added inside the logarithm",
    "Where q is 0 and p is not, the result should be infinite. Yours is a number that depends on what you added.",
    "Which entries need care? Those where p is 0, and no others.",
)
for _eps in common.TINY[:-1]:
    wrong(NAME, *EPSILON)(_plus(_eps))
    wrong(NAME, *EPSILON)(_q_plus(_eps))
for _eps in common.TINY[:11]:
    wrong(NAME, *common.CLIP_PROBABILITIES)(_clipped(_eps))


@wrong(NAME, *common.FLOAT32)
def float32(p, q):
    with np.errstate(all="ignore"):
        P, Q = p[p > 0].astype(np.float32), q[p > 0].astype(np.float32)
        return float(np.sum(P * (np.log(P) - np.log(Q))))


@wrong(NAME, *common.ROUNDED)
def rounded(p, q):
    return round(kl(p, q), 4)


@wrong(NAME, *common.MUTATES_INPUT)
def in_place(p, q):
    q /= np.where(p > 0, p, 1)
    with np.errstate(all="ignore"):
        return -np.sum(p[p > 0] * np.log(q[p > 0]))


@wrong(NAME, *common.MUTATES_INPUT)
def ones_for_zeros(p, q):
    impossible = p == 0
    p[impossible] = 1
    q[impossible] = 1
    with np.errstate(all="ignore"):
        return np.sum(np.where(impossible, 0, p * np.log(p / q)))
