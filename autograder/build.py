"""Build the course: percent sources -> instructor notebooks, student notebooks and golden data.

Only this module knows jupytext and the markers in the sources. What nbgrader does to a notebook on its
release is left to `autograder.wiring.release`.
"""

from __future__ import annotations

import hashlib
import json
import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import jupytext
import nbformat
import numpy as np
from nbformat.notebooknode import NotebookNode

from autograder import checks
from autograder.course import GOLDEN, NOTEBOOKS, SOURCES, Course, CourseError, assignments, topic_of
from autograder.wiring import release
from courseware import golden

KERNEL = {
    "kernelspec": {"display_name": "Python 3 (ipykernel)", "language": "python", "name": "python3"},
    "language_info": {"name": "python"},
}


def build(course: Course) -> list[Path]:
    """Write every generated file and make the releases in ``course``.

    Returns
    -------
    list of Path
        The files that changed.

    Raises
    ------
    CourseError
        A source uses a marker, an exercise or an id that does not exist, or a release would show a solution.
    """
    with tempfile.TemporaryDirectory(prefix="backprop-build-") as scratch:
        return [target for draft, target in _drafts(Path(scratch), course) if _replace(draft, target)]


def stale(course: Course) -> list[Path]:
    """The committed generated files that a build would change."""
    with tempfile.TemporaryDirectory(prefix="backprop-build-") as scratch:
        drafts = _drafts(Path(scratch), Course(Path(scratch) / "course"))
        return [target for draft, target in drafts if not _same(draft, target)]


def _drafts(scratch: Path, course: Course) -> Iterator[tuple[Path, Path]]:
    for topic in sorted({topic_of(name) for name in assignments()}):
        draft = scratch / f"{topic}.npz"
        golden.write(topic, checks.of_topic(topic), draft)
        yield draft, GOLDEN / draft.name
    make_releases(course, assignments())
    for assignment in assignments():
        yield course.release(assignment), NOTEBOOKS / f"{assignment}.ipynb"


def make_releases(course: Course, names: list[str]) -> None:
    """Write the instructor notebooks of assignments into ``course`` and release those that changed.

    Raises
    ------
    CourseError
        nbgrader refuses the release, or it would show a solution.
    """
    for assignment in names:
        text = nbformat.writes(instructor_notebook(assignment)) + "\n"
        source, made = course.source(assignment), course.release(assignment)
        if not (
            course.gradebook.is_file() and made.is_file() and source.is_file() and source.read_text("utf-8") == text
        ):
            source.parent.mkdir(parents=True, exist_ok=True)
            source.write_text(text, "utf-8")
            try:
                release.generate_assignment(course, assignment)
            except BaseException:
                source.unlink()  # else the next build would take the old release for a fresh one
                raise
        release.refuse_leaks(assignment, text, made)


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
    marker = next((key for key in MARKERS if key in options), None)
    name = options.pop(marker) if marker else ""
    points = options.pop("points", 0)
    tags = options.pop("tags", [])
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
    yield cell


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


MARKERS = {
    "exercise": lambda name, _: {"nbgrader": _nbgrader(name, solution=True)},
    "checks": None,
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


def _same(draft: Path, target: Path) -> bool:
    """Tell whether two generated files say the same; golden numbers may differ by the rounding of another CPU."""
    if not target.is_file():
        return False
    if draft.suffix != ".npz":
        return draft.read_bytes() == target.read_bytes()
    with np.load(draft, allow_pickle=False) as new, np.load(target, allow_pickle=False) as old:
        return new.files == old.files and all(_close(new[name], old[name]) for name in new.files)


def _close(new: np.ndarray, old: np.ndarray) -> bool:
    if new.shape != old.shape or new.dtype != old.dtype:
        return False
    if new.dtype.kind in "fc":
        return bool(np.allclose(new, old, rtol=1e-9, atol=1e-12, equal_nan=True))
    return bool(np.array_equal(new, old))


def _replace(draft: Path, target: Path) -> bool:
    if _same(draft, target):
        return False
    target.parent.mkdir(parents=True, exist_ok=True)
    shutil.copyfile(draft, target)
    return True


def describe(notebook: Path) -> str:
    """One line for people: how many cells, exercises and points a student edition has."""
    cells = json.loads(notebook.read_text("utf-8"))["cells"]
    marks = [cell["metadata"].get("nbgrader", {}) for cell in cells]
    points = sum(mark.get("points", 0) for mark in marks)
    exercises = sum(1 for mark in marks if mark.get("solution") and not mark.get("grade"))
    return f"{notebook.name}: {len(cells)} cells, {exercises} exercises, {points:g} points"
