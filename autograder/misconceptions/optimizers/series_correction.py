# mypy: allow-untyped-defs, allow-untyped-calls
"""What students write for the bias correction of `ewma`."""

from __future__ import annotations

import numpy as np

from autograder.misconceptions.optimizers.series import averages, correction, mistaken


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
