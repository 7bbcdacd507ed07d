"""Known mistakes in the derivations of notebook 02, and derivations that differ from the reference and are right.

A wrong derivation ends with its first false line: that is the line it is recognised by, whatever its wording. It holds
no right line before that which a student has to find, because wrong variants are part of the public golden data.
"""

from __future__ import annotations

from typing import Any

from autograder.misconceptions import alternative_value, wrong_value


def _minimum(part: str, *lines: str) -> dict[str, Any]:
    return {"cost": [], "swapped": [], part: list(lines)}


def _gradient(part: str, *lines: str) -> dict[str, Any]:
    return {"j == y": [], "j != y": [], "both": [], part: list(lines)}


wrong_value(
    "sigmoid_derivative", "inner-derivative-forgotten", ["-1 / (1 + exp(-x))**2"],
    "The denominator was differentiated on its outside only",
    "1/u has the derivative -u'/u**2. What is u here, and what is u'?",
)
wrong_value(
    "sigmoid_derivative", "sign", ["-exp(-x) * (1 + exp(-x))**(-2)"],
    "The slope has the other sign",
    "The sigmoid rises. Which sign must its slope have?",
    "There are two minus signs: one of 1/u, one of the exponent -x. What do they make together?",
)
wrong_value(
    "sigmoid_derivative", "no-square", ["exp(-x) / (1 + exp(-x))"],
    "The denominator is missing its square",
    "Try the rule on 1/x: which power of x is in the denominator of its slope?",
)
wrong_value(
    "sigmoid_derivative", "quotient-of-derivatives", ["1 / (-exp(-x))"],
    "The derivative of a quotient is not a quotient of derivatives",
    "Try it on 1/x**2 and see what comes out. Which rule is there for u/v?",
)
wrong_value("sigmoid_derivative", "quotient-of-derivatives", ["0 / (-exp(-x))"], "")
wrong_value(
    "sigmoid_derivative", "slope-of-tanh", ["1 - s**2"],
    "This is the slope of tanh",
    "At x = 0 the sigmoid is 1/2 and its slope 1/4. What does your line give there?",
)
wrong_value(
    "sigmoid_derivative", "plus-for-minus", ["s * (1 + s)"],
    "The slope does not vanish where the sigmoid is flat",
    "1/(1 + exp(-x)) is s. What is exp(-x)/(1 + exp(-x)), which is 1 less something?",
)
for lines in (
    ["-((1 + exp(-x))**(-2)) * (-exp(-x))", "s**2 * exp(-x)", "s**2 * (1 / s - 1)", "s - s**2"],
    ["exp(-x) / (1 + exp(-x))**2", "((1 + exp(-x)) - 1) / (1 + exp(-x))**2",
     "1 / (1 + exp(-x)) - 1 / (1 + exp(-x))**2", "s - s**2", "s * (1 - s)"],
    ["(0 * (1 + exp(-x)) - 1 * (-exp(-x))) / (1 + exp(-x))**2", "s * exp(-x) / (1 + exp(-x))", "s * (1 - s)"],
    "exp(-x) * (1 + exp(-x))**-2\n= (1 - s) * s",
):
    alternative_value("sigmoid_derivative", lines)

wrong_value(
    "binary_minimum", "inner-sign-lost", _minimum("cost", "-y / a - (1 - y) / (1 - a)"),
    "The inner derivative of 1 - a is missing",
    "ln(1 - a) falls when a grows. Which sign has its derivative by a?",
)
wrong_value("binary_minimum", "inner-sign-lost", _minimum("swapped", "-log(y) - log(1 - y)"), "")
wrong_value(
    "binary_minimum", "minus-lost", _minimum("cost", "y / a - (1 - y) / (1 - a)"),
    "The minus in front of the bracket is lost",
    "Let y be 1: the cost -ln a falls when a grows. Is your line negative there?",
)
wrong_value("binary_minimum", "minus-lost", _minimum("swapped", "log(y) - log(1 - y)"), "")
wrong_value(
    "binary_minimum", "minus-reaches-one-term", _minimum("cost", "y / a + (1 - y) / (1 - a)"),
    "A minus sign reached only one of the terms, or one too many",
    "Write the cost without brackets first. How many minus signs has each of its two terms?",
)
wrong_value(
    "binary_minimum", "logarithm-kept", _minimum("cost", "-(y / log(a) - (1 - y) / log(1 - a))"),
    "The derivative of a logarithm has no logarithm",
    "What is the derivative of ln a?",
)
wrong_value(
    "binary_minimum", "by-the-other-symbol", _minimum("cost", "-(log(a) - log(1 - a))"),
    "This is the derivative by the other symbol",
    "a moves here, and y stands still.",
)
wrong_value("binary_minimum", "by-the-other-symbol", _minimum("swapped", "-a / y + (1 - a) / (1 - y)"), "")
wrong_value(
    "binary_minimum", "same-as-before", _minimum("swapped", "(a - y) / (a - a**2)"),
    "This is the result of the other cost",
    "In this cost, of which of the two is the logarithm taken? What is the derivative of a * ln y by a?",
)
for cost, swapped in (
    (["-y / a + (1 - y) / (1 - a)", "(-y + y * a + a - y * a) / (a * (1 - a))", "(a - y) / (a - a**2)"],
     ["-log(y) + log(1 - y)"]),
    (["-(y * 1 / a + (1 - y) * (-1) / (1 - a))", "-((y - a) / (a * (1 - a)))"], ["log((1 - y) / y)"]),
    ("(1 - y) / (1 - a) - y / a\n(a * (1 - y) - y * (1 - a)) / (a * (1 - a))\n(a - y) * (a * (1 - a))**-1",
     "ln(1 - y) - ln(y)"),
    (["-y * a**-1 + (1 - y) * (1 - a)**(-1)", "-(y - a) / (a * (1 - a))"],
     ["-(1 * log(y) + (0 - 1) * log(1 - y))", "-log(y / (1 - y))"]),
):
    alternative_value("binary_minimum", {"cost": cost, "swapped": swapped})

