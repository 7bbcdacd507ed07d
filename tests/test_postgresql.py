"""The gradebook on a real PostgreSQL server: the marks are those in the file, for our commands and nbgrader's."""

from __future__ import annotations

import csv
import os
import pwd
import shutil
import subprocess
from collections.abc import Iterator
from glob import glob
from pathlib import Path

import pytest
from commands import nbgrader
from marks import marks

from autograder import grade
from autograder.course import Course, CourseError
from autograder.wiring import SETTINGS
from autograder.wiring.settings import configuration, database

NAME = "01_softmax"
PROGRAMS = sorted(glob("/usr/lib/postgresql/*/bin"))


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The URL of a fresh server that listens on a socket in a folder of its own, and on no network."""
    if not PROGRAMS:
        pytest.skip("PostgreSQL is not installed (Debian: apt install postgresql)")
    pytest.importorskip("psycopg", reason="psycopg is not installed")
    folder = Path(f"/tmp/postgresql-{os.getpid()}")  # short: a socket's path has at most 107 bytes
    folder.mkdir(mode=0o700)
    user = {}
    if os.getuid() == 0:  # PostgreSQL refuses to run as root
        person = pwd.getpwnam("postgres")
        os.chown(folder, person.pw_uid, person.pw_gid)
        user = {"user": person.pw_uid, "group": person.pw_gid, "extra_groups": []}

    def control(*arguments: str) -> None:
        command = [f"{PROGRAMS[-1]}/{arguments[0]}", *arguments[1:]]
        subprocess.run(command, check=True, cwd="/", stdout=subprocess.DEVNULL, **user)

    data = str(folder / "data")
    try:
        control("initdb", "--auth=trust", "--username=grader", "--no-sync", data)
        options = f"-c listen_addresses='' -c fsync=off -k {folder}"
        control("pg_ctl", "-D", data, "-o", options, "-l", str(folder / "log"), "--wait", "start")
        try:
            yield f"postgresql+psycopg://grader@/postgres?host={folder}"
        finally:
            control("pg_ctl", "-D", data, "-m", "immediate", "stop")
    finally:
        shutil.rmtree(folder)


def use(course: Course, url: str) -> None:
    """Set the class's database as the text in its settings says, and forget what was read before."""
    with (course.root / SETTINGS).open("a") as file:
        file.write(f"c.CourseDirectory.db_url = {url!r}\n")
    configuration.cache_clear()
    database.cache_clear()


@pytest.mark.pipeline
def test_a_gradebook_in_postgresql_holds_the_marks_that_the_file_holds(course, classroom, full_answers, server):
    classroom.hand_in("ada", full_answers)
    classroom.hand_in("emeka", {"softmax": full_answers["softmax"]})
    classroom.hand_in("zoe", b"no notebook")
    list(grade.grade(course, grade.plan(course, NAME), "strict", jobs=1))
    in_file = marks(course)

    use(course, server)
    nbgrader("generate_assignment", NAME, "--force", course=course)
    list(grade.grade(course, grade.plan(course, NAME, force=True), "strict", jobs=2))
    assert marks(course, server) == in_file
    assert sum(value or 0 for value in in_file["ada"].values()) == 39

    file = course.root / "grades.csv"
    nbgrader("export", f"--to={file}", course=course)
    rows = {row["student_id"]: float(row["raw_score"]) for row in csv.DictReader(file.read_text().splitlines())}
    assert rows == {name: sum(value or 0 for value in given.values()) for name, given in in_file.items()}


def test_a_server_that_does_not_answer_is_named_without_its_password(course, classroom, full_answers):
    pytest.importorskip("psycopg", reason="psycopg is not installed")
    classroom.hand_in("ada", full_answers)
    use(course, "postgresql+psycopg://grader:secret@127.0.0.1:9/marks")
    with pytest.raises(CourseError, match=r"grader:\*\*\*@127\.0\.0\.1:9/marks can't be written") as problem:
        list(grade.grade(course, grade.plan(course, NAME), "strict", jobs=1))
    assert "secret" not in str(problem.value)


def test_an_address_that_is_none_is_refused_with_advice(course, classroom, full_answers):
    classroom.hand_in("ada", full_answers)
    use(course, "postgres at home")
    with pytest.raises(CourseError, match=r"nbgrader_config\.py can't be used"):
        list(grade.grade(course, grade.plan(course, NAME), "strict", jobs=1))
