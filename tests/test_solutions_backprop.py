"""The references for notebook 03, against PyTorch, complex-step differentiation, and real digits."""

from __future__ import annotations

import numpy as np
import pytest
import torch

from courseware.data import split_digits
from solutions import backprop as reference

SIZES = [(6, 4, 5, 3), (4, 4, 4, 4), (1, 3, 2, 5), (7, 1, 3, 2), (5, 3, 1, 2)]
NAMES = ("W1", "b1", "W2", "b2")


def network(N: int, D: int, H: int, C: int) -> tuple[dict, np.ndarray, np.ndarray]:
    rng = np.random.default_rng(N + 10 * D + 100 * H)
    shapes = {"W1": (D, H), "b1": (H,), "W2": (H, C), "b2": (C,)}
    return {n: rng.normal(size=s) for n, s in shapes.items()}, rng.normal(size=(N, D)), rng.integers(C, size=N)


def layers(params: dict, activation: torch.nn.Module) -> torch.nn.Sequential:
    """The same network, made of PyTorch's own layers."""
    (D, H), C = params["W1"].shape, len(params["b2"])
    net = torch.nn.Sequential(torch.nn.Linear(D, H), activation, torch.nn.Linear(H, C)).double()
    with torch.no_grad():
        for layer, (w, b) in ((net[0], ("W1", "b1")), (net[2], ("W2", "b2"))):
            layer.weight.copy_(torch.tensor(params[w]).T)
            layer.bias.copy_(torch.tensor(params[b]))
    return net


def gradients(net: torch.nn.Sequential) -> dict[str, np.ndarray]:
    found = (net[0].weight.grad.T, net[0].bias.grad, net[2].weight.grad.T, net[2].bias.grad)
    return {name: grad.numpy() for name, grad in zip(NAMES, found, strict=True)}


@pytest.mark.parametrize(("D", "H", "C"), [(4, 5, 3), (1, 1, 1), (64, 100, 10)])
def test_the_count_of_parameters_is_that_of_pytorch_layers(D, H, C):
    net = torch.nn.Sequential(torch.nn.Linear(D, H), torch.nn.Linear(H, C))
    assert reference.num_params(D, H, C) == sum(p.numel() for p in net.parameters())


@pytest.mark.parametrize(("N", "D", "H"), [(6, 4, 5), (3, 3, 3), (1, 2, 4), (5, 1, 2)])
def test_affine_and_relu_agree_with_autograd(N, D, H):
    rng = np.random.default_rng(N)
    x, w, b, dout = (rng.normal(size=shape) for shape in ((N, D), (D, H), (H,), (N, H)))
    tensors = [torch.tensor(value, requires_grad=True) for value in (x, w, b)]
    expected = torch.nn.functional.linear(tensors[0], tensors[1].T, tensors[2])
    out, cache = reference.affine_forward(x, w, b)
    np.testing.assert_allclose(out, expected.detach().numpy(), rtol=1e-12)
    expected.backward(torch.tensor(dout))
    for got, tensor in zip(reference.affine_backward(dout, cache), tensors, strict=True):
        np.testing.assert_allclose(got, tensor.grad.numpy(), rtol=1e-12, atol=1e-14)
    tensor = torch.tensor(x, requires_grad=True)
    torch.relu(tensor).backward(torch.tensor(dout @ w.T))
    out, cache = reference.relu_forward(x)
    np.testing.assert_array_equal(out, torch.relu(torch.tensor(x)).numpy())
    np.testing.assert_allclose(reference.relu_backward(dout @ w.T, cache), tensor.grad.numpy(), rtol=1e-12)


@pytest.mark.parametrize("sizes", SIZES)
@pytest.mark.parametrize("reg", [0.0, 0.37])
def test_the_loss_and_every_gradient_agree_with_autograd(sizes, reg):
    params, X, y = network(*sizes)
    net = layers(params, torch.nn.ReLU())
    scores = net(torch.tensor(X))
    penalty = reg * (net[0].weight.square().sum() + net[2].weight.square().sum())
    expected = torch.nn.functional.cross_entropy(scores, torch.tensor(y)) + penalty
    expected.backward()
    np.testing.assert_allclose(reference.two_layer_loss(params, X), scores.detach().numpy(), rtol=1e-12, atol=1e-14)
    np.testing.assert_array_equal(reference.predict(params, X), scores.argmax(dim=1).numpy())
    loss, grads = reference.two_layer_loss(params, X, y, reg)
    assert loss == pytest.approx(expected.item(), rel=1e-12)
    for name, grad in gradients(net).items():
        np.testing.assert_allclose(grads[name], grad, rtol=1e-11, atol=1e-14, err_msg=name)


