"""The digits are the ones of the UCI set; loaders read small files made here, and say what is missing."""

import gzip
import pickle
import struct
import subprocess
import sys
from types import MappingProxyType

import numpy as np
import pytest

from courseware.data import load_cifar10, load_digits, load_mnist, split_digits


def test_the_digits_are_1797_images_in_the_unit_interval():
    X, y = load_digits()
    assert (X.shape, X.dtype, y.shape, y.dtype) == ((1797, 64), np.float64, (1797,), np.dtype(int))
    assert (X.min(), X.max()) == (0, 1)
    assert list(np.bincount(y)) == [178, 182, 177, 183, 181, 182, 181, 179, 174, 180]  # as UCI counts optdigits.tes
    assert list(y[:10]) == list(range(10))
    assert list(16 * X[0, :16]) == [0, 0, 5, 13, 9, 1, 0, 0, 0, 0, 13, 15, 10, 15, 5, 0]


def test_each_call_loads_the_digits_afresh():
    load_digits()[0][:] = 7
    assert load_digits()[0].max() == 1


def test_a_split_is_by_its_seed_and_holds_every_image_once():
    parts = split_digits(3)
    assert [X.shape for X, _ in parts] == [(1197, 64), (300, 64), (300, 64)]
    for (X, y), (again, labels) in zip(parts, split_digits(np.random.default_rng(3)), strict=True):
        np.testing.assert_array_equal(X, again)
        np.testing.assert_array_equal(y, labels)
    everything = np.vstack([np.column_stack(part) for part in parts])
    np.testing.assert_array_equal(_sorted(everything), _sorted(np.column_stack(load_digits())))
    assert not np.array_equal(split_digits(4)[0][1], parts[0][1])


def _sorted(rows):
    return rows[np.lexsort(rows.T)]


def idx(array):
    return bytes((0, 0, 8, array.ndim)) + struct.pack(f">{array.ndim}I", *array.shape) + array.tobytes()


def mnist(folder, *, packed, dots=False):
    rng = np.random.default_rng(0)
    made = {}
    for part, count in (("train", 5), ("t10k", 3)):
        X = rng.integers(0, 256, (count, 28, 28), dtype=np.uint8)
        y = rng.integers(0, 10, count, dtype=np.uint8)
        made[part] = X, y
        for name, array in ((f"{part}-images-idx3-ubyte", X), (f"{part}-labels-idx1-ubyte", y)):
            path = folder / (name.replace("-idx", ".idx") if dots else name)
            if packed:
                path.with_name(f"{path.name}.gz").write_bytes(gzip.compress(idx(array)))
            else:
                path.write_bytes(idx(array))
    return made


@pytest.mark.parametrize(("packed", "dots"), [(True, False), (False, False), (False, True)])
def test_mnist_is_read_packed_or_not(tmp_path, packed, dots):
    made = mnist(tmp_path, packed=packed, dots=dots)
    for (X, y), (pixels, labels) in zip(load_mnist(tmp_path), made.values(), strict=True):
        assert (X.dtype, y.dtype) == (np.float64, np.dtype(int))
        np.testing.assert_array_equal(X * 255, pixels.reshape(-1, 784))
        np.testing.assert_array_equal(y, labels)
    (X, y), _ = load_mnist(str(tmp_path), limit=2)
    np.testing.assert_array_equal(X * 255, made["train"][0][:2].reshape(2, 784))
    np.testing.assert_array_equal(y, made["train"][1][:2])


def test_mnist_that_is_not_there_is_named_with_what_to_download(tmp_path):
    with pytest.raises(FileNotFoundError, match=r"no folder .*Download train-images-idx3-ubyte.gz, .* from https://"):
        load_mnist(tmp_path / "mnist")
    mnist(tmp_path, packed=True)
    (tmp_path / "t10k-labels-idx1-ubyte.gz").unlink()
    with pytest.raises(FileNotFoundError, match=r"has no t10k-labels-idx1-ubyte.gz. Download"):
        load_mnist(tmp_path)


