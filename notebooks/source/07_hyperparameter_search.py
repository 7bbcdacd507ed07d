# %% [markdown]
# # 7 Hyperparameter search: method, not luck
#
# You can train a network. Which one? Learning rate, batch size, units, momentum: somebody has to choose, and each
# try costs a training. Half of what is told about it is habit. The other half is method, and can be checked.
#
# When you are through you have a small laboratory: it splits data, draws hyperparameters on the right scale, keeps
# its books, is not fooled by `nan` or by luck, and spends a budget well. At the end you use it on real digits, and
# look at the test set once.
#
# | Section | Minutes |
# |---|---|
# | 7.1 Three sets of data | 8 |
# | 7.2 What is the matter: bias or variance? | 8 |
# | 7.3 What there is to choose | 5 |
# | 7.4 Draw on the right scale | 14 |
# | 7.5 Random points, not a grid | 9 |
# | 7.6 Who wins? | 9 |
# | 7.7 From coarse to fine | 9 |
# | 7.8 Panda or caviar? | 10 |
# | 7.9 Look once | 3 |
# | 7.10 Optional: go further | 25 |
#
# The page works as before: predictions are saved and never marked, checks tell you what is missing, and nothing that
# you leave open stops *Run All*. There is less scaffolding than in the first notebooks: you know how to write a loop.

# %% [markdown]
# ## Conventions
#
# | Word | What it is |
# |---|---|
# | hyperparameters | a dict, such as `{"learning_rate": 0.03, "units": 32}` |
# | trial | one training with one choice of hyperparameters |
# | `train_fn(hyperparameters)` | runs a trial and gives back its score |
# | score | one number; **larger is better**; `nan` when training diverged |
# | result | one dict: the hyperparameters of a trial, and its `score` |
# | `rng` | a NumPy `Generator`; all chance comes from it, so that the same seed gives the same search |
#
# Your functions never change the arguments that they are given.

# %% locked="setup"
import math

import numpy as np

from courseware import check
from courseware.data import load_digits, split_digits
from courseware.widgets import attempt, halving_demo, initialisation_demo, reveal, search_demo, show
from courseware.widgets.figure import BLUE, ORANGE, RED, figure
from solutions import backprop, optimizers

np.set_printoptions(precision=4, suppress=True)

# %% [markdown]
# ## 7.1 Three sets of data
#
# A network that has learned its training images by heart is right on all of them. So you measure on images that it
# has not seen. And since you will *choose* by that measurement, again and again, the chosen one will look better than
# it is. You need a third set that nothing was chosen on.
#
# - **train**: gradients come from here.
# - **dev** (also: validation): choices come from here.
# - **test**: one number comes from here, once, at the end.
#
# How large? With few samples 60/20/20 is usual, or 70/30 when nothing has to be chosen. With a million, 1 % is
# 10 000 samples, and that is plenty to tell two classifiers apart: then 98/1/1.
#
# ### Predict
#
# An accuracy of 90 % is measured on $n$ samples. By chance it is off by about $\sqrt{0.9 \cdot 0.1 / n}$. How many
# per cent is that for 100 samples, and for 10 000?

# %% prediction="predict-size"
predict_size = ""

# %% tags=["demo"]
rows = [f"{n:6d} dev samples: off by about {100 * math.sqrt(0.9 * 0.1 / n):.1f} %" for n in (100, 300, 10_000)]
reveal(predict_size, "\n".join(rows))

# %% [markdown]
# The digits of this notebook come to 300 dev samples. Differences of a per cent are then within chance. Remember it
# when you compare scores.
#
# ### The same distribution for dev and test
#
# The dev set is the target that you aim at; the test set is where you land. If you aim at clear scans and land among
# blurred photographs, every choice that you made was for another task. So **dev and test come from one distribution**:
# the one that you care about. The training set may come from elsewhere, if there is more of it there.
#
# Inside one data set chance sees to that, if you let it:

# %% tags=["demo"]
_, labels = load_digits()
ordered = np.sort(labels)  # many data sets are stored class by class
print("sorted data, the last fifth as test set: classes", np.unique(ordered[-360:]))
print("sorted data, the first 60 % as training set: classes", np.unique(ordered[:1078]))

# %% [markdown]
# ### Your turn: `train_dev_test_split`
#
# **Shapes:** $n$ samples become three arrays of indices, $(n_1,), (n_2,), (n_3,)$ with $n_1 + n_2 + n_3 = n$. Each
# size is the share of $n$, rounded to the nearest sample. Where the rounded sizes do not add up to $n$, any one of the
# three makes up for it. Nobody is lost, nobody is there twice.
#
# Mind the rounding: `0.29 * 200` is `57.99999999999999`.

# %% exercise="train_dev_test_split"
def train_dev_test_split(n, fractions, rng):
    """Split the indices of n samples at random.

    Parameters
    ----------
    n : int
    fractions : three floats that sum to 1
        Of train, dev and test, in this order.
    rng : Generator

    Returns
    -------
    train, dev, test : three ndarrays of int
        Disjoint; together they are range(n).

    Example
    -------
    >>> train, dev, test = train_dev_test_split(10, (0.6, 0.2, 0.2), np.random.default_rng(0))
    >>> len(train), len(dev), len(test), sorted([*train, *dev, *test]) == list(range(10))
    (6, 2, 2, True)
    """
    ### BEGIN SOLUTION
    import solutions.hyperparameter_search as reference
    return reference.train_dev_test_split(n, fractions, rng)
    ### END SOLUTION

# %% tags=["demo"]
check("train_dev_test_split", train_dev_test_split)

# %% checks="train_dev_test_split"

