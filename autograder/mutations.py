"""What one node of a program can be changed to: the table of small mistakes.

Which nodes are changed, one at a time, is left to `autograder.mutants`.
"""

from __future__ import annotations

import ast
from collections.abc import Callable, Iterator
from copy import deepcopy
from typing import Any

Changed = Iterator[ast.AST]

OPERATORS: dict[type[ast.operator], type[ast.operator]] = {
    ast.Add: ast.Sub, ast.Sub: ast.Add, ast.Mult: ast.Div, ast.Div: ast.Mult, ast.MatMult: ast.Mult,
    ast.Pow: ast.Mult, ast.FloorDiv: ast.Div, ast.Mod: ast.FloorDiv,
}  # fmt: skip
COMPARISONS: dict[type[ast.cmpop], tuple[type[ast.cmpop], ...]] = {
    ast.Lt: (ast.LtE, ast.Gt), ast.LtE: (ast.Lt, ast.GtE), ast.Gt: (ast.GtE, ast.Lt), ast.GtE: (ast.Gt, ast.LtE),
    ast.Eq: (ast.NotEq,), ast.NotEq: (ast.Eq,), ast.Is: (ast.IsNot,), ast.IsNot: (ast.Is,),
    ast.In: (ast.NotIn,), ast.NotIn: (ast.In,),
}  # fmt: skip
PAIRS = (
    ("mean", "sum"), ("max", "min"), ("maximum", "minimum"), ("argmax", "argmin"), ("zeros", "ones"),
    ("zeros_like", "ones_like"), ("var", "std"), ("floor", "ceil"), ("all", "any"), ("exp", "expm1"),
    ("log", "log1p"), ("sqrt", "square"), ("random", "standard_normal"),
)  # fmt: skip
SIBLINGS = {**dict(PAIRS), **{b: a for a, b in PAIRS}}
ORDERED = (ast.Sub, ast.Div, ast.MatMult, ast.Pow)  # a swap of the operands of others changes nothing
AXES = (0, 1, -1, None)
MODULES = ("np", "math")  # np.exp(x) without the call is x; x.sum() without the call is x too


def changes(node: ast.AST, field: str, holder: ast.AST) -> Changed:
    """Give what may stand in the place of a node, which is in that field of its holder."""
    if is_axis(holder):
        yield from (ast.Constant(axis) for axis in AXES)
        return
    if field == "test":
        yield ast.Constant(False)
        if not isinstance(holder, ast.While):
            yield ast.Constant(True)
    change = CHANGES.get(type(node))
    if change:
        yield from change(node)


def is_axis(holder: ast.AST) -> bool:
    """Whether it is the keyword ``axis``, whose value is changed as one."""
    return isinstance(holder, ast.keyword) and holder.arg == "axis"


def _with(node: Any, **fields: Any) -> Any:
    """Copy a node with other fields; what is in it is shared, and never changed."""
    return type(node)(**{**dict(ast.iter_fields(node)), **fields})


def _binary(node: ast.BinOp) -> Changed:
    if type(node.op) in OPERATORS:
        yield _with(node, op=OPERATORS[type(node.op)]())
    if isinstance(node.op, ORDERED):
        yield _with(node, left=node.right, right=node.left)
    yield from (node.left, node.right)


def _compared(node: ast.Compare) -> Changed:
    for index, op in enumerate(node.ops):
        for other in COMPARISONS[type(op)]:
            yield _with(node, ops=[*node.ops[:index], other(), *node.ops[index + 1 :]])


def _logical(node: ast.BoolOp) -> Changed:
    yield _with(node, op=ast.Or() if isinstance(node.op, ast.And) else ast.And())
    yield from node.values


def _constant(node: ast.Constant) -> Changed:
    value = node.value
    if isinstance(value, bool):
        yield ast.Constant(not value)
    elif isinstance(value, int):
        yield from (ast.Constant(other) for other in (value + 1, value - 1) if other >= 0)
    elif isinstance(value, float):
        yield from (ast.Constant(2 * value), ast.Constant(0.0))


