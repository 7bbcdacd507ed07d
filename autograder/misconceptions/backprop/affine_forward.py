# mypy: allow-untyped-defs, allow-untyped-calls
"""What students write for `affine_forward`."""

from __future__ import annotations

import numpy as np

from autograder.misconceptions import common, wrong

ELEMENTWISE = (
    "elementwise-product",
    "Entries are multiplied where matrices should be",
    "`*` multiplies entry by entry; the arrays must have the same shape for that. Do x and w?",
    "Each output is a sum over the inputs. Which operator multiplies and sums?",
)
W_TRANSPOSED = (
    "w-transposed",
    "The product takes w the wrong way round",
    "Write the shapes under the product: (N, D) and (D, H). Which axes have to meet?",
    "When D and H are equal, nothing warns you. When they are not?",
)
ONLY_OUT = (
    "no-cache",
    "The cache is not returned",
    "The task asks for the pair (out, cache). The way back needs what you keep here.",
    "Which of x, w and b does the backward function need?",
)


@wrong("affine_forward", "no-bias", "The bias is not added",
       "Let x be all zeros: what should come out, and what does in your code?",
       "An argument of yours is never used.")  # fmt: skip
def no_bias(x, w, b):
    return x @ w, (x, w, b)


@wrong("affine_forward", "bias-subtracted", "The bias has the wrong sign",
       "Let x be all zeros: what should come out?")  # fmt: skip
def bias_subtracted(x, w, b):
    return x @ w - b, (x, w, b)


@wrong("affine_forward", "bias-per-sample", "The bias is added to the columns, one entry for each sample",
       "b has shape (H,): one number for each output, the same for all samples.",
       "Broadcasting lines shapes up from the right. Does b need another axis at all?")  # fmt: skip
def bias_per_sample(x, w, b):
    return x @ w + b[:, None], (x, w, b)


@wrong("affine_forward", "bias-summed", "All outputs get the same bias",
       "Each output has a bias of its own. Where do they become one number?")  # fmt: skip
def bias_summed(x, w, b):
    return x @ w + b.sum(), (x, w, b)


@wrong("affine_forward", "bias-on-first-row", "The bias reaches one sample only",
       "What is added to the second row of your output?", "The same b is added to every row.")  # fmt: skip
def bias_on_first_row(x, w, b):
    out = x @ w
    out[0] = out[0] + b
    return out, (x, w, b)


@wrong("affine_forward", "bias-before-product", "The bias is added before the multiplication",
       "b has one entry for each output. x has one column for each input.")  # fmt: skip
def bias_before_product(x, w, b):
    return (x + b) @ w, (x, w, b)


@wrong("affine_forward", *ELEMENTWISE)
def elementwise(x, w, b):
    return x * w + b, (x, w, b)


@wrong("affine_forward", *W_TRANSPOSED)
def w_transposed(x, w, b):
    return x @ w.T + b, (x, w, b)


@wrong("affine_forward", "product-reversed", "The two factors have changed places",
       "Samples are rows: x stands on the left. Write the shapes under the product.")  # fmt: skip
def product_reversed(x, w, b):
    return w @ x + b, (x, w, b)


@wrong("affine_forward", "column-samples", "Samples have become columns",
       "In many books a sample is a column, and the layer is w.T @ x + b. Here samples are rows.",
       "Which shape should your output have, and which has it?")  # fmt: skip
def column_samples(x, w, b):
    return w.T @ x.T + b[:, None], (x, w, b)


@wrong("affine_forward", "averaged", "The output is divided by a size",
       "Nothing is averaged here: the mean over samples is part of the loss.")  # fmt: skip
def averaged(x, w, b):
    return x @ w / len(x) + b, (x, w, b)


@wrong("affine_forward", "activation-inside", "An activation is applied already",
       "This layer is linear: negative outputs are allowed. The ReLU is a function of its own.")  # fmt: skip
def activation_inside(x, w, b):
    return np.maximum(x @ w + b, 0), (x, w, b)


@wrong("affine_forward", *ONLY_OUT)
def only_out(x, w, b):
    return x @ w + b


@wrong("affine_forward", "swapped-returns", "The two results have changed places",
       "The task asks for the pair (out, cache), in this order.")  # fmt: skip
def swapped_returns(x, w, b):
    return (x, w, b), x @ w + b


@wrong("affine_forward", "returns-everything", "More than a pair is returned",
       "Put x, w and b together into one value: the cache.")  # fmt: skip
def returns_everything(x, w, b):
    return x @ w + b, x, w, b


@wrong("affine_forward", *common.FLOAT32)
def float32(x, w, b):
    return x.astype(np.float32) @ w.astype(np.float32) + b.astype(np.float32), (x, w, b)


@wrong("affine_forward", "fills-integers", "The result is written into an array that cannot hold fractions",
       "`zeros_like` and `empty_like` take over the dtype of their argument. What if that is int?",
       "Which dtype has the array that you fill?")  # fmt: skip
def fills_integers(x, w, b):
    out = np.zeros((len(x), w.shape[1]), dtype=int)
    out[:] = x @ w + b
    return out, (x, w, b)


_kept: dict[tuple[int, ...], np.ndarray] = {}


@wrong("affine_forward", "reuses-buffer", "Every call writes into the same array",
       "Where is the array made that you return: inside the function, or once outside of it?",
       "A later call writes into it, and the earlier result is gone.")  # fmt: skip
def reuses_buffer(x, w, b):
    shape = (len(x), w.shape[1])
    out = _kept.setdefault(shape, np.zeros(shape))
    out[:] = x @ w + b
    return out, (x, w, b)


@wrong("affine_forward", "centres-inputs-in-place", "Your function writes into x",
       "`-=` and `x[...] =` change the caller's array. Does this layer have to change x at all?")  # fmt: skip
def writes_into_x(x, w, b):
    before = x @ w + b
    x *= 1.5
    return before, (x, w, b)


@wrong("affine_forward", "writes-into-b", "Your function writes into an argument",
       "`b += ...` changes the caller's bias. Which lines of yours write into what you were given?")  # fmt: skip
def writes_into_b(x, w, b):
    out = x @ w + b
    b += 1.0
    return out, (x, w, b)
