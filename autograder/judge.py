"""Mark a notebook: run its cells behind the walls, ask for values at the check cells, and decide outside.

This process never runs student code. What crosses is described in `courseware.wire`; where the marks are kept is left
to `autograder.wiring`.
"""

from __future__ import annotations

import copy
import time
from collections.abc import Collection, Mapping, Sequence
from contextlib import suppress
from dataclasses import replace
from functools import lru_cache
from pathlib import Path

import nbformat
import numpy as np
from nbformat.notebooknode import NotebookNode

from autograder import checks
from autograder.demos import LEFT_OUT, left_out
from autograder.edition import is_check
from autograder.mend import mend_cells
from autograder.process import EndedOutside, Process
from autograder.result import Mark, Result
from autograder.safe import short_paths
from autograder.sandbox import Walls, Worker
from autograder.tex import tame
from courseware import render
from courseware.outcome import Outcome
from courseware.spec import Verdict
from courseware.verdict import blocked, decide

AGAIN = 2  # a process that was killed from outside costs nothing but time


def judge(
    notebook: NotebookNode,
    seeds: Mapping[str, int],
    assignment: str,
    student: str,
    worker: Worker,
    *,
    demos: Collection[str] = (),
    texts: Collection[str] = (),
    files: Sequence[Path] = (),
) -> Result:
    """Judge a restored notebook.

    Parameters
    ----------
    notebook : NotebookNode
        From `autograder.restore.restore`; its outputs are filled in.
    seeds : mapping of str to int
        The seed of every check cell's inputs.
    demos : collection of str
        The text of the course's demonstrations, which are run only where something needs a name that they make.
    texts : collection of str
        The course's own Markdown cells, which are shown as they are.
    files : sequence of Path
        Copied to where the cells run.

    Returns
    -------
    Result
        One mark for every check cell of the notebook, explicit and never above its points.
    """
    for _ in range(AGAIN):
        with suppress(EndedOutside):
            return _judge(notebook, seeds, assignment, student, worker, demos, texts, files, last=False)
    return _judge(notebook, seeds, assignment, student, worker, demos, texts, files, last=True)


def _judge(
    notebook: NotebookNode,
    seeds: Mapping[str, int],
    assignment: str,
    student: str,
    worker: Worker,
    demos: Collection[str],
    texts: Collection[str],
    files: Sequence[Path],
    last: bool,
) -> Result:
    began = time.monotonic()
    marks: dict[str, Mark] = {}
    mistakes: dict[str, str] = {}
    code = [cell for cell in notebook.cells if cell.cell_type == "code"]
    exercises = [checks.find(name).spec.exercise for name in seeds]
    shown = left_out((cell.source for cell in code if not is_check(cell)), demos, exercises)
    with Process(worker, files, last) as run:
        ran = 0
        for cell in code:
            if is_check(cell):
                verdict, seconds = _check(cell, marks, run, seeds[cell.metadata.nbgrader.grade_id])
                marks[cell.metadata.nbgrader.grade_id] = _mark(cell, verdict, seconds)
                _show(cell, verdict)
                if verdict.misconception:
                    mistakes[verdict.misconception] = verdict.hint.title if verdict.hint else verdict.message
            elif cell.source not in shown:
                cell.outputs = run.cell(cell.source)
                ran += 1
                cell.execution_count = ran
            else:
                cell.metadata[LEFT_OUT] = True
        notes = (*mend_cells(notebook, texts), *run.notes)
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


def refuse(edition: NotebookNode, reason: str, assignment: str, student: str, walls: Walls) -> Result:
    """A result of zeros for a submission that could not be judged; ``reason`` tells the student what to do."""
    edition = copy.deepcopy(edition)
    verdict = Verdict("missing", reason)
    marks = []
    for cell in edition.cells:
        if is_check(cell):
            marks.append(_mark(cell, verdict))
            _show(cell, verdict)
    edition.cells.insert(0, nbformat.v4.new_markdown_cell(f"**This submission could not be graded.** {reason}"))
    return Result(
        assignment, student, edition, walls.level, walls.description, 0.0, tuple(marks), (reason,), reason
    )


def _check(cell: NotebookNode, marks: dict[str, Mark], run: Process, seed: int) -> tuple[Verdict, float]:
    """The verdict of a check, and how many seconds its calls took."""
    grade_id = cell.metadata.nbgrader.grade_id
    found = checks.find(grade_id)
    spec = found.spec
    unmet = [marks[name] for name in spec.requires if name in marks and marks[name].status != "pass"]
    if unmet and unmet[0].status == "missing":
        return Verdict("missing", unmet[0].message), 0.0
    if unmet:
        return blocked(spec, [checks.find(mark.grade_id).spec.title for mark in unmet]), 0.0
    cases = found.cases(np.random.default_rng(seed))
    if spec.compare == "derivation":  # any that is right will do; the reference need not be worked through again
        cases = [replace(case, expected=Outcome()) for case in cases]
    outcomes = run.call(spec.exercise, [case.args for case in cases], spec.driver)
    taken = {id(outcome): outcome.seconds for outcome in outcomes}  # after a time-out, one stands for all that follow
    return decide(spec, cases, outcomes, reveal=False), sum(taken.values())


def _mark(cell: NotebookNode, verdict: Verdict, seconds: float = 0.0) -> Mark:
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
        round(seconds, 4),
    )


def _show(cell: NotebookNode, verdict: Verdict) -> None:
    data = _report(cell.metadata.nbgrader.grade_id, verdict)
    cell.outputs = [nbformat.from_dict({"output_type": "display_data", "data": data, "metadata": {}})]


@lru_cache(256)  # most checks pass, each with the same report in a whole class
def _report(grade_id: str, verdict: Verdict) -> dict[str, str]:
    results = [(checks.find(grade_id).spec, verdict)]
    data = {"text/html": tame(render.report_html(results)), "text/plain": render.report_text(results)}
    return {mime: short_paths(text) for mime, text in data.items()}  # a message may quote the student's exception
