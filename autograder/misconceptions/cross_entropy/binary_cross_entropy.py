# mypy: allow-untyped-defs, allow-untyped-calls
"""What students write for `binary_cross_entropy`: losses that become inf or stop at a limit."""

from __future__ import annotations

import numpy as np

from autograder.misconceptions import common, wrong
from autograder.misconceptions.cross_entropy.right import losses, sigmoid

NAME = "binary_cross_entropy"
LOG_OF_SIGMOID = (
    "log-of-sigmoid",
    "The logarithm is taken after the sigmoid has rounded to 0 or 1",
    "sigmoid(40) is 1 in floating point: right enough for a probability. What is ln(1 - a) then?",
    "Write ln of 1 / (1 + exp(-z)) as a difference, on paper. What is left is ln(1 + exp(...)).",
    "ln(1 + exp(t)) = max(t, 0) + ln(1 + exp(-|t|)) never overflows.",
)


@wrong(NAME, *LOG_OF_SIGMOID)
def log_of_sigmoid(logits, y):
    a, y = sigmoid(logits), np.asarray(y)
    return -np.mean(y * np.log(a) + (1 - y) * np.log(1 - a))


@wrong(NAME, *LOG_OF_SIGMOID)
def log_of_the_chosen_probability(logits, y):
    a = sigmoid(logits)
    return -np.mean(np.log(np.where(np.asarray(y) == 1, a, 1 - a)))


@wrong(NAME, *LOG_OF_SIGMOID)
def log1p_of_minus_sigmoid(logits, y):
    a, y = sigmoid(logits), np.asarray(y)
    return -np.mean(y * np.log(a) + (1 - y) * np.log1p(-a))


@wrong(NAME, *LOG_OF_SIGMOID)
def log_of_exact_tails(logits, y):
    with np.errstate(all="ignore"):
        return -np.mean(np.log(sigmoid(np.where(np.asarray(y) == 1, logits, -logits))))


def _log_plus(eps):
    def log_plus_eps(logits, y):
        a, y = sigmoid(logits), np.asarray(y)
        return -np.mean(y * np.log(a + eps) + (1 - y) * np.log(1 - a + eps))

    return log_plus_eps


def _clipped(eps):
    def clipped(logits, y):
        a, y = np.clip(sigmoid(logits), eps, 1 - eps), np.asarray(y)
        return -np.mean(y * np.log(a) + (1 - y) * np.log(1 - a))

    return clipped


def _clipped_logits(limit):
    def clipped_logits(logits, y):
        return np.mean(losses(np.clip(logits, -limit, limit), y))

    return clipped_logits


for _eps in (*common.SMALL, 1e-11, 1e-12, 1e-15):
    wrong(NAME, *common.LOG_PLUS_EPS)(_log_plus(_eps))
    wrong(NAME, *common.CLIP_PROBABILITIES)(_clipped(_eps))
for _limit in common.LIMITS:
    wrong(NAME, *common.CLIP_SCORES)(_clipped_logits(_limit))


@wrong(NAME, *common.NAN_TO_NUM)
def nan_to_num(logits, y):
    a, y = sigmoid(logits), np.asarray(y)
    with np.errstate(all="ignore"):
        return np.mean(np.nan_to_num(-y * np.log(a) - (1 - y) * np.log(1 - a)))


@wrong(NAME, *common.NAN_TO_NUM)
def nan_to_num_of_logarithms(logits, y):
    a, y = sigmoid(logits), np.asarray(y)
    with np.errstate(all="ignore"):
        return -np.mean(y * np.nan_to_num(np.log(a)) + (1 - y) * np.nan_to_num(np.log(1 - a)))


SOFTPLUS = (
    "softplus-overflows",
    "ln(1 + exp(t)) is taken at its full size",
    "exp(1000) is infinite, and so is its logarithm; the true value of ln(1 + exp(1000)) is 1000.",
    "Which part of ln(1 + exp(t)) can be taken out, so that the exponent left is never positive?",
)


@wrong(NAME, *SOFTPLUS)
def softplus_overflows(logits, y):
    return np.mean(np.log(1 + np.exp(logits)) - np.asarray(y) * logits)


@wrong(NAME, *SOFTPLUS)
def log1p_overflows(logits, y):
    return np.mean(np.log1p(np.exp(logits)) - np.asarray(y) * logits)


@wrong(NAME, *SOFTPLUS)
def softplus_of_minus(logits, y):
    return np.mean(np.log(1 + np.exp(-logits)) + (1 - np.asarray(y)) * logits)


@wrong(NAME, *SOFTPLUS)
def softplus_of_either(logits, y):
    return np.mean(np.log1p(np.exp(np.where(np.asarray(y) == 1, -logits, logits))))


@wrong(
    NAME,
    "sign-inside-softplus",
    "A sign in the safe form of ln(1 + exp(z)) is turned",
    "max(z, 0) + ln(1 + exp(-|z|)): the exponent has to be negative, the maximum that of z.",
    "Try z = 1 by hand: ln(1 + e) is 1.3133.",
)
def exponent_of_absolute_value(logits, y):
    z = logits
    return np.mean(np.maximum(z, 0) - np.asarray(y) * z + np.logaddexp(0, np.abs(z)))


@wrong(NAME, "sign-inside-softplus")
def maximum_of_minus(logits, y):
    z = logits
    return np.mean(np.maximum(-z, 0) - np.asarray(y) * z + np.log1p(np.exp(-np.abs(z))))


@wrong(NAME, "sign-inside-softplus")
def plus_label_times_logit(logits, y):
    z = logits
    return np.mean(np.maximum(z, 0) + np.asarray(y) * z + np.log1p(np.exp(-np.abs(z))))


@wrong(
    NAME,
    "no-softplus",
    "Only the straight part of the loss is there",
    "At z = 0 the loss is ln 2, whatever the label. What is yours?",
    "max(z, 0) is ln(1 + exp(z)) for large z only. Which term is missing in between?",
)
def straight_part(logits, y):
    return np.mean(np.maximum(logits, 0) - np.asarray(y) * logits)
