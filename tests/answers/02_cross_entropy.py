# %% sigmoid
def sigmoid(x):
    x = x.astype(float)
    out = np.zeros(x.shape)
    positive = x >= 0
    out[positive] = 1 / (1 + np.exp(-x[positive]))
    small = np.exp(x[~positive])
    out[~positive] = small / (1 + small)
    return out

# %% sigmoid_derivative
sigmoid_derivative = [
    "-1 / (1 + exp(-x))**2 * (-exp(-x))",
    "1 / (1 + exp(-x)) * (exp(-x) / (1 + exp(-x)))",
    "s * (exp(-x) / (1 + exp(-x)))",
    "s * (1 - s)",
]

# %% sigmoid_grad
def sigmoid_grad(s):
    return s - s * s

# %% binary_minimum
binary_minimum = {
    "cost": [
        "-(y / a - (1 - y) / (1 - a))",
        "-((y * (1 - a) - (1 - y) * a) / (a * (1 - a)))",
        "-((y - y*a - a + y*a) / (a * (1 - a)))",
        "(a - y) / (a * (1 - a))",
    ],
    "swapped": [
        "-(log(y) - log(1 - y))",
        "log((1 - y) / y)",
    ],
}

# %% binary_cross_entropy
def binary_cross_entropy(logits, y):
    y = np.array(y)
    softplus = np.maximum(logits, 0) + np.log1p(np.exp(-np.abs(logits)))  # ln(1 + e^z)
    return np.mean(softplus - y * logits)

# %% cross_entropy_gradient
cross_entropy_gradient = {
    "j == y": [
        "(-1 / a[y]) * (a[y] * (1 - a[y]))",
        "-(1 - a[y])",
        "a[y] - 1",
    ],
    "j != y": [
        "(-1 / a[y]) * (-a[y] * a[j])",
        "a[j]",
    ],
    "both": [
        "a[j] - (j == y)",
    ],
}

# %% cross_entropy_grad
def cross_entropy_grad(scores, y):
    N, C = scores.shape
    Y = np.eye(C)[y]
    return (softmax(scores) - Y) / N

# %% entropy
def entropy(p):
    possible = p[p > 0]
    return -np.sum(possible * np.log(possible))


def kl_divergence(p, q):
    total = 0.0
    for pj, qj in zip(p, q):
        if pj == 0:
            continue
        if qj == 0:
            return np.inf
        total += pj * np.log(pj / qj)
    return total

# %% relu_grad
def relu_grad(x):
    return np.where(x > 0, 1.0, 0.0)

# %% sigma_and_tanh
sigma_and_tanh = {
    "identity": [
        "(exp(x) - exp(-x)) / (exp(x) + exp(-x))",
        "(1 - exp(-2*x)) / (1 + exp(-2*x))",
        "1 / (1 + exp(-2*x)) - exp(-2*x) / (1 + exp(-2*x))",
        "sigmoid(2*x) - (1 - sigmoid(2*x))",
        "2 * sigmoid(2*x) - 1",
    ],
    "slope": [
        "2 * s * (1 - s) * 2",
        "4 * ((t + 1) / 2) * (1 - (t + 1) / 2)",
        "(t + 1) * (1 - t)",
        "1 - t**2",
    ],
}

# %% tanh_from_sigmoid
def tanh_from_sigmoid(x, sigmoid):
    s = sigmoid(2 * x)
    return s - (1 - s)

# %% mse
def mse(pred, target):
    d = pred - target
    n = d.size
    return np.sum(d * d) / n, 2 / n * d

# %% weight_gradient
weight_gradient = {
    "bias": ["g * a * (1 - a)"],
    "weight": ["g * a * (1 - a) * x[j]"],
}

# %% perceptron_grad
def perceptron_grad(x, W, target):
    o = sigmoid(x @ W)
    delta = (o - target) * sigmoid_grad(o)
    return x[:, None] * delta[None, :]

# %% log_likelihood
log_likelihood = [
    "-log(a**y * (1 - a)**(1 - y))",
    "-(log(a**y) + log((1 - a)**(1 - y)))",
    "-(y * log(a) + (1 - y) * log(1 - a))",
]

# %% relative_entropy
relative_entropy = [
    "sum(p * log(p / q))",
    "sum(p * (log(p) - log(q)))",
    "sum(p * log(p)) - sum(p * log(q))",
    "-H + CE",
]
