"""Known mistakes in the derivations about batch normalisation, and derivations that differ from ours and are right.

A wrong derivation ends with its first false line: that is the line it is recognised by, whatever its wording. It holds
no right line before that which a student has to find, because wrong variants are part of the public golden data.
"""

from __future__ import annotations

from typing import Any

from autograder.misconceptions import alternative_value, wrong_value

SHIFTED = "(z + b - mean(z + b)) / sqrt(mean((z + b - mean(z + b))**2))"
SCALED = "(a * z - mean(a * z)) / sqrt(mean((a * z - mean(a * z))**2))"
NORMALISED = "(z - mean(z)) / sqrt(mean((z - mean(z))**2))"
INVARIANCE: dict[str, Any] = {"shift": [], "scale": []}
PATHS: dict[str, Any] = {"mean": [], "variance": [], "all": []}


def _invariance(part: str, *lines: str) -> dict[str, Any]:
    return {**INVARIANCE, part: list(lines)}


def _path(part: str, *lines: str) -> dict[str, Any]:
    return {**PATHS, part: list(lines)}


wrong_value(
    "normalisation_invariance", "mean-does-not-move",
    _invariance("shift", SHIFTED, "(z + b - mean(z)) / sqrt(mean((z + b - mean(z))**2))"),
    "The mean was taken to stay where it is",
    "Add 10 to each of the numbers 1, 2 and 3. What is their mean before and after?",
)
wrong_value(
    "normalisation_invariance", "mean-does-not-move",
    _invariance("shift", SHIFTED, "(z + b - mean(z)) / sqrt(mean((z - mean(z))**2))"),
)
wrong_value(
    "normalisation_invariance", "bias-twice",
    _invariance("shift", SHIFTED, "(z + b - mean(z) + b) / sqrt(mean((z + b - mean(z) + b)**2))"),
    "The minus before a bracket was lost",
    "mean(z + b) is subtracted as a whole. Which sign do both of its terms get?",
)
wrong_value(
    "normalisation_invariance", "no-way-shown",
    _invariance("shift", SHIFTED, "(z - mean(z)) * mean((z - mean(z))**2)**(-0.5)"),
    "The way between start and end is missing",
    "The point is to see where the b goes. What is the mean of z + b?",
)
wrong_value(
    "normalisation_invariance", "factor-not-squared",
    _invariance("scale", SCALED, "a * (z - mean(z)) / sqrt(a * mean((z - mean(z))**2))"),
    "The factor left the square as it is",
    "Double the numbers 1, 2 and 3. By which factor does their variance grow?",
)
wrong_value(
    "normalisation_invariance", "factor-left-above",
    _invariance("scale", SCALED, "a / sqrt(mean((z - mean(z))**2)) * (z - mean(z))"),
    "The factor is there above the line, but not below",
    "Every term under the root has the factor in it as well. What is it once it is outside of the root?",
)
wrong_value(
    "normalisation_invariance", "factor-out-of-root-unrooted",
    _invariance("scale", SCALED, "a * (z - mean(z)) / (a**2 * sqrt(mean((z - mean(z))**2)))"),
    "The factor left the root with its square",
    "sqrt(9 * t) is 3 * sqrt(t). What becomes of a**2?",
)
for shift, scale in (
    ([SHIFTED, "(z + b - mean(z) - b) / sqrt(mean((z + b - mean(z) - b)**2))", NORMALISED],
     [SCALED, "(a * z - a * mean(z)) / sqrt(mean((a * z - a * mean(z))**2))",
      "a * (z - mean(z)) / sqrt(a**2 * mean((z - mean(z))**2))", NORMALISED]),
    ([SHIFTED, "((z - mean(z)) + (b - b)) / sqrt(mean((z + b - mean(z + b))**2))",
      "(z - mean(z)) / sqrt(mean((z - mean(z))**2))"],
     [SCALED, "a * (z - mean(z)) / sqrt(mean((a * (z - mean(z)))**2))",
      "(z - mean(z)) / (sqrt(a**2 * mean((z - mean(z))**2)) / a)", "(z - mean(z)) * mean((z - mean(z))**2)**(-1/2)"]),
    ("\n".join([SHIFTED, "= (z + b - mean(z) - mean(b)) / sqrt(mean((z + b - mean(z) - mean(b))**2))",
                "= (z - mean(z)) / mean((z - mean(z))**2)**0.5"]),
     "\n".join([SCALED, "= (a*z - a*mean(z)) / sqrt(mean((a*z - a*mean(z))**2))",
                "= (z - mean(z)) / sqrt(mean(z**2 - 2*z*mean(z) + mean(z)**2))",
                "= (z - mean(z)) / sqrt(mean(z**2) - mean(z)**2)"])),
    ([SHIFTED, "(z + b - (mean(z) + b)) / sqrt(mean((z + b - mean(z) - b)**2))",
      "(z - mean(z)) / sqrt(mean((z + b - mean(z) - b)**2))", NORMALISED],
     [SCALED, "a * (z - mean(z)) / (a * sqrt(mean((z - mean(z))**2)))", NORMALISED]),
):  # fmt: skip
    alternative_value("normalisation_invariance", {"shift": shift, "scale": scale})

