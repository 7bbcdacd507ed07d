"""What came back from one call of a student's function; how it is called is left to `courseware.calling`."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any


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
