# mypy: allow-untyped-defs, allow-untyped-calls
# ruff: noqa: NPY002
"""What students write for `check_network`: verdicts on the wrong parameter, or on all of them together."""

from __future__ import annotations

import numpy as np

from autograder.misconceptions import wrong
from autograder.misconceptions.gradient_check.gradient_check import MISSING, NO_RESET, NO_RESTORE, SHAPE
from solutions.gradient_check import gradient_check, numerical_gradient, relative_error

ALWAYS = (
    "always-passes",
    "Every parameter passes",
    "Which of your lines could make a verdict False? Turn the sign of one gradient, and follow it.",
)
ONE_VERDICT = (
    "one-verdict",
    "One verdict for all parameters",
    "The point of a verdict for each parameter is to know where to look.",
    "Which gradients go into the comparison for b1, in your code?",
)
BARE = (
    "bare-verdict",
    "A single value is returned, not a dict",
    "The caller asks result[\"W1\"].",
)
REPORTS = (
    "returns-reports",
    "Whole reports are returned",
    "Each name should have True or False. Which part of a report is that?",
)
FIRST_ONLY = (
    "first-parameter-only",
    "Only some parameters are checked",
    "How often does your loop run? Where does it return?",
)
BY_POSITION = (
    "paired-by-position",
    "Gradients are matched with parameters by their place",
    "A dict may come in any order. What do the two dicts have in common?",
)
NOT_MOVED = (
    "parameter-not-moved",
    "The loss never sees the moved parameter",
    "What do you measure if the loss is always computed with the same parameters? Print two values of it.",
    "The function of one array that you check has to put this array into the parameters.",
)
TOLERANCE = (
    "own-tolerance",
    "The tolerance is not the one that was handed over",
    "Follow `tol` through your code. Does every function that has such a parameter get it?",
)
OTHERS_DROPPED = (
    "skips-missing",
    "A parameter without a gradient is left out",
    "Which verdict does a parameter deserve whose gradient somebody forgot?",
    "Go through the parameters, not through the gradients.",
)
NAN = (
    "nan-passes",
    "nan passes",
    "What is `nan > tol`? Ask so that nan gives the answer \"not passed\".",
)
MISSING_PASSES = (
    "missing-passes",
    "A missing gradient passes",
    "What do you put in the place of a gradient that is not there, and what does your code make of it?",
)
WEIGHTS_ONLY = (
    "weights-only",
    "Biases are not checked",
    "A bias has a gradient, too: that is where sums over the batch go wrong.",
)


def claim(loss_fn, params, name):
    """Loss and gradient as functions of one parameter."""

    def f(x):
        loss, grads = loss_fn({**params, name: x})
        return loss, grads.get(name)

    return f


def value_of(f):
    return lambda point: f(point)[0]


def right(loss_fn, params, tol, verdict=gradient_check):
    state = np.random.get_state()
    passed = {}
    for name, x in params.items():
        np.random.set_state(state)
        passed[name] = verdict(claim(loss_fn, params, name), x, tol=tol)["passed"]
    return passed


@wrong("check_network", *ALWAYS)
def always(loss_fn, params, tol=1e-5):
    return dict.fromkeys(params, True)


@wrong("check_network", *ONE_VERDICT)
def all_or_none(loss_fn, params, tol=1e-5):
    verdicts = right(loss_fn, params, tol)
    return dict.fromkeys(verdicts, all(verdicts.values()))


@wrong("check_network", *ONE_VERDICT)
def until_the_first_failure(loss_fn, params, tol=1e-5):
    verdicts, so_far = right(loss_fn, params, tol), True
    for name, passed in verdicts.items():
        so_far = so_far and passed
        verdicts[name] = so_far
    return verdicts


@wrong("check_network", *BARE)
def one_value(loss_fn, params, tol=1e-5):
    return all(right(loss_fn, params, tol).values())


@wrong("check_network", *BARE)
def list_of_values(loss_fn, params, tol=1e-5):
    return list(right(loss_fn, params, tol).values())


@wrong("check_network", *REPORTS)
def reports(loss_fn, params, tol=1e-5):
    return {name: gradient_check(claim(loss_fn, params, name), x, tol=tol) for name, x in params.items()}


@wrong("check_network", *REPORTS)
def errors(loss_fn, params, tol=1e-5):
    return {name: gradient_check(claim(loss_fn, params, name), x, tol=tol)["max_error"] for name, x in params.items()}


@wrong("check_network", *FIRST_ONLY)
def first_parameter(loss_fn, params, tol=1e-5):
    verdicts = right(loss_fn, params, tol)
    first = next(iter(verdicts))
    return {first: verdicts[first]}


@wrong("check_network", *FIRST_ONLY)
def stops_at_a_failure(loss_fn, params, tol=1e-5):
    kept = {}
    for name, passed in right(loss_fn, params, tol).items():
        kept[name] = passed
        if not passed:
            break
    return kept


@wrong("check_network", *BY_POSITION)
def by_position(loss_fn, params, tol=1e-5):
    passed = {}
    for position, (name, x) in enumerate(params.items()):

        def f(point, name=name, position=position):
            loss, grads = loss_fn({**params, name: point})
            found = list(grads.values())
            return loss, found[position] if name in grads else None

        passed[name] = gradient_check(f, x, tol=tol)["passed"]
    return passed


