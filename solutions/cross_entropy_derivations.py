"""Derivations about the sigmoid and cross-entropy, as a student writes them; the functions are in `cross_entropy`."""

from __future__ import annotations

SIGMOID_DERIVATIVE = [
    "exp(-x) / (1 + exp(-x))**2",
    "1 / (1 + exp(-x)) * exp(-x) / (1 + exp(-x))",
    "s * (1 - s)",
]

BINARY_MINIMUM = {
    "cost": ["-y / a + (1 - y) / (1 - a)", "(-y * (1 - a) + (1 - y) * a) / (a * (1 - a))", "(a - y) / (a * (1 - a))"],
    "swapped": ["-(log(y) - log(1 - y))"],
}

CROSS_ENTROPY_GRADIENT = {
    "j == y": ["-1 / a[y] * a[y] * (1 - a[y])", "a[y] - 1"],
    "j != y": ["-1 / a[y] * (-a[y] * a[j])", "a[j]"],
    "both": ["a[j] - (j == y)"],
}

SIGMA_AND_TANH = {
    "identity": [
        "(exp(x) - exp(-x)) / (exp(x) + exp(-x))",
        "(1 - exp(-2 * x)) / (1 + exp(-2 * x))",
        "(2 - (1 + exp(-2 * x))) / (1 + exp(-2 * x))",
        "2 * sigmoid(2 * x) - 1",
    ],
    "slope": ["2 * 2 * s * (1 - s)", "4 * (1 + t) / 2 * (1 - t) / 2", "1 - t**2"],
}

WEIGHT_GRADIENT = {"bias": ["g * a * (1 - a)"], "weight": ["g * a * (1 - a) * x[j]"]}

LOG_LIKELIHOOD = [
    "-log(a**y * (1 - a)**(1 - y))",
    "-(log(a**y) + log((1 - a)**(1 - y)))",
    "-(y * log(a) + (1 - y) * log(1 - a))",
]

RELATIVE_ENTROPY = [
    "sum(p * log(p / q))",
    "sum(p * (log(p) - log(q)))",
    "sum(p * log(p)) - sum(p * log(q))",
    "CE - H",
]
