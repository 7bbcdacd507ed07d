"""What a remark is made of."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Kind:
    """One reason to look: its name, and what may well be behind it."""

    title: str
    caution: str


KINDS = {
    "alike": Kind(
        "The same answer but for its names",
        "Two people who worked together, or used the same page, write the same; so, at times, do two who never met.",
    ),
    "public": Kind(
        "Numbers of the public examples in the code",
        "The judge draws inputs of its own, so this gains nothing. It may be left over from trying things out.",
    ),
    "import": Kind(
        "An unusual import",
        "The sandbox refuses what could do harm. Most such lines are habits, or experiments in a cell of one's own.",
    ),
    "reach": Kind(
        "Code that reaches further than the exercise",
        "Nothing of it can reach the judge or the marks. Some of it is curiosity; some is copied from a forum.",
    ),
    "surroundings": Kind(
        "Code that asks where or when it runs",
        "It can tell a grader from a student's own machine, and it is also how people measure time or find a file.",
    ),
}


@dataclass(frozen=True)
class Remark:
    """Something that was seen in the source of one or more submissions.

    Attributes
    ----------
    kind : str
        A name in `KINDS`.
    students : tuple of str
    where : str
        The answers or cells where it stands.
    seen : str
        What stands there; code is between backticks.
    """

    kind: str
    students: tuple[str, ...]
    where: str
    seen: str
