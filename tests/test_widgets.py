"""Widgets: what they say, how fast they draw, that they keep still where nobody can move them."""

import asyncio
import io
import re
import time
import warnings
from dataclasses import replace
from types import SimpleNamespace
from typing import Any

import nbconvert
import nbformat
import numpy as np
import pytest
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.figure import Figure
from PIL import Image

from courseware import widgets
from courseware.widgets import canvas, controls, figure, page, pictures
from courseware.widgets import softmax as softmax_widget
from courseware.widgets.controls import Panel
from courseware.widgets.labels import Label, beside
from courseware.widgets.scales import round_stops

FIRST = {"temperature": 1.0, "shift": 0, "precision": "float64", "method": softmax_widget.NAIVE}


@pytest.fixture
def picture() -> softmax_widget._Picture:
    return softmax_widget._Picture(lambda x: x * np.nan)


def said(picture: softmax_widget._Picture, **values: Any) -> str:
    return picture.draw({**FIRST, **values})[1]


def test_the_worked_example_is_shown_in_numbers(picture: softmax_widget._Picture) -> None:
    assert "0.842, 0.042, 0.002, 0.114" in said(picture)
    assert "Sum 1.000" in said(picture)


@pytest.mark.parametrize("name", softmax_widget.PRESETS)
def test_a_preset_shows_what_its_name_says(picture: softmax_widget._Picture, name: str) -> None:
    broken = name not in {"Mend it", "Cold", "Hot"}
    assert ("nan" in said(picture, **softmax_widget.PRESETS[name])) is broken


def test_subtracting_the_maximum_mends_every_precision_and_shift(picture: softmax_widget._Picture) -> None:
    for precision in softmax_widget.TYPES:
        for shift in (-1000, -800, 0, 8, 90, 720, 1000):
            assert "nan" not in said(picture, shift=shift, precision=precision, method=softmax_widget.SHIFTED)


def test_the_picture_changes_with_the_values_and_its_background_does_not(picture: softmax_widget._Picture) -> None:
    frames = [np.asarray(Image.open(io.BytesIO(picture.draw({**FIRST, "temperature": T})[0]))) for T in (1.0, 5.0, 1.0)]
    assert not np.array_equal(frames[0], frames[1])
    np.testing.assert_array_equal(frames[0], frames[2])
    np.testing.assert_array_equal(frames[0][-40:, :50], frames[1][-40:, :50])


@pytest.mark.parametrize(
    ("function", "words"),
    [
        (lambda x: 1 / 0, "ZeroDivisionError"),
        (lambda x: x[:2], r"shape \(2,\); expected \(4,\)"),
        (lambda x: "text", "stopped: ValueError"),
        (lambda x: x.nothing, "AttributeError"),
    ],
)
def test_an_error_in_the_learners_function_is_shown_as_text(function: Any, words: str) -> None:
    assert re.search(words, said(softmax_widget._Picture(function), method=softmax_widget.YOURS))


def test_an_unwritten_function_is_said_to_be_so() -> None:
    def softmax(x: np.ndarray) -> np.ndarray:
        raise NotImplementedError

    assert "not written yet" in said(softmax_widget._Picture(softmax), method=softmax_widget.YOURS)


def test_the_learners_function_cannot_change_the_panels_scores() -> None:
    def softmax(x: np.ndarray) -> np.ndarray:
        x -= x.max()
        return np.exp(x) / np.exp(x).sum()

    picture = softmax_widget._Picture(softmax)
    assert said(picture, method=softmax_widget.YOURS) == said(picture, method=softmax_widget.YOURS)


def test_a_panel_keeps_still_outside_a_live_front_end(capsys: pytest.CaptureFixture[str]) -> None:
    assert not page.live()
    widgets.softmax_demo(softmax_widget.maximum_subtracted)
    assert "0.842" in capsys.readouterr().out


