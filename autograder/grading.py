"""The command ``grade``: shows how far it is, and in the end what came of it; grading is left to `autograder.grade`."""

from __future__ import annotations

import json
import sys
import time
from collections import Counter
from dataclasses import dataclass, field
from typing import Any

from rich.console import Console
from rich.progress import (
    BarColumn,
    MofNCompleteColumn,
    Progress,
    Task,
    TextColumn,
    TimeElapsedColumn,
    TimeRemainingColumn,
)
from rich.text import Text

from autograder import grade, show
from autograder.course import Course
from autograder.messages import Peak
from autograder.pool import Pool
from autograder.result import Result
from autograder.safe import safe_text

MEGABYTE = 1_000_000


@dataclass
class Tally:
    """What is remembered of a run: a line for each student, so that a large class needs little memory."""

    began: float = field(default_factory=time.monotonic)
    rows: list[show.Row] = field(default_factory=list)
    mistakes: Counter[str] = field(default_factory=Counter)
    failed: int = 0
    pages: int = 0
    peaks: list[Peak] = field(default_factory=list)

    def add(self, result: Result) -> None:
        self.rows.append(show.Row(result.student, result.score, result.max_score, " ".join(result.notes)))
        self.mistakes.update(set(result.mistakes.values()))
        self.failed += bool(result.refused)

    @property
    def seconds(self) -> float:
        return time.monotonic() - self.began

    def as_json(self) -> dict[str, Any]:
        memory = [{"judge": peak.judge // MEGABYTE, "sandbox": peak.sandbox // MEGABYTE} for peak in self.peaks]
        seconds = round(self.seconds, 3)
        told = {"graded": len(self.rows), "failed": self.failed, "seconds": seconds, "peak_memory_mb": memory}
        return {**told, "feedback": self.pages} if self.pages else told


def run(
    course: Course,
    plan: grade.Plan,
    isolation: str,
    *,
    as_json: bool,
    pool: Pool | None = None,
    feedback: bool = False,
    **options: Any,
) -> None:
    """Grade the students of a plan, and print for people or as JSON.

    Parameters
    ----------
    pool : Pool, optional
        The judge processes of this machine; a cluster needs none, but for feedback.
    feedback : bool
        Write the feedback pages afterwards.
    **options
        Those of `autograder.grade.grade`.
    """
    tally, screen = Tally(), Console(stderr=True)
    with _progress(screen, hidden=as_json) as progress:
        task = progress.add_task(f"grading {plan.assignment}", total=len(plan.todo), note="")
        for result in grade.grade(course, plan, isolation, pool=pool, **options):
            tally.add(result)
            progress.update(task, advance=1, note=f"{tally.failed} could not be judged" if tally.failed else "")
            if as_json:
                path = course.submitted(result.student, plan.assignment) / f"{plan.assignment}.ipynb"
                print(json.dumps(result.as_json(str(path))), flush=True)
        if feedback and pool:
            _write_feedback(course, plan, pool, progress, tally)
        if pool:
            tally.peaks = pool.finish()
    if as_json:
        print(json.dumps(tally.as_json()))
    else:
        _summarise(plan, tally)


def _write_feedback(course: Course, plan: grade.Plan, pool: Pool, progress: Progress, tally: Tally) -> None:
    task = progress.add_task("feedback pages", total=None, note="")
    for student, trouble in grade.feedback(course, plan, pool):
        tally.pages += not trouble
        progress.update(task, advance=1, completed=tally.pages)
        if trouble:
            print(f"There is no feedback page for {safe_text(student, 100)}: {trouble}", file=sys.stderr)
    progress.update(task, total=tally.pages)


class _Rate(TextColumn):
    """How many submissions a second are graded."""

    def __init__(self) -> None:
        super().__init__("")

    def render(self, task: Task) -> Text:
        speed = task.finished_speed or task.speed
        return Text(f"{speed:.1f} a second" if speed else "", style="progress.data.speed")


def _progress(screen: Console, *, hidden: bool) -> Progress:
    columns = (
        TextColumn("{task.description}"),
        BarColumn(),
        MofNCompleteColumn(),
        _Rate(),
        TimeElapsedColumn(),
        TimeRemainingColumn(),
        TextColumn("{task.fields[note]}"),
    )
    return Progress(*columns, console=screen, disable=hidden or not screen.is_terminal)


def _summarise(plan: grade.Plan, tally: Tally) -> None:
    out = Console(soft_wrap=True)
    out.print(show.class_table(plan.assignment, tally.rows))
    if tally.mistakes:
        out.print(show.mistakes_table(grade.commonest(tally.mistakes)[:10]))
    rate = f", {len(tally.rows) / tally.seconds:.1f} a second" if tally.rows else ""
    out.print(
        f"{len(tally.rows)} graded in {tally.seconds:.1f} s{rate}; {tally.failed} of them could not be judged; "
        f"{len(plan.done)} were done before."
    )
    if tally.pages:
        out.print(f"Feedback pages written: {tally.pages}.")
    if tally.peaks:
        judge, sandbox = (max(getattr(peak, name) for peak in tally.peaks) // MEGABYTE for name in ("judge", "sandbox"))
        out.print(f"Peak memory: {judge} MB in a judge process, {sandbox} MB in a process of a submission.")
