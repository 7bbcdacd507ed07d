"""Read a percent source as an instructor notebook: expand its markers to nbgrader's metadata, and give stable ids.

Only this module knows jupytext and the markers; what is built from the notebook is left to `autograder.build`.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Callable, Iterator
from typing import Any

import jupytext
import nbformat
from nbformat.notebooknode import NotebookNode

from autograder import checks
from autograder.course import SOURCES, CourseError

KERNEL = {
    "kernelspec": {"display_name": "Python 3 (ipykernel)", "language": "python", "name": "python3"},
    "language_info": {"name": "python"},
}


def instructor_notebook(assignment: str) -> NotebookNode:
    """Read the percent source of an assignment and give its cells nbgrader's metadata and stable ids."""
    source = SOURCES / f"{assignment}.py"
    loose = jupytext.reads(source.read_text("utf-8"), fmt="py:percent")
    notebook = nbformat.v4.new_notebook(metadata=KERNEL)
    notebook.nbformat_minor = 5
    try:
        notebook.cells = [cell for draft in loose.cells for cell in _expand(draft)]
    except CourseError as error:
        raise CourseError(f"{source.name}: {error}") from None
    _set_ids(notebook)
    nbformat.validate(notebook)
    return notebook


def _expand(draft: NotebookNode) -> Iterator[NotebookNode]:
    """Turn one cell of a source into the notebook's cells."""
    options = {key: value for key, value in draft.metadata.items() if key != "lines_to_next_cell"}
    marker = next((key for key in ("checks", *MARKERS) if key in options), None)
    name = options.pop(marker) if marker else ""
    points = options.pop("points", 0)
    tags = options.pop("tags", [])
    files = options.pop("files", "").split()
    if options:
        raise CourseError(f"unknown marker {sorted(options)} in the cell that begins {draft.source[:40]!r}")
    if marker == "checks":
        yield from _check_cells(name)
        return
    cell = _new_cell(draft.cell_type, draft.source)
    if marker:
        cell.metadata.update(MARKERS[marker](name, points))
    if tags:
        cell.metadata["tags"] = sorted({*cell.metadata.get("tags", []), *tags})
    if files:  # what students hand in beside the notebook, and the cell that tells them so
        cell.metadata["files"] = [_plain_name(name) for name in files]
    yield cell


def _plain_name(name: str) -> str:
    if not re.fullmatch(r"\w[\w-]*(\.[\w-]+)*", name, re.ASCII) or name.endswith(".ipynb"):
        raise CourseError(f"{name!r} can't be listed as a file: expected a name without folders, such as scores.csv")
    return name


def _check_cells(exercise: str) -> Iterator[NotebookNode]:
    try:
        found = checks.of_exercise(exercise)
    except KeyError as error:
        raise CourseError(str(error.args[0])) from None
    for each in found:
        cell = _new_cell("code", f'check("{exercise}", {exercise}, "{each.spec.name}")')
        cell.metadata["nbgrader"] = _nbgrader(each.spec.grade_id, grade=True, locked=True, points=each.spec.points)
        yield cell


def _new_cell(cell_type: str, source: str) -> NotebookNode:
    return nbformat.v4.new_markdown_cell(source) if cell_type == "markdown" else nbformat.v4.new_code_cell(source)


def _nbgrader(
    grade_id: str, *, grade: bool = False, solution: bool = False, locked: bool = False, points: float | None = None
) -> dict[str, Any]:
    options = {
        "grade": grade,
        "grade_id": grade_id,
        "locked": locked,
        "schema_version": 3,
        "solution": solution,
        "task": False,
    }
    return options if points is None else {**options, "points": points}


MARKERS: dict[str, Callable[[str, float], dict[str, Any]]] = {
    "exercise": lambda name, _: {"nbgrader": _nbgrader(name, solution=True)},
    "locked": lambda name, _: {"nbgrader": _nbgrader(name, locked=True)},
    "demo": lambda name, _: {"nbgrader": _nbgrader(f"demo-{name}", locked=True), "tags": ["demo"]},
    "manual": lambda name, points: {"nbgrader": _nbgrader(name, grade=True, solution=True, points=points)},
    "prediction": lambda name, _: {"tags": ["prediction", name]},
}


def _set_ids(notebook: NotebookNode) -> None:
    """Give each cell an id that stays when other cells change: its grade id, else a digest of its text."""
    seen: set[str] = set()
    for cell in notebook.cells:
        grade_id = cell.metadata.get("nbgrader", {}).get("grade_id")
        if grade_id in seen:
            raise CourseError(f"the grade id '{grade_id}' is used twice")
        stem = grade_id or hashlib.sha256(cell.source.encode()).hexdigest()[:12]
        cell.id = next(name for name in _numbered(stem) if name not in seen)
        seen.add(cell.id)


def _numbered(stem: str) -> Iterator[str]:
    yield stem
    count = 2
    while True:
        yield f"{stem}-{count}"
        count += 1
