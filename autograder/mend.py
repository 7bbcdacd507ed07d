"""Change a student's Markdown cells so that nbgrader's own pages may show them; leave alone what is harmless.

Those pages take Markdown with all its HTML as it is and hand formulas to MathJax. A cell is rendered by the same parser
first; only where that would let something run, load or restyle is the text changed, outside of its code and formulas,
and rendered again. What still does not pass is shown as it was typed.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Collection
from functools import lru_cache

from nbformat.notebooknode import NotebookNode

from autograder.safe import unhidden
from autograder.tex import INERT, is_ordinary

MAX_MARKDOWN, MAX_PARSED = 20_000, 200_000  # characters of a cell, and of a notebook's cells that need the parser
MAX_NOTES = 8
PAGE_IDS = ("top", "toc", "notebook", "notebook-container", "statusmessage")  # of nbgrader's pages
SUFFIXES = ("", "-comment", "_extra_credit")

RISKY = re.compile(r"<[A-Za-z!/?]|\]\(|\]:|!\[|&[#A-Za-z]|^[ >]*(?:`{3,}+|~{3,}+)[ \t]*\w", re.MULTILINE)
ANY_COMMAND = re.compile(r"\\+([A-Za-z@]+)")
HEADING = re.compile(r"^([ >]*)#+[ \t]*(.*?)[ \t#]*$|^[ >]*(?:=+|-+)[ \t]*$", re.MULTILINE)
FENCE = r"^[ \t>]*(?P<fence>`{3,}+|~{3,}+).*?(?:^[ \t>]*(?P=fence)[`~]*[ \t]*$|\Z)"
SPAN = r"(?<![`\\])(?P<ticks>`++).+?(?<!`)(?P=ticks)(?!`)"
CODE = re.compile(f"{FENCE}|{SPAN}", re.MULTILINE | re.DOTALL)
CODE_OR_MATH = re.compile(rf"{FENCE}|{SPAN}|\$\$.+?\$\$|\$[^$\n]+\$", re.MULTILINE | re.DOTALL)
TAG = re.compile(r"<(?=[A-Za-z!/?])")
LINK = r"https?://|#"
PICTURE = r"data:image/(?:png|jpeg);|attachment:"

WORDS = {
    "html": "HTML in it is shown as it was typed",
    "link": "a link that does not begin with http:// or https:// is shown as it was typed",
    "image": "a picture that is not in the notebook itself, as PNG or JPEG, is shown as its text",
    "heading": "a heading that would have taken a name of the page is shown as plain text",
    "fence": "code in another language than Python is shown without colours",
    "tex": "TeX commands that are not mathematics are shown as they were typed",
    "long": f"it was cut after {MAX_MARKDOWN} characters",
    "hidden": "characters that hide or reverse text were taken out",
    "typed": "it is shown as it was typed, because it could not be shown safely otherwise",
}


def mend_cells(notebook: NotebookNode, ours: Collection[str] = ()) -> list[str]:
    """Make the Markdown cells of a restored notebook safe in place.

    Parameters
    ----------
    notebook : NotebookNode
    ours : collection of str
        Texts of the course, which stand as they were handed out and need no look.

    Returns
    -------
    list of str
        What was changed, a sentence for each cell.
    """
    names = {cell.metadata.nbgrader.grade_id for cell in notebook.cells if "nbgrader" in cell.metadata}
    reserved = frozenset(PAGE_IDS) | {name + suffix for name in names for suffix in SUFFIXES}
    notes, parsed = list[str](), 0
    for number, cell in enumerate(notebook.cells, 1):
        if cell.cell_type != "markdown" or cell.source in ours:
            notes += _unhide(cell, number)
            continue
        parsed += 0 if _is_plain(cell.source, reserved) else len(cell.source)
        reasons: tuple[str, ...] = ("typed",)
        if parsed > MAX_PARSED:
            cell.source = _as_typed(unhidden(cell.source)[:MAX_MARKDOWN])
        else:
            cell.source, reasons = mend(cell.source, reserved, tuple(cell.get("attachments", {})))
        if reasons:
            why = "; ".join(WORDS[each] for each in reasons)
            notes.append(f"The text {_name(cell, number)} was changed to be shown: {why}.")
    if len(notes) > MAX_NOTES:
        notes[MAX_NOTES:] = [f"So were {len(notes) - MAX_NOTES} more texts."]
    return notes


def _unhide(cell: NotebookNode, number: int) -> list[str]:
    """Let code that has run be read as it ran: an editor shows it in another order where marks reverse it."""
    shown = unhidden(cell.source, "\N{REPLACEMENT CHARACTER}")
    if shown == cell.source:
        return []
    cell.source = shown
    return [f"The code {_name(cell, number)} has characters that hide or reverse text; they are shown as \ufffd."]


def _name(cell: NotebookNode, number: int) -> str:
    marks = cell.metadata.get("nbgrader", {})
    return f"'{marks.grade_id}'" if marks else f"in cell {number}"


@lru_cache(1024)  # the course's own texts come with every submission
def mend(text: str, reserved: Collection[str] = (), pictures: tuple[str, ...] = ()) -> tuple[str, tuple[str, ...]]:
    """Change a Markdown text where nbgrader's pages could not show it safely.

    Parameters
    ----------
    text : str
    reserved : frozenset of str
        Ids that stand in the page already.
    pictures : tuple of str
        Names of the pictures that are attached to the cell.

    Returns
    -------
    str
        The text itself, wherever it is harmless.
    tuple of str
        Keys of `WORDS`: why it was changed.
    """
    reasons = []
    clean = unhidden(text)
    if clean != text:
        reasons.append("hidden")
    if len(clean) > MAX_MARKDOWN:
        clean = clean[:MAX_MARKDOWN] + " …"
        reasons.append("long")
    if _is_plain(clean, reserved):
        return clean, tuple(reasons)
    for strictly in (False, True):
        refused = _refused(clean, reserved, pictures)
        if not refused:
            return clean, tuple(reasons)
        reasons += [reason for reason in sorted(refused) if reason not in reasons]
        clean = _mended(clean, refused, reserved, strictly)
    if _refused(clean, reserved, pictures):
        return _as_typed(clean), ("typed",)
    return clean, tuple(reasons)


def _is_plain(text: str, reserved: Collection[str]) -> bool:
    """Tell without a parser that there is nothing to look at: most answers are words and a formula."""
    if RISKY.search(text) or not all(is_ordinary(name) for name in ANY_COMMAND.findall(text)):
        return False
    return not any(not title or _bare(title) in reserved for _, title in HEADING.findall(text))


def _refused(text: str, reserved: Collection[str], pictures: tuple[str, ...]) -> set[str]:
    from autograder import markdown  # nbconvert takes a while to import, and few texts need it

    return markdown.refused(text, reserved, pictures)


def _mended(text: str, refused: set[str], reserved: Collection[str], strictly: bool) -> str:
    if "fence" in refused:
        text = re.sub(r"(?<![`~])(`{3,}+|~{3,}+)[ \t]*(?!(?:python3?|py)\b)[\w.+-]+", r"\1text", text)
    if "tex" in refused:
        text = _outside(CODE, text, _inert)
    if "heading" in refused:
        text = HEADING.sub(lambda found: _plain_heading(found, reserved), text)
    if "link" in refused:
        text = _outside(CODE_OR_MATH, text, lambda part: _unlinked(part, strictly))
    if "image" in refused:
        target = r"!\[" if strictly else rf"!\[(?![^\]\n]*\]\(\s*<?(?:{PICTURE}))"
        text = _outside(CODE_OR_MATH, text, lambda part: re.sub(target, r"!\\[", part))
    if "html" in refused:
        text = _outside(CODE_OR_MATH, text, lambda part: TAG.sub("&lt;", part))
    return text


def _outside(parts: re.Pattern[str], text: str, change: Callable[[str], str]) -> str:
    """Change what lies between the matches."""
    pieces, end = [], 0
    for found in parts.finditer(text):
        pieces += [change(text[end : found.start()]), found[0]]
        end = found.end()
    return "".join([*pieces, change(text[end:])])


def _inert(part: str) -> str:
    part = re.sub(r"&(?=[#A-Za-z])", "&amp;", part)  # &bsol; is a backslash too
    return ANY_COMMAND.sub(lambda found: found[0] if is_ordinary(found[1]) else INERT + found[1], part)


def _unlinked(part: str, strictly: bool) -> str:
    allowed = "(?!)" if strictly else LINK
    part = re.sub(rf"(?<!!)(\[[^\]\n]*)\](?=\(\s*<?(?!{allowed}|{PICTURE}))", r"\1\\]", part, flags=re.IGNORECASE)
    part = re.sub(rf"^([ >]*)\[(?=[^\]\n]+\]:\s*<?(?!{allowed}))", r"\1\\[", part, flags=re.IGNORECASE | re.MULTILINE)
    return re.sub(rf"<(?=[a-z][a-z0-9+.-]*:)(?!<(?:{allowed}))", "&lt;", part, flags=re.IGNORECASE)


def _plain_heading(found: re.Match[str], reserved: Collection[str]) -> str:
    title = found[2] or ""
    return f"{found[1]}**{title}**" if _bare(title) in reserved else found[0]


def _bare(title: str) -> str:
    """The id that nbconvert makes of a heading, without the signs of emphasis."""
    return re.sub(r"[^\w-]", "", title.strip().replace(" ", "-"))


def _as_typed(text: str) -> str:
    longest = max(map(len, re.findall("`+", text)), default=0)
    fence = "`" * max(3, longest + 1)
    return f"{fence}text\n{text}\n{fence}"
