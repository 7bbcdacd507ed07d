# %% [markdown]
# # 6 Batch normalisation
#
# You know how to train a network. You also know how delicate that is: a step size too large, or weights that start too
# small, and nothing is learned.
#
# Batch normalisation is a layer that takes much of this away. It is two lines of mathematics, has a mode for training
# and one for testing that people mix up, and the longest backward pass of this course. When you are through you have
# written it, both ways back, and a network that learns where the plain one does not.
#
# | Section | Minutes |
# |---|---|
# | 6.1 A network that does not learn | 5 |
# | 6.2 Normalise, then scale and shift | 14 |
# | 6.3 Two modes | 8 |
# | 6.4 What cancels | 12 |
# | 6.5 Back, one node at a time | 12 |
# | 6.6 The closed form | 11 |
# | 6.7 A network with batch norm | 9 |
# | 6.8 Why it helps, and its price | 4 |
# | 6.9 Optional: go further | 15 |
#
# You work as in the notebooks before: predict, write, check, play. From here on the cells give you an outline and leave
# the way to you.
#
# ## Conventions
#
# | Symbol | Meaning | Shape |
# |---|---|---|
# | $N$, $D$, $H$, $C$ | samples in the batch, columns, hidden units, classes | |
# | `x` | what is normalised; **rows are samples** | $(N, D)$ |
# | `mu`, `var` | mean and variance of each column over the batch | $(D,)$ |
# | `sigma` | $\sqrt{\text{var} + \epsilon}$ | $(D,)$ |
# | `x_hat` | the normalised `x` | $(N, D)$ |
# | `gamma`, `beta` | learned scale and shift of each column | $(D,)$ |
# | `dout` | gradient of the loss for the layer's output | $(N, D)$ |
#
# - The variance divides by $N$, not by $N - 1$.
# - The running averages are $\text{running} = m \cdot \text{running} + (1 - m) \cdot \text{batch}$, with the momentum
#   $m$; they start at 0.
# - The loss is the mean over $N$; the L2 penalty is `reg * sum(W**2)`, for weight matrices alone.
# - Your functions never change the arrays that they are given. One thing is changed on purpose: the dict `bn_param`.

# %% locked="setup"
import ast
import time

import numpy as np

from courseware import check, derive
from courseware.data import split_digits
from courseware.widgets import attempt, batchnorm_demo, reveal, show
from courseware.widgets.figure import figure
from solutions import backprop, gradient_check, optimizers  # your notebooks 3, 4 and 5, as we solved them

np.set_printoptions(precision=4, suppress=True)

# %% [markdown]
# ## 6.1 A network that does not learn
#
# The data: 1797 handwritten digits of 8 × 8 pixels. The network: the two layers of notebook 3, with 50 hidden units.

# %% tags=["demo"]
(X_train, y_train), (X_dev, y_dev), _ = split_digits(0)
print("X_train", X_train.shape, "  X_dev", X_dev.shape, "  pixels from", X_train.min(), "to", X_train.max())


def new_params(scale, seed=0, hidden=50):
    """Parameters for the network of notebook 3: the weights are normal numbers times `scale`."""
    rng = np.random.default_rng(seed)
    W1, W2 = scale * rng.normal(size=(64, hidden)), scale * rng.normal(size=(hidden, 10))
    return {"W1": W1, "b1": np.zeros(hidden), "W2": W2, "b2": np.zeros(10)}


def train(loss_and_grads, params, learning_rate, num_steps=150, seed=0):
    """Plain gradient descent on batches of 64 digits."""
    rng, losses = np.random.default_rng(seed), []
    for _ in range(num_steps):
        batch = rng.integers(len(X_train), size=64)
        loss, grads = loss_and_grads(params, X_train[batch], y_train[batch])
        params = {name: params[name] - learning_rate * grads[name] for name in params}
        losses.append(loss)
    return params, losses


# %% [markdown]
# Predict: with weights of size 0.1 and a step size of 0.3 it trains well. What does it do with a step size of 3? And
# with weights of size 0.001 and a step size of 0.1? Say for each: learns, learns slowly, or does not learn.

# %% prediction="predict-plain"
predict_plain = ""

# %% tags=["demo", "training"]
plain = {}
with np.errstate(all="ignore"):
    for name, scale, rate in (("step 0.3", 0.1, 0.3), ("step 3", 0.1, 3.0), ("small weights", 0.001, 0.1)):
        params, plain[name] = train(backprop.two_layer_loss, new_params(scale), rate)
        right = np.mean(backprop.predict(params, X_dev) == y_dev)
        plain[name + ", text"] = f"{name:14} last losses {np.mean(plain[name][-20:]):.2f}   dev accuracy {right:.0%}"
reveal(predict_plain, "\n".join(text for key, text in plain.items() if key.endswith("text")))