@pytest.mark.parametrize("variable", ["NBGRADER_EXECUTION", "COURSEWARE_STILL"])
def test_a_panel_keeps_still_while_it_is_graded(monkeypatch: pytest.MonkeyPatch, variable: str) -> None:
    monkeypatch.setattr(page, "_shell", lambda: SimpleNamespace(kernel=object()))
    assert page.live()
    monkeypatch.setenv(variable, "1")
    assert not page.live()


def live_panel(prediction: object = None, draw: Any = None, ahead: Any = ()) -> Panel:
    widget = widgets.widget("softmax")
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", DeprecationWarning)  # ipykernel's comm, outside a kernel
        changed = replace(widget, draw=draw or widget.draw, presets={"Break": {"shift": 720}}, ahead=ahead)
        return Panel(changed, prediction)


def test_moving_a_control_draws_a_frame_and_says_what_is_in_it() -> None:
    shown = live_panel("at 6")
    before = shown.frame.picture
    shown.controls["shift"].value = 720
    assert shown.frame.picture != before
    assert "nan" in shown.frame.text
    assert "at 6" in shown.box.children[0].value


def test_an_exported_page_shows_the_still_picture_of_a_panel() -> None:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", DeprecationWarning)
        output = nbformat.v4.new_output("display_data", data=live_panel().bundle())
    cell = nbformat.v4.new_code_cell("softmax_demo()", outputs=[output])
    page, _ = nbconvert.HTMLExporter().from_notebook_node(nbformat.v4.new_notebook(cells=[cell]))
    assert '<img alt="T = 1, c = 0' in page
    assert "application/vnd.jupyter.widget-view+json" not in page


def test_reset_goes_back_to_the_first_values() -> None:
    shown = live_panel()
    first = shown.frame.text
    shown.controls["shift"].value = 720
    shown.buttons[-1].click()
    assert shown.frame.text == first


def test_a_slow_drag_ends_with_a_picture_at_rest() -> None:
    modes: list[str] = []

    def slow(values: dict[str, Any]) -> tuple[bytes, str]:
        modes.append(canvas._mode.get())
        time.sleep(0.2 if modes[-1] == "moving" else 0)  # longer than it takes to come to rest
        return good(values)

    async def drag() -> None:
        for shift in range(1, 4):
            shown.controls["shift"].value = shift
            await asyncio.sleep(0.01)
        await asyncio.sleep(1.0)

    good = widgets.widget("softmax").draw
    shown = live_panel(draw=slow)
    asyncio.run(drag())
    assert modes[-1] == "rest"
    assert not shown.frame.moving
    assert modes.count("moving") < 5  # the one at the start, the first of the drag and its last


def test_a_prediction_cannot_write_html_into_the_page() -> None:
    assert "<img" not in live_panel("<img src=x onerror=alert(1)>").box.children[0].value


@pytest.mark.parametrize("nothing", ["", "  ", ...])
def test_without_the_prediction_that_was_asked_for_nothing_can_be_moved(nothing: Any) -> None:
    locked = live_panel(nothing)
    assert all(each.disabled for each in (*locked.buttons, *locked.controls.values()))
    for free in (live_panel(), live_panel(0), live_panel("at 6")):
        assert not any(each.disabled for each in (*free.buttons, *free.controls.values()))


@pytest.mark.parametrize("nothing", ["", "  ", ...])
def test_before_the_prediction_neither_picture_nor_text_gives_the_answer_away(nothing: Any) -> None:
    locked, free = live_panel(nothing), live_panel("at 6")
    size = (free.frame.width, free.frame.height)
    kept = locked.bundle()
    for held, shown in ((locked.frame.picture, free.frame.picture), (locked.frame.text, free.frame.text)):
        assert held != shown
    for text in (locked.frame.text, kept["text/plain"], kept["text/html"]):
        assert "prediction" in text
        assert "T = 1" not in text
    card = np.asarray(Image.open(io.BytesIO(locked.frame.picture)))
    assert (card.shape[1], card.shape[0]) == (locked.frame.width, locked.frame.height) == size
    assert (card[0] == card[0, 0]).all()
    assert f'alt="{locked.frame.text}"' in kept["text/html"]


