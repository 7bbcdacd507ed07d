"""Known mistakes in the derivations about softmax, and derivations that differ from the reference and are right.

A wrong derivation ends with its first false line: that is the line it is recognised by, whatever its wording. It holds
no right line before that which a student has to find, because wrong variants are part of the public golden data.
"""

from __future__ import annotations

from typing import Any

from autograder.misconceptions import alternative_value, wrong_value

SHIFTED = "exp(x + c) / sum(exp(x + c))"
TWO = "exp(z1) / (exp(z0) + exp(z1))"
UNWRITTEN: dict[str, Any] = {"i == j": [], "i != j": [], "both": []}


def _jacobian(part: str, *lines: str) -> dict[str, Any]:
    return {**UNWRITTEN, part: list(lines)}


wrong_value(
    "shift_invariance", "sum-of-exponentials", [SHIFTED, "(exp(x) + exp(c)) / sum(exp(x) + exp(c))"],
    "exp(x + c) was taken apart into a sum",
    "Try it with numbers: compare exp(1 + 2) with exp(1) + exp(2).",
    "An exponent counts factors. What happens to powers when exponents are added?",
)
wrong_value(
    "shift_invariance", "constant-out-of-exponent", [SHIFTED, "c * exp(x) / sum(c * exp(x))"],
    "The constant c left the exponent as c itself",
    "Which factor does exp(x) get when its exponent grows by c: is it c?",
)
wrong_value(
    "shift_invariance", "factor-lost-in-sum", [SHIFTED, "exp(x) * exp(c) / sum(exp(x))"],
    "The factor exp(c) is there above the line, but not below",
    "Every term of the sum has a c in its exponent, not only the one above.",
    "Write the sum out for two scores, and see what its terms have in common.",
)
wrong_value(
    "shift_invariance", "factor-once-per-class",
    [SHIFTED, "exp(x) * exp(c) / (exp(c) + sum(exp(x)))"],
    "A common factor left the sum as a term",
    "Write the sum out for two scores: exp(x0)*exp(c) + exp(x1)*exp(c).",
    "What stands outside the bracket when you factor it?",
)
wrong_value(
    "shift_invariance", "skipped-steps", [SHIFTED, "sum(exp(x))**(-1) * exp(x)"],
    "The way between start and end is missing",
    "The point is to see where c goes. Which rule for powers takes it out of the exponent?",
)
for lines in (
    [SHIFTED, "exp(c) * exp(x) / sum(exp(c) * exp(x))", "exp(c) * exp(x) / (exp(c) * sum(exp(x)))",
     "exp(c) / exp(c) * exp(x) / sum(exp(x))", "exp(x) / sum(exp(x))"],
    [SHIFTED, "exp(x + c - log(sum(exp(x + c))))", "exp(x + c - log(exp(c) * sum(exp(x))))",
     "exp(x + c - c - log(sum(exp(x))))", "exp(x - log(sum(exp(x))))", "exp(x) / sum(exp(x))"],
    [SHIFTED, "(exp(x + c) / exp(c)) / (sum(exp(x + c)) / exp(c))", "exp(x) / sum(exp(x + c) / exp(c))",
     "exp(x) / sum(exp(x))"],
    "\n".join([SHIFTED, "= exp(x)*exp(c) * (exp(c)*sum(exp(x)))**(-1)", "= exp(x) * sum(exp(x))**(-1)",
               "= exp(x) / sum(exp(x))"]),
    [SHIFTED, "exp(x + c) * exp(-c) / (exp(-c) * sum(exp(x + c)))", "exp(x) / sum(exp(x))"],
):
    alternative_value("shift_invariance", lines)

