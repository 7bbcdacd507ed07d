"""What a student's process could write to the judge in the place of an answer, and who writes it."""

from __future__ import annotations

import contextlib
import json
import socket
import struct
import threading
from typing import Any

from hypothesis import strategies as st

from autograder.sandbox.inside import frames
from courseware.wire import pack, unpack

DTYPES = ["<f8", "|b1", "<i4", "<c16", "<U3", "<U0", "<U99999999", "|O", "|V8", ">f8", "<M8[s]", "f8,i4", "", None, []]
SIZES = st.integers(-2, 5) | st.sampled_from([2**31 - 1, 2**31, 2**63, 10**30, True, None, 1.0])
SHAPES = st.lists(SIZES, max_size=4) | st.lists(st.just(1), min_size=33, max_size=70) | st.just("ab")
ARRAY = st.tuples(
    st.just("array"), st.sampled_from(DTYPES), SHAPES, st.sampled_from(["C", "F", "strided", "K", None]), st.booleans()
).map(list)
LEAF = (
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=5) | ARRAY
    | st.sampled_from([2**2000, "\ud800", {}, {"a": 1}, [], ["scalar", "<f8"], ["complex", 1.0, "nan"], ["object", []]])
)  # fmt: skip
HEADER = st.recursive(
    LEAF,
    lambda part: (
        st.tuples(st.sampled_from(["list", "tuple", "set", "dict", "x", 3]), st.lists(part, max_size=4)).map(list)
        | st.lists(st.tuples(st.text(max_size=3), part).map(list), max_size=3).map(lambda pairs: ["dict", pairs])
    ),
    max_leaves=12,
)


def message(header: Any, body: bytes, length: int | None = None) -> bytes:
    """What `pack` would write for a header, whether there is such a value or not."""
    text = json.dumps(header).encode()
    return struct.pack(">I", len(text) if length is None else length) + text + body


MESSAGES = st.builds(message, HEADER, st.binary(max_size=64), st.none() | st.integers(0, 2**32 - 1)) | st.binary(
    max_size=80
)

OUTCOME = {"value": 1.5, "after": (), "error": "", "message": "", "warnings": (), "seconds": 0.1}
PLAIN = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(st.characters(codec="utf-8"), max_size=8),
    lambda part: (
        st.lists(part, max_size=3)
        | st.lists(part, max_size=3).map(tuple)
        | st.dictionaries(
            st.sampled_from(["output_type", "data", "text", "text/html", "image/png", "name", "value"]), part
        )
    ),
    max_leaves=8,
)
ODD = st.dictionaries(st.sampled_from([*OUTCOME, "more"]), PLAIN, max_size=3).map(lambda odd: OUTCOME | odd)
FIELDS = st.dictionaries(
    st.sampled_from(["ok", "outputs", "outcomes", "problem", "nonce"]), PLAIN, max_size=3
) | st.fixed_dictionaries(
    {"outcomes": st.lists(st.just(OUTCOME) | ODD, min_size=1, max_size=3)}
)
DEEDS = st.one_of(
    st.tuples(st.just("reply"), FIELDS),
    st.tuples(st.just("reply"), st.just({"ok": True, "outputs": [], "outcomes": [OUTCOME] * 2})),
    st.tuples(st.just("other nonce"), FIELDS),
    st.tuples(st.just("frame"), MESSAGES),
    st.tuples(st.just("bytes"), st.binary(max_size=40)),
    st.tuples(st.just("claim"), st.integers(0, 2**32 - 1)),
    st.tuples(st.just("flood"), st.integers(1, 300_000)),
    st.tuples(st.just("drip"), FIELDS),
    st.tuples(st.just("close"), st.none()),
)
SCRIPTS = st.lists(st.lists(DEEDS, max_size=3), max_size=4)


class Peer(threading.Thread):
    """The other end of a channel: before the first request, and after each one, it does what its script says."""

    def __init__(self, stream: socket.socket, early: list[Any], scripts: list[list[Any]]) -> None:
        super().__init__(daemon=True)
        self.stream, self.scripts = stream, scripts
        self._play(early, "early")

    def run(self) -> None:
        with contextlib.suppress(OSError), self.stream:
            for script in [*self.scripts, []]:
                request = frames.receive(self.stream)
                if request is None:
                    return
                self._play(script, unpack(request)["nonce"])
            frames.receive(self.stream)  # waits for the end, and says nothing

    def _play(self, script: list[Any], nonce: str) -> None:
        self.stream.settimeout(0.5)
        with contextlib.suppress(OSError):
            for deed, given in script:
                self._do(deed, given, nonce)
        self.stream.settimeout(None)

    def _do(self, deed: str, given: Any, nonce: str) -> None:
        if deed in ("reply", "drip", "other nonce"):
            data = frames_of(pack({"nonce": "0" * 32 if deed == "other nonce" else nonce} | given))
            for part in [data[i : i + 7] for i in range(0, 70, 7)] + [data[70:]] if deed == "drip" else [data]:
                self.stream.sendall(part)
        elif deed == "close":
            self.stream.shutdown(socket.SHUT_RDWR)
        else:
            self.stream.sendall({
                "frame": lambda: frames_of(given),
                "bytes": lambda: given,
                "claim": lambda: frames.LENGTH.pack(given) + b"x" * 10,
                "flood": lambda: b"\0" * given,
            }[deed]())  # fmt: skip


def frames_of(data: bytes) -> bytes:
    return frames.LENGTH.pack(len(data)) + data
