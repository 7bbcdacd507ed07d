# mypy: allow-untyped-defs, allow-untyped-calls
"""What students write for `minimize`: the start, the config or the place of the gradient is lost."""

from __future__ import annotations

import numpy as np

from autograder.misconceptions import wrong


def mistaken(id, *words):
    return wrong("minimize", id, *words)


def walk(grad_fn, x0, rule, config, num_steps):
    x, path = x0, [x0]
    for _ in range(num_steps):
        x, config = rule(x, grad_fn(x), config)
        path.append(x)
    return np.array(path, dtype=float)


@mistaken("start-missing", "The start is not in the path",
          "A path of num_steps steps has num_steps + 1 points.")  # fmt: skip
def start_missing(grad_fn, x0, rule, config, num_steps):
    return walk(grad_fn, x0, rule, config, num_steps)[1:]


@mistaken("last-missing", "The last point is not in the path",
          "Do you note the point before the step, or after it? One of the two ends is lost.")  # fmt: skip
def last_missing(grad_fn, x0, rule, config, num_steps):
    return walk(grad_fn, x0, rule, config, num_steps)[:-1]


@mistaken("last-missing")
def one_step_short(grad_fn, x0, rule, config, num_steps):
    path = walk(grad_fn, x0, rule, config, num_steps)
    return np.concatenate([path[:1], path[:-1]])


@mistaken("one-step-too-many", "There is a step too many", "Count the points of a walk of one step.")
def one_too_many(grad_fn, x0, rule, config, num_steps):
    return walk(grad_fn, x0, rule, config, num_steps + 1)


@mistaken("config-lost", "The config that comes back is not handed on",
          "Momentum keeps its velocity in the config. With which config is your second step called?")  # fmt: skip
def config_lost(grad_fn, x0, rule, config, num_steps):
    x, path = x0, [x0]
    for _ in range(num_steps):
        x, _ignored = rule(x, grad_fn(x), config)
        path.append(x)
    return np.array(path, dtype=float)


@mistaken("config-ignored", "The config of the caller is not used",
          "With which config is your first step called?")  # fmt: skip
def config_ignored(grad_fn, x0, rule, config, num_steps):
    return walk(grad_fn, x0, rule, None, num_steps)


@mistaken("config-ignored")
def config_never(grad_fn, x0, rule, config, num_steps):
    x, path = x0, [x0]
    for _ in range(num_steps):
        x, _ignored = rule(x, grad_fn(x))
        path.append(x)
    return np.array(path, dtype=float)


@mistaken("config-needed", "A config of None stops the code",
          "A rule can be called without a config. What does your function do with None?")  # fmt: skip
def config_needed(grad_fn, x0, rule, config, num_steps):
    return walk(grad_fn, x0, rule, config.copy(), num_steps)


@mistaken("config-needed")
def config_needed_as_dict(grad_fn, x0, rule, config, num_steps):
    return walk(grad_fn, x0, rule, {**config}, num_steps)


@mistaken("config-needed")
def config_needed_in_dict(grad_fn, x0, rule, config, num_steps):
    return walk(grad_fn, x0, rule, dict(config), num_steps)


@mistaken("gradient-at-start", "The gradient is always taken at the start",
          "Where are you when you ask for the second gradient?")  # fmt: skip
def gradient_at_start(grad_fn, x0, rule, config, num_steps):
    return walk(lambda x: grad_fn(x0), x0, rule, config, num_steps)


@mistaken("gradient-late", "The gradient is that of the point before",
          "Ask for the gradient first, then step. At which point do you ask?")  # fmt: skip
def gradient_late(grad_fn, x0, rule, config, num_steps):
    x, path, before = x0, [x0], x0
    for _ in range(num_steps):
        next_x, config = rule(x, grad_fn(before), config)
        before, x = x, next_x
        path.append(x)
    return np.array(path, dtype=float)


@mistaken("starts-over", "Every step begins at the start again",
          "To what does your loop apply the rule: to where you are, or to x0?")  # fmt: skip
def starts_over(grad_fn, x0, rule, config, num_steps):
    path = [x0]
    for _ in range(num_steps):
        x, config = rule(x0, grad_fn(x0), config)
        path.append(x)
    return np.array(path, dtype=float)


@mistaken("starts-over")
def starts_over_with_new_gradient(grad_fn, x0, rule, config, num_steps):
    x, path = x0, [x0]
    for _ in range(num_steps):
        x, config = rule(x0, grad_fn(x), config)
        path.append(x)
    return np.array(path, dtype=float)


@mistaken("uphill", "The walk goes uphill",
          "The rule subtracts the gradient already. Do you turn it round before you hand it over?")  # fmt: skip
def uphill(grad_fn, x0, rule, config, num_steps):
    return walk(lambda x: -grad_fn(x), x0, rule, config, num_steps)


@mistaken("rule-ignored", "The rule that is handed over is not used",
          "The same function should walk with momentum or Adam. Who decides about the step?")  # fmt: skip
def rule_ignored(grad_fn, x0, rule, config, num_steps):
    rate = (config or {}).get("learning_rate", 1e-2)
    return walk(lambda x: grad_fn(x), x0, lambda x, g, c: (x - rate * g, c), config, num_steps)


@mistaken("point-and-gradient-swapped", "Point and gradient have changed places",
          "Compare your call with the signature: rule(w, dw, config).")  # fmt: skip
def swapped(grad_fn, x0, rule, config, num_steps):
    return walk(grad_fn, x0, lambda x, g, c: rule(g, x, c), config, num_steps)


@mistaken("pair-not-taken-apart", "The pair that a rule returns is not taken apart",
          "A rule returns two things. What does your loop make of them?")  # fmt: skip
def pair_kept(grad_fn, x0, rule, config, num_steps):
    x, path = x0, [x0]
    for _ in range(num_steps):
        x = rule(x, grad_fn(x), config)
        path.append(x)
    return np.array(path, dtype=float)
