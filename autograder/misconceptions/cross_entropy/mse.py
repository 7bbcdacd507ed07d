# mypy: allow-untyped-defs, allow-untyped-calls
"""What students write for `mse`: other means, roots and halves."""

from __future__ import annotations

import numpy as np

from autograder.misconceptions import wrong

SUMMED = (
    "sum-not-mean",
    "The squares are summed, not averaged",
    "Hand in every number twice. Should the loss double?",
    "It is a mean over all entries, and the gradient is the gradient of that mean.",
)
OVER_SAMPLES = (
    "mean-over-samples",
    "The mean runs over the samples only",
    "Divide by how many? All entries count: N times what a sample has.",
)


@wrong("mse", *SUMMED)
def summed(pred, target):
    error = pred - target
    return np.sum(error**2), 2 * error


@wrong("mse", *SUMMED)
def loss_summed(pred, target):
    error = pred - target
    return np.sum(error**2), 2 * error / error.size


@wrong("mse", *OVER_SAMPLES)
def over_samples(pred, target):
    error = pred - target
    return np.sum(error**2) / len(error), 2 * error / len(error)


@wrong("mse", *OVER_SAMPLES)
def gradient_over_samples(pred, target):
    error = pred - target
    return np.mean(error**2), 2 * error / len(error)


@wrong("mse", *OVER_SAMPLES)
def loss_over_samples(pred, target):
    error = pred - target
    return np.sum(error**2) / len(error), 2 * error / error.size


ROOT = (
    "square-root",
    "A square root is taken",
    "The mean of the squares is asked for. With the root it is the root mean square, or a norm.",
)


@wrong("mse", *ROOT)
def root(pred, target):
    error = pred - target
    return np.sqrt(np.mean(error**2)), 2 * error / error.size


@wrong("mse", *ROOT)
def norm(pred, target):
    error = pred - target
    return np.sqrt(np.sum(error**2)), 2 * error / error.size


@wrong("mse", *ROOT)
def root_with_its_gradient(pred, target):
    error = pred - target
    loss = np.sqrt(np.mean(error**2))
    return loss, error / (error.size * loss)


HALVED = (
    "half",
    "There is a half in front",
    "Some books put it there, so that the 2 of the derivative cancels. Here there is none.",
)


@wrong("mse", *HALVED)
def halved(pred, target):
    error = pred - target
    return np.mean(error**2) / 2, error / error.size


@wrong("mse", *HALVED)
def loss_halved(pred, target):
    error = pred - target
    return np.mean(error**2) / 2, 2 * error / error.size
