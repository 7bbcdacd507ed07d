# mypy: allow-untyped-defs, allow-untyped-calls
"""What students write for `batchnorm_backward_alt`, the closed form."""

from __future__ import annotations

import numpy as np

from autograder.misconceptions import common, wrong
from autograder.misconceptions.batchnorm import right
from autograder.misconceptions.batchnorm.right import batchnorm_forward as batchnorm_forward  # the pair of all below

EXERCISE = "batchnorm_backward_alt"


def closed(dx):
    """An answer whose dx is ``dx(g, x_hat, sigma, dout, cache)`` with g = dout * gamma."""

    def answer(dout, cache):
        g = dout * cache["gamma"]
        return dx(g, cache["x_hat"], cache["sigma"], dout, cache), *right.parameters(dout, cache)

    return answer


def m(a):
    return a.mean(axis=0)


wrong(
    EXERCISE, "closed-mean-term-missing",
    "The term of the mean is missing",
    "Add a constant to a column: the output stays. So what should each column of dx sum to?",
)(closed(lambda g, h, s, *_: (g - h * m(g * h)) / s))  # fmt: skip
wrong(
    EXERCISE, "closed-variance-term-missing",
    "The term of the variance is missing",
    "Your derivation has three terms. Which of them has x_hat in it?",
)(closed(lambda g, h, s, *_: (g - m(g)) / s))  # fmt: skip
wrong(EXERCISE, "closed-variance-term-missing")(closed(lambda g, h, s, *_: (g - m(g) - h * m(g) * m(h)) / s))
wrong(
    EXERCISE, "closed-direct-term-only",
    "Only the direct term is there",
    "Compare with the last line of your derivation.",
)(closed(lambda g, h, s, *_: g / s))  # fmt: skip
wrong(
    EXERCISE, "closed-without-gamma",
    "Gamma is not in every term of dx",
    "In the derivation g stood for dout * gamma. Is it so in each place of your code?",
)(closed(lambda g, h, s, d, _: (d - m(d) - h * m(d * h)) / s))  # fmt: skip
wrong(EXERCISE, "closed-without-gamma")(closed(lambda g, h, s, d, _: (g - m(d) - h * m(d * h)) / s))
wrong(EXERCISE, "closed-without-gamma")(closed(lambda g, h, s, d, _: (g - m(d) - h * m(g * h)) / s))
wrong(EXERCISE, "closed-without-gamma")(closed(lambda g, h, s, d, _: (g - m(g) - h * m(d * h)) / s))
wrong(
    EXERCISE, "closed-gamma-twice",
    "Gamma is there twice",
    "Once g has gamma in it, the sum in the bracket needs no more of it.",
)(closed(lambda g, h, s, d, c: c["gamma"] * (g - m(g) - h * m(g * h)) / s))  # fmt: skip
wrong(
    EXERCISE, "closed-bessel",
    "N - 1 stands where N belongs",
    "Tutorials with another variance have a factor N / (N - 1) here. This notebook's variance divides by N.",
)(closed(lambda g, h, s, *_: (g - m(g) - h * m(g * h) * len(g) / (len(g) - 1)) / s))  # fmt: skip
wrong(EXERCISE, "closed-bessel")(
    closed(lambda g, h, s, *_: (g - (g.sum(axis=0) + h * (g * h).sum(axis=0)) / (len(g) - 1)) / s)
)
wrong(EXERCISE, "closed-bessel")(
    closed(lambda g, h, s, *_: (g - m(g) * len(g) / (len(g) - 1) - h * m(g * h)) / s)
)
SUMS = (
    "closed-sum-for-mean",
    "A sum stands where a mean belongs",
    "Hand in every sample twice, with the same gradients. Should the two correction terms double?",
)
wrong(EXERCISE, *SUMS)(closed(lambda g, h, s, *_: (g - g.sum(axis=0) - h * (g * h).sum(axis=0)) / s))
wrong(EXERCISE, *SUMS)(closed(lambda g, h, s, *_: (g - g.sum(axis=0) - h * m(g * h)) / s))
wrong(EXERCISE, *SUMS)(closed(lambda g, h, s, *_: (g - m(g) - h * (g * h).sum(axis=0)) / s))
SCALED_UP = (
    "closed-factor-n",
    "A factor N is left over",
    "With sums in place of means, the whole bracket is N times as large. What takes the N away?",
)
wrong(EXERCISE, *SCALED_UP)(closed(lambda g, h, s, *_: len(g) * (g - m(g) - h * m(g * h)) / s))
wrong(EXERCISE, *SCALED_UP)(closed(lambda g, h, s, *_: (g - m(g) - h * m(g * h)) / s / len(g)))
wrong(
    EXERCISE, "closed-sign",
    "A sign is turned round",
    "Both corrections are subtracted. Put your line beside the last one of the derivation.",
)(closed(lambda g, h, s, *_: (g - m(g) + h * m(g * h)) / s))  # fmt: skip
wrong(EXERCISE, "closed-sign")(closed(lambda g, h, s, *_: (g + m(g) - h * m(g * h)) / s))
wrong(EXERCISE, "closed-sign")(closed(lambda g, h, s, *_: (g + m(g) + h * m(g * h)) / s))
wrong(EXERCISE, "closed-sign")(closed(lambda g, h, s, *_: -(g - m(g) - h * m(g * h)) / s))
wrong(
    EXERCISE, "closed-not-divided",
    "The division by sigma is missing, or not for all terms",
    "Set the brackets: what does sigma divide in the last line of the derivation?",
)(closed(lambda g, h, s, *_: g - m(g) - h * m(g * h)))  # fmt: skip
wrong(EXERCISE, "closed-not-divided")(closed(lambda g, h, s, *_: g - m(g) - h * m(g * h) / s))
wrong(EXERCISE, "closed-not-divided")(closed(lambda g, h, s, *_: g / s - m(g) - h * m(g * h)))
wrong(EXERCISE, "closed-not-divided")(closed(lambda g, h, s, *_: s * (g - m(g) - h * m(g * h))))
wrong(
    EXERCISE, "closed-divided-by-variance",
    "The variance divides where its root belongs",
    "sigma is the root: what x - mu was divided by on the way forward.",
)(closed(lambda g, h, s, *_: (g - m(g) - h * m(g * h)) / s**2))  # fmt: skip
wrong(
    EXERCISE, "closed-eps-forgotten",
    "Epsilon is in the forward pass alone",
    "By what exactly was x - mu divided on the way forward? Keep that number in the cache.",
)(closed(lambda g, h, s, _, c: (g - m(g) - h * m(g * h)) / np.sqrt(c["var"])))  # fmt: skip
wrong(EXERCISE, "closed-eps-forgotten")(closed(lambda g, h, s, _, c: (
    g - m(g) - (c["x"] - c["mean"]) * m(g * (c["x"] - c["mean"])) / c["var"]
) / s))  # fmt: skip
wrong(EXERCISE, "closed-eps-forgotten")(closed(lambda g, h, s, _, c: (
    g - m(g) - (c["x"] - c["mean"]) * m(g * (c["x"] - c["mean"])) / c["var"]
) / np.sqrt(c["var"])))  # fmt: skip
wrong(
    EXERCISE, "closed-uses-x",
    "x stands where x_hat belongs",
    "The last line of the derivation has x_hat in two places. What is in them in your code?",
)(closed(lambda g, h, s, _, c: (g - m(g) - c["x"] * m(g * c["x"])) / s))  # fmt: skip
wrong(EXERCISE, "closed-uses-x")(closed(lambda g, h, s, _, c: (g - m(g) - h * m(g * c["x"])) / s))
wrong(EXERCISE, "closed-uses-x")(closed(lambda g, h, s, _, c: (
    g - m(g) - (c["x"] - c["mean"]) * m(g * (c["x"] - c["mean"]))
) / s))  # fmt: skip
wrong(EXERCISE, "closed-uses-x")(closed(lambda g, h, s, _, c: (
    g - m(g) - (c["x"] - c["mean"]) * m(g * h)
) / s))  # fmt: skip
wrong(
    EXERCISE, "closed-x-hat-once",
    "x_hat is missing in one place",
    "The correction for the variance is x_hat times a mean. Of what is that mean?",
)(closed(lambda g, h, s, *_: (g - m(g) - h * m(g)) / s))  # fmt: skip
wrong(EXERCISE, "closed-x-hat-once")(closed(lambda g, h, s, *_: (g - m(g) - m(g * h)) / s))
wrong(
    EXERCISE, "closed-means-along-rows",
    "The means run along the rows",
    "The statistics are taken over the batch. Which axis is that?",
)(closed(lambda g, h, s, *_: (
    g - g.mean(axis=1, keepdims=True) - h * (g * h).mean(axis=1, keepdims=True)
) / s))  # fmt: skip
wrong(
    EXERCISE, "closed-means-over-all",
    "One mean serves all columns",
    "Each column has statistics of its own. What does `mean` do when it is given no axis?",
)(closed(lambda g, h, s, *_: (g - g.mean() - h * (g * h).mean()) / s))  # fmt: skip
wrong(EXERCISE, *common.FLOAT32)(
    lambda dout, cache: tuple(part.astype(np.float32) for part in right.batchnorm_backward(dout, cache))
)
