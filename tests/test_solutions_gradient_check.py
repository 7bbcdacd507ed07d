"""The references for notebook 04, against PyTorch, mpmath and the complex step."""

from __future__ import annotations

import mpmath
import numpy as np
import pytest
import torch
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import array_shapes, arrays

from courseware import planted
from solutions import gradient_check as reference

LEGACY = np.random  # whose functions share one global state
FINITE = st.floats(-1e3, 1e3, allow_nan=False)
SHAPES = array_shapes(min_dims=1, max_dims=3, max_side=4)


def smooth(x):
    """A function with all entries coupled, for arrays of NumPy and tensors of PyTorch."""
    sine, exponential = (torch.sin, torch.exp) if isinstance(x, torch.Tensor) else (np.sin, np.exp)
    return (sine(x) * x).sum() * exponential(-(x**2).mean()) + (x**3).sum()


def by_autograd(function, x):
    tensor = torch.tensor(x, dtype=torch.float64, requires_grad=True)
    function(tensor).backward()
    return tensor.grad.numpy()


def with_gradient(x):
    return smooth(x), by_autograd(smooth, x)


def bits(x):
    return x.tobytes()


@pytest.mark.parametrize("shape", [(1,), (5,), (3, 4), (2, 3, 2)])
def test_the_measured_gradient_agrees_with_autograd(shape):
    x = np.random.default_rng(0).normal(size=shape)
    np.testing.assert_allclose(reference.numerical_gradient(smooth, x), by_autograd(smooth, x), rtol=1e-7, atol=1e-8)


@pytest.mark.parametrize("h", [1e-1, 1e-2, 1e-3])
def test_the_error_is_the_one_that_taylors_theorem_gives(h):
    x = np.array([0.7])
    with mpmath.workdps(50):
        exact, third = (float(mpmath.diff(lambda t: mpmath.exp(mpmath.sin(t)), 0.7, n)) for n in (1, 3))
    error = reference.numerical_gradient(lambda x: np.exp(np.sin(x[0])), x, h)[0] - exact
    assert error == pytest.approx(third * h**2 / 6, rel=5 * h)


@given(arrays(float, SHAPES, elements=FINITE))
def test_x_comes_back_bit_for_bit(x):
    before = bits(x)
    reference.numerical_gradient(lambda x: float(np.sum(x**2)), x)
    reference.gradient_check(lambda x: (float(np.sum(x**2)), 2 * x), x)
    assert bits(x) == before


def test_adding_a_step_and_taking_it_back_would_not_restore_x():
    x = np.random.default_rng(0).normal(size=100_000)
    assert 0.74 < np.mean(x + 1e-5 - 2e-5 + 1e-5 != x) < 0.76
    assert 0.17 < np.mean(x + 1e-4 - 2e-4 + 1e-4 != x) < 0.19
    assert np.mean(x + 2.0**-14 - 2.0**-13 + 2.0**-14 != x) < 0.001


def test_x_is_moved_in_place():
    x = np.array([1.0, 2.0])
    np.testing.assert_allclose(reference.numerical_gradient(lambda _: float(x[0] * x[1]), x), [2, 1], rtol=1e-9)


def test_integers_read_only_and_strided_arrays_are_measured_as_well():
    x = np.array([[1, 2, 3], [4, 5, 6]])
    expected = 3.0 * x**2
    frozen = x.astype(float)
    frozen.flags.writeable = False
    for given_ in (x, np.asfortranarray(x.astype(float)), np.repeat(x, 2, axis=1).astype(float)[:, ::2], frozen):
        before = given_.copy()
        gradient = reference.numerical_gradient(lambda x: float(np.sum(x**3)), given_)
        np.testing.assert_allclose(gradient, expected, rtol=1e-7)
        np.testing.assert_array_equal(given_, before)


def test_every_call_sees_the_same_draw():
    LEGACY.seed(3)
    x = np.random.default_rng(0).normal(size=8)
    state = LEGACY.get_state()
    mask = planted.dropout_loss(np.ones(8))[1] / 2
    LEGACY.set_state(state)
    np.testing.assert_allclose(reference.numerical_gradient(lambda x: planted.dropout_loss(x)[0], x), 2 * x * mask,
                               atol=1e-8)
    assert reference.gradient_check(planted.dropout_loss, x)["passed"]


@given(arrays(float, (3, 2), elements=FINITE), arrays(float, (3, 2), elements=FINITE))
def test_the_relative_error_is_symmetric_and_between_0_and_1(a, b):
    with mpmath.workdps(30):
        exact = max(
            abs(mpmath.mpf(p) - mpmath.mpf(q)) / max(mpmath.mpf(1e-8), abs(mpmath.mpf(p)) + abs(mpmath.mpf(q)))
            for p, q in zip(a.ravel().tolist(), b.ravel().tolist(), strict=True)
        )
    assert reference.relative_error(a, b) == pytest.approx(float(exact), rel=1e-12)
    assert reference.relative_error(a, b) == reference.relative_error(b, a) <= 1
    assert reference.relative_error(a, a) == 0


