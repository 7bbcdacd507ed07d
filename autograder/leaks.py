"""Search what goes out to students for lines of a solution, whatever markers stand around them.

What goes out is left to `autograder.wiring.release` and `autograder.bundle`.
"""

from __future__ import annotations

import ast
import json
import re
from collections.abc import Iterable, Iterator
from typing import Any

from autograder import checks
from autograder.course import solution_files

ANNOTATION = re.compile(r"^(\s*\w+): [\w.\[\], |]+ = ")  # students are shown code without types


def solution_lines(topic: str) -> set[str]:
    """Code in the bodies of the topic's functions, and the lines of its derivations that are not given to students."""
    return set(_module_lines(topic))


def region_lines(instructor: str) -> set[str]:
    """Lines in the solution regions of an instructor notebook's text."""
    regions = re.findall(r"BEGIN SOLUTION\n(.*?)\n[^\n]*END SOLUTION", instructor, re.DOTALL)
    return {line for region in regions for line in region.splitlines() if _tells(line)}


def leaked(lines: Iterable[str], text: str) -> str:
    """The first of the lines that stands in a text, however it is spaced and quoted there; empty when none does."""
    squeezed = _squeeze(text)
    return next((line.strip() for line in sorted(lines) if _code(line) in squeezed), "")


def notebook_text(content: str) -> str:
    """All text in the JSON of a notebook, its metadata and outputs too."""
    return "\n".join(_strings(json.loads(content)))


def _module_lines(topic: str) -> Iterator[str]:
    given = {check.spec.options.get("start") for check in checks.of_topic(topic)}
    for path in solution_files(topic):
        text = path.read_text("utf-8")
        written = text.splitlines()
        for node in ast.walk(ast.parse(text)):
            if isinstance(node, ast.FunctionDef):
                for part in (part for part in node.body if not _is_text(part)):
                    lines = [*written[part.lineno - 1 : part.end_lineno], *ast.unparse(part).splitlines()]
                    yield from filter(_tells, (ANNOTATION.sub(r"\1 = ", line) for line in lines))
            elif isinstance(node, ast.List):
                texts = [item.value for item in node.elts if isinstance(item, ast.Constant) and item.value not in given]
                yield from (text for text in texts if isinstance(text, str) and _tells(text))


def _is_text(statement: ast.stmt) -> bool:
    return isinstance(statement, ast.Expr) and isinstance(statement.value, ast.Constant)


def _tells(line: str) -> bool:
    """A line that is long enough to give something away; ``return x`` and a lone bracket are not."""
    return len(_code(line)) >= 12 and bool(re.search(r"[(\[=*/+-]", line))


def _code(line: str) -> str:
    return _squeeze(line.split("#")[0])


def _squeeze(text: str) -> str:
    return re.sub(r"\s+|['\"]", "", text)


def _strings(value: Any) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, list):
        yield "".join(item for item in value if isinstance(item, str))
        for item in value:
            if not isinstance(item, str):
                yield from _strings(item)
    elif isinstance(value, dict):
        for item in value.values():
            yield from _strings(item)
