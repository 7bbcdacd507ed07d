"""The command line: reads arguments, prints for people or as JSON, and sets the exit status."""

from __future__ import annotations

import argparse
import json
import os
import sys
import time
from collections.abc import Sequence
from pathlib import Path

from rich.console import Console
from rich.markup import escape
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn, TimeRemainingColumn

from autograder import show
from autograder.course import ROOT, Course, CourseError, assignments
from autograder.job import Job, new_worker
from autograder.sandbox import LEVELS, IsolationRefused, SandboxError, choose

OK, STALE, UNUSABLE, REFUSED, INTERRUPTED = 0, 1, 2, 3, 130


def main(argv: Sequence[str] | None = None) -> int:
    """Run one command and return its exit status.

    0: done; 1: `build --check` or `verify` found something; 2: unusable arguments or an unusable course; 3: the
    isolation asked for can't be had; 130: interrupted.
    """
    arguments = _parser().parse_args(argv)
    errors = Console(stderr=True, highlight=False, soft_wrap=True)
    try:
        status: int = arguments.run(arguments)
    except CourseError as error:
        errors.print(f"[bold]error:[/bold] {escape(str(error))}")
        return UNUSABLE
    except (IsolationRefused, SandboxError) as error:
        errors.print(f"[bold]isolation refused:[/bold] {escape(str(error))}")
        return REFUSED
    except KeyboardInterrupt:
        errors.print("Interrupted. What was graded is kept; run the same command again to continue.")
        return INTERRUPTED
    return status


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser("python -m autograder", description="Build, grade and certify the course.")
    commands = parser.add_subparsers(required=True, metavar="COMMAND")

    build = commands.add_parser("build", help="sources -> instructor and student notebooks, golden data")
    build.add_argument("--check", action="store_true", help="change nothing; exit 1 when a generated file is stale")
    build.set_defaults(run=_build)

    grading = commands.add_parser("grade", help="grade course/submitted into the gradebook; continues a stopped run")
    grading.add_argument("assignment", metavar="ASSIGNMENT", help="for example 01_softmax")
    grading.add_argument("--student", default="", help="only this student")
    grading.add_argument(
        "--jobs", type=_positive, default=os.cpu_count() or 1, help="submissions at a time (default: cores)"
    )
    grading.add_argument(
        "--scheduler", default="", metavar="URL", help="grade on a Dask cluster, for example tcp://10.0.0.1:8786"
    )
    grading.add_argument("--force", action="store_true", help="grade again what is graded already")
    _common(grading)
    grading.set_defaults(run=_grade)

    attempt = commands.add_parser("try", help="judge one notebook file; nothing is written to the gradebook")
    attempt.add_argument("notebook", metavar="NOTEBOOK", type=Path)
    attempt.add_argument("--student", default="anonymous", help="whose inputs to draw (default: anonymous)")
    _common(attempt)
    attempt.set_defaults(run=_try)

    verify = commands.add_parser("verify", help="certify the checks: references, alternatives, wrong variants")
    verify.add_argument("topic", nargs="?", metavar="TOPIC", help="for example softmax (default: all)")
    verify.add_argument("--json", action="store_true", help="print one JSON object")
    verify.set_defaults(run=_verify)

    report = commands.add_parser("report", help="write the class report: an HTML page, and CSV beside it")
    report.add_argument("assignment", metavar="ASSIGNMENT", help="for example 01_softmax")
    report.add_argument("--output", type=Path, metavar="FOLDER", help="default: reports/ in the course's folder")
    report.add_argument("--json", action="store_true", help="print one JSON object")
    report.add_argument("--course", type=Path, default=_default_course(), help="nbgrader's folder (default: course/)")
    report.set_defaults(run=_report)

    bundle = commands.add_parser("bundle", help="make the zip that a student of an assignment gets")
    bundle.add_argument("assignment", metavar="ASSIGNMENT", help="for example 01_softmax")
    bundle.add_argument("--output", type=Path, metavar="PATH", help="default: course/bundles/ASSIGNMENT.zip")
    bundle.set_defaults(run=_bundle)

    return parser


def _common(command: argparse.ArgumentParser) -> None:
    command.add_argument(
        "--isolation", choices=LEVELS, default="strict", help="walls around student code (default: strict)"
    )
    command.add_argument("--full", action="store_true", help="run the course's own demonstrations too")
    command.add_argument("--json", action="store_true", help="print JSON, one object a line")
    command.add_argument("--course", type=Path, default=_default_course(), help="nbgrader's folder (default: course/)")


def _default_course() -> Path:
    return Path(os.environ.get("BACKPROP_LAB_COURSE", ROOT / "course"))


def _positive(text: str) -> int:
    if not text.isdecimal() or int(text) < 1:
        raise argparse.ArgumentTypeError(f"{text!r} is not a whole number of 1 or more")
    return int(text)


