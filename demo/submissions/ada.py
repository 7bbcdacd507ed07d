# %% softmax
def softmax(x):
    shifted = x - np.max(x, axis=-1, keepdims=True)
    e = np.exp(shifted)
    return e / np.sum(e, axis=-1, keepdims=True)

# %% log_softmax
def log_softmax(scores):
    shifted = scores - scores.max(axis=1, keepdims=True)
    return shifted - np.log(np.exp(shifted).sum(axis=1, keepdims=True))

# %% inverse_softmax
def inverse_softmax(probs):
    logs = np.log(probs)
    return logs - logs.mean(axis=1, keepdims=True)

# %% softmax_temperature
def softmax_temperature(scores, temperature):
    shifted = scores - scores.max(axis=1, keepdims=True)
    return softmax(shifted / temperature)

# %% cross_entropy
def cross_entropy(scores, y):
    rows = np.arange(len(scores))
    return -log_softmax(scores)[rows, y].mean()

# %% softmax_loss
def softmax_loss(W, X, y, reg):
    num_samples = X.shape[0]
    scores = X @ W
    loss = cross_entropy(scores, y) + reg * np.sum(W * W)
    dscores = softmax(scores)
    dscores[np.arange(num_samples), y] -= 1
    dW = X.T @ dscores / num_samples + 2 * reg * W
    return loss, dW

# %% shift_invariance
shift_invariance = [
    "exp(x + c) / sum(exp(x + c))",
    "exp(x) * exp(c) / sum(exp(x) * exp(c))",
    "exp(x) * exp(c) / (exp(c) * sum(exp(x)))",
    "exp(x) / sum(exp(x))",
]

# %% two_class_sigmoid
two_class_sigmoid = [
    "exp(z1) / (exp(z0) + exp(z1))",
    "1 / (exp(z0) / exp(z1) + 1)",
    "1 / (1 + exp(-(z1 - z0)))",
    "sigmoid(z1 - z0)",
]

# %% softmax_jacobian
softmax_jacobian = {
    "i == j": [
        "(exp(z[i]) * S - exp(z[i]) * exp(z[i])) / S**2",
        "exp(z[i]) / S * (1 - exp(z[i]) / S)",
        "a[i] * (1 - a[i])",
    ],
    "i != j": [
        "(0 * S - exp(z[i]) * exp(z[j])) / S**2",
        "-a[i] * a[j]",
    ],
    "both": [
        "a[i] * ((i == j) - a[j])",
    ],
}

# %% temperature_slope
temperature_slope = ["c * a * (1 - a)"]

# %% sigmoid_layer
sigmoid_layer = {"above": [3.0, 3.0, 3.0], "one": [0.0, -1.0986123, -1.0986123]}

# %% explain-shift
On paper any shift is as good as any other. In a computer, subtracting the mean leaves the largest exponent without a
bound: for [3000, 0, 0] it is 2000, and exp(2000) is inf.

# %% explain-log
Next to a sum of at least 1, the lost number changes nothing. The loss is its logarithm, and the logarithm of 0 is -inf
where -800 is right. log_softmax keeps the score itself and takes the logarithm of the sum only.
