"""What the inside of Adam shows, in words and numbers."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np

from courseware.widgets.panel import Values


def told(setting: Values, shown: Mapping[str, np.ndarray] | None, sizes: np.ndarray, trouble: str, odd: bool) -> str:
    """Say how long the steps are, and for which gradients.

    Parameters
    ----------
    setting : mapping
        The values of the controls.
    shown : mapping or None
        What is drawn; see `courseware.widgets.adam.trace`.
    sizes : ndarray
        Of the gradients to which the first steps belong.
    trouble : str
        What stopped the learner's rule.
    odd : bool
        Whether it does not do what a right one does.
    """
    said = (
        f"Corrected: {setting['corrections']}; beta1 {setting['beta1']:.2f}, beta2 {setting['beta2']:.3f}, gradients "
        f"of size {setting['size']:.1e}, noise {setting['noise']:.2f}."
    )
    if not shown:
        return f"{said} {trouble}"
    lengths, m, root = np.abs(shown["steps"]), shown["m"][-1], shown["root"][-1]
    longest = int(np.argmax(lengths))
    parts = [said, f"The first step is {lengths[0]:.3g} × the learning rate{_judged(lengths[0], setting)}."]
    if lengths[longest] > 1.02 * lengths[0]:
        parts.append(f"The longest is step {longest + 1}, {lengths[longest]:.3g} ×.")
    parts.append(f"Step {len(lengths)} is {lengths[-1]:.2g} ×, where m is {m:.2f} and √v {root:.2f} gradient sizes.")
    parts.append(_flat(shown["first"], sizes))
    if trouble:
        parts.insert(1, f"{trouble} What you see is what a right one does here.")
    if odd:
        parts.append("A right adam does something else here; the thin black line on the right are its first steps.")
    return " ".join(parts)


def _judged(first: float, setting: Values) -> str:
    if 0.98 < first < 1.02:
        return ", as it should be"
    if first > 1:
        return f", {first:.3g} times too long"
    if setting["size"] < 1e-6:
        return ", short because epsilon counts beside a gradient that small"
    return f", {1 / first:.3g} times too short" if first > 0 else ""


def _flat(first: np.ndarray, sizes: np.ndarray) -> str:
    """For which gradients the first step is the same."""
    usual = float(np.median(first))
    same = sizes[np.abs(first - usual) < 0.02 * usual]
    if len(same) < 3:
        return "The first step depends on the size of the gradient."
    said = f"Gradients from {same[0]:.0e} to {same[-1]:.0e} all make the same first step"
    return f"{said}; smaller ones a shorter one, because of epsilon." if same[0] > sizes[0] else f"{said}."
