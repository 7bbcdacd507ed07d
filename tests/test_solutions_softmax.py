"""The references for notebook 01, against PyTorch, mpmath and complex-step differentiation."""

from __future__ import annotations

import mpmath
import numpy as np
import pytest
import torch
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import array_shapes, arrays

from solutions import softmax as reference

FINITE = st.floats(allow_nan=False, allow_infinity=False)
HARD = [
    [[1000.0, 0, 0], [0, 1, 2]],
    [[1e4, 1e4 - 1, -1e4], [-1e4, -1e4 - 2, -2e4]],
    [[1e16, 1e16, 0], [1e16, 1e16 - 2, 1e16 - 4]],
    [[1e300, -1e300, 0], [1e308, -1e308, 1e308], [-1.7e308, -1.7e308, 1.7e308]],
    [[0.0, -745, -800]],
    [[5.0, 2, -1, 3]],
]


def exact_log_softmax(row: list[float]) -> list[mpmath.mpf]:
    with mpmath.workdps(60):
        scores = [mpmath.mpf(score) for score in row]
        m = max(scores)
        total = mpmath.log(sum(mpmath.exp(score - m) for score in scores))
        return [score - m - total for score in scores]


def exact_softmax(x: list[list[float]], temperature: float = 1.0) -> np.ndarray:
    with mpmath.workdps(60):
        scaled = [[mpmath.mpf(score) / mpmath.mpf(temperature) for score in row] for row in x]
        return np.array([[float(mpmath.exp(log)) for log in exact_log_softmax(row)] for row in scaled])


@pytest.mark.parametrize("x", HARD)
def test_softmax_is_exact_for_any_finite_scores(x):
    np.testing.assert_allclose(reference.softmax(np.array(x)), exact_softmax(x), rtol=0, atol=1e-15)


@given(arrays(float, array_shapes(min_dims=1, max_dims=2, max_side=6), elements=FINITE))
def test_softmax_gives_a_distribution_without_a_warning(x):
    with np.errstate(all="raise"):
        p = reference.softmax(x)
    assert p.shape == x.shape
    assert np.all(p >= 0)
    np.testing.assert_allclose(p.sum(axis=-1), 1, atol=1e-14)


@given(arrays(float, (3, 4), elements=st.floats(-1e4, 1e4)))
def test_softmax_agrees_with_pytorch(x):
    np.testing.assert_allclose(reference.softmax(x), torch.softmax(torch.tensor(x), dim=-1).numpy(), atol=1e-14)


@given(arrays(float, (3, 4), elements=st.floats(-1e4, 1e4)))
def test_log_softmax_agrees_with_pytorch(x):
    expected = torch.log_softmax(torch.tensor(x), dim=-1).numpy()
    np.testing.assert_allclose(reference.log_softmax(x), expected, rtol=1e-12, atol=1e-11)


@pytest.mark.parametrize("x", [HARD[0], HARD[1], HARD[4], HARD[5], [[0.0, -30, -40], [-50, 0, -60]], [[1e4, 0, -1e4]]])
def test_log_softmax_keeps_its_relative_accuracy_down_to_the_smallest_loss(x):
    expected = np.array([[float(log) for log in exact_log_softmax(row)] for row in x])
    np.testing.assert_allclose(reference.log_softmax(np.array(x)), expected, rtol=1e-13, atol=1e-300)


@pytest.mark.parametrize("temperature", [1e-8, 1e-3, 0.5, 1, 2.5, 1e4])
@pytest.mark.parametrize("x", [[[0.0, 0, -1, -2], [2, 1, 0, -1]], [[1e-8, 2e-8, -1e-8]], [[1e4, 0, -1e4]], [[3.0]]])
def test_softmax_temperature_is_exact_at_any_temperature(x, temperature):
    p = reference.softmax_temperature(np.array(x), temperature)
    np.testing.assert_allclose(p, exact_softmax(x, temperature), rtol=0, atol=1e-15)


