"""Judge processes: one that is killed costs nothing but time, and a slow submission holds up nobody."""

from __future__ import annotations

import contextlib
import os
import signal
import time
from collections.abc import Iterator
from pathlib import Path

import psutil
import pytest
from marks import totals
from nbgrader.converters import GenerateFeedback

from autograder import grade, judging, pool
from autograder.course import ROOT, Course, CourseError
from autograder.messages import Failure, Judged, Setup, Work
from autograder.pool import Pool
from autograder.sandbox import Host, choose
from autograder.wiring.settings import configuration, course_directory

NAME = "01_softmax"
SLOW = "import time\ntime.sleep({})\ndef softmax(x): return x"


def sandboxes(host: psutil.Process) -> Iterator[list[psutil.Process]]:
    """The host of the sandboxes, the workers that it forked for the judge processes, their supervisors, and so on."""
    while host.name() == "bwrap" or "inside.worker" not in " ".join(host.cmdline()):  # what walls it off
        (host,) = host.children()
    level = [host]
    while level:
        yield level
        level = [child for each in level for child in each.children()]


@contextlib.contextmanager
def started(course: Course, jobs: int = 1) -> Iterator[Pool]:
    with Pool(Setup(course.root, NAME, choose()), jobs) as opened:
        yield opened


def test_a_judge_process_and_its_sandbox_share_one_processor(course, classroom):
    classroom.hand_in("a", {})
    with started(course) as opened:
        next(opened.results(["a"]))
        _, (worker,), *_ = sandboxes(psutil.Process(opened._host.process.pid))
        judge = opened._judges[0].process.pid
        assert len(os.sched_getaffinity(judge)) == 1
        assert os.sched_getaffinity(judge) == os.sched_getaffinity(worker.pid)


def test_judge_processes_are_spread_over_the_processors(course):
    allowed = os.sched_getaffinity(0)
    with started(course, jobs=len(allowed) + 1) as opened:
        used = [os.sched_getaffinity(judge.process.pid) for judge in opened._judges]
    assert set().union(*used) == allowed
    assert used[-1] == used[0]


def test_a_slow_submission_holds_up_nobody(course, classroom, full_answers):
    classroom.hand_in("a-slow", {"softmax": SLOW.format(8)})
    for name in ("b", "c", "d"):
        classroom.hand_in(name, full_answers)
    plan = grade.plan(course, NAME)
    assert [result.student for result in grade.grade(course, plan, "strict", jobs=2)][-1] == "a-slow"


@pytest.mark.parametrize("victim", ["judge", "host", "worker", "supervisor", "student"])
def test_a_process_that_is_killed_costs_only_time_and_each_submission_is_graded_once(
    course, classroom, full_answers, monkeypatch, victim
):
    for name in ("a", "b", "c", "d"):
        classroom.hand_in(name, {**full_answers, "softmax": full_answers["softmax"] + "\nimport time\ntime.sleep(0.5)"})
    judges: list[pool.Judge] = []
    give = pool.Judge.give
    monkeypatch.setattr(pool.Judge, "give", lambda judge, *given: (judges.append(judge), give(judge, *given)))
    hosts: list[Host] = []
    monkeypatch.setattr(pool, "Host", lambda *given: (hosts.append(Host(*given)), hosts[-1])[1])
    graded = []
    for result in grade.grade(course, grade.plan(course, NAME), "strict", jobs=2):
        graded.append((result.student, result.score))
        if len(graded) == 1:
            busy = next(judge.process.pid for judge in judges if judge.student)
            time.sleep(0.2)  # somewhere in the half second that each submission takes
            host = psutil.Process(hosts[0].process.pid)
            walled = dict(zip(("host", "worker", "supervisor", "student"), sandboxes(host), strict=False))
            os.kill(busy if victim == "judge" else walled[victim][0].pid, signal.SIGKILL)
    scores = dict(graded)
    assert sorted(scores) == ["a", "b", "c", "d"]
    assert len(graded) == 4
    assert len(set(scores.values())) == 1
    assert totals(course) == scores


