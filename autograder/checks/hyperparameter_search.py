"""The checks of notebook 07: what is wanted of each function, property by property.

Chance is dealt with by properties that hold for every right draw, or fail with a probability below 1e-9.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from autograder.checks import hyperparameter_search_inputs as inputs
from autograder.checks.base import Check, Inputs
from courseware.spec import Spec
from solutions import hyperparameter_search as solution

REPEATS = "The same seed gives another result: some of the chance does not come from the `rng` that is handed over."
VARIES = "Another seed gives the same result: the `rng` that is handed over has no effect."
KEPT = "The arguments are no longer what they were."
LIST = "Your function returns a list, with one dict for each trial."
SPLIT = {
    "parts": "Your function returns three arrays of indices.",
    "sizes": "The three parts do not have the sizes asked for.",
    "outside": "There are indices that no sample has.",
    "missing": "Some samples are in none of the three parts.",
    "double": "Some samples are there more than once.",
    "mixed": "Neighbouring samples stay together: the parts are not drawn at random.",
    "repeats": REPEATS,
    "varies": VARIES,
}
DIAGNOSIS = {
    "kind": "Your function returns a set.",
    "bias": "'bias' is in the set where it should not be, or is not there where it should be.",
    "variance": "'variance' is in the set where it should not be, or is not there where it should be.",
    "other": "The set holds something else than 'bias' and 'variance'.",
}
DRAWS = {
    "shape": "The draws are an array of shape (size,).",
    "outside": "Some draws lie outside of the borders.",
    "quantiles": "The draws have another distribution than the one asked for.",
    "reach": "The draws do not come near both borders.",
    "order": "Neighbouring draws depend on each other: they are not in random order.",
    "repeats": REPEATS,
    "varies": VARIES,
}
TRIALS = {
    "kind": LIST,
    "trials": "The list does not have as many trials as asked for.",
    "calls": "`train_fn` is called another number of times than there are trials: every call costs a training.",
    "names": "A result has the hyperparameters by their names, and `score`; no less, no more.",
    "given": "`train_fn` is not called with a dict of exactly the hyperparameters.",
    "trained": "The hyperparameters that are written down are not those that `train_fn` was called with.",
    "own": "A score does not belong to the hyperparameters that it stands with.",
    "fresh": "Two trials have the same value of a hyperparameter that is drawn from a continuous range.",
    "sampled": "A hyperparameter has a value that its sampler never gave.",
    "repeats": REPEATS,
    "varies": VARIES,
    "combinations": "The list does not hold each combination of the values once.",
    "kept": KEPT,
}
SELECTED = {
    "winner": "Another result should have been chosen.",
    "raised": "What is raised is not what is asked for.",
    "kept": KEPT,
}
NARROWED = {
    "pair": "Your function returns two numbers.",
    "range": "A range has positive, finite ends, the lower one first.",
    "holds": "Some of the best trials lie outside of the new range.",
    "leaves": "The new range still holds trials far from the best ones.",
    "low": "The lower end has moved to the side where it should not.",
    "high": "The upper end has moved to the side where it should not.",
    "kept": KEPT,
}
HALVED = {
    "pair": "Your function returns a configuration and a list of what each round spent.",
    "survivors": "The number of configurations in some round is not the one asked for.",
    "resources": "The resource that `train_fn` is called with is not the one asked for.",
    "trained": "In some round other configurations should have been trained.",
    "winner": "Another configuration should be left in the end.",
    "rounds": "The list of what was spent has another length than there are rounds.",
    "spend": "What the rounds spent is not what is asked for.",
    "within": "The calls together spend more than the budget.",
    "told": "The list does not sum to what the calls have spent.",
    "kept": KEPT,
}


def graded(name: str, property: str, points: int, title: str, message: str, drawn: Inputs, *requires: str,
           driver: str, only: list[str], say: Mapping[str, str], **options: Any) -> Check:  # fmt: skip
    """A check of one property of a function of this notebook."""
    needed = tuple(f"check-{name}-{other}" for other in requires)
    said = {key: say[key] for key in only}
    spec = Spec(name, property, title, message, points, needed, f"hyperparameter_search.{driver}", "properties",
                {"only": only, "say": said, **options})  # fmt: skip
    return Check(spec, drawn, getattr(solution, name))


def sampler(name: str, property: str, points: int, title: str, message: str, drawn: Inputs, *requires: str,
            only: list[str]) -> Check:  # fmt: skip
    """A check of many draws."""
    return graded(name, property, points, title, message, drawn, *requires, driver="draws", only=only, say=DRAWS,
                  draws=["quantiles"], samples=inputs.DRAWS)  # fmt: skip


CHECKS = [
    graded("train_dev_test_split", "parts", 1, "Every sample in one part, in the sizes asked for",
           "Three disjoint arrays of indices that cover all samples, of the sizes asked for.",
           inputs.whole_splits, driver="split", only=["parts", "sizes", "outside", "missing", "double"], say=SPLIT),
    graded("train_dev_test_split", "chance", 1, "Drawn at random, by the generator",
           "Which sample goes where is random, and the same for the same seed.",
           inputs.whole_splits, "parts", driver="split", only=["mixed", "repeats", "varies"], say=SPLIT),
    graded("train_dev_test_split", "rounding", 1, "Sizes that are rounded",
           "Where a share is no whole number of samples, it is rounded, and nobody is lost.",
           inputs.rounded_splits, "parts", driver="split", only=["sizes", "outside", "missing", "double"], say=SPLIT,
           atol={"sizes": 1.0}),
    graded("diagnose", "cases", 1, "The four cases",
           "Bias from the train error, variance from the gap between dev and train.",
           inputs.four_cases, driver="diagnosis", only=["kind", "bias", "variance", "other"], say=DIAGNOSIS),
    graded("diagnose", "bayes", 1, "Against the error that nobody avoids",
           "Bias is measured from the Bayes error, and both gaps against the tolerance.",
           inputs.bayes_cases, "cases", driver="diagnosis", only=["kind", "bias", "variance", "other"], say=DIAGNOSIS),
    sampler("sample_log_uniform", "distribution", 2, "As many draws in each decade",
            "The logarithm of the draws is uniform between the borders.",
            inputs.rates, only=["shape", "outside", "quantiles", "reach"]),
    sampler("sample_log_uniform", "chance", 1, "Independent draws, by the generator",
            "As many draws as asked for, in random order, the same for the same seed.",
            inputs.few_and_many_rates, "distribution", only=["shape", "outside", "order", "repeats", "varies"]),
    sampler("sample_beta", "distribution", 2, "As many draws in each decade of 1 - beta",
            "The logarithm of 1 - beta is uniform between the borders.",
            inputs.betas, only=["shape", "outside", "quantiles", "reach"]),
    sampler("sample_beta", "chance", 1, "Independent draws, by the generator",
            "As many draws as asked for, in random order, the same for the same seed.",
            inputs.few_and_many_betas, "distribution", only=["shape", "outside", "order", "repeats", "varies"]),
    graded("random_search", "trials", 2, "One training for each trial, written down",
           "Each result has the hyperparameters of its own call, and the score of that call.",
           inputs.searches, driver="random",
           only=["kind", "trials", "calls", "given", "names", "trained", "own"], say=TRIALS),
    graded("random_search", "chance", 1, "Fresh draws from the samplers, by the generator",
           "Every trial draws each hyperparameter anew; the same seed gives the same trials.",
           inputs.searches, "trials", driver="random", only=["sampled", "fresh", "repeats", "varies"], say=TRIALS),
    graded("random_search", "diverged", 1, "A trial that diverged stays in the list",
           "A score that is nan is a result too.",
           inputs.diverging_searches, "trials", driver="random",
           only=["kind", "trials", "calls", "names", "trained", "own"], say=TRIALS),
    graded("grid_search", "combinations", 2, "Every combination once",
           "Each combination of the values is trained once and written down with its own score.",
           inputs.grids, driver="grid",
           only=["kind", "names", "trials", "calls", "given", "combinations", "trained", "own", "kept"], say=TRIALS),
    graded("select_best", "best", 1, "The best score wins",
           "The result with the largest score comes back as it is.",
           inputs.finished, driver="select", only=["raised", "winner", "kept"], say=SELECTED),
    graded("select_best", "finite", 2, "A score that is not finite never wins",
           "Of the results with a finite score, the one with the largest is chosen.",
           inputs.diverged, "best", driver="select", only=["raised", "winner", "kept"], say=SELECTED),
    graded("select_best", "none", 1, "No finite score is an error",
           "Without a finite score there is nothing to choose, and ValueError says so.",
           inputs.hopeless, "best", "finite", driver="select", only=["raised", "winner"], say=SELECTED),
    graded("narrow", "around", 2, "A smaller range around the best trials",
           "With the best trials well inside, the new range lies in the old one and holds them.",
           inputs.inner_ranges, driver="narrow",
           only=["pair", "range", "holds", "low", "high", "leaves", "kept"], say=NARROWED),
    graded("narrow", "border", 2, "A best trial at the border moves the border",
           "Where the best trial lies at an end of the range, that end moves outwards.",
           inputs.border_ranges, "around", driver="narrow", only=["pair", "range", "low", "high", "holds"],
           say=NARROWED),
    graded("successive_halving", "rounds", 2, "Equal shares, and fewer from round to round",
           "Each round spends the same share of the budget, divided among the configurations that are left.",
           inputs.even_rounds, driver="halving",
           only=["pair", "survivors", "resources", "trained", "winner", "rounds", "spend", "within", "kept"],
           say=HALVED),
    graded("successive_halving", "ranking", 1, "The best of the last round go on",
           "Each round ranks by its own scores, and a score that is not finite never goes on before one that is.",
           inputs.late_starters, "rounds", driver="halving", only=["trained", "winner"], say=HALVED),
    graded("successive_halving", "budget", 1, "Never above the budget, whatever the numbers",
           "Numbers that do not divide leave the winner, the rounds and the budget as asked for.",
           inputs.odd_rounds, "rounds", driver="halving",
           only=["winner", "rounds", "within", "told", "resources"], say=HALVED, atol={"resources": 1.0}),
]  # fmt: skip
