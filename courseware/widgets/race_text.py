"""How a race went, in words and numbers."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np

from courseware.surfaces import Surface
from courseware.widgets.walks import Walk


def told(
    surface: Surface,
    start: np.ndarray,
    found: Mapping[str, Walk],
    arrivals: Mapping[str, int | None],
    rates: Mapping[str, float],
    wrong: Sequence[str],
) -> str:
    """Say who was first, where the others are, and what is the matter with those that did not race.

    Parameters
    ----------
    surface : Surface
    start : ndarray of shape (2,)
    found : mapping
        The walk of each rule.
    arrivals : mapping
        By name, the step from which on a rule stays within 0.1 of a minimum; None where it does not.
    rates : mapping
        By name, the learning rate.
    wrong : sequence of str
        The rules that walk where a right one would not.
    """
    ran = [name for name, walk in found.items() if not walk.trouble and not walk.grew]
    there = sorted((at, name) for name in ran if (at := arrivals[name]) is not None)
    said = [f"{surface.title}, from ({start[0]:.3g}, {start[1]:.3g})."]
    if there:
        first = [name for at, name in there if at == there[0][0]]
        named = [f"{name} at rate {rates[name]:.2g}" for name in first]
        said.append(f"First: {_joined(named)}, within 0.1 of a minimum from step {there[0][0]} on.")
        later = [f"{name} {at}" for at, name in there if at > there[0][0]]
        said.append(f"Then {_joined(later)}." if later else "")
        said.append(_where(surface, {name: found[name].path[-1] for _, name in there}))
    said += _away(surface, {name: found[name].path for name in ran if arrivals[name] is None})
    said += [f"{name} flies away, beyond all bounds after {len(walk.path)} steps."
             for name, walk in found.items() if walk.grew]  # fmt: skip
    return " ".join(part for part in [*said, *_troubles(found, wrong)] if part)


def _away(surface: Surface, paths: Mapping[str, np.ndarray]) -> list[str]:
    """Where those are that have not come to a minimum, the lowest first."""
    ends = {name: path[-1] for name, path in paths.items()}
    heights = {name: _height(surface, end) for name, end in ends.items()}
    still = [name for name, end in ends.items() if heights[name] > 0.1 and _slope(surface, end) < 0.05]
    climbs = [name for name, path in paths.items() if heights[name] > _height(surface, path[0])]
    heights = {name: height for name, height in heights.items() if name not in (*still, *climbs)}
    said = []
    if heights:
        steps = len(next(iter(paths.values()))) - 1
        listed = [f"{name} {heights[name]:.2g}" for name in sorted(heights, key=lambda name: heights[name])]
        said.append(f"After {steps} steps not at a minimum, but so far above it: {_joined(listed)}.")
    if still:
        said.append(f"Where the gradient is nearly 0, and no minimum: {_joined(still)}.")
    if climbs:
        said.append(f"Higher than at the start: {_joined(climbs)}.")
    return said


def _troubles(found: Mapping[str, Walk], wrong: Sequence[str]) -> list[str]:
    unwritten = [name for name, walk in found.items() if walk.trouble == "not written yet"]
    said = [f"Your {name} stopped at step {len(walk.path)}: {walk.trouble}."
            for name, walk in found.items() if walk.trouble and name not in unwritten]  # fmt: skip
    if unwritten:
        said.append(f"Not written yet, so left out: {_joined(unwritten)}.")
    odd = [name for name in wrong if not found[name].trouble]
    if odd:
        said.append(f"The thin black line is where a right {_joined(odd)} would walk; yours walks elsewhere.")
    return said


def _where(surface: Surface, ends: Mapping[str, np.ndarray]) -> str:
    """Which minimum each came to, where there are several."""
    minima = np.array(surface.minima)
    nearest = {name: int(np.argmin(np.linalg.norm(minima - end, axis=1))) for name, end in ends.items()}
    if len(minima) == 1 or len(set(nearest.values())) == 1:
        return ""
    groups = []
    for k in sorted(set(nearest.values())):
        names = _joined([name for name, at in nearest.items() if at == k])
        groups.append(f"{names} in ({minima[k][0]:.1f}, {minima[k][1]:.1f})")
    return f"They end in different minima: {'; '.join(groups)}."


def _slope(surface: Surface, point: np.ndarray) -> float:
    return float(np.linalg.norm(surface.gradient(point)))


def _height(surface: Surface, point: np.ndarray) -> float:
    return float(surface.value(point) - surface.value(np.array(surface.minima[0])))


def _joined(words: Sequence[str]) -> str:
    return ", ".join(words[:-1]) + " and " + words[-1] if len(words) > 1 else "".join(words)