@wrong("check_network", *NOT_MOVED)
def not_moved(loss_fn, params, tol=1e-5):
    fixed = {name: x.copy() for name, x in params.items()}

    def claimed(name):
        def f(x):
            loss, grads = loss_fn(fixed)
            return loss, grads.get(name)

        return f

    return {name: gradient_check(claimed(name), x, tol=tol)["passed"] for name, x in params.items()}


@wrong("check_network", *TOLERANCE)
def default_tolerance(loss_fn, params, tol=1e-5):
    return right(loss_fn, params, 1e-5)


@wrong("check_network", *TOLERANCE)
def loose_tolerance(loss_fn, params, tol=1e-5):
    return right(loss_fn, params, 1e-2)


@wrong("check_network", *OTHERS_DROPPED)
def over_gradients(loss_fn, params, tol=1e-5):
    verdicts = right(loss_fn, params, tol)
    grads = loss_fn(params)[1]
    return {name: verdicts[name] for name in verdicts if grads.get(name) is not None}


@wrong("check_network", *MISSING_PASSES)
def missing_passes(loss_fn, params, tol=1e-5):
    grads = loss_fn(params)[1]
    return {name: passed or grads.get(name) is None for name, passed in right(loss_fn, params, tol).items()}


@wrong("check_network", *MISSING)
def missing_stops(loss_fn, params, tol=1e-5):
    right(loss_fn, params, tol)
    grads = loss_fn(params)[1]
    state = np.random.get_state()
    passed = {}
    for name, x in params.items():
        np.random.set_state(state)
        f = claim(loss_fn, params, name)
        assert grads[name].shape == x.shape
        passed[name] = gradient_check(f, x, tol=tol)["passed"]
    return passed


@wrong("check_network", *MISSING)
def missing_looked_up(loss_fn, params, tol=1e-5):
    grads = loss_fn(params)[1]
    return {name: passed for name, passed in right(loss_fn, params, tol).items() if grads[name] is not None}


@wrong("check_network", *MISSING)
def missing_subtracted(loss_fn, params, tol=1e-5):
    grads = loss_fn(params)[1]
    norms = {name: float(np.linalg.norm(grads.get(name) - x)) for name, x in params.items()}
    return {name: passed for name, passed in right(loss_fn, params, tol).items() if name in norms}


def separately(loss_fn, params, tol, passes):
    """Measure each parameter in turn and leave the comparison to a mistake."""
    state = np.random.get_state()
    grads = loss_fn(params)[1]
    passed = {}
    for name, x in params.items():
        np.random.set_state(state)
        numeric = numerical_gradient(value_of(claim(loss_fn, params, name)), x)
        grad = grads.get(name)
        passed[name] = grad is not None and bool(passes(np.asarray(grad), numeric))
    return passed


@wrong("check_network", *NAN)
def nan_passes(loss_fn, params, tol=1e-5):
    def passes(grad, numeric):
        errors = np.abs(grad - numeric) / np.maximum(1e-8, np.abs(grad) + np.abs(numeric))
        return grad.shape == numeric.shape and not np.max(errors) > tol

    return separately(loss_fn, params, tol, passes)


@wrong("check_network", *SHAPE)
def shape_ignored(loss_fn, params, tol=1e-5):
    def passes(grad, numeric):
        return relative_error(grad, numeric) <= tol

    return separately(loss_fn, params, tol, passes)


@wrong("check_network", *WEIGHTS_ONLY)
def weights_only(loss_fn, params, tol=1e-5):
    return {name: passed for name, passed in right(loss_fn, params, tol).items() if name.startswith("W")}


@wrong("check_network", *WEIGHTS_ONLY)
def biases_pass(loss_fn, params, tol=1e-5):
    return {name: passed or name.startswith("b") for name, passed in right(loss_fn, params, tol).items()}


@wrong("check_network", *NO_RESTORE)
def leaves_moved(loss_fn, params, tol=1e-5):
    verdicts = right(loss_fn, params, tol)
    for x in params.values():
        x -= 1e-5
    return verdicts


@wrong("check_network", *NO_RESTORE)
def restores_by_adding(loss_fn, params, tol=1e-5):
    verdicts = right(loss_fn, params, tol)
    for x in params.values():
        x += 1e-5
        x -= 2e-5
        x += 1e-5
    return verdicts


@wrong("check_network", *NO_RESET)
def other_draw(loss_fn, params, tol=1e-5):
    grads = loss_fn(params)[1]
    passed = {}
    for name, x in params.items():
        f = claim(loss_fn, params, name)
        numeric = numerical_gradient(value_of(f), x)
        grad = grads.get(name)
        passed[name] = grad is not None and grad.shape == x.shape and relative_error(grad, numeric) <= tol
    return passed


@wrong("check_network", *NO_RESET)
def other_draw_each_time(loss_fn, params, tol=1e-5):
    def verdict(f, x, tol):
        grad = f(x)[1]
        numeric = numerical_gradient(lambda point: f(point)[0], x)
        return {"passed": grad is not None and grad.shape == x.shape and relative_error(grad, numeric) <= tol}

    return right(loss_fn, params, tol, verdict)
