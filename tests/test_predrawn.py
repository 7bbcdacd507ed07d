"""Where cells are run to be marked a widget is a picture drawn beforehand: nothing is called, and nothing drawn."""

from __future__ import annotations

import base64
import html
import io
import re
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from PIL import Image, ImageChops

from autograder import predrawn as drawing
from autograder.course import GOLDEN
from autograder.truths import REFERENCES
from courseware.widgets import DEMOS, page, predrawn, widget
from courseware.widgets.panel import HIDDEN

STILLS = GOLDEN / "stills"
# No learner's function may be called, and no figure made
WATCHED = """
import matplotlib.figure
from courseware import widgets

def refused(*_, **__):
    raise RuntimeError("called")

matplotlib.figure.Figure.__init__ = refused
"""


@pytest.fixture(scope="module")
def fresh(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("stills")
    assert {path.name for path in drawing.write(folder)} == {path.name for path in STILLS.iterdir()}
    return folder


def demo(name: str, prediction: str = "") -> str:
    """A cell that calls a widget's demo with functions that must not be called."""
    given = ["dict.fromkeys(['sgd'], refused)" if isinstance(each, dict) else "refused" for each in REFERENCES[name]]
    return f"widgets.{name}_demo({', '.join(given + [f'prediction={prediction}'] * bool(prediction))})"


def shown(worker: Any, source: str) -> list[dict[str, Any]]:
    with worker.open() as session:
        session.run_cell(WATCHED)
        return session.run_cell(source).outputs


@pytest.mark.parametrize("name", DEMOS)
def test_every_widget_has_a_fresh_still_with_the_text_of_its_first_setting(fresh, name):
    assert drawing.equivalent(fresh / f"{name}.png", STILLS / f"{name}.png")
    first = widget(name, *REFERENCES[name])
    assert predrawn.text_of(fresh / f"{name}.png") == first.draw(first.first)[1]


def test_a_still_is_small(fresh):
    assert all(path.stat().st_size < 40_000 for path in STILLS.iterdir())


@pytest.mark.parametrize("name", DEMOS)
def test_the_grader_shows_it_and_calls_no_function_of_the_learner(worker, name):
    for source in (demo(name), demo(name, "'my guess'")):
        (output,) = shown(worker, source)
        kept = STILLS / f"{name}.png"
        markup, text = output["data"]["text/html"], predrawn.text_of(kept)
        alt, picture = re.fullmatch(r'<img alt="(.*?)" src="data:image/png;base64,([^"]*)">.*', markup).groups()
        assert html.unescape(alt) == text
        assert base64.b64decode(picture) == kept.read_bytes()
        for said in (html.unescape(markup), output["data"]["text/plain"]):
            assert text in said
            assert predrawn.CAPTION in said


@pytest.mark.parametrize("nothing", ["''", "'  '", "..."])
def test_a_missing_prediction_hides_picture_and_text(worker, nothing):
    (output,) = shown(worker, demo("momentum", nothing))
    assert output["data"] == {"text/html": f"<p>{HIDDEN}</p>", "text/plain": HIDDEN}


def test_a_drawing_of_the_courses_own_is_shown_as_it_is(worker):
    (output,) = shown(worker, "widgets.softmax_layer()")
    kept = base64.b64encode((STILLS / "softmax_layer.png").read_bytes()).decode()
    assert kept in output["data"]["text/html"]
    assert predrawn.CAPTION not in output["data"]["text/html"]


def test_a_widget_without_a_still_is_drawn_with_the_learners_function(worker):
    forgotten = "from courseware.widgets import predrawn; predrawn.FOLDER /= 'nothing'"
    with worker.open() as session:
        session.run_cell(f"{forgotten}\nfrom courseware import widgets\ndef refused(*_): raise RuntimeError('called')")
        (output,) = session.run_cell(demo("softmax")).outputs
    assert "RuntimeError: called" in output["data"]["text/html"]


@pytest.mark.parametrize("variable", ["NBGRADER_EXECUTION", "COURSEWARE_STILL"])
def test_a_kernel_shows_it_only_while_it_is_graded_and_a_terminal_never(monkeypatch, variable):
    monkeypatch.setenv(variable, "1")
    assert predrawn.predrawn("softmax") is None
    monkeypatch.setattr(page, "_shell", lambda: InteractiveShell(kernel=object()))
    assert predrawn.predrawn("softmax") is not None
    monkeypatch.delenv(variable)
    assert predrawn.predrawn("softmax") is None


class InteractiveShell(SimpleNamespace):
    """Has the name of Jupyter's."""


@pytest.mark.parametrize("change", ["shift", "line", "colour", "size", "words"])
def test_a_still_is_stale_when_the_eye_sees_a_difference_and_not_when_a_line_moves_by_a_pixel(tmp_path, change):
    widget_at_first = widget("learning_rate", *REFERENCES["learning_rate"])
    values = widget_at_first.first
    picture, text = widget_at_first.draw(values)
    whole = Image.open(io.BytesIO(picture)).convert("RGB")
    other = {
        "shift": lambda: ImageChops.offset(whole, 1, 1),
        "line": lambda: _with_a_line(whole),
        "colour": lambda: Image.merge("RGB", whole.split()[::-1]),
        "size": lambda: whole.crop((0, 0, whole.width - 1, whole.height)),
        "words": lambda: whole,
    }[change]()
    saved = io.BytesIO()
    other.save(saved, "PNG")
    drawing._write(tmp_path / "one.png", picture, text)
    drawing._write(tmp_path / "two.png", saved.getvalue(), text.replace("bowl", "dish") if change == "words" else text)
    assert drawing.equivalent(tmp_path / "one.png", tmp_path / "two.png") == (change == "shift")


def _with_a_line(picture: Image.Image) -> Image.Image:
    """With a line of one pixel across a blank part."""
    other = picture.copy()
    other.paste("black", (10, 3, 60, 4))
    return other
