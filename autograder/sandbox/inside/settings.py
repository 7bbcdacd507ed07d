"""What a worker is told before it starts, and where things are within the walls."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass
from typing import Any

SCRATCH = "/scratch"  # the only place that a submission can write to, and its home
LAB = "/lab"  # courseware, this package, and the solutions of earlier topics


@dataclass(frozen=True)
class Settings:
    """Plain data, sent as JSON.

    Attributes
    ----------
    path : tuple of str
        Folders to import from.
    absent : tuple of str
        Packages that cannot be imported, whatever is installed.
    walled : bool
        False for the level "none": no namespaces, no Landlock, no seccomp.
    landlock, seccomp : bool
        Whether these were found to stand; each is then required.
    readable : tuple of str
        What Landlock lets a submission read.
    scratch : str
        The folder within which each submission gets its own.
    demos : str
        The topic whose demonstrations will be run; empty when none will.
    """

    path: tuple[str, ...]
    absent: tuple[str, ...]
    walled: bool
    landlock: bool
    seccomp: bool
    readable: tuple[str, ...]
    scratch: str
    memory_mb: int
    processes: int
    open_files: int
    file_mb: int
    scratch_mb: int
    cpu_seconds: int
    output_bytes: int
    outputs: int
    reply_bytes: int
    demos: str = ""

    def to_json(self) -> bytes:
        return json.dumps(asdict(self)).encode()

    @classmethod
    def from_json(cls, data: bytes) -> Settings:
        fields: dict[str, Any] = json.loads(data)
        return cls(**fields | {name: tuple(fields[name]) for name in ("path", "absent", "readable")})
