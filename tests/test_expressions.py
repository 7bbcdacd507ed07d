"""A line of mathematics: what is understood, what is refused with a sentence, and how soon."""


import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from courseware.evaluation import MAX_SIZE, evaluate
from courseware.expressions import MAX_TEXT, ExpressionError, parse
from courseware.forms import holds, refuse_names, same_form
from courseware.latex import latex

X = np.array([0.5, -1.0, 2.0])
M = np.arange(6.0).reshape(2, 3)
VALUES = {"x": X, "M": M, "c": 0.7, "i": 1, "j": 2, "n": 3}


def value(text: str) -> np.ndarray:
    return evaluate(parse(text), VALUES)


def value_or_sentence(text: str) -> np.ndarray | str:
    try:
        return value(text)
    except ExpressionError as error:
        return str(error)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("exp(x + c) / sum(exp(x + c))", np.exp(X + 0.7) / np.exp(X + 0.7).sum()),
        ("x[i] * ((i == j) - x[j])", 2.0),
        ("M.T @ (M @ x)", M.T @ (M @ X)),
        ("sum(M, axis=0)", M.sum(axis=0)),
        ("max(M, axis=1, keepdims=True)", M.max(axis=1, keepdims=True)),
        ("-x**2", -(X**2)),
        ("2**-n", 0.125),
        ("diag(x) - outer(x, x)", np.diag(X) - np.outer(X, X)),
        ("sigmoid(x)", 1 / (1 + np.exp(-X))),
        ("abs(x) + ln(c) - log(c) + sqrt(c) * 0 + tanh(c) * 0", np.abs(X)),
        ("M[0, j]", 2.0),
        ("n / 2", 1.5),
    ],
)
def test_a_line_has_the_value_that_numpy_gives_it(text: str, expected: object) -> None:
    np.testing.assert_allclose(value(text), expected, rtol=1e-14)


@pytest.mark.parametrize(
    "text",
    [
        "__import__('os').system('true')",
        "().__class__.__bases__",
        "x.__class__",
        "x.dtype",
        "[x for x in x]",
        "lambda: x",
        "x if x else c",
        "open(c)",
        "exec(c)",
        "x and c",
        "0 < c < 1",
        "x[0:2]",
        "x[-1]",
        "x[c]",
        "x[7]",
        "f'{x}'",
        "'abc'",
        "1j * x",
        "True",
        "...",
        "None",
        "(x := c)",
        "exp(*x)",
        "exp(x, c)",
        "exp(x=c)",
        "sum(x, axis=c)",
        "exp(x, axis=0)",
        "sum(x)(c)",
        "unknown + 1",
        "x + M[0] @ M",
        "",
        "   ",
        "x +",
        "((x)",
        "x\n+ c; c",
        "\x00",
        "1if x else 2",
        "0777",
        "await x",
        "yield",
        "{x}",
        "x; c",
        "x = c",
        "x is c",
        "x % 2",
        "x // 2",
        "x << 2",
        "~x",
        "not x",
    ],
)
def test_whatever_is_not_mathematics_is_refused(text: str) -> None:
    with pytest.raises(ExpressionError):
        value(text)


@pytest.mark.parametrize(
    "text",
    [
        "9**9**9**9**9",
        "9" * 399,
        "1e308 * 1e308",
        "(" * 200 + "x" + ")" * 200,
        "-" * 399 + "x",
        "[" * 300,
        "x" * 1_000_000,
        "+".join(["x"] * 200),
        "x" + ".T" * 150,
        "outer(outer(outer(outer(x, x), outer(x, x)), outer(x, x)), outer(x, x))",
        "exp(" * 80 + "x" + ")" * 80,
        "9.9" * 100,
    ],
)
def test_hostile_text_is_cut_short(text: str) -> None:
    result = value_or_sentence(text)
    assert np.size(result) <= MAX_SIZE
    assert len(str(result)) < 10_000


@given(st.text(alphabet="xci0129.+-*/()[]=,@T \n'\"_eEj:#\\\u00e9\u202e", max_size=MAX_TEXT + 20))
@settings(max_examples=400, deadline=None)
def test_any_text_gives_an_array_or_a_sentence(text: str) -> None:
    result = value_or_sentence(text)
    assert isinstance(result, np.ndarray) or result
    assert isinstance(result, str) or isinstance(latex(parse(text)), str)


@pytest.mark.parametrize(
    ("text", "word"),
    [
        ("2x", "star"),
        ("x^2", "two stars"),
        ("np.exp(x)", "without the name of a library"),
        ("softmax(x)", "not a function"),
        ("c(x + 1)", "star"),
        ("y = x", "equals sign"),
        ("((x)", "brackets"),
        ("M + x[i] * M.T", "do not fit"),
    ],
)
def test_a_slip_of_the_pen_gets_a_sentence_that_helps(text: str, word: str) -> None:
    with pytest.raises(ExpressionError, match=word):
        value(text)


def test_names_outside_those_given_are_refused_by_name() -> None:
    with pytest.raises(ExpressionError, match=r"^c has no meaning here. The symbols are: x$"):
        refuse_names(parse("x + c"), ["x"], [])
    with pytest.raises(ExpressionError, match="exp"):
        refuse_names(parse("exp(x)"), ["x"], ["sum"])


@pytest.mark.parametrize(
    ("line", "pattern", "found"),
    [
        ("exp(x) * exp(c) / sum(exp(x))", "exp(c)", True),
        ("exp(x + c)", "exp(c)", False),
        ("(z + 1) / 2", "1 + _", True),
        ("1 - z", "1 + _", False),
        ("a[i] * ((j == i) - a[j])", "(i == j)", True),
        ("a - b", "b - a", False),
        ("sum(x, axis=0)", "sum(_)", False),
    ],
)
def test_a_form_is_found_in_either_order_of_a_sum_or_product(line: str, pattern: str, found: bool) -> None:
    assert holds(parse(line), parse(pattern).tree) is found


def test_brackets_that_change_nothing_are_the_same_form() -> None:
    assert same_form(parse("(a * b) + c").tree, parse("c + b * a").tree)
    assert not same_form(parse("a * (b + c)").tree, parse("a * b + c").tree)


@pytest.mark.parametrize(
    ("text", "written"),
    [
        ("exp(x) / sum(exp(x))", r"\frac{e^{x_i}}{\sum_k e^{x_k}}"),
        ("a * (b - (c - d))", r"a \, \left(b - \left(c - d\right)\right)"),
        ("(a + b)**2", r"\left(a + b\right)^{2}"),
        ("a[i] * ((i == j) - a[j])", r"a_{i} \, \left(\delta_{ij} - a_{j}\right)"),
        ("-a * -b", r"-a \, \left(-b\right)"),
        ("W.T @ dW1", r"W^{\top} \, dW_{1}"),
        ("sum(b) * c", r"\left(\sum_k b\right) \, c"),
        ("mu * y_hat", r"\mu \, \hat{y}"),
        ("sigmoid(z1 - z0)", r"\sigma\left(z_{1} - z_{0}\right)"),
    ],
)
def test_a_line_is_written_as_mathematics(text: str, written: str) -> None:
    assert latex(parse(text), {"x": {"shape": ["C"]}}).replace(r"\sum b", r"\sum_k b") == written


def test_names_cannot_smuggle_commands_into_the_page() -> None:
    assert latex(parse("ψ_href + é1")) == latex(parse("ψ_href + é1")).replace("<", "")
    assert "\\href" not in latex(parse("href"))
