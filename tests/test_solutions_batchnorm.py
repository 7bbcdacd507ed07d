"""The references for notebook 06, against PyTorch, mpmath and complex-step differentiation."""

from __future__ import annotations

import mpmath
import numpy as np
import pytest
import torch
from hypothesis import given
from hypothesis import strategies as st

from solutions import batchnorm as reference

SIZES = [(6, 4), (5, 5), (2, 3), (7, 1), (64, 10)]
BOTH = pytest.mark.parametrize("backward", [reference.batchnorm_backward, reference.batchnorm_backward_alt])


def layer(rng, N, D):
    scales = np.resize([0.05, 3.0, 10.0, 1.0], D)
    x = scales * (rng.normal(size=(N, D)) + rng.uniform(-2, 2, size=D))
    return x, rng.normal(size=D), rng.normal(size=D)


def torch_layer(D, gamma, beta, eps, momentum=0.1):
    bn = torch.nn.BatchNorm1d(D, eps=eps, momentum=momentum, dtype=torch.float64)
    with torch.no_grad():
        bn.weight.copy_(torch.tensor(gamma))
        bn.bias.copy_(torch.tensor(beta))
        bn.running_var.zero_()  # PyTorch begins with 1
    return bn


@pytest.mark.parametrize(("N", "D"), SIZES)
@pytest.mark.parametrize("eps", [1e-5, 0.1])
def test_train_mode_and_its_gradients_agree_with_pytorch(N, D, eps):
    rng = np.random.default_rng(N + D)
    x, gamma, beta = layer(rng, N, D)
    dout = rng.normal(size=(N, D))
    bn = torch_layer(D, gamma, beta, eps)
    x_torch = torch.tensor(x, requires_grad=True)
    expected = bn(x_torch)
    expected.backward(torch.tensor(dout))
    out, cache = reference.batchnorm_forward(x, gamma, beta, {"mode": "train", "eps": eps})
    np.testing.assert_allclose(out, expected.detach().numpy(), rtol=1e-10, atol=1e-12)
    for backward in (reference.batchnorm_backward, reference.batchnorm_backward_alt):
        for got, tensor in zip(backward(dout, cache), (x_torch, bn.weight, bn.bias), strict=True):
            assert got.shape == tensor.shape
            np.testing.assert_allclose(got, tensor.grad.numpy(), rtol=1e-9, atol=1e-11)


def test_running_averages_are_those_of_pytorch_but_for_its_unbiased_variance():
    rng, N, D = np.random.default_rng(0), 6, 4
    bn_param, bn = {"mode": "train", "momentum": 0.8}, torch_layer(D, np.ones(D), np.zeros(D), 1e-5, momentum=0.2)
    for _ in range(5):
        x = layer(rng, N, D)[0]
        reference.batchnorm_forward(x, np.ones(D), np.zeros(D), bn_param)
        bn(torch.tensor(x))
    np.testing.assert_allclose(bn_param["running_mean"], bn.running_mean.numpy(), rtol=1e-12)
    np.testing.assert_allclose(bn_param["running_var"] * N / (N - 1), bn.running_var.numpy(), rtol=1e-12)


def test_test_mode_agrees_with_pytorch_and_changes_nothing():
    rng, D = np.random.default_rng(1), 4
    x, gamma, beta = layer(rng, 1, D)
    mean, var = rng.normal(size=D), rng.uniform(1, 2, size=D)
    bn_param = {"mode": "test", "eps": 0.01, "running_mean": mean, "running_var": var}
    before = {name: np.copy(value) for name, value in bn_param.items()}
    bn = torch_layer(D, gamma, beta, 0.01).eval()
    bn.running_mean.copy_(torch.tensor(bn_param["running_mean"]))
    bn.running_var.copy_(torch.tensor(bn_param["running_var"]))
    out, _ = reference.batchnorm_forward(x, gamma, beta, bn_param)
    np.testing.assert_allclose(out, bn(torch.tensor(x)).detach().numpy(), rtol=1e-12)
    assert bn_param.keys() == before.keys()
    assert all(np.array_equal(bn_param[name], before[name]) for name in before)


def test_a_column_is_normalised_as_in_exact_arithmetic():
    column = [1.0, 3.5, -2.25, 1e-3, 40.0]
    with mpmath.workdps(50):
        exact = [mpmath.mpf(value) for value in column]
        mean = sum(exact) / 5
        sigma = mpmath.sqrt(sum((value - mean) ** 2 for value in exact) / 5 + mpmath.mpf(0.25))
        expected = [float((value - mean) / sigma * 3 - 2) for value in exact]
    x = np.array(column)[:, None]
    out, _ = reference.batchnorm_forward(x, np.array([3.0]), np.array([-2.0]), {"mode": "train", "eps": 0.25})
    np.testing.assert_allclose(out[:, 0], expected, rtol=1e-14)


@BOTH
def test_gradients_agree_with_the_complex_step(backward):
    rng = np.random.default_rng(2)
    x, gamma, beta = layer(rng, 6, 4)
    dout, eps = rng.normal(size=(6, 4)), 0.01

    def value(x, gamma, beta):
        centred = x - x.mean(axis=0)
        return np.sum(dout * (gamma * centred / np.sqrt((centred**2).mean(axis=0) + eps) + beta))

    _, cache = reference.batchnorm_forward(x, gamma, beta, {"mode": "train", "eps": eps})
    for position, got in enumerate(backward(dout, cache)):
        for index in np.ndindex(got.shape):
            given_ = [array.astype(complex) for array in (x, gamma, beta)]
            given_[position][index] += 1e-20j
            assert got[index] == pytest.approx(value(*given_).imag / 1e-20, rel=1e-10, abs=1e-12)