@given(arrays(float, (3, 5), elements=st.floats(-300, 300)))
def test_inverse_softmax_finds_the_centred_scores(scores):
    probs = reference.softmax(scores)
    back = reference.inverse_softmax(np.maximum(probs, 1e-290))
    np.testing.assert_allclose(back.sum(axis=1), 0, atol=1e-9)
    if np.ptp(scores, axis=1).max() < 600:
        np.testing.assert_allclose(back, scores - scores.mean(axis=1, keepdims=True), atol=1e-9)


@given(arrays(float, (4, 3), elements=st.floats(-1e4, 1e4)), st.lists(st.integers(0, 2), min_size=4, max_size=4))
def test_cross_entropy_agrees_with_pytorch_up_to_margins_of_10000(scores, y):
    expected = torch.nn.functional.cross_entropy(torch.tensor(scores), torch.tensor(y)).item()
    assert reference.cross_entropy(scores, y) == pytest.approx(expected, rel=1e-12, abs=1e-11)
    assert isinstance(reference.cross_entropy(scores, np.array(y)), float)


@pytest.mark.parametrize(
    ("scores", "y", "loss"),
    [([[0.0, 1000], [3000, 0]], [0, 0], 500), ([[0.0, -1e4]], [1], 1e4), ([[0.0, -1e4]], [0], 0)],
)
def test_cross_entropy_is_exact_where_the_probability_underflows(scores, y, loss):
    assert reference.cross_entropy(np.array(scores), y) == loss


@pytest.mark.parametrize("sizes", [(6, 4, 5), (4, 4, 4), (1, 3, 2), (7, 1, 3)])
@pytest.mark.parametrize("scale", [1.0, 300.0])
def test_softmax_loss_and_its_gradient_agree_with_autograd(sizes, scale):
    N, D, C = sizes
    rng = np.random.default_rng(sum(sizes))
    W, X, y, reg = scale * rng.normal(size=(D, C)), rng.normal(size=(N, D)), rng.integers(C, size=N), 0.37
    loss, dW = reference.softmax_loss(W, X, y, reg)
    W_torch = torch.tensor(W, requires_grad=True)
    expected = torch.nn.functional.cross_entropy(torch.tensor(X) @ W_torch, torch.tensor(y)) + reg * (W_torch**2).sum()
    expected.backward()
    assert loss == pytest.approx(expected.item(), rel=1e-12)
    np.testing.assert_allclose(dW, W_torch.grad.numpy(), rtol=1e-11, atol=1e-12)


def test_the_gradient_agrees_with_the_complex_step():
    rng = np.random.default_rng(0)
    W, X, y, reg = rng.normal(size=(5, 4)), rng.normal(size=(6, 5)), rng.integers(4, size=6), 0.1

    def loss(W):
        scores = X @ W
        return np.mean(np.log(np.exp(scores).sum(axis=1)) - scores[np.arange(6), y]) + reg * np.sum(W**2)

    expected = np.zeros_like(W)
    for index in np.ndindex(W.shape):
        step = W.astype(complex)
        step[index] += 1e-20j
        expected[index] = loss(step).imag / 1e-20
    np.testing.assert_allclose(reference.softmax_loss(W, X, y, reg)[1], expected, rtol=1e-13, atol=1e-15)


@pytest.mark.parametrize("x", [np.array([[3, 0, 250]], np.uint8), np.array([[-(2**62), 2**62, 0]]), np.array([[1, 2]])])
def test_integers_neither_wrap_around_nor_cut_off(x):
    np.testing.assert_allclose(reference.softmax(x), exact_softmax(x.tolist()), rtol=0, atol=1e-15)
    np.testing.assert_allclose(reference.log_softmax(x), reference.log_softmax(x.astype(float)))


def test_arguments_come_back_as_they_were_in_any_memory_layout():
    x = np.random.default_rng(1).normal(size=(4, 6))
    for given_ in (np.asfortranarray(x), x[::-1, ::2], np.broadcast_to(x[0], (3, 6))):
        before = given_.copy()
        given_.flags.writeable = False
        for function in (reference.softmax, reference.log_softmax):
            np.testing.assert_array_equal(function(given_), function(before))
        reference.softmax_temperature(given_, 2)
        reference.cross_entropy(given_, [0] * len(given_))
        np.testing.assert_array_equal(given_, before)
