"""The ledger writes what nbgrader's own methods write, row by row."""

from __future__ import annotations

import copy
import datetime
from contextlib import closing
from dataclasses import replace
from typing import Any
from unittest import mock

import nbformat
import pytest
from nbformat.notebooknode import NotebookNode
from nbgrader import utils
from nbgrader.api import Comment, Grade, Gradebook, Student, SubmittedAssignment, SubmittedNotebook
from nbgrader.converters import Autograde
from nbgrader.plugins import LateSubmissionPlugin
from nbgrader.preprocessors import AssignLatePenalties, SaveAutoGrades

from autograder import record
from autograder.course import Course, CourseError
from autograder.result import Result
from autograder.wiring import gradebook as books
from autograder.wiring.settings import configuration, course_directory

NAME = "01_softmax"
DUE = datetime.datetime(2026, 3, 1, 12)


@pytest.fixture
def result(classroom, full_answers) -> Result:
    answers = {**full_answers, "explain-shift": "No exponent is above 0.", "softmax": "def softmax(x): return x"}
    del answers["log_softmax"]
    return classroom.judge("ada", answers)


def opened(course: Course) -> Any:
    return closing(books.open_gradebook(course))


def kept(course: Course) -> dict[str, Any]:
    """Everything about the only submission, without the random ids."""
    with Gradebook(f"sqlite:///{course.gradebook}") as gradebook:
        (submission,) = gradebook.db.query(SubmittedAssignment).all()
        (notebook,) = gradebook.db.query(SubmittedNotebook).all()
        grades = gradebook.db.query(Grade).all()
        return {
            "students": [each.to_dict() for each in gradebook.db.query(Student).all()],
            "submission": {name: value for name, value in submission.to_dict().items() if name != "id"},
            "flagged": notebook.flagged,
            "penalty": notebook.late_submission_penalty,
            "grades": {
                each.name: (each.auto_score, each.manual_score, each.extra_credit, each.needs_manual_grade, each.score)
                for each in grades
            },
            "comments": {each.name: each.comment for each in gradebook.db.query(Comment).all()},
        }


def by_nbgrader(course: Course, result: Result, timestamp: datetime.datetime | None = None) -> None:
    """Keep a result by nbgrader's methods and stages; the marks of check cells are the judge's, not their output's."""
    where = {"assignment": NAME, "notebook": NAME, "student": result.student, "db_url": f"sqlite:///{course.gradebook}"}
    given, by_output = {mark.grade_id: mark.score for mark in result.marks}, utils.determine_grade

    def by_the_judge(cell: NotebookNode, log: Any = None) -> tuple[float | None, float]:
        name = cell.metadata.nbgrader.grade_id
        return (given[name], cell.metadata.nbgrader.points) if name in given else by_output(cell, log)

    with opened(course) as gradebook:
        gradebook.update_or_create_student(result.student)
        with gradebook.db.no_autoflush:
            options = {"timestamp": timestamp} if timestamp else {}
            gradebook.update_or_create_submission(NAME, result.student, **options)
    with mock.patch.object(utils, "determine_grade", by_the_judge):
        for stage in (SaveAutoGrades, AssignLatePenalties):
            stage(config=configuration(course)).preprocess(copy.deepcopy(result.notebook), {"nbgrader": where})


def by_the_ledger(course: Course, result: Result) -> None:
    edition = nbformat.read(course.student_edition(NAME), as_version=4)
    with opened(course) as gradebook:
        made = record.make(replace(result, notebook=copy.deepcopy(result.notebook)), course, edition, of="")
        books.commit(course, made, books.open_ledger(course, gradebook, NAME))


def test_a_new_submission_has_the_rows_that_nbgrader_gives_it(course, built, result, tmp_path):
    by_the_ledger(course, result)
    ours = kept(course)
    course.gradebook.write_bytes(built.gradebook.read_bytes())
    by_nbgrader(course, result)
    assert ours == kept(course)
    assert len(ours["grades"]) > 20
    assert ours["grades"]["explain-shift"] == (None, None, None, True, 0.0)
    assert ours["comments"]["softmax"] is None
    assert ours["comments"]["log_softmax"] == "No response."


