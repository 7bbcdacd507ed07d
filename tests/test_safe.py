"""Nothing of a student's runs, restyles the page or reaches out of it."""

from __future__ import annotations

import base64
import csv
import io
import struct
import sys
import sysconfig
from pathlib import Path

import nbformat
import pytest
from nbgrader.api import Gradebook
from rich.console import Console

from autograder import cli, show
from autograder.course import ROOT
from autograder.safe import (
    csv_text,
    safe_attachments,
    safe_html,
    safe_image,
    safe_outputs,
    safe_text,
    short_paths,
    unhidden,
)
from autograder.tex import mathml, tame
from autograder.wiring.export import SafeCsvExportPlugin

PNG = base64.b64encode(b"\x89PNG\r\n\x1a\n" + b"0" * 8).decode()

HOSTILE = [
    "<script>alert(1)</script>",
    '<img src=x onerror="alert(1)">',
    '<a href="javascript:alert(1)">a</a>',
    "<style>body{display:none}</style>",
    '<p style="position:fixed;top:0">full marks</p>',
    '<iframe src="https://example.org"></iframe>',
    '<form action="https://example.org"><input name=a></form>',
    '<img src="https://example.org/track.png">',
    '<img src="data:image/svg+xml;base64,PHN2Zy8+">',
    "<svg onload=alert(1)></svg>",
    '<meta http-equiv="refresh" content="0;url=https://example.org">',
    '<p class="alert" id="mark">x</p>',
]


@pytest.mark.parametrize("html", HOSTILE)
def test_hostile_html_loses_what_makes_it_hostile(html):
    clean = safe_html(html).lower()
    for bad in (
        "script",
        "onerror",
        "onload",
        "style",
        "iframe",
        "form",
        "example.org",
        "svg",
        "meta",
        "class=",
        "id=",
    ):
        assert bad not in clean.replace("src=x", "")


def test_tables_and_embedded_pictures_stay():
    html = f'<table><tr><td>1</td></tr></table><img src="data:image/png;base64,{PNG}" alt="a plot">'
    assert safe_html(html).count("<td>") == 1
    assert PNG in safe_html(html)
    assert 'alt="a plot"' in safe_html(html)


def test_escape_sequences_and_bidirectional_marks_are_taken_out():
    assert safe_text("\x1b[31mred\x1b[0m \x1b]0;title\x07\u202egnp.exe\u200b\x00") == "red gnp.exe"


def test_long_text_is_cut_with_a_note():
    assert safe_text("x" * 30_000).endswith("(10000 more characters)")


def test_outputs_are_valid_and_carry_only_known_kinds():
    outputs = [
        {"output_type": "stream", "name": "evil", "text": ["a", 1]},
        {"output_type": "display_data", "data": {"application/javascript": "alert(1)"}},
        {"output_type": "display_data", "data": {"image/svg+xml": "<svg/>", "text/plain": "a figure"}},
        {"output_type": "execute_result", "data": {"image/png": PNG, "text/markdown": "[x](javascript:1)"}},
        {"output_type": "execute_result", "data": {"image/png": base64.b64encode(b"<svg/>").decode()}},
        {"output_type": "error", "ename": 3, "evalue": None, "traceback": "x"},
        {"output_type": "update_display_data"},
        {},
    ]
    safe = safe_outputs(outputs)
    notebook = nbformat.v4.new_notebook(cells=[nbformat.v4.new_code_cell(outputs=safe)])
    nbformat.validate(notebook)
    assert [each.output_type for each in safe] == ["stream", "display_data", "display_data", "error"]
    assert list(safe[1].data) == ["text/plain"]
    assert list(safe[2].data) == ["image/png"]


