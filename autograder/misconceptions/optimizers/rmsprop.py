# mypy: allow-untyped-defs, allow-untyped-calls
"""What students write for `rmsprop` alone: other averages."""

from __future__ import annotations

import numpy as np

from autograder.misconceptions.optimizers.right import CORES, wrong_core
from autograder.misconceptions.optimizers.scaled import step


@wrong_core("rmsprop", "sum-of-squares", "Your cache never forgets: this is Adagrad",
            "What becomes of a large gradient from long ago? In RMSprop it fades.")  # fmt: skip
def rmsprop_sum(w, dw, c):
    return CORES["adagrad"](w, dw, c)


@wrong_core("rmsprop", "no-one-minus", "The new square enters with its full weight",
            "Let the squares be 1 at every step. Towards which number does your cache go?",
            "The weights of an average sum to one.")  # fmt: skip
def rmsprop_no_one_minus(w, dw, c):
    c["cache"] = c["decay_rate"] * c["cache"] + dw**2
    return step(w, dw, np.sqrt(c["cache"]) + c["epsilon"], c)


@wrong_core("rmsprop", "no-one-minus")
def rmsprop_no_decay(w, dw, c):
    c["cache"] = c["cache"] + (1 - c["decay_rate"]) * dw**2
    return step(w, dw, np.sqrt(c["cache"]) + c["epsilon"], c)


@wrong_core("rmsprop", "weights-swapped", "decay_rate and 1 - decay_rate have changed places",
            "With a decay rate of 0.99, how much of the old cache is kept?")  # fmt: skip
def rmsprop_swapped(w, dw, c):
    c["cache"] = (1 - c["decay_rate"]) * c["cache"] + c["decay_rate"] * dw**2
    return step(w, dw, np.sqrt(c["cache"]) + c["epsilon"], c)


@wrong_core("rmsprop", "corrected", "The cache is corrected for its start",
            "Bias correction is a part of Adam. RMSprop takes its average as it is.")  # fmt: skip
def rmsprop_corrected(w, dw, c):
    c["t"] = c.get("t", 0) + 1
    c["cache"] = c["decay_rate"] * c["cache"] + (1 - c["decay_rate"]) * dw**2
    return step(w, dw, np.sqrt(c["cache"] / (1 - c["decay_rate"] ** c["t"])) + c["epsilon"], c)


@wrong_core("rmsprop", "square-of-average", "The average is squared, not the gradients",
            "Gradients of +1 and -1 in turn have an average near 0, and large squares.")  # fmt: skip
def rmsprop_square_of_average(w, dw, c):
    c["cache"] = c["decay_rate"] * c["cache"] + (1 - c["decay_rate"]) * dw
    return step(w, dw, np.abs(c["cache"]) + c["epsilon"], c)


@wrong_core("rmsprop", "sign-of-factor", "The new square is subtracted",
            "Squares are positive. Can the cache become negative in your code?")  # fmt: skip
def rmsprop_sign(w, dw, c):
    c["cache"] = c["decay_rate"] * c["cache"] - (1 - c["decay_rate"]) * dw**2
    return step(w, dw, np.sqrt(c["cache"]) + c["epsilon"], c)


@wrong_core("rmsprop", "decay-squared", "The factor of the old cache is squared, too",
            "One step is one factor of decay_rate. Does your power include it?")  # fmt: skip
def rmsprop_decay_squared(w, dw, c):
    c["cache"] = c["decay_rate"] ** 2 * c["cache"] + (1 - c["decay_rate"]) * dw**2
    return step(w, dw, np.sqrt(c["cache"]) + c["epsilon"], c)


@wrong_core("rmsprop", "decay-squared")
def rmsprop_weight_squared(w, dw, c):
    c["cache"] = c["decay_rate"] * c["cache"] + ((1 - c["decay_rate"]) * dw) ** 2
    return step(w, dw, np.sqrt(c["cache"]) + c["epsilon"], c)
