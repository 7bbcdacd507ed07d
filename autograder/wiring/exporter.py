"""How nbgrader reads a submission: leniently, so that one that can't be read still gets its row and its reason."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import nbformat
from nbconvert.exporters import NotebookExporter

from autograder.course import Course
from autograder.restore import REFUSED, SubmissionError, parse, read_bytes


class SubmissionExporter(NotebookExporter):  # type: ignore[misc]
    """nbgrader's notebook exporter, but a broken submission becomes the empty student edition with the reason in it.

    ``Autograde.exporter_class`` names it; nbgrader calls `from_filename` once to sanitise a submission and once to
    grade the sanitised copy. Only the first reads a student's file.
    """

    def from_filename(self, filename: str, resources: Any = None, **kwargs: Any) -> Any:
        converter = self.parent
        if not getattr(converter, "_sanitizing", False):
            return super().from_filename(filename, resources, **kwargs)
        try:
            notebook = parse(read_bytes(Path(filename)), Path(filename).name)
        except SubmissionError as error:
            course = Course(Path(converter.coursedir.root))
            notebook = nbformat.read(course.student_edition(resources["nbgrader"]["assignment"]), as_version=4)
            notebook.metadata[REFUSED] = str(error)
        return self.from_notebook_node(notebook, resources, **kwargs)
