"""What a walk with momentum shows, in words and numbers."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np

from courseware import surfaces
from courseware.widgets.walks import Walk, agree

NEAR = 0.05  # of the minimum, to count as being there
SEEN = 2e-3  # from the floor, to count as being on a wall


def told(setting: Mapping[str, float], found: Walk, shown: np.ndarray, right: np.ndarray | None, odd_map: bool) -> str:
    """Say where the setting is on the map, how the walk moved, and how far it came.

    Parameters
    ----------
    setting : mapping
        ``momentum``, ``learning_rate``, ``steepness``.
    found : Walk
        Of the learner's rule.
    shown : ndarray of shape (T + 1, 2)
        The walk in the picture.
    right : ndarray or None
        The walk as it should be, where it is known.
    odd_map : bool
        Whether the learner's rule measured another map than theory has.
    """
    mu, rate, steepness = setting["momentum"], setting["learning_rate"], setting["steepness"]
    where = f"Momentum {mu:.2g}, learning rate {rate:.3g}, steepness {steepness:.3g}. "
    if found.trouble or len(shown) == 1:
        return where + _trouble(found, len(shown))
    border = 2 * (1 + mu)
    inside = abs(mu) < 1 and rate * steepness < border
    where += (f"Across the ravine, step times curvature is {rate * steepness:.3g}; the border is {max(border, 0):.3g}"
              f"{', but with no friction left nothing comes to rest' if mu >= 1 else ''}: "
              f"{'stable' if inside else 'not stable'}. ")  # fmt: skip
    where += f"{_motion(shown)} {_progress(setting, found, shown)}"
    if right is not None and not agree(found.path, right):
        where += " Your walk is not the thin black one, which a right rule would take."
    return where + (" Your map is not the triangle below the dashed line." if odd_map else "")


def _trouble(found: Walk, length: int) -> str:
    if found.trouble == "not written yet" or not found.trouble:
        return "Your sgd_momentum is not written yet" + (
            "; the walk that you see is what a right one would do here." if length > 1 else "."
        )
    return f"Your sgd_momentum stopped at step {len(found.path)}: {found.trouble}."


def _motion(path: np.ndarray) -> str:
    """How the walk goes across the ravine, as long as that can be seen."""
    y = path[np.abs(path[:, 1]) > SEEN, 1]
    turns = int(np.sum(np.sign(y[1:]) != np.sign(y[:-1])))
    if turns > 2 and turns >= 0.9 * (len(y) - 1):
        return "It jumps from wall to wall at every step."
    if len(y) == 1:
        return "It is on the floor after one step."
    if not turns:
        return "It comes down one wall and does not cross the floor."
    return f"It crosses the floor {turns} time{'s' if turns > 1 else ''}."


def _progress(setting: Mapping[str, float], found: Walk, path: np.ndarray) -> str:
    surface = surfaces.ravine(setting["steepness"])
    first, last = surface.value(path[0]), surface.value(path[-1])
    count = surfaces.steps_until(surface, path, NEAR)
    if found.grew:
        return f"The loss grows beyond anything that can be drawn in {len(path) - 1} steps: it diverges."
    if last > first:
        return f"The loss grows from {first:.3g} to {last:.3g} in {len(path) - 1} steps: it diverges."
    arrived = f"within {NEAR} of the minimum after {count} steps" if count else f"not within {NEAR} of the minimum"
    return f"The loss goes from {first:.3g} to {last:.2g} in {len(path) - 1} steps, {arrived}."
