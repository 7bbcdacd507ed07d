"""Load CIFAR-10 from a folder of its "python version": https://www.cs.toronto.edu/~kriz/cifar.html

Its files are pickles, which can run code when they are read. These are read so that they can make arrays and nothing
else, wherever they came from.
"""

from __future__ import annotations

import pickle
from pathlib import Path
from typing import Any

import numpy as np

TRAIN = tuple(f"data_batch_{number}" for number in range(1, 6))
TEST = ("test_batch",)
PIXELS = 3 * 32 * 32
INNER = "cifar-10-batches-py"
GET_IT = (
    "Download cifar-10-python.tar.gz (170 MB) from https://www.cs.toronto.edu/~kriz/cifar.html, "
    f"unpack it (`tar xzf cifar-10-python.tar.gz`) and give the path of the folder {INNER}."
)

Part = tuple[np.ndarray, np.ndarray]


def load_cifar10(folder: str | Path, limit: int | None = None) -> tuple[Part, Part]:
    """Load the training and the test part of CIFAR-10.

    Parameters
    ----------
    folder : str or Path
        ``cifar-10-batches-py``, or the folder that holds it.
    limit : int, optional
        At most so many samples of each part: all 60,000 take 1.5 GB.

    Returns
    -------
    tuple of two pairs ``(X, y)``, training and test
        ``X`` is float64 of shape (N, 3072) in [0, 1]; ``X[0].reshape(3, 32, 32).transpose(1, 2, 0)`` can be shown.
        ``y`` is int of shape (N,), 0 to 9.

    Raises
    ------
    FileNotFoundError
        The folder or a file is not there; the message says what to download.
    ValueError
        A file is not what its name says.
    """
    folder = Path(folder)
    if (folder / INNER).is_dir():
        folder = folder / INNER
    if not folder.is_dir():
        raise FileNotFoundError(f"There is no folder {folder}. {GET_IT}")
    return _part(folder, TRAIN, limit), _part(folder, TEST, limit)


def _part(folder: Path, names: tuple[str, ...], limit: int | None) -> Part:
    images, labels, count = [], [], 0
    for name in names:
        if limit is not None and count >= limit:
            break
        X, y = _batch(folder / name)
        images.append(X)
        labels.append(y)
        count += len(y)
    return np.concatenate(images)[:limit] / 255, np.concatenate(labels)[:limit]


def _batch(path: Path) -> Part:
    if not path.is_file():
        raise FileNotFoundError(f"{path.parent} has no {path.name}. {GET_IT}")
    try:
        with path.open("rb") as file:
            batch = _Arrays(file, encoding="bytes").load()
        X, y = np.asarray(batch[b"data"]), np.asarray(batch[b"labels"])
    except Exception as problem:  # a damaged pickle raises whatever it comes upon
        raise ValueError(f"{path.name} is not a batch of CIFAR-10 ({problem}). {GET_IT}") from problem
    if X.dtype != np.uint8 or X.shape != (len(y), PIXELS) or y.dtype.kind != "i" or y.ndim != 1:
        raise ValueError(f"{path.name} holds data {X.dtype} {X.shape} and labels {y.dtype} {y.shape}; "
                         f"expected uint8 (N, {PIXELS}) and N whole numbers. {GET_IT}")  # fmt: skip
    return X, y.astype(int)


class _Arrays(pickle.Unpickler):
    """Reads a pickle that holds arrays, lists, texts and numbers, and refuses to look up anything else."""

    def find_class(self, module: str, name: str) -> Any:
        known: dict[str, Any] = {
            "ndarray": np.ndarray,
            "dtype": np.dtype,
            "_reconstruct": np.empty(0).__reduce__()[0],  # its module has moved between versions of NumPy
        }
        if module in ("numpy", "numpy.core.multiarray", "numpy._core.multiarray") and name in known:
            return known[name]
        raise pickle.UnpicklingError(f"it asks for {module}.{name}, which no batch needs")
