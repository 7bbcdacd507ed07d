"""The class report says what the graded notebooks say, in pages that can't run anything, and changes no mark."""

from __future__ import annotations

import csv
import html.parser
import io
import json
import os
import re
import shutil
from collections import Counter
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from statistics import mean

import pytest
from browser import chromium_page, find_chromium
from nbgrader.api import Gradebook
from students import hand_in, sample

from autograder import cli
from autograder.course import Course, CourseError
from autograder.report import page, spreadsheet, summary
from autograder.report.classroom import ClassRoom
from autograder.report.collect import collect
from autograder.report.make import make

NAME = "01_softmax"
FORMULA, MARKUP = '=HYPERLINK("x")', "<img src=x onerror=alert(1)>"
CLASS = ("ada", "blaise", "chandra", "mina", "noor", "lena", "jun")


@pytest.fixture(scope="module")
def graded(built: Course, tmp_path_factory: pytest.TempPathFactory) -> Course:
    """A class that was graded once, with two students whose names are traps; tests that write take a copy."""
    course = Course(tmp_path_factory.mktemp("graded") / "course")
    shutil.copytree(built.root, course.root)
    given = {name: sample(name) for name in CLASS if name != "jun"}
    given |= {
        "jun": b"{",
        FORMULA: {},
        MARKUP: {"softmax": f"import os  # {MARKUP} `\ndef softmax(x):\n    return {MARKUP!r}"},
    }
    for student, answers in given.items():
        hand_in(course, student, answers)
    assert cli.main(["grade", NAME, "--course", str(course.root), "--json", "--jobs", "2"]) == 0
    return course


@pytest.fixture
def own(graded: Course, tmp_path: Path) -> Course:
    """A copy that a test may change."""
    shutil.copytree(graded.root, tmp_path / "course")
    return Course(tmp_path / "course")


@pytest.fixture(scope="module")
def room(graded: Course) -> ClassRoom:
    return collect(graded, NAME)


@pytest.fixture(scope="module")
def text(graded: Course, tmp_path_factory: pytest.TempPathFactory) -> str:
    return make(graded, NAME, tmp_path_factory.mktemp("report")).page.read_text("utf-8")


def recorded(course: Course) -> dict[str, dict[str, dict[str, object]]]:
    """What the judge wrote, read without our own reader: cells by grade id, by student."""
    found = {}
    for path in (course.root / "autograded").glob(f"*/{NAME}/{NAME}.ipynb"):
        cells = json.loads(path.read_text("utf-8"))["metadata"]["autograder"]["cells"]
        found[path.parents[1].name] = {cell["grade_id"]: cell for cell in cells}
    return found


def table(content: str) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(content)))


def test_the_table_of_students_holds_every_mark_that_the_judge_gave(graded, room):
    rows = {row["student"].removeprefix("'"): row for row in table(spreadsheet.students(room))}
    written = recorded(graded)
    assert rows.keys() == written.keys() == {*CLASS, FORMULA, MARKUP}
    for student, cells in written.items():
        assert float(rows[student]["by_judge"]) == sum(cell["score"] for cell in cells.values())
        for name, cell in cells.items():
            assert float(rows[student][f"{name} score"]) == cell["score"]
            assert rows[student][f"{name} status"] == cell["status"]
            assert rows[student][f"{name} mistake"] == (cell["misconception"] or "")
    assert "JSON" in rows["jun"]["remark"]


def test_the_table_of_checks_counts_the_submissions_that_were_judged(graded, room):
    written = {student: cells for student, cells in recorded(graded).items() if student != "jun"}
    rows = {row["check"]: row for row in table(spreadsheet.checks(room))}
    assert rows.keys() == written["ada"].keys()
    for name, row in rows.items():
        counted = Counter(cells[name]["status"] for cells in written.values())
        assert {status: float(row[status]) for status in summary.STATUSES} == {
            status: counted[status] for status in summary.STATUSES
        }
        assert float(row["pass_rate"]) == pytest.approx(counted["pass"] / len(written), abs=1e-6)
        assert float(row["mean_score"]) == pytest.approx(
            mean(cells[name]["score"] for cells in written.values()), abs=1e-6
        )


def test_no_cell_of_the_tables_is_a_formula(room):
    for content in (spreadsheet.students(room), spreadsheet.checks(room)):
        for row in csv.reader(io.StringIO(content)):
            assert not [cell for cell in row if cell[:1] in tuple("=@+|%") or re.match(r"-(?!\d)", cell)]


def test_an_exercise_counts_each_submission_once_and_a_blocked_check_is_no_reason(room):
    found = {each.whole.name: each for each in summary.exercises(room)}
    assert all(sum(each.whole.statuses.values()) == len(room.judged) for each in found.values())
    softmax = found["softmax"].whole.statuses
    assert softmax["pass"] == 3  # ada, mina, noor
    assert softmax["fail"] == 3  # blaise and chandra in stability, the one whose name is a tag in values
    assert softmax["missing"] == 2  # lena, and the one whose name is a formula
    assert summary.status_of([]) == "pass"


