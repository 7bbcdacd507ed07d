"""Why heavy ball is stable where it is, written as a student writes it; the functions are in `optimizers`."""

from __future__ import annotations

HEAVY_BALL = {
    "product": ["(1 - a) * mu - mu * (-a)", "mu - a * mu + mu * a", "mu"],
    "edge": ["1 + (1 - a + mu) + mu", "2 + 2 * mu - a", "2 * (1 + mu) - a"],
    "largest": [2.0, 3.8, 1.0],
}
