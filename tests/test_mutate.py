"""The mutation tool: small changes are made once each, unnoticed ones are told, and our modules stay as they are."""

from __future__ import annotations

import json
import sys

import pytest

from autograder import mutate
from autograder.mutants import mutants
from solutions import softmax as ours

# Read by a person: each is another right answer, or differs only where the course does not ask.
REVIEWED = {
    "-@_quiet",  # only silences warnings, which are no mistake
    "+    shifted = scores",  # logaddexp is stable without the shift
    "+    return shifted - np.logaddexp.reduce(shifted, axis=1, keepdims=True)",  # scores are (N, C)
    "+    scores: np.ndarray = logs - logs.mean(axis=1, keepdims=True)",  # probs are (N, C)
    "+    return softmax(scores / temperature)",  # overflows for scores above 1e300 only
    "+    return -np.mean(logs[np.arange(len(logs)), y])",  # a NumPy float is a float
    "+    loss = cross_entropy(scores, y) + reg * np.sum(W ** 2)",
    "+    pass",  # conversions to float matter for unsigned integers only
    "+    scores = scores",
    "+    scores = np.asarray(scores)",
    "+    W, X = (W, np.asarray(X, dtype=float))",
    "+    W, X = (np.asarray(W), np.asarray(X, dtype=float))",
    "+    W, X = (np.asarray(W, dtype=float), X)",
    "+    W, X = (np.asarray(W, dtype=float), np.asarray(X))",
}


def changed(body: str) -> set[str]:
    """The lines that come into a function by all its mutants."""
    made = mutants(f"def f(x, y=1):\n    {body}")
    return {line[1:].strip() for each in made for line in each.diff.splitlines() if line.startswith("+")}


@pytest.mark.parametrize(
    ("body", "some"),
    [
        ("return a + b", {"return a - b", "return a", "return b", "return -(a + b)"}),
        ("return a - b", {"return a + b", "return b - a"}),
        ("return X.T @ d", {"return X.T * d", "return d @ X.T", "return X @ d"}),
        ("return x.sum(axis=-1, keepdims=True)", {
            "return x", "return x.sum(keepdims=True)", "return x.sum(axis=-1)", "return x.sum(axis=0, keepdims=True)",
            "return x.sum(axis=-1, keepdims=False)", "return x.mean(axis=-1, keepdims=True)",
        }),
        ("return np.exp(x)", {"return x", "return np.expm1(x)"}),
        ("return g(a, b)", {"return g(b, a)", "return g(a)", "return a"}),
        ("return 2 * x", {"return 3 * x", "return 1 * x", "return 2 / x"}),
        ("return 0.5", {"return 1.0", "return 0.0", "return -0.5"}),
        ("return x[-1]", {"return x[1]", "return x[-2]", "return x[-0]", "return x"}),
        ("return x[:k]", {"return x[:]"}),
        ("return a < b", {"return a <= b", "return a > b"}),
        ("return a and not b", {"return a or not b", "return a and b", "return a"}),
        ("return a if c else b", {"return a", "return b", "return a if True else b", "return a if False else b"}),
        ("return loss, grad", {"return (-loss, grad)", "return (loss, -grad)"}),
        ("return {'a': 1, 'b': 2}", {"return {'b': 2}", "return {'a': 1}"}),
        ("return [v for v in x if v]", {"return [v for v in x]"}),
        ("x -= 1", {"x += 1", "x = 1", "pass"}),
        ("x[y] = 1", {"pass"}),
        ("g(x)", {"pass", "x"}),
        ("for v in x: g(v)", {"pass"}),
        ("return y", {"def f(x, y=2):", "def f(x, y=0):"}),
    ],
)  # fmt: skip
def test_a_line_is_changed_in_each_of_these_ways(body, some):
    assert some <= changed(body)


@pytest.mark.parametrize("body", ['"""A text."""', "raise ValueError(f'{x + 1} is not 2')", "a = 1 - 1"])
def test_texts_and_messages_are_left_alone_and_names_stay_bound(body):
    assert not {line for line in changed(body) if "text" in line or "ValueError" in line}
    assert body == '"""A text."""' or "raise" in body or "pass" not in changed(body)


def test_a_mutant_differs_from_all_others():
    sources = [each.source for each in mutants("@g\ndef f(x):\n    return x + x\n\nclass A:\n    n = 1\n")]
    assert len(sources) == len(set(sources))
    assert any("@g" not in source for source in sources)
    assert any("n = 2" in source for source in sources)


@pytest.fixture(scope="module")
def report():
    return mutate.mutate("softmax")


def test_every_survivor_of_softmax_has_been_read(report):
    assert report.mutants == report.killed + len(report.survivors) > 100
    told = {line for each in report.survivors for line in each.diff.splitlines()}
    assert {line for line in told if line.startswith("+") or line == "-@_quiet"} <= REVIEWED


def test_our_own_modules_are_back_in_their_place(report):
    assert sys.modules["solutions.softmax"] is ours
    assert report.text().endswith(f"{len(report.survivors)} survived ({report.seconds:.0f} s).")


def test_a_mutant_that_never_ends_is_noticed():
    def endless(x):
        while True:
            pass

    drawn, _ = mutate._draw("softmax", 1)
    with pytest.raises(mutate.Late):
        mutate._passes(endless, drawn, 0.1)


def test_a_solution_that_does_not_pass_as_it_is_is_told(monkeypatch, capsys):
    monkeypatch.setattr(mutate, "_agrees", lambda check, case, answer: False)
    assert mutate.main(["softmax"]) == 2
    assert "does not pass" in capsys.readouterr().err


def test_one_exercise_alone_can_be_asked_for_as_json(capsys):
    assert mutate.main(["softmax", "--exercise", "inverse_softmax", "--json"]) == 0
    told = json.loads(capsys.readouterr().out)
    assert {"topic", "mutants", "killed", "seconds", "survivors"} == set(told)
    assert {each["exercise"] for each in told["survivors"]} <= {"inverse_softmax"}
    assert mutate.main(["no_such_topic"]) == 2
