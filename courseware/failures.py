"""Say in plain words why a call did not return; what is behind it is left to `courseware.diagnose`."""

from __future__ import annotations

import re
from collections.abc import Mapping

from courseware.difference import Difference
from courseware.outcome import Outcome
from courseware.spec import Status, Verdict

FIT = "Two arrays do not fit together there. Print their shapes just before that line."
FIT_PRODUCT = "Two matrices do not fit together. Write their shapes above the product: (N, D) @ (D, C) gives (N, C)."
WRITES = "That line writes into an array that you were given. Let it make a new one."
CUTS = "That line writes fractions into an array of integers that you were given. Let it make a new one."
NOTES = (  # (exception, a word in its message, what to say)
    ("ValueError", "read-only", WRITES),
    ("ValueError", "matmul", FIT_PRODUCT),
    ("ValueError", "not aligned", FIT_PRODUCT),
    ("ValueError", "broadcast", FIT),
    ("UFuncTypeError", "Cannot cast", CUTS),
    ("_UFuncOutputCastingError", "Cannot cast", CUTS),
    ("AxisError", "", "That axis is not there when the array is a vector. Which one is there for both?"),
    ("IndexError", "too many indices", "The array has fewer dimensions than your code takes for granted."),
    ("AttributeError", "'list' object", "A list came in there. It has a length, but no shape and no arithmetic."),
    ("NameError", "'np'", "Run the first cell of the notebook: it imports NumPy as np."),
    ("NameError", "", "Run the cell that defines this name first, or check its spelling."),
    ("RecursionError", "", "Your function calls itself without an end."),
    ("OverflowError", "", "A number became too large to be held. Which step lets it grow?"),
    ("ZeroDivisionError", "", "Something that you divide by became 0."),
)
SANDBOX: Mapping[str, tuple[Status, str]] = {
    "Timeout": ("timeout", "Your function did not finish in time. Is there a loop that never ends?"),
    "Died": ("crashed", "The process that ran your function ended before it returned."),
    "Protocol": ("crashed", "What came back from your function could not be read as numbers."),
    "Limit": ("crashed", "Your function asked for more memory, processes or output than there is for it."),
}


def explain(outcome: Outcome) -> Difference:
    """Describe the exception that ended a call, with the line of the student's code that raised it."""
    text, line = _parted(outcome.message)
    sizes = re.fullmatch(r"matmul: .*\(size (\d+) is different from (\d+)\)", text)
    told = f"the inner sizes of the product are {sizes[2]} and {sizes[1]}" if sizes else text
    said = f"{outcome.error}: {told}" if told else outcome.error
    notes = [note for error, word, note in NOTES if error == outcome.error and word in text]
    where = (f"It stopped in {line}",) if line else ()
    return Difference("error", f"Your code stopped with {said}", (*where, *notes[:1]))


def refused(outcome: Outcome) -> Verdict:
    """The verdict on a call that the sandbox ended."""
    status, message = SANDBOX[outcome.error]
    return Verdict(status, message, (outcome.message,) if outcome.message else ())


def not_written(exercise: str, outcome: Outcome) -> bool:
    """Whether the answer is still the one that the notebook came with, or is not there at all."""
    own_name = f"name '{exercise}' is not defined"
    return outcome.error == "NotImplementedError" or (outcome.error == "NameError" and own_name in outcome.message)


def _parted(message: str) -> tuple[str, str]:
    """The message of an exception, and the line of code that `courseware.calling` put behind it."""
    text, opening, rest = message.rpartition(" (line ")
    if opening and rest.endswith(")"):
        return text, f"line {rest[:-1]}"
    return ("", message) if message.startswith("line ") else (message, "")
