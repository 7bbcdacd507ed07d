"""Notebook 07 teaches every row of its part of the inventory, and keeps to what the course promises of a notebook."""

import re

import numpy as np
import pytest
from lessons import Lesson

from autograder import checks, misconceptions
from autograder.verify import draw, judge

LESSON = Lesson("07_hyperparameter_search")
FUNCTIONS = [
    "train_dev_test_split", "diagnose", "sample_log_uniform", "sample_beta", "random_search", "select_best", "narrow",
    "successive_halving", "grid_search",
]  # fmt: skip
TYPED = ["remedies", "importance", "draw_shares", "panda_or_caviar", "logbook"]

ROWS = {
    "7.1 the list": r"number of layers, hidden units, learning rate[\s\S]*batch size",
    "7.2 the ranking, measured": r"sweeps = \{[\s\S]*predict_importance[\s\S]*The \*\*learning rate\*\* comes first",
    "7.3 random points": r"## 7\.5 Random points, not a grid[\s\S]*exercise=\"random_search\"",
    "7.4 coarse to fine, and the border": r"## 7\.7 From coarse to fine[\s\S]*\*\*The border rule:\*\*",
    "7.5 a logarithmic scale": r"A scale on which equal factors are equal distances is logarithmic",
    "7.6 and for 1 - beta": r"### Betas[\s\S]*\\beta = 1 - 10\^u",
    "7.7 panda or caviar": r"## 7\.8 Panda or caviar\?[\s\S]*What decides is computing time",
    "7.7 under a budget": r'exercise="successive_halving"',
    "7.8 three sets and their sizes": r"60/20/20[\s\S]*70/30[\s\S]*98/1/1",
    "7.9 one distribution": r"\*\*dev and test come from one distribution\*\*",
    "7.10 four cases": r"\| 1 \| 1 % \| 11 %[\s\S]*\| 4 \| 0\.5 % \| 1 % \|",
    "7.10 and the Bayes error": r"\*\*Mind the best that can be done\.\*\*[\s\S]*\*\*Bayes error\*\*",
    "7.11 the recipe": r'exercise="remedies"',
    "E9 the scale of the weights": r"draw the weights with a standard dev[\s\S]*predict_init[\s\S]*The correction",
    "E10 a normal exponent": r"### Find the bug in the note[\s\S]*randn[\s\S]*predict_note[\s\S]*The correction",
    "E14 a mask on the weights": r"multiply the \*\*weights\*\*[\s\S]*predict_dropout[\s\S]*The correction",
    "E25 the bias in the penalty": r"leaves the bias out[\s\S]*predict_bias[\s\S]*The correction",
}


@pytest.mark.parametrize("row", ROWS)
def test_every_row_of_the_inventory_has_a_cell(row: str) -> None:
    assert re.search(ROWS[row], LESSON.text), row


def test_all_rows_of_the_inventory_are_listed() -> None:
    assert {row.split()[0] for row in ROWS} == LESSON.rows


def test_every_exercise_is_in_the_notebook_and_at_most_eight_functions_are_in_its_core() -> None:
    assert set(checks.topic_exercises("hyperparameter_search")) == {*FUNCTIONS, *TYPED}
    core = LESSON.text.split("## 7.10 Optional")[0]
    assert len([name for name in FUNCTIONS if f'exercise="{name}"' in core]) <= 8


def test_the_shares_that_are_asked_for_are_those_that_uniform_draws_have() -> None:
    rng = np.random.default_rng(0)
    assert np.mean(rng.uniform(1e-4, 1, 100_000) > 0.1) == pytest.approx(0.90, abs=0.01)
    assert np.mean(rng.uniform(0.9, 0.999, 100_000) > 0.99) == pytest.approx(0.09, abs=0.01)
    assert np.mean(1 - 10 ** rng.uniform(-3, -1, 100_000) > 0.99) == pytest.approx(0.50, abs=0.01)


@pytest.mark.parametrize("name", ["train_dev_test_split", "sample_log_uniform", "sample_beta", "random_search"])
def test_a_right_answer_passes_for_every_seed_of_a_student(name: str) -> None:
    for seed in range(100, 140):
        drawn = draw(name, seed)
        for variant in misconceptions.alternatives(name):
            found = {verdict.status for verdict in judge(variant.answer, drawn).values()}
            assert found == {"pass"}, (seed, variant.key)
