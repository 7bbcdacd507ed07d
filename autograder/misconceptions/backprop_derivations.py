"""Known mistakes in the typed shapes and the derivations about backprop, and right answers that look different.

A wrong answer holds its first false line and no right one before it: wrong variants are part of the public golden data.
"""

from __future__ import annotations

from autograder.misconceptions import alternative_value, wrong_value


def _shape(id: str, wrong: dict[str, str], title: str = "", *steps: str) -> None:
    wrong_value("network_shapes", id, wrong, title, *steps)


def _formula(id: str, part: str, line: str, title: str = "", *steps: str) -> None:
    empty: dict[str, list[str]] = {name: [] for name in ("dW2", "db2", "da1", "dz1", "dW1", "db1")}
    wrong_value("gradient_formulas", id, {**empty, part: [line]}, title, *steps)


_shape("weights-for-units", {"z1": "(D, H)"}, "This is the shape of W1",
       "z1 holds what the hidden units get, for every sample: one row a sample.",
       "X is (N, D) and W1 is (D, H). Which axes meet in the product, and which are left?")  # fmt: skip
_shape("samples-as-columns", {"z1": "(H, N)"}, "Samples stand in columns here",
       "Rows are samples in this course: the first axis is N.")  # fmt: skip
_shape("samples-as-columns", {"a1": "(H, N)"})
_shape("samples-as-columns", {"scores": "(C, N)"})
_shape("samples-as-columns", {"P": "(C, N)"})
_shape("one-sample", {"z1": "(H,)"}, "This is the shape for one sample",
       "The whole batch goes through at once: one row for each of the N samples.")  # fmt: skip
_shape("one-sample", {"a1": "(H,)"})
_shape("one-sample", {"scores": "(C,)"})
_shape("one-sample", {"P": "(C,)"})
_shape("inputs-for-hidden-units", {"z1": "(N, D)"}, "This is the shape of X",
       "The first layer takes D inputs to H hidden units.")  # fmt: skip
_shape("relu-changes-shape", {"a1": "(N, C)"}, "The ReLU looks at each number on its own",
       "It keeps the shape of what goes in.")  # fmt: skip
_shape("relu-changes-shape", {"a1": "(N, D)"})
_shape("hidden-units-for-classes", {"scores": "(N, H)"}, "This is the shape of the hidden layer",
       "A score belongs to a class. How many are there for each sample?")  # fmt: skip
_shape("one-probability", {"P": "(N,)"}, "A sample has a probability for each class",
       "Softmax keeps the shape of the scores.")  # fmt: skip
_shape("loss-for-each-sample", {"loss": "(N,)"}, "The loss is the mean over the samples",
       "A mean is one number, whose shape is ().")  # fmt: skip
_shape("loss-with-an-axis", {"loss": "(1,)"}, "An array with one entry is not a number",
       "The shape of a number has no axis at all: ().")  # fmt: skip
_shape("gradient-transposed", {"dW1": "(H, D)"}, "The gradient has the shape of its transpose",
       "An update subtracts the gradient from W. Which shape must it have for that?")  # fmt: skip
_shape("gradient-transposed", {"dW2": "(C, H)"})
_shape("gradient-for-each-sample", {"db1": "(N, H)"}, "One gradient for each sample",
       "Every sample adds to it, and the sum has the shape of the parameter.")  # fmt: skip
_shape("gradient-for-each-sample", {"db2": "(N, C)"})
_shape("gradient-for-each-sample", {"dW1": "(N, D, H)"})
_shape("gradient-for-each-sample", {"dW2": "(N, H, C)"})
_shape("bias-gradient-keepdims", {"db1": "(1, H)"}, "The gradient of the bias has an axis too many",
       "A gradient has the shape of its parameter, and b1 is (H,).")  # fmt: skip
_shape("bias-gradient-keepdims", {"db2": "(1, C)"})
_shape("bias-gradient-per-sample", {"db1": "(N,)"}, "A number for each sample, where each unit has a bias",
       "A gradient has the shape of its parameter.")  # fmt: skip
_shape("bias-gradient-per-sample", {"db2": "(N,)"})
_shape("bias-gradient-number", {"db1": "()"}, "One number, where each unit has a bias",
       "A gradient has the shape of its parameter.")  # fmt: skip
_shape("bias-gradient-number", {"db2": "()"})
_shape("square-gradient", {"dW1": "(H, H)"}, "This is the shape of a1.T @ dz1",
       "What is W1 multiplied with on the way forward: hidden units, or inputs?")  # fmt: skip
_shape("layers-confused", {"dz1": "(N, C)"}, "This belongs to the second layer",
       "A gradient has the shape of what it is the gradient of: here of z1.")  # fmt: skip
_shape("layers-confused", {"da1": "(N, C)"})
_shape("layers-confused", {"dW1": "(H, C)"})
_shape("layers-confused", {"dW2": "(D, H)"})
_shape("layers-confused", {"db1": "(C,)"})
_shape("layers-confused", {"db2": "(H,)"})
_shape("gradient-of-a-loss-is-a-number", {"dscores": "()"}, "The loss is a number, its gradient is not",
       "Each score has a derivative of its own.")  # fmt: skip
