"""The walls around one submission, within those around its worker; who watches over it is left to `supervisor`.

A worker started by root holds five capabilities, to set these walls up and to end what is behind them; one started by
an ordinary user holds none and gets them in a user namespace. The student's process has neither: user 65534, no
capability, no_new_privs.
"""

from __future__ import annotations

import contextlib
import os
import resource
import signal

from . import landlock, linux, seccomp
from .settings import Settings

MB = 1_000_000
ADDRESSES = 8  # times the memory may be mapped, for libraries and threads; more would fill the kernel with page tables
WRITABLE = ("/tmp", "/dev/shm")  # parts of the scratch folder, where programs expect them


def fork_into_namespaces() -> int:
    """Fork a child that has its own processes, messages and mounts; nothing outside is seen."""
    flags = linux.NEWPID | linux.NEWNS | linux.NEWIPC
    return linux.fork_into(flags if linux.is_root() else flags | linux.NEWUSER)


def leave_network() -> None:
    """Give each worker a network of its own, and nothing in it: submissions of two workers have no socket in common."""
    if linux.is_root():
        linux.unshare(linux.NEWNET)
        return
    linux.unshare(linux.NEWNET | linux.NEWUSER)
    take_user()
    linux.set_capabilities(())


def take_user() -> None:
    """Be somebody in a user namespace of one's own: what an ordinary user's worker was, for a child of it.

    A root's child has kept its user.
    """
    if not linux.is_root():
        linux.prctl(linux.SET_DUMPABLE, 1)  # or /proc/self would belong to root
        linux.map_user((linux.NOBODY, linux.NOBODY), (linux.NOBODY, linux.NOBODY))


def mount_own(scratch: str, scratch_mb: int) -> None:
    """Make all that is mounted read-only, then mount a fresh /proc and a fresh, bounded place to write to."""
    linux.mount("none", "/", flags=linux.REC | linux.PRIVATE)
    linux.make_read_only("/")
    linux.mount("proc", "/proc", "proc", linux.NOSUID | linux.NODEV | linux.NOEXEC)
    options = f"size={scratch_mb * MB},nr_inodes={scratch_mb * 100 + 1000},mode=777"
    linux.mount("scratch", scratch, "tmpfs", linux.NOSUID | linux.NODEV, options)
    for target in WRITABLE:
        inner = scratch + "/." + os.path.basename(target)
        os.mkdir(inner)
        os.chmod(inner, 0o777)  # nobody else sees this mount
        # A virtual environment may lie in /tmp: what is there stays visible on top of what can be written to.
        kept = {name: os.open(f"{target}/{name}", os.O_PATH) for name in os.listdir(target)}
        linux.mount(inner, target, flags=linux.BIND)
        for name, place in kept.items():
            os.mkdir(f"{target}/{name}")
            linux.mount(f"/proc/self/fd/{place}", f"{target}/{name}", flags=linux.BIND | linux.REC)
            os.close(place)


def become_nobody() -> None:
    """Drop root, as which the mounts were made; in a user namespace of its own each submission's processes are counted.

    Without one, the limit on processes would count those of all submissions that run as the same user.
    """
    if linux.is_root():
        linux.prctl(linux.SET_KEEPCAPS, 1)
        os.setgroups([])
        os.setresgid(linux.NOBODY, linux.NOBODY, linux.NOBODY)
        os.setresuid(linux.NOBODY, linux.NOBODY, linux.NOBODY)
        linux.set_capabilities((linux.CAP_SYS_ADMIN,))  # some systems let only a privileged process do the next step
        linux.prctl(linux.SET_DUMPABLE, 1)  # or /proc/self would belong to root
        linux.unshare(linux.NEWUSER)
        linux.map_user((linux.NOBODY, linux.NOBODY), (linux.NOBODY, linux.NOBODY))
    linux.set_capabilities(())
    linux.prctl(linux.SET_NO_NEW_PRIVS, 1)


def limit(settings: Settings) -> None:
    """Bound one process: private memory, CPU time, files, and how many processes there may be."""
    bounds = {
        resource.RLIMIT_DATA: settings.memory_mb * MB,
        resource.RLIMIT_AS: ADDRESSES * settings.memory_mb * MB,
        resource.RLIMIT_CPU: settings.cpu_seconds,
        resource.RLIMIT_NOFILE: settings.open_files,
        resource.RLIMIT_FSIZE: settings.file_mb * MB,
        resource.RLIMIT_CORE: 1,  # no file, and unlike 0 no program that the system starts for crashes
        resource.RLIMIT_SIGPENDING: 1000,
        resource.RLIMIT_MEMLOCK: 0,
        resource.RLIMIT_MSGQUEUE: 0,
    }
    if settings.walled:
        bounds[resource.RLIMIT_NPROC] = settings.processes
    for name, bound in bounds.items():
        _, hard = resource.getrlimit(name)
        bound = bound if hard == resource.RLIM_INFINITY else min(bound, hard)
        resource.setrlimit(name, (bound, bound))
    with contextlib.suppress(OSError), open("/proc/self/oom_score_adj", "w") as file:
        file.write("1000")  # where the machine is short of memory this is what the kernel ends first
    signal.signal(signal.SIGXFSZ, signal.SIG_IGN)  # a full file is then an OSError that a learner can read


def seal(settings: Settings) -> None:
    """Put up the last walls, which the process that is to run student code cannot take down."""
    if settings.landlock:
        landlock.restrict((*settings.readable, "/proc"), (settings.scratch, *WRITABLE))
    if settings.seccomp:
        seccomp.restrict()
