"""Decide one check from what came back; how it is shown is left to `courseware.render`.

Both the self-check and the judge call `decide`; only the self-check, on public data, may reveal an expected value.
"""

from __future__ import annotations

from collections.abc import Sequence

from courseware.compare import Difference, compare
from courseware.diagnose import diagnose
from courseware.failures import SANDBOX, explain
from courseware.outcome import Outcome
from courseware.picture import picture
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
        It passes only if there is at least one case and every outcome agrees; whatever else came back, it does not.
    """
    try:
        return _decide(spec, cases, outcomes, reveal)
    except Exception as problem:  # outcomes come from student code: whatever they hold, they earn no point
        return Verdict("crashed", f"The values that came back could not be compared ({type(problem).__name__}).")


def blocked(spec: Spec, missing_titles: Sequence[str]) -> Verdict:
    """The verdict on a check that waits for others."""
    return Verdict("blocked", f"This waits for: {', '.join(missing_titles)}. Mend that first; this may mend itself.")


def _decide(spec: Spec, cases: Sequence[Case], outcomes: Sequence[Outcome], reveal: bool) -> Verdict:
    if not cases or len(outcomes) != len(cases) or not all(isinstance(outcome, Outcome) for outcome in outcomes):
        return Verdict("crashed", "Not every call came back with a result.")
    for outcome in outcomes:
        if outcome.error in SANDBOX:
            return SANDBOX[outcome.error](outcome)
        if _missing(spec, outcome):
            return Verdict("missing", f"`{spec.exercise}` is not written yet.")
    found = [_difference(spec, case, outcome) for case, outcome in zip(cases, outcomes, strict=True)]
    if not any(found):
        return Verdict("pass", spec.title)
    index = next(i for i, difference in enumerate(found) if difference)
    first, case, outcome = found[index], cases[index], outcomes[index]
    assert first is not None
    told = diagnose(spec, cases, outcomes, found)
    details = [f"Input: {case.label}."] if case.label else []
    details += [*first.details, *(first.shown if reveal else ()), *told.details]
    if outcome.warnings and first.kind == "not-finite":
        details.append(f"NumPy warned: {'; '.join(outcome.warnings)}.")
    status: Status = "crashed" if outcome.error else "fail"
    return Verdict(status, first.message, tuple(details), told.misconception, told.hint, picture(first, reveal))


def _difference(spec: Spec, case: Case, outcome: Outcome) -> Difference | None:
    return explain(spec, outcome) if outcome.error else compare(spec.compare, case, outcome, spec.options)


def _missing(spec: Spec, outcome: Outcome) -> bool:
    if outcome.error == "NotImplementedError":
        return True
    return outcome.error == "NameError" and f"'{spec.exercise}'" in outcome.message.partition(" (line ")[0]
