"""What `nbgrader generate_feedback` and formgrader's button use to write our feedback page."""

from __future__ import annotations

import weakref
from pathlib import Path
from typing import Any

from nbconvert.exporters import Exporter
from nbformat.notebooknode import NotebookNode
from nbgrader.api import Gradebook
from nbgrader.preprocessors import NbGraderPreprocessor

from autograder import stills
from autograder.course import Course
from autograder.wiring.feedback import MARKING, page


class Grades(NbGraderPreprocessor):  # type: ignore[misc]
    """Puts scores and comments into a notebook where nbgrader's `GetGrades` does, and what a person has still to mark.

    `GetGrades` opens the gradebook for each notebook and asks it twice for each cell; here a submission is a few
    queries of a gradebook that stays open.
    """

    def preprocess(self, nb: NotebookNode, resources: Any) -> tuple[NotebookNode, Any]:
        marks = resources["nbgrader"]
        gradebook = self._opened(marks["db_url"])
        submission = gradebook.find_submission_notebook(marks["notebook"], marks["assignment"], marks["student"])
        source = submission.notebook
        names = {cell.id: cell.name for cell in (*source.grade_cells, *source.solution_cells, *source.task_cells)}
        grades = {names[grade.cell_id]: grade for grade in submission.grades}
        comments = {names[comment.cell_id]: comment.comment for comment in submission.comments}
        for cell in nb.cells:
            if "nbgrader" in cell.metadata:
                name = cell.metadata.nbgrader.grade_id
                cell.metadata.nbgrader["comment"] = comments.get(name)
                if name in grades:
                    _put(cell, grades[name])
        marks["late_penalty"] = submission.late_submission_penalty or 0.0
        marks["score"], marks["max_score"] = submission.score - marks["late_penalty"], submission.max_score
        return nb, resources

    def _opened(self, url: str) -> Any:
        if getattr(self, "_kept", (None, None))[0] != url:
            self._kept = (url, Gradebook(url))
            weakref.finalize(self, self._kept[1].close)
        return self._kept[1]


def _put(cell: NotebookNode, grade: Any) -> None:
    cell.metadata.nbgrader["score"], cell.metadata.nbgrader["points"] = grade.score, grade.max_score
    waits = "pending" if grade.needs_manual_grade else "missing"
    cell.metadata[MARKING] = waits if grade.manual_score is None else "marked"


class FeedbackExporter(Exporter):  # type: ignore[misc]
    """Turns an autograded notebook into its page. ``GenerateFeedback.exporter_class`` names it."""

    file_extension = ".html"
    output_mimetype = "text/html"
    export_from_notebook = "HTML"

    def from_notebook_node(self, nb: NotebookNode, resources: Any = None, **kwargs: Any) -> tuple[str, Any]:
        notebook, resources = super().from_notebook_node(nb, resources, **kwargs)
        marks = resources["nbgrader"]
        stills.fill(notebook, Course(Path(self.parent.coursedir.root)), marks["assignment"])
        return (
            page(
                notebook,
                student=marks["student"],
                score=marks["score"],
                max_score=marks["max_score"],
                late_penalty=marks["late_penalty"],
            ),
            resources,
        )
