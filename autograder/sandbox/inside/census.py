"""What the processes of a submission use, as /proc tells it; what becomes of that is left to `supervisor`."""

from __future__ import annotations

import contextlib
import os
import resource
from dataclasses import dataclass

TICKS = os.sysconf("SC_CLK_TCK")


@dataclass(frozen=True)
class Member:
    """One process: its parent, and the seconds of processor time that it and its ended children took."""

    parent: int
    seconds: float


def members() -> dict[int, Member]:
    """List the processes of the submission: all that descend from the calling process."""
    found: dict[int, Member] = {}
    for name in filter(str.isdigit, os.listdir("/proc")):
        with contextlib.suppress(OSError), open(f"/proc/{name}/stat") as file:
            fields = file.read().rpartition(")")[2].split()
            found[int(name)] = Member(int(fields[1]), sum(map(int, fields[11:15])) / TICKS)
    ours = {os.getpid()}
    while more := {pid for pid, member in found.items() if member.parent in ours} - ours:
        ours |= more
    return {pid: found[pid] for pid in sorted(ours - {os.getpid()})}


def processor_seconds(listed: dict[int, Member]) -> float:
    """The processor time of all of them, and of orphans that the calling process collected."""
    ended = resource.getrusage(resource.RUSAGE_CHILDREN)
    return sum(member.seconds for member in listed.values()) + ended.ru_utime + ended.ru_stime


def waited(child: int) -> float:
    """How long a process was ready and waited for a processor that others used; not those of its own submission."""
    listed = members()
    try:
        with open(f"/proc/{child}/schedstat") as file:
            ready = int(file.read().split()[1]) / 1e9
    except (OSError, IndexError):  # a kernel that does not count this
        return 0.0
    own = processor_seconds(listed) - (listed[child].seconds if child in listed else 0.0)
    return max(0.0, ready - own)


def too_much_memory(pids: list[int], allowed: int) -> bool:
    """Add up the memory of processes; the slower count, in which a shared page is one page, only where it decides."""
    return sum(map(_resident, pids)) > allowed and sum(map(_proportional, pids)) > allowed


def _resident(pid: int) -> int:
    """Pages in memory and swapped out, and the tables of all pages, which can be larger than these."""
    return _summed(f"/proc/{pid}/status", ("VmRSS:", "VmPTE:", "VmSwap:"))


def _proportional(pid: int) -> int:
    found = _summed(f"/proc/{pid}/smaps_rollup", ("Pss:", "SwapPss:"))
    return found + _summed(f"/proc/{pid}/status", ("VmPTE:",)) if found else _resident(pid)  # it forbids a closer look


def _summed(path: str, names: tuple[str, ...]) -> int:
    with contextlib.suppress(OSError, ValueError), open(path) as file:
        return sum(int(line.split()[1]) * 1024 for line in file if line.startswith(names))
    return 0
