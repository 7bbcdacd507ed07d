"""The folders of submissions as nbgrader's autograde sees them: of each, the notebook is read and nothing is copied.

nbgrader would copy everything else that was handed in, following links, into the folder that feedback is made from.
"""

from __future__ import annotations

import glob
import os
from datetime import datetime
from pathlib import Path
from typing import Any

from nbgrader.coursedir import CourseDirectory
from nbgrader.utils import parse_utc

from autograder.files import SubmissionError, read_bytes

STAMP = "timestamp.txt"


class Folders(CourseDirectory):  # type: ignore[misc]
    """nbgrader's view of a course in which other files of a submission don't exist."""

    @classmethod
    def like(cls, given: CourseDirectory) -> Folders:
        """Take over the settings of nbgrader's own."""
        settings = {name: getattr(given, name) for name in given.trait_names(config=True)}
        folders = cls(parent=given.parent, **settings)
        everyones = folders.format_path(folders.submitted_directory, "*", "*")
        root = os.path.join(folders.root, "")
        folders.ignore = [*folders.ignore, glob.escape(root) + everyones.removeprefix(root)]
        return folders

    def get_existing_timestamp(self, dest_path: str) -> datetime | None:
        """Read when something was submitted; a stamp that says nothing of use is as none."""
        return read_stamp(Path(dest_path))


def read_stamp(folder: Path) -> datetime | None:
    """The time in a submission's ``timestamp.txt``, if it is there and is one."""
    try:
        text = read_bytes(folder / STAMP, folder.parents[1], max_bytes=1000).decode("utf-8").strip()
        return parse_utc(text) if text else None
    except (SubmissionError, ValueError, OverflowError):
        return None


def add_empty_folders(converter: Any) -> None:
    """Give a folder without the notebook its place in the run: its row says what is missing.

    nbgrader passes over a folder without any notebook, and takes one with notebooks of other names for an error.
    Where no folder has a notebook, nbgrader stops before it asks us; ``python -m autograder grade`` gives each its row.
    """
    course = converter.coursedir
    assignment = course.assignment_id
    if course.notebook_id not in ("*", assignment):
        return
    for folder in glob.glob(course.format_path(course.submitted_directory, course.student_id, assignment)):
        notebook = os.path.join(folder, f"{assignment}.ipynb")
        if not os.path.lexists(notebook):
            converter.assignments[folder] = [notebook]
