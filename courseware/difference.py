"""What a comparison finds: the first thing in which an outcome is not as expected."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True)
class Difference:
    """The first thing that differs in one case.

    Attributes
    ----------
    kind : str
        ``type``, ``returned-none``, ``shape``, ``dtype``, ``not-finite``, ``values``, ``mutates-input``,
        ``second-call``, ``error``, ``unwritten``, or a word of a comparison's own.
    message : str
        One sentence that names no value that was expected.
    details : tuple of str
        Where, and the student's own values.
    shown : tuple of str
        Sentences that do name what was expected: for the self-check, on public data only.
    part : str
        The name of the part that differs, such as ``dW``; empty for the whole.
    got, expected : ndarray or None
        The two arrays, where there are two.
    mask : ndarray of bool or None
        Marks the entries that differ, where the shapes agree.
    """

    kind: str
    message: str
    details: tuple[str, ...] = ()
    shown: tuple[str, ...] = ()
    part: str = ""
    got: Any = None
    expected: Any = None
    mask: Any = None