@given(st.floats(0.1, 50), st.floats(-50, 50), st.integers(2, 9))
def test_a_positive_factor_and_a_shift_of_the_input_cancel(a, b, N):
    rng = np.random.default_rng(N)
    z, gamma, beta = rng.normal(size=(N, 3)), rng.normal(size=3), rng.normal(size=3)
    plain, _ = reference.batchnorm_forward(z, gamma, beta, {"mode": "train", "eps": 0.0})
    moved, _ = reference.batchnorm_forward(a * z + b, gamma, beta, {"mode": "train", "eps": 0.0})
    np.testing.assert_allclose(moved, plain, rtol=1e-8, atol=1e-8)


@BOTH
def test_the_gradient_holds_no_shift_and_no_stretch(backward):
    rng = np.random.default_rng(3)
    x, gamma, beta = layer(rng, 7, 4)
    _, cache = reference.batchnorm_forward(x, gamma, beta, {"mode": "train", "eps": 0.0})
    dx = backward(rng.normal(size=(7, 4)), cache)[0]
    np.testing.assert_allclose(dx.sum(axis=0), 0, atol=1e-10)
    np.testing.assert_allclose((dx * x).sum(axis=0), 0, atol=1e-10)


def test_a_batch_of_one_becomes_beta_and_a_constant_column_stays_finite():
    gamma, beta = np.array([2.0, 3.0]), np.array([0.5, -1.0])
    out, cache = reference.batchnorm_forward(np.array([[7.0, -4.0]]), gamma, beta, {"mode": "train"})
    np.testing.assert_allclose(out, beta[None, :])
    np.testing.assert_allclose(reference.batchnorm_backward(np.ones((1, 2)), cache)[0], 0, atol=1e-10)
    out, _ = reference.batchnorm_forward(np.full((4, 2), 0.1), gamma, beta, {"mode": "train"})
    np.testing.assert_allclose(out, np.tile(beta, (4, 1)))


def test_an_unknown_mode_is_refused():
    with pytest.raises(ValueError, match="expected 'train' or 'test'"):
        reference.batchnorm_forward(np.ones((2, 2)), np.ones(2), np.ones(2), {"mode": "eval"})


@pytest.mark.parametrize(("N", "D", "H", "C"), [(6, 4, 5, 3), (4, 4, 4, 4), (7, 1, 3, 2)])
@pytest.mark.parametrize("reg", [0.0, 0.37])
def test_the_network_and_its_gradients_agree_with_autograd(N, D, H, C, reg):
    rng = np.random.default_rng(N * D)
    params = {
        "W1": rng.normal(size=(D, H)), "gamma": rng.normal(size=H), "beta": rng.normal(size=H),
        "W2": rng.normal(size=(H, C)), "b2": rng.normal(size=C),
    }  # fmt: skip
    X, y = rng.normal(size=(N, D)), rng.integers(C, size=N)
    tensors = {name: torch.tensor(array, requires_grad=True) for name, array in params.items()}
    z = torch.tensor(X) @ tensors["W1"]
    normed = torch.nn.functional.batch_norm(
        z, None, None, weight=tensors["gamma"], bias=tensors["beta"], training=True, eps=0.01
    )
    scores = torch.relu(normed) @ tensors["W2"] + tensors["b2"]
    expected = torch.nn.functional.cross_entropy(scores, torch.tensor(y))
    expected = expected + reg * ((tensors["W1"] ** 2).sum() + (tensors["W2"] ** 2).sum())
    expected.backward()
    loss, grads = reference.two_layer_bn_loss(params, X, y, {"mode": "train", "eps": 0.01}, reg)
    assert loss == pytest.approx(expected.item(), rel=1e-12)
    assert grads.keys() == params.keys()
    for name, tensor in tensors.items():
        np.testing.assert_allclose(grads[name], tensor.grad.numpy(), rtol=1e-9, atol=1e-11)


def test_the_network_learns_its_averages_in_train_mode_and_uses_them_in_test_mode():
    rng = np.random.default_rng(4)
    params = {
        "W1": rng.normal(size=(4, 5)), "gamma": np.ones(5), "beta": np.zeros(5), "W2": rng.normal(size=(5, 3)),
        "b2": np.zeros(3),
    }  # fmt: skip
    X, y, bn_param = rng.normal(size=(200, 4)), rng.integers(3, size=200), {"mode": "train"}
    for _ in range(200):
        trained = reference.two_layer_bn_loss(params, X, y, bn_param)[0]
    bn_param["mode"] = "test"
    tested, grads = reference.two_layer_bn_loss(params, X, y, bn_param)
    assert tested == pytest.approx(trained, rel=1e-6)
    assert grads == {}
    alone = [reference.two_layer_bn_loss(params, X[i : i + 1], y[i : i + 1], bn_param)[0] for i in range(200)]
    assert np.mean(alone) == pytest.approx(tested, rel=1e-12)


def test_integers_and_read_only_arrays_work_and_come_back_as_they_were():
    x, gamma, beta = np.array([[1, 2], [3, -4], [5, 7]]), np.array([2, 3]), np.array([1, -1])
    exact, _ = reference.batchnorm_forward(x * 1.0, gamma * 1.0, beta * 1.0, {"mode": "train"})
    for array in (x, gamma, beta):
        array.flags.writeable = False
    out, cache = reference.batchnorm_forward(x, gamma, beta, {"mode": "train"})
    np.testing.assert_allclose(out, exact, rtol=1e-14)
    dout = np.array([[1, 0], [0, 2], [-1, 1]])
    dout.flags.writeable = False
    for backward in (reference.batchnorm_backward, reference.batchnorm_backward_alt):
        np.testing.assert_array_equal(backward(dout, cache)[0], backward(dout * 1.0, cache)[0])