@pytest.mark.parametrize(
    "text",
    ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r\n=1", " =1", "\u200b=1", "\x1b[31m=1", "\uff1d1", "|calc", "%00"],
)
def test_a_spreadsheet_reads_no_formula_in_a_students_text(text):
    assert csv_text(text).startswith("'")


def test_ordinary_names_are_left_as_they_are_in_a_spreadsheet():
    for name in ("ada", "O'Brien, Síle", "x=1", "2024-05", "a-b"):
        assert csv_text(name) == name


STEERING = "\x1b]0;title\x07\x1b[2J\x9b31m[bold red]ada[/]\n│ eve │ 39 / 39 │\u202e"


def printed(table: object) -> str:
    screen = Console(file=io.StringIO(), force_terminal=True, color_system=None, width=200)
    screen.print(table)
    return screen.file.getvalue()


def test_nothing_of_a_students_steers_the_terminal():
    text = printed(show.class_table("01_softmax", [show.Row(STEERING, 1, 2, STEERING), show.Row("bo", 1, 2, "")]))
    text += printed(show.mistakes_table([(STEERING, 2)]))
    assert not set(text) & set("\x1b\x07\x9b\u202e")
    assert "[bold red]ada[/] │ eve │ 39 / 39 │" in text  # in one row, as it was typed


def test_an_error_about_an_oddly_named_file_is_plain_text(tmp_path, capsys):
    assert cli.main(["try", str(tmp_path / f"01_softmax{STEERING}.ipynb".replace("/", ""))]) == 2
    told = capsys.readouterr().err
    assert "[bold red]ada[]" in told
    assert not set(told) & set("\x1b\x07\x9b\u202e")


def test_the_marks_that_nbgrader_exports_open_as_text_and_numbers(course, tmp_path):
    formula, odd = '=HYPERLINK("http://evil.example","x")', 'ada, "the" first;=1+1\n@b'
    with Gradebook(f"sqlite:///{course.gradebook}") as gradebook:
        gradebook.update_or_create_assignment("01_softmax", duedate="2026-11-30 12:00")
        for student in (formula, odd):
            gradebook.add_student(student, last_name=formula, first_name="Síle", email="+1")
        with gradebook.db.no_autoflush:  # as in autograder.wiring.gradebook
            gradebook.add_submission("01_softmax", formula)
        plugin = SafeCsvExportPlugin()
        plugin.to = str(tmp_path / "grades.csv")
        plugin.export(gradebook)
    with (tmp_path / "grades.csv").open(newline="", encoding="utf-8") as file:
        rows = list(csv.DictReader(file))
    assert [row["student_id"] for row in rows] == [f"'{formula}", 'ada, "the" first;=1+1 @b']
    assert [row["last_name"] for row in rows] == [f"'{formula}"] * 2
    assert [row["email"] for row in rows] == ["'+1"] * 2
    assert [float(row["score"]) for row in rows] == [0, 0]
    assert rows[0]["duedate"].startswith("2026-11-30")
    stock = "assignment,duedate,timestamp,student_id,last_name,first_name,email,raw_score,late_submission_penalty,score"
    assert list(rows[0]) == [*stock.split(","), "max_score"]


def test_folders_of_this_machine_are_left_out_of_tracebacks():
    numpy = Path(sysconfig.get_paths()["purelib"]) / "numpy" / "linalg" / "_linalg.py"
    told = f'File {numpy}:641, in inv(a)\n  File "{ROOT}/courseware/check.py"\n{sys.prefix} {Path.home()}'
    output = {"output_type": "error", "ename": "E", "evalue": str(numpy), "traceback": told.splitlines()}
    shown = safe_outputs([output])[0]
    assert "…/numpy/linalg/_linalg.py:641, in inv(a)" in shown.traceback[0]
    for folder in (str(ROOT), sys.prefix, sysconfig.get_paths()["stdlib"]):
        assert folder not in shown.traceback[0] + shown.evalue
    assert short_paths("a/b, /usr/share and 1/2") == "a/b, /usr/share and 1/2"


def test_pasted_pictures_are_kept_and_nothing_else_that_is_pasted():
    pasted = {"a.png": {"image/png": PNG}, "b.svg": {"image/svg+xml": "<svg/>"}, "c": {"image/png": "PHN2Zy8+"}, "d": 1}
    assert safe_attachments(pasted) == {"a.png": {"image/png": PNG}}
    assert safe_attachments(["a"]) == {}


def test_a_picture_that_would_take_gigabytes_to_show_is_left_out():
    header = b"\x89PNG\r\n\x1a\n" + b"\0\0\0\rIHDR"
    small, huge = (base64.b64encode(header + struct.pack(">II", side, side)).decode() for side in (600, 60_000))
    assert safe_image("image/png", small) == small
    assert safe_image("image/png", huge) == ""


def test_joiners_of_scripts_and_emoji_stay_in_a_text_and_marks_that_reverse_it_go():
    assert unhidden("👩\u200d🔬 می\u200cخواهم \u202egnp.exe\x1b[31m\x00") == "👩\u200d🔬 می\u200cخواهم gnp.exe[31m"


@pytest.mark.parametrize(
    "command", ["href", "style", "class", "cssId", "hspace", "color", "def", "rule", "nosuchthing"]
)
def test_commands_that_are_not_mathematics_are_inert(command):
    tex = rf"\frac{{a}}{{b}} \\\{command}{{javascript:alert(1)}}{{x}}"
    assert rf"\{command}" not in tame(tex)
    assert r"\frac{a}{b} \\" in tame(tex)
    formula = mathml(tex, display=False)
    assert formula is None or "href" not in formula.replace("<mi>", "")


def test_a_formula_that_can_not_be_read_or_would_be_endless_is_none():
    for tex in (r"\frac{", r"\left(", "x" * 2000, r"\begin{nosuch}x\end{nosuch}"):
        assert mathml(tex, display=True) is None
