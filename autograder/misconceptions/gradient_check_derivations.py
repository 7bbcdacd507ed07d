"""What students write for the derivation and the typed answers about gradient checking, wrong and right."""

from __future__ import annotations

from typing import Any

from autograder.misconceptions import alternative_value, wrong_value

UP, DOWN = "f0 + f1*h + f2*h**2/2 + f3*h**3/6", "f0 - f1*h + f2*h**2/2 - f3*h**3/6"
FORWARD, CENTRAL = "(up - f0) / h", "(up - down) / (2*h)"
GAP = f"(-({DOWN}) + {UP})"


def _taylor(part: str, *lines: str) -> dict[str, Any]:
    """An answer in which only one part is written beyond the line that is given."""
    return {"forward": [FORWARD], "central": [CENTRAL], part: [{"forward": FORWARD, "central": CENTRAL}[part], *lines]}


wrong_value(
    "taylor_error", "factorials-forgotten", _taylor("forward", "(f0 + f1*h + f2*h**2 + f3*h**3 - f0) / h"),
    "The terms of the expansion have no factorials",
    "Differentiate h**2 twice, and h**3 three times. By what do you divide so that f2 and f3 are left?",
)
wrong_value(
    "taylor_error", "factorials-forgotten",
    _taylor("central", "((f0 + f1*h + f2*h**2 + f3*h**3) - (f0 - f1*h + f2*h**2 - f3*h**3)) / (2*h)"), "")
wrong_value(
    "taylor_error", "all-signs-turned",
    _taylor("central", "((f0 + f1*h + f2*h**2/2 + f3*h**3/6) - (f0 - f1*h - f2*h**2/2 - f3*h**3/6)) / (2*h)"),
    "All terms of f(x - h) have a minus",
    "Put -h for h in the expansion of f(x + h). Which powers of -h are positive?",
)
wrong_value(
    "taylor_error", "all-signs-turned", _taylor("central", "(2*f1*h + f2*h**2 + f3*h**3/3) / (2*h)"), "")
wrong_value(
    "taylor_error", "no-sign-turned", _taylor("central", f"(({UP}) - ({UP})) / (2*h)"),
    "f(x - h) has the expansion of f(x + h)",
    "Put -h for h. Which powers change their sign?",
)
wrong_value(
    "taylor_error", "bracket-lost",
    _taylor("central", f"({UP} - f0 - f1*h + f2*h**2/2 - f3*h**3/6) / (2*h)"),
    "The minus reaches the first term only",
    "You subtract the whole expansion of f(x - h). What does a minus before a bracket do to each term in it?",
)
wrong_value(
    "taylor_error", "half-division", _taylor("forward", f"(-f0 + {UP}) / h", "f1 + f2*h**2/2 + f3*h**3/6"),
    "Not every term is divided by h",
    "A sum over h: each term of the sum is divided. Which power of h is left in each?",
)
wrong_value(
    "taylor_error", "half-division", _taylor("central", f"{GAP} / (2*h)", "f1 + f3*h**3/6"), "")
