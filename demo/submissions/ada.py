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
