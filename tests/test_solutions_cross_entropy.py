"""The references for notebook 02, against PyTorch, mpmath and complex-step differentiation."""

from __future__ import annotations

import mpmath
import numpy as np
import pytest
import torch
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import array_shapes, arrays

from solutions import cross_entropy as reference

F = torch.nn.functional
FINITE = st.floats(allow_nan=False, allow_infinity=False)
HARD = [-1.7e308, -1e4, -1000.0, -745.5, -709.5, -100, -40, -1e-300, 0, 1e-300, 36.5, 40, 709.5, 745.5, 1e4, 1.7e308]


def complex_step(f, x, h=1e-20):
    """The gradient of an analytic function, exact to rounding."""
    gradient = np.zeros(x.shape)
    for index in np.ndindex(x.shape):
        moved = x.astype(complex)
        moved[index] += 1j * h
        gradient[index] = np.imag(f(moved)) / h
    return gradient


def plain_sigmoid(z):
    return 1 / (1 + np.exp(-z))


def test_sigmoid_is_exact_for_any_finite_number():
    with mpmath.workdps(40):
        expected = [float(1 / (1 + mpmath.exp(-mpmath.mpf(x)))) if abs(x) < 1e5 else float(x > 0) for x in HARD]
    np.testing.assert_allclose(reference.sigmoid(np.array(HARD)), expected, rtol=1e-15, atol=1e-320)


@given(arrays(float, array_shapes(min_dims=1, max_dims=3, max_side=5), elements=FINITE))
def test_sigmoid_keeps_the_shape_and_gives_no_warning(x):
    with np.errstate(all="raise"):
        s = reference.sigmoid(x)
    assert s.shape == x.shape
    assert np.all((s >= 0) & (s <= 1))
    np.testing.assert_allclose(s + reference.sigmoid(-x), 1, atol=1e-15)


@given(arrays(float, (3, 4), elements=st.floats(-700, 700)))
def test_sigmoid_and_tanh_agree_with_pytorch(x):
    np.testing.assert_allclose(reference.sigmoid(x), torch.sigmoid(torch.tensor(x)).numpy(), rtol=1e-13)
    expected = torch.tanh(torch.tensor(x)).numpy()
    np.testing.assert_allclose(reference.tanh_from_sigmoid(x, reference.sigmoid), expected, atol=1e-15)


def test_the_slopes_agree_with_autograd():
    x = torch.linspace(-6, 6, 25, dtype=torch.float64, requires_grad=True)
    torch.sigmoid(x).sum().backward()
    slopes = reference.sigmoid_grad(torch.sigmoid(x).detach().numpy())
    np.testing.assert_allclose(slopes, x.grad.numpy(), rtol=1e-14)
    x.grad = None
    torch.relu(x).sum().backward()
    assert 0 in x
    np.testing.assert_array_equal(reference.relu_grad(x.detach().numpy()), x.grad.numpy())


@given(arrays(float, 6, elements=st.floats(-1e4, 1e4)), st.lists(st.integers(0, 1), min_size=6, max_size=6))
def test_binary_cross_entropy_agrees_with_pytorch(logits, y):
    expected = F.binary_cross_entropy_with_logits(torch.tensor(logits), torch.tensor(y, dtype=torch.float64)).item()
    assert reference.binary_cross_entropy(logits, y) == pytest.approx(expected, rel=1e-12, abs=1e-300)


@pytest.mark.parametrize(("z", "y"), [(40.0, 1), (-40.0, 1), (36.7, 0), (700.0, 1), (-9999.5, 1), (1e4, 0), (0.0, 1)])
def test_binary_cross_entropy_keeps_its_relative_accuracy(z, y):
    with mpmath.workdps(4400):  # exp(-10000) has 4343 zeros behind the point
        a = 1 / (1 + mpmath.exp(-mpmath.mpf(z)))
        expected = float(-mpmath.log(a if y else 1 - a))
    assert reference.binary_cross_entropy(np.array([z]), [y]) == pytest.approx(expected, rel=1e-14, abs=0)


@pytest.mark.parametrize("shape", [(6, 4), (4, 4), (1, 5), (7, 1)])
@pytest.mark.parametrize("scale", [1.0, 1000.0])
def test_cross_entropy_grad_agrees_with_autograd(shape, scale):
    rng = np.random.default_rng(sum(shape))
    scores, y = scale * rng.normal(size=shape), rng.integers(shape[1], size=shape[0])
    with_grad = torch.tensor(scores, requires_grad=True)
    F.cross_entropy(with_grad, torch.tensor(y)).backward()
    for labels in (y, y.tolist()):
        np.testing.assert_allclose(reference.cross_entropy_grad(scores, labels), with_grad.grad.numpy(), atol=1e-15)


@pytest.mark.parametrize("shape", [(6, 4), (4, 4), (7,), (1, 5), (2, 3, 5)])
def test_mse_and_its_gradient_agree_with_autograd(shape):
    rng = np.random.default_rng(0)
    pred, target = rng.normal(size=shape), rng.normal(size=shape)
    with_grad = torch.tensor(pred, requires_grad=True)
    expected = F.mse_loss(with_grad, torch.tensor(target))
    expected.backward()
    loss, dpred = reference.mse(pred, target)
    assert loss == pytest.approx(expected.item(), rel=1e-14)
    np.testing.assert_allclose(dpred, with_grad.grad.numpy(), rtol=1e-14)


