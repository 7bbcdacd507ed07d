# %% taylor_error
taylor_error = {
    "forward": [
        "(up - f0) / h",
        "(f0 + f1*h + f2/2*h**2 + f3/6*h**3 - f0) / h",
        "f1 + f2/2*h + f3/6*h**2",
    ],
    "central": [
        "(up - down) / (2*h)",
        "((f0 + f1*h + f2/2*h**2 + f3/6*h**3) - (f0 - f1*h + f2/2*h**2 - f3/6*h**3)) / (2*h)",
        "(2*f1*h + 2*f3/6*h**3) / (2*h)",
        "f1 + f3/6*h**2",
    ],
}

# %% numerical_gradient
def numerical_gradient(f, x, h=1e-5):
    if not np.issubdtype(x.dtype, np.floating):
        x = x.astype(float)
    grad = np.zeros(x.shape)
    state = np.random.get_state()
    for index in np.ndindex(x.shape):
        old = x[index]
        x[index] = old + h
        np.random.set_state(state)
        plus = f(x)
        x[index] = old - h
        np.random.set_state(state)
        minus = f(x)
        x[index] = old
        grad[index] = (plus - minus) / (2 * h)
    return grad

# %% relative_error
def relative_error(a, b):
    if not np.all(np.isfinite(a)) or not np.all(np.isfinite(b)):
        return float("inf")
    return np.max(np.abs(a - b) / np.maximum(1e-8, np.abs(a) + np.abs(b)))

# %% gradient_check
def gradient_check(f, x, h=1e-5, tol=1e-5):
    state = np.random.get_state()
    value, grad = f(x)
    if grad is None or np.shape(grad) != x.shape:
        return {"passed": False, "max_error": float("inf"), "worst_index": ()}
    np.random.set_state(state)
    measured = numerical_gradient(lambda point: f(point)[0], x, h)
    worst, where = -1.0, None
    for index in np.ndindex(x.shape):
        error = relative_error(grad[index], measured[index])
        if error > worst:
            worst, where = error, index
    return {"passed": bool(worst <= tol), "max_error": float(worst), "worst_index": where}

# %% check_network
def check_network(loss_fn, params, tol=1e-5):
    result = {}
    for name in params:

        def f(x, name=name):
            loss, grads = loss_fn({**params, name: x})
            return loss, grads.get(name)

        result[name] = gradient_check(f, params[name], tol=tol)["passed"]
    return result

# %% planted_bugs
planted_bugs = {
    "A": ["W2", "b3"],
    "B": ["W1", "b1", "W2", "b2"],
}

# %% complex_step
def complex_step(f, x, h=1e-20):
    grad = np.zeros(x.shape)
    for index in np.ndindex(x.shape):
        z = x.astype(complex)
        z[index] += 1j * h
        grad[index] = f(z).imag / h
    return grad

# %% explain-step
At h = 1e-12 nearly all digits of the two values agree and cancel, so what is left is rounding, divided by a tiny
number. The central difference has an error of h squared, so it may use a larger h, where less cancels.

# %% explain-limits
The check compares backward with forward as they are written. A loss without b2 has the gradient 0 for it, so both
agree. A passed check says that the gradient belongs to this loss, not that it is the loss you wanted.
