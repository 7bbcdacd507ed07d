"""The command line grades a class: rows, JSON, exit statuses, resuming, and errors that say what to do."""

from __future__ import annotations

import json
import os
import signal
import sqlite3
import subprocess
import sys
import time

import pytest
from marks import totals
from nbgrader.api import Gradebook

from autograder import cli, grade
from autograder.record import is_done

NAME = "01_softmax"


def run(*arguments: str, course) -> int:
    return cli.main([*arguments, "--course", str(course.root)])


def test_a_class_is_graded_and_the_marks_are_in_nbgraders_gradebook(course, classroom, full_answers, capsys):
    classroom.hand_in("ada", full_answers)
    classroom.hand_in("lena", {})
    classroom.hand_in("jun", b"{")
    (course.root / "submitted" / "emeka" / NAME).mkdir(parents=True)
    assert run("grade", NAME, "--json", "--jobs", "2", course=course) == 0
    *rows, last = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    assert {row["student"] for row in rows} == {"ada", "lena", "jun", "emeka"}
    assert (last["graded"], last["failed"]) == (4, 2)
    by_name = {row["student"]: row for row in rows}
    assert by_name["ada"]["score"] == by_name["ada"]["max_score"]
    assert set(by_name["ada"]["cells"][0]) == {
        "grade_id",
        "exercise",
        "points",
        "score",
        "status",
        "misconception",
        "message",
        "seconds",
    }
    assert by_name["ada"]["isolation"] == "strict"
    kept = totals(course)
    assert kept["ada"] == by_name["ada"]["max_score"]
    assert kept["lena"] == kept["jun"] == kept["emeka"] == 0


def test_a_second_run_grades_only_what_is_new_or_changed(course, classroom, full_answers, capsys):
    classroom.hand_in("ada", full_answers)
    classroom.hand_in("lena", {})
    run("grade", NAME, "--json", course=course)
    classroom.hand_in("lena", full_answers)
    classroom.hand_in("zoe", full_answers)
    assert grade.plan(course, NAME) == grade.Plan(NAME, ("lena", "zoe"), ("ada",))
    capsys.readouterr()
    run("grade", NAME, "--json", course=course)
    assert json.loads(capsys.readouterr().out.splitlines()[-1])["graded"] == 2
    assert len(set(totals(course).values())) == 1
    assert grade.plan(course, NAME, force=True).done == ()


def test_a_manual_mark_survives_grading_again(course, classroom, full_answers):
    classroom.hand_in("ada", full_answers)
    run("grade", NAME, "--json", course=course)
    with Gradebook(f"sqlite:///{course.gradebook}") as gradebook:
        grade_of = gradebook.find_grade("check-softmax-values", NAME, NAME, "ada")
        grade_of.manual_score = 0.5
        gradebook.db.commit()
    run("grade", NAME, "--json", "--force", course=course)
    with Gradebook(f"sqlite:///{course.gradebook}") as gradebook:
        grade_of = gradebook.find_grade("check-softmax-values", NAME, NAME, "ada")
        assert grade_of.manual_score == 0.5
        assert grade_of.needs_manual_grade


def heed_interrupts():
    """A job in the background of a shell ignores them, and what it starts would too."""
    signal.signal(signal.SIGINT, signal.SIG_DFL)


def test_an_interrupted_run_keeps_what_was_graded_and_continues(course, classroom, full_answers):
    for number in range(6):
        classroom.hand_in(f"s{number}", full_answers)
    command = [sys.executable, "-m", "autograder", "grade", NAME, "--json", "--jobs", "1", "--course", str(course.root)]
    pipes = {"stdout": subprocess.PIPE, "stderr": subprocess.PIPE, "text": True}
    with subprocess.Popen(command, **pipes, preexec_fn=heed_interrupts) as process:
        first = json.loads(process.stdout.readline())
        os.kill(process.pid, signal.SIGINT)
        _, errors = process.communicate(timeout=30)
    assert process.returncode == cli.INTERRUPTED
    assert "run the same command again" in errors
    plan = grade.plan(course, NAME)
    assert first["student"] in plan.done
    assert run("grade", NAME, "--json", course=course) == 0
    assert grade.plan(course, NAME).todo == ()
    assert len(totals(course)) == 6


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (["grade", "99_nothing"], "There is no assignment '99_nothing'. Known: 01_softmax"),
        (["grade", NAME], "There is no submission to grade"),
        (["grade", NAME, "--student", "nobody"], "nobody"),
        (["grade", NAME, "--scheduler", "tcp://127.0.0.1:1"], "No Dask scheduler answers"),
        (["try", "nowhere.ipynb"], "There is no file nowhere.ipynb"),
    ],
)
def test_unusable_arguments_exit_with_2_and_a_sentence(course, classroom, arguments, says, capsys):
    if "--scheduler" in arguments:
        classroom.hand_in("ada", {})
    assert run(*arguments, course=course) == 2
    assert says in " ".join(capsys.readouterr().err.split())


