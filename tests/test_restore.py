"""What belongs to the course comes from the course, whatever state a submission is in."""

from __future__ import annotations

import copy
import json
import os
import sys
from pathlib import Path

import nbformat
import pytest
from nbformat.notebooknode import NotebookNode

from autograder import demo
from autograder.files import SubmissionError, read_bytes
from autograder.restore import parse, restore


def ids(notebook: NotebookNode) -> list[str]:
    return [cell.metadata.nbgrader.grade_id for cell in notebook.cells if "nbgrader" in cell.metadata]


def cell(notebook: NotebookNode, grade_id: str) -> NotebookNode:
    return next(each for each in notebook.cells if each.metadata.get("nbgrader", {}).get("grade_id") == grade_id)


def index(notebook: NotebookNode, grade_id: str) -> int:
    return notebook.cells.index(cell(notebook, grade_id))


def restored(submission: NotebookNode, edition: NotebookNode) -> tuple[NotebookNode, list[str]]:
    return restore(parse(json.dumps(submission).encode(), "01_softmax.ipynb"), edition)


@pytest.fixture
def submission(edition: NotebookNode) -> NotebookNode:
    notebook = copy.deepcopy(edition)
    cell(notebook, "softmax").source = "def softmax(x):\n    return mine(x)"
    return notebook


def test_an_untouched_submission_comes_back_as_the_edition(edition):
    notebook, notes = restored(edition, edition)
    assert ids(notebook) == ids(edition)
    assert [each.source for each in notebook.cells] == [each.source for each in edition.cells]
    assert notes == []


def test_an_answer_keeps_the_students_text(submission, edition):
    notebook, _ = restored(submission, edition)
    assert cell(notebook, "softmax").source == "def softmax(x):\n    return mine(x)"


def test_a_changed_check_cell_and_its_points_are_put_right(submission, edition):
    check = cell(submission, "check-softmax-stability")
    check.source, check.metadata.nbgrader.points = "assert True", 1000
    notebook, _ = restored(submission, edition)
    assert cell(notebook, "check-softmax-stability") == cell(edition, "check-softmax-stability")


def test_a_missing_check_cell_is_put_back_after_the_one_before_it(submission, edition):
    submission.cells.remove(cell(submission, "check-softmax-stability"))
    notebook, notes = restored(submission, edition)
    assert index(notebook, "softmax") < index(notebook, "check-softmax-stability")
    assert ids(notebook) == ids(edition)
    assert "check-softmax-stability" in notes[0]


def test_a_doubled_check_cell_counts_once(submission, edition):
    submission.cells.append(copy.deepcopy(cell(submission, "check-softmax-stability")))
    notebook, notes = restored(submission, edition)
    assert sorted(ids(notebook)) == sorted(ids(edition))
    assert "2 times" in notes[0]


def test_of_a_doubled_answer_the_last_counts_and_both_are_kept(submission, edition):
    again = copy.deepcopy(cell(submission, "softmax"))
    again.source = "softmax = None"
    submission.cells.insert(index(submission, "softmax") + 1, again)
    notebook, _ = restored(submission, edition)
    assert cell(notebook, "softmax").source == "softmax = None"
    assert any(each.source.endswith("mine(x)") and "nbgrader" not in each.metadata for each in notebook.cells)


def test_a_retyped_answer_cell_is_code_again(submission, edition):
    where = index(submission, "softmax")
    submission.cells[where] = nbformat.v4.new_markdown_cell("x", metadata=submission.cells[where].metadata)
    notebook, _ = restored(submission, edition)
    assert cell(notebook, "softmax").cell_type == "code"


@pytest.mark.parametrize("kind", ["markdown", "raw", "heading", None, 7])
def test_a_retyped_check_cell_is_a_check_again(submission, edition, kind):
    cell(submission, "check-softmax-values").cell_type = kind
    notebook, _ = restored(submission, edition)
    assert cell(notebook, "check-softmax-values") == cell(edition, "check-softmax-values")


