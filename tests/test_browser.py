"""The whole of it as a person sees it: JupyterLab started as `make lab` starts it, in a real Chromium."""

from __future__ import annotations

import os
import subprocess
import sys
import urllib.parse
from collections.abc import Iterator
from pathlib import Path

import pytest
from browser import chromium_page, code_cell, copy_course, find_chromium, open_notebook, run, running_lab, write
from marks import marks
from playwright.sync_api import Page, expect
from students import hand_in

from autograder import checks
from autograder.course import Course

if not find_chromium() and "CI" not in os.environ:
    pytest.skip("Chromium is not installed (Debian: apt install chromium)", allow_module_level=True)
pytestmark = pytest.mark.browser

NAME = "01_softmax"
NO_SHIFT = """\
def softmax(x):
    e = np.exp(x)
    return e / e.sum(axis=-1, keepdims=True)
"""
GLOBAL_SHIFT = """\
def softmax(x):
    e = np.exp(x - np.max(x))
    return e / e.sum(axis=-1, keepdims=True)
"""
RIGHT = """\
def softmax(x):
    e = np.exp(x - x.max(axis=-1, keepdims=True))
    return e / e.sum(axis=-1, keepdims=True)
"""


@pytest.fixture(scope="module")
def folder(built: Course, tmp_path_factory: pytest.TempPathFactory) -> Path:
    return copy_course(tmp_path_factory.mktemp("lab") / "repository", built.root)


@pytest.fixture(scope="module")
def address(folder: Path) -> Iterator[str]:
    with running_lab(folder) as printed:
        yield printed


@pytest.fixture
def page() -> Iterator[Page]:
    with chromium_page() as blank:
        yield blank


def solve(page: Page, source: str) -> str:
    """Type an answer to the first exercise, run it and its check, and read the report."""
    answer, check = code_cell(page, "def softmax(x)"), code_cell(page, 'check("softmax", softmax)')
    write(page, answer, source)
    run(page, answer)
    run(page, check)
    return check.locator(".jp-OutputArea-output").inner_text()


def title(misconception: str) -> str:
    return checks.find("check-softmax-stability").spec.hints[misconception].title


def test_a_student_reads_which_mistake_it_is_and_then_that_it_is_mended(page, address):
    open_notebook(page, address)
    run(page, code_cell(page, "from courseware import check"))

    assert title("no-shift") in solve(page, NO_SHIFT)
    hint = checks.find("check-softmax-stability").spec.hints["no-shift"].steps[0]
    expect(page.get_by_text(hint)).to_be_hidden()
    page.get_by_text("A hint").first.click()
    expect(page.get_by_text(hint)).to_be_visible()

    assert title("global-max") in solve(page, GLOBAL_SHIFT)

    mended = solve(page, RIGHT)
    assert "everything passed" in mended
    assert "Not yet" not in mended


def test_a_widget_runs_the_students_function_and_follows_the_keyboard(page, address):
    open_notebook(page, address)
    run(page, code_cell(page, "from courseware import check"))
    solve(page, RIGHT)
    prediction, panel = code_cell(page, "predict_shift ="), code_cell(page, "softmax_demo(softmax")
    write(page, prediction, 'predict_shift = "nothing changes"')
    run(page, prediction)
    run(page, panel)
    expect(panel.get_by_text("your softmax: probabilities 0.842, 0.042, 0.002, 0.114")).to_be_visible()
    panel.get_by_role("slider").first.press("ArrowRight")
    expect(panel.get_by_text("your softmax: probabilities 0.842")).to_have_count(0)
    expect(panel.get_by_text("your softmax: probabilities 0.8")).to_be_visible()


def test_nothing_asks_anything_at_the_start(page, address):
    open_notebook(page, address)
    page.wait_for_timeout(3000)
    expect(page.locator(".Toastify__toast, .jp-Dialog")).to_have_count(0)


def test_an_instructor_releases_by_formgraders_button_and_a_student_sees_the_assignment(page, address, folder):
    parts = urllib.parse.urlsplit(address)
    server = f"{parts.scheme}://{parts.netloc}"
    page.goto(f"{server}/formgrader?{parts.query}")
    row = page.locator("tr", has_text="01_softmax")
    expect(row.locator("a[href$='/course/release/01_softmax']")).to_be_visible()
    row.locator(".release a").click()
    expect(page.locator(".modal")).to_contain_text("Successfully released '01_softmax'.")
    assert (folder / "course" / "exchange" / "backprop-lab" / "outbound" / "01_softmax" / "01_softmax.ipynb").is_file()
    listed = page.request.get(f"{server}/assignments?course_id=backprop-lab&{parts.query}").json()
    assert [(each["assignment_id"], each["status"]) for each in listed["value"]] == [("01_softmax", "released")]


def test_an_instructor_grades_by_formgraders_buttons_with_the_judge(page, address, folder, full_answers):
    course = Course(folder / "course")
    hand_in(course, "blaise", {**full_answers, "softmax": NO_SHIFT})
    parts = urllib.parse.urlsplit(address)
    server = f"{parts.scheme}://{parts.netloc}"
    page.goto(f"{server}/formgrader?{parts.query}")  # which signs in
    page.goto(f"{server}/formgrader/manage_submissions/{NAME}")
    row = page.locator("tr", has_text="blaise")
    for button, done in (
        (".autograde a", "Successfully autograded"),
        (".generate-feedback a", "Successfully generated"),
    ):
        row.locator(button).click()
        expect(page.locator(".modal")).to_contain_text(done, timeout=60_000)
        page.locator(".modal .close").first.click()
        expect(page.locator(".modal")).to_be_hidden()
    scores = marks(course)["blaise"]
    assert scores["check-softmax-values"] > scores["check-softmax-stability"] == 0
    assert title("no-shift") in course.feedback("blaise", NAME).read_text("utf-8")


@pytest.mark.pipeline
def test_an_untouched_notebook_does_not_validate(folder):
    """`nbgrader validate` is what the *Validate* button of JupyterLab runs."""
    notebook = folder / "notebooks" / "01_softmax.ipynb"
    command = [sys.executable, "-m", "nbgrader", "validate", str(notebook)]
    done = subprocess.run(command, cwd=folder, capture_output=True, text=True)
    assert "failed" in done.stdout
    assert "softmax" in done.stdout
