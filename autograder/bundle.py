"""Make the zip that a student of an assignment gets: all that is needed to start, and no answer still to be found.

Which notebook was handed out is left to `autograder.course`, and what counts as a leak to `autograder.leaks`.
"""

from __future__ import annotations

import io
import zipfile
from pathlib import Path

import nbformat
import numpy as np

from autograder import leaks, requirements
from autograder.course import GOLDEN, ROOT, Course, CourseError, assignments, earlier_solutions, topic_of
from autograder.source import instructor_notebook

EPOCH = (1980, 1, 1, 0, 0, 0)  # a zip without dates is the same file each time it is made
README = """\
Backprop Lab: {assignment}

You need Python 3.11 or newer. Open a terminal in this folder, then:

    python3 -m venv .venv
    .venv/bin/python -m pip install -r requirements.txt
    .venv/bin/python -m jupyter lab {assignment}.ipynb

On Windows write `py -m venv .venv` in the first line, and `.venv\\Scripts\\python` for `.venv/bin/python`.

Keep the notebook in this folder: it finds its checks and widgets in courseware/ beside it.
{solutions}To hand in, save {assignment}.ipynb and send that one file.
"""
EARLIER = "In solutions/ are our answers to the notebooks before this one, which this one builds on.\n"


def bundle(course: Course, assignment: str, path: Path) -> list[str]:
    """Write the zip of an assignment and return the names of the files in it.

    The same course gives the same bytes. Nothing is written when a file would give an answer away.

    Raises
    ------
    CourseError
        There is no such assignment, or a file holds a line of its solution.
    """
    notebook = course.student_edition(assignment)
    if assignment not in assignments():
        raise CourseError(f"There is no assignment '{assignment}'. Known: {', '.join(assignments())}.")
    earlier = EARLIER if earlier_solutions(assignment) else ""
    files = {
        "LICENSE": (ROOT / "LICENSE").read_bytes(),
        "README.txt": README.format(assignment=assignment, solutions=earlier).encode(),
        "requirements.txt": requirements.for_students().encode(),
        f"{assignment}.ipynb": notebook.read_bytes(),
        **{each.relative_to(ROOT).as_posix(): each.read_bytes() for each in _modules(assignment)},
    }
    files = dict(sorted(files.items()))
    refuse_leaks(assignment, files)
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(_zipped(assignment, files))
    return list(files)


def refuse_leaks(assignment: str, files: dict[str, bytes]) -> None:
    """Search files for lines of the assignment's solution; what an earlier solution shows already is no secret.

    Raises
    ------
    CourseError
        A file has one.
    """
    shown = "\n".join(path.read_text("utf-8") for path in earlier_solutions(assignment))
    instructor = leaks.notebook_text(nbformat.writes(instructor_notebook(assignment)))
    lines = leaks.solution_lines(topic_of(assignment)) | leaks.region_lines(instructor)
    secret = {line for line in lines if not leaks.leaked([line], shown)}
    for name, content in files.items():
        line = leaks.leaked(secret, _text(name, content))
        if line:
            raise CourseError(f"{name} would show a line of the solution of {assignment} to students: {line!r}")


def _modules(assignment: str) -> list[Path]:
    """The courseware, with golden data up to this topic, and the solutions of earlier topics."""
    names = assignments()
    later = {GOLDEN / f"{topic_of(name)}.npz" for name in names[names.index(assignment) + 1 :]}
    courseware = [
        path for path in (ROOT / "courseware").rglob("*") if path.is_file() and "__pycache__" not in path.parts
    ]
    kept = [path for path in courseware if path not in later and path.parent != GOLDEN / "stills"]  # for the grader
    return kept + earlier_solutions(assignment)


def _text(name: str, content: bytes) -> str:
    """Everything in a file that somebody could read; the text in golden data too."""
    if name.endswith(".ipynb"):
        return leaks.notebook_text(content.decode())
    if not name.endswith(".npz"):
        return content.decode()
    with np.load(io.BytesIO(content), allow_pickle=False) as archive:
        members = [archive[member] for member in archive.files]
    letters = [bytes(member) for member in members if member.dtype == np.uint8 and member.ndim == 1]
    return "\n".join([each.decode(errors="replace") for each in letters] + _words(members))


def _words(members: list[np.ndarray]) -> list[str]:
    return [str(word) for member in members if member.dtype.kind == "U" for word in member.flat]


def _zipped(folder: str, files: dict[str, bytes]) -> bytes:
    whole = io.BytesIO()
    with zipfile.ZipFile(whole, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in files.items():
            entry = zipfile.ZipInfo(f"{folder}/{name}", EPOCH)
            entry.compress_type = zipfile.ZIP_DEFLATED
            entry.create_system, entry.external_attr = 3, 0o644 << 16
            archive.writestr(entry, content)
    return whole.getvalue()
