# like ada
# %% softmax
def softmax(x):
    e = np.exp(x)
    return e / np.sum(e, axis=-1, keepdims=True)

# %% log_softmax
def log_softmax(scores):
    return np.log(softmax(scores))
