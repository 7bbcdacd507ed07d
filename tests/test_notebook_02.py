"""Notebook 02 teaches every row of its part of the inventory, and keeps to what the course promises of a notebook."""

import re

import numpy as np
import pytest
from lessons import Lesson
from verdicts import statuses

from autograder import checks
from autograder.verify import draw, judge

LESSON = Lesson("02_cross_entropy")

ROWS = {
    "2.1 the slope of the sigmoid": r'exercise="sigmoid_derivative"',
    "2.2 the softmax derivative by cases, then merged": r'"j == y": \[[\s\S]*"j != y": \[[\s\S]*"both": \[',
    "2.3 probability minus label": r"\*Probability minus label\*?\.?",
    "2.4 a loss depends on its own row": r"\$L_i\$ depends on row \$i\$ of \$S\$ and on no other",
    "2.4 through the probabilities": r"the way goes through the probabilities",
    "2.5 swapped roles": r'"swapped": \[[\s\S]*with the roles swapped the cost is infinite',
    "2.6 smallest at a = y": r"\*\*The cost is smallest at \$a = y\$\*\*",
    "2.6 labels between 0 and 1 too": r"labels between 0 and 1 too",
    "2.7 no cost cancels the input": r"\*\*No cost function cancels \$x_j\$\*\*",
    "2.8 log or ln": r"### log or ln\?",
    "2.9 the log-likelihood cost": r"\*\*log-likelihood cost\*\*",
    "2.9 its gradient by weights and biases": r"\*its input times \$\\delta\$\*, and a bias \$\\delta\$ itself",
    "2.9 why it is cross-entropy": r"two names for one cost",
    "2.10 binary cross-entropy and likelihood": r'exercise="log_likelihood"',
    "2.11 activation minus label": r"\$\\delta_j = a_j - Y_j\$",
    "2.12 two pairs": r"\*\*sigmoid with binary\s+cross-entropy\*\*[\s\S]*\*\*softmax with the log-likelihood cost\*\*",
    "2.13 the mean over samples, and the libraries": r"J = -\\frac\{1\}\{N\}[\s\S]*sigmoid_cross_entropy_with_logits",
    "2.14 one term survives": r"a\s+single term survives",
    "2.15 the probability comes after the activation": r"what comes out of it is called \$p\$",
    "2.16 from 0.4 to 0.98": r"the probability \$a\$ goes from 0\.4 to 0\.98",
    "2.17 entropy": r"The \*\*entropy\*\* of a distribution is its expected surprise",
    "2.18 cross-entropy, entropy, divergence": r"\\underbrace[\s\S]*Then the cross-entropy \*\*is\*\* the entropy",
    "2.18 one-hot labels": r"A one-hot label has entropy 0",
    "2.19 linear and logistic regression": r"\| \| linear regression \| logistic regression \|",
    "2.20 why not accuracy": r"Why not maximise accuracy\?[\s\S]*0\.40 to 0\.45[\s\S]*0\.499 to 0\.501",
    "2.21 smooth, squashes, saturates": r"it \*\*saturates\*\*[\s\S]*\*\*vanishing gradient\*\*[\s\S]*梯度离散",
    "2.22 tanh": r'exercise="sigma_and_tanh"[\s\S]*exercise="tanh_from_sigmoid"',
    "2.23 ReLU": r'gradients vanish much less[\s\S]*exercise="relu_grad"',
    "2.24 mean squared error": r'exercise="mse"',
    "2.25 one output": r"With one output, \$o = ",
    "2.26 many outputs": r'With \$K\$ outputs[\s\S]*exercise="perceptron_grad"',
    "2.27 words and rules of differentiation": r"\*\*derivative\*\*[\s\S]*\*\*partial deriv[\s\S]*\*\*gradient\*\*",
    "2.27 common functions": r"\| \$\\ln x\$ \| \$1 / x\$ \|",
    "2.28 squared error with a sigmoid": r"predict_slow_start",
    "2.28 and with a linear output": r"With a \*\*linear\*\* output",
    "E6 the range of the cost": r"the cost lies between 0 and 1[\s\S]*predict_range[\s\S]*unbounded above",
    "E11 the lost minus": r"J = y_j \\ln \\hat y_j[\s\S]*predict_signs[\s\S]*the minus was lost",
    "E12 the sign of the other classes": r"\$-a_i\$ for every other one[\s\S]*predict_signs[\s\S]*Two minus signs meet",
    "E20 entropy upside down": r"no surprise\.\*[\s\S]*predict_coin[\s\S]*The correction",
    "E21 a jump is no explosion": r"gradient\s+(> )?explosion[\s\S]*\*\*discontinuity\*\*",
    "E22 root and mean": r"because no root is taken[\s\S]*predict_norm[\s\S]*The correction",
    "E23 the slope of ReLU": r"The derivative of ReLU is 1\.[\s\S]*predict_relu[\s\S]*The correction",
    "E24 normalise and regularise": r"normalise \(正则化\)[\s\S]*predict_word[\s\S]*The correction",
}


@pytest.mark.parametrize("row", ROWS)
def test_every_row_of_the_inventory_has_a_cell(row: str) -> None:
    assert re.search(ROWS[row], LESSON.text), row


def test_all_rows_of_the_inventory_are_listed() -> None:
    assert {row.split()[0] for row in ROWS} == LESSON.rows


def test_every_exercise_of_the_topic_is_checked_in_the_notebook() -> None:
    checked = [cell.metadata["checks"] for cell in LESSON.cells if "checks" in cell.metadata]
    assert sorted(checked) == sorted(checks.topic_exercises("cross_entropy"))


def test_the_points_are_45_with_the_cell_that_a_person_reads() -> None:
    by_hand = sum(int(cell.metadata.get("points", 0)) for cell in LESSON.cells if "manual" in cell.metadata)
    assert sum(check.spec.points for check in checks.of_topic("cross_entropy")) + by_hand == 45


def test_the_sigmoid_as_it_stands_earns_its_values_and_fails_for_its_warning_alone() -> None:
    found = statuses("sigmoid", lambda x: 1 / (1 + np.exp(-x)))
    assert found == {"values": "pass", "extremes": "fail", "contract": "pass"}


def test_a_warning_is_no_mistake_where_nothing_was_said_of_it() -> None:
    def noisy(logits, y):
        np.log(np.zeros(1))
        return np.mean(np.logaddexp(0, logits) - np.asarray(y) * logits)

    assert set(statuses("binary_cross_entropy", noisy).values()) == {"pass"}


def test_a_mask_of_truth_values_on_the_other_side_is_told_so() -> None:
    verdict = judge(lambda x: x < 0, draw("relu_grad"))["check-relu_grad-values"]
    assert verdict.status == "fail"
    assert verdict.misconception == "other-side"


def test_tanh_of_numpy_is_right_and_not_what_was_asked_for() -> None:
    assert statuses("tanh_from_sigmoid", lambda x, sigmoid: np.tanh(x))["values"] == "fail"
    assert statuses("tanh_from_sigmoid", lambda x, sigmoid: 1 - 2 * sigmoid(-2 * x))["values"] == "pass"