@pytest.mark.parametrize("value", [np.nan, np.inf, -np.inf])
def test_a_number_that_is_not_finite_makes_the_error_infinite(value):
    a = np.array([1.0, value])
    for pair in ((a, np.ones(2)), (np.ones(2), a), (a, a.copy())):
        assert reference.relative_error(*pair) == np.inf


def test_a_right_gradient_passes():
    x = np.random.default_rng(1).normal(size=(3, 4))
    report = reference.gradient_check(with_gradient, x)
    assert report["passed"] is True
    assert report["max_error"] < 1e-7


@pytest.mark.parametrize("factor", [0.0, -1.0, 0.5, 1.001, 2.0, np.nan, np.inf])
@pytest.mark.parametrize("place", [(0, 0), (1, 2), (2, 3)])
def test_one_wrong_entry_does_not_pass_and_is_named(factor, place):
    def wrong(x):
        value, gradient = with_gradient(x)
        gradient[place] *= factor
        return value, gradient

    report = reference.gradient_check(wrong, np.random.default_rng(1).normal(size=(3, 4)))
    assert report["passed"] is False
    assert report["worst_index"] == place


@pytest.mark.parametrize("claim", [None, np.ones((1, 3)), np.ones((3, 1)), 1.0, np.ones(2)])
def test_a_gradient_that_is_missing_or_of_another_shape_does_not_pass(claim):
    assert not reference.gradient_check(lambda x: (np.sum(x), claim), np.ones(3))["passed"]


def test_the_networks_have_the_bugs_that_the_notebook_says():
    everything = {f"{kind}{layer}": True for layer in (1, 2, 3) for kind in "Wb"}
    for name, reg, wrong in (
        ("right", 0.0, ""), ("right", 0.1, ""), ("A", 0.0, "b3"), ("A", 0.1, "W2 b3"), ("B", 0.0, "W1 b1 W2 b2"),
        ("B", 0.1, "W1 b1 W2 b2"),
    ):  # fmt: skip
        found = reference.check_network(*planted.network(name, reg))
        assert found == {**everything, **dict.fromkeys(wrong.split(), False)}, (name, reg)


def test_the_losses_of_all_networks_agree_with_pytorch_and_so_do_the_right_gradients():
    loss_fn, params = planted.network("right", 0.1)
    rng = np.random.default_rng(5)
    X, y = torch.tensor(rng.normal(size=(planted.N, planted.D))), torch.tensor(rng.integers(planted.C, size=planted.N))
    tensors = {name: torch.tensor(value, requires_grad=True) for name, value in params.items()}
    hidden = torch.tanh(torch.tanh(X @ tensors["W1"] + tensors["b1"]) @ tensors["W2"] + tensors["b2"])
    loss = torch.nn.functional.cross_entropy(hidden @ tensors["W3"] + tensors["b3"], y)
    loss = loss + 0.1 * sum((tensors[f"W{layer}"] ** 2).sum() for layer in (1, 2, 3))
    loss.backward()
    for name in ("right", "A", "B"):
        assert planted.network(name, 0.1)[0](params)[0] == pytest.approx(loss.item(), rel=1e-12)
    for name, gradient in loss_fn(params)[1].items():
        np.testing.assert_allclose(gradient, tensors[name].grad.numpy(), rtol=1e-10, atol=1e-14)


def test_a_missing_gradient_of_a_network_does_not_pass():
    params = {"a": np.ones(2), "b": np.ones(2)}
    assert reference.check_network(lambda p: (np.sum(p["a"] * p["b"]), {"a": p["b"]}), params) == {
        "a": True, "b": False,
    }  # fmt: skip


@pytest.mark.parametrize("shape", [(1,), (5,), (3, 4), (2, 3, 2)])
def test_the_complex_step_agrees_with_autograd_to_the_last_digits(shape):
    x = np.random.default_rng(0).normal(size=shape)
    np.testing.assert_allclose(reference.complex_step(smooth, x), by_autograd(smooth, x), rtol=1e-13, atol=1e-15)


def test_the_complex_step_is_exact_where_a_difference_cancels():
    def quotient(z):
        return np.sum(np.exp(z) / np.sqrt(np.sin(z) ** 3 + np.cos(z) ** 3))

    with mpmath.workdps(50):
        exact = mpmath.diff(lambda t: mpmath.exp(t) / mpmath.sqrt(mpmath.sin(t) ** 3 + mpmath.cos(t) ** 3), 1.5)
    for h in (1e-8, 1e-20, 1e-200):
        assert reference.complex_step(quotient, np.array([1.5]), h)[0] == pytest.approx(float(exact), rel=1e-14)
