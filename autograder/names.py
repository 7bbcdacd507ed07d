"""Tell which names a cell makes and which it needs, without running it; what follows from that is left to `demos`."""

from __future__ import annotations

import ast
import symtable
from collections.abc import Iterator
from functools import lru_cache
from typing import NamedTuple

MAX_LETTERS = 100_000  # of a cell; a longer one is not looked into
# Ways to reach a name without writing it
REACHES = frozenset({
    "eval", "exec", "globals", "locals", "vars", "dir", "get_ipython", "In", "Out", "_", "__", "___", "_i", "_ii",
    "_iii", "_ih", "_oh", "__main__", "__dict__", "__globals__", "__builtins__", "__import__", "f_globals", "f_locals",
    "sys", "gc", "inspect", "importlib", "builtins",
})  # fmt: skip


class Names(NamedTuple):
    """What a cell makes, what it needs of others, and whether it may need anything else, as by ``eval``."""

    makes: frozenset[str] = frozenset()
    needs: frozenset[str] = frozenset()
    anything: bool = True


def names(source: str) -> Names:
    """Return the global names of a cell; a cell that is not plain Python, such as one with a magic, may need anything.

    A name that a cell both makes and reads counts as needed: which of the two comes first is not looked at. Writing
    into an array or an object counts as making it.
    """
    return _names(source) if len(source) <= MAX_LETTERS else Names()


@lru_cache(maxsize=1024)
def _names(source: str) -> Names:
    try:
        table, tree = symtable.symtable(source, "cell", "exec"), ast.parse(source)
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        return Names()
    makes = {symbol.get_name() for symbol in table.get_symbols() if symbol.is_assigned() or symbol.is_imported()}
    needs = {symbol.get_name() for symbol in table.get_symbols() if symbol.is_referenced()}
    for inner in _inner(table):
        for symbol in inner.get_symbols():
            if symbol.is_global() and symbol.is_referenced():
                needs.add(symbol.get_name())
            if symbol.is_global() and symbol.is_assigned():
                makes.add(symbol.get_name())
    for node in ast.walk(tree):
        if isinstance(node, ast.Attribute) and node.attr in REACHES:
            needs.add(node.attr)
        if isinstance(node, ast.Attribute | ast.Subscript) and not isinstance(node.ctx, ast.Load):
            makes.add(_root(node))
    return Names(frozenset(makes), frozenset(needs), bool((makes | needs) & REACHES))


def _inner(table: symtable.SymbolTable) -> Iterator[symtable.SymbolTable]:
    for child in table.get_children():
        yield child
        yield from _inner(child)


def _root(node: ast.expr) -> str:
    while isinstance(node, ast.Attribute | ast.Subscript):
        node = node.value
    return node.id if isinstance(node, ast.Name) else ""
