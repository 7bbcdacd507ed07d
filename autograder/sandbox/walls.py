"""Choose the walls that stand on this machine, by trying them, and say how a command is started behind them.

bubblewrap
    A root of read-only binds, and namespaces for processes, network, messages, host name and users.
namespaces
    The same list of mounts and the same namespaces by our own hand, with Landlock as a second wall on files; it is
    refused where either is missing.
none
    A separate process with limits on time and memory, and nothing else; it must be asked for by name.

Behind both strong ones every submission gets namespaces of its own, and Landlock and seccomp where the kernel has them.
"""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any

from autograder.quick import ONE_THREAD

from .inside import linux
from .inside.settings import LAB
from .limits import IsolationRefused
from .mounts import PACKAGE, Mount, mounts

LEVELS = ("strict", "bubblewrap", "namespaces", "none")
START = "import sys; sys.path.insert(0, sys.argv.pop(1)); from inside.{0} import main; main(*sys.argv[1:])"
ENVIRONMENT = {
    "PATH": "/usr/bin:/bin",
    "LANG": "C.UTF-8",
    "HOME": "/scratch",
    "TMPDIR": "/scratch",
    "MPLCONFIGDIR": "/scratch/.matplotlib",
    "IPYTHONDIR": "/scratch/.ipython",
    "MPLBACKEND": "module://matplotlib_inline.backend_inline",
    **ONE_THREAD,
}
ADVICE = (
    "Install bubblewrap (`apt install bubblewrap`), or use a kernel that allows user namespaces "
    "(`sysctl -w user.max_user_namespaces=10000`) and has Landlock (Linux 5.13 or newer). "
    "With `--isolation none` student code runs unprotected, with your rights: do that only for code that you trust."
)


@dataclass(frozen=True)
class Walls:
    """Walls that were found to stand.

    Attributes
    ----------
    level : str
        "strict" or "none", as it is written in reports.
    kind : str
        "bubblewrap", "namespaces" or "none".
    description : str
        What they are made of.
    landlock, seccomp : bool
        Which further walls each submission gets.
    """

    level: str
    kind: str
    description: str
    landlock: bool = False
    seccomp: bool = False

    def command(self, seen: Sequence[Mount], lab: str, module: str, *arguments: str) -> list[str]:
        """Return the command that runs a module of `inside` behind the outer walls."""
        python = [sys.executable, "-I", "-B", "-c"]
        run = [*python, START.format(module), lab, *arguments]
        if self.kind == "bubblewrap":
            return [shutil.which("bwrap") or "bwrap", *_bubblewrap(seen), "--", *run]
        if self.kind == "namespaces":
            return [*python, START.format("launch"), str(PACKAGE / "sandbox"), json.dumps(seen), *run]
        return run


@cache
def choose(level: str = "strict") -> Walls:
    """Return the best walls of a level.

    Raises
    ------
    IsolationRefused
        When they do not stand here; the message says what is missing and what to do.
    """
    if level not in LEVELS:
        raise ValueError(f"the isolation level is {level!r}; expected one of {', '.join(LEVELS)}")
    if not sys.platform.startswith("linux"):
        raise IsolationRefused("Student code is run on Linux only: use a Linux machine or a virtual one.")
    if level == "none":
        return Walls("none", "none", "none: student code ran unprotected")
    problems = []
    for kind in ("bubblewrap", "namespaces") if level == "strict" else (level,):
        try:
            return _tried(kind)
        except IsolationRefused as problem:
            problems.append(f"{kind}: {problem}")
    raise IsolationRefused(f"No sandbox stands on this machine ({'; '.join(problems)}). {ADVICE}")


def _tried(kind: str) -> Walls:
    if kind == "bubblewrap" and not shutil.which("bwrap"):
        raise IsolationRefused("the program bwrap is not installed")
    command = Walls("strict", kind, "").command(mounts(), LAB, "probe")
    try:
        done = subprocess.run(
            command, env=ENVIRONMENT, stdin=subprocess.DEVNULL, capture_output=True, text=True, timeout=20
        )
    except (OSError, subprocess.TimeoutExpired) as problem:
        raise IsolationRefused(f"it could not be tried: {problem}") from problem
    if done.returncode:
        lines = (done.stderr.strip() or f"exit status {done.returncode}").splitlines()
        raise IsolationRefused(lines[-1][:300])
    found: dict[str, Any] = json.loads(done.stdout.splitlines()[-1])
    if kind == "namespaces" and not found["landlock"]:
        raise IsolationRefused("the kernel has no Landlock")
    parts = ["bubblewrap" if kind == "bubblewrap" else "mount, process and network namespaces", "user namespaces"]
    parts += [f"Landlock {found['landlock']}"] if found["landlock"] else []
    parts += ["seccomp"] if found["seccomp"] else []
    return Walls("strict", kind, ", ".join(parts), bool(found["landlock"]), bool(found["seccomp"]))


def _bubblewrap(seen: Sequence[Mount]) -> list[str]:
    options = ["--unshare-pid", "--unshare-net", "--unshare-ipc", "--unshare-uts", "--unshare-cgroup-try"]
    options += ["--die-with-parent", "--new-session"]
    options += ["--cap-drop", "ALL"]
    if linux.is_root():  # the worker needs these to wall off each submission; the student's process has none
        for name in ("KILL", "SETUID", "SETGID", "SETPCAP", "SYS_ADMIN"):
            options += ["--cap-add", f"CAP_{name}"]
    else:
        options += ["--unshare-user", "--uid", str(linux.NOBODY), "--gid", str(linux.NOBODY)]
    for kind, source, target in seen:
        if kind == "bind":
            options += ["--ro-bind", source, target]
        elif kind == "symlink":
            options += ["--symlink", source, target]
        elif kind == "dir":
            options += ["--perms", "0755", "--dir", target]
        else:
            options += [f"--{kind}", target]
    return [*options, "--remount-ro", "/dev", "--remount-ro", "/", "--chdir", "/"]
