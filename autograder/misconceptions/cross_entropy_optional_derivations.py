"""The same as `cross_entropy_derivations`, for the derivations of the optional part of notebook 02."""

from __future__ import annotations

from typing import Any

from autograder.misconceptions import alternative_value, wrong_value

LIKELIHOOD = "-log(a**y * (1 - a)**(1 - y))"
DIVERGENCE = "sum(p * log(p / q))"
TANH = "(exp(x) - exp(-x)) / (exp(x) + exp(-x))"


def _tanh(part: str, *lines: str) -> dict[str, Any]:
    return {"identity": [], "slope": [], part: list(lines)}


def _neuron(part: str, *lines: str) -> dict[str, Any]:
    return {"bias": [], "weight": [], part: list(lines)}


wrong_value(
    "sigma_and_tanh", "exponent-not-doubled", _tanh("identity", TANH, "(1 - exp(-x)) / (1 + exp(-x))"),
    "exp(-x) divided by exp(x) is not exp(-x)",
    "What happens to exponents when powers are divided?",
)
wrong_value(
    "sigma_and_tanh", "cancelled-terms", _tanh("identity", TANH, "-exp(-x) / exp(-x)"),
    "Terms of a sum were cancelled",
    "Only a factor of the whole numerator and the whole denominator can be cancelled.",
)
wrong_value(
    "sigma_and_tanh", "range-not-stretched", _tanh("identity", TANH, "sigmoid(2 * x)"),
    "The result does not run from -1 to 1",
    "A numerator 1 - u over 1 + u is (2 - (1 + u)) over 1 + u: two fractions. Which?",
)
wrong_value("sigma_and_tanh", "range-not-stretched", _tanh("identity", TANH, "2 * sigmoid(2 * x)"), "")
wrong_value("sigma_and_tanh", "range-not-stretched", _tanh("identity", TANH, "sigmoid(2 * x) - 1"), "")
wrong_value(
    "sigma_and_tanh", "sign", _tanh("identity", TANH, "1 - 2 * sigmoid(2 * x)"),
    "The curve falls where tanh rises",
    "Let x be 1. Is your line positive there?",
)
wrong_value(
    "sigma_and_tanh", "inner-derivative-forgotten", _tanh("slope", "2 * s * (1 - s)"),
    "One of the two factors 2 is missing",
    "One 2 stands in front of the sigmoid, one in its bracket. What does the chain rule do with the second?",
)
wrong_value("sigma_and_tanh", "inner-derivative-forgotten", _tanh("slope", "s * (1 - s)"), "")
wrong_value(
    "sigma_and_tanh", "slope-of-sigmoid", _tanh("slope", "t * (1 - t)"),
    "This is the slope of the sigmoid, with t in the place of s",
    "tanh is steepest at 0, where t is 0. What does your line give there?",
)
wrong_value(
    "sigma_and_tanh", "plus-for-minus", _tanh("slope", "1 + t**2"),
    "The slope does not vanish where tanh is flat",
    "Near t = 1 and t = -1 the curve is flat. What does your line give there?",
)
wrong_value(
    "sigma_and_tanh", "s-for-t", _tanh("slope", "1 - s**2"),
    "s and t have changed places",
    "t = 2 s - 1. What is s, by t?",
)
for identity, slope in (
    ([TANH, "(exp(2 * x) - 1) / (exp(2 * x) + 1)", "1 - 2 / (exp(2 * x) + 1)", "1 - 2 * sigmoid(-2 * x)"],
     ["4 * sigmoid(2 * x) * (1 - sigmoid(2 * x))", "(1 + t) * (1 - t)"]),
    ([TANH, "(1 - exp(-2*x)) / (1 + exp(-2*x))", "1 / (1 + exp(-2*x)) - exp(-2*x) / (1 + exp(-2*x))",
      "sigmoid(2*x) - (1 - sigmoid(2*x))", "2 * sigmoid(2*x) - 1"], ["4 * (s - s**2)", "1 - t*t"]),
    ([TANH, "exp(x) / (exp(x) + exp(-x)) - exp(-x) / (exp(x) + exp(-x))", "1 / (1 + exp(-2*x)) - 1 / (exp(2*x) + 1)",
      "sigmoid(2*x) - sigmoid(-2*x)"], ["2 * s * (1 - s) * 2", "(t + 1) * (2 - (t + 1))", "1 - t**2"]),
    ("\n".join([TANH, "= (2 * exp(x) - (exp(x) + exp(-x))) / (exp(x) + exp(-x))", "= 2 / (1 + exp(-2 * x)) - 1",
                "= -1 + sigmoid(2 * x) * 2"]),
     "4 * exp(-2 * x) / (1 + exp(-2 * x))**2\n= 4 * s * (1 - s)\n= -t**2 + 1"),
):
    alternative_value("sigma_and_tanh", {"identity": identity, "slope": slope})

