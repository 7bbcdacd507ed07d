"""``make bench``: measure, and print each figure as a ratio of two things of the same run."""

from __future__ import annotations

import argparse
import sys
import tempfile
from collections.abc import Callable, Iterable
from itertools import chain
from pathlib import Path

from rich.console import Console

from autograder.course import ROOT
from benchmarks import floor, grading, machine, table, waiting, widgets
from benchmarks.table import Row

RESULTS = ROOT / "benchmarks" / "results.json"


def main() -> int:
    arguments = _parser().parse_args()
    out, screen = Console(highlight=False, width=None if sys.stdout.isatty() else 200), Console(stderr=True)
    about = machine.describe()
    out.print("; ".join(f"{name}: {value}" for name, value in about.items()) + "\n")
    results: dict[str, list[Row]] = {}
    with tempfile.TemporaryDirectory(prefix="bench-") as folder:
        suites = _suites(Path(folder), arguments.quick)
        for name in arguments.only or suites:
            title, measure = suites[name]
            with screen.status(f"measuring: {title} …"):
                results[name] = list(measure())
            table.show(title, results[name], out)
            table.write(arguments.output, about, results)  # after each: what was measured is kept
    out.print(f"As JSON: {arguments.output}")
    return 0


def _suites(scratch: Path, quick: bool) -> dict[str, tuple[str, Callable[[], Iterable[Row]]]]:
    number, by_stock, sizes = (20, 5, [10, 50]) if quick else (100, 100, [10, 100, 1000, 5000])
    few = 10 if quick else 50
    return {
        "stock": ("A class against stock nbgrader", lambda: grading.against_stock(scratch, number, by_stock)),
        "floor": (
            "One submission against the floor",
            lambda: chain.from_iterable(floor.floor(scratch, few, name) for name in grading.ASSIGNMENTS),
        ),
        "growth": ("Larger classes", lambda: grading.growth(scratch, sizes)),
        "scaling": ("More processes", lambda: grading.scaling(scratch, number)),
        "waiting": (
            "Where people wait",
            lambda: chain(waiting.importing(), waiting.self_checks(), waiting.trying(scratch), waiting.lab()),
        ),
        "widgets": ("Widgets", lambda: widgets.frames(20 if quick else 200)),
        "browser": ("Widgets in a browser", lambda: widgets.in_browser(scratch, 10 if quick else 40)),
    }


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser("python -m benchmarks", description=main.__doc__ or __doc__)
    names = list(_suites(Path(), quick=True))
    parser.add_argument(
        "only", nargs="*", metavar="SUITE", choices=[*names, []], help=f"of {', '.join(names)} (default: all)"
    )
    parser.add_argument("--quick", action="store_true", help="small numbers, to see that everything runs")
    parser.add_argument("--output", type=Path, default=RESULTS, help="where the JSON goes (default: %(default)s)")
    return parser


if __name__ == "__main__":
    raise SystemExit(main())