wrong_value(
    "two_class_sigmoid", "wrong-class", [TWO, "1 / (1 + exp(z1 - z0))"],
    "This is the probability of the other class",
    "Let z1 be much larger than z0. Should the result be near 1 or near 0?",
    "Divide above and below by the same number. What is left above the line?",
)
wrong_value(
    "two_class_sigmoid", "ignores-other-score", [TWO, "1 / (1 + exp(-z1))"],
    "The score z0 has disappeared",
    "Only differences of scores count in softmax. Which difference is it here?",
)
wrong_value(
    "two_class_sigmoid", "quotient-of-exponents", [TWO, "1 / (1 + exp(z0 / z1))"],
    "A quotient of exponentials became the exponential of a quotient",
    "Try it with numbers: compare exp(6) / exp(2) with exp(6 / 2).",
    "What happens to the exponents when powers are divided?",
)
wrong_value(
    "two_class_sigmoid", "no-one-in-denominator", [TWO, "exp(z1) * (exp(z0) + exp(z1))**(-1)"],
    "The step to a form with a 1 in the denominator is missing",
    "The sigmoid is 1 / (1 + exp(-t)). By what do you divide above and below to get the 1?",
)
for lines in (
    [TWO, "1 / ((exp(z0) + exp(z1)) / exp(z1))", "1 / (1 + exp(z0 - z1))", "sigmoid(z1 - z0)"],
    [TWO, "exp(z1 - z0) / (1 + exp(z1 - z0))", "1 / (exp(-(z1 - z0)) + 1)", "sigmoid(z1 - z0)"],
    [TWO, "(exp(z1) + exp(z0) - exp(z0)) / (exp(z0) + exp(z1))", "1 - exp(z0) / (exp(z0) + exp(z1))",
     "1 - 1 / (1 + exp(z1 - z0))", "1 - sigmoid(z0 - z1)", "sigmoid(z1 - z0)"],
    [TWO, "(1 + exp(z0) * exp(-z1))**(-1)", "1 / (1 + exp(-(z1 - z0)))", "sigmoid(-z0 + z1)"],
):
    alternative_value("two_class_sigmoid", lines)

wrong_value(
    "softmax_jacobian", "sum-taken-for-constant", _jacobian("i == j", "exp(z[i]) / S", "a[i]"),
    "The sum was treated as if it did not depend on the score",
    "The score z[j] stands in two places of the fraction. Which one is still to be differentiated?",
)
wrong_value("softmax_jacobian", "sum-taken-for-constant", _jacobian("i != j", "0 * S / S**2", "0 * a[i]"), "")
wrong_value(
    "softmax_jacobian", "quotient-rule-order", _jacobian("i == j", "(exp(z[i])**2 - exp(z[i]) * S) / S**2"),
    "The two products of the quotient rule are the wrong way round",
    "It is above' * below - above * below'. Try it on 1/x, whose slope is negative for all x.",
)
wrong_value(
    "softmax_jacobian", "quotient-rule-no-square", _jacobian("i == j", "(exp(z[i]) * S - exp(z[i])**2) / S"),
    "The denominator of the quotient rule is missing its square",
    "Try the rule on 1/x: which power of x is in the denominator of its slope?",
)
wrong_value("softmax_jacobian", "quotient-rule-no-square", _jacobian("i != j", "-exp(z[i]) * exp(z[j]) / S"), "")
wrong_value(
    "softmax_jacobian", "sign-off-diagonal", _jacobian("i != j", "exp(z[i]) * exp(z[j]) / S**2", "a[i] * a[j]"),
    "The sign is lost where i and j differ",
    "The probabilities sum to one. When another class's score grows, can this one's probability grow too?",
)
wrong_value(
    "softmax_jacobian", "diagonal-formula-everywhere",
    _jacobian("i != j", "(exp(z[i]) * S - exp(z[i])**2) / S**2", "a[i] - a[i]**2"),
    "This is the formula of the other case, i == j",
    "Is z[j] in the numerator exp(z[i]) when i and j differ? What is the numerator's derivative then?",
)
wrong_value(
    "softmax_jacobian", "own-probability-twice", _jacobian("i != j", "-exp(z[i]) * exp(z[i]) / S**2", "-a[i]**2"),
    "The same class stands in both factors",
    "Which term of the sum S depends on z[j]? Its derivative carries that index.",
)
wrong_value(
    "softmax_jacobian", "delta-outside", _jacobian("both", "(i == j) * a[i] * (1 - a[j])"),
    "Where i and j differ, the whole line is zero",
    "The Kronecker delta switches off what it multiplies. Which part is there in only one of the two cases?",
)
wrong_value(
    "softmax_jacobian", "delta-without-factor", _jacobian("both", "(i == j) - a[i] * a[j]"),
    "For i == j this is 1 - a[i]**2",
    "Put i == j into your line, and compare with what you found for that case. Then i != j.",
)
for same, different, both in (
    (["exp(z[i]) / S - exp(z[i])**2 / S**2", "a[i] - a[i]**2"], ["-exp(z[i]) * exp(z[j]) / S**2", "-a[i] * a[j]"],
     ["(i == j) * a[i] - a[i] * a[j]"]),
    (["exp(z[j]) / S * (1 - exp(z[j]) / S)", "a[j] * (1 - a[j])"],
     ["exp(z[i]) * (-1) * S**(-2) * exp(z[j])", "-a[j] * a[i]"], "a[i] * ((i == j) - a[j])"),
    (["exp(z[i]) * S**(-1) - exp(z[i]) * S**(-2) * exp(z[i])", "a[i] - a[i] * a[i]"],
     ["-(exp(z[i]) / S) * (exp(z[j]) / S)", "a[i] * (0 - a[j])"], ["a[j] * ((i == j) - a[i])"]),
    (["(exp(z[i]) * sum(exp(z)) - exp(z[i])**2) / sum(exp(z))**2", "a[i] * (sum(exp(z)) - exp(z[i])) / sum(exp(z))",
      "a[i] - a[i]**2"], ["-exp(z[i] + z[j]) / sum(exp(z))**2", "-a[i] * a[j]"], "(j == i) * a[j] - a[i] * a[j]"),
    (["exp(z[i]) / S - (exp(z[i]) / S)**2", "a[i] - a[j]**2"], ["-exp(z[i]) / S * exp(z[j]) / S", "-(a[i] * a[j])"],
     ["a[i] * ((i == j) * (1 - a[i]) - (1 - (i == j)) * a[j])", "a[i] * ((i == j) - a[j])"]),
):
    alternative_value("softmax_jacobian", {"i == j": same, "i != j": different, "both": both})

