"""Notebooks as nobody should hand them in: real ones of the course, spoilt in their JSON and in their bytes."""

from __future__ import annotations

import json
import math
from collections.abc import Callable
from dataclasses import dataclass, field
from functools import cache
from typing import Any

from hypothesis import strategies as st

from autograder import demo
from autograder.course import NOTEBOOKS, ROOT, assignments

Json = Any
DEEP = "@@deep@@"  # becomes lists within lists, more than any recursion limit
HUGE = "@@huge@@"  # becomes an integer of 5,000 digits
ODD_VALUES: list[Json] = [
    None, True, False, 0, -1, 7, 2**63, 10**30, 10**400, 0.5, -0.0, 1e308, math.nan, math.inf, -math.inf,
    "", " ", "\ud800", "\0", "\u202e\u200b\x1b[2J", "softmax", "check-softmax-values", "own-3", "x" * 5000, "=1+1",
    [], {}, [[]], [None], [1, "a", None], {"": None}, {"a": {"b": []}}, {"grade_id": "softmax"}, DEEP, HUGE,
]  # fmt: skip
ODD_SOURCES: list[Json] = [
    "", "\0", "def softmax(x): return x", "(" * 3000, "-" * 3000 + "1", "9" * 6000, "a." * 3000 + "a", "x = '''", "\ud800 = 1",
    "raise SystemExit", "%%bash\nexit 3", "%magic", "!ls", "check = print", "import os; os._exit(3)", "# coding: latin-1\né = 1",
    ["def f(x):\n", 7, None, "    return x"], "del softmax", "\x0c\x0b\r\n\u2028x = 1", "x" * 200_000, "_ = [0] * 10**6\n_",
    "print('\\ud800')", "await 3", "return 1", "if True:\n\tx = 1\n        y = 2", "__import__('softmax')", "1" * 5000,
    "# %% a\n# %% b", "class softmax: pass", "softmax = 3", "f'{x!r:{y}}'", "lambda: (yield)", "\ufeffx = 1", "🂡 = 1", "ﬁ = 1",
    "import numpy as np\nnp.exp = np.sum = None", "get_ipython = check = In = Out = None", "exit", "*a, *b = 1", "nonlocal x",
]  # fmt: skip
GRADED = {"grade": True, "solution": False, "locked": True, "schema_version": 3, "task": False, "points": 50}


@cache
def bases() -> list[tuple[str, str]]:
    """Name and text of each notebook as it was handed out, and of each with right answers typed in."""
    made = []
    for name in assignments():
        text = (NOTEBOOKS / f"{name}.ipynb").read_text("utf-8")
        path = ROOT / "tests" / "answers" / f"{name}.py"
        given = demo.answers(path if path.is_file() else demo.FOLDER / "submissions" / "ada.py")
        notebook = json.loads(text)
        for cell in notebook["cells"]:
            answer = cell["metadata"].get("nbgrader", {}).get("grade_id")
            cell["source"] = given.get(answer, cell["source"])
        made += [(name, text), (name, json.dumps(notebook))]
    return made


def cells(notebook: Json) -> list[Json]:
    found = notebook.get("cells") if isinstance(notebook, dict) else None
    return found if isinstance(found, list) else []


def delete(notebook: Json, i: int, j: int, value: Json) -> None:
    del cells(notebook)[i % len(cells(notebook))]


def delete_many(notebook: Json, i: int, j: int, value: Json) -> None:
    first, last = sorted((i % len(cells(notebook)), j % len(cells(notebook))))
    del cells(notebook)[first:last]


def duplicate(notebook: Json, i: int, j: int, value: Json) -> None:
    rows = cells(notebook)
    rows.insert(j % len(rows), json.loads(json.dumps(rows[i % len(rows)])))


def move(notebook: Json, i: int, j: int, value: Json) -> None:
    rows = cells(notebook)
    rows.insert(j % len(rows), rows.pop(i % len(rows)))


def reverse(notebook: Json, i: int, j: int, value: Json) -> None:
    cells(notebook).reverse()


