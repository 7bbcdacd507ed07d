# mypy: allow-untyped-defs, allow-untyped-calls
"""What students write for the gradients of `two_layer_loss`."""

from __future__ import annotations

import numpy as np

from autograder.misconceptions import common, wrong
from autograder.misconceptions.backprop import right
from autograder.misconceptions.backprop.affine_backward import BIAS_AXIS, BIAS_KEEPDIMS, BIAS_MEAN, BIAS_NOT_SUMMED

E = "two_layer_loss"


def _with_grads(change):
    """Right scores and loss; ``change(params, X, y, z1, a1, d)`` gives the gradients, without the penalty's."""

    def network(params, X, y=None, reg=0.0):
        z1, a1, scores = right.forward(params, X)
        if y is None:
            return scores
        grads = change(params, X, np.asarray(y), z1, a1, right.dscores(scores, y))
        if isinstance(grads, dict):
            for name in ("W1", "W2"):
                if np.shape(grads.get(name, 0)) == params[name].shape:
                    grads[name] = grads[name] + 2 * reg * params[name]
        return right.data_loss(scores, y) + right.penalty(params, reg), grads

    return network


def gradients(id, title="", *steps):
    """Register gradients as a known mistake."""

    def register(change):
        wrong(E, id, title, *steps)(_with_grads(change))
        return change

    return register


def _delta(params, z1, d):
    return d @ params["W2"].T * (z1 > 0)


@gradients("no-mask", "The gradient passes the ReLU everywhere",
           "Where a hidden unit was not active, its input can move a little and nothing happens. What is the slope?",
           "Which of your lines should know about z1 > 0?")  # fmt: skip
def no_mask(params, X, y, z1, a1, d):
    return right.backward(params, X, z1, a1, d, dz1=d @ params["W2"].T)


@gradients("mask-of-gradient", "The mask looks at the gradient, not at the hidden unit",
           "Whether a unit was active is known from the forward pass. A gradient may be negative as well.",
           "Compare what you compare with 0 with what went into the ReLU.")  # fmt: skip
def mask_of_gradient(params, X, y, z1, a1, d):
    da1 = d @ params["W2"].T
    return right.backward(params, X, z1, a1, d, dz1=da1 * (da1 > 0))


@gradients("mask-reversed", "The gradient passes where the units are not active",
           "Which units have moved the scores: those with z1 above 0, or below?")  # fmt: skip
def mask_reversed(params, X, y, z1, a1, d):
    return right.backward(params, X, z1, a1, d, dz1=d @ params["W2"].T * (z1 <= 0))


@gradients("mask-for-weights-only", "The bias of the hidden layer collects the gradient before the mask",
           "W1 and b1 both act before the ReLU. Which gradient do both start from?")  # fmt: skip
def mask_for_weights_only(params, X, y, z1, a1, d):
    return {**right.backward(params, X, z1, a1, d), "b1": (d @ params["W2"].T).sum(axis=0)}


@gradients("mask-for-bias-only", "The weights of the hidden layer collect the gradient before the mask",
           "W1 and b1 both act before the ReLU. Which gradient do both start from?")  # fmt: skip
def mask_for_bias_only(params, X, y, z1, a1, d):
    return {**right.backward(params, X, z1, a1, d), "W1": X.T @ (d @ params["W2"].T)}


@gradients("slope-of-sigmoid", "The slope of a sigmoid stands where the ReLU's belongs",
           "`a * (1 - a)` belongs to the sigmoid. What is the slope of max(0, z)?")  # fmt: skip
def slope_of_sigmoid(params, X, y, z1, a1, d):
    return right.backward(params, X, z1, a1, d, dz1=d @ params["W2"].T * a1 * (1 - a1))


@gradients("multiplies-by-activation", "The hidden unit stands where its slope belongs",
           "Where the unit is active the ReLU has slope 1, not z1.")  # fmt: skip
