"""A student's Markdown, as nbgrader's own pages would show it: nothing runs, loads or leaks, and answers stay whole."""

from __future__ import annotations

import html
import re
from html.parser import HTMLParser

import nbformat
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from nbconvert.exporters import HTMLExporter
from nbconvert.filters.markdown_mistune import InvalidNotebook, IPythonRenderer, MarkdownWithMath
from nbformat.v4 import new_code_cell, new_markdown_cell

from autograder.course import NOTEBOOKS
from autograder.markdown import to_html
from autograder.mend import MAX_MARKDOWN, mend, mend_cells
from autograder.tex import is_ordinary

RESERVED = frozenset({"check-softmax-values", "explain-shift-comment", "statusmessage"})
TAGS = {
    *("p", "h1", "h2", "h3", "h4", "h5", "h6", "em", "strong", "code", "pre", "a", "img", "br", "hr", "blockquote"),
    *("ul", "ol", "li", "table", "thead", "tbody", "tr", "th", "td", "del", "dl", "dt", "dd", "input", "span", "div"),
    *("b", "i", "u", "s", "sub", "sup", "kbd", "small", "mark"),
}
ATTRIBUTES = {"href", "src", "alt", "title", "class", "id", "style", "type", "disabled", "start", "rel"}
VOID = {"br", "hr", "img", "input"}


class Reader(HTMLParser):
    """Reads a page as a browser does and complains of what it should not find."""

    def __init__(self) -> None:
        super().__init__()
        self.open: list[str] = []
        self.complaints: list[str] = []
        self.text = ""

    def handle_starttag(self, tag, attrs):
        if tag not in TAGS:
            self.complaints.append(f"<{tag}>")
        for name, value in attrs:
            if name not in ATTRIBUTES:
                self.complaints.append(f"{tag} {name}")
            if name == "href" and not re.match(r"https?://|#", value or ""):
                self.complaints.append(f"href {value}")
            if name == "src" and not re.match(r"data:image/(png|jpeg);base64,", value or ""):
                self.complaints.append(f"src {value}")
            if name == "style" and not re.fullmatch(r"text-align: ?(left|right|center);?", value or ""):
                self.complaints.append(f"style {value}")
            if name == "id" and value in RESERVED:
                self.complaints.append(f"id {value}")
        if tag not in VOID:
            self.open.append(tag)

    def handle_endtag(self, tag):
        if tag not in VOID and (not self.open or self.open.pop() != tag):
            self.complaints.append(f"</{tag}>")

    def handle_comment(self, data):
        self.complaints.append("comment")

    def handle_decl(self, decl):
        self.complaints.append("declaration")

    def handle_data(self, data):
        if not {"pre", "code"} & set(self.open):
            self.text += data


def complaints(rendered: str) -> list[str]:
    reader = Reader()
    reader.feed(rendered)
    reader.close()
    commands = re.findall(r"(?<!\\)(?:\\\\)*\\([A-Za-z@]+)", reader.text)
    return (
        reader.complaints + [f"left open <{tag}>" for tag in reader.open] + [c for c in commands if not is_ordinary(c)]
    )


def as_nbgrader_shows_it(text: str) -> str:
    return MarkdownWithMath(renderer=IPythonRenderer(escape=False)).render(text)


