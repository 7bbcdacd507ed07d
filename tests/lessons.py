"""A notebook as the tests of its text read it: the source before the builder expands its markers, and its syllabus."""

from __future__ import annotations

import re
from functools import cached_property

import jupytext
from nbformat.notebooknode import NotebookNode

from autograder.course import ROOT, SOURCES


class Lesson:
    """One notebook.

    Attributes
    ----------
    source : str
        The instructor's text, in jupytext's percent format.
    rows : set of str
        The numbers of what it teaches, as its table in the syllabus has them.
    """

    def __init__(self, assignment: str) -> None:
        syllabus = (ROOT / "docs" / "syllabus" / f"{assignment}.md").read_text("utf-8")
        self.rows = set(re.findall(r"^\| (\d\.\d+|E\d+) \|", syllabus, re.MULTILINE))
        self.source = (SOURCES / f"{assignment}.py").read_text("utf-8")

    @cached_property
    def text(self) -> str:
        """All of it with the markers, and the prose without the comment signs."""
        return self.source.replace("\n# ", "\n")

    @cached_property
    def cells(self) -> list[NotebookNode]:
        return list(jupytext.reads(self.source, fmt="py:percent").cells)

    def exercise(self, name: str) -> NotebookNode:
        (cell,) = [cell for cell in self.cells if cell.metadata.get("exercise") == name]
        return cell
