"""One submission in the sandbox, seen from the judge: run its cells, call its functions, take values and nothing else.

Whatever the student's process does is a result here, never an exception; deciding about values is left to the judge.
"""

from __future__ import annotations

import contextlib
import json
import math
import secrets
import socket
import time
from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path
from types import TracebackType
from typing import Any

import numpy as np

from courseware.calling import one_line, read
from courseware.outcome import Outcome, from_fields
from courseware.wire import WireError, pack

from .channel import Channel, Gone, Late, Malformed, hang_up
from .endings import explained, killed_outside
from .limits import CellResult, Limits, SandboxError
from .outputs import checked

READY_SECONDS = 30.0
REPORT_SECONDS = 1.0
PATIENCE = 3  # times its limit is added, at most, for the time in which code waited for a processor
STOPPED = ("Timeout", "Died", "Protocol")  # errors of an outcome that say that there was no answer


class Stopped(Exception):
    """The student's process gave no usable answer; the status and the reason are what the learner is told."""

    def __init__(self, status: Any, reason: str, fields: dict[str, Any] | None = None) -> None:
        super().__init__(reason)
        self.status, self.reason, self.fields = status, reason, fields or {}


class Session:
    """A submission's process; a context manager. Made by `Worker.open`.

    Attributes
    ----------
    alive : bool
        False once the process has ended: open a new session and replay the cells.
    ended_outside : bool
        Whether it may have been killed from outside, as where the machine is short of memory.
    """

    def __init__(
        self, channel: Channel, leash: socket.socket, limits: Limits, on_end: Callable[[], None]
    ) -> None:
        self.alive, self.ended_outside = True, False
        self._channel, self._leash, self._limits, self._on_end = channel, leash, limits, on_end
        self._deadline = math.inf
        self._ending = ""
        self._credited = 0.0
        self._last_words: dict[str, Any] = {}

    def __enter__(self) -> Session:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, problem: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def start(self) -> None:
        """Wait until the process stands behind its walls.

        Raises
        ------
        SandboxError
            When it does not; no code of the student's has run then.
        """
        try:
            self._channel.receive("ready", time.monotonic() + READY_SECONDS)
            self._channel.be_silent()  # it may have ended since: the process of the next submission waits for it
        except (Late, Gone, Malformed):
            text = self._report().get("text") or "it gave no reason"
            self.drop()
            raise SandboxError(f"a submission's process could not be walled off: {text}") from None

    def begin(self, limits: Limits, deadline: float) -> None:
        """Let the time of the submission begin, which these limits are for."""
        self._limits, self._channel.max_bytes = limits, limits.reply_bytes
        self._deadline = min(deadline, time.monotonic() + limits.submission_seconds)

    def run_cell(self, source: str) -> CellResult:
        """Run one code cell as a notebook's kernel would."""
        started = time.monotonic()
        try:
            fields = self._ask(self._limits.cell_seconds, "cell", do="run", given={"source": source})
            status: Any = "ok" if fields.get("ok") is True else "error"
            reason = "" if status == "ok" else one_line(str(fields.get("problem", "This cell raised an exception.")))
        except Stopped as stop:
            fields, status, reason = stop.fields, stop.status, stop.reason
        outputs = checked(fields.get("outputs"), self._limits.outputs, self._limits.output_bytes)
        return CellResult(outputs, status, reason, time.monotonic() - started)

    def call(self, name: str, calls: Sequence[tuple[Any, ...]], driver: str = "call") -> list[Outcome]:
        """Call a function of the student's, once with each of the given arguments, in one request.

        Parameters
        ----------
        name : str
            Looked up in the student's namespace.
        calls : sequence of tuple
            The arguments of each call, plain values. All calls together may take as long as the limit for one.
        driver : str
            A name in `courseware.calling.DRIVERS`.

        Returns
        -------
        list of Outcome
            As many as there are calls. ``error`` is "NameError" when the name is missing, and one of `STOPPED` for all
            of them when one of them was not answered: "Timeout" when they took too long, "Died" when the process ended,
            "Protocol" for an odd answer.
        """
        started = time.monotonic()
        given: dict[str, Any] = {"name": name, "calls": [tuple(args) for args in calls], "driver": driver}
        try:
            fields = self._ask(self._limits.call_seconds, "call", do="call", given=given)
        except Stopped as stop:
            kind = {"timeout": "Timeout", "error": "Protocol"}.get(stop.status, "Died")
            seconds = time.monotonic() - started
            return [Outcome(error=kind, message=stop.reason, seconds=seconds)] * len(calls)
        try:
            sent = _outcomes(fields.get("outcomes"), given["calls"], time.monotonic() - started)
        except WireError as problem:
            reason = one_line(str(fields.get("problem", problem)))
            return [Outcome(error="Protocol", message=reason)] * len(calls)
        return [read(outcome, args, driver) for outcome, args in zip(sent, given["calls"], strict=True)]

    def put(self, files: Sequence[Path]) -> None:
        """Copy files to where the cells run; what is no plain file, or does not fit any more, is left out."""
        data: dict[str, np.ndarray] = {}
        room = min(self._limits.file_mb, self._limits.scratch_mb // 2) * 1_000_000
        for path in map(Path, files):
            if path.is_file() and not path.is_symlink() and path.stat().st_size <= room:
                data[path.name] = np.fromfile(path, np.uint8)
                room -= data[path.name].size
        if data:
            with contextlib.suppress(Stopped):  # the next request tells
                self._ask(self._limits.cell_seconds, "copying of files", do="files", given={"files": data})

    def close(self) -> None:
        """End the process and everything that it started."""
        if self.alive:
            self._end()

    def _ask(self, seconds: float, what: str, do: str, given: dict[str, Any]) -> dict[str, Any]:
        """Send a request and return the fields of its reply; everything else is `Stopped`."""
        if not self.alive:
            raise Stopped("died", self._ending)
        message = pack({"nonce": (nonce := secrets.token_hex(16)), "do": do, "with": given})
        now = time.monotonic()
        deadline = min(now + seconds, self._deadline)
        text = f"This {what} took longer than {seconds:g} s and was stopped."
        if deadline < now + seconds:
            text = f"All cells and calls together took longer than {self._limits.submission_seconds:g} s."
        try:
            self._channel.send(message, deadline)
            return self._received(nonce, seconds, deadline)
        except Late:
            raise Stopped("timeout", text, self._interrupt(nonce, text)) from None
        except Malformed as problem:
            self._end()
            self._ending = f"The process of this submission was stopped: {problem}."
            raise Stopped("error" if do == "call" else "died", self._ending) from None
        except Gone:
            report = self._report()
            self.ended_outside = killed_outside(report)
            status, self._ending = explained(report, self._limits)
            self._end()
            raise Stopped(status, self._ending) from None

    def _received(self, nonce: str, seconds: float, deadline: float) -> dict[str, Any]:
        """Receive a reply; time in which the code was ready but others had the processors does not count.

        Else a submission that keeps all processors busy could make its neighbours late.
        """
        latest = min(deadline + PATIENCE * seconds, self._deadline)
        while True:
            try:
                return self._channel.receive(nonce, deadline)
            except Late:
                waited = self._waited()
                added = min(waited - self._credited, latest - deadline)
                if added < seconds / 10:
                    raise
                self._credited, deadline = waited, deadline + added

    def _waited(self) -> float:
        """Ask the supervisor for how long the code has waited for a processor since it began."""
        with contextlib.suppress(OSError, ValueError):
            self._leash.settimeout(REPORT_SECONDS)
            self._leash.send(b"waited")
            answer = json.loads(self._leash.recv(4096) or b"{}")
            if "waited" in answer:
                return float(answer["waited"])
            self._last_words = answer
        return self._credited

    def _interrupt(self, nonce: str, text: str) -> dict[str, Any]:
        """Interrupt the student's code and return its late reply; end its process when that does not stop it."""
        fields: dict[str, Any] = {}
        with contextlib.suppress(Late, Gone, Malformed, OSError):
            self._leash.settimeout(self._limits.grace_seconds)
            self._leash.send(b"interrupt")
            self._leash.recv(4096)  # it is done: an interrupt that is still on its way could hit the next cell
            fields = self._channel.receive(nonce, time.monotonic() + self._limits.grace_seconds)
            if time.monotonic() < self._deadline:
                return fields
        self._end()
        self._ending = text
        return fields

    def drop(self) -> None:
        """Let go of the process, which ends it, without asking whether it has ended."""
        self.alive = False
        hang_up(self._leash)
        self._channel.close()

    def _end(self) -> None:
        self.drop()
        self._on_end()

    def _report(self) -> dict[str, Any]:
        """Read the last words of the supervisor, which no code of the student's can reach."""
        with contextlib.suppress(OSError, ValueError):
            self._leash.settimeout(REPORT_SECONDS)
            while not {"why"} & self._last_words.keys():  # an answer that came late may stand before them
                self._last_words = json.loads(self._leash.recv(4096))
        return self._last_words


def _outcomes(sent: Any, calls: Sequence[tuple[Any, ...]], elapsed: float) -> list[Outcome]:
    """Read the outcomes that the student's process sent; anything else is a `WireError`."""
    if type(sent) is not list or len(sent) != len(calls):
        raise WireError("the reply does not hold an outcome for each call")
    return [_bounded(outcome, elapsed) for outcome in map(from_fields, sent, calls)]


def _bounded(outcome: Outcome, elapsed: float) -> Outcome:
    if not (outcome.error or outcome.message or outcome.warnings) and outcome.seconds <= elapsed:
        return outcome
    return replace(
        outcome,
        error=one_line(outcome.error)[:100],
        message=one_line(outcome.message),
        warnings=tuple(map(one_line, outcome.warnings[:20])),
        seconds=min(outcome.seconds, elapsed),
    )
