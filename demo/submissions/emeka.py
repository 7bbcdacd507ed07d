# %% softmax
def softmax(x):
    x -= np.max(x, axis=-1, keepdims=True)
    e = np.exp(x)
    return e / e.sum(axis=-1, keepdims=True)

# %% log_softmax
def log_softmax(scores):
    return np.log(softmax(scores))
