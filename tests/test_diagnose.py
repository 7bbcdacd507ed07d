"""A verdict says where an answer differs and which mistake that is, and never what was expected unless it may."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from autograder import checks
from courseware.calling import call
from courseware.outcome import Outcome
from courseware.spec import Case, Spec
from courseware.verdict import blocked, decide
from solutions import softmax as reference

rng = np.random.default_rng(5)
X, W = rng.normal(size=(6, 4)), rng.normal(size=(4, 5))
SPEC = Spec(
    "predict", "values", "Right values", "", 1,
    options={"dims": {"N": [0, 0], "D": [0, 1], "C": [1, 1]}, "shapes": {"": ["N", "C"]}, "unchanged": ["X", "W"]},
)  # fmt: skip


def verdict(answer, spec=SPEC, reveal=False, correct=lambda X, W: X @ W, inputs=((X, W), (2 * X[:3], W))):
    cases = [Case(args, call(correct, args)) for args in inputs]
    return decide(spec, cases, [call(answer, case.args) for case in cases], reveal)


def of_check(grade_id, answer, reveal=False):
    check = checks.find(grade_id)
    cases = check.cases(np.random.default_rng(0))
    return decide(check.spec, cases, [call(answer, case.args, check.spec.driver) for case in cases], reveal)


@pytest.mark.parametrize(
    ("answer", "misconception", "words"),
    [
        (lambda X, W: -(X @ W), "sign", "but for their sign"),
        (lambda X, W: X @ W * len(X), "constant-factor", "N times what it should be"),
        (lambda X, W: X @ W / len(X), "constant-factor", "1/N of what it should be"),
        (lambda X, W: X @ W / W.shape[1], "constant-factor", "1/C of what it should be"),
        (lambda X, W: 2 * X @ W, "constant-factor", "2 times what it should be"),
        (lambda X, W: X @ W / X.size, "constant-factor", "1/(N*D) of what it should be"),
        (lambda X, W: 7.5 * X @ W, "constant-factor", "7.5 times what it should be"),
        (lambda X, W: (X @ W).astype(np.float32), "float32", "float32"),
        (lambda X, W: X @ W + 1e-7, "imprecise", "digits agree"),
        (lambda X, W: (X @ W).astype(int), "integer-output", "integers"),
        (lambda X, W: X @ W + X[:, :1], "row-offset", "same amount"),
        (lambda X, W: X @ W * X[:, :1], "row-factor", "Within each row"),
        (lambda X, W: X @ W * W[0], "column-factor", "Within each column"),
        (lambda X, W: W.T @ X.T, "transposed", "(5, 6); expected (N, C) = (6, 5). Transposed?"),
        (lambda X, W: X @ W[:, :3], "shape", "(6, 3); expected (N, C) = (6, 5)."),
        (lambda X, W: None, "returned-none", "forget to return"),
        (lambda X, W: (X @ W).tolist(), "type", "a list of 6; expected an array"),
        (lambda X, W: X @ W + 0j, "dtype", "complex"),
        (lambda X, W: np.where(X @ W > 0, X @ W, np.nan), "not-finite", "nan"),
        (lambda X: X, "arguments", "positional argument"),
        (lambda X, W: W @ X, "raised", "the inner sizes of the product are 5 and 6"),
    ],
)
def test_a_generic_mistake_is_named(answer, misconception, words):
    found = verdict(answer)
    assert found.status in ("fail", "crashed")
    assert found.misconception == misconception
    assert found.hint
    assert words in " ".join([found.message, *found.details])


def test_a_transpose_is_seen_in_a_square_matrix_by_its_values():
    found = verdict(lambda X, W: (X @ W).T, inputs=((X[:5], W),))
    assert found.misconception == "transposed"


def test_a_changed_argument_is_named():
    def in_place(X, W):
        X *= 2
        return X @ W / 2

    found = verdict(in_place)
    assert (found.status, found.misconception) == ("fail", "mutates-input")
    assert "`X`" in found.message


def test_the_first_differing_entry_is_named_with_the_students_own_value():
    def one_off(X, W):
        out = X @ W
        out[2, 1] = 9.5
        return out

    found = verdict(one_off)
    assert "1 of 30 entries, first at row 2, column 1" in found.message
    assert "At row 2, column 1: yours is 9.5." in found.details
    assert found.picture.count("\N{MULTIPLICATION X} 9.5") == 1


def test_an_exception_names_the_students_line():
    found = verdict(lambda X, W: X @ W.nonsense)
    assert found.status == "crashed"
    assert "AttributeError" in found.message
    assert any("lambda X, W: X @ W.nonsense" in detail for detail in found.details)


def test_a_known_mistake_wins_over_a_pattern():
    found = of_check("check-softmax_loss-gradient", lambda W, X, y, reg: (
        reference.softmax_loss(W, X, y, 0)[0], len(X) * reference.softmax_loss(W, X, y, 0)[1]))  # fmt: skip
    assert found.misconception == "grad-not-averaged"
    assert "What you return is N times what it should be." in found.details


def test_a_known_mistake_is_seen_through_a_lesser_one():
    def summed_with_epsilon(scores, y):
        return -np.sum(np.log(reference.softmax(scores)[np.arange(len(y)), y] + 1e-9))

    assert of_check("check-cross_entropy-values", summed_with_epsilon).misconception == "sum-not-mean"


def test_a_pattern_is_named_where_no_known_mistake_fits():
    found = of_check("check-softmax-values", lambda x: 3 * reference.softmax(x))
    assert found.misconception == "constant-factor"


def test_numbers_in_no_known_pattern_get_a_way_to_look_for_the_cause_and_no_name():
    found = verdict(lambda X, W: np.tanh(X @ W))
    assert (found.status, found.misconception) == ("fail", None)
    assert found.hint


def test_an_integer_longer_than_any_float_is_only_a_failure():
    for value in (10**400, -(2**70), True):
        assert verdict(lambda X, W, value=value: value, correct=lambda X, W: 3.5).status in ("fail", "crashed")


def test_an_unfinished_answer_is_missing_and_not_a_failure():
    def unwritten(X, W):
        raise NotImplementedError("predict: write your answer here")

    assert verdict(unwritten).status == "missing"
    undefined = Outcome(error="NameError", message="name 'predict' is not defined")
    assert decide(SPEC, [Case((1,), Outcome(1.0))], [undefined], False).status == "missing"


def test_another_undefined_name_is_a_crash():
    assert verdict(lambda X, W: undefined_helper(X, W)).status == "crashed"  # noqa: F821


@pytest.mark.parametrize(
    ("error", "status"), [("Timeout", "timeout"), ("Died", "crashed"), ("Protocol", "crashed"), ("Limit", "crashed")]
)
def test_what_the_sandbox_reports_is_said_in_plain_words(error, status):
    found = decide(SPEC, [Case((X, W), Outcome(X @ W))], [Outcome(error=error, message="after 10 s")], False)
    assert found.status == status
    assert "Your function" in found.message or "your function" in found.message
    assert found.details == ("after 10 s",)


def test_expected_values_are_named_only_where_they_may_be():
    expected = reference.softmax(np.zeros((1, 4)))[0, 0] + 0.123456
    spec = Spec("predict", "values", "Right values", "", 1)
    cases = [Case((X,), Outcome(np.full((2, 2), expected)))]
    outcomes = [Outcome(np.zeros((2, 2)), (X,))]
    hidden, shown = (decide(spec, cases, outcomes, reveal) for reveal in (False, True))
    assert "0.373456" not in repr(hidden)
    assert "0.373456" in " ".join(shown.details)
    assert "0.373456" not in shown.picture


@pytest.mark.parametrize("grade_id", [check.grade_id for check in checks.of_topic("softmax")][:20])
def test_no_expected_value_of_a_real_check_is_told_to_the_judge(grade_id):
    check = checks.find(grade_id)
    cases = check.cases(np.random.default_rng(0))
    for key in cases[0].wrong:
        outcomes = [case.wrong[key] for case in cases]
        text = repr(decide(check.spec, cases, outcomes, False))
        assert "xpected is" not in text
        assert "Expected:" not in text


odd = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text()
    | st.sampled_from([np.zeros((2, 3)), np.array("a"), np.zeros(0), np.float32(1), 1j, np.array([1j])]),
    lambda parts: st.lists(parts) | st.lists(parts).map(tuple) | st.dictionaries(st.text(), parts),
    max_leaves=5,
)  # fmt: skip


@given(odd)
def test_odd_values_never_pass_and_never_raise(value):
    for expected in (np.eye(2, 3), 1.5, (1.5, np.eye(1, 3)), {"W": np.eye(2)}):
        for options in ({}, {"calls": 2}, {"per_row": True, "rows": [0, "X"]}):
            case = Case((X,), Outcome((expected, expected) if "calls" in options else expected))
            spec = Spec("predict", "values", "Right values", "", 1, options=options)
            found = decide(spec, [case], [Outcome(value, (X,))], reveal=True)
            assert found.status in ("fail", "crashed")


def test_the_number_of_outcomes_must_be_that_of_the_cases():
    case = Case((X,), Outcome(X))
    for outcomes in ([], [Outcome(X, (X,))] * 2, [None]):
        assert decide(SPEC, [case], outcomes, False).status == "crashed"
    assert decide(SPEC, [], [], False).status == "crashed"


def test_a_blocked_check_names_what_it_waits_for():
    found = blocked(SPEC, ["Right loss", "Right gradient"])
    assert found.status == "blocked"
    assert '"Right loss" and "Right gradient"' in found.message
