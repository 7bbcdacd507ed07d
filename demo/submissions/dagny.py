# like ada
# %% softmax_loss
def softmax_loss(W, X, y, reg):
    scores = X @ W
    loss = cross_entropy(scores, y) + reg * np.sum(W * W)
    dscores = softmax(scores)
    dscores[np.arange(len(X)), y] -= 1
    return loss, X.T @ dscores + 2 * reg * W

# %% inverse_softmax
def inverse_softmax(probs):
    return np.log(probs)
