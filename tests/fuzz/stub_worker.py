"""A worker that runs nothing and answers what it is told to, however odd."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import numpy as np

from autograder.sandbox import CellResult, Limits
from autograder.sandbox.outputs import checked
from courseware.outcome import Outcome

TWICE = np.arange(6.0).reshape(2, 3)
ANSWERS = [
    Outcome(error="NameError", message="there is no softmax"),
    Outcome(error="NotImplementedError"),
    Outcome(error="Died", message="Your code called os._exit."),
    Outcome(error="<b>", message="</td> &amp; " + "x" * 400, warnings=("<script>",)),  # as `Session` cleans them
    Outcome(),
    *(
        Outcome(value, after, seconds=1e6)
        for value in (
            0, 0.0, -0.0, True, 10**300, float("nan"), 1e308, 2j, "", "<b>" * 300, "\u202e", [], (), {}, set(),
            TWICE, TWICE.T, TWICE[:, ::2], TWICE * np.nan, np.zeros(0), np.zeros((0, 3)), np.zeros(()), np.float16(1),
            np.ones((1, 1, 1, 1, 1, 1), bool), np.array(["a", "bb"]), np.zeros(3, complex), np.full((2, 3), 1e300),
            np.arange(6, dtype=np.uint8).reshape(2, 3), [TWICE, [TWICE]], (TWICE, None), {"W1": TWICE, "": "x"},
            [1, "a", None], ["X.T @ dZ1"], ["(" * 500], [[[]]] * 30, {"a": {"b": {"c": [set(), ()]}}},
            np.zeros((500, 3)),
        )
        for after in ((), (TWICE,), ("x", None, 3))
    ),
]  # fmt: skip
FAILED = 4  # the first of them are no values
OUTPUTS: list[Any] = [
    [], None, [None, 3], [{"output_type": "stream"}], [{"output_type": "stream", "text": "\x1b[2J\r\u202e" * 99}],
    [{"output_type": "display_data", "data": {"text/html": "<script>1</script>" * 50, "image/png": "AAAA"}}],
    [{"output_type": "execute_result", "data": {"text/plain": 7}, "execution_count": -1}],
    [{"output_type": "error", "traceback": ["a", 3], "ename": None}],
    [{"output_type": []}], [{"output_type": "nothing"}],
]  # fmt: skip


class StubSession:
    """Gives the answers of a list, one after the other, and dies once if told to."""

    def __init__(self, numbers: Sequence[int], dies: bool) -> None:
        self.alive, self.ended_outside, self._numbers, self._count, self._dies = True, False, numbers, 0, dies

    def _next(self, given: Sequence[Any]) -> Any:
        self._count += 1
        return given[self._numbers[self._count % len(self._numbers)] % len(given)]

    def run_cell(self, source: str) -> CellResult:
        self.alive = not (self._dies and self._count > 3)
        outputs = checked(self._next(OUTPUTS), 200, 1_000_000)
        return CellResult(outputs, "ok" if self.alive else "died", "" if self.alive else "It ended.")

    def call(self, name: str, calls: Sequence[tuple[Any, ...]], driver: str = "call") -> list[Outcome]:
        answer = self._next(ANSWERS if self._count % 16 == 3 else ANSWERS[:FAILED])  # a value takes long to diagnose
        return [answer] * len(calls)

    def put(self, files: Sequence[Path]) -> None: ...

    def close(self) -> None:
        self.alive = False


class StubWorker:
    def __init__(self, numbers: Sequence[int], dies: bool = False) -> None:
        self.walls, self.limits = SimpleNamespace(level="strict", description="no code is run"), Limits()
        self._numbers, self._dies = numbers, dies

    def open(self, *_: Any) -> StubSession:
        return StubSession(self._numbers, self._dies)
