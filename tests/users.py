"""Unix users for a test: an instructor and two students, with homes below one folder that they cannot see into."""

from __future__ import annotations

import contextlib
import os
import pwd
import signal
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

INSTRUCTOR, STUDENTS = "bl-instructor", ("bl-ada", "bl-ben")


def home(base: Path, user: str) -> Path:
    return base / "home" / user


@contextmanager
def made_users(base: Path) -> Iterator[None]:
    """Make the users, each with a home that is closed to the others."""
    made = []
    (base / "home").mkdir()
    try:
        for user in (INSTRUCTOR, *STUDENTS):
            command = ["useradd", "--create-home", "--home-dir", home(base, user), "--shell", "/bin/bash", user]
            subprocess.run(command, check=True, capture_output=True, text=True)
            made.append(user)
            home(base, user).chmod(0o700)
        yield
    finally:
        for user in made:
            _end_processes(pwd.getpwnam(user).pw_uid)
            subprocess.run(["userdel", user], check=False, capture_output=True)


def _end_processes(uid: int) -> None:
    """End what a user has left running; that user was made for this test."""
    for process in Path("/proc").glob("[0-9]*"):
        with contextlib.suppress(OSError):
            if process.stat().st_uid == uid:
                os.kill(int(process.name), signal.SIGKILL)
    time.sleep(0.5)


def as_user(base: Path, user: str, *command: str | Path, **options: str) -> str:
    """Run a command as one of the users, in that user's home or where ``cwd`` says."""
    where = {"cwd": home(base, user), **options}
    clean = ["env", "-i", f"HOME={home(base, user)}", "PATH=/usr/local/bin:/usr/bin:/bin", "LANG=C.UTF-8"]
    done = subprocess.run(["runuser", "-u", user, "--", *clean, *command], capture_output=True, text=True, **where)  # type: ignore[call-overload]
    if done.returncode:
        raise RuntimeError(f"{command}: {done.stdout}\n{done.stderr}")
    return str(done.stdout)
