"""Draw ``courseware/golden/stills/``: the first picture of each widget, with the reference's functions and its text.

Where they are shown instead of a widget is left to `courseware.widgets.predrawn`.
"""

from __future__ import annotations

import io
import re
from collections.abc import Iterator
from pathlib import Path

import numpy as np
from PIL import Image, ImageFilter
from PIL.PngImagePlugin import PngInfo

from autograder.truths import REFERENCES
from courseware.widgets import widget
from courseware.widgets.figure import png
from courseware.widgets.pictures import LAYER, draw_layer
from courseware.widgets.predrawn import KEYWORD, text_of

COLOURS = 128  # in a third of the bytes, and the eye sees no difference
NEAR = 2  # pixels by which another release of Matplotlib may draw something elsewhere
ALIKE = 40  # of 255 levels: a line between two rows of pixels is paler than one that fills its row


def write(folder: Path) -> Iterator[Path]:
    """Draw all pictures into a folder."""
    for name, functions in REFERENCES.items():
        shown = widget(name, *functions)
        yield _write(folder / f"{name}.png", *shown.draw(shown.first))
    yield _write(folder / "softmax_layer.png", png(draw_layer()), LAYER)


def equivalent(one: Path, other: Path) -> bool:
    """Whether two pictures look the same and their texts have the same words; numbers are seen in the picture."""
    with Image.open(one) as left, Image.open(other) as right:
        same_kind = _words(one) == _words(other) and left.size == right.size
        softened = [picture.convert("RGB").filter(ImageFilter.GaussianBlur(1)) for picture in (left, right)]
    return same_kind and _found(*softened) and _found(*reversed(softened))


def _found(one: Image.Image, other: Image.Image) -> bool:
    """Whether every pixel of a picture has one like it near the same place of another."""
    least, most = (other.filter(kind(2 * NEAR + 1)) for kind in (ImageFilter.MinFilter, ImageFilter.MaxFilter))
    pixels = np.asarray(one, int)
    return bool(((np.asarray(least, int) - ALIKE <= pixels) & (pixels <= np.asarray(most, int) + ALIKE)).all())


def _write(path: Path, picture: bytes, text: str) -> Path:
    about = PngInfo()
    about.add_itxt(KEYWORD, text)
    whole = Image.open(io.BytesIO(picture)).convert("RGB")
    fewer = whole.quantize(COLOURS, Image.Quantize.MAXCOVERAGE, dither=Image.Dither.NONE)
    fewer.save(path, "PNG", optimize=True, pnginfo=about)
    return path


def _words(path: Path) -> str:
    return re.sub(r"\d[\d.]*(e[+-]?\d+)?", "#", text_of(path))
