# mypy: allow-untyped-defs, allow-untyped-calls
"""What students write for `relu_forward` and `relu_backward`."""

from __future__ import annotations

import numpy as np

from autograder.misconceptions import common, wrong

LEAKY = (
    "leaky",
    "Negative numbers leak through",
    "That is a relative, the leaky ReLU. In this one nothing of the negative side is left.",
    "What is max(0, x) for x = -3?",
)
NO_MASK = (
    "no-mask",
    "The gradient passes everywhere",
    "Where the input was negative the output is 0, and stays 0 when the input moves a little. What is its slope?",
    "The forward pass told you where: that is what the cache is for.",
)
MASK_OF_GRADIENT = (
    "mask-of-gradient",
    "The mask looks at the gradient, not at the input",
    "The forward pass decides which units are active. A gradient may be negative where the input was positive.",
    "Which of your two arguments knows about the input?",
)


@wrong("relu_forward", "identity", "Negative numbers pass",
       "What is max(0, x) for x = -3?", "Is it the output that you return first, or what you keep?")  # fmt: skip
def identity(x):
    return x.copy(), x


@wrong("relu_forward", "absolute-value", "Negative numbers come back positive",
       "What is max(0, x) for x = -3?")  # fmt: skip
def absolute_value(x):
    return np.abs(x), x


@wrong("relu_forward", *LEAKY)
def leaky_hundredth(x):
    return np.where(x > 0, x, 0.01 * x), x


@wrong("relu_forward", *LEAKY)
def leaky_tenth(x):
    return np.where(x > 0, x, 0.1 * x), x


@wrong("relu_forward", "mirrored", "What is positive has gone, what is negative is left",
       "What is max(0, x) for x = 3?")  # fmt: skip
def mirrored(x):
    return np.minimum(x, 0), x


@wrong("relu_forward", "returns-mask", "The mask is returned in the place of the output",
       "The mask says where x is positive. What is the output there: 1, or x?")  # fmt: skip
def returns_mask(x):
    return (x > 0) * 1.0, x


@wrong("relu_forward", "largest-of-all", "One number comes back: the largest",
       "`np.max` looks for the largest entry of an array.",
       "`np.maximum` compares two numbers, place by place.")  # fmt: skip
def largest_of_all(x):
    return np.max(x, 0), x


@wrong("relu_forward", "other-activation", "This is another activation",
       "Its values are smooth, or bounded. The ReLU has a bend at 0, and is x beyond it.")  # fmt: skip
def by_sigmoid(x):
    return 1 / (1 + np.exp(-x)), x


@wrong("relu_forward", "other-activation")
def by_tanh(x):
    return np.tanh(x), x


@wrong("relu_forward", "other-activation")
def by_softplus(x):
    return np.logaddexp(0, x), x


@wrong("relu_forward", "capped", "Large numbers are cut off",
       "The ReLU has no upper end: what is max(0, x) for x = 1000?")  # fmt: skip
def capped(x):
    return np.clip(x, 0, 6), x


@wrong("relu_forward", "threshold-at-one", "The bend is not at 0",
       "From which x on does max(0, x) grow?")  # fmt: skip
def threshold_at_one(x):
    return np.where(x > 1, x, 0), x


@wrong("relu_forward", "no-cache", "The cache is not returned",
       "The task asks for the pair (out, cache). The way back has to know where x was positive.")  # fmt: skip
def only_out(x):
    return np.maximum(x, 0)


@wrong("relu_forward", "identity")
def swapped_returns(x):
    return x, np.maximum(x, 0)


@wrong("relu_forward", "writes-into-x", "Your function writes into x",
       "`x[x < 0] = 0` changes the caller's array, and the cache with it: what was negative is forgotten.",
       "`np.maximum` and `np.where` make a new array.")  # fmt: skip
def writes_into_x(x):
    x[x < 0] = 0
    return x, x


@wrong("relu_forward", "writes-into-x")
def writes_into_x_by_mask(x):
    x *= x > 0
    return x, x


@wrong("relu_forward", *common.FLOAT32)
def float32(x):
    return np.maximum(x, 0).astype(np.float32), x


@wrong("relu_backward", *NO_MASK)
def no_mask(dout, cache):
    return dout.copy()


@wrong("relu_backward", *MASK_OF_GRADIENT)
def mask_of_gradient(dout, cache):
    return dout * (dout > 0)


