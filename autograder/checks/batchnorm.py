"""The checks of notebook 06: what is wanted of each function, and how closely.

Tolerances come from the arithmetic of float64 and leave room for every right way to write the formula.
"""

from __future__ import annotations

from typing import Any

from autograder.checks import batchnorm_inputs as inputs
from autograder.checks import batchnorm_network_inputs as networks
from autograder.checks.base import Check, Inputs
from courseware.spec import Spec
from solutions import batchnorm as solution

CLOSE = {"rtol": 1e-9, "atol": 1e-11}
ROWS = {"dims": {"N": [0, 0], "D": [0, 1]}, **CLOSE}
OUT = {**ROWS, "parts": ["out", "cache"], "only": ["out"], "shapes": {"out": ["N", "D"]}}
COLUMNS = {"running_mean": ["D"], "running_var": ["D"]}
AVERAGES = {"dims": {"D": [1, 0]}, "parts": ["running_mean", "running_var"], "shapes": COLUMNS, **CLOSE}
TESTED = {**ROWS, "shapes": {"out": ["N", "D"], **COLUMNS}}
GRADIENTS = {**ROWS, "shapes": {"dx": ["N", "D"], "dgamma": ["D"], "dbeta": ["D"]}}
NETWORK = {"dims": {"N": [1, 0], "D": [1, 1], "reg": [4]}, "parts": ["loss", "grads"], **CLOSE}
SEQUENCE = {"parts": ["loss", "running_mean", "running_var"], **CLOSE}
FORWARD = "check-batchnorm_forward-train"
CONTRACT = "Any array, left as it was"
ANY_ARRAY = "Integers, other memory layouts and read-only arrays work; no array changes; every call stands for itself."


def graded(name: str, property: str, points: int, title: str, message: str, drawn: Inputs, *requires: str,
           driver: str = "call", options: dict[str, Any]) -> Check:  # fmt: skip
    """A check of one property of a function of this notebook; it may wait for the check of another one."""
    needed = tuple(other if other.startswith("check-") else f"check-{name}-{other}" for other in requires)
    spec = Spec(name, property, title, message, points, needed, driver, options=options)
    return Check(spec, drawn, getattr(solution, name))


def backward(name: str, points: int) -> list[Check]:
    """The same is wanted of both backward functions, each with the forward function of the same notebook."""
    return [
        graded(name, "dx", points, "Right gradient for x",
               "dx is the gradient for x along all three paths: directly, by the mean and by the variance.",
               inputs.backward_inputs("dx"), FORWARD, driver="batchnorm.backward", options=GRADIENTS),
        graded(name, "parameters", 1, "Right gradients for gamma and beta",
               "dgamma and dbeta are the gradients for gamma and beta, in their shape.",
               inputs.backward_inputs("dgamma", "dbeta"), FORWARD, driver="batchnorm.backward", options=GRADIENTS),
        graded(name, "contract", 1, CONTRACT, ANY_ARRAY, inputs.backward_layouts, FORWARD, "dx", "parameters",
               driver="batchnorm.backward-twice", options={**GRADIENTS, "calls": 2, "unchanged": ["dout"]}),
    ]  # fmt: skip


CHECKS = [
    graded("batchnorm_forward", "train", 2, "Right output in train mode",
           "Every column is normalised with the mean and the variance of the batch, then scaled and shifted.",
           inputs.train_batches, driver="batchnorm.forward", options=OUT),
    graded("batchnorm_forward", "running", 2, "Running averages of mean and variance",
           "In train mode, bn_param keeps exponential averages of the batches' means and variances.",
           inputs.streams, "train", driver="batchnorm.running", options=AVERAGES),
    graded("batchnorm_forward", "test", 2, "Right output in test mode",
           "The running averages take the place of the batch's own numbers, and stay as they are.",
           inputs.test_batches, "train", driver="batchnorm.tested", options=TESTED),
    graded("batchnorm_forward", "contract", 1, CONTRACT, ANY_ARRAY, inputs.forward_layouts, "train", "test",
           driver="batchnorm.forward-twice", options={**OUT, "calls": 2, "unchanged": ["x", "gamma", "beta"]}),
    *backward("batchnorm_backward", 3),
    *backward("batchnorm_backward_alt", 2),
    graded("two_layer_bn_loss", "loss", 1, "Right loss",
           "Without a penalty, the loss is the mean cross-entropy of affine, batch norm, ReLU, affine.",
           networks.networks, options={**NETWORK, "only": ["loss"]}),
    graded("two_layer_bn_loss", "gradients", 3, "Right gradients",
           "A gradient for each of the five parameters, in the parameter's shape.",
           networks.networks, "loss", options={**NETWORK, "only": ["grads"]}),
    graded("two_layer_bn_loss", "penalty", 1, "Right L2 penalty",
           "The penalty counts the two weight matrices, in the loss and in their gradients.",
           networks.penalised, "loss", "gradients", options=NETWORK),
    graded("two_layer_bn_loss", "mode", 2, "Train and test mode",
           "The mode in bn_param decides; train mode updates the running averages, and test mode uses them.",
           networks.sequences, "loss", driver="batchnorm.network", options=SEQUENCE),
    graded("two_layer_bn_loss", "contract", 1, CONTRACT, ANY_ARRAY, networks.layouts, "loss", "gradients",
           driver="batchnorm.network-twice", options={**NETWORK, "calls": 2, "unchanged": ["params", "X", "y"]}),
]  # fmt: skip
