"""Every widget of the course: it draws what its presets promise, moves in a browser, and survives a wrong function."""

from __future__ import annotations

import io
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from PIL import Image

from autograder.truths import REFERENCES
from courseware import widgets
from courseware.widgets.canvas import drawing
from courseware.widgets.panel import Values, Widget
from courseware.widgets.truth import FILE

every_widget = pytest.mark.parametrize("name", widgets.DEMOS)


def wrong(*_: Any, **__: Any) -> Any:
    raise ValueError("a mistake of mine")


def unwritten(*_: Any, **__: Any) -> Any:
    raise NotImplementedError


def with_functions(name: str, function: Any) -> Widget:
    """A widget whose functions are all this one."""
    given = [dict.fromkeys(each, function) if isinstance(each, dict) else function for each in REFERENCES[name]]
    return widgets.widget(name, *given)


def moved(widget: Widget) -> Iterator[Values]:
    """The first values with one control moved, for each control."""
    for name, about in widget.controls.items():
        other = _other(about)
        yield {**widget.first, name: other}


def _other(about: Any) -> Any:
    if "options" in about:
        options = [each[1] if isinstance(each, tuple) else each for each in about["options"]]
        return next(option for option in options if option != about["value"])
    if about["widget"] == "FloatLogSlider":
        return 10 ** (0.3 * about["min"] + 0.7 * about["max"])
    kind = type(about["value"])
    middle = kind(0.3 * about["min"] + 0.7 * about["max"])
    return middle if middle != about["value"] else about["min"]


@pytest.fixture(scope="module")
def shown() -> dict[str, Widget]:
    return {name: widgets.widget(name, *REFERENCES[name]) for name in widgets.DEMOS}


@every_widget
def test_every_control_and_every_preset_changes_picture_or_text(shown, name):
    widget = shown[name]
    first = widget.draw(widget.first)
    for values in [*moved(widget), *({**widget.first, **preset} for preset in widget.presets.values())]:
        picture, text = widget.draw(values)
        assert (picture, text) != first or values == widget.first, values


@every_widget
def test_every_button_sets_values_at_which_the_controls_can_stop(shown, name):
    """A browser moves what lies between two stops of a slider to one of them, and says so to the kernel."""
    widget = shown[name]
    for preset in [{}, *widget.presets.values()]:
        for control, value in {**widget.first, **preset}.items():
            assert _is_stop(widget.controls[control], value), (preset, control, value)


def _is_stop(about: Any, value: Any) -> bool:
    if about["widget"] == "Checkbox":
        return isinstance(value, bool)
    if "options" in about:
        return value in [each[1] if isinstance(each, tuple) else each for each in about["options"]]
    at = np.log10(value) if about["widget"] == "FloatLogSlider" else value
    steps = (at - about["min"]) / about.get("step", 1)
    return bool(about["min"] <= at <= about["max"]) and abs(steps - round(steps)) < 0.02


@every_widget
def test_the_same_values_give_the_same_picture_again(shown, name):
    widget = shown[name]
    first = widget.draw(widget.first)
    for values in moved(widget):
        widget.draw(values)
    assert widget.draw(widget.first) == first


@every_widget
def test_pictures_of_a_widget_have_one_size_and_twice_as_many_pixels_at_rest(shown, name):
    widget = shown[name]
    sizes = {Image.open(io.BytesIO(widget.draw(values)[0])).size for values in [widget.first, *moved(widget)]}
    assert len(sizes) == 1
    ((width, height),) = sizes
    with drawing("rest"):
        assert Image.open(io.BytesIO(widget.draw(widget.first)[0])).size == (2 * width, 2 * height)


@every_widget
def test_a_wrong_function_is_named_in_the_text_and_stops_no_preset(name):
    widget = with_functions(name, wrong)
    texts = [widget.draw({**widget.first, **values})[1] for values in ({}, *widget.presets.values())]
    assert not REFERENCES[name] or any("a mistake of mine" in text for text in texts)
    assert "a mistake of mine" in texts[0] or name in ("initialisation", "search")  # which begin without it


