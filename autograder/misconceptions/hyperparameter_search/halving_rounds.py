# mypy: allow-untyped-defs, allow-untyped-calls
"""What students write for `successive_halving`: how many rounds, and what is told of them."""

from __future__ import annotations

import math

import numpy as np

from autograder.misconceptions import wrong
from autograder.misconceptions.hyperparameter_search.scheme import best_first, rounds_of, run

HALVING = "successive_halving"


@wrong(
    HALVING,
    "rounds-rounded-down",
    "The number of rounds is rounded down",
    "Five configurations: the logarithm to base 2 is 2.3. Which way does the task round?",
)
def floor(train_fn, configs, budget, eta=2):
    return run(train_fn, configs, budget, eta, rounds=lambda size, eta: int(math.log(size, eta) + 1e-9))


@wrong(HALVING, "rounds-rounded-down")
def nearest(train_fn, configs, budget, eta=2):
    return run(train_fn, configs, budget, eta, rounds=lambda size, eta: round(math.log(size, eta)))


@wrong(
    HALVING,
    "one-round-too-few",
    "There is one round too few",
    "Eight, four, two: after three rounds one is left. How many rounds does your loop make?",
)
def one_fewer(train_fn, configs, budget, eta=2):
    return run(train_fn, configs, budget, eta, rounds=lambda size, eta: max(1, rounds_of(size, eta) - 1))


@wrong(
    HALVING,
    "stops-at-one",
    "The rounds end as soon as one configuration is left",
    "The task asks for a fixed number of rounds. The last one left still gets its share.",
    "How many entries should the list have for five configurations?",
)
def stops_at_one(train_fn, configs, budget, eta=2):
    total, survivors, spend = rounds_of(len(configs), eta), list(configs), []
    while len(survivors) > 1:
        resource = budget / total / len(survivors)
        order = best_first([train_fn(config, resource) for config in survivors])
        spend.append(resource * len(survivors))
        survivors = [survivors[at] for at in order[: max(1, len(survivors) // eta)]]
    return survivors[0], spend


@wrong(
    HALVING,
    "above-the-budget",
    "A resource is rounded up, and the budget overdrawn",
    "Sum up what all calls have spent for a budget of 100 and five configurations.",
    "Round down, or not at all.",
)
def rounded_up(train_fn, configs, budget, eta=2):
    return run(train_fn, configs, budget, eta,
                resource=lambda budget, total, left, *_: math.ceil(budget / total / len(left)))  # fmt: skip


@wrong(
    HALVING,
    "plan-not-spending",
    "The list holds the share that was planned, not what was spent",
    "Where a resource is rounded down, less is spent than planned. Multiply what each got by how many there were.",
)
def plan(train_fn, configs, budget, eta=2):
    return run(train_fn, configs, budget, eta, spent=lambda given, survivors, share: share,
                resource=lambda budget, total, left, *_: int(budget / total / len(left)))  # fmt: skip


@wrong(
    HALVING,
    "spend-is-the-resource",
    "The list holds what one configuration got, not what the round spent",
    "Four configurations with 8 each: what has the round spent?",
)
def resource_listed(train_fn, configs, budget, eta=2):
    return run(train_fn, configs, budget, eta, spent=lambda given, survivors, share: given)


@wrong(
    HALVING,
    "spend-summed-up",
    "The list holds running totals",
    "Each entry is what that round alone has spent.",
)
def running_total(train_fn, configs, budget, eta=2):
    winner, spend = run(train_fn, configs, budget, eta)
    return winner, [float(total) for total in np.cumsum(spend)]


@wrong(
    HALVING,
    "total-for-a-list",
    "One total comes back, not a list",
    "The task asks for one entry a round.",
)
def total_spend(train_fn, configs, budget, eta=2):
    winner, spend = run(train_fn, configs, budget, eta)
    return winner, sum(spend)


@wrong(
    HALVING,
    "winner-only",
    "Only the configuration comes back",
    "The task asks for a pair: the configuration, and what each round spent.",
)
def winner_only(train_fn, configs, budget, eta=2):
    return run(train_fn, configs, budget, eta)[0]


@wrong(
    HALVING,
    "survivors-returned",
    "A list of configurations comes back, not the one that is left",
    "In the end the list of survivors has one entry. Return that entry.",
)
def survivors_returned(train_fn, configs, budget, eta=2):
    winner, spend = run(train_fn, configs, budget, eta)
    return [winner], spend


@wrong(
    HALVING,
    "configs-changed",
    "The list of configurations that you were given is changed",
    "`sort`, `pop` and assigning to a slice work on the caller's list. Make a list of your own first.",
)
def configs_changed(train_fn, configs, budget, eta=2):
    winner, spend = run(train_fn, configs, budget, eta)
    configs.remove(winner)
    return winner, spend


@wrong(
    HALVING,
    "resources-double",
    "The resource doubles from a fixed start",
    "The resource of a round is its share of the budget, divided by those that are left.",
)
def doubling(train_fn, configs, budget, eta=2):
    return run(train_fn, configs, budget, eta, resource=lambda budget, total, left, all, number: float(eta**number))


@wrong(
    HALVING,
    "divided-by-the-next",
    "The share is divided by those that will be left afterwards",
    "Who is trained in this round shares this round's budget: count before you drop.",
)
def divided_by_next(train_fn, configs, budget, eta=2):
    return run(train_fn, configs, budget, eta,
                resource=lambda budget, total, left, *_: budget / total / max(1, len(left) // eta))  # fmt: skip
