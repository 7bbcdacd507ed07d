"""Distributions, and pairs of them, that show what an answer of notebook 02 on entropy does.

What makes a distribution hard, such as where it is 0, stands in it and is not left to the draw.
"""

from __future__ import annotations

import numpy as np

from autograder.checks.arrays import probabilities, read_only, strided
from autograder.checks.cross_entropy_inputs import KEPT, Labelled, Rng


def distributions(rng: Rng) -> Labelled:
    return {label: (p,) for label, p in _distributions(rng).items()}


def certain(rng: Rng) -> Labelled:
    """Some probabilities are 0, or all but 0."""
    holes = _with_zeros(rng, 6, [0, 3])
    return {
        "one class is certain": (np.eye(4)[rng.integers(1, 4)],),
        "6 classes, two of them impossible": (holes,),
        "one class all but certain": (np.array([1e-300, 1 - 1e-9, 1e-9]),),
        "one class alone": (np.ones(1),),
    }


def distribution_layouts(rng: Rng) -> Labelled:
    p = probabilities(rng, 1, 5)[0]
    return {
        KEPT: (p,),
        "every second entry of an array": (strided(p),),
        "a read-only array": (read_only(_with_zeros(rng, 5, [1])),),
        "integers, 0 and 1": (np.array([0, 1, 0]),),
    }


def pairs(rng: Rng) -> Labelled:
    """Pairs of distributions without a 0."""
    drawn = {label: (p, rng.permutation(0.5 * p + 0.5 * _one(rng, len(p)))) for label, p in _distributions(rng).items()}
    p = _one(rng, 5)
    return {**drawn, "twice the same distribution": (p, p.copy())}


def pairs_with_zeros(rng: Rng) -> Labelled:
    """Impossible for p alone, for both, for q alone; and all but impossible for q."""
    p, q = _one(rng, 5), _one(rng, 5)
    one = np.eye(5)[2]
    rare = np.array([1e-12, 1e-9, 1e-20])
    return {
        "p has zeros, q has none": (_with_zeros(rng, 5, [0, 2]), q),
        "p and q are 0 in the same places": (_with_zeros(rng, 6, [1, 4]), _with_zeros(rng, 6, [1, 4])),
        "p one-hot": (one, q),
        "q is 0 where p is not": (p, _with_zeros(rng, 5, [3])),
        "q is 0 where p is not, and the other way round": (_with_zeros(rng, 5, [0]), _with_zeros(rng, 5, [4])),
        "q all but rules out what p expects": (_one(rng, 4), np.append(rare, 1 - rare.sum())),
    }


def pair_layouts(rng: Rng) -> Labelled:
    p, q = _one(rng, 5), _one(rng, 5)
    return {
        "arrays that must come back as they were": (p, q),
        "every second entry of an array": (strided(p), strided(q)),
        "read-only arrays, with zeros in p": (read_only(_with_zeros(rng, 5, [1])), read_only(q)),
        "integers, 0 and 1, for p": (np.array([0, 1, 0, 0, 0]), q),
    }


def _distributions(rng: Rng) -> dict[str, np.ndarray]:
    return {
        "5 classes": _one(rng, 5),
        "2 classes": _one(rng, 2),
        "3 classes, almost alike": _one(rng, 3, 0.1),
        "7 classes, very different": _one(rng, 7, 4.0),
    }


def _one(rng: Rng, C: int, spread: float = 2.0) -> np.ndarray:
    return np.asarray(probabilities(rng, 1, C, spread)[0])


def _with_zeros(rng: Rng, C: int, places: list[int]) -> np.ndarray:
    p = _one(rng, C)
    p[places] = 0
    return np.asarray(p / p.sum())
