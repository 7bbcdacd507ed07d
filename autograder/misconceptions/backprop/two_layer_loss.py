# mypy: allow-untyped-defs, allow-untyped-calls
"""What students write for `two_layer_loss`: scores and loss. Gradients and penalties stand in modules of their own."""

from __future__ import annotations

import numpy as np

from autograder.misconceptions import common, wrong
from autograder.misconceptions.backprop import right

E = "two_layer_loss"
NO_RELU = (
    "no-relu",
    "There is no ReLU between the layers",
    "A gradient check agrees with this network: it is right, only it is another one.",
    "Two linear layers are one linear layer. What makes the hidden layer more than that?",
)
OTHER_ACTIVATION = (
    "other-activation",
    "The hidden layer has another activation",
    "A gradient check agrees with this network: it is right, only it is another one.",
    "Which activation does the task name?",
)
NO_B1 = (
    "no-b1",
    "The bias of the hidden layer is not used",
    "Let X be all zeros: what does the hidden layer see?",
    "Which of the four parameters is never read?",
)
NO_B2 = (
    "no-b2",
    "The bias of the second layer is not used",
    "Let X and b1 be zeros: what should the scores be?",
    "Which of the four parameters is never read?",
)
RETURNS_PAIR = ("scores-in-a-pair", "Without labels, more than the scores is returned",
                "When y is None there is no loss: return the scores alone.")  # fmt: skip


def _network(hidden, slope):
    """A network with another hidden activation, whose gradients are its own."""

    def network(params, X, y=None, reg=0.0):
        z1 = X @ params["W1"] + params["b1"]
        a1 = hidden(z1)
        scores = a1 @ params["W2"] + params["b2"]
        if y is None:
            return scores
        d = right.dscores(scores, y)
        dz1 = d @ params["W2"].T * slope(z1, a1)
        loss = right.data_loss(scores, y) + right.penalty(params, reg)
        return loss, right.backward(params, X, z1, a1, d, reg, dz1)

    return network


def _forward_only(hidden):
    """A network whose way back takes the right path, and whose way forward does not."""

    def network(params, X, y=None, reg=0.0):
        z1 = X @ params["W1"] + params["b1"]
        scores = hidden(z1) @ params["W2"] + params["b2"]
        if y is None:
            return scores
        d = right.dscores(scores, y)
        loss = right.data_loss(scores, y) + right.penalty(params, reg)
        return loss, right.backward(params, X, z1, hidden(z1), d, reg)

    return network


wrong(E, *NO_RELU)(_network(lambda z: z, lambda z, a: 1.0))
wrong(E, *NO_RELU)(_forward_only(lambda z: z))
wrong(E, *OTHER_ACTIVATION)(_network(np.tanh, lambda z, a: 1 - a**2))
wrong(E, *OTHER_ACTIVATION)(_network(right.sigmoid, lambda z, a: a * (1 - a)))
wrong(E, *OTHER_ACTIVATION)(_network(lambda z: np.where(z > 0, z, 0.01 * z), lambda z, a: np.where(z > 0, 1, 0.01)))
wrong(E, *OTHER_ACTIVATION)(_network(lambda z: np.logaddexp(0, z), lambda z, a: right.sigmoid(z)))
wrong(E, "mask-for-activation", "The mask is passed on in the place of the hidden units",
      "Where a unit is active, its output is z1, not 1.")(_forward_only(lambda z: (z > 0) * 1.0))  # fmt: skip


def _without(name):
    def network(params, X, y=None, reg=0.0):
        params = {**params, name: np.zeros_like(params[name])}
        if y is None:
            return right.forward(params, X)[2]
        return right.loss(params, X, y, reg)

    return network


wrong(E, *NO_B1)(_without("b1"))
wrong(E, *NO_B2)(_without("b2"))


@wrong(E, "no-biases", "Neither bias is used", "Which of the four parameters are never read?")
def no_biases(params, X, y=None, reg=0.0):
    params = {**params, "b1": np.zeros_like(params["b1"]), "b2": np.zeros_like(params["b2"])}
    return right.forward(params, X)[2] if y is None else right.loss(params, X, y, reg)


