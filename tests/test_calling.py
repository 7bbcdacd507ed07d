"""Calling an answer: on copies, quietly, and with every exception in the outcome."""

import re
import sys
import warnings

import numpy as np
import pytest

import courseware.drivers
from courseware.calling import call, one_line, read
from courseware.outcome import Outcome


def test_a_function_that_returns_gives_its_value():
    outcome = call(lambda a, b: a + b, (np.ones(3), 2))
    np.testing.assert_array_equal(outcome.value, [3, 3, 3])
    assert (outcome.error, outcome.message, outcome.warnings) == ("", "", ())
    assert outcome.seconds >= 0


def test_the_arguments_are_copies_and_the_outcome_holds_them_as_they_are_after():
    x = np.zeros(3)

    def answer(x):
        x += 1
        return x

    outcome = call(answer, (x,))
    np.testing.assert_array_equal(x, 0)
    np.testing.assert_array_equal(outcome.after[0], 1)


def test_a_read_only_argument_stays_read_only():
    x = np.zeros(3)
    x.flags.writeable = False

    def answer(x):
        x[0] = 1

    assert call(answer, (x,)).error == "ValueError"


def test_an_exception_is_told_with_the_students_own_line():
    def answer(x):
        return np.linalg.inv(x)

    outcome = call(answer, (np.zeros((2, 3)),))
    assert outcome.error == "LinAlgError"
    assert "return np.linalg.inv(x)" in outcome.message
    assert "\n" not in outcome.message


@pytest.mark.parametrize("problem", [SystemExit(3), GeneratorExit(), RecursionError(), MemoryError(), StopIteration()])
def test_no_exception_passes(problem):
    def answer():
        raise problem

    assert call(answer, ()).error == type(problem).__name__


def test_an_interrupt_passes():
    def answer():
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        call(answer, ())


def test_an_answer_not_yet_written_has_its_message_alone():
    def answer():
        raise NotImplementedError("softmax: write your answer here")

    outcome = call(answer, ())
    assert (outcome.error, outcome.message) == ("NotImplementedError", "softmax: write your answer here")


def test_floating_point_warnings_are_recorded_and_none_is_shown():
    with np.errstate(over="raise"), warnings.catch_warnings():
        warnings.simplefilter("error")
        outcome = call(lambda x: np.exp(x), (np.array([1000.0]),))
        with pytest.raises(FloatingPointError):  # the caller's own settings are back
            np.exp(np.array([1000.0]))
    assert outcome.warnings == ("overflow encountered in exp",)
    assert outcome.value == np.inf


def test_a_value_of_another_kind_is_an_error_that_names_it():
    outcome = call(lambda: object(), ())
    assert outcome.error == "TypeError"
    assert "object" in outcome.message


def test_a_generator_runs_within_the_call():
    def answer():
        yield 1
        raise ValueError("later")

    assert call(answer, ()).error == "ValueError"


def test_an_exception_that_cannot_be_printed_is_still_told():
    class Silent(Exception):
        def __str__(self):
            raise RuntimeError

    def answer():
        raise Silent

    assert call(answer, ()).error == "Silent"


def test_a_message_has_no_control_characters_and_an_end():
    assert one_line("a\x1b[31m\n\u202eb") == "a [31m b"
    assert len(one_line("x" * 10_000)) < 600


def test_the_value_driver_takes_the_answer_itself():
    assert call(["a + b"], (1,), driver="value").value == ["a + b"]


def test_a_result_in_a_shared_buffer_shows_when_called_twice():
    buffer = np.zeros(3)

    def shared(x):
        buffer[:] = x
        return buffer

    first, second = call(shared, (np.arange(3.0),), driver="twice").value
    np.testing.assert_array_equal(second, [0, 1, 2])
    np.testing.assert_array_equal(first, [2, 1, 0])
    first, second = call(lambda x: x * 1, (np.arange(3.0),), driver="twice").value
    np.testing.assert_array_equal(first, second)


@pytest.fixture
def topic_of_drivers(tmp_path, monkeypatch):
    (tmp_path / "threefold.py").write_text(
        "DRIVERS = {'sum': lambda answer, *args: sum(answer(*args) for _ in '123')}\n"
    )
    monkeypatch.setattr(courseware.drivers, "__path__", [str(tmp_path)])
    yield
    sys.modules.pop("courseware.drivers.threefold", None)


@pytest.mark.usefixtures("topic_of_drivers")
def test_a_driver_of_a_topic_is_loaded_when_it_is_asked_for():
    assert "courseware.drivers.threefold" not in sys.modules
    assert call(lambda x: x, (2,), "threefold.sum").value == 6


@pytest.mark.usefixtures("topic_of_drivers")
@pytest.mark.parametrize(
    ("name", "told"),
    [
        ("sideways", "call, value, twice"),
        ("nowhere.sum", "no module courseware.drivers.nowhere"),
        ("threefold.product", "has: sum"),
        ("threefold.deep.sum", "expected 'name' or 'topic.name'"),
        ("../secret.sum", "expected 'name' or 'topic.name'"),
    ],
)
def test_an_unknown_driver_is_named_with_the_place_where_it_was_looked_for(name, told):
    with pytest.raises(LookupError, match=re.escape(told)):
        call(lambda x: x, (2,), name)


def claims(*_):
    return {"parts": "three arrays of indices", "outside": 0, "missing": 0, "double": 0, "repeats": True}


def test_what_is_found_out_about_an_answer_is_not_what_it_says_of_itself():
    driver, args = "hyperparameter_search.split", (6, [0.5, 0.25, 0.25], 1)
    assert call(claims, args, driver).value == {"parts": "a dict"}
    sent = read(Outcome(claims(), args), args, driver)
    assert sent.value is None
    assert sent.error == "ValueError"


@pytest.mark.parametrize("value", [None, 1.0, [], [[1], [2]], [[[np.nan]] * 3] * 3, {"x": 1}, "text", [["a"] * 3] * 3])
@pytest.mark.parametrize("driver", ["split", "draws", "random", "grid", "select", "halving", "narrow", "diagnosis"])
def test_a_reader_takes_whatever_a_process_sends(value, driver):
    found = read(Outcome(value, (value,)), (5, [0.5, 0.5], 1, 1, 1), f"hyperparameter_search.{driver}")
    assert isinstance(found, Outcome)
