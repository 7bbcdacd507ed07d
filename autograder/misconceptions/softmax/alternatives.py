# mypy: allow-untyped-defs, allow-untyped-calls
"""Right answers for the first four exercises that look different from the reference: loops, other algebra and tools."""

from __future__ import annotations

import math

import numpy as np

from autograder.misconceptions import alternative


@alternative("softmax")
def by_loops(x):
    rows = np.atleast_2d(x)
    out = np.zeros(rows.shape)
    for i, row in enumerate(rows):
        m = max(row)
        total = sum(math.exp(s - m) for s in row)
        for j, s in enumerate(row):
            out[i, j] = math.exp(s - m) / total
    return out.reshape(x.shape)


@alternative("softmax")
def by_transposing(x):
    e = np.exp(x.T - np.max(x.T, axis=0))
    return (e / np.sum(e, axis=0)).T


@alternative("softmax")
def by_cases(x):
    if x.ndim == 1:
        e = np.exp(x - np.max(x))
        return e / np.sum(e)
    e = np.exp(x - np.max(x, axis=1).reshape(-1, 1))
    return e / np.sum(e, axis=1).reshape(-1, 1)


@alternative("softmax")
def by_differences(x):
    return 1 / np.exp(x[..., None, :] - x[..., :, None]).sum(axis=-1)


@alternative("softmax")
def by_log_of_shifted(x):
    shifted = x - x.max(axis=-1, keepdims=True)
    return np.exp(shifted - np.log(np.exp(shifted).sum(axis=-1, keepdims=True)))


@alternative("softmax")
def by_einsum(x):
    e = np.exp(x - np.max(x, -1)[..., None])
    return np.einsum("...j,...->...j", e, 1 / np.einsum("...j->...", e))


@alternative("softmax")
def by_apply_along_axis(x):
    return np.apply_along_axis(lambda row: np.exp(row - row.max()) / np.exp(row - row.max()).sum(), -1, x)


@alternative("softmax")
def by_longdouble(x):
    e = np.exp(x.astype(np.longdouble) - x.max(axis=-1, keepdims=True))
    return e / e.sum(axis=-1, keepdims=True)


@alternative("softmax")
def by_clipping_the_shifted(x):
    e = np.exp(np.clip(x - x.max(axis=-1, keepdims=True), -745, 0))
    return e / e.sum(axis=-1, keepdims=True)


@alternative("softmax")
def in_place_on_a_copy(x):
    out = np.array(x, dtype=float)
    out -= out.max(axis=-1, keepdims=True)
    np.exp(out, out=out)
    out /= out.sum(axis=-1, keepdims=True)
    return out


@alternative("log_softmax")
def log_softmax_by_logaddexp(scores):
    return scores - np.logaddexp.reduce(scores, axis=1, keepdims=True)


@alternative("log_softmax")
def log_softmax_with_the_max_added_back(scores):
    m = np.max(scores, axis=1, keepdims=True)
    return scores - (m + np.log(np.sum(np.exp(scores - m), axis=1, keepdims=True)))


@alternative("log_softmax")
def log_softmax_by_loops(scores):
    out = np.empty(scores.shape)
    for i in range(scores.shape[0]):
        m = scores[i].max()
        total = 0.0
        for s in scores[i]:
            total += math.exp(s - m)
        for j in range(scores.shape[1]):
            out[i, j] = scores[i, j] - m - math.log(total)
    return out


@alternative("log_softmax")
def log_softmax_by_differences(scores):
    pairs = scores[:, None, :] - scores[:, :, None]
    m = pairs.max(axis=2)
    return -(m + np.log(np.exp(pairs - m[:, :, None]).sum(axis=2)))


@alternative("log_softmax")
def log_softmax_transposed(scores):
    z = (scores.T - scores.max(axis=1)).T
    return (z.T - np.log(np.exp(z).sum(axis=1))).T


@alternative("inverse_softmax")
def inverse_by_geometric_mean(probs):
    C = probs.shape[1]
    return np.log(probs) - np.sum(np.log(probs), axis=1, keepdims=True) / C


@alternative("inverse_softmax")
def inverse_by_centring_matrix(probs):
    C = probs.shape[1]
    return np.log(probs) @ (np.eye(C) - np.ones((C, C)) / C)


@alternative("inverse_softmax")
def inverse_by_loops(probs):
    rows = []
    for row in probs:
        logs = [math.log(p) for p in row]
        mean = sum(logs) / len(logs)
        rows.append([z - mean for z in logs])
    return np.array(rows)


@alternative("inverse_softmax")
def inverse_relative_to_first(probs):
    z = np.log(probs) - np.log(probs[:, :1])
    return z - np.mean(z, axis=1)[:, np.newaxis]


@alternative("inverse_softmax")
def inverse_by_log2(probs):
    z = np.log2(probs) * np.log(2)
    return z - z.mean(axis=1).reshape(-1, 1)


@alternative("softmax_temperature")
def temperature_first(scores, temperature):
    z = scores / temperature
    e = np.exp(z - z.max(axis=1, keepdims=True))
    return e / e.sum(axis=1, keepdims=True)


@alternative("softmax_temperature")
def temperature_after_shift(scores, temperature):
    e = np.exp((scores - scores.max(axis=1, keepdims=True)) / temperature)
    return e / e.sum(axis=1, keepdims=True)


@alternative("softmax_temperature")
def by_inverse_temperature(scores, temperature):
    z = scores * (1.0 / temperature)
    e = np.exp(z - z.max(axis=1, keepdims=True))
    return (e.T / e.sum(axis=1)).T


@alternative("softmax_temperature")
def temperature_by_loops(scores, temperature):
    out = np.zeros(scores.shape)
    for i in range(len(scores)):
        m = scores[i].max()
        e = [math.exp((s - m) / temperature) for s in scores[i]]
        out[i] = np.array(e) / sum(e)
    return out


@alternative("softmax_temperature")
def by_log_sum_exp(scores, temperature):
    z = scores / temperature
    return np.exp(z - np.logaddexp.reduce(z, axis=1, keepdims=True))