_shape("gradient-summed-over-batch", {"dscores": "(C,)"}, "The gradient was summed over the batch",
       "Each sample has scores of its own. Only what all samples share, the parameters, collects a sum.")  # fmt: skip
_shape("gradient-summed-over-batch", {"da1": "(H,)"})
_shape("gradient-summed-over-batch", {"dz1": "(H,)"})

_FORWARD = {"z1": "(N, H)", "a1": "(N, H)", "scores": "(N, C)", "P": "(N, C)", "loss": "()"}
_BACKWARD = {"dscores": "(N, C)", "da1": "(N, H)", "dz1": "(N, H)", "dW2": "(H, C)", "db2": "(C,)", "dW1": "(D, H)",
             "db1": "(H,)"}  # fmt: skip
_ALL = {**_FORWARD, **_BACKWARD}
alternative_value("network_shapes", {name: text.strip("(),").replace(",", " x") or "()" for name, text in _ALL.items()})
alternative_value("network_shapes", {name: text.replace(" ", "") for name, text in _ALL.items()} | {"loss": "scalar"})
_LETTERS = {name: tuple(part for part in text if part.isalpha()) for name, text in _ALL.items()}
alternative_value("network_shapes", {**_LETTERS, "loss": "()"})
alternative_value("network_shapes", {name: f"[{text[1:-1]}]" for name, text in reversed(_ALL.items())} | {"extra": "?"}
                  | {"loss": "a number".removeprefix("a ")})  # fmt: skip

wrong_value(
    "bias_gradient", "ones-not-transposed", ["ones @ dz"],
    "The product with the ones lacks its transpose",
    "ones is (N, 1) and dz is (N, H). Which axes have to meet to give (1, H)?",
)
wrong_value(
    "bias_gradient", "mean-over-batch", ["ones.T @ dz / sum(ones)"],
    "A mean stands where a sum belongs",
    "The same b is added to every row, so it collects the gradient of every row.",
)
wrong_value("bias_gradient", "mean-over-batch", ["sum(dz / sum(ones), axis=0, keepdims=True)"], "")
wrong_value(
    "bias_gradient", "inputs-for-ones", ["x.T @ dz"],
    "This is the gradient of w",
    "The bias is multiplied with ones, as the weights are with x.",
)
wrong_value(
    "bias_gradient", "not-summed", ["dz"],
    "The gradients of the copies are not added up",
    "b is one row, and dz has N. What becomes of the rows?",
)
wrong_value(
    "bias_gradient", "sum-along-outputs", ["sum(dz, axis=1, keepdims=True)"],
    "The sum runs along the outputs, not along the batch",
    "`axis` names the axis that disappears: 0 is the batch.",
)
wrong_value(
    "bias_gradient", "sum-of-all", ["sum(dz)"],
    "Everything is added up to one number",
    "Each output has a bias of its own, so there are H sums.",
)
wrong_value(
    "bias_gradient", "bias-in-its-gradient", ["sum(dz, keepdims=True, axis=0) * b"],
    "The bias stands in its own gradient",
    "z depends on b linearly. Does its slope depend on b?",
)
wrong_value(
    "bias_gradient", "sign", ["-(ones.T @ dz)"],
    "The sign is turned round",
    "A larger b makes z larger.",
)
for lines in (
    ["ones.T @ dz", "sum(ones * dz, axis=0, keepdims=True)", "sum(dz, axis=0, keepdims=True)"],
    ["(dz.T @ ones).T", "sum(dz, axis=0, keepdims=True)"],
    "ones.T @ dz\n= sum(dz, keepdims=True, axis=0)",
    ["1 * ones.T @ dz", "ones.T @ (dz * ones)", "sum(dz.T, axis=1, keepdims=True).T"],
):
    alternative_value("bias_gradient", lines)

_formula("product-transposed", "dW2", "dscores.T @ a1", "The product gives the transpose",
         "A gradient has the shape of its parameter. Write the shapes under your product.")  # fmt: skip
_formula("product-transposed", "dW1", "dz1.T @ X")
_formula("product-transposed", "da1", "W2 @ dscores.T")
_formula("no-transpose", "dW2", "a1 @ dscores", "A transpose is missing",
         "Write the shapes under the product. Which axes have to meet?",
         "The sum runs over what is not in the result.")  # fmt: skip
_formula("no-transpose", "dW1", "X @ dz1")
_formula("no-transpose", "da1", "dscores @ W2")
_formula("elementwise-product", "dW2", "a1 * dscores", "Entries are multiplied where matrices should be",
         "The formula dw = dz * a holds for one weight and one sample. Here are matrices.",
         "Which operator multiplies and sums?")  # fmt: skip
