"""A class of honest submissions gets the same marks alone and among three times as many hostile ones."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from pathlib import Path

import nbformat
import pytest
from students import right_answers

from autograder import build, grade
from autograder.course import Course
from autograder.result import Result

from .arena import NAME, Arena, Listeners
from .attack import Attack
from .catalogue import CATALOGUE

HONEST, HOSTILE = 20, 60
ANSWERS = right_answers()
FUNCTIONS = sorted(ANSWERS)


def hostile() -> list[Attack]:
    """Sixty attacks of all classes: those that wait for a limit take long, and two of them are enough by default."""
    whole = os.environ.get("LAB_ATTACKS") == "all"
    quick = [each for each in CATALOGUE if not each.slow]
    slow = [each for each in CATALOGUE if each.slow and each.name in ("fork bomb", "memory of many processes")]
    return [*(CATALOGUE if whole else slow), *quick[:: max(1, len(quick) // (HOSTILE - len(slow)))]][:HOSTILE]


def honest(number: int) -> Attack:
    """Some of the answers: each submission leaves out others."""
    kept = [name for index, name in enumerate(FUNCTIONS) if (index + number) % 4]
    return Attack(f"honest {number}", "", {name: ANSWERS[name] for name in kept})


class Class(Arena):
    """Hands in to a course of its own, without a worker: `autograder.grade` starts them."""

    def __init__(self, course: Course, outside: Path) -> None:
        self.course, self.outside, self.listeners = course, outside, Listeners()
        self.edition = nbformat.read(course.student_edition(NAME), as_version=4)
        self._prepare()
        shutil.rmtree(course.root / "submitted" / "noor")

    def graded(self, submissions: dict[str, Attack]) -> dict[str, Result]:
        for student, attack in submissions.items():
            self.hand_in(attack, student)
        plan = grade.plan(self.course, NAME)
        return {result.student: result for result in grade.grade(self.course, plan, "strict", jobs=2)}


@pytest.fixture
def classes(tmp_path: Path) -> Iterator[list[Class]]:
    """Two courses with one secret, so that the inputs are the same."""
    first, second = Course(tmp_path / "alone"), Course(tmp_path / "among")
    build.make_releases(first, [NAME])
    first.seed(NAME, "x", "x")
    shutil.copytree(first.root, second.root)
    made = [Class(course, tmp_path / "canary") for course in (first, second)]
    yield made
    for each in made:
        each.listeners.close()


def test_honest_marks_are_the_same_among_hostile_submissions(classes: list[Class]) -> None:
    alone, among = classes
    good = {f"{3 * number:02}-honest": honest(number) for number in range(HONEST)}
    bad = {f"{number:02}-hostile": attack for number, attack in enumerate(hostile())}
    mixed = {**good, **bad}  # graded in the order of the names: an honest one, and three hostile ones

    expected = alone.graded(good)
    results = among.graded(mixed)

    assert {name: results[name].marks for name in good} == {name: result.marks for name, result in expected.items()}
    assert len({result.score for result in expected.values()}) > 3
    for name, attack in bad.items():
        told = [*results[name].notes, *(mark.message for mark in results[name].marks if mark.score < mark.points)]
        assert told, attack.name
        assert all(told), attack.name
    kept = {path.parents[1].name for path in (among.course.root / "autograded").glob("*/*/*.ipynb")}
    assert kept == set(mixed)
