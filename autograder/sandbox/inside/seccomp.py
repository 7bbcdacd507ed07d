"""A third wall, by seccomp: system calls that no exercise needs are refused; their numbers are in `numbers`.

Refused are calls that hold memory which no limit counts (memfd, shared memory, pipes of foreign pages), that use up
what all programs of the machine share (watches, asynchronous input), that look into other processes or slow down the
one that watches over the submission, that make new namespaces or mounts, that reach the kernel's less trodden corners,
and all sockets but Unix ones.
"""

from __future__ import annotations

import ctypes
import os
import struct

from .linux import check
from .numbers import MACHINES, SAME

EPERM, ENOSYS, EAFNOSUPPORT = 1, 38, 97
ALLOW, ERRNO = 0x7FFF0000, 0x00050000
LOAD, AND, EQUAL, AT_LEAST, SHARED, RETURN = 0x20, 0x54, 0x15, 0x35, 0x45, 0x06  # instructions of the filter machine
NUMBER, MACHINE, ARGUMENTS = 0, 4, 16  # offsets in struct seccomp_data

NEW_NAMESPACES = 0x7E020000
SHARED_NOWHERE = 0x21  # MAP_SHARED | MAP_ANONYMOUS: pages that stay when they are unmapped from every process
LEASE, NOTIFY = 1024, 1026  # of fcntl: others would wait, or be watched, when they open a file
AF_UNIX = 1
CLONE3 = 435


def stands() -> bool:
    """Say whether this machine's system calls are known here."""
    return os.uname().machine in MACHINES and os.path.exists("/proc/sys/kernel/seccomp")


def restrict() -> None:
    """Refuse the calls for this thread and all it starts, for good; no_new_privs must be set."""
    filters = _filter(*MACHINES[os.uname().machine])
    buffer = ctypes.create_string_buffer(filters, len(filters))
    program = ctypes.create_string_buffer(struct.pack("HxxxxxxP", len(filters) // 8, ctypes.addressof(buffer)))
    libc = ctypes.CDLL(None, use_errno=True)
    zero = ctypes.c_ulong(0)
    check(libc.prctl(22, ctypes.c_ulong(2), program, zero, zero), "seccomp")  # PR_SET_SECCOMP, SECCOMP_MODE_FILTER


def _filter(machine: int, numbers: dict[str, int]) -> bytes:
    by_argument = {
        "clone": (0, [_step(SHARED, NEW_NAMESPACES, 0, 1), _refuse(EPERM)]),
        "socket": (0, [_step(EQUAL, AF_UNIX, 1, 0), _refuse(EAFNOSUPPORT)]),
        "socketpair": (0, [_step(EQUAL, AF_UNIX, 1, 0), _refuse(EAFNOSUPPORT)]),
        "prlimit64": (0, [_step(EQUAL, 0, 1, 0), _refuse(EPERM)]),  # limits of other processes
        "fcntl": (1, [_step(EQUAL, LEASE, 1, 0), _step(EQUAL, NOTIFY, 0, 1), _refuse(EPERM)]),
        "mmap": (3, [_step(AND, SHARED_NOWHERE), _step(EQUAL, SHARED_NOWHERE, 0, 1), _refuse(EPERM)]),
    }
    code = [
        _step(LOAD, MACHINE), _step(EQUAL, machine, 1, 0), _refuse(EPERM),
        _step(LOAD, NUMBER), _step(AT_LEAST, 0x40000000, 0, 1), _refuse(EPERM),  # the x32 names of the same calls
        _step(EQUAL, CLONE3, 0, 1), _refuse(ENOSYS),  # its flags lie in memory; the C library then uses clone
    ]  # fmt: skip
    for number in (*(number for name, number in numbers.items() if name not in by_argument), *SAME.values()):
        code += [_step(EQUAL, number, 0, 1), _refuse(EPERM)]
    for name, (argument, steps) in by_argument.items():
        steps = [_step(LOAD, ARGUMENTS + 8 * argument), *steps, _step(LOAD, NUMBER)]
        code += [_step(EQUAL, numbers[name], 0, len(steps)), *steps]
    return b"".join([*code, _step(RETURN, ALLOW)])


def _step(instruction: int, value: int, if_true: int = 0, if_false: int = 0) -> bytes:
    return struct.pack("HBBI", instruction, if_true, if_false, value)


def _refuse(error: int) -> bytes:
    return _step(RETURN, ERRNO | error)
