"""What to say about mistakes that need no knowledge of the exercise. A hint goes towards the cause; it never gives the line."""

from __future__ import annotations

from collections.abc import Mapping

from courseware.outcome import Outcome
from courseware.spec import Hint

GENERIC: Mapping[str, Hint] = {
    "constant-factor": Hint(
        "A factor too many, or one too few",
        ("Only a scale is off, so your formula has the right shape.",
         "Is it a sum or a mean? And over what: samples, classes, or every entry?"),
    ),
    "sign": Hint(
        "The sign is turned round",
        ("Look at where a minus enters your formula, and whether it enters twice or not at all.",
         "Take the smallest case, one sample and two classes: which sign should each number have?"),
    ),
    "transposed": Hint(
        "Rows and columns are exchanged",
        ("Write the shape beside each symbol of your formula.",
         "A gradient has the shape of what it is the gradient of."),
    ),
    "shape": Hint(
        "The shape is another one",
        ("Print the shape after each line of your function, and compare with the table in the task.",
         "Which axis disappears when you take a sum or a maximum? `keepdims=True` keeps it, with length 1."),
    ),
    "mutates-input": Hint(
        "Your function changes the caller's array",
        ("A NumPy array is handed over without a copy: inside your function it is still the caller's.",
         "Operators such as `-=` and `/=`, and assignments to `x[...]`, write into it.",
         "Which of your lines do that? Let them make a new array instead."),
    ),
    "second-call": Hint(
        "Something is remembered between calls",
        ("Where is the array made that you return: inside the function, or outside it?",
         "Look for global variables and for default arguments that hold an array or a list."),
    ),
    "not-finite": Hint(
        "A number left the range of floating point",
        ("`exp` of anything above 709 is infinite, and `log(0)` is minus infinity; inf - inf and 0/0 give nan.",
         "Run your function line by line on the input named above, and look for the first line that is not finite."),
    ),
    "float32": Hint(
        "Precision is lost on the way",
        ("Somewhere an array of dtype float32 or float16 is made.",
         "Look for `dtype=` and `astype`; NumPy's default is float64."),
    ),
    "integer-output": Hint(
        "Integers cut off the fractions",
        ("An array made like an integer array holds integers, and cuts off what is written into it.",
         "Which dtype does the array have that you fill, when the input holds integers?"),
    ),
    "imprecise": Hint(
        "Close, but not exact",
        ("Your formula is an approximation of the one asked for.",
         "Do you add a small number, clip, or round anywhere? What is it there to protect from?",
         "Is there a way to avoid the danger itself, so that no protection is needed?"),
    ),
    "row-offset": Hint(
        "Each row is shifted",
        ("The differences within a row are right; a constant of the row is missing or too much.",
         "What do you add or subtract once for each row, and does it come back in the end?"),
    ),
    "row-factor": Hint(
        "Each row has a scale of its own",
        ("The ratios within a row are right.",
         "What do you divide each row by, and over which axis did you add it up?"),
    ),
    "column-factor": Hint(
        "Each column has a scale of its own",
        ("The ratios within a column are right, those within a row are not.",
         "Rows are samples. Over which axis should the sum run?"),
    ),
    "returned-none": Hint(
        "Nothing is returned",
        ("A function that ends without `return` gives None.",
         "`print` shows a value to you; it does not hand it to the caller."),
    ),
    "type": Hint(
        "Another kind of value",
        ("Compare what you return with the line \"Returns\" in the task.",
         "Is it an array where a number is asked for, a list where an array is, or a pair where a single value is?"),
    ),
    "dtype": Hint("Another kind of number", ("Look for a square root or a logarithm of something negative.",)),
    "raised": Hint(
        "The code stops before it returns",
        ("Read the last line of the message first: it says what went against Python's or NumPy's rules.",
         "Call your function on a small array of your own in a new cell, and print the shapes before the line named above."),
    ),
    "arguments": Hint(
        "The arguments do not match",
        ("The check calls your function with the arguments in the task, in that order.",
         "Compare your `def` line with the one you were given."),
    ),
}  # fmt: skip


def hint_for_error(outcome: Outcome) -> tuple[str, Hint]:
    """The generic id and hint for an exception."""
    if "read-only" in outcome.message or (outcome.error.lstrip("_").startswith("UFunc") and "Cannot cast" in outcome.message):
        return "mutates-input", GENERIC["mutates-input"]
    if outcome.error == "TypeError" and "positional argument" in outcome.message:
        return "arguments", GENERIC["arguments"]
    return "raised", GENERIC["raised"]
