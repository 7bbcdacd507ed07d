"""Read one line of mathematics, without ever running it as Python.

A line is parsed with `ast`, and only what stands in `courseware.vocabulary` is understood; whatever else it holds is
refused with a sentence for its writer. The line's value is left to `courseware.evaluation`, its form to
`courseware.forms`.
"""

from __future__ import annotations

import ast
import warnings
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from courseware.vocabulary import COMPARISONS, FUNCTIONS, OPERATORS, REDUCTIONS

MAX_TEXT = 400  # characters; a page of algebra is shorter
MAX_NODES = 250
MAX_DEPTH = 30
MAX_NUMBER = 1e6


class ExpressionError(ValueError):
    """A line that cannot be read or evaluated; its text is a sentence for the writer of the line."""


@dataclass(frozen=True)
class Expression:
    """A line that was read: its text, its tree, and the names and functions that occur in it."""

    text: str
    tree: ast.expr
    names: frozenset[str]
    functions: frozenset[str]


def parse(text: str) -> Expression:
    """Read one line, such as ``"2 * x / sum(x)"``.

    Raises
    ------
    ExpressionError
        It is too long, is not an expression, or holds something else than numbers, names, arithmetic, ``.T``,
        ``a[i]``, ``i == j`` and the functions of `FUNCTIONS`.
    """
    if len(text) > MAX_TEXT:
        raise ExpressionError(f"the line has {len(text)} characters; at most {MAX_TEXT} are read")
    return _parsed(text)


@lru_cache(maxsize=1024)  # a check reads its own lines for every learner
def _parsed(text: str) -> Expression:
    if "^" in text:
        raise ExpressionError("a power is written with two stars: x**2, not x^2")
    try:
        with warnings.catch_warnings(action="ignore"):  # "1if" makes Python's tokenizer warn
            tree = ast.parse(text.strip(), mode="eval").body
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        raise ExpressionError(_why_unreadable(text)) from None
    nodes = list(_walk(tree, 0))
    if len(nodes) > MAX_NODES:
        raise ExpressionError(f"the line has {len(nodes)} parts; at most {MAX_NODES} are read")
    calls = {node.func.id for node in nodes if isinstance(node, ast.Call) and isinstance(node.func, ast.Name)}
    names = {node.id for node in nodes if isinstance(node, ast.Name)}
    return Expression(text.strip(), tree, frozenset(names), frozenset(calls))


def _walk(node: ast.expr, depth: int) -> Iterator[ast.expr]:
    """Go through a tree and refuse what is not understood; function names are not visited as names."""
    if depth > MAX_DEPTH:
        raise ExpressionError(f"the line is nested more than {MAX_DEPTH} deep")
    yield node
    for part in _parts(node):
        yield from _walk(part, depth + 1)


def _parts(node: ast.expr) -> list[ast.expr]:
    match node:
        case ast.Constant(value=bool() | str() | bytes() | complex() | None):
            raise ExpressionError(f"{str(node.value)[:20]!r} is not a number")
        case ast.Constant(value=int() | float() as number) if abs(number) <= MAX_NUMBER:
            return []
        case ast.Constant(value=int() | float()):
            raise ExpressionError(f"a number is larger than {MAX_NUMBER:g}")
        case ast.Name():
            return []
        case ast.BinOp(op=op) if type(op) in OPERATORS:
            return [node.left, node.right]
        case ast.UnaryOp(op=ast.USub() | ast.UAdd()):
            return [node.operand]
        case ast.Compare(ops=[op]) if type(op) in COMPARISONS:
            return [node.left, *node.comparators]
        case ast.Attribute(attr="T"):
            return [node.value]
        case ast.Call(func=ast.Attribute(value=ast.Name(id="np" | "numpy" | "math"), attr=attr)):
            raise ExpressionError(f"write {attr[:20]}(...) without the name of a library before it")
        case ast.Subscript(slice=ast.Tuple(elts=[*indices])):
            return [node.value, *indices]
        case ast.Subscript(slice=ast.Name() | ast.Constant() as index):
            return [node.value, index]
        case ast.Call(func=ast.Name(id=name), args=[_, *_]) if name in FUNCTIONS:
            call_options(node)
            return node.args
        case ast.Call(func=ast.Name(id=name)) if name not in FUNCTIONS:
            raise ExpressionError(
                f"{name[:20]}(...) is not a function here. There are: {', '.join(sorted(FUNCTIONS))}. "
                "A product needs a star: a*(b + c)"
            )
    raise ExpressionError(f"a part of kind {type(node).__name__} is more than arithmetic and the functions here")


def call_options(call: ast.Call) -> dict[str, Any]:
    """``axis=0`` and ``keepdims=True`` of a sum, as plain values."""
    options: dict[str, Any] = {}
    for keyword in call.keywords:
        given = ast.unparse(keyword.value)
        if keyword.arg == "axis" and given in {"0", "1", "-1"}:
            options["axis"] = int(given)
        elif keyword.arg == "keepdims" and given in {"True", "False"}:
            options["keepdims"] = given == "True"
        else:
            raise ExpressionError("only axis=0, axis=1, axis=-1 and keepdims=True are understood")
    if options and not (isinstance(call.func, ast.Name) and call.func.id in REDUCTIONS):
        raise ExpressionError("only " + ", ".join(sorted(REDUCTIONS)) + " take an axis")
    return options


def _why_unreadable(text: str) -> str:
    if "=" in text.replace("==", "") and "axis" not in text:
        return "a line is one expression, without an equals sign: each line is equal to the one before"
    if text.count("(") != text.count(")"):
        return f"{text.count('(')} brackets open and {text.count(')')} close"
    return "this is not an expression that can be read. A product needs a star: 2*x"
