"""The judge marks what functions return, and a submission can change nothing but its own marks."""

from __future__ import annotations

import copy

import nbformat
import pytest

from autograder.course import Course
from autograder.result import Result


def status(result: Result) -> dict[str, str]:
    return {mark.grade_id.removeprefix("check-"): mark.status for mark in result.marks}


def of_exercise(result: Result, exercise: str) -> set[str]:
    return {mark.status for mark in result.marks if mark.exercise == exercise}


def test_right_answers_earn_every_point(classroom, full_answers):
    result = classroom.judge("ada", full_answers)
    assert status(result) == dict.fromkeys(status(result), "pass")
    assert result.score == result.max_score > 0


def test_an_untouched_notebook_earns_nothing_and_does_not_crash(classroom):
    result = classroom.judge("lena", {})
    assert result.score == 0
    assert set(status(result).values()) <= {"missing", "blocked"}


def test_marks_are_the_same_when_graded_again(classroom, full_answers):
    answers = {
        **full_answers,
        "softmax": "def softmax(x):\n    e = np.exp(x - np.max(x))\n    return e / e.sum(-1, keepdims=True)",
    }
    first, second = classroom.judge("ada", answers), classroom.judge("ada", answers)
    assert first.marks == second.marks


def test_inputs_differ_from_student_to_student(course: Course):
    one, two = (course.seed("01_softmax", name, "check-softmax-values") for name in ("ada", "emeka"))
    assert one != two
    assert one == Course(course.root).seed("01_softmax", "ada", "check-softmax-values")


def test_one_mistake_is_one_red_mark(classroom, full_answers):
    no_shift = "def softmax(x):\n    e = np.exp(x)\n    return e / e.sum(axis=-1, keepdims=True)"
    result = classroom.judge("blaise", {**full_answers, "softmax": no_shift})
    failed = [mark for mark in result.marks if mark.exercise == "softmax" and mark.status == "fail"]
    assert len(failed) == 1
    assert failed[0].misconception is not None


@pytest.mark.parametrize(
    "code",
    [
        "while True:\n    pass",
        "import os\nos._exit(0)",
        "import signal\nsignal.signal(signal.SIGINT, signal.SIG_IGN)\nwhile True:\n    pass",
        "import ctypes\nctypes.string_at(0)",
        "raise SystemExit",
        "1 / 0",
        "def broken(:",
    ],
    ids=["loop", "exit", "deaf-loop", "segfault", "system-exit", "error", "syntax"],
)
def test_a_cell_that_stops_the_process_costs_nothing_else(classroom, full_answers, edition, code):
    notebook = copy.deepcopy(edition)
    for cell in notebook.cells:
        grade_id = cell.metadata.get("nbgrader", {}).get("grade_id")
        cell.source = full_answers.get(grade_id, cell.source)
    place = next(i for i, cell in enumerate(notebook.cells) if cell.id == "check-softmax-values")
    notebook.cells.insert(place, nbformat.v4.new_code_cell(code))
    result = classroom.judge("goro", notebook)
    assert result.score == result.max_score


def test_a_function_that_never_returns_costs_its_own_checks_only(classroom, full_answers):
    result = classroom.judge("goro", {**full_answers, "log_softmax": "def log_softmax(scores):\n    while True: pass"})
    assert of_exercise(result, "log_softmax") <= {"timeout", "blocked"}
    assert "timeout" in of_exercise(result, "log_softmax")
    assert of_exercise(result, "softmax") == {"pass"}
    assert of_exercise(result, "inverse_softmax") == {"pass"}


def test_a_function_that_kills_its_process_costs_its_own_checks_only(classroom, full_answers):
    result = classroom.judge("goro", {**full_answers, "softmax": "import os\ndef softmax(x):\n    os._exit(0)"})
    assert "crashed" in of_exercise(result, "softmax")
    assert of_exercise(result, "inverse_softmax") == {"pass"}


def test_the_report_never_shows_an_expected_value(classroom, full_answers):
    code = "seen = []\ndef softmax(x):\n    seen.append(x.copy())\n    return x * 0.0 + 0.123456789"
    result = classroom.judge("ivan", {**full_answers, "softmax": code})
    cell = next(each for each in result.notebook.cells if each.id == "check-softmax-values")
    shown = cell.outputs[0].data["text/html"] + cell.outputs[0].data["text/plain"]
    assert "expected" not in shown.replace("expected shape", "")


