# mypy: allow-untyped-defs, allow-untyped-calls
"""What students write for `sample_beta`."""

from __future__ import annotations

import numpy as np

from autograder.misconceptions import wrong

BETA = "sample_beta"


@wrong(
    BETA,
    "linear-scale",
    "Beta itself is drawn uniformly, or by its own logarithm",
    "From 0.9 to 0.999: what share of your draws averages over more than 100 steps, so lies above 0.99?",
    "The logarithm of beta is almost a straight line there. What matters is by which factor 1 - beta changes.",
    "Draw 1 - beta on a logarithmic scale.",
)
def beta_linear(low, high, size, rng):
    return rng.uniform(low, high, size=size)


@wrong(BETA, "linear-scale")
def gap_linear(low, high, size, rng):
    return 1 - rng.uniform(1 - high, 1 - low, size=size)


@wrong(BETA, "linear-scale")
def log_of_beta(low, high, size, rng):
    return 10 ** rng.uniform(np.log10(low), np.log10(high), size=size)


@wrong(
    BETA,
    "gap-returned",
    "1 - beta comes back, not beta",
    "A beta of 0.01 forgets at once. What is missing before the result is returned?",
)
def gap_returned(low, high, size, rng):
    return 10 ** rng.uniform(np.log10(1 - high), np.log10(1 - low), size=size)


@wrong(
    BETA,
    "borders-as-exponents",
    "The borders are taken for exponents, or for 1 - beta",
    "low and high are the smallest and the largest beta: 0.9 and 0.999.",
    "Write down 1 - beta for both, and the exponents of 10 that belong to them.",
)
def beta_borders_as_exponents(low, high, size, rng):
    return 1 - 10 ** rng.uniform(low, high, size=size)


@wrong(BETA, "borders-as-exponents")
def gaps_of_the_borders(low, high, size, rng):
    return 1 - 10 ** rng.uniform(np.log10(low), np.log10(high), size=size)


@wrong(
    BETA,
    "bases-mixed",
    "The logarithm and the power have different bases",
    "What undoes np.log, and what undoes np.log10?",
    "Try it by hand for the borders: do they come back?",
)
def beta_bases_mixed(low, high, size, rng):
    return 1 - np.exp(rng.uniform(np.log10(1 - high), np.log10(1 - low), size=size))


@wrong(BETA, "bases-mixed")
def beta_bases_the_other_way(low, high, size, rng):
    return 1 - 10 ** rng.uniform(np.log(1 - high), np.log(1 - low), size=size)


@wrong(
    BETA,
    "borders-fixed",
    "The borders of the lecture stand in the code",
    "An exponent from -3 to -1 belongs to 0.9 and 0.999. Where do `low` and `high` come in?",
)
def beta_borders_fixed(low, high, size, rng):
    return 1 - 10 ** rng.uniform(-3, -1, size=size)


@wrong(
    BETA,
    "normal-exponent",
    "The exponent is drawn from a normal distribution",
    "A normal draw has no borders, and heaps up in the middle. Which draw spreads evenly between two ends?",
)
def beta_normal(low, high, size, rng):
    return 1 - 10 ** (np.log10(1 - high) * rng.normal(size=size))


@wrong(
    BETA,
    "sorted",
    "The draws come back sorted",
    "If the search is stopped half-way, which betas has it tried? Leave the draws in the order in which they came.",
)
def beta_in_order(low, high, size, rng):
    return np.sort(1 - 10 ** rng.uniform(np.log10(1 - high), np.log10(1 - low), size=size))


@wrong(
    BETA,
    "whole-exponents",
    "Only a few values of beta are drawn",
    "How many different betas are among your draws? The exponent may lie anywhere between its borders.",
)
def beta_whole(low, high, size, rng):
    return 1 - 10.0 ** -rng.integers(1, 4, size=size)


@wrong(
    BETA,
    "not-random",
    "The numbers are spaced evenly, not drawn",
    "Run it with another generator: nothing changes. This task asks for draws.",
)
def beta_not_random(low, high, size, rng):
    return 1 - np.logspace(np.log10(1 - high), np.log10(1 - low), size)


@wrong(
    BETA,
    "global-state",
    "The chance comes from NumPy's global state",
    "np.random.rand knows nothing of the `rng` that you are given.",
    "Who runs your code with the same seed wants the same draws.",
)
def beta_global(low, high, size, rng):
    exponents = np.random.uniform(np.log10(1 - high), np.log10(1 - low), size=size)  # noqa: NPY002
    return 1 - 10**exponents


@wrong(
    BETA,
    "own-seed",
    "The function makes a generator of its own",
    "Whatever `rng` is handed over, the draws are the same. Use the one that you are given.",
)
def beta_own_seed(low, high, size, rng):
    return 1 - 10 ** np.random.default_rng(0).uniform(np.log10(1 - high), np.log10(1 - low), size=size)


@wrong(
    BETA,
    "one-number",
    "A single number comes back",
    "The task asks for an array of shape (size,). What does a draw without a size give?",
)
def beta_one_number(low, high, size, rng):
    return 1 - 10 ** rng.uniform(np.log10(1 - high), np.log10(1 - low))
