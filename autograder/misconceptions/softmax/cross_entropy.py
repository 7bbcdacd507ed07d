# mypy: allow-untyped-defs, allow-untyped-calls
"""What students write for `cross_entropy`: losses that become inf or stop at a limit, and labels used otherwise."""

from __future__ import annotations

import numpy as np

from autograder.misconceptions import common, wrong


@wrong("cross_entropy", *common.LOG_OF_SOFTMAX)
def log_of_softmax(scores, y):
    return -np.mean(np.log(_softmax(scores)[np.arange(len(y)), y]))


def _log_plus(eps):
    def log_plus_eps(scores, y):
        return -np.mean(np.log(_softmax(scores)[np.arange(len(y)), y] + eps))

    return log_plus_eps


def _log_clipped(eps):
    def log_of_clipped(scores, y):
        return -np.mean(np.log(np.clip(_softmax(scores)[np.arange(len(y)), y], eps, 1 - eps)))

    return log_of_clipped


def _clip_scores(limit):
    def clip_scores(scores, y):
        return _cross_entropy(np.clip(scores, -limit, limit), y)

    return clip_scores


for _eps in common.TINY:
    wrong("cross_entropy", *common.LOG_PLUS_EPS)(_log_plus(_eps))
    wrong("cross_entropy", *common.CLIP_PROBABILITIES)(_log_clipped(_eps))
for _limit in common.LIMITS:
    wrong("cross_entropy", *common.CLIP_SCORES)(_clip_scores(_limit))


@wrong("cross_entropy", *common.CLIP_PROBABILITIES)
def clip_smallest_float(scores, y):
    return -np.mean(np.log(np.maximum(_softmax(scores)[np.arange(len(y)), y], np.finfo(float).tiny)))


@wrong("cross_entropy", *common.NAN_TO_NUM)
def nan_to_num(scores, y):
    return -np.mean(np.nan_to_num(np.log(_softmax(scores)[np.arange(len(y)), y])))


@wrong("cross_entropy", *common.NAN_TO_NUM)
def nan_to_num_of_one_hot(scores, y):
    Y = np.eye(scores.shape[1])[y]
    return np.sum(np.nan_to_num(-Y * np.log(_softmax(scores)))) / len(y)


@wrong("cross_entropy", *common.NO_SHIFT)
def no_shift(scores, y):
    e = np.exp(scores)
    return -np.mean(np.log(e[np.arange(len(y)), y] / e.sum(axis=1)))


@wrong("cross_entropy", *common.NO_SHIFT)
def no_shift_log_sum_exp(scores, y):
    return np.mean(np.log(np.exp(scores).sum(axis=1)) - scores[np.arange(len(y)), y])


@wrong("cross_entropy", *common.GLOBAL_MAX)
def global_max(scores, y):
    shifted = scores - scores.max()
    return np.mean(np.log(np.exp(shifted).sum(axis=1)) - shifted[np.arange(len(y)), y])


@wrong("cross_entropy", *common.SUBTRACT_MEAN)
def subtract_mean(scores, y):
    shifted = scores - scores.mean(axis=1, keepdims=True)
    return np.mean(np.log(np.exp(shifted).sum(axis=1)) - shifted[np.arange(len(y)), y])


@wrong("cross_entropy", *common.FORGOT_MAX)
def forgot_max(scores, y):
    m = scores.max(axis=1, keepdims=True)
    return np.mean(np.log(np.exp(scores - m).sum(axis=1)) - scores[np.arange(len(y)), y])


@wrong("cross_entropy", *common.FORGOT_MAX)
def max_twice(scores, y):
    m = scores.max(axis=1, keepdims=True)
    lse = m[:, 0] + np.log(np.exp(scores - m).sum(axis=1))
    return np.mean(lse - (scores - m)[np.arange(len(y)), y])


@wrong("cross_entropy", *common.SUM_NOT_MEAN)
def sum_not_mean(scores, y):
    return -np.sum(_log_softmax(scores)[np.arange(len(y)), y])


