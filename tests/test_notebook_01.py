"""Notebook 01 teaches every row of its part of the inventory, and keeps to what the course promises of a notebook."""

import re

import pytest
from lessons import Lesson

LESSON = Lesson("01_softmax")

ROWS = {
    "1.1 shift invariance is proved": r'exercise="shift_invariance"',
    "1.2 subtracting the maximum; underflow is harmless for softmax": r"very negative exponents \*\*underflow\*\*",
    "1.2 and not for its logarithm": r"the claim holds for softmax and fails for its logarithm",
    "1.3 vectorised, and why NumPy is faster": r"How much faster is NumPy\?",
    "1.3 fewer decisions, parallel, GPU": r"several numbers per\s+instruction[\s\S]*GPU",
    "1.4 watch the axis": r"### Watch the axis",
    "1.5 keepdims, and PyTorch's words for it": r"`keepdims=True`[\s\S]*`dim` and `keepdim`",
    "1.6 softmax_loss, vectorised": r'exercise="softmax_loss"',
    "1.7 one taken off at the true class": r"with 1 taken off at the true class",
    "1.8 softmax regression, labels 0 to C - 1": r"A whole classifier: softmax regression",
    "1.9 the worked example": r"\| 0 \| 5 \| 148\.41 \| 0\.842 \|",
    "1.10 two classes are the sigmoid": r'exercise="two_class_sigmoid"',
    "1.11 where the name comes from": r"This is where its name comes from",
    "1.12 monotone": r"\*\*Monotone:\*\*",
    "1.13 not local": r"\*\*Not local:\*\*",
    "1.14 inverse softmax": r'exercise="inverse_softmax"',
    "1.15 sigmoids need not sum to one": r'exercise="sigmoid_layer"',
    "1.16 softmax widens gaps": r"softmax widens\s+gaps",
    "1.17 softmax as an activation": r"softmax is the activation of the last layer",
    "1.18 a picture of the layer": r"softmax_layer\(\)",
    "1.19 one-hot rows and matrices": r"\*\*one-hot\*\*[\s\S]*np\.eye\(4\)\[y\]",
    "E3 the logarithm of an underflow": r"bug in the note: the logarithm[\s\S]*predict_log[\s\S]*The correction",
    "E7 the slope for a large factor": r"### Find the bug in the note[\s\S]*predict_slope[\s\S]*The correction",
}


@pytest.mark.parametrize("row", ROWS)
def test_every_row_of_the_inventory_has_a_cell(row: str) -> None:
    assert re.search(ROWS[row], LESSON.text), row


def test_all_rows_of_the_inventory_are_listed() -> None:
    assert {row.split()[0] for row in ROWS} == LESSON.rows
