"""The surfaces: gradients by autograd, minima where the gradient is zero and the surface curves up."""

from __future__ import annotations

import numpy as np
import pytest
import torch

from courseware import surfaces
from courseware.widgets.figure import figure

every_surface = pytest.mark.parametrize("surface", list(surfaces.SURFACES.values()), ids=list(surfaces.SURFACES))

BY_TORCH = {
    "ravine": lambda x, y: (x**2 + 20 * y**2) / 2,
    "rosenbrock": lambda x, y: (1 - x) ** 2 + 100 * (y - x**2) ** 2,
    "himmelblau": lambda x, y: (x**2 + y - 11) ** 2 + (x + y**2 - 7) ** 2,
    "saddle": lambda x, y: x**2 / 2 - y**2 / 2 + y**4 / 4,
    "plateau": lambda x, y: 1 - torch.exp(-(x**2 + y**2) / 2),
}


@every_surface
def test_value_and_gradient_agree_with_autograd(surface):
    points = np.random.default_rng(0).uniform(-3, 3, size=(5, 7, 2))
    w = torch.tensor(points, requires_grad=True)
    value = BY_TORCH[surface.name](w[..., 0], w[..., 1])
    value.sum().backward()
    np.testing.assert_allclose(surface.value(points), value.detach().numpy(), rtol=1e-12, atol=1e-12)
    np.testing.assert_allclose(surface.gradient(points), w.grad.numpy(), rtol=1e-11, atol=1e-12)


@every_surface
def test_each_minimum_is_one(surface):
    around = 0.01 * np.stack([np.cos(np.arange(8)), np.sin(np.arange(8))], axis=-1)
    for minimum in np.array(surface.minima):
        np.testing.assert_allclose(surface.gradient(minimum), 0, atol=1e-8)
        assert np.all(surface.value(minimum + around) > surface.value(minimum))
    np.testing.assert_allclose(surface.value(np.array(surface.minima)), surface.value(np.array(surface.minima[0])),
                               atol=1e-12)  # fmt: skip


@every_surface
def test_starts_and_minima_are_in_the_picture_and_above_its_lowest_level(surface):
    left, right, low, high = surface.box
    for x, y in (*surface.starts, *surface.minima):
        assert left < x < right
        assert low < y < high
    assert all(surface.value(np.array(start)) > surface.levels[0] for start in surface.starts)
    assert list(surface.levels) == sorted(surface.levels)


@every_surface
def test_the_start_is_an_array_of_its_own(surface):
    surface.start[:] = 100
    np.testing.assert_array_equal(surface.start, surface.starts[0])


def test_a_surface_and_a_walk_can_be_drawn():
    fig, axes = figure(4, 3)
    surfaces.contour(axes, surfaces.HIMMELBLAU)
    surfaces.trace(axes, np.array([[0.0, 0.0], [1.0, 1.0]]), color="#000000", label="a walk")
    assert len(axes.lines) == 3
    fig.savefig("/dev/null", format="png")


@pytest.mark.parametrize(
    ("path", "found"),
    [([[4, 0], [1, 0], [0.1, 0]], 2), ([[0, 0], [0, 0.1]], 0), ([[0, 0], [3, 0]], None), ([[0, 0], [9, 9], [0, 0]], 2),
     ([[0, 0], [np.nan, 0]], None)],
)  # fmt: skip
def test_a_walk_has_arrived_when_it_stays(path, found):
    assert surfaces.steps_until(surfaces.RAVINE, np.array(path, dtype=float), 0.5) == found
