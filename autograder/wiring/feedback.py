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
from autograder.markdown import highlighted, to_html
from autograder.safe import CSP, safe_attachments, safe_outputs, safe_text
from autograder.tex import mathml
from courseware.render import LOOKS

HERE = Path(__file__).parent
MAX_SOURCE = 50_000
PENDING = "pending"  # a cell's metadata: a person has not marked it yet


@dataclass(frozen=True)
class Line:
    """One mark: a check, or an answer that a person marks."""

    anchor: str
    title: str
    status: str
    score: float
    points: float
    comment: Markup = Markup()

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
        As the judge leaves it. Where nbgrader's ``GetGrades`` has put scores and comments into it, those are shown, else
        the judge's marks.
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
    parts = [_part(cell, index, marks) for index, cell in enumerate(notebook.cells)]
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


def _part(cell: NotebookNode, index: int, marks: Mapping[str, Any]) -> Part:
    ours = cell.metadata.get("nbgrader", {})
    anchor = f"c-{ours['grade_id']}" if ours else f"c{index}"
    outputs = list(map(Markup, _outputs(cell.get("outputs", []))))
    line = _line(cell, anchor, marks) if ours.get("grade") else None
    comment = Markup() if line else _comment(ours)
    if cell.cell_type == "markdown":
        body = Markup(_prose(cell))
        kind = "answer" if ours.get("solution") else "prose"
    else:
        body = (
            Markup(f'<pre class="source"><code>{_code(cell.source)}</code></pre>') if cell.source.strip() else Markup()
        )
        kind = _kind(cell, ours)
    if comment and line is None:
        line = Line(anchor, ours["grade_id"], "comment", 0, 0, comment)
    return Part(kind, anchor, body, outputs, line, ours.get("grade_id", ""))


def _kind(cell: NotebookNode, ours: Mapping[str, Any]) -> str:
    if ours.get("solution"):
        return "answer"
    if ours.get("grade"):
        return "check"
    return "given" if ours.get("locked") or "demo" in cell.metadata.get("tags", []) else "code"


def _line(cell: NotebookNode, anchor: str, marks: Mapping[str, Any]) -> Line:
    ours = cell.metadata.nbgrader
    mark = marks.get(ours.grade_id, {})
    points = float(ours.get("points") or mark.get("points", 0))
    score = float(ours.get("score", mark.get("score", 0)) or 0)
    if ours.get("solution"):
        pending = cell.metadata.get(PENDING, "score" not in ours)
        return Line(anchor, ours.grade_id, "pending" if pending else "marked", score, points, _comment(ours))
    status = mark.get("status", "pass" if score == points else "fail")
    try:
        title = checks.find(ours.grade_id).spec.title
    except KeyError:
        title = ours.grade_id
    return Line(anchor, title, status, score, points)


def _comment(ours: Mapping[str, Any]) -> Markup:
    comment = ours.get("comment") or ""
    return Markup(to_html(comment)) if comment else Markup()


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


def _prose(cell: NotebookNode) -> str:
    attachments = safe_attachments(cell.get("attachments"))
    return to_html(cell.source, attachments) if attachments else _cached_prose(cell.source)


@lru_cache(1024)  # the course's own texts and code come with every submission
def _cached_prose(source: str) -> str:
    return to_html(source)


@lru_cache(1024)
def _code(source: str) -> str:
    cut = source[:MAX_SOURCE].strip("\n")
    return highlighted(cut) + ("\n…" if len(source) > MAX_SOURCE else "")


def _outputs(outputs: list[NotebookNode]) -> Iterator[str]:
    for output in safe_outputs(outputs):
        if output.output_type == "stream":
            yield f'<pre class="{output.name}" tabindex="0">{Markup.escape(output.text)}</pre>'
        elif output.output_type == "error":
            yield f'<pre class="stderr">{Markup.escape("".join(output.traceback))}</pre>'
        else:
            yield _rich(output.data)


def _rich(data: Mapping[str, str]) -> str:
    """The richest form of an output that the page can show."""
    if "text/html" in data:
        return f'<div class="html">{data["text/html"]}</div>'
    for mime in ("image/png", "image/jpeg"):
        if mime in data:
            alt = Markup.escape(data.get("text/plain", "a figure"))
            return f'<img src="data:{mime};base64,{data[mime]}" alt="{alt}">'
    if "text/latex" in data:
        tex = data["text/latex"].strip().strip("$")
        formula = mathml(tex, display=True)
        if formula:
            return f'<div class="formula">{formula}</div>'
    return f"<pre>{Markup.escape(data.get('text/plain') or data.get('text/latex', ''))}</pre>"


@lru_cache(1)
def _template() -> Template:
    environment = Environment(loader=FileSystemLoader(HERE), autoescape=True, trim_blocks=True, lstrip_blocks=True)
    environment.filters["points"] = lambda value: f"{float(value):.2f}".rstrip("0").rstrip(".")
    environment.filters["breakable"] = lambda name: Markup("_<wbr>").join(name.split("_"))
    return environment.get_template("feedback.html.j2")
