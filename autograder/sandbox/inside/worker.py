"""The host loads what notebooks need and forks workers; a worker forks for every submission. Neither runs its code."""

from __future__ import annotations

import contextlib
import gc
import os
import resource
import signal
import socket
import sys
from typing import NoReturn

from . import linux
from .settings import Settings


def main(handle: str) -> None:
    """Serve as the host until its owner closes the control socket.

    The owner sends the settings, gets ``ready``, and sends the control socket of each worker that it wants with the
    number of its processor, or ``any``.
    """
    control = socket.socket(fileno=int(handle))
    settings = Settings.from_json(control.recv(1_000_000))
    sys.path[:] = settings.path
    for name in settings.absent:
        sys.modules[name] = None  # type: ignore[assignment]  # an import of it raises ModuleNotFoundError
    linux.prctl(linux.SET_DUMPABLE, 0)
    gc.disable()  # hardly anything that is loaded is garbage, and looking for it takes a tenth of the time
    from . import shell, student  # only now can everything be imported

    student.rehearse()
    shell.warm(settings.demos)
    gc.enable()
    control.send(b"ready")
    signal.signal(signal.SIGCHLD, signal.SIG_IGN)  # nobody asks how a worker ended
    while True:
        message, handles, _, _ = socket.recv_fds(control, 16, 1)
        if not message:
            os._exit(0)
        with socket.socket(fileno=handles[0]) as line:
            if os.fork() == 0:
                control.close()
                if message.isdigit():
                    with contextlib.suppress(OSError):  # where it may not be chosen, any will do
                        os.sched_setaffinity(0, {int(message)})
                _work(line, settings)


def _work(control: socket.socket, settings: Settings) -> NoReturn:
    """Serve as a worker until a judge closes the control socket.

    The judge sends two sockets for each submission: the channel for the student's process, and the leash for its
    supervisor. It gets ``ended``, and the most kilobytes that a process of any submission had, when nothing of the
    submission is left. A worker that is not as it was before ends itself instead.
    """
    from . import confine, health, supervisor

    try:
        signal.signal(signal.SIGCHLD, signal.SIG_DFL)
        linux.die_with_parent()
        if settings.walled:
            confine.leave_network()
        before = health.state()
        while True:
            message, handles, _, _ = socket.recv_fds(control, 16, 2)
            if not message:
                break
            channel, leash = (socket.socket(fileno=handle) for handle in handles)
            supervisor.run(control, channel, leash, settings)
            if health.state() != before:
                os._exit(1)
            peak = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss  # of the largest process so far
            control.send(b"ended %d" % peak)
    finally:
        os._exit(0)
