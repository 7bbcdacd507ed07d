# mypy: allow-untyped-defs, allow-untyped-calls
"""What students write for `ewma`: the weights, the start and what is returned."""

from __future__ import annotations

import numpy as np

from autograder.misconceptions import common, wrong


def averages(values, beta, keep=None, start=0.0, take=None):
    """The recursion, with other weights or another start."""
    keep = beta if keep is None else keep
    take = 1 - beta if take is None else take
    v, out = start, []
    for value in values:
        v = keep * v + take * value
        out.append(v)
    return np.array(out, dtype=float)


def correction(values, beta):
    return 1 - beta ** np.arange(1, len(values) + 1)


def finished(out, values, beta, bias_correction):
    return out / correction(values, beta) if bias_correction else out


def mistaken(id, *words):
    return wrong("ewma", id, *words)


@mistaken("starts-at-first-value", "The average begins at the first value, not at 0",
          "With beta = 0.9 the first average is 0.1 of the first value. The correction is there for that.")
def starts_at_first(values, beta, bias_correction=False):
    out = averages(values[1:], beta, start=values[0])
    return finished(np.append(values[0], out), values, beta, bias_correction)


@mistaken("starts-at-first-value")
def starts_from_first(values, beta, bias_correction=False):
    return finished(averages(values, beta, start=values[0]), values, beta, bias_correction)


@mistaken("weights-swapped", "beta and 1 - beta have changed places",
          "With beta = 0.9, how much of the old average is kept?")  # fmt: skip
def weights_swapped(values, beta, bias_correction=False):
    return finished(averages(values, beta, keep=1 - beta, take=beta), values, beta, bias_correction)


@mistaken("weights-swapped")
def weights_swapped_throughout(values, beta, bias_correction=False):
    return finished(averages(values, beta, keep=1 - beta, take=beta), values, 1 - beta, bias_correction)


@mistaken("sum-form", "The new value enters with its full weight",
          "Let all values be 1. Towards which number do your averages go?")  # fmt: skip
def sum_form(values, beta, bias_correction=False):
    return finished(averages(values, beta, take=1.0), values, beta, bias_correction)


@mistaken("never-forgets", "The old average is kept whole",
          "Let all values be 1. Do your averages stay below 1?")  # fmt: skip
def never_forgets(values, beta, bias_correction=False):
    return finished(averages(values, beta, keep=1.0), values, beta, bias_correction)


@mistaken("never-corrected", "The averages are never corrected",
          "Look at the third argument: what should change when it is True?")  # fmt: skip
def never_corrected(values, beta, bias_correction=False):
    return averages(values, beta)


@mistaken("corrected-unasked", "The averages are corrected when nobody asks for it",
          "Look at the third argument: what should stay when it is False, or not given?")  # fmt: skip
def always_corrected(values, beta, bias_correction=True):
    return averages(values, beta) / correction(values, beta)


@mistaken("corrected-unasked")
def corrected_unless_asked(values, beta, bias_correction=False):
    return finished(averages(values, beta), values, beta, not bias_correction)


@mistaken("one-late", "Each average lacks the newest value",
          "Let only the first value be other than 0. In which average do you see it first?")  # fmt: skip
def one_late(values, beta, bias_correction=False):
    out = np.append(0.0, averages(values, beta)[:-1])
    return finished(out, values, beta, bias_correction)


@mistaken("start-included", "The 0 at the start is returned as well",
          "As many averages as values are wanted: one after each.")  # fmt: skip
def start_included(values, beta, bias_correction=False):
    return np.append(0.0, finished(averages(values, beta), values, beta, bias_correction))


@mistaken("only-the-last", "Only the last average is returned",
          "One average after each value is wanted.")  # fmt: skip
def only_last(values, beta, bias_correction=False):
    return finished(averages(values, beta), values, beta, bias_correction)[-1]


@mistaken("list", "A list is returned", "`np.array` makes an array of a list.")
def a_list(values, beta, bias_correction=False):
    return list(finished(averages(values, beta), values, beta, bias_correction))


@mistaken("moving-average", "This is a plain average over a window",
          "All values of the window have the same weight in yours. Here the weights fall off, and none is ever 0.")
def window(values, beta, bias_correction=False):
    width = max(1, round(1 / (1 - beta)))
    out = np.array([values[max(0, k + 1 - width) : k + 1].mean() for k in range(len(values))])
    return finished(out, values, beta, bias_correction)


@mistaken("moving-average")
def running_mean(values, beta, bias_correction=False):
    out = np.cumsum(values) / np.arange(1, len(values) + 1)
    return finished(out, values, beta, bias_correction)


@mistaken("previous-value", "The value before stands where the average before belongs",
          "Follow the first value: is it still there in the fifth average?")  # fmt: skip
def previous_value(values, beta, bias_correction=False):
    before = np.append(0.0, values[:-1])
    return finished(beta * before + (1 - beta) * values, values, beta, bias_correction)


@mistaken("from-the-end", "The series is gone through from its end",
          "The average of a day may know the days before it, not those after.")  # fmt: skip
def from_the_end(values, beta, bias_correction=False):
    return finished(averages(values[::-1], beta)[::-1], values, beta, bias_correction)


@mistaken(*common.INTEGER_OUTPUT)
def integer_output(values, beta, bias_correction=False):
    out = np.zeros_like(values)
    out[...] = finished(averages(values, beta), values, beta, bias_correction)
    return out


@mistaken(*common.MUTATES_INPUT)
def in_place(values, beta, bias_correction=False):
    values[...] = finished(averages(values, beta), values, beta, bias_correction)
    return values


@mistaken(*common.FLOAT32)
def single(values, beta, bias_correction=False):
    return finished(averages(values, beta), values, beta, bias_correction).astype(np.float32)


@mistaken(*common.ROUNDED[:2])
def rounded(values, beta, bias_correction=False):
    return np.round(finished(averages(values, beta), values, beta, bias_correction), 4)
