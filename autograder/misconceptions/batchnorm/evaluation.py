# mypy: allow-untyped-defs, allow-untyped-calls
"""What students write for `batchnorm_forward`: test mode, and what happens to the arrays."""

from __future__ import annotations

import numpy as np

from autograder.misconceptions import common, wrong
from autograder.misconceptions.batchnorm import right

EXERCISE = "batchnorm_forward"


def _in_test_mode(normalise):
    """An answer that is right in train mode; ``normalise`` gives the output in test mode."""

    def answer(x, gamma, beta, bn_param):
        if bn_param["mode"] == "train":
            return right.batchnorm_forward(x, gamma, beta, bn_param)[0], None
        eps, _, mean, var = right.settings(x, bn_param)
        return normalise(x, mean, var, eps, gamma, beta), None

    return answer


BATCH_IN_TEST = (
    "batch-statistics-in-test-mode",
    "In test mode the batch is normalised with its own numbers",
    "Test with a single sample: what is its distance from the mean of a batch of one?",
    "Which numbers do not depend on who else is in the batch?",
)
wrong(EXERCISE, *BATCH_IN_TEST)(
    _in_test_mode(lambda x, m, v, e, g, b: g * (x - x.mean(axis=0)) / np.sqrt(x.var(axis=0) + e) + b)
)
wrong(EXERCISE, *BATCH_IN_TEST)(_in_test_mode(lambda x, m, v, e, g, b: g * (x - x.mean(axis=0)) / np.sqrt(v + e) + b))
wrong(EXERCISE, *BATCH_IN_TEST)(_in_test_mode(lambda x, m, v, e, g, b: g * (x - m) / np.sqrt(x.var(axis=0) + e) + b))


@wrong(EXERCISE, "mode-ignored", "The mode is not looked at",
       "What does your function do differently in test mode?",
       "In test mode nothing is remembered, and nothing is asked of the other samples in the batch.")  # fmt: skip
def mode_ignored(x, gamma, beta, bn_param):
    other = {**bn_param, "mode": "train"}
    out = right.batchnorm_forward(x, gamma, beta, other)[0]
    bn_param["running_mean"], bn_param["running_var"] = other["running_mean"], other["running_var"]
    return out, None


UPDATED_IN_TEST = (
    "test-mode-updates-averages",
    "Test mode changes the running averages",
    "Test the same sample twice. Should the second answer differ from the first?",
    "In which of the two modes is the network allowed to learn anything?",
)


@wrong(EXERCISE, *UPDATED_IN_TEST)
def updates_after_test(x, gamma, beta, bn_param):
    out = right.batchnorm_forward(x, gamma, beta, bn_param)[0]
    if bn_param["mode"] == "test":
        right.update(bn_param, x, x.mean(axis=0), x.var(axis=0))
    return out, None


@wrong(EXERCISE, *UPDATED_IN_TEST)
def updates_before_test(x, gamma, beta, bn_param):
    if bn_param["mode"] == "test":
        right.update(bn_param, x, x.mean(axis=0), x.var(axis=0))
    return right.batchnorm_forward(x, gamma, beta, bn_param)[0], None


DROPPED = (
    "no-gamma-beta-in-test-mode",
    "Gamma and beta are left out in test mode",
    "The layers above were trained on the output with gamma and beta. What would they make of another one?",
)
wrong(EXERCISE, *DROPPED)(_in_test_mode(lambda x, m, v, e, g, b: (x - m) / np.sqrt(v + e)))
wrong(EXERCISE, *DROPPED)(_in_test_mode(lambda x, m, v, e, g, b: g * (x - m) / np.sqrt(v + e)))
wrong(EXERCISE, *DROPPED)(_in_test_mode(lambda x, m, v, e, g, b: (x - m) / np.sqrt(v + e) + b))
EPS_IN_TEST = (
    "eps-in-test-mode",
    "In test mode epsilon is missing, or in another place",
    "The formula is the same in both modes; only the mean and the variance come from elsewhere.",
)
wrong(EXERCISE, *EPS_IN_TEST)(_in_test_mode(lambda x, m, v, e, g, b: g * (x - m) / np.sqrt(v) + b))
wrong(EXERCISE, *EPS_IN_TEST)(_in_test_mode(lambda x, m, v, e, g, b: g * (x - m) / (np.sqrt(v) + e) + b))
for _eps in (1e-5, 1e-8):
    wrong(EXERCISE, *EPS_IN_TEST)(
        _in_test_mode(lambda x, m, v, e, g, b, eps=_eps: g * (x - m) / np.sqrt(v + eps) + b)
    )
