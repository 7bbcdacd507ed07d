"""Grading a class: against stock nbgrader on the same submissions and cores, and in larger classes and clusters."""

from __future__ import annotations

import json
import os
import statistics
import warnings
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from nbgrader.api import Gradebook

from autograder.course import Course
from benchmarks import classes
from benchmarks.machine import Cost, command
from benchmarks.table import Row

ASSIGNMENTS = ("01_softmax", "05_optimizers")
FULL: dict[str, tuple[str, ...]] = {"": (), "with --full ": ("--full",)}
CORES = os.cpu_count() or 1


def against_stock(scratch: Path, number: int, stock_number: int) -> Iterator[Row]:
    """Stock nbgrader, serial as it is, against ours on all cores; a different mark is an error.

    Ours takes seconds and stock minutes, in which a machine may get faster or slower: ours is run before and after.
    """
    for assignment in ASSIGNMENTS:
        few = classes.make(scratch / assignment / "few", assignment, stock_number)
        before = _both_ways(scratch / assignment / "before", assignment, number)
        theirs = _stock(few).per(stock_number)
        after = _both_ways(scratch / assignment / "after", assignment, number)
        _ours(few, assignment, "--force")
        expected = _marks(few, assignment)
        stock_marks = _marks(Course(few.root / "stock"), assignment)
        if expected != stock_marks:
            differing = sorted(name for name in expected if expected[name] != stock_marks.get(name))
            raise AssertionError(f"stock nbgrader gives other marks: {', '.join(differing[:5])}")
        for name in FULL:
            wall = statistics.fmean(cost[name].wall for cost in (before, after))
            cpu = statistics.fmean(cost[name].cpu for cost in (before, after))
            yield Row(
                f"{assignment}: stock nbgrader / ours {name}on {CORES} cores",
                theirs.wall / wall,
                f"{1e3 * theirs.wall:.0f} ms / {1e3 * wall:.1f} ms a submission ({stock_number} by stock; by ours "
                f"{number} before, {1e3 * before[name].wall:.1f}, and {number} after, {1e3 * after[name].wall:.1f}); "
                f"processor time {1e3 * theirs.cpu:.0f} / {1e3 * cpu:.0f} ms; marks equal",
                "at least 15" if name else "at least 50",
            )


def _both_ways(root: Path, assignment: str, number: int) -> dict[str, Cost]:
    """What one submission of a class costs us without and with the course's own demonstrations, start included."""
    course = classes.make(root, assignment, number)
    return {name: _ours(course, assignment, "--force", *options).per(number) for name, options in FULL.items()}


def growth(scratch: Path, numbers: list[int], assignment: str = "01_softmax") -> Iterator[Row]:
    """Cost of one submission in classes of different sizes, and the memory that they take."""
    first: tuple[float, float] | None = None
    for number in numbers:
        course = classes.make(scratch / f"growth-{number}", assignment, number)
        cost = _ours(course, assignment)
        last: dict[str, Any] = json.loads(cost.output.splitlines()[-1])
        # the start is paid once: what one submission adds is the run less the start of the smallest class
        each = cost.wall / number if first is None else (cost.wall - first[0]) / (number - first[1])
        memory = {name: value for name, value in last.items() if "memory" in name or "peak" in name}
        first = first or (cost.wall, number)
        yield Row(
            f"{number} submissions: ms a submission",
            1e3 * each,
            f"{cost.wall:.1f} s in all, {1e3 * cost.cpu / number:.0f} ms of processors each; memory {memory}",
            "flat within 10 %" if number >= 1000 else "",
        )


def scaling(scratch: Path, number: int, assignment: str = "05_optimizers") -> Iterator[Row]:
    """One process, two processes, and a Dask cluster of two workers on loopback, on the same class."""
    from distributed import LocalCluster

    course = classes.make(scratch / "scaling", assignment, number)
    one = _ours(course, assignment, "--force", "--jobs=1")
    two = _ours(course, assignment, "--force", "--jobs=2")
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        with LocalCluster(n_workers=2, threads_per_worker=1, dashboard_address=None) as cluster:
            url = f"--scheduler={cluster.scheduler_address}"
            _ours(course, assignment, "--force", "--student=student-00000", url)  # the workers start their sandboxes
            dask = _ours(course, assignment, "--force", url)
    for name, cost in (("two processes", two), ("a Dask cluster of two workers", dask)):
        yield Row(
            f"one process / {name}",
            one.wall / cost.wall,
            f"{one.wall:.1f} s / {cost.wall:.1f} s for {number} of {assignment}",
            "towards 2" if CORES > 1 else "",
        )


def _ours(course: Course, assignment: str, *options: str) -> Cost:
    return command(["autograder", "grade", assignment, "--json", *options], classes.environment(course))


def _stock(course: Course) -> Cost:
    """nbgrader as it comes, in a folder of its own, without our configuration."""
    stock = classes.copy(course, course.root / "stock")
    (stock.root / "nbgrader_config.py").write_text("c = get_config()\n")
    environment = {"JUPYTER_CONFIG_DIR": str(stock.root / "no-config")}
    (assignment,) = (folder.name for folder in (stock.root / "source").iterdir())
    command(["nbgrader", "generate_assignment", assignment, "--force"], environment, stock.root)
    return command(["nbgrader", "autograde", assignment], environment, stock.root)


def _marks(course: Course, assignment: str) -> dict[str, dict[str, float | None]]:
    with Gradebook(f"sqlite:///{course.gradebook}") as gradebook:
        return {
            each.student.id: {
                mark.name: mark.auto_score
                for notebook in each.notebooks
                for mark in notebook.grades
                if mark.name.startswith("check-")
            }
            for each in gradebook.assignment_submissions(assignment)
        }
