"""The process of a submission's code, replaced when the code ends it; its walls are left to `autograder.sandbox`."""

from __future__ import annotations

import time
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import nbformat
from nbformat.notebooknode import NotebookNode

from autograder.safe import safe_outputs
from autograder.sandbox import STOPPED, Session, Worker
from courseware.outcome import Outcome

MAX_RESTARTS = 6  # the first may be for calls that were made together, and are then made one by one


class EndedOutside(Exception):
    """The sandbox, or the process in it, was killed, perhaps from outside: the submission may be judged again."""


@dataclass
class Process:
    """The student's process, replaced when it dies: the cells that were well are run again in a fresh one.

    Where it may have been killed from outside, `EndedOutside` is raised, unless this is the ``last`` try.
    """

    worker: Worker
    files: Sequence[Path] = ()
    last: bool = True
    notes: list[str] = field(default_factory=list)
    _cells: list[str] = field(default_factory=list)
    _together: bool = True
    _restarts: int = 0
    _began: float = field(default_factory=time.monotonic)

    def __enter__(self) -> Process:
        self._session: Session = self.worker.open(self.files)
        return self

    def __exit__(self, *_: object) -> None:
        self._session.close()

    def cell(self, source: str) -> list[NotebookNode]:
        """Run a cell and return its outputs, cleaned for whoever will read them."""
        if not self._revive():
            return [_note("This cell was not run: earlier cells ended the process too often.")]
        result = self._session.run_cell(source)
        self._look()
        outputs = safe_outputs(result.outputs)
        if self._session.alive:
            self._cells.append(source)
        if result.status not in ("ok", "error"):
            self.notes.append(result.reason)
            outputs.append(_note(result.reason))
        return outputs

    def call(self, name: str, calls: Sequence[tuple[Any, ...]], driver: str) -> list[Outcome]:
        """Call the student's answer of that name once for each tuple of arguments.

        One request is enough while all is well. Once one was not answered, this submission's calls are made one by one,
        each with its own limit, so that an outcome is lost only where its own call, or one before it, is to blame.
        """
        if self._together:
            outcomes = self._call(name, calls, driver)
            if len(calls) < 2 or not any(outcome.error in STOPPED for outcome in outcomes):
                return outcomes
            self._together = False
        outcomes = []
        for args in calls:
            stopped = outcomes and outcomes[-1].error in STOPPED
            outcomes += outcomes[-1:] if stopped else self._call(name, [args], driver)
        return outcomes

    def _call(self, name: str, calls: Sequence[tuple[Any, ...]], driver: str) -> list[Outcome]:
        if not self._revive():
            return [Outcome(error="Died", message="earlier cells ended the process too often")] * len(calls)
        outcomes = self._session.call(name, calls, driver)
        self._look()
        return outcomes

    def _look(self) -> None:
        if self._session.ended_outside and not self.last:
            raise EndedOutside

    def _revive(self) -> bool:
        deadline = self._began + self.worker.limits.submission_seconds
        while not self._session.alive:
            if self._restarts == MAX_RESTARTS or time.monotonic() > deadline:
                return False
            self._restarts += 1
            self._session.close()
            self._session = self.worker.open(self.files, deadline)
            for source in self._cells:
                self._session.run_cell(source)
        return True


def _note(text: str) -> NotebookNode:
    return nbformat.v4.new_output("stream", name="stderr", text=text + "\n")
