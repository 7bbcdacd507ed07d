"""Notebook 06 teaches every row of its part of the inventory, and what it says of training is so, for several seeds."""

from __future__ import annotations

import re
from types import SimpleNamespace

import numpy as np
import pytest
from lessons import Lesson
from verdicts import statuses

from autograder import checks, verify
from courseware.calling import call
from courseware.data import split_digits
from solutions import backprop, batchnorm

LESSON = Lesson("06_batchnorm")
SEEDS = range(4)
GUESSING = 0.2

ROWS = {
    "6.1 z is normalised, not a": r"What should be normalised: \$z\$, before the activation[\s\S]*choice is \$z\$",
    "6.2 the formulas": r"\\mu = \\frac1N[\s\S]*\\text\{out\}_n = \\gamma\\, \\hat x_n \+ \\beta",
    "6.2 what epsilon is for": r"\$\\epsilon\$ keeps the division finite[\s\S]*\*\*inside\*\* the root",
    "6.2 as a program": r'exercise="batchnorm_forward"',
    "6.3 why gamma and beta": r"almost a straight line[\s\S]*predict_line",
    "6.4 inside a network": r'exercise="two_layer_bn_loss"',
    "6.4 the list of parameters": r"the parameters of your network are \$W_1, \\gamma, \\beta, W_2, b_2\$",
    "6.4 one line of TensorFlow": r"tf\.keras\.layers\.BatchNormalization\(\)",
    "6.5 with mini-batches": r"With mini-batches it is the same",
    "6.5 the bias cancels": r'exercise="normalisation_invariance"[\s\S]*has \*\*no bias\*\*',
    "6.6 any optimiser": r"Any optimiser will do for \$W\$, \$\\gamma\$ and \$\\beta\$",
    "6.6 the gradients, by the graph": r'exercise="batchnorm_backward"',
    "6.6 the gradients, in closed form": r'exercise="batchnorm_dx"[\s\S]*exercise="batchnorm_backward_alt"',
    "6.7 scale": r"\*\*Scale\.\*\*",
    "6.7 covariate shift": r"\*\*Covariate shift\.\*\*",
    "6.7 a little regularisation": r"\*\*A little regularisation\.\*\*[\s\S]*predict_noise",
    "6.8 running averages at test time": r"exponentially weighted averages, and use\s+these at test time",
    "E19 a hyphen is a minus": r"bug in the note: one line of TensorFlow[\s\S]*predict_name[\s\S]*The correction",
}


@pytest.mark.parametrize("row", ROWS)
def test_every_row_of_the_inventory_has_a_cell(row: str) -> None:
    assert re.search(ROWS[row], LESSON.text), row


def test_all_rows_of_the_inventory_are_listed() -> None:
    assert {row.split()[0] for row in ROWS} == LESSON.rows


def given(seed: int) -> SimpleNamespace:
    """The functions that the notebook gives, with the digits split by another seed."""
    (X_train, y_train), (X_dev, y_dev), _ = split_digits(seed)
    names = {"np": np, "X_train": X_train, "y_train": y_train, "X_dev": X_dev, "y_dev": y_dev}
    names |= {"batchnorm_forward": batchnorm.batchnorm_forward}
    for start in ("new_params", "with_batch_norm"):
        (cell,) = [cell.source for cell in LESSON.cells if f"def {start}(" in cell.source]
        functions = re.findall(r"^def .*?(?=^\S|\Z)", cell, re.MULTILINE | re.DOTALL)
        exec("\n".join(functions), names)
    return SimpleNamespace(**{name: value for name, value in names.items() if name != "__builtins__"})


def plain_accuracy(scale: float, rate: float, seed: int) -> float:
    notebook = given(seed)
    with np.errstate(all="ignore"):
        params, _ = notebook.train(backprop.two_layer_loss, notebook.new_params(scale, seed), rate, seed=seed)
        return float(np.mean(backprop.predict(params, notebook.X_dev) == notebook.y_dev))


def batch_norm_accuracy(scale: float, rate: float, seed: int) -> float:
    notebook, bn_param = given(seed), {"mode": "train"}

    def loss_and_grads(params, X, y):
        return batchnorm.two_layer_bn_loss(params, X, y, bn_param)

    with np.errstate(all="ignore"):
        start = notebook.with_batch_norm(notebook.new_params(scale, seed))
        params, _ = notebook.train(loss_and_grads, start, rate, seed=seed)
        return float(notebook.test_accuracy(params, bn_param, notebook.X_dev, notebook.y_dev))


