# mypy: allow-untyped-defs, allow-untyped-calls
# ruff: noqa: NPY002
"""What students write for `numerical_gradient`: another difference, another step, or a step at the wrong place."""

from __future__ import annotations

import numpy as np

from autograder.misconceptions import common, wrong

ONE_SIDED = (
    "one-sided",
    "The difference looks to one side only",
    "Draw a curve and a line through two of its points. For which two points is the line most like the tangent?",
    "The central difference asks the function on both sides of x, at the same distance.",
)
SCALE = (
    "divided-by-h",
    "The distance between the two points is not h",
    "How far apart are x + h and x - h?",
    "Try f(x) = x by hand. Its slope is 1.",
)
NOT_DIVIDED = (
    "not-divided",
    "A difference is returned, not a slope",
    "Try f(x) = x by hand, with h = 0.1. What does your function return, and what is the slope?",
    "A slope is a difference of values over the distance between the two points.",
)
OWN_STEP = (
    "own-step",
    "The step is not the one that was handed over",
    "Somebody calls your function with h = 0.05. Follow that number through your code.",
)
TINY_STEP = (
    "tiny-step",
    "The default step is too small",
    "With h = 1e-10 the two values agree in most of their 16 digits. How many are left in their difference?",
    "Which default does the `def` line of the task have?",
)
ALL_AT_ONCE = (
    "moves-all-entries",
    "More than one entry moves at a time",
    "A partial derivative asks what happens when one entry moves and all others stay.",
    "Print x just before you call f. How many of its entries are not what they were?",
)
SCALAR = (
    "passes-one-entry",
    "The function is given one number, not the array",
    "f takes the whole array. What does it make of a single number?",
    "Change one entry inside the array, then hand over the array.",
)
ALIAS = (
    "alias",
    "Two names, one array",
    "`x_plus = x` makes no new array. What does x_minus hold after you have changed x_plus?",
    "Either copy the array, or move the entry, call f, and move it again.",
)
INTEGERS = (
    "truncates-integers",
    "In an array of integers the step is cut off",
    "What does an array of integers hold after x[0] = 2 + 1e-5? Try it.",
    "Where the input holds integers, work on a copy that holds floats.",
)
RAVEL = (
    "ravel-copies",
    "The flattened array is a copy here",
    "`ravel` and `reshape` share memory with the array when they can, and copy it when they cannot.",
    "What becomes of a step that is made in a copy? An index over all axes needs no flattening: np.ndindex(x.shape).",
)
FLAT = (
    "flat-gradient",
    "The gradient is flat",
    "What is the shape of x, and what is the shape of what you return?",
)
ROWS_ONLY = (
    "first-axis-only",
    "The loop runs over the first axis only",
    "For a matrix, `len(x)` is the number of rows. What is x[i] then?",
    "Each entry needs its own turn: np.ndindex(x.shape) gives every index of an array with any number of axes.",
)
LATE_RESTORE = (
    "restored-too-late",
    "Entries that had their turn are still moved while others are measured",
    "At which point do you measure the second entry? Is the first one back by then?",
)
SWAPPED = (
    "sign",
    "The two values are subtracted the wrong way round",
    "Try f(x) = x. It grows, so its slope is positive.",
)


def loop(x, measure):
    """A gradient by a loop over every index of a float copy, which mistakes share."""
    x = x.astype(float)
    grad = np.zeros(x.shape)
    state = np.random.get_state()
    for index in np.ndindex(x.shape):
        saved = x[index]

        def at(f, value, index=index):
            x[index] = value
            np.random.set_state(state)
            return f(x)

        grad[index] = measure(at, saved)
        x[index] = saved
    return grad


@wrong("numerical_gradient", *ONE_SIDED)
def forward(f, x, h=1e-5):
    return loop(x, lambda at, x0: (at(f, x0 + h) - at(f, x0)) / h)


@wrong("numerical_gradient", *ONE_SIDED)
def backward(f, x, h=1e-5):
    return loop(x, lambda at, x0: (at(f, x0) - at(f, x0 - h)) / h)


@wrong("numerical_gradient", *ONE_SIDED)
def forward_by_two(f, x, h=1e-5):
    return loop(x, lambda at, x0: (at(f, x0 + 2 * h) - at(f, x0)) / (2 * h))


@wrong("numerical_gradient", *ONE_SIDED)
def forward_halved(f, x, h=1e-5):
    return loop(x, lambda at, x0: (at(f, x0 + h) - at(f, x0)) / (2 * h))


@wrong("numerical_gradient", *SCALE)
def over_h(f, x, h=1e-5):
    return loop(x, lambda at, x0: (at(f, x0 + h) - at(f, x0 - h)) / h)


@wrong("numerical_gradient", *SCALE)
def half_steps(f, x, h=1e-5):
    return loop(x, lambda at, x0: (at(f, x0 + h / 2) - at(f, x0 - h / 2)) / (2 * h))


@wrong("numerical_gradient", *SCALE)
def precedence(f, x, h=1e-5):
    return loop(x, lambda at, x0: (at(f, x0 + h) - at(f, x0 - h)) / 2 * h)


@wrong("numerical_gradient", *NOT_DIVIDED)
def not_divided(f, x, h=1e-5):
    return loop(x, lambda at, x0: at(f, x0 + h) - at(f, x0 - h))


@wrong("numerical_gradient", *NOT_DIVIDED)
def halved_difference(f, x, h=1e-5):
    return loop(x, lambda at, x0: (at(f, x0 + h) - at(f, x0 - h)) / 2)


