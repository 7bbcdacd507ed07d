# mypy: allow-untyped-defs, allow-untyped-calls
"""What students write for `narrow`."""

from __future__ import annotations

import math

import numpy as np

from autograder.misconceptions import wrong

NARROW = "narrow"
MARGIN = 0.02


@wrong(
    NARROW,
    "nan-among-the-best",
    "Trials that diverged count among the best",
    "np.argsort puts nan last: who takes the last ones takes the failures. And `sorted` can't order nan at all.",
    "Leave out what is not finite before you rank.",
)
def nan_last(results, name, low, high, keep=0.25):
    order = np.argsort([each["score"] for each in results], kind="stable")[::-1]
    return _around([results[at] for at in order], name, low, high, keep)


@wrong(NARROW, "nan-among-the-best")
def nan_sorted(results, name, low, high, keep=0.25):
    return _around(sorted(results, key=lambda each: -each["score"]), name, low, high, keep)


@wrong(
    NARROW,
    "infinite-among-the-best",
    "nan is left out, an infinite score is not",
    "A score of inf is no score either. Which function says of a number that it is neither nan nor infinite?",
)
def infinite_ranked(results, name, low, high, keep=0.25):
    kept = [each for each in results if not math.isnan(each["score"])]
    return _around(sorted(kept, key=lambda each: -each["score"]), name, low, high, keep)


@wrong(
    NARROW,
    "smallest-scores",
    "The range is drawn around the worst trials",
    "A score is not a loss: larger is better. Which end of your sorted list do you keep?",
)
def worst(results, name, low, high, keep=0.25):
    return _around(_ranked(results)[::-1], name, low, high, keep)


@wrong(
    NARROW,
    "border-kept",
    "A best trial at the border leaves the border where it is",
    "The best rate tried was the smallest one allowed. Where may a better one be?",
    "In that case the range should grow on that side.",
)
def border_kept(results, name, low, high, keep=0.25):
    ranked = _ranked(results)
    kept = [each[name] for each in ranked[: max(1, math.ceil(keep * len(ranked)))]]
    return max(low, min(kept) * 0.99), min(high, max(kept) * 1.01)


@wrong(NARROW, "border-kept")
def border_of_the_trials(results, name, low, high, keep=0.25):
    ranked = _ranked(results)
    kept = [each[name] for each in ranked[: max(1, math.ceil(keep * len(ranked)))]]
    return min(kept), max(kept)


@wrong(
    NARROW,
    "always-wider",
    "Both sides move outwards whatever the trials say",
    "The next search is to be finer. Where are the best trials, and how far do you have to look around them?",
)
def always_wider(results, name, low, high, keep=0.25):
    return low / 2, high * 2


@wrong(
    NARROW,
    "old-range",
    "The range stays as it was",
    "The next search is to be finer. Which part of the range holds the best quarter of the trials?",
)
def old_range(results, name, low, high, keep=0.25):
    return low, high


@wrong(NARROW, "old-range")
def all_trials(results, name, low, high, keep=0.25):
    return _around(_ranked(results), name, low, high, 1.0)


@wrong(
    NARROW,
    "best-only",
    "Only the single best trial counts",
    "A best score may be luck. The task asks for a range that holds the best quarter.",
)
def best_only(results, name, low, high, keep=0.25):
    return _around(_ranked(results)[:1], name, low, high, 1.0)


@wrong(NARROW, "best-only")
def factor_around_the_best(results, name, low, high, keep=0.25):
    value = _ranked(results)[0][name]
    return value / 1.2, value * 1.2


@wrong(
    NARROW,
    "keep-fixed",
    "The share to keep is fixed",
    "`keep` may be another number than a quarter. Where does your code use it?",
)
def keep_fixed(results, name, low, high, keep=0.25):
    return _around(_ranked(results), name, low, high, 0.25)


@wrong(
    NARROW,
    "one-border-only",
    "The rule for the border is there on one side only",
    "What if the best trial lies at the other end?",
)
def low_border_only(results, name, low, high, keep=0.25):
    ranked = _ranked(results)
    new_low, new_high = _inside(ranked, name, low, high, keep)
    return (low / 10, new_high) if _place(ranked[0][name], low, high) <= MARGIN else (new_low, new_high)


@wrong(NARROW, "high-border-only", "The rule for the border is there on one side only",
       "What if the best trial lies at the low end?")  # fmt: skip
def high_border_only(results, name, low, high, keep=0.25):
    ranked = _ranked(results)
    new_low, new_high = _inside(ranked, name, low, high, keep)
    return (new_low, high * 10) if _place(ranked[0][name], low, high) >= 1 - MARGIN else (new_low, new_high)


