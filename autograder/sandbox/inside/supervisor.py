"""Watch over one submission: the first process of its namespace, whose end is the end of all that it started.

It holds one end of the leash, a socket to the judge: a word on it interrupts the student's code, or asks how long that
has waited for a processor; its closing ends the submission, and the last thing sent on it is why the student's process
ended. What that one does is left to `student`.
"""

from __future__ import annotations

import contextlib
import json
import os
import select
import shutil
import signal
import socket
import tempfile
import time
from typing import Any

from . import census, confine, linux, student
from .settings import Settings

TICK = 0.05  # seconds between two looks at memory and processes


def run(control: socket.socket, channel: socket.socket, leash: socket.socket, settings: Settings) -> None:
    """Start a submission from the warm worker and wait until nothing of it is left; it ends at once with its judge."""
    supervisor = None
    with _last_words(leash):
        supervisor = confine.fork_into_namespaces() if settings.walled else os.fork()
    if supervisor == 0:
        with _last_words(leash):
            control.close()
            _supervise(channel, leash, settings)
            os._exit(0)
        os._exit(1)
    channel.close()
    leash.close()
    if supervisor:
        ended, poll = os.pidfd_open(supervisor), select.poll()
        poll.register(ended, select.POLLIN)
        poll.register(control, select.POLLRDHUP)  # and not what it may already have sent for the next submission
        if ended not in dict(poll.poll()):  # the judge has gone: the submission ends with this process
            os._exit(1)
        os.close(ended)
        os.waitpid(supervisor, 0)


@contextlib.contextmanager
def _last_words(leash: socket.socket) -> Any:
    """Tell the judge about a wall that could not be put up, instead of running the submission without it."""
    try:
        yield
    except BaseException as problem:
        with contextlib.suppress(OSError):
            leash.send(json.dumps({"why": "setup", "text": str(problem)[:500]}).encode())


def _supervise(channel: socket.socket, leash: socket.socket, settings: Settings) -> None:
    for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP, signal.SIGQUIT, signal.SIGPIPE):
        signal.signal(number, signal.SIG_IGN)
    scratch = settings.scratch
    if settings.walled:
        confine.take_user()
        confine.mount_own(scratch, settings.scratch_mb)
        confine.become_nobody()
    else:
        linux.prctl(36, 1)  # PR_SET_CHILD_SUBREAPER: orphans of the submission come to this process
        scratch = tempfile.mkdtemp(dir=scratch)
    linux.die_with_parent()  # a change of user would have undone it
    linux.prctl(linux.SET_DUMPABLE, 0)  # the student's process has the same user: it may not look in here
    child = os.fork()
    if child == 0:
        student.start(channel, scratch, settings)
    channel.close()
    report = _watch(child, leash, settings)
    with contextlib.suppress(OSError):
        leash.send(json.dumps(report).encode())
    if report["why"] != "ended":  # with the namespace it would end uncounted: its memory and time are told to the judge
        with contextlib.suppress(ProcessLookupError, ChildProcessError):
            os.kill(child, signal.SIGKILL)
            os.waitpid(child, 0)
    if not settings.walled:
        _kill_descendants()
        shutil.rmtree(scratch, ignore_errors=True)


def _watch(child: int, leash: socket.socket, settings: Settings) -> dict[str, Any]:
    """Wait for the student's process to end, for the judge to let go of it, or for it to take too much."""
    ended = os.pidfd_open(child)
    handle = leash.fileno()
    looked = 0.0
    while True:
        ready, _, _ = select.select([ended, handle], [], [], TICK)
        if ended in ready:
            return {"why": "ended", "code": os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])}
        if handle in ready:
            word = leash.recv(16)
            if not word:
                return {"why": "closed"}
            with contextlib.suppress(ProcessLookupError, BrokenPipeError):
                if word == b"waited":
                    leash.send(json.dumps({"waited": census.waited(child)}).encode())
                else:
                    os.kill(child, signal.SIGINT)
                    leash.send(b"interrupted")
        if time.monotonic() - looked > TICK:
            _reap(child)
            if why := _too_much(settings):
                return {"why": why}
            looked = time.monotonic()


def _too_much(settings: Settings) -> str:
    members = census.members()
    if len(members) > settings.processes:
        return "processes"
    if census.processor_seconds(members) > settings.cpu_seconds:
        return "processor"
    if census.too_much_memory(list(members), settings.memory_mb * confine.MB):
        return "memory"
    return ""


def _reap(child: int) -> None:
    """Collect orphans, of which this process is the last parent; never the student's own process."""
    with contextlib.suppress(ChildProcessError):
        while True:
            found = os.waitid(os.P_ALL, 0, os.WEXITED | os.WNOHANG | os.WNOWAIT)
            if found is None or found.si_pid == child:
                return
            os.waitpid(found.si_pid, 0)


def _kill_descendants() -> None:
    for _ in range(100):
        members = census.members()
        if not members:
            return
        for pid in members:
            with contextlib.suppress(ProcessLookupError):
                os.kill(pid, signal.SIGKILL)
        _reap(0)
        time.sleep(0.01)
