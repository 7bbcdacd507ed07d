"""Checks of the derivations about the sigmoid and cross-entropy; how they are judged is left to `courseware.derive`."""

from __future__ import annotations

from typing import Any

import numpy as np

from autograder.checks.base import Check
from courseware.spec import Spec
from solutions import cross_entropy_derivations as reference

SCALAR: dict[str, Any] = {"shape": []}
BETWEEN = {"shape": [], "low": 0.05, "high": 0.95}
VECTOR = {"shape": ["D"]}
DISTRIBUTION = {"shape": ["C"], "low": 0.05, "high": 0.95}
FOLLOWS = "Each line follows from the one before, and the last has the form asked for."
LOGARITHMS = ["log", "ln"]


def _seed(rng: np.random.Generator) -> list[tuple[int]]:
    """A derivation is judged on values drawn from one seed."""
    return [(int(rng.integers(2**31)),)]


def _check(exercise: str, name: str, points: int, title: str, answer: Any, options: dict[str, Any],
           message: str = FOLLOWS) -> Check:  # fmt: skip
    spec = Spec(exercise, name, title, message, points, driver="value", compare="derivation", options=options)
    return Check(spec, _seed, answer)


def _gradient(name: str, part: str, title: str, j: dict[str, Any], options: dict[str, Any]) -> Check:
    symbols = {"z": {"shape": ["C"]}, "y": {"index": "C"}, "j": {"index": "C", **j},
               "a": {"is": "exp(z) / sum(exp(z))"}}  # fmt: skip
    common = {"symbols": symbols, "functions": ["exp", "sum", *LOGARITHMS], "derivative": "z[j]", "part": part,
              "start": "-log(exp(z[y]) / sum(exp(z)))"}  # fmt: skip
    return _check("cross_entropy_gradient", name, 1, title, reference.CROSS_ENTROPY_GRADIENT, {**common, **options})


def _neuron(part: str, derivative: str, title: str, options: dict[str, Any]) -> Check:
    """A neuron with a cost of which nothing is known but that it is a function of the activation."""
    symbols = {
        "x": VECTOR, "w": VECTOR, "b": SCALAR, "j": {"index": "D"}, "c1": SCALAR, "c2": SCALAR, "c3": SCALAR,
        "a": {"is": "sigmoid(sum(w * x) + b)"}, "g": {"is": "c1 + 2 * c2 * a + 3 * c3 * a**2"},
    }  # fmt: skip
    common = {"symbols": symbols, "functions": [], "part": part, "derivative": derivative,
              "start": "c1 * a + c2 * a**2 + c3 * a**3"}  # fmt: skip
    return _check("weight_gradient", part, 1, title, reference.WEIGHT_GRADIENT, {**common, **options})


RULES = [{"one_of": [["exp(_)"]], "ask": "begin with a rule of differentiation, with exp still there"}]
TWO_LOGARITHMS = [["log(a)", "log(1 - a)"], ["ln(a)", "ln(1 - a)"], ["log(a)", "ln(1 - a)"], ["ln(a)", "log(1 - a)"]]
PROBABILITIES = {"names": ["a", "j", "y"], "functions": [], "ask": "only probabilities a and numbers are left"}

