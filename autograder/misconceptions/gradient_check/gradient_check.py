# mypy: allow-untyped-defs, allow-untyped-calls
# ruff: noqa: NPY002
"""What students write for `gradient_check`: checkers that let wrong gradients pass, or leave something behind."""

from __future__ import annotations

import numpy as np

from autograder.misconceptions import wrong
from autograder.misconceptions.gradient_check.relative_error import ABSOLUTE, MEAN, NORMS, SIGNED
from solutions.gradient_check import numerical_gradient

ALWAYS = (
    "always-passes",
    "Every gradient passes",
    "Hand over a gradient that you know to be wrong. A checker that cannot fail has checked nothing.",
    "Which two things does your code compare: what f says about its slope, and what else?",
)
NEVER = (
    "never-passes",
    "No gradient passes",
    "Hand over f(x) = sum(x**2) with the gradient 2 * x, and print the two gradients side by side.",
)
INVERTED = (
    "inverted",
    "The verdict is the wrong way round",
    "What is `passed` for an error of 0?",
)
FIRST_ONLY = (
    "one-entry-only",
    "A single entry is looked at",
    "Where could a wrong entry stand so that your code does not see it?",
    "Every entry has a vote, and the worst one decides.",
)
SUM_ONLY = (
    "compares-sums",
    "Sums are compared",
    "Two errors of opposite sign cancel in a sum. Compare the entries.",
)
LOOSE = (
    "own-tolerance",
    "The tolerance is not the one that was handed over",
    "Follow `tol` through your code, from the `def` line to the comparison.",
)
NAN = (
    "nan-passes",
    "nan passes",
    "What is `nan > tol`? A comparison with nan is never true. Which question do you ask: is it bad, or is it good?",
    "Ask so that nan gives the answer \"not passed\".",
)
SHAPE = (
    "shape-ignored",
    "Another shape passes",
    "Two arrays whose shapes differ may still be subtracted: NumPy stretches one of them. Print both shapes.",
    "A gradient has the shape of x. Ask for that before you compare.",
)
MISSING = (
    "missing-gradient",
    "A missing gradient stops the checker",
    "f may return None for its gradient, when somebody forgot to write it. What should the report say?",
)
WORST_ABSOLUTE = (
    "worst-by-absolute-error",
    "The place is that of the largest difference, not of the largest relative error",
    "An error of 1 in a gradient of 1000, an error of 0.5 in a gradient of 1: which one does max_error tell of?",
)
FLAT_INDEX = (
    "flat-index",
    "The place is a number that counts through the flattened array",
    "x[worst_index] should be the worst entry. What is x[7] for an x of shape (3, 4)?",
    "np.unravel_index turns one into the other.",
)
OWN_STEP = (
    "step-ignored",
    "The step h is not handed on",
    "Who else in your code has a parameter h? Which value does it get?",
)
NO_RESTORE = (
    "leaves-x-moved",
    "x is not what it was",
    "The caller goes on with the same array. Which line writes into it last?",
)
NO_RESET = (
    "gradient-of-another-draw",
    "Gradient and differences belong to different draws",
    "f is called for its gradient first, and each call of f uses up random numbers.",
    "In which state did that first call begin? Set the same state again before you measure.",
)
BARE = (
    "bare-verdict",
    "A single value is returned, not a report",
    "The task asks for a dict with three keys.",
)
LENIENT = (
    "mean-verdict",
    "Most entries have to be right, not all",
    "One wrong entry is a wrong gradient. Which of `any`, `all`, `mean` and `max` says that?",
)


def report(error, index, tol):
    return {"passed": bool(error <= tol), "max_error": float(error), "worst_index": tuple(int(i) for i in index)}


def measured(f, x, h=1e-5):
    """The claimed gradient and the measured one, for the same draw."""
    state = np.random.get_state()
    grad = f(x)[1]
    np.random.set_state(state)
    return grad, numerical_gradient(lambda point: f(point)[0], x, h)


def errors_of(a, b):
    return np.abs(a - b) / np.maximum(1e-8, np.abs(a) + np.abs(b))


