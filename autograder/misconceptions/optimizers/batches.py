# mypy: allow-untyped-defs, allow-untyped-calls
"""What students write for `minibatches`: samples lost, doubled, or parted from their labels."""

from __future__ import annotations

import numpy as np

from autograder.misconceptions import common, wrong


def mistaken(id, *words):
    return wrong("minibatches", id, *words)


def cut(X, y, batch_size, order):
    y = np.asarray(y)
    for start in range(0, len(order), batch_size):
        chosen = order[start : start + batch_size]
        yield X[chosen], y[chosen]


@mistaken("drops-last", "The last, smaller batch is missing",
          "10 samples in batches of 4: how many samples come out in all?",
          "How many batches are there when the division leaves a rest?")  # fmt: skip
def drops_last(X, y, batch_size, rng):
    order = rng.permutation(len(X))
    return list(cut(X, y, batch_size, order[: len(X) // batch_size * batch_size]))


@mistaken("empty-last", "There is an empty batch at the end",
          "12 samples in batches of 4: how many batches do you make?")  # fmt: skip
def empty_last(X, y, batch_size, rng):
    order, y = rng.permutation(len(X)), np.asarray(y)
    for k in range(len(X) // batch_size + 1):
        chosen = order[k * batch_size : (k + 1) * batch_size]
        yield X[chosen], y[chosen]


@mistaken("merged-last", "The rest goes into a larger last batch",
          "10 samples in batches of 4: no batch has more than 4.")  # fmt: skip
def merged_last(X, y, batch_size, rng):
    order, y = rng.permutation(len(X)), np.asarray(y)
    for chosen in np.array_split(order, max(1, len(X) // batch_size)):
        yield X[chosen], y[chosen]


@mistaken("even-batches", "The samples are spread evenly, so that some batches are smaller",
          "10 samples in batches of 4: two batches of 4, then the rest.")  # fmt: skip
def even_batches(X, y, batch_size, rng):
    order, y = rng.permutation(len(X)), np.asarray(y)
    for chosen in np.array_split(order, -(-len(X) // batch_size)):
        yield X[chosen], y[chosen]


@mistaken("number-not-size", "batch_size is taken for the number of batches",
          "12 samples with batch_size 4: how many batches, and how large is each?")  # fmt: skip
def number_not_size(X, y, batch_size, rng):
    order, y = rng.permutation(len(X)), np.asarray(y)
    for chosen in np.array_split(order, batch_size):
        yield X[chosen], y[chosen]


@mistaken("filled-up", "The last batch is filled up with samples that were there already",
          "In one epoch, every sample comes once. The last batch may be smaller.")  # fmt: skip
def filled_up(X, y, batch_size, rng):
    order = rng.permutation(len(X))
    return list(cut(X, y, batch_size, np.resize(order, -(-len(X) // batch_size) * batch_size)))


@mistaken("with-replacement", "The samples are drawn with replacement",
          "Count how often each sample comes in one epoch: some come twice, some never.",
          "Which method of `rng` gives an order, so that nothing is drawn twice?")  # fmt: skip
def with_replacement(X, y, batch_size, rng):
    return list(cut(X, y, batch_size, rng.integers(len(X), size=len(X))))


@mistaken("with-replacement")
def choice_for_each_batch(X, y, batch_size, rng):
    y = np.asarray(y)
    for start in range(0, len(X), batch_size):
        chosen = rng.choice(len(X), min(batch_size, len(X) - start))
        yield X[chosen], y[chosen]


@mistaken("with-replacement")
def choice_of_all(X, y, batch_size, rng):
    return list(cut(X, y, batch_size, rng.choice(len(X), len(X))))


@mistaken("drawn-anew", "Each batch is drawn from all samples",
          "Within a batch no sample comes twice. And in the whole epoch?")  # fmt: skip
def drawn_anew(X, y, batch_size, rng):
    y = np.asarray(y)
    for start in range(0, len(X), batch_size):
        chosen = rng.choice(len(X), min(batch_size, len(X) - start), replace=False)
        yield X[chosen], y[chosen]


@mistaken("not-shuffled", "The samples come in the order in which they were given",
          "Data is often sorted by class. What would the first batches be, then?")  # fmt: skip
def not_shuffled(X, y, batch_size, rng):
    return list(cut(X, y, batch_size, np.arange(len(X))))


@mistaken("not-shuffled")
def permutation_unused(X, y, batch_size, rng):
    rng.permutation(len(X))
    return list(cut(X, y, batch_size, np.arange(len(X))))


@mistaken("parted", "Samples and labels are shuffled apart",
          "Take sample 0 and find its label again in your batches.",
          "One order serves both arrays.")  # fmt: skip
def parted(X, y, batch_size, rng):
    X, y = X[rng.permutation(len(X))], np.asarray(y)[rng.permutation(len(X))]
    return list(cut(X, y, batch_size, np.arange(len(X))))


@mistaken("parted")
def only_samples_shuffled(X, y, batch_size, rng):
    order, y = rng.permutation(len(X)), np.asarray(y)
    for start in range(0, len(X), batch_size):
        yield X[order[start : start + batch_size]], y[start : start + batch_size]


@mistaken("parted")
def only_labels_shuffled(X, y, batch_size, rng):
    order, y = rng.permutation(len(X)), np.asarray(y)
    for start in range(0, len(X), batch_size):
        yield X[start : start + batch_size], y[order[start : start + batch_size]]


@mistaken("one-batch", "Only the first batch comes",
          "`return` ends a function; `yield` gives a value and goes on.")  # fmt: skip
def one_batch(X, y, batch_size, rng):
    return next(iter([list(cut(X, y, batch_size, rng.permutation(len(X))))[:1]]))


@mistaken("endless", "The epoch never ends",
          "What makes your loop stop when every sample has been there once?")  # fmt: skip
def endless(X, y, batch_size, rng):
    while True:
        yield from cut(X, y, batch_size, rng.permutation(len(X)))


@mistaken("overlaps", "Neighbouring batches overlap",
          "By how much does the start move on from batch to batch?")  # fmt: skip
def overlaps(X, y, batch_size, rng):
    order, y = rng.permutation(len(X)), np.asarray(y)
    for start in range(len(X)):
        yield X[order[start : start + batch_size]], y[order[start : start + batch_size]]


@mistaken("columns", "The inputs are cut, not the samples",
          "Rows are samples. Which axis has the length N?")  # fmt: skip
def columns(X, y, batch_size, rng):
    order, y = rng.permutation(X.shape[1]), np.asarray(y)
    for start in range(0, X.shape[1], batch_size):
        chosen = order[start : start + batch_size]
        yield X[:, chosen], y


@mistaken("batch-is-x-only", "The labels do not come along",
          "A batch is a pair, the samples and their labels.")  # fmt: skip
def samples_only(X, y, batch_size, rng):
    return [rows for rows, _ in cut(X, y, batch_size, rng.permutation(len(X)))]


@mistaken("swapped-pair", "The two parts of a batch are in the other order",
          "A batch is the pair (X_batch, y_batch).")  # fmt: skip
def swapped(X, y, batch_size, rng):
    return [(labels, rows) for rows, labels in cut(X, y, batch_size, rng.permutation(len(X)))]


@mistaken("indices", "The batches hold places, not samples",
          "You have the order. Which array is indexed with it?")  # fmt: skip
def indices(X, y, batch_size, rng):
    order = rng.permutation(len(X))
    for start in range(0, len(X), batch_size):
        chosen = order[start : start + batch_size]
        yield chosen, chosen


@mistaken("shuffles-in-place", "The caller's arrays are shuffled",
          "Print X before and after an epoch. Whose array was it?",
          "An order can be shuffled without touching the samples.")  # fmt: skip
def shuffles_in_place(X, y, batch_size, rng):
    order = rng.permutation(len(X))
    X[...], y[...] = X[order], y[order]
    return list(cut(X, y, batch_size, np.arange(len(X))))


@mistaken("shuffles-in-place")
def shuffles_both_in_place(X, y, batch_size, rng):
    state = rng.bit_generator.state
    rng.shuffle(X)
    rng.bit_generator.state = state
    rng.shuffle(y)
    return [(X[k : k + batch_size].copy(), np.array(y[k : k + batch_size])) for k in range(0, len(X), batch_size)]


@mistaken(*common.LABELS_NEED_ARRAY)
def labels_need_array(X, y, batch_size, rng):
    order = rng.permutation(len(X))
    for start in range(0, len(X), batch_size):
        chosen = order[start : start + batch_size]
        yield X[chosen], y[chosen]
