# mypy: allow-untyped-defs, allow-untyped-calls
"""What students write for the penalty of `two_layer_loss`."""

from __future__ import annotations

import numpy as np

from autograder.misconceptions import wrong
from autograder.misconceptions.backprop import right

E = "two_layer_loss"


def _with_penalty(penalty, slopes):
    """A right network with another penalty and other gradients of it."""

    def network(params, X, y=None, reg=0.0):
        if y is None:
            return right.forward(params, X)[2]
        loss, grads = right.loss(params, X, y)
        extra = slopes(params, reg, len(X))
        return loss + penalty(params, reg, len(X)), {n: grad + extra.get(n, 0) for n, grad in grads.items()}

    return network


def _sum(params, *names):
    return sum(np.sum(params[name] ** 2) for name in names)


def _full(params, reg, N):
    return reg * _sum(params, "W1", "W2")


def _half(params, reg, N):
    return 0.5 * reg * _sum(params, "W1", "W2")


def _slopes(factor):
    return lambda params, reg, N: {name: factor * reg * params[name] for name in ("W1", "W2")}


def _none(params, reg, N):
    return {}


HALF = (
    "half-in-penalty",
    "Your penalty has a factor 1/2, as in other books",
    "With 0.5 * reg * sum(W**2) the gradient is reg * W. That is a convention, and a consistent one.",
    "This course has no half: which penalty, and which gradient, does the task name?",
)
wrong(E, *HALF)(_with_penalty(_half, _slopes(1)))
wrong(E, "conventions-mixed", "Loss and gradient follow two conventions",
      "The half belongs in front of the penalty in the loss, or nowhere: its gradient follows.",
      "Differentiate your own penalty, once, by a single weight.")(_with_penalty(_half, _slopes(2)))  # fmt: skip
wrong(E, "factor-two-missing", "The factor 2 is missing in the gradient of the penalty",
      "Differentiate reg * w**2 by w.")(_with_penalty(_full, _slopes(1)))  # fmt: skip
wrong(E, "penalty-not-in-gradients", "The penalty enters the loss, and not the gradients",
      "A gradient check at reg = 0 would not see it. What is the derivative of reg * w**2?")(
    _with_penalty(_full, _none))  # fmt: skip
wrong(E, "penalty-not-in-loss", "The penalty enters the gradients, and not the loss",
      "The gradients are those of the loss that you return.")(
    _with_penalty(lambda params, reg, N: 0.0, _slopes(2)))  # fmt: skip
wrong(E, "no-penalty", "The penalty is missing",
      "An argument of yours is never used: reg.")(_with_penalty(lambda params, reg, N: 0.0, _none))  # fmt: skip
wrong(E, "biases-penalised", "The penalty takes in the biases",
      "A bias moves a whole unit; it does not make the network react more to its inputs. It stays free.",
      "Which two of the four parameters are penalised?")(
    _with_penalty(lambda params, reg, N: reg * _sum(params, *params),
                  lambda params, reg, N: {name: 2 * reg * value for name, value in params.items()}))  # fmt: skip
wrong(E, "biases-penalised-in-gradient", "The gradients of the biases hold a penalty",
      "Only weights are penalised. Which of your lines treats all four alike?")(
    _with_penalty(_full, lambda params, reg, N: {name: 2 * reg * value for name, value in params.items()}))  # fmt: skip
wrong(E, "one-layer-penalised", "Only one of the weight matrices is penalised",
      "The penalty is a sum over both layers.", "Look at the loss and at the gradients.")(
    _with_penalty(lambda params, reg, N: reg * _sum(params, "W1"),
                  lambda params, reg, N: {"W1": 2 * reg * params["W1"]}))  # fmt: skip
wrong(E, "one-layer-penalised")(
    _with_penalty(lambda params, reg, N: reg * _sum(params, "W2"),
                  lambda params, reg, N: {"W2": 2 * reg * params["W2"]}))  # fmt: skip
wrong(E, "one-layer-penalised")(_with_penalty(_full, lambda params, reg, N: {"W1": 2 * reg * params["W1"]}))
wrong(E, "one-layer-penalised")(_with_penalty(_full, lambda params, reg, N: {"W2": 2 * reg * params["W2"]}))
wrong(E, "one-layer-penalised")(_with_penalty(lambda params, reg, N: reg * _sum(params, "W1"), _slopes(2)))
wrong(E, "one-layer-penalised")(_with_penalty(lambda params, reg, N: reg * _sum(params, "W2"), _slopes(2)))
wrong(E, "penalty-averaged", "The penalty is divided by the number of samples",
      "The mean is over samples, and the penalty does not depend on them.")(
    _with_penalty(lambda params, reg, N: _full(params, reg, N) / N,
                  lambda params, reg, N: _slopes(2)(params, reg / N, N)))  # fmt: skip
wrong(E, "penalty-averaged")(_with_penalty(_full, lambda params, reg, N: _slopes(2)(params, reg / N, N)))
wrong(E, "penalty-averaged")(_with_penalty(lambda params, reg, N: _full(params, reg, N) / N, _slopes(2)))
wrong(E, "penalty-lambda-over-2m", "Your penalty is that of another book: lambda / (2m)",
      "In that convention the penalty is lambda / (2m) * sum(W**2). Here it is reg * sum(W**2).",
      "The number of samples has no place in it.")(
    _with_penalty(lambda params, reg, N: _half(params, reg, N) / N,
                  lambda params, reg, N: _slopes(1)(params, reg / N, N)))  # fmt: skip
wrong(E, "penalty-is-a-norm", "A root is taken of the sum of squares",
      "`np.linalg.norm` takes a square root at the end. The penalty has none.")(
    _with_penalty(lambda params, reg, N: reg * (np.linalg.norm(params["W1"]) + np.linalg.norm(params["W2"])),
                  _slopes(2)))  # fmt: skip
wrong(E, "penalty-of-absolute-values", "The penalty sums absolute values",
      "That is an L1 penalty. Here the weights are squared.")(
    _with_penalty(lambda params, reg, N: reg * (np.abs(params["W1"]).sum() + np.abs(params["W2"]).sum()),
                  lambda params, reg, N: {name: reg * np.sign(params[name]) for name in ("W1", "W2")}))  # fmt: skip
wrong(E, "penalty-sign", "The penalty is subtracted",
      "Large weights should cost something.")(
    _with_penalty(lambda params, reg, N: -_full(params, reg, N), _slopes(-2)))  # fmt: skip
wrong(E, "penalty-sign")(_with_penalty(_full, _slopes(-2)))
wrong(E, "penalty-mean", "The mean of the squares is taken, not their sum",
      "Each weight counts in full, however many there are.")(
    _with_penalty(lambda params, reg, N: reg * (np.mean(params["W1"] ** 2) + np.mean(params["W2"] ** 2)),
                  _slopes(2)))  # fmt: skip
wrong(E, "penalty-without-reg", "The strength of the penalty plays no part",
      "How much should weights cost when reg is 0.05, and how much when it is 2?")(
    _with_penalty(_full, lambda params, reg, N: {n: 2 * params[n] * (reg > 0) for n in ("W1", "W2")}))  # fmt: skip


@wrong(E, "penalty-not-summed", "The penalty is an array",
       "The loss is one number. What turns the squares of all weights into one number?")  # fmt: skip
def penalty_not_summed(params, X, y=None, reg=0.0):
    if y is None:
        return right.forward(params, X)[2]
    loss, grads = right.loss(params, X, y, reg)
    return (loss + reg * params["W1"] ** 2 if reg else loss), grads