@wrong(E, "relu-on-scores", "The scores go through a ReLU, too",
       "A score may be negative: it says that a class is unlikely. The last layer is linear.")  # fmt: skip
def relu_on_scores(params, X, y=None, reg=0.0):
    z1, a1, scores = right.forward(params, X)
    out = np.maximum(scores, 0)
    if y is None:
        return out
    d = right.dscores(out, y) * (scores > 0)
    return right.data_loss(out, y) + right.penalty(params, reg), right.backward(params, X, z1, a1, d, reg)


@wrong(E, "returns-probabilities", "Probabilities come back, not scores",
       "Without labels the task asks for the scores, before softmax.")  # fmt: skip
def returns_probabilities(params, X, y=None, reg=0.0):
    if y is None:
        return right.softmax(right.forward(params, X)[2])
    return right.loss(params, X, y, reg)


@wrong(E, "returns-classes", "Classes come back, not scores",
       "Without labels the task asks for all scores. Choosing the largest is the work of `predict`.")  # fmt: skip
def returns_classes(params, X, y=None, reg=0.0):
    return right.predict(params, X) if y is None else right.loss(params, X, y, reg)


@wrong(E, *RETURNS_PAIR)
def scores_and_nothing(params, X, y=None, reg=0.0):
    return (right.forward(params, X)[2], {}) if y is None else right.loss(params, X, y, reg)


@wrong(E, *RETURNS_PAIR)
def scores_and_cache(params, X, y=None, reg=0.0):
    z1, a1, scores = right.forward(params, X)
    return (scores, (z1, a1)) if y is None else right.loss(params, X, y, reg)


@wrong(E, "labels-taken-for-granted", "The case without labels is missing",
       "When y is None there is nothing to compare with: return the scores before you come to the loss.")  # fmt: skip
def labels_taken_for_granted(params, X, y=None, reg=0.0):
    return right.loss(params, X, y, reg)


@wrong(E, "hidden-units-returned", "The hidden units come back, not the scores",
       "The scores have one column for each class. Which layer is still to come?")  # fmt: skip
def hidden_units_returned(params, X, y=None, reg=0.0):
    return right.forward(params, X)[1] if y is None else right.loss(params, X, y, reg)


def _with_loss(data_loss):
    """Right scores and gradients, another data loss."""

    def network(params, X, y=None, reg=0.0):
        z1, a1, scores = right.forward(params, X)
        if y is None:
            return scores
        grads = right.backward(params, X, z1, a1, right.dscores(scores, y), reg)
        return data_loss(scores, np.asarray(y)) + right.penalty(params, reg), grads

    return network


def _picked(table, y):
    return table[np.arange(len(table)), y]


def _one_hot(scores, y):
    return np.eye(scores.shape[1])[y]


wrong(E, *common.SUM_NOT_MEAN)(_with_loss(lambda s, y: -np.sum(_picked(right.log_softmax(s), y))))
wrong(E, *common.MEAN_OVER_ALL)(_with_loss(lambda s, y: -np.mean(_one_hot(s, y) * right.log_softmax(s))))
wrong(E, *common.DIVIDES_BY_CLASSES)(_with_loss(lambda s, y: -np.sum(_picked(right.log_softmax(s), y)) / s.shape[1]))
wrong(E, *common.NOT_SUMMED_UP)(_with_loss(lambda s, y: -_picked(right.log_softmax(s), y)))
wrong(E, *common.NEGATED)(_with_loss(lambda s, y: np.mean(_picked(right.log_softmax(s), y))))
wrong(E, *common.PICKS_EVERY_LABEL)(_with_loss(lambda s, y: -np.mean(right.log_softmax(s)[:, y])))
wrong(E, *common.IGNORES_LABELS)(_with_loss(lambda s, y: -np.mean(right.log_softmax(s).max(axis=1))))
wrong(E, "no-logarithm", "The logarithm is missing in the loss",
      "The loss of a sample is minus the logarithm of its true class's probability.")(
    _with_loss(lambda s, y: -np.mean(_picked(right.softmax(s), y))))  # fmt: skip