wrong_value(
    "sigmoid_layer", "activations-for-scores", {"above": [], "one": [0.3333, 0.3333, 0.3334]},
    "These are activations; scores are asked for",
    "The sigmoid is still to come: which score has the sigmoid 1/3?",
)
wrong_value("sigmoid_layer", "activations-for-scores", {"above": [0.67, 0.67, 0.67], "one": []}, "")
wrong_value(
    "sigmoid_layer", "all-zero", {"above": [], "one": [0, 0, 0]},
    "A score of 0 is not an activation of 0",
    "What is the sigmoid of 0? It is where the curve crosses the axis.",
)
wrong_value("sigmoid_layer", "all-zero", {"above": [0, 0, 0], "one": []}, "")
wrong_value(
    "sigmoid_layer", "softmax-thinking", {"above": [], "one": [5, 2, -1]},
    "These scores have a softmax that sums to one, as all scores have; their sigmoids do not",
    "Each sigmoid looks at its own score only. Choose the three so that three separate values sum to one.",
)
for answer in (
    {"above": [3, 3, 3], "one": [0, 0, -40]},
    {"above": (10.0, 10.0, 0.5), "one": (-0.6931, -0.6931, -0.6931)},
    {"above": [50, 50, 50], "one": [0.0, -1.0986123, -1.0986123]},
    {"above": [1, 1, 1], "one": [-1.3862944, -1.3862944, 0.4054651]},
):
    alternative_value("sigmoid_layer", answer)

wrong_value(
    "temperature_slope", "inner-derivative-forgotten", ["a * (1 - a)"],
    "The factor from the inside of the bracket is missing",
    "The sigmoid is taken of c * z, not of z. What does the chain rule multiply with?",
)
wrong_value(
    "temperature_slope", "inner-derivative-twice", ["c**2 * a * (1 - a)"],
    "The factor from the inside of the bracket is there twice",
    "Differentiate from the outside in: the sigmoid once, c * z once.",
)
wrong_value(
    "temperature_slope", "only-the-factor", ["c"],
    "This is the slope of c * z alone",
    "Outside it there is the sigmoid, whose slope is small where it is flat.",
)
wrong_value(
    "temperature_slope", "sign", ["c * a * (a - 1)"],
    "The slope has the wrong sign",
    "Does the probability fall when its score grows? Count the minus signs of exp(-c * z).",
)
for lines in (
    "c * a * (1 - a)",
    ["c * (a - a**2)"],
    ["c * sigmoid(c * z) * sigmoid(-c * z)", "c * a * (1 - a)"],
    ["-((1 + exp(-c * z))**(-2)) * (-c * exp(-c * z))", "c * a**2 * (1 / a - 1)", "(1 - a) * a * c"],
):
    alternative_value("temperature_slope", lines)
