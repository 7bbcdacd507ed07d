"""What `nbgrader generate_feedback` and formgrader's button use to write our feedback page."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from nbconvert.exporters import Exporter
from nbformat.notebooknode import NotebookNode
from nbgrader.preprocessors import GetGrades

from autograder import stills
from autograder.course import Course
from autograder.wiring.feedback import MARKING, page


class Grades(GetGrades):  # type: ignore[misc]
    """nbgrader's `GetGrades`, which also says what a person has still to mark."""

    def _get_score(self, cell: NotebookNode, resources: Any) -> None:
        super()._get_score(cell, resources)
        grade = self.gradebook.find_grade(
            cell.metadata.nbgrader.grade_id, self.notebook_id, self.assignment_id, self.student_id
        )
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
