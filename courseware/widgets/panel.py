"""Controls, a picture and a line of text that belong together: what every widget of the course is made of.

A widget gives a function from the controls' values to a frame and its text. Whether there are controls at all depends
on where the notebook runs; the live form is left to `courseware.widgets.controls`.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from html import escape
from typing import Any

from courseware.widgets.figure import display_html, image
from courseware.widgets.page import live

Values = dict[str, Any]
Draw = Callable[[Values], tuple[bytes, str]]
Controls = Mapping[str, Mapping[str, Any]]
Presets = Mapping[str, Values]


def show_panel(draw: Draw, controls: Controls, presets: Presets, height: int, prediction: str = "") -> None:
    """Show a panel with its controls where somebody can move them, else a still picture with its text.

    Parameters
    ----------
    draw : callable
        From the controls' values to the bytes of a PNG file and the text that says what is in it.
    controls : mapping
        For each value, what kind of ipywidgets control it has (``widget``), its first ``value``, and its other traits.
    presets : mapping
        By the text of a button, the values that it sets; the others go back to their first value.
    height : int
        Of the picture, in pixels.
    prediction : str
        What the learner said before; shown beside what happens.
    """
    if live():
        from IPython.display import display

        from courseware.widgets.controls import Panel

        display(Panel(draw, controls, presets, height, prediction).box)
        return
    picture, text = draw({name: about["value"] for name, about in controls.items()})
    display_html(f"{image(picture, text)}<p>{escape(text)}</p>", text)
