# like ada
# %% softmax
def softmax(x):
    e = np.exp(x - np.max(x))
    return e / np.sum(e, axis=-1, keepdims=True)

# %% cross_entropy
def cross_entropy(scores, y):
    p = softmax(scores)
    return np.mean(-np.log(p[np.arange(len(p)), y] + 1e-8))