def broken(grad, x):
    """What has to be said about no gradient at all, or one of another shape."""
    if grad is None or np.shape(grad) != x.shape:
        return {"passed": False, "max_error": np.inf, "worst_index": ()}
    return None


def careful(f, x, h, tol, judge):
    """A right checker but for the errors that a mistake makes of the two gradients."""
    grad, numeric = measured(f, x, h)
    if broken(grad, x):
        return broken(grad, x)
    errors = judge(grad, numeric)
    finite = np.isfinite(grad).all() and np.isfinite(numeric).all()
    index = np.unravel_index(np.argmax(errors), errors.shape)
    return report(errors[index] if finite else np.inf, index, tol)


@wrong("gradient_check", *ALWAYS)
def always(f, x, h=1e-5, tol=1e-5):
    return {"passed": True, "max_error": 0.0, "worst_index": (0,) * x.ndim}


@wrong("gradient_check", *ALWAYS)
def with_itself(f, x, h=1e-5, tol=1e-5):
    return careful(f, x, h, tol, lambda grad, numeric: errors_of(grad, grad))


@wrong("gradient_check", *NEVER)
def never(f, x, h=1e-5, tol=1e-5):
    return {"passed": False, "max_error": np.inf, "worst_index": (0,) * x.ndim}


@wrong("gradient_check", *NEVER)
def value_for_gradient(f, x, h=1e-5, tol=1e-5):
    return careful(f, x, h, tol, lambda grad, numeric: errors_of(f(x)[0] * np.ones(x.shape), numeric))


@wrong("gradient_check", *INVERTED)
def inverted(f, x, h=1e-5, tol=1e-5):
    found = careful(f, x, h, tol, errors_of)
    return {**found, "passed": not found["passed"]}


@wrong("gradient_check", *FIRST_ONLY)
def first_only(f, x, h=1e-5, tol=1e-5):
    grad, numeric = measured(f, x, h)
    if broken(grad, x):
        return broken(grad, x)
    first = (0,) * x.ndim
    return report(errors_of(grad, numeric)[first], first, tol)


@wrong("gradient_check", *FIRST_ONLY)
def last_only(f, x, h=1e-5, tol=1e-5):
    grad, numeric = measured(f, x, h)
    if broken(grad, x):
        return broken(grad, x)
    passed, place = True, (0,) * x.ndim
    for index in np.ndindex(x.shape):
        passed, place = bool(errors_of(grad, numeric)[index] <= tol), index
    return {"passed": passed, "max_error": float(errors_of(grad, numeric)[place]), "worst_index": place}


@wrong("gradient_check", *FIRST_ONLY)
def first_row_only(f, x, h=1e-5, tol=1e-5):
    grad, numeric = measured(f, x, h)
    if broken(grad, x):
        return broken(grad, x)
    row = np.max(errors_of(grad, numeric)[0])
    return report(row, (0,) * x.ndim, tol)


@wrong("gradient_check", *SUM_ONLY)
def sums(f, x, h=1e-5, tol=1e-5):
    grad, numeric = measured(f, x, h)
    if broken(grad, x):
        return broken(grad, x)
    return report(errors_of(np.sum(grad), np.sum(numeric)), (0,) * x.ndim, tol)


@wrong("gradient_check", *NORMS)
def norms(f, x, h=1e-5, tol=1e-5):
    grad, numeric = measured(f, x, h)
    if broken(grad, x):
        return broken(grad, x)
    error = np.linalg.norm(grad - numeric) / np.maximum(1e-8, np.linalg.norm(grad) + np.linalg.norm(numeric))
    return report(error, np.unravel_index(np.argmax(errors_of(grad, numeric)), x.shape), tol)


@wrong("gradient_check", *MEAN)
def mean(f, x, h=1e-5, tol=1e-5):
    grad, numeric = measured(f, x, h)
    if broken(grad, x):
        return broken(grad, x)
    errors = errors_of(grad, numeric)
    return report(np.mean(errors), np.unravel_index(np.argmax(errors), x.shape), tol)


@wrong("gradient_check", *SIGNED)
def signed(f, x, h=1e-5, tol=1e-5):
    return careful(f, x, h, tol, lambda a, b: (a - b) / np.maximum(1e-8, np.abs(a) + np.abs(b)))


