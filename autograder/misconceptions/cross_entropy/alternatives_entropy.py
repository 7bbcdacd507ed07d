# mypy: allow-untyped-defs, allow-untyped-calls
"""Right answers about entropies and perceptrons that look different from the reference."""

from __future__ import annotations

import math

import numpy as np

from autograder.misconceptions import alternative


@alternative("entropy")
def with_where(p):
    return -np.sum(p * np.log(np.where(p > 0, p, 1)))


@alternative("entropy")
def without_nan(p):
    with np.errstate(all="ignore"):
        return -np.nansum(p * np.log(p))


@alternative("entropy")
def nan_to_num_of_logarithms(p):
    with np.errstate(all="ignore"):
        return -np.sum(p * np.nan_to_num(np.log(p)))


@alternative("entropy")
def class_by_class(p):
    return sum(-v * math.log(v) for v in p if v > 0)


@alternative("entropy")
def tiny_number_added(p):
    return -np.sum(p * np.log(p + 1e-300))


@alternative("entropy")
def in_bits_and_back(p):
    possible = p[np.nonzero(p)]
    return np.dot(possible, np.log2(1 / possible)) * np.log(2)


@alternative("kl_divergence")
def by_quotient(p, q):
    with np.errstate(all="ignore"):
        return np.sum(np.where(p > 0, p * np.log(p / q), 0))


@alternative("kl_divergence")
def by_cross_entropy(p, q):
    possible = p > 0
    if np.any(q[possible] == 0):
        return np.inf
    return -np.sum(p[possible] * np.log(q[possible])) + np.sum(p[possible] * np.log(p[possible]))


@alternative("kl_divergence")
def pair_by_pair(p, q):
    total = 0.0
    for a, b in zip(p, q, strict=True):
        if a > 0:
            total += a * math.log(a / b) if b > 0 else math.inf
    return total


@alternative("kl_divergence")
def by_dot_product(p, q):
    with np.errstate(all="ignore"):
        possible = p != 0
        return p[possible] @ np.log(p[possible] / q[possible])


@alternative("kl_divergence")
def with_ones_for_zeros(p, q):
    with np.errstate(all="ignore"):
        return np.sum(p * (np.log(np.where(p > 0, p, 1)) - np.log(np.where(p > 0, q, 1))))


@alternative("perceptron_grad")
def as_matrices(x, W, target):
    o = 1 / (1 + np.exp(-(x @ W)))
    return x[:, None] @ ((o - target) * o * (1 - o))[None, :]


@alternative("perceptron_grad")
def by_broadcasting(x, W, target):
    o = 0.5 * (1 + np.tanh(np.dot(x, W) / 2))
    return x[:, np.newaxis] * ((o - target) * (o - o**2))


@alternative("perceptron_grad")
def each_with_each(x, W, target):
    o = 1 / (1 + np.exp(-np.einsum("d,dk->k", x, W)))
    return np.einsum("d,k->dk", x, (o - target) * o * (1 - o))


@alternative("perceptron_grad")
def weight_by_weight(x, W, target):
    D, K = W.shape
    gradient = np.zeros((D, K))
    for k in range(K):
        o = 1 / (1 + math.exp(-sum(x[j] * W[j, k] for j in range(D))))
        for j in range(D):
            gradient[j, k] = (o - target[k]) * o * (1 - o) * x[j]
    return gradient


@alternative("perceptron_grad")
def column_by_column(x, W, target):
    columns = []
    for w, t in zip(W.T, target, strict=True):
        o = 1 / (1 + np.exp(-w @ x))
        columns.append(-(t - o) * o * (1 - o) * x)
    return np.column_stack(columns)
