# mypy: allow-untyped-defs, allow-untyped-calls
"""What students write for `nesterov`: one form of momentum for another."""

from __future__ import annotations

from autograder.misconceptions.optimizers import right, words
from autograder.misconceptions.optimizers.right import wrong_core


@wrong_core("nesterov", *words.NEVER_DECAYS)
def nesterov_never_decays(w, dw, c):
    c["velocity"] = c["velocity"] - c["learning_rate"] * dw
    return w + c["momentum"] * c["velocity"] - c["learning_rate"] * dw


@wrong_core("nesterov", "never-decays")
def nesterov_never_decays_at_all(w, dw, c):
    c["velocity"] = c["velocity"] - c["learning_rate"] * dw
    return w + c["velocity"] - c["learning_rate"] * dw


@wrong_core("nesterov", *words.SIGN_OF_MU)
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


@wrong_core("nesterov", *words.PYTORCH_FORM)
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
