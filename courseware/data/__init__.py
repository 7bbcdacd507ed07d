"""Real data for training: the digits that the course ships, and loaders for two sets that a learner may have at home.

Nothing is ever downloaded; a loader whose folder is not there says what to fetch and from where.
"""

from courseware.data.cifar10 import load_cifar10
from courseware.data.digits import load_digits, split_digits
from courseware.data.mnist import load_mnist

__all__ = ["load_cifar10", "load_digits", "load_mnist", "split_digits"]
