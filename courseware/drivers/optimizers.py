"""Drive the answers of notebook 05: several steps of a rule, a walk on a surface, an epoch of batches.

Nothing here knows what a right step is. A driver returns what came back, step by step, under names that a learner can
read.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from itertools import islice
from typing import Any

import numpy as np

from courseware.drivers import epochs
from courseware.plain import copied, identical

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
            points[which], then = copied(next_w), copied(next_w)
            found[f"{'second parameter, ' if which else ''}step {k + 1}"] = then
            returned.append((next_w, then))
        if _shared(*configs):
            return {SHARED: 1}
    changed = not all(identical(now, then) or np.array_equal(now, then, equal_nan=True) for now, then in returned)
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


def _epoch(answer: Answer, X: Array, y: Any, batch_size: int, seed: int) -> list[Any]:
    """The batches of one epoch."""
    return list(_batches(answer, copied(X), copied(y), batch_size, np.random.default_rng(seed)))


def _kept(answer: Answer, X: Array, y: Any, batch_size: int, seed: int) -> list[Any]:
    """The same on the caller's own arrays, looked at when the epoch is over."""
    return list(_batches(answer, X, y, batch_size, np.random.default_rng(seed)))


def _order(answer: Answer, X: Array, y: Any, batch_size: int, seed: int) -> list[Any]:
    """Two epochs in a row, and the first once more."""
    rng = np.random.default_rng(seed)
    generators = (rng, rng, np.random.default_rng(seed))
    return [list(_batches(answer, copied(X), copied(y), batch_size, each)) for each in generators]


DRIVERS: Mapping[str, Callable[..., Any]] = {
    "steps": _steps,
    "contract": _contract,
    "minimize": _minimize,
    "minimize-twice": _minimize_twice,
    "epoch": _epoch,
    "kept": _kept,
    "order": _order,
}
READERS: Mapping[str, Callable[..., dict[str, Any]]] = {
    "epoch": epochs.sorted_out, "kept": epochs.sorted_out, "order": epochs.in_order
}  # fmt: skip


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
