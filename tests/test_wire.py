"""What crosses between a student's process and the judge: plain values only, and nothing malformed gets through."""

import json
import math
import pickle
import struct

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra import numpy as hnp

from courseware.outcome import Outcome, from_fields, to_fields
from courseware.plain import copied
from courseware.wire import WireError, pack, plain, unpack

TEXT = st.text(st.characters(exclude_categories=["Cs"]), max_size=8)
DTYPES = st.one_of(
    hnp.boolean_dtypes(),
    hnp.integer_dtypes(endianness="="),
    hnp.unsigned_integer_dtypes(endianness="="),
    hnp.floating_dtypes(endianness="=", sizes=(16, 32, 64)),
    hnp.complex_number_dtypes(endianness="=", sizes=(64, 128)),
)
ARRAYS = hnp.arrays(DTYPES, hnp.array_shapes(min_dims=0, max_dims=4, min_side=0, max_side=4))
LEAVES = st.none() | st.booleans() | st.integers() | st.floats() | st.complex_numbers() | TEXT | ARRAYS
VALUES = st.recursive(
    LEAVES,
    lambda part: st.lists(part, max_size=3)
    | st.lists(part, max_size=3).map(tuple)
    | st.dictionaries(TEXT, part, max_size=3)
    | st.sets(st.integers() | TEXT, max_size=3),
    max_leaves=8,
)


def same(a, b):
    """Equal in type, dtype, shape and value, with nan equal to nan."""
    if type(a) is not type(b):
        return False
    if isinstance(a, np.ndarray | np.generic):
        return a.dtype == b.dtype and a.shape == b.shape and a.tobytes() == b.tobytes()
    if isinstance(a, list | tuple):
        return len(a) == len(b) and all(map(same, a, b))
    if isinstance(a, dict):
        return list(a) == list(b) and all(same(a[key], b[key]) for key in a)
    return repr(a) == repr(b) if isinstance(a, float | complex) else a == b


def message(header, body=b""):
    text = header if isinstance(header, bytes) else json.dumps(header).encode()
    return struct.pack(">I", len(text)) + text + body


@given(VALUES)
def test_a_value_comes_back_as_it_was(value):
    assert same(unpack(pack(value)), value)


@settings(max_examples=300)
@given(VALUES, st.data())
def test_damaged_bytes_give_a_value_or_a_wire_error_and_nothing_else(value, data):
    damaged = bytearray(pack(value))
    for _ in range(data.draw(st.integers(1, 4))):
        where = data.draw(st.integers(0, len(damaged) - 1))
        damaged[where] = data.draw(st.integers(0, 255))
    cut = data.draw(st.integers(0, len(damaged)))
    for received in (bytes(damaged), bytes(damaged[:cut]), bytes(damaged) + b"more"):
        try:
            result = unpack(received)
        except WireError:
            continue
        assert same(plain(result), result)


@given(st.binary(max_size=200))
def test_noise_gives_a_wire_error(noise):
    with pytest.raises(WireError):
        unpack(b"\0\0\0\x40" + noise)


@pytest.mark.parametrize(
    "header",
    [
        ["array", "<f8", [2**40], "C", True],
        ["array", "<f8", [-1], "C", True],
        ["array", "<f8", [True], "C", True],
        ["array", "<f8", [0, 2**31 - 1, 2**31 - 1, 2**31 - 1], "C", True],
        ["array", "<f8", 3, "C", True],
        ["array", "|O", [1], "C", True],
        ["array", "<U999999999", [0], "C", True],
        ["array", "<U0", [1], "C", True],
        ["array", [["a", "<f8"]], [1], "C", True],
        ["array", "<f8", [1], "K", True],
        ["array", "<f8", [1], "C", 1],
        ["array", "<f8"],
        ["scalar", "<f8", 1],
        ["complex", "nan", 1.0],
        ["set", [["list", []]]],
        ["dict", [["a", 1], ["a", 2]]],
        ["dict", [[1, 1]]],
        ["dict", [["a"]]],
        ["object", []],
        [["list"], []],
        [],
        {"list": []},
        "\ud800",
        2**2000,
        ["list", [0] * 200_001],
    ],
)
def test_a_forged_header_is_refused(header):
    with pytest.raises(WireError):
        unpack(message(header, b"\0" * 8))