def test_mistakes_come_with_their_hints_and_who_made_them(room, text):
    found = {mistake.id: mistake for mistake in summary.mistakes(room)}
    assert found["global-max"].students == ("chandra",)
    assert found["no-shift"].exercises[:2] == ("softmax", "log_softmax")
    assert set(found["no-shift"].students) == {"blaise"}
    common = summary.mistakes(room)[0]
    assert common.students == ("mina", "noor")
    assert "Loss and gradient of the penalty do not fit together" in text
    assert "Each row may be moved by an amount of its own." in text


class Elements(html.parser.HTMLParser):
    """Every tag of a page with its attributes, and its text."""

    def __init__(self, content: str) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.words: list[str] = []
        self.feed(content)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))

    def handle_data(self, data: str) -> None:
        self.words.append(data)


def test_the_page_stands_alone_and_can_run_nothing(text):
    elements = Elements(text)
    (policy,) = [each["content"] for _, each in elements.tags if each.get("http-equiv") == "Content-Security-Policy"]
    assert "default-src 'none'" in policy
    assert "script-src" not in policy
    allowed_links = {"#", "u"}  # SVG refers to shapes within itself
    for tag, attributes in elements.tags:
        assert tag not in ("script", "iframe", "object", "embed", "form", "img", "link", "base")
        assert not [name for name in attributes if name.startswith("on")]
        for name in ("href", "xlink:href", "src"):
            assert (attributes.get(name) or "#")[0] in allowed_links
    assert "@import" not in text
    assert not re.search(r"url\((?!#)", text)


def test_what_students_wrote_is_text_in_the_page(text):
    assert MARKUP not in text
    words = "".join(Elements(text).words)
    assert MARKUP in words
    assert FORMULA in words
    assert f"import os # {MARKUP} '" in words


def test_every_picture_has_a_text_that_says_the_same(text, room):
    pictures = [attributes for tag, attributes in Elements(text).tags if tag == "svg"]
    assert len(pictures) == 2
    assert all(each["role"] == "img" for each in pictures)
    marks, statuses = (each["aria-label"] or "" for each in pictures)
    assert f"{len(room.judged)} submissions from 0 to 39 points of 39" in marks
    assert "softmax: 3 passed, 3 failed, 2 missing." in statuses


def test_the_page_says_what_is_left_to_do(own):
    shutil.copytree(own.submitted("ada", NAME), own.submitted("zoe", NAME))
    path = own.submitted("lena", NAME) / f"{NAME}.ipynb"
    path.write_text(path.read_text("utf-8") + " ", "utf-8")
    with Gradebook(f"sqlite:///{own.gradebook}") as gradebook:
        gradebook.add_student("absent-anna")
    words = " ".join("".join(Elements(make(own, NAME).page.read_text("utf-8")).words).split())
    assert "1 not graded yet: zoe. Run python -m autograder grade 01_softmax." in words
    assert "1 changed since they were graded: lena." in words
    assert "1 could not be judged" in words
    assert "1 of the gradebook handed nothing in: absent-anna." in words
    assert "Mark by hand in formgrader: explain-shift (5), explain-log (5)." in words
    assert "mina, noor" in words
    assert "isolation strict" in words


def test_marks_by_hand_and_late_penalties_are_in_it(own):
    with Gradebook(f"sqlite:///{own.gradebook}") as gradebook:
        for name, score in (("explain-shift", 2), ("explain-log", 0.5)):
            grade = gradebook.find_grade(name, NAME, NAME, "ada")
            grade.manual_score, grade.needs_manual_grade = score, False
        gradebook.find_submission_notebook(NAME, NAME, "ada").late_submission_penalty = 3
        gradebook.db.commit()
    room = collect(own, NAME)
    (ada,) = [each for each in room.submissions if each.student == "ada"]
    assert (ada.auto, ada.total, ada.is_open) == (39, 39 + 2.5 - 3, False)
    shift, log = summary.hand_graded(room)
    assert (shift.open, shift.marked, shift.mean_score) == (4, 1, 2)
    assert log.mean_score == 0.5
    words = "".join(Elements(make(own, NAME).page.read_text("utf-8")).words)
    assert "1 came late: ada" in words
    assert "3 points taken off" in words
    assert "In all, where everything is marked" in words


def test_the_report_changes_no_mark_and_no_file_of_the_course(own):
    def state() -> dict[str, tuple[bytes, float]]:
        files = (path for path in own.root.rglob("*") if path.is_file() and "reports" not in path.parts)
        return {str(path): (path.read_bytes(), path.stat().st_mtime) for path in files}

    before = state()
    report = make(own, NAME)
    assert state() == before
    assert report.page == own.root / "reports" / f"{NAME}.html"


