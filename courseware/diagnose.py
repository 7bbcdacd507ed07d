"""Find the mistake behind a difference: a known one replayed on the same inputs, or a pattern in the numbers.

The words of a generic diagnosis stand in `courseware.hints`, the patterns in `courseware.patterns`.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from courseware import patterns
from courseware.compare import Difference, compare, same, sizes
from courseware.hints import DERIVATION, GENERIC, hint_for_error
from courseware.outcome import Outcome
from courseware.spec import Case, Hint, Spec

EXACTLY, NEARLY = 1e-11, 1e-5  # the tolerance to which two outcomes must agree


@dataclass(frozen=True)
class Diagnosis:
    """The id of a mistake with its hint, and what was seen in the numbers."""

    misconception: str | None = None
    hint: Hint | None = None
    details: tuple[str, ...] = ()


def diagnose(
    spec: Spec, cases: Sequence[Case], outcomes: Sequence[Outcome], found: Sequence[Difference | None]
) -> Diagnosis:
    """Name the mistake; a known one says more than a pattern does, which then adds what was seen."""
    pattern = generic(spec, cases, outcomes, found)
    known = recognise(spec, cases, outcomes)
    return pattern if known is None else Diagnosis(known, spec.hints[known], pattern.details)


def recognise(spec: Spec, cases: Sequence[Case], outcomes: Sequence[Outcome]) -> str | None:
    """The known mistake that gives the same outcome in every case: values, exceptions and changed arguments alike.

    A mistake that comes with a lesser one, such as a lost precision, is recognised on a second, less exact look. An
    answer that is right to that precision matches none, even where a known mistake happens to be harmless.
    """
    pairs = list(zip(cases, outcomes, strict=True))
    for tolerance in (EXACTLY, NEARLY) if spec.compare == "close" else (EXACTLY,):
        if all(alike(spec, case, case.expected, outcome, tolerance) for case, outcome in pairs):
            return None
        for key in cases[0].wrong:
            if id_of(key) in spec.hints and all(
                key in case.wrong and alike(spec, case, case.wrong[key], outcome, tolerance) for case, outcome in pairs
            ):
                return id_of(key)
    return None


def alike(spec: Spec, case: Case, known: Outcome, outcome: Outcome, tolerance: float = EXACTLY) -> bool:
    """Whether two outcomes can come from the same code, up to rounding; messages and warnings may differ."""
    if known.error or outcome.error:
        return known.error == outcome.error
    if spec.compare != "close":
        return compare(spec.compare, replace(case, expected=known), outcome, spec.options) is None
    return same(known.value, outcome.value, tolerance, tolerance) and same(known.after, outcome.after)


def id_of(key: str) -> str:
    """The id of the mistake that a key is a spelling of: ``no-shift@2`` is one of ``no-shift``."""
    return key.partition("@")[0]


def generic(
    spec: Spec, cases: Sequence[Case], outcomes: Sequence[Outcome], found: Sequence[Difference | None]
) -> Diagnosis:
    """Name what can be seen without knowing the exercise: a factor, a sign, a transpose, a precision, an exception."""
    index = next(i for i, difference in enumerate(found) if difference)
    first = found[index]
    assert first is not None
    if first.kind == "error":
        return Diagnosis(*hint_for_error(outcomes[index]))
    if spec.compare != "close":
        return Diagnosis(first.kind, DERIVATION[first.kind]) if first.kind in DERIVATION else Diagnosis()
    if first.kind != "values" or any(difference and difference.kind != "values" for difference in found):
        name = "transposed" if first.message.endswith("Transposed?") else first.kind
        return Diagnosis(None if name == "values" else name, GENERIC.get(name))
    pattern = patterns.recognise([
        patterns.Pair(difference.got, difference.expected, sizes(case, spec.options))
        for case, difference in zip(cases, found, strict=True)
        if difference and difference.part == first.part
    ])  # fmt: skip
    if pattern is None:
        return Diagnosis(None, GENERIC["values"])
    return Diagnosis(pattern.id, GENERIC[pattern.id], (pattern.sentence,))
