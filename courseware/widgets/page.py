"""Text that a notebook shows: what stopped a demo, and a prediction beside what happens."""

from __future__ import annotations

import os
import sys
import traceback
import warnings
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, TypeVar

import numpy as np

T = TypeVar("T")


def lecture(on: bool = True) -> None:
    """Use the large type of a lecture hall for all widgets that are shown from now on."""
    os.environ["COURSEWARE_LECTURE"] = "1" if on else ""


def large() -> bool:
    """Whether the type is that of a lecture hall."""
    return bool(os.environ.get("COURSEWARE_LECTURE"))


def digits() -> bool:
    """Whether a widget has a page of its own, on which digits press its buttons."""
    return os.environ.get("COURSEWARE_LECTURE") == "classroom"


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


def tried(name: str, function: Callable[..., T], *args: Any, **named: Any) -> tuple[T | None, str]:
    """Call what runs the learner's function, quietly.

    Parameters
    ----------
    name : str
        Of the learner's function, for the text.
    function : callable
    *args, **named
        For it.

    Returns
    -------
    result
        None when there is none.
    trouble : str
        What stopped it, as a sentence; empty when all went well.
    """
    try:
        with warnings.catch_warnings(), np.errstate(all="ignore"):
            warnings.simplefilter("ignore")
            return function(*args, **named), ""
    except NotImplementedError:
        return None, f"Your {name} is not written yet."
    except Exception as problem:  # the seam to student code
        return None, f"Your {name} stopped: {stopped(problem)}."


def stopped(problem: Exception) -> str:
    """Name an exception, and the line where it came from, on one line."""
    if isinstance(problem, NotImplementedError):
        return "not written yet"
    frames = traceback.extract_tb(problem.__traceback__)
    where = [each for each in frames if Path(each.filename).parent != Path(__file__).parent]  # the learner's lines
    line = f" (in {where[-1].name}, line {where[-1].lineno}: {where[-1].line})" if where and where[-1].line else ""
    return " ".join(f"{type(problem).__name__}: {problem}{line}".split())[:400]


def reveal(prediction: Any, fact: object) -> None:
    """Show a prediction beside what happens; without a prediction, ask for one and keep the answer back."""
    if missing(prediction):
        print("Type your prediction in the cell above first. It is saved, and never marked.")
        return
    text = str(fact)
    gap = "\n" if "\n" in text else "   "  # a table begins on a line of its own
    print(f"You predicted:  {prediction}\nWhat happens:{gap}{text}")


def count(steps: int) -> str:
    """``1 step``, ``2 steps``."""
    return f"{steps} step" if steps == 1 else f"{steps} steps"


def missing(prediction: Any) -> bool:
    """Whether nothing was predicted yet."""
    return prediction is None or prediction is ... or not str(prediction).strip()
