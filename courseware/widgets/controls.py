"""The live form of a panel: ipywidgets controls that draw a frame as they move, and say in words what is in it."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Callable
from contextlib import suppress
from html import escape
from typing import Any

import ipywidgets as widgets

from courseware.widgets.canvas import drawing, size_of
from courseware.widgets.frame import Frame
from courseware.widgets.page import digits, large, stopped
from courseware.widgets.panel import Values, Widget, locked, still, veiled

REST = 0.12  # seconds after the last change, until the picture gets sharp
QUIET = 0.5  # seconds without a change, until something is done ahead
LOCKED = "Type your prediction in the cell above, run it, then run this cell again: that unlocks the controls."


class Panel:
    """Buttons, controls, a picture and its text, in `box`.

    Parameters
    ----------
    widget : Widget
    prediction : object
        See `courseware.widgets.panel.show_panel`.
    """

    def __init__(self, widget: Widget, prediction: object = None) -> None:
        self._widget, self._held = veiled(widget) if locked(prediction) else widget, False
        self._drawn, self._cost, self._timers = 0.0, 0.0, dict[str, asyncio.TimerHandle]()
        self.frame = Frame(large=large(), picking=self._widget.pick is not None)
        self.controls = {name: _control(about) for name, about in widget.controls.items()}
        buttons = [*enumerate(widget.presets.items(), 1), (0, ("Reset", Values()))]
        self.buttons = [self._button(key, label, values) for key, (label, values) in buttons]
        intervals = {name: about["play"] for name, about in widget.controls.items() if "play" in about}
        self.players = {name: _player(self.controls[name], interval) for name, interval in intervals.items()}
        row = widgets.HBox(self.buttons, layout=widgets.Layout(flex_flow="row wrap"))
        self.box = widgets.VBox([row, self._group(), self.frame])
        self.box.add_class("courseware-panel")
        if large():
            self.box.add_class("courseware-large")
        self._draw("moving")
        self._still = still(self.frame.picture, self.frame.text)
        self.frame.width, self.frame.height = size_of(self.frame.picture)
        self._draw("rest")
        self._ask(prediction)
        for control in self.controls.values():
            control.observe(self._changed, names="value")
        self.frame.observe(self._picked, names="point")
        self._ahead = list(self._widget.ahead)
        self._prepare()

    def bundle(self) -> dict[str, Any]:
        """What a notebook keeps of it: the panel, and in its place a still picture for an exported page."""
        return {**self.box._repr_mimebundle_(), "text/html": self._still, "text/plain": self.frame.text}

    def set(self, values: Values) -> None:
        """Set some controls, the others to their first value, and draw once."""
        self._assign({**self._widget.first, **values})
        self._draw("rest")

    def _ask(self, prediction: object) -> None:
        """Show the prediction; while there is none, lock the controls."""
        if prediction is None:
            return
        shut = locked(prediction)
        said = LOCKED if shut else f"You predicted: <em>{escape(str(prediction))}</em>"
        self.box.children = (widgets.HTML(f"<p>{said}</p>"), *self.box.children)
        for each in (*self.buttons, *self.controls.values(), *self.players.values()):
            each.disabled = shut

    def _group(self) -> widgets.Box:
        """The controls, each before the buttons that play it where that was asked for."""
        rows = [widgets.HBox([control, self.players[name]]) if name in self.players else control
                for name, control in self.controls.items()]  # fmt: skip
        box = widgets.Box(rows)
        box.add_class("courseware-controls")
        return box

    def _button(self, key: int, label: str, values: Values) -> widgets.Button:
        shown = f"{key} {label}" if digits() else label
        button = widgets.Button(description=shown, layout=widgets.Layout(width="auto"))
        button.add_class("courseware-preset")
        button.on_click(lambda _: self.set(values))
        return button

    def _assign(self, values: Values) -> None:
        self._held = True
        for name, value in values.items():
            self.controls[name].value = value
        self._held = False

    def _picked(self, change: Any) -> None:
        values = self._widget.pick(*change["new"]) if self._widget.pick else None
        if values:
            self._assign(values)
            self._changed(None)

    def _changed(self, _: Any) -> None:
        """Draw now, unless frames come faster than they can be drawn: then the last value counts, a little later."""
        if self._held:
            return
        left = max(0.0, self._cost - (time.monotonic() - self._drawn))
        if not left or not self._later("moving", left, self._draw, "moving"):
            self._draw("moving")
        if not self._later("rest", left + REST, self._draw, "rest"):  # after the frame that may be waiting
            self._draw("rest")

    def _prepare(self) -> None:
        """Do one thing of those that later frames need, if nothing moves, and go on as long as there are any."""
        if self._ahead and time.monotonic() - self._drawn > QUIET:
            with suppress(Exception):  # the frame that needs it says what is wrong
                self._ahead.pop(0)()
        if self._ahead:
            self._later("ahead", QUIET, self._prepare)

    def _later(self, name: str, seconds: float, call: Callable[..., None], *args: str) -> bool:
        """Call something after a while; False where there is no loop that could."""
        try:
            loop = asyncio.get_running_loop()
        except RuntimeError:
            return False
        waiting = self._timers.get(name)
        if waiting and name == "moving" and not waiting.cancelled() and waiting.when() > loop.time():
            return True
        if waiting:
            waiting.cancel()
        self._timers[name] = loop.call_later(seconds, call, *args)
        return True

    def _draw(self, mode: str) -> None:
        begun = time.monotonic()
        try:
            with drawing(mode):
                picture, text = self._widget.draw({name: control.value for name, control in self.controls.items()})
        except Exception as problem:  # what a learner's function may do to a picture has no end
            picture, text = self.frame.picture, f"This demo stopped: {stopped(problem)}"
        with self.frame.hold_sync():
            self.frame.picture, self.frame.text, self.frame.moving = picture, text, mode == "moving"
        self._drawn = time.monotonic()
        self._cost = self._drawn - begun if mode == "moving" else 0.0


def _control(about: Any) -> widgets.Widget:
    traits = {name: value for name, value in about.items() if name not in ("widget", "play")}
    style = {"description_width": "9em"}
    if about["widget"] == "ToggleButtons":
        return widgets.ToggleButtons(style={**style, "button_width": "auto"}, **traits)
    width = "34em" if "Slider" in about["widget"] else "auto"
    return getattr(widgets, about["widget"])(style=style, layout=widgets.Layout(width=width), **traits)


def _player(control: widgets.Widget, interval: int) -> widgets.Widget:
    """Buttons that move a control on by itself; `frame.js` gives them names."""
    play = widgets.Play(min=control.min, max=control.max, step=control.step, interval=interval, show_repeat=False)
    widgets.link((control, "value"), (play, "value"))  # in this order: the first one's value counts
    return play
