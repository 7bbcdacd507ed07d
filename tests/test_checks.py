"""The checks of notebook 01, each with its twins: what it must accept, and what it must reject."""

from __future__ import annotations

import numpy as np
import pytest
from verdicts import statuses

from autograder import checks, misconceptions
from courseware.calling import driver_named
from courseware.compare import COMPARE
from solutions import softmax as reference

FORMULAS = ("`", "exp(", "log(", "log1p", "p ", "y ", "dW", "float32", "scores =")
FUNCTIONS = ["softmax", "log_softmax", "inverse_softmax", "softmax_temperature", "cross_entropy", "softmax_loss"]
EXERCISES = [name for topic in checks.all_topics() for name in checks.topic_exercises(topic)]
TYPED = {"remedies", "draw_shares", "importance", "panda_or_caviar", "logbook"}  # tables, which are right in one way
CALM = {*FUNCTIONS, *checks.topic_exercises("cross_entropy"), *checks.topic_exercises("hyperparameter_search")}


def test_every_check_can_be_found_by_the_grade_id_of_its_cell():
    for topic in checks.all_topics():
        for check in checks.of_topic(topic):
            assert checks.find(check.grade_id) is checks.find(f"check-{check.spec.exercise}-{check.spec.name}")
            assert callable(driver_named(check.spec.driver))
            assert check.spec.compare in COMPARE
            assert check.spec.points > 0


def test_a_check_requires_only_earlier_checks_of_its_exercise():
    for topic in checks.all_topics():
        seen: set[str] = set()
        for check in checks.of_topic(topic):
            assert set(check.spec.requires) <= seen
            seen.add(check.grade_id)


def test_an_unknown_exercise_is_told_which_there_are():
    with pytest.raises(KeyError, match=r"there are .*softmax, log_softmax"):
        checks.of_exercise("softmaxx")
    with pytest.raises(KeyError, match=r"there are .*softmax"):
        checks.of_topic("botany")


def test_the_functions_of_notebook_01_are_worth_thirty_points():
    assert sum(check.spec.points for name in FUNCTIONS for check in checks.of_exercise(name)) == 30


@pytest.mark.parametrize("name", FUNCTIONS)
def test_inputs_are_odd_square_single_and_fresh(name):
    drawn = [args for check in checks.of_exercise(name) for args in check.inputs(np.random.default_rng(0)).values()]
    again = [args for check in checks.of_exercise(name) for args in check.inputs(np.random.default_rng(1)).values()]
    matrices = [arg for args in drawn for arg in args if np.ndim(arg) == 2]
    assert any(len(matrix) == 1 for matrix in matrices)
    assert any(matrix.shape[0] == matrix.shape[1] for matrix in matrices)
    assert any(matrix.shape[0] > matrix.shape[1] > 1 for matrix in matrices)
    assert any(matrix.flags.f_contiguous and not matrix.flags.c_contiguous for matrix in matrices)
    assert any(not matrix.flags.writeable for matrix in matrices)
    assert not np.array_equal(drawn[0][0], again[0][0])


@pytest.mark.parametrize("name", [name for name in EXERCISES if name not in TYPED])
def test_there_are_four_correct_alternatives_or_more(name):
    assert len(misconceptions.alternatives(name)) >= 4


@pytest.mark.parametrize("name", EXERCISES)
def test_every_hint_leads_towards_the_cause_in_short_sentences(name):
    for variant in misconceptions.wrong_variants(name):
        assert variant.hint
        assert variant.hint.title
        assert len(variant.hint.steps) <= 3
        assert variant.hint.steps or variant.key == "rounded"  # its title says all
        for text in (variant.hint.title, *variant.hint.steps):
            assert len(text) < 130
            assert text[0].isupper() or text.startswith(FORMULAS) or name not in FUNCTIONS, text
            assert "wrong" not in text.lower() or name not in CALM, text


@pytest.mark.parametrize("name", FUNCTIONS)
def test_one_mistake_gives_one_red_mark(name):
    """Save for mistakes in two results at once, such as a loss and a gradient that are both summed."""
    for variant in misconceptions.wrong_variants(name):
        red = [status for status in statuses(name, variant.answer).values() if status not in ("pass", "blocked")]
        assert len(red) <= (2 if name == "softmax_loss" else 1), variant.key


def no_shift(x):
    e = np.exp(x)
    return e / e.sum(axis=-1, keepdims=True)


def test_softmax_that_overflows_still_earns_its_values():
    assert statuses("softmax", no_shift) == {"values": "pass", "stability": "fail", "contract": "pass"}


def test_a_failed_check_blocks_those_that_need_it():
    found = statuses("softmax", lambda x: x / x.sum(axis=-1, keepdims=True))
    assert found == {"values": "fail", "stability": "blocked", "contract": "blocked"}


def test_a_function_that_changes_its_argument_fails_the_contract_alone():
    def in_place(x):
        x -= x.max(axis=-1, keepdims=True)
        return no_shift(x)

    assert statuses("softmax", in_place) == {"values": "pass", "stability": "pass", "contract": "fail"}


def test_uncentred_scores_still_earn_what_softmax_turns_back():
    assert statuses("inverse_softmax", np.log) == {"scores": "pass", "centred": "fail", "contract": "pass"}


def test_a_gradient_may_be_missing_while_the_loss_counts():
    def loss_only(W, X, y, reg):
        return reference.softmax_loss(W, X, y, reg)[0], np.zeros_like(W, dtype=float)

    found = statuses("softmax_loss", loss_only)
    assert found == {
        "loss": "pass", "gradient": "fail", "penalty": "blocked", "stability": "blocked", "contract": "blocked"
    }  # fmt: skip


def test_warnings_are_not_mistakes():
    def noisy(x):
        np.log(np.zeros(1))
        return reference.softmax(x)

    assert set(statuses("softmax", noisy).values()) == {"pass"}


def test_numpy_scalars_and_python_floats_are_the_same_loss():
    for kind in (float, np.float64, np.array):
        found = statuses("cross_entropy", lambda scores, y, kind=kind: kind(reference.cross_entropy(scores, y)))
        assert set(found.values()) == {"pass"}


def test_a_result_that_depends_on_the_memory_layout_is_seen():
    def by_raveling(x):
        if x.ndim == 1:
            return reference.softmax(x)
        return reference.softmax(np.array(x.ravel(order="A")).reshape(x.shape))

    assert statuses("softmax", by_raveling)["contract"] == "fail"


def test_a_result_kept_in_a_buffer_is_seen():
    kept: dict[tuple[int, ...], np.ndarray] = {}

    def buffered(x):
        out = kept.setdefault(x.shape, np.empty(x.shape))
        out[...] = reference.softmax(x)
        return out

    assert statuses("softmax", buffered)["contract"] == "fail"
