"""Notebook 05 teaches every row of its part of the inventory, and keeps to what the course promises of a notebook."""

import re

import numpy as np
import pytest
from lessons import Lesson
from verdicts import statuses

from autograder import checks
from courseware.calling import call

LESSON = Lesson("05_optimizers")
RULES = ["sgd", "sgd_momentum", "ema_momentum", "nesterov", "adagrad", "rmsprop", "adam"]
FUNCTIONS = [*RULES, "minimize", "minibatches", "ewma", "lr_decay"]

ROWS = {
    "5.1 five million samples": r"five million samples[\s\S]*\*\*mini-batches\*\*",
    "5.1 brackets, and two loops": r"X\^\{\\\{t\\\}\}[\s\S]*for each epoch:\n    for each mini-batch",
    "5.2 the two ends and the middle": r"\| 1 \| stochastic gradient descent \|[\s\S]*never comes to rest",
    "5.2 noise, seen": r'demo="batch-noise"',
    "5.3 rules of thumb": r"powers of two, because memory[\s\S]*predict_batch[\s\S]*these are rules of thumb",
    "5.4 looks at one example": r'"SGD looks at one example"',
    "5.5 the recursion on temperatures": r"temperatures of a year[\s\S]*v_\{t-1\}",
    "5.6 smooth and late": r"the larger beta is, the smoother and the later",
    "5.6 the window": r"predict_window",
    "5.7 expanded": r"0\.1 \\cdot 0\.9\^2",
    "5.7 close to 1/e": r"0\.9\^\{10\}\$ is 0\.349, close to \$1/e = 0\.368",
    "5.7 the memory of one number": r"memory of \*\*one\*\* number",
    "5.8 bias correction": r"\*\*Bias correction\.\*\*[\s\S]*1 - \\beta\^t",
    "5.9 what alternates cancels": r"what alternates cancels and what agrees adds up",
    "5.10 velocity and friction": r"\*\*friction\*\*",
    "5.10 the shape of a velocity": r"\$v\$ has the shape of \$w\$: every weight has a velocity of its own",
    "5.11 mu of 1, above it and below 0": r"predict_friction[\s\S]*demo=\"stability-map\"",
    "5.11 derived": r'exercise="heavy_ball"',
    "5.12 momentum in network2.py": r"`self\.vs`[\s\S]*`update_mini_batch`[\s\S]*configs = \{name:",
    "5.13 RMSprop": r'exercise="rmsprop"',
    "5.13 what epsilon is for": r"keeps a weight that never had a gradient from \$0/0\$",
    "5.14 Adam": r'exercise="adam"',
    "5.14 its defaults": r"\\beta_1 = 0\.9\$, \$\\beta_2 = 0\.999\$, \$\\epsilon = 10\^\{-8\}",
    "5.15 learning rate decay": r'exercise="lr_decay"',
    "5.16 four regimes": r"\*\*too small\*\*[\s\S]*\*\*fitting\*\*[\s\S]*\*\*stuck\*\*[\s\S]*\*\*far too large\*\*",
    "5.17 normal to the contour line": r"\*\*normal\*\* to the contour line",
    "5.18 the paradox": r"\*\*The paradox\.\*\*[\s\S]*exercise=\"adagrad\"[\s\S]*predict_paradox",
    "5.18 the best step": r"### The best step[\s\S]*\|f'\| / f''",
    "5.19 saddle points": r"\*\*saddle point\*\*[\s\S]*predict_saddle",
    "5.20 convex": r"\*\*convex\*\* surface",
    "5.20 start, learning rate, momentum": r"\*\*start\*\*, the \*\*learning rate\*\*[\s\S]*carry you over its rim",
    "5.21 walks on surfaces": r'exercise="minimize"[\s\S]*### Play: the race',
    "5.22 feature scaling": r"### Make the ravine round",
    "5.22 the training set's mean and spread": r"mean and spread on the \*\*training\*\* set, keep them",
    "E8 negative momentum": r"which friction\?[\s\S]*predict_friction[\s\S]*The correction",
    "E13 dw for db": r"It is one letter[\s\S]*predict_letter[\s\S]*The correction",
    "E15 the test set's own mean": r"do[>\s]+it with the test set[\s\S]*predict_standardise[\s\S]*The correction",
    "E17 the window": r"averaging over the last[\s\S]*predict_window[\s\S]*The correction[\s\S]*63 %",
    "E18 epochs": r"is the number of iterations[\s\S]*predict_epoch[\s\S]*The correction",
    "E26 batch sizes": r"Up to 2 000 samples[\s\S]*predict_batch[\s\S]*The correction",
}


