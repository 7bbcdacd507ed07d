"""What every notebook keeps to: order, length, plain words, texts beside pictures, and nothing from the network."""

from __future__ import annotations

import re
from itertools import pairwise

import pytest
from lessons import Lesson
from nbformat.notebooknode import NotebookNode

from autograder.course import assignments

ANY_SHAPE = {"gradient_check", "check_network", "train_dev_test_split"}  # exercises that say nothing of a shape


@pytest.fixture(params=assignments())
def cells(request: pytest.FixtureRequest) -> list[NotebookNode]:
    """The cells of a source, before the builder expands their markers."""
    return Lesson(request.param).cells


def joined(cells: list[NotebookNode], cell_type: str = "") -> str:
    return "\n".join(cell.source for cell in cells if cell_type in ("", cell.cell_type))


def test_an_exercise_is_followed_by_its_checks(cells):
    for at, cell in enumerate(cells):
        if name := cell.metadata.get("exercise"):
            following = cells[at + 1 : at + 4]
            only_shown = f'check("{name}", {name})' in [after.source for after in following]  # optional, not marked
            assert only_shown or name in [after.metadata.get("checks") for after in following], name


def test_an_exercise_that_is_a_function_says_what_goes_in_and_out_and_gives_an_example(cells):
    for cell in cells:
        if "exercise" in cell.metadata and "def " in cell.source:
            name = cell.metadata["exercise"]
            for part in (f"def {name}(", "Parameters\n", "Returns\n", "Example\n", ">>> "):
                assert part in cell.source, name
            if "ndarray" in cell.source and name not in ANY_SHAPE:
                assert re.search(r"ndarray of (\w+ )*shape", cell.source), name


def test_there_are_at_most_eight_gaps_before_the_optional_part(cells):
    gaps = 0
    for cell in cells:
        if cell.cell_type == "markdown" and re.search(r"^## .*\bOptional\b", cell.source, re.MULTILINE):
            break
        gaps += "exercise" in cell.metadata and "def " in cell.source
    assert 1 <= gaps <= 8


def test_the_core_takes_45_to_75_minutes(cells):
    minutes = re.findall(r"^\| \d\.\d+ (?!Optional).* \| (\d+) \|$", cells[0].source, re.MULTILINE)
    assert 45 <= sum(map(int, minutes)) <= 75


def test_every_solution_region_is_one_call_of_the_shared_module(cells):
    regions = re.findall(r"### BEGIN SOLUTION\n(.*?)### END SOLUTION", joined(cells, "code"), re.DOTALL)
    assert regions
    for region in regions:
        assert "import solutions" in region
        assert len([line for line in region.splitlines() if line.strip()]) == 2


def test_every_prediction_comes_before_its_outcome_and_is_used(cells):
    sources = [cell.source for cell in cells if "prediction" in cell.metadata]
    names = [name for source in sources for name in re.findall(r"^(\w+) =", source, re.MULTILINE)]
    assert len(names) >= 6
    for name in names:
        before, later = joined(cells).split(f'{name} = ""', 1)
        assert re.search(rf"reveal\(\s*{name}\b|prediction={name}\b", later), name
        assert not re.search(rf"reveal\(\s*{name}\b", before), name


def test_there_is_one_title_and_no_heading_level_is_skipped(cells):
    levels = [len(marks) for marks in re.findall(r"^(#+) ", joined(cells, "markdown"), re.MULTILINE)]
    levels = [level for level in levels if level <= 3]  # three signs begin a marker of the builder, too
    assert levels.count(1) == 1
    assert levels[0] == 1
    assert all(after <= before + 1 for before, after in pairwise(levels))


def test_there_are_shape_lines(cells):
    assert joined(cells, "markdown").count("**Shapes:**") >= 1 or "| Shape |" in joined(cells, "markdown")


def test_nothing_that_belittles_stands_in_the_text(cells):
    words = r"\b(simply|just|obviously|trivial|trivially|of course|clearly|easy|easily)\b"
    assert not re.findall(words, joined(cells, "markdown"), re.IGNORECASE)


def test_nothing_is_fetched_from_the_network(cells):
    assert not re.search(r"https?://|urllib|requests|!\w|%pip", joined(cells, "code"))


def test_no_picture_goes_without_a_text(cells):
    code = joined(cells, "code")
    assert "plt." not in code
    assert code.count("figure(") == code.count("show(fig, ")
