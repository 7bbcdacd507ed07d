"""Decide which of the course's demonstrations need not be run: those that no mark can depend on.

A cell that only shows something carries the tag ``demo``. It is left out while it stands as it was handed out and
nothing that is run needs a name that it makes; what is shown in its place is left to `autograder.stills`.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable

from nbformat.notebooknode import NotebookNode

from autograder.names import names

TAG = "demo"
LEFT_OUT = "left_out"  # in the metadata of one that was not run


def sources(edition: NotebookNode) -> frozenset[str]:
    """The text of every demonstration of an edition."""
    return frozenset(cell.source for cell in edition.cells if TAG in cell.metadata.get("tags", []))


def left_out(cells: Iterable[str], demos: Collection[str], wanted: Iterable[str] = ()) -> frozenset[str]:
    """The demonstrations that need not be run.

    Parameters
    ----------
    cells : iterable of str
        The text of every code cell that may be run.
    demos : collection of str
        The text of those that only show something.
    wanted : iterable of str
        Names that are asked for afterwards: the exercises.

    Returns
    -------
    frozenset of str
        Their text. Empty when a cell of the student's may reach any name at all, for instance by ``eval``.
    """
    needed, waiting, run = set(wanted), {}, []
    for source in cells:
        if source in demos:
            waiting[source] = names(source)
        else:
            run.append(names(source))
    while not any(each.anything for each in run):
        needed.update(*(each.needs for each in run))
        run = [waiting.pop(source) for source, each in list(waiting.items()) if each.makes & needed]
        if not run:
            return frozenset(waiting)
    return frozenset()
