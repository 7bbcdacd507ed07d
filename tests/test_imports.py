"""Who may import whom: students' kernels never see a solution or a check."""

from __future__ import annotations

import ast
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
FORBIDDEN = {
    "solutions": {"courseware", "autograder", "torch", "scipy"},
    "courseware": {"solutions", "autograder", "nbgrader", "jupytext", "nbformat", "torch"},
}


def imported(path: Path) -> Iterator[str]:
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
            yield node.module


@pytest.mark.parametrize("package", FORBIDDEN)
def test_a_package_imports_only_what_it_may(package):
    for path in (ROOT / package).rglob("*.py"):
        tops = {name.partition(".")[0] for name in imported(path)}
        assert not tops & FORBIDDEN[package], path


def test_solutions_need_numpy_and_nothing_else():
    for path in (ROOT / "solutions").glob("*.py"):
        tops = {name.partition(".")[0] for name in imported(path)} - sys.stdlib_module_names
        assert tops <= {"numpy", "solutions"}, path


@pytest.mark.parametrize(("library", "homes"), [("jupytext", {"build.py", "source.py"}), ("nbgrader", {"wiring"})])
def test_a_library_stays_behind_its_seam(library, homes):
    for path in (ROOT / "autograder").rglob("*.py"):
        if library in {name.partition(".")[0] for name in imported(path)}:
            assert homes & set(path.relative_to(ROOT / "autograder").parts), path
