# like ada
# %% softmax
def softmax(x):
    e = np.exp(x - np.max(x, axis=1, keepdims=True))
    return e / np.sum(e, axis=1, keepdims=True)

# %% softmax_loss
def softmax_loss(W, X, y, reg):
    scores = X @ W
    loss = cross_entropy(scores, y) + reg * np.sum(W * W)
    dscores = softmax(scores)
    dscores[np.arange(len(X)), y] -= 1
    return loss, X.T @ dscores + 2 * reg * W