# %% [markdown]
# A loss of $\ln 10 = 2.30$ is guessing, and one digit in ten is right by chance. With a step of 3 the network throws
# itself away in its first steps. With small weights, the hidden units are next to 0, and so is every gradient: the one
# for $W_1$ has $W_2$ as a factor, the one for $W_2$ has the hidden units.
#
# Both have one cause. What goes into the ReLU, $z = XW_1 + b_1$, has whatever size the weights give it. All that
# comes later has to live with that, and each step changes it again.
#
# You could normalise the inputs, as people do with the pixels. But a hidden layer's input is the output of the layer
# before. **Batch normalisation** does it there, inside the network, in each step.
#
# ## 6.2 Normalise, then scale and shift
#
# What should be normalised: $z$, before the activation, or $a = \max(0, z)$, after it? Both have been tried; the usual
# choice is $z$. What comes out of a ReLU is never negative, so it cannot have mean 0 without losing what ReLU did.
#
# For each column, over the $N$ samples of the batch:
#
# $$\mu = \frac1N \sum_n x_n \qquad \text{var} = \frac1N \sum_n (x_n - \mu)^2 \qquad
#   \hat x_n = \frac{x_n - \mu}{\sqrt{\text{var} + \epsilon}} \qquad \text{out}_n = \gamma\, \hat x_n + \beta$$
#
# **Shapes:** $x\ (N, D)$, $\;\mu, \text{var}\ (D,)$, $\;\hat x\ (N, D)$, $\;\gamma, \beta\ (D,)$, out $(N, D)$.
#
# By hand, one column, with $\epsilon = 0$, $\gamma = 3$ and $\beta = 1$. Here $\mu = 4$ and $\text{var} = 4$:
#
# | sample | $x$ | $x - \mu$ | $\hat x$ | out |
# |---|---|---|---|---|
# | 0 | 2 | −2 | −1 | −2 |
# | 1 | 2 | −2 | −1 | −2 |
# | 2 | 6 | 2 | 1 | 4 |
# | 3 | 6 | 2 | 1 | 4 |
#
# Predict: multiply the column $x$ by 10 and add 7 to it. What are $\hat x$ and out then?

# %% prediction="predict-table"
predict_table = ""

# %% tags=["demo"]
column = 10 * np.array([2.0, 2.0, 6.0, 6.0]) + 7
normalised = (column - np.mean(column)) / np.std(column)
reveal(predict_table, f"x = {column}, mean {np.mean(column)}, variance {np.var(column)}\n"
                      f"x_hat = {normalised}, out = {3 * normalised + 1}")

# %% [markdown]
# Nothing has changed. Hold on to that; 6.4 makes use of it.
#
# ### What epsilon, gamma and beta are for
#
# - $\epsilon$ keeps the division finite for a column of equal numbers. It stands **inside** the root.
# - $\gamma$ and $\beta$ are learned, like weights, by whichever optimiser you like. They give back what the
#   normalisation took: with $\gamma = \sigma$ and $\beta = \mu$ the layer does nothing at all. The network may choose
#   any mean and any spread, and has two numbers a column to say which.
#
# Why give it back? Take a sigmoid behind the layer. With mean 0 and variance 1, its input stays where the sigmoid is
# almost a straight line, and layers of straight lines are one straight line.
# Predict: how much of the variance of `sigmoid(x_hat)` can a straight line explain? And of `sigmoid(5 * x_hat)`, that
# is, with $\gamma = 5$? Two percentages.

# %% prediction="predict-line"
predict_line = ""

# %% tags=["demo"]
x_hat = np.random.default_rng(0).normal(size=5000)
explained = {}
for scale in (1, 5):
    activation = 1 / (1 + np.exp(-scale * x_hat))
    explained[scale] = np.corrcoef(x_hat, activation)[0, 1] ** 2
reveal(predict_line, f"gamma = 1: {explained[1]:.1%}   gamma = 5: {explained[5]:.1%}")

# %% [markdown]
# ### Your turn: `batchnorm_forward`
#
# Write it for both modes at once; section 6.3 says more about the second.
#
# - **Train mode** uses the batch's own $\mu$ and var. It also updates the running averages of both **in** `bn_param`:
#   $\text{running} = m \cdot \text{running} + (1 - m) \cdot \text{batch}$. You know that average from notebook 5.
# - **Test mode** uses the running averages in place of $\mu$ and var, and changes nothing.
#
# `bn_param.get("eps", 1e-5)` reads a key that may not be there. The averages may not be there either: then they are
# zeros. The **cache** is yours: whatever your backward functions will need.

# %% exercise="batchnorm_forward"
def batchnorm_forward(x, gamma, beta, bn_param):
    """Normalise every column, then scale by gamma and shift by beta.

    Parameters
    ----------
    x : ndarray of shape (N, D)
    gamma, beta : ndarray of shape (D,)
        All three are left as they are.
    bn_param : dict
        mode : 'train' or 'test'
        eps : float, 1e-5 when it is not given
        momentum : float, 0.9 when it is not given
        running_mean, running_var : ndarray of shape (D,), zeros when they are not given.
            Train mode puts their new values into the dict; test mode does not.

    Returns
    -------
    out : ndarray of shape (N, D)
    cache : anything
        What your backward functions need. Nobody else looks at it.

    Example
    -------
    >>> bn_param = {"mode": "train", "eps": 0.0}
    >>> x = np.array([[2.0], [2.0], [6.0], [6.0]])
    >>> out, _ = batchnorm_forward(x, np.array([3.0]), np.array([1.0]), bn_param)
    >>> out.T, bn_param["running_mean"], bn_param["running_var"]
    (array([[-2., -2.,  4.,  4.]]), array([0.4]), array([0.4]))
    """
    ### BEGIN SOLUTION
    import solutions.batchnorm as reference
    return reference.batchnorm_forward(x, gamma, beta, bn_param)
    ### END SOLUTION

