"""Turn an instructor notebook into a release with nbgrader's own converter, and refuse one that shows a solution."""

from __future__ import annotations

import ast
import json
import logging
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from nbgrader.converters import GenerateAssignment
from nbgrader.converters.base import NbGraderException
from nbgrader.coursedir import CourseDirectory
from traitlets.config import Config

from autograder import checks
from autograder.course import SOLUTIONS, Course, CourseError, topic_of
from autograder.wiring import configure


def generate_assignment(course: Course, assignment: str) -> None:
    """Run ``nbgrader generate_assignment`` for one assignment of ``course``.

    Raises
    ------
    CourseError
        nbgrader refused, for instance because cells changed while submissions stand in the gradebook.
    """
    converter = GenerateAssignment(coursedir=course_directory(course, assignment), config=configuration(course))
    converter.force = True
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


def configuration(course: Course) -> Config:
    """nbgrader's configuration for a course in any folder."""
    config = Config()
    configure(config)
    config.CourseDirectory.root = str(course.root)
    config.Exchange.root = str(course.root / "exchange")
    return config


def course_directory(course: Course, assignment: str) -> Any:
    """nbgrader's view of the course, pointed at one assignment."""
    directory = CourseDirectory(config=configuration(course))
    directory.assignment_id = assignment
    return directory


def refuse_leaks(assignment: str, instructor: str, release: Path) -> None:
    """Search the released text for the solution's lines, whatever the markers in it say.

    Raises
    ------
    CourseError
        A line of the shared module or of a solution region stands in the release.
    """
    text = _squeeze("\n".join(_strings(json.loads(release.read_text("utf-8")))))
    for line in {*_module_lines(assignment), *_region_lines(instructor)}:
        if _squeeze(line) in text:
            raise CourseError(f"{release.name} would show a line of the solution to students: {line.strip()!r}")


def _module_lines(assignment: str) -> Iterator[str]:
    """Code in the bodies of the topic's functions, and the lines of its derivations that are not given to students."""
    topic = topic_of(assignment)
    given = {check.spec.options.get("start") for check in checks.of_topic(topic)}
    for path in SOLUTIONS.glob(f"{topic}*.py"):
        tree = ast.parse(path.read_text("utf-8"))
        for node in ast.walk(tree):
            if isinstance(node, ast.FunctionDef):
                code = [line for part in node.body if not _is_text(part) for line in ast.unparse(part).splitlines()]
                yield from filter(_tells, code)
            elif isinstance(node, ast.List):
                texts = [item.value for item in node.elts if isinstance(item, ast.Constant) and item.value not in given]
                yield from (text for text in texts if isinstance(text, str) and _tells(text))


def _is_text(statement: ast.stmt) -> bool:
    return isinstance(statement, ast.Expr) and isinstance(statement.value, ast.Constant)


def _region_lines(instructor: str) -> Iterator[str]:
    for region in re.findall(r"BEGIN SOLUTION\n(.*?)\n[^\n]*END SOLUTION", instructor, re.DOTALL):
        yield from filter(_tells, region.splitlines())


def _tells(line: str) -> bool:
    """A line that is long enough to give something away; ``return x`` and a lone bracket are not."""
    return len(_squeeze(line)) >= 12 and bool(re.search(r"[(\[=*/+-]", line))


def _squeeze(text: str) -> str:
    return re.sub(r"\s+|['\"]", "", text.split("#")[0] if "\n" not in text else text)


def _strings(value: Any) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, list):
        yield "".join(item for item in value if isinstance(item, str))
        for item in value:
            if not isinstance(item, str):
                yield from _strings(item)
    elif isinstance(value, dict):
        for item in value.values():
            yield from _strings(item)
