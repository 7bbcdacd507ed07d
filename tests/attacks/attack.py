"""What a hostile submission is, as plain data; the modules beside this one fill the catalogue."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from nbformat.notebooknode import NotebookNode

THREATS = (
    "forge the verdict", "forge the comparison", "forge the channel", "read the answers", "write outside",
    "stop the grading", "reach out", "break the parser", "attack the reader", "behave when watched",
)  # fmt: skip

# Names that stand in an attack for what only the arena knows.
COURSE, REPOSITORY, OUTSIDE = "@COURSE@", "@REPOSITORY@", "@OUTSIDE@"
TCP, UDP, ABSTRACT = "@TCP@", "@UDP@", "@ABSTRACT@"
MARK = "left-by-an-attack"  # the name and the content of everything that an attack tries to leave behind
CANARY = "canary-5d1f0c-of-the-course"  # stands in files and variables that no submission may read

# What an honest submission answers in the same places: some answers right, and a softmax that earns nothing.
WRONG = {"softmax": "def softmax(x):\n    return x * 0.5"}

Notebook = NotebookNode
Place = Callable[[Path, bytes], None]


@dataclass(frozen=True)
class Attack:
    """One hostile submission to notebook 01.

    Attributes
    ----------
    name, threat : str
        The threat is one of `THREATS`.
    answers : mapping of str to str
        What is typed into answer cells.
    before, after : tuple of str
        Cells of its own, ahead of all of the notebook's and behind them.
    honest : mapping of str to str
        The answers of the same submission with the hostile part left out.
    spoil : callable, optional
        Changes the filled-in notebook, as JSON, or returns the bytes to hand in.
    place : callable, optional
        Puts the bytes to where the submission is expected, in its own way.
    says : str
        A pattern that the row of the submission matches: its notes and the messages of its marks.
    slow : bool
        It waits for a limit of time, or moves much memory.
    core : bool
        It is run behind every wall, and all others behind the best one only.
    """

    name: str
    threat: str
    answers: Mapping[str, str] = field(default_factory=dict)
    before: tuple[str, ...] = ()
    after: tuple[str, ...] = ()
    honest: Mapping[str, str] = field(default_factory=lambda: WRONG)
    spoil: Callable[[dict[str, Any]], bytes | None] | None = None
    place: Place | None = None
    says: str = ""
    slow: bool = False
    core: bool = False


CATALOGUE: list[Attack] = []


def attack(threat: str, name: str, answer: str = "", **fields: Any) -> None:
    """Add an attack to the catalogue; ``answer`` is what it types in for softmax."""
    if threat not in THREATS or any((each.threat, each.name) == (threat, name) for each in CATALOGUE):
        raise ValueError(f"{name}: expected a new name and one of the threats, got {threat!r}")
    fields.setdefault("answers", {"softmax": answer} if answer else WRONG)
    for cells in ("before", "after"):
        if isinstance(fields.get(cells), str):
            fields[cells] = (fields[cells],)
    CATALOGUE.append(Attack(name, threat, **fields))