wrong_value(
    "cross_entropy_gradient", "minus-lost", _gradient("j == y", "1 / a[y] * a[y] * (1 - a[y])"),
    "The minus of -ln is lost",
    "When the score of the true class grows, the loss falls. Which sign is that?",
)
wrong_value("cross_entropy_gradient", "minus-lost", _gradient("both", "(j == y) - a[j]"), "")
wrong_value(
    "cross_entropy_gradient", "sign-of-other-class", _gradient("j != y", "1 / a[y] * (-a[y] * a[j])"),
    "The score of another class would make the loss fall",
    "When the score of another class grows, the true probability falls. What does the loss do?",
    "Two minus signs meet here: one of -ln, one of the softmax derivative.",
)
wrong_value(
    "cross_entropy_gradient", "stops-at-probability", _gradient("j == y", "-1 / a[y]"),
    "This is the derivative by the probability",
    "The scores are one step further: by what does the chain rule multiply?",
)
wrong_value("cross_entropy_gradient", "stops-at-probability", _gradient("j != y", "-1 / a[y]"), "")
wrong_value("cross_entropy_gradient", "stops-at-probability", _gradient("both", "-(j == y) / a[j]"), "")
wrong_value(
    "cross_entropy_gradient", "sum-taken-for-constant", _gradient("j == y", "-1 / a[y] * a[y]"),
    "The sum in the denominator was treated as a constant",
    "Every score is in the sum. Look up the two cases of the softmax derivative.",
)
wrong_value("cross_entropy_gradient", "sum-taken-for-constant", _gradient("j != y", "-1 / a[y] * 0"), "")
wrong_value("cross_entropy_gradient", "sum-taken-for-constant", _gradient("both", "-(j == y)"), "")
wrong_value(
    "cross_entropy_gradient", "diagonal-formula", _gradient("j != y", "-1 / a[y] * a[j] * (1 - a[j])"),
    "This is the softmax derivative of the other case",
    "j and y differ here. What is the derivative of a[y] by another class's score?",
)
wrong_value("cross_entropy_gradient", "diagonal-formula", _gradient("j != y", "a[y] - 1"), "")
wrong_value("cross_entropy_gradient", "diagonal-formula", _gradient("j != y", "a[j] - 1"), "")
wrong_value(
    "cross_entropy_gradient", "true-probability", _gradient("j != y", "a[y]"),
    "The probability of the true class is left, not that of class j",
    "a[y] stands above and below in your product. Which of the factors remains?",
)
wrong_value(
    "cross_entropy_gradient", "slope-once-more", _gradient("j == y", "(a[y] - 1) * a[y] * (1 - a[y])"),
    "The slope of the activation is there once more",
    "The slope of softmax and the 1/a of the logarithm cancel. What is left needs no further factor.",
)
wrong_value("cross_entropy_gradient", "slope-once-more", _gradient("both", "(a[j] - (j == y)) * a[j] * (1 - a[j])"), "")
wrong_value(
    "cross_entropy_gradient", "true-class-only", _gradient("both", "(j == y) * (a[j] - 1)"),
    "Where j and y differ, the whole line is zero",
    "Which part of your two results is there in both cases? It stands outside the bracket with (j == y).",
)
wrong_value(
    "cross_entropy_gradient", "no-label", _gradient("both", "a[j]"),
    "The case j == y is not in the line",
    "Put j == y into your line, and compare with what you found for that case.",
)
wrong_value(
    "cross_entropy_gradient", "label-added", _gradient("both", "a[j] + (j == y)"),
    "The label is added",
    "Put j == y into your line, and compare with what you found for that case.",
)
for same, different, both in (
    (["-1 / a[y] * (a[y] - a[y]**2)", "-(1 - a[y])"], ["-(1 / a[y]) * (0 - a[y] * a[j])", "a[y] * a[j] / a[y]", "a[j]"],
     ["-(j == y) + a[j]"]),
    (["-1 + exp(z[y]) / sum(exp(z))", "-1 + a[y]"], ["0 + exp(z[j]) / sum(exp(z))", "a[j]"], "a[j] - (y == j)"),
    (["-1 / a[j] * a[j] * (1 - a[j])", "-1 * (1 - a[j])", "a[j] - 1"], "(1 / a[y]) * a[y] * a[j]\n= a[j]",
     ["-1 / a[y] * a[y] * ((j == y) - a[j])", "a[j] - (j == y)"]),
    (["-(sum(exp(z)) / exp(z[y])) * a[y] * (1 - a[y])", "-1 / a[y] * a[y] * (1 - a[y])", "a[y] - 1"],
     ["-a[y]**-1 * (-a[y] * a[j])", "a[j]"], ["(j == y) * (a[j] - 1) + (j != y) * a[j]"]),
):
    alternative_value("cross_entropy_gradient", {"j == y": same, "j != y": different, "both": both})