def test_a_damaged_mnist_file_is_named(tmp_path):
    mnist(tmp_path, packed=False)
    path = tmp_path / "train-images-idx3-ubyte"
    good = path.read_bytes()
    for bad, told in (
        (b"<html>", "begins with 3c68746d"),
        (good[:9], "ends within its head"),
        (good[:-1], "holds 3919 bytes of numbers; its head promises 3920"),
    ):
        path.write_bytes(bad)
        with pytest.raises(ValueError, match=told):
            load_mnist(tmp_path)
    path.write_bytes(idx(np.zeros((4, 28, 28), np.uint8)))
    with pytest.raises(ValueError, match="4 images and 5 labels"):
        load_mnist(tmp_path)


class Python2Pickler(pickle._Pickler):
    """Writes texts as Python 2 did, which made the files of CIFAR-10."""

    def save_string(self, text):
        data = text if isinstance(text, bytes) else text.encode("ascii")
        self.write(pickle.BINSTRING + struct.pack("<i", len(data)) + data)

    dispatch = MappingProxyType({**pickle._Pickler.dispatch, bytes: save_string, str: save_string})


def cifar(folder, count=3):
    rng = np.random.default_rng(0)
    made = {}
    for name in [*(f"data_batch_{number}" for number in range(1, 6)), "test_batch"]:
        X = rng.integers(0, 256, (count, 3072), dtype=np.uint8)
        y = rng.integers(0, 10, count)
        made[name] = X, y
        with (folder / name).open("wb") as file:
            Python2Pickler(file, protocol=2).dump({b"data": X, b"labels": y.tolist(), b"batch_label": b"a batch"})
    return made


def test_cifar10_is_read(tmp_path):
    inner = tmp_path / "cifar-10-batches-py"
    inner.mkdir()
    made = cifar(inner)
    for folder in (inner, str(tmp_path)):
        (X_train, y_train), (X_test, y_test) = load_cifar10(folder)
        assert (X_train.shape, X_train.dtype, y_train.dtype) == ((15, 3072), np.float64, np.dtype(int))
        np.testing.assert_array_equal(X_train[3:6] * 255, made["data_batch_2"][0])
        np.testing.assert_array_equal(y_train[12:], made["data_batch_5"][1])
        np.testing.assert_array_equal(X_test * 255, made["test_batch"][0])
        np.testing.assert_array_equal(y_test, made["test_batch"][1])
    (X_train, y_train), (X_test, _) = load_cifar10(inner, limit=4)
    assert (X_train.shape, y_train.shape, X_test.shape) == ((4, 3072), (4,), (3, 3072))


def test_cifar10_that_is_not_there_is_named_with_what_to_download(tmp_path):
    with pytest.raises(FileNotFoundError, match=r"no folder .*Download cifar-10-python.tar.gz"):
        load_cifar10(tmp_path / "cifar")
    with pytest.raises(FileNotFoundError, match=r"has no data_batch_1. Download"):
        load_cifar10(tmp_path)


class Harm:
    """A pickle that runs a program when it is read in the usual way."""

    def __init__(self, path):
        self.path = path

    def __reduce__(self):
        return subprocess.call, (["touch", str(self.path)],)


def test_a_batch_that_would_run_code_is_refused(tmp_path):
    cifar(tmp_path)
    with (tmp_path / "data_batch_1").open("wb") as file:
        pickle.dump({b"data": Harm(tmp_path / "harmed"), b"labels": []}, file)
    with pytest.raises(ValueError, match=r"it asks for subprocess\.call"):
        load_cifar10(tmp_path)
    assert not (tmp_path / "harmed").exists()


@pytest.mark.parametrize("batch", [[], {b"data": np.zeros((2, 9), np.uint8), b"labels": [1, 2]}])
def test_a_pickle_of_something_else_is_refused(tmp_path, batch):
    cifar(tmp_path)
    (tmp_path / "test_batch").write_bytes(pickle.dumps(batch))
    with pytest.raises(ValueError, match=r"test_batch .*Download"):
        load_cifar10(tmp_path)


def test_the_data_is_light_to_import():
    code = "import sys, courseware.data; print(sorted({'matplotlib', 'IPython', 'ipywidgets'} & set(sys.modules)))"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"
