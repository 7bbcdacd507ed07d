"""The references for notebook 05, against PyTorch's optimizers, exact arithmetic and eigenvalues."""

from __future__ import annotations

from fractions import Fraction

import numpy as np
import pytest
import torch

from solutions import optimizers as reference
from solutions.optimizers_derivations import HEAVY_BALL

STEPS, SHAPE = 8, (3, 4)


def gradients(scale: float = 1.0) -> tuple[np.ndarray, np.ndarray]:
    rng = np.random.default_rng(5)
    dws = scale * rng.normal(size=(STEPS, *SHAPE))
    dws[:, 1, 2] = 0.0
    return rng.normal(size=SHAPE), dws


def walked(rule, config, scale=1.0, rates=None) -> np.ndarray:
    w, dws = gradients(scale)
    points = []
    for k, dw in enumerate(dws):
        if rates is not None:
            config = {**config, "learning_rate": rates[k]}
        w, config = rule(w, dw, config)
        points.append(w)
    return np.array(points)


def walked_by_torch(make, scale=1.0, rates=None) -> np.ndarray:
    w0, dws = gradients(scale)
    w = torch.tensor(w0, requires_grad=True)
    optimizer = make([w])
    points = []
    for k, dw in enumerate(dws):
        if rates is not None:
            optimizer.param_groups[0]["lr"] = rates[k]
        w.grad = torch.tensor(dw)
        optimizer.step()
        points.append(w.detach().numpy().copy())
    return np.array(points)


PAIRS = {
    "sgd": (reference.sgd, {"learning_rate": 0.3}, lambda w: torch.optim.SGD(w, lr=0.3)),
    "sgd, defaults": (reference.sgd, None, lambda w: torch.optim.SGD(w, lr=1e-2)),
    "momentum": (
        reference.sgd_momentum, {"learning_rate": 0.3, "momentum": 0.7},
        lambda w: torch.optim.SGD(w, lr=0.3, momentum=0.7),
    ),
    "momentum, defaults": (reference.sgd_momentum, None, lambda w: torch.optim.SGD(w, lr=1e-2, momentum=0.9)),
    "nesterov": (
        reference.nesterov, {"learning_rate": 0.3, "momentum": 0.7},
        lambda w: torch.optim.SGD(w, lr=0.3, momentum=0.7, nesterov=True),
    ),
    "adagrad": (reference.adagrad, {"learning_rate": 0.3, "epsilon": 0.1},
                lambda w: torch.optim.Adagrad(w, lr=0.3, eps=0.1)),
    "adagrad, defaults": (reference.adagrad, None, lambda w: torch.optim.Adagrad(w, lr=1e-2, eps=1e-8)),
    "rmsprop": (
        reference.rmsprop, {"learning_rate": 0.3, "decay_rate": 0.8, "epsilon": 0.1},
        lambda w: torch.optim.RMSprop(w, lr=0.3, alpha=0.8, eps=0.1),
    ),
    "rmsprop, defaults": (reference.rmsprop, None, lambda w: torch.optim.RMSprop(w, lr=1e-2, alpha=0.99, eps=1e-8)),
    "adam": (
        reference.adam, {"learning_rate": 0.3, "beta1": 0.7, "beta2": 0.95, "epsilon": 0.1},
        lambda w: torch.optim.Adam(w, lr=0.3, betas=(0.7, 0.95), eps=0.1),
    ),
    "adam, defaults": (reference.adam, None, lambda w: torch.optim.Adam(w)),
}  # fmt: skip


@pytest.mark.parametrize("scale", [1.0, 1e-7])
@pytest.mark.parametrize("name", PAIRS)
def test_every_step_is_the_one_that_pytorch_takes(name, scale):
    rule, config, make = PAIRS[name]
    np.testing.assert_allclose(walked(rule, config, scale), walked_by_torch(make, scale), rtol=1e-13, atol=1e-15)