# %% [markdown]
# ## 7.2 What is the matter: bias or variance?
#
# Four networks have learned to tell cats from dogs. People make almost no mistakes on these pictures.
#
# | network | train error | dev error | what is the matter? |
# |---|---|---|---|
# | 1 | 1 % | 11 % | fits what it has seen, and little else |
# | 2 | 15 % | 16 % | does not even fit what it has seen |
# | 3 | 15 % | 30 % | both |
# | 4 | 0.5 % | 1 % | nothing |
#
# The first gap, from the best that anybody can do to the train error, is called **bias**. The second gap, from the
# train error to the dev error, is **variance**. They are separate questions: a network can have both, or none.
#
# **Mind the best that can be done.** If the pictures are so blurred that even experts misjudge 14 %, then 15 % on the
# training set is close to perfect. That floor is the **Bayes error**. Where nobody knows it, the error of people is
# an estimate from above.
#
# $$\text{bias: } e_\text{train} - e_\text{Bayes} > \text{tol} \qquad
# \text{variance: } e_\text{dev} - e_\text{train} > \text{tol}$$

# %% exercise="diagnose"
def diagnose(train_error, dev_error, bayes_error=0.0, tol=0.02):
    """Name what is the matter with a network.

    Parameters
    ----------
    train_error, dev_error : float
        Between 0 and 1.
    bayes_error : float
        The error that nobody avoids.
    tol : float
        A gap counts only when it is larger than this.

    Returns
    -------
    set of str
        With 'bias', with 'variance', with both, or empty.

    Example
    -------
    >>> diagnose(0.15, 0.16)
    {'bias'}
    """
    ### BEGIN SOLUTION
    import solutions.hyperparameter_search as reference
    return reference.diagnose(train_error, dev_error, bayes_error, tol)
    ### END SOLUTION

# %% checks="diagnose"

# %% [markdown]
# The diagnosis decides what to do next. That is the point of it: more data is expensive, and against bias it is no
# use.
#
# - A network with **bias** lacks the room or the time to fit what it sees.
# - A network with **variance** fits what it sees too closely. Show it more, or put on a brake (regularisation, in
#   notebook 8).
# - Another architecture may help in either case.
#
# Work through bias first, then variance, then look again.
#
# Sort the remedies. The names are: `larger network`, `train longer`, `more data`, `regularise`, `other architecture`.
# Each list takes three of them, and one stands in both.

# %% exercise="remedies"
remedies = {
    "bias": ["", "", ""],
    "variance": ["", "", ""],
}
### BEGIN SOLUTION
import solutions.hyperparameter_search_derivations as reference

remedies = reference.REMEDIES
### END SOLUTION

# %% checks="remedies"

# %% [markdown]
# ## 7.3 What there is to choose
#
# The list is long: number of layers, hidden units, learning rate $\alpha$, momentum $\beta$, Adam's $\beta_1, \beta_2,
# \varepsilon$, which activation, learning-rate decay, batch size. You can't try everything. Which are worth it?
#
# Here is the laboratory that this notebook uses: a two-layer network on the digits, trained for three epochs with what
# you wrote in notebooks 3 and 5. The score is the accuracy on the 300 dev images. The loss begins near 2.3. A run
# whose loss passes 10 has diverged; it is stopped and has no score.

# %% locked="laboratory"
(X_train, y_train), (X_dev, y_dev), (X_test, y_test) = split_digits(0)
RULES = {"momentum": optimizers.sgd_momentum, "adam": optimizers.adam}
SETTINGS = ("learning_rate", "momentum", "beta1", "beta2", "epsilon")


def fit(hyperparameters, epochs=3, seed=0):
    """Train a two-layer network; None where training diverges. Every call starts afresh, from its seed."""
    rng = np.random.default_rng(seed)
    H = int(hyperparameters.get("units", 32))
    params = {
        "W1": rng.normal(size=(64, H)) * np.sqrt(2 / 64), "b1": np.zeros(H),
        "W2": rng.normal(size=(H, 10)) * np.sqrt(2 / H), "b2": np.zeros(10),
    }
    given = {name: hyperparameters[name] for name in SETTINGS if name in hyperparameters}
    configs = {name: dict(given) for name in params}
    rule = RULES[hyperparameters.get("optimizer", "momentum")]
    batch_size, samples_left = int(hyperparameters.get("batch_size", 32)), epochs * len(X_train)
    for epoch in range(math.ceil(epochs)):
        for X, y in optimizers.minibatches(X_train, y_train, batch_size, rng):
            if samples_left < len(X):  # epochs may be a fraction
                return params
            samples_left -= len(X)
            with np.errstate(all="ignore"):
                loss, grads = backprop.two_layer_loss(params, X, y, hyperparameters.get("reg", 0.0))
            if not loss < 10:
                return None
            for name in params:
                configs[name]["learning_rate"] = optimizers.lr_decay(
                    hyperparameters["learning_rate"], hyperparameters.get("decay", 0.0), epoch)
                params[name], configs[name] = rule(params[name], grads[name], configs[name])
    return params


def accuracy(params, X, y):
    """The share of right answers; nan for a network that diverged."""
    return float("nan") if params is None else float(np.mean(backprop.predict(params, X) == y))


def train_fn(hyperparameters):
    """The score of one trial: accuracy on the dev set."""
    return accuracy(fit(hyperparameters), X_dev, y_dev)

# %% [markdown]
# ### Predict
#
# From a good choice, one hyperparameter at a time is moved through its usual range. Which one moves the score most,
# and which hardly at all: learning rate, momentum, batch size, hidden units, decay, Adam's epsilon?

# %% prediction="predict-importance"
predict_importance = ""

# %% tags=["demo", "training"]
GOOD = {"learning_rate": 0.05, "momentum": 0.9}
ADAM = {"learning_rate": 0.005, "optimizer": "adam"}
sweeps = {
    "learning rate": (GOOD, "learning_rate", (0.0005, 0.005, 0.05, 0.5)),
    "momentum": (GOOD, "momentum", (0.0, 0.5, 0.9, 0.95)),
    "hidden units": (GOOD, "units", (8, 16, 32, 64)),
    "batch size": (GOOD, "batch_size", (16, 32, 64, 128)),
    "decay": (GOOD, "decay", (0.0, 0.1, 0.3, 1.0)),
    "Adam's beta1": (ADAM, "beta1", (0.8, 0.9, 0.95)),
    "Adam's beta2": (ADAM, "beta2", (0.98, 0.99, 0.999)),
    "Adam's epsilon": (ADAM, "epsilon", (1e-10, 1e-8, 1e-6)),
}
spread = {}
for label, (base, name, values) in sweeps.items():
    scores = [train_fn({**base, name: value}) for value in values]
    spread[label] = max(scores) - min(scores)