# %% [markdown]
# All properties in one report, as often as you like; the cells after it are the ones that are marked.

# %% tags=["demo"]
check("batchnorm_forward", batchnorm_forward)

# %% checks="batchnorm_forward"

# %% [markdown]
# ## 6.3 Two modes
#
# In training a sample is seen together with the others of its batch, and its output depends on them. At test time
# there may be one sample alone.
#
# Predict: you leave the layer in train mode by mistake and send in **one** digit. What is `out`, for whichever digit?

# %% prediction="predict-single"
predict_single = ""

# %% tags=["demo"]
with attempt("batchnorm_forward"):
    W1, gamma, beta = new_params(0.1, hidden=4)["W1"], np.array([1.0, 2, 3, 4]), np.array([0.1, 0.2, 0.3, 0.4])
    lines = []
    for number in (0, 2):
        out, _ = batchnorm_forward(X_dev[number : number + 1] @ W1, gamma, beta, {"mode": "train"})
        lines.append(f"digit {y_dev[number]} alone, in train mode: {out[0]}")
    reveal(predict_single, "\n".join(lines))

# %% [markdown]
# The distance from the mean of a batch of one is 0, so `out` is `beta` for every digit. The network would be blind.
#
# So while training you remember the means and variances of the batches, as exponentially weighted averages, and use
# these at test time. Two things follow.
#
# - They need time. After $n$ batches from 0, the weights of the average sum to $1 - m^n$ (notebook 5).
# - Test mode has to leave them alone. Else the answer for one sample would depend on who was tested before.
#
# Predict: `momentum` is 0.9 and the true mean is 1. How large is `running_mean` after 3 batches? After 50?

# %% prediction="predict-average"
predict_average = ""

# %% tags=["demo"]
with attempt("batchnorm_forward"):
    rng, bn_param, told = np.random.default_rng(0), {"mode": "train", "momentum": 0.9}, {}
    for number in range(1, 51):
        batchnorm_forward(1 + rng.normal(size=(1000, 1)), np.ones(1), np.zeros(1), bn_param)
        told[number] = f"after {number} batches: {bn_param['running_mean'][0]:.3f}, 1 - 0.9**n = {1 - 0.9**number:.3f}"
    reveal(predict_average, f"{told[3]}\n{told[50]}")

# %% [markdown]
# ### Play: five layers deep
#
# Layers of 32 ReLUs on top of each other, at their start: once plain, once with **your** layer before each ReLU.
# Histograms show what goes into the ReLUs.
#
# Predict: with weights of size 1 the plain network keeps its numbers at one size. With weights of 0.3 times that size,
# how large is what goes into the ReLUs of layer 5? And with batch norm?

# %% prediction="predict-depth"
predict_depth = ""

# %% demo="five-layers"
batchnorm_demo(batchnorm_forward, prediction=predict_depth)

# %% [markdown]
# 1. *Shrinks* and *Explodes*: what does the size of the weights do in each column? Drag it from one end to the other.
# 2. *Batch of one*, then *Batches of two*: which values does your layer let through? Which of them say something about
#    a sample?
# 3. *... and tested*: averages of the means and variances of small batches are used on other samples. Raise the batch
#    size until test mode looks like train mode.
# 4. Set beta to −3. What share of the last layer is active? The network can choose that, for each unit.
#
# ### Explain
#
# This cell is read by a person. Two to four sentences; write over the line below.
#
# *A friend tests a trained network with batches of 100 samples, in train mode, and gets a fine accuracy: "So test
# mode is not needed." What do you answer? Name a case where the friend's way gives another prediction for the same
# sample.*

# %% [markdown] manual="explain-modes" points=2
# ### BEGIN SOLUTION
# In train mode the output for a sample depends on the other 99 samples of its batch, so a prediction is not a function
# of the sample. With a large, well mixed batch its mean and variance are close to the running averages, which is why
# the accuracy looks fine. It fails for a batch of one, where the output is beta for every sample, and for a batch
# sorted by class: among 100 zeros, what makes a zero a zero is in the mean and gets subtracted. Test mode uses numbers
# that were fixed in training, so each sample gets the same answer alone or in company.
# ### END SOLUTION

# %% [markdown]
# ## 6.4 What cancels
#
# Batch norm subtracts the mean and divides by the spread. So it does not see a shift, nor a factor, of what comes in.
# Derive both. The symbols: `z` is one column over the batch, `mean(z)` one number; `b` is a number, and `a` is a
# **positive** number. Epsilon is left out here; it is tiny beside the variance.
#
# The first line is given, the last is the normalised `z`, written with `mean` and `sqrt`. You may leave lines out or
# add some, but show the way: each takes three lines at least, the given one included.

# %% exercise="normalisation_invariance"
normalisation_invariance = {
    "shift": [
        "(z + b - mean(z + b)) / sqrt(mean((z + b - mean(z + b))**2))",
        "",
        "",
    ],
    "scale": [
        "(a * z - mean(a * z)) / sqrt(mean((a * z - mean(a * z))**2))",
        "",
        "",
        "",
    ],
}
### BEGIN SOLUTION
import solutions.batchnorm_derivations as reference

