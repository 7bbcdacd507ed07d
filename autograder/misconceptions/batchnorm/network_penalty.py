# mypy: allow-untyped-defs, allow-untyped-calls
"""What students write for `two_layer_bn_loss`: the penalty, and what becomes of the arrays."""

from __future__ import annotations

import numpy as np

from autograder.misconceptions import common, wrong
from autograder.misconceptions.batchnorm import right
from autograder.misconceptions.batchnorm.network import EXERCISE, weights, with_penalty

OTHER_CONVENTION = (
    "other-l2-convention",
    "This is another convention of the L2 penalty",
    "Your loss and your gradient fit together, for a penalty with another factor in front.",
    "This notebook states `reg * sum(W**2)`, without a half.",
)
HALF = with_penalty(lambda p, reg: 0.5 * right.penalty(p, reg), lambda p, reg: weights(p, reg))
wrong(EXERCISE, *OTHER_CONVENTION)(HALF)
wrong(EXERCISE, "penalty-gradient-factor", "Loss and gradient of the penalty do not fit together",
      "Take the derivative of your penalty. Which factor comes from the square?",
)(with_penalty(right.penalty, weights))  # fmt: skip
wrong(EXERCISE, "penalty-gradient-factor")(
    with_penalty(lambda p, reg: 0.5 * right.penalty(p, reg), lambda p, reg: weights(p, 2 * reg))
)
wrong(EXERCISE, "penalty-missing", "There is no penalty yet",
      "Your loss and gradients do not change with `reg`.",
)(with_penalty(lambda p, reg: 0.0, lambda p, reg: {}))  # fmt: skip
wrong(EXERCISE, "penalty-gradient-missing", "The penalty is in the loss, but not in the gradients",
      "A gradient is that of everything the loss adds up.",
)(with_penalty(right.penalty, lambda p, reg: {}))  # fmt: skip
wrong(EXERCISE, "penalty-loss-missing", "The penalty is in the gradients, but not in the loss",
      "A gradient belongs to a loss. Of which loss are yours the gradients?",
)(with_penalty(lambda p, reg: 0.0, lambda p, reg: weights(p, 2 * reg)))  # fmt: skip
ONE_LAYER = ("penalty-on-one-layer", "Only one of the two weight matrices is counted",
             "There are two weight matrices. Does your penalty change with both?")  # fmt: skip
for _name in ("W1", "W2"):
    wrong(EXERCISE, *ONE_LAYER)(with_penalty(
        lambda p, reg, name=_name: reg * np.sum(p[name] ** 2), lambda p, reg, name=_name: {name: 2 * reg * p[name]},
    ))  # fmt: skip
    wrong(EXERCISE, *ONE_LAYER)(
        with_penalty(right.penalty, lambda p, reg, name=_name: {name: 2 * reg * p[name]})
    )
ON_EVERYTHING = ("penalty-on-more", "The penalty counts more than the weights",
                 "The penalty holds W1 and W2 small. gamma, beta and biases are free.")  # fmt: skip
for _names in (("gamma",), ("beta",), ("b2",), ("gamma", "beta"), ("gamma", "beta", "b2")):
    wrong(EXERCISE, *ON_EVERYTHING)(with_penalty(
        lambda p, reg, names=_names: right.penalty(p, reg) + reg * sum(np.sum(p[name] ** 2) for name in names),
        lambda p, reg, names=_names: {**weights(p, 2 * reg), **{name: 2 * reg * p[name] for name in names}},
    ))  # fmt: skip


@wrong(EXERCISE, *common.MUTATES_INPUT)
def steps_inside(params, X, y, bn_param, reg=0.0):
    loss, grads = right.network(params, X, y, bn_param, reg)
    for name, grad in grads.items():
        params[name] -= 0.1 * grad
    return loss, grads


@wrong(EXERCISE, *common.MUTATES_INPUT)
def centres_inputs(params, X, y, bn_param, reg=0.0):
    result = right.network(params, X, y, bn_param, reg)
    X -= X.mean(axis=0)
    return result


@wrong(EXERCISE, *common.LABELS_NEED_ARRAY)
def labels_need_shape(params, X, y, bn_param, reg=0.0):
    return right.network(params, X, y[: y.shape[0]], bn_param, reg)


@wrong(EXERCISE, *common.INTEGER_OUTPUT)
def like_the_parameters(params, X, y, bn_param, reg=0.0):
    loss, grads = right.network(params, X, y, bn_param, reg)
    rounded = {name: np.zeros_like(params[name]) for name in grads}
    for name, grad in grads.items():
        rounded[name][...] = grad
    return loss, rounded


_grads: dict[tuple[int, ...], np.ndarray] = {}


@wrong(EXERCISE, *common.SHARED_BUFFER)
def shared_buffer(params, X, y, bn_param, reg=0.0):
    loss, grads = right.network(params, X, y, bn_param, reg)
    dW1 = _grads.setdefault(params["W1"].shape, np.empty(params["W1"].shape))
    dW1[...] = grads["W1"]
    return loss, {**grads, "W1": dW1}
