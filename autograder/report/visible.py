"""What everybody can see of each exercise: the self-check's data, and the text of its cell in the student edition."""

from __future__ import annotations

from collections import defaultdict

import nbformat

from autograder.advice import Public, gather
from autograder.course import Course, topic_of
from courseware import golden
from courseware.spec import Case


def known(course: Course, assignment: str) -> dict[str, Public]:
    """What is public, by exercise."""
    edition = nbformat.read(course.student_edition(assignment), as_version=4)
    texts = {cell.metadata.nbgrader.grade_id: cell.source for cell in edition.cells if "nbgrader" in cell.metadata}
    cases: dict[str, list[Case]] = defaultdict(list)
    for spec, found in golden.load(topic_of(assignment)).values():
        cases[spec.exercise] += found
    return {name: gather(found, texts.get(name, "")) for name, found in cases.items()}
