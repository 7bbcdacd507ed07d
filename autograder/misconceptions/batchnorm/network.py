# mypy: allow-untyped-defs, allow-untyped-calls
"""What students write for `two_layer_bn_loss`: the layers, and how a mistaken answer is put together."""

from __future__ import annotations

import numpy as np

from autograder.misconceptions import wrong
from autograder.misconceptions.batchnorm import right

EXERCISE = "two_layer_bn_loss"


def with_forward(forward):
    """An answer with another forward pass, through which its gradients go back as if it were right."""

    def answer(params, X, y, bn_param, reg=0.0):
        scores, kept = forward(params, X, bn_param)
        loss = right.loss_of(scores, y) + right.penalty(params, reg)
        return loss, right.backward(params, X, kept, right.mean_dscores(scores, y), reg)

    return answer


def with_grads(change):
    """An answer with the right loss; ``change`` gives some of its gradients from what the forward pass keeps."""

    def answer(params, X, y, bn_param, reg=0.0):
        scores, kept = right.forward(params, X, bn_param)
        loss = right.loss_of(scores, y) + right.penalty(params, reg)
        dscores = right.mean_dscores(scores, y)
        grads = right.backward(params, X, kept, dscores, 0.0)
        grads.update(change(params, X, *kept, dscores, grads))
        for name in ("W1", "W2"):
            grads[name] = grads[name] + 2 * reg * params[name]
        return loss, grads

    return answer


def with_penalty(loss, grad):
    """An answer whose penalty is ``loss(params, reg)`` and adds ``grad(params, reg)`` to the gradients of that name."""

    def answer(params, X, y, bn_param, reg=0.0):
        scores, kept = right.forward(params, X, bn_param)
        grads = right.backward(params, X, kept, right.mean_dscores(scores, y), 0.0)
        for name, more in grad(params, reg).items():
            grads[name] = grads[name] + more
        return right.loss_of(scores, y) + loss(params, reg), grads

    return answer


def weights(params, factor):
    return {name: factor * params[name] for name in ("W1", "W2")}


wrong(
    EXERCISE, "no-relu",
    "There is no ReLU",
    "What does the hidden layer do with a negative number?",
)(with_forward(lambda p, X, bn: _scores(p, X, bn, lambda normed: normed)))  # fmt: skip
wrong(
    EXERCISE, "another-activation",
    "The hidden layer has another activation",
    "The order is affine, batch norm, ReLU, affine. ReLU is max(0, z).",
)(with_forward(lambda p, X, bn: _scores(p, X, bn, np.tanh)))  # fmt: skip
wrong(EXERCISE, "another-activation")(with_forward(lambda p, X, bn: _scores(p, X, bn, np.abs)))
wrong(EXERCISE, "another-activation")(with_forward(lambda p, X, bn: _scores(p, X, bn, lambda z: 1 / (1 + np.exp(-z)))))


def _scores(p, X, bn, activation):
    normed, cache = right.batchnorm_forward(X @ p["W1"], p["gamma"], p["beta"], bn)
    hidden = activation(normed)
    return hidden @ p["W2"] + p["b2"], (normed, hidden, cache)


@wrong(
    EXERCISE, "relu-before-batch-norm",
    "ReLU comes before batch norm",
    "Which of the two is normalised: what goes into ReLU, or what comes out of it?",
)  # fmt: skip
@with_forward
def relu_first(p, X, bn):
    normed, cache = right.batchnorm_forward(np.maximum(X @ p["W1"], 0), p["gamma"], p["beta"], bn)
    return normed @ p["W2"] + p["b2"], (normed, normed, cache)


@wrong(
    EXERCISE, "no-batch-norm",
    "Batch norm is left out",
    "Multiply W1 by 10. Should the loss change?",
)  # fmt: skip
@with_forward
def no_batch_norm(p, X, bn):
    _, cache = right.batchnorm_forward(X @ p["W1"], p["gamma"], p["beta"], bn)
    normed = X @ p["W1"]
    hidden = np.maximum(normed, 0)
    return hidden @ p["W2"] + p["b2"], (normed, hidden, cache)


@wrong(
    EXERCISE, "inputs-normalised",
    "The inputs are normalised, not the hidden layer",
    "gamma has H entries. Which of the arrays on the way has H columns?",
)  # fmt: skip
@with_forward
def inputs_normalised(p, X, bn):
    X_hat = (X - X.mean(axis=0)) / np.sqrt(X.var(axis=0) + bn["eps"])
    normed, cache = right.batchnorm_forward(X @ p["W1"], p["gamma"], p["beta"], bn)
    normed = X_hat @ p["W1"] * p["gamma"] + p["beta"]
    hidden = np.maximum(normed, 0)
    return hidden @ p["W2"] + p["b2"], (normed, hidden, cache)


@wrong(
    EXERCISE, "no-output-bias",
    "The bias of the last layer is missing",
    "Batch norm makes the bias before it redundant. Is there a batch norm after the last layer?",
)  # fmt: skip
@with_forward
def no_output_bias(p, X, bn):
    scores, kept = right.forward(p, X, bn)
    return scores - p["b2"], kept


@wrong(
    EXERCISE, "bias-before-batch-norm",
    "A parameter is asked for that is not there",
    "The message names the key. Is it the bias of the first layer?",
    "What does the mean of the next step do to a number that is added to a whole column?",
)  # fmt: skip
@with_forward
def bias_before_batch_norm(p, X, bn):
    normed, cache = right.batchnorm_forward(X @ p["W1"] + p["b1"], p["gamma"], p["beta"], bn)
    hidden = np.maximum(normed, 0)
    return hidden @ p["W2"] + p["b2"], (normed, hidden, cache)


@wrong(
    EXERCISE, "bias-twice",
    "A bias is added that is not there",
    "The first layer has no bias; b2 belongs to the second.",
)  # fmt: skip
@with_forward
def bias_twice(p, X, bn):
    scores, kept = right.forward(p, X, bn)
    return scores + p["b2"], kept


wrong(
    EXERCISE, "batch-norm-without-gamma-beta",
    "Gamma and beta play no part",
    "Which values should go into your batch norm as gamma and beta?",
)(with_forward(lambda p, X, bn: right.forward(
    {**p, "gamma": np.ones_like(p["gamma"], dtype=float), "beta": np.zeros_like(p["beta"], dtype=float)}, X, bn
)))  # fmt: skip
wrong(EXERCISE, "gamma-and-beta-swapped", "Gamma and beta have changed places",
      "In which order does your batch norm take them?",
)(with_forward(lambda p, X, bn: right.forward({**p, "gamma": p["beta"], "beta": p["gamma"]}, X, bn)))  # fmt: skip
wrong(
    EXERCISE, "eps-not-handed-on",
    "The settings in bn_param do not reach batch norm",
    "bn_param holds eps and momentum as well as the mode. Hand it on as it is.",
)(with_forward(lambda p, X, bn: right.forward(
    p, X, {key: value for key, value in bn.items() if key not in ("eps", "momentum")}
)))  # fmt: skip
