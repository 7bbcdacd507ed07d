"""The checks of notebook 03: what is wanted of each function, and how closely.

Tolerances come from the arithmetic of float64 and leave room for every right way to write the formula.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from autograder.checks import backprop_inputs as inputs
from autograder.checks import backprop_training_inputs as training
from autograder.checks.base import Check, Inputs
from courseware.spec import Spec
from solutions import backprop as solution

CLOSE = {"rtol": 1e-9, "atol": 1e-11}
COUNT = {"dims": {"D": [0], "H": [1], "C": [2]}, "rtol": 0.0, "atol": 0.0}
AFFINE = {**CLOSE, "dims": {"N": [0, 0], "D": [0, 1], "H": [1, 1]}, "shapes": {"out": ["N", "H"]},
          "parts": ["out", "cache"], "only": ["out"]}  # fmt: skip
AFFINE_BACK = {**CLOSE, "dims": {"N": [0, 0], "H": [0, 1], "D": [1, 1]}, "parts": ["dx", "dw", "db"],
               "shapes": {"dx": ["N", "D"], "dw": ["D", "H"], "db": ["H"]}}  # fmt: skip
RELU = {"rtol": 1e-12, "atol": 0.0, "parts": ["out", "cache"], "only": ["out"]}
RELU_BACK = {"rtol": 1e-12, "atol": 0.0}
SIZES: dict[str, list[Any]] = {"N": [1, 0], "D": [1, 1], "H": [0, "W1", 1], "C": [0, "b2", 0]}
GRADS = {"W1": ["D", "H"], "b1": ["H"], "W2": ["H", "C"], "b2": ["C"]}
SCORES = {**CLOSE, "dims": SIZES, "shapes": {"": ["N", "C"]}}
LOSS = {**CLOSE, "dims": {**SIZES, "reg": [3]}, "parts": ["loss", "grads"], "shapes": GRADS}
FLAT = {**CLOSE, "dims": {"N": [0, 0], "D": [0, 1], "C": [1, 1]}, "parts": ["cost", "grad"]}
LABELS = {"dims": SIZES, "shapes": {"": ["N"]}, "rtol": 0.0, "atol": 0.0}
TRAINED = {"rtol": 1e-8, "atol": 1e-11, "dims": {**SIZES, "learning_rate": [5]}, "shapes": GRADS}
EPOCHS = {"steps_per_epoch": 0, "num_iters": 8}
BATCHES = {"unit": 0, "num_samples": 1, "num_iters": 9, "batch_size": 10}
ARGUMENTS = {
    "affine_forward": ["x", "w", "b"],
    "affine_backward": ["dout", "x", "w", "b"],
    "relu_forward": ["x"],
    "relu_backward": ["dout", "x"],
    "two_layer_loss": ["params", "X", "y"],
    "forward_backward_prop": ["X", "Y", "params", "dimensions"],
    "predict": ["params", "X"],
    "train_two_layer": ["params", "X", "y", "X_val", "y_val"],
}
DRIVERS = {
    "affine_forward": "backprop.forward", "affine_backward": "backprop.affine_backward",
    "relu_forward": "backprop.forward", "relu_backward": "backprop.relu_backward", "train_two_layer": "backprop.steps",
}  # fmt: skip
KEPT = "Any array, left as it was"
KEPT_MESSAGE = (
    "Integers, other memory layouts and read-only arrays work; no argument changes; every call stands for itself."
)


def _ids(name: str, requires: tuple[str, ...]) -> tuple[str, ...]:
    """Grade ids: a property of the same exercise by its name, one of another as ``exercise-property``."""
    return tuple(f"check-{other}" if "-" in other else f"check-{name}-{other}" for other in requires)


def graded(name: str, property: str, points: int, title: str, message: str, drawn: Inputs, *requires: str,
           options: Mapping[str, Any], driver: str = "", compare: str = "close") -> Check:  # fmt: skip
    """A check of one property of a function of this notebook."""
    driver = driver or DRIVERS.get(name, "call")
    spec = Spec(name, property, title, message, points, _ids(name, requires), driver, compare, options)
    return Check(spec, drawn, getattr(solution, name))


def contract(name: str, drawn: Inputs, *requires: str, options: Mapping[str, Any]) -> Check:
    """The last check of every function: any array will do, and none is changed."""
    driver = f"{DRIVERS[name]}_twice" if name in DRIVERS else "twice"
    more = {"calls": 2, "unchanged": ARGUMENTS[name]}
    return graded(name, "contract", 1, KEPT, KEPT_MESSAGE, drawn, *requires, options={**options, **more}, driver=driver)


CHECKS = [
    graded("num_params", "values", 1, "Right count",
           "Weights and biases of both layers are counted.",
           inputs.sizes, options=COUNT),
    graded("affine_forward", "values", 1, "Right output",
           "Each row is multiplied by w, and b is added to it.",
           inputs.affine, options=AFFINE),
    contract("affine_forward", inputs.affine_layouts, "values", options=AFFINE),
    graded("affine_backward", "weights", 1, "Right gradient of the weights",
           "dw is the gradient with respect to w, in the shape of w.",
           inputs.affine_gradients, options={**AFFINE_BACK, "only": ["dw"]}),
    graded("affine_backward", "bias", 1, "Right gradient of the bias",
           "db is the gradient with respect to b, in the shape of b.",
           inputs.affine_gradients, options={**AFFINE_BACK, "only": ["db"]}),
    graded("affine_backward", "inputs", 1, "Right gradient of the inputs",
           "dx is the gradient with respect to x, in the shape of x.",
           inputs.affine_gradients, options={**AFFINE_BACK, "only": ["dx"]}),
    contract("affine_backward", inputs.affine_gradient_layouts, "weights", "bias", "inputs", options=AFFINE_BACK),
    graded("relu_forward", "values", 1, "Right output",
           "What is positive stays, what is negative becomes 0.",
           inputs.relu, options=RELU),
    contract("relu_forward", inputs.relu_layouts, "values", options=RELU),
    graded("relu_backward", "values", 1, "Right gradient",
           "The gradient passes where the input was positive, and nowhere else.",
           inputs.relu_gradients, options=RELU_BACK),
    contract("relu_backward", inputs.relu_gradient_layouts, "values", options=RELU_BACK),
    graded("two_layer_loss", "scores", 1, "Right scores",
           "Without labels, the scores of all classes come back.",
           inputs.scores, options={**SCORES, "batch": [1]}),
    graded("two_layer_loss", "loss", 1, "Right loss",
           "Without a penalty, the loss is the mean cross-entropy of the scores.",
           inputs.problems, "scores", options={**LOSS, "only": ["loss"]}),
    graded("two_layer_loss", "gradient", 2, "Right gradients",
           "Without a penalty, each of grads is the gradient of the loss, in the shape of its parameter.",
           inputs.problems, "scores", options={**LOSS, "only": ["grads"]}),
    graded("two_layer_loss", "penalty", 1, "Right L2 penalty",
           "The penalty on both weight matrices enters the loss, and its gradient enters theirs.",
           inputs.penalised_problems, "loss", "gradient", options=LOSS),
    graded("two_layer_loss", "stability", 1, "Stable for large scores",
           "Scores of thousands give an exact loss and finite, exact gradients.",
           inputs.steep_problems, "loss", "gradient", options=LOSS),
    contract("two_layer_loss", inputs.problem_layouts, "loss", "gradient", options=LOSS),
    graded("predict", "labels", 1, "Right classes",
           "Each sample gets the class with its largest score.",
           inputs.crowds, options={**LABELS, "batch": [1]}),
    contract("predict", inputs.crowd_layouts, "labels", options=LABELS),
    graded("train_two_layer", "steps", 2, "Right steps",
           "Every step moves all parameters against their gradients, and notes the loss of its batch.",
           training.same_samples, "two_layer_loss-gradient", "two_layer_loss-penalty", options=TRAINED),
    graded("train_two_layer", "batches", 1, "Fair batches",
           "Each batch is drawn afresh by rng, samples keep their labels, and none is favoured.",
           training.telling_samples, "steps", options=BATCHES, driver="backprop.batches", compare="batches"),
    graded("train_two_layer", "accuracies", 1, "An accuracy for each epoch",
           "Both histories hold one fraction for every epoch.",
           training.accuracies, "steps", "predict-labels", options=EPOCHS, driver="backprop.accuracies",
           compare="epochs"),
    contract("train_two_layer", training.kept_samples, "steps", options=TRAINED),
    graded("forward_backward_prop", "cost", 1, "Right cost",
           "The cost is the cross-entropy of the sigmoid network, summed over the samples.",
           inputs.flat_problems, options={**FLAT, "only": ["cost"]}),
    graded("forward_backward_prop", "gradient", 2, "Right gradient",
           "All four gradients stand in one vector, in the order of the parameters.",
           inputs.flat_problems, "cost", options={**FLAT, "only": ["grad"]}),
    contract("forward_backward_prop", inputs.flat_layouts, "cost", "gradient", options=FLAT),
]  # fmt: skip
