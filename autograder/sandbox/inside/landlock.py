"""A second wall on files, by Landlock: whatever is mounted, only the paths named here can be opened.

It is irrevocable for the process and its children, needs no privilege, and where the kernel is new enough it also
closes TCP, and signals and abstract Unix sockets towards processes outside.
"""

from __future__ import annotations

import ctypes
import os
import stat
from collections.abc import Iterable

from .linux import syscall

CREATE_RULESET, ADD_RULE, RESTRICT_SELF = 444, 445, 446
EXECUTE, WRITE_FILE, READ_FILE, READ_DIR = 1, 2, 4, 8
TRUNCATE, IOCTL_DEV = 1 << 14, 1 << 15
READ = EXECUTE | READ_FILE | READ_DIR
ON_FILES = EXECUTE | WRITE_FILE | READ_FILE | TRUNCATE | IOCTL_DEV  # the others make sense for folders only
# Not zero, whose pages can be shared without being counted, and no terminals, which are few on a machine
DEVICES = ("null", "full", "random", "urandom")
_FILE_RIGHTS = {1: 13, 2: 14, 3: 15, 4: 15}  # how many rights each version knows; 16 from version 5


class _Ruleset(ctypes.Structure):
    _fields_ = (("files", ctypes.c_uint64), ("net", ctypes.c_uint64), ("scoped", ctypes.c_uint64))


class _Beneath(ctypes.Structure):
    _pack_ = 1
    _fields_ = (("allowed", ctypes.c_uint64), ("parent", ctypes.c_int32))


def version() -> int:
    """Return the version of the kernel's Landlock, 0 where there is none."""
    try:
        return syscall(CREATE_RULESET, None, ctypes.c_size_t(0), ctypes.c_uint32(1), what="landlock")
    except OSError:
        return 0


def restrict(readable: Iterable[str], writable: Iterable[str]) -> None:
    """Let the calling thread, and all it starts, read and run below some paths and write below others; nothing else."""
    abi = version()
    known = (1 << _FILE_RIGHTS.get(abi, 16)) - 1
    ruleset = _Ruleset(known, 3 if abi >= 4 else 0, 3 if abi >= 6 else 0)
    size = 24 if abi >= 6 else 16 if abi >= 4 else 8
    handle = syscall(CREATE_RULESET, ctypes.byref(ruleset), ctypes.c_size_t(size), 0, what="landlock_create_ruleset")
    try:
        for path in readable:
            _allow(handle, path, READ & known)
        for path in writable:
            _allow(handle, path, known)
        for name in DEVICES:
            _allow(handle, f"/dev/{name}", (READ_FILE | WRITE_FILE | IOCTL_DEV | TRUNCATE) & known)
        syscall(RESTRICT_SELF, handle, 0, what="landlock_restrict_self")
    finally:
        os.close(handle)


def _allow(handle: int, path: str, rights: int) -> None:
    try:
        parent = os.open(path, os.O_PATH | os.O_CLOEXEC)
    except FileNotFoundError:
        return
    try:
        if not stat.S_ISDIR(os.fstat(parent).st_mode):
            rights &= ON_FILES
        rule = _Beneath(rights, parent)
        syscall(ADD_RULE, handle, 1, ctypes.byref(rule), 0, what=f"landlock_add_rule {path}")
    finally:
        os.close(parent)
