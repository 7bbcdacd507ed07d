"""Checks of the derivation and of the typed answers about gradient checking."""

from __future__ import annotations

from typing import Any

import numpy as np

from autograder.checks.base import Check
from courseware.names import digest
from courseware.spec import Spec
from solutions import gradient_check_derivations as reference

SCALAR: dict[str, Any] = {"shape": []}
SYMBOLS: dict[str, Any] = {
    "f0": SCALAR, "f1": SCALAR, "f2": SCALAR, "f3": SCALAR, "h": {"shape": [], "low": 0.1, "high": 1.0},
    "up": {"is": "f0 + f1*h + f2*h**2/2 + f3*h**3/6"}, "down": {"is": "f0 - f1*h + f2*h**2/2 - f3*h**3/6"},
}  # fmt: skip
FOLLOWS = "Each line follows from the one before, and the last has the form asked for."
NAMES = ["W1", "b1", "W2", "b2", "W3", "b3"]


def _seed(rng: np.random.Generator) -> list[tuple[int]]:
    """A derivation is judged on values drawn from one seed."""
    return [(int(rng.integers(2**31)),)]


def _nothing(rng: np.random.Generator) -> list[tuple[()]]:
    """A typed answer is judged as it is."""
    return [()]


def _taylor(part: str, title: str, start: str, names: list[str], ask: str) -> Check:
    options = {
        "symbols": SYMBOLS, "functions": [], "part": part, "start": start, "least": 3,
        "steps": [{"one_of": [["f0"]], "ask": "put in the expansions of f(x + h) and f(x - h)"}],
        "last": {"names": names, "functions": [], "one_of": [["f1 + _"]], "ask": ask},
    }  # fmt: skip
    spec = Spec("taylor_error", part, title, FOLLOWS, 2, driver="value", compare="derivation", options=options)
    return Check(spec, _seed, reference.TAYLOR_ERROR)


def _bugs(part: str, points: int, title: str) -> Check:
    right = reference.PLANTED_BUGS[part]
    options = {"part": part, "among": NAMES, "digest": digest(right, part)}
    message = "These are the parameters whose gradient is wrong, and no others."
    spec = Spec("planted_bugs", part, title, message, points, driver="value", compare="names", options=options)
    return Check(spec, _nothing, reference.PLANTED_BUGS)


CHECKS = [
    _taylor("forward", "The error of the forward difference", "(up - f0) / h", ["f1", "f2", "f3", "h"],
            "f1, plus terms with f2, f3 and h that nothing is left to divide by h in"),
    _taylor("central", "The error of the central difference", "(up - down) / (2*h)", ["f1", "f3", "h"],
            "f1, plus one term with f3 and h"),
    _bugs("A", 1, "The wrong gradients of network A"),
    _bugs("B", 2, "The wrong gradients of network B"),
]  # fmt: skip
