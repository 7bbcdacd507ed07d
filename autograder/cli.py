"""The command line: reads arguments, prints for people or as JSON, and sets the exit status."""

from __future__ import annotations

import argparse
import json
import os
import sys
from collections.abc import Sequence
from contextlib import ExitStack
from pathlib import Path

from autograder.course import ROOT, Course, CourseError, assignment_of, assignments, folder
from autograder.sandbox import LEVELS, IsolationRefused, SandboxError, choose

OK, STALE, UNUSABLE, REFUSED, INTERRUPTED = 0, 1, 2, 3, 130


def main(argv: Sequence[str] | None = None) -> int:
    """Run one command and return its exit status.

    0: done; 1: `build --check` or `verify` found something; 2: unusable arguments or an unusable course; 3: the
    isolation asked for can't be had; 130: interrupted.
    """
    arguments = _parser().parse_args(argv)
    try:
        status: int = arguments.run(arguments)
    except CourseError as error:
        _tell("error", str(error))
        return UNUSABLE
    except (IsolationRefused, SandboxError) as error:
        _tell("isolation refused", str(error))
        return REFUSED
    except KeyboardInterrupt:
        _tell("interrupted", "What was graded is kept; run the same command again to continue.")
        return INTERRUPTED
    return status


def _tell(what: str, text: str) -> None:
    from rich.console import Console
    from rich.markup import escape

    from autograder.safe import safe_text

    Console(stderr=True, highlight=False, soft_wrap=True).print(f"[bold]{what}:[/bold] {escape(safe_text(text))}")


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
        "--jobs", type=_positive, default=len(os.sched_getaffinity(0)), help="submissions at a time (default: cores)"
    )
    grading.add_argument(
        "--scheduler", default="", metavar="URL", help="grade on a Dask cluster, for example tcp://10.0.0.1:8786"
    )
    grading.add_argument("--force", action="store_true", help="grade again what is graded already")
    grading.add_argument("--feedback", action="store_true", help="write the feedback pages too")
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
    report.add_argument("--course", type=Path, default=folder(), help="nbgrader's folder (default: course/)")
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
    command.add_argument("--course", type=Path, default=folder(), help="nbgrader's folder (default: course/)")


def _positive(text: str) -> int:
    if not text.isdecimal() or int(text) < 1:
        raise argparse.ArgumentTypeError(f"{text!r} is not a whole number of 1 or more")
    return int(text)


def _build(arguments: argparse.Namespace) -> int:
    from autograder import build

    course = Course(folder())
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
    from autograder.messages import Setup
    from autograder.pool import Pool

    course = Course(arguments.course.resolve())
    course.student_edition(arguments.assignment)  # a wrong name is told before anything is started
    submitted = len(course.submissions(arguments.assignment, arguments.student))
    elsewhere = arguments.scheduler and not arguments.feedback
    with ExitStack() as stack:
        pool = None
        if submitted and not elsewhere:  # they load while this process loads the rest
            setup = Setup(course.root, arguments.assignment, choose(arguments.isolation), arguments.full)
            pool = stack.enter_context(Pool(setup, min(arguments.jobs, submitted)))
        from autograder import grade, grading

        plan = grade.plan(course, arguments.assignment, arguments.student, force=arguments.force)
        options = {"jobs": arguments.jobs, "scheduler": arguments.scheduler, "full": arguments.full}
        told = {"as_json": arguments.json, "feedback": arguments.feedback}
        grading.run(course, plan, arguments.isolation, pool=pool, **told, **options)
    return OK


def _try(arguments: argparse.Namespace) -> int:
    from autograder.job import Job, new_worker

    path, course = arguments.notebook, Course(arguments.course.resolve())
    if not path.exists():
        raise CourseError(f"There is no file {path}.")
    assignment = assignment_of(path)
    job = Job.prepare(path, course, assignment, arguments.student, full=arguments.full)
    with new_worker(choose(arguments.isolation), assignment) as worker:
        result = job.run(worker)
    if arguments.json:
        print(json.dumps(result.as_json(str(path))))
        return OK
    from rich.console import Console

    from autograder import show

    out = Console(soft_wrap=not sys.stdout.isatty())
    out.print(show.marks_table(result))
    out.print("\n".join(show.remarks(result)))
    return OK


def _verify(arguments: argparse.Namespace) -> int:
    from rich.console import Console

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
    from rich.console import Console

    from autograder import show
    from autograder.report.make import make

    written = make(Course(arguments.course.resolve()), arguments.assignment, arguments.output)
    if arguments.json:
        print(json.dumps(written.as_json()))
    else:
        Console(soft_wrap=True, highlight=False).print("\n".join(map(show.shown, written.lines())))
    return OK


def _bundle(arguments: argparse.Namespace) -> int:
    from autograder.bundle import bundle

    course = Course(folder())
    path = arguments.output or course.root / "bundles" / f"{arguments.assignment}.zip"
    names = bundle(course, arguments.assignment, path)
    print(f"wrote {path}: {len(names)} files, {path.stat().st_size / 1000:.0f} kB")
    return OK
