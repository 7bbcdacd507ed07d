# mypy: allow-untyped-defs, allow-untyped-calls
"""What students write for `adagrad` alone: other sums."""

from __future__ import annotations

import numpy as np

from autograder.misconceptions.optimizers.right import wrong_core
from autograder.misconceptions.optimizers.scaled import step


@wrong_core("adagrad", "leaky", "Your cache forgets: this is RMSprop",
            "In Adagrad the squares are summed. What does the factor in front of the old sum do?")  # fmt: skip
def adagrad_leaky(w, dw, c):
    c["cache"] = 0.99 * c["cache"] + 0.01 * dw**2
    return step(w, dw, np.sqrt(c["cache"]) + c["epsilon"], c)


@wrong_core("adagrad", "leaky")
def adagrad_leaky_nine_tenths(w, dw, c):
    c["cache"] = 0.9 * c["cache"] + 0.1 * dw**2
    return step(w, dw, np.sqrt(c["cache"]) + c["epsilon"], c)


@wrong_core("adagrad", "mean-of-squares", "A mean stands where the sum belongs",
            "Do the steps become shorter in the course of time? A sum grows; a mean does not.")  # fmt: skip
def adagrad_mean(w, dw, c):
    c["t"] = c.get("t", 0) + 1
    c["cache"] = c["cache"] + dw**2
    return step(w, dw, np.sqrt(c["cache"] / c["t"]) + c["epsilon"], c)


@wrong_core("adagrad", "largest-square", "Only the largest square is kept",
            "Two gradients of 1: what should be in the cache?")  # fmt: skip
def adagrad_largest(w, dw, c):
    c["cache"] = np.maximum(c["cache"], dw**2)
    return step(w, dw, np.sqrt(c["cache"]) + c["epsilon"], c)


@wrong_core("adagrad", "square-of-sum", "The sum is squared, not the gradients",
            "Gradients of +1 and -1: compare the square of their sum with the sum of their squares.")  # fmt: skip
def adagrad_square_of_sum(w, dw, c):
    c["cache"] = c["cache"] + dw
    return step(w, dw, np.abs(c["cache"]) + c["epsilon"], c)
