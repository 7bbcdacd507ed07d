# mypy: allow-untyped-defs, allow-untyped-calls
"""What students write for `diagnose`."""

from __future__ import annotations

from autograder.misconceptions import wrong

DIAGNOSE = "diagnose"


@wrong(
    DIAGNOSE,
    "bayes-ignored",
    "Bias is measured from 0",
    "If people misread 14 % of the images, how much can a network with a train error of 15 % still gain?",
    "Which of the arguments have you not used?",
)
def bayes_ignored(train_error, dev_error, bayes_error=0.0, tol=0.02):
    return _found(train_error > tol, dev_error - train_error > tol)


@wrong(
    DIAGNOSE,
    "variance-from-bayes",
    "Variance is measured from another place",
    "Train 15 %, dev 16 %: the network does as badly on what it has seen. Is that variance?",
    "Variance is what is lost on the way from the train set to new data.",
    "Between which two errors does that gap lie?",
)
def variance_from_bayes(train_error, dev_error, bayes_error=0.0, tol=0.02):
    return _found(train_error - bayes_error > tol, dev_error - bayes_error > tol)


@wrong(DIAGNOSE, "variance-from-bayes")
def variance_is_dev_error(train_error, dev_error, bayes_error=0.0, tol=0.02):
    return _found(train_error - bayes_error > tol, dev_error > tol)


@wrong(
    DIAGNOSE,
    "swapped",
    "Bias and variance have changed places",
    "A network that cannot even fit what it has seen is too stiff: is that called bias or variance?",
)
def swapped(train_error, dev_error, bayes_error=0.0, tol=0.02):
    return _found(dev_error - train_error > tol, train_error - bayes_error > tol)


@wrong(
    DIAGNOSE,
    "only-one",
    "At most one of the two is found",
    "A network can have both: a large error on the train set, and a far larger one on the dev set.",
    "What does `elif`, or an early `return`, do to the second question?",
)
def only_one(train_error, dev_error, bayes_error=0.0, tol=0.02):
    if train_error - bayes_error > tol:
        return {"bias"}
    return {"variance"} if dev_error - train_error > tol else set()


@wrong(DIAGNOSE, "only-one")
def variance_first(train_error, dev_error, bayes_error=0.0, tol=0.02):
    if dev_error - train_error > tol:
        return {"variance"}
    return {"bias"} if train_error - bayes_error > tol else set()


@wrong(DIAGNOSE, "only-one")
def the_larger_gap(train_error, dev_error, bayes_error=0.0, tol=0.02):
    first, second = train_error - bayes_error, dev_error - train_error
    return _found(first > tol and first >= second, second > tol and second > first)


@wrong(
    DIAGNOSE,
    "at-the-tolerance",
    "A gap that only meets the tolerance counts",
    "The task says larger than tol. What happens at exactly tol?",
)
def at_the_tolerance(train_error, dev_error, bayes_error=0.0, tol=0.02):
    return _found(train_error - bayes_error >= tol, dev_error - train_error >= tol)


@wrong(
    DIAGNOSE,
    "tolerance-fixed",
    "The tolerance that is handed over has no effect",
    "Is the number 0.02 written into the body of your function?",
)
def tolerance_fixed(train_error, dev_error, bayes_error=0.0, tol=0.02):
    return _found(train_error - bayes_error > 0.02, dev_error - train_error > 0.02)


@wrong(
    DIAGNOSE,
    "other-default",
    "Without a tolerance handed over, another one counts than 0.02",
    "What stands behind `tol=` in your first line?",
)
def other_default(train_error, dev_error, bayes_error=0.0, tol=0.05):
    return _found(train_error - bayes_error > tol, dev_error - train_error > tol)


@wrong(
    DIAGNOSE,
    "no-tolerance",
    "Any gap counts, however small",
    "Errors are measured on samples, so they are never exactly equal. What is `tol` there for?",
)
def no_tolerance(train_error, dev_error, bayes_error=0.0, tol=0.02):
    return _found(train_error > bayes_error, dev_error > train_error)


@wrong(
    DIAGNOSE,
    "absolute-gap",
    "A gap counts in both directions",
    "A dev error below the train error: is anything lost on new data?",
    "What does abs() do to the sign?",
)
def absolute_gap(train_error, dev_error, bayes_error=0.0, tol=0.02):
    return _found(abs(train_error - bayes_error) > tol, abs(dev_error - train_error) > tol)


@wrong(
    DIAGNOSE,
    "dict-for-empty-set",
    "The empty answer is a dict",
    "In Python {} is an empty dict. How is an empty set written?",
)
def empty_dict(train_error, dev_error, bayes_error=0.0, tol=0.02):
    return _found(train_error - bayes_error > tol, dev_error - train_error > tol) or {}


@wrong(
    DIAGNOSE,
    "text-for-a-set",
    "Text comes back where a set is asked for",
    "A set can hold one name, both, or none: {'bias', 'variance'}, {'bias'}, set().",
)
def text(train_error, dev_error, bayes_error=0.0, tol=0.02):
    return " and ".join(sorted(_found(train_error - bayes_error > tol, dev_error - train_error > tol)))


@wrong(
    DIAGNOSE,
    "list-for-a-set",
    "A list comes back where a set is asked for",
    "{'bias', 'variance'} is a set, and set() an empty one. In which order would a list have to be?",
)
def listed(train_error, dev_error, bayes_error=0.0, tol=0.02):
    return sorted(_found(train_error - bayes_error > tol, dev_error - train_error > tol))


@wrong(
    DIAGNOSE,
    "letters-of-a-word",
    "The set holds single letters",
    "set('bias') takes the word apart. Curly brackets hold it as a whole: {'bias'}.",
)
def letters(train_error, dev_error, bayes_error=0.0, tol=0.02):
    found = set()
    if train_error - bayes_error > tol:
        found |= set("bias")
    if dev_error - train_error > tol:
        found |= set("variance")
    return found


def _found(bias, variance):
    return {name for name, there in (("bias", bias), ("variance", variance)) if there}
