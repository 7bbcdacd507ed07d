"""Turn plain values into bytes and back; never pickle, and never an object of the student's.

A message is a JSON header, which says how the value is built, and after it the bytes of its arrays. `unpack` believes
nothing: dtype, shape and length are checked before an array is made, and everything malformed is a `WireError`.
What counts as plain is left to `courseware.plain`.
"""

from __future__ import annotations

import json
import math
import struct
from typing import Any

import numpy as np

from courseware.plain import (
    KINDS,
    MAX_DEPTH,
    MAX_LETTERS,
    MAX_NODES,
    WireError,
    arranged,
    layout,
    plain,
    type_name,
)

__all__ = ["WireError", "pack", "plain", "unpack"]

MAX_BYTES = 32_000_000
MAX_HEADER = 8_000_000  # what is read as JSON grows tenfold in memory
MAX_BRACKETS = 1_000_000  # in a header: an empty list takes 2 bytes there and 64 in memory
MAX_BITS = 1_024  # of an integer; JSON would take any, and printing one costs the square of its length
_LENGTH = struct.Struct(">I")
_DTYPES = {np.dtype(char).str: np.dtype(char) for char in KINDS}
_LAYOUTS = ("C", "F", "strided")


def pack(value: Any) -> bytes:
    """Write a plain value as bytes; `plain` makes others plain.

    Raises
    ------
    WireError
        When a part of the value is not plain, or there are too many parts.
    """
    writer = _Writer()
    try:
        header = json.dumps(writer.node(value, 0), separators=(",", ":"), ensure_ascii=False).encode()
    except UnicodeEncodeError as problem:
        raise WireError("a text holds half a character") from problem
    if len(header) > MAX_HEADER:
        raise WireError(f"the value needs {len(header)} bytes beside its arrays; at most {MAX_HEADER} are taken")
    return b"".join([_LENGTH.pack(len(header)), header, *writer.body])


def unpack(data: bytes, max_bytes: int = MAX_BYTES) -> Any:
    """Read a value from bytes that somebody else wrote.

    Raises
    ------
    WireError
        When the message is longer than `max_bytes`, or is not exactly what `pack` could have written.
    """
    if not _LENGTH.size <= len(data) <= max_bytes:
        raise WireError(f"the message has {len(data)} bytes; expected {_LENGTH.size} to {max_bytes}")
    (length,) = _LENGTH.unpack_from(data)
    start = _LENGTH.size + length
    if length > MAX_HEADER or start > len(data):
        raise WireError("the message ends within its header, or that is too long")
    text = data[_LENGTH.size : start]
    if length > MAX_NODES and text.count(b"[") + text.count(b"{") > MAX_BRACKETS:
        raise WireError("the value has too many parts")
    try:
        header = json.loads(text.decode("utf-8"))
    except (ValueError, RecursionError) as problem:
        raise WireError("the header of the message is not JSON") from problem
    reader = _Reader(memoryview(data)[start:])
    try:
        value = reader.build(header, 0)
    except (ValueError, TypeError, OverflowError, MemoryError) as problem:
        if isinstance(problem, WireError):
            raise
        raise WireError("the message does not describe a value") from problem
    if reader.body:
        raise WireError(f"the message has {len(reader.body)} bytes too many")
    return value


class _Writer:
    """Describes a value in JSON, and collects the bytes of its arrays in order."""

    def __init__(self) -> None:
        self.body: list[bytes | memoryview] = []
        self.nodes = 0

    def node(self, value: Any, depth: int) -> Any:
        self.nodes += 1
        if depth > MAX_DEPTH or self.nodes > MAX_NODES:
            raise WireError("the value has too many parts, or contains itself")
        kind = type(value)  # an object may lie about its class, but not about its type
        if value is None or kind is bool or kind is float or kind is str:
            return value
        if kind is np.ndarray:
            _check_dtype(value.dtype)
            self.body.append(value.data if value.flags.c_contiguous else value.tobytes())
            return ["array", value.dtype.str, list(value.shape), layout(value), bool(value.flags.writeable)]
        if kind is int:
            if value.bit_length() > MAX_BITS:
                raise WireError(f"an integer of {value.bit_length()} bits; expected at most {MAX_BITS}")
            return value
        if kind is dict:
            return ["dict", [[_text(key), self.node(item, depth + 1)] for key, item in value.items()]]
        if kind is list or kind is tuple:
            return [kind.__name__, [self.node(item, depth + 1) for item in value]]
        if kind is set:
            return ["set", [self.node(item, depth + 1) for item in sorted(value, key=repr)]]
        if kind is complex:
            return ["complex", value.real, value.imag]
        if issubclass(kind, np.generic):
            _check_dtype(value.dtype)
            self.body.append(value.tobytes())
            return ["scalar", value.dtype.str]
        raise WireError(f"a value of type {type_name(value)} is not plain")


