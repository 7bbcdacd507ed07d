# mypy: allow-untyped-defs, allow-untyped-calls
"""What students write for `ewma` and `lr_decay`."""

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


@mistaken("recursion-corrected", "The corrected average goes into the next step",
          "The recursion goes on with the average as it is; the corrected one is only what you return.")  # fmt: skip
def recursion_corrected(values, beta, bias_correction=False):
    v, out = 0.0, np.zeros(len(values))
    for k, value in enumerate(values):
        v = beta * v + (1 - beta) * value
        if bias_correction:
            v = v / (1 - beta ** (k + 1))
        out[k] = v
    return out


@mistaken("count-one-behind", "The power counts from 0",
          "The first value has t = 1. By what do you divide there?")  # fmt: skip
def count_behind(values, beta, bias_correction=False):
    out = averages(values, beta)
    return out / (1 - beta ** np.arange(len(values))) if bias_correction else out


@mistaken("count-one-behind")
def count_behind_loop(values, beta, bias_correction=False):
    v, out = 0.0, []
    for t, value in enumerate(values):
        v = beta * v + (1 - beta) * value
        out.append(v / (1 - float(beta) ** t) if bias_correction else v)
    return np.array(out)


@mistaken("count-one-ahead", "The power counts from 2",
          "The first value has t = 1. Divided by the correction it should give back itself.")  # fmt: skip
def count_ahead(values, beta, bias_correction=False):
    out = averages(values, beta)
    return out / (1 - beta ** np.arange(2, len(values) + 2)) if bias_correction else out


@mistaken("no-power-of-t", "The correction is the same for all values",
          "After many values there is next to nothing left to correct. By what do you divide then?",
          "The sum of the weights after t values is 1 - beta**t.")  # fmt: skip
def no_power(values, beta, bias_correction=False):
    out = averages(values, beta)
    return out / (1 - beta) if bias_correction else out


@mistaken("no-power-of-t")
def last_power(values, beta, bias_correction=False):
    out = averages(values, beta)
    return out / (1 - beta ** len(values)) if bias_correction else out


@mistaken("times-t", "beta is multiplied by t, not raised to its power",
          "Write out the weights after two values and add them up: which expression with beta is it?")  # fmt: skip
def times_t(values, beta, bias_correction=False):
    out = averages(values, beta)
    return out / (1 - beta * np.arange(1, len(values) + 1)) if bias_correction else out


@mistaken("power-of-difference", "The power is taken of 1 - beta",
          "Which is raised to the power t, beta or 1 - beta? After many values the correction should be gone.")
def power_of_difference(values, beta, bias_correction=False):
    out = averages(values, beta)
    return out / (1 - beta) ** np.arange(1, len(values) + 1) if bias_correction else out


@mistaken("multiplies-correction", "The correction multiplies where it should divide",
          "The averages begin too small. Does your correction make them larger?")  # fmt: skip
def multiplies(values, beta, bias_correction=False):
    out = averages(values, beta)
    return out * correction(values, beta) if bias_correction else out


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


