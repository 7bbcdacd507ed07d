"""Checks of the derivations and typed answers about softmax; how they are judged is left to `courseware.derive`."""

from __future__ import annotations

from typing import Any

import numpy as np

from autograder.checks.base import Check
from courseware.spec import Spec
from solutions import softmax_derivations as reference

VECTOR = {"shape": ["C"]}
SCALAR: dict[str, Any] = {"shape": []}
FOLLOWS = "Each line follows from the one before, and the last has the form asked for."


def _seed(rng: np.random.Generator) -> list[tuple[int]]:
    """A derivation is judged on values drawn from one seed."""
    return [(int(rng.integers(2**31)),)]


def _check(
    exercise: str, name: str, points: int, title: str, message: str, answer: Any, options: dict[str, Any],
    requires: tuple[str, ...] = (),
) -> Check:
    spec = Spec(exercise, name, title, message, points, requires, driver="value", compare="derivation", options=options)
    return Check(spec, _seed, answer)


def _jacobian(name: str, part: str, points: int, title: str, j: dict[str, Any], options: dict[str, Any]) -> Check:
    symbols = {
        "z": VECTOR, "i": {"index": "C"}, "j": {"index": "C", **j},
        "a": {"is": "exp(z) / sum(exp(z))"}, "S": {"is": "sum(exp(z))"},
    }
    common = {
        "symbols": symbols, "functions": ["exp", "sum"], "start": "exp(z[i]) / sum(exp(z))", "derivative": "z[j]",
        "part": part,
    }
    return _check("softmax_jacobian", name, points, title, FOLLOWS, reference.SOFTMAX_JACOBIAN, {**common, **options})


EXPONENTIALS = [{"one_of": [["exp(_)"]], "ask": "begin with a rule of differentiation, with exp still there"}]
ONLY_A = {"names": ["a", "i", "j"], "functions": [], "ask": "only the probabilities a and the indices are left"}

CHECKS = [
    _check(
        "shift_invariance", "lines", 2, "Adding a constant to every score changes nothing", FOLLOWS,
        reference.SHIFT_INVARIANCE,
        {
            "symbols": {"x": VECTOR, "c": SCALAR},
            "functions": ["exp", "sum", "log", "ln"],
            "start": "exp(x + c) / sum(exp(x + c))",
            "least": 3,
            "steps": [{"one_of": [["exp(c)"], ["exp(-c)"]], "ask": "show what becomes of the c in the exponent"}],
            "refused": [{
                "one_of": [["c * exp(x)"], ["sum(c * exp(x))"]],
                "say": "c itself became the factor. It cancels, so the end is right by luck.",
            }],
            "last": {
                "names": ["x"], "functions": ["exp", "sum"], "one_of": [["exp(x)", "sum(exp(x))"]],
                "ask": "the softmax of x, without c",
            },
        },
    ),
    _check(
        "two_class_sigmoid", "lines", 2, "Softmax of two classes is the sigmoid of the difference", FOLLOWS,
        reference.TWO_CLASS_SIGMOID,
        {
            "symbols": {"z0": SCALAR, "z1": SCALAR},
            "functions": ["exp", "sigmoid"],
            "start": "exp(z1) / (exp(z0) + exp(z1))",
            "least": 3,
            "steps": [{"one_of": [["1 + _"]], "ask": "bring the fraction to a form with a 1 in the denominator"}],
            "last": {
                "names": ["z0", "z1"], "functions": ["sigmoid"], "one_of": [["sigmoid(_)"]],
                "ask": "a sigmoid of the two scores, without exp",
            },
        },
    ),
    _jacobian("same", "i == j", 1, "How a probability depends on its own score", {"same": "i"},
              {"least": 2, "steps": EXPONENTIALS, "last": ONLY_A}),
    _jacobian("different", "i != j", 1, "How a probability depends on another class's score", {"unlike": "i"},
              {"least": 2, "steps": EXPONENTIALS, "last": ONLY_A}),
    _jacobian("both", "both", 1, "Both cases in one line", {"free": "i"},
              {"last": {**ONLY_A, "ask": "one line with a, i, j and (i == j), which is 1 or 0"}}),
    _check(
        "sigmoid_layer", "above", 1, "Three sigmoids whose sum is above two", "Their sum is larger than 2.",
        reference.SIGMOID_LAYER,
        {
            "part": "above", "symbol": "z", "shape": [3], "largest": 50.0,
            "conditions": [{
                "that": "sum(sigmoid(z)) > 2", "shown": "sum(sigmoid(z))",
                "else": "The three activations do not yet sum to more than 2.",
            }],
        },
    ),
    _check(
        "sigmoid_layer", "one", 1, "Three sigmoids whose sum happens to be one", "Their sum is 1, to three decimals.",
        reference.SIGMOID_LAYER,
        {
            "part": "one", "symbol": "z", "shape": [3], "largest": 50.0,
            "conditions": [{
                "that": "abs(sum(sigmoid(z)) - 1) < 0.0005", "shown": "sum(sigmoid(z))",
                "else": "The three activations do not yet sum to 1.",
            }],
        },
    ),
    _check(
        "temperature_slope", "lines", 1, "The slope of a two-class softmax with factor c", FOLLOWS,
        reference.TEMPERATURE_SLOPE,
        {
            "symbols": {"z": SCALAR, "c": {"shape": [], "low": 0.3, "high": 3.0}, "a": {"is": "sigmoid(c * z)"}},
            "functions": ["exp", "sigmoid"],
            "start": "sigmoid(c * z)",
            "derivative": "z",
            "last": {"names": ["a", "c"], "functions": [], "ask": "only a and c are left"},
        },
    ),
]
