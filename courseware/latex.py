r"""Write a line of mathematics as LaTeX, from its tree; the text of the line itself never reaches the page.

With the dict of symbols that `courseware.draws` describes, the entries of a vector are written out: ``x / sum(x)`` is
shown as :math:`x_i / \sum_k x_k`.
"""

from __future__ import annotations

import ast
import re
from collections.abc import Mapping
from typing import Any

from courseware.expressions import Expression

GREEK = {
    "alpha", "beta", "gamma", "delta", "epsilon", "eta", "theta", "kappa", "lambda", "mu", "nu", "pi", "rho", "sigma",
    "tau", "phi", "chi", "psi", "omega",
}
OPERATORS = {"sigmoid": r"\sigma", "log": r"\ln", "ln": r"\ln", "tanh": r"\tanh", "max": r"\max"}
COMPARISONS: Mapping[type[ast.cmpop], str] = {
    ast.NotEq: r"\neq", ast.Lt: "<", ast.Gt: ">", ast.LtE: r"\leq", ast.GtE: r"\geq",
}  # fmt: skip
SUM, PRODUCT, SIGN, POWER, ATOM = range(5)


def latex(expression: Expression, symbols: Mapping[str, Any] | None = None) -> str:
    """Write an expression as LaTeX, without dollar signs."""
    written = _Writer(symbols or {}, matrices="@" in expression.text or ".T" in expression.text)
    return written.text(expression.tree)


class _Writer:
    def __init__(self, symbols: Mapping[str, Any], matrices: bool) -> None:
        self._vectors = {name for name, about in symbols.items() if not matrices and _is_vector(about, symbols)}
        self._place = "i"  # the letter under a vector: i outside a sum, k inside

    def text(self, node: ast.expr, above: int = SUM) -> str:
        """Write a node; in brackets where it binds less than ``above``."""
        written, binds = self._write(node)
        return rf"\left({written}\right)" if binds < above else written

    def _write(self, node: ast.expr) -> tuple[str, int]:
        match node:
            case ast.Constant(value=value):
                return f"{value:g}" if isinstance(value, int | float) else "?", ATOM
            case ast.Name(id=name):
                return _name(name) + (f"_{self._place}" if name in self._vectors else ""), ATOM
            case ast.UnaryOp(op=op, operand=operand):
                return ("-" if isinstance(op, ast.USub) else "+") + self.text(operand, PRODUCT), SIGN
            case ast.BinOp():
                return self._operation(node)
            case ast.Compare(left=left, ops=[ast.Eq()], comparators=[right]):
                if isinstance(left, ast.Name) and isinstance(right, ast.Name):
                    return rf"\delta_{{{_name(left.id)}{_name(right.id)}}}", ATOM
                return f"[{self.text(left)} = {self.text(right)}]", ATOM
            case ast.Compare(left=left, ops=[op], comparators=[right]):
                return f"[{self.text(left)} {COMPARISONS[type(op)]} {self.text(right)}]", ATOM
            case ast.Attribute(value=value):
                return self.text(value, ATOM) + r"^{\top}", POWER
            case ast.Subscript(value=value, slice=index):
                whole = _name(value.id) if isinstance(value, ast.Name) else self.text(value, ATOM)
                parts = index.elts if isinstance(index, ast.Tuple) else [index]
                return f"{whole}_{{{','.join(self.text(part) for part in parts)}}}", ATOM
            case ast.Call(func=ast.Name(id=name), args=arguments):
                return self._call(name, arguments)
        return r"\ldots", ATOM

    def _operation(self, node: ast.BinOp) -> tuple[str, int]:
        left, right = node.left, node.right
        match node.op:
            case ast.Div():
                return rf"\frac{{{self.text(left)}}}{{{self.text(right)}}}", PRODUCT
            case ast.Pow():
                return f"{self.text(left, ATOM)}^{{{self.text(right)}}}", POWER
            case ast.Add():
                return f"{self.text(left)} + {self.text(right)}", SUM
            case ast.Sub():
                return f"{self.text(left)} - {self.text(right, PRODUCT)}", SUM
        sign = r" \cdot " if isinstance(right, ast.Constant) else r" \, "
        open_ended = POWER if _is_sum(left) else PRODUCT  # a sum takes in what stands to its right
        after = POWER if isinstance(right, ast.UnaryOp) else PRODUCT
        return f"{self.text(left, open_ended)}{sign}{self.text(right, after)}", PRODUCT

    def _call(self, name: str, arguments: list[ast.expr]) -> tuple[str, int]:
        if name == "exp":
            return f"e^{{{self.text(arguments[0])}}}", POWER
        if name == "sqrt":
            return rf"\sqrt{{{self.text(arguments[0])}}}", ATOM
        if name == "sum":
            outside, self._place = self._place, "k"
            inside = self.text(arguments[0], PRODUCT)
            self._place = outside
            return (r"\sum_k " if self._vectors else r"\sum ") + inside, PRODUCT
        operator = OPERATORS.get(name, rf"\mathrm{{{name}}}")
        inside = ", ".join(self.text(argument) for argument in arguments)
        return rf"{operator}\left({inside}\right)", ATOM


def _is_sum(node: ast.expr) -> bool:
    if isinstance(node, ast.BinOp) and isinstance(node.op, ast.Mult | ast.MatMult):
        return _is_sum(node.right)
    return isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "sum"


def _is_vector(about: Mapping[str, Any], symbols: Mapping[str, Any]) -> bool:
    if "is" in about:
        names = {part for part in re.findall(r"[A-Za-z]\w*", about["is"]) if part in symbols}
        reduced = about["is"].startswith(("sum(", "sqrt(mean("))
        return not reduced and any(_is_vector(symbols[name], symbols) for name in names)
    return len(about.get("shape", [])) == 1


def _name(name: str) -> str:
    """``dW1`` -> ``dW_{1}``, ``mu`` -> ``\\mu``, ``y_hat`` -> ``\\hat{y}``; only letters, digits and these commands."""
    if name.endswith("_hat") and len(name) > 4:
        return rf"\hat{{{_name(name[:-4])}}}"
    stem, digits = re.fullmatch(r"(.*?)_?(\d*)", name.encode("ascii", "replace").decode(), re.DOTALL).groups()  # type: ignore[union-attr]
    stem = re.sub(r"[^A-Za-z]", "", stem)
    stem = f"\\{stem}" if stem in GREEK else stem if len(stem) < 3 else rf"\mathrm{{{stem}}}"
    return f"{stem}_{{{digits}}}" if digits else stem
