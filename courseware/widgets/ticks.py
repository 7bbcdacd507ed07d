"""The ticks of a figure, found and measured once for each place of its axes; Matplotlib does it a dozen times.

To lay out and draw one axis, it asks for the ticks again at each spine, label and title. Nothing of what is drawn
changes by asking less often, and a figure takes two thirds of the time.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

import numpy as np
from matplotlib.figure import Figure

ASKED = ("_update_ticks", "_get_ticklabel_bboxes")  # of Matplotlib's own; where one has another name, it is left alone
SLACK = 1e-6  # of the view: what is just beyond it, Matplotlib leaves out by itself


@contextmanager
def ticks_once(fig: Figure) -> Iterator[None]:
    """Let each axis of a figure remember its ticks while its axes stay where they are, and make none out of sight."""
    every: list[Any] = [axis for axes in fig.axes for axis in (axes.xaxis, axes.yaxis)]
    for axis in every:
        for name in ASKED:
            if hasattr(axis, name):
                setattr(axis, name, _remembered(axis, getattr(axis, name)))
        axis.get_minorticklocs = _in_view(axis, axis.get_minorticklocs)
    try:
        yield
    finally:
        for axis in every:
            for name in {"get_minorticklocs", *ASKED} & vars(axis).keys():
                delattr(axis, name)


def _remembered(axis: Any, ask: Callable[..., Any]) -> Callable[..., Any]:
    """The last answer, as long as the question is the same and so are the place and the limits of the axes."""
    last: list[Any] = [None, None]

    def asked(ticks: tuple[Any, ...] = (), *renderer: Any) -> Any:
        question = (axis.axes.bbox.bounds, axis.axes.viewLim.bounds, tuple(map(id, ticks)))
        if question != last[0]:
            last[:] = question, ask(ticks, *renderer) if renderer else ask()
        return last[1]

    return asked


def _in_view(axis: Any, ask: Callable[[], Any]) -> Callable[[], Any]:
    """Of the minor ticks, those that can be seen: on a logarithmic axis, half of them cannot."""

    def asked() -> Any:
        places, (low, high) = np.asarray(ask()), sorted(axis.get_view_interval())
        slack = SLACK * (high - low)
        return places[(low - slack <= places) & (places <= high + slack)]

    return asked
