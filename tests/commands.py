"""nbgrader's real commands, as an instructor gives them."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

from autograder.course import FOLDER_VARIABLE, ROOT, Course


def nbgrader(*arguments: str, course: Course, cwd: Path = ROOT, status: int = 0) -> str:
    """Run a real nbgrader command on a course; ``cwd`` decides whether our nbgrader_config.py is found."""
    environment = {
        **os.environ,
        FOLDER_VARIABLE: str(course.root),
        "JUPYTER_CONFIG_DIR": str(course.root / "no-config"),
    }
    done = subprocess.run(
        [sys.executable, "-m", "nbgrader", *arguments],
        cwd=cwd,
        env=environment,
        capture_output=True,
        text=True,
        timeout=240,
        check=False,
    )
    assert done.returncode == status, done.stderr[-3000:]
    return done.stdout + done.stderr
