"""Reduce what a student's function returns to plain values, and copy arguments; packing is left to `courseware.wire`.

Plain values are None, bool, int, float, complex, str, NumPy scalars and arrays of `KINDS`, and lists, tuples, sets and
dicts with string keys of these. Nothing here asks an object about itself: the methods of the base types are called on
it, so a subclass that overrides `__eq__`, `__float__`, `__iter__` or `__array__` is seen for what it holds.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from itertools import islice
from types import GeneratorType
from typing import Any, Literal

import numpy as np

KINDS = frozenset("?bhilqBHILQefdFD")  # bool, integers, float16 to float64, complex64 and complex128
MAX_DEPTH = 32
MAX_NODES = 200_000
MAX_ITEMS = 10_000  # of a generator
MAX_LETTERS = 1_000  # of one entry of an array of strings
_SURROGATES = re.compile("[\ud800-\udfff]")
_VIEWS: tuple[type, ...] = (type({}.keys()), type({}.values()), type({}.items()))
_LAZY: tuple[type, ...] = (GeneratorType, range, map, zip, filter, enumerate, *_VIEWS)
_ITERATE: Mapping[type, Callable[[Any], Iterator[Any]]] = {
    list: list.__iter__, tuple: tuple.__iter__, set: set.__iter__, frozenset: frozenset.__iter__
}  # fmt: skip

Layout = Literal["C", "F", "strided"]


class WireError(ValueError):
    """A value, or a message, that is not made of plain values; its text says why."""


def type_name(value: Any) -> str:
    """Name an object's class; a metaclass may have a `__name__` of its own, which is not asked."""
    return str(type.__dict__["__name__"].__get__(type(value)))[:80]


def plain(value: Any) -> Any:
    """Return a copy of `value` that is made of plain values only.

    Parameters
    ----------
    value : object
        Anything; generators and other lazy builtins become lists of at most `MAX_ITEMS` items.

    Raises
    ------
    WireError
        For anything that is no number, text, array, or list, tuple, set or dict of these.
    """
    try:
        return _plain(value, [MAX_NODES], 0)
    except (TypeError, RecursionError, OverflowError) as problem:  # an object that lies about its type
        raise WireError(f"a value of type {type_name(value)} could not be read") from problem


def copied(value: Any) -> Any:
    """Copy the arrays in lists, tuples and dicts, each with its memory layout and read-only flag; share the rest."""
    kind = type(value)
    if kind is np.ndarray and value.flags.carray:  # most are: contiguous, writeable
        return value.copy()
    if isinstance(value, np.ndarray):
        return arranged(value, layout(value), bool(value.flags.writeable))
    if kind is list or kind is tuple:
        return kind([copied(item) for item in value])
    if kind is dict:
        return {key: copied(item) for key, item in value.items()}
    return value


def identical(left: Any, right: Any) -> bool:
    """Whether two plain values are the same to the last bit, however their arrays lie in memory."""
    if left is right:
        return True
    kind = type(left)
    if kind is not type(right):
        return False
    if kind is np.ndarray or isinstance(left, np.ndarray | np.generic):
        return bool(left.dtype == right.dtype and left.shape == right.shape and left.tobytes() == right.tobytes())
    if kind is list or kind is tuple:
        return len(left) == len(right) and all(map(identical, left, right))
    if kind is dict:
        return left.keys() == right.keys() and all(identical(left[key], right[key]) for key in left)
    return bool(left == right or (left != left and right != right))  # NaN is itself


def layout(array: np.ndarray) -> Layout:
    """Name the order of an array's entries in memory."""
    if array.flags.c_contiguous:
        return "C"
    return "F" if array.flags.f_contiguous else "strided"


def arranged(array: np.ndarray, order: Layout, writeable: bool) -> np.ndarray:
    """Copy an array into a memory layout; "strided" has a gap after every entry."""
    if order == "strided" and array.ndim:
        result = np.zeros((*array.shape[:-1], 2 * array.shape[-1]), dtype=array.dtype)[..., ::2]
        result[...] = array
    else:
        result = np.array(array, order="F" if order == "F" else "C", subok=False)
    if not writeable:
        result.flags.writeable = False
    return result


def _plain(value: Any, left: list[int], depth: int) -> Any:
    kind = type(value)  # isinstance() would believe a lying __class__
    left[0] -= 1
    if left[0] < 0 or depth > MAX_DEPTH:
        raise WireError("the value has too many parts, or contains itself")
    if value is None or kind is bool or kind is int or kind is float:  # `in` would ask a metaclass whether it is equal
        return value
    if issubclass(kind, np.ndarray):
        return _plain_array(value)
    if issubclass(kind, np.generic):
        return _plain_array(np.ndarray.view(np.asarray(value), np.ndarray))[()]
    for base, method in _SCALARS.items():
        if issubclass(kind, base):
            return method(value)
    if issubclass(kind, dict):
        return _plain_dict(value, left, depth)
    for base, iterate in _ITERATE.items():
        if issubclass(kind, base):
            maker = set if base is frozenset else base
            return maker(_plain(item, left, depth + 1) for item in iterate(value))
    if kind in _LAZY:
        items = list(islice(value, MAX_ITEMS + 1))
        if len(items) > MAX_ITEMS:
            raise WireError(f"a {kind.__name__} gave more than {MAX_ITEMS} items")
        return [_plain(item, left, depth + 1) for item in items]
    raise WireError(f"got a {type_name(value)}; expected numbers, text, or lists, tuples, dicts of these")


def _plain_dict(value: dict[Any, Any], left: list[int], depth: int) -> dict[str, Any]:
    result = {}
    for key, item in dict.items(value):
        if not issubclass(type(key), str):
            raise WireError(f"a dict has a key of type {type_name(key)}; expected text")
        result[_plain_str(key)] = _plain(item, left, depth + 1)
    return result


def _plain_str(value: str) -> str:
    text = str.__str__(value)  # half a character cannot be written out
    return text if text.isascii() else _SURROGATES.sub("\N{REPLACEMENT CHARACTER}", text)


_SCALARS: Mapping[type, Callable[[Any], Any]] = {
    int: int.__pos__, float: float.__pos__, str: _plain_str, complex: complex.__pos__
}  # fmt: skip


def _plain_array(value: np.ndarray) -> np.ndarray:
    array = np.array(value, subok=False, order="K")
    if array.dtype.char in KINDS and array.dtype.isnative:
        return array
    if array.dtype.char in "gG":
        with np.errstate(all="ignore"):
            array = array.astype(np.float64 if array.dtype.char == "g" else np.complex128)
    if array.dtype.kind == "U" and 4 <= array.dtype.itemsize <= 4 * MAX_LETTERS:
        return array.astype(array.dtype.newbyteorder("="))
    if array.dtype.char not in KINDS:
        raise WireError(f"got an array of dtype {array.dtype.name}; expected numbers, for example float64")
    return array.astype(array.dtype.newbyteorder("="), copy=False)