def test_a_still_picture_waits_for_the_prediction_too(capsys: pytest.CaptureFixture[str]) -> None:
    widgets.softmax_demo(softmax_widget.maximum_subtracted, prediction="")
    assert "0.842" not in capsys.readouterr().out
    widgets.softmax_demo(softmax_widget.maximum_subtracted, prediction="at 6")
    assert "0.842" in capsys.readouterr().out


def test_a_locked_panel_cannot_be_played() -> None:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", DeprecationWarning)
        locked, free = (Panel(widgets.widget("learning_rate"), said) for said in ("", "at 2"))
    assert [player.disabled for player in locked.players.values()] == [True]
    assert [player.disabled for player in free.players.values()] == [False]


def test_what_later_frames_need_is_made_in_quiet_moments(monkeypatch: pytest.MonkeyPatch) -> None:
    async def wait() -> None:
        panel = live_panel(ahead=[lambda: made.append("one"), lambda: 1 / 0, lambda: made.append("two")])
        panel._prepare()  # a frame was drawn just now
        assert made == []
        monkeypatch.setattr(controls, "QUIET", 0.0)
        panel._prepare()
        assert made == ["one"]
        while len(made) < 2:
            await asyncio.sleep(0.01)

    made: list[str] = []
    monkeypatch.setattr(controls, "QUIET", 1e6)
    asyncio.run(asyncio.wait_for(wait(), 60))
    assert made == ["one", "two"]


def test_a_panel_outlives_an_error_in_its_own_drawing() -> None:
    def draw(values: dict[str, Any]) -> tuple[bytes, str]:
        return good(values) if values["shift"] == 0 else 1 / 0  # type: ignore[return-value]

    good = widgets.widget("softmax").draw
    shown = live_panel(draw=draw)
    before = shown.frame.picture
    shown.controls["shift"].value = 1
    assert "ZeroDivisionError" in shown.frame.text
    assert shown.frame.picture == before
    shown.controls["shift"].value = 0
    assert "probabilities" in shown.frame.text


def test_a_figure_carries_its_text(monkeypatch: pytest.MonkeyPatch) -> None:
    shown: list[tuple[str, str]] = []
    monkeypatch.setattr(figure, "display_html", lambda html, text: shown.append((html, text)))
    fig, axes = figure.figure()
    axes.plot([1, 2])
    figure.show(fig, 'A "line" & more')
    assert shown[0][0].startswith('<img alt="A &quot;line&quot; &amp; more" src="data:image/png;base64,')


def test_the_drawing_of_a_layer_says_that_every_score_reaches_every_output(capsys: pytest.CaptureFixture[str]) -> None:
    widgets.softmax_layer()
    assert capsys.readouterr().out.strip() == pictures.LAYER


def test_the_palette_is_okabe_and_itos() -> None:
    assert (figure.ORANGE, figure.SKY, figure.GREEN, figure.BLUE) == ("#E69F00", "#56B4E9", "#009E73", "#0072B2")


def test_a_demo_waits_for_its_function_and_goes_on_after_a_mistake(capsys: pytest.CaptureFixture[str]) -> None:
    with widgets.attempt("softmax", "log_softmax"):
        raise NotImplementedError
    with widgets.attempt("softmax"):
        raise ValueError("shapes differ")
    told = capsys.readouterr().out
    assert "Write `softmax` and `log_softmax` first" in told
    assert "ValueError: shapes differ" in told


@pytest.mark.parametrize("nothing", ["", "   ", None, ...])
def test_an_answer_is_kept_back_until_there_is_a_prediction(capsys: pytest.CaptureFixture[str], nothing: Any) -> None:
    widgets.reveal(nothing, "seven")
    assert "seven" not in capsys.readouterr().out
    widgets.reveal(0, "seven")
    assert "You predicted:  0" in capsys.readouterr().out


