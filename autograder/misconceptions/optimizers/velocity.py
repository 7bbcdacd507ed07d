# mypy: allow-untyped-defs, allow-untyped-calls
"""What students write for `sgd`, `sgd_momentum`, `ema_momentum` and `nesterov`: one form of momentum for another."""

from __future__ import annotations

import numpy as np

from autograder.misconceptions.optimizers import right
from autograder.misconceptions.optimizers.right import wrong_core

NEVER_DECAYS = (
    "never-decays",
    "Nothing of the old velocity is ever lost",
    "Let the gradient be zero from the second step on. Does your velocity fade?",
    "The factor in front of the old velocity is the friction. Which setting is it?",
)
SIGN_OF_MU = (
    "sign-of-factor",
    "The old velocity is turned round",
    "With a gradient that stays the same, should the second step be longer or shorter than the first?",
    "Which sign has the old velocity in the formula?",
)
OLD_VELOCITY = (
    "old-velocity",
    "The weights move by the velocity of the step before",
    "The first step from a fresh state: do the weights move at all?",
    "Bring the velocity up to date first, then the weights.",
)
PYTORCH_FORM = (
    "pytorch-form",
    "This is the form that PyTorch uses: the learning rate is outside of the velocity",
    "With one learning rate for all steps the path is the same. What if the rate changes on the way?",
    "Which of the two is in your velocity: a sum of gradients, or a sum of steps?",
)
ONLY_SIGN = (
    "only-the-sign",
    "Only the sign of the gradient counts",
    "Where the gradient is twice as large, should the step be as well?",
)


@wrong_core("sgd", "no-learning-rate", "The learning rate is missing",
            "On f(w) = 50 * w**2, where does a step as long as the gradient lead?")  # fmt: skip
def no_learning_rate(w, dw, c):
    return w - dw


@wrong_core("sgd", "divides", "The learning rate divides",
            "Halve the learning rate: should the step become shorter or longer?")  # fmt: skip
def divides(w, dw, c):
    return w - dw / c["learning_rate"]


@wrong_core("sgd", "shrinks-weights", "The weights themselves are scaled",
            "With a gradient of zero, the weights should stay where they are.",
            "What does the learning rate multiply: the gradient, or more than that?")  # fmt: skip
def shrinks_weights(w, dw, c):
    return c["learning_rate"] * (w - dw)


@wrong_core("sgd", "shrinks-weights")
def shrinks_weights_only(w, dw, c):
    return w * (1 - c["learning_rate"]) - c["learning_rate"] * dw


@wrong_core("sgd", "shrinks-weights")
def multiplies_weights(w, dw, c):
    return w - c["learning_rate"] * dw * w


@wrong_core("sgd", *ONLY_SIGN)
def only_the_sign(w, dw, c):
    return w - c["learning_rate"] * np.sign(dw)


@wrong_core("sgd", "unit-gradient", "The gradient is brought to length 1",
            "Near the minimum the gradient is short, so that steps become short by themselves. Do yours?")  # fmt: skip
def unit_gradient(w, dw, c):
    return w - c["learning_rate"] * dw / np.linalg.norm(dw)


@wrong_core("sgd", "mean-gradient", "One number stands for the whole gradient",
            "Each weight has a slope of its own. What does `mean` or `sum` make of them?")  # fmt: skip
def mean_gradient(w, dw, c):
    return w - c["learning_rate"] * dw.mean()


@wrong_core("sgd", "mean-gradient")
def sum_of_gradient(w, dw, c):
    return w - c["learning_rate"] * dw.sum()


@wrong_core("sgd", "twice", "The step is taken twice", "How often does the gradient enter your next w?")
def twice(w, dw, c):
    return w - 2 * c["learning_rate"] * dw


@wrong_core("sgd_momentum", *NEVER_DECAYS)
def momentum_never_decays(w, dw, c):
    c["velocity"] = c["velocity"] - c["learning_rate"] * dw
    return w + c["velocity"]


@wrong_core("sgd_momentum", *SIGN_OF_MU)
def momentum_sign(w, dw, c):
    c["velocity"] = -c["momentum"] * c["velocity"] - c["learning_rate"] * dw
    return w + c["velocity"]


@wrong_core("sgd_momentum", *OLD_VELOCITY)
def momentum_old_velocity(w, dw, c):
    next_w = w + c["velocity"]
    right.sgd_momentum(w, dw, c)
    return next_w + np.zeros_like(dw)


@wrong_core("sgd_momentum", *PYTORCH_FORM)
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