@wrong("numerical_gradient", *OWN_STEP)
def own_step(f, x, h=1e-5):
    h = 1e-5
    return loop(x, lambda at, x0: (at(f, x0 + h) - at(f, x0 - h)) / (2 * h))


@wrong("numerical_gradient", *OWN_STEP)
def relative_step(f, x, h=1e-5):
    def measure(at, x0):
        step = h * max(1.0, abs(x0))
        return (at(f, x0 + step) - at(f, x0 - step)) / (2 * step)

    return loop(x, measure)


@wrong("numerical_gradient", *TINY_STEP)
def tiny_step(f, x, h=1e-10):
    return loop(x, lambda at, x0: (at(f, x0 + h) - at(f, x0 - h)) / (2 * h))


@wrong("numerical_gradient", *TINY_STEP)
def tinier_step(f, x, h=1e-12):
    return loop(x, lambda at, x0: (at(f, x0 + h) - at(f, x0 - h)) / (2 * h))


@wrong("numerical_gradient", *SWAPPED)
def swapped(f, x, h=1e-5):
    return loop(x, lambda at, x0: (at(f, x0 - h) - at(f, x0 + h)) / (2 * h))


@wrong("numerical_gradient", *ALL_AT_ONCE)
def all_at_once(f, x, h=1e-5):
    return np.full(x.shape, (f(x + h) - f(x - h)) / (2 * h))


@wrong("numerical_gradient", *ALL_AT_ONCE)
def one_number(f, x, h=1e-5):
    return (f(x + h) - f(x - h)) / (2 * h)


@wrong("numerical_gradient", *SCALAR)
def one_entry(f, x, h=1e-5):
    grad = np.zeros(x.shape)
    for index in np.ndindex(x.shape):
        grad[index] = (f(x[index] + h) - f(x[index] - h)) / (2 * h)
    return grad


@wrong("numerical_gradient", *ALIAS)
def alias(f, x, h=1e-5):
    grad = np.zeros(x.shape)
    for index in np.ndindex(x.shape):
        x_plus = x_minus = x.astype(float)
        x_plus[index] += h
        x_minus[index] -= h
        grad[index] = (f(x_plus) - f(x_minus)) / (2 * h)
    return grad


@wrong("numerical_gradient", *INTEGERS)
def in_integers(f, x, h=1e-5):
    grad = np.zeros(x.shape)
    state = np.random.get_state()
    for index in np.ndindex(x.shape):
        saved = x[index]
        x[index] = saved + h
        np.random.set_state(state)
        above = f(x)
        x[index] = saved - h
        np.random.set_state(state)
        below = f(x)
        x[index] = saved
        grad[index] = (above - below) / (2 * h)
    return grad


@wrong("numerical_gradient", *INTEGERS)
def into_integers(f, x, h=1e-5):
    grad = np.zeros_like(x)
    exact = loop(x, lambda at, x0: (at(f, x0 + h) - at(f, x0 - h)) / (2 * h))
    for index in np.ndindex(x.shape):
        grad[index] = exact[index]
    return grad


@wrong("numerical_gradient", *RAVEL)
def raveled(f, x, h=1e-5):
    if x.dtype.kind != "f":
        x = x.astype(float)
    flat, grad = x.ravel(), np.zeros(x.size)
    state = np.random.get_state()
    for i in range(x.size):
        saved = flat[i]
        flat[i] = saved + h
        np.random.set_state(state)
        above = f(x)
        flat[i] = saved - h
        np.random.set_state(state)
        below = f(x)
        flat[i] = saved
        grad[i] = (above - below) / (2 * h)
    return grad.reshape(x.shape)


@wrong("numerical_gradient", *FLAT)
def flat_gradient(f, x, h=1e-5):
    return loop(x, lambda at, x0: (at(f, x0 + h) - at(f, x0 - h)) / (2 * h)).ravel()


@wrong("numerical_gradient", *ROWS_ONLY)
def rows_only(f, x, h=1e-5):
    x, grad = x.astype(float), np.zeros(x.shape)
    for i in range(len(x)):
        saved = np.copy(x[i])
        x[i] = saved + h
        above = f(x)
        x[i] = saved - h
        below = f(x)
        x[i] = saved
        grad[i] = (above - below) / (2 * h)
    return grad


@wrong("numerical_gradient", *ROWS_ONLY)
def one_entry_a_row(f, x, h=1e-5):
    grad = np.zeros(len(x))
    for i in range(len(x)):
        above, below = x.astype(float), x.astype(float)
        above[i] += h
        below[i] -= h
        grad[i] = (f(above) - f(below)) / (2 * h)
    return grad


@wrong("numerical_gradient", *LATE_RESTORE)
def restored_at_the_end(f, x, h=1e-5):
    before, grad = x.copy(), np.zeros(x.shape)
    for index in np.ndindex(x.shape):
        x[index] += h
        above = f(x)
        x[index] -= 2 * h
        below = f(x)
        grad[index] = (above - below) / (2 * h)
    x[...] = before
    return grad


@wrong("numerical_gradient", *LATE_RESTORE)
def accumulates_in_a_copy(f, x, h=1e-5):
    above, below, grad = x.astype(float), x.astype(float), np.zeros(x.shape)
    for index in np.ndindex(x.shape):
        above[index] += h
        below[index] -= h
        grad[index] = (f(above) - f(below)) / (2 * h)
    return grad


@wrong("numerical_gradient", *common.SHARED_BUFFER)
def shared_buffer(f, x, h=1e-5, buffers={}):  # noqa: B006
    grad = buffers.setdefault(x.shape, np.zeros(x.shape))
    grad[...] = loop(x, lambda at, x0: (at(f, x0 + h) - at(f, x0 - h)) / (2 * h))
    return grad