reveal(predict_importance, "\n".join(f"{label:15} moves the accuracy by {100 * each:5.1f} %"
                                     for label, each in spread.items()))

# %% [markdown]
# On another task the numbers would be others, and the order much the same. The usual advice:
#
# 1. The **learning rate** comes first. If it is off by a factor of ten, nothing else matters.
# 2. Then momentum, batch size, hidden units.
# 3. Then the number of layers, and learning-rate decay.
# 4. Hardly ever: Adam's `beta1`, `beta2`, `epsilon`. They stay at 0.9, 0.999 and 1e-8.
#
# Now you. You have time to tune one thing: which? And which three do you leave at their defaults? The names are:
# `learning rate`, `momentum`, `batch size`, `hidden units`, `layers`, `learning-rate decay`, `beta1`, `beta2`,
# `epsilon`.

# %% exercise="importance"
importance = {
    "first": [""],
    "last": ["", "", ""],
}
### BEGIN SOLUTION
import solutions.hyperparameter_search_derivations as reference

importance = reference.IMPORTANCE
### END SOLUTION

# %% checks="importance"

# %% [markdown]
# ## 7.4 Draw on the right scale
#
# A learning rate may lie anywhere from 0.0001 to 1. Draw 1000 of them, uniformly:

# %% tags=["demo"]
uniform = np.random.default_rng(0).uniform(1e-4, 1, size=1000)
print("a few of them:", uniform[:6])

# %% [markdown]
# Where do most of the 1000 lie? And where do *betas* lie that are drawn from 0.9 to 0.999? Type three shares. Choose
# from `0.09 %`, `0.9 %`, `9 %`, `25 %`, `50 %`, `75 %`, `90 %`, whichever is closest.
#
# - `linear`: rates from 0.0001 to 1, drawn uniformly: the share in the uppermost decade, from 0.1 to 1.
# - `beta linear`: betas from 0.9 to 0.999, drawn uniformly: the share above 0.99.
# - `beta log`: the same, when $1 - \beta$ is drawn such that each decade gets as many: from 0.1 to 0.01, and from 0.01
#   to 0.001.

# %% exercise="draw_shares"
draw_shares = {
    "linear": "",
    "beta linear": "",
    "beta log": "",
}
### BEGIN SOLUTION
import solutions.hyperparameter_search_derivations as reference

draw_shares = reference.DRAW_SHARES
### END SOLUTION

# %% checks="draw_shares"

# %% [markdown]
# So three of four decades get a tenth of your trials. What matters for a rate is its **factor**: from 0.001 to 0.002
# is as large a change as from 0.1 to 0.2. A scale on which equal factors are equal distances is logarithmic. Write the
# rate as a power, $\alpha = 10^u$, and draw the exponent $u$ uniformly between $\log_{10}(\text{low})$ and
# $\log_{10}(\text{high})$: then every decade gets its share.
#
# ### Find the bug in the note
#
# > *To draw a rate from 10e-4 to 10e0 on a logarithmic scale: `a = -4 * np.random.randn()`, then `alpha = 10 ** a`.*
#
# Predict: what share of these rates lies between 0.0001 and 1, and what share lies above 1?

# %% prediction="predict-note"
predict_note = ""

# %% tags=["demo"]
normal = np.random.default_rng(0).normal(size=100_000)  # what np.random.randn draws
alpha = 10 ** (-4 * normal)
inside, above = np.mean((alpha >= 1e-4) & (alpha <= 1)), np.mean(alpha > 1)
reveal(predict_note, f"{inside:.0%} between 0.0001 and 1, {above:.0%} above 1, "
                     f"the largest 10^{np.log10(alpha.max()):.0f}")

# %% [markdown]
# A rate of $10^{18}$. The line is widely copied, one letter off: `randn` draws from a normal distribution, which has no
# ends and is as often negative as positive. `rand` was meant, which is uniform from 0 to 1.
#
# **The correction:** a *uniform* exponent. And the range is written 1e-4 to 1: `10e-4` is 0.001.
#
# ### Your turn: `sample_log_uniform`
#
# Not only for 0.0001 and 1, and with the generator that you are given. **Shapes:** the result is $(\text{size},)$.

# %% exercise="sample_log_uniform"
def sample_log_uniform(low, high, size, rng):
    """Draw positive numbers, as many in each decade.

    Parameters
    ----------
    low, high : float
        The borders of the numbers themselves, 0 < low < high.
    size : int
    rng : Generator

    Returns
    -------
    ndarray of shape (size,)

    Example
    -------
    >>> draws = sample_log_uniform(1e-4, 1, 10000, np.random.default_rng(0))
    >>> draws.shape, np.mean(draws < 0.01).round(1)
    ((10000,), 0.5)
    """
    ### BEGIN SOLUTION
    import solutions.hyperparameter_search as reference
    return reference.sample_log_uniform(low, high, size, rng)
    ### END SOLUTION

# %% checks="sample_log_uniform"

# %% [markdown]
# How does a check know that draws are right, when any draw may come? It takes 10 001 of them and compares the share
# below each point with what it should be. A right sampler is off by more than the check allows once in ten thousand
# million times.
#
# ### Betas
#
# A momentum of 0.9 averages over about 10 steps, 0.99 over 100, 0.999 over 1000: the window is $1 / (1 - \beta)$. From
# 0.9 to 0.9005 hardly anything changes. From 0.999 to 0.9995 the window doubles. So it is $1 - \beta$ that belongs on
# the logarithmic scale: $\beta = 1 - 10^u$. Between which borders does $u$ lie when $\beta$ goes from `low` to `high`?

