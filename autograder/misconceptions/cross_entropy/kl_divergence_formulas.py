# mypy: allow-untyped-defs, allow-untyped-calls
"""What students write for `kl_divergence`: other quantities."""

from __future__ import annotations

import numpy as np

from autograder.misconceptions import common, wrong
from autograder.misconceptions.cross_entropy.right import kl

NAME = "kl_divergence"


@wrong(
    NAME,
    "exchanged",
    "The two distributions have changed places",
    "The divergence is not symmetric. Which of the two says how often each class really comes?",
    "Each term is weighted with the probability of what happens.",
)
def exchanged(p, q):
    return kl(q, p)


@wrong(
    NAME,
    "symmetric",
    "Both directions are mixed",
    "The divergence is not symmetric, and need not be. Only p says what happens.",
)
def symmetric(p, q):
    return (kl(p, q) + kl(q, p)) / 2


@wrong(NAME, "symmetric")
def sum_of_both(p, q):
    return kl(p, q) + kl(q, p)


@wrong(NAME, "symmetric")
def with_their_mean(p, q):
    m = (np.asarray(p) + q) / 2
    return (kl(p, m) + kl(q, m)) / 2


@wrong(
    NAME,
    "cross-entropy-alone",
    "The entropy of p is still in it",
    "For two equal distributions the result should be 0. What is yours?",
    "This is the cross-entropy. Part of it is not the fault of q.",
)
def cross_entropy_alone(p, q):
    with np.errstate(all="ignore"):
        return -np.sum(p[p > 0] * np.log(q[p > 0]))


@wrong(
    NAME,
    "entropy-of-q",
    "The entropy of the other distribution is subtracted",
    "For two equal distributions that makes no difference, for others it does. Whose surprise cannot be avoided?",
)
def entropy_of_q(p, q):
    with np.errstate(all="ignore"):
        return -np.sum(p[p > 0] * np.log(q[p > 0])) + np.sum(q[q > 0] * np.log(q[q > 0]))


@wrong(
    NAME,
    "sign",
    "The sign is turned round",
    "The divergence is never negative. Which one stands above in the quotient p / q?",
)
def negated(p, q):
    return -kl(p, q)


@wrong(
    NAME,
    "weighted-with-q",
    "The terms are weighted with q",
    "What happens, happens with the probabilities p. How often does each class count?",
)
def weighted_with_q(p, q):
    with np.errstate(all="ignore"):
        return np.sum(np.where(q > 0, q * np.log(p / q), 0))


@wrong(
    NAME,
    "not-weighted",
    "The terms are not weighted",
    "It is an expected value: a class that hardly ever comes should hardly count.",
)
def not_weighted(p, q):
    with np.errstate(all="ignore"):
        return np.sum(np.log(p[p > 0] / q[p > 0]))


@wrong(NAME, "mean-for-sum", "A mean stands where a sum belongs",
       "The weights p do the averaging already: they sum to 1.")  # fmt: skip
def mean_for_sum(p, q):
    return kl(p, q) / len(p)


@wrong(NAME, *common.WRONG_LOG_BASE)
def bits(p, q):
    return kl(p, q) / np.log(2)


@wrong(NAME, *common.WRONG_LOG_BASE)
def base_ten(p, q):
    return kl(p, q) / np.log(10)


@wrong(
    NAME,
    "quotient-of-logarithms",
    "The logarithm of a quotient is not a quotient of logarithms",
    "ln(p / q) is a difference. Which one?",
)
def quotient_of_logarithms(p, q):
    with np.errstate(all="ignore"):
        return np.sum(p[p > 0] * np.log(p[p > 0]) / np.log(q[p > 0]))


@wrong(
    NAME,
    "only-positive-terms",
    "Negative terms are cut off",
    "A single term may be negative, where q expects a class more often than it comes. The sum never is.",
)
def only_positive_terms(p, q):
    with np.errstate(all="ignore"):
        return np.sum(np.maximum(p[p > 0] * np.log(p[p > 0] / q[p > 0]), 0))


@wrong(NAME, "only-positive-terms")
def absolute_terms(p, q):
    with np.errstate(all="ignore"):
        return np.sum(np.abs(p[p > 0] * np.log(p[p > 0] / q[p > 0])))


@wrong(
    NAME,
    "distance",
    "This is a distance without logarithms",
    "It is 0 for equal distributions as well. The divergence is measured in nats.",
)
def total_variation(p, q):
    return np.sum(np.abs(p - q)) / 2


@wrong(NAME, "distance")
def squares(p, q):
    return np.sum((p - q) ** 2)


@wrong(
    NAME,
    "terms-not-summed",
    "One number for each class comes back",
    "The task asks for a single number.",
)
def terms_not_summed(p, q):
    with np.errstate(all="ignore"):
        return np.where(p > 0, p * np.log(p / q), 0)


@wrong(NAME, *common.ARRAY_LOSS)
def array_result(p, q):
    return np.array([kl(p, q)])
