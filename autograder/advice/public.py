"""Find numbers of the public examples that stand in an answer: copied inputs, copied results, branches on them.

What is public is the data of the self-check and the arrays in the notebook's own text.
"""

from __future__ import annotations

import ast
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

import numpy as np

from autograder.advice.shape import DEFINITIONS
from courseware.spec import Case

DIGITS = 4  # a number written with so many is no constant of a formula
MATCHES = 4  # so many of them are no coincidence
LARGEST = 1e15  # beyond that, Python may refuse to write an integer out
LONGEST = 64  # entries of a listed input
LISTED = re.compile(r"\[\s*-?\d[-\d.,\s]*\]")
COMPARING = ("array_equal", "allclose", "isclose", "array_equiv")
FINGERPRINTS = ("tobytes", "hash", "sha256", "md5", "sha1")


@dataclass(frozen=True)
class Public:
    """What everybody can see of one exercise.

    Attributes
    ----------
    numbers : ndarray
        Every number of its inputs and results, without sign, sorted.
    rows : set of tuple of float
        Short inputs, entry by entry: whole arrays and their rows.
    shapes : set of tuple of int
    """

    numbers: np.ndarray
    rows: frozenset[tuple[float, ...]]
    shapes: frozenset[tuple[int, ...]]


def gather(cases: Iterable[Case], text: str) -> Public:
    """Gather what the self-check's cases and the text of the task show."""
    cases = list(cases)
    inputs = [array for case in cases for array in _arrays(case.args)]
    results = [array for case in cases for array in _arrays(case.expected.value)]
    everything = np.concatenate([np.abs(array.ravel()) for array in [*inputs, *results]] or [np.zeros(0)])
    rows = {tuple(row.tolist()) for array in inputs for row in [array.ravel(), *_rows(array)]}
    rows |= {tuple(map(float, re.findall(r"-?\d+\.?\d*", listed))) for listed in LISTED.findall(text)}
    return Public(
        np.unique(everything[np.isfinite(everything)]),
        frozenset(row for row in rows if 3 <= len(row) <= LONGEST and len(set(row)) > 1),
        frozenset(array.shape for array in inputs if array.ndim > 1),
    )


def copied(tree: ast.Module, known: Public) -> Iterator[tuple[str, int]]:
    """What of it stands in an answer: a sentence and a line for each thing seen.

    Functions are searched, and dictionaries beside them; data to try a function on is no part of it.
    """
    nodes = [node for part in tree.body if isinstance(part, DEFINITIONS) or _is_table(part) for node in ast.walk(part)]
    long = [node for node in nodes if isinstance(node, ast.Constant) and _is_long(node)]
    matching = [node for node in long if _matches(node.value, known.numbers)]
    if len({node.value for node in matching}) >= MATCHES and len(matching) >= len(long) / 2:
        yield f"{len(matching)} numbers of the public inputs or results", matching[0].lineno
    for node in nodes:
        told = _told(node, known)
        if told:
            yield told, getattr(node, "lineno", 0)


def _told(node: ast.AST, known: Public) -> str:
    if isinstance(node, ast.List | ast.Tuple) and _values(node) in known.rows:
        return "an input of the public examples, entry by entry"
    if isinstance(node, ast.Compare) and any(isinstance(op, ast.Eq | ast.In) for op in node.ops):
        sides = [node.left, *node.comparators]
        if any(isinstance(side, ast.Tuple) and _values(side) in known.shapes for side in sides):
            return "a branch on the shape of a public input"
        if any(_is_long(side.operand if isinstance(side, ast.UnaryOp) else side) for side in sides):
            return "a comparison with one particular number"
    if isinstance(node, ast.Call):
        name = getattr(node.func, "attr", getattr(node.func, "id", ""))
        if name in FINGERPRINTS:
            return "a fingerprint of an input"
        if name in COMPARING and any(_is_long(part) for argument in node.args for part in ast.walk(argument)):
            return "a comparison with particular numbers"
    return ""


def _is_table(statement: ast.stmt) -> bool:
    return isinstance(statement, ast.Assign) and isinstance(statement.value, ast.Dict | ast.DictComp)


def _arrays(value: Any) -> Iterator[np.ndarray]:
    """Every numeric array and number in a value, however deep."""
    if isinstance(value, dict):
        value = list(value.values())
    if isinstance(value, list | tuple):
        for part in value:
            yield from _arrays(part)
        return
    array = np.asarray(value) if isinstance(value, np.ndarray | np.generic | int | float) else None
    if array is not None and array.dtype.kind in "iuf" and array.size:
        yield array.astype(float)


def _rows(array: np.ndarray) -> list[np.ndarray]:
    return list(array) if array.ndim == 2 else []


def _is_long(node: ast.AST) -> bool:
    value = node.value if isinstance(node, ast.Constant) else None
    return type(value) in (int, float) and abs(value) < LARGEST and _digits(value) >= DIGITS  # type: ignore[arg-type]


def _digits(value: float) -> int:
    """Significant digits, as in 0.01230 has three."""
    return len(repr(value).lstrip("-").partition("e")[0].replace(".", "").strip("0"))


def _matches(value: Any, numbers: np.ndarray) -> bool:
    """Whether one of the numbers is this one, rounded to as many digits as it is written with."""
    fraction = repr(float(value)).partition("e")[0].partition(".")[2].rstrip("0")
    if "e" in repr(float(value)) or not len(numbers):
        return False
    nearest = np.clip(np.searchsorted(numbers, abs(value)) + np.array([-1, 0]), 0, len(numbers) - 1)
    return bool(np.min(np.abs(numbers[nearest] - abs(value))) <= 0.51 * 10.0 ** -len(fraction) * bool(fraction))


def _values(node: ast.List | ast.Tuple) -> tuple[float, ...]:
    """The numbers of a list, nested or not; empty where something else is in it."""
    found: list[float] = []
    for element in node.elts:
        try:
            part = ast.literal_eval(element)
        except (ValueError, TypeError, SyntaxError, MemoryError, RecursionError):
            return ()
        flat = part if isinstance(part, list | tuple) else [part]
        if not all(isinstance(entry, int | float) and abs(entry) < LARGEST for entry in flat):
            return ()
        found += map(float, flat)
    return tuple(found)
