"""One submission to be judged, as plain data; how it is judged is left to `autograder.judge`."""

from __future__ import annotations

import socket
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path

from autograder import checks, edition
from autograder.course import Course, earlier_solutions, topic_of
from autograder.files import SubmissionError, laid_out, read_bytes, read_listed
from autograder.judge import judge, refuse
from autograder.restore import parse, restore
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
    files : mapping of str to bytes
        What the assignment lists beside the notebook, as far as it was handed in; ``notes`` says what was not.
    """

    assignment: str
    student: str
    content: bytes
    refused: str
    edition: str
    seeds: Mapping[str, int]
    full: bool = False
    files: Mapping[str, bytes] = field(default_factory=dict)
    notes: tuple[str, ...] = ()

    @classmethod
    def prepare(cls, path: Path, course: Course, assignment: str, student: str, *, full: bool = False) -> Job:
        """Read a submitted file for judging. A file that can't be read is a job too: its result is zeros and a reason.

        Raises
        ------
        CourseError
            The assignment is unknown, or its student edition asks for a check that does not exist.
        """
        checks.load(topic_of(assignment))
        text = course.student_edition(assignment).read_text("utf-8")
        ours = edition.read(text)
        seeds = {name: course.seed(assignment, student, name) for name in ours.check_ids}
        everyones = course.root / "submitted"
        files, notes = read_listed(path.parent, everyones, ours.files)
        try:
            content = read_bytes(path, everyones)
            return cls(assignment, student, content, "", text, seeds, full, files, tuple(notes))
        except SubmissionError as error:
            return cls(assignment, student, b"", str(error), text, seeds, full)

    def run(self, worker: Worker) -> Result:
        """Judge it. Whatever the submission does, there is a result."""
        ours = edition.read(self.edition)
        if self.refused:
            return refuse(ours.notebook, self.refused, self.assignment, self.student, worker.walls)
        try:
            notebook, notes = restore(parse(self.content, f"{self.assignment}.ipynb"), ours.notebook)
        except SubmissionError as error:
            return refuse(ours.notebook, str(error), self.assignment, self.student, worker.walls)
        known = {"demos": frozenset() if self.full else ours.demos, "texts": ours.texts}
        with laid_out(self.files) as files:
            result = judge(notebook, self.seeds, self.assignment, self.student, worker, **known, files=files)
        return replace(result, notes=(*notes, *self.notes, *result.notes))


def new_worker(
    walls: Walls, assignment: str, limits: Limits | None = None, control: socket.socket | None = None
) -> Worker:
    """A warm worker that sees what a student of this assignment has; ``control`` is that of a host's, if any."""
    return Worker(walls, limits or Limits(), earlier_solutions(assignment), control)
