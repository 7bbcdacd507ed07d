"""All attacks, module by module."""

from __future__ import annotations

from . import (  # noqa: F401  (each adds its own)
    attack_the_reader,
    behave_when_watched,
    break_the_parser,
    forge_the_channel,
    forge_the_comparison,
    forge_the_verdict,
    reach_out,
    read_the_answers,
    stop_the_grading,
    use_up_the_machine,
    write_outside,
)
from .attack import CATALOGUE

__all__ = ["CATALOGUE"]
