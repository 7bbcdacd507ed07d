"""Take a submitted notebook apart, whatever its state, and put back what belongs to the course.

The points, the locked cells and the ids come from the student edition, never from the submission.
"""

from __future__ import annotations

import copy
import json
from collections.abc import Iterator
from typing import Any

from nbformat.notebooknode import NotebookNode

from autograder.files import SubmissionError
from autograder.safe import safe_attachments

MAX_CELLS = 1_000
MAX_PARTS = 1_000_000  # opening brackets; an empty list takes 2 bytes in a file and 64 in memory
MAX_LETTERS = 1_000_000  # of a cell: more than that can't be sent to the process that runs it
REFUSED = "refused"


def parse(data: bytes, name: str) -> NotebookNode:
    """Take a student's notebook apart leniently: only what a cell is and says is taken over.

    Raises
    ------
    SubmissionError
        It is not a notebook.
    """
    if data.count(b"[") + data.count(b"{") > MAX_PARTS:
        raise SubmissionError(f"{name} has more than {MAX_PARTS} lists and objects. Clear its outputs and save it.")
    try:
        content = json.loads(data.decode("utf-8-sig"))
    except (ValueError, RecursionError):
        raise SubmissionError(
            f"{name} is not a notebook: it can't be read as JSON. "
            "Was it cut off or edited by hand? Save it in JupyterLab and hand it in again."
        ) from None
    return _notebook(content, name)


def _notebook(content: Any, name: str) -> NotebookNode:
    if not isinstance(content, dict):
        raise SubmissionError(f"{name} is not a notebook: its JSON is not an object with cells.")
    if content.get("nbformat") in (1, 2, 3):
        raise SubmissionError(
            f"{name} is in the old notebook format {content['nbformat']}. "
            "Open it in JupyterLab, save it and hand it in again."
        )
    cells = content.get("cells")
    if not isinstance(cells, list):
        raise SubmissionError(f"{name} is not a notebook: it has no list of cells.")
    if len(cells) > MAX_CELLS:
        raise SubmissionError(f"{name} has {len(cells)} cells; the limit is {MAX_CELLS}.")
    return NotebookNode(
        cells=[_cell(raw, index, name) for index, raw in enumerate(cells) if isinstance(raw, dict)],
        metadata=NotebookNode(),
        nbformat=4,
        nbformat_minor=5,
    )


def _cell(raw: dict[str, Any], index: int, name: str) -> NotebookNode:
    """A clean cell with the student's text, remembering which cell of the course it says it is.

    It is valid as it is made: `nbformat.v4.new_code_cell` and its kin validate each cell, for 0.1 ms apiece.
    """
    source = raw.get("source", "")
    if isinstance(source, list):
        source = "".join(part for part in source if isinstance(part, str))
    if not isinstance(source, str):
        source = ""
    if len(source) > MAX_LETTERS:
        raise SubmissionError(f"Cell {index + 1} of {name} has {len(source)} characters; the limit is {MAX_LETTERS}.")
    if not source.isascii():
        source = source.encode("utf-8", "replace").decode("utf-8")  # a lone surrogate can't be written to a file
    kind = raw.get("cell_type")
    cell = NotebookNode(
        id=f"own-{index}",
        cell_type=kind if kind in ("code", "raw") else "markdown",
        metadata=NotebookNode(claims=_claim(raw)),
        source=source,
    )
    if kind == "code":
        cell.update(execution_count=None, outputs=[])
    elif kind != "raw" and (pictures := safe_attachments(raw.get("attachments"))):
        cell.attachments = pictures
    return cell


def _claim(raw: dict[str, Any]) -> str:
    metadata = raw.get("metadata")
    marks = metadata.get("nbgrader") if isinstance(metadata, dict) else None
    claim = marks.get("grade_id") if isinstance(marks, dict) else None
    if not isinstance(claim, str):
        claim = raw.get("id")  # the builder gives a cell its grade id as its id, for tools that drop metadata
    return claim if isinstance(claim, str) else ""


