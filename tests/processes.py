"""The processes below another one, as this machine sees them; shared by the tests that look for what was left."""

from __future__ import annotations

import psutil


def descendants(pid: int) -> list[psutil.Process]:
    try:
        return psutil.Process(pid).children(recursive=True)
    except psutil.NoSuchProcess:
        return []
