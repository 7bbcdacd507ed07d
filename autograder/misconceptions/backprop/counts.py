# mypy: allow-untyped-defs, allow-untyped-calls
"""What students write for `num_params`."""

from __future__ import annotations

import itertools

import numpy as np

from autograder.misconceptions import alternative, wrong

NO_BIASES = (
    "biases-not-counted",
    "Biases are left out",
    "Each hidden unit has one weight for each input, and one number more. Which?",
    "Write the shape of each of W1, b1, W2 and b2, and count the entries.",
)


@wrong("num_params", *NO_BIASES)
def weights_only(D, H, C):
    return D * H + H * C


@wrong("num_params", "hidden-bias-not-counted", "The bias of the hidden layer is left out",
       "Take D = H = C = 1: four numbers. How many do you count, and which is missing?",
       "b1 has one entry for each hidden unit.")  # fmt: skip
def no_b1(D, H, C):
    return D * H + H * C + C


@wrong("num_params", "output-bias-not-counted", "The bias of the second layer is left out",
       "Take D = H = C = 1: four numbers. How many do you count, and which is missing?",
       "b2 has one entry for each class.")  # fmt: skip
def no_b2(D, H, C):
    return D * H + H + H * C


@wrong("num_params", "one-bias-per-layer", "Each layer has one bias only",
       "A bias is added to each unit of a layer. Are they all the same number?",
       "Write the shape of b1 and of b2.")  # fmt: skip
def one_bias_each(D, H, C):
    return D * H + 1 + H * C + 1


@wrong("num_params", "bias-per-input", "The biases belong to the inputs of a layer in your count",
       "b is added to the output of a layer. How many entries must it have?",
       "Write the shape of x @ w, and below it that of b.")  # fmt: skip
def bias_per_input(D, H, C):
    return D * (H + 1) + H * (C + 1)


@wrong("num_params", "counts-units", "You count units, not parameters",
       "Every pair of an input and a hidden unit has a weight of its own. How many pairs are there?",
       "Write the shape of each of W1, b1, W2 and b2.")  # fmt: skip
def counts_units(D, H, C):
    return D + H + C


@wrong("num_params", "no-hidden-layer", "The hidden layer is left out",
       "This is the count for one layer from inputs to classes.",
       "Data go from D to H, and from H to C. Which matrices stand between?")  # fmt: skip
def no_hidden_layer(D, H, C):
    return (D + 1) * C


@wrong("num_params", "sides-added", "The sides of each matrix are added",
       "How many entries has a matrix of shape (3, 4)?")  # fmt: skip
def sides_added(D, H, C):
    return (D + H) + H + (H + C) + C


@wrong("num_params", "layers-multiplied", "The counts of the two layers are multiplied",
       "The layers stand one after the other. Do they share parameters, or each have their own?")  # fmt: skip
def layers_multiplied(D, H, C):
    return (D + 1) * H * (H + 1) * C


@wrong("num_params", "first-layer-only", "Only one of the two layers is counted",
       "Which parameters take the hidden units to the scores?")  # fmt: skip
def first_layer_only(D, H, C):
    return (D + 1) * H


@wrong("num_params", "first-layer-only")
def second_layer_only(D, H, C):
    return (H + 1) * C


@wrong("num_params", "direct-connections", "Inputs are connected to the classes directly, too",
       "In this network everything goes through the hidden layer. Which weights are too many?")  # fmt: skip
def direct_connections(D, H, C):
    return (D + 1) * H + (H + 1) * C + D * C


@alternative("num_params")
def entry_by_entry(D, H, C):
    return D * H + H + H * C + C


@alternative("num_params")
def of_real_arrays(D, H, C):
    return np.zeros((D, H)).size + np.zeros(H).size + np.zeros((H, C)).size + np.zeros(C).size


@alternative("num_params")
def by_layers(D, H, C):
    sizes = [D, H, C]
    return sum((size + 1) * after for size, after in itertools.pairwise(sizes))


@alternative("num_params")
def by_products(D, H, C):
    return int(sum(np.prod(shape) for shape in ((D, H), (H,), (H, C), (C,))))


@alternative("num_params")
def factored(D, H, C):
    return H * (D + C + 1) + C