def _unary(node: ast.UnaryOp) -> Changed:
    yield node.operand
    if isinstance(node.op, ast.USub) and isinstance(node.operand, ast.Constant):
        yield from (_negative(each) for each in _constant(node.operand))


def _call(node: ast.Call) -> Changed:
    given, func = node.args, node.func
    if isinstance(func, ast.Attribute) and not (isinstance(func.value, ast.Name) and func.value.id in MODULES):
        yield func.value
    elif given and not isinstance(given[0], ast.Starred):
        yield given[0]
    for index in range(len(given) - 1):
        yield _with(node, args=[*given[:index], given[index + 1], given[index], *given[index + 2 :]])
    if len(given) > 1:
        yield _with(node, args=given[:-1])
    for keyword in node.keywords:
        yield _with(node, keywords=[each for each in node.keywords if each is not keyword])
    if isinstance(func, ast.Name) and func.id in SIBLINGS:
        yield _with(node, func=ast.Name(SIBLINGS[func.id], ast.Load()))


def _attribute(node: ast.Attribute) -> Changed:
    if node.attr == "T":
        yield node.value
    if node.attr in SIBLINGS:
        yield _with(node, attr=SIBLINGS[node.attr])


def _subscript(node: ast.Subscript) -> Changed:
    if isinstance(node.ctx, ast.Load):
        yield node.value


def _slice(node: ast.Slice) -> Changed:
    for field in ("lower", "upper", "step"):
        if getattr(node, field) is not None:
            yield _with(node, **{field: None})


def _comprehension(node: ast.comprehension) -> Changed:
    if node.ifs:
        yield _with(node, ifs=[])


def _dict(node: ast.Dict) -> Changed:
    for index in range(len(node.keys)):
        pairs = [pair for place, pair in enumerate(zip(node.keys, node.values, strict=True)) if place != index]
        yield ast.Dict([key for key, _ in pairs], [value for _, value in pairs])


def _returned(node: ast.Return) -> Changed:
    if isinstance(node.value, ast.Tuple):
        for index, value in enumerate(node.value.elts):
            elements = [*node.value.elts[:index], _negative(value), *node.value.elts[index + 1 :]]
            yield _with(node, value=_with(node.value, elts=elements))
    elif node.value is not None:
        yield _with(node, value=_negative(node.value))


def _updated(node: ast.AugAssign) -> Changed:
    yield ast.Pass()
    if type(node.op) in OPERATORS:
        yield _with(node, op=OPERATORS[type(node.op)]())
    target = deepcopy(node.target)
    yield ast.Assign([target], node.value, lineno=node.lineno)


def _assigned(node: ast.Assign) -> Changed:
    if any(isinstance(target, ast.Subscript | ast.Attribute) for target in node.targets) or _uses_its_target(node):
        yield ast.Pass()


def _uses_its_target(node: ast.Assign) -> bool:
    """Whether a statement such as ``x = np.asarray(x)`` can be left out and the name is still bound."""
    stored = {each.id for target in node.targets for each in ast.walk(target) if isinstance(each, ast.Name)}
    return bool(stored & {each.id for each in ast.walk(node.value) if isinstance(each, ast.Name)})


def _statement(node: ast.Expr) -> Changed:
    if not isinstance(node.value, ast.Constant):
        yield ast.Pass()


def _left_out(node: ast.stmt) -> Changed:
    yield ast.Pass()


def _negative(node: Any) -> Any:
    return ast.UnaryOp(ast.USub(), node)


CHANGES: dict[type[ast.AST], Callable[[Any], Changed]] = {
    ast.BinOp: _binary, ast.UnaryOp: _unary, ast.Compare: _compared, ast.BoolOp: _logical,
    ast.IfExp: lambda node: iter((node.body, node.orelse)), ast.Constant: _constant, ast.Call: _call,
    ast.Attribute: _attribute, ast.Subscript: _subscript, ast.Slice: _slice, ast.comprehension: _comprehension,
    ast.Dict: _dict, ast.Return: _returned, ast.AugAssign: _updated, ast.Assign: _assigned, ast.Expr: _statement,
    ast.For: _left_out, ast.Break: _left_out, ast.Continue: _left_out, ast.Raise: _left_out,
}  # fmt: skip
