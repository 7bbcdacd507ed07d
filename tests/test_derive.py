"""Derivations: what follows, what does not, what is missing, and how it is said and shown."""

import html
from dataclasses import replace
from typing import Any

import numpy as np
import pytest

from autograder import checks, misconceptions
from autograder.checks.base import Check
from courseware import derive
from courseware.calling import call
from courseware.compare import Difference, compare
from courseware.derivation import Finding, examine, lines_of
from courseware.draws import draws
from courseware.expressions import ExpressionError
from courseware.outcome import Outcome
from courseware.spec import Case
from courseware.verdict import decide

DERIVATIONS = [check for check in checks.of_topic("softmax") if check.spec.compare == "derivation"]
EXERCISES = list(dict.fromkeys(check.spec.exercise for check in DERIVATIONS))
BY_ID = {check.spec.grade_id: check for check in DERIVATIONS}
SQUARE = {
    "symbols": {"x": {"shape": []}, "y": {"shape": []}},
    "functions": ["exp"],
    "start": "(x + y)**2",
    "least": 2,
    "last": {"names": ["x", "y"], "functions": [], "ask": "three terms"},
}
PRODUCT = {
    "symbols": {"X": {"shape": ["N", "D"]}, "W": {"shape": ["D", "C"]}, "G": {"shape": ["N", "C"]}},
    "functions": ["sum"],
    "start": "sum(G * (X @ W))",
    "derivative": "W",
    "last": {"names": ["X", "G"], "functions": [], "ask": "a product of matrices"},
}


def found(answer: Any, options: dict[str, Any], seed: int = 1) -> Finding:
    return examine(answer, options, seed)


def judge(check: Check, answer: Any, seed: int = 5) -> Difference | None:
    (case,) = check.cases(np.random.default_rng(seed))
    return compare(check.spec.compare, case, call(answer, case.args, "value"), check.spec.options)


@pytest.mark.parametrize("grade_id", BY_ID)
@pytest.mark.parametrize("seed", range(20))
def test_the_reference_and_every_alternative_are_accepted_for_any_draw(grade_id: str, seed: int) -> None:
    check = BY_ID[grade_id]
    alternatives = misconceptions.alternatives(check.spec.exercise)
    assert len(alternatives) >= 4
    for answer in (check.reference, *(variant.answer for variant in alternatives)):
        assert judge(check, answer, seed) is None


@pytest.mark.parametrize("exercise", EXERCISES)
def test_every_wrong_variant_is_rejected_by_a_check_and_explains_itself(exercise: str) -> None:
    variants = misconceptions.wrong_variants(exercise)
    assert len({variant.id for variant in variants}) >= 3
    for variant in variants:
        assert variant.hint is not None
        assert variant.hint.title
        assert variant.hint.steps
        differences = [judge(check, variant.answer) for check in checks.of_exercise(exercise)]
        assert any(difference and difference.kind != "unwritten" for difference in differences), variant.key


@pytest.mark.parametrize("exercise", EXERCISES)
def test_a_known_mistake_is_named_and_no_other_one(exercise: str) -> None:
    for variant in misconceptions.wrong_variants(exercise):
        for check in checks.of_exercise(exercise):
            cases = check.cases(np.random.default_rng(3))
            verdict = decide(check.spec, cases, [call(variant.answer, case.args, "value") for case in cases], False)
            if verdict.status == "fail":
                assert verdict.misconception == variant.id


def test_a_known_mistake_is_named_in_other_words_too() -> None:
    check = BY_ID["check-softmax_jacobian-different"]
    answer = {"i != j": ["(exp(z[j]) / S) * (exp(z[i]) / S)"], "i == j": [], "both": []}
    cases = check.cases(np.random.default_rng(3))
    verdict = decide(check.spec, cases, [call(answer, case.args, "value") for case in cases], False)
    assert verdict.misconception == "sign-off-diagonal"


def test_an_empty_derivation_is_missing_and_not_a_mistake() -> None:
    check = BY_ID["check-softmax_jacobian-both"]
    cases = check.cases(np.random.default_rng(3))
    verdict = decide(check.spec, cases, [Outcome({"i == j": [""], "i != j": [], "both": [""]})] * len(cases), False)
    assert (verdict.status, verdict.misconception) == ("missing", None)


