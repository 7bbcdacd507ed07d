# mypy: allow-untyped-defs, allow-untyped-calls
"""Successive halving as it should be, with each of its decisions open to be replaced by a mistake."""

from __future__ import annotations

import math


def run(train_fn, configs, budget, eta=2, *, rounds=None, resource=None, rank=None, keep=None, spent=None):
    """The right scheme; each keyword replaces one of its decisions."""
    total = rounds(len(configs), eta) if rounds else rounds_of(len(configs), eta)
    survivors, spend = list(configs), []
    for number in range(total):
        share = budget / total
        given = resource(budget, total, survivors, configs, number) if resource else share / len(survivors)
        scores = [train_fn(config, given) for config in survivors]
        spend.append(spent(given, survivors, share) if spent else given * len(survivors))
        order = rank(scores) if rank else best_first(scores)
        left = keep(len(survivors), eta) if keep else max(1, len(survivors) // eta)
        survivors = [survivors[at] for at in order[:left]]
    return survivors[0], spend


def rounds_of(size, eta):
    rounds, reach = 0, 1
    while reach < size:
        rounds, reach = rounds + 1, reach * eta
    return rounds


def best_first(scores):
    return sorted(range(len(scores)), key=lambda at: -scores[at] if math.isfinite(scores[at]) else math.inf)
