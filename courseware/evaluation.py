"""Evaluate a line that was read by `courseware.expressions` on given arrays, with a bound on their sizes."""

from __future__ import annotations

import ast
from collections.abc import Callable, Mapping
from typing import Any

import numpy as np

from courseware.expressions import Expression, ExpressionError, call_options
from courseware.vocabulary import COMPARISONS, FUNCTIONS, OPERATORS, PAIRS

MAX_SIZE = 10_000  # entries of any array on the way

Value = np.ndarray[Any, Any]


def evaluate(expression: Expression, values: Mapping[str, Any]) -> Value:
    """Evaluate a line on given values.

    Parameters
    ----------
    expression : Expression
    values : mapping of str to number or ndarray
        What the names stand for. Floating-point trouble gives inf or nan, not a warning.

    Returns
    -------
    ndarray of float or complex

    Raises
    ------
    ExpressionError
        A name is unknown, shapes do not fit, or an array would become too large.
    """
    with np.errstate(all="ignore"):
        return np.asarray(_evaluate(expression.tree, values))


def _evaluate(node: ast.expr, values: Mapping[str, Any]) -> Any:
    match node:
        case ast.Constant():
            return np.float64(node.value)  # type: ignore[arg-type]
        case ast.Name(id=name):
            return _look_up(name, values)
        case ast.UnaryOp():
            inner = _evaluate(node.operand, values)
            return -inner if isinstance(node.op, ast.USub) else inner
        case ast.BinOp():
            left, right = _evaluate(node.left, values), _evaluate(node.right, values)
            return _apply(OPERATORS[type(node.op)], left, right, matrix=isinstance(node.op, ast.MatMult))
        case ast.Compare():
            left, right = _evaluate(node.left, values), _evaluate(node.comparators[0], values)
            return np.asarray(_apply(COMPARISONS[type(node.ops[0])], left, right)) * 1.0
        case ast.Attribute():
            return np.transpose(_evaluate(node.value, values))
        case ast.Subscript():
            return _entry(node, values)
        case ast.Call(func=ast.Name(id=name)):
            inputs = [_evaluate(argument, values) for argument in node.args]
            return _call(name, inputs, call_options(node))
    raise ExpressionError("this cannot be evaluated")


def _look_up(name: str, values: Mapping[str, Any]) -> Any:
    if name not in values:
        raise ExpressionError(f"{name[:20]} has no meaning here. The symbols are: {', '.join(values)}")
    return np.asarray(values[name]) * 1.0  # integers must not overflow or refuse negative powers


def _entry(node: ast.Subscript, values: Mapping[str, Any]) -> Any:
    array = np.asarray(_evaluate(node.value, values))
    parts = node.slice.elts if isinstance(node.slice, ast.Tuple) else [node.slice]
    index = tuple(float(np.real(_evaluate(part, values)).flat[0]) for part in parts)
    if len(index) > array.ndim or any(k != int(k) or not 0 <= k < n for k, n in zip(index, array.shape, strict=False)):
        raise ExpressionError(f"{ast.unparse(node)[:40]} asks for an entry that is not there")
    return array[tuple(int(k) for k in index)]


def _apply(function: Callable[..., Any], left: Any, right: Any, matrix: bool = False) -> Any:
    if not matrix and (left.shape == right.shape or left.ndim == 0 or right.ndim == 0):
        return function(left, right)  # no larger than what went in
    try:
        shape = np.matmul(np.zeros(left.shape), np.zeros(right.shape)).shape if matrix else np.broadcast_shapes(
            left.shape, right.shape
        )
    except ValueError:
        where = " for a product of matrices" if matrix else ""
        raise ExpressionError(f"shapes {left.shape} and {right.shape} do not fit{where}") from None
    _fits(int(np.prod(shape)))
    return function(left, right)


def _call(name: str, inputs: list[Any], options: Mapping[str, Any]) -> Any:
    if len(inputs) != (2 if name in PAIRS else 1):
        raise ExpressionError(f"{name} takes {'two arguments' if name in PAIRS else 'one argument'}")
    if name in PAIRS:
        _fits(int(inputs[0].size * inputs[1].size))
    if name == "diag":
        _fits(int(np.size(inputs[0])) ** 2)
    try:
        return FUNCTIONS[name](*inputs, **options)
    except ValueError:
        raise ExpressionError(f"{name} does not fit shape {np.shape(inputs[0])}") from None


def _fits(size: int) -> None:
    if size > MAX_SIZE:
        raise ExpressionError(f"an array on the way would have {size} entries; at most {MAX_SIZE} are made")
