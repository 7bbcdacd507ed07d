"""Drive the answers of notebook 05: several steps of a rule, a walk on a surface, an epoch of batches.

Nothing here knows what a right step is. A driver returns what came back, step by step, under names that a learner can
read.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from itertools import islice
from typing import Any

import numpy as np

from courseware.plain import copied

Array = np.ndarray[Any, Any]
Answer = Callable[..., Any]
SHARED = "one state for two parameters (0: no, 1: yes)"
LATER = "an earlier result changed by a later call (0: no, 1: yes)"


def _steps(rule: Answer, w: Array, dws: Array, config: dict[str, Any] | None) -> dict[str, Any]:
    """Where a rule is after each step; it works on copies, so that only its numbers count."""
    now, kept, found = copied(w), copied(config), {}
    for k, dw in enumerate(dws, 1):
        now, kept = _pair(rule(copied(now), copied(dw), kept))
        now = found[f"step {k}"] = copied(now)
    return found


def _contract(
    rule: Answer, w: Array, dws: Array, config: dict[str, Any] | None, rates: Array | None = None
) -> dict[str, Any]:
    """Two parameters turn about, the second with the gradients in reverse order.

    The first begins with the caller's own arrays, so that it can be seen whether they change. Where the two share a
    state nothing else is returned: what the numbers are then depends on all earlier calls.
    """
    gradients = [dws, copied(dws)[::-1]]
    points, configs = [w, copied(w)], [copied(config), copied(config)]
    found: dict[str, Any] = {SHARED: 0}
    returned = []
    for k in range(len(dws)):
        for which in (0, 1):
            kept = configs[which]
            if rates is not None:
                kept = {} if kept is None else kept
                kept["learning_rate"] = float(rates[k])
            given = (points[which], gradients[which][k])
            next_w, configs[which] = _pair(rule(*given) if kept is None else rule(*given, kept))
            points[which] = copied(next_w)
            found[f"{'second parameter, ' if which else ''}step {k + 1}"] = copied(next_w)
            returned.append((next_w, copied(next_w)))
        if _shared(*configs):
            return {SHARED: 1}
    changed = any(not np.array_equal(now, then, equal_nan=True) for now, then in returned)
    return {**found, LATER: int(changed)}


def _minimize(
    answer: Answer, matrix: Array, centre: Array, x0: Array, config: dict[str, Any] | None, num_steps: int
) -> Any:
    """A walk on a tilted bowl with a rule of our own, which keeps a count and the last gradient in its config."""

    def grad_fn(x: Array) -> Array:
        return np.asarray(matrix @ (x - centre) + 0.1 * (x - centre) ** 3)

    return answer(grad_fn, x0, _zigzag, copied(config), num_steps)


def _minimize_twice(answer: Answer, *args: Any) -> tuple[Any, Any]:
    """Two equal walks with another one in between: a path kept in a shared buffer changes under it."""
    matrix, centre, x0, config, num_steps = args
    first = _minimize(answer, *args)
    _minimize(answer, matrix, -centre, x0[::-1], config, num_steps)
    return first, _minimize(answer, matrix, centre, copied(x0), config, num_steps)


def _zigzag(w: Array, dw: Array, config: Mapping[str, Any] | None = None) -> tuple[Array, dict[str, Any]]:
    """Step along the gradient, turned by what is left of the one before; shorter with each step."""
    now = {"learning_rate": 0.05, "turn": 0.3, "last": np.zeros(2), "count": 0, **(config or {})}
    along = dw + now["turn"] * np.array([-now["last"][1], now["last"][0]])
    return w - now["learning_rate"] / (1 + 0.2 * now["count"]) * along, {**now, "last": dw, "count": now["count"] + 1}


def _epoch(answer: Answer, X: Array, y: Any, batch_size: int, seed: int) -> dict[str, Any]:
    """One epoch in figures that do not depend on the order in which the samples come."""
    batches = _batches(answer, copied(X), copied(y), batch_size, np.random.default_rng(seed))
    return _sorted_out(batches, X)


def _kept(answer: Answer, X: Array, y: Any, batch_size: int, seed: int) -> dict[str, Any]:
    """The same on the caller's own arrays, looked at when the epoch is over."""
    return _sorted_out(_batches(answer, X, y, batch_size, np.random.default_rng(seed)), copied(X))


def _order(answer: Answer, X: Array, y: Any, batch_size: int, seed: int) -> dict[str, Any]:
    """Whether the order is a new one in each epoch, and comes from the generator that was handed over."""
    rng = np.random.default_rng(seed)
    first = _flat(_batches(answer, copied(X), copied(y), batch_size, rng))
    second = _flat(_batches(answer, copied(X), copied(y), batch_size, rng))
    again = _flat(_batches(answer, copied(X), copied(y), batch_size, np.random.default_rng(seed)))
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


DRIVERS: Mapping[str, Callable[..., Any]] = {
    "steps": _steps,
    "contract": _contract,
    "minimize": _minimize,
    "minimize-twice": _minimize_twice,
    "epoch": _epoch,
    "kept": _kept,
    "order": _order,
}


def _pair(returned: Any) -> tuple[Array, Any]:
    if not isinstance(returned, tuple | list) or len(returned) != 2:
        raise TypeError("the rule did not return a pair (next_w, config)")
    next_w, config = returned
    if isinstance(next_w, dict) and isinstance(config, np.ndarray):
        raise ValueError("the rule returned (config, next_w); expected (next_w, config)")
    if not isinstance(next_w, np.ndarray):
        raise TypeError(f"next_w is a {type(next_w).__name__}; expected an array with the shape of w")
    if not isinstance(config, dict):
        raise TypeError(f"the config that was returned is a {type(config).__name__}; expected a dict")
    return next_w, config


def _shared(one: Mapping[str, Any], other: Mapping[str, Any]) -> bool:
    arrays = [[value for value in config.values() if isinstance(value, np.ndarray)] for config in (one, other)]
    return one is other or any(np.shares_memory(a, b) for a in arrays[0] for b in arrays[1])


def _batches(answer: Answer, X: Array, y: Any, batch_size: int, rng: np.random.Generator) -> list[tuple[Array, Array]]:
    """The batches of one epoch; of an epoch without an end, one more than there are samples."""
    batches = []
    for batch in islice(answer(X, y, batch_size, rng), len(X) + 1):
        if not isinstance(batch, tuple | list) or len(batch) != 2:
            raise TypeError("a batch is not a pair (X_batch, y_batch)")
        if not all(isinstance(part, np.ndarray) for part in batch):
            raise TypeError("X_batch and y_batch are not both arrays")
        batches.append((batch[0], batch[1]))
    return batches


def _flat(batches: list[tuple[Array, Array]]) -> Array:
    return np.concatenate([np.reshape(X, (len(X), -1)) for X, _ in batches]) if batches else np.zeros((0, 1))


def _sorted_out(batches: list[tuple[Array, Array]], X: Array) -> dict[str, Any]:
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
