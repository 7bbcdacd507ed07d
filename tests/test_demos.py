"""A demonstration of the course is run only where a mark could depend on it."""

from __future__ import annotations

import ast

import nbformat
import pytest
from students import hand_in, right_answers, sample

from autograder import demos
from autograder.course import NOTEBOOKS, Course, assignments
from autograder.edition import is_check
from autograder.job import Job, new_worker
from autograder.names import names
from autograder.sandbox import choose

SETUP = "import numpy as np"
CURVE = "steps = np.arange(5)\nprint(steps)"
PLOT = "print(steps * 2)"
every_assignment = pytest.mark.parametrize("assignment", assignments())


@pytest.mark.parametrize(
    ("source", "makes", "needs"),
    [
        ("x = a + 1", {"x"}, {"a"}),
        ("import numpy as np\nfrom math import exp as e", {"np", "e"}, set()),
        ("def f(x, y=d):\n    z = x\n    return z + g(y)", {"f"}, {"d", "g"}),
        ("class A(B):\n    c = D", {"A"}, {"B", "D"}),
        ("def f():\n    global made\n    made = [k for k in given]", {"f", "made"}, {"given"}),
        ("table[0, 1] = row\nnet.params.W += 1", {"table", "net"}, {"table", "net", "row"}),
        ("with open(p) as file, q:\n    pass", {"file"}, {"open", "p", "q"}),
    ],
)
def test_names_that_a_cell_makes_and_needs_are_found_without_running_it(source, makes, needs):
    found = names(source)
    assert (found.makes, found.needs, found.anything) == (makes, needs, False)


@pytest.mark.parametrize(
    "source",
    ["%timeit f(x)", "!ls", "eval('ste' + 'ps')", "globals()['steps']", "def f(:", "import sys", "f.__globals__['x']",
     "get_ipython().user_ns", "await thing()\nOut[3]", "\0", "(" * 10_000, "#" * 200_000],
)  # fmt: skip
def test_a_cell_that_may_reach_any_name_needs_anything(source):
    assert names(source).anything


def test_a_demonstration_that_nothing_needs_is_left_out():
    assert demos.left_out([SETUP, CURVE, PLOT, "def f(x): return x"], {CURVE, PLOT}) == {CURVE, PLOT}


def test_a_demonstration_is_run_when_an_answer_needs_a_name_of_it():
    assert demos.left_out([SETUP, CURVE, PLOT, "def f(x): return steps[x]"], {CURVE, PLOT}) == {PLOT}


def test_what_a_demonstration_needs_is_run_with_it():
    first, second = "base = 3", "steps = base + 1"
    assert demos.left_out([first, second, "print(steps)"], {first, second}) == frozenset()


def test_a_name_that_is_asked_for_afterwards_is_made():
    assert demos.left_out([CURVE], {CURVE}, wanted=["steps"]) == frozenset()


def test_a_cell_that_may_need_anything_has_everything_run():
    assert demos.left_out([CURVE, "eval('steps')"], {CURVE}) == frozenset()


@every_assignment
def test_every_cell_that_is_no_answer_and_no_setting_is_a_demonstration(assignment):
    notebook = nbformat.read(NOTEBOOKS / f"{assignment}.ipynb", as_version=4)
    tags = {
        cell.metadata.get("nbgrader", {}).get("grade_id") or cell.id: cell.metadata.get("tags", [])
        for cell in notebook.cells
        if cell.cell_type == "code" and not is_check(cell) and not cell.metadata.get("nbgrader", {}).get("solution")
    }
    assert {name for name, each in tags.items() if not {"demo", "prediction"} & set(each)} <= {"setup", "laboratory"}


@every_assignment
def test_no_demonstration_changes_what_an_analysis_of_names_cannot_see(assignment):
    for source in demos.sources(nbformat.read(NOTEBOOKS / f"{assignment}.ipynb", as_version=4)):
        called = {ast.unparse(node.func) for node in ast.walk(ast.parse(source)) if isinstance(node, ast.Call)}
        assert not {name for name in called if name.endswith((".seed", ".set_printoptions", ".seterr", "setattr"))}


def broken(answers: dict[str, str], every: int) -> dict[str, str]:
    """The same answers, but some never come to an end of their own, and others give something else."""
    spoilt = {}
    for number, (name, source) in enumerate(answers.items()):
        if number % every == 0 and source.startswith("def "):
            spoilt[name] = source.replace("return ", "return 2 * ", 1) if number % 2 else f"{name} = 3\n1 / 0"
        else:
            spoilt[name] = source
    return spoilt


def marks_both_ways(assignment: str, answers: dict[str, str], course: Course, worker) -> list[tuple[str, ...]]:
    path = hand_in(course, "ada", answers, assignment)
    jobs = [Job.prepare(path, course, assignment, "ada", full=full) for full in (False, True)]
    return [tuple((mark.grade_id, mark.score, mark.status) for mark in job.run(worker).marks) for job in jobs]


@every_assignment
def test_marks_are_the_same_with_and_without_the_demonstrations(assignment, tmp_path):
    answers = right_answers(assignment)
    with new_worker(choose(), assignment) as worker:
        for given in (answers, broken(answers, every=3)):
            without, full = marks_both_ways(assignment, given, Course(tmp_path), worker)
            assert without == full


@pytest.mark.parametrize("student", ["blaise", "chandra", "emeka", "ivan", "lena"])
def test_students_get_the_same_marks_with_and_without_the_demonstrations(course, worker, student):
    answers = sample(student)
    without, full = marks_both_ways("01_softmax", answers, course, worker)
    assert without == full
