"""A cell's text, code and outputs as HTML for the feedback page, each made safe here, whatever was done before."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import lru_cache

from markupsafe import Markup
from nbformat.notebooknode import NotebookNode

from autograder.markdown import highlighted, to_html
from autograder.safe import safe_attachments, safe_outputs
from autograder.tex import mathml
from courseware.picture import CROSS

MAX_SOURCE = 50_000


def prose(cell: NotebookNode) -> Markup:
    """A Markdown cell."""
    attachments = safe_attachments(cell.get("attachments"))
    return Markup(to_html(cell.source, attachments)) if attachments else _prose(cell.source)


def code(cell: NotebookNode) -> Markup:
    """A code cell's source."""
    return Markup(f'<pre class="source"><code>{_highlighted(cell.source)}</code></pre>' if cell.source.strip() else "")


@lru_cache(1024)  # the course's own texts and code come with every submission
def _prose(source: str) -> Markup:
    return Markup(to_html(source))


@lru_cache(1024)
def _highlighted(source: str) -> str:
    cut = source[:MAX_SOURCE].strip("\n")
    return highlighted(cut) + ("\n…" if len(source) > MAX_SOURCE else "")


def outputs(cell: NotebookNode) -> list[Markup]:
    """What a cell printed and drew."""
    return [Markup(html) for output in safe_outputs(cell.get("outputs", [])) for html in _output(output)]


def _output(output: NotebookNode) -> Iterator[str]:
    if output.output_type == "stream":
        yield f'<pre class="{output.name}" tabindex="0">{Markup.escape(output.text)}</pre>'
    elif output.output_type == "error":
        yield f'<pre class="stderr">{Markup.escape("".join(output.traceback))}</pre>'
    else:
        yield _rich(output.data)


def _rich(data: Mapping[str, str]) -> str:
    """The richest form of an output that the page can show."""
    if "text/html" in data:
        html = data["text/html"].replace(f"<td>{CROSS}", f'<td class="differs">{CROSS}')
        return f'<div class="html">{html}</div>'
    for mime in ("image/png", "image/jpeg"):
        if mime in data:
            alt = Markup.escape(data.get("text/plain", "a figure"))
            return f'<img src="data:{mime};base64,{data[mime]}" alt="{alt}">'
    if "text/latex" in data:
        tex = data["text/latex"].strip().strip("$")
        formula = mathml(tex, display=True)
        if formula:
            return f'<div class="formula">{formula}</div>'
    return f"<pre>{Markup.escape(data.get('text/plain') or data.get('text/latex', ''))}</pre>"