@wrong("cross_entropy", *common.NOT_SUMMED_UP)
def not_averaged(scores, y):
    return -_log_softmax(scores)[np.arange(len(y)), y]


@wrong("cross_entropy", *common.NOT_SUMMED_UP)
def divided_not_summed(scores, y):
    return -_log_softmax(scores)[np.arange(len(y)), y] / len(y)


@wrong("cross_entropy", *common.ARRAY_LOSS)
def array_loss(scores, y):
    return np.mean(-_log_softmax(scores)[np.arange(len(y)), y], keepdims=True)


@wrong("cross_entropy", *common.ARRAY_LOSS)
def matrix_loss(scores, y):
    return np.mean(-_log_softmax(scores)[np.arange(len(y)), y].reshape(-1, 1), axis=0, keepdims=True)


@wrong("cross_entropy", *common.MEAN_OVER_ALL)
def mean_over_all(scores, y):
    return -np.mean(np.eye(scores.shape[1])[y] * _log_softmax(scores))


@wrong("cross_entropy", *common.DIVIDES_BY_CLASSES)
def divides_by_classes(scores, y):
    return -np.sum(_log_softmax(scores)[np.arange(len(y)), y]) / scores.shape[1]


@wrong("cross_entropy", *common.NEGATED)
def negated(scores, y):
    return np.mean(_log_softmax(scores)[np.arange(len(y)), y])


@wrong("cross_entropy", *common.PICKS_EVERY_LABEL)
def picks_every_label(scores, y):
    return -np.mean(_log_softmax(scores)[:, y])


@wrong("cross_entropy", *common.PICKS_EVERY_LABEL)
def sums_every_label(scores, y):
    return -np.sum(_log_softmax(scores)[:, y]) / len(y)


@wrong("cross_entropy", *common.IGNORES_LABELS)
def largest_probability(scores, y):
    return -np.mean(_log_softmax(scores).max(axis=1))


@wrong("cross_entropy", *common.IGNORES_LABELS)
def every_class(scores, y):
    return -np.sum(_log_softmax(scores)) / len(y)


@wrong("cross_entropy", *common.IGNORES_LABELS)
def mean_of_everything(scores, y):
    return -np.mean(_log_softmax(scores))


@wrong("cross_entropy", *common.IGNORES_LABELS)
def entropy(scores, y):
    logs = _log_softmax(scores)
    return -np.sum(np.exp(logs) * logs) / len(y)


@wrong(
    "cross_entropy",
    "labels-as-weights",
    "The class numbers are used as weights",
    "Class 0 then counts for nothing, and class 3 three times.",
    "A label says which column to look at; it is not a quantity.",
)
def labels_as_weights(scores, y):
    return -np.sum(np.asarray(y)[:, None] * _log_softmax(scores)) / len(y)


@wrong("cross_entropy", "labels-as-weights")
def labels_times_largest(scores, y):
    return -np.mean(np.asarray(y) * _log_softmax(scores).max(axis=1))


@wrong("cross_entropy", *common.EXPECTS_ONE_HOT)
def expects_one_hot(scores, y):
    return -np.sum(y * _log_softmax(scores)) / scores.shape[0]


@wrong("cross_entropy", *common.EXPECTS_ONE_HOT)
def argmax_of_labels(scores, y):
    return -np.mean(_log_softmax(scores)[np.arange(len(y)), np.argmax(y, axis=1)])


@wrong("cross_entropy", *common.LABELS_FROM_ONE)
def labels_from_one(scores, y):
    return -np.mean(_log_softmax(scores)[np.arange(len(y)), np.asarray(y) - 1])


@wrong("cross_entropy", *common.LABELS_NEED_ARRAY)
def labels_need_shape(scores, y):
    N = y.shape[0]
    return -np.sum(_log_softmax(scores)[np.arange(N), y]) / N


@wrong("cross_entropy", *common.LABELS_NEED_ARRAY)
def labels_need_array(scores, y):
    return -np.mean(_log_softmax(scores)[np.arange(y.size), y])


