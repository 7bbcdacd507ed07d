"""The warm worker, seen from the judge: a process behind the walls, from which each submission's process is forked."""

from __future__ import annotations

import contextlib
import math
import socket
from collections.abc import Sequence
from pathlib import Path
from types import TracebackType

from .channel import Channel, hang_up
from .host import Host
from .limits import Limits, SandboxError
from .session import Session
from .walls import Walls

END_SECONDS = 10.0


class Worker:
    """A process with NumPy, Matplotlib, ipywidgets and IPython loaded; a context manager.

    It serves one submission at a time, and prepares the process of the next when one has ended. It is started again
    when it was damaged. It belongs to the thread that made it.

    Parameters
    ----------
    walls : Walls
        From `choose`.
    limits : Limits
        For each submission.
    solutions : sequence of Path
        Files of `solutions/`, for earlier topics, that notebooks may import as ``solutions.<topic>``.
    control : socket, optional
        From `Host.worker`, of a host with the same walls, limits and solutions. Without it, and where that host has
        ended, the worker starts a host of its own.

    Attributes
    ----------
    peak : int
        The most bytes of memory that a process of a submission had.

    Raises
    ------
    SandboxError
        When it cannot be started.
    """

    def __init__(
        self,
        walls: Walls,
        limits: Limits | None = None,
        solutions: Sequence[Path] = (),
        control: socket.socket | None = None,
    ) -> None:
        self.walls, self.limits = walls, limits or Limits()
        self.solutions = tuple(Path(path) for path in solutions)
        self.peak = 0
        self._session: Session | None = None
        self._ahead: Session | None = None
        self._owed = False  # the worker's word that nothing of the last submission is left
        self._host: Host | None = None
        self._control = control
        if control is None:
            self._start()

    def __enter__(self) -> Worker:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, problem: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def open(self, scratch_files: Sequence[Path] = (), deadline: float = math.inf) -> Session:
        """Fork a process for one submission; files of it are copied to where its cells will run.

        A session that is still open is closed first. One that replaces another of the same submission has no more
        than the time that is left of it, up to ``deadline`` by `time.monotonic`.

        Raises
        ------
        SandboxError
            When it could not be walled off, or the worker not be started; no code of the student's has run then.
        """
        if self._session is not None:
            self._session.close()
        try:
            session = self._forked()
        except (OSError, SandboxError):  # it may have been killed since it was last used
            self._start()
            session = self._forked()
        self._session = session
        session.begin(self.limits, deadline)
        session.put(scratch_files)
        return session

    def settle(self) -> None:
        """Wait until nothing of the last submission is left; a worker that cannot say so is stopped, and it with it."""
        if not self._owed or self._control is None:
            return
        self._owed = False
        with contextlib.suppress(OSError):
            self._control.settimeout(END_SECONDS)
            said = self._control.recv(100)
            if said.startswith(b"ended "):
                self.peak = max(self.peak, int(said[6:]) * 1024)
                return
        self._stop()

    def close(self) -> None:
        """End the worker and all that it started."""
        if self._session is not None:
            self._session.close()
        self.settle()
        if self._ahead is not None:
            self._ahead.drop()
            self._ahead, self._owed = None, True
            self.settle()
        self._stop()

    def _forked(self) -> Session:
        """Return a process that stands behind its walls: the one that was asked for ahead, when there is one."""
        self.settle()
        control = self._control
        if control is None or (self._host and not self._host.alive):
            control = self._start()
        session, self._ahead = self._ahead or self._asked(control), None
        session.start()
        return session

    def _asked(self, control: socket.socket) -> Session:
        """Send the worker the two sockets of a new submission."""
        channel, student = socket.socketpair()
        leash, supervisor = socket.socketpair(socket.AF_UNIX, socket.SOCK_SEQPACKET)
        session = Session(Channel(channel, self.limits.reply_bytes), leash, self.limits, self._ended)
        with student, supervisor:  # while a copy is open here, the end of the other side would not be seen
            try:
                socket.send_fds(control, [b"open"], [student.fileno(), supervisor.fileno()])
            except OSError:
                session.drop()
                raise
        return session

    def _start(self) -> socket.socket:
        self._stop()
        self._host = Host(self.walls, self.limits, self.solutions)
        self._host.wait()
        self._control = self._host.worker()
        return self._control

    def _stop(self) -> None:
        if self._ahead is not None:
            self._ahead.drop()
        if self._control is not None:
            hang_up(self._control)
        if self._host is not None:
            self._host.close()
        self._ahead = self._control = self._host = None
        self._owed = False

    def _ended(self) -> None:
        """Ask for the next submission's process while the judge is still busy with what this one gave."""
        self._session, self._owed = None, True
        if self._control is not None:
            with contextlib.suppress(OSError):  # it has ended, which is seen when it is wanted
                self._ahead = self._asked(self._control)
