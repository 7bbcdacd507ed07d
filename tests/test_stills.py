"""Feedback shows the course's own pictures where a demonstration was not run, and no answer among them."""

from __future__ import annotations

import copy
import json

import nbformat
import pytest

from autograder import leaks, stills
from autograder.course import Course
from autograder.demos import LEFT_OUT
from autograder.wiring.feedback import page

NAME = "01_softmax"


@pytest.fixture(scope="module")
def shown(built: Course) -> stills.Stills:
    return stills.load(built, NAME)


def test_every_demonstration_has_a_still(shown, edition):
    demos = [cell.source for cell in edition.cells if "demo" in cell.metadata.get("tags", [])]
    assert {stills._key(source) for source in demos} == set(shown)


def test_a_still_holds_no_line_of_a_solution_and_nothing_of_a_self_check_or_a_prediction(shown, built):
    text = leaks.notebook_text(json.dumps(shown))
    regions = leaks.region_lines(leaks.notebook_text(built.source(NAME).read_text("utf-8")))
    assert leaks.leaked(leaks.solution_lines("softmax") | regions, text) == ""
    assert "Passed" not in text
    assert "prediction" not in text
    assert "Traceback" not in text
    assert "What happens:   p[0] / p[3] = 7.39" in text


def test_stills_are_made_once_for_each_version_of_the_course(shown, built, monkeypatch):
    with monkeypatch.context() as patch:
        patch.setattr(stills, "_made", lambda *_: pytest.fail("made again"))
        assert stills.load(built, NAME) == shown
    monkeypatch.setattr(stills, "_made", lambda *_: iter([]))
    monkeypatch.setattr(stills, "_code", lambda: "another")
    folder = built.root / "stills"
    kept = {path.name: path.read_bytes() for path in folder.glob("*.json")}
    assert stills.load(built, NAME) == {}
    assert len(list(folder.glob("*.json"))) == 1
    for name, content in kept.items():
        (folder / name).write_bytes(content)


def test_a_graded_notebook_shows_them_with_a_caption_and_the_students_own_cells_stay(
    classroom, full_answers, edition, built, shown
):
    notebook = copy.deepcopy(edition)
    for cell in notebook.cells:
        cell.source = full_answers.get(cell.metadata.get("nbgrader", {}).get("grade_id"), cell.source)
    changed = next(cell for cell in notebook.cells if cell.source.startswith("y = np.array([0, 3, 1])"))
    changed.source += "\nprint('mine')"
    notebook.cells.append(nbformat.v4.new_code_cell("print('my own cell')"))
    graded = classroom.judge("ada", notebook).notebook
    left_out = [cell for cell in graded.cells if cell.metadata.get(LEFT_OUT)]
    assert len(left_out) > 15
    assert not any(cell.outputs for cell in left_out)
    stills.fill(graded, built, NAME)
    nbformat.validate(graded)
    html = page(graded, student="ada")
    assert html.count("From the course&#x27;s own notebook") + html.count("From the course's own notebook") == sum(
        bool(shown[stills._key(cell.source)]) for cell in left_out
    )
    assert "mine" in html
    assert "my own cell" in html
    assert 'alt="Left: the loss falls from' in html


def test_without_the_instructors_notebook_nothing_is_shown_in_the_place(classroom, full_answers, tmp_path):
    graded = classroom.judge("ada", full_answers).notebook
    stills.fill(graded, Course(tmp_path), NAME)
    assert not any(cell.outputs for cell in graded.cells if cell.metadata.get(LEFT_OUT))