def test_the_averaged_form_is_pytorchs_momentum_with_dampening_and_a_first_step_to_match():
    beta = 0.8
    w0, dws = gradients()
    ours = walked(reference.ema_momentum, {"learning_rate": 0.3, "beta": beta})
    w = torch.tensor(w0, requires_grad=True)
    optimizer = torch.optim.SGD([w], lr=0.3, momentum=beta, dampening=1 - (1 - beta))
    for k, dw in enumerate(dws):
        w.grad = torch.tensor(dw * ((1 - beta) if k == 0 else 1.0))  # PyTorch does not dampen the first gradient
        optimizer.step()
        np.testing.assert_allclose(ours[k], w.detach().numpy(), rtol=1e-13)


def test_velocity_and_pytorchs_form_part_when_the_learning_rate_changes():
    rates = np.linspace(0.5, 0.05, STEPS)
    ours = walked(reference.sgd_momentum, {"momentum": 0.7}, rates=rates)
    theirs = walked_by_torch(lambda w: torch.optim.SGD(w, lr=0.5, momentum=0.7), rates=rates)
    np.testing.assert_allclose(ours[0], theirs[0])
    assert np.max(np.abs(ours[-1] - theirs[-1])) > 0.1


def test_nesterov_takes_the_gradient_at_the_point_ahead():
    """On a quadratic: the plain form keeps w and asks for the gradient at w + mu * v."""
    curvature, lr, mu = np.array([1.0, 20.0]), 0.03, 0.8
    w, v = np.array([2.0, -1.0]), np.zeros(2)
    ahead, config = w, {"learning_rate": lr, "momentum": mu}
    for _ in range(10):
        v = mu * v - lr * curvature * (w + mu * v)
        w = w + v
        ahead, config = reference.nesterov(ahead, curvature * ahead, config)
        np.testing.assert_allclose(ahead, w + mu * v, rtol=1e-12)


def test_adams_path_does_not_depend_on_the_scale_of_the_loss():
    config = {"learning_rate": 0.1, "epsilon": 0.0}
    w, dws = gradients()
    keep = dws[:, :1]  # without the weight that has no gradient
    for factor in (1e-6, 1e6):
        one, other = w[:1], w[:1]
        state, scaled = dict(config), dict(config)
        for dw in keep:
            one, state = reference.adam(one, dw, state)
            other, scaled = reference.adam(other, factor * dw, scaled)
        np.testing.assert_allclose(one, other, rtol=1e-12)


@pytest.mark.parametrize("rule", [pair[0] for pair in PAIRS.values()] + [reference.ema_momentum])
def test_nothing_that_was_handed_over_changes(rule):
    w, dws = gradients()
    config: dict = {}
    before = w.copy(), dws.copy()
    _, handed_on = rule(w, dws[0], config)
    kept = {key: np.copy(value) for key, value in handed_on.items()}
    rule(w, dws[1], handed_on)
    assert config == {}
    np.testing.assert_array_equal(w, before[0])
    np.testing.assert_array_equal(dws, before[1])
    for key, value in kept.items():
        np.testing.assert_array_equal(handed_on[key], value)


@pytest.mark.parametrize("beta", [Fraction(0), Fraction(1, 2), Fraction(9, 10), Fraction(49, 50)])
def test_ewma_is_the_weighted_sum_in_exact_arithmetic(beta):
    values = [Fraction(k * k - 7 * k + 3, 4) for k in range(12)]
    weights = [[(1 - beta) * beta ** (t - k) if k <= t else Fraction(0) for k in range(12)] for t in range(12)]
    sums = [sum(w * x for w, x in zip(row, values, strict=True)) for row in weights]
    corrected = [s / sum(row) for s, row in zip(sums, weights, strict=True)]
    given = np.array([float(value) for value in values])
    np.testing.assert_allclose(reference.ewma(given, float(beta)), [float(s) for s in sums], rtol=1e-12, atol=1e-12)
    ours = reference.ewma(given, float(beta), bias_correction=True)
    np.testing.assert_allclose(ours, [float(s) for s in corrected], rtol=1e-12, atol=1e-12)


