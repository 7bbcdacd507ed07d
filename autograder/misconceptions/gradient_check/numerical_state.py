# mypy: allow-untyped-defs, allow-untyped-calls
# ruff: noqa: NPY002
"""What students write for `numerical_gradient`: what is left behind in x, and what the random numbers do."""

from __future__ import annotations

import random

import numpy as np

from autograder.misconceptions import wrong

RESTORED_BY_ADDING = (
    "restored-by-adding",
    "x is brought back by adding h again",
    "Try (x0 + h - 2*h + h) == x0 for a few numbers. Each sum is rounded; what is rounded away does not come back.",
    "How else can you have the number that was there before?",
)
NOT_RESTORED = (
    "not-restored",
    "x is not brought back",
    "Your function changes the caller's array. Compare it before and after the call.",
    "When is the last time that you write into an entry, and what do you write?",
)
LEFT_AT_PLUS = (
    "left-moved",
    "Some entries keep a step",
    "One of the two steps is taken back, and the other one is not.",
)
NO_RESET = (
    "no-reset",
    "Each call of the loss sees another draw",
    "With dropout the loss is a random number. The difference of two draws, over 2h, says nothing about the slope.",
    "The loss draws from NumPy's global state; Python's `random` and generators of your own are something else.",
    "That state can be read before the first call, and set again before each call.",
)
RESET_ONCE = (
    "reset-before-one-call",
    "The random state is set before one of the two calls only",
    "Both values of a difference have to belong to the same draw.",
    "Go through the calls of f one by one: in which state does each of them begin?",
)
RESET_AT_START = (
    "reset-at-the-start",
    "The random state is set once, before everything",
    "The first call moves the state on. What does the second call see?",
)
STATE_PER_ENTRY = (
    "another-draw-each-entry",
    "Each entry is measured with a draw of its own",
    "Within one entry the two values belong together. Do the entries of your gradient belong to the same loss?",
    "How often is the state read in your code, and how often set?",
)


def walk(x, values_at):
    """A right gradient but for how the values above and below are got; x comes back."""
    x = x if x.dtype.kind == "f" else x.astype(float)
    grad = np.zeros(x.shape)
    for index in np.ndindex(x.shape):
        saved = x[index]
        above, below = values_at(x, index)
        x[index] = saved
        grad[index] = above - below
    return grad


@wrong("numerical_gradient", *RESTORED_BY_ADDING)
def adds_h_again(f, x, h=1e-5):
    x, grad = (x if x.dtype.kind == "f" else x.astype(float)), np.zeros(x.shape)
    state = np.random.get_state()
    for index in np.ndindex(x.shape):
        x[index] += h
        np.random.set_state(state)
        above = f(x)
        x[index] -= 2 * h
        np.random.set_state(state)
        below = f(x)
        x[index] += h
        grad[index] = (above - below) / (2 * h)
    return grad


@wrong("numerical_gradient", *RESTORED_BY_ADDING)
def takes_each_step_back(f, x, h=1e-5):
    x, grad = (x if x.dtype.kind == "f" else x.astype(float)), np.zeros(x.shape)
    state = np.random.get_state()
    for index in np.ndindex(x.shape):
        x[index] += h
        np.random.set_state(state)
        above = f(x)
        x[index] -= h
        x[index] -= h
        np.random.set_state(state)
        below = f(x)
        x[index] += h
        grad[index] = (above - below) / (2 * h)
    return grad


@wrong("numerical_gradient", *RESTORED_BY_ADDING)
def below_first(f, x, h=1e-5):
    x, grad = (x if x.dtype.kind == "f" else x.astype(float)), np.zeros(x.shape)
    state = np.random.get_state()
    for index in np.ndindex(x.shape):
        x[index] -= h
        np.random.set_state(state)
        below = f(x)
        x[index] += 2 * h
        np.random.set_state(state)
        above = f(x)
        x[index] -= h
        grad[index] = (above - below) / (2 * h)
    return grad


@wrong("numerical_gradient", *NOT_RESTORED)
def never_restores(f, x, h=1e-5):
    grad = np.zeros(x.shape)
    state = np.random.get_state()
    for index in np.ndindex(x.shape):
        x[index] += h
        np.random.set_state(state)
        above = f(x)
        x[index] -= 2 * h
        np.random.set_state(state)
        below = f(x)
        grad[index] = (above - below) / (2 * h)
    return grad


