"""Say in plain words why a call did not return; what is behind it is left to `courseware.diagnose`."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from courseware.compare import Difference
from courseware.outcome import Outcome
from courseware.spec import Spec, Verdict


def explain(spec: Spec, outcome: Outcome) -> Difference:
    """Describe the exception that ended a call, with the line of the student's code that raised it."""
    text, line = _split(outcome.message)
    details = [f"At {line}."] if line else []
    details += [note for error, word, note in NOTES if error in ("", outcome.error) and word in outcome.message][:1]
    said = f"{outcome.error}: {text}" if text else outcome.error
    return Difference("error", f"Your code stopped with {said}", tuple(details))


NOTES: tuple[tuple[str, str, str], ...] = (
    ("ValueError", "could not be broadcast", "Two arrays do not fit together. Print their shapes just before that line."),
    ("ValueError", "matmul", "Two matrices do not fit together. Write the shapes above the product: (N, D) @ (D, C)."),
    ("ValueError", "not aligned", "Two matrices do not fit together. Write the shapes above the product: (N, D) @ (D, C)."),
    ("ValueError", "read-only", "That line writes into an array that you were given. Work on a new array instead."),
    ("UFuncTypeError", "Cannot cast", "That line writes fractions into an array of integers that you were given."),
    ("_UFuncOutputCastingError", "Cannot cast", "That line writes fractions into an array of integers that you were given."),
    ("AxisError", "", "That axis is not there when the array has one dimension. Which axis is always the last one?"),
    ("IndexError", "too many indices", "The array has fewer dimensions there than your code takes for granted."),
    ("TypeError", "positional argument", "Compare the arguments in your `def` line with those in the task."),
    ("NameError", "'np'", "Run the first cell of the notebook: it imports NumPy as np."),
    ("NameError", "", "Run the cell that defines this name first, or check its spelling."),
    ("RecursionError", "", "Your function calls itself without an end."),
    ("OverflowError", "", "A number became too large to be held. Which step lets it grow?"),
    ("ZeroDivisionError", "", "Something that you divide by became 0."),
    ("FloatingPointError", "", "A number became too large or undefined. Which step lets that happen?"),
)


def _split(message: str) -> tuple[str, str]:
    """Part a message from the line of code that `courseware.calling` put behind it."""
    if message.startswith("line ") and "(" not in message.partition(":")[0]:
        return "", message
    text, opening, rest = message.rpartition(" (line ")
    return (text, f"line {rest[:-1]}") if opening and rest.endswith(")") else (message, "")


def _timeout(outcome: Outcome) -> Verdict:
    return Verdict("timeout", "Your function did not finish in time. Is there a loop that never ends?", _reason(outcome))


def _died(outcome: Outcome) -> Verdict:
    return Verdict("crashed", "The process that ran your function ended before it returned.", _reason(outcome))


def _odd(outcome: Outcome) -> Verdict:
    return Verdict("crashed", "What came back from your function could not be read as numbers.", _reason(outcome))


def _limit(outcome: Outcome) -> Verdict:
    return Verdict("crashed", "Your function used more memory, processes or output than there is for it.", _reason(outcome))


def _reason(outcome: Outcome) -> tuple[str, ...]:
    return (outcome.message,) if outcome.message else ()


SANDBOX: Mapping[str, Callable[[Outcome], Verdict]] = {
    "Timeout": _timeout,
    "Died": _died,
    "Protocol": _odd,
    "Limit": _limit,
}
