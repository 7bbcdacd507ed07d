# %% network_shapes
network_shapes = {
    # on the way forward
    "z1": "(N, H)",
    "a1": "(N, H)",
    "scores": "(N, C)",
    "P": "(N, C)",  # the probabilities
    "loss": "()",
    # on the way back
    "dscores": "(N, C)",
    "da1": "(N, H)",
    "dz1": "(N, H)",
    "dW2": "(H, C)",
    "db2": "(C,)",
    "dW1": "(D, H)",
    "db1": "(H,)",
}

# %% affine_forward
def affine_forward(x, w, b):
    out = np.dot(x, w) + b
    return out, (x, w)

# %% affine_backward
def affine_backward(dout, cache):
    x, w = cache[0], cache[1]
    dx = np.dot(dout, w.T)
    dw = np.dot(x.T, dout)
    db = np.sum(dout, axis=0)
    return dx, dw, db

# %% relu_forward
def relu_forward(x):
    positive = x > 0
    return x * positive, positive

# %% relu_backward
def relu_backward(dout, cache):
    return np.where(cache > 0, dout, 0.0)

# %% two_layer_loss
def two_layer_loss(params, X, y=None, reg=0.0):
    z1, first = affine_forward(X, params["W1"], params["b1"])
    a1, bend = relu_forward(z1)
    scores, second = affine_forward(a1, params["W2"], params["b2"])
    if y is None:
        return scores

    loss = cross_entropy(scores, y)
    for name in ("W1", "W2"):
        loss += reg * np.sum(params[name] ** 2)

    grads = {}
    dscores = cross_entropy_grad(scores, y)
    da1, grads["W2"], grads["b2"] = affine_backward(dscores, second)
    dz1 = relu_backward(da1, bend)
    dX, grads["W1"], grads["b1"] = affine_backward(dz1, first)
    for name in ("W1", "W2"):
        grads[name] = grads[name] + 2 * reg * params[name]
    return loss, grads

# %% predict
def predict(params, X):
    scores = two_layer_loss(params, X)
    return scores.argmax(axis=1)

# %% train_two_layer
def train_two_layer(params, X, y, X_val, y_val, learning_rate, reg, num_iters, batch_size, rng):
    params = {name: value.copy() for name, value in params.items()}
    N = X.shape[0]
    epoch = max(N // batch_size, 1)
    losses, train_acc, val_acc = [], [], []
    for i in range(num_iters):
        rows = rng.choice(N, batch_size)
        loss, grads = two_layer_loss(params, X[rows], y[rows], reg)
        losses.append(loss)
        for name in params:
            params[name] -= learning_rate * grads[name]
        if (i + 1) % epoch == 0:
            train_acc.append(np.mean(predict(params, X) == y))
            val_acc.append(np.mean(predict(params, X_val) == y_val))
    return {
        "params": params,
        "loss_history": losses,
        "train_acc_history": train_acc,
        "val_acc_history": val_acc,
    }

# %% explain-consistent
The test asks whether the gradients belong to the loss that the function returns. Without the ReLU both belong to
another network, and fit. Comparing the scores with some worked out by hand, for a hidden unit below 0, would show it.

# %% explain-sum
The bias is one number for all samples, so it feels the loss of every sample. A hidden unit is another number in each
sample.

# %% num_params
def num_params(D, H, C):
    first = D * H + H
    second = H * C + C
    return first + second

# %% bias_gradient
bias_gradient = [
    "ones.T @ dz",
    "sum(dz, axis=0, keepdims=True)",
]

# %% gradient_formulas
gradient_formulas = {
    "dW2": ["a1.T @ dscores"],
    "db2": ["sum(dscores, axis=0)"],
    "da1": ["dscores @ W2.T"],
    "dz1": ["da1 * (z1 > 0)"],
    "dW1": ["X.T @ dz1"],
    "db1": ["sum(dz1, axis=0)"],
}

# %% forward_backward_prop
def forward_backward_prop(X, Y, params, dimensions):
    D, H, C = dimensions
    end = D * H
    W1 = params[:end].reshape(D, H)
    b1 = params[end : end + H]
    end += H
    W2 = params[end : end + H * C].reshape(H, C)
    b2 = params[end + H * C :]

    z1, first = affine_forward(X, W1, b1)
    h = sigmoid(z1)
    scores, second = affine_forward(h, W2, b2)
    logs = log_softmax(scores)
    cost = -np.sum(Y * logs)

    dscores = np.exp(logs) - Y
    dh, dW2, db2 = affine_backward(dscores, second)
    dX, dW1, db1 = affine_backward(dh * sigmoid_grad(h), first)
    grad = np.concatenate([dW1.flatten(), db1, dW2.flatten(), db2])
    return cost, grad
