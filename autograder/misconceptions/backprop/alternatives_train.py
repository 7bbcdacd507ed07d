# mypy: allow-untyped-defs, allow-untyped-calls
"""Right ways to train that differ from the reference: in how batches are drawn, and when accuracies are measured."""

from __future__ import annotations

import copy

import numpy as np

from autograder.misconceptions import alternative
from autograder.misconceptions.backprop import right

E = "train_two_layer"


@alternative(E)
def as_in_cs231n(params, X, y, X_val, y_val, learning_rate, reg, num_iters, batch_size, rng):
    """Accuracies on the batch, at the first step of each epoch."""
    num_train = X.shape[0]
    iterations_per_epoch = max(num_train // batch_size, 1)
    W = {name: value.copy() for name, value in params.items()}
    loss_history, train_acc_history, val_acc_history = [], [], []
    for it in range(num_iters):
        rows = rng.choice(np.arange(num_train), batch_size)
        X_batch, y_batch = X[rows, :], y[rows]
        loss, grads = right.loss(W, X_batch, y_batch, reg)
        loss_history.append(loss)
        W["W1"] -= learning_rate * grads["W1"]
        W["W2"] -= learning_rate * grads["W2"]
        W["b1"] -= learning_rate * grads["b1"]
        W["b2"] -= learning_rate * grads["b2"]
        if it % iterations_per_epoch == 0:
            train_acc_history.append((right.predict(W, X_batch) == y_batch).mean())
            val_acc_history.append((right.predict(W, X_val) == y_val).mean())
    return {
        "loss_history": loss_history, "train_acc_history": train_acc_history, "val_acc_history": val_acc_history,
        "params": W,
    }  # fmt: skip


@alternative(E)
def epoch_by_epoch(params, X, y, X_val, y_val, learning_rate, reg, num_iters, batch_size, rng):
    """A new order for each epoch; batches without replacement; histories as arrays."""
    params, losses, train_acc, val_acc = copy.deepcopy(params), [], [], []
    order = np.array([], dtype=int)
    for it in range(num_iters):
        if len(order) < batch_size:
            order = rng.permutation(len(X))
        rows, order = order[:batch_size], order[batch_size:]
        loss, grads = right.loss(params, X[rows], y[rows], reg)
        losses.append(loss)
        for name in params:
            params[name] -= learning_rate * grads[name]
        if (it + 1) % max(len(X) // batch_size, 1) == 0:
            train_acc.append(np.mean(right.predict(params, X) == y))
            val_acc.append(np.mean(right.predict(params, X_val) == y_val))
    return {"params": params, "loss_history": np.array(losses), "train_acc_history": np.array(train_acc),
            "val_acc_history": np.array(val_acc)}  # fmt: skip


@alternative(E)
def measured_before_the_step(params, X, y, X_val, y_val, learning_rate, reg, num_iters, batch_size, rng):
    params = {**params}
    history: dict[str, list[float]] = {"loss_history": [], "train_acc_history": [], "val_acc_history": []}
    for it in range(num_iters):
        if it % max(len(X) // batch_size, 1) == 0:
            history["train_acc_history"].append(right.accuracy(params, X, y))
            history["val_acc_history"].append(right.accuracy(params, X_val, y_val))
        rows = rng.choice(len(X), size=batch_size, replace=False)
        loss, grads = right.loss(params, X[rows], y[rows], reg)
        history["loss_history"] += [float(loss)]
        params.update({name: params[name] - learning_rate * grads[name] for name in grads})
    return {"params": params, **history}


@alternative(E)
def with_single_indices(params, X, y, X_val, y_val, learning_rate, reg, num_iters, batch_size, rng):
    """Indices one by one, arrays filled from the front, a key more than was asked for."""
    W1, b1, W2, b2 = (np.array(params[name], dtype=float) for name in ("W1", "b1", "W2", "b2"))
    losses, accuracies = np.empty(num_iters), []
    for it in range(num_iters):
        rows = [int(rng.integers(0, len(X))) for _ in range(batch_size)]
        losses[it], grads = right.loss({"W1": W1, "b1": b1, "W2": W2, "b2": b2}, X[rows], y[rows], reg)
        W1, b1 = W1 - learning_rate * grads["W1"], b1 - learning_rate * grads["b1"]
        W2, b2 = W2 - learning_rate * grads["W2"], b2 - learning_rate * grads["b2"]
        if it % max(len(X) // batch_size, 1) == max(len(X) // batch_size, 1) - 1:
            now = {"W1": W1, "b1": b1, "W2": W2, "b2": b2}
            accuracies.append((right.accuracy(now, X, y), right.accuracy(now, X_val, y_val)))
    train, val = zip(*accuracies, strict=True) if accuracies else ((), ())
    return {"params": {"W1": W1, "b1": b1, "W2": W2, "b2": b2}, "loss_history": losses, "best": max(val, default=0),
            "train_acc_history": list(train), "val_acc_history": list(val)}  # fmt: skip


@alternative(E)
def from_random_order(params, X, y, X_val, y_val, learning_rate, reg, num_iters, batch_size, rng):
    """The rows with the largest of N random numbers."""
    params = {name: np.copy(value) for name, value in params.items()}
    per_epoch = max(len(X) // batch_size, 1)
    losses, train, val = [], [], []
    for it in range(1, num_iters + 1):
        rows = np.argsort(rng.random(len(X)))[-batch_size:]
        value, grads = right.loss(params, np.take(X, rows, axis=0), np.take(y, rows), reg)
        losses.append(value)
        for name, grad in grads.items():
            params[name] += -learning_rate * grad
        if not it % per_epoch:
            train.append(right.accuracy(params, X, y))
            val.append(right.accuracy(params, X_val, y_val))
    return {"params": params, "loss_history": losses, "train_acc_history": train, "val_acc_history": val}
