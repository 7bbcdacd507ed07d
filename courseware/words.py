"""Say in words what a value, a shape, a place or a number is, as a learner reads it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np


def describe(value: Any) -> str:
    """What kind of value this is: ``an array of shape (3, 4)``, ``a tuple of 2``, ``one number``."""
    if isinstance(value, np.ndarray):
        return f"an array of shape {value.shape}" if value.dtype.kind in "biufc" else "an array of text"
    if value is None:
        return "None"
    if isinstance(value, (bool, np.bool_)):
        return f"the truth value {bool(value)}"
    if numeric(value):
        return "one number"
    names: dict[type, str] = {str: "text", list: "a list", tuple: "a tuple", dict: "a dict", set: "a set"}
    words = names.get(type(value), f"a value of type {type(value).__name__}")
    return f"{words} of {len(value)}" if isinstance(value, (list, tuple)) else words


def numeric(value: Any) -> bool:
    """Whether a plain value is a number, or an array of numbers."""
    if isinstance(value, np.ndarray):
        return value.dtype.kind in "biufc"
    return isinstance(value, (bool, int, float, complex, np.number, np.bool_))


def shape_in_symbols(shape: Sequence[int], symbols: Sequence[str], sizes: Mapping[str, float]) -> str:
    """A shape in symbols and numbers, ``(D, C) = (4, 5)``; in numbers alone where the symbols do not fit."""
    shape = tuple(shape)
    if not symbols or len(symbols) != len(shape) or any(sizes.get(s) != n for s, n in zip(symbols, shape, strict=True)):
        return str(shape)
    return f"({', '.join(symbols)}{',' * (len(symbols) == 1)}) = {shape}"


def place(index: Sequence[int]) -> str:
    """An index in words: ``row 2, column 0`` of a matrix, ``position 3`` of a vector."""
    if len(index) == 2:
        return f"row {index[0]}, column {index[1]}"
    return f"position {index[0]}" if len(index) == 1 else f"index {tuple(index)}"


def number(value: Any, apart_from: Any = None, digits: int = 6) -> str:
    """A number in a few significant digits, or in as many as it takes to tell it from another."""
    if isinstance(value, (bool, np.bool_)):
        return str(bool(value))
    value = float(value)
    for enough in (digits, 9, 12, 17):
        text = f"{value:.{enough}g}"
        if apart_from is None or text != f"{float(apart_from):.{enough}g}":
            break
    return text


def count(amount: int, noun: str) -> str:
    """``1 value``, ``3 values``."""
    return f"{amount} {noun}{'' if amount == 1 else 's'}"


def of_entries(mask: np.ndarray) -> str:
    """How many entries are marked: ``3 of 24 entries``, ``all 24 entries``."""
    marked = np.count_nonzero(mask)
    return f"all {mask.size} entries" if marked == mask.size > 1 else f"{marked} of {mask.size} entries"
