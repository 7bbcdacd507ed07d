"""Run a submission's code where it can do no harm, and take nothing but values from it.

`choose` finds the walls that stand on this machine, a `Worker` is a warm process behind them, and a `Session` is one
submission in a fork of it. No reference and no check ever enters these processes; comparing is left to the judge.
"""

from .host import Host
from .limits import CellResult, IsolationRefused, Limits, SandboxError
from .session import STOPPED, Session
from .walls import LEVELS, Walls, choose
from .worker import Worker

__all__ = [
    "LEVELS",
    "STOPPED",
    "CellResult",
    "Host",
    "IsolationRefused",
    "Limits",
    "SandboxError",
    "Session",
    "Walls",
    "Worker",
    "choose",
]