normalisation_invariance = reference.NORMALISATION_INVARIANCE
### END SOLUTION

# %% checks="normalisation_invariance"

# %% demo="show-normalisation-invariance"
derive.show("normalisation_invariance", normalisation_invariance)

# %% [markdown]
# ### Find the bug in the note: the list of parameters
#
# From lecture notes, in our words:
#
# > *With batch norm, a layer has four parameters: W, b, gamma and beta. Gradient descent learns all four.*
#
# Predict: the loss below depends on the output of $\text{BN}(XW + b)$. What is its gradient for $b$?

# %% prediction="predict-bias"
predict_bias = ""

# %% [markdown]
# Now test the claim. The cell uses your layer, and the gradient checker of notebook 4.

# %% tags=["demo"]
with attempt("batchnorm_forward"):
    rng = np.random.default_rng(1)
    X, W, c = rng.normal(size=(20, 5)), rng.normal(size=(5, 3)), rng.normal(size=(20, 3))

    def loss_of_bias(b):
        """Some loss that depends on the output."""
        out, _ = batchnorm_forward(X @ W + b, np.full(3, 2.0), np.full(3, 0.5), {"mode": "train"})
        return float(np.sum(c * np.maximum(out, 0)))

    slopes = gradient_check.numerical_gradient(loss_of_bias, np.zeros(3))
    losses = [round(loss_of_bias(np.full(3, b)), 9) for b in (0.0, 5.0, -100.0)]
    reveal(predict_bias, f"gradient for b, measured: {slopes.round(7) + 0}\nloss for b = 0, 5, -100: {losses}")

# %% [markdown]
# **The correction:** $b$ shifts a whole column, and the mean takes it away again. Its gradient is 0, it never learns,
# and it only costs memory. A layer before batch norm has **no bias**; $\beta$ does its work, behind the normalisation.
# With mini-batches it is the same: the $b$ of a layer is one number for all samples of the batch.
#
# So the parameters of your network are $W_1, \gamma, \beta, W_2, b_2$. The last layer keeps its bias: there is no
# batch norm behind it. A network of more layers has $W, \gamma, \beta$ for each hidden one.
#
# ### Find the bug in the note: one line of TensorFlow
#
# > *In TensorFlow all of this is one line: `tf.nn.batch-normalization(...)`.*
#
# Predict: what does Python make of that name? You do not need TensorFlow to find out.

# %% prediction="predict-name"
predict_name = ""

# %% tags=["demo"]
tree = ast.parse("tf.nn.batch-normalization", mode="eval").body
sides = [ast.unparse(side) for side in (tree.left, tree.right)]
reveal(predict_name, f"the operation {type(tree.op).__name__} of two things: {sides[0]} and {sides[1]}")

# %% [markdown]
# **The correction:** a hyphen is a minus. The function is `tf.nn.batch_normalization`, and it computes the formula and
# no more: *you* hand it mean and variance, and nobody keeps the averages. The notes are from the days of TensorFlow 1.
# Today it is a layer, which has the two modes in it:
#
# | | layer | its `momentum` | running variance |
# |---|---|---|---|
# | here | `batchnorm_forward` | 0.9, the part that **stays** | divides by $N$ |
# | Keras | `tf.keras.layers.BatchNormalization()` | 0.99, the part that stays | divides by $N$ |
# | PyTorch | `torch.nn.BatchNorm1d(D)` | 0.1, the part that is **new** | divides by $N - 1$ |
#
# ## 6.5 Back, one node at a time
#
# In train mode, $\mu$ and var depend on $x$ too. Here is the graph. Each arrow carries a gradient back.

# %% demo="graph"
fig, axes = figure(8, 2.8)
nodes = {
    "x": (0, 1, "x"), "mu": (1.4, 0, "mu"), "c": (3, 1, "x - mu"), "var": (4.4, 0, "var"),
    "sigma": (5.9, 0, "sigma"), "x_hat": (7.4, 1, "x_hat"), "learned": (9.4, 0, "gamma, beta"), "out": (9.4, 1, "out"),
}
for start, end in (("x", "mu"), ("x", "c"), ("mu", "c"), ("c", "var"), ("var", "sigma"), ("c", "x_hat"),
                   ("sigma", "x_hat"), ("x_hat", "out"), ("learned", "out")):
    axes.annotate("", nodes[end][:2], nodes[start][:2], arrowprops={"arrowstyle": "->", "shrinkA": 18, "shrinkB": 18})
for across, up, text in nodes.values():
    axes.text(across, up, text, ha="center", va="center", bbox={"boxstyle": "round", "fc": "white", "ec": "#0072B2"})
axes.set(xlim=(-0.6, 10.2), ylim=(-0.5, 1.5))
axes.axis("off")
show(fig, "The graph of batch norm. x goes into mu and into x minus mu, as mu does. x minus mu goes into var and into "
          "x_hat. var goes into sigma, sigma into x_hat. x_hat, gamma and beta go into out.")