@pytest.mark.parametrize("row", ROWS)
def test_every_row_of_the_inventory_has_a_cell(row: str) -> None:
    assert re.search(ROWS[row], LESSON.text), row


def test_all_rows_of_the_inventory_are_listed() -> None:
    assert {row.split()[0] for row in ROWS} == LESSON.rows


@pytest.mark.parametrize("name", RULES)
def test_a_rule_names_every_key_with_its_default(name: str) -> None:
    cell = LESSON.exercise(name)
    (check,) = [check for check in checks.of_exercise(name) if check.spec.name == "contract"]
    _, config = check.reference(np.zeros(2), np.zeros(2))
    for key, value in config.items():
        default = "0" if np.size(value) == 2 or key == "t" else "1e-" if value < 0.1 else str(value)
        assert re.search(rf"\b{key} \((default )?{default}", cell.source) or key in ("m", "v", "t"), key
    state = {"adam": "m (0), v (0), t (0)"}.get(name, "")
    assert state in cell.source


@pytest.mark.parametrize("name", FUNCTIONS)
def test_the_example_of_an_exercise_is_what_the_reference_gives(name: str) -> None:
    cell = LESSON.exercise(name)
    namespace = {other: checks.of_exercise(other)[0].reference for other in FUNCTIONS} | {"np": np}
    lines = [line.strip() for line in cell.source.split("Example\n", 1)[1].split('"""')[0].splitlines()]
    prompt, printed, wanted = "", "", ""
    with np.printoptions(precision=4, suppress=True):
        for line in [*lines, ">>> None"]:
            if line.startswith(">>> "):
                assert _same(printed, wanted), (printed, wanted)
                prompt, wanted = line[4:], ""
                try:
                    printed = repr(eval(prompt, namespace))
                except SyntaxError:
                    exec(prompt, namespace)
                    printed = ""
            elif not line.startswith("---"):
                wanted += line


def _same(printed: str, wanted: str) -> bool:
    pattern = ".*".join(re.escape(re.sub(r"\s", "", part)) for part in wanted.split("..."))
    return re.fullmatch(pattern, re.sub(r"\s", "", printed)) is not None


def test_every_exercise_has_a_shape_line() -> None:
    assert LESSON.text.count("**Shapes:**") >= 9


def test_a_state_kept_in_a_global_is_found_out():
    kept = {}

    def rule(w, dw, config=None):
        config = {"learning_rate": 1e-2, "momentum": 0.9, **(config or {})}
        kept["v"] = config["momentum"] * kept.get("v", np.zeros(w.shape)) - config["learning_rate"] * dw
        return w + kept["v"], config

    assert statuses("sgd_momentum", rule) != {"steps": "pass", "contract": "pass"}


def test_a_state_kept_on_the_function_for_each_config_is_no_way_out():
    kept = {}

    def rule(w, dw, config=None):
        config = {"learning_rate": 1e-2, "momentum": 0.9, **(config or {})}
        kept[w.shape] = config["momentum"] * kept.get(w.shape, 0) - config["learning_rate"] * dw
        return w + kept[w.shape], config

    assert "fail" in statuses("sgd_momentum", rule).values()


def test_an_adam_that_is_right_in_one_row_only_is_found_out():
    right = checks.of_exercise("adam")[0].reference

    def rule(w, dw, config=None):
        next_w, config = right(w, dw, config)
        return np.concatenate([next_w[:1], w[1:]]), config

    assert statuses("adam", rule)["steps"] == "fail"


def test_a_momentum_without_memory_is_found_out_though_its_first_step_is_right():
    sgd = checks.of_exercise("sgd")[0].reference
    assert statuses("sgd_momentum", sgd)["steps"] == "fail"
    assert statuses("nesterov", checks.of_exercise("sgd_momentum")[0].reference)["steps"] == "fail"


@pytest.mark.parametrize(
    "returned", [None, 3.0, "w", (np.zeros(3),), (np.zeros(2), None), ([0.0], {}), (None, {}), ({}, np.zeros(2))]
)
def test_whatever_a_rule_returns_the_driver_ends_with_a_reason(returned):
    args = (np.zeros(3), np.ones((6, 3)), None)
    for driver in ("optimizers.steps", "optimizers.contract"):
        outcome = call(lambda w, dw, config=None: returned, args, driver)
        assert outcome.error in ("TypeError", "ValueError")
        assert outcome.message


def test_an_epoch_without_an_end_ends():
    def endless(X, y, batch_size, rng):
        while True:
            yield X[:batch_size], np.asarray(y)[:batch_size]

    args = (np.arange(10.0)[:, None], np.arange(10), 4, 0)
    outcome = call(endless, args, "optimizers.epoch")
    assert not outcome.error
    assert len(outcome.value["number of samples in each batch"]) == 11
