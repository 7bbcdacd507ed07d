# mypy: allow-untyped-defs, allow-untyped-calls
"""What students write for `adagrad` and `rmsprop`: the root, the square and epsilon in other places."""

from __future__ import annotations

import numpy as np

from autograder.misconceptions.optimizers.right import CORES, wrong_core

EPSILON_INSIDE = (
    "epsilon-inside-root",
    "Epsilon is inside of the square root",
    "Let all gradients be 0 but one, of 1e-7. Compare sqrt(x**2 + 1e-8) with sqrt(x**2) + 1e-8.",
    "Where does the bracket of the root end?",
)
NO_EPSILON = (
    "no-epsilon",
    "Nothing protects the division",
    "A weight that had no gradient yet has a root of 0 in the denominator, and 0 above it.",
    "What is 0 / 0 for NumPy, and what should the step of that weight be?",
    "Division comes before addition: is epsilon a part of the denominator?",
)
NO_ROOT = (
    "no-root",
    "The root is missing",
    "Multiply all gradients by 1000: the path should stay the same. Does yours?",
    "The cache holds squares. What brings a square back to the size of a gradient?",
)
NO_SQUARE = (
    "no-square",
    "The gradients are not squared",
    "Gradients of +1 and -1 in turn: what does your cache hold after two steps?",
    "How far a gradient is from 0, and not on which side, should count.",
)
ABSOLUTE = (
    "absolute-values",
    "Absolute values stand where squares belong",
    "For gradients of 3 and 4, compare the sum of the absolute values with the root of the sum of squares.",
)
OLD_CACHE = (
    "old-cache",
    "The division uses the cache of the step before",
    "At the first step from a fresh state, what is in the denominator?",
    "Bring the cache up to date first, then the weights.",
)
ONE_FOR_ALL = (
    "one-scale-for-all",
    "All weights share one scale",
    "A weight with small gradients and one with large gradients: does each get its own denominator?",
    "Which shape has your cache? It should be that of w.",
)
STORES_ROOT = (
    "stores-root",
    "The root is kept in the cache",
    "The next step adds a square to what it finds. What does it find, a sum of squares or its root?",
)
NO_RATE = (
    "no-learning-rate",
    "The learning rate is missing",
    "By what is the scaled gradient multiplied before the weights move?",
)
NO_GRADIENT = (
    "gradient-missing",
    "Only the size of the step is left, not its direction",
    "With all gradients negated, the step should be negated too. Is it?",
    "What stands above the line of your fraction?",
)


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

        @wrong_core(name, *EPSILON_INSIDE)
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

        @wrong_core(name, *NO_EPSILON)
        def no_epsilon(w, dw, c):
            return step(w, dw, np.sqrt(keep(dw**2, c)), c)

        @wrong_core(name, *NO_ROOT)
        def no_root(w, dw, c):
            return step(w, dw, keep(dw**2, c) + c["epsilon"], c)

        @wrong_core(name, *NO_SQUARE)
        def no_square(w, dw, c):
            return step(w, dw, np.sqrt(keep(dw, c)) + c["epsilon"], c)

        @wrong_core(name, "no-square")
        def neither(w, dw, c):
            return step(w, dw, keep(dw, c) + c["epsilon"], c)

        @wrong_core(name, *ABSOLUTE)
        def absolute(w, dw, c):
            return step(w, dw, keep(np.abs(dw), c) + c["epsilon"], c)

        @wrong_core(name, "absolute-values")
        def absolute_root(w, dw, c):
            return step(w, dw, np.sqrt(keep(np.abs(dw), c)) + c["epsilon"], c)

        @wrong_core(name, *OLD_CACHE)
        def old_cache(w, dw, c):
            next_w = step(w, dw, np.sqrt(c["cache"]) + c["epsilon"], c)
            keep(dw**2, c)
            return next_w

        @wrong_core(name, *ONE_FOR_ALL)
        def one_scale(w, dw, c):
            return step(w, dw, np.sqrt(keep(np.sum(dw**2), c)) + c["epsilon"], c)

        @wrong_core(name, "one-scale-for-all")
        def mean_scale(w, dw, c):
            return step(w, dw, np.sqrt(keep(np.mean(dw**2), c)) + c["epsilon"], c)

        @wrong_core(name, *STORES_ROOT)
        def stores_root(w, dw, c):
            c["cache"] = np.sqrt(keep(dw**2, c))
            return step(w, dw, c["cache"] + c["epsilon"], c)

        @wrong_core(name, "no-epsilon")
        def precedence(w, dw, c):
            return w - c["learning_rate"] * dw / np.sqrt(keep(dw**2, c)) + c["epsilon"]

        @wrong_core(name, *NO_RATE)
        def no_rate(w, dw, c):
            return w - dw / (np.sqrt(keep(dw**2, c)) + c["epsilon"])

        @wrong_core(name, *NO_GRADIENT)
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


