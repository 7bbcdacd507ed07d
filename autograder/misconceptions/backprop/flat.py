# mypy: allow-untyped-defs, allow-untyped-calls
"""What students write for `forward_backward_prop`: the sigmoid network with its parameters in one vector."""

from __future__ import annotations

import numpy as np

from autograder.misconceptions import common, wrong
from autograder.misconceptions.backprop import right
from autograder.misconceptions.backprop.affine_backward import BIAS_MEAN
from autograder.misconceptions.backprop.two_layer_loss import NO_B1, NO_B2

E = "forward_backward_prop"


def _cost(scores, Y):
    return -float(np.sum(Y * right.log_softmax(scores)))


def _passes(X, Y, params, dimensions):
    W1, b1, W2, b2 = right.unpack(params, dimensions)
    h = right.sigmoid(X @ W1 + b1)
    scores = h @ W2 + b2
    d2 = right.softmax(scores) - Y
    return W1, W2, h, scores, d2, d2 @ W2.T * h * (1 - h)


def with_gradient(id, title="", *steps):
    """Register a wrong gradient beside a right cost: a function of X, Y, W2, z1, h, d2 and d1."""

    def register(change):
        def network(X, Y, params, dimensions):
            W1, b1, W2, _b2 = right.unpack(params, dimensions)
            z1 = X @ W1 + b1
            _, _, h, scores, d2, d1 = _passes(X, Y, params, dimensions)
            return _cost(scores, Y), change(X, Y, W2, z1, h, d2, d1)

        wrong(E, id, title, *steps)(network)
        return change

    return register


def _flat(X, h, d2, d1):
    return right.flat(X.T @ d1, d1.sum(0), h.T @ d2, d2.sum(0))


@with_gradient("slope-of-pre-activation", "The slope z * (1 - z) is taken of what goes into the sigmoid",
               "The slope is h * (1 - h), where h has been through the sigmoid.")  # fmt: skip
def slope_of_pre_activation(X, Y, W2, z1, h, d2, d1):
    return _flat(X, h, d2, d2 @ W2.T * z1 * (1 - z1))


@with_gradient("sigmoid-twice", "The sigmoid is taken of what is a sigmoid already",
               "`sigmoid_grad` takes s = sigmoid(z). What do you hand to it?")  # fmt: skip
def sigmoid_twice(X, Y, W2, z1, h, d2, d1):
    s = right.sigmoid(h)
    return _flat(X, h, d2, d2 @ W2.T * s * (1 - s))


@with_gradient("sigmoid-twice")
def slope_twice(X, Y, W2, z1, h, d2, d1):
    return _flat(X, h, d2, d1 * h * (1 - h))


@with_gradient("no-slope", "The gradient passes the sigmoid as if it were not there",
               "Where the sigmoid is flat a hidden unit hardly reacts. Which factor says that?")  # fmt: skip
def no_slope(X, Y, W2, z1, h, d2, d1):
    return _flat(X, h, d2, d2 @ W2.T)


@with_gradient("slope-of-relu", "The slope of a ReLU stands where the sigmoid's belongs",
               "This network has a sigmoid. What is its slope, written with h?")  # fmt: skip
def slope_of_relu(X, Y, W2, z1, h, d2, d1):
    return _flat(X, h, d2, d2 @ W2.T * (z1 > 0))


@with_gradient("w1-gradient-from-hidden", "The hidden units stand in the gradient of W1, where the inputs belong",
               "Write the shapes: h.T is (H, N), and dW1 must be (D, H). When D and H are equal, nothing warns you.",
               "What is W1 multiplied with on the way forward?")  # fmt: skip
def w1_from_hidden(X, Y, W2, z1, h, d2, d1):
    return right.flat(h.T @ d1, d1.sum(0), h.T @ d2, d2.sum(0))


@with_gradient("gradient-averaged", "The gradient is that of the mean, and the cost is a sum",
               "In this form nothing is divided by N: the cost is summed over the samples.")  # fmt: skip
def gradient_averaged(X, Y, W2, z1, h, d2, d1):
    return _flat(X, h, d2, d1) / len(X)


@with_gradient(*BIAS_MEAN)
def biases_mean(X, Y, W2, z1, h, d2, d1):
    return right.flat(X.T @ d1, d1.mean(0), h.T @ d2, d2.mean(0))


@with_gradient("bias-gradient-not-summed", "The gradients of the biases are not summed over the batch",
               "A gradient has as many entries as params. How many has yours?")  # fmt: skip
def biases_not_summed(X, Y, W2, z1, h, d2, d1):
    return right.flat(X.T @ d1, d1, h.T @ d2, d2)


@with_gradient("order-of-parameters", "The parts of the gradient stand in another order",
               "The order is that of params: W1, b1, W2, b2.")  # fmt: skip
def second_layer_first(X, Y, W2, z1, h, d2, d1):
    return right.flat(h.T @ d2, d2.sum(0), X.T @ d1, d1.sum(0))


