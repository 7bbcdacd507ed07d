"""Find code that imports, touches or asks for what an exercise does not need, by reading its syntax tree."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from dataclasses import dataclass

from autograder.course import earlier_topics

SYSTEM = {
    "os", "subprocess", "socket", "ctypes", "gc", "importlib", "builtins", "multiprocessing", "threading",
    "signal", "pickle", "marshal", "shutil", "urllib", "http", "requests", "pty", "resource", "sqlite3", "asyncio",
}  # fmt: skip
LIBRARIES = {"torch", "tensorflow", "jax", "keras", "scipy", "sklearn", "autograd", "sympy", "cupy", "theano"}
GRADER = {"autograder", "nbgrader", "inside"}
JUDGING = {"golden", "verdict", "compare", "spec", "calling", "outcome", "wire", "diagnose", "plain"}  # of courseware
INNER = {
    "__globals__", "__subclasses__", "__closure__", "__code__", "__builtins__", "__mro__", "f_back", "f_globals",
    "f_locals", "_getframe", "currentframe", "ast_transformers", "settrace", "displayhook", "excepthook", "modules",
}  # fmt: skip
PRETENDING = {"__eq__", "__array__", "__array_function__", "__array_ufunc__", "__array_interface__"}
LIBRARY_NAMES = {"np", "numpy", "builtins", "math", "sys", "courseware"}
RUNNING = {"exec", "eval", "compile", "__import__", "open", "globals", "vars"}
PLACES = re.compile(r"/scratch|/lab\b|/(proc|home|dev|etc)/|nbgrader|gradebook|autograded|/golden", re.IGNORECASE)
MARKUP = re.compile(r"<\s*(script|iframe|object|embed|style)\b|javascript:|\bon(error|load|click)\s*=", re.IGNORECASE)
ASKING = {
    ("os", "environ"), ("os", "getenv"), ("os", "getcwd"), ("os", "uname"), ("os", "getlogin"), ("os", "getuid"),
    ("socket", "gethostname"), ("platform", ""), ("getpass", ""), ("sys", "argv"), ("Path", "cwd"), ("Path", "home"),
    ("inspect", "stack"),
}  # fmt: skip
CLOCKS = {"time", "datetime"}


@dataclass(frozen=True)
class Finding:
    """One thing that was seen, in a line of a cell."""

    kind: str
    line: int


def reaches(tree: ast.Module, assignment: str, is_answer: bool) -> Iterator[Finding]:
    """Everything unusual in a cell.

    Parameters
    ----------
    tree : ast.Module
    assignment : str
        Earlier topics' solutions may be imported, its own and later ones may not.
    is_answer : bool
        In an answer, clocks and ``open`` are unusual too; in a cell of the student's own they are not.
    """
    for node in ast.walk(tree):
        kind = _kind(node, assignment, is_answer)
        if kind:
            yield Finding(kind, getattr(node, "lineno", 0))


def _kind(node: ast.AST, assignment: str, is_answer: bool) -> str:
    if any(_is_unusual(name, assignment) for name in _imported(node)):
        return "import"
    if _asks(node) or (is_answer and _reads_clock(node)):
        return "surroundings"
    return "reach" if _reaches(node, is_answer) else ""


def _imported(node: ast.AST) -> list[str]:
    if isinstance(node, ast.Import):
        return [alias.name for alias in node.names]
    if isinstance(node, ast.ImportFrom) and node.module:
        return [node.module, *(f"{node.module}.{alias.name}" for alias in node.names)]
    if isinstance(node, ast.Call) and _called(node) in ("__import__", "import_module"):
        return [_text(first) for first in node.args[:1]]
    return []


def _is_unusual(module: str, assignment: str) -> bool:
    top, _, rest = module.partition(".")
    if top == "solutions":
        return bool(rest) and not rest.startswith(tuple(earlier_topics(assignment)))
    if top == "courseware":
        return rest.partition(".")[0] in JUDGING
    return top in SYSTEM | LIBRARIES | GRADER


def _asks(node: ast.AST) -> bool:
    if isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name):
        return (node.value.id, node.attr) in ASKING or (node.value.id, "") in ASKING
    if isinstance(node, ast.Constant):
        return bool(PLACES.search(_text(node))) and len(_text(node)) < 200  # a docstring may speak of anything
    return isinstance(node, ast.Name) and node.id == "__file__"


def _reads_clock(node: ast.AST) -> bool:
    return isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name) and node.value.id in CLOCKS


def _reaches(node: ast.AST, is_answer: bool) -> bool:
    if isinstance(node, ast.Attribute):
        replaces = isinstance(node.ctx, ast.Store | ast.Del) and _root(node) in LIBRARY_NAMES
        return replaces or (node.attr in INNER and not (node.attr == "modules" and _root(node) != "sys"))
    if isinstance(node, ast.FunctionDef | ast.ClassDef):
        return node.name in PRETENDING | {"check"}
    if isinstance(node, ast.Call) and isinstance(node.func, ast.Name):
        return node.func.id == "get_ipython" or (is_answer and node.func.id in RUNNING)
    if isinstance(node, ast.Name):
        return node.id == "__builtins__" or (isinstance(node.ctx, ast.Store) and node.id in PRETENDING | {"check"})
    return bool(MARKUP.search(_text(node)))


def _called(node: ast.Call) -> str:
    return getattr(node.func, "id", getattr(node.func, "attr", ""))


def _root(node: ast.expr) -> str:
    while isinstance(node, ast.Attribute):
        node = node.value
    return node.id if isinstance(node, ast.Name) else ""


def _text(node: ast.AST) -> str:
    value = node.value if isinstance(node, ast.Constant) else ""
    return value if isinstance(value, str) else ""
