"""What is worth a look is seen, what honest people write is not, and no source is ever run."""

from __future__ import annotations

import inspect
import re
import textwrap
from collections.abc import Iterator

import pytest
from students import right_answers, sample

from autograder import advice, checks, misconceptions
from autograder.advice.alike import alike
from autograder.advice.shape import parse, shape
from autograder.course import Course, assignments, topic_of
from autograder.report.classroom import Source, Submission
from autograder.report.visible import known

NAME = "01_softmax"
ADA = right_answers()
MINA, NOOR = sample("mina"), sample("noor")


def submission(student: str, answers: dict[str, str]) -> Submission:
    sources = tuple(Source(name, text, True) for name, text in answers.items())
    return Submission(student, {}, {}, "", (), 0.0, "strict", "", 0.0, 0.0, False, sources)


def kinds(text: str, *, is_answer: bool = True, exercise: str = "cross_entropy") -> set[str]:
    found = advice.look(Source(exercise, text, is_answer), NAME, known(Course(), NAME)[exercise])
    return {kind for kind, _ in found}


def accepted(exercise: str) -> Iterator[str]:
    """The reference and the alternatives of an exercise, as sources without their decorators."""
    found = [checks.of_exercise(exercise)[0].reference]
    found += [variant.answer for variant in misconceptions.alternatives(exercise)]
    for answer in found:
        if inspect.isfunction(answer):
            source = textwrap.dedent(inspect.getsource(answer))
            yield re.sub(r"\A@.*?(?=^def )", "", source, flags=re.DOTALL | re.MULTILINE)


def test_names_comments_docstrings_and_annotations_make_no_difference():
    plain = "def f(x, axis):\n    top = np.max(x, axis=axis)\n    return np.exp(x - top)\n"
    dressed = (
        'import numpy\ndef g(scores: np.ndarray, k: int = ...) -> "array":\n    """Text."""\n'
        "    largest: float = np.max(scores, axis=k)  # why\n    print(largest)\n    return np.exp(scores - largest)\n"
        "g(1, 2)\n"
    ).replace(" = ...", "")
    assert shape(plain) == shape(dressed)


@pytest.mark.parametrize(
    "other",
    [
        "def f(x, axis):\n    top = np.min(x, axis=axis)\n    return np.exp(x - top)\n",
        "def f(x, axis):\n    top = np.max(x, axis=0)\n    return np.exp(x - top)\n",
        "def f(x, axis):\n    top = np.max(x, axis=axis)\n    return np.exp(top - x)\n",
    ],
)
def test_another_function_number_or_order_makes_one(other):
    assert shape(other) != shape("def f(x, axis):\n    top = np.max(x, axis=axis)\n    return np.exp(x - top)\n")


def test_a_copy_with_other_names_is_seen():
    honest = [submission(name, ADA) for name in ("ada", "bea", "cai", "dee", "eli")]
    (remark,) = alike([*honest, submission("mina", MINA), submission("noor", NOOR)])
    assert remark.students == ("mina", "noor")
    assert "softmax_loss" in remark.seen


def test_three_copies_are_one_group():
    (remark,) = alike([submission(name, MINA) for name in ("cy", "ann", "bo")])
    assert remark.students == ("ann", "bo", "cy")


def test_what_many_have_is_no_sign_of_copying():
    assert not list(alike([submission(f"student{number}", ADA) for number in range(5)]))


def test_one_short_formula_in_common_is_no_sign_of_copying():
    short = {"softmax": MINA["softmax"], "log_softmax": MINA["log_softmax"]}
    assert not list(alike([submission("ann", short), submission("bo", {**ADA, **short})]))


@pytest.mark.parametrize("assignment", assignments())
def test_right_answers_that_were_written_one_by_one_are_not_called_alike(assignment):
    answers = {name: list(dict.fromkeys(accepted(name))) for name in checks.topic_exercises(topic_of(assignment))}
    room = [
        submission(f"s{row:02}", {name: texts[row] for name, texts in answers.items() if row < len(texts)})
        for row in range(max(map(len, answers.values())))
    ]
    assert len(room) > 3
    assert list(alike(room)) == []


@pytest.mark.parametrize("assignment", assignments())
def test_nothing_unusual_is_seen_in_right_answers(assignment):
    public = known(Course(), assignment)
    sources = [Source(name, text, True) for name, text in right_answers(assignment).items()]
    for name in checks.topic_exercises(topic_of(assignment)):
        sources += [Source(name, text, True) for text in accepted(name)]
    assert len(sources) > 10
    assert [found for each in sources for found in advice.look(each, assignment, public.get(each.name))] == []


