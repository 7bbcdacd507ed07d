# mypy: allow-untyped-defs, allow-untyped-calls
"""Right ways to write `ewma`, `lr_decay`, `minibatches` and `minimize` that differ from the reference."""

from __future__ import annotations

import itertools

import numpy as np

from autograder.misconceptions import alternative


@alternative("ewma")
def by_a_matrix_of_weights(values, beta, bias_correction=False):
    T = len(values)
    age = np.arange(T)[:, None] - np.arange(T)[None, :]
    weights = np.where(age >= 0, (1 - beta) * float(beta) ** np.maximum(age, 0), 0)
    out = weights @ values
    return out / weights.sum(axis=1) if bias_correction else out


@alternative("ewma")
def by_accumulate(values, beta, bias_correction=False):
    pairs = itertools.accumulate(values, lambda v, x: beta * v + (1 - beta) * x, initial=0.0)
    out = np.array(list(pairs)[1:])
    if bias_correction:
        out /= 1 - beta ** np.arange(1, len(values) + 1)
    return out


@alternative("ewma")
def corrected_on_the_way(values, beta, bias_correction=False):
    v, power, out = 0, 1.0, []
    for value in values:
        v = v + (1 - beta) * (value - v)
        power *= beta
        out.append(v / (1 - power) if bias_correction else v)
    return np.array(out)


@alternative("ewma")
def by_convolution(values, beta, bias_correction=False):
    T = len(values)
    kernel = (1 - beta) * float(beta) ** np.arange(T)
    out = np.convolve(values, kernel)[:T]
    return out / np.cumsum(kernel) if bias_correction else out


@alternative("ewma")
def sum_and_weight(values, beta, bias_correction=False):
    total, weight, out = 0.0, 0.0, np.zeros(len(values))
    for k in range(len(values)):
        total = beta * total + values[k]
        weight = beta * weight + 1
        out[k] = total / weight if bias_correction else (1 - beta) * total
    return out


for answer in (
    lambda lr0, decay_rate, epoch: 1 / (1 + decay_rate * epoch) * lr0,
    lambda lr0, decay_rate, epoch: lr0 * (1 + epoch * decay_rate) ** -1,
    lambda lr0, decay_rate, epoch: np.divide(lr0, 1 + decay_rate * epoch),
    lambda lr0, decay_rate, epoch: 1 / (1 / lr0 + decay_rate * epoch / lr0),
    lambda lr0, decay_rate, epoch: lr0 / sum([1, *[decay_rate] * epoch]),
):
    alternative("lr_decay")(answer)


@alternative("minibatches")
def as_a_list(X, y, batch_size, rng):
    y = np.array(y)
    order = rng.permutation(len(X))
    X, y = X[order], y[order]
    return [(X[k : k + batch_size], y[k : k + batch_size]) for k in range(0, len(X), batch_size)]


@alternative("minibatches")
def by_shuffled_indices(X, y, batch_size, rng):
    indices = np.arange(X.shape[0])
    rng.shuffle(indices)
    y = np.asarray(y)
    for chosen in np.split(indices, range(batch_size, len(indices), batch_size)):
        yield X[chosen], y[chosen]


@alternative("minibatches")
def by_choice_without_replacement(X, y, batch_size, rng):
    order = rng.choice(len(X), size=len(X), replace=False)
    batches = []
    while len(order):
        chosen, order = order[:batch_size], order[batch_size:]
        batches.append((X[chosen], np.array([y[i] for i in chosen])))
    return batches


@alternative("minibatches")
def by_random_keys(X, y, batch_size, rng):
    order = np.argsort(rng.random(len(X)))
    num_batches = -(-len(X) // batch_size)
    for k in range(num_batches):
        chosen = order[k * batch_size : (k + 1) * batch_size]
        yield np.take(X, chosen, axis=0), np.take(y, chosen)


@alternative("minibatches")
def in_one_table(X, y, batch_size, rng):
    table = np.column_stack([X.astype(float), y])
    rng.shuffle(table)
    for k in range(0, len(table), batch_size):
        yield table[k : k + batch_size, :-1], table[k : k + batch_size, -1].astype(int)


@alternative("minimize")
def into_an_array(grad_fn, x0, rule, config, num_steps):
    path = np.zeros((num_steps + 1, 2))
    path[0] = x0
    for k in range(num_steps):
        path[k + 1], config = rule(path[k], grad_fn(path[k]), config)
    return path


@alternative("minimize")
def with_a_copy_of_the_config(grad_fn, x0, rule, config, num_steps):
    config = dict(config or {})
    x = np.array(x0, dtype=float)
    path = [x.copy()]
    for _ in range(num_steps):
        x, config = rule(x, grad_fn(x), config)
        path.append(x.copy())
    return np.stack(path)


@alternative("minimize")
def by_recursion(grad_fn, x0, rule, config, num_steps):
    if num_steps == 0:
        return np.array([x0], dtype=float)
    x, config = rule(x0, grad_fn(x0), config)
    return np.concatenate([[x0], by_recursion(grad_fn, x, rule, config, num_steps - 1)])


@alternative("minimize")
def by_rows(grad_fn, x0, rule, config, num_steps):
    path, x = np.array([x0], dtype=float), x0
    while len(path) <= num_steps:
        x, config = rule(x, grad_fn(x), config)
        path = np.vstack([path, x])
    return path


@alternative("minimize")
def by_keywords(grad_fn, x0, rule, config, num_steps):
    points = [x0.astype(float)]
    for _ in range(num_steps):
        step = rule(points[-1], grad_fn(points[-1]), config=config)
        points.append(step[0])
        config = step[1]
    return np.array(points)