def retype(notebook: Json, i: int, j: int, value: Json) -> None:
    kinds = ["code", "markdown", "raw", "heading", value]
    cells(notebook)[i % len(cells(notebook))]["cell_type"] = kinds[j % len(kinds)]


def rename(notebook: Json, i: int, j: int, value: Json) -> None:
    """Give a cell the grade id of another, or an odd one."""
    rows = cells(notebook)
    name = rows[j % len(rows)]["metadata"].get("nbgrader", {}).get("grade_id", value)
    rows[i % len(rows)]["metadata"].setdefault("nbgrader", {})["grade_id"] = name


def change_marks(notebook: Json, i: int, j: int, value: Json) -> None:
    marked = [row for row in cells(notebook) if "nbgrader" in row["metadata"]]
    marks = marked[i % len(marked)]["metadata"]["nbgrader"]
    name = sorted(GRADED)[j % len(GRADED)]
    marks[name] = not marks[name] if isinstance(marks.get(name), bool) else value


def add_graded(notebook: Json, i: int, j: int, value: Json) -> None:
    """A cell of the student's that claims points."""
    marks = {**GRADED, "grade_id": value if j % 2 else f"check-bonus-{j}"}
    row = {"cell_type": "code", "source": "1", "metadata": {"nbgrader": marks}, "outputs": [], "execution_count": 1}
    cells(notebook).insert(i % (len(cells(notebook)) + 1), row)


def strip_metadata(notebook: Json, i: int, j: int, value: Json) -> None:
    for row in cells(notebook)[i % len(cells(notebook)) :] if j % 2 else cells(notebook):
        row["metadata"] = {}


def change_ids(notebook: Json, i: int, j: int, value: Json) -> None:
    rows = cells(notebook)
    for row in rows[i % len(rows) : i % len(rows) + 1 + j % 20]:
        row["id"] = value if j % 3 else rows[j % len(rows)].get("id")


def write_source(notebook: Json, i: int, j: int, value: Json) -> None:
    cells(notebook)[i % len(cells(notebook))]["source"] = ODD_SOURCES[j % len(ODD_SOURCES)]


def write_answer(notebook: Json, i: int, j: int, value: Json) -> None:
    answers = [row for row in cells(notebook) if row["metadata"].get("nbgrader", {}).get("solution")]
    answers[i % len(answers)]["source"] = ODD_SOURCES[j % len(ODD_SOURCES)]


def spoil_cell(notebook: Json, i: int, j: int, value: Json) -> None:
    """Set a part of a cell, known or not, to an odd value, or take it away."""
    names = ["source", "metadata", "id", "outputs", "execution_count", "attachments", "cell_type", "claims", "more"]
    row, name = cells(notebook)[i % len(cells(notebook))], names[j % len(names)]
    if j % 5:
        row[name] = value
    else:
        row.pop(name, None)


def replace_cell(notebook: Json, i: int, j: int, value: Json) -> None:
    cells(notebook)[i % len(cells(notebook))] = value


def spoil_top(notebook: Json, i: int, j: int, value: Json) -> None:
    names = ["cells", "metadata", "nbformat", "nbformat_minor", "worksheets", "notes", "refused", "autograder"]
    if i % 4:
        notebook[names[j % len(names)]] = value
    else:
        notebook.pop(names[j % len(names)], None)


def change_kernel(notebook: Json, i: int, j: int, value: Json) -> None:
    parts = [{"name": "bash", "language": "bash", "display_name": "evil", "argv": ["rm"]}, value, {}, {"name": value}]
    notebook["metadata"] = {"kernelspec": parts[j % len(parts)], "refused": value, "notes": value, "widgets": value}


def attach(notebook: Json, i: int, j: int, value: Json) -> None:
    cells(notebook)[i % len(cells(notebook))]["attachments"] = {"a.png": {"image/png": "A" * (j % 9000)}, "b": value}


