"""Controls, a picture and a line of text that belong together: what every widget of the course is made of.

A widget gives a function from the controls' values to a frame and its text. Whether there are controls at all depends
on where the notebook runs; see `courseware.widgets.page.live`.
"""

from __future__ import annotations

import asyncio
import time
from collections.abc import Callable, Mapping
from html import escape
from typing import Any

from courseware.widgets.figure import display_html, image
from courseware.widgets.page import live

PAUSE = 0.03  # seconds between two frames while a control is being dragged

Values = dict[str, Any]
Draw = Callable[[Values], tuple[bytes, str]]
Controls = Mapping[str, Mapping[str, Any]]


def show_panel(
    draw: Draw, controls: Controls, presets: Mapping[str, Values], height: int, prediction: str = ""
) -> None:
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
    first = {name: about["value"] for name, about in controls.items()}
    if live():
        _Panel(draw, controls, {**presets, "Reset": first}, height, prediction).display()
        return
    picture, text = draw(first)
    display_html(f"{image(picture, text)}<p>{escape(text)}</p>", text)


class _Panel:
    def __init__(
        self, draw: Draw, controls: Controls, presets: Mapping[str, Values], height: int, prediction: str
    ) -> None:
        import ipywidgets as widgets

        self._draw, self._prediction = draw, prediction
        self._drawn, self._waiting = 0.0, False
        self._first = {name: about["value"] for name, about in controls.items()}
        self._controls = {name: _control(widgets, about) for name, about in controls.items()}
        self._image = widgets.Image(format="png", layout=widgets.Layout(height=f"{height}px", object_fit="contain"))
        self._text = widgets.HTML(layout=widgets.Layout(min_height="3.2em"))
        buttons = [self._button(widgets, label, values) for label, values in presets.items()]
        wrap = widgets.Layout(flex_flow="row wrap")
        self._box = widgets.VBox([
            widgets.HBox(buttons, layout=wrap), widgets.VBox(list(self._controls.values())), self._image, self._text,
        ])
        for control in self._controls.values():
            control.observe(self._changed, names="value")
        self._refresh()

    def display(self) -> None:
        from IPython.display import display

        display(self._box)

    def _button(self, widgets: Any, label: str, values: Values) -> Any:
        button = widgets.Button(description=label, layout=widgets.Layout(width="auto"))
        button.on_click(lambda _: self._set({**self._first, **values}))
        return button

    def _set(self, values: Values) -> None:
        for name, value in values.items():
            self._controls[name].value = value

    def _changed(self, _: Any) -> None:
        """Draw now, or once after the pause: while a slider is dragged only the last value counts."""
        if self._waiting:
            return
        left = PAUSE - (time.monotonic() - self._drawn)
        try:
            loop = asyncio.get_running_loop()
        except RuntimeError:
            left = 0
        if left <= 0:
            self._refresh()
        else:
            self._waiting = True
            loop.call_later(left, self._refresh)

    def _refresh(self) -> None:
        self._waiting = False
        picture, text = self._draw({name: control.value for name, control in self._controls.items()})
        self._image.value, self._image.tooltip = picture, text
        said = f"<p>You predicted: <em>{escape(self._prediction)}</em></p>" if self._prediction else ""
        self._text.value = f'{said}<div role="status" aria-live="polite">{escape(text)}</div>'
        self._drawn = time.monotonic()


def _control(widgets: Any, about: Mapping[str, Any]) -> Any:
    traits = {name: value for name, value in about.items() if name != "widget"}
    style = {"description_width": "9em"}
    layout = widgets.Layout(width="auto" if about["widget"] == "ToggleButtons" else "34em")
    return getattr(widgets, about["widget"])(style=style, layout=layout, **traits)
