# mypy: allow-untyped-defs, allow-untyped-calls
"""What students write for `softmax_temperature`: sums over another axis, and another temperature."""

from __future__ import annotations

import numpy as np

from autograder.misconceptions import common, wrong
from autograder.misconceptions.softmax import right


@wrong("softmax_temperature", *common.SUM_AXIS_0)
def sum_axis_0(scores, temperature):
    z = scores / temperature
    e = np.exp(z - z.max(axis=0))
    return e / e.sum(axis=0)


@wrong("softmax_temperature", *common.SUM_AXIS_0)
def row_shift_column_sum(scores, temperature):
    e = np.exp((scores - scores.max(axis=1, keepdims=True)) / temperature)
    return e / e.sum(axis=0)


@wrong("softmax_temperature", *common.SUM_OVER_ALL)
def sum_over_all(scores, temperature):
    e = np.exp((scores - scores.max()) / temperature)
    return e / e.sum()


@wrong("softmax_temperature", *common.SUM_OVER_ALL)
def row_shift_sum_over_all(scores, temperature):
    e = np.exp((scores - scores.max(axis=1, keepdims=True)) / temperature)
    return e / e.sum()


@wrong("softmax_temperature", *common.NO_KEEPDIMS)
def no_keepdims(scores, temperature):
    e = np.exp((scores - scores.max(axis=1)) / temperature)
    return e / e.sum(axis=1)


@wrong("softmax_temperature", *common.NO_KEEPDIMS)
def no_keepdims_in_sum(scores, temperature):
    e = np.exp((scores - scores.max(axis=1, keepdims=True)) / temperature)
    return e / e.sum(axis=1)


@wrong("softmax_temperature", *common.NO_KEEPDIMS)
def no_keepdims_in_max(scores, temperature):
    e = np.exp((scores - scores.max(axis=1)) / temperature)
    return e / e.sum(axis=1, keepdims=True)


@wrong("softmax_temperature", *common.MAX_AXIS_0)
def column_shift(scores, temperature):
    e = np.exp((scores - scores.max(axis=0)) / temperature)
    return e / e.sum(axis=1, keepdims=True)


@wrong(
    "softmax_temperature",
    "floor-division",
    "The division cuts off fractions",
    "`//` gives whole numbers only: 1.9 // 0.5 is 3.0.",
)
def floor_division(scores, temperature):
    return right.softmax(scores // temperature)


TEMPERATURE_CHANGED = (
    "temperature-changed",
    "The temperature used is not the one given",
    "Something is added to the temperature, or it has a limit, or a power. Try 1e-8: which temperature is used?",
    "Which quantity would really overflow, and can it be kept in range otherwise?",
)


def _epsilon_added(eps):
    def epsilon_added(scores, temperature):
        return right.softmax(scores / (temperature + eps))

    return epsilon_added


def _smallest(limit):
    def smallest_temperature(scores, temperature):
        return right.softmax(scores / max(temperature, limit))

    return smallest_temperature


for _eps in (1e-1, 1e-2, 1e-3, *common.SMALL[:-1]):
    wrong("softmax_temperature", *TEMPERATURE_CHANGED)(_epsilon_added(_eps))
for _limit in (1e-1, 1e-2, 1e-3, *common.SMALL[:-3]):
    wrong("softmax_temperature", *TEMPERATURE_CHANGED)(_smallest(_limit))


@wrong("softmax_temperature", "temperature-changed")
def squared(scores, temperature):
    return right.softmax(scores / temperature**2)


@wrong("softmax_temperature", "temperature-changed")
def square_root(scores, temperature):
    return right.softmax(scores / np.sqrt(temperature))


@wrong(
    "softmax_temperature",
    "argmax-when-cold",
    "Below some temperature, one class takes everything",
    "Two equal scores have equal probabilities, however cold it is.",
    "And a difference as small as the temperature still counts. Does the formula need a special case at all?",
)
def argmax_when_cold(scores, temperature):
    if temperature < 1e-2:
        return np.eye(scores.shape[1])[scores.argmax(axis=1)]
    return right.softmax(scores / temperature)


@wrong("softmax_temperature", "argmax-when-cold")
def argmax_when_very_cold(scores, temperature):
    if temperature < 1e-6:
        return np.eye(scores.shape[1])[scores.argmax(axis=1)]
    return right.softmax(scores / temperature)


def _clip_scores(limit):
    def clip_scores(scores, temperature):
        return right.softmax(np.clip(scores / temperature, -limit, limit))

    return clip_scores


for _limit in common.LIMITS:
    wrong("softmax_temperature", *common.CLIP_SCORES)(_clip_scores(_limit))


@wrong("softmax_temperature", *common.NAN_TO_NUM)
def nan_to_num(scores, temperature):
    e = np.exp(scores / temperature)
    return np.nan_to_num(e / e.sum(axis=1, keepdims=True))


@wrong("softmax_temperature", *common.FLOAT32)
def float32(scores, temperature):
    return right.softmax(scores.astype(np.float32) / np.float32(temperature))


@wrong("softmax_temperature", *common.MUTATES_INPUT)
def divides_in_place(scores, temperature):
    scores /= temperature
    return right.softmax(scores)


@wrong("softmax_temperature", *common.MUTATES_INPUT)
def shifts_in_place(scores, temperature):
    scores -= scores.max(axis=1, keepdims=True)
    return right.softmax(scores / temperature)


@wrong("softmax_temperature", *common.INTEGER_OUTPUT)
def integer_output(scores, temperature):
    out = np.zeros_like(scores)
    for i in range(len(scores)):
        out[i] = right.softmax(scores[i : i + 1] / temperature)[0]
    return out
