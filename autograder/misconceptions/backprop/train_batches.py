# mypy: allow-untyped-defs, allow-untyped-calls
"""What students write for `train_two_layer`: how batches are drawn and accuracies measured. Steps stand apart."""

from __future__ import annotations

import numpy as np

from autograder.misconceptions import wrong
from autograder.misconceptions.backprop import right
from autograder.misconceptions.backprop.training import loop

E = "train_two_layer"


def _pairs_broken(state, X, y, batch_size, rng):
    return X[rng.choice(len(X), batch_size)], y[rng.choice(len(X), batch_size)]


def _labels_in_order(state, X, y, batch_size, rng):
    return X[rng.choice(len(X), batch_size)], y[:batch_size]


def _shuffles_inputs_only(state, X, y, batch_size, rng):
    rows = rng.choice(len(X), batch_size)
    return rng.permutation(X)[rows], y[rows]


wrong(E, "pairs-broken", "Samples lose their labels",
      "X and y are drawn with two different sets of indices. Which sample does a label belong to then?",
      "Draw the indices once, and use them twice.")(loop(draw=_pairs_broken))  # fmt: skip
wrong(E, "pairs-broken")(loop(draw=_labels_in_order))
wrong(E, "pairs-broken")(loop(draw=_shuffles_inputs_only))

wrong(E, "all-samples", "Every step sees all samples",
      "An argument of yours is never used: batch_size.",
      "A batch is a random part of the samples.")(loop(draw=lambda state, X, y, batch_size, rng: (X, y)))  # fmt: skip


def _one_sample(state, X, y, batch_size, rng):
    row = rng.integers(len(X))
    return X[row : row + 1], y[row : row + 1]


wrong(E, "one-sample", "Every step sees one sample, whatever the batch size",
      "An argument of yours is never used: batch_size.")(loop(draw=_one_sample))  # fmt: skip


def _one_more(state, X, y, batch_size, rng):
    rows = rng.choice(len(X), batch_size + 1)
    return X[rows], y[rows]


wrong(E, "batch-too-large", "The batches are larger than asked for",
      "How many indices do you draw?")(loop(draw=_one_more))  # fmt: skip


def _drawn_once(state, X, y, batch_size, rng):
    rows = state.setdefault("rows", rng.choice(len(X), batch_size))
    return X[rows], y[rows]


wrong(E, "same-batch", "Every step sees the same batch",
      "Where are the indices drawn: in the loop, or once before it?",
      "The network learns these few samples by heart, and no others.")(loop(draw=_drawn_once))  # fmt: skip
wrong(E, "same-batch")(loop(draw=lambda state, X, y, batch_size, rng: (X[:batch_size], y[:batch_size])))


def _in_order(state, X, y, batch_size, rng):
    at = state.get("at", 0)
    rows = np.arange(at, at + batch_size) % len(X)
    state["at"] = (at + batch_size) % len(X)
    return X[rows], y[rows]


def _own_seed(state, X, y, batch_size, rng):
    own = state.setdefault("rng", np.random.default_rng(0))
    rows = own.choice(len(X), batch_size)
    return X[rows], y[rows]


wrong(E, "rng-not-used", "The batches do not come from `rng`",
      "An argument of yours is never used: rng. Another seed should give other batches, and the same seed the same.",
      "Samples in the order of the file, or a generator of your own, are no random draw for whoever calls.")(
    loop(draw=_in_order))  # fmt: skip
wrong(E, "rng-not-used")(loop(draw=_own_seed))


def _global_state(state, X, y, batch_size, rng):
    rows = np.random.choice(len(X), batch_size)  # noqa: NPY002
    return X[rows], y[rows]


def _fresh_generator(state, X, y, batch_size, rng):
    rows = np.random.default_rng().choice(len(X), batch_size)
    return X[rows], y[rows]


wrong(E, "not-reproducible", "The batches come from another source than `rng`",
      "`np.random.choice` draws from a state that everybody shares. Run again, the training is another one.",
      "`rng` has the same methods.")(loop(draw=_global_state))  # fmt: skip
wrong(E, "not-reproducible")(loop(draw=_fresh_generator))