def test_argparse_refuses_what_it_does_not_know(capsys):
    with pytest.raises(SystemExit) as stop:
        cli.main(["grade", NAME, "--jobs", "0"])
    assert stop.value.code == 2
    assert "whole number" in capsys.readouterr().err


def test_a_locked_gradebook_is_an_error_that_names_the_file(course, classroom, full_answers, capsys):
    classroom.hand_in("ada", full_answers)
    with sqlite3.connect(course.gradebook, isolation_level=None) as other:
        other.execute("BEGIN EXCLUSIVE")
        assert run("grade", NAME, course=course) == 2
        other.execute("ROLLBACK")
    assert str(course.gradebook) in capsys.readouterr().err.replace("\n", "")
    assert run("grade", NAME, "--json", course=course) == 0


def test_a_gradebook_that_is_no_database_is_an_error_that_names_the_file(course, classroom, capsys):
    classroom.hand_in("ada", {})
    course.gradebook.write_text("not a database, whatever its name says")
    assert run("grade", NAME, course=course) == 2
    assert "gradebook.db" in capsys.readouterr().err


def test_refused_isolation_exits_with_3(course, classroom, monkeypatch, capsys):
    classroom.hand_in("ada", {})

    def refuse(level):
        raise cli.IsolationRefused("Nothing holds here: install bubblewrap, or ask for --isolation none.")

    monkeypatch.setattr(grade, "choose", refuse)
    assert run("grade", NAME, course=course) == 3
    assert "install bubblewrap" in capsys.readouterr().err


def test_try_judges_a_file_and_writes_nothing(course, classroom, full_answers, capsys, tmp_path):
    path = classroom.hand_in("ada", full_answers).rename(tmp_path / "01_softmax (2).ipynb")
    before = course.gradebook.read_bytes()
    assert run("try", str(path), "--json", course=course) == 0
    result = json.loads(capsys.readouterr().out)
    assert result["assignment"] == NAME
    assert result["student"] == "anonymous"
    assert result["score"] == result["max_score"]
    assert course.gradebook.read_bytes() == before
    assert run("try", str(path), course=course) == 0
    assert "check-softmax-values" in capsys.readouterr().out


def test_a_late_submission_keeps_its_timestamp(course, classroom, full_answers):
    path = classroom.hand_in("ada", full_answers)
    (path.parent / "timestamp.txt").write_text("2026-02-03 04:05:06 UTC")
    run("grade", NAME, "--json", course=course)
    with Gradebook(f"sqlite:///{course.gradebook}") as gradebook:
        assert gradebook.find_submission(NAME, "ada").timestamp.year == 2026
    assert (course.autograded("ada", NAME).parent / "timestamp.txt").is_file()


def test_a_run_killed_between_marks_and_file_is_graded_again(course, classroom, full_answers):
    classroom.hand_in("ada", full_answers)
    run("grade", NAME, "--json", course=course)
    assert is_done(course, NAME, "ada")
    course.autograded("ada", NAME).unlink()
    assert grade.plan(course, NAME).todo == ("ada",)


def test_no_process_stays_behind(course, classroom, full_answers):
    classroom.hand_in("ada", full_answers)
    command = [sys.executable, "-m", "autograder", "grade", NAME, "--json", "--course", str(course.root)]
    with subprocess.Popen(command, stdout=subprocess.DEVNULL, start_new_session=True) as process:
        process.wait(timeout=60)
    time.sleep(0.2)
    with pytest.raises(ProcessLookupError):
        os.killpg(process.pid, 0)


def test_feedback_pages_are_written_with_the_marks_when_asked_for(course, classroom, full_answers, capsys):
    classroom.hand_in("ada", full_answers)
    assert run("grade", NAME, "--feedback", course=course) == 0
    told = capsys.readouterr()
    assert "Feedback pages written: 1." in told.out
    assert "Peak memory:" in told.out
    assert told.err == ""
    assert "From the course" in course.feedback("ada", NAME).read_text("utf-8")
    assert run("grade", NAME, "--feedback", "--json", course=course) == 0
    assert "feedback" not in json.loads(capsys.readouterr().out)  # nothing was new
