"""A sample class, from plain sources to marks and feedback pages, through the same commands that an instructor uses."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import nbformat
from nbformat.notebooknode import NotebookNode
from rich.console import Console

from autograder import build
from autograder.course import FOLDER_VARIABLE, ROOT, Course, CourseError

FOLDER = ROOT / "demo"
ASSIGNMENT = "01_softmax"


def answers(path: Path) -> dict[str, str]:
    """Read a submission's plain source.

    ``# %% NAME`` begins the answer to an exercise; a first line ``# like NAME`` takes over everything that is not given
    from another submission of the same folder.
    """
    text = path.read_text("utf-8")
    first = re.match(r"# like (\w+)\n", text)
    given = answers(path.with_name(f"{first[1]}.py")) if first else {}
    for part in re.split(r"^# %% ", text, flags=re.MULTILINE)[1:]:
        name, _, source = part.partition("\n")
        given[name.strip()] = source.strip()
    return given


def fill(edition: NotebookNode, given: dict[str, str]) -> NotebookNode:
    """Type answers into a student edition.

    Raises
    ------
    CourseError
        An answer is for a cell that the edition does not have.
    """
    cells = {cell.metadata.nbgrader.grade_id: cell for cell in edition.cells if "nbgrader" in cell.metadata}
    for name, source in given.items():
        if name not in cells:
            raise CourseError(f"There is no answer cell '{name}'. There are: {', '.join(cells)}.")
        cells[name].source = source
    return edition


def hand_in(course: Course, assignment: str, folder: Path) -> list[str]:
    """Put every submission of a folder into ``course/submitted``; a file that is no source is handed in as it is."""
    students = []
    for path in sorted(folder.iterdir()):
        target = course.submitted(path.stem, assignment) / f"{assignment}.ipynb"
        target.parent.mkdir(parents=True, exist_ok=True)
        if path.suffix == ".py":
            edition = nbformat.read(course.student_edition(assignment), as_version=4)
            nbformat.write(fill(edition, answers(path)), target)
        else:
            shutil.copyfile(path, target)
        students.append(path.stem)
    return students


def main() -> int:
    """Grade the sample class of ``demo/submissions`` in ``demo/course`` and say where everything is."""
    course, out = Course(FOLDER / "course"), Console(highlight=False, soft_wrap=True)
    shutil.rmtree(course.root, ignore_errors=True)
    build.make_releases(course, [ASSIGNMENT])
    students = hand_in(course, ASSIGNMENT, FOLDER / "submissions")
    out.print(f"{len(students)} submissions to {ASSIGNMENT}. Now the commands that an instructor gives:")
    environment = {**os.environ, FOLDER_VARIABLE: str(course.root)}
    for command in (
        ["autograder", "grade", ASSIGNMENT],
        ["nbgrader", "generate_feedback", ASSIGNMENT, "--force", "--log-level=WARN"],
        ["nbgrader", "export", f"--to={course.root / 'grades.csv'}", "--log-level=WARN"],
        ["autograder", "report", ASSIGNMENT],
    ):
        out.print(f"\n$ {'python -m ' if command[0] == 'autograder' else ''}{' '.join(command)}", style="bold")
        status = subprocess.run([sys.executable, "-m", *command], env=environment, cwd=ROOT, check=False).returncode
        if status:
            return status
    out.print(f"Feedback pages: {course.root.relative_to(ROOT)}/feedback/STUDENT/{ASSIGNMENT}/{ASSIGNMENT}.html")
    out.print(f"Class report: {course.root.relative_to(ROOT)}/reports/{ASSIGNMENT}.html")
    out.print(f"Gradebook and marks: {course.gradebook.relative_to(ROOT)}, {course.root.relative_to(ROOT)}/grades.csv")
    return 0


if __name__ == "__main__":
    sys.exit(main())
