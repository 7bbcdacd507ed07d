# mypy: allow-untyped-defs, allow-untyped-calls
"""What students write for `sgd_momentum`: one form of momentum for another."""

from __future__ import annotations

import numpy as np

from autograder.misconceptions.optimizers import right, words
from autograder.misconceptions.optimizers.right import wrong_core


@wrong_core("sgd_momentum", *words.NEVER_DECAYS)
def momentum_never_decays(w, dw, c):
    c["velocity"] = c["velocity"] - c["learning_rate"] * dw
    return w + c["velocity"]


@wrong_core("sgd_momentum", *words.SIGN_OF_MU)
def momentum_sign(w, dw, c):
    c["velocity"] = -c["momentum"] * c["velocity"] - c["learning_rate"] * dw
    return w + c["velocity"]


@wrong_core("sgd_momentum", *words.OLD_VELOCITY)
def momentum_old_velocity(w, dw, c):
    next_w = w + c["velocity"]
    right.sgd_momentum(w, dw, c)
    return next_w + np.zeros_like(dw)


@wrong_core("sgd_momentum", *words.PYTORCH_FORM)
def momentum_pytorch(w, dw, c):
    c["velocity"] = c["momentum"] * c["velocity"] + dw
    return w - c["learning_rate"] * c["velocity"]


@wrong_core("sgd_momentum", "pytorch-form")
def momentum_pytorch_negative(w, dw, c):
    c["velocity"] = c["momentum"] * c["velocity"] - dw
    return w + c["learning_rate"] * c["velocity"]


@wrong_core("sgd_momentum", "velocity-positive", "The velocity points uphill, and is subtracted",
            "From rest the path is right. What if the caller hands over a velocity to begin with?",
            "In the form of this course the weights move by +v. Which sign has the gradient in v, then?")  # fmt: skip
def momentum_positive(w, dw, c):
    c["velocity"] = c["momentum"] * c["velocity"] + c["learning_rate"] * dw
    return w - c["velocity"]


@wrong_core("sgd_momentum", "averaged-form", "This is the averaged form, `ema_momentum`",
            "With a gradient that stays the same, how fast do you become in the end?",
            "Is there a 1 - mu in the formula of the velocity?")  # fmt: skip
def momentum_averaged(w, dw, c):
    c["velocity"] = c["momentum"] * c["velocity"] + (1 - c["momentum"]) * dw
    return w - c["learning_rate"] * c["velocity"]


@wrong_core("sgd_momentum", "averaged-form")
def momentum_averaged_steps(w, dw, c):
    c["velocity"] = c["momentum"] * c["velocity"] - (1 - c["momentum"]) * c["learning_rate"] * dw
    return w + c["velocity"]


@wrong_core("sgd_momentum", "nesterov-form", "This is Nesterov's step",
            "In plain momentum the weights move by the new velocity, and by nothing else.")  # fmt: skip
def momentum_nesterov(w, dw, c):
    return right.nesterov(w, dw, c)


@wrong_core("sgd_momentum", "gradient-twice", "The gradient enters twice",
            "Once it changes the velocity. Does it move the weights a second time?")  # fmt: skip
def momentum_gradient_twice(w, dw, c):
    return right.sgd_momentum(w, dw, c) - c["learning_rate"] * dw


@wrong_core("sgd_momentum", "friction-on-gradient", "The friction slows down the new push as well",
            "From rest, the first step is lr * dw long. How long is yours?",
            "Where does the bracket end that mu multiplies?")  # fmt: skip
def momentum_friction_on_gradient(w, dw, c):
    c["velocity"] = c["momentum"] * (c["velocity"] - c["learning_rate"] * dw)
    return w + c["velocity"]


@wrong_core("sgd_momentum", "no-learning-rate", "The learning rate is missing",
            "By what is the gradient multiplied before it is added to the velocity?")  # fmt: skip
def momentum_no_rate(w, dw, c):
    c["velocity"] = c["momentum"] * c["velocity"] - dw
    return w + c["velocity"]


@wrong_core("sgd_momentum", "rate-twice", "The learning rate enters twice",
            "It is in the velocity. Does it multiply the velocity again?")  # fmt: skip
def momentum_rate_twice(w, dw, c):
    c["velocity"] = c["momentum"] * c["velocity"] - c["learning_rate"] * dw
    return w + c["learning_rate"] * c["velocity"]


@wrong_core("sgd_momentum", "friction-is-one-minus", "mu and 1 - mu have changed places",
            "With mu = 0.9, nine tenths of the velocity are kept. How much do you keep?")  # fmt: skip
def momentum_one_minus(w, dw, c):
    c["velocity"] = (1 - c["momentum"]) * c["velocity"] - c["learning_rate"] * dw
    return w + c["velocity"]
