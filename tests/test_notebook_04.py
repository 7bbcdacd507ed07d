"""Notebook 04 teaches every row of its part of the inventory, and keeps to what the course promises of a notebook."""

import re

import numpy as np
import pytest
from lessons import Lesson

from autograder import checks
from courseware import golden

LESSON = Lesson("04_gradient_check")

ROWS = {
    "4.1 the central difference as a program": r'exercise="numerical_gradient"',
    "4.2 x is moved in place": r"### 1\. Move x in place, and put it back",
    "4.3 x comes back exactly": r"Keep the old value in a variable[\s\S]*bit for bit[\s\S]*assert np\.array_equal",
    "4.3 measured: three times in four": r"predict_restore[\s\S]*Three times in four",
    "4.4 the random state before each call": r"### 2\. The same random numbers[\s\S]*before \*\*every\*\* call",
    "4.5 Taylor in one dimension": r"\*\*Taylor's theorem\*\*",
    "4.5 Taylor in many dimensions": r"d\^\\top H d",
    "4.5 central against forward": r'exercise="taylor_error"',
    "4.6 the definition of the derivative": r"\\lim_\{h \\to 0\}",
    "4.6 a relative difference": r'exercise="relative_error"',
    "4.6 the quotient of norms": r"sum of their norms[\s\S]*predict_norm",
    "4.7 debug only": r"\*\*For debugging only\.\*\*",
    "4.7 look at each dW and db": r"look at each `dW` and `db`",
    "4.7 remember the regularisation": r"### Regularisation: on[\s\S]*predict_reg",
    "4.7 not with dropout": r"### Dropout: off",
    "4.7 at a random initialisation": r"\*\*At a random point\*\*",
    "4.8 parameters flattened into the checker": r"def flatten\([\s\S]*gradient_check\(flat_loss, theta\)",
    "E2 o(h) is too weak": r"### Find the bug in the note[\s\S]*o\(h\)[\s\S]*predict_order[\s\S]*The correction",
}


@pytest.mark.parametrize("row", ROWS)
def test_every_row_of_the_inventory_has_a_cell(row: str) -> None:
    assert re.search(ROWS[row], LESSON.text), row


def test_all_rows_of_the_inventory_are_listed() -> None:
    assert {row.split()[0] for row in ROWS} == LESSON.rows


def test_public_data_do_not_show_which_gradients_are_wrong() -> None:
    for grade_id, (_, cases) in golden.load("gradient_check").items():
        if "planted_bugs" in grade_id:
            assert cases[0].expected.value is None


def test_what_a_checker_is_given_looks_alike_whether_the_gradient_is_right_or_not() -> None:
    """A driver builds the function from plain data; nothing in them says what the verdict should be."""
    for property in ("verdicts", "planted"):
        check = checks.find(f"check-gradient_check-{property}")
        for case in check.cases(np.random.default_rng(0)):
            kind, a, b, x, options, seed, wanted = case.args
            assert isinstance(kind, str)
            assert a.shape == b.shape == x.shape
            assert set(options) <= {"h", "tol"}
            assert seed is None
            assert wanted == ["passed"]