def test_mse_of_unsigned_integers_does_not_wrap_around():
    loss, dpred = reference.mse(np.array([0, 250], np.uint8), np.array([10, 255], np.uint8))
    assert loss == 62.5
    np.testing.assert_array_equal(dpred, [-10, -5])


DISTRIBUTIONS = [[0.5, 0.5], [0.25, 0.0, 0.75], [1.0, 0.0, 0.0], [1e-9, 1 - 1e-9], [0.1, 0.2, 0.3, 0.4], [1.0]]


@pytest.mark.parametrize("p", DISTRIBUTIONS)
def test_entropy_agrees_with_pytorch_and_is_never_minus_zero(p):
    expected = torch.special.entr(torch.tensor(p, dtype=torch.float64)).sum().item()
    value = reference.entropy(np.array(p))
    assert value == pytest.approx(expected, rel=1e-14)
    assert not np.signbit(value)


@pytest.mark.parametrize(
    ("p", "q"),
    [([0.3, 0.7], [0.5, 0.5]), ([0.0, 1.0], [0.5, 0.5]), ([0.3, 0.0, 0.7], [0.4, 0.0, 0.6]), ([0.2, 0.8], [0.2, 0.8])],
)
def test_kl_divergence_agrees_with_pytorch(p, q):
    p, q = np.array(p), np.array(q)
    expected = F.kl_div(torch.log(torch.tensor(np.where(q > 0, q, 1))), torch.tensor(p), reduction="sum").item()
    assert reference.kl_divergence(p, q) == pytest.approx(expected, rel=1e-13, abs=1e-15)


def test_what_q_rules_out_is_infinitely_surprising_and_gives_no_warning():
    with np.errstate(all="raise"):
        assert reference.kl_divergence(np.array([0.5, 0.5]), np.array([0.0, 1.0])) == np.inf
        assert reference.kl_divergence(np.array([0.0, 1.0]), np.array([0.0, 1.0])) == 0


@given(arrays(float, 5, elements=st.floats(0.01, 1)), arrays(float, 5, elements=st.floats(0.01, 1)))
def test_divergence_is_cross_entropy_less_entropy_and_never_negative(p, q):
    p, q = p / p.sum(), q / q.sum()
    expected = torch.distributions.kl_divergence(
        torch.distributions.Categorical(torch.tensor(p)), torch.distributions.Categorical(torch.tensor(q))
    ).item()
    assert reference.kl_divergence(p, q) == pytest.approx(expected, rel=1e-9, abs=1e-12)
    assert reference.kl_divergence(p, q) >= -1e-15


@pytest.mark.parametrize("sizes", [(5, 4), (3, 3), (1, 5), (6, 1)])
def test_perceptron_grad_agrees_with_the_complex_step(sizes):
    D, K = sizes
    rng = np.random.default_rng(D)
    x, W, target = rng.normal(size=D), rng.normal(size=(D, K)), rng.uniform(size=K)
    expected = complex_step(lambda moved: 0.5 * np.sum((plain_sigmoid(x @ moved) - target) ** 2), W)
    np.testing.assert_allclose(reference.perceptron_grad(x, W, target), expected, rtol=1e-13, atol=1e-16)


def test_cross_entropy_grad_agrees_with_the_complex_step():
    rng = np.random.default_rng(1)
    scores, y = rng.normal(size=(6, 4)), rng.integers(4, size=6)

    def loss(moved):
        return np.mean(np.log(np.exp(moved).sum(axis=1)) - moved[np.arange(6), y])

    np.testing.assert_allclose(reference.cross_entropy_grad(scores, y), complex_step(loss, scores), rtol=1e-12)


def test_arguments_come_back_as_they_were_and_integers_count_in_full():
    x = np.arange(-6, 6).reshape(3, 4)
    np.testing.assert_array_equal(reference.sigmoid(x), reference.sigmoid(x.astype(float)))
    small, wide = np.array([0, 200], np.uint8), np.array([0.0, 200])
    np.testing.assert_array_equal(reference.sigmoid(small), reference.sigmoid(wide))
    frozen = np.asfortranarray(np.random.default_rng(2).uniform(0.1, 1, size=(3, 4)))
    frozen.flags.writeable = False
    row = frozen[0] / frozen[0].sum()
    row.flags.writeable = False
    for function, arguments in (
        (reference.sigmoid, (frozen,)), (reference.sigmoid_grad, (frozen,)), (reference.relu_grad, (frozen,)),
        (reference.cross_entropy_grad, (frozen, [0, 1, 2])), (reference.mse, (frozen, frozen)),
        (reference.entropy, (row,)), (reference.kl_divergence, (row, row)),
        (reference.binary_cross_entropy, (row, [0, 1, 0, 1])), (reference.perceptron_grad, (row, frozen.T, row[:3])),
    ):  # fmt: skip
        function(*arguments)
