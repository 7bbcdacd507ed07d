# mypy: allow-untyped-defs, allow-untyped-calls
"""What students write for `ema_momentum`: one form of momentum for another."""

from __future__ import annotations

import numpy as np

from autograder.misconceptions.optimizers import right, words
from autograder.misconceptions.optimizers.right import wrong_core


@wrong_core("ema_momentum", *words.NEVER_DECAYS)
def average_never_decays(w, dw, c):
    c["velocity"] = c["velocity"] + (1 - c["beta"]) * dw
    return w - c["learning_rate"] * c["velocity"]


@wrong_core("ema_momentum", *words.SIGN_OF_MU)
def average_sign(w, dw, c):
    c["velocity"] = -c["beta"] * c["velocity"] + (1 - c["beta"]) * dw
    return w - c["learning_rate"] * c["velocity"]


@wrong_core("ema_momentum", *words.OLD_VELOCITY)
def average_old_velocity(w, dw, c):
    next_w = w - c["learning_rate"] * c["velocity"] + np.zeros_like(dw)
    right.ema_momentum(w, dw, c)
    return next_w


@wrong_core("ema_momentum", "sum-form", "The velocity is a sum, as in `sgd_momentum`, and not an average",
            "Let the gradient be 1 at every step. Towards which number does your velocity go?",
            "The weights of an average sum to one. How much weight does the new gradient get?")  # fmt: skip
def average_sum(w, dw, c):
    c["velocity"] = c["beta"] * c["velocity"] + dw
    return w - c["learning_rate"] * c["velocity"]


@wrong_core("ema_momentum", "sum-form")
def average_velocity(w, dw, c):
    c["velocity"] = c["beta"] * c["velocity"] - c["learning_rate"] * dw
    return w + c["velocity"]


@wrong_core("ema_momentum", "weights-swapped", "beta and 1 - beta have changed places",
            "With beta = 0.9, how much of the old average is kept?")  # fmt: skip
def average_swapped(w, dw, c):
    c["velocity"] = (1 - c["beta"]) * c["velocity"] + c["beta"] * dw
    return w - c["learning_rate"] * c["velocity"]


@wrong_core("ema_momentum", "weights-swapped")
def average_same_factor(w, dw, c):
    c["velocity"] = c["beta"] * c["velocity"] + c["beta"] * dw
    return w - c["learning_rate"] * c["velocity"]


@wrong_core("ema_momentum", "corrected", "The average is corrected for its start",
            "Bias correction is a part of Adam. Here the average is taken as it is.")  # fmt: skip
def average_corrected(w, dw, c):
    right.ema_momentum(w, dw, c)
    c["t"] = c.get("t", 0) + 1
    return w - c["learning_rate"] * c["velocity"] / (1 - c["beta"] ** c["t"])


@wrong_core("ema_momentum", "rate-inside", "The learning rate is inside of the velocity",
            "With one learning rate for all steps the path is the same. What if the rate changes on the way?",
            "The velocity of this form is an average of gradients, and of nothing else.")  # fmt: skip
def average_rate_inside(w, dw, c):
    c["velocity"] = c["beta"] * c["velocity"] + (1 - c["beta"]) * c["learning_rate"] * dw
    return w - c["velocity"]


@wrong_core("ema_momentum", "rate-inside")
def average_rate_inside_negative(w, dw, c):
    c["velocity"] = c["beta"] * c["velocity"] - (1 - c["beta"]) * c["learning_rate"] * dw
    return w + c["velocity"]


@wrong_core("ema_momentum", "rate-inside")
def average_negative(w, dw, c):
    c["velocity"] = c["beta"] * c["velocity"] - (1 - c["beta"]) * dw
    return w + c["learning_rate"] * c["velocity"]


@wrong_core("ema_momentum", "no-learning-rate", "The learning rate is missing",
            "By what is the averaged gradient multiplied before the weights move?")  # fmt: skip
def average_no_rate(w, dw, c):
    right.ema_momentum(w, dw, c)
    return w - c["velocity"]