wrong_value(
    "weight_gradient", "slope-forgotten", _neuron("bias", "g"),
    "The slope of the activation is missing",
    "The cost depends on a, a on z, and z on the bias. How many factors is that?",
)
wrong_value("weight_gradient", "slope-forgotten", _neuron("weight", "g * x[j]"), "")
wrong_value(
    "weight_gradient", "cost-forgotten", _neuron("bias", "a * (1 - a)"),
    "This is the slope of the activation, not of the cost",
    "Outside the activation there is the cost. What is its slope called here?",
)
wrong_value("weight_gradient", "cost-forgotten", _neuron("weight", "a * (1 - a) * x[j]"), "")
wrong_value(
    "weight_gradient", "input-forgotten", _neuron("weight", "g * a * (1 - a)"),
    "The input is missing",
    "z is sum(w * x) + b. What is its derivative by w[j]?",
)
wrong_value(
    "weight_gradient", "weight-for-input", _neuron("weight", "g * a * (1 - a) * w[j]"),
    "The weight stands where the input belongs",
    "In w[j] * x[j], which of the two moves, and which is its factor?",
)
wrong_value(
    "weight_gradient", "bias-as-factor", _neuron("bias", "g * a * (1 - a) * b"),
    "The bias itself became a factor",
    "What is the derivative of b by b?",
)
wrong_value("weight_gradient", "input-in-bias", _neuron("bias", "x[j] * g * a * (1 - a)"),
            "An input came into the derivative by the bias",
            "The bias has no input: it is added. What is the derivative of z by b?")
for bias, weight in (
    ("g * (a - a**2)", "x[j] * g * (a - a**2)"),
    (["a * (1 - a) * g"], ["a * (1 - a) * g * x[j]"]),
    (["(c1 + 2 * c2 * a + 3 * c3 * a**2) * a * (1 - a)", "g * a * (1 - a)"],
     ["(c1 + 2 * c2 * a + 3 * c3 * a**2) * a * (1 - a) * x[j]", "g * x[j] * a * (1 - a)"]),
    (["g * a * (1 - a) * 1"], ["g * (a * (1 - a) * x[j])"]),
):
    alternative_value("weight_gradient", {"bias": bias, "weight": weight})

wrong_value(
    "log_likelihood", "product-of-logarithms", [LIKELIHOOD, "-log(a**y) * log((1 - a)**(1 - y))"],
    "The logarithm of a product became a product of logarithms",
    "Try it with numbers: compare ln(2 * 3) with ln 2 * ln 3.",
)
wrong_value("log_likelihood", "product-of-logarithms", [LIKELIHOOD, "-(log(a**y) * log((1 - a)**(1 - y)))"], "")
wrong_value(
    "log_likelihood", "minus-lost", [LIKELIHOOD, "log(a**y) + log((1 - a)**(1 - y))"],
    "The minus in front is lost, or reaches too far",
    "One minus stands in front of everything. How far must its bracket reach?",
)
wrong_value("log_likelihood", "minus-reaches-one-term", [LIKELIHOOD, "-log(a**y) + log((1 - a)**(1 - y))"],
            "The minus reaches only one of the two terms",
            "One minus stands in front of everything. How far must its bracket reach?")
wrong_value(
    "log_likelihood", "exponents-as-factors", [LIKELIHOOD, "-log(a * y * (1 - a) * (1 - y))"],
    "The exponents became factors inside the logarithm",
    "An exponent leaves the logarithm: ln(u**k) = k ln u. Where does it stand then?",
)
wrong_value(
    "log_likelihood", "swapped-roles", [LIKELIHOOD, "-(a * log(y) + (1 - a) * log(1 - y))"],
    "Label and activation have changed places",
    "The exponent comes in front. Which of the two is the exponent?",
)
for lines in (
    [LIKELIHOOD, "-log(a**y) - log((1 - a)**(1 - y))", "-y * log(a) - (1 - y) * log(1 - a)"],
    [LIKELIHOOD, "-(log(a**y) + log((1 - a)**(1 - y)))", "-y * ln(a) + (y - 1) * ln(1 - a)"],
    [LIKELIHOOD, "-log(a**y * (1 - a) / (1 - a)**y)", "-(y * log(a) + log(1 - a) - y * log(1 - a))"],
    "\n".join([LIKELIHOOD, "= -(y * log(a) + log((1 - a)**(1 - y)))", "= -(y * log(a) + (1 - y) * log(1 - a))"]),
):
    alternative_value("log_likelihood", lines)

wrong_value(
    "relative_entropy", "quotient-of-logarithms", [DIVERGENCE, "sum(p * log(p) / log(q))"],
    "The logarithm of a quotient became a quotient of logarithms",
    "Try it with numbers: compare ln(6 / 2) with ln 6 / ln 2.",
)
wrong_value(
    "relative_entropy", "sign", [DIVERGENCE, "H - CE"],
    "The two have changed places",
    "H is -sum(p ln p), with its minus. Which sign has sum(p ln p) then?",
)
wrong_value(
    "relative_entropy", "sum-for-difference", [DIVERGENCE, "sum(p * log(p)) + sum(p * log(q))"],
    "The logarithm of a quotient became a sum",
    "ln(p / q) is a difference. Of which two?",
)
wrong_value("relative_entropy", "sum-for-difference", [DIVERGENCE, "CE + H"], "")
wrong_value(
    "relative_entropy", "other-weights", [DIVERGENCE, "sum(p * log(p)) - sum(q * log(q))"],
    "The second term got other weights",
    "p stands in front of the whole bracket. With what is ln q weighted?",
)
wrong_value(
    "relative_entropy", "entropy-forgotten", [DIVERGENCE, "CE"],
    "One of the two terms is missing",
    "ln(p / q) is a difference of two logarithms. What became of the first?",
)
for lines in (
    [DIVERGENCE, "sum(p * (ln(p) - ln(q)))", "-H + CE"],
    [DIVERGENCE, "sum(p * log(p) - p * log(q))", "sum(p * log(p)) + CE", "CE - H"],
    [DIVERGENCE, "-sum(p * log(q / p))", "-(sum(p * log(q)) - sum(p * log(p)))", "-(-CE + H)"],
    "\n".join([DIVERGENCE, "= sum(p * log(p)) - sum(p * log(q))", "= -H - (-CE)"]),
):
    alternative_value("relative_entropy", lines)
