# mypy: allow-untyped-defs, allow-untyped-calls
"""Right answers about activations that look different from the reference: loops, other algebra and tools."""

from __future__ import annotations

import math

import numpy as np

from autograder.misconceptions import alternative


@alternative("sigmoid")
def by_tanh(x):
    return 0.5 * (1 + np.tanh(x / 2))


@alternative("sigmoid")
def by_masks(x):
    out = np.empty(x.shape)
    positive = x >= 0
    out[positive] = 1 / (1 + np.exp(-x[positive]))
    e = np.exp(x[~positive])
    out[~positive] = e / (1 + e)
    return out


@alternative("sigmoid")
def by_clipping_far_out(x):
    return 1 / (1 + np.exp(-np.clip(x, -500, 500)))


@alternative("sigmoid")
def by_clipping_at_30(x):
    return 1 / (1 + np.exp(-np.clip(x, -30, 30)))


@alternative("sigmoid")
def silenced(x):
    with np.errstate(over="ignore"):
        return 1 / (1 + np.exp(-x))


@alternative("sigmoid")
def by_logaddexp(x):
    return np.exp(-np.logaddexp(0, -x))


@alternative("sigmoid")
def by_loops(x):
    def one(v):
        return 1 / (1 + math.exp(-v)) if v >= 0 else math.exp(v) / (1 + math.exp(v))

    return np.array([one(v) for v in x.ravel().tolist()]).reshape(x.shape)


@alternative("sigmoid")
def by_exponents_that_are_safe(x):
    return np.exp(np.minimum(x, 0)) / (1 + np.exp(-np.abs(x)))


@alternative("sigmoid")
def by_vectorize(x):
    return np.vectorize(lambda v: 1 / (1 + math.exp(-v)) if v > -700 else math.exp(max(v, -745)), otypes=[float])(x)


@alternative("sigmoid_grad")
def expanded(s):
    return s - s**2


@alternative("sigmoid_grad")
def completed_square(s):
    return 0.25 - (s - 0.5) ** 2


@alternative("sigmoid_grad")
def with_numpy_functions(s):
    return np.multiply(s, np.subtract(1, s))


@alternative("sigmoid_grad")
def entry_by_entry(s):
    out = np.zeros(s.shape)
    for index in np.ndindex(s.shape):
        out[index] = s[index] * (1 - s[index])
    return out


@alternative("sigmoid_grad")
def by_einsum(s):
    return np.einsum("...,...->...", s, 1 - s)


@alternative("relu_grad")
def truth_values(x):
    return x > 0


@alternative("relu_grad")
def whole_numbers(x):
    return np.where(x > 0, 1, 0)


@alternative("relu_grad")
def heaviside(x):
    return np.heaviside(x, 0)


@alternative("relu_grad")
def from_output(x):
    return (np.maximum(0, x) > 0).astype(float)


@alternative("relu_grad")
def by_sign(x):
    return np.maximum(np.sign(x), 0)


@alternative("relu_grad")
def filled_in(x):
    mask = np.zeros(x.shape, dtype=np.float32)
    mask[x > 0] = 1
    return mask


@alternative("relu_grad")
def one_by_one(x):
    return np.array([1.0 if v > 0 else 0.0 for v in x.flat]).reshape(x.shape)


@alternative("tanh_from_sigmoid")
def by_symmetry(x, sigmoid):
    return sigmoid(2 * x) - sigmoid(-2 * x)


@alternative("tanh_from_sigmoid")
def from_one(x, sigmoid):
    return 1 - 2 * sigmoid(-2 * x)


@alternative("tanh_from_sigmoid")
def by_quotient(x, sigmoid):
    s = sigmoid(x)
    return (s**2 - (1 - s) ** 2) / (s**2 + (1 - s) ** 2)


@alternative("tanh_from_sigmoid")
def twice_the_distance_from_half(x, sigmoid):
    return 2 * (sigmoid(x + x) - 0.5)


@alternative("tanh_from_sigmoid")
def with_an_exponential(x, sigmoid):
    return (1 - np.exp(-2 * x)) * sigmoid(2 * x)


@alternative("tanh_from_sigmoid")
def row_by_row(x, sigmoid):
    return np.array([2 * sigmoid(2 * row) - 1 for row in x])
