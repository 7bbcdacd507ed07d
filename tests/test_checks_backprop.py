"""What is special in the checks of notebook 03: fair batches, typed shapes, caches that are a student's business."""

from __future__ import annotations

import numpy as np
import pytest

from autograder import checks, misconceptions
from courseware.calling import call
from courseware.compare import compare
from courseware.draws import draws
from courseware.outcome import Outcome
from courseware.shapes import shapes
from courseware.spec import Case
from courseware.verdict import decide
from solutions import backprop, backprop_derivations

BATCHES = checks.find("check-train_two_layer-batches")
FAIR = {variant.key: variant.answer for variant in misconceptions.alternatives("train_two_layer")}
UNFAIR = {variant.key: variant.answer for variant in misconceptions.wrong_variants("train_two_layer")}


def verdict(grade_id: str, answer, seed: int = 1):
    check = checks.find(grade_id)
    cases = check.cases(np.random.default_rng(seed))
    return decide(check.spec, cases, [call(answer, case.args, check.spec.driver) for case in cases], reveal=False)


@pytest.mark.parametrize("name", [*FAIR, "the reference"])
def test_a_fair_draw_passes_for_any_seed(name):
    answer = FAIR.get(name, backprop.train_two_layer)
    for seed in range(12):
        found = verdict(BATCHES.grade_id, answer, seed)
        assert found.status == "pass", (seed, found.message, found.details)


@pytest.mark.parametrize("name", ["sample-left-out", "neighbours", "pairs-broken", "one-sample", "same-batch",
                                  "rng-not-used", "not-reproducible", "all-samples"])  # fmt: skip
def test_an_unfair_draw_is_named_for_any_seed(name):
    for seed in range(12):
        found = verdict(BATCHES.grade_id, UNFAIR[name], seed)
        assert (found.status, found.misconception) == ("fail", name), (seed, found.message)


def test_a_run_that_returns_nonsense_does_not_pass():
    for value in (None, [], [np.zeros(3)] * 3, [None] * 3, [np.full(400, np.nan)] + [np.zeros(20)] * 2, "abc"):
        case = BATCHES.cases(np.random.default_rng(0))[0]
        assert compare("batches", case, Outcome(value), BATCHES.spec.options) is not None


def test_accuracies_may_be_measured_at_any_step_of_an_epoch_but_not_of_another_network():
    for seed in range(8):
        assert verdict("check-train_two_layer-accuracies", FAIR["measured_before_the_step"], seed).status == "pass"
        assert verdict("check-train_two_layer-accuracies", UNFAIR["accuracy-of-the-start"], seed).status == "fail"


def own_layers(source: str) -> dict:
    """Functions in a namespace of their own, as in a student's notebook."""
    namespace: dict = {"np": np}
    exec(source, namespace)
    return namespace


OWN_CACHE = """
def affine_forward(x, w, b):
    return x @ w + b, {"in": x, "by": w}

def affine_backward(dout, cache):
    return dout @ cache["by"].T, cache["in"].T @ dout, dout.sum(axis=0)
"""


def test_a_cache_is_the_students_own_business():
    layers = own_layers(OWN_CACHE)
    for name in ("weights", "bias", "inputs", "contract"):
        assert verdict(f"check-affine_backward-{name}", layers["affine_backward"]).status == "pass"


def test_a_wrong_forward_function_is_not_charged_to_a_backward_function_in_the_documented_form():
    wrong = "def affine_forward(x, w, b):\n    return x @ w - b, (x, w, 0 * b, 'more')\n"
    right = "def affine_backward(dout, cache):\n    x, w, b = cache\n    return dout @ w.T, x.T @ dout, dout.sum(0)\n"
    assert verdict("check-affine_backward-weights", own_layers(wrong + right)["affine_backward"]).status == "pass"


def test_nor_to_one_that_understands_only_its_own_cache():
    layers = own_layers(OWN_CACHE.replace("x @ w + b", "x @ w"))
    assert verdict("check-affine_backward-weights", layers["affine_backward"]).status == "pass"
    assert verdict("check-affine_forward-values", layers["affine_forward"]).status == "fail"


FORWARD = checks.find("check-network_shapes-forward").spec.options


def first_difference(**changes):
    answer = {**backprop_derivations.NETWORK_SHAPES, **changes}
    return shapes(Case((1,), Outcome()), Outcome(answer), FORWARD)


@pytest.mark.parametrize("text", ["(N, H)", "N, H", "(N,H)", "N x H", ["N", "H"], ("N", "H"), "[N, H]"])
def test_a_shape_may_be_written_in_several_ways(text):
    assert first_difference(z1=text) is None


@pytest.mark.parametrize("text", ["(H, N)", "(N, D)", "(N,)", "()", "(N, H, 1)", "(1, H)", "(7, 3)x", "N + H", 3, None])
def test_another_shape_is_not_right(text):
    found = first_difference(z1=text)
    assert found is not None
    assert found.part == "z1"
    assert "(N, H)" not in found.message


def test_what_is_not_written_is_told_as_such():
    assert first_difference(P="").kind == "incomplete"
    assert shapes(Case((1,), Outcome()), Outcome({}), FORWARD).kind == "unwritten"


def test_formulas_are_judged_on_all_sizes_equal_as_well():
    options = checks.find("check-gradient_formulas-dW1").spec.options
    drawn = list(draws(options, 5))
    assert any(values["X"].shape[1] == values["W1"].shape[1] == values["W2"].shape[1] for values, _ in drawn)
    assert any(len({*values["X"].shape, *values["W2"].shape}) == 4 for values, _ in drawn)
    for values, truth in drawn:
        np.testing.assert_allclose(truth, values["X"].T @ values["dz1"], rtol=1e-10, atol=1e-12)
