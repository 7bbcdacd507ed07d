"""How figures are shown: a row each, as a table for people and as JSON for machines."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path

from rich.console import Console
from rich.table import Table


@dataclass(frozen=True)
class Row:
    """One figure.

    Attributes
    ----------
    name : str
        What was measured; "A / B" for a ratio.
    figure : float
    details : str
        What it was computed from.
    wanted : str
        What we want it to be; empty where nothing is promised.
    """

    name: str
    figure: float
    details: str = ""
    wanted: str = ""


def show(title: str, rows: Sequence[Row], console: Console) -> None:
    table = Table(title=title, title_justify="left", box=None, padding=(0, 2, 0, 0))
    for heading, justify in (("", "left"), ("figure", "right"), ("wanted", "left"), ("from", "left")):
        table.add_column(heading, justify=justify)  # type: ignore[arg-type]
    for row in rows:
        table.add_row(row.name, f"{row.figure:.3g}", row.wanted, row.details)
    console.print(table)
    console.print()


def write(path: Path, machine: Mapping[str, str], results: Mapping[str, Sequence[Row]]) -> None:
    """Write all figures with the machine that they were measured on."""
    content = {"machine": machine, "results": {name: [asdict(row) for row in rows] for name, rows in results.items()}}
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(json.dumps(content, indent=1, ensure_ascii=False) + "\n", "utf-8")
