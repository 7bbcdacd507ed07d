"""Build the course: percent sources -> instructor notebooks, student notebooks and golden data.

How a source is read is left to `autograder.source`, and what nbgrader does on a release to `autograder.wiring.release`.
"""

from __future__ import annotations

import json
import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path

import nbformat

from autograder import checks, predrawn, truths
from autograder.course import GOLDEN, NOTEBOOKS, Course, assignments, topic_of
from autograder.source import instructor_notebook
from autograder.wiring import release
from courseware import golden

SAME = {".npz": golden.equivalent, ".png": predrawn.equivalent}  # other files have equal bytes


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
    truths.write(scratch / "widgets.npz")
    yield scratch / "widgets.npz", GOLDEN / "widgets.npz"
    for draft in predrawn.write(scratch):  # after the truths, which are in the pictures
        yield draft, GOLDEN / "stills" / draft.name
    (scratch / "demos.ipynb").write_text(nbformat.writes(instructor_notebook("demos")) + "\n", "utf-8")
    yield scratch / "demos.ipynb", NOTEBOOKS / "demos.ipynb"
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


def _same(draft: Path, target: Path) -> bool:
    """Tell whether two generated files say the same; golden numbers may differ by the rounding of another CPU."""
    return target.is_file() and SAME.get(draft.suffix, _same_bytes)(draft, target)


def _same_bytes(draft: Path, target: Path) -> bool:
    return draft.read_bytes() == target.read_bytes()


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
