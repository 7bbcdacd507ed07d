"""What a student sees: the report names the property, the place and the mistake, at once and without raising."""

from __future__ import annotations

import os
import re
import subprocess
import sys

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from autograder import checks, misconceptions
from courseware import check, golden
from courseware.check import CheckFailed, verdicts
from courseware.render import report_html, report_text
from courseware.spec import Hint, Spec, Verdict
from solutions import softmax as reference

FUNCTIONS = checks.topic_exercises("softmax")[:6]


@pytest.fixture(autouse=True)
def golden_data(tmp_path_factory, monkeypatch):
    """Golden data of these checks, whatever is committed."""
    folder = tmp_path_factory.getbasetemp() / "golden"
    if not folder.exists():
        folder.mkdir()
        golden.write("softmax", checks.of_topic("softmax"), folder / "softmax.npz")
    monkeypatch.setattr(golden, "FOLDER", folder)
    monkeypatch.delenv("NBGRADER_EXECUTION", raising=False)


def no_shift(x):
    e = np.exp(x)
    return e / e.sum(axis=-1, keepdims=True)


def unwritten(x):
    raise NotImplementedError("softmax: write your answer here")


@pytest.mark.parametrize("name", FUNCTIONS)
def test_a_right_answer_passes_everything(name, capsys):
    check(name, getattr(reference, name))
    assert f"`{name}`: everything passed" in capsys.readouterr().out


def test_a_known_mistake_is_named_with_its_place_and_hints(capsys):
    check("softmax", no_shift)
    text = capsys.readouterr().out
    assert "2 of 3 passed, 3 of 5 points" in text
    assert "Stable for any finite scores" in text
    assert "nan in 1 of 6 entries, first at row 0, column 0" in text
    assert "Expected: [1, 0, 0]" in text
    assert "NumPy warned: overflow encountered in exp" in text
    assert "The scores go into exp() at their full size" in text


def test_one_property_can_be_asked_for(capsys):
    check("softmax", no_shift, "values")
    text = capsys.readouterr().out
    assert "Passed" in text
    assert "Stable" not in text


def test_a_property_that_waits_is_blocked_when_asked_for_alone():
    ((_, verdict),) = verdicts("softmax", lambda x: x, "stability")
    assert verdict.status == "blocked"


def test_an_unwritten_answer_is_said_calmly_in_one_line(capsys):
    check("softmax", unwritten)
    assert capsys.readouterr().out.splitlines() == ["\N{WHITE CIRCLE} To do: softmax. `softmax` is not written yet."]


@pytest.mark.parametrize("answer", [None, 5, np.zeros((2, 3)), "softmax"])
def test_an_answer_that_is_no_function_gets_a_friendly_report(answer, capsys):
    check("softmax", answer)
    text = capsys.readouterr().out
    assert "`check` needs your function" in text
    assert "without brackets" in text


def test_an_unknown_exercise_lists_those_there_are(capsys):
    check("softmaxx", no_shift)
    assert "There are: softmax, log_softmax" in capsys.readouterr().out


def test_an_unknown_property_lists_those_there_are(capsys):
    check("softmax", no_shift, "speed")
    assert "It has: values, stability, contract" in capsys.readouterr().out


def test_under_nbgrader_whatever_did_not_pass_raises_one_line(monkeypatch, capsys):
    monkeypatch.setenv("NBGRADER_EXECUTION", "validate")
    check("softmax", reference.softmax)
    check("softmax", no_shift, "values")
    with pytest.raises(CheckFailed, match="Stable for any finite scores: Your result has nan") as raised:
        check("softmax", no_shift)
    assert len(raised.value._render_traceback_()) == 1
    for answer, name in ((unwritten, "values"), (no_shift, "no such property")):
        with pytest.raises(CheckFailed):
            check("softmax", answer, name)
    with pytest.raises(CheckFailed):
        check("no such exercise", no_shift)


def test_a_right_loop_passes_and_is_told_how_slow_it_is(capsys):
    def loop(x):
        out = np.zeros(x.shape)
        rows, target = np.atleast_2d(x), np.atleast_2d(out)
        for i in range(len(rows)):
            target[i] = reference.softmax(rows[i])
        return out

    check("softmax", loop)
    text = capsys.readouterr().out
    assert "everything passed" in text
    assert "It loops over the samples" in text
    assert "No point depends on that" in text


@pytest.mark.parametrize("name", FUNCTIONS)
def test_array_operations_are_never_taken_for_a_loop(name):
    assert not any(verdict.details for _, verdict in verdicts(name, getattr(reference, name)))


def test_every_known_mistake_is_recognised_on_the_golden_data():
    for name in FUNCTIONS:
        for variant in misconceptions.wrong_variants(name):
            named = {verdict.misconception for _, verdict in verdicts(name, variant.answer) if verdict.hint}
            assert named == {variant.id}, variant.key


def test_in_a_plain_python_it_prints_and_imports_little():
    program = (
        "import sys; from courseware import check; check('softmax', lambda x: x); "
        "assert not {'IPython', 'ipywidgets', 'matplotlib', 'solutions', 'autograder', 'nbgrader'} & set(sys.modules)"
    )
    environment = {name: value for name, value in os.environ.items() if name != "NBGRADER_EXECUTION"}
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, env=environment)
    assert done.returncode == 0, done.stderr
    assert done.stdout
    assert not done.stderr


EVIL = "<script>alert(1)</script>\x1b[31m\u202egnp.exe\u200b\x07 `code` " + "a" * 5000


@pytest.mark.parametrize("status", ["fail", "crashed", "timeout", "missing", "blocked"])
def test_text_from_a_student_is_escaped_bounded_and_cannot_steer_a_terminal(status):
    spec = Spec("softmax", "values", "Right values", "", 2)
    results = [(spec, Verdict(status, EVIL, (EVIL,), None, Hint("Title", ("Step",))))] * 2
    html, text = report_html(results), report_text(results)
    assert "<script" not in html
    for shown in (html, text):
        assert not re.search("[\x00-\x09\x0b-\x1f\u202a-\u202e\u2066-\u2069\u200b]", shown)
        assert len(shown) < 8000


def test_nothing_depends_on_colour():
    spec = Spec("softmax", "values", "Right values", "", 2)
    words = set()
    for status in ("pass", "fail", "crashed", "timeout", "missing", "blocked"):
        html = report_html([(spec, Verdict(status, "A message."))])
        words.add(re.sub(r"<[^>]*>", "", html).split(":")[0])
    assert len(words) == 6


def test_hints_unfold_one_within_the_other():
    html = report_html(verdicts("softmax", no_shift))
    assert html.count("<details") == html.count("</details>") == 3
    details = r"<details[^>]*><summary[^>]*>"
    assert re.search(rf"{details}A hint</summary>.*{details}Another hint</summary>", html)


@given(st.text(), st.text())
def test_a_report_is_made_of_any_text(message, detail):
    results = [(Spec("softmax", "values", "Right values", "", 2), Verdict("fail", message, (detail,)))]
    assert report_html(results).count("<div") == report_html(results).count("</div>")
    assert report_text(results)
