"""Pictures of 256 colours, to see while something moves: a third of the bytes, and most pixels are known beforehand.

A pixel that is not as in the background is looked up in a table, by its colour in steps of 17: an edge is as smooth to
the eye, and full colours stay what they are.
"""

from __future__ import annotations

import struct
from collections.abc import Sequence

import numpy as np
from isal import isal_zlib
from matplotlib.colors import to_rgb

SIZE = 256
SHADES = 11  # of an ink on its way to white
LEVELS = 16  # of a channel
_LEVEL = np.round(np.arange(256) * (LEVELS - 1) / 255).astype(np.uint16)
_RED, _GREEN, _BLUE = LEVELS**2 * _LEVEL, LEVELS * _LEVEL, _LEVEL


class Palette:
    """Writes pictures on one background as PNG files with a palette.

    Parameters
    ----------
    ground : ndarray of shape (height, width, 4)
        The pixels of the background.
    inks : sequence of str
        The colours of what is drawn on it.
    """

    def __init__(self, ground: np.ndarray, inks: Sequence[str]) -> None:
        height, width = ground.shape[:2]
        self._width, self._ground = width, ground.view("<u4").ravel().copy()
        cells = _cells(self._ground)
        colours = _colours(cells, inks)
        self._table = _table(colours)
        self._bare = np.zeros((height, 1 + width), np.uint8)  # filter 0: the rows as they are
        self._bare[:, 1:] = self._table[cells].reshape(height, width)
        self._rows = self._bare.copy()
        head = struct.pack(">IIBBBBB", width, height, 8, 3, 0, 0, 0)  # 8 bits a pixel, which count in a palette
        self._head = b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"PLTE", colours.tobytes())

    def encode(self, pixels: np.ndarray) -> bytes:
        """Encode pixels of the shape of the background."""
        now = pixels.view("<u4").ravel()
        changed = np.flatnonzero(now != self._ground)
        self._rows[:] = self._bare
        self._rows.ravel()[changed + changed // self._width + 1] = self._table[_cells(now[changed])]
        return self._head + chunk(b"IDAT", isal_zlib.compress(self._rows, 1)) + chunk(b"IEND", b"")


def chunk(kind: bytes, data: bytes) -> bytes:
    """A part of a PNG file (PNG specification, section 5.3)."""
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", isal_zlib.crc32(kind + data))


def _cells(pixels: np.ndarray) -> np.ndarray:
    """The place in the table of each of some pixels, which are numbers of four bytes."""
    channels = pixels.view(np.uint8).reshape(-1, 4)
    return _RED[channels[:, 0]] + _GREEN[channels[:, 1]] + _BLUE[channels[:, 2]]


def _colours(cells: np.ndarray, inks: Sequence[str]) -> np.ndarray:
    """The inks with their shades, and the most frequent colours of a background; of shape (256, 3)."""
    full = np.round(255 * np.array([to_rgb(ink) for ink in inks]).reshape(-1, 3))
    away = np.arange(SHADES)[:, None, None] / SHADES
    shades = np.round(full + (255 - full) * away).reshape(-1, 3)
    often = np.argsort(-np.bincount(cells, minlength=LEVELS**3), kind="stable")[: SIZE - len(shades)]
    return np.concatenate([shades, _centres()[often]]).astype(np.uint8)


def _centres() -> np.ndarray:
    """The colour of each cell."""
    levels = np.stack(np.unravel_index(np.arange(LEVELS**3), 3 * (LEVELS,)), axis=1)
    return 255 // (LEVELS - 1) * levels


def _table(colours: np.ndarray) -> np.ndarray:
    """For each cell the nearest of some colours, by its number."""
    known = colours.astype(np.float32)
    distances = np.square(known).sum(axis=1) - 2 * _centres().astype(np.float32) @ known.T
    table = np.asarray(distances.argmin(axis=1), np.uint8)
    for number, (red, green, blue) in reversed([*enumerate(colours)]):  # the inks are first, and exact
        table[_RED[red] + _GREEN[green] + _BLUE[blue]] = number
    return table
