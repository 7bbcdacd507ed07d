"""Mark one submission: run its cells behind the walls, ask for values at the check cells, and decide outside.

This process never runs student code. What crosses is described in `courseware.wire`; where the marks are kept is left
to `autograder.wiring`.
"""

from __future__ import annotations

import time
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, field, replace
from pathlib import Path
from typing import Any

import nbformat
import numpy as np
from courseware.verdict import blocked, decide
from nbformat.notebooknode import NotebookNode

from autograder import checks
from autograder.course import SOLUTIONS, Course, CourseError, assignments, topic_of
from autograder.restore import SubmissionError, parse, read_bytes, restore
from autograder.safe import safe_outputs
from autograder.sandbox import Limits, Session, Walls, Worker
from courseware import render
from courseware.outcome import Outcome
from courseware.spec import Spec, Verdict

MAX_RESTARTS = 5


@dataclass(frozen=True)
class Mark:
    """The mark of one check cell, as ``try --json`` prints it."""

    grade_id: str
    exercise: str
    points: float
    score: float
    status: str
    misconception: str | None
    message: str


@dataclass(frozen=True)
class Result:
    """What judging one submission gave.

    Attributes
    ----------
    notebook : NotebookNode
        The restored notebook with outputs and reports, safe to show.
    notes : tuple of str
        What was put right in the submission, or why it could not be judged.
    refused : str
        Why it could not be judged; empty when it was.
    mistakes : mapping of str to str
        The title of each mistake that was recognised, by id.
    """

    assignment: str
    student: str
    notebook: NotebookNode
    isolation: str
    walls: str
    seconds: float
    marks: tuple[Mark, ...]
    notes: tuple[str, ...] = ()
    refused: str = ""
    mistakes: Mapping[str, str] = field(default_factory=dict)

    @property
    def score(self) -> float:
        return sum(mark.score for mark in self.marks)

    @property
    def max_score(self) -> float:
        return sum(mark.points for mark in self.marks)

    def as_json(self, notebook: str) -> dict[str, Any]:
        """The object of ``try --json``; hand-graded cells are not in it."""
        return {
            "notebook": notebook,
            "assignment": self.assignment,
            "student": self.student,
            "score": self.score,
            "max_score": self.max_score,
            "isolation": self.isolation,
            "walls": self.walls,
            "seconds": round(self.seconds, 3),
            "notes": list(self.notes),
            "cells": [asdict(mark) for mark in self.marks],
        }


def earlier_solutions(assignment: str) -> list[Path]:
    """The solution files that student code of an assignment may import: those of earlier topics."""
    names = assignments()
    earlier = names[: names.index(assignment)] if assignment in names else []
    return [SOLUTIONS / f"{topic_of(name)}.py" for name in earlier]


def new_worker(walls: Walls, assignment: str, limits: Limits | None = None) -> Worker:
    """A warm worker that sees what a student of this assignment has."""
    return Worker(walls, limits or Limits(), solutions=earlier_solutions(assignment))


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
    names = [cell.metadata.nbgrader.grade_id for cell in nbformat.reads(edition, as_version=4).cells if _is_check(cell)]
    for name in names:
        try:
            checks.find(name)
        except KeyError:
            raise CourseError(
                f"The student edition asks for the check '{name}', which this grader does not have. "
                "Run `python -m autograder build`."
            ) from None
    return names


def refuse(edition: NotebookNode, reason: str, assignment: str, student: str, worker: Worker) -> Result:
    """A result of zeros for a submission that could not be judged; ``reason`` tells the student what to do."""
    verdict = Verdict("missing", reason)
    marks = []
    for cell in edition.cells:
        if _is_check(cell):
            marks.append(_mark(cell, verdict))
            _show(cell, verdict)
    edition.cells.insert(0, nbformat.v4.new_markdown_cell(f"**This submission could not be graded.** {reason}"))
    return Result(
        assignment, student, edition, worker.walls.level, worker.walls.description, 0.0, tuple(marks), (reason,), reason
    )


