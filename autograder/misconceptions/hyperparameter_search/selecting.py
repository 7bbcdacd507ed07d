# mypy: allow-untyped-defs, allow-untyped-calls
"""What students write for `select_best`."""

from __future__ import annotations

import math

import numpy as np

from autograder.misconceptions import wrong

SELECT = "select_best"


@wrong(
    SELECT,
    "nan-wins",
    "A score that is nan wins",
    "np.argmax([0.3, nan, 0.9]) is 1: for it, nan is the largest of all.",
    "Every comparison with nan is False. Look only at the scores that are finite.",
)
def argmax(results):
    return results[int(np.argmax([each["score"] for each in results]))]


@wrong(
    SELECT,
    "nan-stays-in-front",
    "A score that is nan is never beaten",
    "Every comparison with nan is False: a nan that comes first stays in front.",
    "Look only at the scores that are finite. There is a function that tells.",
)
def python_max(results):
    return max(results, key=lambda each: each["score"])


@wrong(SELECT, "nan-stays-in-front")
def loop_with_comparison(results):
    best = results[0]
    for each in results[1:]:
        if each["score"] > best["score"]:
            best = each
    return best


@wrong(
    SELECT,
    "infinite-wins",
    "nan is left out, an infinite score is not",
    "A score of inf is no score either. Which function says of a number that it is neither nan nor infinite?",
)
def nanargmax(results):
    return results[int(np.nanargmax([each["score"] for each in results]))]


@wrong(SELECT, "infinite-wins")
def without_nan(results):
    return max((each for each in results if not math.isnan(each["score"])), key=lambda each: each["score"])


@wrong(
    SELECT,
    "smallest-wins",
    "The smallest score wins",
    "A score is not a loss: larger is better.",
)
def smallest(results):
    finite = [each for each in results if math.isfinite(each["score"])]
    return min(finite, key=lambda each: each["score"])


@wrong(SELECT, "smallest-wins")
def smallest_first(results):
    finite = [each for each in results if math.isfinite(each["score"])]
    return _required(sorted(finite, key=lambda each: each["score"]))[0]


@wrong(
    SELECT,
    "failures-count-as-zero",
    "A trial that diverged counts as a score of 0",
    "Scores may be negative. Which trial wins when all finite ones are below 0?",
    "Leave out what is not finite.",
)
def as_zero(results):
    _required([each for each in results if math.isfinite(each["score"])])
    return max(results, key=lambda each: each["score"] if math.isfinite(each["score"]) else 0.0)


@wrong(
    SELECT,
    "starts-from-zero",
    "The search for the best starts from 0",
    "Scores may be negative. Then nothing is ever better than 0.",
    "Start from the first finite score, or from minus infinity.",
)
def from_zero(results):
    best, largest = None, 0.0
    for each in results:
        if math.isfinite(each["score"]) and each["score"] > largest:
            best, largest = each, each["score"]
    if best is None and not any(math.isfinite(each["score"]) for each in results):
        raise ValueError("no finite score")
    return best


@wrong(
    SELECT,
    "score-only",
    "The score comes back, not the result",
    "You want to know with which hyperparameters it was reached.",
)
def score_only(results):
    return _best(results)["score"]


@wrong(
    SELECT,
    "index-only",
    "The place of the winner comes back, not the result",
    "results[index] is the result.",
)
def index_only(results):
    return results.index(_best(results))


@wrong(
    SELECT,
    "score-left-out",
    "The winner comes back without its score",
    "Return the result as it stands in the list.",
)
def score_left_out(results):
    return {name: value for name, value in _best(results).items() if name != "score"}


@wrong(
    SELECT,
    "sorts-the-list",
    "The list that you were given is changed",
    "`sort` works in place, `sorted` makes a new list. `pop` and `remove` take away from the caller's list.",
)
def sorts(results):
    _best(results)
    results.sort(key=lambda each: each["score"] if math.isfinite(each["score"]) else -math.inf)
    return results[-1]


@wrong(SELECT, "sorts-the-list")
def pops(results):
    return results.pop(results.index(_best(results)))


@wrong(
    SELECT,
    "none-for-an-error",
    "Where nothing can be chosen, None comes back",
    "Whoever calls this goes on with None, and stops far away from the cause. Raise ValueError.",
)
def none(results):
    finite = [each for each in results if math.isfinite(each["score"])]
    return max(finite, key=lambda each: each["score"], default=None)


@wrong(
    SELECT,
    "another-error",
    "Another exception is raised than the one asked for",
    "The first item of an empty list is an IndexError. Ask first whether there is one, and raise ValueError.",
)
def index_error(results):
    finite = sorted((each for each in results if math.isfinite(each["score"])), key=lambda each: -each["score"])
    return finite[0]


@wrong(
    SELECT,
    "any-result-for-an-error",
    "Where nothing can be chosen, some result comes back",
    "Of three trials that all diverged none is the best. Raise ValueError.",
)
def some_result(results):
    finite = [each for each in results if math.isfinite(each["score"])]
    return max(finite, key=lambda each: each["score"]) if finite else (results[0] if results else {})


@wrong(SELECT, "any-result-for-an-error")
def minus_infinity(results):
    return max([*results, *([] if results else [{}])],
               key=lambda each: each["score"] if math.isfinite(each.get("score", math.nan)) else -math.inf)  # fmt: skip


@wrong(
    SELECT,
    "first-or-last",
    "The scores play no part",
    "The best trial may stand anywhere in the list.",
)
def last(results):
    return _required([each for each in results if math.isfinite(each["score"])])[-1]


@wrong(SELECT, "absolute-score", "The sign of a score is dropped", "-0.1 is better than -0.7. What does abs() do?")
def absolute(results):
    finite = [each for each in results if math.isfinite(each["score"])]
    return max(finite, key=lambda each: abs(each["score"]))


def _required(found):
    if not found:
        raise ValueError("no finite score")
    return found


def _best(results):
    return max(_required([each for each in results if math.isfinite(each["score"])]), key=lambda each: each["score"])
