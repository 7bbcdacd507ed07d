"""A run that is killed at any moment loses no committed mark and grades nothing twice; a disk that fails is named."""

from __future__ import annotations

import multiprocessing
import os
import random
import shutil
import sqlite3
import subprocess
import sys
import textwrap
from collections import Counter
from pathlib import Path
from typing import Any

import psutil
import pytest
from marks import totals
from processes import descendants

from autograder import grade
from autograder.course import FOLDER_VARIABLE, ROOT, Course

NAME = "01_softmax"
KILLS = int(os.environ.get("BACKPROP_LAB_KILLS", "50"))
LONGEST = 2.5  # seconds until a kill: the judge processes need one or two to start
CLASS = 160
FORKED = multiprocessing.get_context("forkserver")
FORKED.set_forkserver_preload(["autograder.grade", "autograder.wiring.gradebook"])


def run(root: Path) -> None:
    course = Course(root)
    for _ in grade.grade(course, grade.plan(course, NAME), "strict", jobs=2):
        pass


@pytest.fixture
def many(course, classroom, full_answers) -> list[str]:
    """A class that differs from student to student, one of whom can't be judged."""
    names, students = list(full_answers), [f"student-{number:03}" for number in range(CLASS)]
    for number, student in enumerate(students):
        kept = names[: len(names) - number % 5]
        classroom.hand_in(student, {name: full_answers[name] for name in kept} if number % 40 else b"no notebook")
    return students


def rows(course: Course) -> list[tuple[Any, ...]]:
    """Every mark in the gradebook, with what makes a row twice visible."""
    # for writing, too: the first who opens it after a kill undoes what that left half done
    with sqlite3.connect(f"file:{course.gradebook}?mode=rw", uri=True) as database:
        found = database.execute(
            """SELECT submitted_assignment.student_id, base_cell.name, grade.auto_score, grade.needs_manual_grade
               FROM grade JOIN submitted_notebook ON grade.notebook_id = submitted_notebook.id
               JOIN submitted_assignment ON submitted_notebook.assignment_id = submitted_assignment.id
               JOIN base_cell ON grade.cell_id = base_cell.id"""
        ).fetchall()
    database.close()
    return sorted(found, key=str)


@pytest.mark.filterwarnings("ignore:.*fork.*:DeprecationWarning")
def test_a_run_that_is_killed_at_fifty_moments_ends_as_an_undisturbed_one(course, many, tmp_path):
    quiet = Course(tmp_path / "quiet")
    shutil.copytree(course.root, quiet.root)
    course.seed(NAME, "anybody", "makes the secret")
    shutil.copy(course.root / "secret", quiet.root / "secret")
    run(quiet.root)
    expected = rows(quiet)

    moments, stopped_at = random.Random(4), []
    for number in range(KILLS):
        process = FORKED.Process(target=run, args=(course.root,))
        process.start()
        process.join(moments.uniform(0, LONGEST))
        others = descendants(process.pid)
        if number % 3 == 0 and others:  # a judge, a worker or a student's process first: the run itself goes on
            moments.choice(others).kill()
            process.join(moments.uniform(0, 0.5))
        others += descendants(process.pid)
        process.kill()
        process.join()
        _, alive = psutil.wait_procs(others, timeout=20)
        assert alive == []
        done, kept = grade.plan(course, NAME).done, rows(course)
        assert [row for row in kept if row[0] in done] == [row for row in expected if row[0] in done]
        assert max(Counter(row[:2] for row in kept).values(), default=1) == 1
        assert set(stopped_at[-1] if stopped_at else ()) <= set(done)
        stopped_at.append(done)
    assert len({len(done) for done in stopped_at}) > 3, "the kills came too early or too late to mean anything"
    run(course.root)
    assert rows(course) == expected
    assert grade.plan(course, NAME).todo == ()
    left = [path.name for path in (course.root / "autograded").rglob("*") if path.is_file()]
    assert Counter(left) == {f"{NAME}.ipynb": CLASS}
    assert len(totals(course)) == CLASS


def in_small_disk(course: Course, script: str) -> subprocess.CompletedProcess[str]:
    """Run a shell script where ``$DISK`` is a file system of its own, in a namespace that ends with it."""
    disk = course.root.parent / "disk"
    disk.mkdir()
    environment = {**os.environ, "DISK": str(disk), "COURSE": str(course.root), FOLDER_VARIABLE: str(disk / "course"),
                   "GRADE": f"{sys.executable} -m autograder grade {NAME} --isolation none --jobs 1"}  # fmt: skip
    command = ["unshare", "--mount", "--user", "--map-root-user", "bash", "-euc", textwrap.dedent(script)]
    if subprocess.run([*command[:4], "true"], check=False, capture_output=True).returncode:
        pytest.skip("this kernel lets nobody mount in a user namespace")
    return subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True, check=False)


def test_a_full_disk_is_an_error_that_names_the_file_and_the_next_run_continues(course, classroom, full_answers):
    students = [f"student-{number:02}" for number in range(12)]
    for student in students:
        classroom.hand_in(student, full_answers)
    size = sum(path.stat().st_size for path in course.root.rglob("*") if path.is_file())
    done = in_small_disk(
        course,
        f"""\
        mount -t tmpfs -o size={size + 900_000} tmpfs "$DISK"
        cp -r "$COURSE" "$DISK/course"
        $GRADE && exit 9 || echo "exit $?"
        mount -o remount,size=200m "$DISK"
        $GRADE
        cp "$DISK/course/gradebook.db" "$COURSE/gradebook.db"
        """,
    )
    assert done.returncode == 0, done.stderr
    assert "exit 2" in done.stdout
    assert "No space left" in done.stderr or "disk is full" in done.stderr
    assert str(course.root.parent / "disk" / "course") in done.stderr
    assert "run the command again" in done.stderr
    assert totals(course) == dict.fromkeys(students, 39)


def test_a_read_only_course_is_an_error_that_names_the_file(course, classroom, full_answers):
    classroom.hand_in("ada", full_answers)
    done = in_small_disk(
        course,
        """\
        mount -t tmpfs tmpfs "$DISK"
        cp -r "$COURSE" "$DISK/course"
        mount -o remount,ro "$DISK"
        $GRADE
        """,
    )
    assert done.returncode == 2, done.stderr
    assert str(course.root.parent / "disk" / "course") in done.stderr
    assert "run the command again" in done.stderr
