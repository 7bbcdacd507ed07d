# mypy: allow-untyped-defs, allow-untyped-calls
"""What students write for `successive_halving`: one scheme with a change in one place."""

from __future__ import annotations

import math

import numpy as np

from autograder.misconceptions import wrong

HALVING = "successive_halving"


def _run(train_fn, configs, budget, eta=2, *, rounds=None, resource=None, rank=None, keep=None, spent=None):
    """The right scheme; each keyword replaces one of its decisions."""
    total = rounds(len(configs), eta) if rounds else _rounds(len(configs), eta)
    survivors, spend = list(configs), []
    for number in range(total):
        share = budget / total
        given = resource(budget, total, survivors, configs, number) if resource else share / len(survivors)
        scores = [train_fn(config, given) for config in survivors]
        spend.append(spent(given, survivors, share) if spent else given * len(survivors))
        order = rank(scores) if rank else _best_first(scores)
        left = keep(len(survivors), eta) if keep else max(1, len(survivors) // eta)
        survivors = [survivors[at] for at in order[:left]]
    return survivors[0], spend


def _rounds(size, eta):
    rounds, reach = 0, 1
    while reach < size:
        rounds, reach = rounds + 1, reach * eta
    return rounds


def _best_first(scores):
    return sorted(range(len(scores)), key=lambda at: -scores[at] if math.isfinite(scores[at]) else math.inf)


@wrong(
    HALVING,
    "share-not-divided",
    "Each configuration gets the whole share of a round",
    "Eight configurations and a share of 32: what has a round spent when each has been given 32?",
    "A share is for all that are left together.",
)
def share_not_divided(train_fn, configs, budget, eta=2):
    return _run(train_fn, configs, budget, eta, resource=lambda budget, total, *_: budget / total)


@wrong(
    HALVING,
    "budget-in-every-round",
    "Every round spends the whole budget",
    "How many rounds are there, and what do they spend together?",
    "Equal shares: what is one round's part of the budget?",
)
def budget_each_round(train_fn, configs, budget, eta=2):
    return _run(train_fn, configs, budget, eta, resource=lambda budget, total, left, *_: budget / len(left))


@wrong(
    HALVING,
    "same-resource-in-every-round",
    "Every round trains as long as the first",
    "Fewer configurations are left, so each can be given more. Divide by those that are left, not by all.",
)
def same_resource(train_fn, configs, budget, eta=2):
    return _run(
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
    return configs[_best_first(scores)[0]], [budget]


@wrong(
    HALVING,
    "worst-survive",
    "The worst go on, the best are dropped",
    "A score is not a loss: larger is better. Which end of your sorted list goes on?",
)
def worst(train_fn, configs, budget, eta=2):
    return _run(train_fn, configs, budget, eta, rank=lambda scores: _best_first(scores)[::-1])


@wrong(HALVING, "worst-survive")
def ascending(train_fn, configs, budget, eta=2):
    return _run(train_fn, configs, budget, eta, rank=lambda scores: list(np.argsort(scores, kind="stable")))


@wrong(
    HALVING,
    "nan-survives",
    "A configuration that diverged goes on",
    "np.argsort puts nan last. Read from the back, the failures come first.",
    "Rank a score that is not finite below all others.",
)
def nan_survives(train_fn, configs, budget, eta=2):
    return _run(train_fn, configs, budget, eta, rank=lambda scores: list(np.argsort(scores, kind="stable")[::-1]))


@wrong(
    HALVING,
    "ranking-of-the-first-round",
    "The order of the first round decides to the end",
    "Who starts slowly may end in front. After each round, rank by the scores of that round.",
)
def first_ranking(train_fn, configs, budget, eta=2):
    ranked: list[int] = []

    def rank(scores):
        ranked[:] = ranked or _best_first(scores)
        return ranked if len(scores) == len(configs) else list(range(len(scores)))

    return _run(train_fn, configs, budget, eta, rank=rank)


@wrong(
    HALVING,
    "not-ranked",
    "Who goes on does not depend on the scores",
    "The first ones in the list go on. What are the scores for?",
)
def not_ranked(train_fn, configs, budget, eta=2):
    return _run(train_fn, configs, budget, eta, rank=lambda scores: list(range(len(scores))))


@wrong(
    HALVING,
    "eta-ignored",
    "Half go on, whatever eta is",
    "With eta = 3, one in three goes on. Where does your code use eta?",
)
def eta_ignored(train_fn, configs, budget, eta=2):
    return _run(train_fn, configs, budget, eta, keep=lambda size, eta: max(1, size // 2))


@wrong(HALVING, "eta-ignored")
def eta_two_throughout(train_fn, configs, budget, eta=2):
    return _run(train_fn, configs, budget, 2)


@wrong(
    HALVING,
    "eta-dropped",
    "One in eta is dropped, the others go on",
    "With eta = 4, a quarter goes on. How many go on in your code?",
)
def eta_dropped(train_fn, configs, budget, eta=2):
    return _run(train_fn, configs, budget, eta, keep=lambda size, eta: max(1, size - size // eta))


@wrong(
    HALVING,
    "one-dropped-each-round",
    "One configuration is dropped in each round",
    "Of eight, four go on, then two, then one. How many go on in your code?",
)
def one_dropped(train_fn, configs, budget, eta=2):
    return _run(train_fn, configs, budget, eta, keep=lambda size, eta: max(1, size - 1))


@wrong(
    HALVING,
    "one-round-too-many",
    "There is one round too many",
    "Eight, four, two: after three rounds one is left. How many rounds does your loop make?",
)
def one_more(train_fn, configs, budget, eta=2):
    return _run(train_fn, configs, budget, eta, rounds=lambda size, eta: _rounds(size, eta) + 1)


@wrong(
    HALVING,
    "rounds-rounded-down",
    "The number of rounds is rounded down",
    "Five configurations: the logarithm to base 2 is 2.3. Which way does the task round?",
)
def floor(train_fn, configs, budget, eta=2):
    return _run(train_fn, configs, budget, eta, rounds=lambda size, eta: int(math.log(size, eta) + 1e-9))


@wrong(HALVING, "rounds-rounded-down")
def nearest(train_fn, configs, budget, eta=2):
    return _run(train_fn, configs, budget, eta, rounds=lambda size, eta: round(math.log(size, eta)))


@wrong(
    HALVING,
    "one-round-too-few",
    "There is one round too few",
    "Eight, four, two: after three rounds one is left. How many rounds does your loop make?",
)
def one_fewer(train_fn, configs, budget, eta=2):
    return _run(train_fn, configs, budget, eta, rounds=lambda size, eta: max(1, _rounds(size, eta) - 1))


@wrong(
    HALVING,
    "stops-at-one",
    "The rounds end as soon as one configuration is left",
    "The task asks for a fixed number of rounds. The last one left still gets its share.",
    "How many entries should the list have for five configurations?",
)
def stops_at_one(train_fn, configs, budget, eta=2):
    total, survivors, spend = _rounds(len(configs), eta), list(configs), []
    while len(survivors) > 1:
        resource = budget / total / len(survivors)
        order = _best_first([train_fn(config, resource) for config in survivors])
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
    return _run(train_fn, configs, budget, eta,
                resource=lambda budget, total, left, *_: math.ceil(budget / total / len(left)))  # fmt: skip


@wrong(
    HALVING,
    "plan-not-spending",
    "The list holds the share that was planned, not what was spent",
    "Where a resource is rounded down, less is spent than planned. Multiply what each got by how many there were.",
)
def plan(train_fn, configs, budget, eta=2):
    return _run(train_fn, configs, budget, eta, spent=lambda given, survivors, share: share,
                resource=lambda budget, total, left, *_: int(budget / total / len(left)))  # fmt: skip


@wrong(
    HALVING,
    "spend-is-the-resource",
    "The list holds what one configuration got, not what the round spent",
    "Four configurations with 8 each: what has the round spent?",
)
def resource_listed(train_fn, configs, budget, eta=2):
    return _run(train_fn, configs, budget, eta, spent=lambda given, survivors, share: given)


@wrong(
    HALVING,
    "spend-summed-up",
    "The list holds running totals",
    "Each entry is what that round alone has spent.",
)
def running_total(train_fn, configs, budget, eta=2):
    winner, spend = _run(train_fn, configs, budget, eta)
    return winner, [float(total) for total in np.cumsum(spend)]


@wrong(
    HALVING,
    "total-for-a-list",
    "One total comes back, not a list",
    "The task asks for one entry a round.",
)
def total_spend(train_fn, configs, budget, eta=2):
    winner, spend = _run(train_fn, configs, budget, eta)
    return winner, sum(spend)


@wrong(
    HALVING,
    "winner-only",
    "Only the configuration comes back",
    "The task asks for a pair: the configuration, and what each round spent.",
)
def winner_only(train_fn, configs, budget, eta=2):
    return _run(train_fn, configs, budget, eta)[0]


@wrong(
    HALVING,
    "survivors-returned",
    "A list of configurations comes back, not the one that is left",
    "In the end the list of survivors has one entry. Return that entry.",
)
def survivors_returned(train_fn, configs, budget, eta=2):
    winner, spend = _run(train_fn, configs, budget, eta)
    return [winner], spend


@wrong(
    HALVING,
    "configs-changed",
    "The list of configurations that you were given is changed",
    "`sort`, `pop` and assigning to a slice work on the caller's list. Make a list of your own first.",
)
def configs_changed(train_fn, configs, budget, eta=2):
    winner, spend = _run(train_fn, configs, budget, eta)
    configs.remove(winner)
    return winner, spend


@wrong(
    HALVING,
    "resources-double",
    "The resource doubles from a fixed start",
    "The resource of a round is its share of the budget, divided by those that are left.",
)
def doubling(train_fn, configs, budget, eta=2):
    return _run(train_fn, configs, budget, eta, resource=lambda budget, total, left, all, number: float(eta**number))


@wrong(
    HALVING,
    "divided-by-the-next",
    "The share is divided by those that will be left afterwards",
    "Who is trained in this round shares this round's budget: count before you drop.",
)
def divided_by_next(train_fn, configs, budget, eta=2):
    return _run(train_fn, configs, budget, eta,
                resource=lambda budget, total, left, *_: budget / total / max(1, len(left) // eta))  # fmt: skip