def test_letters_in_a_lines_colour_can_be_read_on_white():
    for colour in (figure.BLACK, figure.ORANGE, figure.SKY, figure.GREEN, figure.BLUE, figure.RED, figure.PURPLE):
        channels = np.array([int(figure.ink(colour)[k : k + 2], 16) for k in (1, 3, 5)]) / 255
        light = np.where(channels <= 0.04045, channels / 12.92, ((channels + 0.055) / 1.055) ** 2.4)
        assert 1.05 / (light @ (0.2126, 0.7152, 0.0722) + 0.05) >= 4.5  # WCAG 2.2, success criterion 1.4.3
    assert figure.ink(figure.BLUE).upper() == figure.BLUE  # dark enough


def test_round_stops_grow_from_end_to_end_and_hold_what_the_buttons_set():
    stops = round_stops(-2, 0.5, 10, 2 / 21, 2.05)
    values = [value for _, value in stops]
    assert values == sorted(set(values))
    assert (values[0], values[-1]) == (0.01, 3.2)
    assert {0.1, 1.0, 2 / 21, 2.05} < set(values)
    assert all(float(label) == pytest.approx(value, rel=5e-3) for label, value in stops)


def test_a_name_beside_its_curve_covers_no_curve():
    places = np.arange(40)
    curves = [0.5 * places, np.abs(places - 20.0), np.full(40, 3.0)]
    found = beside(curves, reach=4, height=2.0, top=30.0)
    for (at, height), own in zip(found, curves, strict=True):
        for curve in curves:
            assert np.abs(curve[at - 4 : at + 5] - height).min() >= 1.0 - 1e-9
        assert abs(own[at] - height) <= 4 + 1  # so far the steepest rises under half a name, and half a height


def test_names_beside_curves_need_no_curves():
    assert beside([], reach=4, height=2.0, top=30.0) == []


def ink_of(label: Label, canvas: FigureCanvasAgg) -> np.ndarray:
    """Where a label alone darkens a white picture."""
    canvas.get_renderer().clear()
    label.draw(canvas.get_renderer())
    return np.asarray(canvas.buffer_rgba())[:, :, 3] > 127


def test_a_label_stands_at_its_place_and_is_as_wide_as_it_says() -> None:
    fig = Figure(figsize=(4, 2), dpi=100)
    axes, canvas = fig.add_axes((0, 0, 1, 1), xlim=(0, 400), ylim=(0, 200)), FigureCanvasAgg(fig)
    for align, left in ((0.0, 100), (0.5, 100 - 0.5), (1.0, 100 - 1)):
        label = Label(axes, "nnnn", "#000000", 12, align)
        assert not ink_of(label, canvas).any()  # before it has a place
        label.place(100, 50)
        rows, columns = np.nonzero(ink_of(label, canvas))
        width = label.width * fig.dpi / 72
        expected = 100 + (left - 100) * width
        assert columns.min() == pytest.approx(expected, abs=1.5)
        assert columns.max() == pytest.approx(expected + width, abs=1.5)
        assert (rows.min() + rows.max()) / 2 == pytest.approx(150, abs=1.5)  # rows are counted from above
        label.place(100, np.nan)
        assert not ink_of(label, canvas).any()
        label.place(100, 50)
        label.hide()
        assert not ink_of(label, canvas).any()


def test_a_halo_is_white_around_the_letters() -> None:
    fig = Figure(figsize=(4, 2), dpi=100)
    axes, canvas = fig.add_axes((0, 0, 1, 1)), FigureCanvasAgg(fig)
    plain, rimmed = (Label(axes, "name", "#000000", 12, halo=halo) for halo in (False, True))
    for label in (plain, rimmed):
        label.place(0.5, 0.5)
    letters, both = ink_of(plain, canvas), ink_of(rimmed, canvas)
    picture = np.asarray(canvas.buffer_rgba())
    assert (letters <= both).all()
    assert both.sum() > 1.5 * letters.sum()
    assert (picture[both & ~letters, :3] > 100).all()