@wrong(
    NARROW,
    "linear-border",
    "The distance to the border is measured on the linear scale",
    "From 0.0001 to 1, is 0.005 close to the lower border? On which scale was it drawn?",
    "Compare logarithms: of the value, of the two borders.",
)
def linear_border(results, name, low, high, keep=0.25):
    ranked = _ranked(results)
    new_low, new_high = _inside(ranked, name, low, high, keep)
    margin = MARGIN * (high - low)
    if ranked[0][name] - low <= margin:
        new_low = low / 10
    if high - ranked[0][name] <= margin:
        new_high = high * 10
    return new_low, new_high


@wrong(
    NARROW,
    "linear-widening",
    "The range is widened on the linear scale",
    "A rate below 0 makes no sense. What do you get when you subtract a part of the range from 0.0001?",
    "On a logarithmic scale you widen by a factor.",
)
def linear_widening(results, name, low, high, keep=0.25):
    ranked = _ranked(results)
    new_low, new_high = _inside(ranked, name, low, high, keep)
    if _place(ranked[0][name], low, high) <= MARGIN:
        new_low = low - 0.1 * (high - low)
    if _place(ranked[0][name], low, high) >= 1 - MARGIN:
        new_high = high + 0.1 * (high - low)
    return new_low, new_high


@wrong(NARROW, "linear-widening")
def linear_padding(results, name, low, high, keep=0.25):
    ranked = _ranked(results)
    kept = [each[name] for each in ranked[: max(1, math.ceil(keep * len(ranked)))]]
    padding = 0.1 * (high - low)
    return min(kept) - padding, max(kept) + padding


@wrong(
    NARROW,
    "other-side-widened",
    "The side that moves out is the opposite one",
    "The best trial is at the low end. On which side may a better one be?",
)
def other_side(results, name, low, high, keep=0.25):
    ranked = _ranked(results)
    new_low, new_high = _inside(ranked, name, low, high, keep)
    if _place(ranked[0][name], low, high) <= MARGIN:
        new_high = high * 10
    if _place(ranked[0][name], low, high) >= 1 - MARGIN:
        new_low = low / 10
    return new_low, new_high


@wrong(
    NARROW,
    "logarithms-returned",
    "The logarithms of the borders come back",
    "Inside your function a range of exponents is handy. The caller wants rates. How do you turn them back?",
)
def logarithms(results, name, low, high, keep=0.25):
    new_low, new_high = _around(_ranked(results), name, low, high, keep)
    return math.log10(new_low), math.log10(new_high)


@wrong(
    NARROW,
    "ends-exchanged",
    "The larger end comes first",
    "Return the low end first. Which of the kept values is the smallest?",
)
def exchanged(results, name, low, high, keep=0.25):
    return _around(_ranked(results), name, low, high, keep)[::-1]


@wrong(
    NARROW,
    "first-and-last-kept",
    "The ends are the best and the last kept trial, not the smallest and the largest value",
    "The kept trials are sorted by score, not by their values. Which function finds the smallest value?",
)
def by_score(results, name, low, high, keep=0.25):
    ranked = _ranked(results)
    kept = [each[name] for each in ranked[: max(1, math.ceil(keep * len(ranked)))]]
    ends = sorted([kept[0], kept[-1]])
    if _place(kept[0], low, high) <= MARGIN:
        ends[0] = low / 10
    if _place(kept[0], low, high) >= 1 - MARGIN:
        ends[1] = high * 10
    return ends[0] * 0.99, ends[1] * 1.01


@wrong(
    NARROW,
    "sorts-the-list",
    "The list that you were given is changed",
    "`sort` works in place, `sorted` makes a new list.",
)
def sorts_list(results, name, low, high, keep=0.25):
    results.sort(key=lambda each: -each["score"] if math.isfinite(each["score"]) else math.inf)
    return _around(_ranked(results), name, low, high, keep)


@wrong(
    NARROW,
    "list-returned",
    "The kept trials come back, not a range",
    "The task asks for two numbers. Which values of the kept trials are the outermost?",
)
def kept_trials(results, name, low, high, keep=0.25):
    ranked = _ranked(results)
    return ranked[: max(3, math.ceil(keep * len(ranked)))]


def _ranked(results):
    return sorted((each for each in results if math.isfinite(each["score"])), key=lambda each: -each["score"])


def _place(value, low, high):
    """Where a value lies between the borders, by logarithm: 0 at low, 1 at high."""
    return math.log(value / low) / math.log(high / low)


def _inside(ranked, name, low, high, keep):
    kept = [each[name] for each in ranked[: max(1, math.ceil(keep * len(ranked)))]]
    return max(low, 0.95 * min(kept)), min(high, 1.05 * max(kept))


def _around(ranked, name, low, high, keep):
    new_low, new_high = _inside(ranked, name, low, high, keep)
    place = _place(ranked[0][name], low, high)
    return (low / 10 if place <= MARGIN else new_low), (high * 10 if place >= 1 - MARGIN else new_high)
