"""One submission to be judged, as plain data; how it is judged is left to `autograder.judge`."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path

import nbformat

from autograder import checks
from autograder.course import Course, CourseError, earlier_solutions
from autograder.judge import is_check, judge, refuse
from autograder.restore import SubmissionError, parse, read_bytes, restore
from autograder.result import Result
from autograder.sandbox import Limits, Walls, Worker


@dataclass(frozen=True)
class Job:
    """Everything that judging one submission needs, as plain data that can travel to another machine.

    Attributes
    ----------
    content : bytes
        The submitted notebook; empty when it could not be read, with the reason in ``refused``.
    edition : str
        The student edition, as JSON.
    seeds : mapping of str to int
        The seed of every check cell's inputs.
    """

    assignment: str
    student: str
    content: bytes
    refused: str
    edition: str
    seeds: Mapping[str, int]
    full: bool = False

    @classmethod
    def prepare(cls, path: Path, course: Course, assignment: str, student: str, *, full: bool = False) -> Job:
        """Read a submitted file for judging. A file that can't be read is a job too: its result is zeros and a reason.

        Raises
        ------
        CourseError
            The assignment is unknown, or its student edition asks for a check that does not exist.
        """
        edition = course.student_edition(assignment).read_text("utf-8")
        seeds = {name: course.seed(assignment, student, name) for name in check_ids(edition)}
        try:
            return cls(assignment, student, read_bytes(path), "", edition, seeds, full)
        except SubmissionError as error:
            return cls(assignment, student, b"", str(error), edition, seeds, full)

    def run(self, worker: Worker) -> Result:
        """Judge it. Whatever the submission does, there is a result."""
        edition = nbformat.reads(self.edition, as_version=4)
        if self.refused:
            return refuse(edition, self.refused, self.assignment, self.student, worker)
        try:
            notebook, notes = restore(parse(self.content, f"{self.assignment}.ipynb"), edition)
        except SubmissionError as error:
            return refuse(edition, str(error), self.assignment, self.student, worker)
        result = judge(notebook, self.seeds, self.assignment, self.student, worker, full=self.full)
        return replace(result, notes=(*notes, *result.notes))


def check_ids(edition: str) -> list[str]:
    """Grade ids of the check cells of a student edition.

    Raises
    ------
    CourseError
        One of them has no check: the edition and the grader are not of the same version.
    """
    names = [cell.metadata.nbgrader.grade_id for cell in nbformat.reads(edition, as_version=4).cells if is_check(cell)]
    for name in names:
        try:
            checks.find(name)
        except KeyError:
            raise CourseError(
                f"The student edition asks for the check '{name}', which this grader does not have. "
                "Run `python -m autograder build`."
            ) from None
    return names


def new_worker(walls: Walls, assignment: str, limits: Limits | None = None) -> Worker:
    """A warm worker that sees what a student of this assignment has."""
    return Worker(walls, limits or Limits(), solutions=earlier_solutions(assignment))
