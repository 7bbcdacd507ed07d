# mypy: allow-untyped-defs, allow-untyped-calls
"""What students write for `batchnorm_forward`: which mean and which variance they take in train mode."""

from __future__ import annotations

import numpy as np

from autograder.misconceptions import wrong
from autograder.misconceptions.batchnorm import right

EXERCISE = "batchnorm_forward"


def _with_batch(statistics):
    """An answer that takes other numbers of the batch for its mean and variance."""

    def answer(x, gamma, beta, bn_param):
        eps, _, mean, var = right.settings(x, bn_param)
        if bn_param["mode"] == "train":
            mean, var = statistics(x)
            right.update(bn_param, x, mean, var)
        return gamma * (x - mean) / np.sqrt(var + eps) + beta, None

    return answer


wrong(
    EXERCISE, "ddof-1",
    "The variance divides by N - 1",
    "There are two variances. This notebook divides by N, the size of the batch.",
    "`ddof` is what NumPy takes off N. What is it in your code?",
)(_with_batch(lambda x: (x.mean(axis=0), x.var(axis=0, ddof=1) if len(x) > 1 else x.var(axis=0))))  # fmt: skip


@wrong(EXERCISE, "ddof-1")
def nan_for_one_sample(x, gamma, beta, bn_param):
    eps, _, mean, var = right.settings(x, bn_param)
    if bn_param["mode"] == "train":
        mean = x.mean(axis=0)
        var = np.divide(((x - mean) ** 2).sum(axis=0), len(x) - 1)
        right.update(bn_param, x, mean, var)
    return gamma * (x - mean) / np.sqrt(var + eps) + beta, None


@wrong(EXERCISE, "ddof-1")
def unbiased_in_the_output_alone(x, gamma, beta, bn_param):
    eps = right.settings(x, bn_param)[0]
    mean, var = right.statistics(x, bn_param)
    if bn_param["mode"] == "train":
        var = var * np.divide(len(x), len(x) - 1)
    return gamma * (x - mean) / np.sqrt(var + eps) + beta, None


def _rows(x):
    return x.mean(axis=1, keepdims=True), x.var(axis=1, keepdims=True)


PER_SAMPLE = (
    "normalises-rows",
    "Each sample is normalised on its own",
    "Rows are samples. Batch norm compares a column's number in one sample with that in the others.",
    "`axis` names the axis that disappears in the mean. Which shape should the mean have?",
)


@wrong(EXERCISE, *PER_SAMPLE)
def normalises_rows(x, gamma, beta, bn_param):
    eps, _, mean, var = right.settings(x, bn_param)
    if bn_param["mode"] == "train":
        right.update(bn_param, x, x.mean(axis=0), x.var(axis=0))
        mean, var = _rows(x)
    return gamma * (x - mean) / np.sqrt(var + eps) + beta, None


@wrong(EXERCISE, *PER_SAMPLE)
def normalises_rows_always(x, gamma, beta, bn_param):
    mean, var = _rows(x)
    return gamma * (x - mean) / np.sqrt(var + right.settings(x, bn_param)[0]) + beta, None


ALL_TOGETHER = (
    "one-mean-for-all",
    "All columns share one mean or variance",
    "Print the shape of your mean and your variance. One number for each column is wanted.",
    "What do `mean` and `var` do when they are given no axis?",
)
wrong(EXERCISE, *ALL_TOGETHER)(_with_batch(lambda x: (x.mean(), x.var())))
wrong(EXERCISE, *ALL_TOGETHER)(_with_batch(lambda x: (x.mean(axis=0), x.var())))
wrong(EXERCISE, *ALL_TOGETHER)(_with_batch(lambda x: (x.mean(), x.var(axis=0))))
wrong(
    EXERCISE, "mean-of-squares",
    "The variance is taken without the mean",
    "The variance is the mean squared distance from the mean. What do your squares measure the distance from?",
)(_with_batch(lambda x: (x.mean(axis=0), (x**2).mean(axis=0))))  # fmt: skip
wrong(
    EXERCISE, "sum-of-squares",
    "The squares are summed, not averaged",
    "Hand in every sample twice. Should the variance double?",
)(_with_batch(lambda x: (x.mean(axis=0), ((x - x.mean(axis=0)) ** 2).sum(axis=0))))  # fmt: skip
wrong(
    EXERCISE, "sum-for-mean",
    "A sum stands where the mean belongs",
    "Hand in every sample twice. Should the mean double?",
)(_with_batch(lambda x: (x.sum(axis=0), x.var(axis=0))))  # fmt: skip
wrong(
    EXERCISE, "std-for-variance",
    "The root is taken twice",
    "`std` is a square root already. To which quantity does the formula add eps?",
)(_with_batch(lambda x: (x.mean(axis=0), x.std(axis=0))))  # fmt: skip
wrong(
    EXERCISE, "absolute-deviation",
    "The mean distance is taken for the variance",
    "The variance averages squares of distances, not their absolute values.",
)(_with_batch(lambda x: (x.mean(axis=0), np.abs(x - x.mean(axis=0)).mean(axis=0) ** 2)))  # fmt: skip
wrong(
    EXERCISE, "median-for-mean",
    "The median is taken for the mean",
    "Add up a column of x - mu. For which mu is the sum 0?",
)(_with_batch(lambda x: (np.median(x, axis=0), x.var(axis=0))))  # fmt: skip
wrong(
    EXERCISE, "mean-over-columns",
    "The number of columns is used for the number of samples",
    "Which axis of an (N, D) array has the length N? By what should a sum over the batch be divided?",
)(_with_batch(lambda x: (
    x.sum(axis=0) / x.shape[1], ((x - x.mean(axis=0)) ** 2).sum(axis=0) / x.shape[1]
)))  # fmt: skip


@wrong(
    EXERCISE, "min-max",
    "The columns are moved between 0 and 1",
    "Batch norm asks for mean 0 and variance 1, not for a smallest and a largest number.",
)  # fmt: skip
def min_max(x, gamma, beta, bn_param):
    eps = right.settings(x, bn_param)[0]
    right.statistics(x, bn_param)
    low, high = x.min(axis=0), x.max(axis=0)
    return gamma * (x - low) / (high - low + eps) + beta, None


@wrong(
    EXERCISE, "running-averages-in-train-mode",
    "In train mode the running averages are used",
    "In train mode, each batch is normalised with its own mean and variance.",
    "What are the running averages for? In which mode does nobody need them?",
)  # fmt: skip
def running_in_train_mode(x, gamma, beta, bn_param):
    right.statistics(x, bn_param)
    eps, _, mean, var = right.settings(x, bn_param)
    return gamma * (x - mean) / np.sqrt(var + eps) + beta, None


@wrong(EXERCISE, "running-averages-in-train-mode")
def running_before_the_update(x, gamma, beta, bn_param):
    eps, _, mean, var = right.settings(x, bn_param)
    right.statistics(x, bn_param)
    return gamma * (x - mean) / np.sqrt(var + eps) + beta, None


@wrong(EXERCISE, "modes-swapped", "The two modes have changed places",
       "Which of the two modes looks at the batch, and which at the running averages?")  # fmt: skip
def modes_swapped(x, gamma, beta, bn_param):
    other = {**bn_param, "mode": "test" if bn_param["mode"] == "train" else "train"}
    out = right.batchnorm_forward(x, gamma, beta, other)[0]
    bn_param.update({**other, "mode": bn_param["mode"]})
    return out, None