@every_widget
def test_a_function_that_returns_something_else_stops_no_widget(name):
    for answer in (None, np.nan, np.zeros((3, 7)), {}):
        widget = with_functions(name, lambda *_, answer=answer, **__: answer)
        picture, text = widget.draw(widget.first)
        assert picture.startswith(b"\x89PNG")
        assert text


@every_widget
def test_what_is_not_written_yet_is_called_so(name):
    widget = with_functions(name, unwritten)
    assert not REFERENCES[name] or "not written" in widget.draw(widget.first)[1].lower()


@every_widget
def test_a_text_fits_two_or_three_lines(shown, name):
    widget = shown[name]
    for values in ({}, *widget.presets.values()):
        assert 40 <= len(widget.draw({**widget.first, **values})[1]) <= 420, values


def pixels(widget: Widget, mode: str, **values: Any) -> np.ndarray:
    with drawing(mode):
        return np.asarray(Image.open(io.BytesIO(widget.draw({**widget.first, **values})[0])))


def test_a_ghost_of_the_setting_before_stays_until_there_is_another():
    plain, haunted = (widgets.widget("learning_rate", *REFERENCES["learning_rate"]) for _ in range(2))
    pixels(haunted, "rest", rate=0.02)
    expected = pixels(haunted, "moving", rate=0.5)
    assert not np.array_equal(expected, pixels(plain, "moving", rate=0.5))
    pixels(haunted, "moving", rate=0.7)
    np.testing.assert_array_equal(pixels(haunted, "moving", rate=0.5), expected)
    pixels(haunted, "rest", rate=0.5)
    np.testing.assert_array_equal(pixels(haunted, "moving", rate=0.5), expected)


def test_a_black_line_shows_what_is_right_when_the_learners_function_is_not():
    def uphill(w: np.ndarray, dw: np.ndarray, config: Any = None) -> Any:
        return w + config["learning_rate"] * dw, config

    right, other = (widgets.widget("learning_rate", rule) for rule in (*REFERENCES["learning_rate"], uphill))
    on_paper = pixels(right, "still", rate=1.0, steps=0), pixels(other, "still", rate=1.0, steps=0)
    np.testing.assert_array_equal(*on_paper)  # without a step there is the black line alone
    assert (on_paper[0] == 0).all(axis=-1).sum() > 200


def test_a_search_shows_the_right_ranges_where_the_learners_are_others():
    def outwards(results: Any, name: str, low: float, high: float) -> Any:
        return low / 10, high * 10

    sampler, trials, _ = REFERENCES["search"]
    right, other = (widgets.widget("search", *given) for given in (REFERENCES["search"], (sampler, trials, outwards)))
    at_the_border = {**right.first, **right.presets["Best at the border"]}
    assert "Black" not in right.draw(at_the_border)[1]
    assert "round 2: 1e-05 to 0.00012" in other.draw(at_the_border)[1].partition("Black")[2]


def test_a_picture_that_was_made_ahead_is_the_one_that_is_shown():
    for name in ("race", "learning_rate"):
        plain, ready = (widgets.widget(name, *REFERENCES[name]) for _ in range(2))
        for make in ready.ahead:
            make()
        for surface in plain.controls["surface"]["options"]:
            assert plain.draw({**plain.first, "surface": surface}) == ready.draw({**ready.first, "surface": surface})


def test_the_truths_hold_numbers_and_no_text_of_a_solution():
    with np.load(FILE, allow_pickle=False) as archive:
        kinds = {archive[name].dtype.kind for name in archive.files}
    assert kinds <= {"f", "i", "u", "b"}


def test_the_gallery_shows_every_widget_once():
    source = Path(__file__).parents[1] / "notebooks" / "source" / "demos.py"
    text = source.read_text("utf-8")
    assert [text.count(f"widgets.{name}_demo(") for name in widgets.DEMOS] == [1] * len(widgets.DEMOS)
