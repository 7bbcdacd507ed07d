# mypy: allow-untyped-defs, allow-untyped-calls
"""Settings that are not read from the config, and defaults other than those agreed upon: a mistake for each key."""

from __future__ import annotations

from autograder.misconceptions import wrong
from autograder.misconceptions.optimizers.right import CORES, HYPERPARAMETERS, settings

OTHER = {  # defaults that people have in mind from elsewhere
    "learning_rate": (0.1, 1e-3, 1e-2), "momentum": (0.0, 0.5, 0.99, 1.0), "beta": (0.5, 0.98, 0.99),
    "decay_rate": (0.9, 0.95, 0.999), "beta1": (0.99, 0.8), "beta2": (0.99, 0.9), "epsilon": (1e-7, 1e-10, 1e-6),
}  # fmt: skip


def hard_coded(name, key, value):
    def rule(w, dw, config=None):
        c = settings(name, config)
        given, c[key] = c[key], value
        next_w = CORES[name](w, dw, c)
        return next_w, {**c, key: given}

    return rule


def other_default(name, key, value):
    def rule(w, dw, config=None):
        c = settings(name, {key: value, **(config or {})})
        return CORES[name](w, dw, c), c

    return rule


def _register():
    for name, known in HYPERPARAMETERS.items():
        for key, default in known.items():
            word = key.replace("_", "-")
            for value in (value for value in OTHER[key] if value != default):
                wrong(
                    name,
                    f"default-{word}",
                    f"Another default for {key}",
                    "Compare the values in your code with the table of the task, zeros included.",
                )(other_default(name, key, value))
            for value in (default, *(value for value in OTHER[key] if value not in (default, 0, 1))):
                wrong(
                    name,
                    f"ignores-{word}",
                    f"The {key} of the config is not used",
                    f"Call your rule twice with the same arrays, once with a small {key} and once with a large one.",
                    "Is there a number in your code where the config should be asked?",
                )(hard_coded(name, key, value))


_register()
