"""Call the answers of notebook 04 on functions that are built from plain data, in `courseware.drivers.claims`.

A driver returns what came back, and what became of ``x``; whether that is right is not known here.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager, suppress
from typing import Any

import numpy as np

from courseware.drivers.claims import Array, draw, network, separate, value, with_gradient
from courseware.plain import copied, plain

Answer = Callable[..., Any]


def _numerical(answer: Answer, kind: str, a: Array, x: Array, h: float | None = None) -> Any:
    return _gradient(answer, kind, a, x, h)


def _complex(answer: Answer, kind: str, a: Array, x: Array, h: float | None = None) -> Any:
    def f(z: Array) -> Any:
        return value(kind, a, z)

    return answer(f, x) if h is None else answer(f, x, h)


def _restored(answer: Answer, kind: str, a: Array, x: Array, h: float | None = None) -> dict[str, Any]:
    before = x.copy()
    _gradient(answer, kind, a, x, h)
    return {change_of("x"): units(before, x)}


def _seeded(answer: Answer, kind: str, a: Array, x: Array, seed: int) -> Any:
    """The gradient of a function with a random factor, divided by that factor, so that any one draw will do."""
    draws: list[float] = []

    def f(point: Array) -> float:
        draws.append(draw())
        return draws[-1] * float(value(kind, a, point))

    with seeded(seed):
        gradient = plain(answer(f, x))
    usual = Counter(draws).most_common(1)[0][0] if draws else 1.0
    return gradient / usual if isinstance(gradient, np.ndarray) and gradient.dtype.kind in "iuf" else gradient


def _numerical_twice(answer: Answer, kind: str, a: Array, x: Array) -> tuple[Any, Any]:
    return _twice(_numerical, answer, kind, a, x)


def _complex_twice(answer: Answer, kind: str, a: Array, x: Array) -> tuple[Any, Any]:
    return _twice(_complex, answer, kind, a, x)


def _checked(
    answer: Answer, kind: str, a: Array, b: Array | None, x: Array, options: Mapping[str, float], seed: int | None,
    wanted: list[str],
) -> Any:  # fmt: skip
    """The wanted parts of a report; by how much x has changed is one of them."""
    before = x.copy()
    with seeded(seed):
        report = plain(answer(with_gradient(kind, a, b, seed), x, **options))
    if not isinstance(report, dict):
        return report
    index = report.get("worst_index")
    if isinstance(index, tuple | list | int | np.integer):
        with suppress(ValueError, TypeError):  # else it is reported as what it is
            report["worst_index"] = np.atleast_1d(np.array(index, dtype=int))
    return _chosen({**report, change_of("x"): units(before, x)}, wanted)


def _network(
    answer: Answer, data: dict[str, Any], back: dict[str, Any], params: dict[str, Any], options: dict[str, float],
    seed: int | None, wanted: list[str],
) -> Any:  # fmt: skip
    return _searched(answer, network(data, back, seed), params, options, seed, wanted)


def _separate(
    answer: Answer, kind: str, a: dict[str, Any], b: dict[str, Any], params: dict[str, Any], options: dict[str, float],
    wanted: list[str],
) -> Any:  # fmt: skip
    return _searched(answer, separate(kind, a, b), params, options, None, wanted)


def _searched(
    answer: Answer, loss_fn: Any, params: dict[str, Any], options: dict[str, float], seed: int | None,
    wanted: list[str],
) -> Any:  # fmt: skip
    before, arrays = copied(params), dict(params)
    with seeded(seed):
        result = plain(answer(loss_fn, params, **options))
    if not isinstance(result, dict):
        return result
    for name, x in arrays.items():
        kept = params.get(name)
        now = kept if isinstance(kept, np.ndarray) and kept.shape == x.shape else x
        result[change_of(name)] = units(before[name], now)
    return _chosen(result, wanted)


def _chosen(result: dict[str, Any], wanted: list[str]) -> dict[str, Any]:
    return {name: result[name] for name in wanted if name in result}


DRIVERS: Mapping[str, Callable[..., Any]] = {
    "numerical": _numerical,
    "restored": _restored,
    "seeded": _seeded,
    "numerical-twice": _numerical_twice,
    "checked": _checked,
    "network": _network,
    "separate": _separate,
    "complex": _complex,
    "complex-twice": _complex_twice,
}


@contextmanager
def seeded(seed: int | None) -> Iterator[None]:
    """Begin with NumPy's global state as a seed makes it, and leave it as it was."""
    before = np.random.get_state()  # noqa: NPY002
    if seed is not None:
        np.random.seed(seed)  # noqa: NPY002
    try:
        yield
    finally:
        np.random.set_state(before)  # noqa: NPY002


def change_of(name: str) -> str:
    """The part of a result that says by how much an array has changed."""
    return f"change of {name}, in units of its last bit"


def units(before: Array, after: Array) -> Array:
    """By how many units in the last place each number has changed; 0 when every bit is as it was."""
    if before.dtype.kind != "f" or before.dtype != after.dtype:
        return np.asarray(after != before, dtype=float)
    return (np.array(after).view(np.int64) - np.array(before).view(np.int64)).astype(float)


def _gradient(answer: Answer, kind: str, a: Array, x: Array, h: float | None) -> Any:
    def f(point: Array) -> float:
        return float(value(kind, a, point))

    return answer(f, x) if h is None else answer(f, x, h)


def _twice(drive: Answer, answer: Answer, kind: str, a: Array, x: Array) -> tuple[Any, Any]:
    """Two equal calls with another one in between: a result kept in a shared buffer changes under it."""
    again, other = copied(x), copied(x)[::-1]
    first = drive(answer, kind, a, x)
    drive(answer, kind, a[::-1], other)
    return plain(first), drive(answer, kind, a, again)
