# mypy: allow-untyped-defs, allow-untyped-calls
"""What students write for `successive_halving`: who goes on, and on how much."""

from __future__ import annotations

import numpy as np

from autograder.misconceptions import wrong
from autograder.misconceptions.hyperparameter_search.scheme import best_first, rounds_of, run

HALVING = "successive_halving"


@wrong(
    HALVING,
    "share-not-divided",
    "Each configuration gets the whole share of a round",
    "Eight configurations and a share of 32: what has a round spent when each has been given 32?",
    "A share is for all that are left together.",
)
def share_not_divided(train_fn, configs, budget, eta=2):
    return run(train_fn, configs, budget, eta, resource=lambda budget, total, *_: budget / total)


@wrong(
    HALVING,
    "budget-in-every-round",
    "Every round spends the whole budget",
    "How many rounds are there, and what do they spend together?",
    "Equal shares: what is one round's part of the budget?",
)
def budget_each_round(train_fn, configs, budget, eta=2):
    return run(train_fn, configs, budget, eta, resource=lambda budget, total, left, *_: budget / len(left))


@wrong(
    HALVING,
    "same-resource-in-every-round",
    "Every round trains as long as the first",
    "Fewer configurations are left, so each can be given more. Divide by those that are left, not by all.",
)
def same_resource(train_fn, configs, budget, eta=2):
    return run(
        train_fn, configs, budget, eta, resource=lambda budget, total, left, all, _: budget / total / len(all)
    )


@wrong(
    HALVING,
    "panda",
    "All configurations are trained to the end",
    "Equal parts of the budget for each is caviar without a choice. What could the first scores already have told?",
    "Train in rounds, and drop some after each.",
)
def all_to_the_end(train_fn, configs, budget, eta=2):
    resource = budget / len(configs)
    scores = [train_fn(config, resource) for config in configs]
    return configs[best_first(scores)[0]], [budget]


@wrong(
    HALVING,
    "worst-survive",
    "The worst go on, the best are dropped",
    "A score is not a loss: larger is better. Which end of your sorted list goes on?",
)
def worst(train_fn, configs, budget, eta=2):
    return run(train_fn, configs, budget, eta, rank=lambda scores: best_first(scores)[::-1])


@wrong(HALVING, "worst-survive")
def ascending(train_fn, configs, budget, eta=2):
    return run(train_fn, configs, budget, eta, rank=lambda scores: list(np.argsort(scores, kind="stable")))


@wrong(
    HALVING,
    "nan-survives",
    "A configuration that diverged goes on",
    "np.argsort puts nan last. Read from the back, the failures come first.",
    "Rank a score that is not finite below all others.",
)
def nan_survives(train_fn, configs, budget, eta=2):
    return run(train_fn, configs, budget, eta, rank=lambda scores: list(np.argsort(scores, kind="stable")[::-1]))


@wrong(
    HALVING,
    "infinite-survives",
    "nan is dropped, an infinite score is not",
    "A score of inf is no score either. Which function says of a number that it is neither nan nor infinite?",
)
def infinite_survives(train_fn, configs, budget, eta=2):
    return run(train_fn, configs, budget, eta, rank=lambda scores: list(np.argsort([-each for each in scores])))


@wrong(
    HALVING,
    "ranking-of-the-first-round",
    "The order of the first round decides to the end",
    "Who starts slowly may end in front. After each round, rank by the scores of that round.",
)
def first_ranking(train_fn, configs, budget, eta=2):
    ranked: list[int] = []

    def rank(scores):
        ranked[:] = ranked or best_first(scores)
        return ranked if len(scores) == len(configs) else list(range(len(scores)))

    return run(train_fn, configs, budget, eta, rank=rank)


@wrong(
    HALVING,
    "not-ranked",
    "Who goes on does not depend on the scores",
    "The first ones in the list go on. What are the scores for?",
)
def not_ranked(train_fn, configs, budget, eta=2):
    return run(train_fn, configs, budget, eta, rank=lambda scores: list(range(len(scores))))


@wrong(
    HALVING,
    "eta-ignored",
    "Half go on, whatever eta is",
    "With eta = 3, one in three goes on. Where does your code use eta?",
)
def eta_ignored(train_fn, configs, budget, eta=2):
    return run(train_fn, configs, budget, eta, keep=lambda size, eta: max(1, size // 2))


@wrong(HALVING, "eta-ignored")
def eta_two_throughout(train_fn, configs, budget, eta=2):
    return run(train_fn, configs, budget, 2)


@wrong(
    HALVING,
    "eta-dropped",
    "One in eta is dropped, the others go on",
    "With eta = 4, a quarter goes on. How many go on in your code?",
)
def eta_dropped(train_fn, configs, budget, eta=2):
    return run(train_fn, configs, budget, eta, keep=lambda size, eta: max(1, size - size // eta))


@wrong(
    HALVING,
    "one-dropped-each-round",
    "One configuration is dropped in each round",
    "Of eight, four go on, then two, then one. How many go on in your code?",
)
def one_dropped(train_fn, configs, budget, eta=2):
    return run(train_fn, configs, budget, eta, keep=lambda size, eta: max(1, size - 1))


@wrong(
    HALVING,
    "one-round-too-many",
    "There is one round too many",
    "Eight, four, two: after three rounds one is left. How many rounds does your loop make?",
)
def one_more(train_fn, configs, budget, eta=2):
    return run(train_fn, configs, budget, eta, rounds=lambda size, eta: rounds_of(size, eta) + 1)
