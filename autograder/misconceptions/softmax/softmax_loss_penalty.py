# mypy: allow-untyped-defs, allow-untyped-calls
"""What students write for `softmax_loss`: another penalty than the one asked for, and what happens to W and X."""

from __future__ import annotations

import numpy as np

from autograder.misconceptions import common, wrong
from autograder.misconceptions.softmax import right

OTHER_CONVENTION = (
    "other-l2-convention",
    "This is another convention of the L2 penalty",
    "Both your loss and your gradient fit together, for a penalty with another factor in front.",
    "Sources differ: 0.5 * reg, reg / (2 * N), or reg alone. Which one does this notebook state?",
)


@wrong("softmax_loss", *OTHER_CONVENTION)
def half_convention(W, X, y, reg):
    loss, dW = right.data_loss(W, X, y)
    return loss + 0.5 * reg * np.sum(W**2), dW + reg * W


@wrong("softmax_loss", *OTHER_CONVENTION)
def lambda_over_two_m(W, X, y, reg):
    loss, dW = right.data_loss(W, X, y)
    return loss + reg / (2 * len(X)) * np.sum(W**2), dW + reg / len(X) * W


@wrong("softmax_loss", *OTHER_CONVENTION)
def lambda_over_m(W, X, y, reg):
    loss, dW = right.data_loss(W, X, y)
    return loss + reg / len(X) * np.sum(W**2), dW + 2 * reg / len(X) * W


@wrong("softmax_loss", *OTHER_CONVENTION)
def mean_of_squares(W, X, y, reg):
    loss, dW = right.data_loss(W, X, y)
    return loss + reg * np.mean(W**2), dW + 2 * reg * W / W.size


@wrong(
    "softmax_loss",
    "penalty-gradient-missing",
    "The penalty is in the loss, but not in the gradient",
    "dW is the gradient of everything that the loss adds up.",
    "What is the derivative of W_ij squared, by W_ij?",
)
def penalty_gradient_missing(W, X, y, reg):
    loss, dW = right.data_loss(W, X, y)
    return loss + reg * np.sum(W**2), dW


@wrong(
    "softmax_loss",
    "penalty-loss-missing",
    "The penalty is in the gradient, but not in the loss",
    "A gradient belongs to a loss. Of which loss is yours the gradient?",
)
def penalty_loss_missing(W, X, y, reg):
    loss, dW = right.data_loss(W, X, y)
    return loss, dW + 2 * reg * W


@wrong(
    "softmax_loss",
    "penalty-missing",
    "There is no penalty yet",
    "Your loss and gradient do not change with `reg`.",
    "What does `reg` multiply, in the loss and in its gradient?",
)
def penalty_missing(W, X, y, reg):
    return right.data_loss(W, X, y)


@wrong(
    "softmax_loss",
    "penalty-gradient-factor",
    "Loss and gradient of the penalty do not fit together",
    "Take the derivative of the penalty as your loss has it. Which factor comes from the square?",
    "Compare that factor in the two lines of your code.",
)
def penalty_gradient_without_two(W, X, y, reg):
    loss, dW = right.data_loss(W, X, y)
    return loss + reg * np.sum(W**2), dW + reg * W


@wrong("softmax_loss", "penalty-gradient-factor")
def half_in_loss_only(W, X, y, reg):
    loss, dW = right.data_loss(W, X, y)
    return loss + 0.5 * reg * np.sum(W**2), dW + 2 * reg * W


@wrong("softmax_loss", "penalty-gradient-factor")
def penalty_gradient_averaged(W, X, y, reg):
    loss, dW = right.data_loss(W, X, y)
    return loss + reg * np.sum(W**2), dW + 2 * reg * W / len(X)


@wrong(
    "softmax_loss",
    "another-norm",
    "The penalty is taken of another norm",
    "The penalty adds up the squares of all weights; no absolute values, and no square root.",
    "Take W with the single entry 3: what is the penalty for reg = 1?",
)
def absolute_values(W, X, y, reg):
    loss, dW = right.data_loss(W, X, y)
    return loss + reg * np.sum(np.abs(W)), dW + reg * np.sign(W)


@wrong("softmax_loss", "another-norm")
def square_root(W, X, y, reg):
    loss, dW = right.data_loss(W, X, y)
    norm = np.linalg.norm(W)
    return loss + reg * norm, dW + reg * W / norm


@wrong("softmax_loss", "another-norm")
def square_root_in_loss_only(W, X, y, reg):
    loss, dW = right.data_loss(W, X, y)
    return loss + reg * np.linalg.norm(W), dW + 2 * reg * W


@wrong("softmax_loss", "another-norm")
def square_of_sum(W, X, y, reg):
    loss, dW = right.data_loss(W, X, y)
    return loss + reg * np.sum(W) ** 2, dW + 2 * reg * W


@wrong("softmax_loss", "another-norm")
def sum_without_square(W, X, y, reg):
    loss, dW = right.data_loss(W, X, y)
    return loss + reg * np.sum(W), dW + 2 * reg * W


