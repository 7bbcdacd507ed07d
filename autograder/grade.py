"""Grade a class: judge in parallel, commit one by one as results come, continue where a killed run stopped."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import ExitStack, closing
from dataclasses import dataclass

from autograder import cluster, edition
from autograder.course import Course, CourseError
from autograder.files import is_name
from autograder.job import Job
from autograder.judge import refuse
from autograder.judging import recorded
from autograder.messages import Failure, Judged, Setup
from autograder.pool import Pool
from autograder.record import fingerprint, is_done
from autograder.result import Result
from autograder.sandbox import choose


@dataclass(frozen=True)
class Plan:
    """Who is to be graded: ``todo`` now, ``done`` before this run."""

    assignment: str
    todo: tuple[str, ...]
    done: tuple[str, ...]


def plan(course: Course, assignment: str, student: str = "", *, force: bool = False) -> Plan:
    """Find the submissions of an assignment.

    Raises
    ------
    CourseError
        The assignment or the student is unknown, or there is nothing to grade.
    """
    course.student_edition(assignment)
    if not course.release(assignment).is_file():
        raise CourseError(f"{assignment} has no release in {course.root}. Run `python -m autograder build` first.")
    students = [folder.parent.name for folder in course.submissions(assignment, student)]
    if not students:
        where = course.submitted(student or "STUDENT", assignment)
        raise CourseError(
            f"There is no submission to grade: {where} does not exist. "
            "Collect the submissions (`nbgrader collect`) or copy each notebook to such a folder."
        )
    odd = [name for name in students if not is_name(name)]
    if odd:
        raise CourseError(f"The folder {odd[0]!a} in {course.root / 'submitted'} is no student's name. Rename it.")
    done = [] if force else [name for name in students if is_done(course, assignment, name)]
    return Plan(assignment, tuple(name for name in students if name not in done), tuple(done))


def grade(
    course: Course,
    plan: Plan,
    isolation: str,
    *,
    jobs: int,
    scheduler: str = "",
    full: bool = False,
    pool: Pool | None = None,
) -> Iterator[Result]:
    """Grade the students of a plan; each result is in the gradebook, and its notebook on disk, when it is yielded.

    Parameters
    ----------
    jobs : int
        Submissions at a time.
    scheduler : str
        The URL of a Dask cluster that judges instead of this machine.
    full : bool
        Run the course's own demonstrations too.
    pool : Pool, optional
        Judge processes that have been started already, for the same course and assignment; they stay.

    Raises
    ------
    CourseError
        The gradebook can't be written, or the cluster can't be used. What was yielded before is kept.
    IsolationRefused
        The isolation asked for can't be had.
    """
    if not plan.todo:
        return
    with ExitStack() as stack:
        if scheduler:
            judged = _on_cluster(course, plan, isolation, scheduler, full)
        else:
            setup = Setup(course.root, plan.assignment, choose(isolation), full)
            judged = _here(course, plan, setup, pool or stack.enter_context(Pool(setup, min(jobs, len(plan.todo)))))
        from autograder.wiring import gradebook as books  # takes a second, in which the judge processes start

        gradebook = stack.enter_context(closing(books.open_gradebook(course)))
        ledger = books.open_ledger(course, gradebook, plan.assignment)
        for each in judged:
            books.commit(course, each.record, ledger)
            yield each.result


def feedback(course: Course, plan: Plan, pool: Pool) -> Iterator[tuple[str, str]]:
    """Write the feedback pages of a plan: of all that were graded now, and of others that have none yet.

    Yields
    ------
    student, trouble : str
        The trouble is empty where the page was written.
    """
    missing = [name for name in plan.done if not course.feedback(name, plan.assignment).is_file()]
    for student, outcome in pool.results([*plan.todo, *missing], "feedback"):
        yield student, outcome.text if isinstance(outcome, Failure) else ""


def _here(course: Course, plan: Plan, setup: Setup, pool: Pool) -> Iterator[Judged]:
    text = course.student_edition(setup.assignment).read_text("utf-8")
    for student, outcome in pool.results(plan.todo):
        if isinstance(outcome, Failure):
            reason = f"The grader itself failed here, which is no fault of this notebook's. {outcome.text}"
            result = refuse(edition.read(text).notebook, reason, setup.assignment, student, setup.walls)
            outcome = recorded(course, result, text, of="")  # it is graded again in the next run
        if outcome:
            yield outcome


def _on_cluster(course: Course, plan: Plan, isolation: str, scheduler: str, full: bool) -> Iterator[Judged]:
    text = course.student_edition(plan.assignment).read_text("utf-8")
    of: dict[str, str] = {}

    def prepare(student: str) -> Job:
        path = course.submitted(student, plan.assignment) / f"{plan.assignment}.ipynb"
        of[student] = fingerprint(course, plan.assignment, student)
        return Job.prepare(path, course, plan.assignment, student, full=full)

    for result in cluster.judge_all(map(prepare, plan.todo), scheduler, isolation):
        yield recorded(course, result, text, of.pop(result.student))


def commonest(mistakes: Mapping[str, int]) -> list[tuple[str, int]]:
    """Mistakes and how many submissions made each, the commonest first."""
    return sorted(mistakes.items(), key=lambda row: (-row[1], row[0]))