@wrong("relu_backward", *MASK_OF_GRADIENT)
def relu_of_gradient(dout, cache):
    return np.maximum(dout, 0)


@wrong("relu_backward", "both-masks", "The mask looks at the gradient as well",
       "A gradient may be negative: it says that more of this unit lowers the loss. Why should it stop?")  # fmt: skip
def both_masks(dout, cache):
    return dout * (cache > 0) * (dout > 0)


@wrong("relu_backward", *LEAKY)
def leaky_backward(dout, cache):
    return dout * np.where(cache > 0, 1, 0.01)


@wrong("relu_backward", "mask-reversed", "The gradient passes where it should stop",
       "Take x = 3: the output moves along with x. Does the gradient pass in your code?")  # fmt: skip
def mask_reversed(dout, cache):
    return dout * (cache <= 0)


@wrong("relu_backward", "sign-for-mask", "The slope below 0 is -1 in your code, not 0",
       "Where x is negative the output is 0 and stays 0. What is the slope of a constant?")  # fmt: skip
def sign_for_mask(dout, cache):
    return dout * np.sign(cache)


@wrong("relu_backward", "multiplies-by-input", "The output is there in the place of the slope",
       "The slope of the ReLU at x = 3 is 1, not 3.", "What does the chain rule multiply dout with?")  # fmt: skip
def multiplies_by_output(dout, cache):
    return dout * np.maximum(cache, 0)


@wrong("relu_backward", "multiplies-by-x", "The input is there in the place of the slope",
       "The slope of the ReLU at x = 3 is 1, not 3, and at x = -3 it is 0.")  # fmt: skip
def multiplies_by_x(dout, cache):
    return dout * cache


@wrong("relu_backward", "returns-mask", "The gradient from above is missing",
       "The mask is the slope of the ReLU. What does the chain rule multiply it with?")  # fmt: skip
def returns_mask_only(dout, cache):
    return (cache > 0) * 1.0


@wrong("relu_backward", "returns-output", "This is the forward pass",
       "The way back carries dout. Where is it in your result?")  # fmt: skip
def returns_output(dout, cache):
    return np.maximum(cache, 0)


@wrong("relu_backward", "slope-of-sigmoid", "This is the slope of another activation",
       "`a * (1 - a)` belongs to the sigmoid. What is the slope of max(0, x)?")  # fmt: skip
def slope_of_sigmoid(dout, cache):
    return dout * cache * (1 - cache)


@wrong("relu_backward", "threshold-at-one", "The bend is not at 0",
       "From which x on does max(0, x) grow?")  # fmt: skip
def backward_threshold_at_one(dout, cache):
    return dout * (cache > 1)


@wrong("relu_backward", "divides-output-by-input", "0 / 0 stands where x is 0",
       "The quotient of output and input is 1 or 0, save at one place.",
       "Which comparison says the same without a quotient?")  # fmt: skip
def quotient(dout, cache):
    with np.errstate(all="ignore"):
        return dout * (np.maximum(cache, 0) / cache)


@wrong("relu_backward", "summed-over-batch", "The gradient is summed over the batch",
       "Each sample has its own input, so each keeps its own gradient.",
       "Only what all samples share, such as a bias, collects a sum.")  # fmt: skip
def summed_over_batch(dout, cache):
    return np.sum(dout * (cache > 0), axis=0)


@wrong("relu_backward", "gradient-sign", "The sign is turned round",
       "Where the unit is active its slope is +1.")  # fmt: skip
def gradient_sign(dout, cache):
    return -dout * (cache > 0)


@wrong("relu_backward", "writes-into-dout", "Your function writes into dout",
       "`dout[x <= 0] = 0` changes the caller's array. Whoever needs dout again finds zeros in it.",
       "A product with the mask makes a new array.")  # fmt: skip
def writes_into_dout(dout, cache):
    dout[cache <= 0] = 0
    return dout


@wrong("relu_backward", "writes-into-dout")
def multiplies_in_place(dout, cache):
    dout *= cache > 0
    return dout


@wrong("relu_backward", "writes-into-cache", "Your function writes into the cache",
       "After it, the cache no longer says what the input was.")  # fmt: skip
def writes_into_cache(dout, cache):
    dx = dout * (cache > 0)
    cache[:] = dx
    return dx


@wrong("relu_backward", *common.FLOAT32)
def backward_float32(dout, cache):
    return (dout * (cache > 0)).astype(np.float32)
