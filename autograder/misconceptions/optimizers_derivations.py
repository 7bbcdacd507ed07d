"""Known mistakes about heavy ball, and right answers in other words.

A wrong derivation ends with its first false line, and holds no right line that a student has to find.
"""

from __future__ import annotations

from typing import Any

from autograder.misconceptions import alternative_value, wrong_value

UNWRITTEN: dict[str, Any] = {"product": [], "edge": [], "largest": []}
PRODUCT, EDGE = "(1 - a) * mu - mu * (-a)", "1 + (1 - a + mu) + mu"


def _wrong(id: str, part: str, answer: Any, title: str = "", *steps: str) -> None:
    wrong_value("heavy_ball", id, {**UNWRITTEN, part: answer}, title, *steps)


_wrong("minus-times-minus", "product", [PRODUCT, "mu - 2 * a * mu"],
       "A minus of a minus was read as a minus", "Which sign has -mu * (-a)?")  # fmt: skip
_wrong("minus-times-minus", "product", [PRODUCT, "(1 - a) * mu - a * mu"])
_wrong("bracket-not-multiplied", "product", [PRODUCT, "1 - a * mu + a * mu", "1"],
       "Only a part of the bracket was multiplied", "mu multiplies both terms of (1 - a).")  # fmt: skip
_wrong("bracket-not-multiplied", "product", [PRODUCT, "mu - a + a * mu"])
_wrong("product-not-shortened", "product", [PRODUCT, "mu - a * mu + a * mu"],
       "Two terms are still there that cancel", "Look at the terms with a: what do they sum to?")  # fmt: skip
_wrong("sign-of-a", "edge", [EDGE, "2 + 2 * mu + a"],
       "The sign of a has turned", "Taking the brackets of a sum away changes no sign.")  # fmt: skip
_wrong("one-lost", "edge", [EDGE, "1 + 2 * mu - a"],
       "A 1 was lost", "How many ones stand in the line that is given?")  # fmt: skip
_wrong("one-lost", "edge", [EDGE, "2 * mu - a"])
_wrong("mu-lost", "edge", [EDGE, "2 + mu - a"],
       "mu is there twice", "One mu stands in the bracket, one after it.")  # fmt: skip
_wrong("mu-lost", "edge", [EDGE, "2 - a"])
_wrong("mu-multiplied", "edge", [EDGE, "(2 - a) * (1 + mu)"],
       "A sum became a product", "Put a = 1 and mu = 1 into both lines.")  # fmt: skip
_wrong("without-momentum", "largest", [2, 2, 2],
       "These are the limits without momentum", "Put each mu into your line of the edge: when is it 0?")  # fmt: skip
_wrong("edge-without-one", "largest", [0, 1.8, -1],
       "The 1 beside mu is missing", "For mu = 0 there is no momentum. How large may a be then?")  # fmt: skip
_wrong("sign-of-mu", "largest", [2, 0.2, 3],
       "The sign of mu has turned", "Does momentum of 0.9 allow longer steps, or shorter ones?")  # fmt: skip
_wrong("half", "largest", [1, 1.9, 0.5],
       "These are half of the limits",
       "For mu = 0, a = 1 leads to the minimum. How much further can it go?")  # fmt: skip
_wrong("sign-of-mu", "largest", [2, 3.8, 3])

for product, edge, largest in (
    ([PRODUCT, "mu"], [EDGE, "2 * (1 + mu) - a"], [2, 3.8, 1]),
    ([PRODUCT, "mu - a * mu + a * mu", "mu"], [EDGE, "2 + 2 * mu - a"], [2.0, 3.8, 1.0]),
    ([PRODUCT, "mu * (1 - a) + mu * a", "mu * (1 - a + a)", "mu * 1", "mu"], [EDGE, "2 * mu + 2 - a"], (2, 3.8, 1)),
    (f"{PRODUCT}\n= (1 - a + a) * mu\n= mu", f"{EDGE}\n= 2 - a + 2 * mu\n= 2 * (mu + 1) - a", [1.999, 3.801, 1.0]),
):
    alternative_value("heavy_ball", {"product": product, "edge": edge, "largest": largest})
