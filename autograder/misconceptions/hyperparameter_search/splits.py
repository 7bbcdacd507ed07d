# mypy: allow-untyped-defs, allow-untyped-calls
"""What students write for `train_dev_test_split`."""

from __future__ import annotations

import numpy as np

from autograder.misconceptions import wrong

SPLIT = "train_dev_test_split"


def _cut(indices, n, fractions):
    first, second = round(n * fractions[0]), round(n * fractions[0]) + round(n * fractions[1])
    return indices[:first], indices[first:second], indices[second:]


@wrong(
    SPLIT,
    "not-shuffled",
    "The samples are cut in the order in which they came",
    "Data is often sorted: by class, by day, by writer. What would then be in your test part?",
    "Shuffle the indices first. The generator has a method that gives a random order of range(n).",
)
def not_shuffled(n, fractions, rng):
    return _cut(np.arange(n), n, fractions)


@wrong(SPLIT, "not-shuffled")
def from_the_end(n, fractions, rng):
    return _cut(np.arange(n)[::-1], n, fractions)


@wrong(
    SPLIT,
    "blocks-stay-together",
    "Only the place of the cut is random",
    "Look at your dev part: are its samples scattered over the data, or do they stand side by side?",
    "Every sample should go its own way. Which method gives a random order?",
)
def rolled(n, fractions, rng):
    return _cut(np.roll(np.arange(n), rng.integers(n)), n, fractions)


@wrong(SPLIT, "blocks-stay-together")
def shuffled_inside_the_parts(n, fractions, rng):
    return tuple(rng.permutation(part) for part in _cut(np.arange(n), n, fractions))


@wrong(
    SPLIT,
    "with-replacement",
    "Indices are drawn with replacement",
    "Sort one part and look at neighbours: some samples are there twice, and others nowhere.",
    "A sample that is in train and in test makes the test result too good. Which draw takes each index once?",
)
def with_replacement(n, fractions, rng):
    return _cut(rng.integers(n, size=n), n, fractions)


@wrong(SPLIT, "with-replacement")
def choice(n, fractions, rng):
    return _cut(rng.choice(n, n), n, fractions)


@wrong(
    SPLIT,
    "parts-overlap",
    "The parts are drawn one by one from all samples",
    "Is any index in two parts? `np.intersect1d` tells.",
    "Shuffle once, then cut the one order into three.",
)
def independent_parts(n, fractions, rng):
    return tuple(rng.permutation(n)[: round(n * fraction)] for fraction in fractions)


@wrong(SPLIT, "parts-overlap")
def independent_choices(n, fractions, rng):
    return tuple(rng.choice(n, round(n * fraction), replace=False) for fraction in fractions)


@wrong(
    SPLIT,
    "random-sizes",
    "Every sample throws its own dice, so the sizes are random",
    "Print the three sizes for a few seeds. Are they the ones asked for?",
    "The sizes are given; chance decides who goes where.",
)
def random_sizes(n, fractions, rng):
    owner = rng.choice(3, size=n, p=fractions)
    return tuple(np.flatnonzero(owner == part) for part in range(3))


@wrong(
    SPLIT,
    "truncated-sizes",
    "A size is cut off, not rounded",
    "0.29 * 200 is 57.99999999999999 in floating point. What does int() make of it?",
    "Which function gives the nearest whole number?",
)
def truncated(n, fractions, rng):
    order, first, second = rng.permutation(n), int(n * fractions[0]), int(n * fractions[1])
    return order[:first], order[first : first + second], order[first + second :]


@wrong(
    SPLIT,
    "samples-lost",
    "All three sizes are rounded on their own",
    "Three rounded shares need not sum to n. Try 601 samples in three equal parts: is everybody there?",
    "Let the last part take what is left.",
)
def three_roundings(n, fractions, rng):
    order, ends = rng.permutation(n), np.cumsum([round(n * fraction) for fraction in fractions])
    return order[: ends[0]], order[ends[0] : ends[1]], order[ends[1] : ends[2]]


@wrong(SPLIT, "samples-lost")
def second_cut_too_late(n, fractions, rng):
    order, first, second = rng.permutation(n), round(n * fractions[0]), round(n * fractions[1])
    return order[:first], order[first : first + second], order[first + second + 1 :]


@wrong(
    SPLIT,
    "cut-at-the-share",
    "The second cut is at the second share, not at the sum of the first two",
    "Print the sizes for 60 %, 20 %, 20 %. Where in the shuffled order does the dev part begin and end?",
    "np.split and slices want places, not lengths.",
)
def lengths_as_places(n, fractions, rng):
    order = rng.permutation(n)
    return tuple(np.split(order, [round(n * fractions[0]), round(n * fractions[1])]))


@wrong(SPLIT, "cut-at-the-share")
def slices(n, fractions, rng):
    order, first, second = rng.permutation(n), round(n * fractions[0]), round(n * fractions[1])
    return order[:first], order[first:second], order[second:]


@wrong(
    SPLIT,
    "parts-exchanged",
    "The parts come in another order",
    "The caller unpacks `train, dev, test`. Which of your parts is the largest?",
)
def exchanged(n, fractions, rng):
    train, dev, test = _cut(rng.permutation(n), n, fractions)
    return test, dev, train


@wrong(
    SPLIT,
    "two-parts",
    "Two parts come back, not three",
    "A dev part to choose by, and a test part that is looked at once: you need both.",
)
def two_parts(n, fractions, rng):
    order, first = rng.permutation(n), round(n * fractions[0])
    return order[:first], order[first:]


@wrong(
    SPLIT,
    "masks",
    "Masks come back, not indices",
    "The task asks for arrays of indices. A mask says yes or no for every sample.",
    "np.flatnonzero turns one into the other.",
)
def masks(n, fractions, rng):
    return tuple(np.isin(np.arange(n), part) for part in _cut(rng.permutation(n), n, fractions))


@wrong(
    SPLIT,
    "global-state",
    "The chance comes from elsewhere, not from `rng`",
    "np.random.permutation, or a new default_rng(), knows nothing of the `rng` that you are given.",
    "Who runs your code with the same seed wants the same split. Ask `rng` for the order.",
)
def global_state(n, fractions, rng):
    return _cut(np.random.permutation(n), n, fractions)  # noqa: NPY002


@wrong(
    SPLIT,
    "own-seed",
    "The function makes a generator of its own",
    "Whatever `rng` is handed over, the split is the same one. How would you draw a second split?",
    "Use the generator that you are given.",
)
def own_seed(n, fractions, rng):
    return _cut(np.random.default_rng(0).permutation(n), n, fractions)


@wrong(SPLIT, "own-seed")
def legacy_seed(n, fractions, rng):
    return _cut(np.random.RandomState(42).permutation(n), n, fractions)


@wrong(SPLIT, "global-state")
def fresh_generator(n, fractions, rng):
    return _cut(np.random.default_rng().permutation(n), n, fractions)


@wrong(
    SPLIT,
    "counted-from-one",
    "The indices are counted from 1",
    "The first sample is X[0]. Is index 0 in any of your parts, and is there a sample n?",
)
def from_one(n, fractions, rng):
    return _cut(rng.permutation(n) + 1, n, fractions)
