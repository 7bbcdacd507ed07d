# mypy: allow-untyped-defs, allow-untyped-calls
"""Mistakes that any update rule can have: how it keeps its books, and what it does to the caller's arrays."""

from __future__ import annotations

from typing import Any

import numpy as np

from autograder.misconceptions import common, wrong
from autograder.misconceptions.optimizers import words_of_books as words
from autograder.misconceptions.optimizers.right import CORES, HYPERPARAMETERS, STATE, settings


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


def shared_buffer(name):
    buffers: dict[Any, Any] = {}

    def rule(w, dw, config=None):
        c = settings(name, config)
        out = buffers.setdefault(w.shape, np.zeros(w.shape))
        out[...] = CORES[name](w, dw, c)
        return out, c

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


FOR_ALL = (
    (words.OVERWRITES_W, (overwrites_w, overwrites_w_without_sum)),
    (words.OVERWRITES_DW, (overwrites_dw,)),
    (words.MUTABLE_DEFAULT, (mutable_default, module_config)),
    (words.LOSES_SETTINGS, (loses_settings,)),
    (words.NO_DEFAULTS, (needs_dict, needs_dict_not_none, needs_hyperparameters)),
    (words.ONLY_W, (only_w, nothing_for_config)),
    (words.SWAPPED_PAIR, (swapped_pair,)),
    (words.UPHILL, (uphill,)),
    (words.STEP_ALONE, (step_alone,)),
    (common.FLOAT32, (single_precision,)),
    (common.INTEGER_OUTPUT, (integer_output,)),
    (common.ROUNDED[:2], (rounded,)),
    (common.SHARED_BUFFER, (shared_buffer,)),
)
WITH_STATE = (
    (words.GLOBAL_STATE, (global_state,)),
    (words.FORGETS, (forgets, resets)),
    (words.NO_DEFAULTS, (needs_state,)),
    (words.ZERO_IS_MISSING, (zero_is_missing,)),
)

for name in CORES:
    for said, makers in (*FOR_ALL, *(WITH_STATE if STATE[name] else ())):
        for make in makers:
            if not (name == "adagrad" and make is zero_is_missing):  # 0 is no sensible setting there
                wrong(name, *said)(make(name))
