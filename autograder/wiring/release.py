"""Turn an instructor notebook into a release with nbgrader's own converter, and refuse one that shows a solution."""

from __future__ import annotations

import logging
from pathlib import Path

from nbgrader.converters import GenerateAssignment
from nbgrader.converters.base import NbGraderException

from autograder import leaks
from autograder.course import Course, CourseError, topic_of
from autograder.wiring import SETTINGS
from autograder.wiring.settings import configuration, course_directory

# formgrader tells instructors to run nbgrader in the course's folder; without this it would grade without the judge.
FOLDER_CONFIG = '''"""Settings of this class. They hold for nbgrader, formgrader and `python -m autograder` alike.

A database server instead of the file gradebook.db, for instance:

    c.CourseDirectory.db_url = "postgresql+psycopg://USER@HOST/DATABASE"
"""

from pathlib import Path

from autograder.wiring import configure

c = get_config()
configure(c, Path(__file__).resolve().parent)
'''


def generate_assignment(course: Course, assignment: str) -> None:
    """Run ``nbgrader generate_assignment`` for one assignment of ``course``.

    Raises
    ------
    CourseError
        nbgrader refused, for instance because cells changed while submissions stand in the gradebook.
    """
    converter = GenerateAssignment(coursedir=course_directory(course, assignment), config=configuration(course))
    converter.force = True
    if not (course.root / SETTINGS).exists():  # it may carry the instructor's settings
        (course.root / SETTINGS).write_text(FOLDER_CONFIG, "utf-8")
    told = _Told()
    converter.log.addHandler(told)
    try:
        converter.start()
    except NbGraderException:
        raise CourseError(
            f"nbgrader could not release {assignment}: {told.reason} If submissions stand in the gradebook already, "
            "use a fresh folder for the new version (set BACKPROP_LAB_COURSE), or keep the old release."
        ) from None
    finally:
        converter.log.removeHandler(told)


class _Told(logging.Handler):
    """Keeps the last line of nbgrader's traceback: its exception says only that there was one."""

    reason = "it did not say why."

    def emit(self, record: logging.LogRecord) -> None:
        text = record.getMessage().strip()
        if text.startswith("Traceback"):
            self.reason = text.splitlines()[-1]


def refuse_leaks(assignment: str, instructor: str, release: Path) -> None:
    """Search the released text for the solution's lines, whatever the markers in it say.

    Raises
    ------
    CourseError
        A line of the shared module or of a solution region stands in the release.
    """
    secret = leaks.solution_lines(topic_of(assignment)) | leaks.region_lines(leaks.notebook_text(instructor))
    line = leaks.leaked(secret, leaks.notebook_text(release.read_text("utf-8")))
    if line:
        raise CourseError(f"{release.name} would show a line of the solution to students: {line!r}")
