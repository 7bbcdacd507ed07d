# mypy: allow-untyped-defs, allow-untyped-calls
"""What students write for `sigmoid`: exponents that overflow, limits that can be seen, arrays that are spoilt."""

from __future__ import annotations

import numpy as np

from autograder.misconceptions import common, wrong
from autograder.misconceptions.cross_entropy.right import sigmoid

WARNS = (
    "warns",
    "A number leaves the range of floating point on the way",
    "The result survives this time. The warning says that one step did not hold what it should.",
    "exp() of anything above 709 is infinite. Which exponent gets there, and for which input?",
    "`np.where` computes both of its branches for every entry, and picks afterwards.",
)


@wrong("sigmoid", *WARNS)
def formula_as_it_stands(x):
    return 1 / (1 + np.exp(-x))


@wrong("sigmoid", *WARNS)
def both_branches(x):
    with np.errstate(invalid="ignore"):
        return np.where(x >= 0, 1 / (1 + np.exp(-x)), np.exp(x) / (1 + np.exp(x)))


@wrong("sigmoid", *WARNS)
def power_of_minus_one(x):
    return (1 + np.exp(-1.0 * x)) ** -1.0


@wrong("sigmoid", *WARNS)
def complement(x):
    return 1 - 1 / (1 + np.exp(x))


@wrong("sigmoid", *WARNS)
def branch_for_the_whole_array(x):
    if np.all(x >= 0):
        return 1 / (1 + np.exp(-x))
    if np.all(x < 0):
        return np.exp(x) / (1 + np.exp(x))
    return 1 / (1 + np.exp(-x))


@wrong(
    "sigmoid",
    "overflows-to-nan",
    "A quotient of two infinite numbers",
    "What is exp(1000) in float64, and what is that divided by itself?",
    "The two forms of the sigmoid are in danger at opposite ends. Which form is safe where?",
)
def quotient_of_exponentials(x):
    return np.exp(x) / (1 + np.exp(x))


@wrong("sigmoid", "overflows-to-nan")
def quotient_for_all_with_a_name(x):
    e = np.exp(x)
    return e * (e + 1.0) ** -1.0


@wrong("sigmoid", "overflows-to-nan")
def forms_at_the_dangerous_ends(x):
    return np.where(x < 0, 1 / (1 + np.exp(-x)), np.exp(x) / (1 + np.exp(x)))


@wrong("sigmoid", *common.NAN_TO_NUM)
def nan_to_num(x):
    with np.errstate(all="ignore"):
        return np.nan_to_num(np.exp(x) / (1 + np.exp(x)))


@wrong("sigmoid", *common.NAN_TO_NUM)
def nan_to_half(x):
    with np.errstate(all="ignore"):
        return np.nan_to_num(np.exp(x) / (1 + np.exp(x)), nan=0.5)


def _clip_input(limit):
    def clip_input(x):
        return 1 / (1 + np.exp(-np.clip(x, -limit, limit)))

    return clip_input


def _clip_output(eps):
    def clip_output(x):
        return np.clip(sigmoid(x), eps, 1 - eps)

    return clip_output


CLIP_INPUT = (
    "clip-input",
    "The input is cut off at a limit that can be seen",
    "What does your function make of the limit itself, and how far is that from 0 or 1?",
    "Is there a form of the sigmoid in which the exponent is never positive, whatever the input?",
)
CLIP_OUTPUT = (
    "clip-output",
    "The result is kept away from 0 and 1",
    "A sigmoid may be 1e-20. What does your limit make of it?",
    "What is the limit there to protect from? That is the business of the function that takes the logarithm.",
)
for _limit in (2, 5, 6, 8, 10, 12, 15, 16, 18, 20, 25):
    wrong("sigmoid", *CLIP_INPUT)(_clip_input(_limit))
for _eps in common.SMALL:
    wrong("sigmoid", *CLIP_OUTPUT)(_clip_output(_eps))


@wrong("sigmoid", *common.FLOAT32)
def float32(x):
    return sigmoid(x.astype(np.float32))


def _rounded(digits):
    def rounded(x):
        return np.round(sigmoid(x), digits)

    return rounded


for _digits in (2, 3, 4, 5, 6, 7, 8, 10):
    wrong("sigmoid", *common.ROUNDED)(_rounded(_digits))


@wrong("sigmoid", *common.MUTATES_INPUT)
def negates_in_place(x):
    np.negative(x, out=x)
    return sigmoid(-x)


@wrong("sigmoid", *common.MUTATES_INPUT)
def masks_in_place(x):
    positive = x >= 0
    x[positive] = 1 / (1 + np.exp(-x[positive]))
    x[~positive] = np.exp(x[~positive]) / (1 + np.exp(x[~positive]))
    return x


@wrong("sigmoid", *common.INTEGER_OUTPUT)
def integer_output(x):
    out = np.zeros_like(x)
    out[...] = sigmoid(x)
    return out


_BUFFERS: dict[tuple[int, ...], np.ndarray] = {}


@wrong("sigmoid", *common.SHARED_BUFFER)
def shared_buffer(x):
    out = _BUFFERS.setdefault(x.shape, np.empty(x.shape))
    out[...] = sigmoid(x)
    return out
