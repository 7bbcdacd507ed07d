"""The calls of Linux that Python has no name for; what they are used for is left to the other modules here."""

from __future__ import annotations

import ctypes
import os
import signal

from .numbers import MACHINES

NEWNS, NEWCGROUP, NEWUTS, NEWIPC = 0x00020000, 0x02000000, 0x04000000, 0x08000000
NEWUSER, NEWPID, NEWNET = 0x10000000, 0x20000000, 0x40000000
NOSUID, NODEV, NOEXEC, BIND, REC, PRIVATE = 2, 4, 8, 4096, 16384, 1 << 18
DETACH = 2
CAP_KILL, CAP_SETGID, CAP_SETUID, CAP_SETPCAP, CAP_SYS_ADMIN = 5, 6, 7, 8, 21
SET_PDEATHSIG, SET_DUMPABLE, SET_KEEPCAPS, CAPBSET_DROP, SET_NO_NEW_PRIVS, CAP_AMBIENT = 1, 4, 8, 24, 38, 47
NOBODY = 65534
HUGE, COLLAPSE = 1 << 21, 25  # bytes of a huge page, and the advice that makes some

_libc = ctypes.CDLL(None, use_errno=True)
_held = ctypes.PyDLL(None, use_errno=True)  # keeps the interpreter's lock, which a child could not get back
_ID = ctypes.c_ulong


def check(result: int, what: str) -> int:
    """Raise an OSError that names the call when it failed."""
    if result < 0:
        error = ctypes.get_errno()
        raise OSError(error, f"{what}: {os.strerror(error)}")
    return result


def syscall(number: int, *args: object, what: str) -> int:
    return check(_libc.syscall(ctypes.c_long(number), *args), what)


def prctl(option: int, *args: int) -> int:
    rest = [_ID(arg) for arg in (*args, 0, 0, 0, 0)[:4]]
    return check(_libc.prctl(option, *rest), f"prctl {option}")


def unshare(flags: int) -> None:
    check(_libc.unshare(flags), "unshare")


def fork_into(flags: int) -> int:
    """Fork as `os.fork` does, with the child in new namespaces, also of processes: that takes one fork instead of two.

    Only for a process with one thread. glibc's own preparations for a fork are left out; they are about threads.
    """
    machine = os.uname().machine
    if machine not in MACHINES:
        raise OSError(f"clone: the system calls of a {machine} are not known here")
    number, zero = MACHINES[machine][1]["clone"], ctypes.c_long(0)
    ctypes.pythonapi.PyOS_BeforeFork()
    pid = int(_held.syscall(ctypes.c_long(number), ctypes.c_long(flags | signal.SIGCHLD), zero, zero, zero, zero))
    if pid == 0:
        ctypes.pythonapi.PyOS_AfterFork_Child()
        return 0
    ctypes.pythonapi.PyOS_AfterFork_Parent()
    return check(pid, "clone")


def mount(source: str, target: str, kind: str = "", flags: int = 0, options: str = "") -> None:
    texts = [os.fsencode(text) or None for text in (source, target, kind)]
    check(_libc.mount(*texts, _ID(flags), options.encode() or None), f"mount {kind or source} on {target}")


def detach(target: str) -> None:
    check(_libc.umount2(os.fsencode(target), DETACH), f"umount {target}")


def pivot_root(new: str, old: str) -> None:
    number = {"x86_64": 155, "aarch64": 41}[os.uname().machine]
    syscall(number, os.fsencode(new), os.fsencode(old), what="pivot_root")


def make_read_only(target: str) -> None:
    """Make a mount and all below it read-only, without set-user-id programs and device files (Linux 5.12)."""
    attributes = (ctypes.c_uint64 * 4)(1 | 2, 0, 0, 0)  # MOUNT_ATTR_RDONLY | MOUNT_ATTR_NOSUID
    size = ctypes.c_size_t(ctypes.sizeof(attributes))
    syscall(442, -100, os.fsencode(target), 0x8000, ctypes.byref(attributes), size, what="mount_setattr")


def map_user(inside: tuple[int, int], outside: tuple[int, int]) -> None:
    """Give the calling process, in a user namespace of its own, one user and one group."""
    for name, text in (
        ("setgroups", "deny"),
        ("uid_map", f"{inside[0]} {outside[0]} 1"),
        ("gid_map", f"{inside[1]} {outside[1]} 1"),
    ):
        with open(f"/proc/self/{name}", "w") as file:
            file.write(text)


def set_capabilities(kept: tuple[int, ...]) -> None:
    """Keep these capabilities and give up all others, for good."""
    prctl(CAP_AMBIENT, 4)  # PR_CAP_AMBIENT_CLEAR_ALL
    for number in range(64):
        if number not in kept and _libc.prctl(CAPBSET_DROP, _ID(number), _ID(0), _ID(0), _ID(0)) < 0:
            break  # past the last one, or not ours to drop: then there is none to regain either
    mask = sum(1 << number for number in kept)
    header = (ctypes.c_uint32 * 2)(0x20080522, 0)
    low, high = mask & 0xFFFFFFFF, mask >> 32
    sets = (ctypes.c_uint32 * 6)(low, low, 0, high, high, 0)
    check(_libc.capset(ctypes.byref(header), ctypes.byref(sets)), "capset")


def join_pages() -> None:
    """Join the small pages of the calling process into huge ones where the kernel can: a fork copies one entry each.

    It helps and no more (Linux 6.1); what is not joined stays as it was.
    """
    with open("/proc/self/maps") as file:
        for line in file.read().splitlines():
            addresses, rights, *_, node = line.split()[:5]
            if rights != "rw-p" or node != "0":
                continue
            start, end = (int(address, 16) for address in addresses.split("-"))
            start, end = -(-start // HUGE) * HUGE, end // HUGE * HUGE
            if start < end:
                _libc.madvise(ctypes.c_void_p(start), ctypes.c_size_t(end - start), COLLAPSE)


def is_root() -> bool:
    """Say whether this is the machine's root; the root of a user namespace has an ordinary user's rights outside."""
    with open("/proc/self/uid_map") as file:
        return os.getuid() == 0 and file.read().split() == ["0", "0", "4294967295"]


def die_with_parent() -> None:
    prctl(SET_PDEATHSIG, 9)
