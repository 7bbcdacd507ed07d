"""Names that move with the lines that they belong to: drawn as outlines, many times as fast as text, and kept apart."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from typing import Any

import numpy as np
from matplotlib.artist import Artist
from matplotlib.colors import to_rgb
from matplotlib.path import Path
from matplotlib.textpath import TextPath
from matplotlib.transforms import Affine2D

from courseware.widgets.figure import ink

RIM = 3.5  # points, of which the letters cover half


class Label(Artist):
    """A word that changes its place often, and its letters now and then.

    Parameters
    ----------
    axes : Axes
    word, colour : str
        The colour is that of the line; the letters are darker where it is too pale for them.
    size : float
        Of the letters, in points.
    align : float
        Which part of the word stands at its place: 0 for the left end, 0.5 for the middle, 1 for the right end.
    halo : bool
        Whether the letters have a white rim, to be read on any ground; it costs as much again as the letters.
    """

    def __init__(
        self, axes: Any, word: str, colour: str, size: float = 10, align: float = 0.0, halo: bool = False
    ) -> None:
        super().__init__()
        self._size, self._align, self.halo = size, align, halo
        self._place: tuple[float, float] | None = None
        axes.add_artist(self)
        self._ground = axes.transData
        self.set_in_layout(False)  # it comes and goes
        self.say(word, colour)

    def say(self, word: str, colour: str = "") -> None:
        """Change the word, and its colour if one is given; a word that was said before takes no time."""
        self._letters, self.width = _outline(word, self._size, self._align)
        if colour:
            self._ink = to_rgb(ink(colour))

    def place(self, x: float, y: float) -> None:
        """Put the word at a place of its axes."""
        self._place = float(x), float(y)

    def hide(self) -> None:
        """Leave the word out of the picture."""
        self._place = None

    def draw(self, renderer: Any) -> None:
        """Draw the letters as outlines; Matplotlib calls this."""
        at = None if self._place is None else self._ground.transform(self._place)
        if at is None or not np.isfinite(at).all():
            return
        point, (x, y) = renderer.points_to_pixels(1), np.round(at)  # a word looks the same at every place
        where, context = Affine2D.from_values(point, 0, 0, point, x, y), renderer.new_gc()
        if self.halo:
            context.set_foreground("white")
            context.set_joinstyle("round")
            context.set_linewidth(RIM)
            renderer.draw_path(context, self._letters, where, (1.0, 1.0, 1.0))
        context.set_linewidth(0)
        renderer.draw_path(context, self._letters, where, self._ink)
        context.restore()


@lru_cache(2048)
def _outline(word: str, size: float, align: float) -> tuple[Path, float]:
    """The letters of a word around the place where it stands, and its width, in points."""
    letters = TextPath((0, 0), word, size=size)
    along = letters.vertices[letters.codes != Path.CLOSEPOLY, 0]
    width = float(along.max() - along.min())
    return letters.transformed(Affine2D().translate(-along.min() - align * width, -_middle(size))), width


@lru_cache
def _middle(size: float) -> float:
    """Half the height of small letters."""
    return float(TextPath((0, 0), "x", size=size).get_extents().y1) / 2


def apart(places: Sequence[float], gap: float, low: float, high: float) -> list[float]:
    """Move numbers apart, as little as need be.

    Parameters
    ----------
    places : sequence of float
        Where each label would stand.
    gap : float
        How far two must stand apart.
    low, high : float
        Where the lowest and the highest may be.

    Returns
    -------
    list of float
        In the order of ``places``.
    """
    order = np.argsort(places, kind="stable")
    offsets = gap * np.arange(len(places))
    groups: list[list[float]] = []  # neighbours that touch stand around their mean
    for value in np.asarray(places, dtype=float)[order] - offsets:
        groups.append([float(value)])
        while len(groups) > 1 and np.mean(groups[-2]) > np.mean(groups[-1]):
            last = groups.pop()
            groups[-1] += last
    settled = np.array([np.mean(group) for group in groups for _ in group])
    found = np.empty(len(places))
    found[order] = np.clip(settled, low, max(low, high - gap * (len(places) - 1))) + offsets
    return [float(value) for value in found]


def beside(curves: Sequence[Any], reach: int, height: float, top: float) -> list[tuple[int, float]]:
    """Find room for a name above or below each of some curves.

    Parameters
    ----------
    curves : sequence of ndarray of shape (N,)
        Over the same places.
    reach : int
        How many of those places half a name covers.
    height : float
        Of a name with its margins, as the curves count.
    top : float
        The highest middle that a name may have.

    Returns
    -------
    list of (int, float)
        For each curve the place and the height of its name's middle.
    """
    found: list[tuple[int, float]] = []
    taken = [np.asarray(curve) for curve in curves]
    middles = np.arange(reach, len(taken[0]) - reach) if taken else np.arange(0)
    under = middles[:, None] + np.arange(-reach, reach + 1)
    low = min(float(curve.min()) for curve in taken) if taken else 0.0
    for at, own in enumerate(taken[: len(curves)]):
        others = [other for k, other in enumerate(taken[: len(curves)]) if k != at] or [own + 2 * height]
        alone = np.minimum(np.min([np.abs(own - other)[middles] for other in others], axis=0), height)
        levels = np.stack([own[under].max(axis=1) + height / 2, own[under].min(axis=1) - height / 2])
        room = np.min([np.abs(each[under] - levels[:, :, None]).min(axis=2) for each in taken], axis=0)
        away = np.abs(levels - own[middles]) - height / 2
        # Room counts most, then that the curve runs by itself there, then that the name is close to it
        worth = np.where((levels < top) & (levels > low), np.minimum(room, height) + alone / 2 - away / 3, -np.inf)
        side, place = np.unravel_index(int(np.argmax(worth)), worth.shape)
        found.append((int(middles[place]), float(levels[side, place])))
        name = np.full(len(own), np.inf)
        name[max(middles[place] - 2 * reach, 0) : middles[place] + 2 * reach + 1] = levels[side, place]
        taken.append(name)
    return found
