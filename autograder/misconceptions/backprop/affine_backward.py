# mypy: allow-untyped-defs, allow-untyped-calls
"""What students write for `affine_backward`."""

from __future__ import annotations

import numpy as np

from autograder.misconceptions import common, wrong

TRANSPOSED = (
    "dw-transposed",
    "dw comes out transposed",
    "dw has the shape of w, (D, H). Which shape has yours, when D and H differ?",
    "Write the shapes under the product: what must stand left, and what right, to get (D, H)?",
)
BIAS_MEAN = (
    "bias-gradient-mean",
    "The gradient of the bias is a mean over the batch",
    "The same b is added to every row, so it collects the gradient of every row.",
    "Where does the 1/N of a mean loss enter: here, or in dout already?",
)
BIAS_KEEPDIMS = (
    "bias-gradient-keepdims",
    "The gradient of the bias has an axis too many",
    "db has the shape of b, (H,). Print the shape of yours.",
    "Broadcasting would hide this in an update, and turn b into a matrix there.",
)
BIAS_NOT_SUMMED = (
    "bias-gradient-not-summed",
    "The gradient of the bias is not summed over the batch",
    "db has the shape of b, (H,). Yours has a row for each sample.",
    "The same b was copied to every row. What happens to the gradients of copies?",
)
BIAS_AXIS = (
    "bias-gradient-axis",
    "The sum runs along the outputs, not along the batch",
    "`axis` names the axis that disappears. Which axis of (N, H) should?",
    "For a batch of one sample, db is that sample's row of dout.",
)


@wrong("affine_backward", *TRANSPOSED)
def dw_transposed(dout, cache):
    x, w, _b = cache
    return dout @ w.T, dout.T @ x, dout.sum(axis=0)


@wrong("affine_backward", "x-not-transposed", "The product for dw is taken without a transpose",
       "Write the shapes under the product: x is (N, D), dout (N, H), dw (D, H).",
       "The sum runs over the samples. Which axis of each factor has to meet the other?")  # fmt: skip
def x_not_transposed(dout, cache):
    x, w, _b = cache
    return dout @ w.T, x @ dout, dout.sum(axis=0)


@wrong("affine_backward", "elementwise-product", "Entries are multiplied where matrices should be",
       "A formula for one weight, dw = dz * a, is written with a plain product. Here are matrices.",
       "Each weight gets a sum over the samples. Which operator multiplies and sums?")  # fmt: skip
def dw_elementwise(dout, cache):
    x, w, _b = cache
    return dout @ w.T, x * dout, dout.sum(axis=0)


@wrong("affine_backward", "elementwise-product")
def dx_elementwise(dout, cache):
    x, w, _b = cache
    return dout * w, x.T @ dout, dout.sum(axis=0)


@wrong("affine_backward", "dw-averaged", "dw is divided by the number of samples",
       "dout is the gradient of the loss as it is. Whoever takes a mean has put 1/N into it already.",
       "Divided here as well, the 1/N enters twice.")  # fmt: skip
def dw_averaged(dout, cache):
    x, w, _b = cache
    return dout @ w.T, x.T @ dout / len(x), dout.sum(axis=0)


@wrong("affine_backward", "all-averaged", "The gradients are divided by the number of samples",
       "dout is the gradient of the loss as it is. Whoever takes a mean has put 1/N into it already.",
       "Divided here as well, the 1/N enters twice.")  # fmt: skip
def all_averaged(dout, cache):
    x, w, _b = cache
    return dout @ w.T / len(x), x.T @ dout / len(x), dout.sum(axis=0) / len(x)


@wrong("affine_backward", "all-averaged")
def parameters_averaged(dout, cache):
    x, w, _b = cache
    return dout @ w.T, x.T @ dout / len(x), dout.sum(axis=0) / len(x)


@wrong("affine_backward", "dw-from-w", "dw is built from w, not from x",
       "How much does the loss react to one weight? That depends on the input that the weight is multiplied with.",
       "In out = x @ w, what is the factor of w?")  # fmt: skip
def dw_from_w(dout, cache):
    _x, w, _b = cache
    return dout @ w.T, w, dout.sum(axis=0)


@wrong("affine_backward", "ignores-dout", "The gradient from above plays no part",
       "The chain rule multiplies with the derivative of everything that comes after this layer: dout.")  # fmt: skip
def ignores_dout(dout, cache):
    x, w, _b = cache
    ones = np.ones_like(dout)
    return ones @ w.T, x.T @ ones, ones.sum(axis=0)


@wrong("affine_backward", *BIAS_MEAN)
def bias_mean(dout, cache):
    x, w, _b = cache
    return dout @ w.T, x.T @ dout, dout.mean(axis=0)


@wrong("affine_backward", *BIAS_KEEPDIMS)
def bias_keepdims(dout, cache):
    x, w, _b = cache
    return dout @ w.T, x.T @ dout, dout.sum(axis=0, keepdims=True)


@wrong("affine_backward", *BIAS_KEEPDIMS)
def bias_by_ones(dout, cache):
    x, w, _b = cache
    return dout @ w.T, x.T @ dout, np.ones((1, len(dout))) @ dout


@wrong("affine_backward", *BIAS_NOT_SUMMED)
def bias_not_summed(dout, cache):
    x, w, _b = cache
    return dout @ w.T, x.T @ dout, dout


