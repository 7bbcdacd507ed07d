# mypy: allow-untyped-defs, allow-untyped-calls
# ruff: noqa: NPY002
"""Right answers that measure and compare in other ways: copies, iterators, unit vectors, a fixed seed."""

from __future__ import annotations

import math

import numpy as np

from autograder.misconceptions import alternative


@alternative("numerical_gradient")
def with_an_iterator(f, x, h=1e-5):
    if not np.issubdtype(x.dtype, np.floating):
        x = x.astype(np.float64)
    grad = np.zeros_like(x)
    state = np.random.get_state()
    it = np.nditer(x, flags=["multi_index"], op_flags=["readwrite"])
    while not it.finished:
        ix = it.multi_index
        x0 = x[ix]
        x[ix] = x0 + h
        np.random.set_state(state)
        above = f(x)
        x[ix] = x0 - h
        np.random.set_state(state)
        below = f(x)
        x[ix] = x0
        grad[ix] = (above - below) / (2 * h)
        it.iternext()
    return grad


@alternative("numerical_gradient")
def with_copies(f, x, h=1e-5):
    grad = np.empty(x.shape)
    state = np.random.get_state()
    for index in np.ndindex(*x.shape):
        x_plus, x_minus = x.astype(float), x.astype(float)
        x_plus[index] += h
        x_minus[index] -= h
        np.random.set_state(state)
        above = f(x_plus)
        np.random.set_state(state)
        grad[index] = (above - f(x_minus)) / (2 * h)
    return grad


@alternative("numerical_gradient")
def with_unit_vectors(f, x, h=1e-5):
    def fixed(point):
        np.random.seed(1234)
        return f(point)

    unit = np.eye(x.size).reshape(x.size, *x.shape)
    return np.array([(fixed(x + h * e) - fixed(x - h * e)) / (2 * h) for e in unit]).reshape(x.shape)


@alternative("numerical_gradient")
def through_flat(f, x, h=1e-5):
    point, grad = (x if x.dtype.kind == "f" else x.astype(float)), np.zeros(x.shape)
    state = np.random.get_state()
    for i in range(x.size):
        old = point.flat[i]
        sides = {}
        for sign in (-1, 1):
            point.flat[i] = old + sign * h
            np.random.set_state(state)
            sides[sign] = f(point)
        point.flat[i] = old
        grad.flat[i] = (sides[1] - sides[-1]) / h / 2
    return grad


@alternative("numerical_gradient")
def restored_from_a_copy(f, x, h=1e-5):
    z, grad, state = x.astype(float), np.zeros(x.shape), np.random.get_state()
    before = z.copy()
    for index, value in np.ndenumerate(before):
        z[index] = value + h
        np.random.set_state(state)
        above = f(z)
        z[index] = value - h
        np.random.set_state(state)
        grad[index] = 0.5 * (above - f(z)) / h
        z[...] = before
    return grad


@alternative("numerical_gradient")
def with_one_more_call(f, x, h=1e-5):
    f(x.astype(float))
    return with_an_iterator(f, x, h)


@alternative("relative_error")
def by_loop(a, b):
    worst = 0.0
    for p, q in zip(np.asarray(a).flat, np.asarray(b).flat, strict=True):
        if not (math.isfinite(p) and math.isfinite(q)):
            return math.inf
        worst = max(worst, abs(float(p) - float(q)) / max(1e-8, abs(float(p)) + abs(float(q))))
    return worst


@alternative("relative_error")
def afterwards(a, b):
    with np.errstate(all="ignore"):
        errors = np.abs(a - b) / np.maximum(1e-8, np.abs(a) + np.abs(b))
    worst = np.max(errors)
    return worst if np.isfinite(worst) else np.inf


@alternative("relative_error")
def by_sum_of_absolutes(a, b):
    if not np.isfinite(np.concatenate([a.ravel(), b.ravel()])).all():
        return float("inf")
    return np.max(np.abs(np.subtract(a, b)) / np.clip(np.abs(a) + np.abs(b), 1e-8, None))


