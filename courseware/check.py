"""The self-check: compare an answer with golden data, and show a report at once.

It never raises in a live kernel. ``nbgrader validate`` and nbgrader's own autograder go by exceptions: there it does.
"""

from __future__ import annotations

import os
import sys
from dataclasses import replace
from html import escape
from typing import Any

from courseware import golden, speed
from courseware.calling import call
from courseware.render import report_html, report_text
from courseware.spec import Case, Spec, Verdict
from courseware.verdict import blocked, decide
from courseware.words import describe

Results = list[tuple[Spec, Verdict]]


class CheckFailed(AssertionError):
    """Not everything that was asked for passed. It is shown as one line, without a traceback."""

    def _render_traceback_(self) -> list[str]:
        return [f"{type(self).__name__}: {self}"]


def check(exercise: str, answer: Any, name: str | None = None) -> None:
    """Check an answer and show what passed, where it differs, and which mistake that looks like.

    Parameters
    ----------
    exercise : str
        The name of the exercise, such as ``"softmax"``.
    answer : callable or value
        Your function itself, without parentheses; for a derivation, your list of lines.
    name : str, optional
        One property, such as ``"stability"``; all of them by default.

    Raises
    ------
    CheckFailed
        Only when nbgrader runs the notebook, and not everything passed.
    """
    try:
        results = verdicts(exercise, answer, name)
    except LookupError as problem:
        results, text = [], str(problem.args[0])
        _display(f"<div>{escape(text)}</div>", text)
    else:
        _display(report_html(results), report_text(results))
    unmet = [f"{spec.title}: {verdict.message}" for spec, verdict in results if verdict.status != "pass"]
    if (unmet or not results) and "NBGRADER_EXECUTION" in os.environ:
        raise CheckFailed(f"{exercise}. {' '.join(unmet)}")


def verdicts(exercise: str, answer: Any, name: str | None = None) -> Results:
    """What `check` shows, as data.

    Raises
    ------
    LookupError
        There is no such exercise, or it has no such property.
    """
    topics = golden.topics()
    if not topics:
        raise LookupError("The data of the self-check is not there. `python -m autograder build` makes it.")
    if exercise not in topics:
        raise LookupError(f"There is no exercise {exercise!r}. There are: {', '.join(topics)}.")
    loaded = golden.load(topics[exercise])
    found: dict[str, tuple[Spec, Verdict]] = {}
    names = [spec.name for spec, _ in loaded.values() if spec.exercise == exercise]
    if name is not None and name not in names:
        raise LookupError(f"{exercise!r} has no property {name!r}. It has: {', '.join(names)}.")
    for grade_id, (spec, cases) in loaded.items():
        if spec.exercise == exercise:
            unmet = [found[other] for other in spec.requires if other in found and found[other][1].status != "pass"]
            found[grade_id] = spec, _waiting(spec, unmet) if unmet else _verdict(spec, cases, answer)
    return [result for result in found.values() if name in (None, result[0].name)]


def _waiting(spec: Spec, unmet: Results) -> Verdict:
    missing = [verdict for _, verdict in unmet if verdict.status == "missing"]
    return missing[0] if missing else blocked(spec, [required.title for required, _ in unmet])


def _verdict(spec: Spec, cases: list[Case], answer: Any) -> Verdict:
    if spec.driver != "value" and not callable(answer):
        message = f"`check` needs your function; it was given {describe(answer)}."
        return Verdict("fail", message, (f'Hand over its name without brackets: check("{spec.exercise}", ...).',))
    verdict = decide(spec, cases, [call(answer, case.args, spec.driver) for case in cases], reveal=True)
    return replace(verdict, details=speed.note(spec, cases[0], answer)) if verdict.status == "pass" else verdict


def _display(html: str, text: str) -> None:
    """Show a report in a notebook, or print it in a terminal."""
    if "IPython" not in sys.modules:
        print(text)
        return
    from courseware.widgets.figure import display_html  # loads Matplotlib, as notebooks have done long before

    display_html(html, text)