wrong_value(
    "taylor_error", "halves-kept", _taylor("central", f"{GAP} / (2*h)", "f1 + f3*h**2/3"),
    "The 2 below the line is used up too early",
    "The cubic terms add up to 2 * f3*h**3/6. Divide that by 2*h.",
)
wrong_value(
    "taylor_error", "error-dropped", _taylor("central", f"{GAP} / (2*h)", "f1"),
    "The error itself is gone",
    "Which terms do not cancel? They are what the derivation is about.",
)
wrong_value("taylor_error", "error-dropped", _taylor("forward", f"(-f0 + {UP}) / h", "f1"), "")
for forward, central in (
    ([f"({UP} - f0) / h", "(f1*h + f2*h**2/2 + f3*h**3/6) / h", "f1 + (f2/2)*h + (f3/6)*h**2"],
     [f"{GAP} / (2*h)", "(f1*h + f3*h**3/6) / h", "f1 + h**2*f3/6"]),
    (["up/h - f0/h", "(f0 + h*f1 + h**2*f2/2 + h**3*f3/6)/h - f0/h", "f1 + h*(f2/2 + h*f3/6)"],
     ["up/(2*h) - down/(2*h)", f"({UP})/(2*h) - ({DOWN})/(2*h)", "f1/2 + f3*h**2/12 + f1/2 + f3*h**2/12",
      "f1 + f3*h**2/6"]),
    (["((f0 + f1*h + 0.5*f2*h**2 + f3*h**3/6) - f0) / h", "f3*h**2/6 + 0.5*f2*h + f1"],
     ["(f0 + f1*h + f2*h**2/2 + f3*h**3/6 - f0 + f1*h - f2*h**2/2 + f3*h**3/6) / (2*h)", "1/6*f3*h**2 + f1"]),
    (["(f0 + h*(f1 + h*(f2/2 + h*f3/6)) - f0) / h", "h*(f1 + h*(f2/2 + h*f3/6)) / h", "f1 + h*(f2/2 + h*f3/6)"],
     ["0.5 * (up - f0)/h + 0.5 * (f0 - down)/h",
      "0.5*(f1 + f2*h/2 + f3*h**2/6) + 0.5*(f0 - (f0 - f1*h + f2*h**2/2 - f3*h**3/6))/h",
      "0.5*(f1 + f2*h/2 + f3*h**2/6) + 0.5*(f1 - f2*h/2 + f3*h**2/6)", "f1 + f3*h**2/6"]),
):
    alternative_value("taylor_error", {"forward": [FORWARD, *forward], "central": [CENTRAL, *central]})

wrong_value(
    "planted_bugs", "regularisation-off", {"A": ["b3"], "B": []},
    "A bug that shows only with regularisation is missing",
    "With reg = 0 the penalty and its gradient are both 0, whatever the code does with them.",
    "Check the network once more, as the text says, with reg = 0.1.",
)
wrong_value(
    "planted_bugs", "penalty-only", {"A": ["W2"], "B": []},
    "One wrong gradient of network A is missing",
    "Go through the whole report. How many names have False?",
)
wrong_value(
    "planted_bugs", "right-ones", {"A": ["W1", "b1", "b2", "W3"], "B": []},
    "These are the right ones",
    "`True` means that the gradient passed. The wrong ones are asked for.",
)
wrong_value("planted_bugs", "right-ones", {"A": [], "B": ["W3", "b3"]}, "")
wrong_value(
    "planted_bugs", "every-name", {"A": ["W1", "b1", "W2", "b2", "W3", "b3"], "B": []},
    "Not every gradient is wrong",
    "If your checker fails all of them, try it on a gradient that you know to be right, such as that of sum(x**2).",
)
wrong_value("planted_bugs", "every-name", {"A": [], "B": ["W1", "b1", "W2", "b2", "W3", "b3"]}, "")
wrong_value(
    "planted_bugs", "weights-only", {"A": [], "B": ["W1", "W2"]},
    "Biases are missing",
    "A wrong gradient flows on: to the weights of a layer, and to its bias.",
)
wrong_value(
    "planted_bugs", "where-it-enters", {"A": [], "B": ["W2", "b2"]},
    "The layers below are missing",
    "The bug enters in layer 2. Which gradients are computed from its result?",
)
for answer in (
    {"A": ["W2", "b3"], "B": ["W1", "b1", "W2", "b2"]},
    {"A": ("b3", "W2"), "B": {"b2", "W2", "b1", "W1"}},
    {"A": {"W2", "b3"}, "B": ("W1", "W2", "b1", "b2")},
    {"A": ["b3", "W2", "W2"], "B": [" W1", "b1 ", "W2", "b2"]},
):
    alternative_value("planted_bugs", answer)
