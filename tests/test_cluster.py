"""The same grading function on a real Dask cluster on loopback gives the same marks."""

from __future__ import annotations

import warnings

import pytest
from nbgrader.api import Gradebook

from autograder import cluster, grade
from autograder.course import CourseError

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
    with Gradebook(f"sqlite:///{course.gradebook}") as gradebook:
        assert len(gradebook.assignment_submissions(NAME)) == 3


@pytest.mark.filterwarnings("ignore")
def test_a_worker_with_another_version_is_refused_by_name(scheduler, monkeypatch):
    monkeypatch.setattr(cluster, "PACKAGES", ("solutions",))  # here; the workers keep what they imported
    with pytest.raises(CourseError, match=r"another version of the course: tcp://"):
        list(cluster.judge_all([], scheduler, "strict"))