@pytest.mark.parametrize("seed", SEEDS)
@pytest.mark.parametrize(("scale", "rate"), [(0.1, 3.0), (0.001, 0.1)], ids=["large step", "small weights"])
def test_batch_norm_learns_where_the_plain_network_guesses(scale, rate, seed):
    assert plain_accuracy(scale, rate, seed) < GUESSING
    assert batch_norm_accuracy(scale, rate, seed) > 0.9


@pytest.mark.parametrize("seed", SEEDS)
def test_both_learn_where_the_plain_network_is_well_set_up(seed):
    assert plain_accuracy(0.1, 0.3, seed) > 0.9
    assert batch_norm_accuracy(0.1, 0.3, seed) > 0.93


@pytest.mark.parametrize("seed", SEEDS)
def test_a_step_of_ten_is_too_large_with_batch_norm_too(seed):
    assert batch_norm_accuracy(0.1, 10.0, seed) < 0.5


@pytest.mark.parametrize("seed", SEEDS)
def test_the_noise_of_a_batch_falls_with_the_root_of_its_size(seed):
    notebook, rng = given(seed), np.random.default_rng(seed)
    z, noise = notebook.X_train @ notebook.new_params(0.1, seed)["W1"], {}
    for size in (16, 64, 256):
        batches = (np.vstack([z[:1], z[rng.integers(1, len(z), size=size - 1)]]) for _ in range(200))
        seen = [batchnorm.batchnorm_forward(x, np.ones(50), np.zeros(50), {"mode": "train"})[0][0] for x in batches]
        noise[size] = np.std(seen, axis=0).mean()
    assert noise[16] / noise[64] == pytest.approx(2, rel=0.1)
    assert noise[64] / noise[256] == pytest.approx(2, rel=0.1)


def test_a_backward_function_is_checked_with_the_forward_function_beside_it():
    for name in ("batchnorm_backward", "batchnorm_backward_alt"):
        for check in checks.of_exercise(name):
            assert "check-batchnorm_forward-train" in check.spec.requires


def test_a_forward_function_that_is_not_there_or_not_written_is_named():
    (case, *_) = checks.find("check-batchnorm_backward-dx").cases(np.random.default_rng(0))
    for forward in ("", "def batchnorm_forward(x, gamma, beta, bn_param):\n    raise NotImplementedError()\n"):
        names: dict = {}
        exec(f"{forward}\ndef batchnorm_backward(dout, cache):\n    return dout, dout, dout\n", names)
        outcome = call(names["batchnorm_backward"], case.args, "batchnorm.backward")
        assert outcome.error == "LookupError"
        assert "batchnorm_forward" in outcome.message


def test_nothing_is_written_yet_is_what_a_backward_function_says_of_itself_first():
    (case, *_) = checks.find("check-batchnorm_backward-dx").cases(np.random.default_rng(0))
    names: dict = {}
    exec("def batchnorm_backward(dout, cache):\n    raise NotImplementedError()\n", names)
    assert call(names["batchnorm_backward"], case.args, "batchnorm.backward").error == "NotImplementedError"


def test_a_mistake_in_a_backward_function_is_named_whatever_its_pair_does_with_the_averages():
    source = """
def batchnorm_forward(x, gamma, beta, bn_param):
    sigma = np.sqrt(x.var(axis=0) + bn_param["eps"])
    x_hat = (x - x.mean(axis=0)) / sigma
    return gamma * x_hat + beta, (x_hat, gamma, sigma)

def batchnorm_backward(dout, cache):
    x_hat, gamma, sigma = cache
    return dout * gamma / sigma, (dout * x_hat).sum(axis=0), dout.sum(axis=0)
"""
    names: dict = {"np": np}
    exec(source, names)
    verdicts = verify.judge(names["batchnorm_backward"], verify.draw("batchnorm_backward"))
    assert verdicts["check-batchnorm_backward-dx"].misconception == "direct-path-only"
    assert verdicts["check-batchnorm_backward-parameters"].status == "pass"


def test_a_cache_may_be_anything():
    source = """
class Kept:
    pass

def batchnorm_forward(x, gamma, beta, bn_param):
    out, cache = reference.batchnorm_forward(x, gamma, beta, bn_param)
    kept = Kept()
    kept.everything = cache
    return out, kept

def batchnorm_backward(dout, cache):
    return reference.batchnorm_backward(dout, cache.everything)
"""
    names: dict = {"reference": batchnorm}
    exec(source, names)
    for exercise in ("batchnorm_forward", "batchnorm_backward"):
        assert set(statuses(exercise, names[exercise]).values()) == {"pass"}