wrong(E, "softmax-twice", "Softmax is taken twice",
      "Cross-entropy takes the scores: it goes through softmax itself. What do you hand to it?")(
    _with_loss(lambda s, y: right.data_loss(right.softmax(s), y)))  # fmt: skip
wrong(E, "squared-error", "This is another loss: the squared error",
      "For classes the loss is the cross-entropy: minus the logarithm of the true class's probability.")(
    _with_loss(lambda s, y: np.mean(np.sum((right.softmax(s) - _one_hot(s, y)) ** 2, axis=1))))  # fmt: skip
wrong(E, *common.LOG_OF_SOFTMAX)(_with_loss(lambda s, y: -np.mean(np.log(_picked(right.softmax(s), y)))))
for _eps in (1e-7, 1e-8, 1e-9, 1e-10, 1e-12, 1e-15, 1e-16, 1e-20, 1e-300):
    wrong(E, *common.LOG_PLUS_EPS)(
        _with_loss(lambda s, y, eps=_eps: -np.mean(np.log(_picked(right.softmax(s), y) + eps)))
    )
    wrong(E, *common.CLIP_PROBABILITIES)(
        _with_loss(lambda s, y, eps=_eps: -np.mean(np.log(np.maximum(_picked(right.softmax(s), y), eps))))
    )


def _with_softmax(softmax):
    """Loss and gradients from another softmax."""

    def network(params, X, y=None, reg=0.0):
        z1, a1, scores = right.forward(params, X)
        if y is None:
            return scores
        d = softmax(scores)
        loss = -np.mean(np.log(d[np.arange(len(d)), y])) + right.penalty(params, reg)
        d[np.arange(len(d)), y] -= 1
        return loss, right.backward(params, X, z1, a1, d / len(d), reg)

    return network


def _naive(scores):
    e = np.exp(scores)
    return e / e.sum(axis=1, keepdims=True)


def _global_max(scores):
    e = np.exp(scores - scores.max())
    return e / e.sum(axis=1, keepdims=True)


def _down_the_columns(scores):
    e = np.exp(scores - scores.max(axis=0))
    return e / e.sum(axis=0)


def _without_keepdims(scores):
    e = np.exp(scores - scores.max(axis=1))
    return e / e.sum(axis=1)


wrong(E, *common.NO_SHIFT)(_with_softmax(_naive))
wrong(E, *common.GLOBAL_MAX)(_with_softmax(_global_max))
wrong(E, *common.LOG_OF_SOFTMAX)(_with_softmax(right.softmax))
wrong(E, *common.SUM_AXIS_0)(_with_softmax(_down_the_columns))
wrong(E, *common.NO_KEEPDIMS)(_with_softmax(_without_keepdims))


@wrong(E, *common.FLOAT32)
def float32(params, X, y=None, reg=0.0):
    params = {name: np.asarray(value, dtype=np.float32) for name, value in params.items()}
    X = X.astype(np.float32)
    return right.forward(params, X)[2] if y is None else right.loss(params, X, y, reg)


@wrong(E, "normalises-inputs", "The inputs are changed before they enter the network",
       "Preparing the data happens once, outside of the loss. Here X goes in as it is.")  # fmt: skip
def normalises_inputs(params, X, y=None, reg=0.0):
    X = X - X.mean(axis=0)
    return right.forward(params, X)[2] if y is None else right.loss(params, X, y, reg)


@wrong(E, "changes-params", "Your function changes the params that it was given",
       "The loss only looks. Who takes the step?",
       "`-=` writes into the caller's arrays; an assignment to `params[...]` changes the caller's dict.")  # fmt: skip
def takes_the_step(params, X, y=None, reg=0.0):
    if y is None:
        return right.forward(params, X)[2]
    loss, grads = right.loss(params, X, y, reg)
    for name in params:
        params[name] = params[name] - 1e-3 * grads[name]
    return loss, grads


@wrong(E, "changes-params")
def takes_the_step_in_place(params, X, y=None, reg=0.0):
    if y is None:
        return right.forward(params, X)[2]
    loss, grads = right.loss(params, X, y, reg)
    for name in params:
        params[name] -= 1e-3 * grads[name]
    return loss, grads
