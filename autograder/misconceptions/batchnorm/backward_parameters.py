# mypy: allow-untyped-defs, allow-untyped-calls
"""What students write for the gradients of gamma and beta, and for the arrays, in both backward functions."""

from __future__ import annotations

import numpy as np

from autograder.misconceptions import common, wrong
from autograder.misconceptions.batchnorm import right
from autograder.misconceptions.batchnorm.backward import with_parameters
from autograder.misconceptions.batchnorm.right import batchnorm_forward as batchnorm_forward  # the pair of all below

BOTH = ("batchnorm_backward", "batchnorm_backward_alt")


def _sums(left, right_):
    return left.sum(axis=0), right_.sum(axis=0)


def in_both(id, title="", *steps):
    """Register a mistake for both backward functions."""

    def register(answer):
        for exercise in BOTH:
            wrong(exercise, id, title, *steps)(answer)
        return answer

    return register


USES_X = (
    "dgamma-uses-x",
    "dgamma is made with x, not with x_hat",
    "Gamma multiplies something in the forward pass. Its gradient multiplies dout with the same thing.",
)
in_both(*USES_X)(with_parameters(lambda d, c: _sums(d * c["x"], d)))
in_both(*USES_X)(with_parameters(lambda d, c: _sums(d * (c["x"] - c["mean"]), d)))
in_both(*USES_X)(with_parameters(lambda d, c: _sums(d * (c["gamma"] * c["x_hat"] + c["beta"]), d)))
AVERAGED = (
    "parameter-gradients-averaged",
    "A mean over the batch stands where a sum belongs",
    "One gamma serves all samples of the batch. Gradients from several places add up.",
)
in_both(*AVERAGED)(with_parameters(lambda d, c: ((d * c["x_hat"]).mean(axis=0), d.mean(axis=0))))
in_both(*AVERAGED)(with_parameters(lambda d, c: ((d * c["x_hat"]).mean(axis=0), d.sum(axis=0))))
in_both(*AVERAGED)(with_parameters(lambda d, c: ((d * c["x_hat"]).sum(axis=0), d.mean(axis=0))))
NOT_SUMMED = (
    "parameter-gradients-not-summed",
    "The gradients of gamma and beta are not summed over the batch",
    "A gradient has the shape of what it is the gradient of. Which shape has gamma?",
)
in_both(*NOT_SUMMED)(with_parameters(lambda d, c: (d * c["x_hat"], 1.0 * d)))
in_both(*NOT_SUMMED)(with_parameters(lambda d, c: (d * c["x_hat"], d.sum(axis=0))))
in_both(
    "parameter-gradients-keep-axis",
    "The gradients of gamma and beta have an axis too many",
    "gamma has shape (D,). A sum with keepdims has another one.",
)(with_parameters(lambda d, c: ((d * c["x_hat"]).sum(axis=0, keepdims=True), d.sum(axis=0, keepdims=True))))
in_both(
    "summed-along-rows",
    "The gradients of gamma and beta are summed along the rows",
    "gamma has one entry for each column. Which axis should disappear in the sum?",
)(with_parameters(lambda d, c: ((d * c["x_hat"]).sum(axis=1), d.sum(axis=1))))
in_both(
    "one-number-for-all",
    "The gradients of gamma and beta are single numbers",
    "gamma has one entry for each column, and so has its gradient.",
)(with_parameters(lambda d, c: ((d * c["x_hat"]).sum(), d.sum())))
WITH_GAMMA = (
    "parameter-gradients-with-gamma",
    "Gamma is a factor of its own gradient, or of that of beta",
    "out = gamma * x_hat + beta. Differentiate by gamma, then by beta: where does gamma remain?",
)
in_both(*WITH_GAMMA)(with_parameters(lambda d, c: _sums(d * c["gamma"] * c["x_hat"], d * c["gamma"])))
in_both(*WITH_GAMMA)(with_parameters(lambda d, c: _sums(d * c["gamma"] * c["x_hat"], d)))
in_both(*WITH_GAMMA)(with_parameters(lambda d, c: _sums(d * c["x_hat"], d * c["gamma"])))
in_both(
    "parameter-gradients-swapped",
    "dgamma and dbeta have changed places",
    "The order of the result is (dx, dgamma, dbeta). Which of the two needs x_hat?",
)(with_parameters(lambda d, c: _sums(d, d * c["x_hat"])))
in_both(
    "beta-shadowed",
    "The gradient of beta is that of something else",
    "Is a name used twice in your code? What dbeta held first is gone after the second assignment.",
)(with_parameters(lambda d, c: ((d * c["x_hat"]).sum(axis=0), right.batchnorm_backward(d, c)[0].sum(axis=0))))
in_both("beta-shadowed")(
    with_parameters(lambda d, c: ((d * c["x_hat"]).sum(axis=0), -(d * c["gamma"] / c["sigma"]).sum(axis=0)))
)
in_both(
    "parameter-gradients-sign",
    "The sign of a gradient is turned round",
    "out grows with beta. Which sign should dbeta have when dout is positive?",
)(with_parameters(lambda d, c: _sums(-d * c["x_hat"], -d)))
in_both("parameter-gradients-sign")(with_parameters(lambda d, c: _sums(-d * c["x_hat"], d)))
in_both("parameter-gradients-sign")(with_parameters(lambda d, c: _sums(d * c["x_hat"], -d)))


@in_both(*common.MUTATES_INPUT)
def scales_dout(dout, cache):
    parameters = right.parameters(dout, cache)
    dx = right.batchnorm_backward(dout, cache)[0]
    dout *= cache["gamma"]
    return dx, *parameters


@in_both(*common.INTEGER_OUTPUT)
def like_dout(dout, cache):
    dx = np.zeros_like(dout)
    dx[...] = right.batchnorm_backward(dout, cache)[0]
    return dx, *right.parameters(dout, cache)


_buffers: dict[tuple[int, ...], np.ndarray] = {}


@in_both(*common.SHARED_BUFFER)
def shared_buffer(dout, cache):
    dx = _buffers.setdefault(dout.shape, np.empty(dout.shape))
    dx[...] = right.batchnorm_backward(dout, cache)[0]
    return dx, *right.parameters(dout, cache)
