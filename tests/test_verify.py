"""The certification itself: everything listed is as it should be, and what is not would be seen."""

from __future__ import annotations

import io

import numpy as np
import pytest
from rich.console import Console

from autograder import checks, misconceptions
from autograder.misconceptions import Variant
from autograder.verify import certify, certify_exercise
from courseware.spec import Hint


@pytest.fixture(scope="module")
def certification():
    return certify("softmax", seeds=(11, 12))


def test_references_alternatives_and_known_mistakes_are_all_as_they_should_be(certification):
    assert certification.failures == []
    for done, total in certification.counts.values():
        assert done == total > 0


def test_every_exercise_knows_mistakes_and_alternatives(certification):
    for found in certification.exercises:
        assert all(total > 0 for _, total in found.counts.values()), found.exercise


def test_the_table_has_a_row_for_each_exercise(certification):
    console = Console(width=120, file=io.StringIO())
    console.print(certification.table())
    text = console.file.getvalue()
    assert all(exercise in text for exercise in checks.topic_exercises("softmax"))


def test_an_unknown_topic_is_told_which_there_are():
    with pytest.raises(KeyError, match="softmax"):
        certify("botany")


def certified_with(monkeypatch, wrong=(), alternatives=()):
    known = misconceptions.wrong_variants("softmax")[:3]
    monkeypatch.setattr(misconceptions, "wrong_variants", lambda exercise: [*known, *wrong])
    monkeypatch.setattr(misconceptions, "alternatives", lambda exercise: list(alternatives))
    return certify_exercise("softmax", seeds=(1,))


def test_a_mistake_that_passes_would_be_seen(monkeypatch):
    right = Variant("softmax", "no-mistake", checks.of_exercise("softmax")[0].reference, Hint("", ()))
    found = certified_with(monkeypatch, wrong=[right])
    assert found.counts["mutants"] == [3, 4]
    assert any("'no-mistake' passes every check" in failure for failure in found.failures)


def test_a_mistake_under_another_name_would_be_seen(monkeypatch):
    double = Variant("softmax", "no-shift-again", misconceptions.wrong_variants("softmax")[0].answer, Hint("", ()))
    found = certified_with(monkeypatch, wrong=[double])
    assert found.counts["diagnosed"] == [3, 4]
    assert any("is named 'no-shift'" in failure for failure in found.failures)


def test_an_alternative_that_fails_would_be_seen(monkeypatch):
    found = certified_with(monkeypatch, alternatives=[Variant("softmax", "rounded", lambda x: np.round(x))])
    assert found.counts["alternatives"] == [0, 1]
