"""Where the names of a race stand: beside the end of their line, and on no other line."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

import numpy as np

from courseware.widgets.labels import apart

Box = tuple[float, float, float]  # left, right, and the height of the middle


def beside_ends(
    curves: Mapping[str, np.ndarray],
    ends: Mapping[str, tuple[int, float]],
    widths: Mapping[str, float],
    room: tuple[float, float],
    gap: float,
    margin: float,
) -> dict[str, tuple[float, float, bool]]:
    """Find a place for each name.

    Those of lines that last to the end of the race stand right of all lines, one above the other. The others leave the
    picture before, and stand right or left of there, so that they lie on no line, or on as few as can be.

    Parameters
    ----------
    curves : mapping
        By name, the height of its line at each step, of shape (T + 1,); nan where it is not drawn.
    ends : mapping
        By name, step and height at which its line ends or leaves the picture.
    widths : mapping
        By name, its length in steps.
    room : (float, float)
        The lowest and the highest place.
    gap : float
        The height of a name with its margins.
    margin : float
        Between line and name, in steps.

    Returns
    -------
    dict of (float, float, bool)
        By name, its left end, the height of its middle, and whether it lies on a line.
    """
    lines = np.array(list(curves.values()), ndmin=2)
    last = lines.shape[1] - 1
    lasting = [name for name, (step, _) in ends.items() if step == last]
    heights = apart([ends[name][1] for name in lasting], gap, *room)
    found = {name: (last + margin, height, False) for name, height in zip(lasting, heights, strict=True)}
    boxes = [(x, x + widths[name], y) for name, (x, y, _) in found.items()]
    for name in sorted((each for each in ends if each not in found), key=lambda each: ends[each]):
        least, best = np.inf, None
        for box in _tries(curves[name], ends[name], widths[name], room, gap, margin):
            covered = _covered(box, lines, boxes, gap)
            if covered < least:
                least, best = covered, box
            if not covered:
                break
        assert best
        boxes.append(best)
        found[name] = best[0], best[2], least > 0
    return found


def _tries(
    curve: np.ndarray, end: tuple[int, float], width: float, room: tuple[float, float], gap: float, margin: float
) -> Iterator[Box]:
    """Right of an end and left of its line, and farther and farther away."""
    step, height = end
    for away in np.arange(4) * gap:
        for y in sorted({float(np.clip(height + sign * away, *room)) for sign in (-1, 1)}):
            yield step + margin, step + margin + width, y
            above = np.flatnonzero(curve[:step] > y + gap / 2)
            if len(above) and above[-1] > width:
                yield above[-1] - width, float(above[-1]), y


def _covered(box: Box, lines: np.ndarray, boxes: list[Box], gap: float) -> int:
    """How many lines and names a name there would cover; another name counts for more than all lines."""
    left, right, y = box
    names = sum(left < other[1] and other[0] < right and abs(y - other[2]) < gap for other in boxes)
    under = lines[:, int(left) : int(np.ceil(right)) + 1]
    low, high = np.fmin.reduce(under, axis=1), np.fmax.reduce(under, axis=1)
    return int(((low < y + gap / 2) & (high > y - gap / 2)).sum()) + names * (len(lines) + 1)
