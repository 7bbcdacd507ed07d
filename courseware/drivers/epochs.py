"""What is to be found out about the batches of an epoch: figures that do not depend on the order of the samples."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np

Array = np.ndarray[Any, Any]
Batches = Sequence[tuple[Array, Array]]


def sorted_out(batches: Batches, after: Any, X: Array, *_: Any) -> dict[str, Any]:
    """How many samples and labels each batch has, and all of them in an order of their own."""
    found: dict[str, Any] = {
        "number of samples in each batch": np.array([len(rows) for rows, _ in batches], dtype=int),
        "number of labels in each batch": np.array([len(labels) for _, labels in batches], dtype=int),
    }
    if sum(found["number of samples in each batch"]) != len(X):
        return found
    rows, labels = _flat(batches), np.concatenate([np.ravel(labels) for _, labels in batches])
    order = np.lexsort(rows.T[::-1])
    labels = labels[order] if len(labels) == len(order) else labels
    return {**found, "all samples, sorted": rows[order], "their labels": labels}


def in_order(value: Sequence[Batches], after: Any, X: Array, y: Any, batch_size: int, seed: int) -> dict[str, Any]:
    """Whether the order is a new one in each epoch, and comes from the generator that was handed over."""
    first, second, again = map(_flat, value)
    ranked = np.argsort(X[:, 0])  # samples are told apart by their first input
    order = ranked[np.clip(np.searchsorted(X[ranked, 0], first[:, 0]), 0, len(X) - 1)]
    blocks = [order[k : k + batch_size] for k in range(0, len(order), batch_size)]
    return {
        "samples in the order in which they came": int(np.array_equal(order, np.arange(len(order)))),
        "neighbours that stayed neighbours, more than a tenth": int(np.mean(np.abs(np.diff(order)) == 1) > 0.1),
        "batches of neighbours, whatever their order": int(all(np.ptp(block) < len(block) for block in blocks)),
        "two epochs in the same order": int(np.array_equal(first, second)),
        "the same seed in the same order": int(np.array_equal(first, again)),
    }


def _flat(batches: Batches) -> Array:
    return np.concatenate([np.reshape(X, (len(X), -1)) for X, _ in batches]) if batches else np.zeros((0, 1))
