# mypy: allow-untyped-defs, allow-untyped-calls
"""What students write for `minibatches`: an order that is none, or not a new one."""

from __future__ import annotations

import numpy as np

from autograder.misconceptions.optimizers.batches import cut, mistaken


@mistaken("only-batches-shuffled", "The batches are shuffled, not the samples",
          "Look into one batch: are its samples neighbours in X?",
          "Shuffle first, cut afterwards.")  # fmt: skip
def only_batches_shuffled(X, y, batch_size, rng):
    y = np.asarray(y)
    starts = rng.permutation(np.arange(0, len(X) - len(X) % batch_size, batch_size))
    rest = [len(X) - len(X) % batch_size] if len(X) % batch_size else []
    for start in [*starts, *rest]:
        yield X[start : start + batch_size], y[start : start + batch_size]


@mistaken("shuffled-within", "The samples are shuffled only within their batch",
          "Which samples can meet in a batch? In every epoch the same ones.")  # fmt: skip
def shuffled_within(X, y, batch_size, rng):
    y = np.asarray(y)
    for start in range(0, len(X), batch_size):
        chosen = start + rng.permutation(min(batch_size, len(X) - start))
        yield X[chosen], y[chosen]


@mistaken("rotated", "The samples only begin at another place",
          "Neighbours stay neighbours in your order.")  # fmt: skip
def rotated(X, y, batch_size, rng):
    return list(cut(X, y, batch_size, np.roll(np.arange(len(X)), rng.integers(1, len(X)))))


@mistaken("own-seed", "The order is the same in every epoch",
          "The generator that is handed over is never asked. Where does your order come from?")  # fmt: skip
def own_seed(X, y, batch_size, rng):
    return list(cut(X, y, batch_size, np.random.default_rng(0).permutation(len(X))))


@mistaken("other-generator", "The order comes from another generator",
          "With the same `rng`, seeded alike, the same order should come again. Does it?")  # fmt: skip
def other_generator(X, y, batch_size, rng):
    return list(cut(X, y, batch_size, np.random.default_rng().permutation(len(X))))


@mistaken("other-generator")
def global_generator(X, y, batch_size, rng):
    return list(cut(X, y, batch_size, np.random.permutation(len(X))))  # noqa: NPY002
