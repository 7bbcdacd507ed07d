"""What students hand in, and how it comes into a course."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path

import nbformat
from nbformat.notebooknode import NotebookNode

from autograder import demo
from autograder.course import ROOT, Course


def sample(student: str) -> dict[str, str]:
    """The answers of a student of the sample class, to 01."""
    return demo.answers(demo.FOLDER / "submissions" / f"{student}.py")


def right_answers(assignment: str = demo.ASSIGNMENT) -> dict[str, str]:
    """Right answers to everything, as a student would write them."""
    own = ROOT / "tests" / "answers" / f"{assignment}.py"
    return sample("ada") if assignment == demo.ASSIGNMENT else demo.answers(own)


def hand_in(
    course: Course,
    student: str,
    given: Mapping[str, str] | NotebookNode | bytes,
    assignment: str = demo.ASSIGNMENT,
) -> Path:
    """Put answers, typed into the student edition, or a notebook or a file as it is, where nbgrader collects to."""
    path = course.submitted(student, assignment) / f"{assignment}.ipynb"
    path.parent.mkdir(parents=True, exist_ok=True)
    if isinstance(given, bytes):
        path.write_bytes(given)
        return path
    if not isinstance(given, NotebookNode):
        given = demo.fill(nbformat.read(course.student_edition(assignment), as_version=4), dict(given))
    path.write_text(json.dumps(given), "utf-8")
    return path
