"""What to say about mistakes that need no knowledge of the exercise.

A hint goes towards the cause; it never gives the line.
"""

from __future__ import annotations

from collections.abc import Mapping

from courseware.outcome import Outcome
from courseware.spec import Hint

GENERIC: Mapping[str, Hint] = {
    "constant-factor": Hint(
        "A factor too many, or one too few",
        ("Only the scale is off: the rest of your formula is right.",
         "Is it a sum or a mean? Over what: samples, classes, or every entry?"),
    ),
    "sign": Hint(
        "The sign is turned round",
        ("Look at where a minus enters your formula, and whether it enters twice or not at all.",
         "Take the smallest case, one sample and two classes: which sign should each number have?"),
    ),
    "transposed": Hint(
        "Rows and columns have changed places",
        ("Write the shape beside each symbol of your formula.",
         "A gradient has the shape of what it is the gradient of."),
    ),
    "shape": Hint(
        "The shape is another one",
        ("Print the shape after each line of your function, on a small array of your own.",
         "Which axis disappears when you take a sum or a maximum? Was it meant to?"),
    ),
    "mutates-input": Hint(
        "Your function changes the caller's array",
        ("A NumPy array is handed over without a copy: inside your function it is still the caller's.",
         "Operators such as `-=` and `/=`, and assignments to `x[...]`, write into that array.",
         "Which of your lines do so? Let them make a new array."),
    ),
    "warns": Hint(
        "A number leaves the range of floating point on the way",
        ("The result survives this time. The warning says that one step did not hold what it should.",
         "exp() of anything above 709 is infinite. Which exponent gets there, and for which input?",
         "`np.where` computes both of its branches for every entry, and picks afterwards."),
    ),
    "second-call": Hint(
        "Something is remembered between calls",
        ("Where is the array made that you return: inside the function, or once outside of it?",
         "Look for global variables, and for default arguments that hold an array or a list."),
    ),
    "not-finite": Hint(
        "A number has left the range of floating point",
        ("exp() of anything above 709 is infinite, and log(0) is minus infinity; inf - inf and 0 / 0 are nan.",
         "Run your function line by line on such an input. Which line is the first with nan or inf?"),
    ),
    "float32": Hint(
        "Precision is lost on the way",
        ("Somewhere an array of dtype float32 or float16 is made.",
         "Look for `dtype` and `astype`. NumPy's default is float64."),
    ),
    "integer-output": Hint(
        "Fractions are cut off",
        ("An array of integers cuts off what is written into it.",
         "Which dtype has the array that you fill?"),
    ),
    "imprecise": Hint(
        "Close, but not exact",
        ("Your formula is an approximation of the one asked for.",
         "Do you add a small number, clip or round anywhere? What is that there to protect from?",
         "Is there a way round the danger itself?"),
    ),
    "row-offset": Hint(
        "Each row is shifted",
        ("The differences within a row are right; one amount per row is missing, or too much.",
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
    "values": Hint(
        "Other numbers, in no pattern that we know",
        ("Take the smallest input that you can work out by hand, such as one row with the scores 0 and 1.",
         "Print each intermediate of your function for it. Which is the first that is not what you worked out?"),
    ),
    "returned-none": Hint(
        "Nothing is returned",
        ("A function that ends without `return` gives None.",
         "`print` shows a value to you; it does not hand it to the caller."),
    ),
    "type": Hint(
        "Another kind of value",
        ("Compare what you return with what the task says under \"Returns\".",
         "An array where a number is asked for? A list where an array is? A single value where a pair is?"),
    ),
    "dtype": Hint(
        "Complex numbers",
        ("Every number here is real. Which line makes complex ones of them?",),
    ),
    "raised": Hint(
        "The code stops before it returns",
        ("Read the message first: it says which rule of Python or NumPy was broken.",
         "Call your function on a small array of your own, and print the shapes just before that line."),
    ),
    "arguments": Hint(
        "The arguments do not match",
        ("The check calls your function with the arguments in the task, in that order.",
         "Compare your `def` line with the one that you were given."),
    ),
}  # fmt: skip

DERIVATION: Mapping[str, Hint] = {
    "unreadable": Hint(
        "A line cannot be read",
        ("Write it as you would in Python: `*` for every product, `**` for powers, brackets in pairs.",
         "Only the symbols and functions listed in the task can be used."),
    ),
    "shape": Hint(
        "The shapes do not fit",
        ("Write down for each symbol whether it is a number or a vector. `sum(...)` turns a vector into a number.",),
    ),
    "not-finite": Hint(
        "A line divides by 0, or leaves the range of floating point",
        ("Which denominator becomes 0, or which exponent very large?",),
    ),
    "sign": Hint(
        "A sign has turned",
        ("Go through the line named above term by term: which minus was lost, or came in?",),
    ),
    "constant-factor": Hint(
        "A factor came in, or was lost",
        ("Compare the line named above with the one before it: which factor is in one and not in the other?",),
    ),
    "value": Hint(
        "A step does not hold",
        ("Put numbers in: choose small values for the symbols, and work out the line and the one before it.",
         "Which rule takes you from one to the other? Write down the line between them."),
    ),
    "form": Hint(
        "Right so far, and not yet in the form asked for",
        ("Each line is worth what the first one is. Which step of the argument is still missing?",),
    ),
}  # fmt: skip


def hint_for_error(outcome: Outcome) -> tuple[str, Hint]:
    """The generic id and hint for an exception."""
    cast = outcome.error.lstrip("_").startswith("UFunc") and "Cannot cast" in outcome.message
    name = "raised"
    if "read-only" in outcome.message or cast:
        name = "mutates-input"
    elif outcome.error == "TypeError" and "positional argument" in outcome.message:
        name = "arguments"
    return name, GENERIC[name]
