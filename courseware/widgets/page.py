"""Text that a notebook shows: what stopped a demo, and a prediction beside what happens."""

from __future__ import annotations

import os
import sys
import traceback
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any


def live() -> bool:
    """Whether somebody can move a control: a Jupyter kernel that is not being graded and not told to keep still."""
    if "NBGRADER_EXECUTION" in os.environ or "COURSEWARE_STILL" in os.environ:
        return False
    return getattr(_shell(), "kernel", None) is not None


def in_notebook() -> bool:
    """Whether pictures can be shown: in a kernel, live or not, and in the grader's shell, but not in a terminal."""
    kinds = {kind.__name__ for kind in type(_shell()).__mro__}
    return "InteractiveShell" in kinds and "TerminalInteractiveShell" not in kinds


def _shell() -> Any:
    ipython = sys.modules.get("IPython")
    return ipython.get_ipython() if ipython else None


@contextmanager
def attempt(*names: str) -> Iterator[None]:
    """Run a demo that uses the learner's own functions; where one is not written or stops, say so and go on.

    Parameters
    ----------
    *names : str
        The functions that the demo needs.
    """
    try:
        yield
    except NotImplementedError:
        needed = " and ".join(f"`{name}`" for name in names)
        print(f"Write {needed} first, then run this cell again.")
    except Exception as problem:  # the seam to student code
        print(f"This demo stopped: {stopped(problem)}")


def stopped(problem: Exception) -> str:
    """Name an exception, and the line where it came from, on one line."""
    if isinstance(problem, NotImplementedError):
        return "not written yet"
    where = traceback.extract_tb(problem.__traceback__)
    line = f" (in {where[-1].name}, line {where[-1].lineno}: {where[-1].line})" if where and where[-1].line else ""
    return " ".join(f"{type(problem).__name__}: {problem}{line}".split())[:400]


def reveal(prediction: Any, fact: object) -> None:
    """Show a prediction beside what happens; without a prediction, ask for one and keep the answer back."""
    if prediction is None or prediction is ... or not str(prediction).strip():
        print("Type your prediction in the cell above first. It is saved, and never marked.")
        return
    text = str(fact)
    gap = "\n" if "\n" in text else "   "  # a table begins on a line of its own
    print(f"You predicted:  {prediction}\nWhat happens:{gap}{text}")
