"""A figure of which only the moving parts are drawn again; what moves, and why, is left to each widget."""

from __future__ import annotations

import io
from collections.abc import Sequence
from typing import Any

from matplotlib.artist import Artist
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.figure import Figure
from PIL import Image


class Canvas:
    """Draw a figure once, and then only its moving artists: a frame takes milliseconds instead of tens of them.

    Parameters
    ----------
    fig : Figure
        Its axes must not change any more.
    moving : sequence of Artist
    """

    def __init__(self, fig: Figure, moving: Sequence[Artist]) -> None:
        self._moving = moving
        for artist in moving:
            artist.set_animated(True)
        self._canvas: Any = FigureCanvasAgg(fig)
        self._canvas.draw()
        self._background = self._canvas.copy_from_bbox(fig.bbox)

    def frame(self) -> bytes:
        """The figure as it is now, as a PNG file."""
        self._canvas.restore_region(self._background)
        for artist in self._moving:
            artist.axes.draw_artist(artist)  # type: ignore[union-attr]
        size = self._canvas.get_width_height()
        picture = Image.frombuffer("RGBA", size, self._canvas.buffer_rgba(), "raw", "RGBA", 0, 1).convert("RGB")
        buffer = io.BytesIO()
        picture.save(buffer, "PNG", compress_level=1)
        return buffer.getvalue()