@wrong("cross_entropy", *common.LABELS_NEED_ARRAY)
def labels_need_astype(scores, y):
    return -np.mean(_log_softmax(scores)[np.arange(len(y)), y.astype(int)])


@wrong("cross_entropy", *common.WRONG_LOG_BASE)
def log2(scores, y):
    return -np.mean(np.log2(_softmax(scores)[np.arange(len(y)), y]))


@wrong("cross_entropy", *common.WRONG_LOG_BASE)
def log10(scores, y):
    return -np.mean(np.log10(_softmax(scores)[np.arange(len(y)), y]))


@wrong("cross_entropy", *common.LOG1P)
def log1p(scores, y):
    return -np.mean(np.log1p(_softmax(scores)[np.arange(len(y)), y]))


@wrong("cross_entropy", *common.SOFTMAX_TWICE)
def softmax_twice(scores, y):
    return _cross_entropy(_softmax(scores), y)


@wrong(
    "cross_entropy",
    "scores-as-probabilities",
    "The logarithm is taken of the scores",
    "The arguments are scores, of any sign; a logarithm needs probabilities.",
    "Which function of this notebook leads from one to the other, and which one straight to the logarithm?",
)
def scores_as_probabilities(scores, y):
    return -np.mean(np.log(scores[np.arange(len(y)), y]))


@wrong("cross_entropy", "scores-as-probabilities")
def scores_without_log(scores, y):
    return -np.mean(scores[np.arange(len(y)), y])


@wrong(
    "cross_entropy",
    "no-log",
    "There is no logarithm in the loss",
    "A true class with probability 0 should cost without bound. What does it cost in your version?",
)
def one_minus_probability(scores, y):
    return np.mean(1 - _softmax(scores)[np.arange(len(y)), y])


@wrong("cross_entropy", "no-log")
def negative_probability(scores, y):
    return -np.mean(_softmax(scores)[np.arange(len(y)), y])


@wrong(
    "cross_entropy",
    "log-of-mean",
    "The mean is taken before the logarithm",
    "The logarithm of a mean is not the mean of the logarithms. Try it with 1 and 0.01.",
    "Each sample has a loss of its own; average those.",
)
def log_of_mean(scores, y):
    return -np.log(np.mean(_softmax(scores)[np.arange(len(y)), y]))


@wrong("cross_entropy", "log-of-mean")
def log_of_sum(scores, y):
    return -np.log(np.sum(_softmax(scores)[np.arange(len(y)), y])) / len(y)


@wrong(
    "cross_entropy",
    "binary-cross-entropy",
    "Terms of the binary cross-entropy are in the sum",
    "log(1 - p) belongs to two classes with a sigmoid. With softmax the probabilities of a row already sum to 1.",
    "Which classes enter the loss of one sample?",
)
def binary_cross_entropy(scores, y):
    p, Y = _softmax(scores), np.eye(scores.shape[1])[y]
    return -np.sum(Y * np.log(p) + (1 - Y) * np.log(1 - p)) / len(y)


@wrong("cross_entropy", "binary-cross-entropy")
def mean_binary_cross_entropy(scores, y):
    p, Y = _softmax(scores), np.eye(scores.shape[1])[y]
    return -np.mean(Y * np.log(p) + (1 - Y) * np.log(1 - p))


@wrong(
    "cross_entropy",
    "swapped-roles",
    "Labels and probabilities have changed places",
    "The logarithm of a one-hot label is 0 or minus infinity.",
    "Of which of the two does the loss take the logarithm?",
)
def swapped_roles(scores, y):
    return -np.sum(_softmax(scores) * np.log(np.eye(scores.shape[1])[y] + 1e-8)) / len(y)


@wrong("cross_entropy", "swapped-roles")
def swapped_roles_bare(scores, y):
    return -np.sum(_softmax(scores) * np.log(np.eye(scores.shape[1])[y])) / len(y)


