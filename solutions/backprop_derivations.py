"""Derivations and typed answers about backprop, written as a student writes them; the functions are in `backprop`."""

from __future__ import annotations

NETWORK_SHAPES = {
    "z1": "(N, H)", "a1": "(N, H)", "scores": "(N, C)", "P": "(N, C)", "loss": "()",
    "dscores": "(N, C)", "da1": "(N, H)", "dz1": "(N, H)",
    "dW2": "(H, C)", "db2": "(C,)", "dW1": "(D, H)", "db1": "(H,)",
}  # fmt: skip

BIAS_GRADIENT = ["ones.T @ dz", "sum(dz, axis=0, keepdims=True)"]

GRADIENT_FORMULAS = {
    "dW2": ["a1.T @ dscores"],
    "db2": ["sum(dscores, axis=0)"],
    "da1": ["dscores @ W2.T"],
    "dz1": ["da1 * (z1 > 0)"],
    "dW1": ["X.T @ dz1"],
    "db1": ["sum(dz1, axis=0)"],
}