_formula("elementwise-product", "dW1", "X * dz1")
_formula("elementwise-product", "da1", "dscores * W2")
_formula("hidden-for-inputs", "dW1", "a1.T @ dz1", "The hidden units stand where the inputs belong",
         "a1.T @ dz1 is (H, H), and W1 is (D, H). When D and H are equal, nothing warns you.",
         "What is W1 multiplied with on the way forward?")  # fmt: skip
_formula("hidden-for-inputs", "dW1", "a1.T @ (dscores @ W2.T * (z1 > 0))")
_formula("before-relu", "dW2", "z1.T @ dscores", "W2 meets the hidden units after the ReLU",
         "In scores = a1 @ W2 + b2, what is the factor of W2?")  # fmt: skip
_formula("inputs-for-hidden", "dW2", "X.T @ dscores", "The inputs stand where the hidden units belong",
         "In scores = a1 @ W2 + b2, what is the factor of W2?")  # fmt: skip
_formula("no-mask", "dz1", "da1", "The gradient passes the ReLU everywhere",
         "Where z1 is negative, a1 is 0 and stays 0. What is the slope there?")  # fmt: skip
_formula("no-mask", "dW1", "X.T @ da1")
_formula("no-mask", "db1", "sum(da1, axis=0)")
_formula("mask-of-gradient", "dz1", "da1 * (da1 > 0)", "The mask looks at the gradient, not at z1",
         "Whether a unit was active is known from the way forward.")  # fmt: skip
_formula("matrix-product-with-mask", "dz1", "da1 @ (z1 > 0).T", "The ReLU has no matrix",
         "It acts on each entry by itself, and so does its slope: `*`, not `@`.")  # fmt: skip
_formula("activation-for-slope", "dz1", "da1 * a1", "The output of the ReLU stands where its slope belongs",
         "The slope is 1 or 0.")  # fmt: skip
_formula("slope-of-sigmoid", "dz1", "da1 * a1 * (1 - a1)", "This is the slope of a sigmoid",
         "The hidden layer has a ReLU, whose slope is 1 or 0.")  # fmt: skip
_formula("mask-reversed", "dz1", "da1 * (z1 < 0)", "The mask is the wrong way round",
         "Which units have moved the scores: those with z1 above 0, or below?")  # fmt: skip
_formula("not-summed", "db2", "dscores", "The gradients of the copies are not added up",
         "The same bias is added to every row of the batch.")  # fmt: skip
_formula("not-summed", "db1", "dz1")
_formula("sum-along-units", "db2", "sum(dscores, axis=1)", "The sum runs along the units, not along the batch",
         "`axis` names the axis that disappears: 0 is the batch.")  # fmt: skip
_formula("sum-along-units", "db1", "sum(dz1, axis=1)")
_formula("sum-of-all", "db2", "sum(dscores)", "Everything is added up to one number",
         "A gradient has the shape of its parameter.")  # fmt: skip
_formula("sum-of-all", "db1", "sum(dz1)")
_formula("keepdims", "db2", "sum(dscores, axis=0, keepdims=True)", "There is an axis too many",
         "b1 is (H,) and b2 is (C,): the gradients have these shapes.")  # fmt: skip
_formula("keepdims", "db1", "sum(dz1, axis=0, keepdims=True)")
_formula("skips-w2", "da1", "dscores", "The gradient skips the weights",
         "Each hidden unit reaches the scores through W2.")  # fmt: skip
_formula("through-w1", "da1", "dscores @ W1.T", "This goes back through the wrong layer",
         "Between the hidden units and the scores stands W2.")  # fmt: skip
for answer in (
    {"dW2": ["a1.T @ dscores"], "db2": ["sum(dscores, axis=0)"], "da1": ["dscores @ W2.T"],
     "dz1": ["(z1 > 0) * da1"], "dW1": ["X.T @ dz1"], "db1": ["sum(dz1, axis=0)"]},
    {"dW2": "(dscores.T @ a1).T", "db2": "sum(dscores.T, axis=1)", "da1": "(W2 @ dscores.T).T",
     "dz1": "da1 * (a1 > 0)", "dW1": "(dz1.T @ X).T", "db1": "sum(dz1.T, axis=-1)"},
    {"dW2": ["a1.T @ dscores"], "db2": ["sum(dscores, axis=0)"], "da1": ["dscores @ W2.T"],
     "dz1": ["dscores @ W2.T * (z1 > 0)"], "dW1": ["X.T @ (dscores @ W2.T * (z1 > 0))"],
     "db1": ["sum(da1 * (z1 > 0), axis=0)", "sum(dz1, axis=0)"]},
    {"dW2": ["(z1 * (z1 > 0)).T @ dscores", "a1.T @ dscores"], "db2": ["1 * sum(dscores, axis=0)"],
     "da1": ["dscores @ W2.T"], "dz1": ["da1 * (X @ W1 + b1 > 0)"], "dW1": ["X.T @ (da1 * (z1 > 0))"],
     "db1": ["sum(dz1, axis=0)"]},
):  # fmt: skip
    alternative_value("gradient_formulas", answer)
