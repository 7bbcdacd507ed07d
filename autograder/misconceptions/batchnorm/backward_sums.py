# mypy: allow-untyped-defs, allow-untyped-calls
"""What students write for `batchnorm_backward`: which number divides, and what is summed over which axis."""

from __future__ import annotations

import numpy as np

from autograder.misconceptions import common, wrong
from autograder.misconceptions.batchnorm import right
from autograder.misconceptions.batchnorm.backward import by_graph, steps, three_paths
from autograder.misconceptions.batchnorm.right import batchnorm_forward as batchnorm_forward  # the pair of all below

EXERCISE = "batchnorm_backward"


BESSEL = (
    "divides-by-n-minus-1",
    "N - 1 stands where N belongs",
    "The variance of the forward pass divides by N. Its derivative keeps that number.",
)
wrong(EXERCISE, *BESSEL)(by_graph(lambda N, d, c, s, v, *_: three_paths(N, d, c, s, v * N / (N - 1))))
wrong(EXERCISE, *BESSEL)(
    by_graph(lambda N, d, c, s, v, *_: d / s + v * 2 * c / N - (d / s).sum(axis=0) / (N - 1))
)
wrong(EXERCISE, *BESSEL)(
    by_graph(lambda N, d, c, s, v, *_: d / s + v * 2 * c / (N - 1) - (d / s).sum(axis=0) / (N - 1))
)
wrong(
    EXERCISE, "number-of-columns",
    "The number of columns is used for the number of samples",
    "Which axis of an (N, D) array has the length N?",
)(by_graph(lambda N, d, c, s, v, *_: d / s + v * 2 * c / d.shape[1] - (d / s).sum(axis=0) / d.shape[1]))  # fmt: skip
wrong(
    EXERCISE, "dx-not-divided-by-spread",
    "The direct path is not divided by sigma",
    "x_hat is x - mu divided by something. What does the gradient do on its way back through a division?",
)(by_graph(lambda N, d, c, s, v, *_: d + v * 2 * c / N - (d / s).mean(axis=0)))  # fmt: skip
wrong(EXERCISE, "dx-not-divided-by-spread")(
    by_graph(lambda N, d, c, s, v, *_: s * three_paths(N, d, c, s, v))
)
wrong(EXERCISE, "dx-not-divided-by-spread")(
    by_graph(lambda N, d, c, s, v, *_: d / s + v * 2 * c / N - d.mean(axis=0))
)
VARIANCE_FOR_SPREAD = (
    "divided-by-variance",
    "The gradient is divided by the variance, not by its root",
    "By what was x - mu divided on the way forward?",
)
wrong(EXERCISE, *VARIANCE_FOR_SPREAD)(by_graph(lambda N, d, c, s, v, *_: three_paths(N, d, c, s, v) / s))
wrong(EXERCISE, *VARIANCE_FOR_SPREAD)(
    by_graph(lambda N, d, c, s, v, *_: d / s**2 + v * 2 * c / N - (d / s**2).mean(axis=0))
)
wrong(
    EXERCISE, "not-centred-in-variance-path",
    "x stands where x - mu belongs",
    "The variance squares distances from the mean. What is left of such a square in its derivative?",
)(by_graph(lambda N, d, c, s, v, _, cache: three_paths(N, d, cache["x"], s, v)))  # fmt: skip
wrong(EXERCISE, "not-centred-in-variance-path")(
    by_graph(lambda N, d, c, s, v, _, cache: (
        three_paths(N, d, c, s, (d * cache["x"]).sum(axis=0) * -0.5 * s**-3.0)
    ))
)
wrong(
    EXERCISE, "normalised-in-variance-path",
    "x_hat stands where x - mu belongs",
    "x_hat and x - mu differ by the factor sigma. Which of the two does the variance square?",
)(by_graph(lambda N, d, c, s, v, *_: three_paths(N, d, c / s, s, v)))  # fmt: skip
wrong(EXERCISE, "normalised-in-variance-path")(by_graph(lambda N, d, c, s, v, *_: three_paths(N, d, c, s, v / s)))
wrong(EXERCISE, "normalised-in-variance-path")(by_graph(lambda N, d, c, s, v, *_: three_paths(N, d, c / s, s, v / s)))


@wrong(
    EXERCISE, "eps-forgotten-backward",
    "Epsilon is in the forward pass alone",
    "By what exactly was x - mu divided on the way forward? Keep that number in the cache.",
)  # fmt: skip
def eps_forgotten(dout, cache):
    without = {**cache, "sigma": np.sqrt(cache["var"])}
    return right.batchnorm_backward(dout, without)[0], *right.parameters(dout, cache)


@wrong(EXERCISE, "eps-forgotten-backward")
def eps_outside_backward(dout, cache):
    other = {**cache, "sigma": np.sqrt(cache["var"]) + cache["eps"]}
    return right.batchnorm_backward(dout, other)[0], *right.parameters(dout, cache)


@wrong(EXERCISE, "eps-forgotten-backward")
def eps_forgotten_in_graph(dout, cache):
    N, dx_hat, centred, _, _ = steps(dout, cache)
    sigma = np.sqrt(cache["var"])
    dvar = (dx_hat * centred).sum(axis=0) * -0.5 * sigma**-3.0
    return three_paths(N, dx_hat, centred, sigma, dvar), *right.parameters(dout, cache)


wrong(
    EXERCISE, "sums-along-rows",
    "The sums run along the rows",
    "The mean was taken over the batch. Over which axis does its gradient come back?",
)(by_graph(lambda N, d, c, s, v, *_: d / s + v * 2 * c / N - (d / s).mean(axis=1, keepdims=True)))  # fmt: skip
wrong(EXERCISE, "sums-along-rows")(by_graph(lambda N, d, c, s, *_: (
    three_paths(N, d, c, s, (d * c).sum(axis=1, keepdims=True) * -0.5 * s**-3.0)
)))  # fmt: skip
wrong(
    EXERCISE, "averaged-again",
    "dx is divided by N once more",
    "The loss has divided by N already; dout brings that along.",
)(by_graph(lambda N, d, c, s, v, *_: three_paths(N, d, c, s, v) / N))  # fmt: skip
wrong(EXERCISE, *common.FLOAT32)(
    lambda dout, cache: tuple(part.astype(np.float32) for part in right.batchnorm_backward(dout, cache))
)
