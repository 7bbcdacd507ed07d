"""Update rules, averages that forget, mini-batches: what moves weights downhill once there is a gradient.

A rule takes weights, their gradient and a config, and returns the next weights and the next config. Arrays are never
changed, nor is the config: each call returns a new one.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any

import numpy as np

Array = np.ndarray
Config = dict[str, Any]
Step = tuple[Array, Config]
Rule = Callable[[Array, Array, Any], Step]


def sgd(w: Array, dw: Array, config: Mapping[str, Any] | None = None) -> Step:
    """Take one step of gradient descent.

    Parameters
    ----------
    w, dw : ndarray of one shape
        Weights and the gradient of the loss with respect to them.
    config : mapping, optional
        ``learning_rate`` (1e-2).

    Returns
    -------
    next_w : ndarray
        ``w - learning_rate * dw``.
    config : dict
        All that the next step needs.
    """
    now = {"learning_rate": 1e-2, **(config or {})}
    return w - now["learning_rate"] * dw, now


def sgd_momentum(w: Array, dw: Array, config: Mapping[str, Any] | None = None) -> Step:
    """Take a step with a velocity that the gradient speeds up and friction slows down [1]_.

    Parameters
    ----------
    w, dw : ndarray of one shape
    config : mapping, optional
        ``learning_rate`` (1e-2), ``momentum`` (0.9), ``velocity`` (0).

    Returns
    -------
    next_w, config
        ``v = mu * v - lr * dw`` and ``w + v``.

    References
    ----------
    .. [1] CS231n, "Neural networks part 3", SGD and bells and whistles; M. Nielsen, chapter 3, equation (107).
    """
    now = {"learning_rate": 1e-2, "momentum": 0.9, "velocity": 0.0, **(config or {})}
    velocity = now["momentum"] * now["velocity"] - now["learning_rate"] * dw
    return w + velocity, {**now, "velocity": velocity}


def ema_momentum(w: Array, dw: Array, config: Mapping[str, Any] | None = None) -> Step:
    """Take a step along an exponentially weighted average of the gradients, without bias correction.

    Parameters
    ----------
    w, dw : ndarray of one shape
    config : mapping, optional
        ``learning_rate`` (1e-2), ``beta`` (0.9), ``velocity`` (0).

    Returns
    -------
    next_w, config
        ``v = beta * v + (1 - beta) * dw`` and ``w - lr * v``.
    """
    now = {"learning_rate": 1e-2, "beta": 0.9, "velocity": 0.0, **(config or {})}
    velocity = now["beta"] * now["velocity"] + (1 - now["beta"]) * dw
    return w - now["learning_rate"] * velocity, {**now, "velocity": velocity}


def nesterov(w: Array, dw: Array, config: Mapping[str, Any] | None = None) -> Step:
    """Take a step of Nesterov's momentum, with ``w`` the point that looks ahead.

    Parameters
    ----------
    w, dw : ndarray of one shape
    config : mapping, optional
        ``learning_rate`` (1e-2), ``momentum`` (0.9), ``velocity`` (0).

    Returns
    -------
    next_w, config
        ``v = mu * v - lr * dw`` and ``w + mu * v - lr * dw`` with the new ``v``.
    """
    now = {"learning_rate": 1e-2, "momentum": 0.9, "velocity": 0.0, **(config or {})}
    push = now["learning_rate"] * dw
    velocity = now["momentum"] * now["velocity"] - push
    return w + now["momentum"] * velocity - push, {**now, "velocity": velocity}


def adagrad(w: Array, dw: Array, config: Mapping[str, Any] | None = None) -> Step:
    """Divide each weight's step by the root of the sum of its squared gradients so far.

    Parameters
    ----------
    w, dw : ndarray of one shape
    config : mapping, optional
        ``learning_rate`` (1e-2), ``epsilon`` (1e-8), ``cache`` (0).

    Returns
    -------
    next_w, config
        ``cache + dw**2`` and ``w - lr * dw / (sqrt(cache) + epsilon)``.
    """
    now = {"learning_rate": 1e-2, "epsilon": 1e-8, "cache": 0.0, **(config or {})}
    cache = now["cache"] + np.square(dw)
    return _scaled(w, dw, cache, now), {**now, "cache": cache}


def rmsprop(w: Array, dw: Array, config: Mapping[str, Any] | None = None) -> Step:
    """Divide each weight's step by the root of a forgetting average of its squared gradients.

    Parameters
    ----------
    w, dw : ndarray of one shape
    config : mapping, optional
        ``learning_rate`` (1e-2), ``decay_rate`` (0.99), ``epsilon`` (1e-8), ``cache`` (0).

    Returns
    -------
    next_w, config
        ``cache = decay * cache + (1 - decay) * dw**2`` and ``w - lr * dw / (sqrt(cache) + epsilon)``.
    """
    now = {"learning_rate": 1e-2, "decay_rate": 0.99, "epsilon": 1e-8, "cache": 0.0, **(config or {})}
    cache = now["decay_rate"] * now["cache"] + (1 - now["decay_rate"]) * np.square(dw)
    return _scaled(w, dw, cache, now), {**now, "cache": cache}


def adam(w: Array, dw: Array, config: Mapping[str, Any] | None = None) -> Step:
    """Take a step along the averaged gradient, scaled by the averaged square, both corrected for their start at 0 [1]_.

    Parameters
    ----------
    w, dw : ndarray of one shape
    config : mapping, optional
        ``learning_rate`` (1e-3), ``beta1`` (0.9), ``beta2`` (0.999), ``epsilon`` (1e-8), ``m`` (0), ``v`` (0), ``t``
        (0: the number of steps taken so far).

    Returns
    -------
    next_w, config

    References
    ----------
    .. [1] D. Kingma and J. Ba, "Adam: a method for stochastic optimization", 2015, algorithm 1.
    """
    defaults = {"learning_rate": 1e-3, "beta1": 0.9, "beta2": 0.999, "epsilon": 1e-8, "m": 0.0, "v": 0.0, "t": 0}
    now: Config = {**defaults, **(config or {})}
    t = now["t"] + 1
    m = now["beta1"] * now["m"] + (1 - now["beta1"]) * dw
    v = now["beta2"] * now["v"] + (1 - now["beta2"]) * np.square(dw)
    m_hat, v_hat = m / (1 - now["beta1"] ** t), v / (1 - now["beta2"] ** t)
    return _scaled(w, m_hat, v_hat, now), {**now, "m": m, "v": v, "t": t}


def ewma(values: Array, beta: float, bias_correction: bool = False) -> Array:
    """Average a series with weights that fall off exponentially into the past.

    Parameters
    ----------
    values : ndarray of shape (T,)
    beta : float
        From 0 up to, and not including, 1: how much of the old average is kept.
    bias_correction : bool
        Divide by the sum of the weights, which the start from 0 leaves short of one.

    Returns
    -------
    ndarray of shape (T,)
        ``v_t = beta * v_(t-1) + (1 - beta) * values_t`` from ``v_0 = 0``; corrected, ``v_t / (1 - beta**t)``.
    """
    average, averages = 0.0, np.empty(len(values))
    for k, value in enumerate(values):
        average = beta * average + (1 - beta) * value
        averages[k] = average
    return averages / (1 - beta ** np.arange(1, len(values) + 1)) if bias_correction else averages


def minibatches(
    X: Array, y: Array | Sequence[int], batch_size: int, rng: np.random.Generator
) -> Iterator[tuple[Array, Array]]:
    """Go through all samples once, in random order, a batch at a time.

    Parameters
    ----------
    X : ndarray of shape (N, D)
    y : sequence of length N
    batch_size : int
    rng : Generator

    Yields
    ------
    X_batch, y_batch : ndarray of shape (batch_size, D) and (batch_size,)
        The last batch may be smaller.
    """
    order = rng.permutation(len(X))
    for start in range(0, len(X), batch_size):
        chosen = order[start : start + batch_size]
        yield X[chosen], np.asarray(y)[chosen]


def lr_decay(lr0: float, decay_rate: float, epoch: float) -> float:
    """Find the learning rate of an epoch: ``lr0 / (1 + decay_rate * epoch)``.

    Parameters
    ----------
    lr0, decay_rate : float
    epoch : float
        Counted from 0; an epoch is one pass over all samples, not one step.

    Returns
    -------
    float
    """
    return lr0 / (1 + decay_rate * epoch)


def minimize(
    grad_fn: Callable[[Array], Array], x0: Array, rule: Rule, config: Mapping[str, Any] | None, num_steps: int
) -> Array:
    """Walk downhill from a point by an update rule, and keep the whole path.

    Parameters
    ----------
    grad_fn : callable
        The gradient, shape (2,), at a point of shape (2,).
    x0 : ndarray of shape (2,)
    rule : callable
        ``rule(w, dw, config) -> (next_w, config)``.
    config : mapping or None
    num_steps : int

    Returns
    -------
    ndarray of shape (num_steps + 1, 2)
        The start, and the point after each step.
    """
    x, path = x0, [x0]
    for _ in range(num_steps):
        x, config = rule(x, grad_fn(x), config)
        path.append(x)
    return np.array(path)


def _scaled(w: Array, direction: Array, square: Array, now: Mapping[str, Any]) -> Array:
    """Step along a direction, each weight on its own scale."""
    next_w: Array = w - now["learning_rate"] * direction / (np.sqrt(square) + now["epsilon"])
    return next_w