@with_gradient("order-of-parameters")
def weights_first(X, Y, W2, z1, h, d2, d1):
    return right.flat(X.T @ d1, h.T @ d2, d1.sum(0), d2.sum(0))


@with_gradient("order-of-parameters")
def biases_before_weights(X, Y, W2, z1, h, d2, d1):
    return right.flat(d1.sum(0), X.T @ d1, d2.sum(0), h.T @ d2)


@with_gradient("column-by-column", "The matrices are flattened column by column",
               "params holds each matrix row by row, as NumPy's `ravel` does by itself.",
               "A transpose before flattening changes the order of the entries.")  # fmt: skip
def column_by_column(X, Y, W2, z1, h, d2, d1):
    return right.flat((X.T @ d1).T, d1.sum(0), (h.T @ d2).T, d2.sum(0))


@with_gradient("gradient-sign", "The gradient points downhill",
               "At the scores: probabilities minus labels, or the other way round?")  # fmt: skip
def gradient_sign(X, Y, W2, z1, h, d2, d1):
    return -_flat(X, h, d2, d1)


@with_gradient("w2-not-transposed", "The gradient goes back through W2 without a transpose",
               "Write the shapes: (N, C) and (H, C). Which axes have to meet?")  # fmt: skip
def w2_not_transposed(X, Y, W2, z1, h, d2, d1):
    return _flat(X, h, d2, d2 @ W2 * h * (1 - h))


@with_gradient("w2-gradient-before-sigmoid", "z1 stands in the gradient of W2, where h belongs",
               "W2 meets the hidden units after the sigmoid.")  # fmt: skip
def w2_before_sigmoid(X, Y, W2, z1, h, d2, d1):
    return right.flat(X.T @ d1, d1.sum(0), z1.T @ d2, d2.sum(0))


@with_gradient("labels-not-subtracted", "The labels do not enter the gradient",
               "At the scores the gradient is probabilities minus labels.")  # fmt: skip
def labels_not_subtracted(X, Y, W2, z1, h, d2, d1):
    p = d2 + Y
    return _flat(X, h, p, p @ W2.T * h * (1 - h))


@with_gradient("extra-derivative", "The derivative of softmax enters twice",
               "Probabilities minus labels: that is the derivative of cost and softmax together.")  # fmt: skip
def extra_derivative(X, Y, W2, z1, h, d2, d1):
    p = d2 + Y
    d = d2 * p * (1 - p)
    return _flat(X, h, d, d @ W2.T * h * (1 - h))


@with_gradient("bias-gradients-missing", "The gradients of the biases are missing",
               "A gradient has as many entries as params. How many has yours?")  # fmt: skip
def biases_missing(X, Y, W2, z1, h, d2, d1):
    return np.concatenate([(X.T @ d1).ravel(), (h.T @ d2).ravel()])


@with_gradient("four-gradients", "The gradients come back one by one, not in one vector",
               "The gradient has the shape of params: one vector.")  # fmt: skip
def four_gradients(X, Y, W2, z1, h, d2, d1):
    return {"W1": X.T @ d1, "b1": d1.sum(0), "W2": h.T @ d2, "b2": d2.sum(0)}


def _with_cost(cost, gradient=1.0):
    def network(X, Y, params, dimensions):
        _, _, h, scores, d2, d1 = _passes(X, Y, params, dimensions)
        scale = 1 / len(X) if gradient == "mean" else gradient
        return cost(scores, Y), scale * _flat(X, h, d2, d1)

    return network


MEAN = (
    "mean-not-sum",
    "The cost is a mean, not a sum",
    "Hand in every sample twice: in this form the cost doubles.",
    "Losses are means in this course, except here: the task says summed.",
)
wrong(E, *MEAN)(_with_cost(lambda s, Y: _cost(s, Y) / len(Y), "mean"))
wrong(E, *MEAN)(_with_cost(lambda s, Y: _cost(s, Y) / len(Y)))
wrong(E, "mean-over-all", "The cost is a mean over samples and classes",
      "`np.mean` averages every entry of the table. In this form nothing is divided.")(
    _with_cost(lambda s, Y: -np.mean(Y * right.log_softmax(s))))  # fmt: skip
wrong(E, *common.NEGATED)(_with_cost(lambda s, Y: -_cost(s, Y)))
wrong(E, "cost-not-summed", "The cost is an array", "The cost is one number for the whole batch.")(
    _with_cost(lambda s, Y: -np.sum(Y * right.log_softmax(s), axis=1)))  # fmt: skip
wrong(E, "no-logarithm", "The logarithm is missing in the cost",
      "The cost of a sample is minus the logarithm of its true class's probability.")(
    _with_cost(lambda s, Y: -float(np.sum(Y * right.softmax(s)))))  # fmt: skip
wrong(E, "binary-cross-entropy", "Each class has a cross-entropy of its own in your cost",
      "With softmax only the true class's logarithm counts.")(
    _with_cost(lambda s, Y: _cost(s, Y) - float(np.sum((1 - Y) * np.log(1 - right.softmax(s))))))  # fmt: skip
