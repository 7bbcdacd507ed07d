"""The student's process: runs cells and calls functions when the judge asks, and returns outputs and values.

The student's code may change anything in here. Whatever it makes of it, only bytes leave, and the judge believes none.
"""

from __future__ import annotations

import os
import signal
import socket
import sys
from collections.abc import Callable
from typing import Any, NoReturn

import numpy as np

from courseware.calling import drive, one_line
from courseware.outcome import Outcome, to_fields
from courseware.wire import WireError, pack, plain, unpack

from . import confine, frames, linux
from .recorder import Recorder, Stream, Written
from .settings import Settings
from .shell import REHEARSALS, Shell

HIGH = 100  # file descriptors of the sandbox's own are kept from here on, out of the way


def start(channel: socket.socket, scratch: str, settings: Settings) -> NoReturn:
    """Turn a fork of the warm worker into a student's process, and serve; it ends with the process.

    Raises
    ------
    OSError
        When a wall or a limit could not be put up; no code of the student's has run then.
    """
    linux.die_with_parent()
    os.setsid()
    linux.prctl(linux.SET_DUMPABLE, 1)
    for number in (signal.SIGTERM, signal.SIGHUP, signal.SIGQUIT):
        signal.signal(number, signal.SIG_DFL)
    student = Student(channel, scratch, settings)
    try:
        student.serve()
    finally:
        os._exit(0)


class Student:
    """Answers requests, one at a time; each carries a nonce which its only reply repeats."""

    def __init__(self, channel: socket.socket, scratch: str, settings: Settings) -> None:
        self.settings = settings
        self.shell = Shell.instance()
        self.recorder = Shell.recorder = Recorder(settings.output_bytes, settings.outputs)
        self._settle(scratch)
        confine.limit(settings)
        confine.seal(settings)
        self.written = {"stdout": Written(scratch, 1), "stderr": Written(scratch, 2)}
        sys.stdout, sys.stderr = Stream(self.recorder, "stdout", 1), Stream(self.recorder, "stderr", 2)
        _check_readable(settings.path)
        self.channel = self._keep_only(channel)

    def serve(self) -> None:
        frames.send(self.channel, pack({"nonce": "ready"}))
        while True:
            message = frames.receive(self.channel)
            if message is None:
                return
            frames.send(self.channel, self._reply(unpack(message, len(message))))

    def _settle(self, scratch: str) -> None:
        os.chdir(scratch)
        sys.path.append(scratch)  # last: a numpy.py beside the notebook shadows nothing
        places = {"HOME": "", "TMPDIR": "/.tmp", "MPLCONFIGDIR": "/.matplotlib", "IPYTHONDIR": "/.ipython"}
        for name, below in places.items():
            os.makedirs(scratch + below, exist_ok=True)
            os.environ[name] = scratch + below

    def _keep_only(self, channel: socket.socket) -> socket.socket:
        """Close every file descriptor but the channel and the three standard ones."""
        null = os.open("/dev/null", os.O_RDONLY)
        os.dup2(null, 0)
        kept = [channel.fileno(), *(written.file for written in self.written.values())]
        moved = [os.dup2(handle, HIGH + index, inheritable=False) for index, handle in enumerate(kept)]
        for written, handle in zip(self.written.values(), moved[1:], strict=True):
            written.file = handle
        channel.detach()
        os.closerange(3, HIGH)
        os.closerange(HIGH + len(moved), os.sysconf("SC_OPEN_MAX"))
        return socket.socket(fileno=moved[0])

    def _reply(self, request: dict[str, Any]) -> bytes:
        handlers: dict[str, Callable[..., dict[str, Any]]] = {
            "run": self._run, "call": self._call, "files": self._files
        }  # fmt: skip
        signal.signal(signal.SIGINT, signal.default_int_handler)  # the student's code may have changed it
        try:
            fields = handlers[request["do"]](**request["with"])
        except BaseException as problem:  # the seam to student code
            fields = {"problem": one_line(problem)}
        try:
            signal.signal(signal.SIGINT, signal.SIG_IGN)  # an interrupt that comes late stops nothing
            message = pack({"nonce": request["nonce"], **fields})
            if len(message) <= self.settings.reply_bytes:
                return message
            text = f"{len(message):,} bytes are too much to return; at most {self.settings.reply_bytes:,} are taken"
        except (WireError, KeyboardInterrupt) as problem:
            text = one_line(problem)
        return pack({"nonce": request["nonce"], "problem": text})

    def _run(self, source: str) -> dict[str, Any]:
        self.recorder.start()
        ok = False
        try:
            ok = bool(self.shell.run_cell(source, store_history=True).success)
        except KeyboardInterrupt:
            self.recorder.stream("stderr", "KeyboardInterrupt\n")
        for name, written in self.written.items():
            text = written.take(self.settings.output_bytes)
            if text:
                self.recorder.stream(name, text)
        return {"ok": ok, "outputs": plain(self.recorder.take())}

    def _call(self, name: str, calls: list[tuple[Any, ...]], driver: str) -> dict[str, Any]:
        names = self.shell.user_ns
        if name not in names:
            outcomes = [Outcome(error="NameError", message=f"{name} is not defined")] * len(calls)
        else:
            outcomes = [drive(names[name], args, driver) for args in calls]
        self.recorder.start()
        for written in self.written.values():
            written.take(0)
        return {"outcomes": [to_fields(outcome, args) for outcome, args in zip(outcomes, calls, strict=True)]}

    def _files(self, files: dict[str, np.ndarray]) -> dict[str, Any]:
        for name, data in files.items():
            with open(os.path.basename(name), "wb") as file:
                file.write(data.tobytes())
        return {}


def rehearse() -> None:
    """Answer requests before there are any; see `inside.shell.REHEARSAL`."""
    array = np.ones((2, 3))
    request = {"nonce": "", "do": "call", "with": {"name": "", "calls": [(array, 1, {"w": array})], "driver": "call"}}
    for _ in range(REHEARSALS):
        asked = unpack(pack(request), 1_000_000)["with"]
        outcomes = [drive(lambda *args: args, args, asked["driver"]) for args in asked["calls"]]
        fields = [to_fields(outcome, args) for outcome, args in zip(outcomes, asked["calls"], strict=True)]
        pack({"nonce": "", "outcomes": fields})


def _check_readable(folders: tuple[str, ...]) -> None:
    """Refuse to run where Python's own files are closed to this user: it would look like a student's mistake."""
    for folder in filter(os.path.isdir, folders):
        try:
            os.listdir(folder)
        except PermissionError as problem:
            mend = f"`chmod -R go+rX {folder}` mends it"
            raise PermissionError(f"student code runs as a user who cannot read {folder}; {mend}") from problem