@pytest.mark.parametrize("text", [b"[" * 100_000, b"9" * 10_000, b"{", b"\xff", pickle.dumps(1), b""])
def test_a_header_that_is_not_json_is_refused(text):
    with pytest.raises(WireError, match="not JSON"):
        unpack(message(text))


def test_bytes_that_no_array_could_hold_are_refused():
    with pytest.raises(WireError, match="booleans"):
        unpack(message(["array", "|b1", [2], "C", True], b"\1\2"))
    for letter in (0x110000, 0xD800):
        with pytest.raises(WireError, match="no character"):
            unpack(message(["array", "<U1", [1], "C", True], struct.pack("=I", letter)))


def test_a_message_longer_than_allowed_is_refused_unread():
    with pytest.raises(WireError, match="expected 4 to 100"):
        unpack(pack(np.zeros(20)), max_bytes=100)


def test_an_array_keeps_its_memory_layout_and_its_read_only_flag():
    table = np.arange(24.0).reshape(4, 6)
    fixed = table.copy()
    fixed.flags.writeable = False
    for make in (copied, lambda value: unpack(pack(value))):
        fortran, strided, read_only = make((np.asfortranarray(table), table[:, ::2], fixed))
        assert fortran.flags.f_contiguous
        assert not strided.flags.c_contiguous
        assert not strided.flags.f_contiguous
        assert not read_only.flags.writeable
        assert strided.flags.writeable
        np.testing.assert_array_equal(strided, table[:, ::2])


class Lying(float):
    def __eq__(self, other):
        return True

    def __hash__(self):
        return 0

    def __float__(self):
        return 1.0

    def __repr__(self):
        return "1.0"


class Array(np.ndarray):
    def __array__(self, *args, **kwargs):
        return np.ones(3)

    def tobytes(self, *args):
        return b"\0" * 24


class List(list):
    def __iter__(self):
        return iter([1])


class Pretender:
    @property
    def __class__(self):
        return list


def test_a_subclass_is_seen_for_what_it_holds():
    assert type(plain(Lying(3))) is float
    assert plain(Lying(3)) == 3.0
    array = plain(np.arange(3.0).view(Array))
    assert type(array) is np.ndarray
    np.testing.assert_array_equal(array, [0, 1, 2])
    assert plain(List([5, 6])) == [5, 6]
    assert math.copysign(1, plain(Lying(-0.0))) == -1


@pytest.mark.parametrize(
    "value",
    [object(), len, Pretender(), np.array([object()]), np.zeros(2, "M8[s]"), np.zeros(2, "f8,i4"), {1: 2}, b"bytes"],
    ids=lambda value: type(value).__name__,
)
def test_what_is_no_value_is_refused(value):
    with pytest.raises(WireError):
        plain(value)


def test_a_value_that_contains_itself_is_refused():
    endless: list = []
    endless.append(endless)
    with pytest.raises(WireError, match="contains itself"):
        plain(endless)


def test_a_generator_becomes_a_list_of_bounded_length():
    assert plain(i * i for i in range(4)) == [0, 1, 4, 9]
    with pytest.raises(WireError, match="more than 10000"):
        plain(iter_forever())


def iter_forever():
    while True:
        yield 0


def test_half_a_character_is_replaced():
    assert plain("a\ud800") == "a\ufffd"


def test_an_outcome_crosses_by_its_fields():
    outcome = Outcome((np.ones(3), 1.5), (np.zeros(2),), "", "", ("overflow",), 0.25)
    assert same(to_fields(from_fields(unpack(pack(to_fields(outcome))))), to_fields(outcome))


@given(VALUES, VALUES)
def test_arguments_that_are_as_they_were_are_not_sent_back(one, other):
    for after in (one, other):
        outcome = Outcome(1.0, (after,))
        fields = to_fields(outcome, (one,))
        back = from_fields(unpack(pack(fields)), (one,))
        assert same(to_fields(back), to_fields(outcome))
    assert to_fields(Outcome(1.0, (copied(one),)), (one,))["after"] is None


@pytest.mark.parametrize(
    "change",
    [{"error": 1}, {"after": []}, {"seconds": math.nan}, {"seconds": -1.0}, {"warnings": (1,)}, {"more": 1}],
    ids=str,
)
def test_an_outcome_with_a_malformed_field_is_refused(change):
    with pytest.raises(WireError):
        from_fields({**to_fields(Outcome()), **change})
