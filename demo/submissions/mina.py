# like ada
# %% softmax
def softmax(x):
    top = np.max(x, axis=-1)
    weights = np.exp(x - top[..., np.newaxis])
    total = weights.sum(axis=-1)
    return weights / total[..., np.newaxis]

# %% log_softmax
def log_softmax(scores):
    top = np.max(scores, axis=1)
    moved = scores - top[:, np.newaxis]
    log_total = np.log(np.sum(np.exp(moved), axis=1))
    return moved - log_total[:, np.newaxis]

# %% inverse_softmax
def inverse_softmax(probs):
    result = np.empty(probs.shape)
    for i, row in enumerate(probs):
        logs = np.log(row)
        result[i] = logs - np.sum(logs) / len(logs)
    return result

# %% softmax_temperature
def softmax_temperature(scores, temperature):
    result = np.empty(scores.shape)
    for i, row in enumerate(scores):
        result[i] = softmax((row - np.max(row)) / temperature)
    return result

# %% cross_entropy
def cross_entropy(scores, y):
    logs = log_softmax(scores)
    total = 0.0
    for i in range(len(y)):
        total -= logs[i, y[i]]
    return total / len(y)

# %% softmax_loss
def softmax_loss(W, X, y, reg):
    scores = X.dot(W)
    one_hot = np.zeros(scores.shape)
    for i in range(len(y)):
        one_hot[i, y[i]] = 1.0
    difference = (softmax(scores) - one_hot) / len(y)
    loss = cross_entropy(scores, y) + reg * np.sum(np.square(W))
    dW = X.T.dot(difference)
    dW += reg * W
    return loss, dW
