"""What a submission could conceivably have changed of the worker that it was forked from, in one comparable value."""

from __future__ import annotations

import contextlib
import os
import signal
import sys
from typing import Any

SIGNALS = sorted(signal.valid_signals())


def state() -> tuple[Any, ...]:
    """Describe the calling process: what is open, mounted, running, and by which rules.

    A worker in another state than before its first submission is ended, and the judge starts a new one.
    """
    with open("/proc/self/mountinfo") as mounts:
        mounted = mounts.read()
    return (
        mounted,
        sorted(os.listdir("/proc/self/fd")),
        os.listdir("/proc/self/task"),
        _children(),
        os.getcwd(),
        _umask(),
        os.sched_getaffinity(0),
        (os.getpriority(os.PRIO_PROCESS, 0), os.sched_getscheduler(0)),
        (os.getresuid(), os.getresgid()),
        [signal.getsignal(number) for number in SIGNALS],
        signal.getitimer(signal.ITIMER_REAL),
        dict(os.environ),
        len(sys.modules),
        tuple(sys.path),
    )


def _children() -> bool:
    with contextlib.suppress(ChildProcessError):
        os.waitid(os.P_ALL, 0, os.WEXITED | os.WNOHANG | os.WNOWAIT)
        return True
    return False


def _umask() -> int:
    mask = os.umask(0o022)
    os.umask(mask)
    return mask
