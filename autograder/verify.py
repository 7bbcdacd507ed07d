"""Certify the checks: references and correct alternatives pass, known mistakes fail and are named.

Nothing here is a student's: every answer is our own, so it runs in this process.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

import numpy as np
from rich.table import Table

from autograder import checks, misconceptions
from autograder.misconceptions import Variant
from courseware import golden
from courseware.calling import call
from courseware.spec import Case, Verdict
from courseware.verdict import blocked, decide

SEEDS = (golden.SEED, 1, 2, 3)
COLUMNS = ("references", "alternatives", "mutants", "diagnosed")

Drawn = Sequence[tuple[checks.Check, list[Case]]]


@dataclass
class Certificate:
    """What was counted for one exercise, and a sentence for each thing that is not as it should be."""

    exercise: str
    counts: dict[str, list[int]] = field(default_factory=lambda: {column: [0, 0] for column in COLUMNS})
    failures: list[str] = field(default_factory=list)

    def count(self, column: str, problem: str) -> None:
        """Count one answer in a column; an empty problem is a success."""
        self.counts[column][0] += not problem
        self.counts[column][1] += 1
        if problem:
            self.failures.append(f"{self.exercise}: {problem}")


@dataclass(frozen=True)
class Certification:
    """The certificates of all exercises."""

    exercises: tuple[Certificate, ...]

    @property
    def counts(self) -> dict[str, list[int]]:
        """For each column, how many are as they should be, and how many there are."""
        return {name: [sum(each.counts[name][i] for each in self.exercises) for i in (0, 1)] for name in COLUMNS}

    @property
    def failures(self) -> list[str]:
        """Everything that is not as it should be."""
        return [failure for each in self.exercises for failure in each.failures]

    def table(self) -> Table:
        """A table for people: a row for each exercise, and the sum."""
        table = Table(title="Checks, certified on our own answers")
        table.add_column("exercise")
        for name in COLUMNS:
            table.add_column(name, justify="right")
        for each in self.exercises:
            table.add_row(each.exercise, *_cells(each.counts))
        table.add_section()
        table.add_row("all", *_cells(self.counts), style="bold")
        return table


def certify(topic: str | None = None, seeds: Sequence[int] = SEEDS) -> Certification:
    """Certify the checks of a topic, or of all.

    Parameters
    ----------
    topic : str, optional
    seeds : sequence of int
        Of the inputs; the golden data's own is among them.

    Raises
    ------
    KeyError
        There is no such topic.
    """
    topics = checks.all_topics() if topic is None else [topic]
    exercises = [exercise for each in topics for exercise in checks.topic_exercises(each)]
    return Certification(tuple(certify_exercise(exercise, seeds) for exercise in exercises))


def certify_exercise(exercise: str, seeds: Sequence[int] = SEEDS) -> Certificate:
    """Certify the checks of one exercise."""
    found = Certificate(exercise)
    draws = [draw(exercise, seed) for seed in seeds]
    for index in range(len(draws[0])):
        found.count("references", _first(_problem_of_reference(*drawn[index]) for drawn in draws))
    for variant in misconceptions.alternatives(exercise):
        found.count("alternatives", _first(_problem_of_alternative(variant, drawn) for drawn in draws))
    for variant in misconceptions.wrong_variants(exercise):
        verdicts_by_seed = [judge(variant.answer, drawn) for drawn in draws]
        passes = any(all(verdict.status == "pass" for verdict in verdicts.values()) for verdicts in verdicts_by_seed)
        found.count("mutants", f"'{variant.key}' passes every check" if passes else "")
        found.count("diagnosed", _first(_problem_of_diagnosis(variant, verdicts) for verdicts in verdicts_by_seed))
    return found


def draw(exercise: str, seed: int = 0) -> Drawn:
    """The checks of an exercise, each with the cases that a seed gives."""
    return [(check, check.cases(np.random.default_rng(seed))) for check in checks.of_exercise(exercise)]


def judge(answer: Any, drawn: Drawn) -> dict[str, Verdict]:
    """The verdicts on an answer of our own, by grade id, as the judge would give them."""
    verdicts: dict[str, Verdict] = {}
    titles = {check.spec.grade_id: check.spec.title for check, _ in drawn}
    for check, cases in drawn:
        spec = check.spec
        unmet = [titles[name] for name in spec.requires if name in verdicts and verdicts[name].status != "pass"]
        outcomes = [] if unmet else [call(answer, case.args, spec.driver) for case in cases]
        verdicts[spec.grade_id] = blocked(spec, unmet) if unmet else decide(spec, cases, outcomes, reveal=False)
    return verdicts


def _problem_of_reference(check: checks.Check, cases: Sequence[Case]) -> str:
    outcomes = [call(check.reference, case.args, check.spec.driver) for case in cases]
    verdict = decide(check.spec, cases, outcomes, reveal=False)
    return "" if verdict.status == "pass" else f"the reference does not pass '{check.spec.name}': {verdict.message}"


def _problem_of_alternative(variant: Variant, drawn: Drawn) -> str:
    return _first(
        f"the correct alternative '{variant.key}' does not pass {name}: {verdict.message} {' '.join(verdict.details)}"
        for name, verdict in judge(variant.answer, drawn).items()
        if verdict.status != "pass"
    )


def _problem_of_diagnosis(variant: Variant, verdicts: dict[str, Verdict]) -> str:
    """Every check that fails must name the mistake; a part that was left out is only missing."""
    named = {
        name: verdict for name, verdict in verdicts.items() if verdict.status not in ("pass", "blocked", "missing")
    }
    if not named:
        return f"'{variant.key}' is not named, since no check fails"
    return _first(
        f"'{variant.key}' is named {verdict.misconception!r} by {name}: {verdict.message}"
        for name, verdict in named.items()
        if verdict.misconception != variant.id
    )


def _first(problems: Any) -> str:
    return next((problem for problem in problems if problem), "")


def _cells(counts: dict[str, list[int]]) -> list[str]:
    return [f"{done} / {total}" for done, total in counts.values()]
