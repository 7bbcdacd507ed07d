"""Where everything is: the repository and nbgrader's working folder."""

from __future__ import annotations

import hashlib
import hmac
import os
import re
import secrets
import tempfile
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
NOTEBOOKS = ROOT / "notebooks"
SOURCES = NOTEBOOKS / "source"
SOLUTIONS = ROOT / "solutions"
GOLDEN = ROOT / "courseware" / "golden"
FOLDER_VARIABLE = "BACKPROP_LAB_COURSE"


class CourseError(Exception):
    """Something that the instructor has to mend; its text says what and how."""


def assignments() -> list[str]:
    """Names of all assignments, in teaching order."""
    return sorted(path.stem for path in SOURCES.glob("[0-9][0-9]_*.py"))


def assignment_of(path: Path) -> str:
    """The assignment that a file name begins with; ``01_softmax (2).ipynb`` and ``01_softmax-ada.ipynb`` are fine.

    Raises
    ------
    CourseError
        It begins with none.
    """
    for name in assignments():
        if path.stem.startswith(name):
            return name
    raise CourseError(f"{path.name} does not begin with the name of an assignment. Known: {', '.join(assignments())}.")


def topic_of(assignment: str) -> str:
    """``01_softmax`` -> ``softmax``: the word that joins notebook, solutions, checks and golden data."""
    return re.sub(r"^\d+_", "", assignment)


def earlier_topics(assignment: str) -> list[str]:
    """The topics that are taught before an assignment's own; none for an assignment that does not exist."""
    names = assignments()
    return [topic_of(name) for name in names[: names.index(assignment)]] if assignment in names else []


def solution_files(topic: str) -> list[Path]:
    """The modules of a topic's own solution: its main one and those that begin with its name, such as derivations."""
    return sorted([*SOLUTIONS.glob(f"{topic}.py"), *SOLUTIONS.glob(f"{topic}_*.py")])


def earlier_solutions(assignment: str) -> list[Path]:
    """The solution files that a student of an assignment has: those of earlier topics, and never its own."""
    own = set(solution_files(topic_of(assignment)))
    found = [path for topic in earlier_topics(assignment) for path in solution_files(topic) if path not in own]
    return [SOLUTIONS / "__init__.py", *found] if found else []


def folder() -> Path:
    """nbgrader's working folder: what the environment names, or ``course`` in the repository."""
    return Path(os.environ.get(FOLDER_VARIABLE, ROOT / "course"))


@dataclass(frozen=True)
class Course:
    """nbgrader's working folder.

    Parameters
    ----------
    root : Path
        Holds ``source release submitted autograded feedback exchange gradebook.db``.
    """

    root: Path = ROOT / "course"

    def source(self, assignment: str) -> Path:
        return self.root / "source" / assignment / f"{assignment}.ipynb"

    def release(self, assignment: str) -> Path:
        return self.root / "release" / assignment / f"{assignment}.ipynb"

    def submitted(self, student: str, assignment: str) -> Path:
        return self.root / "submitted" / student / assignment

    def submissions(self, assignment: str, student: str = "") -> list[Path]:
        """The folders that were handed in, of everybody or of one student; like nbgrader, it passes over .names."""
        folders = sorted((self.root / "submitted").glob(f"[!.]*/{assignment}"))
        return [folder for folder in folders if student in ("", folder.parent.name)]

    def autograded(self, student: str, assignment: str) -> Path:
        return self.root / "autograded" / student / assignment / f"{assignment}.ipynb"

    def feedback(self, student: str, assignment: str) -> Path:
        return self.root / "feedback" / student / assignment / f"{assignment}.html"

    @property
    def gradebook(self) -> Path:
        return self.root / "gradebook.db"

    def student_edition(self, assignment: str) -> Path:
        """The notebook that was handed out: the release of this course, else the edition in the repository.

        Raises
        ------
        CourseError
            No such assignment.
        """
        for path in (self.release(assignment), NOTEBOOKS / f"{assignment}.ipynb"):
            if path.is_file():
                return path
        known = ", ".join(assignments()) or "none yet"
        raise CourseError(f"There is no assignment '{assignment}'. Known: {known}.")

    def seed(self, assignment: str, student: str, grade_id: str) -> int:
        """The seed of a check's inputs: the same for every regrade, unknown to the student.

        It is an HMAC of the names under a secret that is made at first use and stays in the course's folder.
        """
        message = "\0".join((assignment, student, grade_id)).encode()
        return int.from_bytes(hmac.digest(self._secret(), message, hashlib.sha256)[:16], "big")

    def _secret(self) -> bytes:
        path = self.root / "secret"
        try:
            return bytes.fromhex(path.read_text("ascii"))
        except FileNotFoundError:
            return _make_secret(path)
        except ValueError as error:
            raise CourseError(f"{path} is damaged. Restore it from a backup; a new one changes the inputs.") from error


def _make_secret(path: Path) -> bytes:
    path.parent.mkdir(parents=True, exist_ok=True)
    descriptor, draft = tempfile.mkstemp(prefix="secret.", dir=path.parent)
    with os.fdopen(descriptor, "w", encoding="ascii") as file:
        file.write(secrets.token_hex(32))
    try:
        os.link(draft, path)  # whoever comes first wins, and nobody reads half a secret
    except FileExistsError:
        pass
    finally:
        os.unlink(draft)
    return bytes.fromhex(path.read_text("ascii"))
