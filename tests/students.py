"""What students hand in: right answers to every notebook, as a student would write them."""

from __future__ import annotations

from autograder import demo
from autograder.course import ROOT

ADA = demo.FOLDER / "submissions" / "ada.py"  # of the sample class; she knows all of the first notebook


def right_answers(assignment: str = demo.ASSIGNMENT) -> dict[str, str]:
    return demo.answers(ADA if assignment == demo.ASSIGNMENT else ROOT / "tests" / "answers" / f"{assignment}.py")