wrong(E, "squared-error", "This is another cost: the squared error",
      "For classes it is the cross-entropy.")(
    _with_cost(lambda s, Y: 0.5 * float(np.sum((right.softmax(s) - Y) ** 2))))  # fmt: skip


def _other_network(unpack=right.unpack, hidden=right.sigmoid, slope=lambda z, h: h * (1 - h), use=("b1", "b2")):
    """A network that differs on the way forward, with gradients that belong to it."""

    def network(X, Y, params, dimensions):
        W1, b1, W2, b2 = unpack(params, dimensions)
        z1 = X @ W1 + b1 * ("b1" in use)
        h = hidden(z1)
        scores = h @ W2 + b2 * ("b2" in use)
        d2 = right.softmax(scores) - Y
        return _cost(scores, Y), _flat(X, h, d2, d2 @ W2.T * slope(z1, h))

    return network


def _second_layer_first(params, dimensions):
    D, H, C = dimensions
    W2, b2, W1, b1 = np.split(params, np.cumsum([H * C, C, D * H]))
    return W1.reshape(D, H), b1, W2.reshape(H, C), b2


def _weights_first(params, dimensions):
    D, H, C = dimensions
    W1, W2, b1, b2 = np.split(params, np.cumsum([D * H, H * C, H]))
    return W1.reshape(D, H), b1, W2.reshape(H, C), b2


def _biases_first(params, dimensions):
    D, H, C = dimensions
    b1, W1, b2, W2 = np.split(params, np.cumsum([H, D * H, C]))
    return W1.reshape(D, H), b1, W2.reshape(H, C), b2


def _by_columns(params, dimensions):
    D, H, C = dimensions
    W1, b1, W2, b2 = np.split(params, np.cumsum([D * H, H, H * C]))
    return W1.reshape(H, D).T, b1, W2.reshape(C, H).T, b2


wrong(E, "reads-another-order", "params is read in another order",
      "The vector begins with W1, then come b1, W2 and b2.")(_other_network(_second_layer_first))  # fmt: skip
wrong(E, "reads-another-order")(_other_network(_weights_first))
wrong(E, "reads-another-order")(_other_network(_biases_first))
wrong(E, "reads-columns", "The matrices are read column by column",
      "params holds each matrix row by row: `reshape` to the matrix's own shape, without a transpose.")(
    _other_network(_by_columns))  # fmt: skip
wrong(E, "other-activation", "The hidden layer has another activation",
      "A gradient check agrees with this network: it is right, only it is another one.",
      "Which activation does the task name?")(
    _other_network(hidden=lambda z: np.maximum(z, 0), slope=lambda z, h: z > 0))  # fmt: skip
wrong(E, "other-activation")(_other_network(hidden=np.tanh, slope=lambda z, h: 1 - h**2))
wrong(E, "no-activation", "There is no sigmoid between the layers",
      "Two linear layers are one linear layer.")(
    _other_network(hidden=lambda z: z, slope=lambda z, h: 1.0))  # fmt: skip
wrong(E, *NO_B1)(_other_network(use=("b2",)))
wrong(E, *NO_B2)(_other_network(use=("b1",)))
wrong(E, "no-biases", "Neither bias is used", "Which parts of params are never read?")(_other_network(use=()))


@wrong(E, "cost-only", "Only the cost is returned", "The task asks for the pair (cost, grad).")
def cost_only(X, Y, params, dimensions):
    return _cost(_passes(X, Y, params, dimensions)[3], Y)


@wrong(E, "swapped-returns", "The two results have changed places", "The task asks for the pair (cost, grad).")
def swapped_returns(X, Y, params, dimensions):
    _, _, h, scores, d2, d1 = _passes(X, Y, params, dimensions)
    return _flat(X, h, d2, d1), _cost(scores, Y)


@wrong(E, *common.FLOAT32)
def float32(X, Y, params, dimensions):
    X, params = X.astype(np.float32), params.astype(np.float32)
    _, _, h, scores, d2, d1 = _passes(X, Y, params, dimensions)
    return _cost(scores, Y), _flat(X, h, d2, d1).astype(np.float32)


@wrong(E, "writes-into-params", "Your function writes into what it was given",
       "A part of params that is reshaped is still params: writing into W1 changes the caller's vector.")  # fmt: skip
def writes_into_params(X, Y, params, dimensions):
    W1, _W2, h, scores, d2, d1 = _passes(X, Y, params, dimensions)
    cost, grad = _cost(scores, Y), _flat(X, h, d2, d1)
    W1 *= 0.5
    return cost, grad


@wrong(E, "writes-into-params")
def writes_the_gradient_into_params(X, Y, params, dimensions):
    _, _, h, scores, d2, d1 = _passes(X, Y, params, dimensions)
    params[:] = _flat(X, h, d2, d1)
    return _cost(scores, Y), params