@pytest.mark.parametrize("place", [0, -1])
def test_a_moved_check_cell_runs_after_what_it_checks(submission, edition, place):
    check = cell(submission, "check-softmax-values")
    submission.cells.remove(check)
    submission.cells.insert(place if place == 0 else len(submission.cells), check)
    notebook, notes = restored(submission, edition)
    assert ids(notebook) == ids(edition)
    assert notes == ["The cell 'check-softmax-values' had been moved and was put back."]


def test_the_setup_runs_before_the_answers_wherever_it_was_moved(submission, edition):
    first = submission.cells.pop(index(submission, ids(submission)[0]))
    submission.cells.append(first)
    notebook, _ = restored(submission, edition)
    assert ids(notebook) == ids(edition)


def test_the_checks_of_an_answer_that_was_moved_follow_it(submission, edition):
    answer = cell(submission, "softmax")
    submission.cells.remove(answer)
    submission.cells.append(answer)
    notebook, _ = restored(submission, edition)
    checks = [name for name in ids(edition) if name.startswith("check-softmax-")]
    assert all(index(notebook, name) > index(notebook, "softmax") for name in checks)
    assert sorted(ids(notebook)) == sorted(ids(edition))


def test_cells_in_reverse_are_all_there_once(submission, edition):
    submission.cells.reverse()
    notebook, _ = restored(submission, edition)
    assert sorted(ids(notebook)) == sorted(ids(edition))
    for name in ids(edition):
        if name.startswith("check-softmax-"):
            assert index(notebook, name) > index(notebook, "softmax")


def test_a_check_cell_with_the_name_of_another_is_that_other_once(submission, edition):
    cell(submission, "check-softmax-values").metadata.nbgrader.grade_id = "check-softmax-stability"
    notebook, _ = restored(submission, edition)
    for name in ("check-softmax-values", "check-softmax-stability"):
        assert cell(notebook, name) == cell(edition, name)
    assert ids(notebook) == ids(edition)


def test_an_answer_under_another_name_earns_nothing_there(classroom, full_answers, edition):
    own = demo.fill(edition, {"softmax": full_answers["softmax"]})
    marks = {mark.grade_id: mark.score for mark in classroom.judge("ada", own).marks}
    renamed = copy.deepcopy(own)
    renamed.cells.remove(cell(renamed, "cross_entropy"))
    cell(renamed, "softmax").metadata.nbgrader.grade_id = "cross_entropy"
    result = {mark.grade_id: mark.score for mark in classroom.judge("eve", renamed).marks}
    assert sum(marks.values()) > 0
    assert all(result[name] <= score for name, score in marks.items())


def test_points_that_a_submission_claims_are_not_given(classroom, full_answers, edition):
    claimed = demo.fill(edition, full_answers)
    for each in claimed.cells:
        marks = each.metadata.get("nbgrader", {})
        marks.update({"points": 1000, "grade": True, "locked": False, "solution": False} if marks else {})
    honest, greedy = classroom.judge("ada", full_answers), classroom.judge("eve", claimed)
    assert (greedy.score, greedy.max_score) == (honest.score, honest.max_score)


def test_the_kernel_of_a_submission_is_never_started(classroom, full_answers, edition, tmp_path):
    claimed = demo.fill(edition, full_answers)
    command = f"open({str(tmp_path / 'proof')!r}, 'w')"
    claimed.metadata["kernelspec"] = {"name": "evil", "display_name": "x", "argv": [sys.executable, "-c", command]}
    result = classroom.judge("eve", claimed)
    assert result.notebook.metadata.kernelspec.name == "python3"
    assert result.score == result.max_score
    assert not (tmp_path / "proof").exists()