def _last_left_out(state, X, y, batch_size, rng):
    rows = rng.choice(len(X) - 1, batch_size) if len(X) > 1 else np.zeros(batch_size, dtype=int)
    return X[rows], y[rows]


def _first_left_out(state, X, y, batch_size, rng):
    rows = rng.integers(min(1, len(X) - 1), len(X), size=batch_size)
    return X[rows], y[rows]


def _first_half(state, X, y, batch_size, rng):
    rows = rng.choice((len(X) + 1) // 2, batch_size)
    return X[rows], y[rows]


wrong(E, "sample-left-out", "Some sample is never drawn",
      "Which indices can your draw give? The samples are numbered 0 to N - 1.",
      "`rng.choice(n, k)` and `rng.integers(n)` both leave out n itself.")(loop(draw=_last_left_out))  # fmt: skip
wrong(E, "sample-left-out")(loop(draw=_first_left_out))
wrong(E, "sample-left-out")(loop(draw=_first_half))


def _neighbours(state, X, y, batch_size, rng):
    start = rng.integers(len(X) - batch_size + 1)
    return X[start : start + batch_size], y[start : start + batch_size]


wrong(E, "neighbours", "A batch is a run of neighbours from a random place",
      "The samples at both ends are in fewer of these runs than those in the middle.",
      "Draw each index on its own, or from a shuffled order.")(loop(draw=_neighbours))  # fmt: skip


def _with_accuracy(measure, **more):
    return loop(measure=measure, **more)


wrong(E, "accuracy-in-percent", "The accuracies are percentages", "A fraction of 1 is asked for.")(
    _with_accuracy(lambda params, before, X, y, train, val: 100 * right.accuracy(params, X, y)))  # fmt: skip
wrong(E, "accuracy-not-divided", "The right answers are counted, not averaged",
      "A fraction is the mean of right (1) and not right (0).")(
    _with_accuracy(lambda params, before, X, y, train, val: float(np.sum(right.predict(params, X) == y))))  # fmt: skip
wrong(E, "error-for-accuracy", "The share of errors is noted, not that of right answers",
      "Which comparison do you average: equal, or not equal?")(
    _with_accuracy(lambda params, before, X, y, train, val: 1 - right.accuracy(params, X, y)))  # fmt: skip
wrong(E, "accuracies-swapped", "The two accuracies have changed places",
      "Which data belong to which history?")(
    _with_accuracy(
        lambda params, before, X, y, train, val: right.accuracy(params, *(val if X is train[0] else train))
    ))  # fmt: skip
wrong(E, "validation-on-training-data", "The validation accuracy is measured on the training data",
      "X_val and y_val are there to see how the network does on what it has not learnt from.")(
    _with_accuracy(lambda params, before, X, y, train, val: right.accuracy(params, *train)))  # fmt: skip
wrong(E, "training-on-validation-data", "The training accuracy is measured on the validation data",
      "Each history has data of its own.")(
    _with_accuracy(lambda params, before, X, y, train, val: right.accuracy(params, *val)))  # fmt: skip
wrong(E, "loss-for-accuracy", "Losses stand where accuracies belong",
      "An accuracy is the share of samples whose predicted class is the true one.")(
    _with_accuracy(lambda params, before, X, y, train, val: right.loss(params, X, y)[0]))  # fmt: skip
wrong(E, "accuracy-once", "The accuracy is measured only once",
      "Both histories have an entry for each epoch. Does your line stand in the loop?")(
    loop(finish=lambda r, start: {n: v[-1:] if n.endswith("acc_history") else v for n, v in r.items()}))  # fmt: skip
wrong(E, "epoch-miscounted", "An epoch has another number of steps",
      "An epoch has max(N // batch_size, 1) steps: about as many as it takes to see N samples.")(
    loop(epochs=lambda N, batch_size: N))  # fmt: skip
wrong(E, "epoch-miscounted")(loop(epochs=lambda N, batch_size: batch_size))
wrong(E, "history-missing", "A history is missing in what you return",
      "The dict has four keys: params, loss_history, train_acc_history, val_acc_history.")(
    loop(finish=lambda result, start: {name: result[name] for name in ("params", "loss_history")}))  # fmt: skip
wrong(E, "history-missing")(
    loop(finish=lambda r, start: {name: r[name] for name in r if name != "val_acc_history"}))