def test_times_are_shown_where_they_are_known(room):
    made = datetime(2026, 1, 2, 3, 4, tzinfo=UTC)
    unknown = replace(room, submissions=tuple(replace(each, marks=_timed(each, 0.0)) for each in room.submissions))
    assert "Median time" not in page.render(unknown, [], "x.csv", made)
    known = replace(room, submissions=tuple(replace(each, marks=_timed(each, 0.25)) for each in room.submissions))
    assert "Median time" in page.render(known, [], "x.csv", made)
    softmax = {each.whole.name: each.whole for each in summary.exercises(known)}["softmax"]
    assert softmax.seconds == 0.75  # three checks in most submissions
    assert "2 January 2026, 03:04" in page.render(known, [], "x.csv", made)


def _timed(each, seconds):
    return {name: replace(mark, seconds=seconds) for name, mark in each.marks.items()}


def test_a_class_where_nothing_could_be_judged_has_a_report(room):
    refused = tuple(replace(each, refused="It was a link.") for each in room.submissions)
    text = page.render(replace(room, submissions=refused), [], "x.csv", datetime.now(UTC))
    assert "It was a link." in text
    assert "no marks yet" in text


def unknown_assignment(course: Course) -> str:
    return "09_nothing"


def nothing_graded(course: Course) -> str:
    shutil.rmtree(course.root / "autograded")
    return NAME


def no_gradebook(course: Course) -> str:
    course.gradebook.unlink()
    return NAME


def another_mark(course: Course) -> str:
    with Gradebook(f"sqlite:///{course.gradebook}") as gradebook:
        gradebook.find_grade("check-softmax-values", NAME, NAME, "ada").auto_score = 1
        gradebook.db.commit()
    return NAME


def a_student_removed(course: Course) -> str:
    with Gradebook(f"sqlite:///{course.gradebook}") as gradebook:
        gradebook.remove_student("ada")
    return NAME


def not_graded_by_the_judge(course: Course) -> str:
    path = course.autograded("ada", NAME)
    path.chmod(0o644)
    path.write_text('{"metadata": {}, "cells": []}')
    return NAME


def no_database(course: Course) -> str:
    course.gradebook.write_text("no database at all, but long enough to be taken for one" * 40)
    return NAME


@pytest.mark.parametrize(
    ("spoil", "said", "next_step"),
    [
        (unknown_assignment, "no assignment '09_nothing'", "Known: 01_softmax"),
        (nothing_graded, "9 submissions wait for it", "python -m autograder grade 01_softmax"),
        (no_gradebook, "no gradebook", "python -m autograder grade"),
        (another_mark, "does not have the marks of 1 of 9 graded notebooks (ada)", "grade 01_softmax --force"),
        (a_student_removed, "does not have the marks of 1 of 9 graded notebooks (ada)", "grade 01_softmax --force"),
        (not_graded_by_the_judge, "the judge did not grade it", "--student ada --force"),
        (no_database, "can't be read", "restore it from a backup"),
    ],
)
def test_what_hinders_a_report_is_said_with_the_next_step(
    own: Course, spoil: Callable[[Course], str], said: str, next_step: str
):
    with pytest.raises(CourseError) as error:
        make(own, spoil(own))
    assert said in str(error.value)
    assert next_step in str(error.value)
    assert not (own.root / "reports").exists()


def test_the_command_prints_where_the_report_is(graded, tmp_path, capsys):
    assert cli.main(["report", NAME, "--course", str(graded.root), "--output", str(tmp_path), "--json"]) == 0
    printed = json.loads(capsys.readouterr().out)
    assert printed["submissions"] == 9
    assert printed["failed"] == 1
    assert [Path(name).stat().st_size > 1000 for name in printed["files"]] == [True] * 3
    assert {"alike", "import"} <= {remark["kind"] for remark in printed["worth_a_look"]}
    assert cli.main(["report", "09_nothing", "--course", str(graded.root)]) == cli.UNUSABLE
    assert "Known: 01_softmax" in capsys.readouterr().err


@pytest.mark.browser
@pytest.mark.skipif(not find_chromium() and "CI" not in os.environ, reason="Chromium is not installed")
def test_a_browser_shows_and_prints_the_page_without_complaint(graded, tmp_path):
    report = make(graded, NAME, tmp_path)
    with chromium_page(width=1280, height=900) as tab:
        said: list[str] = []
        tab.on("console", lambda message: said.append(message.text))
        tab.on("dialog", lambda dialog: said.append(dialog.message))
        tab.goto(report.page.as_uri())
        assert tab.evaluate("document.documentElement.scrollWidth") == 1280
        assert tab.locator("svg").count() == 2
        assert tab.get_by_text("Worth a look", exact=True).is_visible()
        light = tab.evaluate("getComputedStyle(document.body).backgroundColor")
        tab.emulate_media(color_scheme="dark")
        assert tab.evaluate("getComputedStyle(document.body).backgroundColor") != light
        assert tab.pdf(prefer_css_page_size=True)[:5] == b"%PDF-"
        assert said == []
