"""Judge a typed answer, a few numbers, by conditions that stand in a check's options.

- ``symbol`` and ``shape``: the name of the answer in the conditions, and its shape, such as ``[3]``;
- ``part``: its key, where the answer is a dict of several;
- ``largest``: no number may be larger than this in absolute value;
- ``conditions``: what must hold, each ``{"that": expression, "else": sentence, "shown": expression}``.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import numpy as np

from courseware.derivation import Finding
from courseware.evaluation import Value, evaluate
from courseware.expressions import parse


def examine(answer: Any, options: Mapping[str, Any]) -> Finding:
    """Find the first condition that a typed answer does not meet."""
    part = options.get("part")
    if part is not None:
        if not isinstance(answer, dict) or part not in answer:
            return Finding("unreadable", 0, f"The answer is a dict with numbers at the key {part!r}.")
        answer = answer[part]
    if answer is None or (isinstance(answer, list | tuple | str) and not answer):
        return Finding("unwritten", 0, "Not written yet.")
    numbers = _numbers(answer)
    shape = tuple(options["shape"])
    if numbers is None or numbers.shape != shape:
        wanted = f"{shape[0]} numbers" if len(shape) == 1 else f"numbers of shape {shape}"
        return Finding("unreadable", 0, f"The answer is a list of {wanted}." if shape else "The answer is one number.")
    if not np.all(np.abs(numbers) <= options["largest"]):
        return Finding("not-finite", 0, f"Use numbers between -{options['largest']:g} and {options['largest']:g}.")
    symbols = {options["symbol"]: numbers}
    for condition in options["conditions"]:
        if not np.all(evaluate(parse(condition["that"]), symbols)):
            value = evaluate(parse(condition["shown"]), symbols)
            yours = f"With your numbers, {condition['shown']} = {np.array2string(value, precision=6)}."
            return Finding("value", 0, condition["else"], (yours,), (numbers,))
    return Finding()


def _numbers(answer: Any) -> Value | None:
    if isinstance(answer, str | bool | dict | set):
        return None
    try:
        numbers = np.asarray(answer)
    except (ValueError, TypeError):
        return None
    return numbers.astype(float) if numbers.dtype.kind in "iuf" else None