@alternative("relative_error")
def by_cases(a, b):
    bad = ~(np.isfinite(a) & np.isfinite(b))
    size = np.where(np.abs(a) + np.abs(b) > 1e-8, np.abs(a) + np.abs(b), 1e-8)
    return np.where(bad, np.inf, np.abs(np.where(bad, 0, a) - np.where(bad, 0, b)) / size).max()


@alternative("relative_error")
def sorted_errors(a, b):
    if np.any(np.isnan(a) | np.isinf(a)) or np.any(np.isnan(b) | np.isinf(b)):
        return np.inf
    return sorted((np.abs(b - a) / np.maximum(np.abs(b) + np.abs(a), 1e-8)).ravel())[-1]


@alternative("gradient_check")
def entry_by_entry(f, x, h=1e-5, tol=1e-5):
    state = np.random.get_state()
    _value, grad = f(x)
    if grad is None or np.asarray(grad).shape != x.shape:
        return {"passed": False, "max_error": float("inf"), "worst_index": None}
    point = x.astype(float)
    worst, place = -1.0, None
    for index in np.ndindex(x.shape):
        sides = []
        for sign in (1, -1):
            point[index] = x[index] + sign * h
            np.random.set_state(state)
            sides.append(f(point)[0])
            point[index] = x[index]
        numeric = (sides[0] - sides[1]) / (2 * h)
        error = abs(grad[index] - numeric) / max(1e-8, abs(grad[index]) + abs(numeric))
        if not math.isfinite(error):
            error = math.inf
        if error > worst:
            worst, place = error, index
    return {"passed": worst <= tol, "max_error": worst, "worst_index": place}


@alternative("gradient_check")
def with_helpers(f, x, h=1e-5, tol=1e-5):
    state = np.random.get_state()
    _, grad = f(x)
    np.random.set_state(state)
    numeric = with_an_iterator(lambda point: f(point)[0], x, h)
    if grad is None:
        return {"passed": False, "max_error": np.inf, "worst_index": (0,) * x.ndim}
    if grad.shape != numeric.shape:
        return {"passed": np.False_, "max_error": np.inf, "worst_index": (0,) * x.ndim}
    with np.errstate(all="ignore"):
        errors = abs(grad - numeric) / np.maximum(1e-8, abs(grad) + abs(numeric))
    errors[~np.isfinite(errors)] = np.inf
    index = np.unravel_index(errors.argmax(), errors.shape)
    return {"passed": bool(errors[index] <= tol), "max_error": errors[index], "worst_index": index}


@alternative("gradient_check")
def fixed_seed(f, x, h=1e-5, tol=1e-5):
    np.random.seed(0)
    grad = f(x)[1]
    if np.shape(grad) != x.shape:
        return {"passed": False, "max_error": np.nan, "worst_index": ()}
    numeric = with_unit_vectors_seeded(lambda point: f(point)[0], x, h)
    if not np.all(np.isfinite(grad + numeric)):
        return {"passed": False, "max_error": np.nan, "worst_index": ()}
    errors = np.abs(grad - numeric) / np.maximum(1e-8, np.abs(grad) + np.abs(numeric))
    place = np.argwhere(errors == errors.max())[0].tolist()
    passed = bool((errors <= tol).all())
    return {"passed": passed, "max_error": errors.max(), "worst_index": tuple(place), "tolerance": tol}


def with_unit_vectors_seeded(f, x, h):
    def fixed(point):
        np.random.seed(0)
        return f(point)

    unit = np.eye(x.size).reshape(x.size, *x.shape)
    return np.array([(fixed(x + h * e) - fixed(x - h * e)) / (2 * h) for e in unit]).reshape(x.shape)


@alternative("gradient_check")
def measured_first(f, x, h=1e-5, tol=1e-5):
    state = np.random.get_state()
    numeric = with_copies(lambda point: f(point)[0], x, h)
    np.random.set_state(state)
    grad = f(x)[1]
    fits = isinstance(grad, np.ndarray) and grad.shape == x.shape
    error = afterwards(grad, numeric) if fits else np.inf
    index = (0,) * x.ndim
    if np.isfinite(error):
        relative = np.abs(grad - numeric) / np.maximum(1e-8, np.abs(grad) + np.abs(numeric))
        index = max(np.ndindex(x.shape), key=lambda i: relative[i])
    return {"passed": bool(not error > tol and error == error), "max_error": error, "worst_index": index}