def multiplies_by_activation(params, X, y, z1, a1, d):
    return right.backward(params, X, z1, a1, d, dz1=d @ params["W2"].T * a1)


@gradients("w1-gradient-from-hidden", "The hidden units stand in the gradient of W1, where the inputs belong",
           "Write the shapes: a1.T is (H, N), and dW1 must be (D, H). When D and H are equal, nothing warns you.",
           "A weight is multiplied with something on the way forward. What is W1 multiplied with?")  # fmt: skip
def w1_from_hidden(params, X, y, z1, a1, d):
    return {**right.backward(params, X, z1, a1, d), "W1": a1.T @ _delta(params, z1, d)}


@gradients("w2-gradient-from-inputs", "The inputs stand in the gradient of W2, where the hidden units belong",
           "A weight is multiplied with something on the way forward. What is W2 multiplied with?")  # fmt: skip
def w2_from_inputs(params, X, y, z1, a1, d):
    return {**right.backward(params, X, z1, a1, d), "W2": X.T @ d}


@gradients("w2-gradient-before-relu", "z1 stands in the gradient of W2, where a1 belongs",
           "W2 meets the hidden units after the ReLU.")  # fmt: skip
def w2_before_relu(params, X, y, z1, a1, d):
    return {**right.backward(params, X, z1, a1, d), "W2": z1.T @ d}


@gradients("gradients-not-averaged", "The gradients belong to the summed loss",
           "Your gradients are N times too large.",
           "The loss is a mean. Divide once, at the scores, and all four gradients follow.")  # fmt: skip
def not_averaged(params, X, y, z1, a1, d):
    return right.backward(params, X, z1, a1, d * len(X))


@gradients("gradients-averaged-twice", "The gradients are divided by N twice",
           "Your gradients are N times too small.",
           "Follow the factor 1/N from the loss to each gradient: how often does it come in?")  # fmt: skip
def averaged_twice(params, X, y, z1, a1, d):
    return right.backward(params, X, z1, a1, d / len(X))


@gradients("biases-not-averaged", "The gradients of the weights are averaged, those of the biases are not",
           "All four belong to the same loss. In how many lines do you divide by N?",
           "Divide once, at the scores, and all four follow.")  # fmt: skip
def biases_not_averaged(params, X, y, z1, a1, d):
    grads = right.backward(params, X, z1, a1, d)
    return {**grads, "b1": grads["b1"] * len(X), "b2": grads["b2"] * len(X)}


@gradients("first-layer-not-averaged", "The gradients of one layer are averaged, those of the other are not",
           "All four belong to the same loss. In how many lines do you divide by N?",
           "Divide once, at the scores, and all four follow.")  # fmt: skip
def first_layer_not_averaged(params, X, y, z1, a1, d):
    grads = right.backward(params, X, z1, a1, d)
    return {**grads, "W1": grads["W1"] * len(X), "b1": grads["b1"] * len(X)}


@gradients("first-layer-not-averaged")
def second_layer_not_averaged(params, X, y, z1, a1, d):
    grads = right.backward(params, X, z1, a1, d)
    return {**grads, "W2": grads["W2"] * len(X), "b2": grads["b2"] * len(X)}


@gradients(*BIAS_MEAN)
def biases_mean(params, X, y, z1, a1, d):
    return {**right.backward(params, X, z1, a1, d), "b1": _delta(params, z1, d).mean(axis=0), "b2": d.mean(axis=0)}


@gradients(*BIAS_KEEPDIMS)
def biases_keepdims(params, X, y, z1, a1, d):
    b1, b2 = (array.sum(axis=0, keepdims=True) for array in (_delta(params, z1, d), d))
    return {**right.backward(params, X, z1, a1, d), "b1": b1, "b2": b2}


@gradients(*BIAS_NOT_SUMMED)
def biases_not_summed(params, X, y, z1, a1, d):
    return {**right.backward(params, X, z1, a1, d), "b1": _delta(params, z1, d), "b2": d}


