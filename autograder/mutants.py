"""Change a module in every small way that could be a mistake.

What a change may be is left to `autograder.mutations`, and whether a check notices to `autograder.mutate`.
"""

from __future__ import annotations

import ast
import difflib
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from autograder.mutations import changes, is_axis

Path = tuple[str, int | None]
SKIPPED = ("annotation", "returns", "decorator_list", "ctx", "func", "type_params")


@dataclass(frozen=True)
class Mutant:
    """A module with one change.

    Attributes
    ----------
    function : str
        Where the change is.
    diff : str
        The lines that differ, as ``-`` and ``+``.
    source : str
        The whole module.
    """

    function: str
    diff: str
    source: str


def mutants(source: str) -> Iterator[Mutant]:
    """Give every mutant of the functions of a module, each once."""
    tree = ast.parse(source)
    for function in [node for node in tree.body if isinstance(node, ast.FunctionDef | ast.ClassDef)]:
        before = ast.unparse(function)
        seen = {before}
        for holder, (field, index) in _places(function):
            node = _get(holder, field, index)
            for changed in changes(node, field, holder):
                _put(holder, field, index, changed)
                after, whole = ast.unparse(function), ast.unparse(tree)
                _put(holder, field, index, node)
                if after not in seen:
                    seen.add(after)
                    yield Mutant(function.name, _diff(before, after), whole)
        yield from _undecorated(tree, function, before)


def _undecorated(tree: ast.Module, function: ast.FunctionDef | ast.ClassDef, before: str) -> Iterator[Mutant]:
    for decorator in list(function.decorator_list):
        kept = function.decorator_list
        function.decorator_list = [each for each in kept if each is not decorator]
        yield Mutant(function.name, _diff(before, ast.unparse(function)), ast.unparse(tree))
        function.decorator_list = kept


def _diff(before: str, after: str) -> str:
    lines = difflib.unified_diff(before.splitlines(), after.splitlines(), lineterm="", n=0)
    return "\n".join(line for line in lines if not line.startswith(("---", "+++", "@@")))


def _places(node: ast.AST) -> Iterator[tuple[ast.AST, Path]]:
    """Give every node below this one by its holder, field and index; texts, types and messages are left out."""
    for field, value in ast.iter_fields(node):
        for index, child in enumerate(value) if isinstance(value, list) else [(None, value)]:
            leave = field in SKIPPED and not (field == "func" and isinstance(child, ast.Attribute))
            if isinstance(child, ast.AST) and not leave and not isinstance(child, ast.JoinedStr):
                yield node, (field, index)
                if not (isinstance(child, ast.Raise) or _is_negative_number(child) or is_axis(node)):
                    yield from _places(child)


def _get(holder: ast.AST, field: str, index: int | None) -> ast.AST:
    value: Any = getattr(holder, field)
    return value if index is None else value[index]  # type: ignore[no-any-return]


def _put(holder: ast.AST, field: str, index: int | None, node: ast.AST) -> None:
    if index is None:
        setattr(holder, field, node)
    else:
        getattr(holder, field)[index] = node


def _is_negative_number(node: ast.AST) -> bool:
    return isinstance(node, ast.UnaryOp) and isinstance(node.op, ast.USub) and isinstance(node.operand, ast.Constant)
