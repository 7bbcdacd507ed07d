"""The shape of an answer: its syntax tree without names, comments, docstrings and annotations."""

from __future__ import annotations

import ast
import re
import warnings
from collections.abc import Iterator
from dataclasses import dataclass

MAX_LETTERS = 60_000
MAGIC = re.compile(r"^([ \t]*)[%!?].*$", re.MULTILINE)
SHELL = re.compile(r"\s*(!|%%?(sh|bash|sx|system)\b)")
DEFINITIONS = (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef)


@dataclass(frozen=True)
class Shape:
    """What is compared.

    Attributes
    ----------
    form : str
        Equal for two answers that differ in names and comments only.
    size : int
        How many nodes the tree has: about 45 for a softmax, 150 for a loss with its gradient.
    """

    form: str
    size: int


def parse(text: str) -> ast.Module | None:
    """The tree of a cell, without running anything; None for what Python can't read.

    IPython's own lines (``%matplotlib``, ``!ls``) are left out, at the cost of nothing that is compared.
    """
    if len(text) > MAX_LETTERS:
        return None
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # an unknown escape in a student's text is none of ours
            return ast.parse(MAGIC.sub(r"\1pass", text))
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        return None


def shell_lines(text: str) -> list[int]:
    """The numbers of the lines that give a command to the system's shell."""
    return [number for number, line in enumerate(text.splitlines(), 1) if SHELL.match(line)]


def shape(text: str) -> Shape | None:
    """The shape of the functions and classes of a cell; None where there are none, as in a typed answer."""
    tree = parse(text)
    if tree is None:
        return None
    kept = [statement for statement in tree.body if isinstance(statement, DEFINITIONS) or _is_lambda(statement)]
    if not kept:
        return None
    module = ast.Module(kept, [])
    try:
        bare = _Bare(_bound(module)).visit(module)
        return Shape(ast.dump(bare, annotate_fields=False), size(bare))
    except (RecursionError, ValueError):  # too deep, or an integer of more digits than Python writes out
        return None


def size(tree: ast.AST) -> int:
    """Nodes that say something: not the contexts, and not the operators, which their expressions count."""
    skipped = (ast.expr_context, ast.operator, ast.unaryop, ast.boolop, ast.cmpop, ast.arguments, ast.Module)
    return sum(not isinstance(node, skipped) for node in ast.walk(tree))


def _is_lambda(statement: ast.stmt) -> bool:
    return isinstance(statement, ast.Assign) and isinstance(statement.value, ast.Lambda)


def _bound(tree: ast.AST) -> set[str]:
    """The names that the code itself gives: all others, such as ``np``, keep theirs."""
    return set(_names(tree))


def _names(tree: ast.AST) -> Iterator[str]:
    for node in ast.walk(tree):
        if isinstance(node, ast.Name) and not isinstance(node.ctx, ast.Load):
            yield node.id
        elif isinstance(node, ast.arg):
            yield node.arg
        elif isinstance(node, DEFINITIONS):
            yield node.name
        elif isinstance(node, ast.alias) and node.asname:
            yield node.asname
        elif isinstance(node, ast.ExceptHandler) and node.name:
            yield node.name


class _Bare(ast.NodeTransformer):
    """Numbers the names in the order in which they come, and drops what nothing hangs on."""

    def __init__(self, bound: set[str]) -> None:
        self._bound = bound
        self._numbers: dict[str, str] = {}

    def _number(self, name: str) -> str:
        return self._numbers.setdefault(name, f"_{len(self._numbers)}") if name in self._bound else name

    def visit_Name(self, node: ast.Name) -> ast.AST:
        return ast.Name(self._number(node.id), node.ctx)

    def visit_arg(self, node: ast.arg) -> ast.AST:
        return ast.arg(self._number(node.arg))

    def visit_FunctionDef(self, node: ast.FunctionDef) -> ast.AST:
        node.name, node.returns = self._number(node.name), None
        return self.generic_visit(node)

    def visit_ClassDef(self, node: ast.ClassDef) -> ast.AST:
        node.name = self._number(node.name)
        return self.generic_visit(node)

    def visit_AnnAssign(self, node: ast.AnnAssign) -> ast.AST | None:
        if node.value is None:
            return None
        return self.generic_visit(ast.Assign([node.target], node.value))

    def visit_Expr(self, node: ast.Expr) -> ast.AST | None:
        """A docstring, a text that stands alone, a value that is only printed."""
        printed = isinstance(node.value, ast.Call) and isinstance(node.value.func, ast.Name)
        if isinstance(node.value, ast.Constant) or (printed and node.value.func.id == "print"):  # type: ignore[attr-defined]
            return None
        return self.generic_visit(node)

    def visit_Pass(self, node: ast.Pass) -> None:
        return None

    def visit_alias(self, node: ast.alias) -> ast.AST:
        return ast.alias(node.name, self._number(node.asname) if node.asname else None)

    def visit_ExceptHandler(self, node: ast.ExceptHandler) -> ast.AST:
        node.name = self._number(node.name) if node.name else None
        return self.generic_visit(node)