@gradients(*BIAS_AXIS)
def biases_axis(params, X, y, z1, a1, d):
    return {**right.backward(params, X, z1, a1, d), "b1": _delta(params, z1, d).sum(axis=1), "b2": d.sum(axis=1)}


@gradients("bias-gradient-number", "The gradient of a bias is one number",
           "A bias has an entry for each unit, and each has a gradient of its own.",
           "What does `sum` do when it is given no axis?")  # fmt: skip
def biases_number(params, X, y, z1, a1, d):
    return {**right.backward(params, X, z1, a1, d), "b1": _delta(params, z1, d).sum(), "b2": d.sum()}


@gradients("bias-gradients-zero", "A bias has no gradient",
           "Move a bias a little: do the scores move? Then its gradient is not 0.")  # fmt: skip
def b1_zero(params, X, y, z1, a1, d):
    return {**right.backward(params, X, z1, a1, d), "b1": np.zeros_like(params["b1"])}


@gradients("bias-gradients-zero")
def b2_zero(params, X, y, z1, a1, d):
    return {**right.backward(params, X, z1, a1, d), "b2": np.zeros_like(params["b2"])}


@gradients("bias-gradients-swapped", "The gradients of the two biases come from the wrong layers",
           "b2 is added to the scores, b1 to z1. Whose gradient does each collect?")  # fmt: skip
def biases_swapped(params, X, y, z1, a1, d):
    return {**right.backward(params, X, z1, a1, d), "b1": d.sum(axis=0), "b2": _delta(params, z1, d).sum(axis=0)}


@gradients("gradients-transposed", "A gradient comes out transposed",
           "A gradient has the shape of what it is the gradient of. Write the shapes under your products.")  # fmt: skip
def w2_transposed(params, X, y, z1, a1, d):
    return {**right.backward(params, X, z1, a1, d), "W2": d.T @ a1}


@gradients("gradients-transposed")
def w1_transposed(params, X, y, z1, a1, d):
    return {**right.backward(params, X, z1, a1, d), "W1": _delta(params, z1, d).T @ X}


@gradients("gradients-transposed")
def both_transposed(params, X, y, z1, a1, d):
    return {**right.backward(params, X, z1, a1, d), "W1": _delta(params, z1, d).T @ X, "W2": d.T @ a1}


@gradients("product-without-transpose", "A product lacks its transpose",
           "Write the shapes under the product. Which axes have to meet, and which are left over?",
           "Where all sizes are equal, nothing warns you.")  # fmt: skip
def w2_not_transposed_below(params, X, y, z1, a1, d):
    return right.backward(params, X, z1, a1, d, dz1=d @ params["W2"] * (z1 > 0))


@gradients("product-without-transpose")
def x_not_transposed(params, X, y, z1, a1, d):
    return {**right.backward(params, X, z1, a1, d), "W1": X @ _delta(params, z1, d)}


@gradients("product-without-transpose")
def a1_not_transposed(params, X, y, z1, a1, d):
    return {**right.backward(params, X, z1, a1, d), "W2": a1 @ d}


@gradients("elementwise-product", "Entries are multiplied where matrices should be",
           "Each weight collects a sum over the samples. Which operator multiplies and sums?")  # fmt: skip
def elementwise(params, X, y, z1, a1, d):
    return {**right.backward(params, X, z1, a1, d), "W2": a1 * d}


@gradients("elementwise-product")
def elementwise_below(params, X, y, z1, a1, d):
    return {**right.backward(params, X, z1, a1, d), "W1": X * _delta(params, z1, d)}


@gradients("skips-w2", "The gradient reaches the hidden layer without W2",
           "Each hidden unit reaches the scores through its weights.",
           "Which matrix does the gradient go back through?")  # fmt: skip
def skips_w2(params, X, y, z1, a1, d):
    return right.backward(params, X, z1, a1, d, dz1=d.sum(axis=1, keepdims=True) * (z1 > 0))