HOSTILE = [
    "<script>alert(1)</script>",
    "<img src=x onerror=alert(1)>",
    "a <img src=x onerror=alert(1)> b",
    "<svg onload=alert(1)>",
    "<style>body{display:none}</style>",
    '<div style="position:fixed;inset:0;background:red">full marks</div>',
    "</div></div></div>text",
    "<b>everything below is bold",
    "<b>`</b>` and on",
    "<!-- hides the rest",
    "<!DOCTYPE html><base href=//evil.example>",
    "<iframe src=//evil.example></iframe>",
    "[x](javascript:alert(1))",
    "[x](java&#115;cript:alert(1))",
    "[x](JaVaScRiPt:alert(1) 'title')",
    "[x](<javascript:alert(1)>)",
    "[x](data:text/html;base64,PHNjcmlwdD4=)",
    "[x](//evil.example)",
    "[x][ref]\n\n[ref]: javascript:alert(1)",
    "[ref]\n\n[ref]: <javascript:alert(1)> 'a'",
    "<javascript:alert(1)>",
    "[a[b](javascript:alert(1))](javascript:alert(2))",
    "![x](https://evil.example/track.png)",
    "![x](/logout)",
    "![x](attachment:missing.png)",
    "![x](data:image/svg+xml;base64,PHN2Zy8+)",
    "![x][p]\n\n[p]: https://evil.example/track.png",
    "[![x](https://evil.example/a.png)](https://evil.example)",
    "```mermaid\n<img src=x onerror=alert(1)>\n```",
    "~~~ mermaid\n</pre><script>alert(1)</script>\n~~~",
    "> ```mermaid\n> <img src=x onerror=alert(1)>\n> ```",
    "- a\n\n  ```mermaid\n  <img src=x onerror=alert(1)>\n  ```",
    "# check-softmax-values",
    "## *check-softmax-values*",
    "statusmessage\n-----",
    "#explain-shift-comment",
    r"$\href{javascript:alert(1)}{x}$",
    r"$$\style{position:fixed;inset:0;background:red}{x}$$",
    r"\\href{javascript:alert(1)}{x} between \$ and \$",
    r"&bsol;href{javascript:alert(1)}{x}",
    r"&#92;class{btn}{x}",
    r"$\def\x{\kern-50em}\x a$",
    "\\begin{align}\\cssId{top}{x}\\end{align}",
    "| a | b |\n|---|---|\n| <script>alert(1)</script> | x |",
    "a\n: <script>alert(1)</script>",
    "<br>\n`<img src=x onerror=alert(1)>`",
    "    <img src=x onerror=alert(1)>\n<img src=x onerror=alert(1)>",
    "\\`<img src=x onerror=alert(1)>\\`",
    "$<img src=x onerror=alert(1)>",
    "\\$<img src=x onerror=alert(1)>$",
    "<a href=javascript:alert(1)>x</a>",
    "<sub onmouseover=alert(1)>x</sub>",
    "<script\n>alert(1)</script\n>",
    "<scr\x00ipt>alert(1)</scr\x00ipt>",
    "<x\x0conclick=alert(1)>",
]


def attacks(text: str) -> bool:
    """Tell whether nbgrader's page would show it otherwise than as text, or not at all."""
    try:
        rendered = as_nbgrader_shows_it(text)
    except InvalidNotebook:
        return True
    return bool(complaints(rendered)) or "<!--" in rendered or "\0" in rendered


@pytest.mark.parametrize("text", HOSTILE)
def test_nothing_hostile_is_left_where_nbgrader_shows_it(text):
    assert attacks(text)
    safe, reasons = mend(text, RESERVED)
    assert reasons
    assert complaints(as_nbgrader_shows_it(safe)) == []
    page = to_html(text).replace("class=", "")
    assert not re.search(r"<(script|img|svg|style|iframe|base)|javascript:[^<]*\"|\son\w+=[^<]*>", page, re.IGNORECASE)


@pytest.mark.parametrize("text", HOSTILE)
def test_a_reader_still_sees_what_was_typed(text):
    safe, _ = mend(text, RESERVED)
    shown = html.unescape(re.sub(r"<[^>]*>", "", as_nbgrader_shows_it(safe)))
    words = re.findall(r"[a-z]{5,}", re.sub(r"mermaid|\]: .*", "", text))  # where a reference leads is never shown
    assert [word for word in words if word not in shown] == []


HONEST = [
    "If $a<b$ and $b<c$, then $a<c$; and x<y, y <z, 1 < 2 & 3 > 2.",
    "The mean of [5, 2, -1, 3] is 2.25, so `x - x.mean()` is *not* enough: $e^{800}$ overflows.",
    "$$p_j = \\frac{e^{z_j - m}}{\\sum_k e^{z_k - m}}, \\qquad m = \\max_k z_k$$",
    "\\begin{align}a &= b \\\\ c &= d\\end{align}",
    "It costs 5$ or 6$, R&D says AT&T.",
    "- one\n- two\n\n1. three\n\n> quoted\n\n| a | b |\n|---|---:|\n| 1 | 2 |",
    "See [the book](https://d2l.ai/chapter_linear-classification/) or <https://cs231n.github.io>.",
    "```python\nif x < y and z > 0:\n    print('<script>')\n```",
    "Write `<script>` in code, or `a[i](b)`; x[1:]: a slice.",
    "H<sub>2</sub>O, e<sup>x</sup>, <b>bold</b>, a line<br>break",
    "Ἀρχή, 得分, emoji 👩‍🔬, می‌خواهم",
    "Tabs\tand\r\nWindows line ends",
    "# My answer\n\n## Why\n\nBecause $\\hat x = \\frac{x - \\mu}{\\sqrt{\\sigma^2 + \\varepsilon}}$.",
    "A path C:\\alpha and a slash \\\\ and 2\\*3",
    "a --- b\n\n---\n\nc",
]


@pytest.mark.parametrize("text", HONEST)
def test_an_honest_answer_is_left_to_the_letter(text):
    assert mend(text, RESERVED) == (text, ())
    assert complaints(as_nbgrader_shows_it(text)) == []