def _build(arguments: argparse.Namespace) -> int:
    from autograder import build

    course = Course(_default_course())
    if arguments.check:
        stale = [str(path.relative_to(ROOT)) for path in build.stale(course)]
        print("\n".join(f"stale: {name}" for name in stale) or "Everything generated is fresh.")
        if stale:
            print("Run `python -m autograder build` and commit what it changes.")
        return STALE if stale else OK
    changed = build.build(course)
    for name in assignments():
        print(build.describe(course.release(name)))
    print("\n".join(f"wrote {path.relative_to(ROOT)}" for path in changed) or "Everything generated was fresh.")
    return OK


def _grade(arguments: argparse.Namespace) -> int:
    from autograder import grade

    course = Course(arguments.course.resolve())
    plan = grade.plan(course, arguments.assignment, arguments.student, force=arguments.force)
    began = time.monotonic()
    results, screen = [], Console(stderr=True)
    columns = (
        TextColumn("{task.description}"),
        BarColumn(),
        MofNCompleteColumn(),
        TimeElapsedColumn(),
        TimeRemainingColumn(),
        TextColumn("{task.fields[note]}"),
    )
    with Progress(*columns, console=screen, disable=arguments.json or not screen.is_terminal) as progress:
        task = progress.add_task(f"grading {plan.assignment}", total=len(plan.todo), note="")
        options = {"jobs": arguments.jobs, "scheduler": arguments.scheduler, "full": arguments.full}
        for result in grade.grade(course, plan, arguments.isolation, **options):
            results.append(result)
            failed = sum(1 for each in results if each.refused)
            progress.update(task, advance=1, note=f"{failed} could not be judged" if failed else "")
            if arguments.json:
                path = course.submitted(result.student, plan.assignment) / f"{plan.assignment}.ipynb"
                print(json.dumps(result.as_json(str(path))), flush=True)
    failed, seconds = sum(1 for each in results if each.refused), time.monotonic() - began
    if arguments.json:
        print(json.dumps({"graded": len(results), "failed": failed, "seconds": round(seconds, 3)}))
        return OK
    out = Console(soft_wrap=True)
    out.print(show.class_table(plan.assignment, results))
    mistakes = grade.commonest_mistakes(results)
    if mistakes:
        out.print(show.mistakes_table(mistakes[:10]))
    out.print(
        f"{len(results)} graded in {seconds:.1f} s, {failed} of them could not be judged; "
        f"{len(plan.done)} were done before."
    )
    return OK


def _try(arguments: argparse.Namespace) -> int:
    path, course = arguments.notebook, Course(arguments.course.resolve())
    if not path.exists():
        raise CourseError(f"There is no file {path}.")
    assignment = _assignment_of(path)
    job = Job.prepare(path, course, assignment, arguments.student, full=arguments.full)
    with new_worker(choose(arguments.isolation), assignment) as worker:
        result = job.run(worker)
    if arguments.json:
        print(json.dumps(result.as_json(str(path))))
        return OK
    out = Console(soft_wrap=not sys.stdout.isatty())
    out.print(show.marks_table(result))
    for note in result.notes:
        out.print(show.shown(note))
    out.print(
        f"{result.score:g} / {result.max_score:g} in {result.seconds:.2f} s. "
        f"Isolation: {result.isolation} ({result.walls})."
    )
    return OK


def _assignment_of(path: Path) -> str:
    """The assignment that a file name begins with; ``01_softmax (2).ipynb`` and ``01_softmax-ada.ipynb`` are fine."""
    for name in assignments():
        if path.stem.startswith(name):
            return name
    raise CourseError(f"{path.name} does not begin with the name of an assignment. Known: {', '.join(assignments())}.")


def _verify(arguments: argparse.Namespace) -> int:
    from autograder import verify

    try:
        result = verify.certify(arguments.topic)
    except KeyError as error:
        raise CourseError(str(error.args[0])) from None
    if arguments.json:
        print(json.dumps(result.counts))
    else:
        Console().print(result.table())
        print("\n".join(result.failures) or "Everything is as it should be.")
    return STALE if result.failures else OK


def _report(arguments: argparse.Namespace) -> int:
    from autograder.report.make import make

    written = make(Course(arguments.course.resolve()), arguments.assignment, arguments.output)
    if arguments.json:
        print(json.dumps(written.as_json()))
    else:
        Console(soft_wrap=True, highlight=False).print("\n".join(map(show.shown, written.lines())))
    return OK


def _bundle(arguments: argparse.Namespace) -> int:
    from autograder.bundle import bundle

    course = Course(_default_course())
    path = arguments.output or course.root / "bundles" / f"{arguments.assignment}.zip"
    names = bundle(course, arguments.assignment, path)
    print(f"wrote {path}: {len(names)} files, {path.stat().st_size / 1000:.0f} kB")
    return OK
