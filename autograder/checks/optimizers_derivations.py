"""Checks of what notebook 05 derives about heavy ball; how they are judged is left to `courseware.derive`."""

from __future__ import annotations

from typing import Any

import numpy as np

from autograder.checks.base import Check
from courseware.spec import Spec
from solutions import optimizers_derivations as reference

NUMBER: dict[str, Any] = {"shape": []}
SYMBOLS = {"a": NUMBER, "mu": NUMBER}
FOLLOWS = "Each line follows from the one before, and the last has the form asked for."


def _seed(rng: np.random.Generator) -> list[tuple[int]]:
    """A derivation is judged on values drawn from one seed."""
    return [(int(rng.integers(2**31)),)]


def _check(part: str, title: str, message: str, options: dict[str, Any]) -> Check:
    options = {"part": part, **options}
    spec = Spec("heavy_ball", part, title, message, 1, driver="value", compare="derivation", options=options)
    return Check(spec, _seed, reference.HEAVY_BALL)


CHECKS = [
    _check(
        "product", "The product of the two factors", FOLLOWS,
        {
            "symbols": SYMBOLS, "functions": [], "start": "(1 - a) * mu - mu * (-a)", "least": 2,
            "last": {"names": ["mu"], "functions": [], "ask": "one symbol is left"},
        },
    ),
    _check(
        "edge", "Where a factor reaches -1", FOLLOWS,
        {
            "symbols": SYMBOLS, "functions": [], "start": "1 + (1 - a + mu) + mu", "least": 2,
            "last": {
                "names": ["a", "mu"], "functions": [], "one_of": [["2 * _"]],
                "ask": "gather what is equal: how many ones, how many mu?",
            },
        },
    ),
    _check(
        "largest", "The largest stable steps", "At each of the three numbers, the first factor reaches -1.",
        {
            "symbol": "a", "shape": [3], "largest": 100.0,
            "conditions": [
                {"that": f"abs(2 + 2 * {mu} - a[{k}]) < 0.05", "shown": f"a[{k}]",
                 "else": f"The number for mu = {mu} is not yet where your line of the edge becomes 0."}
                for k, mu in enumerate(("0", "0.9", "(-0.5)"))
            ],
        },
    ),
]  # fmt: skip
