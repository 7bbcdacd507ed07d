"""A judge process: judges one submission after another in a warm worker of its own, and writes drafts, never marks.

`autograder.pool` starts it, says which submissions, and takes the records; student code runs in the worker only.
"""

from __future__ import annotations

import gc
import signal
import socket
import traceback
from dataclasses import replace
from multiprocessing.connection import Connection
from pathlib import Path

from nbformat.notebooknode import NotebookNode

from autograder import edition, record
from autograder.course import Course, CourseError
from autograder.job import Job, new_worker
from autograder.messages import READY, WRITTEN, Failure, Judged, Peak, Setup
from autograder.result import Result
from autograder.sandbox import IsolationRefused, SandboxError, Worker
from autograder.sandbox.inside.linux import die_with_parent

KILOBYTE = 1024


def main(handle: str) -> None:
    """Serve until the other side asks for no more, or has gone."""
    die_with_parent()
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is for who started it, who then ends this process
    with Connection(int(handle)) as pipe:
        try:
            serve(pipe)
        except (EOFError, BrokenPipeError, ConnectionResetError):
            return


def serve(pipe: Connection) -> None:
    setup: Setup = pipe.recv()
    course = Course(setup.root)
    try:
        control = socket.socket(fileno=setup.control) if setup.control >= 0 else None
        with new_worker(setup.walls, setup.assignment, control=control) as worker:
            pipe.send(READY)
            gc.collect()
            gc.freeze()  # what is loaded by now is never garbage
            while (asked := pipe.recv()) is not None:
                work, student = asked
                done = _judged(course, setup, student, worker) if work == "judge" else _written(course, setup, student)
                pipe.send(done)
    except (CourseError, IsolationRefused, SandboxError) as problem:
        pipe.send(problem)
        return
    pipe.send(Peak(_peak(), worker.peak))


def _peak() -> int:
    """The most memory, in bytes, that this program had; `getrusage` counts what its parent had at the fork, too."""
    status = Path("/proc/self/status").read_text("ascii", "replace")
    return int(status.partition("VmHWM:")[2].split()[0]) * KILOBYTE


def _judged(course: Course, setup: Setup, student: str, worker: Worker) -> Judged | Failure:
    try:
        return judge_one(course, setup, student, worker)
    except (CourseError, IsolationRefused, SandboxError):
        raise
    except Exception as problem:  # a mistake of ours is a row with a reason too: the class goes on
        return _failure(problem)


def _written(course: Course, setup: Setup, student: str) -> str | Failure:
    """Write a feedback page, as ``nbgrader generate_feedback`` does."""
    from autograder.wiring.feedback_run import write_feedback

    try:
        write_feedback(course, setup.assignment, student)
    except Exception as problem:  # a page that can't be written stops no other
        return _failure(problem)
    return WRITTEN


def _failure(problem: Exception) -> Failure:
    """Tell the instructor everything, and the student's page nothing that a traceback of the grader's may hold."""
    traceback.print_exception(problem)
    return Failure(f"Whoever runs it sees a {type(problem).__name__}, and can grade this notebook again.")


def judge_one(course: Course, setup: Setup, student: str, worker: Worker) -> Judged:
    """Judge a student's submission and write the graded notebook as a draft."""
    assignment = setup.assignment
    of = record.fingerprint(course, assignment, student)  # before it is read: what changes now is graded again
    path = course.submitted(student, assignment) / f"{assignment}.ipynb"
    job = Job.prepare(path, course, assignment, student, full=setup.full)
    return recorded(course, job.run(worker), job.edition, of)


def recorded(course: Course, result: Result, text: str, of: str) -> Judged:
    """Write the graded notebook of a result as a draft, and let go of it."""
    made = record.make(result, course, edition.read(text).notebook, of)
    return Judged(replace(result, notebook=NotebookNode()), made)
