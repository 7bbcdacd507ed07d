"""Two-layer networks: each layer forward and backward, the loss with all its gradients, and training by SGD.

Rows are samples. Params and grads are dicts with the keys W1 b1 W2 b2. Arguments are never changed.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np

from solutions.cross_entropy import cross_entropy_grad, sigmoid, sigmoid_grad
from solutions.softmax import cross_entropy, log_softmax

Params = Mapping[str, np.ndarray]
Labels = np.ndarray | Sequence[int]


def num_params(D: int, H: int, C: int) -> int:
    """Count the parameters of a network with D inputs, H hidden units and C classes: weights and biases."""
    return (D + 1) * H + (H + 1) * C


def affine_forward(x: np.ndarray, w: np.ndarray, b: np.ndarray) -> tuple[np.ndarray, Any]:
    """Multiply by weights and add a bias to each row.

    Parameters
    ----------
    x : ndarray of shape (N, D)
    w : ndarray of shape (D, H)
    b : ndarray of shape (H,)

    Returns
    -------
    out : ndarray of shape (N, H)
    cache : tuple
        What `affine_backward` needs.
    """
    return x @ w + b, (x, w, b)


def affine_backward(dout: np.ndarray, cache: Any) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Carry a gradient back through `affine_forward`.

    Parameters
    ----------
    dout : ndarray of shape (N, H)
        Gradient of the loss with respect to ``out``.
    cache : tuple
        From `affine_forward`.

    Returns
    -------
    dx : ndarray of shape (N, D)
    dw : ndarray of shape (D, H)
    db : ndarray of shape (H,)
        A sum over the batch: the same b is added to every row.
    """
    x, w, _ = cache
    return dout @ w.T, x.T @ dout, dout.sum(axis=0)


def relu_forward(x: np.ndarray) -> tuple[np.ndarray, Any]:
    """Replace what is negative by 0.

    Parameters
    ----------
    x : ndarray of any shape

    Returns
    -------
    out : ndarray of the same shape
    cache : ndarray
        What `relu_backward` needs.
    """
    return np.maximum(x, 0), x


def relu_backward(dout: np.ndarray, cache: Any) -> np.ndarray:
    """Carry a gradient back through `relu_forward`.

    Parameters
    ----------
    dout : ndarray of any shape
    cache : ndarray
        From `relu_forward`.

    Returns
    -------
    ndarray of the same shape
        dout where the input was positive, 0 elsewhere.
    """
    dx: np.ndarray = dout * (cache > 0)
    return dx


def two_layer_loss(params: Params, X: np.ndarray, y: Labels | None = None, reg: float = 0.0) -> Any:
    """Scores, or loss and gradients, of the network affine - ReLU - affine - softmax.

    Parameters
    ----------
    params : dict with W1 (D, H), b1 (H,), W2 (H, C), b2 (C,)
    X : ndarray of shape (N, D)
    y : sequence of N ints, optional
        The true classes.
    reg : float
        Strength of the penalty ``reg * (sum(W1**2) + sum(W2**2))``; biases are free [1]_.

    Returns
    -------
    scores : ndarray of shape (N, C)
        When there are no labels; otherwise the pair:
    loss : float
        Mean cross-entropy plus penalty.
    grads : dict
        The gradient of the loss with respect to each of params, under the same key.

    References
    ----------
    .. [1] CS231n, assignment 1, "Two-layer network".
    """
    W1, W2 = params["W1"], params["W2"]
    z1, affine1 = affine_forward(X, W1, params["b1"])
    a1, relu = relu_forward(z1)
    scores, affine2 = affine_forward(a1, W2, params["b2"])
    if y is None:
        return scores
    loss = cross_entropy(scores, y) + reg * float(np.sum(W1**2) + np.sum(W2**2))
    da1, dW2, db2 = affine_backward(cross_entropy_grad(scores, y), affine2)
    _, dW1, db1 = affine_backward(relu_backward(da1, relu), affine1)
    return loss, {"W1": dW1 + 2 * reg * W1, "b1": db1, "W2": dW2 + 2 * reg * W2, "b2": db2}


