"""Show where an array differs: as a small HTML table that needs no colour to be read, and as the first row in text."""

from __future__ import annotations

from typing import Any

import numpy as np

from courseware.difference import Difference
from courseware.spec import Case, Spec
from courseware.words import number

MAX_ROWS, MAX_COLUMNS = 8, 8
CROSS = "\N{MULTIPLICATION X}"
_CELL = "border:1px solid rgba(128,128,128,0.5);padding:1px 6px;text-align:right"
_MARKED = f"{_CELL};background-color:rgba(213,94,0,0.25);font-weight:bold"


def picture(difference: Difference) -> str:
    """A table of the student's own array with the entries marked that differ; empty where there is no such array.

    It holds no expected value, so the judge may show it.
    """
    if difference.mask is None or np.ndim(difference.got) not in (1, 2) or np.size(difference.got) < 2:
        return ""
    got, mask = np.atleast_2d(difference.got), np.atleast_2d(difference.mask)
    shown = got[:MAX_ROWS, :MAX_COLUMNS]
    head = "".join(f'<th scope="col" style="{_CELL}">{column}</th>' for column in range(shown.shape[1]))
    body = "".join(
        f'<tr><th scope="row" style="{_CELL}">{index}</th>{"".join(map(_cell, row, marks))}</tr>'
        for index, (row, marks) in enumerate(zip(shown, mask[:MAX_ROWS, :MAX_COLUMNS], strict=True))
    )
    name = difference.part or "Your result"
    cut = f" (the first {shown.shape[0]} rows and {shown.shape[1]} columns)" if shown.size < got.size else ""
    caption = f'<caption style="text-align:left;white-space:nowrap">{name}{cut}; {CROSS} marks what differs:</caption>'
    style = "border-collapse:collapse;margin:4px 0;font-size:inherit"
    return f'<table style="{style}">{caption}<tr><td></td>{head}</tr>{body}</table>'


def first_row(spec: Spec, case: Case, difference: Difference) -> tuple[str, ...]:
    """The first row that differs, with the row of the input that it comes from: for public data only.

    It is there when the option ``rows`` says which argument the rows belong to, ``[0, "x"]``.
    """
    if "rows" not in spec.options or difference.mask is None or np.ndim(difference.got) != 2:
        return ()
    position, name = spec.options["rows"]
    index = int(np.argwhere(difference.mask.any(axis=1))[0][0])
    got, expected, mask = difference.got[index], difference.expected[index], difference.mask[index]
    given = case.args[position][index]
    return (
        f"Row {index} of `{name}` is {_listed(given, given, [False] * len(given))}.",
        f"Yours: {_listed(got, expected, mask)}.",
        f"Expected: {_listed(expected, got, mask)}.",
    )


def _listed(row: Any, other: Any, mask: Any) -> str:
    """Entries in a few digits, or in as many as it takes to see that two marked ones differ."""
    entries = list(zip(row, other, mask, strict=True))[:MAX_COLUMNS]
    shown = [number(one, two if marked else None, digits=4) for one, two, marked in entries]
    return f"[{', '.join(shown)}{', ...' if len(row) > MAX_COLUMNS else ''}]"


def _cell(value: Any, marked: bool) -> str:
    text = number(value, digits=4)
    return f'<td style="{_MARKED}">{CROSS} {text}</td>' if marked else f'<td style="{_CELL}">{text}</td>'
