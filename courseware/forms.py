"""The form of a line: which symbols it uses, which parts it has. Its value is left to `courseware.evaluation`."""

from __future__ import annotations

import ast
from collections.abc import Collection

from courseware.expressions import Expression, ExpressionError


def holds(expression: Expression, pattern: ast.expr) -> bool:
    """Tell whether a part of the line has the form of ``pattern``, in which the name ``_`` stands for anything.

    The order of the two sides of ``+``, ``*`` and ``==`` does not matter.
    """
    return any(same_form(node, pattern) for node in ast.walk(expression.tree))


def same_form(node: ast.AST, pattern: ast.AST) -> bool:
    """Tell whether a tree has the form of a pattern; see `holds`."""
    if isinstance(pattern, ast.Name) and pattern.id == "_":
        return isinstance(node, ast.expr)
    if type(node) is not type(pattern):
        return False
    if isinstance(node, ast.Constant) and isinstance(pattern, ast.Constant):
        return bool(node.value == pattern.value)
    if isinstance(node, ast.BinOp) and isinstance(pattern, ast.BinOp):
        return type(node.op) is type(pattern.op) and _same_pair(
            (node.left, node.right), (pattern.left, pattern.right), isinstance(node.op, ast.Add | ast.Mult)
        )
    if isinstance(node, ast.Compare) and isinstance(pattern, ast.Compare):
        return type(node.ops[0]) is type(pattern.ops[0]) and _same_pair(
            (node.left, node.comparators[0]), (pattern.left, pattern.comparators[0]), isinstance(node.ops[0], ast.Eq)
        )
    if isinstance(node, ast.Name | ast.Attribute | ast.keyword) and _label(node) != _label(pattern):
        return False
    mine, other = list(ast.iter_child_nodes(node)), list(ast.iter_child_nodes(pattern))
    return len(mine) == len(other) and all(same_form(a, b) for a, b in zip(mine, other, strict=True))


def _same_pair(pair: tuple[ast.expr, ast.expr], other: tuple[ast.expr, ast.expr], either_order: bool) -> bool:
    straight = same_form(pair[0], other[0]) and same_form(pair[1], other[1])
    return straight or (either_order and same_form(pair[0], other[1]) and same_form(pair[1], other[0]))


def _label(node: ast.AST) -> str:
    return str(getattr(node, "id", None) or getattr(node, "attr", None) or getattr(node, "arg", None))


def refuse_names(expression: Expression, names: Collection[str], functions: Collection[str]) -> None:
    """Raise ExpressionError when a line uses a name or a function outside those given.

    Raises
    ------
    ExpressionError
        It says which one, and what there is instead.
    """
    for used, given, what in ((expression.names, names, "symbols"), (expression.functions, functions, "functions")):
        strange = sorted(used - set(given))
        if strange:
            raise ExpressionError(f"{strange[0][:20]} has no meaning here. The {what} are: {', '.join(given)}")
