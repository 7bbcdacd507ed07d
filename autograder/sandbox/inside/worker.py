"""The warm worker: loads what notebooks need and forks for every submission; it never runs a student's code itself."""

from __future__ import annotations

import os
import resource
import socket
import sys

from . import linux
from .settings import Settings


def main(handle: str) -> None:
    """Serve the judge until it closes the control socket.

    The judge sends the settings, gets ``ready``, and then sends two sockets for each submission: the channel for
    the student's process, and the leash for its supervisor. It gets ``ended``, and the most kilobytes that a process of
    any submission had, when nothing of the submission is left.
    A worker that is not as it was before ends itself instead, and the judge starts a new one.
    """
    control = socket.socket(fileno=int(handle))
    settings = Settings.from_json(control.recv(1_000_000))
    sys.path[:] = settings.path
    for name in settings.absent:
        sys.modules[name] = None  # type: ignore[assignment]  # an import of it raises ModuleNotFoundError
    linux.prctl(linux.SET_DUMPABLE, 0)
    from . import health, shell, supervisor  # only now can everything be imported

    shell.warm()
    before = health.state()
    control.send(b"ready")
    while True:
        message, handles, _, _ = socket.recv_fds(control, 16, 2)
        if not message:
            os._exit(0)
        channel, leash = (socket.socket(fileno=handle) for handle in handles)
        supervisor.run(control, channel, leash, settings)
        if health.state() != before:
            os._exit(1)
        peak = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss  # of the largest process so far
        control.send(b"ended %d" % peak)
