"""The syllabus names every row once, and a section or cell that is really there."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest

from autograder.course import ROOT, assignments
from autograder.source import instructor_notebook

FOLDER = ROOT / "docs" / "syllabus"
ROWS = {1: 19, 2: 28, 3: 18, 4: 8, 5: 22, 6: 8, 7: 11}  # how many there are in each section
ERRORS = 26
the_seven = [name for name in assignments() if 1 <= int(name[:2]) <= len(ROWS)]
every_assignment = pytest.mark.parametrize("assignment", the_seven)


def rows(path: Path) -> Iterator[tuple[str, str, str]]:
    """The rows of a table: number, what is learnt, where."""
    for line in path.read_text("utf-8").splitlines():
        cells = [cell.strip() for cell in re.split(r"(?<!\\)\|", line.strip().strip("|"))]
        if len(cells) >= 3 and re.fullmatch(r"\d\.\d+|[EB]\d+", cells[0]):
            yield cells[0], cells[1], cells[-1]


def numbers(assignment: str) -> list[str]:
    return [number for number, _, _ in rows(FOLDER / f"{assignment}.md")]


def bare(text: str) -> str:
    return re.sub(r"[`*_#\s]+", " ", text).strip().rstrip(".").lower()


def places(assignment: str) -> set[str]:
    """Everything in a notebook that a row may name: headings, numbers of sections, ids and tags of cells."""
    found: set[str] = set()
    for cell in instructor_notebook(assignment).cells:
        if cell.cell_type == "markdown":
            for heading in re.findall(r"^#+ (.*)$", cell.source, re.MULTILINE):
                number = re.match(r"(\d+(?:\.\d+)*) (.*)", heading)
                found |= {bare(heading), *(bare(part) for part in number.groups())} if number else {bare(heading)}
        grade_id = cell.metadata.get("nbgrader", {}).get("grade_id", "")
        found |= {bare(name) for name in (grade_id, grade_id.removeprefix("demo-"), *cell.metadata.get("tags", []))}
    return found - {""}


def named(where: str, there: set[str]) -> Iterator[str]:
    """The places that a row names; a comma parts them where it is not part of a heading."""
    for part in where.split(";"):
        for place in [part] if bare(part) in there else re.split(r", | · ", part):
            yield re.sub(r"^\s*(§|section )\s*", "", place, flags=re.IGNORECASE)


@every_assignment
def test_every_row_of_a_notebook_is_in_its_table_once(assignment):
    section = int(assignment[:2])
    wanted = [f"{section}.{row}" for row in range(1, ROWS[section] + 1)]
    own = [number for number in numbers(assignment) if number[0].isdigit()]
    assert sorted(own) == sorted(wanted)


@every_assignment
def test_every_row_says_what_is_learnt_and_names_places_that_are_there(assignment):
    there = places(assignment)
    for number, what, where in rows(FOLDER / f"{assignment}.md"):
        assert len(what) > 10, number
        assert where, number
        assert [place for place in named(where, there) if bare(place) not in there] == [], number


@every_assignment
def test_every_exercise_widget_and_prediction_is_in_the_table(assignment):
    table = {bare(place) for _, _, where in rows(FOLDER / f"{assignment}.md") for place in where.split(";")}
    assert [name for name in worked(assignment) if bare(name) not in table] == []


def worked(assignment: str) -> Iterator[str]:
    """The name of each cell of a notebook in which the learner writes, predicts or plays."""
    for cell in instructor_notebook(assignment).cells:
        settings, tags = cell.metadata.get("nbgrader", {}), cell.metadata.get("tags", [])
        if settings.get("solution"):
            yield settings["grade_id"]
        elif re.search(r"^\w+_demo\(", cell.source, re.MULTILINE) and "grade_id" in settings:
            yield settings["grade_id"].removeprefix("demo-")
        yield from (tag for tag in tags if tag.startswith("predict-"))


def test_every_error_of_the_sources_is_in_one_notebook():
    found = Counter(number for name in the_seven for number in numbers(name) if number[0] == "E")
    assert found == Counter(f"E{number}" for number in range(1, ERRORS + 1))


def test_the_page_points_to_every_table():
    text = (ROOT / "docs" / "syllabus.md").read_text("utf-8")
    linked = re.findall(r"\]\(syllabus/(\w+)\.md\)", text)
    assert set(the_seven) <= set(linked)
    assert {path.stem for path in FOLDER.glob("*.md")} <= set(linked)


def test_a_place_that_is_not_there_is_noticed():
    there = places("01_softmax")
    assert {"softmax", "watch the axis", "1.2", "softmax-widget", "predict-gap", "explain-shift"} <= there
    assert bare("`no_such_exercise`") not in there