@wrong("numerical_gradient", *NOT_RESTORED)
def restores_a_copy(f, x, h=1e-5):
    grad = np.zeros(x.shape)
    before = x.copy()
    for index in np.ndindex(x.shape):
        x[index] = before[index] + h
        above = f(x)
        x[index] = before[index] - h
        below = f(x)
        grad[index] = (above - below) / (2 * h)
    x = before
    return grad


@wrong("numerical_gradient", *LEFT_AT_PLUS)
def left_above(f, x, h=1e-5):
    grad = np.zeros(x.shape)
    for index in np.ndindex(x.shape):
        saved = x[index]
        x[index] = saved - h
        below = f(x)
        x[index] = saved + h
        grad[index] = (f(x) - below) / (2 * h)
    return grad


@wrong("numerical_gradient", *NO_RESET)
def no_reset(f, x, h=1e-5):
    def values(x, index):
        saved = x[index]
        x[index] = saved + h
        above = f(x) / (2 * h)
        x[index] = saved - h
        return above, f(x) / (2 * h)

    return walk(x, values)


@wrong("numerical_gradient", *NO_RESET)
def no_reset_below_first(f, x, h=1e-5):
    def values(x, index):
        saved = x[index]
        x[index] = saved - h
        below = f(x) / (2 * h)
        x[index] = saved + h
        return f(x) / (2 * h), below

    return walk(x, values)


@wrong("numerical_gradient", *RESET_ONCE)
def reset_before_the_first(f, x, h=1e-5):
    state = np.random.get_state()

    def values(x, index):
        saved = x[index]
        x[index] = saved + h
        np.random.set_state(state)
        above = f(x) / (2 * h)
        x[index] = saved - h
        return above, f(x) / (2 * h)

    return walk(x, values)


@wrong("numerical_gradient", *RESET_ONCE)
def reset_before_the_second(f, x, h=1e-5):
    state = np.random.get_state()

    def values(x, index):
        saved = x[index]
        x[index] = saved + h
        above = f(x) / (2 * h)
        x[index] = saved - h
        np.random.set_state(state)
        return above, f(x) / (2 * h)

    return walk(x, values)


@wrong("numerical_gradient", *RESET_ONCE)
def seed_before_the_first(f, x, h=1e-5):
    def values(x, index):
        saved = x[index]
        x[index] = saved + h
        np.random.seed(0)
        above = f(x) / (2 * h)
        x[index] = saved - h
        return above, f(x) / (2 * h)

    return walk(x, values)


@wrong("numerical_gradient", *RESET_AT_START)
def seeded_at_the_start(f, x, h=1e-5):
    np.random.seed(0)
    return no_reset(f, x, h)


@wrong("numerical_gradient", *RESET_AT_START)
def seeded_with_42(f, x, h=1e-5):
    np.random.seed(42)
    return no_reset(f, x, h)


@wrong("numerical_gradient", *STATE_PER_ENTRY)
def state_per_entry(f, x, h=1e-5):
    def values(x, index):
        saved = x[index]
        state = np.random.get_state()
        x[index] = saved + h
        above = f(x) / (2 * h)
        x[index] = saved - h
        np.random.set_state(state)
        return above, f(x) / (2 * h)

    return walk(x, values)


@wrong("numerical_gradient", *STATE_PER_ENTRY)
def seed_per_entry(f, x, h=1e-5):
    count = iter(range(x.size))

    def values(x, index):
        saved, seed = x[index], next(count)
        x[index] = saved + h
        np.random.seed(seed)
        above = f(x) / (2 * h)
        x[index] = saved - h
        np.random.seed(seed)
        return above, f(x) / (2 * h)

    return walk(x, values)


@wrong("numerical_gradient", *NO_RESET)
def python_random(f, x, h=1e-5):
    state = random.getstate()

    def values(x, index):
        saved = x[index]
        random.setstate(state)
        x[index] = saved + h
        above = f(x) / (2 * h)
        random.setstate(state)
        x[index] = saved - h
        return above, f(x) / (2 * h)

    return walk(x, values)
