"""Say of a right answer that it loops over its samples, and how much time that takes. It costs no points."""

from __future__ import annotations

import io
import sys
from contextlib import redirect_stdout
from types import FrameType
from typing import Any

import numpy as np

from courseware.calling import call
from courseware.spec import Case, Spec

MANY = 1000
LONGEST = 0.03  # seconds that a self-check may spend on timing a loop


def note(spec: Spec, case: Case, answer: Any) -> tuple[str, ...]:
    """A sentence on an answer that goes through its samples one by one; nothing for any other.

    The option ``batch`` lists the arguments whose first axis is that of the samples.
    """
    if "batch" not in spec.options:
        return ()
    with redirect_stdout(io.StringIO()):  # what the answer prints has been seen in the check itself
        if _lines(answer, _batch(case, spec, 12)) <= _lines(answer, _batch(case, spec, 6)):
            return ()
        return (f"Right. It loops over the samples{_time(spec, case, answer)}. No point depends on that.",)


def _time(spec: Spec, case: Case, answer: Any) -> str:
    one = min(call(answer, _batch(case, spec, 1)).seconds for _ in range(3))
    if one * MANY > LONGEST:
        return ", which Python does one by one"
    many = min(call(answer, _batch(case, spec, MANY)).seconds for _ in range(2))
    return f", so {MANY} take about {many / one:.0f} times as long as one; array operations, a few times"


def _batch(case: Case, spec: Spec, length: int) -> tuple[Any, ...]:
    """The arguments of a case, with as many samples as asked for."""
    return tuple(
        np.resize(arg, (length, *np.shape(arg)[1:])) if position in spec.options["batch"] else arg
        for position, arg in enumerate(case.args)
    )


def _lines(answer: Any, args: tuple[Any, ...]) -> int:
    """Count the lines of Python that run in a call: unlike a time, it is the same each time."""
    count = 0

    def trace(frame: FrameType, event: str, arg: Any) -> Any:
        nonlocal count
        count += event in ("call", "line")
        return trace

    before = sys.gettrace()
    sys.settrace(trace)
    try:
        call(answer, args)
    finally:
        sys.settrace(before)
    return count
