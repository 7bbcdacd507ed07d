"""The page that every student reads: the marks first, all of the work, and nothing that is not theirs to see."""

from __future__ import annotations

import html
import re
import shutil

import nbformat
import numpy as np
import pytest
from markupsafe import escape
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook, new_output
from nbgrader.api import Gradebook
from nbgrader.converters import GenerateFeedback
from students import hand_in, sample

from autograder import checks, grade
from autograder.course import ROOT, Course
from autograder.safe import CSP
from autograder.wiring.feedback import page
from autograder.wiring.settings import configuration, course_directory

NAME = "01_softmax"
PNG = "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg=="


def text_of(written: str) -> str:
    """What stands on a page, without its tags."""
    body = re.sub(r"<style>.*?</style>", "", written, flags=re.DOTALL)
    return " ".join(html.unescape(re.sub(r"<[^>]+>", " ", body)).split())


@pytest.fixture(scope="module")
def folder(built: Course, tmp_path_factory: pytest.TempPathFactory) -> Course:
    """A graded class with a comment, a mark by hand and a page for each."""
    course = Course(tmp_path_factory.mktemp("feedback") / "course")
    shutil.copytree(built.root, course.root)
    for student in ("ada", "blaise", "ivan", "lena"):
        given = sample(student)
        if student == "ada":
            given |= {"explain-shift": "Subtract the *mean* of $(0, 0, 3000)$.", "explain-log": "It stays $a<b$."}
        hand_in(course, student, given)
    list(grade.grade(course, grade.plan(course, NAME), "strict", jobs=1))
    with Gradebook(f"sqlite:///{course.gradebook}") as gradebook:
        mark = gradebook.find_grade("explain-shift", NAME, NAME, "ada")
        mark.manual_score, mark.needs_manual_grade = 1.5, False
        comment = gradebook.find_comment("explain-shift", NAME, NAME, "ada")
        comment.manual_comment = "Good: $e^{2000}$. <script>alert(1)</script>"
        gradebook.db.commit()
    GenerateFeedback(coursedir=course_directory(course, NAME), config=configuration(course)).start()
    return course


def feedback(course: Course, student: str) -> str:
    return course.feedback(student, NAME).read_text("utf-8")


def test_the_total_is_the_gradebooks_and_says_what_a_person_has_still_to_mark(folder):
    with Gradebook(f"sqlite:///{folder.gradebook}") as gradebook:
        submission = gradebook.find_submission(NAME, "ada")
        score, most = submission.score, submission.max_score
    told = text_of(feedback(folder, "ada"))
    assert f"{score:g} of {most:g} points" in told
    assert "1.5 / 2" in told
    assert "1 answer waits for a person to mark." in told
    assert "27 of 27 checks passed." in told


def test_a_comment_of_the_instructors_is_shown_as_text_with_its_formulas(folder):
    written = feedback(folder, "ada")
    assert "<script" not in written
    assert "Good: <math>" in written
    assert "<script>alert(1)</script>" in text_of(written)


def test_an_answer_that_was_not_given_waits_for_no_one(folder):
    told = text_of(feedback(folder, "lena"))
    assert "for a person" not in told
    assert "0 of 43 points" in told


def test_every_check_stands_in_the_table_of_marks_and_leads_to_its_report(folder):
    written = feedback(folder, "blaise")
    names = re.findall(r'<section id="c-(check-[\w-]+)"', written)
    assert len(names) == 27
    for name in names:
        assert f'href="#c-{name}"' in written
        assert checks.find(name).spec.title in html.unescape(written)
    hint = checks.find("check-softmax-stability").spec.hints["no-shift"]
    assert hint.title in html.unescape(written)


def test_a_page_is_one_file_that_runs_and_loads_nothing(folder):
    for student in ("ada", "blaise", "ivan", "lena"):
        written = feedback(folder, student)
        assert str(escape(CSP)) in written.split("<title>")[0]
        assert "default-src 'none'" in CSP
        assert "script" not in CSP  # the default is for scripts too
        assert not re.search(r"<(script|link|iframe|object|embed|form|base)\b", written)
        assert not re.search(r'<\w+[^>]*\s(src|poster|background)="(?!data:image/(png|jpeg);base64,)', written)
        assert "@import" not in written
        assert "url(" not in written