@wrong(
    "cross_entropy",
    "another-loss",
    "This is another loss function",
    "The hinge loss compares scores, the squared error compares probabilities with 0 and 1.",
    "The cross-entropy of a sample looks at one number: the probability of its true class.",
)
def hinge(scores, y):
    rows = np.arange(len(y))
    margins = np.maximum(0, scores - scores[rows, y][:, None] + 1)
    margins[rows, y] = 0
    return margins.sum() / len(y)


@wrong("cross_entropy", "another-loss")
def squared_error(scores, y):
    return np.sum((_softmax(scores) - np.eye(scores.shape[1])[y]) ** 2) / len(y)


@wrong("cross_entropy", "another-loss")
def mean_squared_error(scores, y):
    return np.mean((_softmax(scores) - np.eye(scores.shape[1])[y]) ** 2)


@wrong(
    "cross_entropy",
    "returns-in-loop",
    "Only one sample counts",
    "How many rows does your function look at before it returns, or before the sum starts again?",
    "Look at what stands inside the loop, and what should stand before or after it.",
)
def returns_in_loop(scores, y):
    for i in range(len(y)):
        return -_log_softmax(scores)[i, y[i]]
    return None


@wrong("cross_entropy", "returns-in-loop")
def divided_in_loop(scores, y):
    for i in range(len(y)):
        return -_log_softmax(scores)[i, y[i]] / len(y)
    return None


@wrong("cross_entropy", "returns-in-loop")
def last_sample(scores, y):
    for i in range(len(y)):
        loss = -_log_softmax(scores)[i, y[i]]
    return loss / len(y)


@wrong("cross_entropy", *common.SUM_AXIS_0)
def sum_axis_0(scores, y):
    shifted = scores - scores.max(axis=0)
    return -np.mean((shifted - np.log(np.exp(shifted).sum(axis=0)))[np.arange(len(y)), y])


@wrong("cross_entropy", *common.SUM_OVER_ALL)
def sum_over_all(scores, y):
    shifted = scores - scores.max()
    return -np.mean((shifted - np.log(np.exp(shifted).sum()))[np.arange(len(y)), y])


@wrong("cross_entropy", *common.NO_KEEPDIMS)
def no_keepdims(scores, y):
    shifted = scores - scores.max(axis=1)
    return -np.mean((shifted - np.log(np.exp(shifted).sum(axis=1)))[np.arange(len(y)), y])


@wrong("cross_entropy", *common.NO_KEEPDIMS)
def no_keepdims_in_sum(scores, y):
    shifted = scores - scores.max(axis=1, keepdims=True)
    return -np.mean((shifted - np.log(np.exp(shifted).sum(axis=1)))[np.arange(len(y)), y])


@wrong("cross_entropy", *common.ROUNDED)
def rounded(scores, y):
    return round(float(_cross_entropy(scores, y)), 4)


@wrong("cross_entropy", *common.FLOAT32)
def float32(scores, y):
    return _cross_entropy(scores.astype(np.float32), y)


@wrong("cross_entropy", *common.MUTATES_INPUT)
def shifts_in_place(scores, y):
    scores -= scores.max(axis=1, keepdims=True)
    return _cross_entropy(scores, y)


@wrong("cross_entropy", *common.MUTATES_INPUT)
def log_softmax_in_place(scores, y):
    scores -= scores.max(axis=1, keepdims=True)
    scores -= np.log(np.exp(scores).sum(axis=1, keepdims=True))
    return -np.mean(scores[np.arange(len(y)), y])


def _softmax(scores):
    e = np.exp(scores - scores.max(axis=1, keepdims=True))
    return e / e.sum(axis=1, keepdims=True)


def _log_softmax(scores):
    shifted = scores - scores.max(axis=1, keepdims=True)
    return shifted - np.log(np.exp(shifted).sum(axis=1, keepdims=True))


def _cross_entropy(scores, y):
    return -np.mean(_log_softmax(scores)[np.arange(len(y)), y])