def test_a_corrected_average_of_a_constant_is_the_constant():
    np.testing.assert_allclose(reference.ewma(np.full(300, 7.0), 0.99, bias_correction=True), 7.0, rtol=1e-12)


@pytest.mark.parametrize(("N", "batch_size"), [(10, 4), (12, 4), (5, 8), (1, 1), (7, 7)])
def test_an_epoch_holds_every_sample_once_with_its_label(N, batch_size):
    X, y = np.random.default_rng(0).normal(size=(N, 3)), list(range(N))
    batches = list(reference.minibatches(X, y, batch_size, np.random.default_rng(1)))
    assert [len(rows) for rows, _ in batches[:-1]] == [batch_size] * (len(batches) - 1)
    assert sorted(np.concatenate([labels for _, labels in batches])) == y
    for rows, labels in batches:
        np.testing.assert_array_equal(rows, X[labels])


def test_every_order_of_an_epoch_is_equally_likely():
    rng = np.random.default_rng(0)
    X, y = np.arange(3.0)[:, None], np.arange(3)
    seen = [tuple(np.concatenate([labels for _, labels in reference.minibatches(X, y, 2, rng)])) for _ in range(6000)]
    counts = np.array([seen.count(order) for order in set(seen)])
    assert len(counts) == 6
    assert np.all(np.abs(counts - 1000) < 130)  # 4.5 standard deviations


@pytest.mark.parametrize(("args", "rate"), [((0.2, 1, 0), "1/5"), ((0.2, 1, 3), "1/20"), ((3, 0.5, 4), "1")])
def test_lr_decay_gives_the_fractions_of_the_source(args, rate):
    assert reference.lr_decay(*args) == pytest.approx(float(Fraction(rate)), rel=1e-15)


def test_minimize_on_a_bowl_is_a_power_of_a_matrix():
    A, x0 = np.array([[2.0, 0.5], [0.5, 1.0]]), np.array([1, -3])
    path = reference.minimize(lambda x: A @ x, x0, reference.sgd, {"learning_rate": 0.1}, 7)
    assert path.shape == (8, 2)
    for k, point in enumerate(path):
        np.testing.assert_allclose(point, np.linalg.matrix_power(np.eye(2) - 0.1 * A, k) @ x0, rtol=1e-12)
    np.testing.assert_array_equal(x0, [1, -3])


def test_minimize_hands_the_state_on():
    path = reference.minimize(lambda x: x, np.array([1.0, 2.0]), reference.sgd_momentum, None, 3)
    w, config = np.array([1.0, 2.0]), None
    for point in path[1:]:
        w, config = reference.sgd_momentum(w, w, config)
        np.testing.assert_array_equal(point, w)


@pytest.mark.parametrize(("mu", "largest"), list(zip((0, 0.9, -0.5), HEAVY_BALL["largest"], strict=True)))
def test_heavy_ball_is_stable_up_to_the_largest_step_and_not_beyond(mu, largest):
    for a, stable in ((0.01, True), (0.99 * largest, True), (1.01 * largest, False)):
        matrix = np.array([[1 - a, mu], [-a, mu]])
        assert (np.max(np.abs(np.linalg.eigvals(matrix))) < 1) == stable
        w, config = np.ones(1), {"learning_rate": a, "momentum": mu}
        for _ in range(4000):
            w, config = reference.sgd_momentum(w, np.clip(w, -1e100, 1e100), config)
        assert (abs(w[0]) < 1e-3) == stable


@pytest.mark.parametrize("mu", [1.0, 1.05])
def test_without_friction_no_step_is_stable(mu):
    for a in (1e-4, 0.1, 1.0, 3.9):
        assert np.max(np.abs(np.linalg.eigvals([[1 - a, mu], [-a, mu]]))) >= 1 - 1e-12
