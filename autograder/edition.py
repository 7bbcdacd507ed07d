"""A student edition, read once for a whole class; where it lies is left to `autograder.course`."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

import nbformat
from nbformat.notebooknode import NotebookNode

from autograder import checks, demos
from autograder.course import CourseError


@dataclass(frozen=True)
class Edition:
    """What was handed out.

    Attributes
    ----------
    notebook : NotebookNode
        Shared by all submissions: not to be changed.
    check_ids : tuple of str
        The grade ids of its check cells, in order.
    demos : frozenset of str
        The text of each cell that only shows something.
    texts : frozenset of str
        The text of each Markdown cell.
    files : tuple of str
        Names of the files that a student hands in beside the notebook.
    """

    notebook: NotebookNode
    check_ids: tuple[str, ...]
    demos: frozenset[str]
    texts: frozenset[str] = frozenset()
    files: tuple[str, ...] = ()


@lru_cache(maxsize=16)
def read(text: str) -> Edition:
    """Take a student edition apart.

    Raises
    ------
    CourseError
        One of its checks does not exist: the edition and the grader are not of the same version.
    """
    notebook = nbformat.reads(text, as_version=4)
    names = tuple(cell.metadata.nbgrader.grade_id for cell in notebook.cells if is_check(cell))
    for name in names:
        try:
            checks.find(name)
        except KeyError:
            raise CourseError(
                f"The student edition asks for the check '{name}', which this grader does not have. "
                "Run `python -m autograder build`."
            ) from None
    files = tuple(name for cell in notebook.cells for name in cell.metadata.get("files", []))
    texts = frozenset(cell.source for cell in notebook.cells if cell.cell_type == "markdown")
    return Edition(notebook, names, demos.sources(notebook), texts, files)


def is_check(cell: NotebookNode) -> bool:
    """Tell whether a cell of the course is marked by a check; a hand-graded answer is not."""
    marks = cell.metadata.get("nbgrader", {})
    return bool(marks.get("grade") and not marks.get("solution") and cell.cell_type == "code")
