"""Change the solutions of a topic in small ways and see which changes no check notices: `python -m autograder.mutate`.

A survivor is either another right answer, then it belongs among the alternatives, or a gap in the checks. A person has
to read which. The changes themselves are left to `autograder.mutants`.
"""

from __future__ import annotations

import argparse
import ast
import contextlib
import json
import sys
import time
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from typing import Any

from rich.console import Console

from autograder import checks, verify
from autograder.course import solution_files
from autograder.mutants import mutants
from autograder.substitute import Late, installed, limits
from courseware.calling import call
from courseware.compare import compare
from courseware.spec import Case

SECONDS = 2.0  # that one mutant has at least; some loop for ever
SLOWER = 10.0  # times the reference's own time

Change = tuple[str, str, Sequence[str]]  # what `installed` takes


@dataclass(frozen=True)
class Survivor:
    """A change that no check noticed, for the given exercise."""

    module: str
    function: str
    exercise: str
    diff: str


@dataclass(frozen=True)
class Report:
    """What became of the mutants of a topic."""

    topic: str
    mutants: int
    killed: int
    seconds: float
    survivors: tuple[Survivor, ...]

    def text(self) -> str:
        """The survivors for a person to read, and the counts."""
        lines = [f"{one.module}.{one.function}, checked as {one.exercise}:\n{one.diff}\n" for one in self.survivors]
        summary = f"{self.topic}: {self.mutants} mutants, {self.killed} killed, {len(self.survivors)} survived"
        return "\n".join([*lines, f"{summary} ({self.seconds:.0f} s)."])


def mutate(topic: str, exercise: str = "", seeds: Sequence[int] = verify.SEEDS[:2]) -> Report:
    """Judge every mutant of a topic's solutions; one that passes every check with any of the seeds has survived.

    Parameters
    ----------
    topic : str
    exercise : str
        Only this one.
    seeds : sequence of int
        Of the inputs.

    Raises
    ------
    KeyError
        There is no such topic.
    RuntimeError
        The unchanged solution does not pass: every mutant would look as if a check had noticed it.
    """
    began = time.monotonic()
    sources = {path.stem: path.read_text("utf-8") for path in solution_files(topic)}
    graded = checks.topic_exercises(topic)
    used = _uses(sources)
    drawn = {name: [_draw(name, seed) for seed in seeds] for name in graded if name in used}
    total, survivors = 0, []
    for module, source in sources.items():
        for name in [name for name in drawn if f"\ndef {name}(" in source]:
            if not all(_survives((module, source, list(sources)), name, [draw]) for draw in drawn[name]):
                raise RuntimeError(f"the solution of {name} as it is does not pass its checks; see verify {topic}")
        for mutant in mutants(source):
            names = [name for name in _judged_as(mutant.function, list(drawn), used) if exercise in ("", name)]
            change = (module, mutant.source, list(sources))
            total += bool(names)
            if names and all(_survives(change, name, drawn[name]) for name in names):
                survivors.append(Survivor(module, mutant.function, ", ".join(names), mutant.diff))
    return Report(topic, total, total - len(survivors), round(time.monotonic() - began, 1), tuple(survivors))


def _uses(sources: dict[str, str]) -> dict[str, set[str]]:
    """The names that stand in each function of some modules."""
    functions = [
        node
        for source in sources.values()
        for node in ast.parse(source).body
        if isinstance(node, ast.FunctionDef | ast.ClassDef)
    ]
    return {
        function.name: {node.id for node in ast.walk(function) if isinstance(node, ast.Name)} for function in functions
    }


def _judged_as(function: str, graded: Sequence[str], used: dict[str, set[str]]) -> list[str]:
    """The exercise itself, or for a helper every exercise that comes to use it: one that notices is enough."""
    return [function] if function in graded else [name for name in graded if function in _reached(name, used)]


def _reached(name: str, used: dict[str, set[str]]) -> set[str]:
    found: set[str] = set()
    todo = [name]
    while todo:
        for other in used.get(todo.pop(), set()) - found:
            found.add(other)
            todo.append(other)
    return found


def _draw(exercise: str, seed: int) -> tuple[verify.Drawn, float]:
    """Draw the cases of an exercise, and say how long a mutant may take for them."""
    began = time.monotonic()
    drawn = verify.draw(exercise, seed)
    return drawn, max(SECONDS, SLOWER * (time.monotonic() - began))


def _survives(change: Change, exercise: str, draws: Sequence[tuple[verify.Drawn, float]]) -> bool:
    with contextlib.suppress(Exception, Late), installed(*change) as modules:
        answer = next(vars(each)[exercise] for each in modules if exercise in vars(each))
        return any(_passes(answer, drawn, seconds) for drawn, seconds in draws)
    return False  # it could not even be imported, or it took too long


def _passes(answer: Any, drawn: verify.Drawn, seconds: float) -> bool:
    with limits(seconds):
        return all(_agrees(check, case, answer) for check, cases in drawn for case in cases)


def _agrees(check: checks.Check, case: Case, answer: Any) -> bool:
    outcome = call(answer, case.args, check.spec.driver)
    return not outcome.error and compare(check.spec.compare, case, outcome, check.spec.options) is None


def main(argv: Sequence[str] | None = None) -> int:
    """Report on a topic. Survivors are for reading, so the status is 0 whatever survived; 2 says that nothing ran."""
    parser = argparse.ArgumentParser("python -m autograder.mutate", description=__doc__.partition("\n")[0])
    parser.add_argument("topic", metavar="TOPIC", help="for example softmax")
    parser.add_argument("--exercise", default="", help="only this exercise")
    parser.add_argument("--json", action="store_true", help="print one JSON object")
    arguments = parser.parse_args(argv)
    try:
        report = mutate(arguments.topic, arguments.exercise)
    except (KeyError, RuntimeError) as problem:
        Console(stderr=True).print(f"error: {problem.args[0]}")
        return 2
    print(json.dumps(asdict(report)) if arguments.json else report.text())
    return 0


if __name__ == "__main__":
    sys.exit(main())
