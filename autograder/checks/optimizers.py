"""The checks of notebook 05: what is wanted of each update rule and its helpers, and how closely.

A rule is judged by where it stands after each of several steps, never by how it keeps its books.
"""

from __future__ import annotations

from typing import Any

from autograder.checks import optimizers_data_inputs as data
from autograder.checks import optimizers_inputs as inputs
from autograder.checks.base import Check, Inputs
from courseware.spec import Spec
from solutions import optimizers as solution

STEPS: dict[str, Any] = {"rtol": 1e-9, "atol": 1e-15}  # steps of 1e-9 from the origin count as well
SERIES = {"dims": {"T": [0, 0]}, "shapes": {"": ["T"]}, "rtol": 1e-9, "atol": 1e-12}
PATH: dict[str, Any] = {"rtol": 1e-9, "atol": 1e-12}
KEPT = "The config holds what the next step needs, for one parameter alone; w and dw stay as they were, in any array."
TINY = "Epsilon is added to the square root, as large as the config says."
DIVIDES = ("adagrad", "rmsprop", "adam")
STATES = {
    "sgd": inputs.no_state, "sgd_momentum": inputs.velocity, "ema_momentum": inputs.velocity,
    "nesterov": inputs.velocity, "adagrad": inputs.cache, "rmsprop": inputs.cache, "adam": inputs.moments,
}


def graded(exercise: str, property: str, points: int, title: str, message: str, drawn: Inputs, *requires: str,
           options: dict[str, Any], driver: str = "call") -> Check:  # fmt: skip
    """A check of one property of a function of this notebook."""
    needed = tuple(f"check-{exercise}-{other}" for other in requires)
    spec = Spec(exercise, property, title, message, points, needed, driver, options=options)
    return Check(spec, drawn, getattr(solution, exercise))


def steps(exercise: str, points: int, message: str) -> Check:
    """The first check of a rule: where it stands after each step from a fresh state."""
    return graded(exercise, "steps", points, "Right steps from a fresh state", message, inputs.steps(exercise),
                  options=STEPS, driver="optimizers.steps")  # fmt: skip


def epsilon(exercise: str) -> Check:
    """The check of a rule that divides."""
    return graded(exercise, "epsilon", 1, "Epsilon in its place", TINY, inputs.epsilons(exercise), "steps",
                  options=STEPS, driver="optimizers.steps")  # fmt: skip


def contract(exercise: str) -> Check:
    """The last check of a rule: defaults, a config handed on, and arrays that are left alone."""
    needed = ("steps", "epsilon") if exercise in DIVIDES else ("steps",)
    return graded(exercise, "contract", 1, "Config and arrays as agreed", KEPT,
                  inputs.contracts(exercise, STATES[exercise]), *needed,
                  options={**STEPS, "unchanged": ["w", "dw"]}, driver="optimizers.contract")  # fmt: skip


CHECKS = [
    steps("sgd", 1, "Each step goes against the gradient, by the learning rate times its size."),
    contract("sgd"),
    graded("minimize", "path", 2, "The whole path",
           "The start, then the point after each step; the gradient is taken there, and the config is handed on.",
           data.walks, options=PATH, driver="optimizers.minimize"),
    graded("minimize", "contract", 1, "Any start, left as it was",
           "A start in whole numbers works, no argument changes, and every walk stands for itself.",
           data.walk_layouts, "path", options={**PATH, "calls": 2, "unchanged": ["matrix", "centre", "x0"]},
           driver="optimizers.minimize-twice"),
    graded("minibatches", "epoch", 2, "Every sample once, with its label",
           "Batches of the size asked for, the last one perhaps smaller, hold every sample once, with its own label.",
           data.epochs, options=PATH, driver="optimizers.epoch"),
    graded("minibatches", "shuffled", 1, "A new order in each epoch",
           "The samples are shuffled, not only the batches, anew in each epoch, by the generator that is handed over.",
           data.long_epochs, "epoch", options=PATH, driver="optimizers.order"),
    graded("minibatches", "contract", 1, "Any array, left as it was",
           "Labels in a list and other memory layouts work, and the caller's X and y keep their order.",
           data.epoch_layouts, "epoch", options={**PATH, "unchanged": ["X", "y"]}, driver="optimizers.kept"),
    graded("ewma", "values", 1, "Right averages",
           "Each average keeps beta of the one before and takes 1 - beta of the new value, from 0 at the start.",
           data.series, options=SERIES),
    graded("ewma", "correction", 1, "Right bias correction",
           "Each average is divided by the sum of the weights in it; the recursion itself goes on uncorrected.",
           data.corrected_series, "values", options=SERIES),
    graded("ewma", "contract", 1, "Any array, left as it was",
           "Integers and any memory layout work; no argument changes; every call stands for itself.",
           data.series_layouts, "values", options={**SERIES, "calls": 2, "unchanged": ["values"]}, driver="twice"),
    steps("sgd_momentum", 2, "The velocity keeps mu of itself and takes -lr * dw; the weights move by the new one."),
    contract("sgd_momentum"),
    steps("ema_momentum", 2, "The velocity is an average of gradients; the weights move against it by lr."),
    contract("ema_momentum"),
    steps("rmsprop", 1, "Each weight's step is divided by the root of its own average of squared gradients."),
    epsilon("rmsprop"),
    contract("rmsprop"),
    steps("adam", 2, "Both averages are corrected for their start at 0, each with its own beta to the power t."),
    epsilon("adam"),
    contract("adam"),
    graded("lr_decay", "values", 1, "Right learning rate",
           "The first epoch has the full rate; later ones have 1 / (1 + decay_rate * epoch) of it.",
           data.rates, options=PATH),
    steps("nesterov", 2, "The velocity is that of momentum; the step is the one that it will take next, too."),
    contract("nesterov"),
    steps("adagrad", 1, "Each weight's step is divided by the root of the sum of its own squared gradients."),
    epsilon("adagrad"),
    contract("adagrad"),
]  # fmt: skip
