# mypy: allow-untyped-defs, allow-untyped-calls
"""What students write for `relative_error`: another size to divide by, another summary, or nan that slips through."""

from __future__ import annotations

import numpy as np

from autograder.misconceptions import common, wrong

NORMS = (
    "norms",
    "One quotient of norms for all entries",
    "A sum over all entries is ruled by the large ones. What does a wrong entry of 0.001 change in it?",
    "Compare entry by entry first; summarise then.",
)
MEAN = (
    "mean-error",
    "The errors are averaged",
    "One wrong entry among a million right ones: how large is the mean error?",
    "Which summary does not get smaller when right entries are added?",
)
SUMMED = (
    "summed-error",
    "The errors are added up",
    "The number grows with the number of entries. The largest error does not.",
)
SIGNED = (
    "signed-difference",
    "Differences keep their sign",
    "The largest of -0.5 and 0.001 is 0.001. Which of the two errors is worse?",
)
ABSOLUTE = (
    "absolute-error",
    "The error is not relative to anything",
    "An error of 0.001: is it much? For a gradient of 1000, and for one of 0.0001?",
    "Divide by the size of the two numbers.",
)
OTHER_SIZE = (
    "other-size",
    "Divided by another size",
    "Compare what stands below your fraction with the formula in the text.",
    "Swap a and b: should the error change? Let one of them be 0: what should the error be?",
)
ABS_OF_SUM = (
    "abs-of-sum",
    "The absolute value is taken of the sum, not of each number",
    "Take a = 1 and b = -1. What stands below the fraction?",
)
DOUBLE = (
    "halved-size",
    "The mean of the two sizes stands where their sum belongs",
    "Take a = 1 and b = 0. The formula of the text gives 1. Yours?",
)
NO_FLOOR = (
    "no-floor",
    "Nothing keeps the denominator from 0",
    "Which error have two gradients that are both exactly 0? What is 0 / 0?",
)
OTHER_FLOOR = (
    "other-floor",
    "The floor has another height",
    "Below which size should the difference count as it is? Compare with the formula in the text.",
)
ADDED_FLOOR = (
    "added-floor",
    "The floor is added to every denominator",
    "What is different between max(1e-8, s) and s + 1e-8, for s = 1e-8?",
)
NAN_PASSES = (
    "nan-passes",
    "nan does not become inf",
    "What is `nan > 1e-5`? And `nan < 1e-5`? A comparison with nan is never true, so code that asks for the bad case "
    "lets it pass.",
    "np.isfinite finds nan and infinity alike. Where in your code could it stand?",
)
NAN_IGNORED = (
    "nan-ignored",
    "nan is passed over",
    "Code that skips nan gives the largest error of the entries that are left. Is a gradient with nan right?",
    "`if error > worst` skips it as well: a comparison with nan is never true.",
)
NAN_ONLY = (
    "inf-forgotten",
    "nan is found, infinity is not",
    "inf / inf, inf - inf: work out by hand what your formula gives where one gradient is infinite.",
    "np.isfinite asks for both at once.",
)
PER_ENTRY = (
    "error-per-entry",
    "An array of errors is returned",
    "One number is asked for: that of the worst entry.",
)
SMALLEST = (
    "smallest-error",
    "The smallest error is returned",
    "One right entry is enough for that. Which entry should decide?",
)


def summary(a, b, size, summarise=np.max):
    """Infinity where a number is not finite, else a summary of differences over a size."""
    if not (np.isfinite(a).all() and np.isfinite(b).all()):
        return float("inf")
    return float(summarise(np.abs(a - b) / size(np.abs(a), np.abs(b))))


def usual(a, b):
    return np.maximum(1e-8, a + b)


@wrong("relative_error", *NORMS)
def norms(a, b):
    if not (np.isfinite(a).all() and np.isfinite(b).all()):
        return np.inf
    return np.linalg.norm(a - b) / np.maximum(1e-8, np.linalg.norm(a) + np.linalg.norm(b))


@wrong("relative_error", *NORMS)
def largest_over_largest(a, b):
    return summary(a, b, lambda a, b: max(1e-8, np.max(a + b)))


@wrong("relative_error", *NORMS)
def norms_without_floor(a, b):
    if not (np.isfinite(a).all() and np.isfinite(b).all()):
        return np.inf
    return np.linalg.norm(a - b) / (np.linalg.norm(a) + np.linalg.norm(b))


@wrong("relative_error", *MEAN)
def mean(a, b):
    return summary(a, b, usual, np.mean)


@wrong("relative_error", *MEAN)
def median(a, b):
    return summary(a, b, usual, np.median)


@wrong("relative_error", *SUMMED)
def summed(a, b):
    return summary(a, b, usual, np.sum)


@wrong("relative_error", *SMALLEST)
def smallest(a, b):
    return summary(a, b, usual, np.min)


@wrong("relative_error", *SIGNED)
def signed(a, b):
    errors = (a - b) / np.maximum(1e-8, np.abs(a) + np.abs(b))
    return float(np.max(errors)) if np.isfinite(a).all() and np.isfinite(b).all() else np.inf