# %% exercise="sample_beta"
def sample_beta(low, high, size, rng):
    """Draw decay rates such that 1 - beta has as many draws in each decade.

    Parameters
    ----------
    low, high : float
        The borders of beta, 0 < low < high < 1.
    size : int
    rng : Generator

    Returns
    -------
    ndarray of shape (size,)

    Example
    -------
    >>> draws = sample_beta(0.9, 0.999, 10000, np.random.default_rng(0))
    >>> draws.shape, np.mean(draws > 0.99).round(1)
    ((10000,), 0.5)
    """
    ### BEGIN SOLUTION
    import solutions.hyperparameter_search as reference
    return reference.sample_beta(low, high, size, rng)
    ### END SOLUTION

# %% checks="sample_beta"

# %% tags=["demo"]
with attempt("sample_log_uniform", "sample_beta"):
    rng = np.random.default_rng(1)
    drawn = {
        "rates, your sampler": (sample_log_uniform(1e-4, 1, 2000, rng), np.logspace(-4, 0, 17)),
        "rates, uniform": (rng.uniform(1e-4, 1, 2000), np.logspace(-4, 0, 17)),
        "1 - beta, your sampler": (1 - sample_beta(0.9, 0.999, 2000, rng), np.logspace(-3, -1, 17)),
        "1 - beta, uniform": (1 - rng.uniform(0.9, 0.999, 2000), np.logspace(-3, -1, 17)),
    }
    fig, axes = figure(8, 3.6, nrows=2, ncols=2)
    for panel, (label, (draws, edges)) in zip(axes.T.ravel(), drawn.items(), strict=True):
        panel.hist(draws, bins=edges, color=BLUE if "your" in label else ORANGE)
        panel.set(xscale="log", title=label)
    show(fig, "Four histograms on logarithmic axes. Above, your samplers: bars of the same height from end to end. "
              "Below, uniform draws: almost all of them in the rightmost bars.")

# %% [markdown]
# ## 7.5 Random points, not a grid
#
# Two hyperparameters, 25 trials. A grid tries five values of each. Suppose that one of the two hardly matters, as you
# have seen above. Then the grid has tried five values of the one that does, five times each.
# Random points have tried 25.
#
# ### Predict
#
# How good is the best of $k$ random trials? A trial is in the best 5 % of the range with a probability of 0.05. After
# how many trials has at least one been there, with a probability of 95 %?

# %% prediction="predict-trials"
predict_trials = ""

# %% tags=["demo"]
rows = [f"{k:3d} trials: {1 - 0.95**k:.0%}" for k in (5, 14, 30, 59, 100)]
reveal(predict_trials, "\n".join(rows))

# %% [markdown]
# Whatever the number of hyperparameters. A grid in six dimensions with five values each has 15 625 points.
#
# ### Your turn: `random_search`
#
# `space` maps the name of each hyperparameter to a **sampler**, a function `sampler(rng)` that draws one value. For
# each trial: draw every hyperparameter afresh, call `train_fn` once with the dict of them, and write down one dict
# with the hyperparameters and the `score`. A trial that diverged, with the score `nan`, is written down too: it says
# where not to go. No choice is made here.

# %% exercise="random_search"
def random_search(train_fn, space, num_trials, rng):
    """Try hyperparameters that are drawn at random.

    Parameters
    ----------
    train_fn : callable
        train_fn(hyperparameters) takes a dict and returns the score; each call costs a training.
    space : dict
        Name of a hyperparameter -> sampler(rng), which returns a value.
    num_trials : int
    rng : Generator

    Returns
    -------
    list of num_trials dicts
        The hyperparameters of a trial by name, and 'score'.

    Example
    -------
    >>> space = {"learning_rate": lambda rng: rng.uniform(0, 1)}
    >>> random_search(lambda h: -h["learning_rate"], space, 2, np.random.default_rng(0))
    [{'learning_rate': 0.636..., 'score': -0.636...}, {'learning_rate': 0.269..., 'score': -0.269...}]
    """
    ### BEGIN SOLUTION
    import solutions.hyperparameter_search as reference
    return reference.random_search(train_fn, space, num_trials, rng)
    ### END SOLUTION

# %% checks="random_search"

# %% [markdown]
# Below, trials of a made-up score that depends on the learning rate a lot and on the number of units a little. They are
# drawn by your `sample_log_uniform` and run by your `random_search`. Look at the marks on the bar: how many different
# rates has each search tried? Move the *best rate*: how far does a grid miss it, and how far do random points? Then
# draw on a linear scale.

# %% demo="grid-or-random"
search_demo(sample_log_uniform, random_search)

# %% [markdown]
# ## 7.6 Who wins?
#
# You have a list of results. Take the one with the largest score. What could go wrong?
#
# ### Predict
#
# Three trials have the scores 0.3, `nan`, 0.9. What does `np.argmax` say? And what is Python's `max` of
# `[nan, 0.9]`?

# %% prediction="predict-nan"
predict_nan = ""

# %% tags=["demo"]
nan = float("nan")
reveal(predict_nan, f"np.argmax: {np.argmax([0.3, nan, 0.9])}   max([nan, 0.9]): {max([nan, 0.9])}   "
                    f"max([0.9, nan]): {max([0.9, nan])}")

# %% [markdown]
# For `argmax` a `nan` is larger than everything. For `max` it depends on who stands first, because every comparison
# with `nan` is False. Either way the run that diverged can win your search, and no error tells you. `inf` is no score
# either.

# %% exercise="select_best"
def select_best(results):
    """Choose the result with the best finite score.

    Parameters
    ----------
    results : list of dicts
        With 'score'; scores may be nan, inf or -inf.

    Returns
    -------
    dict
        The winning result, as it stands in the list.

    Raises
    ------
    ValueError
        No score is finite, or there is no result.

    Example
    -------
    >>> select_best([{"rate": 0.1, "score": 0.3}, {"rate": 9, "score": float("nan")}, {"rate": 0.2, "score": 0.9}])
    {'rate': 0.2, 'score': 0.9}
    """
    ### BEGIN SOLUTION
    import solutions.hyperparameter_search as reference
    return reference.select_best(results)
    ### END SOLUTION

