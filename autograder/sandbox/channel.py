"""The judge's side of the channel to a student's process: every read has a deadline, and nothing odd gets through.

What the messages mean is left to `session`.
"""

from __future__ import annotations

import contextlib
import socket
import time
from typing import Any

from courseware.wire import WireError, unpack

from .inside.frames import LENGTH

CHUNK = 1 << 20
SMALL = 1 << 16  # most messages; a read of a whole chunk costs more than the message, for the memory it sets aside


class Late(Exception):
    """Nothing, or not all, came before the deadline."""


class Gone(Exception):
    """The other side has closed: its process ended."""


class Malformed(Exception):
    """What came is not the one reply that was asked for; the text says how."""


class Channel:
    """A stream of framed messages; after `Malformed` or `Gone` it is of no use any more."""

    def __init__(self, stream: socket.socket, max_bytes: int) -> None:
        self.stream, self.max_bytes = stream, max_bytes
        self._data = bytearray()

    def send(self, message: bytes, deadline: float) -> None:
        """Send a message; a process that does not read it is late.

        Raises
        ------
        Malformed, Gone
            When the student's process has already sent something, unasked, or has ended.
        """
        self.be_silent()
        view = memoryview(LENGTH.pack(len(message)) + message)
        while view:
            self._arm(deadline)
            try:
                view = view[self.stream.send(view[:CHUNK]) :]
            except TimeoutError as problem:
                raise Late from problem
            except OSError as problem:
                raise Gone from problem

    def receive(self, nonce: str, deadline: float) -> dict[str, Any]:
        """Return the fields of the one reply that carries the nonce; after `Late` it can be asked for again."""
        self._fill(LENGTH.size, deadline)
        (size,) = LENGTH.unpack_from(self._data)
        if size > self.max_bytes:
            raise Malformed(f"it sent a message of {size} bytes; at most {self.max_bytes} are taken")
        self._fill(LENGTH.size + size, deadline)
        message, self._data = bytes(self._data[LENGTH.size : LENGTH.size + size]), self._data[LENGTH.size + size :]
        try:
            fields = unpack(message, self.max_bytes)
        except WireError as problem:
            raise Malformed(str(problem)) from problem
        if type(fields) is not dict or fields.pop("nonce", None) != nonce:
            raise Malformed("it sent a message that does not answer the question")
        if self._data:
            raise Malformed("it answered twice")
        return fields

    def be_silent(self) -> None:
        """See that the other side is there and has said nothing; `Malformed` or `Gone` is raised else."""
        self.stream.settimeout(0)
        try:
            if not self._data and not self.stream.recv(1, socket.MSG_PEEK):
                raise Gone
        except BlockingIOError:
            return
        except OSError as problem:
            raise Gone from problem
        raise Malformed("it sent a message that nobody had asked for")

    def close(self) -> None:
        hang_up(self.stream)

    def _fill(self, size: int, deadline: float) -> None:
        while len(self._data) < size:
            self._arm(deadline)
            try:
                part = self.stream.recv(max(SMALL, min(CHUNK, size - len(self._data))))
            except TimeoutError as problem:
                raise Late from problem
            except OSError as problem:
                raise Gone from problem
            if not part:
                raise Gone
            self._data += part

    def _arm(self, deadline: float) -> None:
        left = deadline - time.monotonic()
        if left <= 0:
            raise Late
        self.stream.settimeout(left)


def hang_up(stream: socket.socket) -> None:
    """Close a socket for good, also where a fork of the judge still holds a copy of it."""
    with contextlib.suppress(OSError):  # the other side was faster
        stream.shutdown(socket.SHUT_RDWR)
    stream.close()