def test_a_submission_that_ends_every_process_is_a_failure_and_the_others_go_on(course, classroom, monkeypatch):
    for name in ("a", "b"):
        classroom.hand_in(name, {})
    give = pool.Judge.give

    def deadly(judge: pool.Judge, student: str, *work: Work) -> None:
        give(judge, student, *work)
        if student == "a":
            judge.process.kill()

    monkeypatch.setattr(pool.Judge, "give", deadly)
    with started(course) as opened:
        outcomes = dict(opened.results(["a", "b"]))
    assert outcomes["a"] == Failure("The process that judged it ended 3 times.")
    assert isinstance(outcomes["b"], Judged)


def test_a_failure_of_the_grader_is_a_row_with_a_reason_and_is_graded_again(course, classroom, monkeypatch):
    classroom.hand_in("a", {})
    monkeypatch.setattr(Pool, "results", lambda *_: iter([("a", Failure("RuntimeError: a check is wrong"))]))
    (result,) = grade.grade(course, grade.plan(course, NAME), "strict", jobs=1)
    assert "a check is wrong" in result.refused
    assert totals(course) == {"a": 0.0}
    assert grade.plan(course, NAME).todo == ("a",)


def test_a_failure_is_told_in_full_to_the_instructor_only(course, classroom, monkeypatch, capsys):
    classroom.hand_in("a", {})
    monkeypatch.setattr(judging, "judge_one", lambda *_: 1 / 0)
    setup = Setup(course.root, NAME, choose())
    assert "ZeroDivisionError" in judging._judged(course, setup, "a", classroom.worker).text
    assert str(ROOT) not in judging._judged(course, setup, "a", classroom.worker).text
    assert "in <lambda>" in capsys.readouterr().err


def test_processes_that_cannot_start_are_an_error_and_no_marks(course, classroom, monkeypatch):
    classroom.hand_in("a", {})
    monkeypatch.setattr(pool, "START", "raise SystemExit('not today')")
    with pytest.raises(pool.SandboxError, match="before it was ready"):
        list(grade.grade(course, grade.plan(course, NAME), "strict", jobs=1))
    assert totals(course) == {}


def test_an_edition_with_an_unknown_check_stops_the_run_with_a_sentence(course, classroom):
    classroom.hand_in("a", {})
    path = course.release(NAME)
    path.chmod(0o644)
    path.write_text(path.read_text("utf-8").replace("check-softmax-values", "check-softmax-unheard"), "utf-8")
    with pytest.raises(CourseError, match="check-softmax-unheard"):
        list(grade.grade(course, grade.plan(course, NAME), "strict", jobs=1))


def test_every_judge_process_says_how_much_memory_it_took(course, classroom):
    classroom.hand_in("a", {})
    classroom.hand_in("b", {"softmax": "mine = np.ones(30_000_000)\ndef softmax(x): return x"})
    with started(course, jobs=2) as opened:
        list(grade.grade(course, grade.plan(course, NAME), "strict", jobs=2, pool=opened))
        peaks = opened.finish()
    assert 1 <= len(peaks) <= 2  # one process may be through before the other is there
    assert all(20_000_000 < peak.judge < 240_000_000 for peak in peaks)
    assert 240_000_000 < max(peak.sandbox for peak in peaks) < 600_000_000


def test_feedback_is_written_in_the_processes_as_nbgrader_writes_it(course, classroom, full_answers):
    names = ["a", "b", "c"]
    for name in names:
        classroom.hand_in(name, full_answers)
    plan = grade.plan(course, NAME)
    with started(course, jobs=2) as opened:
        list(grade.grade(course, plan, "strict", jobs=2, pool=opened))
        assert sorted(grade.feedback(course, plan, opened)) == [(name, "") for name in names]
    ours = {path.relative_to(course.root): (path.read_text("utf-8"), path.stat().st_mode) for path in pages(course)}
    GenerateFeedback(coursedir=course_directory(course, NAME), config=configuration(course), force=True).start()
    theirs = {path.relative_to(course.root): (path.read_text("utf-8"), path.stat().st_mode) for path in pages(course)}
    assert ours == theirs
    assert len(ours) == 3
    course.feedback("b", NAME).unlink()
    with started(course) as opened:
        assert list(grade.feedback(course, grade.plan(course, NAME), opened)) == [("b", "")]


def pages(course: Course) -> list[Path]:
    return [path for path in (course.root / "feedback").rglob("*") if path.is_file()]
