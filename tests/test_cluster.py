"""The same grading function on a real Dask cluster on loopback gives the same marks."""

from __future__ import annotations

import os
import signal
import warnings

import pytest
from marks import totals

from autograder import cluster, grade
from autograder.course import CourseError
from autograder.job import Job

distributed = pytest.importorskip("distributed", reason="Dask is not installed")
NAME = "01_softmax"


@pytest.fixture(scope="module")
def scheduler():
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # what Dask says about its own dashboard is not ours
        with distributed.LocalCluster(n_workers=2, threads_per_worker=1, dashboard_address=None) as local:
            yield local.scheduler_address


@pytest.mark.filterwarnings("ignore")
def test_a_cluster_gives_the_marks_that_one_machine_gives(course, classroom, full_answers, scheduler):
    for name in ("ada", "emeka", "zoe"):
        classroom.hand_in(name, full_answers if name != "emeka" else {})
    here = {each.student: each.marks for each in grade.grade(course, grade.plan(course, NAME), "strict", jobs=1)}
    again = grade.plan(course, NAME, force=True)
    there = {each.student: each for each in grade.grade(course, again, "strict", jobs=1, scheduler=scheduler)}
    assert {name: each.marks for name, each in there.items()} == here
    assert {each.isolation for each in there.values()} == {"strict"}
    assert len(totals(course)) == 3


@pytest.mark.filterwarnings("ignore")
def test_a_worker_with_another_version_is_refused_by_name(scheduler, monkeypatch):
    monkeypatch.setattr(cluster, "PACKAGES", ("solutions",))  # here; the workers keep what they imported
    with pytest.raises(CourseError, match=r"another version of the course: tcp://"):
        list(cluster.judge_all([], scheduler, "strict"))


@pytest.mark.filterwarnings("ignore")
def test_a_worker_that_dies_costs_time_and_no_submission(course, classroom, full_answers, scheduler):
    students = [f"student-{number:02}" for number in range(16)]
    for name in students:
        classroom.hand_in(name, full_answers)
    graded = []
    with distributed.Client(scheduler, set_as_default=False) as client:
        victim = sorted(client.run(os.getpid).values())[0]
        for result in grade.grade(course, grade.plan(course, NAME), "strict", jobs=1, scheduler=scheduler):
            graded.append(result.student)
            if len(graded) == 1:
                os.kill(victim, signal.SIGKILL)
        assert victim not in client.run(os.getpid).values()
    assert sorted(graded) == students
    assert totals(course) == dict.fromkeys(students, 39)


@pytest.mark.filterwarnings("ignore")
def test_a_scheduler_that_goes_away_is_named_and_what_was_graded_is_kept(course, classroom, full_answers):
    for number in range(12):
        classroom.hand_in(f"student-{number:02}", full_answers)
    with distributed.LocalCluster(n_workers=1, threads_per_worker=1, dashboard_address=None) as local:
        url, plan = local.scheduler_address, grade.plan(course, NAME)
        results = grade.grade(course, plan, "strict", jobs=1, scheduler=url)
        first = next(results).student
        local.close()
        with pytest.raises(CourseError, match=r"scheduler at tcp://\S+ went away\. What was graded is kept"):
            list(results)
    assert first in grade.plan(course, NAME).done


@pytest.mark.filterwarnings("ignore")
def test_jobs_are_read_as_the_cluster_needs_them(course, classroom, full_answers, scheduler):
    path = classroom.hand_in("ada", full_answers)
    read = []

    def jobs():
        for number in range(20):
            read.append(number)
            yield Job.prepare(path, course, NAME, f"student-{number:02}")

    results = cluster.judge_all(jobs(), scheduler, "strict")
    next(results)
    assert len(read) <= cluster.AHEAD * 2 + 1
    assert len(list(results)) == 19