# %% checks="select_best"

# %% [markdown]
# ### The best of many looks better than it is
#
# Suppose that 200 trials made no difference at all: each network has a true accuracy of 94 %, and each is measured on
# 300 dev images. Choose the best by its dev score. Predict: how good does it look, and how good is it on 300 test
# images?

# %% prediction="predict-luck"
predict_luck = ""

# %% tags=["demo"]
rng = np.random.default_rng(0)
dev_scores, test_scores = rng.binomial(300, 0.94, size=200) / 300, rng.binomial(300, 0.94, size=200) / 300
lucky = int(np.argmax(dev_scores))
reveal(predict_luck, f"dev {dev_scores[lucky]:.1%}, test {test_scores[lucky]:.1%}; "
                     f"the mean of all 200 on dev {dev_scores.mean():.1%}")

# %% [markdown]
# Part of every best score is luck, and luck stays behind when you move to new data. What follows:
#
# - Report the **test** score of the chosen one, never its dev score.
# - Compare with **several seeds** and error bars. A difference smaller than they are is none.
# - Give every trial the **same seed**, the same number of epochs, and a fresh start. Else seeds are chosen, not
#   hyperparameters.
#
# Six seeds for each of four learning rates. The large marks are means; the bars are two standard errors long on each
# side.

# %% tags=["demo", "training"]
rates, seeds = (0.01, 0.03, 0.1, 0.3), range(6)
nets = [[fit({"learning_rate": rate}, seed=seed) for seed in seeds] for rate in rates]
table = np.array([[accuracy(params, X_dev, y_dev) for params in row] for row in nets])
means, errors = table.mean(axis=1), table.std(axis=1, ddof=1) / np.sqrt(len(seeds))
fig, axes = figure(6.4, 3.0)
axes.errorbar(rates, means, yerr=2 * errors, marker="o", capsize=5, color=BLUE)
axes.plot(np.repeat(rates, len(seeds)), table.ravel(), ".", linestyle="none", color=ORANGE)
axes.set(xscale="log", xlabel="learning rate", ylabel="dev accuracy")
show(fig, "Dev accuracy against the learning rate, six seeds each, with bars of two standard errors: "
          + ", ".join(f"{mean:.1%} at {rate:g}" for rate, mean in zip(rates, means, strict=True)) + ".")

# %% [markdown]
# ## 7.7 From coarse to fine
#
# First a wide range, with trials far apart. Then a smaller range around the best of them, and so on. Zoom in.
#
# ### Predict
#
# A search over rates from 0.0001 to 0.01 finds its best trial at 0.0097. What should the next range be?

# %% prediction="predict-border"
predict_border = ""

# %% tags=["demo", "training"]
small_rates = [0.0001, 0.0003, 0.001, 0.003, 0.0097]
rows = [f"rate {rate:<7g} {train_fn({'learning_rate': rate}):.1%}" for rate in small_rates]
rows += ["outside of the range:"] + [f"rate {rate:<7g} {train_fn({'learning_rate': rate}):.1%}" for rate in (0.03, 0.1)]
reveal(predict_border, "\n".join(rows))

# %% [markdown]
# **A best trial at the border is a warning:** better ones may lie beyond it. The range has to grow on that side, not
# shrink.
#
# ### Your turn: `narrow`
#
# - Rank the trials by score. Scores that are not finite do not count; at least one is finite.
# - Keep the best quarter of those (`keep=0.25`; the number is rounded as you like, and at least one). The new range
#   holds all that are kept, lies inside of the old one, and leaves out what is far away.
# - Add a small margin on each side, such as 2 % of the range. Else a single trial that is kept leaves no range at all.
# - Think in logarithms: a place in the range is a logarithm, and a margin is a factor.
# - **The border rule:** there is one exception. Where the *best* trial lies within 2 % of the range from a border (on
#   the logarithmic scale), the new range ends beyond that border. How far beyond is up to you.

# %% exercise="narrow"
def narrow(results, name, low, high, keep=0.25):
    """Choose the next, finer range of one hyperparameter.

    Parameters
    ----------
    results : list of dicts
        Trials, with the hyperparameter `name` and 'score'.
    name : str
    low, high : float
        The range that was searched, 0 < low < high.
    keep : float
        The share of the trials to keep.

    Returns
    -------
    (low, high) : two floats

    Example
    -------
    >>> trials = [{"rate": rate, "score": score} for rate, score in
    ...           [(0.002, 0.4), (0.01, 0.7), (0.03, 0.9), (0.05, 0.8), (0.2, 0.5), (0.3, 0.6), (0.7, 0.1), (0.9, 0.2)]]
    >>> low, high = narrow(trials, "rate", 0.001, 1.0)
    >>> 0.01 < low <= 0.03 and 0.05 <= high < 0.2
    True
    """
    ### BEGIN SOLUTION
    import solutions.hyperparameter_search as reference
    return reference.narrow(results, name, low, high, keep)
    ### END SOLUTION

# %% checks="narrow"

# %% [markdown]
# Watch it zoom in: *Coarse to fine* searches three rounds, each in the range that your `narrow` gives. *Best at the
# border* puts the best rate outside of the first range.

# %% demo="coarse-to-fine"
search_demo(sample_log_uniform, random_search, narrow)

# %% [markdown]
# Now a real search in two rounds, with your functions. Learning rate and momentum are drawn on their scales, over a
# range so wide that some trials diverge. The result is what you write about below, so change the numbers if you like.

