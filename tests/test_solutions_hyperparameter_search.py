"""The references for notebook 07, against exact probabilities and exhaustive search."""

from __future__ import annotations

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from solutions import hyperparameter_search as reference

DRAWS = 20_000


def rng(seed=0):
    return np.random.default_rng(seed)


def within_chance(count, probability, draws=DRAWS):
    """A count of independent draws; Hoeffding's bound puts a right one outside with a probability of 1e-12."""
    return abs(count / draws - probability) < math.sqrt(math.log(2e12) / (2 * draws))


@given(st.integers(10, 3000), st.integers(0, 1000))
def test_a_split_covers_every_sample_once_in_sizes_that_are_rounded(n, seed):
    fractions = (0.7, 0.2, 0.1)
    parts = reference.train_dev_test_split(n, fractions, rng(seed))
    assert sorted(np.concatenate(parts).tolist()) == list(range(n))
    for part, fraction in zip(parts, fractions, strict=True):
        assert abs(len(part) - n * fraction) <= 1


def test_each_sample_is_as_likely_to_be_in_the_dev_part():
    counts = np.zeros(20)
    for seed in range(2000):
        counts[reference.train_dev_test_split(20, (0.6, 0.2, 0.2), rng(seed))[1]] += 1
    assert all(within_chance(count, 0.2, 2000) for count in counts)


@pytest.mark.parametrize(
    ("errors", "found"),
    [
        ((0.01, 0.11), {"variance"}),
        ((0.15, 0.16), {"bias"}),
        ((0.15, 0.30), {"bias", "variance"}),
        ((0.005, 0.01), set()),
        ((0.15, 0.16, 0.14), set()),
        ((0.25, 0.5, 0.125, 0.125), {"variance"}),
    ],
)
def test_the_four_cases_and_the_bayes_error(errors, found):
    assert reference.diagnose(*errors) == found


@pytest.mark.parametrize(("low", "high"), [(1e-4, 1.0), (3e-3, 20.0), (2, 300)])
def test_a_log_uniform_draw_falls_into_an_interval_with_the_probability_of_its_ratio(low, high):
    draws = reference.sample_log_uniform(low, high, DRAWS, rng())
    assert draws.shape == (DRAWS,)
    assert draws.min() >= low * (1 - 1e-12)
    assert draws.max() <= high * (1 + 1e-12)
    for place in (0.1, 0.25, 0.5, 0.9):
        border = low * (high / low) ** place
        assert within_chance(np.count_nonzero(draws < border), place)


def test_half_of_the_betas_from_09_to_0999_lie_above_099():
    draws = reference.sample_beta(0.9, 0.999, DRAWS, rng())
    assert within_chance(np.count_nonzero(draws > 0.99), 0.5)
    assert np.all((draws > 0.9 - 1e-12) & (draws < 0.999 + 1e-12))


def test_neighbouring_draws_are_independent():
    draws = np.log(reference.sample_log_uniform(1e-4, 1, DRAWS, rng()))
    assert abs(np.corrcoef(draws[:-1], draws[1:])[0, 1]) < 0.05


def test_a_random_search_trains_each_trial_once_and_writes_it_down():
    calls = []

    def train_fn(hyperparameters):
        calls.append(dict(hyperparameters))
        hyperparameters.clear()  # what becomes of the caller's dict is the caller's business
        return float("nan") if calls[-1]["rate"] > 0.9 else -calls[-1]["rate"]

    space = {"rate": lambda rng: rng.random(), "units": lambda rng: int(rng.integers(8))}
    results = reference.random_search(train_fn, space, 50, rng(1))
    assert [{name: each[name] for name in space} for each in results] == calls
    assert len({each["rate"] for each in results}) == 50
    for each in results:
        np.testing.assert_equal(each["score"], float("nan") if each["rate"] > 0.9 else -each["rate"])


def test_a_grid_search_tries_every_combination():
    grid = {"a": [1, 2, 3], "b": [0.5, 0.25], "c": ["x", "y"]}
    results = reference.grid_search(lambda trial: trial["a"] * trial["b"], grid)
    assert len(results) == 12
    assert {(each["a"], each["b"], each["c"]) for each in results} == {
        (a, b, c) for a in grid["a"] for b in grid["b"] for c in grid["c"]
    }
    assert all(each["score"] == each["a"] * each["b"] for each in results)


@given(st.lists(st.floats(), max_size=8))
def test_the_winner_has_the_largest_finite_score_or_there_is_none(scores):
    results = [{"number": number, "score": score} for number, score in enumerate(scores)]
    finite = [score for score in scores if math.isfinite(score)]
    if finite:
        winner = reference.select_best(results)
        assert winner["score"] == max(finite)
        assert winner is results[winner["number"]]
    else:
        with pytest.raises(ValueError, match="finite"):
            reference.select_best(results)


@given(st.lists(st.tuples(st.floats(0.05, 0.95), st.one_of(st.floats(0, 1), st.just(float("nan")))), min_size=8))
def test_a_range_is_narrowed_around_the_best_quarter(trials):
    low, high = 1e-4, 10.0
    results = [{"rate": low * (high / low) ** place, "score": score} for place, score in trials]
    finite = sorted((each for each in results if math.isfinite(each["score"])), key=lambda each: -each["score"])
    if finite:
        new_low, new_high = reference.narrow(results, "rate", low, high)
        assert low <= new_low < new_high <= high
        kept = finite[: max(1, len(finite) // 4)]
        assert all(new_low <= each["rate"] <= new_high for each in kept)


@pytest.mark.parametrize(("place", "outwards"), [(0.0, "low"), (0.019, "low"), (0.981, "high"), (1.0, "high")])
def test_a_best_trial_at_the_border_moves_the_border(place, outwards):
    low, high = 1e-4, 1.0
    places = [place, 0.3, 0.5, 0.7]
    results = [{"rate": low * (high / low) ** at, "score": 1 - rank} for rank, at in enumerate(places)]
    new_low, new_high = reference.narrow(results, "rate", low, high)
    assert (new_low < low) == (outwards == "low")
    assert (new_high > high) == (outwards == "high")


@pytest.mark.parametrize(
    ("num_configs", "eta", "rounds"), [(8, 2, 3), (9, 3, 2), (5, 2, 3), (125, 5, 3), (243, 3, 5), (1, 2, 0)]
)
def test_halving_makes_as_many_rounds_as_the_logarithm_and_spends_the_budget(num_configs, eta, rounds):
    spent = []

    def train_fn(config, resource):
        spent.append(resource)
        return config["end"]

    configs = [{"end": end} for end in rng(2).permutation(num_configs)]
    winner, spend = reference.successive_halving(train_fn, configs, 1000, eta)
    assert winner["end"] == num_configs - 1
    assert len(spend) == rounds
    assert sum(spend) == pytest.approx(sum(spent))
    assert sum(spend) == pytest.approx(1000 if rounds else 0)
    assert sum(spend) <= 1000 * (1 + 1e-12)


def test_halving_drops_what_diverges():
    configs = [{"end": float("nan")}, {"end": float("nan")}, {"end": 0.1}, {"end": float("inf")}]
    winner, _ = reference.successive_halving(lambda config, resource: config["end"], configs, 8)
    assert winner == {"end": 0.1}