@wrong("gradient_check", *SIGNED)
def signed_the_other_way(f, x, h=1e-5, tol=1e-5):
    return careful(f, x, h, tol, lambda a, b: (b - a) / np.maximum(1e-8, np.abs(a) + np.abs(b)))


@wrong("gradient_check", *ABSOLUTE)
def absolute(f, x, h=1e-5, tol=1e-5):
    return careful(f, x, h, tol, lambda a, b: np.abs(a - b))


@wrong("gradient_check", *LOOSE)
def loose(f, x, h=1e-5, tol=1e-5):
    return careful(f, x, h, 1e-2, errors_of)


@wrong("gradient_check", *LOOSE)
def strict(f, x, h=1e-5, tol=1e-5):
    return careful(f, x, h, 1e-5, errors_of)


@wrong("gradient_check", *LOOSE)
def looser(f, x, h=1e-5, tol=1e-5):
    return careful(f, x, h, 1e-3, errors_of)


@wrong("gradient_check", *LENIENT)
def most_entries(f, x, h=1e-5, tol=1e-5):
    found = careful(f, x, h, tol, errors_of)
    if not found["worst_index"]:
        return found
    grad, numeric = measured(f, x, h)
    return {**found, "passed": bool(np.mean(errors_of(grad, numeric) <= tol) > 0.5)}


@wrong("gradient_check", *LENIENT)
def any_entry(f, x, h=1e-5, tol=1e-5):
    found = careful(f, x, h, tol, errors_of)
    if not found["worst_index"]:
        return found
    grad, numeric = measured(f, x, h)
    return {**found, "passed": bool(np.any(errors_of(grad, numeric) <= tol))}


@wrong("gradient_check", *NAN)
def nan_passes(f, x, h=1e-5, tol=1e-5):
    grad, numeric = measured(f, x, h)
    if broken(grad, x):
        return broken(grad, x)
    errors = errors_of(grad, numeric)
    index = np.unravel_index(np.argmax(errors), x.shape)
    return {"passed": not errors[index] > tol, "max_error": float(errors[index]), "worst_index": index}


@wrong("gradient_check", *NAN)
def nan_in_a_loop(f, x, h=1e-5, tol=1e-5):
    grad, numeric = measured(f, x, h)
    if broken(grad, x):
        return broken(grad, x)
    errors, place, worst = errors_of(grad, numeric), (0,) * x.ndim, 0.0
    for index in np.ndindex(x.shape):
        if errors[index] > worst:
            place, worst = index, errors[index]
    return {"passed": bool(worst <= tol), "max_error": float(worst), "worst_index": place}


@wrong("gradient_check", *NAN)
def nan_ignored(f, x, h=1e-5, tol=1e-5):
    grad, numeric = measured(f, x, h)
    if broken(grad, x):
        return broken(grad, x)
    errors = np.nan_to_num(errors_of(grad, numeric))
    return report(np.max(errors), np.unravel_index(np.argmax(errors), x.shape), tol)


@wrong("gradient_check", *SHAPE)
def shape_ignored(f, x, h=1e-5, tol=1e-5):
    grad, numeric = measured(f, x, h)
    if grad is None:
        return broken(grad, x)
    errors = np.where(np.isfinite(grad) & np.isfinite(numeric), errors_of(grad, numeric), np.inf)
    index = np.unravel_index(np.argmax(errors), errors.shape)
    return report(errors[index], index, tol)


@wrong("gradient_check", *SHAPE)
def reshaped(f, x, h=1e-5, tol=1e-5):
    grad, numeric = measured(f, x, h)
    if grad is None:
        return broken(grad, x)
    grad = np.resize(grad, x.shape)
    errors = np.where(np.isfinite(grad) & np.isfinite(numeric), errors_of(grad, numeric), np.inf)
    index = np.unravel_index(np.argmax(errors), errors.shape)
    return report(errors[index], index, tol)