def test_a_missing_answer_cell_does_not_undo_an_answer_given_elsewhere(submission, edition):
    submission.cells.remove(cell(submission, "softmax"))
    for grade_id in [name for name in ids(submission) if name.startswith("check-softmax-")]:
        submission.cells.remove(cell(submission, grade_id))
    submission.cells.append(nbformat.v4.new_code_cell("def softmax(x): return 1"))
    notebook, notes = restored(submission, edition)
    assert "softmax" not in ids(notebook)
    last = max(place for place, each in enumerate(notebook.cells) if each.source == "def softmax(x): return 1")
    assert index(notebook, "check-softmax-stability") > last
    assert any("answer cell 'softmax' is missing" in note for note in notes)


def test_cells_that_lost_their_metadata_are_known_by_their_ids(submission, edition):
    for each in submission.cells:
        each.metadata = {}
    submission.metadata = {}
    notebook, _ = restored(submission, edition)
    assert cell(notebook, "softmax").source.endswith("mine(x)")
    assert ids(notebook) == ids(edition)


def test_foreign_cells_with_points_are_the_students_own(submission, edition):
    marks = {"grade": True, "solution": False, "locked": True, "grade_id": "bonus", "points": 50, "schema_version": 3}
    submission.cells.append(nbformat.v4.new_code_cell("1", metadata={"nbgrader": {**marks, "task": False}}))
    notebook, _ = restored(submission, edition)
    assert "nbgrader" not in notebook.cells[-1].metadata


def test_the_kernel_is_the_courses(submission, edition):
    submission.metadata["kernelspec"] = {"name": "evil", "display_name": "evil", "language": "bash"}
    notebook, _ = restored(submission, edition)
    assert notebook.metadata.kernelspec.name == "python3"


def test_a_notebook_of_another_assignment_is_refused(edition):
    other = nbformat.v4.new_notebook(cells=[nbformat.v4.new_code_cell("1")])
    with pytest.raises(SubmissionError, match="another assignment"):
        restored(other, edition)


ODD = {
    "truncated": b'{"cells": [{"cell_type": "co',
    "empty": b"",
    "not-utf8": b"\xff\xfe{}\x00",
    "a-list": b"[1, 2]",
    "a-number": b"NaN",
    "no-cells": b'{"nbformat": 4}',
    "cells-is-text": b'{"cells": "x"}',
    "format-2": b'{"nbformat": 2, "worksheets": []}',
    "deep": b"[" * 100_000,
    "too-many-cells": json.dumps({"cells": [{}] * 1001}).encode(),
}


@pytest.mark.parametrize("data", ODD.values(), ids=ODD.keys())
def test_what_is_no_notebook_is_refused_with_a_sentence(data):
    with pytest.raises(SubmissionError, match=r"01_softmax\.ipynb .*\."):
        parse(data, "01_softmax.ipynb")


def test_odd_cells_are_read_for_what_they_hold(edition):
    odd = [
        {},
        3,
        {"cell_type": "code"},
        {"cell_type": 7, "source": 9},
        {"cell_type": "code", "source": ["a", 1, "b"], "metadata": []},
        {"cell_type": "code", "source": "\ud800", "metadata": {"nbgrader": []}},
        {"id": "softmax", "cell_type": "code", "source": "x", "metadata": {"nbgrader": {"grade_id": ["softmax"]}}},
    ]
    notebook, _ = restore(parse(json.dumps({"cells": odd, "nbformat": "five"}).encode(), "n.ipynb"), edition)
    nbformat.validate(notebook)
    assert cell(notebook, "softmax").source == "x"


def test_links_pipes_and_folders_are_not_followed(tmp_path: Path):
    (tmp_path / "real").write_text("{}")
    (tmp_path / "link").symlink_to(tmp_path / "real")
    (tmp_path / "folder").mkdir()
    os.mkfifo(tmp_path / "pipe")
    for name in ("link", "folder", "pipe", "nothing"):
        with pytest.raises(SubmissionError, match=r"Hand (it in|in the)"):
            read_bytes(tmp_path / name)