# %% tags=["demo", "training"]
with attempt("sample_log_uniform", "sample_beta", "random_search", "select_best", "narrow"):
    rng = np.random.default_rng(3)
    low, high, rounds = 1e-4, 10.0, []
    for num_trials in (24, 16):
        space = {
            "learning_rate": lambda rng, low=low, high=high: sample_log_uniform(low, high, 1, rng)[0],
            "momentum": lambda rng: sample_beta(0.5, 0.99, 1, rng)[0],
        }
        results = random_search(train_fn, space, num_trials, rng)
        best = select_best(results)
        rounds.append(results)
        failed = sum(not np.isfinite(each["score"]) for each in results)
        print(f"rates {low:.4g} to {high:.4g}: {num_trials} trials, {failed} diverged, best {best['score']:.1%} at "
              f"rate {best['learning_rate']:.3g} and momentum {best['momentum']:.3f}")
        low, high = narrow(results, "learning_rate", low, high)
    print(f"the next range would be {low:.4g} to {high:.4g}")
    fig, axes = figure(6.4, 3.2)
    for label, marker, color, results in zip(("coarse", "fine"), "os", (ORANGE, BLUE), rounds, strict=True):
        kept = [each for each in results if np.isfinite(each["score"])]
        axes.plot([each["learning_rate"] for each in kept], [each["score"] for each in kept], marker,
                  linestyle="none", color=color, label=label)
    gone = [each["learning_rate"] for each in rounds[0] if not np.isfinite(each["score"])]
    axes.plot(gone, np.zeros(len(gone)), "x", linestyle="none", color=RED, label="diverged")
    axes.set(xscale="log", xlabel="learning rate", ylabel="dev accuracy")
    axes.legend()
    show(fig, "Dev accuracy against the learning rate. The coarse search covers five decades, with low scores at both "
              "ends and crosses where training diverged; the fine one crowds around the best.")

# %% [markdown]
# ### Your decision log
#
# Somebody who reads it in half a year should be able to repeat the search, and see why you stopped. Four to six lines;
# write over the line below.
#
# *What was searched, over which ranges and on which scale? How many trials, how many epochs each, which seed? What
# was chosen, by which score? How far can that score be off, and what makes you think so? What would you do next?*

# %% [markdown] manual="decision-log" points=3
# ### BEGIN SOLUTION
# Searched: learning rate from 0.0001 to 10, log-uniform, and momentum from 0.5 to 0.99, log-uniform in 1 − β. Round 1:
# 24 trials, 3 epochs each, hidden units 32, batches of 32, `rng` seed 3, every network from seed 0. Several diverged
# (rates above 0.5). Round 2: 16 trials in the range that `narrow` gave around the best quarter. Chosen: the trial with
# the best finite dev accuracy. Off by: 300 dev images give a standard error of about 1.4 %, seeds another per cent, and
# it is the best of 40, so a per cent or two too good. Many trials of round 2 lie within that, so they are tied. Next:
# the best three with five seeds each, then one look at the test set. No further round: differences are below the noise.
# ### END SOLUTION

# %% [markdown]
# ## 7.8 Panda or caviar?
#
# A panda has one child at a time and watches over it: you train **one** model for days, look at its curve, lower the
# rate by hand, go back when it turns bad. A fish lays thousands of eggs and looks after none: you train **many** models
# side by side and keep the best.
#
# What decides is computing time. Count how many full trainings fit into it:
#
# | case | one training takes | machines | time |
# |---|---|---|---|
# | A | 20 days on one machine | 1 | 30 days |
# | B | 4 minutes on one machine | 50 | 10 hours |
# | C | 2 hours on one machine | 4 | 7 days |
#
# `panda` or `caviar`?

# %% exercise="panda_or_caviar"
panda_or_caviar = {
    "A": "",
    "B": "",
    "C": "",
}
### BEGIN SOLUTION
import solutions.hyperparameter_search_derivations as reference

panda_or_caviar = reference.PANDA_OR_CAVIAR
### END SOLUTION

# %% checks="panda_or_caviar"

# %% [markdown]
# ### In between: successive halving
#
# Many trials are hopeless after one epoch. Why train them to the end? Start many, spend a little on each, keep the
# better half, spend more on those, and so on.
#
# The **budget** is a number of epochs for all calls together. Of $n$ configurations, one in $\eta$ goes on:
#
# - There are $R = \lceil \log_\eta n \rceil$ rounds, and each may spend the same share, $\text{budget} / R$.
# - In a round, every configuration that is left is trained with $\text{resource} = \text{share} / \text{number left}$.
# - Then the best $\max(1, \lfloor \text{number left} / \eta \rfloor)$ go on, by the scores of *this* round. A score
#   that is not finite is worse than any other.
#
# By hand, for 8 configurations, a budget of 96 and $\eta = 2$:
#
# | round | left | resource each | spent |
# |---|---|---|---|
# | 1 | 8 | 4 | 32 |
# | 2 | 4 | 8 | 32 |
# | 3 | 2 | 16 | 32 |
#
# All rounds are made, even if only one configuration is left: with 5 there are 3 rounds, of 5, 2 and 1.
# A resource may be a fraction. If you round it, round down: the budget is never exceeded. And mind the rounding of $R$:
# `math.log(125, 5)` is `3.0000000000000004`. Multiplying by $\eta$ until $n$ is reached counts the rounds exactly.

# %% exercise="successive_halving"
def successive_halving(train_fn, configs, budget, eta=2):
    """Start many configurations on little, and go on with the best.

    Parameters
    ----------
    train_fn : callable
        train_fn(config, resource) trains afresh with that resource and returns the score.
    configs : list of dicts
        At least two.
    budget : float
        What all calls together may spend.
    eta : int
        One in eta goes on.

    Returns
    -------
    config : dict
        The one that is left.
    spend : list of float
        What each round has spent, all its calls together.

    Example
    -------
    >>> configs = [{"end": 0.6}, {"end": 0.9}, {"end": 0.7}, {"end": 0.8}]
    >>> successive_halving(lambda config, resource: config["end"], configs, 16)
    ({'end': 0.9}, [8.0, 8.0])
    """
    ### BEGIN SOLUTION
    import solutions.hyperparameter_search as reference
    return reference.successive_halving(train_fn, configs, budget, eta)
    ### END SOLUTION

# %% checks="successive_halving"

# %% [markdown]
# ### Predict, then compare
#
# The same 16 configurations and the same 48 epochs, spent in three ways: all on the first configuration (a panda, with
# a guess), 3 on each (caviar), and by halving. Which comes out best on the dev set, on average over five such races?