FORGERIES = {
    "builtins": "import builtins\nbuiltins.AssertionError = Exception\nbuiltins.all = lambda *a: True",
    "numpy": "np.allclose = lambda *a, **k: True\nnp.testing.assert_allclose = lambda *a, **k: None",
    "transformers": "import ast\nclass T(ast.NodeTransformer):\n    def visit_Assert(self, n): return ast.Pass()\n"
    "get_ipython().ast_transformers.append(T())",
    "printed": "print('30.0')\nfrom IPython.display import display\ndisplay(30.0)\n30.0",
    "hooks": "get_ipython().events.register('pre_run_cell', lambda *a: None)\nimport sys\nsys.displayhook = print",
    "check": "import courseware\ncourseware.check = lambda *a: True\ncheck = lambda *a: True",
}


@pytest.mark.parametrize("forgery", FORGERIES.values(), ids=FORGERIES.keys())
def test_forging_the_verdict_in_the_kernel_earns_nothing(classroom, forgery):
    assert classroom.judge("ivan", {"softmax": forgery + "\ndef softmax(x): return x"}).score == 0


LIARS = {
    "subclass": "class A(np.ndarray):\n    def __eq__(self, o): return True\n"
    "    def __array_function__(self, *a): return True\n"
    "def softmax(x): return np.zeros(x.shape).view(A)",
    "float": "class F(float):\n    def __eq__(self, o): return True\ndef softmax(x): return F(1)",
    "array": "class L:\n    def __array__(self, *a, **k): raise SystemExit\ndef softmax(x): return L()",
    "object": "def softmax(x): return np.full(x.shape, None)",
    "structured": "def softmax(x): return np.zeros(x.shape, dtype=[('a', 'f8')])",
    "huge": "def softmax(x): return np.broadcast_to(np.zeros(1), (10**9, 10**3))",
    "deep": "def softmax(x):\n    a = []\n    for _ in range(10000): a = [a]\n    return a",
    "lambda": "softmax = lambda *a, **k: (lambda: 1)",
}


@pytest.mark.parametrize("code", LIARS.values(), ids=LIARS.keys())
def test_an_object_that_lies_about_its_value_earns_nothing(classroom, code):
    result = classroom.judge("ivan", {"softmax": code})
    assert result.score == 0
    assert of_exercise(result, "softmax") <= {"fail", "crashed", "blocked", "timeout"}


def test_student_code_reaches_no_answers(classroom):
    code = (
        "import os, sys\n"
        "names = {n for _, d, f in os.walk('/') for n in (*d, *f)}\n"
        "print('FOUND', sorted(names & {'autograder', 'gradebook.db', 'misconceptions', 'submitted'}))\n"
        "print('ENV', [k for k in os.environ if 'NBGRADER' in k or 'BACKPROP' in k])\n"
        "try:\n    import solutions.softmax\n    print('IMPORTED')\nexcept ImportError:\n    print('HIDDEN')\n"
        "def softmax(x): return x"
    )
    result = classroom.judge("ivan", {"softmax": code})
    text = "".join(out.get("text", "") for cell in result.notebook.cells for out in cell.get("outputs", []))
    assert "FOUND []" in text
    assert "ENV []" in text
    assert "HIDDEN" in text
    assert "IMPORTED" not in text


def test_the_figures_of_a_cell_are_kept_with_their_text(classroom, edition):
    drawing = "fig, axes = figure(3, 2)\naxes.plot([1, 2])\nshow(fig, 'a rising line')"
    notebook = copy.deepcopy(edition)
    place = next(index for index, cell in enumerate(notebook.cells) if cell.id == "softmax")
    notebook.cells.insert(place, nbformat.v4.new_code_cell(drawing))
    outputs = classroom.judge("ada", notebook).notebook.cells[place].outputs
    html = outputs[0].data["text/html"]
    assert 'alt="a rising line"' in html
    assert "data:image/png;base64," in html


def test_a_broken_notebook_gets_zeros_and_a_reason(classroom):
    result = classroom.judge("jun", b'{"cells": [')
    assert result.score == 0 < result.max_score
    assert "can't be read as JSON" in result.refused
    assert {mark.status for mark in result.marks} == {"missing"}
