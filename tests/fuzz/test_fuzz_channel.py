"""Whatever a student's process writes to the judge: a result of its own submission, and never an exception."""

from __future__ import annotations

import json
import math
import socket
import tracemalloc

import nbformat
import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from autograder.sandbox import CellResult, Limits
from autograder.sandbox.channel import Channel
from autograder.sandbox.outputs import checked
from autograder.sandbox.session import Session
from courseware.outcome import Outcome, from_fields
from courseware.plain import plain
from courseware.wire import WireError, unpack
from fuzz.amounts import examples
from fuzz.frames import DEEDS, MESSAGES, PLAIN, SCRIPTS, Peer, message

TINY = Limits(
    cell_seconds=0.05, call_seconds=0.05, submission_seconds=0.5, grace_seconds=0.02, reply_bytes=50_000
)  # fmt: skip
STEPS = st.lists(st.sampled_from(["cell", "call", "put"]), min_size=1, max_size=4)
REPORT = json.dumps({"why": "ended", "code": -9}).encode()


@examples(200, share=1.0)
@given(st.lists(DEEDS, max_size=1), SCRIPTS, STEPS, st.booleans())
def test_whatever_is_written_is_a_result(tmp_path_factory, early, scripts, steps, obeys):
    ours, theirs = socket.socketpair()
    leash, supervisor = socket.socketpair(socket.AF_UNIX, socket.SOCK_SEQPACKET)
    file = tmp_path_factory.getbasetemp() / "data.csv"
    file.write_text("1,2\n")
    ended = []
    channel = Channel(ours, TINY.reply_bytes)
    session = Session(channel, leash, TINY, lambda: ended.append(1))
    session.begin(TINY, math.inf)
    with supervisor, theirs, leash, ours:
        if obeys:
            supervisor.send(b"done")
        supervisor.send(REPORT)
        peer = Peer(theirs, early, scripts)
        peer.start()
        for step in steps:
            take(session, step, file)
            assert len(channel._data) <= TINY.reply_bytes + 2**20
        session.close()
        peer.join(5)
    assert not peer.is_alive()
    assert len(ended) == 1


def take(session: Session, step: str, file) -> None:
    if step == "cell":
        result = session.run_cell("x = 1")
        assert isinstance(result, CellResult)
        assert bool(result.reason) == (result.status != "ok")
        assert result.reason.isprintable()
        nbformat.validate(
            nbformat.v4.new_notebook(cells=[nbformat.v4.new_code_cell("", outputs=map_node(result.outputs))])
        )
    elif step == "call":
        outcomes = session.call("softmax", [(np.ones(3),), (2.0,)])
        assert len(outcomes) == 2
        for outcome in outcomes:
            assert type(outcome) is Outcome
            assert (outcome.error + outcome.message).isprintable()
            plain(outcome.value)
    else:
        session.put([file])


def map_node(outputs):
    return [nbformat.from_dict(output) for output in outputs]


@examples(300)
@given(MESSAGES)
def test_a_message_is_a_plain_value_or_a_wire_error(data):
    try:
        value = unpack(data, 1000)
    except WireError:
        return
    plain(value)


@examples(200)
@given(
    PLAIN | st.fixed_dictionaries(dict.fromkeys(("value", "after", "error", "message", "warnings", "seconds"), PLAIN))
)
def test_a_reply_is_an_outcome_or_a_wire_error(fields):
    try:
        outcome = from_fields(fields)
    except WireError:
        return
    assert type(outcome) is Outcome


@examples(200)
@given(PLAIN | st.lists(PLAIN), st.integers(0, 5), st.integers(0, 100))
def test_outputs_are_valid_and_bounded(outputs, count, size):
    made = checked(outputs, count, size)
    assert len(made) <= count + 2
    nbformat.validate(nbformat.v4.new_notebook(cells=[nbformat.v4.new_code_cell("", outputs=map_node(made))]))


BOMBS = {
    "lists": message(["list", [["list", []]] * 60_000], b""),
    "brackets": b"\0\x79\x99\xff" + b"[" * 7_969_279,
    "shallow": b"\0\x70\0\0" + b"[" + b"[]," * ((0x700000 - 4) // 3) + b"[]]",
    "numbers": message(["list", [1.5] * 199_000], b""),
    "empty arrays": message(["list", [["array", "<f8", [0, 2**31 - 1], "strided", True]] * 20_000], b""),
    "strided": message(["array", "<f8", [2_000_000], "strided", True], bytes(16_000_000)),
    "letters": message(["list", ["x" * 40] * 150_000], b""),
}


@pytest.mark.parametrize("data", BOMBS.values(), ids=BOMBS.keys())
def test_a_message_takes_little_more_memory_than_its_bytes(data):
    tracemalloc.start()
    try:
        unpack(data)
    except WireError:
        pass
    finally:
        _, peak = tracemalloc.get_traced_memory()
        tracemalloc.stop()
    assert peak < 100_000_000, peak
