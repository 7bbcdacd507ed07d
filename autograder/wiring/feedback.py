"""The feedback page: a graded notebook as one HTML file without scripts, which shows itself and loads nothing.

Everything of the student's passes `autograder.safe` and `autograder.markdown` here, whatever was done to it before.
Where marks and comments are kept is left to `autograder.wiring.feedback_exporter`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader, Template
from markupsafe import Markup
from nbformat.notebooknode import NotebookNode

from autograder import checks
from autograder.markdown import to_html
from autograder.safe import CSP, safe_text
from autograder.wiring.feedback_cells import code, outputs, prose
from courseware.render import LOOKS

HERE = Path(__file__).parent
MAX_SHOWN = 1_000_000  # characters
MARKING = "marking"  # a hand-marked cell's metadata: pending, marked, or missing where there is no answer


@dataclass(frozen=True)
class Line:
    """One mark: a check, or an answer that a person marks."""

    anchor: str
    title: str
    status: str
    score: float
    points: float
    comment: str = ""

    @property
    def look(self) -> tuple[str, str]:
        """A symbol and a word, so that nothing hangs on colour."""
        if self.status == "pending":
            return "\N{EN DASH}", "Not marked yet"
        if self.status == "marked":
            return "\N{BLACK CIRCLE}", "Marked by a person"
        return LOOKS[self.status][:2]


@dataclass
class Exercise:
    """The marks of one exercise, in the order of the notebook."""

    name: str
    lines: list[Line] = field(default_factory=list)

    @property
    def score(self) -> float:
        return sum(line.score for line in self.lines)

    @property
    def points(self) -> float:
        return sum(line.points for line in self.lines)


@dataclass(frozen=True)
class Part:
    """A cell as the page shows it; ``kind`` chooses the box around it."""

    kind: str
    anchor: str
    body: Markup
    outputs: list[Markup]
    line: Line | None = None
    label: str = ""


def page(
    notebook: NotebookNode,
    *,
    student: str,
    score: float | None = None,
    max_score: float | None = None,
    late_penalty: float = 0.0,
) -> str:
    """Render a graded notebook.

    Parameters
    ----------
    notebook : NotebookNode
        As the judge leaves it. Scores and comments are shown where `autograder.wiring.feedback_exporter` put them into
        it, else the judge's marks.
    student : str
    score, max_score : float, optional
        The totals; by default the sums of what the cells say.
    late_penalty : float
        Already taken off ``score``.

    Returns
    -------
    str
        A whole HTML document.
    """
    graded = notebook.metadata.get("autograder", {})
    marks = {mark["grade_id"]: mark for mark in graded.get("cells", [])}
    parts = [_part(cell, index, marks) for index, cell in enumerate(_bounded(notebook.cells))]
    exercises = _exercises(parts, marks)
    lines = [line for exercise in exercises for line in exercise.lines]
    return _template().render(
        csp=CSP,
        css=Markup((HERE / "feedback.css").read_text("utf-8")),
        title=_title(notebook) or graded.get("assignment", "Feedback"),
        assignment=graded.get("assignment", ""),
        student=safe_text(student, 100),
        score=sum(line.score for line in lines) if score is None else score,
        max_score=sum(line.points for line in lines) if max_score is None else max_score,
        late_penalty=late_penalty,
        notes=[safe_text(str(note), 1000) for note in graded.get("notes", [])],
        exercises=exercises,
        lines=lines,
        parts=parts,
    )


def _bounded(cells: list[NotebookNode]) -> Iterator[NotebookNode]:
    """All cells of the course, and a student's own as long as the page is of a size to be read."""
    shown = 0
    for cell in cells:
        shown += len(cell.source)
        if shown <= MAX_SHOWN or "nbgrader" in cell.metadata:
            yield cell


def _part(cell: NotebookNode, index: int, marks: Mapping[str, Any]) -> Part:
    ours = cell.metadata.get("nbgrader", {})
    anchor = f"c-{ours['grade_id']}" if ours else f"c{index}"
    line = _line(cell, anchor, marks) if ours else None
    body = prose(cell) if cell.cell_type == "markdown" else code(cell)
    return Part(_kind(cell, ours), anchor, body, outputs(cell), line, ours.get("grade_id", ""))


def _kind(cell: NotebookNode, ours: Mapping[str, Any]) -> str:
    text = cell.cell_type == "markdown"
    if ours.get("solution"):
        return "answer prose" if text else "answer"
    if text:
        return "prose"
    return "check" if ours.get("grade") else "given" if ours.get("locked") else "code"


def _line(cell: NotebookNode, anchor: str, marks: Mapping[str, Any]) -> Line | None:
    ours = cell.metadata.nbgrader
    comment = Markup(to_html(ours.get("comment") or ""))
    if not ours.get("grade"):
        return Line(anchor, ours.grade_id, "comment", 0, 0, comment) if comment else None
    mark = marks.get(ours.grade_id, {})
    points = float(ours.get("points") or mark.get("points", 0))
    score = float(ours.get("score", mark.get("score", 0)) or 0)
    if ours.get("solution"):
        return Line(anchor, ours.grade_id, cell.metadata.get(MARKING, "pending"), score, points, comment)
    status = mark.get("status", "pass" if score == points else "fail")
    return Line(anchor, _check_title(ours.grade_id), status, score, points, comment)


def _check_title(grade_id: str) -> str:
    try:
        return checks.find(grade_id).spec.title
    except KeyError:
        return grade_id


def _exercises(parts: list[Part], marks: Mapping[str, Any]) -> list[Exercise]:
    """Checks under their exercises, hand-marked answers under their own names."""
    found: dict[str, Exercise] = {}
    for part in parts:
        if part.line and part.line.status != "comment":
            name = marks.get(part.label, {}).get("exercise", part.label)
            found.setdefault(name, Exercise(name)).lines.append(part.line)
    return list(found.values())


def _title(notebook: NotebookNode) -> str:
    for cell in notebook.cells:
        found = re.match(r"# +(.+)", cell.source) if cell.cell_type == "markdown" else None
        if found:
            return safe_text(found[1], 200)
    return ""


@lru_cache(1)
def _template() -> Template:
    environment = Environment(loader=FileSystemLoader(HERE), autoescape=True, trim_blocks=True, lstrip_blocks=True)
    environment.filters["points"] = lambda value: f"{float(value):.2f}".rstrip("0").rstrip(".")
    environment.filters["breakable"] = lambda name: Markup("_<wbr>").join(name.split("_"))
    return environment.get_template("feedback.html.j2")