# %% [markdown]
# Three rules are all you need.
#
# 1. Where **two** arrows leave a node, the gradients that come back along them are **added**.
# 2. Where one number goes to all samples of a column (broadcasting), its gradient is the **sum** over the column.
# 3. Where a column goes into one mean, each of its entries gets the gradient of that mean, divided by **N**.
#
# So from right to left, with $d\hat x$ for the gradient of $\hat x$, and so on:
#
# | from | to | what to think of |
# |---|---|---|
# | out | $\gamma$, $\beta$, $\hat x$ | rule 2 for the first two |
# | $\hat x$ | $\sigma$ | how $1/\sigma$ changes with $\sigma$; rule 2 |
# | $\sigma$ | var | how $\sqrt{t}$ changes with $t$ |
# | $\hat x$ **and** var | $x - \mu$ | rules 1 and 3, and the square |
# | $x - \mu$ | $\mu$ | the minus; rule 2 |
# | $x - \mu$ **and** $\mu$ | $x$ | rules 1 and 3 |
#
# **Shapes:** `dout` $(N, D)$, $\;d\gamma, d\beta, d\sigma, d\text{var}, d\mu\ (D,)$, $\;d\hat x, dx\ (N, D)$. Each
# gradient has the shape of what it belongs to.
#
# Predict, before you write: what will each **column** of `dx` sum to? (Think of 6.4: what happens to the output when a
# constant is added to a column of $x$?)

# %% prediction="predict-sum"
predict_sum = ""

# %% exercise="batchnorm_backward"
def batchnorm_backward(dout, cache):
    """Send a gradient back through train mode, one node at a time.

    Parameters
    ----------
    dout : ndarray of shape (N, D)
        Gradient of the loss for `out`. Left as it is.
    cache : anything
        From your `batchnorm_forward`, in train mode.

    Returns
    -------
    dx : ndarray of shape (N, D)
    dgamma, dbeta : ndarray of shape (D,)

    Example
    -------
    >>> x = np.array([[1.0], [5.0], [5.0], [9.0]])
    >>> _, cache = batchnorm_forward(x, np.array([3.0]), np.array([1.0]), {"mode": "train", "eps": 0.0})
    >>> dx, dgamma, dbeta = batchnorm_backward(np.array([[1.0], [0.0], [0.0], [0.0]]), cache)
    >>> dx.T, dgamma, dbeta
    (array([[ 0.2652, -0.2652, -0.2652,  0.2652]]), array([-1.4142]), array([1.]))
    """
    ### BEGIN SOLUTION
    import solutions.batchnorm as reference
    return reference.batchnorm_backward(dout, cache)
    ### END SOLUTION

# %% [markdown]
# Your backward pass is checked with the cache of **your** forward pass, so that one has to be right first. Before you
# run the checks, be your own checker: this cell compares with the numerical gradient of notebook 4.

# %% tags=["demo"]
with attempt("batchnorm_forward", "batchnorm_backward"):
    rng = np.random.default_rng(2)
    x, dout = 5 + 3 * rng.normal(size=(6, 4)), rng.normal(size=(6, 4))
    gamma, beta = rng.normal(size=4), rng.normal(size=4)
    measured = gradient_check.numerical_gradient(
        lambda x: np.sum(dout * batchnorm_forward(x, gamma, beta, {"mode": "train"})[0]), x.copy()
    )
    dx, dgamma, dbeta = batchnorm_backward(dout, batchnorm_forward(x, gamma, beta, {"mode": "train"})[1])
    print(f"relative error of dx: {gradient_check.relative_error(dx, measured):.1e}   (below 1e-6 is fine)")
    reveal(predict_sum, f"columns of dx sum to {dx.sum(axis=0).round(12) + 0}")

# %% checks="batchnorm_backward"

# %% [markdown]
# ## 6.6 The closed form
#
# Ten lines of code for one layer. On paper most of it melts away. Take one column, and one entry $x_j$ of it. The loss
# changes by $\sum_n g_n\, d\hat x_n$, where $g_n = \gamma \cdot \text{dout}_n$.
#
# The symbols: `x` and `g` are columns, `j` is an index, `N` the number of samples; `s` stands for
# `sqrt(mean((x - mean(x))**2) + eps)`, and `xhat` for `(x - mean(x)) / s`, so that `xhat[j]` is one entry.
# `g` does not change with `x`.
#
# Each line is a derivative with respect to `x[j]`:
#
# - `"mean"`: of `sum(g * (x - mean(x)))`. The last line has `g`, `j` and `N` alone. (`x[j]` is in the mean as well!)
# - `"variance"`: of `s`. The last line has `xhat`, `j` and `N` alone.
# - `"all"`: of `sum(g * (x - mean(x))) / s`. Use the quotient rule and what you found. The last line has `g`, `xhat`,
#   `s`, `j` and `N` alone; it takes two lines at least. Which mean does `sum(g * xhat) / N` stand for?

# %% exercise="batchnorm_dx"
batchnorm_dx = {
    "mean": [
        "",
    ],
    "variance": [
        "",
        "",
    ],
    "all": [
        "",
        "",
        "",
    ],
}
### BEGIN SOLUTION
import solutions.batchnorm_derivations as reference

batchnorm_dx = reference.BATCHNORM_DX
### END SOLUTION

# %% checks="batchnorm_dx"

# %% demo="show-batchnorm-dx"
derive.show("batchnorm_dx", batchnorm_dx)

# %% [markdown]
# Read your last line once more. Two things are taken off $g$. They are the two invariances of 6.4, seen from behind: a
# shift of the column changes nothing, so the gradient holds no shift; a stretch changes nothing, so it holds no
# stretch.
#
# Now as code, for all columns at once.

