"""Comparing property by property: draws agree by their distribution, everything else by its value."""

from __future__ import annotations

import numpy as np
import pytest

from courseware.compare import COMPARE, compare
from courseware.outcome import Outcome
from courseware.properties import one_distribution, properties
from courseware.spec import Case

OPTIONS = {"only": ["size", "draws"], "say": {"size": "Another size.", "draws": "Another distribution."},
           "draws": ["draws"], "samples": 10_001, "atol": {"size": 1.0}}  # fmt: skip


def quantiles(draw, seed):
    return np.sort(draw(np.random.default_rng(seed), 10_001))[::50]


def case(value):
    return Case((), Outcome(value))


def test_the_comparison_can_be_found_by_its_name():
    assert "properties" in COMPARE
    assert compare("properties", case({"size": 3}), Outcome({"size": 3}), OPTIONS) is None


def test_two_samples_of_one_distribution_agree_for_every_seed_tried():
    first = quantiles(lambda rng, n: rng.random(n), 0)
    assert all(one_distribution(first, quantiles(lambda rng, n: rng.random(n), seed), 10_001) for seed in range(1, 300))


@pytest.mark.parametrize(
    "other",
    [
        lambda rng, n: rng.random(n) ** 1.5,
        lambda rng, n: 0.85 * rng.random(n),
        lambda rng, n: rng.normal(0.5, 0.25, n),
        lambda rng, n: np.round(rng.random(n) * 4) / 4,
        lambda rng, n: np.full(n, np.nan),
    ],
)
def test_another_distribution_is_seen(other):
    first = quantiles(lambda rng, n: rng.random(n), 0)
    assert not any(one_distribution(first, quantiles(other, seed), 10_001) for seed in range(1, 50))


def test_the_first_property_that_differs_is_named_with_its_own_sentence():
    found = properties(case({"size": 3, "draws": np.zeros(5)}), Outcome({"size": 5, "draws": np.ones(5)}), OPTIONS)
    assert found.message == "Another size."
    assert found.part == "size"
    assert found.details == ("Yours: 5.",)
    assert found.shown == ("Yours: 5; expected: 3.",)


def test_what_is_expected_stands_in_nothing_that_the_judge_shows():
    found = properties(case({"size": 7}), Outcome({"size": 123}), OPTIONS)
    assert "7" not in found.message + "".join(found.details)


def test_a_property_may_have_room():
    assert properties(case({"size": 3}), Outcome({"size": 4}), OPTIONS) is None
    assert properties(case({"size": [3, 3]}), Outcome({"size": [2, 4]}), OPTIONS) is None
    assert properties(case({"size": [3, 3]}), Outcome({"size": [3]}), OPTIONS)


def test_a_property_that_is_missing_differs_and_one_that_both_lack_does_not():
    assert properties(case({"size": 3}), Outcome({}), OPTIONS).part == "size"
    assert properties(case({}), Outcome({}), OPTIONS) is None
    assert properties(case({"size": 3}), Outcome(None), OPTIONS).kind == "type"


@pytest.mark.parametrize("value", ["text", None, True, {"a": 1}, [1, 2], np.zeros((2, 2)), {1, 2}, float("nan")])
def test_any_value_can_come_back_and_differs(value):
    assert properties(case({"size": 1000}), Outcome({"size": value}), OPTIONS)


def test_nan_equals_nan_and_a_truth_value_is_not_shown():
    assert properties(case({"size": float("nan")}), Outcome({"size": float("nan")}), OPTIONS) is None
    assert properties(case({"size": True}), Outcome({"size": False}), {**OPTIONS, "atol": {}}).details == ()
