"""A student and an instructor on one machine, from the release to the mark, each click in a real browser."""

from __future__ import annotations

import csv
import os
import subprocess
import sys
import urllib.parse
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from browser import chromium_page, copy_course, find_chromium, running_lab
from marks import totals
from playwright.sync_api import Page
from ways import MISTAKE, NAME, Instructor, Student, answered

from autograder import checks
from autograder.course import Course

if not find_chromium() and "CI" not in os.environ:
    pytest.skip("Chromium is not installed (Debian: apt install chromium)", allow_module_level=True)
pytestmark = [pytest.mark.browser, pytest.mark.pipeline]

PREDICTION = "they all stay as they are"
EXPLANATIONS = (
    "The mean does not bound the largest exponent: [3000, 0, 0]. <script>document.title = 'owned'</script>",
    "The loss takes the logarithm of it.",
)
COMMENT = "Your example makes the point. Say what the largest exponent is."
BY_HAND = {"explain-shift": 2.0, "explain-log": 0.5}
PICTURES = os.environ.get("BACKPROP_LAB_PICTURES")  # a folder: what the steps look like


@dataclass
class Machine:
    """JupyterLab on a copy of the course, and the course's folder."""

    server: str
    token: str
    folder: Path

    @property
    def course(self) -> Course:
        return Course(self.folder / "course")

    def command(self, *arguments: str) -> str:
        environment = {**os.environ, "BACKPROP_LAB_COURSE": str(self.course.root)}
        command = [sys.executable, "-m", *arguments]
        done = subprocess.run(command, env=environment, cwd=self.folder, capture_output=True, text=True)
        assert done.returncode == 0, done.stdout + done.stderr
        return done.stdout


@pytest.fixture(scope="module")
def machine(built: Course, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Machine]:
    folder = copy_course(tmp_path_factory.mktemp("ways") / "repository", built.root)
    with running_lab(folder) as address:
        parts = urllib.parse.urlsplit(address)
        token = urllib.parse.parse_qs(parts.query)["token"][0]
        yield Machine(f"{parts.scheme}://{parts.netloc}", token, folder)


def look(page: Page, name: str) -> None:
    if PICTURES:
        page.screenshot(path=Path(PICTURES) / f"{name}.png")


def test_a_student_and_an_instructor_go_all_the_way_from_release_to_mark(machine: Machine) -> None:
    with chromium_page(width=1400, height=1000) as page:
        page.goto(f"{machine.server}/formgrader?token={machine.token}")
        student, instructor = Student(page, machine.server), Instructor(page, machine.server)

        instructor.release()
        student.fetch()
        said = student.work(PREDICTION, answered("softmax", "log_softmax", mistaken=True), EXPLANATIONS)
        look(page, "work")
        assert title() in said["softmax"]
        assert said["log_softmax"].startswith("✓ Passed")
        assert said["widget"] != said["widget before"]
        student.submit()
        look(page, "submitted")

        instructor.collect()
        machine.command("autograder", "grade", NAME)
        machine.command("autograder", "report", NAME)
        page.goto((machine.course.root / "reports" / f"{NAME}.html").as_uri())
        assert title() in page.locator("body").inner_text()
        look(page, "report")

        [(student_id, judged)] = totals(machine.course).items()
        instructor.mark_by_hand(student_id, BY_HAND, COMMENT)
        look(page, "by-hand")
        instructor.release_feedback()
        assert page.title() != "owned"
        total = judged + sum(BY_HAND.values())
        assert totals(machine.course) == {student_id: total}
        assert total > 2
        machine.command("nbgrader", "export", f"--to={machine.folder / 'grades.csv'}")
        with (machine.folder / "grades.csv").open(newline="") as file:
            [row] = csv.DictReader(file)
        assert (row["student_id"], float(row["score"])) == (student_id, total)

        text = student.read_feedback()
        look(page, "feedback")
        assert f"{total:g} of {float(row['max_score']):g} points" in text
        assert COMMENT in text
        assert title() in text
        assert EXPLANATIONS[0].split(":")[0] in text


def title() -> str:
    return checks.find("check-softmax-stability").spec.hints[MISTAKE].title