# %% exercise="batchnorm_backward_alt"
def batchnorm_backward_alt(dout, cache):
    """Send a gradient back through train mode by the closed form.

    Parameters
    ----------
    dout : ndarray of shape (N, D)
        Left as it is.
    cache : anything
        From your `batchnorm_forward`, in train mode.

    Returns
    -------
    dx : ndarray of shape (N, D)
    dgamma, dbeta : ndarray of shape (D,)
        The same three as those of `batchnorm_backward`.

    Example
    -------
    >>> x = np.array([[1.0], [5.0], [5.0], [9.0]])
    >>> _, cache = batchnorm_forward(x, np.array([3.0]), np.array([1.0]), {"mode": "train", "eps": 0.0})
    >>> batchnorm_backward_alt(np.array([[1.0], [0.0], [0.0], [0.0]]), cache)[0].T
    array([[ 0.2652, -0.2652, -0.2652,  0.2652]])
    """
    ### BEGIN SOLUTION
    import solutions.batchnorm as reference
    return reference.batchnorm_backward_alt(dout, cache)
    ### END SOLUTION

# %% checks="batchnorm_backward_alt"

# %% tags=["demo"]
with attempt("batchnorm_forward", "batchnorm_backward", "batchnorm_backward_alt"):
    rng = np.random.default_rng(3)
    dout, gamma = rng.normal(size=(500, 200)), np.ones(200)
    cache = batchnorm_forward(rng.normal(size=(500, 200)), gamma, gamma, {"mode": "train"})[1]
    seconds, results = [], []
    for way in (batchnorm_backward, batchnorm_backward_alt):
        began = time.perf_counter()
        results.extend(way(dout, cache)[0] for _ in range(10))
        seconds.append((time.perf_counter() - began) / 10)
    difference = np.abs(results[0] - results[-1]).max()
    print(f"graph {1000 * seconds[0]:.1f} ms, closed form {1000 * seconds[1]:.1f} ms")
    print(f"largest difference between the two {difference:.0e}")

# %% [markdown]
# ## 6.7 A network with batch norm
#
# The network of notebook 3, with your layer before the ReLU, and without $b_1$:
#
# $$z = X W_1 \qquad n = \text{BN}(z) \qquad h = \max(0, n) \qquad \text{scores} = h W_2 + b_2$$
#
# **Shapes:** $X\ (N, D)$, $\;W_1\ (D, H)$, $\;z, n, h\ (N, H)$, $\;W_2\ (H, C)$, scores $(N, C)$.
#
# The loss is the mean softmax cross-entropy plus `reg * (sum(W1**2) + sum(W2**2))`. Hand `bn_param` on to your layer
# as it is, so that the mode, and the averages, are those of the caller. In test mode the loss is all that is asked for;
# return an empty dict of gradients there.
#
# `solutions.softmax` has `softmax(x)`, row by row, and `cross_entropy(scores, y)`, the mean over the batch, straight
# from the scores; you may import them, or bring your own.

# %% exercise="two_layer_bn_loss"
def two_layer_bn_loss(params, X, y, bn_param, reg=0.0):
    """Loss and gradients of affine (no bias) - batch norm - ReLU - affine - softmax.

    Parameters
    ----------
    params : dict of ndarray
        W1 (D, H), gamma (H,), beta (H,), W2 (H, C), b2 (C,). Left as they are.
    X : ndarray of shape (N, D)
    y : sequence of N ints
        The true classes, 0 to C - 1.
    bn_param : dict
        See `batchnorm_forward`; its running averages are updated in train mode.
    reg : float
        Strength of the penalty on W1 and W2.

    Returns
    -------
    loss : float
    grads : dict of ndarray
        By the names of the parameters, each in its parameter's shape. Empty in test mode.

    Example
    -------
    >>> params = {"W1": np.eye(2), "gamma": np.ones(2), "beta": np.zeros(2), "W2": np.zeros((2, 3)), "b2": np.zeros(3)}
    >>> loss, grads = two_layer_bn_loss(params, np.array([[1.0, 2.0], [3.0, 0.0]]), [0, 2], {"mode": "train"}, 0.1)
    >>> loss, grads["b2"]
    (1.2986..., array([-0.1667,  0.3333, -0.1667]))
    """
    ### BEGIN SOLUTION
    import solutions.batchnorm as reference
    return reference.two_layer_bn_loss(params, X, y, bn_param, reg)
    ### END SOLUTION

# %% checks="two_layer_bn_loss"

# %% [markdown]
# ### Predict, then train
#
# The two runs of 6.1 that failed, now with batch norm: a step of 3, and small weights. And one more, to be fair: a step
# of 10. Which of the three learn?

# %% prediction="predict-batch-norm"
predict_batch_norm = ""

# %% tags=["demo", "training"]
def with_batch_norm(params):
    """The same weights for a network with batch norm: gamma and beta in place of the first bias."""
    hidden = len(params["b1"])
    kept = {name: params[name] for name in ("W1", "W2", "b2")}
    return {**kept, "gamma": np.ones(hidden), "beta": np.zeros(hidden)}