def _text(key: Any) -> str:
    if type(key) is not str:
        raise WireError(f"a dict has a key of type {type_name(key)}; expected text")
    return key


def _check_dtype(dtype: np.dtype[Any]) -> None:
    if not (dtype.char in KINDS or dtype.kind == "U") or not dtype.isnative:
        raise WireError(f"an array of dtype {dtype.name} is not plain")


class _Reader:
    """Builds a value from its header, and takes the bytes of its arrays in order."""

    def __init__(self, body: memoryview) -> None:
        self.body = body
        self.nodes = 0

    def build(self, node: Any, depth: int) -> Any:
        self.nodes += 1
        if depth > MAX_DEPTH or self.nodes > MAX_NODES:
            raise WireError("the value has too many parts")
        given = type(node)
        if node is None or given is float or (given is str and node.isascii()):
            return node
        if given is not list:
            return _single(node)
        kind, *parts = node
        if kind == "array":
            return self.array(*parts)
        if kind == "scalar":
            (name,) = parts
            return self.array(name, [], "C", True)[()]
        if kind == "complex":
            real, imag = parts
            return complex(_real(real), _real(imag))
        (items,) = parts
        if type(items) is not list:
            raise WireError("the items of a value are not a list")
        if kind == "dict":
            return self.mapping(items, depth)
        maker = {"list": list, "tuple": tuple, "set": set}.get(kind)
        if maker is None:
            raise WireError("a part of the value has an unknown kind")
        return maker([self.build(item, depth + 1) for item in items])

    def mapping(self, items: list[Any], depth: int) -> dict[str, Any]:
        result = {}
        for key, item in items:
            if type(key) is not str or key in result:
                raise WireError("the keys of a dict are not text, or not all different")
            result[key if key.isascii() else _whole(key)] = self.build(item, depth + 1)
        return result

    def array(self, dtype_name: Any, shape: Any, order: Any, writeable: Any) -> np.ndarray:
        dtype = _DTYPES.get(dtype_name) or _dtype(dtype_name)
        if type(shape) is not list or len(shape) > MAX_DEPTH:
            raise WireError("the shape of an array is malformed")
        for length in shape:
            if type(length) is not int or not 0 <= length < 2**31:
                raise WireError("the shape of an array is malformed")
        if order not in _LAYOUTS or type(writeable) is not bool:
            raise WireError("the layout of an array is malformed")
        size = math.prod(shape) * dtype.itemsize
        if size > len(self.body):
            raise WireError(f"an array claims {size} bytes; {len(self.body)} are there")
        data, self.body = self.body[:size], self.body[size:]
        if dtype.kind in "bU":
            _check_entries(dtype, data)
        return arranged(np.frombuffer(data, dtype=dtype).reshape(shape), order, writeable)


def _single(node: Any) -> Any:
    if type(node) is str:
        return _whole(node)
    if type(node) not in (bool, int):
        raise WireError("a part of the value is malformed")
    if node.bit_length() > MAX_BITS:
        raise WireError("an integer is too long")
    return node


def _dtype(name: Any) -> np.dtype[Any]:
    if type(name) is str and name[:2] == np.dtype("U1").str[:2] and name[2:].isascii() and name[2:].isdigit():
        if len(name) > 8 or not 1 <= int(name[2:]) <= MAX_LETTERS:
            raise WireError("the strings of an array are too long")
        return np.dtype(name)
    raise WireError("an array has a dtype that is not taken")


def _check_entries(dtype: np.dtype[Any], data: memoryview) -> None:
    """Refuse bytes that no array could hold: they would make later arithmetic, or printing, misbehave."""
    if dtype.kind == "b" and data and np.frombuffer(data, np.uint8).max() > 1:
        raise WireError("an array of booleans holds something else")
    if dtype.kind == "U":
        letters = np.frombuffer(data, np.uint32)
        if ((letters > 0x10FFFF) | ((letters >= 0xD800) & (letters < 0xE000))).any():
            raise WireError("an array of strings holds something that is no character")


def _whole(text: str) -> str:
    text.encode("utf-8")  # half a character raises UnicodeEncodeError, which is a ValueError
    return text


def _real(value: Any) -> float:
    if type(value) is not float:
        raise WireError("a part of a complex number is not a number")
    return value