def restore(submission: NotebookNode, edition: NotebookNode) -> tuple[NotebookNode, list[str]]:
    """Merge a submission into the student edition.

    Parameters
    ----------
    submission : NotebookNode
        From `parse`.
    edition : NotebookNode
        The notebook that was handed out.

    Returns
    -------
    NotebookNode
        Locked cells are the course's own; answers carry the student's text; the student's own cells stay where
        they are; missing locked cells are put back.
    list of str
        What was put right, as sentences.

    Raises
    ------
    SubmissionError
        None of the assignment's cells is in it.
    """
    ours = {cell.metadata.nbgrader.grade_id: cell for cell in edition.cells if "nbgrader" in cell.metadata}
    claims = [cell.metadata.pop("claims") for cell in submission.cells]
    last = {claim: index for index, claim in enumerate(claims) if claim in ours}
    if not last:
        raise SubmissionError(
            "None of the assignment's cells is in this notebook. Is it the notebook of another "
            "assignment, or was its metadata removed? Copy the answers into a fresh copy."
        )
    notes = [
        f"The cell '{claim}' was there {claims.count(claim)} times; the last one counts."
        for claim in last
        if claims.count(claim) > 1
    ]
    cells = []
    for index, (claim, cell) in enumerate(zip(claims, submission.cells, strict=True)):
        if last.get(claim) == index:
            cells.append(_ours(ours[claim], cell))
        elif not (claim in ours and ours[claim].metadata.nbgrader.locked):
            cells.append(cell)  # the student's own, or an earlier copy of an answer
    notes.extend(_put_back(cells, ours, grade_id) for grade_id in ours if grade_id not in last)
    notes.extend(_move_back(cells, ours))
    parts: dict[str, Any] = {key: copy.deepcopy(part) for key, part in edition.items() if key != "cells"}
    return NotebookNode(parts, cells=cells), notes


def _ours(original: NotebookNode, submitted: NotebookNode) -> NotebookNode:
    cell = copy.deepcopy(original)
    if not original.metadata.nbgrader.locked:
        cell.source = submitted.source
        if "attachments" in submitted and cell.cell_type == "markdown":
            cell.attachments = submitted.attachments
    return cell


def _put_back(cells: list[NotebookNode], ours: dict[str, NotebookNode], grade_id: str) -> str:
    cell = copy.deepcopy(ours[grade_id])
    if not cell.metadata.nbgrader.locked and not cell.metadata.nbgrader.grade:
        return f"The answer cell '{grade_id}' is missing."  # its empty stub would undo an answer given elsewhere
    _insert(cells, cell, ours)
    return f"The cell '{grade_id}' was missing and was put back."


def _insert(cells: list[NotebookNode], cell: NotebookNode, ours: dict[str, NotebookNode]) -> None:
    """Put a cell of the course after all of the course's that come before it."""
    places, names = _places(cells), list(ours)
    before = names[: names.index(cell.metadata.nbgrader.grade_id)]
    answers = [name for name in before if not ours[name].metadata.nbgrader.locked]
    if answers and answers[-1] not in places:
        cells.append(cell)  # the answer is in one of the student's own cells, if anywhere: check it after all of them
    else:
        cells.insert(max((places[name] for name in before if name in places), default=-1) + 1, cell)


def _move_back(cells: list[NotebookNode], ours: dict[str, NotebookNode]) -> Iterator[str]:
    """Put a locked cell between the answers that it stood between: a check runs after what it checks."""
    names, places = list(ours), _places(cells)
    if list(places) == [name for name in names if name in places]:
        return
    for number, name in enumerate(names):
        if not ours[name].metadata.nbgrader.locked:
            continue
        places = _places(cells)
        before = next((other for other in reversed(names[:number]) if _is_answer(ours, other, places)), name)
        after = next((other for other in names[number:] if _is_answer(ours, other, places)), name)
        if not places[before] <= places[name] <= places[after]:
            _insert(cells, cells.pop(places[name]), ours)
            if _places(cells)[name] != places[name]:
                yield f"The cell '{name}' had been moved and was put back."


def _is_answer(ours: dict[str, NotebookNode], name: str, places: dict[str, int]) -> bool:
    return name in places and not ours[name].metadata.nbgrader.locked


def _places(cells: list[NotebookNode]) -> dict[str, int]:
    return {each.metadata.nbgrader.grade_id: index for index, each in enumerate(cells) if "nbgrader" in each.metadata}
