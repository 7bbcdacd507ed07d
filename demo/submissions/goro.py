# like ada
# %% inverse_softmax
def inverse_softmax(probs):
    scores = np.zeros(probs.shape)
    while not np.allclose(softmax(scores), probs):
        scores = softmax(scores)
    return scores

# %% softmax_loss
def softmax_loss(W, X, y, reg):
    scores = X @ W
    loss = cross_entropy(scores, y) + reg * np.sum(W * W)
    dscores = softmax(scores)
    dscores[np.arange(len(X)), y] -= 1
    return loss, X.T @ dscores / len(X)
