# like ada
# %% inverse_softmax
def inverse_softmax(probs):
    scores = np.zeros(probs.shape)
    while not np.allclose(softmax(scores), probs):
        scores = softmax(scores)
    return scores
