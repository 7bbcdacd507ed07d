"""What an instructor may want to look at in the sources of a class: advice, never proof, and it changes no mark.

Sources are parsed, never run. Each module looks for one thing; how the remarks are shown is left to
`autograder.report`.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence

from autograder.advice.alike import alike
from autograder.advice.public import Public, copied, gather
from autograder.advice.reach import reaches
from autograder.advice.remark import KINDS, Kind, Remark
from autograder.advice.shape import parse, shell_lines
from autograder.report.classroom import ClassRoom, Source

__all__ = ["KINDS", "Kind", "Public", "Remark", "advise", "gather", "look"]

MOST_LINES = 3


def advise(room: ClassRoom, known: Mapping[str, Public]) -> list[Remark]:
    """Everything that is worth a look in a class, by kind and then by student.

    Parameters
    ----------
    room : ClassRoom
    known : mapping of str to Public
        What everybody can see of each exercise, from `gather`.
    """
    remarks = list(alike(room.submissions))
    for each in room.submissions:
        for source in each.sources:
            for kind, seen in look(source, room.assignment, known.get(source.name)):
                remarks.append(Remark(kind, (each.student,), source.name, seen))
    order = list(KINDS)
    return sorted(remarks, key=lambda remark: (order.index(remark.kind), remark.students))


def look(source: Source, assignment: str, known: Public | None) -> Iterator[tuple[str, str]]:
    """The kind of each thing that is unusual in one cell, and a sentence with the lines."""
    tree = parse(source.text)
    if tree is None:
        return
    found: dict[str, dict[int, str]] = defaultdict(dict)
    for finding in reaches(tree, assignment, source.is_answer):
        found[finding.kind].setdefault(finding.line, "")
    for line in shell_lines(source.text):
        found["reach"].setdefault(line, "")
    for told, line in copied(tree, known) if known and source.is_answer else ():
        found["public"].setdefault(line, told)
    lines = source.text.splitlines()
    for kind, at in found.items():
        yield kind, _sentence(lines, at)


def _sentence(lines: Sequence[str], at: Mapping[int, str]) -> str:
    shown = []
    for line, told in sorted(at.items())[:MOST_LINES]:
        text = " ".join(lines[line - 1].split()).replace("`", "'") if 0 < line <= len(lines) else ""
        text = text if len(text) <= 90 else f"{text[:90]} ..."
        shown.append(f"{told}{': ' * bool(told)}`{text}` (line {line})")
    more = f" And {len(at) - MOST_LINES} more." if len(at) > MOST_LINES else ""
    sentence = "; ".join(shown) + "." + more
    return sentence[0].upper() + sentence[1:]
