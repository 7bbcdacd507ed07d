"""Build the walls around a worker without bubblewrap, namespaces and a root of read-only binds, and start it there.

The list of mounts is the one that bubblewrap gets too, from `autograder.sandbox.mounts`.
"""

from __future__ import annotations

import json
import os
import sys

from . import linux

KEPT = (linux.CAP_KILL, linux.CAP_SETGID, linux.CAP_SETUID, linux.CAP_SETPCAP, linux.CAP_SYS_ADMIN)
DEVICES = ("null", "zero", "full", "random", "urandom", "tty")
OLD = "/.old"


def main(mounts: str, *command: str) -> None:
    """Start a command behind the walls and wait for it; it dies with this process, and this one with its parent."""
    linux.die_with_parent()
    root = linux.is_root()
    user = os.getuid(), os.getgid()
    flags = linux.NEWNS | linux.NEWPID | linux.NEWNET | linux.NEWIPC | linux.NEWUTS | linux.NEWCGROUP
    linux.unshare(flags if root else flags | linux.NEWUSER)
    if not root:
        linux.map_user((linux.NOBODY, linux.NOBODY), user)
    child = os.fork()
    if child:
        os._exit(os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) & 0xFF)
    try:
        linux.die_with_parent()
        os.setsid()
        os.umask(0o022)
        _build_root(json.loads(mounts))
        linux.set_capabilities(KEPT if root else ())
        linux.prctl(linux.SET_NO_NEW_PRIVS, 1)
        os.chdir("/")
        os.execv(command[0], command)
    except OSError as problem:
        print(problem, file=sys.stderr, flush=True)
        os._exit(1)


def _build_root(mounts: list[tuple[str, str, str]]) -> None:
    """Make a new root of the mounts, and let go of the old one.

    The old root is moved below the new one first: what is mounted may lie in /tmp, on which the new root is built.
    """
    linux.mount("none", "/", flags=linux.REC | linux.PRIVATE)
    linux.mount("root", "/tmp", "tmpfs", linux.NOSUID | linux.NODEV, "mode=755,size=16m")
    os.mkdir("/tmp" + OLD)
    linux.pivot_root("/tmp", "/tmp" + OLD)
    os.chdir("/")
    for kind, source, target in mounts:
        _mount(kind, source, target)
    linux.detach(OLD)
    os.rmdir(OLD)


def _mount(kind: str, source: str, target: str) -> None:
    os.makedirs(os.path.dirname(target), exist_ok=True)
    if kind == "symlink":
        os.symlink(source, target)
    elif kind == "bind":
        origin = OLD + source
        if os.path.isdir(origin):
            os.makedirs(target, exist_ok=True)
        else:
            os.close(os.open(target, os.O_CREAT | os.O_WRONLY, 0o444))
        linux.mount(origin, target, flags=linux.BIND | linux.REC)
        linux.make_read_only(target)
    elif kind == "proc":
        os.makedirs(target, exist_ok=True)
        linux.mount("proc", target, "proc", linux.NOSUID | linux.NODEV | linux.NOEXEC)
    elif kind == "dev":
        _mount_devices(target)
    else:
        os.makedirs(target, exist_ok=True)
        if kind == "tmpfs":
            linux.mount("tmpfs", target, "tmpfs", linux.NOSUID | linux.NODEV, "mode=755,size=64m")


def _mount_devices(target: str) -> None:
    os.makedirs(f"{target}/shm", exist_ok=True)
    for name in DEVICES:
        os.close(os.open(f"{target}/{name}", os.O_CREAT | os.O_WRONLY, 0o666))
        linux.mount(f"{OLD}/dev/{name}", f"{target}/{name}", flags=linux.BIND)
    os.symlink("/proc/self/fd", f"{target}/fd")
    for number, name in enumerate(("stdin", "stdout", "stderr")):
        os.symlink(f"/proc/self/fd/{number}", f"{target}/{name}")
