"""Call an answer once and say what came back: the same in a student's kernel, in the sandbox and for references.

A driver is how an answer is called; it runs in the student's process and returns values only. A reader finds out what
is to be compared in them; it runs where the judge is, since the student's process could say anything about itself.
Deciding is left to `courseware.verdict`.
"""

from __future__ import annotations

import importlib
import linecache
import re
import time
import warnings
from collections.abc import Callable, Mapping
from dataclasses import replace
from functools import cache
from types import FunctionType, ModuleType, TracebackType
from typing import Any

import numpy as np

from courseware.outcome import Outcome
from courseware.plain import WireError, copied, plain, type_name

MAX_WARNINGS = 20
MAX_TEXT = 500  # letters of a message


def call(answer: Any, args: tuple[Any, ...], driver: str = "call") -> Outcome:
    """Call an answer on copies of the arguments.

    Parameters
    ----------
    answer : callable, or for the driver "value" any object
    args : tuple
        Plain values; arrays keep their memory layout and their read-only flag.
    driver : str
        A name in `DRIVERS`, or ``"<topic>.<name>"``: see `driver_named`.

    Returns
    -------
    Outcome
        An exception is in it, not raised; only KeyboardInterrupt passes, so that a learner can stop a slow call.

    Raises
    ------
    LookupError
        There is no such driver: a mistake in a check, not in the answer.
    """
    return read(drive(answer, args, driver), args, driver)


def drive(answer: Any, args: tuple[Any, ...], driver: str = "call") -> Outcome:
    """Call an answer on copies of the arguments, as `call` does, and leave what came back unread."""
    run = driver_named(driver)
    given = tuple(copied(arg) for arg in args)
    value, error, message = None, "", ""
    started = time.perf_counter()
    with warnings.catch_warnings(record=True) as caught, np.errstate(all="warn", under="ignore"):
        warnings.simplefilter("always")
        try:
            value = plain(run(answer, *given))  # within the try: a generator runs here
        except KeyboardInterrupt:
            raise
        except WireError as problem:
            error, message = "TypeError", one_line(problem)
        except BaseException as problem:  # the seam to student code: SystemExit and its like are answers too
            error, message = type_name(problem), _told(problem, answer)
    seconds = time.perf_counter() - started
    return Outcome(value, tuple(_after(arg) for arg in given), error, message, _numeric(caught), seconds)


def read(outcome: Outcome, args: tuple[Any, ...], driver: str) -> Outcome:
    """Put what is to be compared in the place of what a driver brought back; most bring back just that.

    What a reader can't make sense of is an error of the answer.
    """
    reader = getattr(_module(driver), "READERS", {}).get(driver.rpartition(".")[2])
    if reader is None or outcome.error:
        return outcome
    try:
        with np.errstate(all="ignore"):
            return replace(outcome, value=plain(reader(outcome.value, outcome.after, *map(copied, args))))
    except Exception as problem:  # it reads what a student's process sent
        return replace(outcome, value=None, error=type_name(problem), message=one_line(problem))


def driver_named(name: str) -> Callable[..., Any]:
    """Find a driver; the module of a topic's own drivers, `courseware.drivers.<topic>`, is loaded when it is asked for.

    Raises
    ------
    LookupError
        There is no such driver; the message says where it was looked for.
    """
    known, short = getattr(_module(name), "DRIVERS", DRIVERS), name.rpartition(".")[2]
    if short not in known:
        place = getattr(_module(name), "__name__", __name__)
        raise LookupError(f"there is no driver {name!r}; DRIVERS of {place} has: {', '.join(known)}")
    return known[short]


@cache
def _module(name: str) -> ModuleType | None:
    """The module of a topic's own drivers; None for the drivers of this one."""
    topic = name.rpartition(".")[0]
    if not topic:
        return None
    if not re.fullmatch(r"[a-z_][a-z0-9_]*", topic):
        raise LookupError(f"{name!r} is no name of a driver; expected 'name' or 'topic.name'")
    place = f"courseware.drivers.{topic}"
    try:
        return importlib.import_module(place)
    except ModuleNotFoundError as problem:
        if problem.name != place:
            raise
        raise LookupError(f"there is no driver {name!r}: there is no module {place}") from None


def one_line(problem: BaseException | str) -> str:
    """Write an exception's message on one line without control characters, and cut it where it is long."""
    try:
        text = str(problem)
    except Exception:
        text = "(its message could not be read)"
    text = text[: 4 * MAX_TEXT]
    if not text.isprintable():
        text = "".join(letter if letter.isprintable() else " " for letter in text)
    text = " ".join(text.split())
    return text if len(text) <= MAX_TEXT else text[:MAX_TEXT] + " ..."


def _call(answer: Callable[..., Any], *args: Any) -> Any:
    return answer(*args)


def _value(answer: Any, *args: Any) -> Any:
    return answer


def _twice(answer: Callable[..., Any], *args: Any) -> tuple[Any, Any]:
    """Call on equal arguments twice, and on others in between: a result kept in a shared buffer changes under it."""
    again, others = copied(args), copied(tuple(_reversed(arg) for arg in args))
    first = answer(*args)
    answer(*others)
    return plain(first), answer(*again)


DRIVERS: Mapping[str, Callable[..., Any]] = {"call": _call, "value": _value, "twice": _twice}


def _reversed(arg: Any) -> Any:
    """Turn an array round along its first axis: as valid an argument, with other entries."""
    return arg[::-1] if isinstance(arg, np.ndarray) and arg.ndim else arg


def _after(arg: Any) -> Any:
    try:
        return plain(arg)
    except WireError:
        return None  # the function put something of its own into a list or dict: not what was given


def _numeric(caught: list[warnings.WarningMessage]) -> tuple[str, ...]:
    told = (one_line(warning.message) for warning in caught if issubclass(warning.category, RuntimeWarning))
    return tuple(dict.fromkeys(told))[:MAX_WARNINGS]


def _told(problem: BaseException, answer: Any) -> str:
    """Write the message of an exception with the last line of the student's own code that led to it."""
    text = one_line(problem)
    where = _student_line(problem.__traceback__, answer.__globals__ if type(answer) is FunctionType else None)
    if where and not isinstance(problem, NotImplementedError):
        return f"{text} ({where})" if text else where
    return text


def _student_line(trace: TracebackType | None, namespace: Any) -> str:
    found = ""
    while trace is not None:
        if trace.tb_frame.f_globals is namespace:  # all cells of a notebook share their globals
            line = linecache.getline(trace.tb_frame.f_code.co_filename, trace.tb_lineno, trace.tb_frame.f_globals)
            found = f"line {trace.tb_lineno}: {one_line(line)}" if line.strip() else f"line {trace.tb_lineno}"
        trace = trace.tb_next
    return found
