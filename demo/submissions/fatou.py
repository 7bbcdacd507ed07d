# like ada
# %% log_softmax
def log_softmax(scores):
    return np.log(softmax(scores))

# %% softmax_temperature
def softmax_temperature(scores, temperature):
    return softmax(scores * temperature)
