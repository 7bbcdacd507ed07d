"""The whole way through nbgrader's real commands, and the same marks as stock nbgrader gives honest students."""

from __future__ import annotations

import csv
import json
import os
import re
import shutil
import subprocess
import sys

import nbformat
import pytest
from commands import nbgrader
from marks import marks, totals
from students import hand_in, sample

from autograder import build
from autograder.course import FOLDER_VARIABLE, ROOT, Course

pytestmark = pytest.mark.pipeline
NAME = "01_softmax"


def test_from_source_to_feedback_through_the_real_tools(tmp_path, full_answers):
    course = Course(tmp_path / "course")
    build.make_releases(course, [NAME])
    nbgrader("generate_assignment", NAME, "--force", course=course)
    released = course.release(NAME).read_text("utf-8")
    assert released == (ROOT / "notebooks" / f"{NAME}.ipynb").read_text("utf-8")

    answers = {"ada": full_answers, "blaise": sample("blaise"), "lena": {}, "jun": b'{"cells": ['}
    for student, given in answers.items():
        hand_in(course, student, given)

    nbgrader("autograde", NAME, course=course)
    kept = totals(course)
    assert set(kept) == {"ada", "blaise", "jun", "lena"}
    full = kept["ada"]
    assert full == sum(
        cell["metadata"]["nbgrader"]["points"]
        for cell in json.loads(released)["cells"]
        if cell["metadata"].get("nbgrader", {}).get("grade_id", "").startswith("check-")
    )
    assert 0 < kept["blaise"] < full
    assert kept["lena"] == kept["jun"] == 0

    nbgrader("generate_feedback", NAME, course=course)
    page = course.feedback("blaise", NAME).read_text("utf-8")
    text = re.sub(r"<[^>]+>|\s+", " ", page)
    assert "overflow" in text.lower()
    assert str(tmp_path) not in page
    assert "can&#39;t be read as JSON" in course.feedback("jun", NAME).read_text("utf-8").replace("'", "&#39;")

    nbgrader("export", f"--to={tmp_path / 'grades.csv'}", course=course)
    with (tmp_path / "grades.csv").open() as file:
        exported = {row["student_id"]: float(row["raw_score"]) for row in csv.DictReader(file)}
    assert exported["ada"] == full
    assert exported["lena"] == 0


def test_honest_submissions_get_the_same_marks_from_stock_nbgrader(tmp_path, full_answers):
    honest = {
        "full": full_answers,
        "partial": sample("emeka"),
        "mistaken": sample("chandra"),
        "loops": sample("hilde"),
        "untouched": {},
    }
    ours, stock = Course(tmp_path / "ours"), Course(tmp_path / "stock")
    build.make_releases(ours, [NAME])
    shutil.copytree(ours.root / "source", stock.root / "source")
    for course in (ours, stock):
        for student, given in honest.items():
            hand_in(course, student, given)
    (stock.root / "nbgrader_config.py").write_text("c = get_config()\n")  # stock nbgrader, in a folder of its own
    nbgrader("generate_assignment", NAME, course=stock, cwd=stock.root)
    nbgrader("autograde", NAME, course=stock, cwd=stock.root)
    nbgrader("autograde", NAME, course=ours)
    assert marks(ours) == marks(stock)
    assert totals(ours)["full"] > totals(ours)["mistaken"] > 0


def test_validate_tells_a_student_what_is_not_there_yet(course, classroom, full_answers):
    done = nbgrader("validate", str(classroom.hand_in("ada", full_answers)), course=course)
    assert "Success" in done
    open_ = nbgrader("validate", str(classroom.hand_in("lena", {})), course=course)
    assert "failed" in open_.lower()
    assert "check(" in open_


def test_nbgrader_run_in_the_courses_folder_uses_the_judge_too(course, classroom, full_answers):
    forged = "np.testing.assert_allclose = np.allclose = check = lambda *a, **k: True\ndef softmax(x): return x"
    classroom.hand_in("ivan", {"softmax": forged})
    environment = {key: value for key, value in os.environ.items() if key != FOLDER_VARIABLE}
    command = [sys.executable, "-m", "nbgrader", "autograde", NAME]
    subprocess.run(command, cwd=course.root, env=environment, capture_output=True, check=True, timeout=120)
    assert totals(course)["ivan"] == 0


@pytest.mark.parametrize("fault", ["doubled", "missing", "no-metadata", "empty-folder", "not-json", "emptied", "link"])
def test_a_faulty_submission_does_not_stop_nbgraders_batch(course, classroom, full_answers, fault):
    classroom.hand_in("ada", full_answers)
    path = classroom.hand_in("bad", full_answers)
    notebook = nbformat.read(path, as_version=4)
    check = next(cell for cell in notebook.cells if cell.id == "check-softmax-values")
    if fault == "doubled":
        notebook.cells.append(check)
    elif fault == "missing":
        notebook.cells.remove(check)
    elif fault == "no-metadata":
        for cell in notebook.cells:
            cell.metadata, cell.id = {}, f"x{cell.id}"[:60]
    elif fault == "emptied":
        notebook.cells = []
    path.write_text(json.dumps(notebook), "utf-8")
    if fault == "empty-folder":
        path.unlink()
    elif fault == "not-json":
        path.write_text("{")
    elif fault == "link":
        path.unlink()
        path.symlink_to(classroom.path("ada"))
    nbgrader("autograde", NAME, course=course)
    kept = totals(course)
    assert kept["ada"] > 0
    assert kept["bad"] == (kept["ada"] if fault in ("doubled", "missing") else 0)
