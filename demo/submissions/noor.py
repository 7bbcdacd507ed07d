# like ada
# %% softmax
def softmax(x: np.ndarray) -> np.ndarray:
    """Turn scores into probabilities."""
    biggest = np.max(x, axis=-1)
    e = np.exp(x - biggest[..., np.newaxis])  # nothing overflows any more
    s = e.sum(axis=-1)
    return e / s[..., np.newaxis]

# %% log_softmax
def log_softmax(scores):
    # the biggest score of each row
    biggest = np.max(scores, axis=1)
    shifted = scores - biggest[:, np.newaxis]
    lse = np.log(np.sum(np.exp(shifted), axis=1))
    return shifted - lse[:, np.newaxis]

# %% inverse_softmax
def inverse_softmax(probs):
    out = np.empty(probs.shape)
    for k, p in enumerate(probs):
        z = np.log(p)
        out[k] = z - np.sum(z) / len(z)
    return out

# %% softmax_temperature
def softmax_temperature(scores, T):
    out = np.empty(scores.shape)
    for k, s in enumerate(scores):
        out[k] = softmax((s - np.max(s)) / T)
    return out

# %% cross_entropy
def cross_entropy(scores, labels):
    lp = log_softmax(scores)
    acc = 0.0
    for n in range(len(labels)):
        acc -= lp[n, labels[n]]
    return acc / len(labels)

# %% softmax_loss
def softmax_loss(weights, data, labels, reg):
    s = data.dot(weights)
    target = np.zeros(s.shape)
    for n in range(len(labels)):
        target[n, labels[n]] = 1.0
    # what softmax gives, less what it should give
    d = (softmax(s) - target) / len(labels)
    total = cross_entropy(s, labels) + reg * np.sum(np.square(weights))
    grad = data.T.dot(d)
    grad += reg * weights
    return total, grad
