"""Draw the values on which the lines of a derivation are evaluated, and find what each line must be equal to.

The symbols are described by plain data, a dict for each name:

- ``{"shape": ["N", "C"]}``: normal numbers; a dimension is a letter or a number, ``[]`` is a scalar;
  with ``"low"`` and ``"high"`` uniform between them;
- ``{"index": "C"}``: a place along a dimension; with ``"same": "i"`` equal to another index, with ``"unlike": "i"``
  different from it, with ``"free": "i"`` sometimes equal and sometimes not;
- ``{"is": "exp(z) / sum(exp(z))"}``: an abbreviation;
- ``{"derivative": "z"}``: what the start's derivative with respect to that symbol is, without saying its formula.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

import numpy as np

from courseware.evaluation import Value, evaluate
from courseware.expressions import parse

SCALES = (1.0, 0.3, 2.0, 1.0, 0.6, 1.5)
SIZES = (2, 3, 4, 5)
STEP = 1e-20


def draws(options: Mapping[str, Any], seed: int) -> Iterator[tuple[dict[str, Any], Value]]:
    """Yield values for the symbols, and what every line must be equal to for them.

    Parameters
    ----------
    options : mapping
        ``symbols``; ``start``, the expression that a derivation begins with; and where the task is to differentiate
        it, ``derivative``: with respect to what, such as ``"z[j]"``. A matrix stands for all of its entries when the
        start is one number: ``"W"`` asks for an array of the shape of W.
    seed : int
    """
    rng = np.random.default_rng(seed)
    for number, scale in enumerate(SCALES):
        values = _free_values(options["symbols"], rng, scale, number)
        yield {**_with_abbreviations(options["symbols"], values), **_slopes(options, values)}, _truth(options, values)


def _free_values(symbols: Mapping[str, Any], rng: np.random.Generator, scale: float, number: int) -> dict[str, Any]:
    sizes = _sizes(symbols, rng, all_equal=number == 1)
    values: dict[str, Any] = {}
    for name, about in symbols.items():
        if "shape" in about:
            shape = tuple(sizes[size] if isinstance(size, str) else size for size in about["shape"])
            low, high = about.get("low"), about.get("high")
            values[name] = rng.normal(0, scale, shape) if low is None else rng.uniform(low, high, shape)
        elif "index" in about:
            values[name] = _index(about, sizes[about["index"]], values, rng, number)
    return values


def _sizes(symbols: Mapping[str, Any], rng: np.random.Generator, all_equal: bool) -> dict[str, int]:
    letters = {size for about in symbols.values() for size in about.get("shape", []) if isinstance(size, str)}
    chosen = rng.permutation(SIZES)
    return {letter: 3 if all_equal else int(chosen[k % len(SIZES)]) for k, letter in enumerate(sorted(letters))}


def _index(
    about: Mapping[str, Any], size: int, values: Mapping[str, Any], rng: np.random.Generator, number: int
) -> int:
    other = values[about.get("same") or about.get("unlike") or about["free"]] if len(about) > 1 else None
    if other is None:
        return int(rng.integers(size))
    if "same" in about or ("free" in about and number % 2):
        return int(other)
    return int((other + 1 + rng.integers(size - 1)) % size)


def _with_abbreviations(symbols: Mapping[str, Any], values: Mapping[str, Any]) -> dict[str, Any]:
    """Work out the abbreviations in order, except one that has been given a value of its own."""
    full = dict(values)
    for name, about in symbols.items():
        if "is" in about and name not in full:
            full[name] = evaluate(parse(about["is"]), full)
    return full


def _slopes(options: Mapping[str, Any], values: Mapping[str, Any]) -> dict[str, Value]:
    """The symbols that stand for a derivative of the start."""
    asked = {name: about["derivative"] for name, about in options["symbols"].items() if "derivative" in about}
    return {name: _derivative(options, values, by) for name, by in asked.items()}


def _truth(options: Mapping[str, Any], values: Mapping[str, Any]) -> Value:
    """The start's value, or its derivative."""
    if "derivative" in options:
        return _derivative(options, values, options["derivative"])
    return evaluate(parse(options["start"]), _with_abbreviations(options["symbols"], values))


def _derivative(options: Mapping[str, Any], values: Mapping[str, Any], by: str) -> Value:
    """The start's derivative by a complex step, which is exact to rounding and needs no formula."""
    start, symbols = parse(options["start"]), options["symbols"]
    name, _, index = by.rstrip("]").partition("[")
    point = np.array(_with_abbreviations(symbols, values)[name], dtype=complex)

    def moved(place: Any) -> Value:
        step = point.copy()
        step[place] += 1j * STEP
        return np.asarray(evaluate(start, _with_abbreviations(symbols, {**values, name: step})).imag / STEP)

    if index:
        return moved(tuple(values[part.strip()] for part in index.split(",")))
    if point.ndim == 0 or evaluate(start, _with_abbreviations(symbols, values)).ndim:
        return moved(())  # every entry of the result depends on one of the symbol's
    return np.array([moved(place) for place in np.ndindex(point.shape)]).reshape(point.shape)
