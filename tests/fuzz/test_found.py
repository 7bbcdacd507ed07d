"""What the fuzzers found, kept as plain examples."""

from __future__ import annotations

import json

import pytest

REAL_TIME_SIGNAL = 40


def test_a_signal_without_a_name_is_a_reason_too(classroom, full_answers):
    code = f"import os\nos.kill(os.getpid(), {REAL_TIME_SIGNAL})\ndef softmax(x): return x"
    result = classroom.judge("ada", {**full_answers, "softmax": code})
    assert f"the signal {REAL_TIME_SIGNAL} " in " ".join(result.notes)


@pytest.mark.parametrize("kind", ["code", "markdown"])
def test_a_cell_that_is_too_long_to_be_sent_is_refused(classroom, edition, kind):
    edition.cells.append({"cell_type": kind, "source": "#" * 9_000_000, "metadata": {}})
    result = classroom.judge("ada", edition)
    assert (
        result.refused == f"Cell {len(edition.cells)} of 01_softmax.ipynb has 9000000 characters; the limit is 1000000."
    )


def test_a_file_of_nothing_but_brackets_is_refused_before_it_fills_the_memory(classroom):
    result = classroom.judge("ada", b'{"cells": [' + b"[]," * 5_000_000 + b"[]]}")
    assert "more than 1000000 lists and objects" in result.refused
    json.dumps(result.as_json("x"))
