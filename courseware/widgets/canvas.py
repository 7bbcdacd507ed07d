"""A figure of which only the moving parts are drawn again, with a grey ghost of the setting before.

While a control moves, a frame has the figure's own pixels, and of 256 colours where a widget names its inks; at rest it
has twice as many pixels each way, and all colours. What moves, and why, is left to each widget.
"""

from __future__ import annotations

import struct
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from contextvars import ContextVar
from typing import Any

import numpy as np
from isal import isal_zlib
from matplotlib.artist import Artist
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.figure import Figure
from matplotlib.lines import Line2D
from matplotlib.patches import Rectangle

from courseware.widgets.palette import Palette, chunk

PIXELS = {"still": 1, "moving": 1, "rest": 2}  # each way, for one of the figure's own
GHOST = "#8C8C8C"
_mode: ContextVar[str] = ContextVar("mode", default="still")


@contextmanager
def drawing(mode: str) -> Iterator[None]:
    """Say what frames are drawn here: of a control that is ``moving``, or at ``rest``; else they are ``still``."""
    token = _mode.set(mode)
    try:
        yield
    finally:
        _mode.reset(token)


class Canvas:
    """Draw a figure once, and then only its moving artists: a frame takes milliseconds instead of tens of them.

    Parameters
    ----------
    fig : Figure
        Its axes must not change any more.
    moving : sequence of Artist
    ghosts : sequence of Line2D or Rectangle
        Those among them that leave a thin grey copy where they were at the setting before.
    inks : sequence of str
        The colours of the moving artists, if they are so few that a frame which moves can do with a `Palette`.
    """

    def __init__(
        self,
        fig: Figure,
        moving: Sequence[Artist],
        ghosts: Sequence[Line2D | Rectangle] = (),
        inks: Sequence[str] = (),
    ) -> None:
        self._fig, self._moving, self._dpi = fig, moving, fig.dpi
        self._sources, self._copies = ghosts, [_copy(artist) for artist in ghosts]
        self._under = [copy for copy in self._copies if isinstance(copy, Line2D)]
        self._over = [copy for copy in self._copies if isinstance(copy, Rectangle)]
        self._rested: list[Any] | None = None
        for artist in (*self._copies, *moving):
            artist.set_animated(True)
        self._layers: dict[int, tuple[Any, Any, Encoder]] = {}
        plain = np.asarray(self._layer(PIXELS["moving"])[0].buffer_rgba())
        self._palette = Palette(plain, inks) if inks else None
        fig.set_layout_engine("none")  # what is where must not depend on the number of pixels

    def frame(self) -> bytes:
        """The figure as it is now, as a PNG file."""
        mode = _mode.get()
        if mode != "still":
            self._haunt(at_rest=mode == "rest")
        canvas, encoder = self._paint(PIXELS[mode])
        few = self._palette if mode == "moving" else None
        picture = (few or encoder).encode(np.asarray(canvas.buffer_rgba()))
        if mode == "rest":
            self._paint(PIXELS["moving"])  # so that the next frame that moves finds every text measured for its pixels
        return picture

    def point(self, axes: Any, across: float, down: float) -> tuple[float, float] | None:
        """Where on an axes a point of the picture is, given by fractions of its width and height; None outside."""
        inside = self._fig.transFigure.transform((across, 1 - down))
        if not axes.bbox.contains(*inside):
            return None
        x, y = axes.transData.inverted().transform(inside)
        return float(x), float(y)

    def _paint(self, pixels: int) -> tuple[Any, Encoder]:
        """Draw what moves on its background; return the canvas, and what encodes it."""
        canvas, background, encoder = self._layer(pixels)
        canvas.restore_region(background)
        renderer = canvas.get_renderer()
        for artist in (*self._under, *self._moving, *self._over):
            artist.draw(renderer)
        return canvas, encoder

    def _haunt(self, at_rest: bool) -> None:
        """Put the copies where the last setting at rest was, as long as this one is another."""
        now = [_place(artist) for artist in self._sources]
        if self._rested is not None and not all(map(np.array_equal, now, self._rested)):
            for copy, source, place in zip(self._copies, self._sources, self._rested, strict=True):
                _move(copy, place, source)
        if at_rest:
            self._rested = now

    def _layer(self, pixels: int) -> tuple[Any, Any, Encoder]:
        """A canvas with so many pixels each way, its background and an encoder; the figure turns to it."""
        if self._fig.dpi != self._dpi * pixels:
            self._fig.set_dpi(self._dpi * pixels)
        if pixels not in self._layers:
            canvas: Any = FigureCanvasAgg(self._fig)
            canvas.draw()
            encoder = Encoder(*canvas.get_width_height(physical=True))
            self._layers[pixels] = canvas, canvas.copy_from_bbox(self._fig.bbox), encoder
        self._fig.set_canvas(self._layers[pixels][0])
        return self._layers[pixels]


class Encoder:
    """Writes pictures of one size as PNG files without alpha, several times as fast as a general encoder.

    Each row is stored as its difference from the row above (filter 2 of the PNG specification, section 9.2): a drawing
    is mostly even, so the differences are mostly zeros. Its memory is its own: fresh pages would cost as much again.

    Parameters
    ----------
    width, height : int
        In pixels.
    """

    def __init__(self, width: int, height: int) -> None:
        self._dots = np.empty((height, width, 3), np.uint8)
        self._rows = np.full((height, 1 + 3 * width), 2, np.uint8)
        self._head = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)  # 8 bits a colour, three colours

    def encode(self, pixels: np.ndarray) -> bytes:
        """Encode pixels of shape (height, width, 4)."""
        for colour in range(3):  # one after the other: three times as fast as all three of each pixel
            self._dots[:, :, colour] = pixels[:, :, colour]
        colours = self._dots.reshape(len(self._rows), -1)
        self._rows[0, 1:] = colours[0]
        np.subtract(colours[1:], colours[:-1], out=self._rows[1:, 1:])
        body = isal_zlib.compress(self._rows, 1)
        return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", self._head) + chunk(b"IDAT", body) + chunk(b"IEND", b"")


def size_of(picture: bytes) -> tuple[int, int]:
    """Width and height of a PNG file, in pixels; zeros for one that is empty."""
    width, height = struct.unpack(">II", picture[16:24] or bytes(8))
    return width, height


def _copy(source: Line2D | Rectangle) -> Line2D | Rectangle:
    axes: Any = source.axes
    if isinstance(source, Line2D):
        (line,) = axes.plot([], [], color=GHOST, linewidth=1, linestyle=source.get_linestyle(), scalex=False,
                            scaley=False)  # fmt: skip
        return line  # type: ignore[no-any-return]
    box = Rectangle((0, 0), 0, 0, fill=False, edgecolor=GHOST, linewidth=1)
    axes.add_patch(box)
    return box


def _place(artist: Line2D | Rectangle) -> Any:
    if isinstance(artist, Line2D):
        return np.array(artist.get_xydata())
    return np.array([artist.get_x(), artist.get_y(), artist.get_width(), artist.get_height()])


def _move(copy: Any, place: Any, source: Any) -> None:
    if isinstance(copy, Line2D):
        copy.set_data(place[:, 0], place[:, 1])
    else:
        copy.set_bounds(*place)
    copy.set_visible(source.get_visible())