@wrong(
    "softmax_loss",
    "matrix-product-penalty",
    "The square is a matrix product",
    "W @ W.T multiplies rows with rows. Which of its entries hold squares of single weights?",
    "You want to square each entry.",
)
def matrix_product(W, X, y, reg):
    loss, dW = right.data_loss(W, X, y)
    return loss + reg * np.sum(W @ W.T), dW + 2 * reg * W


@wrong("softmax_loss", "matrix-product-penalty")
def other_matrix_product(W, X, y, reg):
    loss, dW = right.data_loss(W, X, y)
    return loss + reg * np.sum(W.T @ W), dW + 2 * reg * W


@wrong(
    "softmax_loss",
    "penalty-sign",
    "Large weights are rewarded",
    "The penalty makes large weights cost more. Which sign must it have, in the loss and in the gradient?",
)
def penalty_subtracted(W, X, y, reg):
    loss, dW = right.data_loss(W, X, y)
    return loss - reg * np.sum(W**2), dW - 2 * reg * W


@wrong("softmax_loss", "penalty-sign")
def penalty_gradient_subtracted(W, X, y, reg):
    loss, dW = right.data_loss(W, X, y)
    return loss + reg * np.sum(W**2), dW - 2 * reg * W


@wrong(
    "softmax_loss",
    "penalty-skips-row",
    "One row or column of W is left out of the penalty",
    "Leaving out the bias is right where W holds one. Here every entry of W is a weight.",
)
def skips_last_row(W, X, y, reg):
    loss, dW = right.data_loss(W, X, y)
    dW[:-1] += 2 * reg * W[:-1]
    return loss + reg * np.sum(W[:-1] ** 2), dW


@wrong("softmax_loss", "penalty-skips-row")
def skips_first_row(W, X, y, reg):
    loss, dW = right.data_loss(W, X, y)
    dW[1:] += 2 * reg * W[1:]
    return loss + reg * np.sum(W[1:] ** 2), dW


@wrong(
    "softmax_loss",
    "penalty-scalar-gradient",
    "The gradient of the penalty is a single number",
    "Every weight has a derivative of its own. Which shape has the gradient of sum(W**2)?",
)
def scalar_penalty_gradient(W, X, y, reg):
    loss, dW = right.data_loss(W, X, y)
    return loss + reg * np.sum(W**2), dW + 2 * reg * np.sum(W)


@wrong("softmax_loss", "penalty-scalar-gradient")
def penalty_added_to_gradient(W, X, y, reg):
    loss, dW = right.data_loss(W, X, y)
    return loss + reg * np.sum(W**2), dW + reg * np.sum(W**2)


@wrong("softmax_loss", *common.MUTATES_INPUT)
def penalty_in_place(W, X, y, reg):
    loss, dW = right.data_loss(W, X, y)
    loss += reg * np.sum(W**2)
    W *= 2 * reg
    return loss, dW + W


@wrong("softmax_loss", *common.MUTATES_INPUT)
def averages_in_place(W, X, y, reg):
    loss, _ = right.data_loss(W, X, y)
    loss += reg * np.sum(W**2)
    X /= len(X)
    return loss, X.T @ right.dscores(len(X) * X @ W, y) + 2 * reg * W


@wrong("softmax_loss", *common.INTEGER_OUTPUT)
def integer_output(W, X, y, reg):
    loss, data = right.data_loss(W, X, y)
    dW = np.zeros_like(W)
    dW[...] = data + 2 * reg * W
    return loss + reg * np.sum(W**2), dW


@wrong("softmax_loss", *common.INTEGER_OUTPUT)
def integer_output_by_loops(W, X, y, reg):
    dscores = right.dscores(X @ W, y)
    dW = np.zeros_like(W)
    for i in range(len(X)):
        for j in range(W.shape[1]):
            dW[:, j] += (dscores[i, j] * X[i]).astype(W.dtype)
    return right.data_loss(W, X, y)[0] + reg * np.sum(W**2), dW / len(X) + 2 * reg * W


@wrong("softmax_loss", *common.LABELS_NEED_ARRAY)
def labels_need_shape(W, X, y, reg):
    loss, dW = right.data_loss(W, X, y.astype(int))
    return loss + reg * np.sum(W**2), dW + 2 * reg * W


@wrong("softmax_loss", *common.LABELS_NEED_ARRAY)
def labels_need_array(W, X, y, reg):
    loss, dW = right.data_loss(W, X, y[: y.shape[0]])
    return loss + reg * np.sum(W**2), dW + 2 * reg * W


_gradient: dict[tuple[int, ...], np.ndarray] = {}


@wrong("softmax_loss", *common.SHARED_BUFFER)
def shared_buffer(W, X, y, reg):
    loss, dW = right.data_loss(W, X, y)
    out = _gradient.setdefault(W.shape, np.empty(W.shape))
    out[...] = dW + 2 * reg * W
    return loss + reg * np.sum(W**2), out
