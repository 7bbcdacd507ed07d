"""The 8x8 handwritten digits that the course ships; ``README.md`` beside this file says where they are from."""

from __future__ import annotations

from pathlib import Path

import numpy as np

FILE = Path(__file__).with_name("digits.npz")
LARGEST = 16  # a pixel counts the dark points of a 4x4 block
NUM_DEV = NUM_TEST = 300

Part = tuple[np.ndarray, np.ndarray]


def load_digits() -> Part:
    """Load all images of the digits, in the order of the original file.

    Returns
    -------
    X : ndarray of shape (1797, 64), float64 in [0, 1]
        A row is an image, row by row; ``X[0].reshape(8, 8)`` can be shown. Yours to change: each call loads afresh.
    y : ndarray of shape (1797,), int
        The digit, 0 to 9.
    """
    with np.load(FILE, allow_pickle=False) as archive:
        return archive["X"] / LARGEST, archive["y"].astype(int)


def split_digits(rng: np.random.Generator | int = 0) -> tuple[Part, Part, Part]:
    """Shuffle the digits and split them: 1197 to train on, 300 to choose by (dev), 300 to test on at the end.

    The parts share their writers, so a test accuracy here is for new images by known hands, not for new hands.

    Parameters
    ----------
    rng : Generator or int
        What to shuffle with; an int is a seed.

    Returns
    -------
    tuple of three pairs ``(X, y)``
        ``(X_train, y_train), (X_dev, y_dev), (X_test, y_test) = split_digits(0)``
    """
    X, y = load_digits()
    order = np.random.default_rng(rng).permutation(len(y))  # a Generator passes through default_rng as it is
    train, dev, test = np.split(order, [len(y) - NUM_DEV - NUM_TEST, len(y) - NUM_TEST])
    return (X[train], y[train]), (X[dev], y[dev]), (X[test], y[test])