def test_accuracy(params, bn_param, X, y):
    """The share of right answers in test mode."""
    normed, _ = batchnorm_forward(X @ params["W1"], params["gamma"], params["beta"], {**bn_param, "mode": "test"})
    return np.mean(np.argmax(np.maximum(normed, 0) @ params["W2"] + params["b2"], axis=1) == y)


with attempt("batchnorm_forward", "two_layer_bn_loss"), np.errstate(all="ignore"):
    fig, axes = figure(8, 3.2, ncols=2, sharey=True)
    told = []
    for name, scale, rate in (("step 3", 0.1, 3.0), ("small weights", 0.001, 0.1), ("step 10", 0.1, 10.0)):
        bn_param = {"mode": "train"}
        params, losses = train(
            lambda p, X, y, bn_param=bn_param: two_layer_bn_loss(p, X, y, bn_param),
            with_batch_norm(new_params(scale)), rate,
        )
        right = test_accuracy(params, bn_param, X_dev, y_dev)
        told.append(f"{name}: last losses {np.mean(losses[-20:]):.2f}, dev accuracy in test mode {right:.0%}")
        axes[1].plot(losses, label=name)
        if name in plain:
            axes[0].plot(plain[name], label=name)
    for axis, title in zip(axes, ("plain (6.1)", "with batch norm"), strict=True):
        axis.set(yscale="log", title=title, xlabel="step", ylabel="loss", ylim=(5e-3, 30))
        axis.axhline(np.log(10), color="#777777", linestyle=":", linewidth=1)
        axis.legend(fontsize=9, loc="lower left")
    if predict_batch_norm:
        show(fig, "Loss against step, on a logarithmic axis. Left, plain: both runs stay at ln 10. Right, with batch "
                  "norm: " + "; ".join(told) + ".")
    reveal(predict_batch_norm, "\n".join(told))

# %% [markdown]
# Two of the three learn, and the third gets lost: batch norm widens the range of step sizes that work, and does not
# make it endless. (Nor is it a cure for everything. Try weights of size 3: the last layer has no batch norm.)
#
# Any optimiser will do for $W$, $\gamma$ and $\beta$. Here is your Adam of notebook 5. Change the step size, or take
# another rule (`optimizers.sgd_momentum`, `optimizers.rmsprop`), and see.

# %% tags=["demo", "training"]
with attempt("batchnorm_forward", "two_layer_bn_loss"):
    rule, rate = optimizers.adam, 1e-2
    params, bn_param, configs = with_batch_norm(new_params(0.1)), {"mode": "train"}, {}
    rng = np.random.default_rng(0)
    for _ in range(150):
        batch = rng.integers(len(X_train), size=64)
        loss, grads = two_layer_bn_loss(params, X_train[batch], y_train[batch], bn_param)
        for name in params:
            config = configs.get(name, {"learning_rate": rate})  # each parameter has a state of its own
            params[name], configs[name] = rule(params[name], grads[name], config)
    print(f"last loss {loss:.3f}, dev accuracy in test mode {test_accuracy(params, bn_param, X_dev, y_dev):.1%}")

# %% [markdown]
# ### Predict: ten times the weights
#
# In 6.4 a positive factor cancelled. Multiply $W_1$ by 10. What happens to the loss, and what to the gradient
# `dW1`?

# %% prediction="predict-scale"
predict_scale = ""

# %% tags=["demo"]
with attempt("two_layer_bn_loss"):
    start, text = with_batch_norm(new_params(0.1)), []
    for factor in (1, 10, 100):
        scaled = {**start, "W1": factor * start["W1"]}
        loss, grads = two_layer_bn_loss(scaled, X_train[:64], y_train[:64], {"mode": "train", "eps": 1e-12})
        text.append(f"{factor:4} times W1: loss {loss:.6f}   size of dW1 {np.linalg.norm(grads['W1']):.6f}   "
                    f"sum(W1 * dW1) {np.sum(scaled['W1'] * grads['W1']):.0e}")
    reveal(predict_scale, "\n".join(text))

# %% [markdown]
# ### Explain
#
# Two to four sentences; write over the line below.
#
# *`W1` ten times as large: the same loss, and a tenth of the gradient. So by which factor does a step of gradient
# descent, relative to the size of `W1`, become smaller? And what does an L2 penalty on `W1` do in a network whose loss
# does not depend on the size of `W1`?*

# %% [markdown] manual="explain-scale" points=2
# ### BEGIN SOLUTION
# The step is a tenth as long and the weights are ten times as large, so relative to them it is a hundredth: the
# effective step size goes like the learning rate over the squared size of W1. The gradient is at right angles to W1
# (the last column is 0), so each step makes W1 a little longer and the next one a little smaller; that is why large
# initial weights train slowly and not wildly. An L2 penalty cannot make the function simpler through the size of W1,
# since the loss does not depend on it. It keeps W1 from growing, and so it acts on the effective step size.
# ### END SOLUTION

# %% [markdown]
# ## 6.8 Why it helps, and its price
#
# Three reasons are given. The first you have measured.
#
# 1. **Scale.** All columns have the same size, so one step size suits them all, and the size of the weights hardly
#    matters.
# 2. **Covariate shift.** A layer learns on the outputs of the layers below, and each step changes these: it has to
#    follow a moving target. With batch norm the mean and the spread of its input are those that $\beta$ and $\gamma$
#    say. (How much of the help comes from that is disputed: a study of 2018 *added* shifts behind batch norm and it
#    trained as well. Its authors see the reason in a smoother loss.)
# 3. **A little regularisation.** In train mode each sample is seen in random company, so its output is noisy. A
#    network cannot rely on exact numbers that change with each batch. It is a side effect, and the smaller the batch,
#    the stronger it is.
#
# Measure the third: the same digit, in 200 random batches. Predict: four times the batch size, and the noise becomes
# ... ?

