# %% sgd
def sgd(w, dw, config=None):
    config = {} if config is None else config
    config.setdefault("learning_rate", 1e-2)
    next_w = w - config["learning_rate"] * dw
    return next_w, config

# %% minimize
def minimize(grad_fn, x0, rule, config, num_steps):
    path = np.zeros((num_steps + 1, 2))
    path[0] = x0
    x = x0
    for step in range(1, num_steps + 1):
        dw = grad_fn(x)
        x, config = rule(x, dw, config)
        path[step] = x
    return path

# %% minibatches
def minibatches(X, y, batch_size, rng):
    N = X.shape[0]
    y = np.array(y)
    indices = np.arange(N)
    rng.shuffle(indices)
    for first in range(0, N, batch_size):
        rows = indices[first:first + batch_size]
        yield X[rows], y[rows]

# %% ewma
def ewma(values, beta, bias_correction=False):
    v = 0
    result = []
    for t, theta in enumerate(values, start=1):
        v = beta * v + (1 - beta) * theta
        if bias_correction:
            result.append(v / (1 - beta**t))
        else:
            result.append(v)
    return np.array(result)

# %% sgd_momentum
def sgd_momentum(w, dw, config=None):
    config = {} if config is None else config
    lr = config.setdefault("learning_rate", 1e-2)
    mu = config.setdefault("momentum", 0.9)
    v = config.get("velocity", np.zeros(w.shape))
    v = mu * v - lr * dw
    config["velocity"] = v
    return w + v, config

# %% ema_momentum
def ema_momentum(w, dw, config=None):
    config = {} if config is None else config
    lr = config.setdefault("learning_rate", 1e-2)
    beta = config.setdefault("beta", 0.9)
    v = config.get("velocity", np.zeros(w.shape))
    v = beta * v + (1 - beta) * dw
    config["velocity"] = v
    return w - lr * v, config

# %% rmsprop
def rmsprop(w, dw, config=None):
    config = {} if config is None else config
    lr = config.setdefault("learning_rate", 1e-2)
    rho = config.setdefault("decay_rate", 0.99)
    eps = config.setdefault("epsilon", 1e-8)
    cache = config.get("cache", np.zeros(w.shape))
    cache = rho * cache + (1 - rho) * dw**2
    config["cache"] = cache
    return w - lr * dw / (np.sqrt(cache) + eps), config

# %% adam
def adam(w, dw, config=None):
    config = {} if config is None else config
    lr = config.setdefault("learning_rate", 1e-3)
    beta1 = config.setdefault("beta1", 0.9)
    beta2 = config.setdefault("beta2", 0.999)
    eps = config.setdefault("epsilon", 1e-8)
    m = config.get("m", np.zeros(w.shape))
    v = config.get("v", np.zeros(w.shape))
    t = config.get("t", 0) + 1
    m = beta1 * m + (1 - beta1) * dw
    v = beta2 * v + (1 - beta2) * dw**2
    config["m"], config["v"], config["t"] = m, v, t
    m_hat = m / (1 - beta1**t)
    v_hat = v / (1 - beta2**t)
    return w - lr * m_hat / (np.sqrt(v_hat) + eps), config

# %% lr_decay
def lr_decay(lr0, decay_rate, epoch):
    return lr0 / (1 + decay_rate * epoch)

# %% heavy_ball
heavy_ball = {
    "product": [
        "(1 - a) * mu - mu * (-a)",
        "mu - a*mu + a*mu",
        "mu",
    ],
    "edge": [
        "1 + (1 - a + mu) + mu",
        "2 + 2*mu - a",
    ],
    "largest": [2, 3.8, 1],
}

# %% nesterov
def nesterov(w, dw, config=None):
    config = {} if config is None else config
    lr = config.setdefault("learning_rate", 1e-2)
    mu = config.setdefault("momentum", 0.9)
    v = config.get("velocity", np.zeros(w.shape))
    v = mu * v - lr * dw
    config["velocity"] = v
    return w + mu * v - lr * dw, config

# %% adagrad
def adagrad(w, dw, config=None):
    config = {} if config is None else config
    lr = config.setdefault("learning_rate", 1e-2)
    eps = config.setdefault("epsilon", 1e-8)
    cache = config.get("cache", np.zeros(w.shape)) + dw**2
    config["cache"] = cache
    return w - lr * dw / (np.sqrt(cache) + eps), config