def _claim(loss_fn, params, name):
    def f(x):
        loss, grads = loss_fn({**params, name: x})
        return loss, grads.get(name)

    return f


@alternative("check_network")
def by_comprehension(loss_fn, params, tol=1e-5):
    return {name: with_helpers(_claim(loss_fn, params, name), x, tol=tol)["passed"] for name, x in params.items()}


@alternative("check_network")
def in_place(loss_fn, params, tol=1e-5):
    state = np.random.get_state()
    grads = loss_fn(params)[1]
    passed = {}
    for name in params:
        np.random.set_state(state)
        numeric = with_an_iterator(lambda _: loss_fn(params)[0], params[name])
        fits = name in grads and np.shape(grads[name]) == params[name].shape
        passed[name] = bool(fits and afterwards(grads[name], numeric) <= tol)
    return passed


@alternative("check_network")
def with_a_copy_of_the_dict(loss_fn, params, tol=1e-5):
    passed = {}
    for name in sorted(params):

        def f(x, name=name):
            changed = dict(params)
            changed[name] = x
            loss, grads = loss_fn(changed)
            return loss, grads.get(name)

        passed[name] = entry_by_entry(f, params[name].copy(), tol=tol)["passed"]
    return passed


@alternative("check_network")
def with_assertions(loss_fn, params, tol=1e-5):
    verdicts = {}
    for name, x in params.items():
        try:
            verdicts[name] = fixed_seed(_claim(loss_fn, params, name), x, tol=tol)["passed"]
        except (KeyError, TypeError, ValueError):
            verdicts[name] = False
    return verdicts


@alternative("check_network")
def flattened(loss_fn, params, tol=1e-5):
    names, shapes = list(params), [params[name].shape for name in params]
    ends = np.cumsum([params[name].size for name in names])[:-1]

    def unflatten(theta):
        parts = np.split(theta, ends)
        return {name: part.reshape(shape) for name, part, shape in zip(names, parts, shapes, strict=True)}

    state = np.random.get_state()
    grads = loss_fn(params)[1]
    np.random.set_state(state)
    theta = np.concatenate([params[name].ravel() for name in names])
    numeric = unflatten(through_flat(lambda point: loss_fn(unflatten(point))[0], theta))
    return {
        name: np.shape(grads.get(name)) == shape and bool(afterwards(grads[name], numeric[name]) <= tol)
        for name, shape in zip(names, shapes, strict=True)
    }


@alternative("complex_step")
def one_copy_each(f, x, h=1e-20):
    grad = np.zeros(x.shape)
    for index in np.ndindex(x.shape):
        z = x.astype(complex)
        z[index] = complex(x[index], h)
        grad[index] = f(z).imag / h
    return grad


@alternative("complex_step")
def unit_matrices(f, x, h=1e-20):
    unit = np.eye(x.size).reshape(x.size, *x.shape)
    return np.reshape([np.imag(f(x + 1j * h * e)) for e in unit], x.shape) / h


@alternative("complex_step")
def symmetric(f, x, h=1e-20):
    z, grad = x + 0j, np.empty(x.shape, dtype=float)
    for index, value in np.ndenumerate(x):
        z[index] = value + 1j * h
        above = f(z)
        z[index] = value - 1j * h
        grad[index] = (above - f(z)).imag / (2 * h)
        z[index] = value
    return grad


@alternative("complex_step")
def through_the_imaginary_part(f, x, h=1e-20):
    z, grad = x.astype(np.complex128), np.zeros(x.shape)
    for i in range(x.size):
        z.imag.flat[i] = h
        grad.flat[i] = np.imag(f(z)) / h
        z.imag.flat[i] = 0
    return grad


@alternative("complex_step")
def backwards(f, x, h=1e-20):
    z, grad = np.array(x, dtype=complex), {}
    for index in list(np.ndindex(x.shape))[::-1]:
        z[index] -= 1j * h
        grad[index] = -np.imag(f(z)) / h
        z[index] += 1j * h
    return np.array([grad[index] for index in np.ndindex(x.shape)]).reshape(x.shape)
