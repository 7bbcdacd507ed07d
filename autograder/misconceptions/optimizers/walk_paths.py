# mypy: allow-untyped-defs, allow-untyped-calls
"""What students write for `minimize`: a right walk, and another path."""

from __future__ import annotations

import numpy as np

from autograder.misconceptions import common
from autograder.misconceptions.optimizers.walks import mistaken, walk


@mistaken("only-the-end", "Only the last point is returned",
          "The whole path is wanted, to look at.")  # fmt: skip
def only_the_end(grad_fn, x0, rule, config, num_steps):
    return walk(grad_fn, x0, rule, config, num_steps)[-1]


@mistaken("list", "A list is returned", "`np.array` makes an array of a list of points.")
def a_list(grad_fn, x0, rule, config, num_steps):
    return list(walk(grad_fn, x0, rule, config, num_steps))


@mistaken("columns", "The points stand in columns",
          "One row for each point: (num_steps + 1, 2).")  # fmt: skip
def columns(grad_fn, x0, rule, config, num_steps):
    return walk(grad_fn, x0, rule, config, num_steps).T


@mistaken("steps-not-points", "The path holds steps, not points",
          "Where are you after the second step? That is the sum of the start and two steps.")  # fmt: skip
def steps_not_points(grad_fn, x0, rule, config, num_steps):
    path = walk(grad_fn, x0, rule, config, num_steps)
    return np.concatenate([path[:1], np.diff(path, axis=0)])


@mistaken("gradients-not-points", "The path holds gradients, not points",
          "What do you append in the loop?")  # fmt: skip
def gradients(grad_fn, x0, rule, config, num_steps):
    path = walk(grad_fn, x0, rule, config, num_steps)
    return np.concatenate([path[:1], [grad_fn(x) for x in path[:-1]]])


@mistaken("backwards", "The path runs from its end to its start", "The first row is the start.")
def backwards(grad_fn, x0, rule, config, num_steps):
    return walk(grad_fn, x0, rule, config, num_steps)[::-1]


@mistaken("start-overwritten", "The start is written over",
          "All rows of the path, or the caller's x0, change together: they are one array.",
          "Which line writes into an array that is in use elsewhere?")  # fmt: skip
def start_overwritten(grad_fn, x0, rule, config, num_steps):
    path = [x0.copy()]
    for _ in range(num_steps):
        next_x, config = rule(x0, grad_fn(x0), config)
        x0[:] = next_x
        path.append(x0.copy())
    return np.array(path, dtype=float)


@mistaken("start-overwritten")
def one_array_for_all(grad_fn, x0, rule, config, num_steps):
    x, path = x0.astype(float), []
    path.append(x)
    for _ in range(num_steps):
        next_x, config = rule(x, grad_fn(x), config)
        x[:] = next_x
        path.append(x)
    return np.array(path)


@mistaken(*common.INTEGER_OUTPUT)
def integer_output(grad_fn, x0, rule, config, num_steps):
    path = np.zeros((num_steps + 1, 2), dtype=x0.dtype)
    path[:] = walk(grad_fn, x0, rule, config, num_steps)
    return path


@mistaken("integer-output")
def integer_points(grad_fn, x0, rule, config, num_steps):
    path = np.zeros((num_steps + 1, 2), dtype=x0.dtype)
    path[0] = x0
    for k in range(num_steps):
        path[k + 1], config = rule(path[k], grad_fn(path[k]), config)
    return path


@mistaken(*common.FLOAT32)
def single(grad_fn, x0, rule, config, num_steps):
    return walk(grad_fn, x0, rule, config, num_steps).astype(np.float32)