def forward_backward_prop(
    X: np.ndarray, Y: np.ndarray, params: np.ndarray, dimensions: Sequence[int]
) -> tuple[float, np.ndarray]:
    """Summed loss and gradient of the network affine - sigmoid - affine - softmax, its parameters in one vector.

    Parameters
    ----------
    X : ndarray of shape (N, D)
    Y : ndarray of shape (N, C)
        One-hot rows.
    params : ndarray of shape ((D + 1) * H + (H + 1) * C,)
        W1, b1, W2, b2, each row by row.
    dimensions : sequence of three ints
        D, H and C.

    Returns
    -------
    cost : float
        Cross-entropy summed over the samples [1]_.
    grad : ndarray of the shape of params

    References
    ----------
    .. [1] CS224n, assignment 1, question 2 (g).
    """
    D, H, C = dimensions
    W1, b1, W2, b2 = np.split(params, np.cumsum([D * H, H, H * C]))
    W1, W2 = W1.reshape(D, H), W2.reshape(H, C)
    z1, affine1 = affine_forward(X, W1, b1)
    a1 = sigmoid(z1)
    scores, affine2 = affine_forward(a1, W2, b2)
    logs = log_softmax(scores)
    da1, dW2, db2 = affine_backward(np.exp(logs) - Y, affine2)
    _, dW1, db1 = affine_backward(da1 * sigmoid_grad(a1), affine1)
    return -float(np.sum(Y * logs)), np.concatenate([dW1.ravel(), db1, dW2.ravel(), db2])


def train_two_layer(
    params: Params,
    X: np.ndarray,
    y: np.ndarray,
    X_val: np.ndarray,
    y_val: np.ndarray,
    learning_rate: float,
    reg: float,
    num_iters: int,
    batch_size: int,
    rng: np.random.Generator,
) -> dict[str, Any]:
    """Train `two_layer_loss` by stochastic gradient descent on random batches.

    Parameters
    ----------
    params : dict
        Where to start; left as it is.
    X, y, X_val, y_val : ndarray
        Samples to learn from, and samples to watch the accuracy on.
    learning_rate, reg : float
    num_iters, batch_size : int
    rng : Generator
        Batches are drawn with replacement: ``rng.choice(N, batch_size)`` [1]_.

    Returns
    -------
    dict
        ``params``; ``loss_history`` with the loss of each batch before its step; ``train_acc_history`` (of the batch)
        and ``val_acc_history`` with one entry per epoch of ``max(N // batch_size, 1)`` steps.

    References
    ----------
    .. [1] CS231n, assignment 1, ``TwoLayerNet.train``.
    """
    params = dict(params)
    losses, train_accuracies, val_accuracies = [], [], []
    for iteration in range(1, num_iters + 1):
        batch = rng.choice(len(X), batch_size)
        loss, grads = two_layer_loss(params, X[batch], y[batch], reg)
        losses.append(loss)
        params = {name: value - learning_rate * grads[name] for name, value in params.items()}
        if iteration % max(len(X) // batch_size, 1) == 0:
            train_accuracies.append(float(np.mean(predict(params, X[batch]) == y[batch])))
            val_accuracies.append(float(np.mean(predict(params, X_val) == y_val)))
    return {
        "params": params,
        "loss_history": losses,
        "train_acc_history": train_accuracies,
        "val_acc_history": val_accuracies,
    }


def predict(params: Params, X: np.ndarray) -> np.ndarray:
    """Choose for each sample the class with the largest score.

    Parameters
    ----------
    params : dict with W1, b1, W2, b2
    X : ndarray of shape (N, D)

    Returns
    -------
    ndarray of shape (N,), int
    """
    labels: np.ndarray = np.argmax(two_layer_loss(params, X), axis=1)
    return labels
