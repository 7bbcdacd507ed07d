"""What a submission may use, what comes back from a cell, and how a refusal is told; the numbers are the defaults."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Literal


@dataclass(frozen=True)
class Limits:
    """What one submission may use.

    Attributes
    ----------
    cell_seconds, call_seconds, submission_seconds : float
        Wall time of one cell, of one call of a function, and of the whole submission with all its replays. The time
        for which code is ready and waits for a processor that others use is not counted for cells and calls, up to
        three times their limit. The submission's processes together get as many seconds of processor time.
    grace_seconds : float
        How long interrupted code has to stop by itself before its process is killed.
    memory_mb : int
        Megabytes (10**6 bytes) of one process, and of all processes together.
    processes, open_files, file_mb : int
        Processes and threads; open files of a process; megabytes of a file.
    scratch_mb : int
        Megabytes of all files together.
    output_bytes, outputs : int
        What a cell may put out; the rest is cut.
    reply_bytes : int
        The longest message that is taken from a student's process.
    """

    cell_seconds: float = 20.0
    call_seconds: float = 5.0
    submission_seconds: float = 300.0
    grace_seconds: float = 1.0
    memory_mb: int = 2048
    processes: int = 64
    open_files: int = 128
    file_mb: int = 64
    scratch_mb: int = 64
    output_bytes: int = 1_000_000
    outputs: int = 200
    reply_bytes: int = 32_000_000


@dataclass(frozen=True)
class CellResult:
    """What came of one cell.

    Attributes
    ----------
    outputs : list of dict
        nbformat 4 outputs, checked: JSON only, known forms only.
    status : str
        "ok", "error" (it raised), "timeout", "died" (the process ended) or "limit" (it took too much).
    reason : str
        A plain sentence for the learner, empty when all is well.
    seconds : float
        Wall time, as the judge measured it.
    """

    outputs: list[dict[str, Any]]
    status: Literal["ok", "error", "timeout", "died", "limit"]
    reason: str = ""
    seconds: float = 0.0


class IsolationRefused(RuntimeError):
    """The walls asked for do not stand on this machine; the message says what is missing and what to do."""


class SandboxError(RuntimeError):
    """A worker could not be started although its walls stand; the message says why."""
