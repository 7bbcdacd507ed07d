# mypy: allow-untyped-defs, allow-untyped-calls
"""What students write for `batchnorm_backward`: the paths of the graph, and a derivative on each.

A graph is written here once, with a name for each of its steps; a mistake is another function for one step.
"""

from __future__ import annotations

from autograder.misconceptions import wrong
from autograder.misconceptions.batchnorm import right
from autograder.misconceptions.batchnorm.right import batchnorm_forward as batchnorm_forward  # the pair of all below

EXERCISE = "batchnorm_backward"


def steps(dout, cache):
    """The quantities of the graph by name, in their usual notation."""
    x, sigma, gamma, mean = cache["x"], cache["sigma"], cache["gamma"], cache["mean"]
    dx_hat = dout * gamma
    centred = x - mean
    dvar = (dx_hat * centred).sum(axis=0) * -0.5 * sigma**-3.0
    return len(x), dx_hat, centred, sigma, dvar


def by_graph(dx):
    """An answer whose dx is ``dx(N, dx_hat, centred, sigma, dvar, dout, cache)``, with the right dgamma and dbeta."""

    def answer(dout, cache):
        return dx(*steps(dout, cache), dout, cache), *right.parameters(dout, cache)

    return answer


def with_parameters(parameters):
    """An answer with the right dx, whose dgamma and dbeta are ``parameters(dout, cache)``."""

    def answer(dout, cache):
        return right.batchnorm_backward(dout, cache)[0], *parameters(dout, cache)

    return answer


def three_paths(N, dx_hat, centred, sigma, dvar):
    """The right sum of what comes back directly, by the variance and by the mean."""
    return dx_hat / sigma + dvar * 2 * centred / N - (dx_hat / sigma).mean(axis=0)


wrong(
    EXERCISE, "mean-path-missing",
    "The path through the mean is missing",
    "x goes into the mean, and the mean goes into every entry of its column. Which of your terms comes from there?",
    "Add a constant to a column: the output stays. So what should each column of dx sum to?",
)(by_graph(lambda N, d, c, s, v, *_: d / s + v * 2 * c / N))  # fmt: skip
wrong(
    EXERCISE, "variance-path-missing",
    "The path through the variance is missing",
    "x goes into the variance too. Draw its arrow: which gradient comes back along it?",
    "Multiply a column by 2: the output stays. What does that say of the sum of dx * x_hat in a column?",
)(by_graph(lambda N, d, c, s, v, *_: d / s - (d / s).mean(axis=0)))  # fmt: skip
wrong(
    EXERCISE, "direct-path-only",
    "Only the direct path is there",
    "The mean and the variance are not constants: x goes into both.",
    "Draw the graph. How many arrows leave x, and how many gradients come back to it?",
)(by_graph(lambda N, d, c, s, v, *_: d / s))  # fmt: skip
wrong(
    EXERCISE, "direct-path-missing",
    "The direct path is missing",
    "You have what comes back through the mean and the variance. What comes back through x itself?",
)(by_graph(lambda N, d, c, s, v, *_: v * 2 * c / N - (d / s).mean(axis=0)))  # fmt: skip
NO_GAMMA = (
    "dx-without-gamma",
    "Gamma is not in dx",
    "Between x_hat and out stands a factor. The gradient has to pass it on its way back.",
)
wrong(EXERCISE, *NO_GAMMA)(by_graph(lambda N, d, c, s, v, dout, cache: three_paths(N, dout, c, s, v / cache["gamma"])))
wrong(EXERCISE, *NO_GAMMA)(by_graph(lambda N, d, c, s, v, dout, cache: three_paths(N, d, c, s, v / cache["gamma"])))
wrong(EXERCISE, *NO_GAMMA)(by_graph(lambda N, d, c, s, v, dout, cache: (
    d / s + v * 2 * c / N - (dout / s).mean(axis=0)
)))  # fmt: skip
wrong(EXERCISE, *NO_GAMMA)(by_graph(lambda N, d, c, s, v, dout, cache: (
    dout / s + v * 2 * c / N - (d / s).mean(axis=0)
)))  # fmt: skip
wrong(
    EXERCISE, "gamma-twice",
    "Gamma is there twice",
    "Follow one path from out to x. How often does it pass gamma?",
)(by_graph(lambda N, d, c, s, v, dout, cache: cache["gamma"] * three_paths(N, d, c, s, v)))  # fmt: skip
EXPONENT = (
    "exponent-of-variance",
    "The derivative of 1/sqrt has another power",
    "Write 1/sqrt(t) as a power of t, and differentiate it. Which exponent comes out?",
)
wrong(EXERCISE, *EXPONENT)(by_graph(lambda N, d, c, s, v, *_: three_paths(N, d, c, s, v * s**2)))
wrong(EXERCISE, *EXPONENT)(by_graph(lambda N, d, c, s, v, *_: three_paths(N, d, c, s, v * s)))
wrong(EXERCISE, *EXPONENT)(by_graph(lambda N, d, c, s, v, *_: three_paths(N, d, c, s, v / s**3)))
wrong(
    EXERCISE, "variance-sign",
    "The sign of the variance's path is turned round",
    "A larger variance makes x_hat smaller. Which sign has the derivative of 1/sqrt(t)?",
)(by_graph(lambda N, d, c, s, v, *_: three_paths(N, d, c, s, -v)))  # fmt: skip
wrong(
    EXERCISE, "mean-sign",
    "The sign of the mean's path is turned round",
    "The mean is subtracted. Which sign does its gradient get?",
)(by_graph(lambda N, d, c, s, v, *_: d / s + v * 2 * c / N + (d / s).mean(axis=0)))  # fmt: skip
FACTOR = (
    "variance-factor",
    "A factor of 2 or 1/2 is missing in the variance's path",
    "Two rules bring such a factor: one for the square, one for the root. Which of them is in your code?",
)
wrong(EXERCISE, *FACTOR)(by_graph(lambda N, d, c, s, v, *_: three_paths(N, d, c, s, v / 2)))
wrong(EXERCISE, *FACTOR)(by_graph(lambda N, d, c, s, v, *_: three_paths(N, d, c, s, v * 2)))
NO_N = (
    "no-division-by-n",
    "A mean is differentiated like a sum",
    "The mean and the variance divide by N. What becomes of that N in their derivatives?",
)
wrong(EXERCISE, *NO_N)(by_graph(lambda N, d, c, s, v, *_: three_paths(N, d, c, s, v * N)))
wrong(EXERCISE, *NO_N)(by_graph(lambda N, d, c, s, v, *_: d / s + v * 2 * c / N - (d / s).sum(axis=0)))
wrong(EXERCISE, *NO_N)(by_graph(lambda N, d, c, s, v, *_: d / s + v * 2 * c - (d / s).sum(axis=0)))
