"""Checks of the typed answers about experimental method: sets of names, known by their digest."""

from __future__ import annotations

from typing import Any

import numpy as np

from autograder.checks.base import Check
from courseware.names import digest
from courseware.spec import Spec
from solutions import hyperparameter_search_derivations as reference

REMEDIES = ["larger network", "train longer", "more data", "regularise", "other architecture"]
SHARES = ["0.09 %", "0.9 %", "9 %", "25 %", "50 %", "75 %", "90 %"]
HYPERPARAMETERS = [
    "learning rate", "momentum", "batch size", "hidden units", "layers", "learning-rate decay", "beta1", "beta2",
    "epsilon",
]  # fmt: skip
APPROACHES = ["panda", "caviar"]
FAULTS = [
    "chosen on the test set", "weights carried over", "another seed for each trial", "unequal budgets",
    "test statistics used", "dev set of another kind", "nothing to object",
]  # fmt: skip


def _nothing(rng: np.random.Generator) -> list[tuple[()]]:
    """A typed answer is judged as it is."""
    return [()]


def _typed(exercise: str, part: str, title: str, message: str, among: list[str], answer: dict[str, Any]) -> Check:
    """A check of one part of a typed answer."""
    right = answer[part]
    options = {"part": part, "among": among, "digest": digest([right] if isinstance(right, str) else right, part)}
    name = part.replace(" ", "-").lower()
    return Check(Spec(exercise, name, title, message, 1, (), "value", "names", options), _nothing, answer)


def _remedies(part: str, title: str) -> Check:
    return _typed("remedies", part, title, "These are the remedies, and no others.", REMEDIES, reference.REMEDIES)


def _share(part: str, title: str) -> Check:
    return _typed("draw_shares", part, title, "That is the share.", SHARES, reference.DRAW_SHARES)


def _group(part: str, title: str) -> Check:
    message = "These are the ones, and no others."
    return _typed("importance", part, title, message, HYPERPARAMETERS, reference.IMPORTANCE)


def _approach(part: str, title: str) -> Check:
    message = "That is what the computing time allows."
    return _typed("panda_or_caviar", part, title, message, APPROACHES, reference.PANDA_OR_CAVIAR)


def _day(part: str, title: str) -> Check:
    return _typed("logbook", part, title, "That is the fault in this entry.", FAULTS, reference.LOGBOOK)


CHECKS = [
    _remedies("bias", "What helps against bias"),
    _remedies("variance", "What helps against variance"),
    _share("linear", "Rates in the uppermost decade, drawn on a linear scale"),
    _share("beta linear", "Betas above 0.99, drawn on a linear scale"),
    _share("beta log", "Betas above 0.99, drawn on the scale of log(1 - beta)"),
    _group("first", "What to tune first"),
    _group("last", "What hardly anybody tunes"),
    _approach("A", "Case A"),
    _approach("B", "Case B"),
    _approach("C", "Case C"),
    _day("Mon", "Monday's entry"),
    _day("Tue", "Tuesday's entry"),
    _day("Wed", "Wednesday's entry"),
    _day("Thu", "Thursday's entry"),
    _day("Fri", "Friday's entry"),
    _day("Sat", "Saturday's entry"),
]
