"""Compare a typed answer that is a set of names, such as the parameters whose gradient is wrong.

The right set is known by a digest, so that public data do not show it. Options:

- ``among``: the names that there are; ``digest``: that of the right set, by `digest`;
- ``part``: the key of this set, where the answer is a dict of several.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from hashlib import sha256
from typing import Any

from courseware.difference import Difference
from courseware.outcome import Outcome
from courseware.spec import Case


def digest(names: Iterable[str], part: str = "") -> str:
    """A digest of a set of names, whatever their order."""
    return sha256("\n".join([part, *sorted(set(names))]).encode()).hexdigest()


def names(case: Case, outcome: Outcome, options: Mapping[str, Any]) -> Difference | None:
    """Compare a list, tuple or set of names with the right one, or with another answer where one is expected."""
    got, among, part = _names(outcome.value, options), options["among"], options.get("part", "")
    if got is None:
        return Difference("type", f"Write the names in quotes, in a list{f' at the key {part!r}' if part else ''}.")
    if not got:
        return Difference("unwritten", "Not written yet.")
    strange = sorted(got - set(among))
    if strange:
        return Difference("type", f"{strange[0][:40]!r} is none of the names: {', '.join(among)}.")
    expected = None if case.expected.value is None else _names(case.expected.value, options)
    right = digest(got, part) == options["digest"] if expected is None else got == expected
    return None if right else Difference("names", "The set of names is not the right one yet.", (_listed(got),))


def _names(answer: Any, options: Mapping[str, Any]) -> set[str] | None:
    if "part" in options:
        answer = answer.get(options["part"]) if isinstance(answer, dict) else None
    if isinstance(answer, str):
        answer = [answer] if answer.strip() else []
    if not isinstance(answer, list | tuple | set) or not all(isinstance(name, str) for name in answer):
        return None
    return {name.strip() for name in answer if name.strip()}


def _listed(got: set[str]) -> str:
    return f"You have {', '.join(sorted(got))}."
