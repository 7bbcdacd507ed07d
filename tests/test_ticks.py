"""A figure that asks for its ticks once is the figure that Matplotlib's own `savefig` draws."""

import io
from collections.abc import Callable
from typing import Any

import matplotlib as mpl
import numpy as np
import pytest
from matplotlib.figure import Figure
from PIL import Image

from courseware.widgets import ticks
from courseware.widgets.figure import STYLE, figure, png

RISING = np.geomspace(0.03, 700, 31)
Make = Callable[[], Figure]


def logarithmic() -> Figure:
    fig, axes = figure()
    axes.loglog(RISING, RISING**3, label="$x_1^2$")
    axes.axhline(50, label="bound")
    axes.set(xlabel="temperature", ylabel="entropy in nats", title="both axes", ylim=(1, 1e5))
    axes.legend()
    return fig


def half_logarithmic_and_narrow() -> Figure:
    fig, axes = figure(4, 2)
    axes.semilogx([3, 20], [0, 1e-6])
    axes.minorticks_on()
    return fig


def shared() -> Figure:
    fig, (left, right) = figure(8, 3, ncols=2, sharey=True, width_ratios=(3, 2))
    left.plot(RISING)
    right.hist(RISING % 7, bins=5)
    right.invert_xaxis()
    fig.suptitle("two of a kind")
    fig.supxlabel("number")
    fig.align_labels()
    left.set(xlabel="long\nlabel", ylabel="value")
    return fig


def coloured() -> Figure:
    fig, axes = figure(5, 4, nrows=2, squeeze=False)
    filled = axes[0, 0].contourf(np.outer(RISING, RISING))
    fig.colorbar(filled, ax=axes[0, 0])
    axes[1, 0].imshow(np.eye(5))
    twin = axes[0, 0].twinx()
    twin.plot([0, 1000], [1e6, 3e6])
    return fig


def bare() -> Figure:
    fig, (one, two, three) = figure(6, 2, ncols=3)
    one.axis("off")
    one.text(0.5, 0.5, r"$\Sigma$")
    two.set(xticks=[], yticks=[0, 0.5, 1], aspect="equal")
    three.xaxis.tick_top()
    three.set_title("above the numbers")
    return fig


def solid() -> Figure:
    fig, axes = figure(4, 4, subplot_kw={"projection": "3d"})
    axes.plot([0, 1], [1, 2], [2, 5])
    return fig


def round_about() -> Figure:
    fig, axes = figure(4, 4, subplot_kw={"projection": "polar"})
    axes.plot([0, 1, 2], [1, 2, 4])
    return fig


@pytest.mark.parametrize(
    "make", [logarithmic, half_logarithmic_and_narrow, shared, coloured, bare, solid, round_about],
    ids=lambda make: make.__name__,
)  # fmt: skip
def test_a_picture_has_the_pixels_that_savefig_gives(make: Make) -> None:
    wanted, fig = io.BytesIO(), make()
    with mpl.rc_context(STYLE):
        fig.savefig(wanted, format="png", dpi=fig.dpi)
    np.testing.assert_array_equal(pixels(png(make())), pixels(wanted.getvalue()))


def test_a_figure_that_was_changed_is_drawn_as_it_is_now() -> None:
    fig = logarithmic()
    before = png(fig)
    fig.axes[0].set(xlim=(2, 3e5), ylim=(1, 9))
    other = logarithmic()
    other.axes[0].set(xlim=(2, 3e5), ylim=(1, 9))
    assert png(fig) == png(other) != before


def test_afterwards_an_axis_asks_matplotlib_again() -> None:
    fig = logarithmic()
    names = {"get_minorticklocs", *ticks.ASKED}
    with ticks.ticks_once(fig):
        assert names <= vars(fig.axes[0].xaxis).keys()
    assert not names & vars(fig.axes[0].xaxis).keys()


def test_what_another_matplotlib_calls_otherwise_is_left_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    wanted = png(logarithmic())
    monkeypatch.setattr(ticks, "ASKED", ("_another_name",))
    assert png(logarithmic()) == wanted


def test_ticks_are_not_found_a_second_time_while_nothing_moves(monkeypatch: pytest.MonkeyPatch) -> None:
    fig, axes = figure()
    fig.set_layout_engine("none")
    found: list[Any] = []
    locator = axes.xaxis.get_major_locator()
    monkeypatch.setattr(type(locator), "__call__", lambda self: found.append(self) or [0.0, 1.0])
    axes.yaxis.set_major_locator(mpl.ticker.NullLocator())
    png(fig)
    assert len(found) == 1


def pixels(picture: bytes) -> Any:
    return np.asarray(Image.open(io.BytesIO(picture)))
