# mypy: allow-untyped-defs, allow-untyped-calls
"""What students write for `train_two_layer`: the steps and what is returned. Batches and accuracies stand apart."""

from __future__ import annotations

import numpy as np

from autograder.misconceptions import wrong
from autograder.misconceptions.backprop import right
from autograder.misconceptions.backprop.training import loop, step, train, with_steps

E = "train_two_layer"

NO_LEARNING = (
    "no-learning",
    "Nothing is learnt: the params that come back are those that went in",
    "The steps may be right. Which dict do they change, and which one do you return?",
    "Print one weight before the loop, in it and after it.",
)
CHANGES_PARAMS = (
    "changes-params",
    "The params that you were given are changed",
    "`W -= ...` writes into the array itself, and a copy of the dict still holds the same arrays.",
    "Which line could make new arrays and leave the old ones alone?",
)


# First: in the accuracies these two look like mistakes in the steps, which have a check of their own.
wrong(E, "accuracy-every-step", "Accuracies are noted after every step",
      "An epoch has max(N // batch_size, 1) steps. After which steps does one end?")(
    loop(when=lambda it, per_epoch: True))  # fmt: skip


@wrong(E, "accuracy-of-the-start", "The accuracy is always that of the params at the start",
       "Which dict do you hand to `predict`: the one you were given, or the one that has learnt?")  # fmt: skip
def accuracy_of_the_start(*args):
    return train(*args, measure=lambda params, before, X, y, *rest: right.accuracy(args[0], X, y))


@wrong(E, *NO_LEARNING)
def returns_the_start(*args):
    return {**train(*args), "params": args[0]}


@wrong(E, *NO_LEARNING)
def steps_on_a_copy(params, *args):
    history = []

    def step_on_a_copy(current, grads, learning_rate):
        history.append(step(current, grads, learning_rate))
        return current

    return train(params, *args, step=step_on_a_copy)


def _step_in_place(params, grads, learning_rate):
    for name in params:
        params[name] -= learning_rate * grads[name]
    return params


def _step_in_dict(params, grads, learning_rate):
    for name in params:
        params[name] = params[name] - learning_rate * grads[name]
    return params


wrong(E, *CHANGES_PARAMS)(loop(step=_step_in_place))  # the copy of the dict holds the same arrays
wrong(E, *CHANGES_PARAMS)(loop(step=_step_in_place, begin=lambda params: params))
wrong(E, *CHANGES_PARAMS)(loop(step=_step_in_dict, begin=lambda params: params))


def _only(*names):
    def partly(params, grads, learning_rate):
        return {n: params[n] - learning_rate * grads[n] if n in names else params[n] for n in params}

    return partly


def _with_rate(change):
    return lambda params, grads, rate: {n: params[n] - change(rate) * grads[n] for n in params}


wrong(E, "uphill", "The steps go uphill",
      "A gradient points where the loss grows. Which sign takes it down?")(
    loop(step=_with_rate(lambda r: -r)))  # fmt: skip
wrong(E, "no-learning-rate", "The learning rate plays no part",
      "An argument of yours is never used.")(loop(step=_with_rate(lambda r: 1.0)))  # fmt: skip
wrong(E, "biases-not-updated", "The biases stay as they were",
      "The dict of gradients has four entries. How many do you use?")(loop(step=_only("W1", "W2")))  # fmt: skip
wrong(E, "first-layer-only", "One of the layers stays as it was",
      "The dict of gradients has four entries. How many do you use?")(loop(step=_only("W1", "b1")))  # fmt: skip
wrong(E, "first-layer-only")(loop(step=_only("W2", "b2")))
wrong(E, "weights-not-updated", "The weights stay as they were",
      "The dict of gradients has four entries. How many do you use?")(loop(step=_only("b1", "b2")))  # fmt: skip


@wrong(E, "step-divided-by-batch", "The step is divided by the batch size",
       "The loss is a mean already, so its gradients are too.", "How often does 1/N enter?")  # fmt: skip
def step_divided_by_batch(params, X, y, X_val, y_val, learning_rate, reg, num_iters, batch_size, rng):
    rate = learning_rate / batch_size
    return train(params, X, y, X_val, y_val, rate, reg, num_iters, batch_size, rng)


@wrong(E, "step-divided-by-batch")
def step_divided_by_samples(params, X, y, X_val, y_val, learning_rate, reg, num_iters, batch_size, rng):
    rate = learning_rate / len(X)
    return train(params, X, y, X_val, y_val, rate, reg, num_iters, batch_size, rng)