def spoil_anywhere(notebook: Json, i: int, j: int, value: Json) -> None:
    """Walk down into the JSON and put an odd value where the walk ends."""
    part, steps = notebook, 1 + j % 5
    for step in range(steps):
        keys = list(part) if isinstance(part, dict) else list(range(len(part))) if isinstance(part, list) else []
        key = keys[(i + 31 * step) % len(keys)]
        if step == steps - 1 or not isinstance(part[key], dict | list) or not part[key]:
            part[key] = value
            return
        part = part[key]


MUTATIONS: list[Callable[[Json, int, int, Json], None]] = [
    delete, delete_many, duplicate, move, reverse, retype, rename, change_marks, add_graded, strip_metadata, change_ids,
    write_source, write_answer, spoil_cell, replace_cell, spoil_top, change_kernel, attach, spoil_anywhere,
]  # fmt: skip


def mutated(text: str, mutations: list[tuple[str, int, int, Json]]) -> Json:
    """Apply mutations by name; one that finds nothing to change in what is left changes nothing."""
    notebook = json.loads(text)
    known = {mutation.__name__: mutation for mutation in MUTATIONS}
    for name, i, j, value in mutations:
        try:
            known[name](notebook, i, j, value)
        except (AttributeError, IndexError, KeyError, TypeError, ZeroDivisionError):
            continue
    return notebook


def written(notebook: Json, plain_text: bool = False) -> bytes:
    text = json.dumps(notebook, ensure_ascii=not plain_text)
    text = text.replace(f'"{DEEP}"', "[" * 3000 + "]" * 3000).replace(f'"{HUGE}"', "9" * 5000)
    return text.encode("utf-8", "surrogatepass")


def damaged(data: bytes, how: str, at: int, noise: bytes) -> bytes:
    """Spoil the bytes of a file."""
    at %= len(data) + 1
    return {
        "as-it-is": data,
        "cut": data[:at],
        "insert": data[:at] + noise + data[at:],
        "replace": data[:at] + noise + data[at + len(noise) :],
        "before": noise + data,
        "after": data + noise,
        "bom": b"\xef\xbb\xbf" + data,
        "utf-16": data.decode("utf-8", "replace").encode("utf-16"),
        "twice": data + data,
        "only-noise": noise,
        "nested": b'{"nbformat": 4, "cells": ' + b"[" * at + b"]" * at + b"}",
        "within": b"[" + data + b"]",
        "zeros": data[:at] + bytes(len(data) - at),
    }[how]


WHOLE = ["as-it-is"] * 20 + ["bom"]
SPOILT = ["cut", "insert", "replace", "before", "after", "utf-16", "twice", "only-noise", "nested", "within", "zeros"]
NUMBERS = st.integers(0, 2**16)
VALUES = st.sampled_from(ODD_VALUES) | st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=20),
    lambda part: st.lists(part, max_size=3) | st.dictionaries(st.text(max_size=8), part, max_size=3),
    max_leaves=6,
)
MUTATION = st.tuples(st.sampled_from([mutation.__name__ for mutation in MUTATIONS]), NUMBERS, NUMBERS, VALUES)


@dataclass(frozen=True)
class Recipe:
    """How a file is made; short, so that a failure can be read."""

    assignment: str
    base: int
    mutations: list[tuple[str, int, int, Json]] = field(default_factory=list)
    how: str = "as-it-is"
    at: int = 0
    noise: bytes = b""
    plain_text: bool = False

    def data(self) -> bytes:
        notebook = mutated(bases()[self.base][1], self.mutations)
        return damaged(written(notebook, self.plain_text), self.how, self.at, self.noise)


@st.composite
def recipes(draw: Callable[..., Any]) -> Recipe:
    base = draw(st.integers(0, len(bases()) - 1))
    other = draw(st.integers(0, 139))  # one in twenty is the notebook of another assignment
    name = assignments()[other] if other < len(assignments()) else bases()[base][0]
    mutations = draw(st.lists(MUTATION, max_size=8))
    how = draw(st.sampled_from(WHOLE + SPOILT))
    return Recipe(name, base, mutations, how, draw(st.integers(0, 2**17)), draw(st.binary(max_size=40)), draw(st.booleans()))