def test_golden_data_hold_no_line_that_a_student_has_to_find() -> None:
    from courseware import golden

    archive = np.load(golden.FOLDER / "softmax.npz", allow_pickle=False)
    text = "".join(bytes(archive[name]).decode("latin-1") for name in archive.files if archive[name].dtype == np.uint8)
    for check in DERIVATIONS:
        if "start" in check.spec.options:
            for line in lines_of(check.reference, check.spec.options.get("part"))[1:]:
                assert line not in text


def test_the_first_line_that_does_not_follow_is_named_with_the_one_before() -> None:
    finding = found(["(x + y)**2", "(x + y) * (x + y)", "x**2 + y**2", "nonsense("], SQUARE)
    assert (finding.kind, finding.line) == ("value", 3)
    assert finding.message == "Line 3 does not follow from line 2."
    assert finding.details[:2] == ("line 2:  (x + y) * (x + y)", "line 3:  x**2 + y**2")
    assert "line 3 is" in finding.details[2]


def test_a_line_that_agrees_by_chance_for_one_value_is_still_wrong() -> None:
    assert found(["(x + y)**2", "(x + y)**2 + 0.000001 * x"], SQUARE).kind == "value"


def test_right_lines_in_another_form_have_their_own_message() -> None:
    finding = found(["(x + y)**2", "exp(0) * (x**2 + 2*x*y + y**2)"], SQUARE)
    assert (finding.kind, finding.line) == ("form", 2)
    assert "Every line follows" in finding.message
    assert "three terms" in finding.message


def test_a_sign_and_a_factor_are_seen() -> None:
    assert found(["(x + y)**2", "-(x + y)**2"], SQUARE).kind == "sign"
    finding = found(["(x + y)**2", "(x + y)**2 * 3"], SQUARE)
    assert finding.kind == "constant-factor"
    assert finding.details[-1] == "Line 2 is 3 times line 1, for all values."


@pytest.mark.parametrize("answer", [["(x + y)**2"], ["(x + y)**2", "", "  "], [], "", ["(x + y)**2", "=", ""]])
def test_a_derivation_without_a_line_of_its_own_is_not_written_yet(answer: Any) -> None:
    assert found(answer, SQUARE).kind == "unwritten"


@pytest.mark.parametrize("answer", [None, 3, [1, 2], {"a": 1}, [["x"]], ["x"] * 31, np.array(["x"])])
def test_what_is_no_list_of_lines_is_said_to_be_so(answer: Any) -> None:
    assert found(answer, SQUARE).kind == "unreadable"


def test_a_derivation_begins_with_what_is_given() -> None:
    finding = found(["x**2 + 2*x*y + y**2", "(x + y)*(x + y)"], SQUARE)
    assert (finding.kind, finding.line) == ("form", 1)
    assert found(["(y + x)**2", "x**2 + 2*x*y + y**2"], SQUARE) == Finding()


def test_a_repeated_line_is_not_another_line() -> None:
    options = {**SQUARE, "least": 3}
    assert "at least 3" in found(["(x + y)**2", "(y + x)**2", "x**2 + 2*x*y + y**2"], options).message
    assert found(["(x + y)**2", "(y + x)*(x + y)", "x**2 + 2*x*y + y**2"], options) == Finding()


def test_text_with_line_breaks_and_equals_signs_is_a_derivation() -> None:
    assert found("(x + y)**2\n  = (x + y) * (x + y)\n= x**2 + 2*x*y + y**2\n", SQUARE) == Finding()


def test_division_by_zero_is_said_to_be_that() -> None:
    assert found(["(x + y)**2", "(x + y)**2 / (x - x)"], SQUARE).kind == "not-finite"


@pytest.mark.parametrize("seed", range(10))
def test_a_matrix_gradient_is_found_without_anybody_giving_its_formula(seed: int) -> None:
    options = {
        "symbols": {**PRODUCT["symbols"], "i": {"index": "D"}, "j": {"index": "C"}},
        "functions": [], "start": "((X @ W)[0, j])", "derivative": "W[i, j]",
        "last": {"names": ["X", "i"], "functions": [], "ask": "an entry of X"},
    }
    assert found("X[0, i]", options, seed) == Finding()
    assert found("X[i, 0]", options, seed).kind in {"value", "unreadable"}


