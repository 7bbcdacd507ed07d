"""One change each to a notebook's JSON, as a student, a tool or an attacker could make it."""

from __future__ import annotations

import copy
import json
from collections.abc import Callable
from typing import Any

from fuzz.odd import GRADED, ODD_SOURCES

Json = Any


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
            known[name](notebook, i, j, copy.deepcopy(value))
        except (AttributeError, IndexError, KeyError, TypeError, ZeroDivisionError):
            continue
    return notebook
