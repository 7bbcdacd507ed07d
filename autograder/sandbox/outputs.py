"""Take a cell's outputs out of what a student's process sent: known nbformat 4 forms and plain text, nothing else.

Whether HTML and SVG in them may be shown to an instructor is left to the report.
"""

from __future__ import annotations

import base64
import binascii
from typing import Any

TEXT = ("text/plain", "text/html", "text/markdown", "text/latex", "image/svg+xml")
IMAGES = ("image/png", "image/jpeg", "image/gif")


def checked(outputs: Any, max_outputs: int, max_bytes: int) -> list[dict[str, Any]]:
    """Build outputs anew from plain values; what is no output is dropped.

    Parameters
    ----------
    outputs : list of dict
        As `courseware.wire.unpack` gave it: plain values, but of any shape.
    """
    given = outputs if type(outputs) is list else []
    made: list[dict[str, Any]] = []
    left = 2 * max_bytes  # the recorder cuts at max_bytes and says so; this holds whoever answers in its place
    for output in given[: max_outputs + 2]:
        one = _output(output) if type(output) is dict else None
        size = _size(one)
        if one is not None and size <= left:
            made.append(one)
            left -= size
    return made


def _output(given: dict[str, Any]) -> dict[str, Any] | None:
    kind = given.get("output_type")
    if kind == "stream":
        name = "stderr" if given.get("name") == "stderr" else "stdout"
        return {"output_type": "stream", "name": name, "text": _text(given.get("text"))}
    if kind == "error":
        lines = given.get("traceback")
        trace = [_text(line) for line in lines] if type(lines) is list else []
        return {
            "output_type": "error",
            "ename": _text(given.get("ename")),
            "evalue": _text(given.get("evalue")),
            "traceback": trace,
        }
    if kind not in ("display_data", "execute_result"):
        return None
    made = {"output_type": kind, "data": _bundle(given.get("data")), "metadata": {}}
    if kind == "execute_result":
        count = given.get("execution_count")
        made["execution_count"] = count if type(count) is int and 0 <= count < 2**31 else None
    return made


def _bundle(data: Any) -> dict[str, str]:
    if type(data) is not dict:
        return {}
    texts = {kind: data[kind] for kind in TEXT if type(data.get(kind)) is str}
    return texts | {kind: data[kind] for kind in IMAGES if _is_base64(data.get(kind))}


def _is_base64(value: Any) -> bool:
    try:
        return type(value) is str and bool(base64.b64decode("".join(value.split()), validate=True))
    except (binascii.Error, ValueError):
        return False


def _text(value: Any) -> str:
    return value if type(value) is str else ""


def _size(output: Any) -> int:
    """Count the letters of everything in an output."""
    if isinstance(output, dict):
        return sum(map(_size, output.values()))
    if isinstance(output, list):
        return sum(map(_size, output)) + len(output)
    return len(output) if isinstance(output, str) else 0
