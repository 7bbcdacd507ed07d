"""Controls, a picture and a line of text that belong together: what every widget of the course is made of.

How to write one, in a module ``courseware/widgets/NAME.py`` (``learning_rate.py`` is an example):

1. ``trace(rule, *, rate, ...) -> dict of arrays``: pure NumPy, calls the learner's function, knows no pictures.
2. ``PRESETS``: by a button's text the values that it sets. ``TRUTHS = at_presets(PRESETS.values(), {"rate": 0.1})``:
   the settings of `trace` that golden data are kept for. With which reference, says `autograder/truths.py`; then run
   ``python -m autograder build``.
3. A class with the picture. Its constructor draws all that rests, with `figure.figure`, and gives the moving artists
   to ``Canvas(fig, moving, ghosts=[line])``. Its ``draw(values)`` gets ``result, trouble = tried("sgd", trace, rule,
   ...)``, sets the artists' data, gives ``truth("NAME", setting)`` to a thin black line (None where nothing is kept),
   and returns ``(canvas.frame(), text)``. The text says in numbers what is to be seen, or `trouble`.
4. ``widget(rule=None) -> Widget`` puts these together, and ``NAME_demo(rule=None, prediction=None)`` is one line,
   ``show_panel("NAME", lambda: widget(rule), prediction)``. NAME goes into `courseware.widgets.DEMOS`, and so into
   the gallery, the screenshots, the browser tests and the benchmarks. ``python -m autograder build`` then draws the
   still that is shown where cells are run to be marked.

A frame takes 10 ms at most: change data, never axes, ticks or layout. No meaning hangs on colour alone.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from html import escape
from typing import Any

from courseware.widgets.canvas import size_of
from courseware.widgets.figure import display_html, figure, image, png
from courseware.widgets.page import live, missing
from courseware.widgets.predrawn import CAPTION, predrawn

Values = dict[str, Any]
Draw = Callable[[Values], tuple[bytes, str]]
Controls = Mapping[str, Mapping[str, Any]]
Presets = Mapping[str, Values]
HIDDEN = "The picture, and the line that says what is in it, are hidden until you have made your prediction."


@dataclass(frozen=True)
class Widget:
    """All that a panel needs.

    Attributes
    ----------
    draw : callable
        From the controls' values to the bytes of a PNG file and the text that says what is in it.
    controls : mapping
        For each value, the kind of ipywidgets control (``widget``), its first ``value``, and its other traits; with
        ``play=50`` a slider gets a button that moves it on every 50 ms.
    presets : mapping
        By the text of a button, the values that it sets; the others go back to their first value.
    pick : callable, optional
        From a point of the picture, as fractions of its width and height, to the values that a click there sets, or to
        None. `Canvas.point` helps. What it sets needs a control too, for the keyboard.
    ahead : sequence of callable
        What a later frame would have to wait for, such as the background of another surface: called without arguments,
        one in each quiet moment.
    """

    draw: Draw
    controls: Controls
    presets: Presets
    pick: Callable[[float, float], Values | None] | None = None
    ahead: Sequence[Callable[[], object]] = ()

    @property
    def first(self) -> Values:
        """The values that the controls have at the start."""
        return {name: about["value"] for name, about in self.controls.items()}


def show_panel(name: str, make: Callable[[], Widget], prediction: object = None) -> None:
    """Show a panel with its controls where somebody can move them, else a still picture with its text.

    Where cells are run to be marked it is a picture of the course's own, and nothing is made or called for it; where
    none is kept, and in a terminal, the picture and the text are those of the learner's function.

    Parameters
    ----------
    name : str
        Of the widget's module.
    make : callable
        Makes the widget.
    prediction : object
        What the learner said before; shown beside what happens. While it is empty or ``...`` the controls are locked
        and the picture is hidden, for it may hold the answer. None where nothing was asked.
    """
    if live():
        from IPython.display import display

        from courseware.widgets.controls import Panel

        display(Panel(make(), prediction).bundle(), raw=True)
    elif kept := predrawn(name):
        _show_kept(*kept, hidden=locked(prediction))
    else:
        widget = make()
        picture, text = (veiled(widget) if locked(prediction) else widget).draw(widget.first)
        display_html(still(picture, text), text)


def _show_kept(picture: bytes, text: str, hidden: bool) -> None:
    if hidden:
        display_html(f"<p>{HIDDEN}</p>", HIDDEN)
    else:
        display_html(f"{still(picture, text)}<p><em>{CAPTION}</em></p>", f"{text}\n{CAPTION}")


def locked(prediction: object) -> bool:
    """Whether a prediction was asked for that is not made yet."""
    return prediction is not None and missing(prediction)


def veiled(widget: Widget) -> Widget:
    """The widget with a blank card of the same size in the place of each picture, and no text that tells."""
    try:
        width, height = size_of(widget.draw(widget.first)[0])
    except Exception:  # the seam to student code; the widget itself will say what stopped
        width, height = 640, 300
    fig, axes = figure(width / 100, height / 100)
    fig.set_facecolor("#EEEEEE")
    axes.axis("off")
    axes.text(0.5, 0.5, "Your prediction first", ha="center", va="center", fontsize=20, color="#555555")
    card = png(fig)
    return replace(widget, draw=lambda _: (card, HIDDEN), pick=None, ahead=())


def still(picture: bytes, text: str) -> str:
    """A picture with its text below, for pages on which nothing moves."""
    return f"{image(picture, text)}<p>{escape(text)}</p>"
