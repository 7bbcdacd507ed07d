# mypy: allow-untyped-defs, allow-untyped-calls

"""More of what students write for `softmax`: another function in its place, and what happens to the caller's array."""

from __future__ import annotations

import numpy as np

from autograder.misconceptions import common, wrong
from autograder.misconceptions.softmax import right


@wrong(
    "softmax",
    "not-normalised",
    "The exps are not divided by their sum",
    "Add up a row of your result. What should the sum of probabilities be?",
)
def not_normalised(x):
    return np.exp(x - x.max(axis=-1, keepdims=True))


@wrong("softmax", "not-normalised")
def plain_exp(x):
    return np.exp(x)


@wrong("softmax", *common.DIVIDES_BY_SIZE)
def divides_by_mean(x):
    e = np.exp(x - x.max(axis=-1, keepdims=True))
    return e / e.mean(axis=-1, keepdims=True)


@wrong(
    "softmax",
    "unit-length",
    "Each row is scaled to length 1, not to sum 1",
    "Square your numbers and add up a row; then add it up without squares. Which of the two gives 1?",
)
def divides_by_norm(x):
    e = np.exp(x - x.max(axis=-1, keepdims=True))
    return e / np.linalg.norm(e, axis=-1, keepdims=True)


@wrong(
    "softmax",
    "softmin",
    "The largest score gets the smallest probability",
    "Take the row [0, 1, 2]: which entry should get most? Which one does?",
    "Look for a minus in front of the scores.",
)
def softmin(x):
    return right.softmax(-x)


@wrong("softmax", *common.SOFTMAX_TWICE)
def softmax_twice(x):
    return right.softmax(right.softmax(x))


@wrong(
    "softmax",
    "sigmoid",
    "This is the sigmoid of each score",
    "Add up a row: it need not give 1. Each of your outputs looks at one score only.",
    "In softmax, every output depends on all the scores of its row.",
)
def sigmoid(x):
    return 0.5 * (1 + np.tanh(0.5 * x))


@wrong(
    "softmax",
    "no-exp",
    "The scores are divided by their sum, without exp()",
    "A score may be negative; a probability may not.",
    "What makes every number positive and keeps the order of the scores?",
)
def no_exp(x):
    return x / x.sum(axis=-1, keepdims=True)


@wrong(
    "softmax",
    "wrong-base",
    "The powers have another base than e",
    "The ratio of two probabilities should be e to the difference of their scores. Which ratio do you get?",
)
def base_two(x):
    e = 2.0 ** (x - x.max(axis=-1, keepdims=True))
    return e / e.sum(axis=-1, keepdims=True)


@wrong("softmax", "wrong-base")
def base_ten(x):
    e = 10.0 ** (x - x.max(axis=-1, keepdims=True))
    return e / e.sum(axis=-1, keepdims=True)


@wrong(
    "softmax",
    "hard-max",
    "The largest score takes everything",
    "This is what softmax tends to when the scores are multiplied by a very large number.",
    "The soft version leaves something for the others.",
)
def hard_max(x):
    return (x == x.max(axis=-1, keepdims=True)).astype(float)


@wrong(
    "softmax",
    "returns-log",
    "The logarithm of the probabilities is returned",
    "Probabilities lie between 0 and 1. What are yours?",
    "That will be the next exercise.",
)
def returns_log(x):
    shifted = x - x.max(axis=-1, keepdims=True)
    return shifted - np.log(np.exp(shifted).sum(axis=-1, keepdims=True))


@wrong(
    "softmax",
    "shift-in-one-place",
    "The shift is in the numerator or the denominator, not in both",
    "Moving the scores changes nothing only because the same factor cancels, above and below.",
    "Give the moved exps a name, and use it twice.",
)
def shift_in_denominator(x):
    return np.exp(x) / np.exp(x - x.max(axis=-1, keepdims=True)).sum(axis=-1, keepdims=True)


@wrong("softmax", "shift-in-one-place")
def shift_in_numerator(x):
    return np.exp(x - x.max(axis=-1, keepdims=True)) / np.exp(x).sum(axis=-1, keepdims=True)


@wrong(
    "softmax",
    "shift-after-exp",
    "The shift comes after exp()",
    "Once exp() has overflowed, nothing can mend it; and subtracting afterwards changes the ratios.",
    "Which of the two is unchanged when the scores move: exp(x), or exp(x) / sum?",
)
def shift_after_exp(x):
    e = np.exp(x)
    e = e - e.max(axis=-1, keepdims=True)
    return e / e.sum(axis=-1, keepdims=True)


@wrong(
    "softmax",
    "returns-in-loop",
    "The function returns within its loop",
    "Only one row comes back. When does Python leave a function?",
    "Look at the indentation of the last line.",
)
def returns_in_loop(x):
    for row in np.atleast_2d(x):
        return right.softmax(row)
    return None


@wrong("softmax", *common.FLOAT32)
def float32(x):
    return right.softmax(x.astype(np.float32))


@wrong("softmax", *common.FLOAT32)
def float32_result(x):
    return right.softmax(x).astype(np.float32)


@wrong("softmax", *common.ROUNDED)
def rounded_6(x):
    return np.round(right.softmax(x), 6)


@wrong("softmax", *common.ROUNDED)
def rounded_4(x):
    return np.round(right.softmax(x), 4)


@wrong("softmax", *common.MUTATES_INPUT)
def shifts_in_place(x):
    x -= x.max(axis=-1, keepdims=True)
    e = np.exp(x)
    return e / e.sum(axis=-1, keepdims=True)


@wrong("softmax", *common.MUTATES_INPUT)
def everything_in_place(x):
    x -= x.max(axis=-1, keepdims=True)
    np.exp(x, out=x)
    x /= x.sum(axis=-1, keepdims=True)
    return x


@wrong("softmax", *common.MUTATES_INPUT)
def fills_input(x):
    for i in range(len(x)):
        x[i] = right.softmax(x[i])
    return x


@wrong("softmax", *common.INTEGER_OUTPUT)
def integer_output(x):
    rows = np.atleast_2d(x)
    out = np.zeros_like(rows)
    for i in range(len(rows)):
        out[i] = right.softmax(rows[i])
    return out.reshape(x.shape)


@wrong("softmax", *common.INTEGER_OUTPUT)
def integer_output_of_matrices(x):
    out = np.empty_like(x)
    for i in range(x.shape[0]):
        out[i] = right.softmax(x[i])
    return out


@wrong("softmax", *common.NEEDS_MATRIX)
def hard_coded_axis(x):
    e = np.exp(x - np.max(x, axis=1, keepdims=True))
    return e / np.sum(e, axis=1, keepdims=True)


@wrong("softmax", *common.NEEDS_MATRIX)
def two_lengths(x):
    N, _ = x.shape
    e = np.exp(x - x.max(axis=-1).reshape(N, 1))
    return e / e.sum(axis=-1).reshape(N, 1)


@wrong("softmax", *common.NEEDS_MATRIX)
def loop_over_rows(x):
    out = np.zeros(x.shape)
    for i in range(x.shape[0]):
        e = np.exp(x[i] - np.max(x[i]))
        out[i] = e / np.sum(e)
    return out


@wrong("softmax", *common.VECTOR_BECOMES_MATRIX)
def vector_becomes_matrix(x):
    return right.softmax(np.atleast_2d(x))


_buffer: dict[tuple[int, ...], np.ndarray] = {}


@wrong("softmax", *common.SHARED_BUFFER)
def shared_buffer(x):
    out = _buffer.setdefault(x.shape, np.empty(x.shape))
    out[...] = right.softmax(x)
    return out
