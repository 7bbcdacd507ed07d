"""Nothing of a student's runs, restyles the page or reaches out of it."""

from __future__ import annotations

import base64

import nbformat
import pytest

from autograder.safe import csv_text, safe_html, safe_outputs, safe_text

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
