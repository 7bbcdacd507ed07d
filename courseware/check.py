"""The self-check: compare an answer with golden data, and show a report at once.

It never raises in a live kernel. Under ``nbgrader validate`` and nbgrader's own autograder, which go by exceptions, it does.
"""

from __future__ import annotations

import os
from typing import Any

from courseware import golden
from courseware.calling import call
from courseware.render import report_html, report_text
from courseware.spec import Case, Spec, Verdict
from courseware.verdict import blocked, decide


class CheckFailed(AssertionError):
    """Not everything that was asked for passed; shown as one line."""

    def _render_traceback_(self) -> list[str]:
        return [str(self)]


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
    results = verdicts(exercise, answer, name)
    show(results)
    open_ = [f"{spec.title}: {verdict.message}" for spec, verdict in results if verdict.status != "pass"]
    if open_ and "NBGRADER_EXECUTION" in os.environ:
        raise CheckFailed(f"{exercise}: {' '.join(open_)}")


def verdicts(exercise: str, answer: Any, name: str | None = None) -> list[tuple[Spec, Verdict]]:
    """What `check` shows, as data."""
    checks = {spec.name: (spec, cases) for spec, cases in _load(exercise).values() if spec.exercise == exercise}
    if name is not None and name not in checks:
        raise LookupError(f"'{exercise}' has no property '{name}'; it has {', '.join(checks)}")
    found: dict[str, tuple[Spec, Verdict]] = {}
    for spec, cases in checks.values():
        unmet = [found[other][0].title for other in spec.requires if other in found and found[other][1].status != "pass"]
        found[spec.grade_id] = spec, blocked(spec, unmet) if unmet else _decide(spec, cases, answer)
        if spec.name == name:
            return [found[spec.grade_id]]
    return list(found.values())


def show(results: list[tuple[Spec, Verdict]]) -> None:
    """Display a report in a notebook, or print it in a terminal."""
    if _in_notebook():
        from IPython.display import display

        display({"text/html": report_html(results), "text/plain": report_text(results)}, raw=True)
    else:
        print(report_text(results))


def _decide(spec: Spec, cases: list[Case], answer: Any) -> Verdict:
    if spec.driver != "value" and not callable(answer):
        return Verdict("fail", "not callable")
    return decide(spec, cases, [call(answer, case.args, spec.driver) for case in cases], reveal=True)


def _load(exercise: str) -> golden.Loaded:
    known = golden.topics()
    if exercise not in known:
        raise LookupError(f"there is no exercise '{exercise}'; there are {', '.join(known)}")
    return golden.load(known[exercise])


def _in_notebook() -> bool:
    import sys

    ipython = sys.modules.get("IPython")
    shell = ipython.get_ipython() if ipython else None
    return getattr(shell, "kernel", None) is not None
