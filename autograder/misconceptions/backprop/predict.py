# mypy: allow-untyped-defs, allow-untyped-calls
"""What students write for `predict`."""

from __future__ import annotations

import numpy as np

from autograder.misconceptions import alternative, common, wrong
from autograder.misconceptions.backprop import right

E = "predict"


@wrong(E, "argmax-axis", "The largest score of each class is looked for, not that of each sample",
       "`axis` names the axis that disappears. One class for each of the N samples: which one goes?")  # fmt: skip
def argmax_axis(params, X):
    return np.argmax(right.forward(params, X)[2], axis=0)


@wrong(E, "argmax-of-all", "One number comes back for all samples",
       "`argmax` without an axis counts through the whole array.")  # fmt: skip
def argmax_of_all(params, X):
    return np.argmax(right.forward(params, X)[2])


@wrong(E, "argmin", "The class with the smallest score is chosen",
       "A larger score means a larger probability.")  # fmt: skip
def argmin(params, X):
    return np.argmin(right.forward(params, X)[2], axis=1)


@wrong(E, "largest-score-itself", "The largest score comes back, not its class",
       "`max` gives the value, `argmax` its place.")  # fmt: skip
def largest_score(params, X):
    return np.max(right.forward(params, X)[2], axis=1)


@wrong(E, "returns-probabilities", "Probabilities come back, not classes",
       "One number for each sample is asked for: the class.")  # fmt: skip
def returns_probabilities(params, X):
    return right.softmax(right.forward(params, X)[2])


@wrong(E, "returns-scores", "Scores come back, not classes",
       "One number for each sample is asked for: the class.")  # fmt: skip
def returns_scores(params, X):
    return right.forward(params, X)[2]


@wrong(E, "one-hot", "The classes come back as one-hot rows",
       "The labels have shape (N,): class numbers. In which column is the 1?")  # fmt: skip
def one_hot(params, X):
    scores = right.forward(params, X)[2]
    return np.eye(scores.shape[1])[scores.argmax(axis=1)]


@wrong(E, "no-relu", "There is no ReLU between the layers",
       "Prediction uses the network that was trained. Which step is missing?")  # fmt: skip
def no_relu(params, X):
    return np.argmax((X @ params["W1"] + params["b1"]) @ params["W2"] + params["b2"], axis=1)


@wrong(E, "no-b1", "The bias of the hidden layer is not used",
       "Prediction uses the network that was trained. Which of the four parameters is never read?")  # fmt: skip
def no_b1(params, X):
    return np.argmax(np.maximum(X @ params["W1"], 0) @ params["W2"] + params["b2"], axis=1)


@wrong(E, "no-b2", "The bias of the second layer is not used",
       "Prediction uses the network that was trained. Which of the four parameters is never read?")  # fmt: skip
def no_b2(params, X):
    return np.argmax(np.maximum(X @ params["W1"] + params["b1"], 0) @ params["W2"], axis=1)


@wrong(E, "no-biases", "Neither bias is used",
       "Prediction uses the network that was trained. Which parameters are never read?")  # fmt: skip
def no_biases(params, X):
    return np.argmax(np.maximum(X @ params["W1"], 0) @ params["W2"], axis=1)


@wrong(E, "hidden-units", "The largest hidden unit is chosen, not the largest score",
       "Hidden units are no classes. Which layer is still to come?")  # fmt: skip
def hidden_units(params, X):
    return np.argmax(right.forward(params, X)[1], axis=1)


@wrong(E, "relu-on-scores", "The scores go through a ReLU",
       "When all scores of a sample are negative, they are all 0 after it. Which class is chosen then?")  # fmt: skip
def relu_on_scores(params, X):
    return np.argmax(np.maximum(right.forward(params, X)[2], 0), axis=1)


@wrong(E, "other-activation", "The hidden layer has another activation",
       "Prediction uses the network that was trained, with its ReLU.")  # fmt: skip
def by_sigmoid(params, X):
    return np.argmax(right.sigmoid(X @ params["W1"] + params["b1"]) @ params["W2"] + params["b2"], axis=1)


@wrong(E, "other-activation")
def by_tanh(params, X):
    return np.argmax(np.tanh(X @ params["W1"] + params["b1"]) @ params["W2"] + params["b2"], axis=1)


@wrong(E, "magnitude", "Scores are compared without their signs",
       "A score of -5 says: hardly this class.")  # fmt: skip
def magnitude(params, X):
    return np.argmax(np.abs(right.forward(params, X)[2]), axis=1)


@wrong(E, "axis-kept", "The labels have an axis too many",
       "The labels have shape (N,). Compared with y, an (N, 1) array gives N * N comparisons.")  # fmt: skip
def axis_kept(params, X):
    return np.argmax(right.forward(params, X)[2], axis=1, keepdims=True)


@wrong(E, *common.LABELS_FROM_ONE)
def labels_from_one(params, X):
    return np.argmax(right.forward(params, X)[2], axis=1) + 1


@wrong(E, "first-sample-only", "Only one sample is looked at", "How many labels come back for N samples?")
def first_sample_only(params, X):
    return np.argmax(right.forward(params, X)[2][0])


@wrong(E, "sorted-the-wrong-way", "The order is right, and its wrong end is taken",
       "`argsort` sorts upwards: where does the largest stand?")  # fmt: skip
def second_best(params, X):
    return np.argsort(right.forward(params, X)[2], axis=1)[:, -2]


@wrong(E, "changes-arguments", "Your function changes what it was given",
       "Prediction only looks. Which of your lines writes into X or into params?")  # fmt: skip
def writes_into_x(params, X):
    labels = right.predict(params, X)
    X -= 0.5
    return labels


@wrong(E, "changes-arguments")
def writes_into_params(params, X):
    labels = right.predict(params, X)
    params["b2"] = params["b2"] - 1.0
    return labels


@alternative(E)
def by_probabilities(params, X):
    return right.softmax(right.forward(params, X)[2]).argmax(axis=1)


@alternative(E)
def by_where(params, X):
    z1 = np.dot(X, params["W1"]) + params["b1"]
    return np.argmax(np.where(z1 > 0, z1, 0).dot(params["W2"]) + params["b2"], axis=-1).astype(np.int32)


@alternative(E)
def by_sorting(params, X):
    return np.argsort(right.forward(params, X)[2], axis=1)[:, -1]


@alternative(E)
def by_loops(params, X):
    labels = np.empty(len(X), dtype=int)
    for i, x in enumerate(X):
        hidden = np.maximum(params["W1"].T @ x + params["b1"], 0)
        labels[i] = int(np.argmax(params["W2"].T @ hidden + params["b2"]))
    return labels


@alternative(E)
def by_transposes(params, X):
    hidden = (params["W1"].T @ X.T + params["b1"][:, None]).clip(min=0)
    return (params["W2"].T @ hidden + params["b2"][:, None]).argmax(axis=0)
