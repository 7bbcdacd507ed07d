"""Try every inner wall once; `autograder.sandbox.walls` runs this behind the outer walls before it relies on them."""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Callable

from . import confine, landlock, linux, seccomp
from .settings import SCRATCH


def main() -> None:
    """Print which of Landlock (its version) and seccomp stand; exit with a sentence when the namespaces do not."""
    found = {"landlock": landlock.version(), "seccomp": not _problem(seccomp_stands)}
    if found["landlock"] and _problem(lambda: landlock.restrict(["/usr"], [SCRATCH])):
        found["landlock"] = 0
    problem = _problem(submission_stands, confine.fork_into_namespaces)
    if problem:
        sys.exit(problem)
    print(json.dumps(found))


def seccomp_stands() -> None:
    linux.prctl(linux.SET_NO_NEW_PRIVS, 1)
    seccomp.restrict()


def submission_stands() -> None:
    confine.take_user()
    confine.mount_own(SCRATCH, scratch_mb=1)
    confine.become_nobody()


def _problem(attempt: Callable[[], None], fork: Callable[[], int] = os.fork) -> str:
    """Run something in a child, because it cannot be undone, and return what went wrong."""
    reader, writer = os.pipe()
    try:
        child = fork()
    except OSError as problem:
        return str(problem)
    if child == 0:
        text = ""
        try:
            attempt()
        except (OSError, KeyError) as problem:
            text = str(problem)
        os.write(writer, text.encode()[:1000])
        os._exit(0)
    os.close(writer)
    text = os.read(reader, 1000).decode()
    os.close(reader)
    _, status = os.waitpid(child, 0)
    return text or (f"exit status {status}" if status else "")
