"""What is kept of a result: the graded notebook as a file, and the few values that the gradebook needs of it.

Records are made where submissions are judged, in parallel; writing them into the gradebook is left to
`autograder.wiring.gradebook`.
"""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from nbformat.notebooknode import NotebookNode

from autograder.course import Course, CourseError
from autograder.edition import read as read_edition
from autograder.files import read_listed
from autograder.result import Result

RESULT = "autograder"
_OF = re.compile(rb'"of": "([0-9a-f]{64})"')  # within a string the quotes would have backslashes


@dataclass(frozen=True)
class Record:
    """What the gradebook needs of a graded submission.

    Attributes
    ----------
    scores : mapping of str to float
        The mark of each check cell, by grade id.
    answered, by_hand : frozenset of str
        Grade ids of the answer cells that the student changed, and of those among them that a person marks.
    """

    assignment: str
    student: str
    scores: Mapping[str, float]
    answered: frozenset[str]
    by_hand: frozenset[str]


def make(result: Result, course: Course, edition: NotebookNode, of: str) -> Record:
    """Sign the graded notebook of a result, write it as a draft, and list what the gradebook needs.

    Parameters
    ----------
    of : str
        The `fingerprint` of what was judged.
    """
    sign(result, of)
    path = course.autograded(result.student, result.assignment)
    waiting = draft(path)
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        waiting.unlink(missing_ok=True)
        waiting.write_text(json.dumps(result.notebook, ensure_ascii=False, sort_keys=True) + "\n", "utf-8")
        waiting.chmod(0o444)  # as nbgrader leaves what it graded
    except OSError as error:
        raise unwritable(path, error) from error
    return read(result.notebook, edition)


def draft(graded: Path) -> Path:
    """Where a graded notebook waits, beside its final place, until its marks are committed."""
    return graded.with_name(f".{graded.name}.draft")


def read(notebook: NotebookNode, edition: NotebookNode) -> Record:
    """List what the gradebook needs of a notebook that is signed."""
    signed, given = notebook.metadata[RESULT], _answer_cells(edition)
    answered = {name: cell for name, cell in _answer_cells(notebook).items() if cell.source != given[name].source}
    by_hand = {name for name, cell in answered.items() if cell.metadata.nbgrader.grade}
    scores = {mark["grade_id"]: mark["score"] for mark in signed["cells"]}
    return Record(signed["assignment"], signed["student"], scores, frozenset(answered), frozenset(by_hand))


def unwritable(path: Path, error: OSError) -> CourseError:
    """Say in one sentence why a graded notebook can't be kept, and that no mark is lost."""
    return CourseError(
        f"The graded notebook {path} can't be written ({error.strerror or error}). Check its folder's permissions and "
        "the free space; then run the command again. No mark that was saved is lost."
    )


def sign(result: Result, of: str) -> None:
    """Put the marks and what they were given for into the graded notebook's metadata."""
    signed = {**result.as_json(f"{result.assignment}.ipynb"), "refused": result.refused, "of": of}
    result.notebook.metadata[RESULT] = signed


def fingerprint(course: Course, assignment: str, student: str) -> str:
    """A digest of a submission and of the edition that it is judged by; a change of either asks for a new grading."""
    edition = course.student_edition(assignment)
    digest = _digest(edition, edition.stat().st_mtime_ns).copy()
    folder = course.submitted(student, assignment)
    listed = read_edition(edition.read_text("utf-8")).files
    files, reasons = read_listed(folder, course.root / "submitted", [f"{assignment}.ipynb", *listed])
    for part in (*files.values(), *map(str.encode, reasons)):
        digest.update(part)
    return digest.hexdigest()


def is_done(course: Course, assignment: str, student: str) -> bool:
    """Tell whether this very submission was graded and its marks were kept."""
    try:
        found = _OF.findall(course.autograded(student, assignment).read_bytes())
    except OSError:
        return False
    return bool(found) and found[-1].decode() == fingerprint(course, assignment, student)


@lru_cache(maxsize=16)
def _digest(path: Path, _modified: int) -> hashlib._Hash:
    return hashlib.sha256(path.read_bytes())


def _answer_cells(notebook: NotebookNode) -> dict[str, NotebookNode]:
    marked = ((cell, cell.metadata.get("nbgrader", {})) for cell in notebook.cells)
    return {marks["grade_id"]: cell for cell, marks in marked if marks.get("solution")}