for id, title, step, answer in (
    ("rate-missing", "lr0 is missing", "In the first epoch, number 0, the rate is lr0. Which number is yours?",
     lambda lr0, decay_rate, epoch: 1 / (1 + decay_rate * epoch)),
    ("exponential", "The rate falls off exponentially", "Is there one factor for each epoch, or a sum below the line?",
     lambda lr0, decay_rate, epoch: lr0 * decay_rate**epoch),
    ("exponential", "", "", lambda lr0, decay_rate, epoch: lr0 * np.exp(-decay_rate * epoch)),
    ("exponential", "", "", lambda lr0, decay_rate, epoch: lr0 / (1 + decay_rate) ** epoch),
    ("exponential", "", "", lambda lr0, decay_rate, epoch: lr0 * (1 - decay_rate) ** epoch),
    ("linear", "The rate falls in a straight line", "What is your rate after very many epochs?",
     lambda lr0, decay_rate, epoch: lr0 * (1 - decay_rate * epoch)),
    ("precedence", "The bracket below the line is missing", "Division comes before addition. What is 1 / 1 + 2?",
     lambda lr0, decay_rate, epoch: lr0 / 1 + decay_rate * epoch),
    ("precedence", "", "", lambda lr0, decay_rate, epoch: lr0 / (1 + decay_rate) * epoch),
    ("precedence", "", "", lambda lr0, decay_rate, epoch: lr0 * (1 + decay_rate * epoch)),
    ("no-one", "The 1 below the line is missing", "What is your rate in epoch 0?",
     lambda lr0, decay_rate, epoch: lr0 / np.float64(decay_rate * epoch)),
    ("no-one", "", "", lambda lr0, decay_rate, epoch: lr0 / (decay_rate * epoch)),
    ("from-one", "The epochs are counted from 1", "The first epoch is number 0, and has the full rate.",
     lambda lr0, decay_rate, epoch: lr0 / (1 + decay_rate * (epoch + 1))),
    ("from-one", "", "", lambda lr0, decay_rate, epoch: lr0 / (1 + decay_rate * max(epoch - 1, 0))),
    ("no-epoch", "The epoch plays no part", "Try epoch 1 and epoch 10: your rate should fall.",
     lambda lr0, decay_rate, epoch: lr0 / (1 + decay_rate)),
    ("no-epoch", "", "", lambda lr0, decay_rate, epoch: lr0),
    ("no-decay-rate", "The decay rate plays no part", "With a decay rate of 0 the rate should stay.",
     lambda lr0, decay_rate, epoch: lr0 / (1 + epoch)),
    ("added", "Decay rate and epoch are added, not multiplied", "With a decay rate of 0 the rate should stay.",
     lambda lr0, decay_rate, epoch: lr0 / (1 + decay_rate + epoch)),
    ("minus", "The rate grows", "Which sign stands below the line?",
     lambda lr0, decay_rate, epoch: lr0 / np.float64(1 - decay_rate * epoch)),
    ("minus", "", "", lambda lr0, decay_rate, epoch: lr0 / (1 - decay_rate * epoch)),
    ("root", "A root or a square is taken", "Double the epochs: what stands below the line then?",
     lambda lr0, decay_rate, epoch: lr0 / np.sqrt(1 + decay_rate * epoch)),
    ("root", "", "", lambda lr0, decay_rate, epoch: lr0 / (1 + decay_rate * np.sqrt(epoch))),
    ("root", "", "", lambda lr0, decay_rate, epoch: lr0 / (1 + decay_rate * epoch) ** 2),
    ("root", "", "", lambda lr0, decay_rate, epoch: lr0 / (1 + decay_rate * epoch**2)),
    ("compounded", "The decayed rate is decayed again", "Each rate comes from lr0, not from the rate before.",
     lambda lr0, decay_rate, epoch: lr0 / np.prod([1 + decay_rate * k for k in range(1, epoch + 1)])),
    ("whole-division", "Fractions are cut off", "Python has two divisions. Which one keeps what is behind the point?",
     lambda lr0, decay_rate, epoch: lr0 // (1 + decay_rate * epoch)),
    ("whole-division", "", "", lambda lr0, decay_rate, epoch: lr0 / int(1 + decay_rate * epoch)),
    ("decay-below", "The decay rate divides", "A larger decay rate should make the rate fall faster.",
     lambda lr0, decay_rate, epoch: lr0 / (1 + epoch / np.float64(decay_rate))),
    ("steps", "The rate falls only every few epochs", "Try epochs 1, 2, 3 and so on: each has a rate of its own.",
     lambda lr0, decay_rate, epoch: lr0 / (1 + decay_rate * (epoch // 10))),
):  # fmt: skip
    wrong("lr_decay", id, title, step)(answer)
