# mypy: allow-untyped-defs, allow-untyped-calls
"""Mistakes that any update rule can have: how it keeps its books, and what it does to the caller's arrays."""

from __future__ import annotations

from typing import Any

import numpy as np

from autograder.misconceptions import common, wrong
from autograder.misconceptions.optimizers.right import CORES, HYPERPARAMETERS, STATE, settings

OVERWRITES_W = (
    "overwrites-w",
    "The caller's weights are changed in place",
    "Keep a copy of w, call your rule once, and compare: which of the two is the new one?",
    "`w -= ...` writes into the array that was handed over; `w = w - ...` makes a new one.",
)
OVERWRITES_DW = (
    "overwrites-dw",
    "The caller's gradient is changed in place",
    "A gradient is handed over without a copy. What is left of it when your rule is through?",
    "Operators such as `*=` write into the array that was handed over.",
)
MUTABLE_DEFAULT = (
    "mutable-default",
    "Two parameters share one default config",
    "Call your rule for two parameters, each without a config, and compare the configs that come back with `is`.",
    "A default value is made once, when `def` runs, and not at every call.",
    "Which default can stand for \"nothing was given\", so that a new dict is made inside?",
)
GLOBAL_STATE = (
    "global-state",
    "The state is kept outside of the config",
    "Train two parameters turn about. Whose state does the second one find?",
    "A function is the same for all parameters; the config is what each one has for itself.",
)
FORGETS = (
    "forgets",
    "The state begins anew at every step",
    "Call your rule twice, the second time with the config that came back. What does it know of the first gradient?",
    "Which array of this step does the next one need? Follow it from where you compute it into the config you return.",
)
LOSES_SETTINGS = (
    "loses-settings",
    "The config that comes back lacks the settings",
    "The second step is called with the config that the first one returned. Which learning rate does it find there?",
    "The next step needs the state and the settings.",
)
NO_DEFAULTS = (
    "no-defaults",
    "A key that is missing in the config stops the code",
    "Not every caller gives every key, and a fresh config has no state in it.",
    "`dict.get` and `dict.setdefault` take a value for a key that is not there; what if there is no dict?",
)
ZERO_IS_MISSING = (
    "zero-is-missing",
    "A setting of 0 is taken for one that is missing",
    "In Python, 0 counts as false. What is `0 or 0.9`?",
    "`dict.get` can be given the default itself.",
)
ONLY_W = (
    "only-w",
    "The config is not returned",
    "A rule gives back two things, the next weights and the config for the step after.",
)
SWAPPED_PAIR = (
    "swapped-pair",
    "The two results are in the other order",
    "Compare your `return` line with the task: which comes first?",
)
UPHILL = (
    "uphill",
    "The step goes uphill",
    "The gradient points to where the loss grows. On f(w) = w**2 at w = 1, in which direction is your first step?",
    "Count the minus signs between dw and the next w.",
)


def overwrites_w(name):
    def rule(w, dw, config=None):
        c = settings(name, config)
        w += CORES[name](w, dw, c) - w
        return w, c

    return rule


def overwrites_w_without_sum(name):
    def rule(w, dw, config=None):
        c = settings(name, config)
        w[...] = CORES[name](w, dw, c)
        return w, c

    return rule


def overwrites_dw(name):
    def rule(w, dw, config=None):
        c = settings(name, config)
        next_w = CORES[name](w, dw, c)
        dw *= c["learning_rate"]
        return next_w, c

    return rule


def mutable_default(name):
    def rule(w, dw, config={}):  # noqa: B006
        for key, value in {**HYPERPARAMETERS[name], **STATE[name]}.items():
            config.setdefault(key, value)
        return CORES[name](w, dw, config), config

    return rule


def module_config(name):
    known = {**HYPERPARAMETERS[name], **STATE[name]}

    def rule(w, dw, config=None):
        config = known if config is None else config
        for key, value in {**HYPERPARAMETERS[name], **STATE[name]}.items():
            config.setdefault(key, value)
        return CORES[name](w, dw, config), config

    return rule


def global_state(name):
    kept: dict[str, Any] = {}

    def rule(w, dw, config=None):
        c = settings(name, config)
        if c.pop("started", False):
            c.update(kept)
        next_w = CORES[name](w, dw, c)
        kept.update({key: c[key] for key in STATE[name]})
        return next_w, {**{key: c[key] for key in HYPERPARAMETERS[name]}, "started": True}

    return rule


