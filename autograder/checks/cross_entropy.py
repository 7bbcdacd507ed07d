"""The checks of notebook 02: what is wanted of each function, and how closely.

Tolerances come from the arithmetic of float64 and leave room for every right way to write the formula.
"""

from __future__ import annotations

from typing import Any

from autograder.checks import cross_entropy_entropy_inputs as distributions
from autograder.checks import cross_entropy_inputs as inputs
from autograder.checks.base import Check, Inputs
from courseware.spec import Spec
from solutions import cross_entropy as solution

ABSOLUTE = {"rtol": 0.0, "atol": 1e-12}
LOSS = {"dims": {"N": [0, 0]}, "rtol": 1e-9, "atol": 1e-11}
GRADIENT = {"dims": {"N": [0, 0], "C": [0, 1]}, "shapes": {"": ["N", "C"]}, **ABSOLUTE}
SQUARED = {"dims": {"N": [0, 0], "D": [0, 1]}, "shapes": {"dpred": ["N", "D"]}, "parts": ["loss", "dpred"]}
NATS = {"dims": {"C": [0, 0]}, "rtol": 1e-12, "atol": 1e-14}
DIVERGENCE = {**NATS, "rtol": 1e-9, "atol": 1e-11}  # a difference of two entropies loses some digits
PERCEPTRON = {"dims": {"D": [1, 0], "K": [1, 1]}, "shapes": {"": ["D", "K"]}}
GIVEN = {"parts": ["result", "calls of sigmoid"], **ABSOLUTE}
ARGUMENTS = {
    "sigmoid": ["x"],
    "sigmoid_grad": ["s"],
    "relu_grad": ["x"],
    "tanh_from_sigmoid": ["x"],
    "binary_cross_entropy": ["logits", "y"],
    "cross_entropy_grad": ["scores", "y"],
    "mse": ["pred", "target"],
    "entropy": ["p"],
    "kl_divergence": ["p", "q"],
    "perceptron_grad": ["x", "W", "target"],
}
BATCH = {"binary_cross_entropy": [0, 1], "cross_entropy_grad": [0, 1], "mse": [0, 1]}


def graded(name: str, property: str, points: int, title: str, message: str, drawn: Inputs, *requires: str,
           driver: str = "call", options: dict[str, Any]) -> Check:  # fmt: skip
    """A check of one property of a function of this notebook."""
    needed = tuple(f"check-{name}-{other}" for other in requires)
    shown = {"batch": BATCH[name]} if name in BATCH and not requires else {}
    spec = Spec(name, property, title, message, points, needed, driver, options={**options, **shown})
    return Check(spec, drawn, getattr(solution, name))


def contract(name: str, drawn: Inputs, *requires: str, driver: str = "twice", options: dict[str, Any]) -> Check:
    """The last check of every function: any array will do, and none is changed."""
    message = (
        "Integers, other memory layouts and read-only arrays work; no argument changes; every call stands for itself."
    )
    return graded(name, "contract", 1, "Any array, left as it was", message, drawn, *requires, driver=driver,
                  options={**options, "calls": 2, "unchanged": ARGUMENTS[name]})  # fmt: skip


CHECKS = [
    graded("sigmoid", "values", 1, "Right values",
           "Each number becomes 1 / (1 + exp(-x)), in an array of the same shape.",
           inputs.numbers, options=ABSOLUTE),
    graded("sigmoid", "extremes", 2, "Exact and silent for any finite input",
           "Very large and very negative numbers give exact values, without a floating-point warning.",
           inputs.large_numbers, "values", options={**ABSOLUTE, "quiet": True}),
    contract("sigmoid", inputs.layouts, "values", options=ABSOLUTE),
    graded("sigmoid_grad", "values", 1, "Right slope, given the value of the sigmoid",
           "The argument is s = sigmoid(x); the result is the derivative at x.",
           inputs.sigmoids, options=ABSOLUTE),
    contract("sigmoid_grad", inputs.sigmoid_layouts, "values", options=ABSOLUTE),
    graded("binary_cross_entropy", "values", 1, "Right mean loss",
           "One number: the mean over the samples of -y ln a - (1 - y) ln(1 - a), where a = sigmoid(z).",
           inputs.binary, options=LOSS),
    graded("binary_cross_entropy", "margins", 2, "Exact for large logits",
           "A sample that is far wrong has a large, finite and exact loss; one that is right has next to none.",
           inputs.binary_margins, "values", options=LOSS),
    contract("binary_cross_entropy", inputs.binary_layouts, "values", options=LOSS),
    graded("cross_entropy_grad", "values", 2, "Right gradient",
           "The derivative of the mean cross-entropy by every score, in the shape of the scores.",
           inputs.labelled_scores, options=GRADIENT),
    graded("cross_entropy_grad", "stability", 1, "Stable for large scores",
           "Scores of thousands give a finite, exact gradient.",
           inputs.large_scores, "values", options=GRADIENT),
    contract("cross_entropy_grad", inputs.score_layouts, "values", options=GRADIENT),
    graded("entropy", "values", 1, "Right values",
           "The expected surprise -sum p ln p, in nats.",
           distributions.distributions, options=NATS),
    graded("entropy", "zeros", 1, "Impossible classes count for nothing",
           "Where p is 0, p ln p counts as 0.",
           distributions.certain, "values", options=NATS),
    contract("entropy", distributions.distribution_layouts, "values", "zeros", options=NATS),
    graded("kl_divergence", "values", 1, "Right values",
           "The sum of p ln(p / q), in nats; 0 when the two are equal.",
           distributions.pairs, options=DIVERGENCE),
    graded("kl_divergence", "zeros", 1, "Zeros in p or in q",
           "Where p is 0 nothing is added; where q is 0 and p is not, the divergence is infinite.",
           distributions.pairs_with_zeros, "values", options=DIVERGENCE),
    contract("kl_divergence", distributions.pair_layouts, "values", "zeros", options=DIVERGENCE),
    graded("relu_grad", "values", 1, "The right side of 0, and 0 itself",
           "1 where x is larger than 0, else 0.",
           inputs.kinks, options=ABSOLUTE),
    contract("relu_grad", inputs.layouts, "values", options=ABSOLUTE),
    graded("tanh_from_sigmoid", "values", 1, "The tangent, by the sigmoid that is handed over",
           "The result is tanh(x), and the function `sigmoid` is used for it.",
           inputs.numbers, driver="cross_entropy.with_sigmoid", options=GIVEN),
    contract("tanh_from_sigmoid", inputs.layouts, "values", driver="cross_entropy.with_sigmoid_twice",
             options=ABSOLUTE),
    graded("mse", "loss", 1, "Right loss",
           "The mean over all entries of the squared difference.",
           inputs.predictions, options={**SQUARED, "only": ["loss"]}),
    graded("mse", "gradient", 1, "Right gradient",
           "dpred is the derivative of the loss by every entry of pred.",
           inputs.predictions, options={**SQUARED, "only": ["dpred"]}),
    contract("mse", inputs.prediction_layouts, "loss", "gradient", options=SQUARED),
    graded("perceptron_grad", "values", 2, "Right gradient",
           "The derivative of the squared error by every weight, in the shape of W.",
           inputs.perceptrons, options=PERCEPTRON),
    contract("perceptron_grad", inputs.perceptron_layouts, "values", options=PERCEPTRON),
]  # fmt: skip