def test_draws_have_several_scales_and_sizes_and_once_equal_sizes() -> None:
    options = {"symbols": PRODUCT["symbols"], "start": "X @ W"}
    shapes = [values["X"].shape + values["W"].shape for values, _ in draws(options, 3)]
    assert (3, 3, 3, 3) in shapes
    assert all(one[1] == one[2] for one in shapes)
    assert len(set(shapes)) >= 4
    spread = [float(np.std(values["X"])) for values, _ in draws(options, 3)]
    assert max(spread) > 3 * min(spread)


def test_indices_are_equal_different_or_both_as_asked() -> None:
    symbols = {"z": {"shape": ["C"]}, "i": {"index": "C"}}
    for about, equal in (({"same": "i"}, {True}), ({"unlike": "i"}, {False}), ({"free": "i"}, {True, False})):
        options = {"symbols": {**symbols, "j": {"index": "C", **about}}, "start": "z[i]"}
        seen = [values["i"] == values["j"] for seed in range(30) for values, _ in draws(options, seed)]
        assert set(seen) == equal


def test_hostile_answers_are_refused_and_not_worked_out() -> None:
    for check in DERIVATIONS:
        for answer in (["9**9**9**9"] * 30, ["(" * 10**6] * 30, "x\n" * 10**6, ["exp(" * 90] * 9, [[]] * 10**5, {}):
            assert judge(check, answer) is not None


def test_the_shown_table_holds_ticks_mathematics_and_no_text_of_the_student(capsys: pytest.CaptureFixture[str]) -> None:
    check = BY_ID["check-shift_invariance-lines"]
    (case,) = check.cases(np.random.default_rng(1))
    lines = ["exp(x + c) / sum(exp(x + c))", "exp(c) * exp(x) / sum(exp(x))", "<script>alert(1)</script>"]
    rows, note = derive._block(lines, check.spec.options, case)
    page = derive._table(rows, note)
    assert [mark for _, _, mark in rows] == [derive.GIVEN, derive.STOPS, derive.LATER]
    assert note == "Line 2 does not follow from line 1."
    assert r"\frac{e^{x_i + c}}{\sum_k e^{x_k + c}}" in page
    assert "<script>" not in page
    assert html.escape("<script>") in page


def test_show_prints_text_in_a_terminal(capsys: pytest.CaptureFixture[str]) -> None:
    derive.show("shift_invariance", ["exp(x + c) / sum(exp(x + c))"])
    assert "Nothing follows yet" in capsys.readouterr().out
    with pytest.raises(LookupError, match="no derivation 'nothing'"):
        derive.show("nothing", [])


def test_where_nothing_is_expected_in_words_any_right_derivation_is() -> None:
    for check in DERIVATIONS:
        case = Case((7,), Outcome(None))
        assert derive.derivation(case, Outcome(check.reference), check.spec.options) is None
        wrong = replace(case, expected=Outcome(misconceptions.wrong_variants(check.spec.exercise)[0].answer))
        assert derive.derivation(wrong, Outcome(check.reference), check.spec.options) is not None


@pytest.mark.parametrize("part", ["above", "one"])
def test_a_typed_answer_of_the_wrong_kind_is_said_to_be_so(part: str) -> None:
    check = BY_ID[f"check-sigmoid_layer-{part}"]
    for answer in (None, {}, {part: "1, 2, 3"}, {part: [1, 2]}, {part: [[1, 2, 3]]}, {part: ["a", "b", "c"]}, 3,
                   {part: [np.inf, 0, 0]}, {part: [np.nan, 0, 0]}, {part: [1e300] * 3}, {part: [[1], [1, 2], 3]}):
        difference = judge(check, answer)
        assert difference is not None
        assert difference.message


def test_a_part_that_is_not_there_is_asked_for() -> None:
    with pytest.raises(ExpressionError, match="'both'"):
        lines_of(["a"], "both")