def judge(
    notebook: NotebookNode,
    seeds: Mapping[str, int],
    assignment: str,
    student: str,
    worker: Worker,
    *,
    full: bool = False,
) -> Result:
    """Judge a restored notebook.

    Parameters
    ----------
    notebook : NotebookNode
        From `autograder.restore.restore`; its outputs are filled in.
    seeds : mapping of str to int
        The seed of every check cell's inputs.
    full : bool
        Run the course's own demonstrations too.

    Returns
    -------
    Result
        One mark for every check cell of the notebook, explicit and never above its points.
    """
    began = time.monotonic()
    marks: dict[str, Mark] = {}
    mistakes: dict[str, str] = {}
    with _Run(worker) as run:
        for index, cell in enumerate(notebook.cells):
            if cell.cell_type != "code":
                continue
            if _is_check(cell):
                verdict = _check(cell, marks, run, seeds[cell.metadata.nbgrader.grade_id])
                marks[cell.metadata.nbgrader.grade_id] = _mark(cell, verdict)
                _show(cell, verdict)
                if verdict.misconception:
                    mistakes[verdict.misconception] = verdict.hint.title if verdict.hint else verdict.message
            elif full or "demo" not in cell.metadata.get("tags", []):
                cell.outputs = run.cell(cell.source)
                cell.execution_count = index + 1
        notes = tuple(run.notes)
    return Result(
        assignment,
        student,
        notebook,
        worker.walls.level,
        worker.walls.description,
        time.monotonic() - began,
        tuple(marks.values()),
        notes,
        mistakes=mistakes,
    )


@dataclass
class _Run:
    """The student's process, replaced when it dies: the cells that were well are run again in a fresh one."""

    worker: Worker
    notes: list[str] = field(default_factory=list)
    _cells: list[str] = field(default_factory=list)
    _restarts: int = 0
    _began: float = field(default_factory=time.monotonic)

    def __enter__(self) -> _Run:
        self._session: Session = self.worker.open()
        return self

    def __exit__(self, *_: object) -> None:
        self._session.close()

    def cell(self, source: str) -> list[NotebookNode]:
        """Run a cell and return its outputs, cleaned for whoever will read them."""
        if not self._revive():
            return [_note("This cell was not run: earlier cells ended the process too often.")]
        result = self._session.run_cell(source)
        outputs = safe_outputs(result.outputs)
        if self._session.alive:
            self._cells.append(source)
        else:
            self.notes.append(result.reason)
            outputs.append(_note(result.reason))
        return outputs

    def call(self, name: str, calls: Sequence[tuple[Any, ...]], driver: str) -> list[Any]:
        if not self._revive():
            return [Outcome(error="Died", message="earlier cells ended the process too often")] * len(calls)
        return self._session.call(name, calls, driver)

    def _revive(self) -> bool:
        while not self._session.alive:
            if self._restarts == MAX_RESTARTS or time.monotonic() - self._began > self.worker.limits.submission_seconds:
                return False
            self._restarts += 1
            self._session.close()
            self._session = self.worker.open()
            for source in self._cells:
                self._session.run_cell(source)
        return True


def _check(cell: NotebookNode, marks: dict[str, Mark], run: _Run, seed: int) -> Verdict:
    grade_id = cell.metadata.nbgrader.grade_id
    found = checks.find(grade_id)
    spec = found.spec
    unmet = [checks.find(name).spec.title for name in spec.requires if name in marks and marks[name].status != "pass"]
    if unmet:
        return blocked(spec, unmet)
    cases = found.cases(np.random.default_rng(seed))
    outcomes = run.call(spec.exercise, [case.args for case in cases], spec.driver)
    try:
        return decide(spec, cases, outcomes, reveal=False)
    except Exception as error:  # values from student code reach this point; whatever they do, the class goes on
        return Verdict("crashed", f"The values could not be judged ({type(error).__name__}). Tell your instructor.")


def _is_check(cell: NotebookNode) -> bool:
    marks = cell.metadata.get("nbgrader", {})
    return bool(marks.get("grade") and not marks.get("solution") and cell.cell_type == "code")


def _mark(cell: NotebookNode, verdict: Verdict) -> Mark:
    marks = cell.metadata.nbgrader
    spec = checks.find(marks.grade_id).spec
    score = float(marks.points) if verdict.status == "pass" else 0.0
    return Mark(
        marks.grade_id,
        spec.exercise,
        float(marks.points),
        score,
        verdict.status,
        verdict.misconception,
        verdict.message,
    )


def _show(cell: NotebookNode, verdict: Verdict) -> None:
    spec: Spec = checks.find(cell.metadata.nbgrader.grade_id).spec
    results = [(spec, verdict)]
    data = {"text/html": render.report_html(results), "text/plain": render.report_text(results)}
    cell.outputs = [nbformat.v4.new_output("display_data", data=data)]


def _note(text: str) -> NotebookNode:
    return nbformat.v4.new_output("stream", name="stderr", text=text + "\n")