# %% prediction="predict-noise"
predict_noise = ""

# %% tags=["demo"]
with attempt("batchnorm_forward"):
    rng, z = np.random.default_rng(0), X_train @ new_params(0.1)["W1"]
    sizes, noise = [4, 16, 64, 256], []
    for size in sizes:
        seen = []
        for _ in range(200):
            company = np.vstack([z[:1], z[rng.integers(1, len(z), size=size - 1)]])
            seen.append(batchnorm_forward(company, np.ones(50), np.zeros(50), {"mode": "train"})[0][0])
        noise.append(np.std(seen, axis=0).mean())
    told = [f"batches of {size:3}: noise {value:.3f}" for size, value in zip(sizes, noise, strict=True)]
    reveal(predict_noise, "\n".join(told))

# %% [markdown]
# The noise goes like $1 / \sqrt N$, as that of any mean does. That is the **price** as well. With batches of two or
# four, the mean and variance are poor guesses, and train and test mode differ. Where batches have to be small, people
# normalise over something else than the batch (layer norm, group norm; see 6.9).
#
# ## What you have now
#
# | Function | The point of it |
# |---|---|
# | `batchnorm_forward` | batch statistics in train mode, running averages in test mode |
# | `batchnorm_backward` | add where paths meet, sum where something was broadcast |
# | `batchnorm_backward_alt` | the two invariances, taken off the gradient |
# | `two_layer_bn_loss` | no bias before batch norm; the mode is the caller's |
#
# ### Words
#
# | English | 中文 | here |
# |---|---|---|
# | batch normalisation | 批量归一化 | each column to mean 0 and variance 1 over the batch, then $\gamma$, $\beta$ |
# | normalise | 归一化 | not to be confused with regularise, 正则化 |
# | mini-batch | 小批量 | the $N$ samples of one step |
# | running average | 滑动平均 | exponentially weighted, for test time |
# | covariate shift | 协变量偏移 | the inputs' distribution moves |
# | invariance | 不变性 | a change of the input that leaves the output as it is |
# | bias (a parameter) | 偏置 | cancels before batch norm |
#
# ### Read on
#
# - S. Ioffe and C. Szegedy, [Batch Normalization](https://arxiv.org/abs/1502.03167), 2015: the paper, with the
#   gradients of 6.5 in section 3.
# - S. Santurkar and others, [How Does Batch Normalization Help Optimization?](https://arxiv.org/abs/1805.11604), 2018:
#   the study of 6.8.
# - *Dive into Deep Learning*, [Batch Normalization](https://d2l.ai/chapter_convolutional-modern/batch-norm.html).
# - CS231n, [Setting up the data and the model](https://cs231n.github.io/neural-networks-2/), "Batch Normalization".
# - PyTorch, [BatchNorm1d](https://docs.pytorch.org/docs/stable/generated/torch.nn.BatchNorm1d.html), with the two
#   conventions of 6.4.
#
# ## 6.9 Optional: go further
#
# ### The training batch and the test sample
#
# Train with batches of 2, 4 and 64. Compare the accuracy in test mode with that in train mode on all dev digits at
# once. Do these two part, or does something else differ? Why? (Which values can $\hat x$ take in a batch of two?)

# %% tags=["demo", "training"]
with attempt("batchnorm_forward", "two_layer_bn_loss"):
    for size in (2, 4, 64):
        params, bn_param, rng = with_batch_norm(new_params(0.1)), {"mode": "train"}, np.random.default_rng(0)
        for _ in range(300):
            batch = rng.integers(len(X_train), size=size)
            _, grads = two_layer_bn_loss(params, X_train[batch], y_train[batch], bn_param)
            params = {name: params[name] - 0.1 * grads[name] for name in params}
        normed, _ = batchnorm_forward(X_dev @ params["W1"], params["gamma"], params["beta"], {"mode": "train"})
        together = np.mean(np.argmax(np.maximum(normed, 0) @ params["W2"] + params["b2"], axis=1) == y_dev)
        alone = test_accuracy(params, bn_param, X_dev, y_dev)
        print(f"batches of {size:2}: test mode {alone:.1%}, train mode with all dev digits at once {together:.1%}")

# %% [markdown]
# ### Layer norm
#
# Take the mean and variance of each **row**, over its columns, and nothing depends on the batch any more: no running
# averages, no modes. Transformers do that. Your `batchnorm_forward` can do it without a change, if you hand it the
# right thing. Try it in a cell of your own: which array has the samples as its columns? What goes in for `gamma` and
# `beta`, and when do the real ones act?
#
# ### Batch norm at test time costs nothing
#
# In test mode $\mu$ and $\sigma$ are fixed, so $\gamma (zW - \mu) / \sigma + \beta$ is an affine layer. Fold it: find
# $W'$ and $b'$ such that $X W' + b'$ gives the output of your layer in test mode, and compare on the digits. (Here the
# bias is back.)