@wrong("gradient_check", *MISSING)
def missing_stops(f, x, h=1e-5, tol=1e-5):
    grad, numeric = measured(f, x, h)
    assert grad.shape == x.shape
    errors = np.where(np.isfinite(grad) & np.isfinite(numeric), errors_of(grad, numeric), np.inf)
    index = np.unravel_index(np.argmax(errors), errors.shape)
    return report(errors[index], index, tol)


@wrong("gradient_check", *MISSING)
def missing_subtracted(f, x, h=1e-5, tol=1e-5):
    grad, numeric = measured(f, x, h)
    if np.shape(grad) != x.shape:
        grad = grad[0]
    errors = np.where(np.isfinite(grad) & np.isfinite(numeric), errors_of(grad, numeric), np.inf)
    index = np.unravel_index(np.argmax(errors), errors.shape)
    return {**report(errors[index], index, tol), "passed": bool(errors[index] <= tol and np.shape(grad) == x.shape)}


@wrong("gradient_check", *WORST_ABSOLUTE)
def worst_by_difference(f, x, h=1e-5, tol=1e-5):
    found = careful(f, x, h, tol, errors_of)
    if not found["worst_index"]:
        return found
    grad, numeric = measured(f, x, h)
    return {**found, "worst_index": np.unravel_index(np.argmax(np.abs(grad - numeric)), x.shape)}


@wrong("gradient_check", *FLAT_INDEX)
def flat_index(f, x, h=1e-5, tol=1e-5):
    found = careful(f, x, h, tol, errors_of)
    if not found["worst_index"]:
        return found
    return {**found, "worst_index": int(np.ravel_multi_index(found["worst_index"], x.shape))}


@wrong("gradient_check", *FLAT_INDEX)
def flat_index_in_a_tuple(f, x, h=1e-5, tol=1e-5):
    found = careful(f, x, h, tol, errors_of)
    if not found["worst_index"]:
        return found
    return {**found, "worst_index": (int(np.ravel_multi_index(found["worst_index"], x.shape)),)}


@wrong("gradient_check", *OWN_STEP)
def step_ignored(f, x, h=1e-5, tol=1e-5):
    return careful(f, x, 1e-5, tol, errors_of)


@wrong("gradient_check", *NO_RESTORE)
def leaves_moved(f, x, h=1e-5, tol=1e-5):
    found = careful(f, x, h, tol, errors_of)
    x -= h
    return found


@wrong("gradient_check", *NO_RESTORE)
def restores_by_adding(f, x, h=1e-5, tol=1e-5):
    found = careful(f, x, h, tol, errors_of)
    if x.dtype.kind == "f":
        x += h
        x -= 2 * h
        x += h
    return found


@wrong("gradient_check", *NO_RESET)
def other_draw(f, x, h=1e-5, tol=1e-5):
    grad = f(x)[1]
    if broken(grad, x):
        return broken(grad, x)
    numeric = numerical_gradient(lambda point: f(point)[0], x, h)
    errors = np.where(np.isfinite(grad) & np.isfinite(numeric), errors_of(grad, numeric), np.inf)
    index = np.unravel_index(np.argmax(errors), errors.shape)
    return report(errors[index], index, tol)


@wrong("gradient_check", *NO_RESET)
def other_draw_afterwards(f, x, h=1e-5, tol=1e-5):
    numeric = numerical_gradient(lambda point: f(point)[0], x, h)
    grad = f(x)[1]
    if broken(grad, x):
        return broken(grad, x)
    errors = np.where(np.isfinite(grad) & np.isfinite(numeric), errors_of(grad, numeric), np.inf)
    index = np.unravel_index(np.argmax(errors), errors.shape)
    return report(errors[index], index, tol)


@wrong("gradient_check", *BARE)
def bare(f, x, h=1e-5, tol=1e-5):
    return careful(f, x, h, tol, errors_of)["passed"]


@wrong("gradient_check", *BARE)
def bare_error(f, x, h=1e-5, tol=1e-5):
    return careful(f, x, h, tol, errors_of)["max_error"]


@wrong("gradient_check", *BARE)
def triple(f, x, h=1e-5, tol=1e-5):
    return tuple(careful(f, x, h, tol, errors_of).values())