NO_ROOT_IN_TEST = (
    "no-root-in-test-mode",
    "In test mode the square root is missing",
    "bn_param keeps a variance. What do you divide by in train mode?",
)
wrong(EXERCISE, *NO_ROOT_IN_TEST)(_in_test_mode(lambda x, m, v, e, g, b: g * (x - m) / (v + e) + b))
wrong(EXERCISE, *NO_ROOT_IN_TEST)(_in_test_mode(lambda x, m, v, e, g, b: g * (x - m) / v + b))
wrong(
    EXERCISE, "not-normalised-in-test-mode",
    "In test mode x is not normalised",
    "The layers above expect numbers of the size that they were trained on.",
)(_in_test_mode(lambda x, m, v, e, g, b: g * x + b))  # fmt: skip
wrong(EXERCISE, "not-normalised-in-test-mode")(_in_test_mode(lambda x, m, v, e, g, b: g * (x - m) + b))
wrong(EXERCISE, "not-normalised-in-test-mode")(_in_test_mode(lambda x, m, v, e, g, b: g * x / np.sqrt(v + e) + b))
wrong(EXERCISE, "not-normalised-in-test-mode")(_in_test_mode(lambda x, m, v, e, g, b: 1.0 * x))
wrong(
    EXERCISE, "averages-swapped-in-test-mode",
    "In test mode mean and variance have changed places",
    "Which of the two is subtracted?",
)(_in_test_mode(lambda x, m, v, e, g, b: g * (x - v) / np.sqrt(np.abs(m) + e) + b))  # fmt: skip
wrong(
    EXERCISE, "normalised-twice-in-test-mode",
    "In test mode x is normalised a second time",
    "After the running averages have been used, is there anything left to normalise?",
)(_in_test_mode(lambda x, m, v, e, g, b: g * (((x - m) / np.sqrt(v + e)) - m) / np.sqrt(v + e) + b))  # fmt: skip


@wrong(EXERCISE, *common.MUTATES_INPUT)
def centred_in_place(x, gamma, beta, bn_param):
    mean, var = right.statistics(x, bn_param)
    x -= mean
    x /= np.sqrt(var + right.settings(x, bn_param)[0])
    return gamma * x + beta, None


@wrong(EXERCISE, *common.MUTATES_INPUT)
def scaled_in_place(x, gamma, beta, bn_param):
    out = right.batchnorm_forward(x, gamma, beta, bn_param)[0]
    x[...] = out
    return x, None


@wrong(EXERCISE, *common.INTEGER_OUTPUT)
def written_into_array_like_x(x, gamma, beta, bn_param):
    out = np.zeros_like(x)
    out[...] = right.batchnorm_forward(x, gamma, beta, bn_param)[0]
    return out, None


@wrong(EXERCISE, *common.INTEGER_OUTPUT)
def normalised_in_array_like_x(x, gamma, beta, bn_param):
    mean, var = right.statistics(x, bn_param)
    x_hat = np.empty_like(x)
    for j in range(x.shape[1]):
        x_hat[:, j] = (x[:, j] - mean[j]) / np.sqrt(var[j] + right.settings(x, bn_param)[0])
    return gamma * x_hat + beta, None


_kept: dict[tuple[int, ...], np.ndarray] = {}


@wrong(EXERCISE, *common.SHARED_BUFFER)
def shared_buffer(x, gamma, beta, bn_param):
    out = _kept.setdefault(x.shape, np.empty(x.shape))
    out[...] = right.batchnorm_forward(x, gamma, beta, bn_param)[0]
    return out, None
