"""Put a changed module of `solutions` in the place of the right one for a while, and bound what it may take.

What is run is our own code, changed, so it may loop or ask for much memory, but it means no harm.
"""

from __future__ import annotations

import contextlib
import importlib
import resource
import signal
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path
from types import ModuleType

MEMORY = 4_000_000_000  # bytes of further address space: a changed size must not take the machine's


class Late(KeyboardInterrupt):
    """A mutant took too long; an interrupt, since `call` takes every other exception for an answer."""


@contextlib.contextmanager
def limits(seconds: float) -> Iterator[None]:
    """Let what runs within take so long and so much memory, and no more."""

    def late(*_: object) -> None:
        raise Late

    before = signal.signal(signal.SIGALRM, late)
    soft, hard = resource.getrlimit(resource.RLIMIT_AS)
    most = _address_space() + MEMORY
    resource.setrlimit(resource.RLIMIT_AS, (most if hard == resource.RLIM_INFINITY else min(most, hard), hard))
    signal.setitimer(signal.ITIMER_REAL, seconds)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
        resource.setrlimit(resource.RLIMIT_AS, (soft, hard))
        signal.signal(signal.SIGALRM, before)


def _address_space() -> int:
    """How many bytes this process has mapped already."""
    return int(Path("/proc/self/statm").read_text("ascii").split()[0]) * resource.getpagesize()


@contextlib.contextmanager
def installed(module: str, source: str, topic_modules: Sequence[str]) -> Iterator[list[ModuleType]]:
    """Import a topic's modules anew, with one of them changed, and put the right ones back at the end.

    Parameters
    ----------
    module : str
        Which one is changed: ``softmax`` for ``solutions.softmax``.
    source : str
        What it is changed to.
    topic_modules : sequence of str
        All that may import one another, the changed one among them.
    """
    package = importlib.import_module("solutions")
    kept = {name: sys.modules.pop(f"solutions.{name}", None) for name in topic_modules}
    changed = ModuleType(f"solutions.{module}")
    changed.__file__ = f"<mutant of {changed.__name__}>"
    try:
        sys.modules[changed.__name__] = changed
        setattr(package, module, changed)
        exec(compile(source, changed.__file__, "exec"), vars(changed))
        others = [importlib.import_module(f"solutions.{name}") for name in topic_modules if name != module]
        yield [changed, *others]
    finally:
        for name, right in kept.items():
            sys.modules.pop(f"solutions.{name}", None)
            vars(package).pop(name, None)
            if right is not None:
                sys.modules[f"solutions.{name}"] = right
                setattr(package, name, right)
