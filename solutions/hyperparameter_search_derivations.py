"""Typed answers about experimental method, as a student writes them; the functions: `hyperparameter_search`."""

from __future__ import annotations

REMEDIES = {
    "bias": ["larger network", "train longer", "other architecture"],
    "variance": ["more data", "regularise", "other architecture"],
}

DRAW_SHARES = {"linear": "90 %", "beta linear": "9 %", "beta log": "50 %"}

IMPORTANCE = {
    "first": ["learning rate"],
    "last": ["beta1", "beta2", "epsilon"],
}

PANDA_OR_CAVIAR = {"A": "panda", "B": "caviar", "C": "caviar"}

LOGBOOK = {
    "Mon": ["chosen on the test set"],
    "Tue": ["weights carried over"],
    "Wed": ["another seed for each trial"],
    "Thu": ["unequal budgets"],
    "Fri": ["test statistics used"],
    "Sat": ["dev set of another kind"],
}
