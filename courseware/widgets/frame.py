"""The picture of a panel in the browser, with its text as alternative and as a live region for screen readers."""

from __future__ import annotations

from pathlib import Path

import anywidget
import traitlets

HERE = Path(__file__).parent


class Frame(anywidget.AnyWidget):  # type: ignore[misc]
    """A picture of fixed size and the line under it; `frame.js` is its view.

    Attributes
    ----------
    picture : bytes
        A PNG file.
    text : str
        What is to be seen in it.
    moving : bool
        Whether more frames are to come at once; a screen reader waits for the last.
    width, height : int
        In CSS pixels.
    large : bool
        Whether the picture takes all the width that there is; on a page of its own digits then press the buttons.
    picking : bool
        Whether a click on the picture means something.
    point : list of float
        The fractions of width and height where the last click was.
    """

    _esm = HERE / "frame.js"
    _css = HERE / "frame.css"

    picture = traitlets.Bytes().tag(sync=True)
    text = traitlets.Unicode().tag(sync=True)
    moving = traitlets.Bool(False).tag(sync=True)
    width = traitlets.Int(640).tag(sync=True)
    height = traitlets.Int(300).tag(sync=True)
    large = traitlets.Bool(False).tag(sync=True)
    picking = traitlets.Bool(False).tag(sync=True)
    point = traitlets.List(traitlets.Float()).tag(sync=True)