@wrong_core("ema_momentum", *NEVER_DECAYS)
def average_never_decays(w, dw, c):
    c["velocity"] = c["velocity"] + (1 - c["beta"]) * dw
    return w - c["learning_rate"] * c["velocity"]


@wrong_core("ema_momentum", *SIGN_OF_MU)
def average_sign(w, dw, c):
    c["velocity"] = -c["beta"] * c["velocity"] + (1 - c["beta"]) * dw
    return w - c["learning_rate"] * c["velocity"]


@wrong_core("ema_momentum", *OLD_VELOCITY)
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


@wrong_core("nesterov", *NEVER_DECAYS)
def nesterov_never_decays(w, dw, c):
    c["velocity"] = c["velocity"] - c["learning_rate"] * dw
    return w + c["momentum"] * c["velocity"] - c["learning_rate"] * dw


@wrong_core("nesterov", "never-decays")
def nesterov_never_decays_at_all(w, dw, c):
    c["velocity"] = c["velocity"] - c["learning_rate"] * dw
    return w + c["velocity"] - c["learning_rate"] * dw


@wrong_core("nesterov", *SIGN_OF_MU)
def nesterov_sign(w, dw, c):
    c["velocity"] = -c["momentum"] * c["velocity"] - c["learning_rate"] * dw
    return w + c["momentum"] * c["velocity"] - c["learning_rate"] * dw


@wrong_core("nesterov", "sign-of-factor")
def nesterov_sign_of_look(w, dw, c):
    c["velocity"] = c["momentum"] * c["velocity"] - c["learning_rate"] * dw
    return w - c["momentum"] * c["velocity"] - c["learning_rate"] * dw


@wrong_core("nesterov", "sign-of-factor")
def nesterov_sign_of_gradient(w, dw, c):
    c["velocity"] = c["momentum"] * c["velocity"] - c["learning_rate"] * dw
    return w + c["momentum"] * c["velocity"] + c["learning_rate"] * dw


@wrong_core("nesterov", "plain-momentum", "This is plain momentum",
            "Which velocity do you look ahead with, the one before this step or the one after?",
            "From rest, how long is the first step? Plain momentum's is lr * dw, Nesterov's is longer.")  # fmt: skip
def nesterov_plain(w, dw, c):
    return right.sgd_momentum(w, dw, c)


@wrong_core("nesterov", "looks-ahead-twice", "The look ahead is never taken back",
            "Your step holds the whole new velocity, and mu of it on top.",
            "w is the point that looks ahead already: what of it came from the old velocity?")  # fmt: skip
def nesterov_too_far(w, dw, c):
    right.sgd_momentum(w, dw, c)
    return w + (1 + c["momentum"]) * c["velocity"]


@wrong_core("nesterov", "no-gradient-step", "The weights move by the look ahead alone",
            "From rest and with mu = 0, what is left of your step? It should be plain gradient descent.")  # fmt: skip
def nesterov_no_gradient(w, dw, c):
    right.sgd_momentum(w, dw, c)
    return w + c["momentum"] * c["velocity"]


@wrong_core("nesterov", *PYTORCH_FORM)
def nesterov_pytorch(w, dw, c):
    c["velocity"] = c["momentum"] * c["velocity"] + dw
    return w - c["learning_rate"] * (dw + c["momentum"] * c["velocity"])


@wrong_core("nesterov", "averaged-form", "The velocity is averaged",
            "Is there a 1 - mu in the formula of the velocity?")  # fmt: skip
def nesterov_averaged(w, dw, c):
    c["velocity"] = c["momentum"] * c["velocity"] - (1 - c["momentum"]) * c["learning_rate"] * dw
    return w + c["momentum"] * c["velocity"] - c["learning_rate"] * dw


@wrong_core("nesterov", "no-friction-on-look", "The look ahead goes the whole way",
            "At the next step the velocity will have lost a part to friction. How much of it is looked ahead?")
def nesterov_whole(w, dw, c):
    right.sgd_momentum(w, dw, c)
    return w + c["velocity"] - c["learning_rate"] * dw


@wrong_core("nesterov", "keeps-whole-step", "The whole step is kept as the velocity",
            "The velocity is that of plain momentum. Which part of your step is only looking ahead?")  # fmt: skip
def nesterov_keeps_step(w, dw, c):
    next_w = right.nesterov(w, dw, c)
    c["velocity"] = c["momentum"] * c["velocity"] - c["learning_rate"] * dw
    return next_w
