# mypy: allow-untyped-defs, allow-untyped-calls
"""What students write for `adam`: the correction, and the count of steps."""

from __future__ import annotations

import numpy as np

from autograder.misconceptions.optimizers.right import corrected, moments, scaled, wrong_core

NO_CORRECTION = (
    "no-correction",
    "The averages are not corrected for their start at 0",
    "At the first step m is only 1 - beta1 of the gradient. How long is your first step, and how long is Adam's?",
    "Divide each average by the sum of the weights in it.",
)
ALWAYS_FIRST = (
    "always-first-step",
    "Every step is corrected as if it were the first",
    "Print t at each step, and what you divide by. After a thousand steps there is next to nothing left to correct.",
    "The sum of the weights after t steps is 1 - beta**t. Is t in your formula, and is it handed on?",
)
STORES_CORRECTED = (
    "stores-corrected",
    "The corrected averages are handed on",
    "The recursion goes on with the average as it is. What do you put into the config?",
)
COUNT_AHEAD = (
    "count-one-ahead",
    "The count of steps is one ahead",
    "At the first step t is 1, and the correction gives back the gradient itself. Does yours?",
    "A fresh config has t = 0. How often is it incremented before it is used?",
)
COUNT_BEHIND = (
    "count-one-behind",
    "The count of steps is used before it is incremented",
    "At the first step from a fresh config, what is 1 - beta1**t in your code?",
)


@wrong_core("adam", *NO_CORRECTION)
def no_correction(w, dw, c):
    moments(dw, c)
    return scaled(w, c["m"], c["v"], c)


@wrong_core("adam", "only-one-corrected", "Only one of the two averages is corrected",
            "Both begin at 0. What happens to the length of the first step if only one is brought back?")  # fmt: skip
def only_first_corrected(w, dw, c):
    moments(dw, c)
    return scaled(w, corrected(c)[0], c["v"], c)


@wrong_core("adam", "only-one-corrected")
def only_second_corrected(w, dw, c):
    moments(dw, c)
    return scaled(w, c["m"], corrected(c)[1], c)


@wrong_core("adam", *ALWAYS_FIRST)
def no_power(w, dw, c):
    moments(dw, c)
    return scaled(w, c["m"] / (1 - c["beta1"]), c["v"] / (1 - c["beta2"]), c)


@wrong_core("adam", "times-t", "beta is multiplied by t, not raised to its power",
            "Add up the weights in m after two steps: which expression with beta1 is it?")  # fmt: skip
def times_t(w, dw, c):
    moments(dw, c)
    return scaled(w, c["m"] / (1 - c["beta1"] * c["t"]), c["v"] / (1 - c["beta2"] * c["t"]), c)


@wrong_core("adam", "power-of-difference", "The power is taken of 1 - beta",
            "Which is raised to the power t, beta or 1 - beta? After many steps the correction should be gone.")
def power_of_difference(w, dw, c):
    moments(dw, c)
    return scaled(w, c["m"] / (1 - c["beta1"]) ** c["t"], c["v"] / (1 - c["beta2"]) ** c["t"], c)


@wrong_core("adam", "multiplies-correction", "The correction multiplies where it should divide",
            "m begins too small. Does your correction make it larger?")  # fmt: skip
def multiplies_correction(w, dw, c):
    moments(dw, c)
    return scaled(w, c["m"] * (1 - c["beta1"] ** c["t"]), c["v"] * (1 - c["beta2"] ** c["t"]), c)


@wrong_core("adam", "same-beta-in-correction", "Both averages are corrected with the same beta",
            "Each average has its own beta, and so its own sum of weights.")  # fmt: skip
def corrected_with_first(w, dw, c):
    moments(dw, c)
    return scaled(w, c["m"] / (1 - c["beta1"] ** c["t"]), c["v"] / (1 - c["beta1"] ** c["t"]), c)


@wrong_core("adam", "same-beta-in-correction")
def corrected_with_second(w, dw, c):
    moments(dw, c)
    return scaled(w, c["m"] / (1 - c["beta2"] ** c["t"]), c["v"] / (1 - c["beta2"] ** c["t"]), c)


@wrong_core("adam", "same-beta-in-correction")
def corrected_with_the_other(w, dw, c):
    moments(dw, c)
    return scaled(w, c["m"] / (1 - c["beta2"] ** c["t"]), c["v"] / (1 - c["beta1"] ** c["t"]), c)


@wrong_core("adam", *STORES_CORRECTED)
def stores_corrected(w, dw, c):
    moments(dw, c)
    c["m"], c["v"] = corrected(c)
    return scaled(w, c["m"], c["v"], c)


@wrong_core("adam", "stores-corrected")
def stores_first_corrected(w, dw, c):
    moments(dw, c)
    m_hat, v_hat = corrected(c)
    c["m"] = m_hat
    return scaled(w, m_hat, v_hat, c)


@wrong_core("adam", "stores-corrected")
def stores_second_corrected(w, dw, c):
    moments(dw, c)
    m_hat, v_hat = corrected(c)
    c["v"] = v_hat
    return scaled(w, m_hat, v_hat, c)


@wrong_core("adam", "always-first-step")
def count_never_stored(w, dw, c):
    before = c["t"]
    moments(dw, c)
    next_w = scaled(w, *corrected(c), c)
    c["t"] = before
    return next_w


@wrong_core("adam", *COUNT_AHEAD)
def count_one_ahead(w, dw, c):
    moments(dw, c)
    return scaled(w, *corrected({**c, "t": c["t"] + 1}), c)


@wrong_core("adam", "count-twice", "The count of steps goes up by two",
            "Print t at each step. How often is it incremented?")  # fmt: skip
def count_twice(w, dw, c):
    moments(dw, c)
    c["t"] += 1
    return scaled(w, *corrected({**c, "t": c["t"] - 1}), c)


@wrong_core("adam", "count-twice")
def count_by_two(w, dw, c):
    moments(dw, c)
    c["t"] += 1
    return scaled(w, *corrected(c), c)


@wrong_core("adam", *COUNT_BEHIND)
def count_one_behind(w, dw, c):
    moments(dw, c)
    return scaled(w, *corrected({**c, "t": np.int64(c["t"] - 1)}), c)


@wrong_core("adam", "count-one-behind")
def count_one_behind_python(w, dw, c):
    moments(dw, c)
    t = c["t"] - 1
    return scaled(w, c["m"] * (1 / (1 - c["beta1"] ** t)), c["v"] * (1 / (1 - c["beta2"] ** t)), c)
