"""Classes of honest submissions, the same in every run: full, partial, mistaken, slow and untouched ones."""

from __future__ import annotations

import shutil
from pathlib import Path

import nbformat
import numpy as np

from autograder import build, demo
from autograder.course import FOLDER_VARIABLE, ROOT, Course

ANSWERS = ROOT / "tests" / "answers"
HONEST_01 = ("ada", "chandra", "dagny", "emeka", "fatou", "hilde")
FULL_SHARE = 0.6
ALIKE = 100  # students after which the same answers come again, so that larger classes differ in nothing but their size


def make(root: Path, assignment: str, number: int) -> Course:
    """A course with a release and ``number`` submissions: more than half are full, the others lack or spoil some."""
    course = Course(root)
    build.make_releases(course, [assignment])
    for index in range(number):
        path = course.submitted(f"student-{index:05}", assignment) / f"{assignment}.ipynb"
        path.parent.mkdir(parents=True)
        edition = nbformat.read(course.student_edition(assignment), as_version=4)
        nbformat.write(demo.fill(edition, _answers(assignment, index % ALIKE)), path)
    return course


def _answers(assignment: str, index: int) -> dict[str, str]:
    rng = np.random.default_rng(index)
    if assignment == demo.ASSIGNMENT:
        given = demo.answers(demo.FOLDER / "submissions" / f"{HONEST_01[index % len(HONEST_01)]}.py")
    else:
        given = demo.answers(ANSWERS / f"{assignment}.py")
    if rng.random() < FULL_SHARE:
        return given
    kept = rng.random()  # of the others, each handed in a part of its own
    return {name: source for name, source in given.items() if rng.random() < kept}


def copy(course: Course, root: Path) -> Course:
    """The same submissions in a folder of their own, graded by nobody yet."""
    for name in ("source", "release", "submitted"):
        shutil.copytree(course.root / name, root / name)
    shutil.copy(course.root / "secret", root / "secret") if (course.root / "secret").is_file() else None
    return Course(root)


def environment(course: Course) -> dict[str, str]:
    """What tells our commands and nbgrader's which course is meant."""
    return {FOLDER_VARIABLE: str(course.root), "JUPYTER_CONFIG_DIR": str(course.root / "no-config")}
