"""Decide one check from what came back; how it is shown is left to `courseware.render`.

Both the self-check and the judge call `decide`; only the self-check, on public data, may reveal an expected value.
"""

from __future__ import annotations

from collections.abc import Sequence

from courseware.compare import Difference, compare
from courseware.diagnose import diagnose
from courseware.failures import SANDBOX, explain, not_written, refused
from courseware.outcome import Outcome
from courseware.picture import first_row, picture
from courseware.spec import Case, Spec, Status, Verdict


def decide(spec: Spec, cases: Sequence[Case], outcomes: Sequence[Outcome], reveal: bool) -> Verdict:
    """Compare the outcomes of an answer with what was expected.

    Parameters
    ----------
    spec : Spec
    cases : sequence of Case
    outcomes : sequence of Outcome
        One for each case, in the same order.
    reveal : bool
        Whether expected values may be named: True for public data in a student's own kernel, never in the judge.

    Returns
    -------
    Verdict
        It passes only if there is at least one case and every outcome agrees. Whatever else came back earns nothing.
    """
    try:
        return _decide(spec, cases, outcomes, reveal)
    except Exception as problem:  # outcomes come from student code: whatever they hold, they earn no point
        return Verdict("crashed", f"What came back could not be compared ({type(problem).__name__}).")


def blocked(spec: Spec, missing_titles: Sequence[str]) -> Verdict:
    """The verdict on a check that waits for others of the same exercise."""
    names = " and ".join(f'"{title}"' for title in missing_titles)
    return Verdict("blocked", f"This waits for {names}.")


def _decide(spec: Spec, cases: Sequence[Case], outcomes: Sequence[Outcome], reveal: bool) -> Verdict:
    if not cases or len(outcomes) != len(cases) or not all(isinstance(outcome, Outcome) for outcome in outcomes):
        return Verdict("crashed", "Not every call of your function came back.")
    for outcome in outcomes:
        if outcome.error in SANDBOX:
            return refused(outcome)
        if not_written(spec.exercise, outcome):
            return Verdict("missing", f"`{spec.exercise}` is not written yet.")
    found = [_difference(spec, case, outcome) for case, outcome in zip(cases, outcomes, strict=True)]
    for case, outcome, difference in zip(cases, outcomes, found, strict=True):
        if difference:
            if difference.kind == "unwritten":
                return Verdict("missing", difference.message)
            told = diagnose(spec, cases, outcomes, found)
            status: Status = "crashed" if outcome.error else "fail"
            details = (*_where(spec, case, outcome, difference, reveal), *told.details)
            return Verdict(status, difference.message, details, told.misconception, told.hint, picture(difference))
    return Verdict("pass", spec.message)


def _difference(spec: Spec, case: Case, outcome: Outcome) -> Difference | None:
    return explain(outcome) if outcome.error else compare(spec.compare, case, outcome, spec.options)


def _where(spec: Spec, case: Case, outcome: Outcome, difference: Difference, reveal: bool) -> list[str]:
    details = [f"Input: {case.label}."] if case.label else []
    if reveal and difference.shown:
        details += first_row(spec, case, difference) or difference.shown
    else:
        details += difference.details
    if outcome.warnings and difference.kind == "not-finite":
        details.append(f"NumPy warned: {', '.join(outcome.warnings)}.")
    return details
