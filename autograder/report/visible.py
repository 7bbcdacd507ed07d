"""What everybody can see of each exercise: the self-check's data, and the lists in the student edition."""

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
    text = "\n".join(cell.source for cell in edition.cells)
    cases: dict[str, list[Case]] = defaultdict(list)
    for spec, found in golden.load(topic_of(assignment)).values():
        cases[spec.exercise] += found
    return {name: gather(found, text) for name, found in cases.items()}
