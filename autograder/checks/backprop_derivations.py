"""Checks of the derivations and typed shapes about backprop; how they are judged is left to `courseware.derive`."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import numpy as np

from autograder.checks.base import Check
from courseware.spec import Spec
from solutions import backprop_derivations as reference

FOLLOWS = "Each line follows from the one before, and the last has the form asked for."
ARRAYS = {"X": ["N", "D"], "W1": ["D", "H"], "b1": ["H"], "W2": ["H", "C"], "b2": ["C"]}
FORWARD = {
    "z1": "X @ W1 + b1", "a1": "z1 * (z1 > 0)", "scores": "a1 @ W2 + b2",
    "P": "exp(scores) / sum(exp(scores), axis=1, keepdims=True)", "loss": "mean(sum(P, axis=1))",
}  # fmt: skip
BACKWARD = {
    "dscores": "scores", "da1": "a1", "dz1": "z1", "dW2": "W2", "db2": "b2", "dW1": "W1", "db1": "b1",
}  # fmt: skip
GIVEN = {name: {"shape": shape} for name, shape in ARRAYS.items()}
NETWORK = {
    **GIVEN, "dscores": {"shape": ["N", "C"]}, "z1": {"is": FORWARD["z1"]}, "a1": {"is": FORWARD["a1"]},
    "da1": {"derivative": "a1"}, "dz1": {"derivative": "z1"},
}  # fmt: skip
LOCAL = "sum(dscores * (a1 @ W2 + b2))"  # its gradients are those of any loss whose gradient by the scores is dscores


def _seed(rng: np.random.Generator) -> list[tuple[int]]:
    """A derivation is judged on values drawn from one seed."""
    return [(int(rng.integers(2**31)),)]


def _check(exercise: str, name: str, title: str, message: str, answer: Any, compare: str,
           options: Mapping[str, Any]) -> Check:  # fmt: skip
    spec = Spec(exercise, name, title, message, 1, driver="value", compare=compare, options=options)
    return Check(spec, _seed, answer)


def _shapes(name: str, title: str, message: str, asked: Mapping[str, str], given: Mapping[str, Any]) -> Check:
    options = {"symbols": given, "shapes": asked}
    return _check("network_shapes", name, title, message, reference.NETWORK_SHAPES, "shapes", options)


def _formula(part: str, by: str, title: str, not_itself: bool = False) -> Check:
    symbols = {name: about for name, about in NETWORK.items() if not (not_itself and name == part)}
    last = {"names": [*symbols], "functions": ["sum"], "ask": "one formula"}
    options = {
        "part": part, "symbols": symbols, "functions": ["sum"], "start": LOCAL, "derivative": by, "last": last,
    }  # fmt: skip
    return _check("gradient_formulas", part, title, "The formula gives this gradient, whatever the sizes.",
                  reference.GRADIENT_FORMULAS, "derivation", options)  # fmt: skip


CHECKS = [
    _shapes("forward", "Shapes on the way forward", "Every intermediate has its shape.", FORWARD, ARRAYS),
    _shapes("backward", "Shapes on the way back", "Every gradient has the shape of what it belongs to.", BACKWARD,
            {**ARRAYS, "z1": ["N", "H"], "a1": ["N", "H"], "scores": ["N", "C"]}),
    _check(
        "bias_gradient", "lines", "The gradient of a bias is a sum over the batch", FOLLOWS, reference.BIAS_GRADIENT,
        "derivation",
        {
            "symbols": {
                "x": {"shape": ["N", "D"]}, "w": {"shape": ["D", "H"]}, "b": {"shape": [1, "H"]},
                "ones": {"shape": ["N", 1], "low": 1, "high": 1}, "dz": {"shape": ["N", "H"]},
            },
            "functions": ["sum"],
            "start": "sum(dz * (x @ w + ones @ b))",
            "derivative": "b",
            "steps": [{"one_of": [["ones.T @ _"], ["(_ @ ones).T"]], "ask": "begin with a product of matrices"}],
            "last": {"names": ["dz"], "functions": ["sum"], "ask": "a sum of dz, without ones"},
        },
    ),
    _formula("dW2", "W2", "Weights of the second layer"),
    _formula("db2", "b2", "Bias of the second layer"),
    _formula("da1", "a1", "Hidden units, after the ReLU", not_itself=True),
    _formula("dz1", "z1", "Hidden units, before the ReLU", not_itself=True),
    _formula("dW1", "W1", "Weights of the first layer"),
    _formula("db1", "b1", "Bias of the first layer"),
]  # fmt: skip
