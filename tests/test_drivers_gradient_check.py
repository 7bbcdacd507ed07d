"""The drivers of notebook 04 return plain values only, and leave nothing behind; sets of names are compared."""

from __future__ import annotations

import numpy as np
import pytest

from autograder import checks
from courseware.calling import call
from courseware.drivers.claims import TERMS, network, value, with_gradient
from courseware.drivers.gradient_check import change_of, units
from courseware.names import digest, names
from courseware.outcome import Outcome
from courseware.plain import plain
from courseware.spec import Case
from solutions import gradient_check as reference

LEGACY = np.random  # whose functions share one global state
CHECKS = [check for check in checks.of_topic("gradient_check") if check.spec.driver.startswith("gradient_check.")]


@pytest.mark.parametrize("check", CHECKS, ids=lambda check: check.spec.grade_id)
def test_a_driver_returns_plain_values_and_leaves_the_random_state_as_it_was(check):
    LEGACY.seed(1)
    before = LEGACY.get_state()[1].copy(), LEGACY.get_state()[2]
    for case in check.cases(np.random.default_rng(0)):
        outcome = call(check.reference, case.args, check.spec.driver)
        assert outcome.error == ""
        plain(outcome.value)
    if "seed" in check.spec.name or "draws" in check.spec.name:
        np.testing.assert_array_equal(LEGACY.get_state()[1], before[0])
        assert LEGACY.get_state()[2] == before[1]


@pytest.mark.parametrize("kind", sorted(set(TERMS) - {"quotient", "coupled"}))
def test_a_claimed_gradient_is_right_where_its_numbers_are_those_of_the_value(kind):
    x, a = np.random.default_rng(0).uniform(0.5, 2, size=(2, 3, 4))
    exact = reference.complex_step(lambda z: value(kind, a, z), x)
    np.testing.assert_allclose(with_gradient(kind, a, a, None)(x)[1], exact, rtol=1e-12)
    assert not np.allclose(with_gradient(kind, a, 1.001 * a, None)(x)[1], exact, rtol=1e-6)


def test_the_gradients_of_a_network_belong_to_their_own_data():
    rng = np.random.default_rng(0)
    params = {"W1": rng.normal(size=(3, 4)), "b1": rng.normal(size=4), "W2": rng.normal(size=(4, 2)), "b2": np.zeros(2)}
    data = {"X": rng.normal(size=(5, 3)), "y": np.array([0, 1, 1, 0, 1]), "reg": 0.2}
    assert all(reference.check_network(network(data, data, None), params).values())
    found = reference.check_network(network(data, {**data, "reg": 0.1}, None), params)
    assert found == {"W1": False, "b1": True, "W2": False, "b2": True}


def test_a_change_of_one_bit_is_one_unit():
    before = np.array([1.0, -1.0, 0.1, 0.0])
    after = before.copy()
    after[0], after[1], after[3] = np.nextafter(1, 2), np.nextafter(-1, -2), -0.0
    changed = units(before, after)
    np.testing.assert_array_equal(changed[:3], [1, 1, 0])
    assert changed[3] != 0
    assert change_of("x").startswith("change of x")


@pytest.mark.parametrize(
    ("answer", "kind"),
    [
        ({"A": ["b", "a"]}, None), ({"A": {"a", "b"}}, None), ({"A": ("a", "b ")}, None),
        ({"A": ["a"]}, "names"), ({"A": ["a", "b", "c"]}, "names"), ({"A": []}, "unwritten"), ({"A": ""}, "unwritten"),
        ({"A": ["z"]}, "type"), ({"A": [1]}, "type"), ({}, "type"), (["a", "b"], "type"), (None, "type"),
    ],
)  # fmt: skip
def test_a_set_of_names_is_compared_without_showing_the_right_one(answer, kind):
    options = {"part": "A", "among": ["a", "b", "c"], "digest": digest({"a", "b"}, "A")}
    difference = names(Case((), Outcome()), Outcome(answer), options)
    assert (difference and difference.kind) == kind


def test_two_answers_with_the_same_mistake_are_alike():
    options = {"among": ["a", "b", "c"], "digest": digest({"a", "b"})}
    assert names(Case((), Outcome(["a"])), Outcome(("a",)), options) is None
    assert names(Case((), Outcome(["a"])), Outcome(["a", "b"]), options) is not None
