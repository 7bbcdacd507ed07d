"""What came back from one call of a student's function, and how it is written for `courseware.wire`.

How a function is called is left to `courseware.calling`.
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from courseware.plain import WireError, identical

_FIELDS: Mapping[str, type] = {"after": tuple, "error": str, "message": str, "warnings": tuple, "seconds": float}


@dataclass(frozen=True)
class Outcome:
    """The result of one call, in plain values only.

    Attributes
    ----------
    value : ndarray, number, str, None, or a list, tuple, set or dict of these
        What the function returned; None when it raised.
    after : tuple
        The arguments as they are after the call, to see whether an array was changed.
    error : str
        The name of the exception's class; empty when the function returned.
    message : str
        The exception's message on one line, with the line of the student's code that raised it.
    warnings : tuple of str
        Floating-point warnings that NumPy gave during the call.
    seconds : float
        Wall time of the call.
    """

    value: Any = None
    after: tuple[Any, ...] = ()
    error: str = ""
    message: str = ""
    warnings: tuple[str, ...] = ()
    seconds: float = 0.0


def to_fields(outcome: Outcome, args: tuple[Any, ...] = ()) -> dict[str, Any]:
    """Write an outcome as a dict that `pack` takes; arguments that are as they were are not sent back."""
    return {**vars(outcome), "after": None if identical(outcome.after, args) else outcome.after}


def from_fields(fields: Any, args: tuple[Any, ...] = ()) -> Outcome:
    """Read an outcome from what `unpack` gave; a missing field, or one of another type, is a `WireError`."""
    if type(fields) is not dict or fields.keys() != {"value", *_FIELDS}:
        raise WireError("the reply is not an outcome")
    if fields["after"] is None:
        fields = {**fields, "after": args}
    for name, kind in _FIELDS.items():
        if type(fields[name]) is not kind:
            raise WireError(f"the field {name} of the reply is not a {kind.__name__}")
    if not all(type(text) is str for text in fields["warnings"]) or not 0 <= fields["seconds"] < math.inf:
        raise WireError("the warnings or the seconds of the reply are malformed")
    return Outcome(**fields)