@gradients("w2-updated-first", "W2 has changed before the gradient goes through it",
           "All gradients belong to the same point. Compute all of them before anything takes a step.")  # fmt: skip
def w2_updated_first(params, X, y, z1, a1, d):
    moved = params["W2"] - 0.1 * a1.T @ d
    return right.backward(params, X, z1, a1, d, dz1=d @ moved.T * (z1 > 0))


@gradients("gradient-sign", "The gradients point downhill",
           "A gradient points uphill; the minus sign belongs to the step.",
           "At the scores: probabilities minus labels, or the other way round?")  # fmt: skip
def gradient_sign(params, X, y, z1, a1, d):
    return right.backward(params, X, z1, a1, -d)


@gradients("labels-not-subtracted", "The labels do not enter the gradients",
           "At the scores the gradient has two cases: the true class, and the others. How do they differ?")  # fmt: skip
def labels_not_subtracted(params, X, y, z1, a1, d):
    return right.backward(params, X, z1, a1, right.softmax(right.forward(params, X)[2]) / len(X))


@gradients("gradient-of-true-class-only", "Only the true class has a gradient",
           "The scores of the other classes are in the loss, too: in the sum of the exponentials.")  # fmt: skip
def true_class_only(params, X, y, z1, a1, d):
    return right.backward(params, X, z1, a1, d * np.eye(d.shape[1])[y])


@gradients(*common.PICKS_EVERY_LABEL)
def subtracts_from_every_row(params, X, y, z1, a1, d):
    probs = right.softmax(right.forward(params, X)[2])
    probs[:, y] -= 1
    return right.backward(params, X, z1, a1, probs / len(X))


@gradients("extra-derivative", "The derivative of softmax enters twice",
           "Probabilities minus labels: that is the derivative of loss and softmax together.")  # fmt: skip
def extra_derivative(params, X, y, z1, a1, d):
    probs = right.softmax(right.forward(params, X)[2])
    return right.backward(params, X, z1, a1, d * probs * (1 - probs))


@gradients("other-keys", "The gradients stand under other keys",
           "Each gradient stands under the key of its parameter.",
           "grads[\"W1\"] has the shape of params[\"W1\"].")  # fmt: skip
def other_keys(params, X, y, z1, a1, d):
    return {f"d{name}": grad for name, grad in right.backward(params, X, z1, a1, d).items()}


@gradients("other-keys")
def weights_only(params, X, y, z1, a1, d):
    grads = right.backward(params, X, z1, a1, d)
    return {"W1": grads["W1"], "W2": grads["W2"]}


@gradients("grads-not-a-dict", "The gradients are not in a dict",
           "The task asks for the pair (loss, grads), where grads is a dict with the keys of params.")  # fmt: skip
def in_a_tuple(params, X, y, z1, a1, d):
    return tuple(right.backward(params, X, z1, a1, d).values())


@wrong(E, "loss-only", "Only the loss is returned", "The task asks for the pair (loss, grads).")
def loss_only(params, X, y=None, reg=0.0):
    return right.forward(params, X)[2] if y is None else right.loss(params, X, y, reg)[0]


@wrong(E, "swapped-returns", "The two results have changed places", "The task asks for the pair (loss, grads).")
def swapped_returns(params, X, y=None, reg=0.0):
    return right.forward(params, X)[2] if y is None else right.loss(params, X, y, reg)[::-1]


@wrong(E, "nothing-averaged", "Loss and gradients belong to the sum over the samples",
       "Hand in every sample twice. Should loss and gradients double?",
       "The loss is a mean over the N samples, and the gradients are those of that mean.")  # fmt: skip
def nothing_averaged(params, X, y=None, reg=0.0):
    z1, a1, scores = right.forward(params, X)
    if y is None:
        return scores
    loss = right.data_loss(scores, y) * len(X) + right.penalty(params, reg)
    return loss, right.backward(params, X, z1, a1, right.dscores(scores, y) * len(X), reg)
