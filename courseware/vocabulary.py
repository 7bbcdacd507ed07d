"""The operators and functions that a line of a derivation may use; nothing else is understood."""

from __future__ import annotations

import ast
from collections.abc import Callable
from typing import Any

import numpy as np


def _sigmoid(x: Any) -> Any:
    return 1 / (1 + np.exp(-x))


def _abs(x: Any) -> Any:
    return np.where(np.real(x) < 0, -x, x)  # unlike np.abs, differentiable by a complex step


OPERATORS: dict[type[ast.operator], Callable[..., Any]] = {
    ast.Add: np.add, ast.Sub: np.subtract, ast.Mult: np.multiply, ast.Div: np.divide, ast.Pow: np.power,
    ast.MatMult: np.matmul,
}
COMPARISONS: dict[type[ast.cmpop], Callable[..., Any]] = {
    ast.Eq: np.equal, ast.NotEq: np.not_equal, ast.Lt: np.less, ast.Gt: np.greater, ast.LtE: np.less_equal,
    ast.GtE: np.greater_equal,
}
REDUCTIONS: dict[str, Callable[..., Any]] = {"sum": np.sum, "mean": np.mean, "max": np.max, "min": np.min}
PAIRS: dict[str, Callable[..., Any]] = {"outer": np.outer}
FUNCTIONS: dict[str, Callable[..., Any]] = {
    **REDUCTIONS, **PAIRS, "exp": np.exp, "log": np.log, "ln": np.log, "sqrt": np.sqrt, "abs": _abs,
    "sigmoid": _sigmoid, "tanh": np.tanh, "diag": np.diag,
}