@wrong("affine_backward", *BIAS_AXIS)
def bias_axis(dout, cache):
    x, w, _b = cache
    return dout @ w.T, x.T @ dout, dout.sum(axis=1)


@wrong("affine_backward", "bias-gradient-number", "The gradient of the bias is one number",
       "b has H entries, and each has a gradient of its own.",
       "What does `sum` do when it is given no axis?")  # fmt: skip
def bias_summed_up(dout, cache):
    x, w, _b = cache
    return dout @ w.T, x.T @ dout, dout.sum()


@wrong("affine_backward", "bias-gradient-first-sample", "Only one sample enters the gradient of the bias",
       "b was added to every row. Which rows does your db look at?")  # fmt: skip
def bias_first_sample(dout, cache):
    x, w, _b = cache
    return dout @ w.T, x.T @ dout, dout[0]


@wrong("affine_backward", "bias-gradient-ones", "The gradient of the bias is 1, whatever comes from above",
       "The derivative of out by b is 1. What does the chain rule multiply it with?")  # fmt: skip
def bias_ones(dout, cache):
    x, w, b = cache
    return dout @ w.T, x.T @ dout, np.ones_like(b)


@wrong("affine_backward", "dx-without-transpose", "The product for dx takes w without a transpose",
       "Write the shapes under the product: dout is (N, H), w is (D, H) turned ... which way, to get (N, D)?",
       "When D and H are equal, nothing warns you.")  # fmt: skip
def dx_without_transpose(dout, cache):
    x, w, _b = cache
    return dout @ w, x.T @ dout, dout.sum(axis=0)


@wrong("affine_backward", "dx-transposed", "dx comes out transposed",
       "dx has the shape of x, (N, D). Which shape has yours?")  # fmt: skip
def dx_transposed(dout, cache):
    x, w, _b = cache
    return w @ dout.T, x.T @ dout, dout.sum(axis=0)


@wrong("affine_backward", "dx-is-dout", "The gradient goes down without the weights",
       "An input reaches each output through a weight. Which weights does the gradient go back through?")  # fmt: skip
def dx_is_dout(dout, cache):
    x, _w, _b = cache
    return dout, x.T @ dout, dout.sum(axis=0)


@wrong("affine_backward", "dx-is-w", "The gradient from above is missing in dx",
       "The derivative of out by x is w. What does the chain rule multiply it with?")  # fmt: skip
def dx_is_w(dout, cache):
    x, w, _b = cache
    return w.T, x.T @ dout, dout.sum(axis=0)


@wrong("affine_backward", "dx-with-bias", "The bias enters dx",
       "Adding a constant does not change a slope.")  # fmt: skip
def dx_with_bias(dout, cache):
    x, w, b = cache
    return (dout + b) @ w.T, x.T @ dout, dout.sum(axis=0)


@wrong("affine_backward", "order-of-returns", "The three gradients stand in another order",
       "The task asks for (dx, dw, db): the order of the arguments of the forward function.")  # fmt: skip
def weights_first(dout, cache):
    x, w, _b = cache
    return x.T @ dout, dout.sum(axis=0), dout @ w.T


@wrong("affine_backward", "order-of-returns")
def weights_before_inputs(dout, cache):
    x, w, _b = cache
    return x.T @ dout, dout @ w.T, dout.sum(axis=0)


@wrong("affine_backward", "order-of-returns")
def bias_before_weights(dout, cache):
    x, w, _b = cache
    return dout @ w.T, dout.sum(axis=0), x.T @ dout


@wrong("affine_backward", "dx-missing", "The gradient of the inputs is not returned",
       "The layer below needs dx: it is the dout of that layer.")  # fmt: skip
def dx_missing(dout, cache):
    x, _w, _b = cache
    return x.T @ dout, dout.sum(axis=0)


@wrong("affine_backward", "returns-dict", "A dict is returned, where the task asks for three arrays",
       "Return the arrays one after the other: dx, dw, db.")  # fmt: skip
def returns_dict(dout, cache):
    x, w, _b = cache
    return {"dx": dout @ w.T, "dw": x.T @ dout, "db": dout.sum(axis=0)}


@wrong("affine_backward", "gradient-sign", "The gradients point downhill",
       "A gradient points uphill; the minus sign belongs to the step of gradient descent.")  # fmt: skip
def gradient_sign(dout, cache):
    x, w, _b = cache
    return -dout @ w.T, -x.T @ dout, -dout.sum(axis=0)


@wrong("affine_backward", *common.FLOAT32)
def float32(dout, cache):
    x, w, _b = (part.astype(np.float32) for part in cache)
    dout = dout.astype(np.float32)
    return dout @ w.T, x.T @ dout, dout.sum(axis=0)


@wrong("affine_backward", "writes-into-argument", "Your function writes into what it was given",
       "The cache and dout are still needed by others: by the update, and by the next check.",
       "`-=`, `*=` and assignments to `[...]` change the caller's array.")  # fmt: skip
def writes_into_dout(dout, cache):
    x, w, _b = cache
    dx, dw, db = dout @ w.T, x.T @ dout, dout.sum(axis=0)
    dout *= 0.5
    return dx, dw, db


@wrong("affine_backward", "writes-into-argument")
def writes_into_w(dout, cache):
    x, w, _b = cache
    dx, dw, db = dout @ w.T, x.T @ dout, dout.sum(axis=0)
    w -= 0.1 * dw
    return dx, dw, db
