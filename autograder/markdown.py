"""Markdown to HTML that is safe to show, by the parser that nbgrader's pages use; what it had to refuse is remembered.

How a text is changed so that nbgrader's own pages may show it is left to `autograder.mend`.
"""

from __future__ import annotations

import html
import re
from collections.abc import Collection, Mapping
from html.parser import HTMLParser
from typing import Any

from nbconvert.filters.markdown_mistune import IPythonRenderer, MarkdownWithMath
from pygments import highlight
from pygments.formatters import HtmlFormatter
from pygments.lexers import PythonLexer

from autograder.safe import safe_image
from autograder.tex import mathml, tame

Attachments = Mapping[str, Mapping[str, str]]
LANGUAGES = {"", "python", "python3", "py", "pycon", "ipython", "text", "txt", "math", "tex", "latex", "bash", "sh"}
INLINE_TAGS = ("b", "i", "u", "s", "em", "strong", "sub", "sup", "kbd", "small", "mark")
SAFE_TAG = re.compile(rf"</?(?:{'|'.join(INLINE_TAGS)})>|<br ?/?>|\s+", re.IGNORECASE)
SAFE_LINK = re.compile(r"https?://[^\s]+|#[\w-]*", re.IGNORECASE)
DATA_IMAGE = re.compile(r"data:(image/(?:png|jpeg));base64,([A-Za-z0-9+/=\s]+)")
OUTSIDE_CODE = re.compile(r"<(pre|code)\b.*?</\1>", re.DOTALL)
PLACEHOLDER = {"image/png": "iVBORw0KGgo="}  # stands for a picture whose content was looked at before
VOID = {"br", "hr", "img", "input"}

python_lexer, _formatter = PythonLexer(stripnl=False), HtmlFormatter(nowrap=True)


def highlighted(source: str) -> str:
    """Python code as HTML, coloured by Pygments' classes."""
    return str(highlight(source, python_lexer, _formatter))


class SafeRenderer(IPythonRenderer):  # type: ignore[misc]
    """Renders what is safe; puts down in ``refused`` what nbgrader's renderer would have shown otherwise.

    Parameters
    ----------
    attachments : mapping
        The cell's pictures, from `autograder.safe.safe_attachments`.
    reserved : collection of str
        Names that no heading may take as its id, because the page has them already.
    """

    def __init__(self, attachments: Attachments | None = None, reserved: Collection[str] = ()) -> None:
        super().__init__(escape=False, attachments=dict(attachments or {}))
        self.reserved = reserved
        self.refused: set[str] = set()
        self.raw = False

    def inline_html(self, html: str) -> str:
        return self._raw(html)

    def block_html(self, html: str) -> str:
        return self._raw(html)

    def _raw(self, text: str) -> str:
        self.raw = True
        if all(SAFE_TAG.fullmatch(part) for part in re.findall(r"<[^>]*>?|[^<]+", text)):
            return text
        self.refused.add("html")
        return html.escape(text)

    def link(self, text: str, url: str, title: str | None = None) -> str:
        if not SAFE_LINK.fullmatch(url):
            self.refused.add("link")
            return text
        return f'<a href="{html.escape(url)}" rel="noopener noreferrer nofollow">{text}</a>'

    def image(self, text: str, url: str, title: str | None = None) -> str:
        alt = html.escape(html.unescape(re.sub("<[^>]*>", "", text)))
        source = self._picture(url)
        if not source:
            self.refused.add("image")
            return f"[{alt}]"
        return f'<img src="{source}" alt="{alt}">'

    def _picture(self, url: str) -> str:
        if url.startswith("attachment:"):
            kinds = self.attachments.get(url.removeprefix("attachment:"), {})
            found = next(iter(kinds.items()), ("", ""))
        else:
            match = DATA_IMAGE.fullmatch(url)
            found = (match[1], match[2]) if match else ("", "")
        image = safe_image(*found)
        return f"data:{found[0]};base64,{image}" if image else ""

    def heading(self, text: str, level: int, **attrs: Any) -> str:
        anchor = re.search(r'id="([^"]*)"', super().heading(text, level))
        if anchor and html.unescape(anchor[1]) in self.reserved:
            self.refused.add("heading")
        return f"<h{level}>{text}</h{level}>\n"

    def block_code(self, code: str, info: str | None = None) -> str:
        words = (info or "").split()
        language = words[0].lower() if words else ""
        if language not in LANGUAGES:
            self.refused.add("fence")  # nbconvert hands `mermaid` on as it is, and the rest to any of Pygments' lexers
        inner = highlighted(code) if language.startswith(("py", "ipy")) else html.escape(code)
        return f'<pre class="source"><code>{inner}</code></pre>\n'

    def block_math(self, body: str) -> str:
        return self._formula(body, f"$${body}$$", display=True)

    def inline_math(self, body: str) -> str:
        return self._formula(body, f"${body}$", display=False)

    def latex_environment(self, name: str, body: str) -> str:
        tex = f"\\begin{{{name}}}{body}\\end{{{name}}}"
        return self._formula(tex, tex, display=True)

    def _formula(self, tex: str, written: str, *, display: bool) -> str:
        if tame(tex) != tex:
            self.refused.add("tex")
        return mathml(tex, display=display) or f'<span class="tex">{html.escape(written)}</span>'


def to_html(text: str, attachments: Attachments | None = None) -> str:
    """Render a Markdown text as HTML that nothing runs in, loads from elsewhere or leaks out of."""
    renderer = SafeRenderer(attachments)
    try:
        rendered = str(MarkdownWithMath(renderer=renderer).render(text))
    except RecursionError:
        return f"<pre>{html.escape(text)}</pre>"
    if renderer.raw and not is_balanced(rendered):
        return f"<pre>{html.escape(text)}</pre>"
    return rendered


def refused(text: str, reserved: Collection[str] = (), pictures: Collection[str] = ()) -> set[str]:
    """What nbgrader's pages would show of a Markdown text and must not: keys of `autograder.mend.WORDS`."""
    renderer = SafeRenderer(dict.fromkeys(pictures, PLACEHOLDER), reserved)
    try:
        rendered = str(MarkdownWithMath(renderer=renderer).render(text))
    except RecursionError:
        return {"typed"}
    if renderer.raw and not is_balanced(rendered):
        renderer.refused.add("html")
    if not is_tame(rendered):
        renderer.refused.add("tex")
    return renderer.refused


def is_balanced(rendered: str) -> bool:
    """Tell whether every tag is closed where it belongs, so that nothing reaches beyond the text."""
    checker = _Balance()
    checker.feed(rendered)
    checker.close()
    return checker.balanced and not checker.open


class _Balance(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.open: list[str] = []
        self.balanced = True

    def handle_starttag(self, tag: str, attrs: object) -> None:
        if tag not in VOID:
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        if tag in VOID:
            return
        if not self.open or self.open.pop() != tag:
            self.balanced = False


def is_tame(rendered: str) -> bool:
    """Tell whether MathJax, which reads a page's text outside of code, finds only ordinary mathematics in it."""
    visible = html.unescape(re.sub(r"<[^>]+>", "", OUTSIDE_CODE.sub("", rendered)))
    return tame(visible) == visible
