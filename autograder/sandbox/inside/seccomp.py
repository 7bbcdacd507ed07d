"""A third wall, by seccomp: system calls that no exercise needs are refused.

Refused are those that hold memory which no limit counts (memfd, System V segments), that look into other processes,
that make new namespaces or mounts, that reach the kernel's less trodden corners, and all sockets but Unix and IP
(a virtual machine's vsock does not belong to a network namespace).
"""

from __future__ import annotations

import ctypes
import os
import struct

from .linux import check

NEW_NAMESPACES = 0x7E020000
SOCKETS = (1, 2, 10)  # AF_UNIX, AF_INET, AF_INET6
EPERM, ENOSYS, EAFNOSUPPORT = 1, 38, 97
ALLOW, ERRNO = 0x7FFF0000, 0x00050000
LOAD, EQUAL, AT_LEAST, SHARED, RETURN = 0x20, 0x15, 0x35, 0x45, 0x06  # instructions of the filter machine
NUMBER, MACHINE, FIRST_ARGUMENT = 0, 4, 16  # offsets in struct seccomp_data

_SAME = {  # numbers above 424 are the same on every machine
    "io_uring_setup": 425, "open_tree": 428, "move_mount": 429, "fsopen": 430, "fsmount": 432, "fspick": 433,
    "pidfd_getfd": 438, "mount_setattr": 442, "memfd_secret": 447,
}  # fmt: skip
_MACHINES = {
    "x86_64": (0xC000003E, {
        "clone": 56, "socket": 41, "socketpair": 53, "shmget": 29, "semget": 64, "msgget": 68, "ptrace": 101,
        "pivot_root": 155, "chroot": 161, "mount": 165, "umount2": 166, "init_module": 175, "delete_module": 176,
        "mq_open": 240, "kexec_load": 246, "add_key": 248, "request_key": 249, "keyctl": 250, "unshare": 272,
        "perf_event_open": 298, "name_to_handle_at": 303, "open_by_handle_at": 304, "setns": 308,
        "process_vm_readv": 310, "process_vm_writev": 311, "finit_module": 313, "memfd_create": 319,
        "kexec_file_load": 320, "bpf": 321, "userfaultfd": 323,
    }),
    "aarch64": (0xC00000B7, {
        "clone": 220, "socket": 198, "socketpair": 199, "shmget": 194, "semget": 190, "msgget": 186, "ptrace": 117,
        "pivot_root": 41, "chroot": 51, "mount": 40, "umount2": 39, "init_module": 105, "delete_module": 106,
        "mq_open": 180, "kexec_load": 104, "add_key": 217, "request_key": 218, "keyctl": 219, "unshare": 97,
        "perf_event_open": 241, "name_to_handle_at": 264, "open_by_handle_at": 265, "setns": 268,
        "process_vm_readv": 270, "process_vm_writev": 271, "finit_module": 273, "memfd_create": 279,
        "kexec_file_load": 294, "bpf": 280, "userfaultfd": 282,
    }),
}  # fmt: skip
_SPECIAL = ("clone", "socket", "socketpair")
CLONE3 = 435


def stands() -> bool:
    """Say whether this machine's system calls are known here."""
    return os.uname().machine in _MACHINES and os.path.exists("/proc/sys/kernel/seccomp")


def restrict() -> None:
    """Refuse the calls for this thread and all it starts, for good; no_new_privs must be set."""
    filters = _filter(*_MACHINES[os.uname().machine])
    buffer = ctypes.create_string_buffer(filters, len(filters))
    program = ctypes.create_string_buffer(struct.pack("HxxxxxxP", len(filters) // 8, ctypes.addressof(buffer)))
    libc = ctypes.CDLL(None, use_errno=True)
    zero = ctypes.c_ulong(0)
    check(libc.prctl(22, ctypes.c_ulong(2), program, zero, zero), "seccomp")  # PR_SET_SECCOMP, SECCOMP_MODE_FILTER


def _filter(machine: int, numbers: dict[str, int]) -> bytes:
    refused = [*(number for name, number in numbers.items() if name not in _SPECIAL), *_SAME.values()]
    code = [
        _step(LOAD, MACHINE), _step(EQUAL, machine, 1, 0), _refuse(EPERM),
        _step(LOAD, NUMBER), _step(AT_LEAST, 0x40000000, 0, 1), _refuse(EPERM),  # the x32 names of the same calls
        _step(EQUAL, CLONE3, 0, 1), _refuse(ENOSYS),  # its flags lie in memory; the C library then uses clone
    ]  # fmt: skip
    for number in refused:
        code += [_step(EQUAL, number, 0, 1), _refuse(EPERM)]
    code += [
        _step(EQUAL, numbers["clone"], 0, 3), _step(LOAD, FIRST_ARGUMENT), _step(SHARED, NEW_NAMESPACES, 0, 1),
        _refuse(EPERM), _step(LOAD, NUMBER),
    ]  # fmt: skip
    for name in ("socket", "socketpair"):
        code += [_step(EQUAL, numbers[name], 0, 6), _step(LOAD, FIRST_ARGUMENT)]
        code += [_step(EQUAL, family, len(SOCKETS) - index, 0) for index, family in enumerate(SOCKETS)]
        code += [_refuse(EAFNOSUPPORT), _step(LOAD, NUMBER)]
    return b"".join([*code, _step(RETURN, ALLOW)])


def _step(instruction: int, value: int, if_true: int = 0, if_false: int = 0) -> bytes:
    return struct.pack("HBBI", instruction, if_true, if_false, value)


def _refuse(error: int) -> bytes:
    return _step(RETURN, ERRNO | error)
