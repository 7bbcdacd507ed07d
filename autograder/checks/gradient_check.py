"""The checks of notebook 04: what is wanted of each function, and how closely.

A measured gradient carries the rounding of the function over h, about 1e-10 here. Tolerances leave that room, and no
more: a one-sided difference or another step is far outside.
"""

from __future__ import annotations

from typing import Any

import numpy as np

from autograder.checks import gradient_check_inputs as inputs
from autograder.checks import gradient_check_measuring_inputs as measuring
from autograder.checks import gradient_check_network_inputs as networks
from autograder.checks.base import Check, Inputs
from courseware.spec import Spec
from solutions import gradient_check as solution

MEASURED = {"rtol": 1e-7, "atol": 1e-7}
EXACT = {"rtol": 1e-12, "atol": 1e-300}
ERRORS = {"rtol": 1e-9, "atol": 1e-15}
REPORTED = {"rtol": 1e-4, "atol": 1e-6}
TO_THE_BIT = {"rtol": 0.0, "atol": 0.0}


def graded(name: str, property: str, points: int, title: str, message: str, drawn: Inputs, *requires: str,
           driver: str, options: dict[str, Any]) -> Check:  # fmt: skip
    """A check of one property of a function of this notebook."""
    needed = tuple(f"check-{name}-{other}" for other in requires)
    spec = Spec(name, property, title, message, points, needed, driver, options=options)
    return Check(spec, drawn, getattr(solution, name))


def wanting(drawn: Inputs, wanted: list[str]) -> Inputs:
    """Inputs of a gradient to check, of whose report only some parts are looked at."""

    def complete(rng: np.random.Generator) -> inputs.Labelled:
        labelled = drawn(rng)
        assert isinstance(labelled, dict)
        return inputs.with_options(labelled, wanted)

    return complete


CHECKS = [
    graded("numerical_gradient", "values", 2, "The central difference at every entry",
           "Each entry is (f(x + h) - f(x - h)) / (2h), where only that entry of x has moved.",
           measuring.smooth_functions, driver="gradient_check.numerical", options=MEASURED),
    graded("numerical_gradient", "restores", 2, "x comes back bit for bit",
           "After the call every entry of x is what it was, to the last bit.",
           measuring.places, "values", driver="gradient_check.restored", options=TO_THE_BIT),
    graded("numerical_gradient", "seeds", 2, "The same random draw in every call",
           "A loss that draws from NumPy's global state sees the same draw each time it is called.",
           measuring.random_losses, "values", driver="gradient_check.seeded", options=MEASURED),
    graded("numerical_gradient", "contract", 1, "Any array of numbers",
           "Integers, other memory layouts and more axes work; every call stands for itself.",
           measuring.any_array, "values", driver="gradient_check.numerical-twice", options={**MEASURED, "calls": 2}),
    graded("relative_error", "values", 2, "The largest relative error",
           "Each difference is divided by the sum of the two absolute values; the largest counts.",
           measuring.pairs_of_gradients, driver="call", options=ERRORS),
    graded("relative_error", "floor", 1, "A floor under small numbers",
           "Where both numbers are small, the difference is divided by 1e-8.",
           measuring.small_gradients, "values", driver="call", options=ERRORS),
    graded("relative_error", "not-finite", 2, "Infinite where a number is not finite",
           "nan or inf anywhere gives inf, so that no comparison lets it pass.",
           measuring.broken_gradients, "values", driver="call", options=ERRORS),
    graded("relative_error", "contract", 1, "Any array, left as it was",
           "Integers, other memory layouts and read-only arrays work; no argument changes.",
           measuring.gradient_layouts, "values", driver="twice",
           options={**ERRORS, "calls": 2, "unchanged": ["a", "b"]}),
    graded("gradient_check", "verdicts", 2, "Right gradients pass, wrong ones do not",
           "`passed` says whether the largest relative error is at most tol.",
           wanting(inputs.clear_gradients, inputs.PASSED), driver="gradient_check.checked", options={}),
    graded("gradient_check", "planted", 3, "No small mistake slips through",
           "One wrong entry, wherever it is and however small, is enough for a gradient not to pass.",
           wanting(inputs.planted_gradients, inputs.PASSED), "verdicts",
           driver="gradient_check.checked", options={}),
    graded("gradient_check", "broken", 2, "What is not a gradient does not pass",
           "nan, infinity, a missing gradient and one of another shape do not pass.",
           wanting(inputs.broken_claims, inputs.PASSED), "verdicts", driver="gradient_check.checked", options={}),
    graded("gradient_check", "report", 2, "The largest error, and where it is",
           "`max_error` is the largest relative error, and `worst_index` is its place.",
           wanting(inputs.reports, inputs.REPORT), "verdicts", driver="gradient_check.checked", options=REPORTED),
    graded("gradient_check", "clean", 1, "Nothing is left behind",
           "x comes back bit for bit, whatever it holds and however it lies in memory.",
           wanting(inputs.clean_checks, inputs.CLEAN), "verdicts",
           driver="gradient_check.checked", options=TO_THE_BIT),
    graded("gradient_check", "draws", 1, "Nothing is left to chance",
           "The gradient of a random loss and its differences belong to the same draw.",
           wanting(inputs.random_claims, inputs.PASSED), "verdicts", driver="gradient_check.checked", options={}),
    graded("check_network", "networks", 1, "Right and wrong gradients of a network",
           "Each parameter passes exactly when its own gradient is right.",
           networks.whole_networks, driver="gradient_check.network", options={}),
    graded("check_network", "planted", 2, "One parameter, one verdict",
           "A mistake in one gradient is found there, and nowhere else.",
           networks.planted_parameters, "networks", driver="gradient_check.separate", options={}),
    graded("check_network", "broken", 1, "What is not a gradient does not pass",
           "A parameter without a gradient, or with one that is not finite or has another shape, does not pass.",
           networks.broken_parameters, "networks", driver="gradient_check.separate", options={}),
    graded("check_network", "clean", 1, "Nothing is left behind",
           "The parameters come back bit for bit.",
           networks.clean_networks, "networks", driver="gradient_check.network", options=TO_THE_BIT),
    graded("check_network", "draws", 1, "Nothing is left to chance",
           "The gradients of a random loss and its differences belong to the same draw.",
           networks.random_networks, "networks", driver="gradient_check.network", options={}),
    graded("complex_step", "values", 2, "The imaginary part over h, at every entry",
           "Each entry is imag(f(x + ih)) / h, where only that entry of x has moved.",
           measuring.entire_functions, driver="gradient_check.complex", options=EXACT),
    graded("complex_step", "exact", 1, "No digit lost",
           "Where a difference would cancel, the gradient is still right to the last digits.",
           measuring.cancelling_functions, "values", driver="gradient_check.complex", options=EXACT),
    graded("complex_step", "contract", 1, "Any array, left as it was",
           "Integers, other memory layouts and more axes work, and x does not change.",
           measuring.any_array, "values", driver="gradient_check.complex-twice",
           options={**EXACT, "calls": 2, "unchanged": ["kind", "a", "x"]}),
]  # fmt: skip
