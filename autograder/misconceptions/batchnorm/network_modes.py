# mypy: allow-untyped-defs, allow-untyped-calls
"""What students write for `two_layer_bn_loss`: the modes, the batch norm inside, and the loss."""

from __future__ import annotations

import numpy as np

from autograder.misconceptions import common, wrong
from autograder.misconceptions.batchnorm import right
from autograder.misconceptions.batchnorm.network import EXERCISE, with_forward
from autograder.misconceptions.softmax import right as softmax


def _handed(change):
    """A forward pass that is given another bn_param than the caller's, and gives the averages back."""

    def forward(p, X, bn):
        other = change(bn)
        result = right.forward(p, X, other)
        bn["running_mean"], bn["running_var"] = other["running_mean"], other["running_var"]
        return result

    return with_forward(forward)


wrong(
    EXERCISE, "always-train-mode",
    "The network is in train mode all the time",
    "bn_param says which mode it is. Does your function change that?",
    "Or does your batch norm not look at it? Its own checks tell.",
)(_handed(lambda bn: {**bn, "mode": "train"}))  # fmt: skip
wrong(EXERCISE, "always-train-mode")(with_forward(lambda p, X, bn: right.forward(p, X, {**bn, "mode": "train"})))
wrong(
    EXERCISE, "always-test-mode",
    "The network is in test mode all the time",
    "bn_param says which mode it is. Does your function change that?",
)(_handed(lambda bn: {**bn, "mode": "test"}))  # fmt: skip
wrong(
    EXERCISE, "averages-lost",
    "The running averages are lost after each call",
    "Batch norm writes its averages into the dict that it is given. Is that the caller's dict, or a copy?",
    "Do the checks of your batchnorm_forward pass? One of them looks at the averages alone.",
)(with_forward(lambda p, X, bn: right.forward(p, X, dict(bn))))  # fmt: skip


@wrong(EXERCISE, "averages-start-again", "The running averages start again in each call",
       "Which of the keys in bn_param should a call leave as they are?")  # fmt: skip
@with_forward
def averages_start_again(p, X, bn):
    if bn["mode"] == "train":
        bn["running_mean"] = bn["running_var"] = np.zeros(p["W1"].shape[1])
    return right.forward(p, X, bn)


@wrong(EXERCISE, "forward-twice", "The forward pass runs twice in one call",
       "Each pass in train mode moves the running averages. How many are there in your function?")  # fmt: skip
@with_forward
def forward_twice(p, X, bn):
    right.forward(p, X, bn)
    return right.forward(p, X, bn)


def _normalised_by(normalise):
    """A forward pass whose batch norm in train mode is ``normalise(z, eps)`` before gamma and beta."""

    def forward(p, X, bn):
        z = X @ p["W1"]
        normed, cache = right.batchnorm_forward(z, p["gamma"], p["beta"], bn)
        if bn["mode"] == "train":
            normed = p["gamma"] * normalise(z, bn["eps"]) + p["beta"]
        hidden = np.maximum(normed, 0)
        return hidden @ p["W2"] + p["b2"], (normed, hidden, cache)

    return with_forward(forward)


def _centred(z):
    return z - z.mean(axis=0)


NOT_RIGHT_YET = (
    "its-batch-norm-is-not-right",
    "The batch norm in your network is not right yet",
    "Does the network call your batchnorm_forward? Let that pass its own checks first: they say more.",
)
wrong(EXERCISE, *NOT_RIGHT_YET)(_normalised_by(lambda z, eps: _centred(z) / (z.std(axis=0) + eps)))
wrong(EXERCISE, *NOT_RIGHT_YET)(_normalised_by(lambda z, eps: _centred(z) / z.std(axis=0)))
wrong(EXERCISE, *NOT_RIGHT_YET)(_normalised_by(lambda z, eps: _centred(z) / np.sqrt(z.var(axis=0) + 1e-5)))
wrong(EXERCISE, *NOT_RIGHT_YET)(_normalised_by(lambda z, eps: _centred(z) / np.sqrt(z.var(axis=0, ddof=1) + eps)))
wrong(EXERCISE, *NOT_RIGHT_YET)(_normalised_by(lambda z, eps: _centred(z) / (z.var(axis=0) + eps)))
wrong(EXERCISE, *NOT_RIGHT_YET)(_normalised_by(lambda z, eps: _centred(z) / np.sqrt(z.var() + eps)))


def _loss(change):
    """An answer whose loss is ``change(scores, y)``, with the right gradients."""

    def answer(params, X, y, bn_param, reg=0.0):
        scores, kept = right.forward(params, X, bn_param)
        grads = right.backward(params, X, kept, right.mean_dscores(scores, y), reg)
        return change(scores, y) + right.penalty(params, reg), grads

    return answer


wrong(EXERCISE, *common.SUM_NOT_MEAN)(_loss(lambda scores, y: len(scores) * right.loss_of(scores, y)))
wrong(EXERCISE, *common.NEGATED)(_loss(lambda scores, y: -right.loss_of(scores, y)))
wrong(EXERCISE, *common.SOFTMAX_TWICE)(_loss(lambda scores, y: right.loss_of(softmax.softmax(scores), y)))
wrong(EXERCISE, *common.MEAN_OVER_ALL)(_loss(lambda scores, y: right.loss_of(scores, y) / scores.shape[1]))
wrong(EXERCISE, *common.IGNORES_LABELS)(
    _loss(lambda scores, y: -np.mean(softmax.log_softmax(scores).max(axis=1)))
)
wrong(
    EXERCISE, "squared-loss",
    "This is another loss",
    "The loss is the cross-entropy of softmax: minus the logarithm of the true class's probability.",
)(_loss(lambda scores, y: np.mean(np.sum((scores - np.eye(scores.shape[1])[y]) ** 2, axis=1))))  # fmt: skip