@pytest.mark.parametrize("sizes", SIZES)
def test_the_flat_sigmoid_network_agrees_with_autograd(sizes):
    params, X, y = network(*sizes)
    _, D, H, C = sizes
    net = layers(params, torch.nn.Sigmoid())
    expected = torch.nn.functional.cross_entropy(net(torch.tensor(X)), torch.tensor(y), reduction="sum")
    expected.backward()
    flat = np.concatenate([params[name].ravel() for name in NAMES])
    assert flat.size == reference.num_params(D, H, C)
    cost, grad = reference.forward_backward_prop(X, np.eye(C)[y], flat, (D, H, C))
    assert cost == pytest.approx(expected.item(), rel=1e-12)
    wanted = np.concatenate([gradients(net)[name].ravel() for name in NAMES])
    np.testing.assert_allclose(grad, wanted, rtol=1e-11, atol=1e-14)


def test_the_gradients_agree_with_the_complex_step():
    params, X, y = network(6, 4, 5, 3)

    def loss(params):
        z1 = X @ params["W1"] + params["b1"]
        scores = z1 * (z1.real > 0) @ params["W2"] + params["b2"]
        return np.mean(np.log(np.exp(scores).sum(axis=1)) - scores[np.arange(6), y])

    _, grads = reference.two_layer_loss(params, X, y)
    for name, value in params.items():
        for index in np.ndindex(value.shape):
            moved = {key: other.astype(complex) for key, other in params.items()}
            moved[name][index] += 1e-20j
            assert grads[name][index] == pytest.approx(loss(moved).imag / 1e-20, rel=1e-12, abs=1e-15)


def test_scores_of_thousands_give_a_finite_loss_and_gradient():
    params, X, y = network(6, 4, 5, 3)
    loss, grads = reference.two_layer_loss(params, 1e4 * X, y)
    assert np.isfinite(loss)
    assert all(np.all(np.isfinite(grad)) for grad in grads.values())


def test_training_agrees_with_pytorch_sgd():
    params, X, y = network(6, 4, 5, 3)
    rng = np.random.default_rng(5)
    batches = [rng.choice(6, 3) for _ in range(8)]
    net = layers(params, torch.nn.ReLU())
    weights, biases = [net[0].weight, net[2].weight], [net[0].bias, net[2].bias]
    groups = [{"params": weights, "weight_decay": 2 * 0.1}, {"params": biases}]  # reg * sum(w**2) has slope 2 reg w
    optimizer = torch.optim.SGD(groups, lr=0.3)
    losses = []
    for batch in batches:
        optimizer.zero_grad()
        loss = torch.nn.functional.cross_entropy(net(torch.tensor(X[batch])), torch.tensor(y[batch]))
        losses.append(loss.item() + 0.1 * sum(w.square().sum().item() for w in weights))
        loss.backward()
        optimizer.step()
    result = reference.train_two_layer(params, X, y, X[:2], y[:2], 0.3, 0.1, 8, 3, np.random.default_rng(5))
    np.testing.assert_allclose(result["loss_history"], losses, rtol=1e-12)
    np.testing.assert_allclose(result["params"]["W1"], net[0].weight.detach().numpy().T, rtol=1e-11)
    np.testing.assert_allclose(result["params"]["b2"], net[2].bias.detach().numpy(), rtol=1e-11, atol=1e-14)
    assert len(result["train_acc_history"]) == len(result["val_acc_history"]) == 4


def test_no_argument_is_changed():
    params, X, y = network(6, 4, 5, 3)
    before = {name: value.copy() for name, value in params.items()}
    for value in (*params.values(), X, y):
        value.flags.writeable = False
    reference.two_layer_loss(params, X, y, 0.1)
    reference.train_two_layer(params, X, y, X, y, 0.1, 0.1, 5, 2, np.random.default_rng(0))
    assert all(np.array_equal(params[name], before[name]) for name in NAMES)
    assert params.keys() == before.keys()


def trained_on_digits(split: int, seed: int) -> float:
    """The test accuracy of the notebook's training run."""
    (X, y), dev, (X_test, y_test) = split_digits(split)
    rng = np.random.default_rng(seed)
    H = 100
    params = {
        "W1": rng.normal(size=(64, H)) * np.sqrt(2 / 64), "b1": np.zeros(H),
        "W2": rng.normal(size=(H, 10)) * np.sqrt(2 / H), "b2": np.zeros(10),
    }  # fmt: skip
    result = reference.train_two_layer(params, X, y, *dev, 0.5, 1e-3, 2000, 64, rng)
    return float(np.mean(reference.predict(result["params"], X_test) == y_test))


@pytest.mark.parametrize("seed", range(5))
def test_the_digits_are_learnt_to_97_percent(seed):
    assert trained_on_digits(split=0, seed=seed) >= 0.97


def test_other_splits_of_the_digits_are_learnt_as_well_on_average():
    assert np.mean([trained_on_digits(split, split) for split in range(1, 5)]) >= 0.97
