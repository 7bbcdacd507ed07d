# mypy: allow-untyped-defs, allow-untyped-calls
"""What students write for `sample_log_uniform`."""

from __future__ import annotations

import numpy as np

from autograder.misconceptions import wrong

RATE = "sample_log_uniform"


@wrong(
    RATE,
    "linear-scale",
    "The draws are uniform on the linear scale",
    "Between 0.0001 and 1, how much of the line lies above 0.1?",
    "Every decade should get as many draws. Which number grows by 1 from decade to decade?",
    "Draw that number uniformly, and turn it back.",
)
def linear(low, high, size, rng):
    return rng.uniform(low, high, size=size)


@wrong(
    RATE,
    "normal-exponent",
    "The exponent is drawn from a normal distribution",
    "randn has no borders: with it about half of the rates of the famous line come out above 1.",
    "One letter apart there is the uniform draw between 0 and 1.",
)
def normal_exponent(low, high, size, rng):
    return 10 ** (np.log10(low) * rng.normal(size=size))


@wrong(RATE, "normal-exponent")
def normal_between(low, high, size, rng):
    return 10 ** (np.log10(low) + (np.log10(high) - np.log10(low)) * rng.standard_normal(size))


@wrong(RATE, "normal-exponent")
def normal_in_the_middle(low, high, size, rng):
    bottom, top = np.log10(low), np.log10(high)
    return 10 ** rng.normal((bottom + top) / 2, (top - bottom) / 4, size=size)


@wrong(
    RATE,
    "clipped-normal",
    "Draws beyond the borders pile up on them",
    "Count how many of your draws equal a border exactly.",
    "A uniform exponent never leaves the range, so that nothing needs to be cut off.",
)
def clipped_normal(low, high, size, rng):
    return np.clip(10 ** (np.log10(low) * rng.normal(size=size)), low, high)


@wrong(
    RATE,
    "bases-mixed",
    "The logarithm and the power have different bases",
    "What undoes np.log, and what undoes np.log10?",
    "Try it by hand for the borders: do they come back?",
)
def bases_mixed(low, high, size, rng):
    return np.exp(rng.uniform(np.log10(low), np.log10(high), size=size))


@wrong(RATE, "bases-mixed")
def bases_mixed_the_other_way(low, high, size, rng):
    return 10 ** rng.uniform(np.log(low), np.log(high), size=size)


@wrong(
    RATE,
    "borders-not-reached",
    "The draws keep away from a border",
    "Which exponents belong to the two borders? Print the smallest and the largest of many draws.",
)
def short_of_the_border(low, high, size, rng):
    return 10 ** rng.uniform(np.log10(low) * 0.95, np.log10(high), size=size)


@wrong(
    RATE,
    "exponent-only",
    "The exponent comes back, not the number",
    "A learning rate of -3? Which step turns an exponent into the number?",
)
def exponent_only(low, high, size, rng):
    return rng.uniform(np.log10(low), np.log10(high), size=size)


@wrong(
    RATE,
    "borders-as-exponents",
    "The borders are taken for exponents",
    "low and high are the smallest and the largest rate themselves: 0.0001 and 1.",
    "Which exponents of 10 belong to them?",
)
def borders_as_exponents(low, high, size, rng):
    return 10 ** rng.uniform(low, high, size=size)


@wrong(
    RATE,
    "sorted",
    "The draws come back sorted",
    "If the search is stopped half-way, which rates has it tried?",
    "Leave the draws in the order in which they came.",
)
def in_order(low, high, size, rng):
    return np.sort(10 ** rng.uniform(np.log10(low), np.log10(high), size=size))


@wrong(
    RATE,
    "whole-exponents",
    "Only whole powers of 10 are drawn",
    "How many different rates are there among your draws?",
    "The exponent may lie anywhere between its borders.",
)
def whole_exponents(low, high, size, rng):
    return 10.0 ** rng.integers(int(np.ceil(np.log10(low))), int(np.floor(np.log10(high))) + 1, size=size)


@wrong(
    RATE,
    "borders-fixed",
    "The borders of the lecture stand in the code",
    "-4 * rand() goes from 0.0001 to 1. Where do `low` and `high` come in?",
)
def borders_fixed(low, high, size, rng):
    return 10 ** (-4 * rng.random(size))


@wrong(
    RATE,
    "only-low-used",
    "The upper border is always 1",
    "Multiplying log10(low) by a draw from 0 to 1 ends at the exponent 0. Which rate is that?",
    "The exponent should end at that of `high`.",
)
def only_low(low, high, size, rng):
    return 10 ** (np.log10(low) * rng.random(size))


@wrong(
    RATE,
    "not-random",
    "The numbers are spaced evenly, not drawn",
    "Run it with another generator: nothing changes. A grid has its place; this task asks for draws.",
)
def not_random(low, high, size, rng):
    return np.logspace(np.log10(low), np.log10(high), size)


@wrong(
    RATE,
    "global-state",
    "The chance comes from NumPy's global state",
    "np.random.rand knows nothing of the `rng` that you are given.",
    "Who runs your code with the same seed wants the same draws.",
)
def global_state(low, high, size, rng):
    return 10 ** np.random.uniform(np.log10(low), np.log10(high), size=size)  # noqa: NPY002


@wrong(
    RATE,
    "own-seed",
    "The function makes a generator of its own",
    "Whatever `rng` is handed over, the draws are the same. Use the one that you are given.",
)
def own_seed(low, high, size, rng):
    return 10 ** np.random.default_rng(0).uniform(np.log10(low), np.log10(high), size=size)


@wrong(
    RATE,
    "one-number",
    "A single number comes back",
    "The task asks for an array of shape (size,). What does a draw without a size give?",
)
def one_number(low, high, size, rng):
    return 10 ** rng.uniform(np.log10(low), np.log10(high))


@wrong(
    RATE,
    "same-draw-repeated",
    "One draw is repeated",
    "How many different numbers are in your array?",
    "Each entry needs a draw of its own.",
)
def repeated(low, high, size, rng):
    return np.full(size, 10 ** rng.uniform(np.log10(low), np.log10(high)))
