"""Compare typed shapes, such as ``{"z1": "(N, H)"}``, with those that arrays have when they are computed.

Options:

- ``symbols``: the arrays that are given, each with its shape in letters, ``{"X": ["N", "D"]}``;
- ``shapes``: for each name asked for, in order, an expression that has its shape; earlier names may stand in it.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

import numpy as np

from courseware.difference import Difference
from courseware.evaluation import evaluate
from courseware.expressions import parse
from courseware.outcome import Outcome
from courseware.spec import Case

SIZES = (7, 5, 3, 2, 11, 13)  # different primes, so that no two shapes agree by chance
SCALAR = ("()", "scalar", "number", "onenumber")

Shape = tuple[int, ...]


def shapes(case: Case, outcome: Outcome, options: Mapping[str, Any]) -> Difference | None:
    """Compare a dict of shapes with the right ones, or with another answer where one is expected."""
    found = _first(outcome.value, options)
    wanted = None if case.expected.value is None else _first(case.expected.value, options)
    if found is None or wanted is None:
        return found if found is None or wanted is None else None
    return None if (found.kind, found.part, found.got) == (wanted.kind, wanted.part, wanted.got) else found


def _first(answer: Any, options: Mapping[str, Any]) -> Difference | None:
    """The first shape that is not right; after these, the first that is not written."""
    if not isinstance(answer, dict):
        return Difference("type", "The answer is a dict with a shape in quotes for each name.")
    sizes = _sizes(options["symbols"])
    typed = {name: answer.get(name, "") for name in options["shapes"]}
    written = {name: text for name, text in typed.items() if not (isinstance(text, str) and not text.strip())}
    if not written:
        return Difference("unwritten", "Not written yet.")
    right = _right(options, sizes)
    for name, text in written.items():
        shape = _read(text, sizes)
        if shape is None:
            message = f"The shape of `{name}` cannot be read. Write it as in \"(N, D)\", with {', '.join(sizes)}."
            return Difference("type", message, part=name)
        if shape != right[name]:
            return Difference("value", f"The shape of `{name}` is not right yet.", (f"You have {text}.",),
                              part=name, got=shape)  # fmt: skip
    missing = next((name for name in typed if name not in written), None)
    return Difference("incomplete", f"The shape of `{missing}` is not written yet.", part=missing) if missing else None


def _sizes(symbols: Mapping[str, Any]) -> dict[str, int]:
    letters = dict.fromkeys(letter for shape in symbols.values() for letter in shape)
    return dict(zip(letters, SIZES, strict=False))


def _right(options: Mapping[str, Any], sizes: Mapping[str, int]) -> dict[str, Shape]:
    values: dict[str, Any] = {
        name: np.ones(tuple(sizes[letter] for letter in shape)) for name, shape in options["symbols"].items()
    }
    for name, text in options["shapes"].items():
        values[name] = evaluate(parse(text), values)
    return {name: np.shape(values[name]) for name in options["shapes"]}


def _read(text: Any, sizes: Mapping[str, int]) -> Shape | None:
    """A shape as sizes: from ``"(N, H)"``, ``"N, H"``, ``"N x H"`` or a tuple of letters."""
    if isinstance(text, list | tuple) and all(isinstance(part, str | int) for part in text):
        text = "(" + ",".join(str(part) for part in text) + ")"
    if not isinstance(text, str):
        return None
    if re.sub(r"\s", "", text).lower() in SCALAR:
        return ()
    parts = [part for part in re.split(r"\s*[,x×*;]\s*|\s+", text.strip().strip("()[] ")) if part]
    if not parts or not all(part in sizes or part.isdecimal() for part in parts):
        return None
    return tuple(sizes[part] if part in sizes else int(part[:4]) for part in parts)
