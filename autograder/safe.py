"""Make what a student wrote, printed and drew safe to show in a page, a spreadsheet and a terminal."""

from __future__ import annotations

import base64
import binascii
import os
import re
import struct
import sys
import sysconfig
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import nh3
from nbformat.notebooknode import NotebookNode

from autograder.course import ROOT
from autograder.tex import tame

IMAGES = {"image/png": b"\x89PNG\r\n\x1a\n", "image/jpeg": b"\xff\xd8\xff"}
HTML_ATTRIBUTES = {"*": {"title", "colspan", "rowspan", "scope"}, "img": {"alt", "src", "width", "height"}}
MAX_TEXT = 20_000
FORMULA_SIGNS = tuple("=+-@|%\uff1d\uff0b\uff0d\uff20")  # some programs take the wide ones for theirs
MAX_IMAGE, MAX_PIXELS, MAX_ATTACHMENTS = 4_000_000, 40_000_000, 20
MAX_HTML = 1_000_000  # a picture may be in it, in base64

# What a page of ours may do, as the content of a <meta http-equiv="Content-Security-Policy">: show itself
CSP = "default-src 'none'; img-src data:; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'"

# More than three marks on a letter reach into the lines around it
PILED = "(?<=[{0}]{{3}})[{0}]+".format("\u0300-\u036f\u0483-\u0489\u1ab0-\u1aff\u1dc0-\u1dff\u20d0-\u20ff\ufe20-\ufe2f")

# Escape sequences, other control characters, and marks that reverse or hide text
UNSEEN = re.compile(
    "\x1b\\][^\x07\x1b]*(?:\x07|\x1b\\\\)?|\x1b\\[[0-9;?]*[A-Za-z]|\x1b."
    f"|[\x00-\x08\x0b-\x1f\x7f-\x9f\u061c\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff]|{PILED}"
)


def _our_folders() -> set[str]:
    found = {sys.prefix, sys.base_prefix, str(ROOT), str(Path.home()), *sysconfig.get_paths().values()}
    return {folder for folder in found if folder.count(os.sep) > 1}  # /usr names nobody's machine


HIDDEN = re.compile(
    f"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u061c\u200b\u200e\u200f\u202a-\u202e\u2060-\u2069\ufeff]|{PILED}"
)
OUR_FOLDERS = re.compile(
    "(?:" + "|".join(map(re.escape, sorted(_our_folders(), key=len, reverse=True))) + r")(?![\w.-])"
)


def safe_text(text: str, limit: int = MAX_TEXT) -> str:
    """Plain text without escape sequences, control or bidirectional characters, and of a bounded length."""
    clean = UNSEEN.sub("", text)
    return clean if len(clean) <= limit else clean[:limit] + f"\n… ({len(clean) - limit} more characters)"


def unhidden(text: str, instead: str = "") -> str:
    """A student's own text without control characters and marks that reverse it; joiners of scripts and emoji stay."""
    if text.isascii() and text.replace("\n", "").isprintable():
        return text  # most are, and the pattern takes long to find nothing
    return HIDDEN.sub(instead, text)


def short_paths(text: str) -> str:
    """The text without the folders of this machine: what is below them stays, as in ``…/numpy/linalg/_linalg.py``."""
    return OUR_FOLDERS.sub("…", text)


def csv_text(text: str, limit: int = 1000) -> str:
    """Text for a cell of a spreadsheet, where it stays text: no formula, no command, one line.

    Give it to `csv.writer` with ``quoting=csv.QUOTE_NONNUMERIC``, so that a semicolon begins no new cell either.
    """
    clean = " ".join(safe_text(text, limit).split())
    return f"'{clean}" if clean.startswith(FORMULA_SIGNS) else clean


def safe_html(html: str) -> str:
    """HTML without scripts, styles, forms and anything fetched from elsewhere."""
    return nh3.clean(
        html[:MAX_HTML],
        tags=nh3.ALLOWED_TAGS | {"img"},
        attributes=HTML_ATTRIBUTES,
        url_schemes={"data"},
        attribute_filter=_only_embedded_images,
    )


def _only_embedded_images(tag: str, attribute: str, value: str) -> str | None:
    if attribute == "src" and not value.startswith(("data:image/png;base64,", "data:image/jpeg;base64,")):
        return None
    return value


def safe_image(mime: str, value: Any) -> str:
    """A PNG or JPEG picture in base64, as it was; nothing when it is another thing or too large to show."""
    try:
        content = base64.b64decode(_joined(value).replace("\n", ""), validate=True)
    except (binascii.Error, ValueError):
        return ""
    if mime not in IMAGES or not content.startswith(IMAGES[mime]) or len(content) > MAX_IMAGE:
        return ""
    if mime == "image/png" and len(content) >= 24:
        width, height = struct.unpack(">II", content[16:24])
        if width * height > MAX_PIXELS:
            return ""
    return base64.b64encode(content).decode("ascii")


def safe_attachments(attachments: Any) -> dict[str, dict[str, str]]:
    """The pictures that a student pasted into a text cell, by name; everything else is left out."""
    if not isinstance(attachments, dict):
        return {}
    safe: dict[str, dict[str, str]] = {}
    for name, kinds in list(attachments.items())[:MAX_ATTACHMENTS]:
        if isinstance(name, str) and isinstance(kinds, dict):
            found = {mime: image for mime in IMAGES if (image := safe_image(mime, kinds.get(mime)))}
            if found:
                safe[name[:200]] = found
    return safe


def safe_outputs(outputs: Sequence[dict[str, Any]]) -> list[NotebookNode]:
    """Valid nbformat outputs with nothing in them that runs, styles or loads; unknown kinds are left out."""
    return [safe for output in outputs if (safe := _output(output)) is not None]


def _output(output: dict[str, Any]) -> NotebookNode | None:
    """One output, valid as it is made: `nbformat.v4.new_output` would validate each, for 0.2 ms apiece."""
    kind = output.get("output_type")
    if kind == "stream":
        name = "stderr" if output.get("name") == "stderr" else "stdout"
        return NotebookNode(output_type="stream", name=name, text=_shown(output.get("text")))
    if kind == "error":
        return NotebookNode(
            output_type="error",
            ename=safe_text(_joined(output.get("ename")), 200),
            evalue=_shown(output.get("evalue")),
            traceback=[_shown(output.get("traceback"), "\n")],
        )
    if kind in ("display_data", "execute_result"):
        data = _bundle(output.get("data"))
        return (
            NotebookNode(output_type="display_data", data=NotebookNode(data), metadata=NotebookNode()) if data else None
        )
    return None


def _bundle(data: Any) -> dict[str, str]:
    if not isinstance(data, dict):
        return {}
    safe = {}
    for mime in IMAGES:
        image = safe_image(mime, data.get(mime))
        if image:
            safe[mime] = image
    if "text/html" in data:
        safe["text/html"] = tame(short_paths(safe_html(_joined(data["text/html"]))))
    if "text/latex" in data:
        safe["text/latex"] = tame(_shown(data["text/latex"]))
    if "text/plain" in data:
        safe["text/plain"] = _shown(data["text/plain"])
    return safe


def _shown(value: Any, separator: str = "") -> str:
    return safe_text(short_paths(_joined(value, separator)))


def _joined(value: Any, separator: str = "") -> str:
    """The text of a value that nbformat allows to be a string or a list of strings."""
    if isinstance(value, list):
        value = separator.join(part for part in value if isinstance(part, str))
    return value.encode("utf-8", "replace").decode("utf-8") if isinstance(value, str) else ""