@wrong_core("rmsprop", "sum-of-squares", "Your cache never forgets: this is Adagrad",
            "What becomes of a large gradient from long ago? In RMSprop it fades.")  # fmt: skip
def rmsprop_sum(w, dw, c):
    return CORES["adagrad"](w, dw, c)


@wrong_core("rmsprop", "no-one-minus", "The new square enters with its full weight",
            "Let the squares be 1 at every step. Towards which number does your cache go?",
            "The weights of an average sum to one.")  # fmt: skip
def rmsprop_no_one_minus(w, dw, c):
    c["cache"] = c["decay_rate"] * c["cache"] + dw**2
    return step(w, dw, np.sqrt(c["cache"]) + c["epsilon"], c)


@wrong_core("rmsprop", "no-one-minus")
def rmsprop_no_decay(w, dw, c):
    c["cache"] = c["cache"] + (1 - c["decay_rate"]) * dw**2
    return step(w, dw, np.sqrt(c["cache"]) + c["epsilon"], c)


@wrong_core("rmsprop", "weights-swapped", "decay_rate and 1 - decay_rate have changed places",
            "With a decay rate of 0.99, how much of the old cache is kept?")  # fmt: skip
def rmsprop_swapped(w, dw, c):
    c["cache"] = (1 - c["decay_rate"]) * c["cache"] + c["decay_rate"] * dw**2
    return step(w, dw, np.sqrt(c["cache"]) + c["epsilon"], c)


@wrong_core("rmsprop", "corrected", "The cache is corrected for its start",
            "Bias correction is a part of Adam. RMSprop takes its average as it is.")  # fmt: skip
def rmsprop_corrected(w, dw, c):
    c["t"] = c.get("t", 0) + 1
    c["cache"] = c["decay_rate"] * c["cache"] + (1 - c["decay_rate"]) * dw**2
    return step(w, dw, np.sqrt(c["cache"] / (1 - c["decay_rate"] ** c["t"])) + c["epsilon"], c)


@wrong_core("rmsprop", "square-of-average", "The average is squared, not the gradients",
            "Gradients of +1 and -1 in turn have an average near 0, and large squares.")  # fmt: skip
def rmsprop_square_of_average(w, dw, c):
    c["cache"] = c["decay_rate"] * c["cache"] + (1 - c["decay_rate"]) * dw
    return step(w, dw, np.abs(c["cache"]) + c["epsilon"], c)


@wrong_core("rmsprop", "sign-of-factor", "The new square is subtracted",
            "Squares are positive. Can the cache become negative in your code?")  # fmt: skip
def rmsprop_sign(w, dw, c):
    c["cache"] = c["decay_rate"] * c["cache"] - (1 - c["decay_rate"]) * dw**2
    return step(w, dw, np.sqrt(c["cache"]) + c["epsilon"], c)


@wrong_core("rmsprop", "decay-squared", "The factor of the old cache is squared, too",
            "One step is one factor of decay_rate. Does your power include it?")  # fmt: skip
def rmsprop_decay_squared(w, dw, c):
    c["cache"] = c["decay_rate"] ** 2 * c["cache"] + (1 - c["decay_rate"]) * dw**2
    return step(w, dw, np.sqrt(c["cache"]) + c["epsilon"], c)


@wrong_core("rmsprop", "decay-squared")
def rmsprop_weight_squared(w, dw, c):
    c["cache"] = c["decay_rate"] * c["cache"] + ((1 - c["decay_rate"]) * dw) ** 2
    return step(w, dw, np.sqrt(c["cache"]) + c["epsilon"], c)
