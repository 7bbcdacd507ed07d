# %% batchnorm_forward
def batchnorm_forward(x, gamma, beta, bn_param):
    mode = bn_param["mode"]
    eps = bn_param.get("eps", 1e-5)
    momentum = bn_param.get("momentum", 0.9)
    N, D = x.shape
    running_mean = bn_param.get("running_mean", np.zeros(D))
    running_var = bn_param.get("running_var", np.zeros(D))

    cache = None
    if mode == "train":
        mu = np.mean(x, axis=0)
        xmu = x - mu
        var = np.mean(xmu**2, axis=0)
        sqrtvar = np.sqrt(var + eps)
        ivar = 1.0 / sqrtvar
        xhat = xmu * ivar
        out = gamma * xhat + beta
        cache = (xhat, gamma, xmu, ivar, sqrtvar)
        bn_param["running_mean"] = momentum * running_mean + (1 - momentum) * mu
        bn_param["running_var"] = momentum * running_var + (1 - momentum) * var
    else:
        out = gamma * (x - running_mean) / np.sqrt(running_var + eps) + beta
    return out, cache

# %% normalisation_invariance
normalisation_invariance = {
    "shift": [
        "(z + b - mean(z + b)) / sqrt(mean((z + b - mean(z + b))**2))",
        "(z + b - mean(z) - b) / sqrt(mean((z + b - mean(z) - b)**2))",
        "(z - mean(z)) / sqrt(mean((z - mean(z))**2))",
    ],
    "scale": [
        "(a * z - mean(a * z)) / sqrt(mean((a * z - mean(a * z))**2))",
        "(a * z - a * mean(z)) / sqrt(mean((a * z - a * mean(z))**2))",
        "a * (z - mean(z)) / sqrt(a**2 * mean((z - mean(z))**2))",
        "(z - mean(z)) / sqrt(mean((z - mean(z))**2))",
    ],
}

# %% batchnorm_backward
def batchnorm_backward(dout, cache):
    xhat, gamma, xmu, ivar, sqrtvar = cache
    N, D = dout.shape
    dbeta = dout.sum(axis=0)
    dgamma = (dout * xhat).sum(axis=0)
    dxhat = dout * gamma
    divar = (dxhat * xmu).sum(axis=0)
    dsqrtvar = -divar / sqrtvar**2
    dvar = 0.5 * dsqrtvar / sqrtvar
    dxmu = dxhat * ivar + 2 * xmu * dvar / N
    dmu = -dxmu.sum(axis=0)
    dx = dxmu + dmu / N
    return dx, dgamma, dbeta

# %% batchnorm_dx
batchnorm_dx = {
    "mean": ["g[j] - mean(g)"],
    "variance": ["(x[j] - mean(x)) / (N * s)", "xhat[j] / N"],
    "all": [
        "((g[j] - mean(g)) * s - sum(g * (x - mean(x))) * xhat[j] / N) / s**2",
        "(g[j] - mean(g)) / s - sum(g * xhat) * xhat[j] / N / s",
        "(g[j] - mean(g) - xhat[j] * mean(g * xhat)) / s",
    ],
}

# %% batchnorm_backward_alt
def batchnorm_backward_alt(dout, cache):
    xhat, gamma, _, ivar, _ = cache
    g = dout * gamma
    dx = ivar * (g - g.mean(axis=0) - xhat * (g * xhat).mean(axis=0))
    return dx, (dout * xhat).sum(axis=0), dout.sum(axis=0)

# %% two_layer_bn_loss
def two_layer_bn_loss(params, X, y, bn_param, reg=0.0):
    W1, gamma, beta, W2, b2 = (params[name] for name in ("W1", "gamma", "beta", "W2", "b2"))
    N = X.shape[0]
    z = X @ W1
    n, cache = batchnorm_forward(z, gamma, beta, bn_param)
    h = np.maximum(0, n)
    scores = h @ W2 + b2
    shifted = scores - scores.max(axis=1, keepdims=True)
    log_probs = shifted - np.log(np.exp(shifted).sum(axis=1, keepdims=True))
    loss = -log_probs[np.arange(N), y].mean() + reg * (np.sum(W1**2) + np.sum(W2**2))
    if bn_param["mode"] == "test":
        return loss, {}

    dscores = np.exp(log_probs)
    dscores[np.arange(N), y] -= 1
    dscores /= N
    dh = dscores @ W2.T
    dn = dh * (n > 0)
    dz, dgamma, dbeta = batchnorm_backward(dn, cache)
    grads = {
        "W2": h.T @ dscores + 2 * reg * W2,
        "b2": dscores.sum(axis=0),
        "gamma": dgamma,
        "beta": dbeta,
        "W1": X.T @ dz + 2 * reg * W1,
    }
    return loss, grads

# %% explain-modes
With 100 mixed samples the batch statistics are close to the running ones, so the accuracy looks right. But then the
prediction for a sample depends on who else is in its batch: alone it would get beta, whatever it is.

# %% explain-scale
By a factor of 100: the step is a tenth, the weights are ten times as large. The loss does not see the size of W1, so an
L2 penalty on it cannot make the function simpler; it keeps W1 short and so the effective step long.
