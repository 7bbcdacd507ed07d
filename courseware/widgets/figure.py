"""Figures that everybody can read: a palette for the colour-blind, and a text in the place of each picture."""

from __future__ import annotations

import base64
import io
from html import escape
from typing import Any

import matplotlib as mpl
import numpy as np
from cycler import cycler
from matplotlib.backends.backend_agg import FigureCanvasAgg, RendererAgg
from matplotlib.figure import Figure

from courseware.widgets.page import in_notebook
from courseware.widgets.ticks import ticks_once

# Okabe and Ito, "Color Universal Design", 2008
BLACK, ORANGE, SKY, GREEN, YELLOW, BLUE, RED, PURPLE = (
    "#000000", "#E69F00", "#56B4E9", "#009E73", "#F0E442", "#0072B2", "#D55E00", "#CC79A7",
)  # fmt: skip
LINES = ("-", "--", "-.", ":")
MATHS = RendererAgg(1, 1, 72).mathtext_parser  # for all figures: it remembers what it has set, such as 10 to the 3
INK = 0.18  # the luminance of letters: on white that is the contrast of 4.5 which WCAG 2.2, 1.4.3 asks for
STYLE: dict[str, Any] = {
    "figure.dpi": 100,
    "font.size": 11,
    "axes.spines.top": False,
    "axes.spines.right": False,
    "axes.prop_cycle": cycler(color=(BLUE, RED, GREEN, PURPLE), linestyle=LINES),
    "legend.frameon": False,
}


def figure(width: float = 6.4, height: float = 3.4, **subplots: Any) -> tuple[Figure, Any]:
    """Make a figure and its axes in the course's style, unknown to pyplot, so that nothing shows it twice."""
    with mpl.rc_context(STYLE):
        fig = Figure(figsize=(width, height), layout="constrained")
        return fig, fig.subplots(**subplots)


def ink(colour: str) -> str:
    """The colour for letters on white: that of their line, and darker where it is too pale to be read."""
    channels = np.array(mpl.colors.to_rgb(colour))
    light = np.where(channels <= 0.04045, channels / 12.92, ((channels + 0.055) / 1.055) ** 2.4)  # out of sRGB
    light *= min(1.0, INK / max(float(light @ (0.2126, 0.7152, 0.0722)), INK))
    return str(mpl.colors.to_hex(np.where(light <= 0.0031308, 12.92 * light, 1.055 * light ** (1 / 2.4) - 0.055)))


def show(fig: Figure, alt: str) -> None:
    """Show a figure with a text that says what is to be seen in it.

    Parameters
    ----------
    fig : Figure
    alt : str
        One or two sentences for who cannot see the picture.
    """
    display_html(image(png(fig), alt), alt)


def image(picture: bytes, alt: str) -> str:
    """A PNG file as an HTML element."""
    source = base64.b64encode(picture).decode()
    return f'<img alt="{escape(alt, quote=True)}" src="data:image/png;base64,{source}">'


def png(fig: Figure) -> bytes:
    """A figure as the bytes of a PNG file, laid out and drawn once; `savefig` would draw it twice."""
    buffer, canvas = io.BytesIO(), FigureCanvasAgg(fig)
    canvas.get_renderer().mathtext_parser = MATHS
    with mpl.rc_context(STYLE), ticks_once(fig):
        canvas.print_png(buffer, pil_kwargs={"compress_level": 1})
    return buffer.getvalue()


def display_html(html: str, text: str) -> None:
    """Display HTML in a notebook, and text in a terminal."""
    if in_notebook():
        from IPython.display import display

        display({"text/html": html, "text/plain": text}, raw=True)
    else:
        print(text)
