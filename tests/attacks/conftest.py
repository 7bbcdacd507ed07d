"""The arenas: one behind each kind of walls, opened when it is first asked for."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import ExitStack

import pytest

from autograder import build
from autograder.course import Course
from autograder.sandbox import IsolationRefused, choose

from . import arena


@pytest.fixture(scope="package")
def arena_behind(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Callable[[str], arena.Arena]]:
    """Open the arena behind a kind of walls."""
    opened: dict[str, arena.Arena] = {}
    with ExitStack() as stack:

        def behind(kind: str) -> arena.Arena:
            if kind not in opened:
                try:
                    choose(kind)
                except IsolationRefused as refusal:
                    pytest.skip(f"{kind} does not stand here: {refusal}")
                folder = tmp_path_factory.mktemp("arena")
                course = Course(folder / "course")
                build.make_releases(course, [arena.NAME])
                opened[kind] = stack.enter_context(arena.opened(kind, course, folder / "canary"))
            return opened[kind]

        yield behind
