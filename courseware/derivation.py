"""Read a derivation line by line and find the first line that does not follow, or what is missing from its form.

All that is wanted stands in a check's options, which are plain data:

- ``symbols``, ``start``, ``derivative``: see `courseware.draws`; ``functions``: the functions that may be used;
- ``part``: the key of this derivation, where the answer is a dict of several;
- ``least``: how many different lines it takes at least;
- ``steps``: forms that must occur in this order, each ``{"one_of": [[pattern, ...], ...], "ask": sentence}``: a
  line that holds all patterns of one of the lists;
- ``refused``: forms that agree for the wrong reason, each ``{"one_of": ..., "say": sentence}``;
- ``last``: the same for the last line, with the ``names`` and ``functions`` that it may hold.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

import numpy as np

from courseware.draws import draws
from courseware.evaluation import Value, evaluate
from courseware.expressions import Expression, ExpressionError, parse
from courseware.forms import holds, refuse_names, same_form

MAX_LINES = 30
RTOL = 1e-8

Options = Mapping[str, Any]
Drawn = Sequence[tuple[dict[str, Any], Value]]


@dataclass(frozen=True)
class Finding:
    """The first thing in a derivation that is not as wanted; everything is empty when all is well.

    Attributes
    ----------
    kind : str
        ``unwritten``, ``unreadable``, ``shape``, ``not-finite``, ``sign``, ``constant-factor``, ``value``,
        ``reason`` or ``form``.
    line : int
        Counted from 1; 0 for the derivation as a whole.
    message : str
    details : tuple of str
    values : tuple of ndarray
        What the line is on the values drawn: the same mistake in other words has the same values.
    """

    kind: str = ""
    line: int = 0
    message: str = ""
    details: tuple[str, ...] = ()
    values: tuple[Value, ...] = ()


def examine(answer: Any, options: Options, seed: int) -> Finding:
    """Find the first line of a derivation that does not follow; when all do, what is missing from its form.

    Parameters
    ----------
    answer : list of str, or one str with a line of mathematics on each of its lines, or a dict of these
    options : mapping
        See the module.
    seed : int
        Of the values on which the lines are evaluated.
    """
    try:
        lines = lines_of(answer, options.get("part"))
    except ExpressionError as error:
        return Finding("unreadable", 0, f"This cannot be read: {error}.")
    if not lines:
        return Finding("unwritten", 0, "Not written yet.")
    if len(lines) == 1 and "derivative" not in options:
        return Finding("unwritten", 0, "Nothing follows yet after the line that was given.")
    drawn = list(draws(options, seed))
    read: list[Expression] = []
    for number, text in enumerate(lines, 1):
        try:
            expression = parse(text)
            refuse_names(expression, options["symbols"], options["functions"])
            values = tuple(evaluate(expression, symbols) for symbols, _ in drawn)
        except ExpressionError as error:
            return Finding("unreadable", number, f"Line {number} cannot be read: {error}.", (_line(number, lines),))
        told = [(_used(expression, symbols), truth) for symbols, truth in drawn]
        finding = _follows(number, lines, values, told, options)
        if finding.kind:
            return finding
        for form in options.get("refused", []):
            if _has(expression, form["one_of"]):
                return Finding("reason", number, f"Line {number}: {form['say']}", (_line(number, lines),))
        read.append(expression)
    return _form(read, lines, options)


def lines_of(answer: Any, part: str | None = None) -> list[str]:
    """The lines of an answer, without the empty ones and without a leading equals sign.

    Raises
    ------
    ExpressionError
        The answer is something else than lines of text, or has too many of them.
    """
    if part is not None:
        if not isinstance(answer, dict) or part not in answer:
            raise ExpressionError(f"the answer is a dict with a list of lines at the key {part!r}")
        answer = answer[part]
    if isinstance(answer, str):
        answer = answer[: 500 * MAX_LINES].splitlines()
    if not isinstance(answer, list | tuple) or not all(isinstance(line, str) for line in answer):
        raise ExpressionError("the answer is a list of lines, each of them in quotes")
    lines = [text for text in (line.strip().removeprefix("=").strip() for line in answer) if text]
    if len(lines) > MAX_LINES:
        raise ExpressionError(f"there are {len(lines)} lines; at most {MAX_LINES} are read")
    return lines


def _follows(number: int, lines: Sequence[str], values: tuple[Value, ...], drawn: Drawn, options: Options) -> Finding:
    """See whether a line is equal to the truth, to which all lines before it are equal."""
    before = f"line {number - 1}" if number > 1 else _origin(options)
    message = f"Line {number} does not follow from {before}." if number > 1 else f"Line 1 is not {before}."
    shown = tuple(_line(k, lines) for k in (number - 1, number) if k > 0)
    for (symbols, truth), value in zip(drawn, values, strict=True):
        if value.shape != truth.shape:
            text = f"Line {number} has shape {value.shape}; expected {truth.shape}."
            return Finding("shape", number, message, (*shown, text), values)
        if not np.all(np.isfinite(value)):
            text = f"Line {number} is not a finite number for {_told(symbols)}."
            return Finding("not-finite", number, message, (*shown, text), values)
        if not np.all(np.abs(value - truth) <= RTOL * np.max(np.abs(truth), initial=1e-12)):
            kind, text = _factor(np.concatenate([np.ravel(truth) for _, truth in drawn]),
                                 np.concatenate([np.ravel(value) for value in values]))
            where = f"For {_told(symbols)} line {number} is {_number(value)}"
            where += f", line {number - 1} is {_number(truth)}." if number > 1 else "."
            also = (text.format(number, before),) if text else ()
            return Finding(kind, number, message, (*shown, where, *also), values)
    return Finding()


def _factor(wanted: Value, got: Value) -> tuple[str, str]:
    with np.errstate(all="ignore"):
        ratio = float(np.median(got / wanted))
    if not np.isfinite(ratio) or ratio == 0 or not np.allclose(got, ratio * wanted, rtol=1e-6, atol=0):
        return "value", ""
    if abs(ratio + 1) < 1e-6:
        return "sign", "Line {} is {} with the other sign, for all values."
    return "constant-factor", "Line {} is " + f"{ratio:.4g} times " + "{}, for all values."


def _form(read: Sequence[Expression], lines: Sequence[str], options: Options) -> Finding:
    """Every line is equal to the start; see whether they go the way that was asked for."""
    if "derivative" not in options and not same_form(read[0].tree, parse(options["start"]).tree):
        return Finding("form", 1, f"A derivation begins with what is given: {options['start']}", (_line(1, lines),))
    at = 0
    for step in options.get("steps", []):
        at = next((k for k, line in enumerate(read) if k >= at and _has(line, step["one_of"])), len(read))
        if at == len(read):
            return Finding("form", 0, f"Every line follows, but a step is missing: {step['ask']}.")
    last, end = read[-1], options["last"]
    allowed = last.names <= {*end["names"]} and last.functions <= {*end["functions"]}
    if not (allowed and _has(last, end.get("one_of", []))):
        message = f"Every line follows, but the last one has not yet the form asked for: {end['ask']}."
        return Finding("form", len(lines), message, (_line(len(lines), lines),))
    different = 1 + sum(not same_form(one.tree, next_one.tree) for one, next_one in pairwise(read))
    if different < options.get("least", 1):
        return Finding("form", 0, f"Start and end are right. Show the way, in at least {options['least']} lines.")
    return Finding()


def _has(line: Expression, one_of: Sequence[Sequence[str]]) -> bool:
    """Whether a line holds all patterns of one of the lists; no list asks for nothing."""
    return not one_of or any(all(holds(line, parse(pattern).tree) for pattern in patterns) for patterns in one_of)


def _origin(options: Options) -> str:
    if "derivative" in options:
        return f"the derivative of {options['start']} with respect to {options['derivative']}"
    return f"equal to {options['start']}"


def _line(number: int, lines: Sequence[str]) -> str:
    return f"line {number}:  {lines[number - 1][:200]}"


def _used(expression: Expression, symbols: Mapping[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in symbols.items() if name in expression.names}


def _told(symbols: Mapping[str, Any]) -> str:
    return ", ".join(f"{name} = {_number(value)}" for name, value in symbols.items() if np.size(value) <= 6)


def _number(value: Any) -> str:
    array = np.asarray(value)
    if array.ndim == 0:
        return f"{array:.4g}"
    return np.array2string(array, precision=3, separator=", ", suppress_small=True)
