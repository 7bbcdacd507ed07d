"""Say in a sentence for the learner why a student's process ended, from what its supervisor reported."""

from __future__ import annotations

import signal
from collections.abc import Mapping
from typing import Any, Literal

from .limits import Limits

SPENT = "Your code used all the processor time that a submission may use."
TOO_MUCH = {
    "memory": "Your code needed more memory than the {memory_mb} MB that a submission may use.",
    "processor": SPENT,
    "processes": "Your code started more than the {processes} processes that a submission may use.",
}


def killed_outside(report: Mapping[str, Any]) -> bool:
    """Whether something outside the sandbox may have ended the process: somebody, or a machine short of memory.

    Code that sends itself a SIGKILL looks the same.
    """
    return "why" not in report or (report["why"] == "ended" and report.get("code") == -signal.SIGKILL)


def explained(report: Mapping[str, Any], limits: Limits) -> tuple[Literal["died", "limit"], str]:
    """Return the status of the cell that was running, and the reason."""
    why, code = report.get("why"), report.get("code", 0)
    if why in TOO_MUCH:
        return "limit", TOO_MUCH[why].format(**vars(limits))
    if why == "ended" and code == -signal.SIGXCPU:
        return "limit", SPENT
    if why == "ended" and code < 0:
        return "died", f"Python was ended by the signal {_name(-code)} while it ran your code."
    if why == "ended":
        return "died", "Python ended while it ran your code, which may call os._exit, or close what it did not open."
    return "died", "The sandbox was ended from outside while it ran your code; the machine may be short of memory."


def _name(number: int) -> str:
    try:
        return signal.Signals(number).name
    except ValueError:  # most real-time signals have no name
        return str(number)
