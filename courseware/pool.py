"""Hold many small arrays in a few large ones, and describe values that contain them in JSON."""

from __future__ import annotations

import math
from collections.abc import Mapping
from typing import Any

import numpy as np

from courseware.plain import arranged, layout


class Pool:
    """Arrays laid end to end, one member for each dtype; equal arrays are held once.

    Reading a thousand members of an archive takes longer than a self-check may take; reading four does not.
    """

    def __init__(self, members: Mapping[str, np.ndarray] | None = None) -> None:
        self._members = dict(members or {})
        self._parts: dict[str, list[np.ndarray]] = {}
        self._lengths: dict[str, int] = {}
        self._known: dict[tuple[str, bytes], int] = {}

    def put(self, value: Any) -> Any:
        """Describe a plain value in JSON; its arrays go into the pool."""
        if value is None or isinstance(value, (bool, str)) or type(value) is int:
            return value
        if isinstance(value, np.ndarray):
            start = self._start(value)
            details = [layout(value), bool(value.flags.writeable)]
            extra = [] if details == ["C", True] else details
            return ["array", value.dtype.str, start, list(value.shape), *extra]
        if isinstance(value, (float, np.generic)):
            array = np.asarray(value)
            return ["number" if type(value) is float else "scalar", array.dtype.str, self._start(array)]
        if isinstance(value, (list, tuple)):
            return [type(value).__name__, [self.put(item) for item in value]]
        if isinstance(value, set):
            return ["set", [self.put(item) for item in sorted(value)]]
        if isinstance(value, dict):
            return ["dict", {key: self.put(item) for key, item in value.items()}]
        raise TypeError(f"golden data cannot hold a value of type {type(value).__name__}")

    def get(self, node: Any) -> Any:
        """Build the value that `put` described."""
        if not isinstance(node, list):
            return node
        kind, *parts = node
        if kind == "dict":
            return {key: self.get(item) for key, item in parts[0].items()}
        if kind in ("tuple", "list", "set"):
            return {"tuple": tuple, "list": list, "set": set}[kind](self.get(item) for item in parts[0])
        dtype, start, *rest = parts
        shape = rest[0] if rest else []
        array = self._members[f"pool{dtype[1:]}"][start : start + math.prod(shape)].reshape(shape)
        if kind == "array":
            return arranged(array, *rest[1:]) if rest[1:] else array
        return array.item() if kind == "number" else array[()]

    def members(self) -> dict[str, np.ndarray]:
        """The large arrays, by name."""
        return {f"pool{dtype[1:]}": np.concatenate(parts) for dtype, parts in sorted(self._parts.items())}

    def _start(self, array: np.ndarray) -> int:
        data = np.ascontiguousarray(array).reshape(-1)
        key = data.dtype.str, data.tobytes()
        if key not in self._known:
            start = self._lengths.get(key[0], 0)
            self._known[key] = start
            self._lengths[key[0]] = start + data.size
            self._parts.setdefault(key[0], []).append(data)
        return self._known[key]
