"""Write single feedback pages by nbgrader's own converter, which stays open for a whole class."""

from __future__ import annotations

import logging
from functools import lru_cache
from typing import Any

from nbgrader.converters import GenerateFeedback

from autograder.course import Course
from autograder.wiring.settings import configuration, course_directory


def write_feedback(course: Course, assignment: str, student: str) -> None:
    """Leave what ``nbgrader generate_feedback --student STUDENT --force`` leaves.

    Raises
    ------
    NbGraderException
        The page could not be written; nbgrader's log says why.
    """
    converter = _converter(course, assignment)
    converter.coursedir.student_id = student
    converter.start()


@lru_cache(maxsize=1)
def _converter(course: Course, assignment: str) -> Any:
    converter = GenerateFeedback(coursedir=course_directory(course, assignment), config=configuration(course))
    converter.force = True
    converter.log.setLevel(logging.ERROR)
    return converter
