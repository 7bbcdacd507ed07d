"""Load MNIST, or a set in the same form, from a folder of IDX files.

The form: https://github.com/cvdfoundation/mnist#readme and http://yann.lecun.com/exdb/mnist/
"""

from __future__ import annotations

import gzip
import struct
from collections.abc import Iterator
from pathlib import Path

import numpy as np

PARTS = ("train", "t10k")
IMAGES, LABELS = "images-idx3-ubyte", "labels-idx1-ubyte"
UNSIGNED_BYTES = 8  # the only kind of number that these files hold
GET_IT = (
    f"Download {', '.join(f'{part}-{kind}.gz' for part in PARTS for kind in (IMAGES, LABELS))} "
    "from https://ossci-datasets.s3.amazonaws.com/mnist/ (11 MB in all) into one folder and give its path; "
    "unpacked files are fine too."
)

Part = tuple[np.ndarray, np.ndarray]


def load_mnist(folder: str | Path, limit: int | None = None) -> tuple[Part, Part]:
    """Load the training and the test part of MNIST.

    Parameters
    ----------
    folder : str or Path
        Holds the four IDX files, packed with gzip or not.
    limit : int, optional
        At most so many samples of each part: all 70,000 take 440 MB.

    Returns
    -------
    tuple of two pairs ``(X, y)``, training and test
        ``X`` is float64 of shape (N, 784) in [0, 1], a row an image of 28x28; ``y`` is int of shape (N,).

    Raises
    ------
    FileNotFoundError
        The folder or a file is not there; the message says what to download.
    ValueError
        A file is not what its name says.
    """
    train, test = (_part(Path(folder), part, limit) for part in PARTS)
    return train, test


def _part(folder: Path, part: str, limit: int | None) -> Part:
    images, labels = _read(_find(folder, part, IMAGES), 3, limit), _read(_find(folder, part, LABELS), 1, limit)
    if len(images) != len(labels):
        raise ValueError(f"{folder}: the {part} part has {len(images)} images and {len(labels)} labels")
    return images.reshape(len(images), -1) / 255, labels.astype(int)


def _find(folder: Path, part: str, kind: str) -> Path:
    for path in _spellings(folder, f"{part}-{kind}"):
        if path.is_file():
            return path
    if not folder.is_dir():
        raise FileNotFoundError(f"There is no folder {folder}. {GET_IT}")
    raise FileNotFoundError(f"{folder} has no {part}-{kind}.gz. {GET_IT}")


def _spellings(folder: Path, name: str) -> Iterator[Path]:
    """Give the names that are about: with a dot where an archive program made one of the hyphen, packed or not."""
    for spelling in (name, name.replace("-idx", ".idx")):
        yield from (folder / spelling, folder / f"{spelling}.gz")


def _read(path: Path, dimensions: int, limit: int | None) -> np.ndarray:
    """Read an IDX file: two zero bytes, the kind of number, the number of axes, their lengths, the numbers."""
    with gzip.open(path) if path.suffix == ".gz" else path.open("rb") as file:
        start = file.read(4)
        if start != bytes((0, 0, UNSIGNED_BYTES, dimensions)):
            raise ValueError(f"{path.name} begins with {start.hex()}; an IDX file of bytes with {dimensions} axes "
                             f"begins with 0000{UNSIGNED_BYTES:02x}{dimensions:02x}. Download it again.")  # fmt: skip
        lengths = file.read(4 * dimensions)
        if len(lengths) < 4 * dimensions:
            raise ValueError(f"{path.name} ends within its head. Download it again.")
        count, *shape = struct.unpack(f">{dimensions}I", lengths)
        count = count if limit is None else min(count, limit)
        size = count * int(np.prod(shape))
        data = file.read(size)
    if len(data) < size:
        raise ValueError(
            f"{path.name} holds {len(data)} bytes of numbers; its head promises {size}. Download it again."
        )
    return np.frombuffer(data, np.uint8).reshape(count, *shape)
