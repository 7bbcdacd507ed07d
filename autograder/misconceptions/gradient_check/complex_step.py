# mypy: allow-untyped-defs, allow-untyped-calls
"""What students write for `complex_step`: the other part, another distance, or a real step by habit."""

from __future__ import annotations

import numpy as np

from autograder.misconceptions import common, wrong
from autograder.misconceptions.gradient_check.numerical_gradient import ALL_AT_ONCE, FLAT, OWN_STEP, RAVEL, ROWS_ONLY

REAL_PART = (
    "real-part",
    "The real part is taken",
    "f(x + ih) = f(x) + i h f'(x) + ... Which part holds the slope?",
)
NOT_DIVIDED = (
    "not-divided",
    "The imaginary part is not divided by h",
    "f(x + ih) = f(x) + i h f'(x) + ... What stands beside f'(x)?",
)
TWO_H = (
    "divided-by-2h",
    "Divided by 2h, as in the central difference",
    "There is one step here, of length h. Nothing is subtracted.",
)
REAL_STEP = (
    "real-step",
    "The step is real",
    "What does x + 1e-20 give for x = 1?",
    "The step goes along the imaginary axis: i is written 1j.",
)
NOT_RESET = (
    "step-not-taken-back",
    "Entries that had their turn keep their step",
    "How many entries have an imaginary part when you measure the last one?",
)
LARGE_STEP = (
    "large-step",
    "The step is larger than it need be",
    "Nothing cancels here, so nothing speaks against a tiny step. The error is about h**2.",
    "Which default does the `def` line of the task have?",
)
MODULUS = (
    "modulus",
    "The absolute value is taken",
    "The absolute value of a complex number mixes both parts.",
    "Which part alone holds the slope?",
)
DIFFERENCE = (
    "difference",
    "A difference of two values",
    "The point of the imaginary step is that nothing is subtracted: what cancels, is lost.",
)
MINUS = (
    "sign",
    "The sign is turned",
    "Try f(x) = x. Which sign has the imaginary part of your step?",
)


def loop(x, measure, kind=complex):
    z, grad = x.astype(kind), np.zeros(x.shape)
    for index in np.ndindex(x.shape):
        grad[index] = measure(z, index)
        z[index] = x[index]
    return grad


def stepped(f, z, index, step):
    z[index] += step
    return f(z)


@wrong("complex_step", *REAL_PART)
def real_part(f, x, h=1e-20):
    return loop(x, lambda z, index: np.real(stepped(f, z, index, 1j * h)) / h)


@wrong("complex_step", *REAL_PART)
def real_part_undivided(f, x, h=1e-20):
    return loop(x, lambda z, index: np.real(stepped(f, z, index, 1j * h)))


@wrong("complex_step", *NOT_DIVIDED)
def not_divided(f, x, h=1e-20):
    return loop(x, lambda z, index: np.imag(stepped(f, z, index, 1j * h)))


@wrong("complex_step", *TWO_H)
def two_h(f, x, h=1e-20):
    return loop(x, lambda z, index: np.imag(stepped(f, z, index, 1j * h)) / (2 * h))


@wrong("complex_step", *REAL_STEP)
def real_step(f, x, h=1e-20):
    return loop(x, lambda z, index: np.imag(stepped(f, z, index, h)) / h)


@wrong("complex_step", *DIFFERENCE)
def central_by_habit(f, x, h=1e-20):
    def measure(z, index):
        z[index] = x[index] + h
        above = f(z)
        z[index] = x[index] - h
        return np.real(above - f(z)) / (2 * h)

    return loop(x, measure, float)


@wrong("complex_step", *DIFFERENCE)
def usual_step(f, x, h=1e-20):
    def measure(z, index):
        z[index] = x[index] + 1e-5
        above = f(z)
        z[index] = x[index] - 1e-5
        return np.real(above - f(z)) / 2e-5

    return loop(x, measure)


@wrong("complex_step", *NOT_RESET)
def not_reset(f, x, h=1e-20):
    z, grad = x.astype(complex), np.zeros(x.shape)
    for index in np.ndindex(x.shape):
        z[index] += 1j * h
        grad[index] = np.imag(f(z)) / h
    return grad


@wrong("complex_step", *ALL_AT_ONCE)
def all_at_once(f, x, h=1e-20):
    return np.full(x.shape, np.imag(f(x + 1j * h)) / h)


@wrong("complex_step", *ALL_AT_ONCE)
def one_number(f, x, h=1e-20):
    return np.imag(f(x + 1j * h)) / h


@wrong("complex_step", *LARGE_STEP)
def large_step(f, x, h=1e-5):
    return loop(x, lambda z, index: np.imag(stepped(f, z, index, 1j * h)) / h)


@wrong("complex_step", *LARGE_STEP)
def larger_step(f, x, h=1e-4):
    return loop(x, lambda z, index: np.imag(stepped(f, z, index, 1j * h)) / h)


@wrong("complex_step", *MODULUS)
def modulus(f, x, h=1e-20):
    return loop(x, lambda z, index: np.abs(stepped(f, z, index, 1j * h)) / h)


@wrong("complex_step", *MODULUS)
def modulus_of_imaginary(f, x, h=1e-20):
    return loop(x, lambda z, index: np.abs(np.imag(stepped(f, z, index, 1j * h))) / h)


@wrong("complex_step", *MINUS)
def minus(f, x, h=1e-20):
    return loop(x, lambda z, index: np.imag(stepped(f, z, index, -1j * h)) / h)


@wrong("complex_step", *OWN_STEP)
def own_step(f, x, h=1e-20):
    return loop(x, lambda z, index: np.imag(stepped(f, z, index, 1e-3j)) / 1e-3)


@wrong("complex_step", *FLAT)
def flat_gradient(f, x, h=1e-20):
    return loop(x, lambda z, index: np.imag(stepped(f, z, index, 1j * h)) / h).ravel()


@wrong("complex_step", *ROWS_ONLY)
def rows_only(f, x, h=1e-20):
    z, grad = x.astype(complex), np.zeros(x.shape)
    for i in range(len(x)):
        z[i] += 1j * h
        grad[i] = np.imag(f(z)) / h
        z[i] = x[i]
    return grad


@wrong("complex_step", *RAVEL)
def raveled(f, x, h=1e-20):
    z, grad = x.astype(complex), np.zeros(x.size)
    flat = z.ravel()
    for i in range(x.size):
        flat[i] += 1j * h
        grad[i] = np.imag(f(z)) / h
        flat[i] = flat[i].real
    return grad.reshape(x.shape)


@wrong("complex_step", *common.INTEGER_OUTPUT)
def into_integers(f, x, h=1e-20):
    grad = np.zeros_like(x)
    exact = loop(x, lambda z, index: np.imag(stepped(f, z, index, 1j * h)) / h)
    for index in np.ndindex(x.shape):
        grad[index] = exact[index]
    return grad


@wrong("complex_step", *common.FLOAT32)
def float32(f, x, h=1e-20):
    return loop(x, lambda z, index: np.imag(stepped(f, z, index, 1j * h)) / h).astype(np.float32)


@wrong("complex_step", *common.SHARED_BUFFER)
def shared_buffer(f, x, h=1e-20, buffers={}):  # noqa: B006
    grad = buffers.setdefault(x.shape, np.zeros(x.shape))
    grad[...] = loop(x, lambda z, index: np.imag(stepped(f, z, index, 1j * h)) / h)
    return grad
