"""Derivations and typed answers about softmax, written as a student writes them; the functions are in `softmax`."""

from __future__ import annotations

SHIFT_INVARIANCE = [
    "exp(x + c) / sum(exp(x + c))",
    "exp(x) * exp(c) / sum(exp(x) * exp(c))",
    "exp(x) * exp(c) / (exp(c) * sum(exp(x)))",
    "exp(x) / sum(exp(x))",
]

TWO_CLASS_SIGMOID = [
    "exp(z1) / (exp(z0) + exp(z1))",
    "1 / (exp(z0) / exp(z1) + 1)",
    "1 / (1 + exp(-(z1 - z0)))",
    "sigmoid(z1 - z0)",
]

SOFTMAX_JACOBIAN = {
    "i == j": [
        "(exp(z[i]) * S - exp(z[i]) * exp(z[i])) / S**2",
        "exp(z[i]) / S * (S - exp(z[i])) / S",
        "a[i] * (1 - a[i])",
    ],
    "i != j": [
        "(0 * S - exp(z[i]) * exp(z[j])) / S**2",
        "-exp(z[i]) / S * exp(z[j]) / S",
        "-a[i] * a[j]",
    ],
    "both": ["a[i] * ((i == j) - a[j])"],
}

SIGMOID_LAYER = {"above": [2.0, 2.0, 2.0], "one": [-0.6931471805599453, -0.6931471805599453, -0.6931471805599453]}

TEMPERATURE_SLOPE = ["c * exp(-c * z) / (1 + exp(-c * z))**2", "c * a * (1 - a)"]
