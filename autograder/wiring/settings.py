"""A class's settings for nbgrader, and where its gradebook is; loads no more of nbgrader than these need."""

from __future__ import annotations

from functools import cache
from typing import Any

from nbgrader.coursedir import CourseDirectory
from sqlalchemy.engine import make_url
from traitlets.config import Config, PyFileConfigLoader

from autograder.course import Course, CourseError
from autograder.wiring import SETTINGS, configure


@cache
def configuration(course: Course) -> Config:
    """nbgrader's configuration for a course in any folder, with the settings that its instructor made there.

    Raises
    ------
    CourseError
        The file of settings can't be read; the text names it.
    """
    path = course.root / SETTINGS
    if not path.is_file():
        config = Config()
        configure(config, course.root)
        return config
    try:
        return PyFileConfigLoader(SETTINGS, path=str(course.root)).load_config()
    except Exception as error:  # it is a program of the instructor's
        raise CourseError(f"The settings in {path} can't be read: {type(error).__name__}: {error}") from error


@cache
def database(course: Course) -> str:
    """The URL of the gradebook: a file in the course's folder, unless its settings name a database."""
    return str(CourseDirectory(config=configuration(course)).db_url)


def trouble(course: Course, error: Exception) -> tuple[str, str]:
    """The name of the gradebook, without a password in it, and what its database says of an error."""
    name = make_url(database(course)).render_as_string(hide_password=True).removeprefix("sqlite:///")
    return name, str(getattr(error, "orig", error)).strip()


def course_directory(course: Course, assignment: str) -> Any:
    """nbgrader's view of the course, pointed at one assignment."""
    directory = CourseDirectory(config=configuration(course))
    directory.assignment_id = assignment
    return directory