def _decaying(factor, every):
    count: dict[int, int] = {}

    def decay(params, grads, learning_rate):
        steps = count[id(count)] = count.get(id(count), 0) + 1
        return step(params, grads, learning_rate * factor ** (steps // every))

    return decay


@wrong(E, "rate-decays", "The learning rate shrinks on the way",
       "Other courses let it decay after each epoch. Here it is the same for all steps.")  # fmt: skip
def rate_decays(params, X, y, X_val, y_val, learning_rate, reg, num_iters, batch_size, rng):
    decay = _decaying(0.95, max(len(X) // batch_size, 1))
    return train(params, X, y, X_val, y_val, learning_rate, reg, num_iters, batch_size, rng, step=decay)


@wrong(E, "momentum", "The steps have a memory",
       "That is momentum, which comes in notebook 5.",
       "Here each step uses the gradient of its own batch alone.")  # fmt: skip
def with_momentum(*args):
    velocity: dict[str, np.ndarray] = {}

    def heavy(params, grads, learning_rate):
        for name in params:
            velocity[name] = 0.9 * velocity.get(name, 0) - learning_rate * grads[name]
        return {name: params[name] + velocity[name] for name in params}

    return train(*args, step=heavy)


def _normalised(params, grads, learning_rate):
    norm = np.sqrt(sum(np.sum(grad**2) for grad in grads.values()))
    return {name: params[name] - learning_rate * grads[name] / norm for name in params}


wrong(E, "gradient-normalised", "Only the direction of the gradient is used",
      "Near the bottom gradients are small, and so should the steps be.")(loop(step=_normalised))  # fmt: skip


def _w2_first(params, X, y, reg, learning_rate=0.2):
    z1, a1, scores = right.forward(params, X)
    d = right.dscores(scores, y)
    moved = params["W2"] - learning_rate * (a1.T @ d + 2 * reg * params["W2"])
    loss = right.data_loss(scores, y) + right.penalty(params, reg)
    return loss, right.backward(params, X, z1, a1, d, reg, d @ moved.T * (z1 > 0))


wrong(E, "w2-updated-first", "W2 is changed before the gradient goes through it",
      "All gradients belong to the same point: compute all four, then take the step.")(
    loop(loss=_w2_first))  # fmt: skip
wrong(E, "reg-not-used", "The penalty is not handed on",
      "An argument of yours is never used: reg.")(
    loop(loss=lambda params, X, y, reg: right.loss(params, X, y)))  # fmt: skip
wrong(E, "reg-twice", "The penalty enters twice",
      "`two_layer_loss` has put it into the gradients already.")(
    loop(loss=lambda p, X, y, reg: (right.loss(p, X, y, reg)[0], right.loss(p, X, y, 2 * reg)[1])))  # fmt: skip
wrong(E, "starts-anew", "Training does not start from the params that it was given",
      "Whoever calls has chosen where to start. Which line puts something else there?")(
    loop(begin=lambda params: {name: np.zeros(np.shape(value)) for name, value in params.items()}))  # fmt: skip
wrong(E, "starts-anew")(loop(begin=lambda params: {
    name: 0.01 * np.random.default_rng(0).normal(size=np.shape(value)) for name, value in params.items()
}))  # fmt: skip

wrong(E, "loss-after-step", "The loss is that after the step",
      "Each entry belongs to the params that the batch met: `two_layer_loss` gives it together with the gradients.")(
    loop(note=lambda value, params, X, y, reg: right.loss(params, X, y, reg)[0]))  # fmt: skip
wrong(E, "loss-without-penalty", "The penalty is missing in the losses noted",
      "Note the loss as `two_layer_loss` gives it.")(
    loop(note=lambda value, params, X, y, reg: value - right.penalty(params, reg)))  # fmt: skip
wrong(E, "sum-of-losses", "The losses are added up on the way",
      "One entry for each step: the loss of that step's batch alone.")(
    loop(finish=lambda r, start: {**r, "loss_history": list(np.cumsum(r["loss_history"]))}))  # fmt: skip
wrong(E, "loss-once-an-epoch", "There are not as many losses as steps",
      "One entry for each step, `num_iters` in all. What decides in your loop whether one is added?")(
    loop(finish=lambda result, start: {**result, "loss_history": result["loss_history"][::2]}))  # fmt: skip
wrong(E, "loss-once-an-epoch")(
    loop(finish=lambda result, start: {**result, "loss_history": result["loss_history"][-1:]}))
wrong(E, "last-loss-only", "One loss comes back, not the history",
      "One entry for each step, `num_iters` in all.")(
    loop(finish=lambda result, start: {**result, "loss_history": result["loss_history"][-1]}))  # fmt: skip
wrong(E, "one-step-only", "The loop ends after its first step",
      "Where does `return` stand: in the loop, or after it?")(
    lambda *args: with_steps(args, 1))  # fmt: skip
wrong(E, "steps-miscounted", "There is one step too many, or too few",
      "`range(n)` gives n numbers, from 0 to n - 1.")(
    lambda *args: with_steps(args, args[7] + 1))  # fmt: skip
wrong(E, "steps-miscounted")(lambda *args: with_steps(args, args[7] - 1))
wrong(E, "iterations-for-epochs", "`num_iters` is taken for a number of epochs",
      "It counts steps: one batch each.")(
    lambda *args: with_steps(args, args[7] * max(len(args[1]) // args[8], 1)))  # fmt: skip
wrong(E, "returns-params-only", "Only the params are returned",
      "The task asks for a dict with four keys. `params` is one of them.")(
    loop(finish=lambda result, start: result["params"]))  # fmt: skip
wrong(E, "returns-tuple", "A tuple is returned, not a dict",
      "The task asks for a dict with the keys params, loss_history, train_acc_history, val_acc_history.")(
    loop(finish=lambda result, start: tuple(result.values())))  # fmt: skip
wrong(E, "params-missing", "The trained params are not returned",
      "They stand under the key params. Without them the training is lost.")(
    loop(finish=lambda result, start: {name: result[name] for name in result if name != "params"}))  # fmt: skip
