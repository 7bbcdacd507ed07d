"""How nbgrader reads a submission: leniently, so that one that can't be read still gets its row and its reason."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import nbformat
from nbconvert.exporters import NotebookExporter

from autograder.course import Course
from autograder.files import SubmissionError, read_bytes
from autograder.restore import REFUSED, parse
from autograder.wiring.folders import STAMP, Folders, add_empty_folders


class SubmissionExporter(NotebookExporter):  # type: ignore[misc]
    """nbgrader's notebook exporter, but a broken submission becomes the empty student edition with the reason in it.

    ``Autograde.exporter_class`` names it; nbgrader makes one at the start of a run, and calls `from_filename` once to
    sanitise a submission and once to grade the sanitised copy. Only the first reads a student's file.
    """

    def __init__(self, **options: Any) -> None:
        super().__init__(**options)
        converter = self.parent
        if getattr(converter, "coursedir", None) is not None:  # nbconvert lists exporters too
            converter.coursedir = Folders.like(converter.coursedir)
            add_empty_folders(converter)

    def from_filename(self, filename: str, resources: Any = None, **kwargs: Any) -> Any:
        converter, path = self.parent, Path(filename)
        if not getattr(converter, "_sanitizing", False):
            return super().from_filename(filename, resources, **kwargs)
        where = resources["nbgrader"]
        try:
            notebook = parse(read_bytes(path, within=path.parents[2]), path.name)
        except SubmissionError as error:
            course = Course(Path(converter.coursedir.root))
            notebook = nbformat.read(course.student_edition(where["assignment"]), as_version=4)
            notebook.metadata[REFUSED] = str(error)
        _copy_stamp(path.parent, Path(converter._format_dest(where["assignment"], where["student"])))
        return self.from_notebook_node(notebook, resources, **kwargs)


def _copy_stamp(source: Path, target: Path) -> None:
    """Copy the time of submission, by which nbgrader tells whether a submission is newer than what was graded."""
    try:
        stamp = read_bytes(source / STAMP, source.parents[1], max_bytes=1000)
    except SubmissionError:
        return
    target.mkdir(parents=True, exist_ok=True)
    (target / STAMP).unlink(missing_ok=True)
    (target / STAMP).write_bytes(stamp)
