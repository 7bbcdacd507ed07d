# mypy: allow-untyped-defs, allow-untyped-calls
"""A training loop with a place for each mistake; what students write for `train_two_layer` is made of it."""

from __future__ import annotations

from functools import partial
from typing import Any

from autograder.misconceptions.backprop import right


def by_choice(state, X, y, batch_size, rng):
    """Draw with replacement, as the reference does."""
    rows = rng.choice(len(X), batch_size)
    return X[rows], y[rows]


def step(params, grads, learning_rate):
    return {name: params[name] - learning_rate * grads[name] for name in params}


def train(
    params, X, y, X_val, y_val, learning_rate, reg, num_iters, batch_size, rng,
    *, draw=by_choice, step=step, loss=right.loss, note=None, measure=None, begin=dict, finish=None, when=None,
    epochs=lambda N, batch_size: max(N // batch_size, 1),
):  # fmt: skip
    start, params = params, begin(params)
    state: dict[str, Any] = {}
    losses: list[float] = []
    train_acc: list[float] = []
    val_acc: list[float] = []
    per_epoch = epochs(len(X), batch_size)
    for it in range(num_iters):
        X_batch, y_batch = draw(state, X, y, batch_size, rng)
        value, grads = loss(params, X_batch, y_batch, reg)
        before, params = params, step(params, grads, learning_rate)
        losses.append(note(value, params, X_batch, y_batch, reg) if note else value)
        if when(it, per_epoch) if when else (it + 1) % per_epoch == 0:
            for history, data in ((train_acc, (X, y)), (val_acc, (X_val, y_val))):
                history.append(
                    measure(params, before, *data, (X, y), (X_val, y_val)) if measure else right.accuracy(params, *data)
                )
    result = {
        "params": params, "loss_history": losses, "train_acc_history": train_acc, "val_acc_history": val_acc,
    }  # fmt: skip
    return finish(result, start) if finish else result


def loop(**changes):
    """A training function with some of its places changed."""
    return partial(train, **changes)


def with_steps(args, num_iters):
    """Train for another number of steps than was asked for."""
    return train(*[num_iters if place == 7 else arg for place, arg in enumerate(args)])
