"""Walk downhill with the learner's own update rules, whatever they do: what a picture needs is kept, the rest is told.

What a right step is stays with the learner; nothing here knows one.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np

from courseware.widgets.page import stopped

Array = np.ndarray[Any, Any]
Rule = Callable[..., Any]
LIMIT = 1e9  # farther out nothing can be drawn


@dataclass(frozen=True)
class Walk:
    """Where a rule went.

    Attributes
    ----------
    path : ndarray of shape (T + 1, D)
        The start and the point after each step, up to the last one that can be used.
    trouble : str
        What is not as it should be with the rule; empty if nothing is.
    grew : bool
        Whether the walk ended because it went beyond `LIMIT`.
    """

    path: Array
    trouble: str = ""
    grew: bool = False


def walks(
    rules: Mapping[str, Rule],
    gradient: Callable[[Array], Array],
    start: Array,
    configs: Mapping[str, Mapping[str, Any]],
    num_steps: int,
) -> dict[str, Walk]:
    """Walk with several rules side by side, so that one call of the gradient serves them all.

    Parameters
    ----------
    rules : mapping
        By name, ``rule(w, dw, config) -> (next_w, config)``.
    gradient : callable
        From points of shape (..., D) to gradients of the same shape.
    start : ndarray of shape (D,)
    configs : mapping
        By name, the settings of each rule; every walk begins with a copy.
    num_steps : int

    Returns
    -------
    dict of Walk
    """
    names = list(rules)
    kept: list[Any] = [dict(configs[name]) for name in names]
    paths = np.empty((len(names), num_steps + 1, len(start)))
    paths[:, 0] = start
    now, ended = paths[:, 0].copy(), dict[int, Walk]()
    flat, running = now.ravel(), [*zip(range(len(names)), rules.values(), now, strict=True)]
    with np.errstate(all="ignore"):
        for step in range(num_steps):
            slopes = gradient(now)  # a new array, so that a rule may spoil its row of it
            for k, rule, row in running:
                try:
                    row[:], kept[k] = pair(rule(row.copy(), slopes[k], kept[k]), row)
                except Exception as problem:  # the seam to student code
                    ended[k] = Walk(paths[k, : step + 1], stopped(problem))
            if not flat.dot(flat) < LIMIT**2:
                for k in np.flatnonzero(~(np.abs(now).max(axis=1) < LIMIT)).tolist():
                    if k not in ended:
                        nan = bool(np.isnan(now[k]).any())
                        trouble = f"gives nan at step {step + 1}" if nan else ""
                        ended[k] = Walk(paths[k, : step + 1], trouble, grew=not nan)
                    now[k] = paths[k, step]
            if len(ended) > len(names) - len(running):
                running = [each for each in running if each[0] not in ended]
            if not running:
                break
            paths[:, step + 1] = now
    return {name: ended.get(k, Walk(paths[k])) for k, name in enumerate(names)}


def walk(
    rule: Rule, gradient: Callable[[Array], Array], start: Array, config: Mapping[str, Any], num_steps: int
) -> Walk:
    """Walk with one rule; see `walks`."""
    return walks({"": rule}, gradient, start, {"": config}, num_steps)[""]


def seen(path: Array, box: tuple[float, float, float, float]) -> Array:
    """A path up to where it leaves a box for good, and a little farther: what is worth drawing."""
    low, high = np.array([box[0], box[2]]), np.array([box[1], box[3]])
    room = 0.4 * (high - low)
    out = ((path < low - room) | (path > high + room)).any(axis=1)
    back = np.flatnonzero(~out)
    return path[: back[-1] + 2] if len(back) else path[:0]


def agree(found: Array, right: Array, within: float = 1e-6) -> bool:
    """Whether two results are the same, to rounding."""
    return found.shape == right.shape and bool(np.allclose(found, right, rtol=within, atol=within))


def pair(returned: Any, w: Array) -> tuple[Array, Any]:
    """Take apart what a rule returned.

    Raises
    ------
    TypeError, ValueError
        It is not a pair of an array of the shape of ``w`` and a dict.
    """
    if not isinstance(returned, (tuple, list)) or len(returned) != 2:
        raise TypeError(f"returned {_kind(returned)}; expected the pair (next_w, config)")
    next_w, config = returned
    if not isinstance(config, dict):
        raise TypeError(f"the config that came back is {_kind(config)}; expected a dict")
    if type(next_w) is not np.ndarray:
        raise TypeError(f"next_w is {_kind(next_w)}; expected an array with the shape of w, {w.shape}")
    if next_w.shape != w.shape:
        raise ValueError(f"next_w has shape {next_w.shape}; expected {w.shape}, the shape of w")
    return next_w, config


def _kind(value: Any) -> str:
    return "None" if value is None else f"of type {type(value).__name__}"
