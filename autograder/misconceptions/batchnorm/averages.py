# mypy: allow-untyped-defs, allow-untyped-calls
"""What students write for `batchnorm_forward`: the running averages of train mode."""

from __future__ import annotations

import numpy as np

from autograder.misconceptions import wrong
from autograder.misconceptions.batchnorm import right

EXERCISE = "batchnorm_forward"


def _averaging(average):
    """An answer that keeps other averages; ``average`` gives both from momentum, old ones, batch ones, x and eps."""

    def answer(x, gamma, beta, bn_param):
        eps, momentum, running_mean, running_var = right.settings(x, bn_param)
        mean, var = running_mean, running_var
        if bn_param["mode"] == "train":
            mean, var = x.mean(axis=0), x.var(axis=0)
            kept = average(momentum, running_mean, running_var, x, eps)
            bn_param["running_mean"], bn_param["running_var"] = kept
        return gamma * (x - mean) / np.sqrt(var + eps) + beta, None

    return answer


def _mixed(momentum, old, new):
    return momentum * old + (1 - momentum) * new


wrong(
    EXERCISE, "averages-reversed",
    "The running average goes the other way",
    "With momentum 0.9, how much of the old average should stay, and how much comes from the new batch?",
    "Compare your two factors with the line in the text. Other libraries turn them round.",
)(_averaging(lambda k, m, v, x, e: (_mixed(1 - k, m, x.mean(axis=0)), _mixed(1 - k, v, x.var(axis=0)))))  # fmt: skip
wrong(EXERCISE, "averages-reversed")(
    _averaging(lambda k, m, v, x, e: (_mixed(1 - k, m, x.mean(axis=0)), _mixed(k, v, x.var(axis=0))))
)
wrong(EXERCISE, "averages-reversed")(
    _averaging(lambda k, m, v, x, e: (_mixed(k, m, x.mean(axis=0)), _mixed(1 - k, v, x.var(axis=0))))
)
NOT_KEPT = (
    "averages-not-kept",
    "The running averages do not reach bn_param",
    "Your function may compute new averages. Where are they when the next call begins?",
    "A local name is forgotten when the function returns. The dict is not.",
)


@wrong(EXERCISE, *NOT_KEPT)
def averages_not_kept(x, gamma, beta, bn_param):
    return right.batchnorm_forward(x, gamma, beta, dict(bn_param))[0], None


wrong(EXERCISE, *NOT_KEPT)(_averaging(lambda k, m, v, x, e: (m, v)))
wrong(
    EXERCISE, "one-average-not-kept",
    "Only one of the two running averages is kept",
    "Test mode needs a mean and a variance. Which of the two does your code write into bn_param?",
)(_averaging(lambda k, m, v, x, e: (_mixed(k, m, x.mean(axis=0)), v)))  # fmt: skip
wrong(EXERCISE, "one-average-not-kept")(_averaging(lambda k, m, v, x, e: (m, _mixed(k, v, x.var(axis=0)))))
wrong(
    EXERCISE, "unbiased-running-variance",
    "The running variance divides by N - 1",
    "Some libraries keep another variance for test time than they normalise with. Which one does this notebook state?",
)(_averaging(lambda k, m, v, x, e: (_mixed(k, m, x.mean(axis=0)), _mixed(k, v, x.var(axis=0, ddof=1)))))  # fmt: skip
wrong(
    EXERCISE, "running-std",
    "The spread is kept in place of the variance",
    "The mean of some roots is not the root of the mean. Which quantity should be averaged?",
)(_averaging(lambda k, m, v, x, e: (_mixed(k, m, x.mean(axis=0)), _mixed(k, v, x.std(axis=0)))))  # fmt: skip
wrong(EXERCISE, "running-std")(
    _averaging(lambda k, m, v, x, e: (_mixed(k, m, x.mean(axis=0)), _mixed(k, v, np.sqrt(x.var(axis=0) + e))))
)
wrong(
    EXERCISE, "eps-in-running-variance",
    "Epsilon gets into the running variance",
    "Epsilon is added where the division is. In test mode you would add it a second time.",
)(_averaging(lambda k, m, v, x, e: (_mixed(k, m, x.mean(axis=0)), _mixed(k, v, x.var(axis=0) + e))))  # fmt: skip
wrong(
    EXERCISE, "last-batch-only",
    "Only the last batch is remembered",
    "What is left of the first batch in bn_param after the second one?",
)(_averaging(lambda k, m, v, x, e: (x.mean(axis=0), x.var(axis=0))))  # fmt: skip
wrong(
    EXERCISE, "new-batch-in-full",
    "The new batch counts in full",
    "The two factors of an average sum to 1. Do yours?",
)(_averaging(lambda k, m, v, x, e: (k * m + x.mean(axis=0), k * v + x.var(axis=0))))  # fmt: skip
wrong(
    EXERCISE, "old-average-in-full",
    "The old average counts in full",
    "The two factors of an average sum to 1. Do yours?",
)(_averaging(lambda k, m, v, x, e: (m + (1 - k) * x.mean(axis=0), v + (1 - k) * x.var(axis=0))))  # fmt: skip
for _momentum in (0.9, 0.99, 0.1, 0.5):
    wrong(
        EXERCISE, "momentum-fixed",
        "Momentum is a number of your own",
        "bn_param may hold another momentum. Where in your code is it read?",
    )(_averaging(lambda _, m, v, x, e, k=_momentum: (
        _mixed(k, m, x.mean(axis=0)), _mixed(k, v, x.var(axis=0))
    )))  # fmt: skip
