# mypy: allow-untyped-defs, allow-untyped-calls
"""What students write for `entropy`: other quantities."""

from __future__ import annotations

import numpy as np

from autograder.misconceptions import common, wrong


@wrong("entropy", *common.WRONG_LOG_BASE)
def bits(p):
    p = p[p > 0]
    return -np.sum(p * np.log2(p))


@wrong("entropy", *common.WRONG_LOG_BASE)
def base_ten(p):
    p = p[p > 0]
    return -np.sum(p * np.log10(p))


@wrong("entropy", *common.NEGATED)
def no_minus(p):
    p = p[p > 0]
    return np.sum(p * np.log(p))


@wrong("entropy", *common.LOG1P)
def log_one_plus(p):
    return -np.sum(p * np.log1p(p))


@wrong(
    "entropy",
    "mean-for-sum",
    "A mean stands where a sum belongs",
    "Entropy is an expected value. By what is each surprise weighted? Is that not enough?",
)
def mean_for_sum(p):
    terms = np.where(p > 0, -p * np.log(np.where(p > 0, p, 1)), 0)
    return np.mean(terms)


@wrong("entropy", "mean-for-sum")
def mean_of_the_possible(p):
    p = p[p > 0]
    return -np.mean(p * np.log(p))


@wrong(
    "entropy",
    "not-weighted",
    "Each surprise counts alike",
    "A class that hardly ever comes should hardly count. What is each -ln p weighted with?",
)
def not_weighted(p):
    return -np.sum(np.log(p[p > 0]))


@wrong("entropy", "not-weighted")
def mean_surprise(p):
    return -np.mean(np.log(p[p > 0]))


@wrong(
    "entropy",
    "surprise-of-one",
    "This is the surprise at one class",
    "Entropy is the expected surprise, over all classes.",
)
def surprise_of_the_likeliest(p):
    return -np.log(np.max(p))


@wrong("entropy", "surprise-of-one")
def surprise_of_the_rarest(p):
    return -np.log(np.min(p[p > 0]))


@wrong(
    "entropy",
    "upside-down",
    "Certainty comes out large, and uncertainty small",
    "Which is more uncertain, a coin or a stone? Which of them has the larger entropy in your code?",
)
def upside_down(p):
    possible = p[p > 0]
    return np.log(len(p)) + np.sum(possible * np.log(possible))


@wrong(
    "entropy",
    "scaled",
    "The entropy is divided by its largest value",
    "Nats are asked for: four equally likely classes have ln 4 = 1.386 of them.",
)
def scaled(p):
    possible = p[p > 0]
    return -np.sum(possible * np.log(possible)) / max(np.log(len(p)), 1e-9)


@wrong(
    "entropy",
    "perplexity",
    "This is the exponential of the entropy",
    "Your result counts classes. The number of nats is its logarithm.",
)
def perplexity(p):
    p = p[p > 0]
    return np.exp(-np.sum(p * np.log(p)))


@wrong(
    "entropy",
    "no-logarithm",
    "There is no logarithm in the result",
    "The sum of squares measures something alike. Surprise is -ln p.",
)
def impurity(p):
    return 1 - np.sum(p**2)


@wrong("entropy", "no-logarithm")
def sum_of_squares(p):
    return np.sum(p**2)


@wrong(
    "entropy",
    "binary-terms",
    "Each class is treated as a yes-or-no question of its own",
    "(1 - p) ln(1 - p) is there when two classes are told by one number. Here each class has its own p.",
)
def binary_terms(p):
    with np.errstate(all="ignore"):
        return -np.sum(np.nan_to_num(p * np.log(p)) + np.nan_to_num((1 - p) * np.log(1 - p)))


@wrong("entropy", "binary-terms")
def first_class_alone(p):
    a = p[0]
    return float(-(a * np.log(a) + (1 - a) * np.log(1 - a))) if 0 < a < 1 else 0.0


@wrong(
    "entropy",
    "terms-not-summed",
    "One number for each class comes back",
    "The task asks for a single number: the expected surprise.",
)
def terms_not_summed(p):
    return np.where(p > 0, -p * np.log(np.where(p > 0, p, 1)), 0)


@wrong("entropy", *common.ARRAY_LOSS)
def array_result(p):
    return np.sum(np.where(p > 0, -p * np.log(np.where(p > 0, p, 1)), 0), keepdims=True)