@wrong("relative_error", *SIGNED)
def signed_the_other_way(a, b):
    return signed(b, a)


@wrong("relative_error", *ABSOLUTE)
def absolute(a, b):
    return float(np.max(np.abs(a - b)))


@wrong("relative_error", *OTHER_SIZE)
def over_larger(a, b):
    return summary(a, b, lambda a, b: np.maximum(1e-8, np.maximum(a, b)))


@wrong("relative_error", *OTHER_SIZE)
def over_first(a, b):
    return summary(a, b, lambda a, b: np.maximum(1e-8, a))


@wrong("relative_error", *OTHER_SIZE)
def over_second(a, b):
    return summary(a, b, lambda a, b: np.maximum(1e-8, b))


@wrong("relative_error", *OTHER_SIZE)
def over_difference(a, b):
    return summary(a, b, lambda a, b: np.maximum(1e-8, np.abs(a - b)))


@wrong("relative_error", *ABS_OF_SUM)
def abs_of_sum(a, b):
    return summary(a, b, lambda *_: np.maximum(1e-8, np.abs(a + b)))


@wrong("relative_error", *ABS_OF_SUM)
def no_abs_below(a, b):
    return summary(a, b, lambda *_: np.maximum(1e-8, a + b))


@wrong("relative_error", *DOUBLE)
def over_mean(a, b):
    return summary(a, b, lambda a, b: np.maximum(1e-8, (a + b) / 2))


@wrong("relative_error", *NO_FLOOR)
def no_floor(a, b):
    return summary(a, b, lambda a, b: a + b)


@wrong("relative_error", *OTHER_FLOOR)
def high_floor(a, b):
    return summary(a, b, lambda a, b: np.maximum(1e-5, a + b))


@wrong("relative_error", *OTHER_FLOOR)
def low_floor(a, b):
    return summary(a, b, lambda a, b: np.maximum(1e-12, a + b))


@wrong("relative_error", *OTHER_FLOOR)
def floor_of_one(a, b):
    return summary(a, b, lambda a, b: np.maximum(1, a + b))


@wrong("relative_error", *ADDED_FLOOR)
def added_floor(a, b):
    return summary(a, b, lambda a, b: a + b + 1e-8)


@wrong("relative_error", *NAN_PASSES)
def nan_passes(a, b):
    return float(np.max(np.abs(a - b) / np.maximum(1e-8, np.abs(a) + np.abs(b))))


@wrong("relative_error", *NAN_IGNORED)
def builtin_max(a, b):
    errors = np.abs(a - b) / np.maximum(1e-8, np.abs(a) + np.abs(b))
    worst = 0.0
    for error in errors.ravel():
        if error > worst:
            worst = error
    return worst


@wrong("relative_error", *NAN_PASSES)
def unequal_infinities(a, b):
    worst = np.max(np.abs(a - b) / np.maximum(1e-8, np.abs(a) + np.abs(b)))
    return np.inf if np.isinf(worst) else worst


@wrong("relative_error", *NAN_IGNORED)
def nan_ignored(a, b):
    return float(np.nanmax(np.abs(a - b) / np.maximum(1e-8, np.abs(a) + np.abs(b)), initial=0))


@wrong("relative_error", *NAN_IGNORED)
def only_finite_ones(a, b):
    kept = np.isfinite(a) & np.isfinite(b)
    a, b = a[kept], b[kept]
    return float(np.max(np.abs(a - b) / np.maximum(1e-8, np.abs(a) + np.abs(b)), initial=0))


@wrong("relative_error", *NAN_IGNORED)
def nan_to_zero(a, b):
    a, b = np.nan_to_num(a), np.nan_to_num(b)
    return float(np.max(np.abs(a - b) / np.maximum(1e-8, np.abs(a) + np.abs(b))))


@wrong("relative_error", *NAN_ONLY)
def only_nan(a, b):
    if np.isnan(a).any() or np.isnan(b).any():
        return np.inf
    return float(np.max(np.abs(a - b) / np.maximum(1e-8, np.abs(a) + np.abs(b))))


@wrong("relative_error", *NAN_ONLY)
def only_in_the_first(a, b):
    if not np.isfinite(a).all():
        return np.inf
    return float(np.max(np.abs(a - b) / np.maximum(1e-8, np.abs(a) + np.abs(b))))


@wrong("relative_error", *PER_ENTRY)
def per_entry(a, b):
    return np.abs(a - b) / np.maximum(1e-8, np.abs(a) + np.abs(b))


@wrong("relative_error", *common.MUTATES_INPUT)
def mutates(a, b):
    if not (np.isfinite(a).all() and np.isfinite(b).all()):
        return np.inf
    size = np.maximum(1e-8, np.abs(a) + np.abs(b))
    a -= b
    return float(np.max(np.abs(a) / size))


@wrong("relative_error", *common.FLOAT32)
def float32(a, b):
    a, b = np.float32(a), np.float32(b)
    return summary(a, b, usual)
