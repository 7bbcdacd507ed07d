# mypy: allow-untyped-defs, allow-untyped-calls
"""What students write for the gradients of `two_layer_bn_loss`."""

from __future__ import annotations

import numpy as np

from autograder.misconceptions import wrong
from autograder.misconceptions.batchnorm import right
from autograder.misconceptions.batchnorm.network import EXERCISE, with_grads


def _first_layer(back):
    """Gradients of all that lies before the mask, from ``back(dhidden, normed)``."""

    def change(p, X, normed, hidden, cache, dscores, grads):
        dz, dgamma, dbeta = right.batchnorm_backward(back(dscores @ p["W2"].T, normed), cache)
        return {"W1": X.T @ dz, "gamma": dgamma, "beta": dbeta}

    return with_grads(change)


def _through_batch_norm(back):
    """Gradients of W1, with ``back(dnormed, cache)`` in place of batch norm's own backward pass."""

    def change(p, X, normed, hidden, cache, dscores, grads):
        return {"W1": X.T @ back(dscores @ p["W2"].T * (normed > 0), cache)}

    return with_grads(change)


wrong(
    EXERCISE, "no-relu-mask",
    "The gradient passes through ReLU unchanged",
    "A hidden unit that gave 0 did not add to the loss. Which gradient should it get?",
)(_first_layer(lambda d, normed: d))  # fmt: skip
MASK = (
    "another-relu-mask",
    "The mask of ReLU looks at another array",
    "ReLU sets to 0 what is negative on its way in. Which array goes into it?",
)
wrong(EXERCISE, *MASK)(_first_layer(lambda d, normed: d * (d > 0)))
wrong(EXERCISE, *MASK)(_first_layer(lambda d, normed: d * (normed < 0)))
wrong(EXERCISE, *MASK)(_first_layer(lambda d, normed: d * normed * (normed > 0)))


@wrong(EXERCISE, *MASK)
@with_grads
def mask_of_z(p, X, normed, hidden, cache, dscores, grads):
    dz, dgamma, dbeta = right.batchnorm_backward(dscores @ p["W2"].T * (cache["x"] > 0), cache)
    return {"W1": X.T @ dz, "gamma": dgamma, "beta": dbeta}


@wrong(EXERCISE, *MASK)
@with_grads
def mask_after_batch_norm(p, X, normed, hidden, cache, dscores, grads):
    dz, dgamma, dbeta = right.batchnorm_backward(dscores @ p["W2"].T, cache)
    return {"W1": X.T @ (dz * (normed > 0)), "gamma": dgamma, "beta": dbeta}


BATCH_NORM_LEFT_OUT = (
    "batch-norm-left-out-backward",
    "The gradient does not go back through batch norm",
    "Your forward pass has four stations. Does your backward pass have the same four?",
)
wrong(EXERCISE, *BATCH_NORM_LEFT_OUT)(_through_batch_norm(lambda d, cache: d))
wrong(EXERCISE, *BATCH_NORM_LEFT_OUT)(_through_batch_norm(lambda d, cache: d * cache["gamma"]))
wrong(
    EXERCISE, "statistics-taken-for-constants",
    "Mean and variance are treated as constants",
    "In train mode they depend on W1 as well: your batch norm's own backward function knows how.",
)(_through_batch_norm(lambda d, cache: d * cache["gamma"] / cache["sigma"]))  # fmt: skip
wrong(
    EXERCISE, "not-divided-by-n",
    "The gradients are those of a sum",
    "The loss is a mean over the samples. What becomes of 1/N in its gradient?",
)(with_grads(lambda p, X, n, h, c, d, grads: {name: len(X) * grad for name, grad in grads.items()}))  # fmt: skip
wrong(
    EXERCISE, "divided-by-n-twice",
    "The gradients are divided by N twice",
    "N enters once, where the loss takes its mean.",
)(with_grads(lambda p, X, n, h, c, d, grads: {name: grad / len(X) for name, grad in grads.items()}))  # fmt: skip
wrong(
    EXERCISE, "gradients-sign",
    "The gradients point the other way",
    "P - Y: which of the two is subtracted?",
)(with_grads(lambda p, X, n, h, c, d, grads: {name: -grad for name, grad in grads.items()}))  # fmt: skip
wrong(
    EXERCISE, "gamma-beta-gradients-swapped",
    "The gradients of gamma and beta have changed places",
    "In which order does your backward function return them?",
)(with_grads(lambda p, X, n, h, c, d, grads: {"gamma": grads["beta"], "beta": grads["gamma"]}))  # fmt: skip
W2_OF_ANOTHER = (
    "w2-gradient-of-another-array",
    "The gradient of W2 is made with another array",
    "Which array does W2 multiply on the way forward?",
)
wrong(EXERCISE, *W2_OF_ANOTHER)(with_grads(lambda p, X, normed, h, c, d, grads: {"W2": normed.T @ d}))
wrong(EXERCISE, *W2_OF_ANOTHER)(with_grads(lambda p, X, n, h, cache, d, grads: {"W2": cache["x"].T @ d}))
wrong(EXERCISE, *W2_OF_ANOTHER)(with_grads(lambda p, X, n, h, cache, d, grads: {"W2": cache["x_hat"].T @ d}))
wrong(
    EXERCISE, "b2-gradient-averaged",
    "The gradient of b2 is averaged once more",
    "One b2 serves all samples: gradients from several places add up.",
)(with_grads(lambda p, X, n, h, c, d, grads: {"b2": d.mean(axis=0)}))  # fmt: skip
wrong(
    EXERCISE, "b2-gradient-keeps-axis",
    "The gradient of b2 has an axis too many",
    "b2 has shape (C,), and so has its gradient.",
)(with_grads(lambda p, X, n, h, c, d, grads: {"b2": d.sum(axis=0, keepdims=True)}))  # fmt: skip
wrong(
    EXERCISE, "beta-gradient-after-batch-norm",
    "The gradient of beta is taken behind batch norm",
    "beta is added at the end of batch norm. Which gradient arrives there?",
)(with_grads(lambda p, X, n, h, cache, d, grads: {
    "beta": right.batchnorm_backward(d @ p["W2"].T * (n > 0), cache)[0].sum(axis=0)
}))  # fmt: skip
for _name in ("W1", "gamma", "W2", "b2"):  # batch norm lets no sum through: the one for beta stands above
    wrong(
        EXERCISE, "gradient-is-zero",
        "One of the gradients is zero",
        "Which of the five parameters would never learn?",
    )(with_grads(lambda p, X, n, h, c, d, grads, name=_name: {name: np.zeros_like(grads[name])}))  # fmt: skip


@wrong(
    EXERCISE, "gradient-missing",
    "A gradient is missing in the dict",
    "There are five parameters. Which of their names is not a key of your dict?",
)  # fmt: skip
def gamma_missing(params, X, y, bn_param, reg=0.0):
    loss, grads = right.network(params, X, y, bn_param, reg)
    return loss, {name: grad for name, grad in grads.items() if name not in ("gamma", "beta")}


@wrong(EXERCISE, "gradient-missing")
def second_layer_only(params, X, y, bn_param, reg=0.0):
    loss, grads = right.network(params, X, y, bn_param, reg)
    return loss, {name: grad for name, grad in grads.items() if name in ("W2", "b2")}


@wrong(EXERCISE, "gradient-missing")
def weights_only(params, X, y, bn_param, reg=0.0):
    loss, grads = right.network(params, X, y, bn_param, reg)
    return loss, {name: grad for name, grad in grads.items() if name in ("W1", "W2")}
