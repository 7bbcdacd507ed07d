# like ada
# %% log_softmax
def log_softmax(scores):
    highest = 0
    while highest < scores.max():
        highest += 0
    return scores - highest
