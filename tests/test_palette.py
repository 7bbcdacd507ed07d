"""Pictures of 256 colours, read by Pillow, beside those of all colours."""

from __future__ import annotations

import io

import numpy as np
import pytest
from PIL import Image

from courseware import widgets
from courseware.widgets.canvas import drawing
from courseware.widgets.figure import BLUE, ORANGE, RED
from courseware.widgets.palette import Palette
from solutions import optimizers

INKS = [RED, BLUE, ORANGE]
RULES = {name: getattr(optimizers, name) for name in ("sgd", "sgd_momentum", "nesterov", "adagrad", "rmsprop", "adam")}


def read(picture: bytes) -> np.ndarray:
    with Image.open(io.BytesIO(picture)) as opened:
        opened.load()
        return np.asarray(opened.convert("RGB"), int)


def page(height: int = 23, width: int = 37) -> np.ndarray:
    """White, with black letters' edges in all greys."""
    pixels = np.full((height, width, 4), 255, np.uint8)
    pixels[5, :, :3] = np.linspace(0, 255, width).astype(np.uint8)[:, None]
    return pixels


def test_white_black_and_every_ink_stay_what_they_are():
    ground = page()
    palette, pixels = Palette(ground, INKS), ground.copy()
    pixels[7, 3:6, :3] = [[int(ink[k : k + 2], 16) for k in (1, 3, 5)] for ink in INKS]
    found = read(palette.encode(pixels))
    exact = np.ones(found.shape[:2], bool)
    exact[5, 1:-1] = False
    np.testing.assert_array_equal(found[exact], pixels[exact][:, :3])


def test_a_shade_of_an_ink_and_a_grey_are_near_what_they_were():
    ground = page()
    palette, pixels = Palette(ground, INKS), ground.copy()
    share = np.linspace(0, 1, pixels.shape[1])[:, None]
    pixels[11, :, :3] = np.round(share * 255 + (1 - share) * [0xD5, 0x5E, 0x00])
    assert np.abs(read(palette.encode(pixels)) - pixels[:, :, :3]).max() <= 24  # of 255


def test_what_was_drawn_before_leaves_nothing_behind():
    ground = page()
    palette, pixels = Palette(ground, INKS), ground.copy()
    bare = palette.encode(ground)
    pixels[2:9, 30:, 1] = 0
    assert palette.encode(pixels) != bare
    assert palette.encode(ground) == bare


@pytest.mark.parametrize("preset", ["Ravine", "Rosenbrock", "Himmelblau", "On the ridge", "Plateau"])
def test_a_race_that_moves_looks_like_one_that_stands_in_a_third_of_the_bytes(preset):
    widget = widgets.widget("race", RULES)
    values = {**widget.first, **widget.presets[preset]}
    still = widget.draw(values)[0]
    with drawing("moving"):
        moving = widget.draw(values)[0]
    away = np.abs(read(moving) - read(still)).max(axis=2)
    assert len(moving) < 0.4 * len(still)
    assert (away > 32).mean() < 1e-3
    assert away.mean() < 1
