"""Checks of the derivations about batch normalisation; how they are judged is left to `courseware.derive`."""

from __future__ import annotations

from typing import Any

import numpy as np

from autograder.checks.base import Check
from courseware.spec import Spec
from solutions import batchnorm_derivations as reference

COLUMN = {"shape": ["N"]}
NUMBER: dict[str, Any] = {"shape": []}
POSITIVE = {"shape": [], "low": 0.3, "high": 3.0}
FOLLOWS = "Each line follows from the one before, and the last has the form asked for."
NORMALISED = "({0} - mean({0})) / sqrt(mean(({0} - mean({0}))**2))"
GRAPH = {
    "x": COLUMN, "g": COLUMN, "j": {"index": "N"}, "eps": {"shape": [], "low": 0.01, "high": 0.5},
    "N": {"is": "sum(1 + 0 * x)"},
    "s": {"is": "sqrt(mean((x - mean(x))**2) + eps)"},
    "xhat": {"is": "(x - mean(x)) / sqrt(mean((x - mean(x))**2) + eps)"},
}  # fmt: skip


def _seed(rng: np.random.Generator) -> list[tuple[int]]:
    """A derivation is judged on values drawn from one seed."""
    return [(int(rng.integers(2**31)),)]


def _check(exercise: str, name: str, points: int, title: str, answer: Any, options: dict[str, Any]) -> Check:
    spec = Spec(exercise, name, title, FOLLOWS, points, driver="value", compare="derivation", options=options)
    return Check(spec, _seed, answer)


def _invariance(part: str, symbol: str, about: dict[str, Any], points: int, title: str, moved: str) -> Check:
    options = {
        "symbols": {"z": COLUMN, symbol: about},
        "functions": ["mean", "sqrt"],
        "start": NORMALISED.format(moved),
        "part": part,
        "least": 3,
        "last": {
            "names": ["z"], "functions": ["mean", "sqrt"], "one_of": [["mean(z)"]],
            "ask": f"the normalised z, without {symbol}",
        },
    }
    return _check("normalisation_invariance", part, points, title, reference.NORMALISATION_INVARIANCE, options)


def _path(part: str, points: int, title: str, start: str, names: list[str], ask: str, least: int) -> Check:
    options = {
        "symbols": GRAPH, "functions": ["mean", "sum", "sqrt"], "start": start, "derivative": "x[j]", "part": part,
        "least": least, "last": {"names": names, "functions": ["mean", "sum"], "ask": ask},
    }  # fmt: skip
    return _check("batchnorm_dx", part, points, title, reference.BATCHNORM_DX, options)


CHECKS = [
    _invariance("shift", "b", NUMBER, 1, "A bias before batch norm cancels", "z + b"),
    _invariance("scale", "a", POSITIVE, 1, "A positive factor before batch norm cancels", "a * z"),
    _path("mean", 1, "The path through the mean", "sum(g * (x - mean(x)))", ["g", "j", "N"],
          "only g, g[j] and N are left", 1),
    _path("variance", 1, "The path through the variance", "sqrt(mean((x - mean(x))**2) + eps)", ["xhat", "j", "N"],
          "only xhat[j] and N are left", 1),
    _path("all", 2, "The closed form", "sum(g * (x - mean(x)) / sqrt(mean((x - mean(x))**2) + eps))",
          ["g", "xhat", "s", "j", "N"], "only g, xhat, s, j and N are left", 2),
]  # fmt: skip