# %% prediction="predict-halving"
predict_halving = ""

# %% tags=["demo", "training"]
def train_for(config, resource):
    """Dev accuracy after that many epochs, or parts of one."""
    return accuracy(fit(config, epochs=float(resource)), X_dev, y_dev)


with attempt("sample_log_uniform", "successive_halving"):
    races = []
    for seed in range(5):
        rng = np.random.default_rng(seed)
        configs = [{"learning_rate": rate, "units": int(rng.integers(8, 65))}
                   for rate in sample_log_uniform(1e-3, 3.0, 16, rng)]
        panda = np.nan_to_num(train_for(configs[0], 48))  # a run that diverged is of no use: 0
        caviar = np.nanmax([train_for(config, 3) for config in configs])
        winner, spend = successive_halving(train_for, configs, 48)
        races.append((panda, caviar, train_for(winner, spend[-1] / 2)))
    reveal(predict_halving, "\n".join(
        f"{name:8} {' '.join(f'{score:6.1%}' for score in scores)}   mean {np.mean(scores):.1%}"
        for name, scores in zip(("panda", "caviar", "halving"), zip(*races, strict=True), strict=True)))
    print("The last race spent per round:", [round(float(each), 1) for each in spend])

# %% [markdown]
# The panda depends on its first guess. Caviar finds good ones and has no time left to train them. Halving does a bit of
# both; it errs where a good configuration is slow to start.
#
# Here are all three with learning curves that are made up, so that a training takes no time. When does caviar win, and
# what does the panda need to win?

# %% demo="panda-caviar-halving"
halving_demo(successive_halving)

# %% [markdown]
# ## 7.9 Look once
#
# Before the test set is opened, the books are examined. Here are six days from the log of a laboratory. Name the
# fault of each, if there is one. Choose from `chosen on the test set`, `weights carried over`,
# `another seed for each trial`, `unequal budgets`, `test statistics used`, `dev set of another kind`, and
# `nothing to object`.
#
# - **Mon** "Trained 40 configurations to the end. The one with the highest test accuracy, 98.7 %, goes into the
#   report, with that number."
# - **Tue** "To save time, every trial goes on where the one before it stopped. The later trials are the best ones."
# - **Wed** "Eight rates, and trial $k$ starts from seed $k$. Rate 0.031 beats rate 0.030 by half a per cent: it is
#   taken."
# - **Thu** "Ten trials of 5 epochs. Two of them were still rising, so they went on to 50 epochs. Of the ten scores the
#   best two are theirs."
# - **Fri** "Put all images together, subtracted their mean and divided by their spread. Then split into train, dev and
#   test."
# - **Sat** "Trained and chose on scanned forms. The app will read photographs from phones, so the test set holds
#   photographs."

# %% exercise="logbook"
logbook = {
    "Mon": "",
    "Tue": "",
    "Wed": "",
    "Thu": "",
    "Fri": "",
    "Sat": "",
}
### BEGIN SOLUTION
import solutions.hyperparameter_search_derivations as reference

logbook = reference.LOGBOOK
### END SOLUTION

# %% checks="logbook"

# %% [markdown]
# Now the test set, once, for the best of your search, with five seeds and an error bar. After seeing the number nothing
# may be changed any more: a second look would make it one more dev set.

# %% tags=["demo", "training"]
with attempt("sample_log_uniform", "sample_beta", "random_search", "select_best", "narrow"):
    if not rounds:  # the search in 7.7 has no trials yet
        raise NotImplementedError
    chosen = select_best([each for results in rounds for each in results])
    final = [accuracy(fit(chosen, epochs=12, seed=seed), X_test, y_test) for seed in range(5)]
    print(f"chosen on the dev set: rate {chosen['learning_rate']:.3g}, momentum {chosen['momentum']:.3f}, "
          f"dev accuracy after 3 epochs {chosen['score']:.1%}")
    print(f"test accuracy after 12 epochs: {np.mean(final):.1%}, standard error {np.std(final, ddof=1) / 5**0.5:.1%}")

# %% [markdown]
# ### Explain
#
# Two to four sentences; write over the line below.
#
# *A friend tries 200 configurations, reports the best dev accuracy, 96.3 %, and says: "Nothing was trained on the dev
# set, so the number is honest." What do you answer? How would you get an honest number?*

# %% [markdown] manual="explain-dev" points=2
# ### BEGIN SOLUTION
# No weights were trained on the dev set, but a choice was made on it: the best of 200 scores is the largest of 200
# noisy numbers, and part of its lead is luck on these very images. The more configurations and the smaller the dev set,
# the larger that part. An honest number comes from data that took no part in any choice: evaluate the chosen
# configuration once on a test set of the same distribution, best with several seeds and an error bar.
# ### END SOLUTION

# %% [markdown]
# ## What you have now
#
# | Function | The point of it |
# |---|---|
# | `train_dev_test_split` | shuffled, disjoint, and nobody lost |
# | `diagnose` | two gaps, two questions; the Bayes error as the floor |
# | `sample_log_uniform` | equal factors, equal chances |
# | `sample_beta` | the same for $1 - \beta$ |
# | `random_search` | fresh draws, one training each, failures kept in the books |
# | `select_best` | only a finite score can win |
# | `narrow` | zoom in; a best trial at the border moves the border |
# | `successive_halving` | little on many, then more on few |
#
# ### Words
#
# | English | 中文 | here |
# |---|---|---|
# | hyperparameter | 超参数 | chosen before training, not by gradients |
# | dev set, validation set | 开发集, 验证集 | for choices |
# | bias, variance | 偏差, 方差 | first gap, second gap |
# | Bayes error | 贝叶斯误差 | what nobody avoids |
# | log-uniform | 对数均匀 | uniform exponent |
# | random search, grid search | 随机搜索, 网格搜索 | |
# | coarse to fine | 由粗到细 | search, zoom in, search |
# | normalise, regularise | 归一化, 正则化 | two words for two things |
#
# ### Read on
#
# - J. Bergstra and Y. Bengio,
#   [Random search for hyper-parameter optimization](https://jmlr.org/papers/v13/bergstra12a.html), JMLR 2012.
# - CS231n, [Neural networks 3](https://cs231n.github.io/neural-networks-3/), "Hyperparameter optimization".
# - *Dive into Deep Learning*,
#   [Hyperparameter optimization](https://d2l.ai/chapter_hyperparameter-optimization/index.html), with successive
#   halving.
# - K. Jamieson and A. Talwalkar,
#   [Non-stochastic best arm identification](https://proceedings.mlr.press/v51/jamieson16.html), AISTATS 2016.
#
# ## 7.10 Optional: go further
#
# ### Grid search
#
# For two hyperparameters with few values each, a grid is fine, and its table is pleasant to read. `grid` maps each name
# to a list of values; any number of names. Each combination once, in any order; results in the same form as above. The
# check of this one is marked.

