"""Golden data is data: small, without code, the same each time it is written, and true to the checks."""

from __future__ import annotations

import json
import zipfile

import numpy as np
import pytest

from autograder import checks
from courseware import golden
from courseware.compare import same
from courseware.diagnose import alike
from courseware.plain import layout
from courseware.pool import Pool


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    folder = tmp_path_factory.mktemp("golden")
    golden.write("softmax", checks.of_topic("softmax"), folder / "softmax.npz")
    return folder


def test_it_is_the_same_file_each_time_it_is_written(folder, tmp_path):
    golden.write("softmax", checks.of_topic("softmax"), tmp_path / "again.npz")
    assert (tmp_path / "again.npz").read_bytes() == (folder / "softmax.npz").read_bytes()
    assert golden.equivalent(tmp_path / "again.npz", folder / "softmax.npz")


def test_it_is_small_and_holds_no_pickle(folder):
    assert (folder / "softmax.npz").stat().st_size < 300_000
    with np.load(folder / "softmax.npz", allow_pickle=False) as archive:
        assert all(archive[name].dtype.kind in "biufU" for name in archive.files)
        json.loads(bytes(archive["document"]))
    with zipfile.ZipFile(folder / "softmax.npz") as archive:
        assert {info.date_time[0] for info in archive.infolist()} == {1980}


def test_it_says_the_same_as_the_checks_it_was_written_from(folder):
    loaded = golden.load("softmax", folder)
    assert list(loaded) == [check.grade_id for check in checks.of_topic("softmax")]
    for check in checks.of_topic("softmax"):
        spec, cases = loaded[check.grade_id]
        drawn = check.cases(np.random.default_rng(golden.SEED))
        assert (spec.title, spec.points, spec.requires, spec.options) == (
            check.spec.title, check.spec.points, check.spec.requires, check.spec.options)  # fmt: skip
        for case, fresh in zip(cases, drawn, strict=True):
            assert case.label == fresh.label
            assert same(case.args, fresh.args, 0, 0)
            assert spec.compare == "derivation" or same(case.expected.value, fresh.expected.value, 0, 0)
            for arg, new in zip(case.args, fresh.args, strict=True):
                if isinstance(new, np.ndarray):
                    assert (arg.dtype, layout(arg)) == (new.dtype, layout(new))
                    assert arg.flags.writeable == new.flags.writeable
            for key in case.wrong:
                assert alike(spec, case, case.wrong[key], fresh.wrong[key])


def test_no_line_of_a_derivation_is_in_it(folder):
    for spec, cases in golden.load("softmax", folder).values():
        if spec.compare == "derivation":
            assert all(case.expected.value is None for case in cases)


def test_hints_come_along_with_what_they_recognise_and_no_others(folder):
    for spec, cases in golden.load("softmax", folder).values():
        assert set(spec.hints) == {key.partition("@")[0] for key in cases[0].wrong}


def test_the_topic_of_an_exercise_is_found(folder):
    assert golden.topics(folder)["softmax_loss"] == "softmax"


def test_a_file_that_changed_is_read_again(folder, tmp_path):
    (tmp_path / "softmax.npz").write_bytes((folder / "softmax.npz").read_bytes())
    first = golden.load("softmax", tmp_path)
    assert golden.load("softmax", tmp_path) is first
    golden.write("softmax", checks.of_exercise("softmax"), tmp_path / "softmax.npz")
    assert len(golden.load("softmax", tmp_path)) == 3


def test_a_difference_is_no_equivalence(folder, tmp_path):
    golden.write("softmax", checks.of_exercise("softmax"), tmp_path / "softmax.npz")
    assert not golden.equivalent(tmp_path / "softmax.npz", folder / "softmax.npz")


@pytest.mark.parametrize(
    "value",
    [None, True, 3, 2**70, 0.1, np.float32(2), "text", (1.5, np.eye(2)), [np.arange(3), []], {"a": np.zeros((0, 2))},
     {1, 2}, np.asfortranarray(np.arange(6).reshape(2, 3)), float("nan"), -np.inf, np.array(["a", "bc"])],
)  # fmt: skip
def test_every_plain_value_comes_back_from_the_pool(value):
    pool = Pool()
    node = json.loads(json.dumps(pool.put(value)))
    back = Pool(pool.members()).get(node)
    assert type(back) is type(value)
    assert same(back, value, 0, 0)


def test_what_is_not_plain_does_not_go_into_the_pool():
    with pytest.raises(TypeError, match="cannot hold"):
        Pool().put(object())
