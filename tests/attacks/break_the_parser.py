"""Break the parser: what is handed in is no notebook, a broken one, or one whose cells lie about what they are."""

from __future__ import annotations

import json
import os
from collections.abc import Callable
from typing import Any

from .attack import WRONG, attack

THREAT = "break the parser"
Raw = dict[str, Any]


def spoils(name: str, says: str = "", **fields: Any) -> Callable[[Callable[[Raw], bytes | None]], None]:
    """Add an attack that changes the filled-in notebook, or hands in other bytes."""

    def add(spoil: Callable[[Raw], bytes | None]) -> None:
        attack(THREAT, name, spoil=spoil, says=says, **fields)

    return add


def cell(notebook: Raw, grade_id: str) -> Raw:
    return next(each for each in notebook["cells"] if each["metadata"].get("nbgrader", {}).get("grade_id") == grade_id)


FILES = {
    "cut off": b'{"cells": [{"cell_type": "code"',
    "empty": b"",
    "not UTF-8": b"\xff\xfe\x00{",
    "deep nesting": b"[" * 200_000,
    "deep objects": b'{"cells":' * 100_000,
    "numbers beyond measure": b'{"nbformat": 4, "cells": [' + b"9" * 100_000 + b", NaN, -Infinity, 1e9999]}",
    "the old format 2": b'{"nbformat": 2, "worksheets": [{"cells": []}]}',
    "a format to come": b'{"nbformat": 99, "nbformat_minor": "x", "cells": {"a": 1}}',
    "cells that are none": b'{"nbformat": 4, "cells": [null, 1, "x", [], {"cell_type": ["code"], "source": {"x": 1}}]}',
    "one key many times": b'{"cells": [], ' + b'"cells": [], ' * 1000 + b'"cells": []}',
}
for name, data in FILES.items():
    attack(THREAT, name, spoil=lambda notebook, data=data: data, says="not a notebook|format|None of the "
                                                                      "assignment|cells",
           honest={}, core=name == "cut off")  # fmt: skip


@spoils("more points in the check cells", core=True)
def _points(notebook: Raw) -> None:
    for each in notebook["cells"]:
        if "nbgrader" in each["metadata"]:
            each["metadata"]["nbgrader"].update(points=1000, locked=False, schema_version=99)


@spoils("flipped grade, solution and locked")
def _flipped(notebook: Raw) -> None:
    for each in notebook["cells"]:
        marks = each["metadata"].get("nbgrader", {})
        for name in ("grade", "solution", "locked", "task"):
            marks[name] = not marks.get(name)


@spoils("check cells that pass by themselves", core=True)
def _emptied(notebook: Raw) -> None:
    for each in notebook["cells"]:
        if each["metadata"].get("nbgrader", {}).get("grade"):
            each["source"] = "assert True\n39.0"


@spoils("check cells left out", says="missing")
def _missing(notebook: Raw) -> None:
    notebook["cells"] = [each for each in notebook["cells"] if not each["metadata"].get("nbgrader", {}).get("grade")]


@spoils("every cell many times", says="times|cells; the limit")
def _doubled(notebook: Raw) -> None:
    notebook["cells"] = notebook["cells"] * 5


@spoils("every cell ten thousand times", says="limit", honest={})
def _crowded(notebook: Raw) -> None:
    notebook["cells"] = [{"cell_type": "code", "source": "1", "metadata": {}}] * 10_000


@spoils("another exercise's grade id on an answer")
def _renamed(notebook: Raw) -> None:
    cell(notebook, "softmax")["metadata"]["nbgrader"]["grade_id"] = "check-softmax-values"
    cell(notebook, "log_softmax")["metadata"]["nbgrader"]["grade_id"] = "softmax"


@spoils("check cells turned to Markdown")
def _retyped(notebook: Raw) -> None:
    for each in notebook["cells"]:
        each["cell_type"] = {"code": "markdown", "markdown": "raw"}.get(each["cell_type"], "code")


@spoils("cells in reverse order")
def _reversed(notebook: Raw) -> None:
    notebook["cells"].reverse()


@spoils("a kernel of its own")
def _kernel(notebook: Raw) -> None:
    notebook["metadata"] = {
        "kernelspec": {"name": "../../evil", "argv": ["/bin/sh", "-c", "touch /tmp/left-by-an-attack"]},
        "language_info": {"name": "bash"}, "autograder": {"cells": [{"grade_id": "check-softmax-values", "score": 39}]},
    }  # fmt: skip


@spoils("no metadata, no ids, no source")
def _bare(notebook: Raw) -> None:
    for each in notebook["cells"]:
        for name in ("outputs", "execution_count", "source" if each["cell_type"] == "markdown" else "outputs"):
            each.pop(name, None)


@spoils("attachments and outputs of many megabytes", says="MB", honest={})
def _heavy(notebook: Raw) -> None:
    notebook["cells"][0]["attachments"] = {"x.png": {"image/png": "A" * 25_000_000}}


@spoils("outputs that were made elsewhere")
def _outputs(notebook: Raw) -> None:
    for each in notebook["cells"]:
        if each["cell_type"] == "code":
            each["outputs"] = [{"output_type": "execute_result", "data": {"text/plain": "39.0"}, "metadata": {}}]


@spoils("letters that turn the line round")
def _bidirectional(notebook: Raw) -> None:
    cell(notebook, "softmax")["source"] = """
def softmax(x):
    # \u202e }\u2066 \u200b\u2060\ufeff
    return x * 0.5 # \x00\x1b[2J
"""


@spoils("a magic that runs a program")
def _magic(notebook: Raw) -> None:
    notebook["cells"].insert(0, {"cell_type": "code", "metadata": {}, "outputs": [],
                                 "source": "%%bash\ntouch /tmp/left-by-an-attack; kill -9 1; exit 3"})  # fmt: skip


@spoils("the notebook of another assignment", says="None of the assignment", honest={})
def _other(notebook: Raw) -> bytes:
    cells = [{**each, "id": "x", "metadata": {}} for each in notebook["cells"]]
    return json.dumps({**notebook, "cells": cells}).encode()


def _folder(path: Any, data: bytes) -> None:
    path.mkdir()
    (path / path.name).write_bytes(data)


PLACES: dict[str, tuple[Any, str]] = {
    "a folder for a notebook": (_folder, "not a plain file|can't be read"),
    "a pipe for a notebook": (lambda path, data: os.mkfifo(path), "not a plain file|can't be read"),
    "a link to itself": (lambda path, data: path.symlink_to(path), "link"),
    "a link to a device": (lambda path, data: path.symlink_to("/dev/zero"), "link"),
    "nothing at all": (lambda path, data: None, "no file"),
    "another name": (lambda path, data: path.with_name("notebook.ipynb").write_bytes(data), "no file"),
}
for name, (place, says) in PLACES.items():
    attack(THREAT, name, place=place, says=says, answers=WRONG, honest={}, core="pipe" in name)
