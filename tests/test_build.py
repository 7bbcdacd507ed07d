"""What is generated is fresh, stable, valid, and tells students nothing that they should find themselves."""

from __future__ import annotations

import json

import nbformat
import pytest

from autograder import build, checks, leaks
from autograder import source as source_module
from autograder.course import NOTEBOOKS, ROOT, Course, CourseError, assignments
from autograder.wiring import release

NAME = "01_softmax"


@pytest.fixture
def source(tmp_path, monkeypatch):
    """Write a percent source and read it as an instructor notebook."""
    monkeypatch.setattr(source_module, "SOURCES", tmp_path)

    def read(text: str) -> nbformat.NotebookNode:
        (tmp_path / "01_softmax.py").write_text(text, "utf-8")
        return source_module.instructor_notebook("01_softmax")

    return read


def test_everything_generated_is_fresh(tmp_path):
    assert build.stale(Course(tmp_path)) == []


def test_a_second_build_changes_nothing(built):
    before = built.release(NAME).stat().st_mtime_ns
    build.make_releases(built, [NAME])
    assert built.release(NAME).stat().st_mtime_ns == before


def test_a_changed_golden_number_or_notebook_is_stale(tmp_path, monkeypatch):
    edition = NOTEBOOKS / f"{NAME}.ipynb"
    other = tmp_path / "other.ipynb"
    other.write_text(edition.read_text("utf-8").replace("softmax", "softmin", 1), "utf-8")
    assert not build._same(edition, other)
    assert not build._same(edition, tmp_path / "nothing.ipynb")


def test_markers_become_nbgraders_metadata(source):
    notebook = source(
        '# %% [markdown]\n# # Title\n# %% locked="setup"\nimport numpy as np\n'
        '# %% exercise="softmax"\ndef softmax(x): ...\n# %% checks="softmax"\n# %% demo="bars"\n1\n'
        '# %% [markdown] manual="explain" points=2\n# why?\n# %% prediction="guess"\nguess = ...\n'
    )
    marks = {
        cell.metadata.nbgrader.grade_id: cell.metadata.nbgrader
        for cell in notebook.cells
        if "nbgrader" in cell.metadata
    }
    assert marks["setup"].locked
    assert not marks["setup"].grade
    assert marks["softmax"].solution
    assert marks["explain"].grade
    assert marks["explain"].solution
    assert marks["explain"].points == 2
    for check in checks.of_exercise("softmax"):
        assert marks[check.spec.grade_id].locked
        assert marks[check.spec.grade_id].points == check.spec.points
    assert next(cell for cell in notebook.cells if cell.id == "demo-bars").metadata.tags == ["demo"]
    assert notebook.cells[-1].metadata.tags == ["prediction", "guess"]


def test_an_id_stays_when_other_cells_come_and_go(source):
    one = source("# %% [markdown]\n# first\n# %%\nx = 1\n")
    two = source("# %% [markdown]\n# new\n# %% [markdown]\n# first\n# %%\nx = 1\n# %%\nx = 1\n")
    assert {cell.id for cell in one.cells} < {cell.id for cell in two.cells}
    assert len({cell.id for cell in two.cells}) == 4


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ('# %% exercice="softmax"\n1\n', "unknown marker"),
        ('# %% locked="a"\n1\n# %% locked="a"\n2\n', "used twice"),
        ('# %% checks="softmin"\n', "softmin"),
    ],
)
def test_a_marker_that_means_nothing_is_named(source, text, says):
    with pytest.raises(CourseError, match=says):
        source(text)


@pytest.mark.parametrize("assignment", assignments())
def test_the_student_edition_is_valid_and_opens_as_it_is(assignment):
    notebook = nbformat.read(NOTEBOOKS / f"{assignment}.ipynb", as_version=4)
    nbformat.validate(notebook)
    assert all(not cell.get("outputs") for cell in notebook.cells)
    text = json.dumps(notebook)
    assert "BEGIN SOLUTION" not in text
    assert str(ROOT) not in text


@pytest.mark.parametrize("assignment", assignments())
def test_no_line_of_a_solution_is_in_what_students_get(assignment):
    instructor = nbformat.writes(source_module.instructor_notebook(assignment))
    release.refuse_leaks(assignment, instructor, NOTEBOOKS / f"{assignment}.ipynb")


@pytest.mark.parametrize("where", ["source", "output", "metadata"])
def test_a_line_of_the_solution_is_found_wherever_it_stands(tmp_path, built, where):
    line = min(leaks.solution_lines("softmax"))
    notebook = nbformat.read(built.release(NAME), as_version=4)
    cell = next(cell for cell in notebook.cells if cell.cell_type == "code")
    if where == "source":
        cell.source += f"\n    {line}  # as above"
    elif where == "output":
        cell.outputs = [nbformat.v4.new_output("stream", text=f"{line}\n")]
    else:
        cell.metadata["hint"] = line.replace(" ", "")
    path = tmp_path / "leaky.ipynb"
    path.write_text(nbformat.writes(notebook), "utf-8")
    with pytest.raises(CourseError, match="line of the solution"):
        release.refuse_leaks(NAME, built.source(NAME).read_text("utf-8"), path)