wrong_value(
    "batchnorm_dx", "mean-taken-for-constant", _path("mean", "g[j]"),
    "The mean was treated as if it did not depend on x[j]",
    "x[j] stands in two places: by itself, and in the mean of the column.",
)
wrong_value("batchnorm_dx", "mean-taken-for-constant", _path("all", "g[j] / s"), "")
wrong_value(
    "batchnorm_dx", "one-term-of-the-sum", _path("mean", "g[j] - g[j] / N"),
    "Only one term of the sum was differentiated",
    "x[j] is in the mean, and the mean is in every term of the sum, each with its own g.",
)
wrong_value(
    "batchnorm_dx", "mean-path-sum", _path("mean", "g[j] - sum(g)"),
    "A factor 1/N was lost",
    "By how much does the mean of N numbers move when one of them moves by 1?",
)
wrong_value(
    "batchnorm_dx", "mean-path-sign", _path("mean", "g[j] + mean(g)"),
    "A sign has turned",
    "The mean is subtracted in every term. Which sign does its derivative get?",
)
wrong_value(
    "batchnorm_dx", "root-forgotten", _path("variance", "2 * (x[j] - mean(x)) / N"),
    "This is the derivative of the variance, not of its root",
    "The chain rule has one more factor: the derivative of sqrt(t). What is it in terms of s?",
)
wrong_value(
    "batchnorm_dx", "root-without-half", _path("variance", "2 * (x[j] - mean(x)) / (N * s)", "2 * xhat[j] / N"),
    "A factor of 1/2 is missing",
    "The derivative of sqrt(t) is 1 / (2 * sqrt(t)).",
)
wrong_value("batchnorm_dx", "root-without-half", _path("variance", "2 * xhat[j] / N"), "")
wrong_value(
    "batchnorm_dx", "square-without-two", _path("variance", "(x[j] - mean(x)) / N / (2 * s)"),
    "A factor of 2 is missing",
    "The derivative of t**2 is 2 * t.",
)
wrong_value(
    "batchnorm_dx", "root-in-numerator", _path("variance", "(x[j] - mean(x)) * s / N"),
    "The root came out above the line",
    "Write sqrt(t) as a power of t. Which power is left after differentiating?",
)
wrong_value(
    "batchnorm_dx", "variance-path-sum", _path("variance", "(x[j] - mean(x)) / s"),
    "A factor 1/N was lost",
    "The variance is a mean of N squares, and x[j] is the base of one of them.",
)
wrong_value(
    "batchnorm_dx", "variance-taken-for-constant", _path("all", "(-mean(g) + g[j]) / s"),
    "The spread was treated as if it did not depend on x[j]",
    "You know the derivative of s from the step before. Which rule brings it in?",
)
wrong_value(
    "batchnorm_dx", "quotient-rule-sign", _path("all", "(-mean(g) + g[j]) / s + xhat[j] * mean(g * xhat) / s"),
    "The second term of the quotient rule has the wrong sign",
    "It is above' * below - above * below'. A larger spread makes x_hat smaller.",
)
wrong_value(
    "batchnorm_dx", "quotient-rule-square",
    _path("all", "(-mean(g) + g[j]) / s - sum(g * (x - mean(x))) / s * xhat[j] / N"),
    "The denominator of the quotient rule is missing its square",
    "Try the rule on 1/s: which power of s is in the denominator of its slope?",
)
wrong_value(
    "batchnorm_dx", "x-hat-missing-in-mean", _path("all", "(-mean(g) + g[j] - xhat[j] * mean(g)) / s"),
    "The mean in the last term has lost a factor",
    "Which sum does the numerator of the fraction hold? Write it with xhat.",
)
wrong_value(
    "batchnorm_dx", "closed-form-sum", _path("all", "(-mean(g) + g[j] - xhat[j] * sum(g * xhat)) / s"),
    "A factor 1/N was lost",
    "Which N came with the derivative of s?",
)
wrong_value(
    "batchnorm_dx", "bessel-in-closed-form",
    _path("all", "(-mean(g) + g[j] - N / (N - 1) * xhat[j] * mean(g * xhat)) / s"),
    "N - 1 came in from another convention",
    "The variance here divides by N. No other number can appear.",
)
for mean, variance, whole in (
    (["g[j] - mean(g)"], ["(x[j] - mean(x)) / (N * s)", "xhat[j] / N"],
     ["g[j] / s - sum(g) / N / s - sum(g * (x - mean(x))) * s**(-2) * xhat[j] / N",
      "g[j] / s - mean(g) / s - xhat[j] * mean(g * xhat) / s"]),
    (["sum(g * ((x == x[j]) - 1 / N))", "g[j] - sum(g) / N"], ["0.5 / s * 2 * (x[j] - mean(x)) / N", "1 / N * xhat[j]"],
     ["((g[j] - mean(g)) * s - sum(g * (x - mean(x))) * xhat[j] / N) / s**2",
      "1 / N / s * (N * g[j] - sum(g) - xhat[j] * sum(g * xhat))"]),
    ("g[j] - mean(g)", "((x[j] - mean(x)) / s) / N\nxhat[j] / N",
     "= (g[j] - mean(g)) / s - mean(g * (x - mean(x))) / s**2 * xhat[j]\n"
     "= (g[j] - mean(g) - mean(g * xhat) * xhat[j]) / s"),
    (["-mean(g) + g[j]"], ["xhat[j] * s / N / s", "xhat[j] * N**(-1)"],
     ["(g[j] - mean(g)) / s - sum(g * xhat * s) / s**2 * (xhat[j] / N)",
      "(g[j] - mean(g)) / s - mean(g * xhat) / s * xhat[j]",
      "(g[j] - (sum(g) + xhat[j] * sum(g * xhat)) / N) / s"]),
):  # fmt: skip
    alternative_value("batchnorm_dx", {"mean": mean, "variance": variance, "all": whole})
