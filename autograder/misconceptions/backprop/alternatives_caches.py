# mypy: allow-untyped-defs, allow-untyped-calls
"""Right layers whose caches have forms of their own: the backward functions need the forward functions beside them."""

from __future__ import annotations

from autograder.misconceptions import alternative


@alternative("affine_forward")
def affine_forward(x, w, b):
    return x @ w + b, {"inputs": x, "weights": w}


@alternative("affine_backward")
def affine_backward(dout, cache):
    return dout @ cache["weights"].T, cache["inputs"].T @ dout, dout.sum(0)


@alternative("relu_forward")
def relu_forward(x):
    mask = x > 0
    return x * mask, mask


@alternative("relu_backward")
def relu_backward(dout, cache):
    return dout * cache