CHECKS = [
    _check(
        "sigmoid_derivative", "lines", 2, "The slope of the sigmoid, by its value", reference.SIGMOID_DERIVATIVE,
        {
            "symbols": {"x": SCALAR, "s": {"is": "1 / (1 + exp(-x))"}},
            "functions": ["exp"],
            "start": "1 / (1 + exp(-x))",
            "derivative": "x",
            "least": 2,
            "steps": RULES,
            "last": {"names": ["s"], "functions": [], "ask": "only s is left"},
        },
    ),
    _check(
        "binary_minimum", "cost", 1, "Where the cost of one sample is smallest", reference.BINARY_MINIMUM,
        {
            "symbols": {"y": BETWEEN, "a": BETWEEN},
            "functions": LOGARITHMS,
            "start": "-(y * log(a) + (1 - y) * log(1 - a))",
            "derivative": "a",
            "part": "cost",
            "least": 2,
            "last": {
                "names": ["a", "y"], "functions": [], "one_of": [["a - y"], ["y - a"]],
                "ask": "one fraction, in whose numerator a and y are compared",
            },
        },
    ),
    _check(
        "binary_minimum", "swapped", 1, "The same with a and y in each other's places", reference.BINARY_MINIMUM,
        {
            "symbols": {"y": BETWEEN, "a": BETWEEN},
            "functions": LOGARITHMS,
            "start": "-(a * log(y) + (1 - a) * log(1 - y))",
            "derivative": "a",
            "part": "swapped",
            "last": {"names": ["y"], "functions": LOGARITHMS, "ask": "what is left depends on one symbol alone"},
        },
    ),
    _gradient("same", "j == y", "The score of the true class", {"same": "y"},
              {"least": 2, "last": PROBABILITIES}),
    _gradient("different", "j != y", "The score of another class", {"unlike": "y"},
              {"least": 2, "last": PROBABILITIES}),
    _gradient("both", "both", "Both cases in one line", {"free": "y"},
              {"last": {**PROBABILITIES, "ask": "one line with a[j] and (j == y), which is 1 or 0"}}),
    _check(
        "sigma_and_tanh", "identity", 1, "tanh is a sigmoid, stretched", reference.SIGMA_AND_TANH,
        {
            "symbols": {"x": SCALAR},
            "functions": ["exp", "sigmoid"],
            "start": "(exp(x) - exp(-x)) / (exp(x) + exp(-x))",
            "part": "identity",
            "least": 3,
            "steps": [{"one_of": [["1 + _"]], "ask": "bring the fraction to a form with a 1 in the denominator"}],
            "last": {
                "names": ["x"], "functions": ["sigmoid"], "one_of": [["sigmoid(_)"]],
                "ask": "a sigmoid and numbers, without exp",
            },
        },
    ),
    _check(
        "sigma_and_tanh", "slope", 1, "The slope of tanh, by its value", reference.SIGMA_AND_TANH,
        {
            "symbols": {
                "x": SCALAR, "s": {"is": "sigmoid(2 * x)"}, "t": {"is": "2 * sigmoid(2 * x) - 1"},
            },
            "functions": ["exp", "sigmoid"],
            "start": "2 * sigmoid(2 * x) - 1",
            "derivative": "x",
            "part": "slope",
            "least": 2,
            "steps": [{
                "one_of": [["s"], ["sigmoid(_)"], ["exp(_)"]],
                "ask": "begin with the chain rule on 2 * sigmoid(2 * x) - 1, with s still there",
            }],
            "last": {"names": ["t"], "functions": [], "ask": "only t is left"},
        },
    ),
    _neuron("bias", "b", "How any cost depends on the bias",
            {"last": {"names": ["a", "g"], "functions": [], "ask": "only g and a are left"}}),
    _neuron("weight", "w[j]", "How any cost depends on a weight",
            {"last": {"names": ["a", "g", "x", "j"], "functions": [], "ask": "only g, a and x[j] are left"}}),
    _check(
        "log_likelihood", "lines", 1, "Minus the log-likelihood is the binary cross-entropy", reference.LOG_LIKELIHOOD,
        {
            "symbols": {"y": BETWEEN, "a": BETWEEN},
            "functions": LOGARITHMS,
            "start": "-log(a**y * (1 - a)**(1 - y))",
            "least": 3,
            "last": {
                "names": ["a", "y"], "functions": LOGARITHMS, "one_of": TWO_LOGARITHMS,
                "ask": "ln a and ln(1 - a), each with its factor, and no powers",
            },
        },
    ),
    _check(
        "relative_entropy", "lines", 1, "The divergence is cross-entropy less entropy", reference.RELATIVE_ENTROPY,
        {
            "symbols": {
                "p": DISTRIBUTION, "q": DISTRIBUTION,
                "CE": {"is": "sum(-p * log(q))"}, "H": {"is": "sum(-p * log(p))"},
            },
            "functions": ["sum", *LOGARITHMS],
            "start": "sum(p * log(p / q))",
            "least": 3,
            "last": {"names": ["CE", "H"], "functions": [], "ask": "only CE and H are left"},
        },
    ),
]  # fmt: skip
