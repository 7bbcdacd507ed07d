"""The stops of a slider that counts in factors: round numbers, so that what is set is what is read."""

from __future__ import annotations

import numpy as np


def round_stops(low: float, high: float, per_decade: int, *others: float) -> list[tuple[str, float]]:
    """Options for a ``SelectionSlider``.

    A ``FloatLogSlider`` has powers of ten as its stops, and the browser moves a button's 0.15 to the next one, 0.151.

    Parameters
    ----------
    low, high : float
        The ends, as exponents of ten.
    per_decade : int
        How many stops there are from 1 to 10, at most.
    *others : float
        What the widget's buttons set; they become stops too.

    Returns
    -------
    list of (str, float)
        What is read and what it stands for, growing; numbers of two digits, except among ``others``.
    """
    exponents = np.linspace(low, high, round((high - low) * per_decade) + 1)
    found = {float(f"{10**exponent:.2g}") for exponent in exponents} | {float(value) for value in others}
    return [(f"{value:.3g}", value) for value in sorted(found)]