def test_no_expected_value_of_a_hidden_input_is_on_a_page(folder):
    looked_for = 0
    for student in ("blaise", "ivan"):
        reports = re.findall(r'<section id="c-check-.*?</section>', feedback(folder, student), re.DOTALL)
        told = text_of(re.sub(r"<table>.*?</table>", "", " ".join(reports), flags=re.DOTALL))  # holds their own values
        for name in re.findall(r'href="#c-(check-[\w-]+)"', feedback(folder, student)):
            rng = np.random.default_rng(folder.seed(NAME, student, name))
            for case in checks.find(name).cases(rng):
                numbers = hidden_numbers(case.expected.value)
                looked_for += len(numbers)
                assert [number for number in numbers if number in told] == []
    assert looked_for > 500


def hidden_numbers(value: object) -> list[str]:
    """Entries of four digits, as a report would print them; a number such as 0.5 may stand there by chance."""
    if not isinstance(value, np.ndarray | float) or np.asarray(value).dtype.kind != "f":
        return []
    printed = [f"{entry:.4g}" for entry in np.asarray(value, dtype=float).ravel()[:200] if np.isfinite(entry)]
    return [number for number in printed if len(re.sub(r"e.*|[-.]|^0\.0*", "", number)) >= 4]


def test_no_folder_of_the_instructors_machine_is_on_a_page(folder):
    for student in ("ada", "blaise", "ivan", "lena"):
        written = feedback(folder, student)
        assert str(ROOT) not in written
        assert str(folder.root) not in written
        assert "site-packages" not in written


def test_formulas_are_set_and_what_can_not_be_read_stays_as_it_was_typed():
    cells = [new_markdown_cell(r"Let $\frac{a}{b}$, $$\sum_i x_i$$ and $\nosuchcommand{x$; it costs 5$.")]
    written = page(new_notebook(cells=cells), student="ada")
    assert "<mfrac>" in written
    assert '<math display="block">' in written
    assert r"and $\nosuchcommand{x$ ; it costs 5$." in text_of(written)


def test_figures_keep_their_texts():
    data = {"image/png": PNG, "text/plain": 'A curve "falls" <fast>'}
    cell = new_code_cell("plot()", outputs=[new_output("display_data", data=data)])
    drawn = f'<img src="data:image/png;base64,{PNG}" alt="three bars">'
    widget = new_code_cell("demo()", outputs=[new_output("display_data", data={"text/html": drawn})])
    written = page(new_notebook(cells=[cell, widget]), student="ada")
    assert 'alt="A curve &#34;falls&#34; &lt;fast&gt;"' in written
    assert 'alt="three bars"' in written


def test_pasted_pictures_are_shown_and_other_attachments_are_not():
    cell = new_markdown_cell("![my sketch](attachment:a.png) ![x](attachment:b.svg)")
    cell.attachments = {"a.png": {"image/png": PNG}, "b.svg": {"image/svg+xml": "<svg onload=alert(1)>"}}
    written = page(new_notebook(cells=[cell]), student="ada")
    assert f'<img src="data:image/png;base64,{PNG}" alt="my sketch">' in written
    assert "svg" not in written


def test_a_picture_pasted_into_an_answer_comes_through_the_judge(classroom, full_answers):
    edition = nbformat.read(classroom.course.student_edition(NAME), as_version=4)
    answer = next(cell for cell in edition.cells if cell.id == "explain-shift")
    answer.source, answer.attachments = "![by hand](attachment:a.png)", {"a.png": {"image/png": PNG}}
    result = classroom.judge("ada", edition)
    assert result.notes == ()
    assert f'{PNG}" alt="by hand">' in page(result.notebook, student="ada")


def test_a_notebook_that_was_never_made_safe_is_safe_on_the_page():
    bad = "<script>alert(1)</script>"
    outputs = [new_output("display_data", data={"text/html": bad, "application/javascript": "alert(1)"})]
    outputs += [new_output("stream", text=bad), new_output("error", ename=bad, evalue=bad, traceback=[bad])]
    cells = [new_markdown_cell(bad), new_code_cell(bad, outputs=outputs), new_markdown_cell(f"# {bad}")]
    notebook = new_notebook(cells=cells, metadata={"autograder": {"notes": [bad], "assignment": bad, "cells": []}})
    written = page(notebook, student=bad)
    assert "<script" not in written


def test_the_judges_marks_are_shown_where_no_gradebook_was_asked(folder):
    notebook = nbformat.read(folder.autograded("blaise", NAME), as_version=4)
    marks = notebook.metadata["autograder"]["cells"]
    told = text_of(page(notebook, student="blaise"))
    assert f"{sum(mark['score'] for mark in marks):g} of 43 points" in told