def forgets(name):
    def rule(w, dw, config=None):
        return CORES[name](w, dw, settings(name, config)), settings(name, config)

    return rule


def resets(name):
    def rule(w, dw, config=None):
        c = {**settings(name, config), **STATE[name]}
        return CORES[name](w, dw, c), c

    return rule


def loses_settings(name):
    def rule(w, dw, config=None):
        c = settings(name, config)
        return CORES[name](w, dw, c), {key: c[key] for key in STATE[name]}

    return rule


def needs_dict(name):
    def rule(w, dw, config):
        c = {**HYPERPARAMETERS[name], **STATE[name], **config}
        return CORES[name](w, dw, c), c

    return rule


def needs_dict_not_none(name):
    def rule(w, dw, config=None):
        for key, value in {**HYPERPARAMETERS[name], **STATE[name]}.items():
            config.setdefault(key, value)
        return CORES[name](w, dw, config), config

    return rule


def needs_state(name):
    def rule(w, dw, config=None):
        c = {**HYPERPARAMETERS[name], **STATE[name]} if config is None else dict(config)
        return CORES[name](w, dw, c), c

    return rule


def needs_hyperparameters(name):
    def rule(w, dw, config=None):
        c = {**STATE[name], **(config or {})}
        return CORES[name](w, dw, c), c

    return rule


def zero_is_missing(name):
    def rule(w, dw, config=None):
        config = config or {}
        c = {key: config.get(key) or value for key, value in HYPERPARAMETERS[name].items()}
        c.update({key: config.get(key, value) for key, value in STATE[name].items()})
        return CORES[name](w, dw, c), c

    return rule


def only_w(name):
    def rule(w, dw, config=None):
        return CORES[name](w, dw, settings(name, config))

    return rule


def nothing_for_config(name):
    def rule(w, dw, config=None):
        return CORES[name](w, dw, settings(name, config)), None

    return rule


def swapped_pair(name):
    def rule(w, dw, config=None):
        c = settings(name, config)
        return c, CORES[name](w, dw, c)

    return rule


def uphill(name):
    def rule(w, dw, config=None):
        c = settings(name, config)
        return 2 * w - CORES[name](w, dw, c), c

    return rule


def single_precision(name):
    def rule(w, dw, config=None):
        c = settings(name, config)
        return CORES[name](w, dw, c).astype(np.float32), c

    return rule


def integer_output(name):
    def rule(w, dw, config=None):
        c = settings(name, config)
        out = np.zeros_like(w)
        out[...] = CORES[name](w, dw, c)
        return out, c

    return rule


def rounded(name):
    def rule(w, dw, config=None):
        c = settings(name, config)
        return np.round(CORES[name](w, dw, c), 6), c

    return rule


def step_alone(name):
    def rule(w, dw, config=None):
        c = settings(name, config)
        return CORES[name](w, dw, c) - w, c

    return rule


STEP_ALONE = (
    "step-alone",
    "The step is returned, not where it leads",
    "With a gradient of zero the weights stay where they are. What does your rule return then?",
)
FOR_ALL = (
    (OVERWRITES_W, overwrites_w), (OVERWRITES_W, overwrites_w_without_sum), (OVERWRITES_DW, overwrites_dw),
    (MUTABLE_DEFAULT, mutable_default), (MUTABLE_DEFAULT, module_config), (LOSES_SETTINGS, loses_settings),
    (NO_DEFAULTS, needs_dict), (NO_DEFAULTS, needs_dict_not_none), (NO_DEFAULTS, needs_hyperparameters),
    (ONLY_W, only_w), (ONLY_W, nothing_for_config), (SWAPPED_PAIR, swapped_pair), (UPHILL, uphill),
    (STEP_ALONE, step_alone), (common.FLOAT32, single_precision), (common.INTEGER_OUTPUT, integer_output),
    (common.ROUNDED[:2], rounded),
)  # fmt: skip
WITH_STATE = (
    (GLOBAL_STATE, global_state), (FORGETS, forgets), (FORGETS, resets), (NO_DEFAULTS, needs_state),
    (ZERO_IS_MISSING, zero_is_missing),
)  # fmt: skip

for name in CORES:
    for words, make in (*FOR_ALL, *(WITH_STATE if STATE[name] else ())):
        if not (name == "adagrad" and make is zero_is_missing):  # 0 is no sensible setting there
            wrong(name, *words)(make(name))
