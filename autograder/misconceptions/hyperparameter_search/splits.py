# mypy: allow-untyped-defs, allow-untyped-calls
"""What students write for `train_dev_test_split` and `diagnose`."""

from __future__ import annotations

import numpy as np

from autograder.misconceptions import wrong

SPLIT, DIAGNOSE = "train_dev_test_split", "diagnose"


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


@wrong(
    DIAGNOSE,
    "bayes-ignored",
    "Bias is measured from 0",
    "If people misread 14 % of the images, how much can a network with a train error of 15 % still gain?",
    "Which of the arguments have you not used?",
)
def bayes_ignored(train_error, dev_error, bayes_error=0.0, tol=0.02):
    return _found(train_error > tol, dev_error - train_error > tol)


@wrong(
    DIAGNOSE,
    "variance-from-bayes",
    "Variance is measured from another place",
    "Train 15 %, dev 16 %: the network does as badly on what it has seen. Is that variance?",
    "Variance is what is lost on the way from the train set to new data.",
    "Between which two errors does that gap lie?",
)
def variance_from_bayes(train_error, dev_error, bayes_error=0.0, tol=0.02):
    return _found(train_error - bayes_error > tol, dev_error - bayes_error > tol)


@wrong(DIAGNOSE, "variance-from-bayes")
def variance_is_dev_error(train_error, dev_error, bayes_error=0.0, tol=0.02):
    return _found(train_error - bayes_error > tol, dev_error > tol)


@wrong(
    DIAGNOSE,
    "swapped",
    "Bias and variance have changed places",
    "A network that cannot even fit what it has seen is too stiff: is that called bias or variance?",
)
def swapped(train_error, dev_error, bayes_error=0.0, tol=0.02):
    return _found(dev_error - train_error > tol, train_error - bayes_error > tol)


@wrong(
    DIAGNOSE,
    "only-one",
    "At most one of the two is found",
    "A network can have both: a large error on the train set, and a far larger one on the dev set.",
    "What does `elif`, or an early `return`, do to the second question?",
)
def only_one(train_error, dev_error, bayes_error=0.0, tol=0.02):
    if train_error - bayes_error > tol:
        return {"bias"}
    return {"variance"} if dev_error - train_error > tol else set()


@wrong(DIAGNOSE, "only-one")
def variance_first(train_error, dev_error, bayes_error=0.0, tol=0.02):
    if dev_error - train_error > tol:
        return {"variance"}
    return {"bias"} if train_error - bayes_error > tol else set()


@wrong(DIAGNOSE, "only-one")
def the_larger_gap(train_error, dev_error, bayes_error=0.0, tol=0.02):
    first, second = train_error - bayes_error, dev_error - train_error
    return _found(first > tol and first >= second, second > tol and second > first)


@wrong(
    DIAGNOSE,
    "at-the-tolerance",
    "A gap that only meets the tolerance counts",
    "The task says larger than tol. What happens at exactly tol?",
)
def at_the_tolerance(train_error, dev_error, bayes_error=0.0, tol=0.02):
    return _found(train_error - bayes_error >= tol, dev_error - train_error >= tol)


@wrong(
    DIAGNOSE,
    "tolerance-fixed",
    "The tolerance that is handed over has no effect",
    "Is the number 0.02 written into the body of your function?",
)
def tolerance_fixed(train_error, dev_error, bayes_error=0.0, tol=0.02):
    return _found(train_error - bayes_error > 0.02, dev_error - train_error > 0.02)


@wrong(
    DIAGNOSE,
    "no-tolerance",
    "Any gap counts, however small",
    "Errors are measured on samples, so they are never exactly equal. What is `tol` there for?",
)
def no_tolerance(train_error, dev_error, bayes_error=0.0, tol=0.02):
    return _found(train_error > bayes_error, dev_error > train_error)


@wrong(
    DIAGNOSE,
    "absolute-gap",
    "A gap counts in both directions",
    "A dev error below the train error: is anything lost on new data?",
    "What does abs() do to the sign?",
)
def absolute_gap(train_error, dev_error, bayes_error=0.0, tol=0.02):
    return _found(abs(train_error - bayes_error) > tol, abs(dev_error - train_error) > tol)


@wrong(
    DIAGNOSE,
    "dict-for-empty-set",
    "The empty answer is a dict",
    "In Python {} is an empty dict. How is an empty set written?",
)
def empty_dict(train_error, dev_error, bayes_error=0.0, tol=0.02):
    return _found(train_error - bayes_error > tol, dev_error - train_error > tol) or {}


@wrong(
    DIAGNOSE,
    "text-for-a-set",
    "Text comes back where a set is asked for",
    "A set can hold one name, both, or none: {'bias', 'variance'}, {'bias'}, set().",
)
def text(train_error, dev_error, bayes_error=0.0, tol=0.02):
    return " and ".join(sorted(_found(train_error - bayes_error > tol, dev_error - train_error > tol)))


@wrong(
    DIAGNOSE,
    "list-for-a-set",
    "A list comes back where a set is asked for",
    "{'bias', 'variance'} is a set, and set() an empty one. In which order would a list have to be?",
)
def listed(train_error, dev_error, bayes_error=0.0, tol=0.02):
    return sorted(_found(train_error - bayes_error > tol, dev_error - train_error > tol))


@wrong(
    DIAGNOSE,
    "letters-of-a-word",
    "The set holds single letters",
    "set('bias') takes the word apart. Curly brackets hold it as a whole: {'bias'}.",
)
def letters(train_error, dev_error, bayes_error=0.0, tol=0.02):
    found = set()
    if train_error - bayes_error > tol:
        found |= set("bias")
    if dev_error - train_error > tol:
        found |= set("variance")
    return found


def _found(bias, variance):
    return {name for name, there in (("bias", bias), ("variance", variance)) if there}
