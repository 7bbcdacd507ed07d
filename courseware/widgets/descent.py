"""Gradient descent on a spiral with the learner's loss and gradients, step by step; pictures are drawn elsewhere."""

from __future__ import annotations

import time
from collections.abc import Callable
from typing import Any

import numpy as np

from courseware.widgets.page import tried

Params = dict[str, np.ndarray]
Loss = Callable[..., Any]
NUM_STEPS = 120
PATIENCE = 0.5  # seconds for one frame, where somebody's loss is slow


def spiral(per_class: int = 32, turns: float = 1.0) -> tuple[np.ndarray, np.ndarray]:
    """Two arms that wind about each other: X of shape (2 * per_class, 2) and the labels y."""
    t = np.linspace(0.15, 1, per_class)
    arm = 2 * t[:, None] * np.stack([np.cos(2 * np.pi * turns * t), np.sin(2 * np.pi * turns * t)], axis=1)
    return np.vstack([arm, -arm]), np.repeat([0, 1], per_class)


def start(hidden: int, seed: int) -> Params:
    """Parameters of a network with two inputs and two classes."""
    rng = np.random.default_rng(seed)
    return {"W1": rng.normal(size=(2, hidden)), "b1": 0.5 * rng.normal(size=hidden),
            "W2": rng.normal(size=(hidden, 2)) / np.sqrt(2 * hidden), "b2": np.zeros(2)}  # fmt: skip


class Descent:
    """Gradient descent on all samples, a step at a time.

    Attributes
    ----------
    params : list of dict
        Before each step that was made, and after the last one.
    losses : list of float
        By each of ``params``.
    trouble : str
        What stopped the learner's function; empty when nothing did.
    """

    def __init__(self, two_layer_loss: Loss, params: Params, learning_rate: float) -> None:
        self._loss, (self._X, self._y), self._rate = two_layer_loss, spiral(), learning_rate
        self.params, self.losses, self.trouble = [params], list[float](), ""

    def to(self, step: int) -> None:
        """Go on to a step, or as far as it goes."""
        if len(self.losses) <= step and not self.trouble:
            _, self.trouble = tried("two_layer_loss", self._go, step)

    def _go(self, step: int) -> None:
        until = time.perf_counter() + PATIENCE
        while len(self.losses) <= step and time.perf_counter() < until:
            params = self.params[-1]
            loss, grads = _pair(self._loss(dict(params), self._X, self._y, 0.0))
            for name, value in params.items():
                if np.shape(grads[name]) != value.shape:
                    raise ValueError(f"grads['{name}'] has shape {np.shape(grads[name])}; expected {value.shape}, "
                                     f"the shape of {name}")  # fmt: skip
            after = {name: value - self._rate * grads[name] for name, value in params.items()}
            for value in after.values():
                value.setflags(write=False)  # what the picture shows stays as it was
            self.params.append(after)
            self.losses.append(float(loss))
            if not np.isfinite(loss):
                raise ValueError(f"the loss is {loss} at step {len(self.losses) - 1}")


def _pair(found: Any) -> tuple[Any, Any]:
    if not isinstance(found, tuple) or len(found) != 2 or not isinstance(found[1], dict):
        raise TypeError(f"returned {type(found).__name__}; expected the pair (loss, grads)")
    return found
