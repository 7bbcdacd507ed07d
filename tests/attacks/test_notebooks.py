"""What forges a verdict by means that every notebook has earns nothing in any of the seven."""

from __future__ import annotations

import copy
from pathlib import Path

import nbformat
import pytest
from nbformat.notebooknode import NotebookNode
from students import hand_in, right_answers

from autograder import demo
from autograder.course import NOTEBOOKS, Course, assignments
from autograder.job import Job, new_worker
from autograder.result import Result
from autograder.sandbox import Worker, choose

from .arena import own_cell, scores
from .forge_the_verdict import HOOKS

# Findings that a driver could claim of itself, in the words of the checks
FINDINGS = """
import importlib, pkgutil, sys
import numpy as np
import courseware.drivers as package
class Right(dict):
    def __missing__(self, name): return True
RIGHT = {name: True for name in ("mixed", "repeats", "varies", "fresh", "sampled", "given", "trained", "own", "kept",
                                 "reach", "order", "range", "within", "told", "bias", "variance")}
RIGHT |= {name: 0 for name in ("outside", "missing", "double", "other", "leaves",
                               "samples in the order in which they came", "two epochs in the same order",
                               "neighbours that stayed neighbours, more than a tenth",
                               "batches of neighbours, whatever their order")}
RIGHT |= {"the same seed in the same order": 1, "parts": "three arrays of indices", "kind": "a list of dicts",
          "pair": "two numbers", "raised": "nothing", "low": "not outwards", "high": "not outwards"}
def claimed(answer, *args):
    sizes = [np.round(args[0] * part) for part in args[1]] if isinstance(args[0], int) and len(args) > 1 else []
    return {**RIGHT, "sizes": sizes, "all samples, sorted": args[0], "their labels": args[-1]}
for found in pkgutil.iter_modules(package.__path__):
    module = importlib.import_module(f"courseware.drivers.{found.name}")
    module.DRIVERS = dict.fromkeys(getattr(module, "DRIVERS", ()), claimed)
    module.READERS = dict.fromkeys(getattr(module, "READERS", ()), claimed)
"""


def half_answered(assignment: str) -> NotebookNode:
    """The student edition with every second answer right, and the others as they were handed out."""
    answers = right_answers(assignment)
    edition = nbformat.read(NOTEBOOKS / f"{assignment}.ipynb", as_version=4)
    return demo.fill(edition, {name: answers[name] for name in sorted(answers)[::2]})


def judged(notebook: NotebookNode, course: Course, assignment: str, worker: Worker) -> Result:
    path = hand_in(course, "mallory", notebook, assignment)
    return Job.prepare(path, course, assignment, "mallory").run(worker)


@pytest.mark.parametrize("assignment", assignments())
def test_forged_hooks_and_findings_earn_nothing(assignment: str, tmp_path: Path) -> None:
    course, honest = Course(tmp_path / "course"), half_answered(assignment)
    hooked, claiming = copy.deepcopy(honest), copy.deepcopy(honest)
    hooked.cells[1:1] = [nbformat.from_dict(own_cell(source)) for source in HOOKS[1:]]
    claiming.cells[1:1] = [nbformat.from_dict(own_cell(FINDINGS))]
    with new_worker(choose(), assignment) as worker:
        earned = judged(honest, course, assignment, worker)
        for hostile in (hooked, claiming):
            forged = scores(judged(hostile, course, assignment, worker))
            assert {name: score for name, score in forged.items() if score > scores(earned)[name]} == {}
    assert 0 < earned.score < earned.max_score
