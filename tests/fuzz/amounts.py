"""How many examples a fuzzer tries: a few, always the same, or as many new ones as ``BACKPROP_LAB_FUZZ`` says."""

from __future__ import annotations

import os

from hypothesis import HealthCheck, Phase, settings

ASKED = int(os.environ.get("BACKPROP_LAB_FUZZ", "0"))


def examples(few: int, share: float = 1.0) -> settings:
    """Settings for a test that tries ``few`` examples by default, and a share of those asked for otherwise."""
    return settings(
        max_examples=max(1, int(ASKED * share)) if ASKED else few,
        derandomize=not ASKED,
        database=None,
        deadline=None,
        suppress_health_check=list(HealthCheck),
        phases=[Phase.explicit, Phase.generate, Phase.shrink],
        print_blob=True,
    )