@pytest.mark.parametrize(
    ("kind", "text"),
    [
        ("import", "import solutions.softmax"),
        ("import", "from solutions import softmax as answer"),
        ("import", "from solutions.optimizers import adam"),
        ("import", "def softmax(x):\n    import torch\n    return torch.softmax(x, 1)"),
        ("import", "import os, numpy"),
        ("import", "__import__('subprocess')"),
        ("import", "importlib.import_module('socket')"),
        ("import", "from autograder.checks import softmax"),
        ("import", "from courseware import golden"),
        ("reach", "np.allclose = lambda *a, **k: True"),
        ("reach", "get_ipython().ast_transformers.clear()"),
        ("reach", "class Yes(np.ndarray):\n    def __eq__(self, other):\n        return True"),
        ("reach", "softmax.__globals__['check'] = None"),
        ("reach", "sys._getframe(1)"),
        ("reach", "x = 1\n!cat /etc/passwd"),
        ("reach", "exec('pass')"),
        ("reach", "class Any:\n    __eq__ = lambda *a: True"),
        ("reach", "check = lambda *a: print('Passed')"),
        ("reach", "display(HTML('<script>alert(1)</script>'))"),
        ("import", "from courseware.verdict import decide"),
        ("surroundings", "if os.environ.get('NBGRADER_EXECUTION'):\n    pass"),
        ("surroundings", "def softmax(x):\n    return x if time.time() > 2e9 else None"),
        ("surroundings", "open('/proc/self/environ')"),
        ("surroundings", "platform.node()"),
        ("public", "def f(s, y):\n    if s.shape == (6, 4):\n        return 1.0"),
        ("public", "def f(s, y):\n    return 1.0 if s[0, 0] == -0.53407 else 2.0"),
        ("public", "def f(s, y):\n    return TABLE[s.tobytes()]"),
        ("public", "def f(s, y):\n    return {-0.5340: 1.8162, -0.1115: 1.7303, -0.2614: 1, -0.1244: 2}[s[0, 0]]"),
        ("public", "def f(s, y):\n    return 0 if np.allclose(s[0], [-0.5341, -0.1115]) else 1"),
        ("public", "def f(s, y):\n    return s.tolist() in [[[0.0, 1000.0], [3000.0, 0.0]]]"),
    ],
)
def test_the_unusual_is_seen(kind, text):
    assert kind in kinds(text)


@pytest.mark.parametrize(
    "text",
    [
        "import numpy as np\nimport math, itertools, functools",
        "%matplotlib inline\nimport matplotlib.pyplot as plt",
        "%timeit softmax(np.ones(3))",
        "import time\nbegan = time.perf_counter()",
        "softmax([1.2345, 2.3456, 3.4567, 4.5678])",
        "assert np.allclose(softmax([[1000.0, 0.0, 0.0]]), [[1.0, 0.0, 0.0]])",
        "print(sys.float_info.max, 709.782712893384)",
        "check('softmax', softmax)",
        "from courseware.widgets import softmax_demo\nfrom courseware import check, derive",
        "display(HTML('<b>one</b>'), on=error)",
    ],
)
def test_a_cell_of_ones_own_may_try_things_out(text):
    assert kinds(text, is_answer=False) == set()


def test_earlier_topics_are_there_to_be_imported():
    source = Source("two_layer_loss", "from solutions.softmax import softmax", True)
    assert list(advice.look(source, "03_backprop", None)) == []
    assert [kind for kind, _ in advice.look(source, NAME, None)] == ["import"]


@pytest.mark.parametrize(
    "text",
    [
        "(" * 50_000,
        "-" * 50_000 + "1",
        "x = " + "[" * 150 + "]" * 150,
        "f" + "(1)" * 20_000,
        "x" + ".a" * 20_000,
        "a\0b",
        "def f(:",
        "'\\d'",
        "9" * 5_000,
        "x = 1e999, 1e-400, " + "9" * 4_000,
        "\ufeff\u202e = 1",
        "def f(x):\n    return x == 1e400 in [nan] == (1, (2, 'a'), [None])",
        "def f(x):\n    return x == 0x" + "f" * 5_000 + " or x in [0x" + "f" * 5_000 + ", 1, True]",
        "y" * 70_000,
        "",
    ],
)
def test_no_source_can_stop_the_reading(text):
    tree = parse(text)
    assert tree is None or tree.body is not None
    shape(text)
    assert isinstance(kinds(text), set)
    assert list(alike([submission("ann", {"softmax": text}), submission("bo", {"softmax": text})])) == []


def test_a_source_is_read_and_never_run(tmp_path):
    path = tmp_path / "ran"
    text = f"open({str(path)!r}, 'w').close()\nclass A:\n    open({str(path)!r}, 'w').close()\n@A\ndef f(): pass"
    assert "reach" in kinds(text)
    shape(text)
    assert not path.exists()


def test_a_remark_quotes_the_line_and_no_backtick_ends_the_quotation():
    ((_, seen),) = advice.look(Source("softmax", "x = 1\nimport os  # `<b>`", True), NAME, None)
    assert seen == "`import os # '<b>'` (line 2)."