wrong(
    EXERCISE, "starts-with-first-batch",
    "The first batch is taken over in full",
    "A fair idea, and another convention: here the averages start at 0.",
)(_averaging(lambda k, m, v, x, e: (
    _mixed(k, m, x.mean(axis=0)) if v.any() else x.mean(axis=0),
    _mixed(k, v, x.var(axis=0)) if v.any() else x.var(axis=0),
)))  # fmt: skip
wrong(
    EXERCISE, "averages-normalised-x",
    "The averages are those of the normalised numbers",
    "After the normalisation every mean is 0 and every variance about 1: is that worth remembering?",
)(_averaging(lambda k, m, v, x, e: (
    _mixed(k, m, ((x - x.mean(axis=0)) / np.sqrt(x.var(axis=0) + e)).mean(axis=0)),
    _mixed(k, v, ((x - x.mean(axis=0)) / np.sqrt(x.var(axis=0) + e)).var(axis=0)),
)))  # fmt: skip
wrong(
    EXERCISE, "variance-about-running-mean",
    "The variance is taken about the running mean",
    "The variance of a batch measures distances from the mean of that batch.",
)(_averaging(lambda k, m, v, x, e: (
    _mixed(k, m, x.mean(axis=0)), _mixed(k, v, ((x - _mixed(k, m, x.mean(axis=0))) ** 2).mean(axis=0)),
)))  # fmt: skip
wrong(EXERCISE, "variance-about-running-mean")(
    _averaging(lambda k, m, v, x, e: (_mixed(k, m, x.mean(axis=0)), _mixed(k, v, ((x - m) ** 2).mean(axis=0))))
)
wrong(
    EXERCISE, "averages-swapped",
    "The two running averages have changed places",
    "Which of the two may be negative? Look at what your dict holds after a batch.",
)(_averaging(lambda k, m, v, x, e: (_mixed(k, m, x.var(axis=0)), _mixed(k, v, x.mean(axis=0)))))  # fmt: skip
wrong(
    EXERCISE, "one-average-for-all-columns",
    "All columns share one running average",
    "Each column is normalised with numbers of its own, in test mode too. Print the shape of your averages.",
)(_averaging(lambda k, m, v, x, e: (_mixed(k, m, x.mean()), _mixed(k, v, x.var()))))  # fmt: skip
wrong(EXERCISE, "one-average-for-all-columns")(
    _averaging(lambda k, m, v, x, e: (_mixed(k, m, np.full(x.shape[1], x.mean())), _mixed(k, v, x.var(axis=0))))
)
wrong(
    EXERCISE, "corrected-for-the-start",
    "The average is corrected for its start",
    "A bias correction is another convention: here the plain average is kept.",
)(_averaging(lambda k, m, v, x, e: (
    _mixed(k, m, x.mean(axis=0)) / (1 - k), _mixed(k, v, x.var(axis=0)) / (1 - k),
)))  # fmt: skip


@wrong(
    EXERCISE, "averaged-twice",
    "The running averages are updated twice in one call",
    "How many lines of your function write into bn_param, and how often does each run?",
)  # fmt: skip
def averaged_twice(x, gamma, beta, bn_param):
    if bn_param["mode"] == "train":
        right.update(bn_param, x, x.mean(axis=0), x.var(axis=0))
    return right.batchnorm_forward(x, gamma, beta, bn_param)[0], None
