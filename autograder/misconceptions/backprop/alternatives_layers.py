# mypy: allow-untyped-defs, allow-untyped-calls
"""Right answers for the layers that look different from the reference, with the cache that the notebook names."""

from __future__ import annotations

import numpy as np

from autograder.misconceptions import alternative


@alternative("affine_forward")
def by_dot(x, w, b):
    return np.add(np.dot(x, w), b), (x, w, b)


@alternative("affine_forward")
def by_einsum(x, w, b):
    return np.einsum("nd,dh->nh", x, w) + b[None, :], {"x": x, "w": w}


@alternative("affine_forward")
def by_loops(x, w, b):
    out = np.zeros((x.shape[0], w.shape[1]))
    for i in range(len(x)):
        for j in range(w.shape[1]):
            out[i, j] = sum(x[i, k] * w[k, j] for k in range(x.shape[1])) + b[j]
    return out, [x.copy(), w.copy()]


@alternative("affine_forward")
def with_a_column_of_ones(x, w, b):
    return np.hstack([x, np.ones((len(x), 1))]) @ np.vstack([w, b]), (x, w)


@alternative("affine_forward")
def with_broadcast_product(x, w, b):
    return [(x[:, :, None] * w).sum(axis=1) + np.ones((len(x), 1)) * b, x]


@alternative("affine_forward")
def with_samples_as_columns(x, w, b):
    return (w.T @ x.T + b[:, None]).T, None


@alternative("affine_backward")
def transposed_products(dout, cache):
    x, w, _ = cache
    return (w @ dout.T).T, (dout.T @ x).T, np.ones(len(dout)) @ dout


@alternative("affine_backward")
def backward_by_einsum(dout, cache):
    x, w = cache[0], cache[1]
    return np.einsum("nh,dh->nd", dout, w), np.einsum("nd,nh->dh", x, dout), np.einsum("nh->h", dout)


@alternative("affine_backward")
def sample_by_sample(dout, cache):
    x, w, b = cache
    dx, dw, db = np.zeros(x.shape), np.zeros(w.shape), np.zeros(b.shape)
    for i in range(len(x)):
        dx[i] = w @ dout[i]
        dw += np.outer(x[i], dout[i])
        db += dout[i]
    return dx, dw, db


@alternative("affine_backward")
def with_everything_in_a_list(dout, cache):
    x, w, _ = cache
    return [np.dot(dout, np.transpose(w)), np.tensordot(x, dout, axes=(0, 0)), sum(dout)]


@alternative("affine_backward")
def bias_as_weights_of_ones(dout, cache):
    x, w, _ = cache
    both = np.hstack([x, np.ones((len(x), 1))]).T @ dout
    return dout @ w.T, both[:-1], both[-1]


@alternative("relu_forward")
def by_where(x):
    return np.where(x > 0, x, 0), x > 0


@alternative("relu_forward")
def by_mask(x):
    return x * (x >= 0), x


@alternative("relu_forward")
def by_copy(x):
    out = x.copy()
    out[out < 0] = 0
    return out, out


@alternative("relu_forward")
def by_absolute_value(x):
    return (x + np.abs(x)) / 2, {"input": x}


@alternative("relu_forward")
def by_clip(x):
    return np.clip(x, 0, None), np.flatnonzero(x > 0)


@alternative("relu_forward")
def relu_entry_by_entry(x):
    return np.array([max(value, 0) for value in x.ravel()]).reshape(x.shape), x


@alternative("relu_backward")
def by_where_backward(dout, cache):
    return np.where(cache > 0, dout, 0)


@alternative("relu_backward")
def open_at_zero(dout, cache):
    return dout * (cache >= 0)


@alternative("relu_backward")
def on_a_copy(dout, cache):
    dx = np.array(dout, copy=True)
    dx[cache <= 0] = 0
    return dx


@alternative("relu_backward")
def by_heaviside(dout, cache):
    return np.multiply(np.heaviside(cache.astype(float), 0), dout)


@alternative("relu_backward")
def from_the_output(dout, cache):
    return dout * (np.maximum(cache, 0) != 0).astype(int)