# %% exercise="grid_search"
def grid_search(train_fn, grid):
    """Try every combination of values.

    Parameters
    ----------
    train_fn : callable
        train_fn(hyperparameters) takes a dict and returns the score.
    grid : dict
        Name of a hyperparameter -> list of values.

    Returns
    -------
    list of dicts
        The hyperparameters by name, and 'score'.

    Example
    -------
    >>> grid_search(lambda h: h["a"] + h["b"], {"a": [1, 2], "b": [10]})
    [{'a': 1, 'b': 10, 'score': 11}, {'a': 2, 'b': 10, 'score': 12}]
    """
    ### BEGIN SOLUTION
    import solutions.hyperparameter_search as reference
    return reference.grid_search(train_fn, grid)
    ### END SOLUTION

# %% checks="grid_search"

# %% [markdown]
# ### Three more bugs in the notes
#
# They are about initialisation and regularisation, which come in notebook 8. You have all that it takes to test them.
#
# **First.** *"For ReLU, draw the weights with a standard deviation of $\sqrt{1/n}$, where $n$ is the number of inputs
# of the layer."* Twenty layers of 256 units. Predict: how large are the activations of the last one, with
# $\sqrt{1/n}$ and with $\sqrt{2/n}$, when the input has size 1?

# %% prediction="predict-init"
predict_init = ""

# %% tags=["demo"]
def last_size(variance, depth=20, n=256, seed=0):
    """Root mean square of the last layer of a deep ReLU network at its start."""
    rng = np.random.default_rng(seed)
    a = rng.normal(size=(64, n))
    for _ in range(depth):
        a = np.maximum(0, a @ (rng.normal(size=(n, n)) * np.sqrt(variance / n)))
    return np.sqrt(np.mean(a**2))


reveal(predict_init, f"sqrt(1/n): {last_size(1):.5f}   sqrt(2/n): {last_size(2):.2f}")

# %% [markdown]
# **The correction:** $\sqrt{2/n}$. ReLU sets half of its inputs to zero, and with them half of the mean square; the 2
# makes up for it in each layer. $\sqrt{1/n}$ is right for activations that pass small numbers on as they are, such as
# tanh. Compare the two in the panel, layer by layer (*ReLU, LeCun* and *ReLU, He*).

# %% demo="first-weights"
initialisation_demo()

# %% [markdown]
# **Second.** *"Dropout: draw a mask of zeros and ones in the shape of the weights, and multiply the **weights** by
# it."* Dropout is meant to switch *units* off, a random choice for each sample, so that no unit can rely on another.
# Predict: in a batch of three samples, which entries of the hidden layer does each recipe switch off?

# %% prediction="predict-dropout"
predict_dropout = ""

# %% tags=["demo"]
rng = np.random.default_rng(4)
x, W = rng.uniform(0.5, 1, size=(3, 4)), rng.uniform(0.5, 1, size=(4, 6))
keep_prob = 0.5
by_units = (x @ W) * (rng.random((3, 6)) < keep_prob) / keep_prob
by_weights = x @ (W * (rng.random((4, 6)) < keep_prob)) / keep_prob
reveal(predict_dropout, f"mask on the activations, units that are off (1):\n{(by_units == 0).astype(int)}\n"
                        f"mask on the weights:\n{(by_weights == 0).astype(int)}")

# %% [markdown]
# **The correction:** the mask has the shape of the activations $(N, H)$ and multiplies the **activations**; dividing by
# `keep_prob` keeps their expected size. A mask on the weights cuts single wires, the same ones for all samples. A unit
# is off only when all its wires happen to be cut. (That is a method of its own, called DropConnect.)
#
# **Third.** *"L2 leaves the bias out because it is only one parameter."* In a two-layer network with 64 inputs, 32
# units and 10 classes there are 42 of them. Predict: if a weight is made larger, the output reacts more strongly to the
# inputs. And if a bias is made larger?

# %% prediction="predict-bias"
predict_bias = ""

# %% tags=["demo"]
rng = np.random.default_rng(6)
x, step, w, b = rng.normal(size=50), 0.01, 1.5, 0.3
linear = {"w = 1.5, b = 0.3": (w, b), "w = 3.0, b = 0.3": (2 * w, b), "w = 1.5, b = 30 ": (w, 100 * b)}
rows = [f"{label}: the output moves by {np.mean((a * (x + step) + c) - (a * x + c)) / step:.2f} times the input's step"
        for label, (a, c) in linear.items()]
reveal(predict_bias, "\n".join(rows))

# %% [markdown]
# **The correction:** the number of parameters is not the reason (though it holds for logistic regression, which has
# one bias). Overfitting shows in outputs that change strongly with small changes of the input. Weights control that; a
# bias moves the output as a whole. And a penalty on it would pull every output towards zero, wherever the data lie.
#
# ### Questions to end with
#
# - Twenty of your machines become free for one hour. Which part of this notebook would you run on them, and what would
#   you have to share between them?
# - `successive_halving` can drop a slow starter. How would you notice, and what would you change: `eta`, the budget, or
#   the score?