def test_a_less_than_sign_that_markdown_takes_for_a_tag_is_shown_after_all():
    answer = "Since i <j and k> l, use `x<y>z`, and $i <j> k$ stays."
    safe, reasons = mend(answer)
    assert reasons == ("html",)
    assert "i &lt;j and k&gt; l" in as_nbgrader_shows_it(safe)
    assert "`x<y>z`, and $i <j> k$ stays." in safe


def test_the_courses_own_texts_are_left_to_the_letter():
    for path in sorted(NOTEBOOKS.glob("0*.ipynb")):
        notebook = nbformat.read(path, as_version=4)
        sources = [cell.source for cell in notebook.cells]
        assert mend_cells(notebook) == []
        assert [cell.source for cell in notebook.cells] == sources


def test_a_note_says_which_text_was_changed_and_why():
    marks = {"grade_id": "explain-shift", "grade": True, "solution": True, "locked": False, "points": 2}
    cells = [new_markdown_cell(text) for text in ("fine", "<script>x</script>", "[a](javascript:b)")]
    cells[1].metadata["nbgrader"] = marks
    notes = mend_cells(nbformat.v4.new_notebook(cells=cells))
    assert len(notes) == 2
    assert "explain-shift" in notes[0]
    assert "HTML" in notes[0]
    assert "cell 3" in notes[1]


def test_code_that_reads_otherwise_than_it_runs_is_shown_as_it_ran():
    cells = [new_code_cell("x = 1  # \u202e top\u2066 secret"), new_code_cell("x = '👩\u200d🔬'\n\ty = 2")]
    notes = mend_cells(nbformat.v4.new_notebook(cells=cells))
    assert cells[0].source == "x = 1  # \ufffd top\ufffd secret"
    assert cells[1].source == "x = '👩\u200d🔬'\n\ty = 2"
    assert len(notes) == 1
    assert "cell 1" in notes[0]


def test_marks_piled_on_a_letter_do_not_reach_into_other_lines():
    assert mend("Ph\u1ea1m n\u0303e\u0301" + "\u0301" * 400)[0] == "Ph\u1ea1m n\u0303e" + "\u0301" * 3


def test_a_long_text_is_cut_and_a_deep_one_is_bounded():
    safe, reasons = mend("word " * 10_000)
    assert len(safe) <= MAX_MARKDOWN + 2
    assert reasons == ("long",)
    for text in ("> " * 5000, "[" * 5000 + "](", "*a **b " * 3000, "- " * 3000, "$" * 9999, "`" * 9999 + "<b"):
        assert complaints(as_nbgrader_shows_it(mend(text)[0])) == []


def test_a_thousand_costly_texts_are_shown_as_typed_after_the_first_few():
    cells = [new_markdown_cell("[" * 10_000 + f"](x{index}") for index in range(100)]
    notes = mend_cells(nbformat.v4.new_notebook(cells=cells))
    assert len(notes) == 9
    assert notes[-1] == "So were 73 more texts."
    assert cells[0].source == "[" * 10_000 + "](x0"
    assert cells[-1].source.startswith("```text\n[[[")
    assert complaints(as_nbgrader_shows_it(cells[-1].source)) == []


PIECES = st.sampled_from(
    [
        *("<script>", "</script>", "<img src=x onerror=a>", "<b>", "</b>", "<br>", "<!--", "-->", "<", ">", "&lt;"),
        *("[x]", "(javascript:a)", "[r]: javascript:a", "![", "](", "](/a)", "<javascript:a>", "https://a.b", "&#60;"),
        *("`", "``", "```", "~~~", "mermaid", "$", "$$", "\\href{", "\\frac", "}", "\\", "\\\\", "\n", "\n\n", "    "),
        *("> ", "- ", "# ", "check-softmax-values", "|", "|---|", "x", " ", "&bsol;", "\\begin{a}", "\\end{a}"),
        *("\\[", "\\(", "*", "_", "\t"),
    ]
)


@settings(max_examples=400, deadline=None, derandomize=True)
@given(st.lists(PIECES, min_size=2, max_size=14).map("".join))
@example("<b>`</b>`")
def test_whatever_is_put_together_is_safe_after_mending(text):
    safe, _ = mend(text, RESERVED)
    assert complaints(as_nbgrader_shows_it(safe)) == []
    reader = Reader()
    reader.feed(re.sub(r"<math.*?</math>", "", to_html(text), flags=re.DOTALL))
    assert [each for each in reader.complaints if not each.startswith("id ")] == []
    assert reader.open == []


def test_our_check_reads_markdown_as_nbgraders_exporter_does():
    exporter = HTMLExporter()
    cell = {"cell": {}, "resources": {}}
    for text in HONEST:
        assert exporter.markdown2html(cell, text) == as_nbgrader_shows_it(text)
