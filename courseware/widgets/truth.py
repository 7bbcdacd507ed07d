"""What a widget shows when the function in it is right: golden data at its presets, written by the builder.

A widget's module has a pure function ``trace(*functions, **setting) -> dict of arrays`` and a list ``TRUTHS`` of
settings. The builder calls the one at each of the other, with the functions of the reference; here is only data.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from functools import cache
from pathlib import Path
from typing import Any

import numpy as np

FILE = Path(__file__).parents[1] / "golden" / "widgets.npz"

Arrays = dict[str, np.ndarray]


def truth(widget: str, setting: Mapping[str, Any]) -> Arrays | None:
    """The arrays that the reference gives.

    Parameters
    ----------
    widget : str
        The name of the widget's module.
    setting : mapping
        The arguments of its ``trace``, by name.

    Returns
    -------
    dict of ndarray, or None
        None where nothing is kept for this setting.
    """
    return _load(FILE).get(label(widget, setting))


def at_presets(presets: Iterable[Mapping[str, Any]], first: Mapping[str, Any]) -> list[dict[str, Any]]:
    """The settings of a widget's buttons, each once: `first` holds the traced values, and what they are before."""
    wanted = [{name: preset.get(name, value) for name, value in first.items()} for preset in ({}, *presets)]
    return [setting for place, setting in enumerate(wanted) if setting not in wanted[:place]]


def label(widget: str, setting: Mapping[str, Any]) -> str:
    """The name of a setting in the file; a slider's 0.30000000000000004 is 0.3."""
    rounded = {name: float(f"{value:.6g}") if isinstance(value, int | float) and not isinstance(value, bool) else value
               for name, value in sorted(setting.items())}  # fmt: skip
    return f"{widget}{json.dumps(rounded, separators=(',', ':'))}"


@cache
def _load(path: Path) -> dict[str, Arrays]:
    """All of it; members are called ``<number of the setting>/<name of the array>``."""
    if not path.is_file():
        return {}
    with np.load(path, allow_pickle=False) as archive:
        labels: list[str] = json.loads(bytes(archive["labels"]))
        found: dict[str, Arrays] = {each: {} for each in labels}
        for member in archive.files:
            number, _, name = member.partition("/")
            if name:
                found[labels[int(number)]][name] = archive[member]
    return found
