# like ada
# %% softmax
def softmax(x):
    result = np.zeros(x.shape)
    rows, out = np.atleast_2d(x), np.atleast_2d(result)
    for i in range(len(rows)):
        highest = max(rows[i])
        total = 0.0
        for j in range(rows.shape[1]):
            out[i, j] = np.exp(rows[i, j] - highest)
            total += out[i, j]
        out[i] /= total
    return out.reshape(x.shape)