def test_a_mark_by_hand_stays_when_a_submission_is_graded_again(course, classroom, full_answers, result):
    by_the_ledger(course, result)
    with Gradebook(f"sqlite:///{course.gradebook}") as gradebook:
        gradebook.find_grade("explain-shift", NAME, NAME, "ada").manual_score = 1.5
        gradebook.find_comment("explain-shift", NAME, NAME, "ada").manual_comment = "Nearly."
        gradebook.db.commit()
    by_the_ledger(course, classroom.judge("ada", full_answers))
    ours = kept(course)
    assert ours["grades"]["explain-shift"][1:] == (1.5, None, True, 1.5)
    assert ours["comments"]["explain-shift"] == "Nearly."
    assert ours["grades"]["check-softmax-values"][0] == 2.0
    by_nbgrader(course, classroom.judge("ada", full_answers))
    assert ours == kept(course)


def test_a_student_whom_nbgrader_began_with_is_completed(course, result):
    with opened(course) as gradebook:
        student = gradebook.add_student("ada")
        gradebook.db.add(SubmittedAssignment(assignment=gradebook.find_assignment(NAME), student=student))
        gradebook.db.commit()
    by_the_ledger(course, result)
    assert kept(course)["grades"]["check-softmax-values"][0] == 0.0


class OnePointADay(LateSubmissionPlugin):  # type: ignore[misc]
    def late_submission_penalty(self, student_id, score, total_seconds_late):
        return total_seconds_late // 86_400


@pytest.fixture
def due(course, monkeypatch) -> None:
    """The assignment is due, and a day late costs a point."""
    plugin = OnePointADay()
    monkeypatch.setattr(AssignLatePenalties, "init_plugin", lambda stage: setattr(stage, "plugin_inst", plugin))
    with opened(course) as gradebook:
        gradebook.find_assignment(NAME).duedate = DUE
        gradebook.db.commit()


LATE = [(-1, 0, None), (2.5, 0, 2.0), (2.5, 2, 0.0), (2.5, 3, None)]


@pytest.mark.usefixtures("due")
@pytest.mark.parametrize(("days", "extension", "penalty"), LATE)
def test_a_late_submission_costs_what_nbgraders_plugin_says(course, classroom, full_answers, days, extension, penalty):
    path = classroom.hand_in("ada", full_answers)
    stamp = DUE + datetime.timedelta(days=days)
    (path.parent / "timestamp.txt").write_text(f"{stamp} UTC")
    result = classroom.judge("ada", full_answers)
    by_the_ledger(course, result)
    if extension:
        with opened(course) as gradebook:
            gradebook.grant_extension(NAME, "ada", days=extension)
        by_the_ledger(course, result)
    ours = kept(course)
    by_nbgrader(course, result, stamp)
    assert ours == kept(course)
    assert ours["penalty"] == penalty


@pytest.mark.usefixtures("due")
@pytest.mark.filterwarnings("ignore:Object of type <Submitted")  # of nbgrader's own converter
def test_nbgraders_own_autograde_takes_off_the_same_for_being_late(course, classroom, full_answers):
    path = classroom.hand_in("ada", full_answers)
    (path.parent / "timestamp.txt").write_text(f"{DUE + datetime.timedelta(days=2.5)} UTC")
    Autograde(coursedir=course_directory(course, NAME), config=configuration(course)).start()
    ours = kept(course)
    assert ours["penalty"] == 2.0
    assert sum(score for *_, score in ours["grades"].values()) == 39


def test_a_gradebook_without_the_assignment_says_what_to_run(course):
    course.gradebook.unlink()
    with pytest.raises(CourseError, match="autograder build"), opened(course) as gradebook:
        books.open_ledger(course, gradebook, NAME)


def test_a_graded_notebook_is_a_valid_one_and_holds_its_marks(course, result):
    by_the_ledger(course, result)
    notebook = nbformat.read(course.autograded("ada", NAME), as_version=4)
    nbformat.validate(notebook)
    assert notebook.metadata[record.RESULT]["score"] == result.score
    assert [path.name for path in course.autograded("ada", NAME).parent.iterdir()] == [f"{NAME}.ipynb"]
