"""Notebook 03 teaches every row of its part of the inventory, and keeps to what the course promises of a notebook."""

import re

import numpy as np
import pytest
from lessons import Lesson

from courseware.data import split_digits
from solutions import backprop

LESSON = Lesson("03_backprop")

ROWS = {
    "3.1 rows are samples": r"\*\*rows are samples\*\* \| \$\(N, D\)\$",
    "3.1 the shape of everything": r'exercise="network_shapes"',
    "3.2 the bias is copied": r"NumPy copies the bias to every\s+row[\s\S]*\\mathbf\{1\}\\, b_1",
    "3.3 counting parameters": r'exercise="num_params"',
    "3.4 the chain rule": r"\*\*chain rule\*\*, one link at a time",
    "3.4 dimension balancing": r"\*\*dimension balancing\*\*",
    "3.5 sum or mean": r"### Sum or mean\?[\s\S]*the factor \$1/N\$ enters once",
    "3.6 a bias sums over the batch": r"collects the sum of its copies' gradients[\s\S]*exercise=\"bias_gradient\"",
    "3.7 the mask of a ReLU": r"through a \*\*mask\*\*",
    "3.7 the slope of a sigmoid": r"Its slope, written with its value, is \$h\(1-h\)\$",
    "3.8 a penalty on both weights": r"weights directly: \$2\\,\\text\{reg\}\\,W_1\$[\s\S]*bias has no penalty",
    "3.9 scores without labels": r"Without labels, `y=None`[\s\S]*return the scores",
    "3.9 dicts with the same keys": r"the gradients go out in one with the same\s+keys",
    "3.10 a batch by choice": r"`rng\.choice\(N, batch_size\)` gives random row numbers",
    "3.11 the loop and its history": r'exercise="train_two_layer"[\s\S]*run\["loss_history"\]',
    "3.12 the step": r"W \\leftarrow W - \\text\{learning rate\} \\cdot dW",
    "3.13 the largest score": r'largest score\. Softmax keeps the order[\s\S]*exercise="predict"',
    "3.14 one vector": r"laid end to end, each matrix row by row",
    "3.15 forward and back": r'exercise="two_layer_loss"[\s\S]*exercise="forward_backward_prop"',
    "3.16 a hidden layer as input": r"`dx` is that layer's `dout`[\s\S]*network of any depth",
    "3.17 the library's layer": r"`nn\.Linear\(in_features, out_features\)`[\s\S]*nn\.Sequential",
    "3.18 vanishing and exploding": r"\*\*Vanishing\*\* and \*\*exploding gradients\*\*",
    "E1 hidden units for inputs": r"a_1\^\{\\top\}\\, dz_1[\s\S]*predict_hidden[\s\S]*The correction",
    "E4 a convention for a definition": r"That is how it is defined[\s\S]*predict_penalty[\s\S]*The correction",
    "E5 with replacement": r"the network has seen every sample once[\s\S]*predict_coverage[\s\S]*The correction",
    "E16 no transposes": r"dw = dz \* a[\s\S]*predict_elementwise[\s\S]*The correction",
}


@pytest.mark.parametrize("row", ROWS)
def test_every_row_of_the_inventory_has_a_cell(row: str) -> None:
    assert re.search(ROWS[row], LESSON.text), row


def test_all_rows_of_the_inventory_are_listed() -> None:
    assert {row.split()[0] for row in ROWS} == LESSON.rows


# What the text claims in numbers, computed apart from the notebook's own cells.


def test_a_step_for_the_digits_has_as_many_derivatives_as_the_text_says() -> None:
    assert backprop.num_params(64, 100, 10) == 7510
    assert "7510" in LESSON.text
    assert f"{2 * 7510:,}".replace(",", " ") in LESSON.text


def test_an_epoch_with_replacement_misses_as_many_samples_as_the_text_says() -> None:
    np.testing.assert_allclose((1 - 1 / 1200) ** 1200, np.exp(-1), rtol=1e-3)


def test_the_digits_come_as_the_text_says() -> None:
    parts = split_digits(0)
    assert sum(len(y) for _, y in parts) == 1797
    assert parts[0][0].shape[1] == 8 * 8


def test_the_note_about_the_first_layer_is_wrong_where_its_shape_fits() -> None:
    rng = np.random.default_rng(0)
    params = {"W1": rng.normal(size=(4, 4)), "b1": rng.normal(size=4), "W2": rng.normal(size=(4, 3)), "b2": np.zeros(3)}
    X, y = rng.normal(size=(5, 4)), rng.integers(3, size=5)
    grads = backprop.two_layer_loss(params, X, y)[1]
    a1 = np.maximum(X @ params["W1"] + params["b1"], 0)
    dz1 = np.linalg.lstsq(X.T, grads["W1"], rcond=None)[0]
    assert (a1.T @ dz1).shape == grads["W1"].shape
    assert not np.allclose(a1.T @ dz1, grads["W1"])
