"""Stills: what the course's own notebook shows where a demonstration was not run, for feedback pages.

They are made once for each version of the course, in a sandbox that also sees the topic's solution, and kept in the
course's folder; which cells were left out is left to `autograder.judge`.
"""

from __future__ import annotations

import contextlib
import fcntl
import hashlib
import json
import os
from collections.abc import Iterator, Mapping
from functools import cache, lru_cache
from pathlib import Path
from typing import Any

import nbformat
from nbformat.notebooknode import NotebookNode

from autograder import leaks
from autograder.course import ROOT, SOLUTIONS, Course, earlier_solutions, solution_files, topic_of
from autograder.demos import LEFT_OUT, TAG
from autograder.edition import is_check
from autograder.safe import safe_outputs
from autograder.sandbox import IsolationRefused, SandboxError, Worker, choose

CAPTION = "From the course's own notebook: this cell was not run with your code, because no mark depends on it."
# What speaks of the learner's own work says nothing in a still: predictions, self-checks and derivations
QUIET = """
def reveal(prediction, fact):
    print(f"What happens:{chr(10) if chr(10) in str(fact) else '   '}{fact}")
def check(*_, **__):
    pass
class derive:
    show = staticmethod(check)
"""

Stills = Mapping[str, list[Any]]


def fill(notebook: NotebookNode, course: Course, assignment: str) -> None:
    """Show the course's own outputs, with a caption, in the cells of a graded notebook that were not run."""
    waiting = [cell for cell in notebook.cells if cell.metadata.get(LEFT_OUT) and cell.cell_type == "code"]
    if waiting:
        stills = load(course, assignment)
        for cell in waiting:
            shown = stills.get(_key(cell.source), [])
            cell.outputs = [nbformat.from_dict(output) for output in ([_caption()] if shown else []) + shown]


def load(course: Course, assignment: str) -> Stills:
    """The stills of an assignment by the digest of a cell's text; they are made when they are first asked for.

    There are none where the instructor's notebook is not in the course's folder, or no sandbox stands.
    """
    source = course.source(assignment)
    if not source.is_file():
        return {}
    text = source.read_text("utf-8")
    digest = hashlib.sha256((_code() + text).encode()).hexdigest()[:16]
    path = course.root / "stills" / f"{assignment}-{digest}.json"
    with contextlib.suppress(IsolationRefused, SandboxError), _alone(path.parent):
        if not path.is_file():
            _write(path, json.dumps(dict(_made(text, assignment))))
    return _read(path) if path.is_file() else {}


@contextlib.contextmanager
def _alone(folder: Path) -> Iterator[None]:
    """Let one process at a time look for stills and make them: pages of one class show the same."""
    folder.mkdir(parents=True, exist_ok=True)
    with open(folder / ".lock", "w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield


@lru_cache(maxsize=2)
def _read(path: Path) -> Stills:
    found: dict[str, list[Any]] = json.loads(path.read_text("utf-8"))
    return found


@cache
def _code() -> str:
    """A digest of all that the course's own notebook runs and shows."""
    files = [path for package in (ROOT / "courseware", SOLUTIONS) for path in package.rglob("*")]
    shown = sorted(path for path in files if path.suffix in (".py", ".png"))
    return hashlib.sha256(b"".join(path.read_bytes() for path in shown)).hexdigest()


def _made(text: str, assignment: str) -> Iterator[tuple[str, list[Any]]]:
    """Run the instructor's notebook and yield what its demonstrations show; no line of a solution may be among it."""
    topic = topic_of(assignment)
    secret = leaks.solution_lines(topic) | leaks.region_lines(leaks.notebook_text(text))
    seen = {*earlier_solutions(assignment), *solution_files("__init__"), *solution_files(topic)}
    with Worker(choose(), solutions=sorted(seen)) as worker, worker.open() as session:
        for cell in nbformat.reads(text, as_version=4).cells:
            if cell.cell_type != "code" or is_check(cell):
                continue
            tags = cell.metadata.get("tags", [])
            source = cell.source.replace('""', "None") if "prediction" in tags else cell.source
            result = session.run_cell(source)
            if cell.metadata.get("nbgrader", {}).get("locked") and TAG not in tags:
                session.run_cell(QUIET)  # after the cell that imports what it replaces
            outputs = safe_outputs(result.outputs)
            shown = leaks.notebook_text(json.dumps(outputs))
            if TAG in tags and result.status == "ok" and not leaks.leaked(secret, shown):
                yield _key(cell.source), outputs


def _key(source: str) -> str:
    return hashlib.sha256(source.encode()).hexdigest()[:16]


def _caption() -> dict[str, Any]:
    data = {"text/html": f"<p><em>{CAPTION}</em></p>", "text/plain": CAPTION}
    return {"output_type": "display_data", "data": data, "metadata": {}}


def _write(path: Path, text: str) -> None:
    for old in path.parent.glob(f"{path.stem.rpartition('-')[0]}-*"):
        old.unlink(missing_ok=True)
    draft = path.with_name(f".{path.name}.{os.getpid()}")
    draft.write_text(text, "utf-8")
    os.replace(draft, path)
