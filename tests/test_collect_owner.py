"""Where students are Unix users, nobody hands in for another; where they are not, names are all there is."""

from __future__ import annotations

import os
import pwd
from pathlib import Path

import pytest
from nbgrader.coursedir import CourseDirectory
from traitlets.config import Config

from autograder.wiring import configure
from autograder.wiring.collect import Collect

NAME = "01_softmax"
STAMP = "2026-01-02 03:04:05.678901 UTC"

pytestmark = [
    pytest.mark.skipif(os.geteuid() != 0, reason="only root can give a folder to somebody else"),
    pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning", "ignore::ResourceWarning"),
]


# Whose name a folder has, who owns it, and whether it counts.
FOLDERS = [
    ("daemon", "daemon", True),
    ("games", "nobody", False),
    ("mail", "root", True),  # the instructor's own doing
    ("a-student-without-a-user", "nobody", True),
]


def test_a_submission_is_taken_only_from_the_user_whose_name_it_has(tmp_path: Path) -> None:
    inbound = tmp_path / "exchange" / "backprop-lab" / "inbound"
    for claims, owner, _ in FOLDERS:
        folder = inbound / f"{claims}+{NAME}+{STAMP}+random"
        folder.mkdir(parents=True)
        (folder / f"{NAME}.ipynb").write_text("{}")
        (folder / "timestamp.txt").write_text(STAMP)
        os.chown(folder, pwd.getpwnam(owner).pw_uid, -1)
    for path in (inbound, *inbound.parents[:2]):
        path.chmod(0o777)
    config = Config()
    configure(config, tmp_path)
    course = CourseDirectory(config=config)
    course.assignment_id = NAME
    Collect(coursedir=course, config=config).start()
    taken = {path.parents[1].name for path in (tmp_path / "submitted").glob("*/*/*.ipynb")}
    assert taken == {claims for claims, _, counts in FOLDERS if counts}
