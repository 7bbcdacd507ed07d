# mypy: allow-untyped-defs, allow-untyped-calls
"""What students write for both `adagrad` and `rmsprop`: the root, the square and epsilon in other places."""

from __future__ import annotations

import numpy as np

from autograder.misconceptions.optimizers import words
from autograder.misconceptions.optimizers.right import wrong_core


def step(w, dw, denominator, c):
    return w - c["learning_rate"] * dw / denominator


for name, update in (
    ("adagrad", lambda cache, x, c: cache + x),
    ("rmsprop", lambda cache, x, c: c["decay_rate"] * cache + (1 - c["decay_rate"]) * x),
):

    def register(name=name, update=update):
        def keep(x, c):
            c["cache"] = update(c["cache"], x, c)
            return c["cache"]

        @wrong_core(name, *words.EPSILON_INSIDE)
        def epsilon_inside(w, dw, c):
            return step(w, dw, np.sqrt(keep(dw**2, c) + c["epsilon"]), c)

        @wrong_core(name, "epsilon-inside-root")
        def epsilon_squared_inside(w, dw, c):
            return step(w, dw, np.sqrt(keep(dw**2, c) + c["epsilon"] ** 2), c)

        @wrong_core(name, "epsilon-in-cache", "Epsilon is added to the cache, step after step",
                    "The cache is handed on. How much of epsilon is in it after a thousand steps?")  # fmt: skip
        def epsilon_kept(w, dw, c):
            c["cache"] = keep(dw**2, c) + c["epsilon"]
            return step(w, dw, np.sqrt(c["cache"]), c)

        @wrong_core(name, "epsilon-as-floor", "Epsilon is taken as the smallest denominator",
                    "Is epsilon added, or compared? For a root of 0.2 and an epsilon of 0.1, what is the denominator?")
        def epsilon_floor(w, dw, c):
            return step(w, dw, np.maximum(np.sqrt(keep(dw**2, c)), c["epsilon"]), c)

        @wrong_core(name, *words.NO_EPSILON)
        def no_epsilon(w, dw, c):
            return step(w, dw, np.sqrt(keep(dw**2, c)), c)

        @wrong_core(name, *words.NO_ROOT)
        def no_root(w, dw, c):
            return step(w, dw, keep(dw**2, c) + c["epsilon"], c)

        @wrong_core(name, *words.NO_SQUARE)
        def no_square(w, dw, c):
            return step(w, dw, np.sqrt(keep(dw, c)) + c["epsilon"], c)

        @wrong_core(name, "no-square")
        def neither(w, dw, c):
            return step(w, dw, keep(dw, c) + c["epsilon"], c)

        @wrong_core(name, *words.ABSOLUTE)
        def absolute(w, dw, c):
            return step(w, dw, keep(np.abs(dw), c) + c["epsilon"], c)

        @wrong_core(name, "absolute-values")
        def absolute_root(w, dw, c):
            return step(w, dw, np.sqrt(keep(np.abs(dw), c)) + c["epsilon"], c)

        @wrong_core(name, *words.OLD_CACHE)
        def old_cache(w, dw, c):
            next_w = step(w, dw, np.sqrt(c["cache"]) + c["epsilon"], c)
            keep(dw**2, c)
            return next_w

        @wrong_core(name, *words.ONE_FOR_ALL)
        def one_scale(w, dw, c):
            return step(w, dw, np.sqrt(keep(np.sum(dw**2), c)) + c["epsilon"], c)

        @wrong_core(name, "one-scale-for-all")
        def mean_scale(w, dw, c):
            return step(w, dw, np.sqrt(keep(np.mean(dw**2), c)) + c["epsilon"], c)

        @wrong_core(name, *words.STORES_ROOT)
        def stores_root(w, dw, c):
            c["cache"] = np.sqrt(keep(dw**2, c))
            return step(w, dw, c["cache"] + c["epsilon"], c)

        @wrong_core(name, "no-epsilon")
        def precedence(w, dw, c):
            return w - c["learning_rate"] * dw / np.sqrt(keep(dw**2, c)) + c["epsilon"]

        @wrong_core(name, *words.NO_RATE)
        def no_rate(w, dw, c):
            return w - dw / (np.sqrt(keep(dw**2, c)) + c["epsilon"])

        @wrong_core(name, *words.NO_GRADIENT)
        def no_gradient(w, dw, c):
            return w - c["learning_rate"] / (np.sqrt(keep(dw**2, c)) + c["epsilon"])

        @wrong_core(name, "gradient-squared-above", "The square stands above the line as well",
                    "A square has lost its sign. In which direction does a weight with a negative slope go?")
        def squared_above(w, dw, c):
            return step(w, dw**2, np.sqrt(keep(dw**2, c)) + c["epsilon"], c)

        @wrong_core(name, "multiplies", "The root multiplies",
                    "A weight with large gradients should get smaller steps, not larger ones.")  # fmt: skip
        def multiplies(w, dw, c):
            return w - c["learning_rate"] * dw * (np.sqrt(keep(dw**2, c)) + c["epsilon"])

        @wrong_core(name, "squares-weights", "The weights are squared, not their gradients",
                    "The cache is about slopes. Which array has them?")  # fmt: skip
        def squares_weights(w, dw, c):
            return step(w, dw, np.sqrt(keep(w**2, c)) + c["epsilon"], c)

    register()
