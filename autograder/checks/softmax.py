"""The checks of notebook 01: what is wanted of each function, and how closely.

Tolerances come from the arithmetic of float64 and leave room for every right way to write the formula.
"""

from __future__ import annotations

from typing import Any

from autograder.checks import softmax_inputs as inputs
from autograder.checks.base import Check, Inputs
from courseware.spec import Spec
from solutions import softmax as solution

SCORES = {"dims": {"N": [0, 0], "C": [0, 1]}, "shapes": {"": ["N", "C"]}}
PROBABILITIES = {**SCORES, "rtol": 0.0, "atol": 1e-12}
LOGARITHMS = {**SCORES, "rtol": 1e-9, "atol": 1e-11}  # scores of 10000 are themselves no closer than 1e-12
LOSS = {"dims": SCORES["dims"], "rtol": 1e-9, "atol": 1e-11}
LOSS_AND_GRADIENT = {
    "dims": {"N": [1, 0], "D": [1, 1], "C": [0, 1], "reg": [3]},
    "shapes": {"dW": ["D", "C"]},
    "parts": ["loss", "dW"],
    "rtol": 1e-9,
    "atol": 1e-11,
}
ARGUMENTS = {
    "softmax": ["x"],
    "log_softmax": ["scores"],
    "inverse_softmax": ["probs"],
    "softmax_temperature": ["scores"],
    "cross_entropy": ["scores", "y"],
    "softmax_loss": ["W", "X", "y"],
}




def _shown(name: str, property: str) -> dict[str, Any]:
    """What the self-check shows beside: the row of the input that a row belongs to, and whether there is a loop."""
    batch = {"cross_entropy": [0, 1], "softmax_loss": [1, 2]}.get(name, [0])
    rows = {} if name in ("cross_entropy", "softmax_loss") else {"rows": [0, ARGUMENTS[name][0]]}
    return {**rows, **({"batch": batch} if property in ("values", "scores", "loss") else {})}


def graded(name: str, property: str, points: int, title: str, message: str, drawn: Inputs, *requires: str,
           options: dict[str, Any]) -> Check:  # fmt: skip
    """A check of one property of a function of this notebook."""
    needed = tuple(f"check-{name}-{other}" for other in requires)
    spec = Spec(name, property, title, message, points, needed, options={**options, **_shown(name, property)})
    return Check(spec, drawn, getattr(solution, name))


def contract(name: str, drawn: Inputs, *requires: str, options: dict[str, Any]) -> Check:
    """The last check of every function: any array will do, and none is changed."""
    spec = Spec(
        name,
        "contract",
        "Any array, left as it was",
        "Integers, other memory layouts and read-only arrays work; no argument changes; every call stands for itself.",
        1,
        tuple(f"check-{name}-{other}" for other in requires),
        driver="twice",
        options={**options, "calls": 2, "unchanged": ARGUMENTS[name]},
    )
    return Check(spec, drawn, getattr(solution, name))


CHECKS = [
    graded("softmax", "values", 2, "Right values",
           "Each row of scores becomes probabilities, exp(x_j) over the sum of its row.",
           inputs.plain_scores, options=PROBABILITIES),
    graded("softmax", "stability", 2, "Stable for any finite scores",
           "Large, very negative and widely spread scores give the same exact probabilities.",
           inputs.huge_scores, "values", options=PROBABILITIES),
    contract("softmax", inputs.odd_scores, "values", options=PROBABILITIES),
    graded("log_softmax", "values", 2, "Right values",
           "Each entry is the natural logarithm of the probability that softmax gives.",
           inputs.near_scores, options=LOGARITHMS),
    graded("log_softmax", "tail", 2, "Exact where softmax underflows",
           "A probability too small for floating point still has a finite logarithm.",
           inputs.far_scores, "values", options=LOGARITHMS),
    contract("log_softmax", inputs.matrix_scores, "values", options=LOGARITHMS),
    graded("inverse_softmax", "scores", 2, "Scores that softmax turns back",
           "The differences between the scores of a row are right, tiny probabilities included.",
           inputs.distributions, options={**LOGARITHMS, "per_row": True}),
    graded("inverse_softmax", "centred", 1, "Rows that sum to 0",
           "Of all scores with the same softmax, those are returned whose row sums to 0.",
           inputs.distributions, "scores", options=LOGARITHMS),
    contract("inverse_softmax", inputs.distribution_layouts, "scores", options={**LOGARITHMS, "per_row": True}),
    graded("softmax_temperature", "values", 2, "Right values",
           "The temperature divides the scores before softmax.",
           inputs.mild_temperatures, options=PROBABILITIES),
    graded("softmax_temperature", "extremes", 1, "From ice-cold to very hot",
           "Temperatures from 1e-8 to 10000 give exact probabilities.",
           inputs.extreme_temperatures, "values", options=PROBABILITIES),
    contract("softmax_temperature", inputs.temperature_layouts, "values", options=PROBABILITIES),
    graded("cross_entropy", "values", 2, "Right mean loss",
           "One number: the mean over the samples of minus the log-probability of the true class.",
           inputs.labelled_scores, options=LOSS),
    graded("cross_entropy", "margins", 2, "Exact for margins of 10000",
           "The loss of a sample that is far wrong is large, finite and exact.",
           inputs.wide_margins, "values", options=LOSS),
    contract("cross_entropy", inputs.labelled_layouts, "values", options=LOSS),
    graded("softmax_loss", "loss", 1, "Right loss",
           "Without a penalty, the loss is the mean cross-entropy of the scores X @ W.",
           inputs.problems, options={**LOSS_AND_GRADIENT, "only": ["loss"]}),
    graded("softmax_loss", "gradient", 3, "Right gradient",
           "Without a penalty, dW is the gradient of the loss, in the shape of W.",
           inputs.problems, options={**LOSS_AND_GRADIENT, "only": ["dW"]}),
    graded("softmax_loss", "penalty", 1, "Right L2 penalty",
           "The penalty reg * sum(W**2) enters the loss, and its gradient enters dW.",
           inputs.penalised_problems, "loss", "gradient", options=LOSS_AND_GRADIENT),
    graded("softmax_loss", "stability", 1, "Stable for large scores",
           "Scores of thousands give an exact loss and a finite, exact gradient.",
           inputs.steep_problems, "loss", "gradient", options=LOSS_AND_GRADIENT),
    contract("softmax_loss", inputs.problem_layouts, "loss", "gradient", options=LOSS_AND_GRADIENT),
]  # fmt: skip
