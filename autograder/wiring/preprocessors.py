"""The stages that we add to nbgrader's own: one verb a class."""

from __future__ import annotations

import re
import weakref
from dataclasses import replace
from pathlib import Path
from typing import Any

import nbformat
from nbformat.notebooknode import NotebookNode
from nbgrader.api import Gradebook
from nbgrader.preprocessors import AssignLatePenalties, ClearSolutions, NbGraderPreprocessor
from traitlets import Unicode

from autograder import edition, job, judge, record
from autograder.course import Course
from autograder.files import SubmissionError, laid_out, read_listed
from autograder.restore import REFUSED, restore
from autograder.sandbox import choose
from autograder.wiring.ledger import Ledger

FUNCTION_STUB = "# YOUR CODE HERE\nraise NotImplementedError"
VALUE_STUB = ""  # the text of such a cell says what to fill in
Stage = tuple[NotebookNode, Any]


class ClearAnswers(ClearSolutions):  # type: ignore[misc]
    """nbgrader's `ClearSolutions` with a stub that fits: a function raises, a value is ``...``."""

    def preprocess_cell(self, cell: NotebookNode, resources: Any, cell_index: int) -> Stage:
        in_function = re.search(r"^def .*?^\s+### BEGIN SOLUTION", cell.source, re.DOTALL | re.MULTILINE)
        self.code_stub = {"python": FUNCTION_STUB if in_function else VALUE_STUB}
        return super().preprocess_cell(cell, resources, cell_index)  # type: ignore[no-any-return]


class Restore(NbGraderPreprocessor):  # type: ignore[misc]
    """Put back what belongs to the course. First of ``Autograde.sanitize_preprocessors``."""

    def preprocess(self, nb: NotebookNode, resources: Any) -> Stage:
        if REFUSED in nb.metadata:
            return nb, resources
        edition = nbformat.read(_course(self).student_edition(resources["nbgrader"]["assignment"]), as_version=4)
        try:
            nb, notes = restore(nb, edition)
        except SubmissionError as error:
            edition.metadata[REFUSED] = str(error)
            return edition, resources
        nb.metadata["notes"] = notes
        return nb, resources


class Judge(NbGraderPreprocessor):  # type: ignore[misc]
    """Run and judge the notebook behind the walls, in the place of nbgrader's `Execute`."""

    isolation = Unicode("strict", help="The walls around student code: strict, or none.").tag(config=True)

    def preprocess(self, nb: NotebookNode, resources: Any) -> Stage:
        assignment, student = resources["nbgrader"]["assignment"], resources["nbgrader"]["student"]
        refused, notes = nb.metadata.pop(REFUSED, ""), nb.metadata.pop("notes", [])
        worker = self._worker(assignment)
        course = _course(self)
        if refused:
            result = judge.refuse(nb, refused, assignment, student, worker.walls)
        else:
            ours = edition.read(course.student_edition(assignment).read_text("utf-8"))
            seeds = {name: course.seed(assignment, student, name) for name in ours.check_ids}
            folder = course.submitted(student, assignment)
            given, missing = read_listed(folder, folder.parents[1], ours.files)
            with laid_out(given) as files:
                known = {"demos": ours.demos, "texts": ours.texts}
                result = judge.judge(nb, seeds, assignment, student, worker, **known, files=files)
            notes = [*notes, *missing]
        of = record.fingerprint(course, assignment, student)
        record.sign(replace(result, notes=(*notes, *result.notes)), of)
        return result.notebook, resources

    def _worker(self, assignment: str) -> Any:
        """One warm worker for all submissions of this run; it ends with nbgrader's converter."""
        converter = self.parent.parent
        kept = getattr(converter, "_warm_worker", None)
        if kept is None or kept[0] != assignment:
            worker = job.new_worker(choose(self.isolation), assignment)
            weakref.finalize(converter, worker.close)
            converter._warm_worker = kept = (assignment, worker)
        return kept[1]


class SaveMarks(NbGraderPreprocessor):  # type: ignore[misc]
    """Write the marks to the gradebook in one commit, in the place of `SaveAutoGrades` and `AssignLatePenalties`.

    A mark is what the judge said, never what a cell's output looks like; a graded cell without one gets 0.
    """

    def preprocess(self, nb: NotebookNode, resources: Any) -> Stage:
        assignment = resources["nbgrader"]["assignment"]
        given = edition.read(_course(self).student_edition(assignment).read_text("utf-8"))
        with Gradebook(resources["nbgrader"]["db_url"]) as gradebook:
            ledger = Ledger(gradebook, assignment, lambda: AssignLatePenalties(parent=self.parent))
            ledger.write(record.read(nb, given.notebook), timestamp=None)  # nbgrader has written the time of submission
        return nb, resources


def _course(stage: Any) -> Course:
    """The course of the converter that an exporter and its stages belong to."""
    return Course(Path(stage.parent.parent.coursedir.root))
