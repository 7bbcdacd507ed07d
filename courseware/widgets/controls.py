"""The live form of a panel: ipywidgets controls that draw a frame as they move, and say in words what is in it."""

from __future__ import annotations

import asyncio
import time
from html import escape
from typing import Any

import ipywidgets as widgets
from traitlets import Unicode

from courseware.widgets.panel import Controls, Draw, Presets, Values

PAUSE = 0.03  # seconds between two frames while a control is being dragged


class Picture(widgets.Image):  # type: ignore[misc]
    """An image with a tooltip, which is its name for a screen reader; the view of it needs a description for that."""

    description = Unicode("").tag(sync=True)


class Panel:
    """Buttons, controls, a picture and its text, in `box`.

    Parameters
    ----------
    draw, controls, presets, height, prediction
        See `courseware.widgets.panel.show_panel`.
    """

    def __init__(self, draw: Draw, controls: Controls, presets: Presets, height: int, prediction: str = "") -> None:
        self._draw, self._prediction = draw, prediction
        self._drawn, self._waiting, self._still = 0.0, False, False
        self.first = {name: about["value"] for name, about in controls.items()}
        self.controls = {name: _control(about) for name, about in controls.items()}
        self.picture = Picture(format="png", layout=widgets.Layout(height=f"{height}px", object_fit="contain"))
        self.text = widgets.HTML(layout=widgets.Layout(min_height="3.2em"))
        buttons = [self._button(label, values) for label, values in {**presets, "Reset": {}}.items()]
        row = widgets.HBox(buttons, layout=widgets.Layout(flex_flow="row wrap"))
        self.box = widgets.VBox([row, *self.controls.values(), self.picture, self.text])
        for control in self.controls.values():
            control.observe(self._changed, names="value")
        self._refresh()

    def set(self, values: Values) -> None:
        """Set some controls, the others to their first value, and draw once."""
        self._still = True
        for name, value in {**self.first, **values}.items():
            self.controls[name].value = value
        self._still = False
        self._refresh()

    def _button(self, label: str, values: Values) -> widgets.Button:
        button = widgets.Button(description=label, layout=widgets.Layout(width="auto"))
        button.on_click(lambda _: self.set(values))
        return button

    def _changed(self, _: Any) -> None:
        """Draw now, or once after the pause: while a slider is dragged only its last value counts."""
        if self._waiting or self._still:
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
        picture, text = self._draw({name: control.value for name, control in self.controls.items()})
        self.picture.value, self.picture.tooltip = picture, text
        said = f"<p>You predicted: <em>{escape(str(self._prediction))}</em></p>" if self._prediction else ""
        self.text.value = f'{said}<div role="status" aria-live="polite">{escape(text)}</div>'
        self._drawn = time.monotonic()


def _control(about: Any) -> widgets.Widget:
    traits = {name: value for name, value in about.items() if name != "widget"}
    style = {"description_width": "9em"}
    if about["widget"] == "ToggleButtons":
        return widgets.ToggleButtons(style={**style, "button_width": "auto"}, **traits)
    return getattr(widgets, about["widget"])(style=style, layout=widgets.Layout(width="34em"), **traits)
