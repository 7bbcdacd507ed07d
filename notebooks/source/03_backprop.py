# %% [markdown]
# # 3 Backprop through two layers
#
# A network is a chain of small functions. To train it you need the derivative of the loss by every number in it, and
# there may be thousands. *Backpropagation* gets all of them in one pass from the end to the beginning, for about twice
# the price of computing the loss.
#
# You build each link of the chain twice, once forward and once back, and put the links together. In the end your
# network reads handwritten digits, 97 in 100 of them, after a second of training.
#
# | Section | Minutes |
# |---|---|
# | 3.1 What a straight line cannot do | 6 |
# | 3.2 Shapes first | 10 |
# | 3.3 One layer, there and back | 18 |
# | 3.4 A bend | 8 |
# | 3.5 The network and its loss | 17 |
# | 3.6 Training | 16 |
# | 3.7 Optional: the whole network on paper | 15 |
# | 3.8 Optional: the same in one vector | 15 |
# | 3.9 Optional: many layers | 14 |
#
# The optional sections are marked as well. Each leans only on 3.1 to 3.6.

# %% [markdown]
# ## Conventions
#
# | Symbol | Meaning | Shape |
# |---|---|---|
# | $N$, $D$, $H$, $C$ | number of samples, of inputs, of hidden units, of classes | |
# | `X` | inputs; **rows are samples** | $(N, D)$ |
# | `W1`, `b1` | weights and bias of the first layer | $(D, H)$, $(H,)$ |
# | `W2`, `b2` | weights and bias of the second layer | $(H, C)$, $(C,)$ |
# | `z1`, `a1` | hidden units before and after the ReLU | |
# | `scores`, `P` | scores, and their softmax | |
# | `y` | labels, integers $0, \dots, C-1$ | $(N,)$ |
# | `dW1`, `dz1`, ... | gradient of the loss by `W1`, by `z1`, ... | that of `W1`, of `z1` |
#
# The loss is a mean over the $N$ samples. The L2 penalty is `reg * (sum(W1**2) + sum(W2**2))`: both weight matrices,
# no bias, and no half in front. Your functions never change the arrays or dicts that they are given.
#
# From notebooks 1 and 2 you have `cross_entropy(scores, y)` and its gradient `cross_entropy_grad(scores, y)`, which is
# $(P - Y)/N$. They are imported here, together with a few others.

# %% locked="setup"
import numpy as np

from courseware import check, derive
from courseware.data import split_digits
from courseware.widgets import attempt, initialisation_demo, reveal, show, two_layer_demo
from courseware.widgets.figure import LINES, figure
from solutions.cross_entropy import cross_entropy_grad, sigmoid, sigmoid_grad
from solutions.softmax import cross_entropy, log_softmax, softmax_loss

np.set_printoptions(precision=4, suppress=True)

# %% [markdown]
# ## 3.1 What a straight line cannot do
#
# Three rings of points, one inside the other, a class each. The classifier of notebook 1 has scores `X @ W`, so the
# border between two classes is a straight line.
#
# Predict: one point in three is right by chance. What share will it get right after training?

# %% prediction="predict-linear"
predict_linear = ""

# %% tags=["demo"]
def rings(rng, per_class=60):
    """Three rings around the origin, one class each: X (N, 2) and y (N,)."""
    y = np.repeat([0, 1, 2], per_class)
    angle = rng.uniform(0, 2 * np.pi, size=y.size)
    radius = 0.5 + y + 0.15 * rng.normal(size=y.size)
    return np.column_stack([radius * np.cos(angle), radius * np.sin(angle)]), y


X_rings, y_rings = rings(np.random.default_rng(0))
with_ones = np.hstack([X_rings, np.ones((len(X_rings), 1))])
W = np.zeros((3, 3))
for _ in range(500):
    W = W - 0.5 * softmax_loss(W, with_ones, y_rings, 0.0)[1]
right = np.mean(np.argmax(with_ones @ W, axis=1) == y_rings)
reveal(predict_linear, f"{right:.0%} of the points, after 500 steps. More steps do not help.")

# %% demo="rings-and-lines"
fig, axes = figure(4.2, 3.8)
for k, marker in enumerate("os^"):
    axes.plot(*X_rings[y_rings == k].T, marker, label=f"class {k}", alpha=0.7, linestyle="none", markersize=5)
grid = np.stack(np.meshgrid(np.linspace(-3.2, 3.2, 200), np.linspace(-3.2, 3.2, 200)), axis=-1)
chosen = np.argmax(np.append(grid, np.ones((200, 200, 1)), axis=-1) @ W, axis=-1)
axes.contour(grid[..., 0], grid[..., 1], chosen, levels=[0.5, 1.5], colors="#444444", linewidths=1)
axes.set(xlabel="input 0", ylabel="input 1", xlim=(-3.2, 3.2), ylim=(-3.2, 3.2))
axes.legend(fontsize=9, loc="upper right")
show(fig, "Three rings of points, one inside the other, and the straight borders of a linear classifier, which cut "
          f"right through them: {right:.0%} of the points are in the region of their class.")

# %% [markdown]
# No line parts a ring from what is inside it. So the inputs have to be **bent** before the last layer sees them: first
# a layer of $H$ **hidden units**, each of which is a weighted sum of the inputs, then a bend, then the classifier.
#
# $$z_1 = X W_1 + b_1, \qquad a_1 = \max(0, z_1), \qquad \text{scores} = a_1 W_2 + b_2$$
#
# ## 3.2 Shapes first
#
# Before any derivative, write down the shape of every array. It costs two minutes, and later the shapes will tell you
# most of the formulas.
#
# - A product takes what meets away: $(N, D) \cdot (D, H) \to (N, H)$.
# - The bias has shape $(H,)$, and is added to $(N, H)$. On paper the sizes do not fit. NumPy copies the bias to every
#   row without a word; on paper that copy is a product with a column of ones: $X W_1 + \mathbf{1}\, b_1^\top$. Remember
#   it: on the way back it decides what the gradient of a bias is.
# - **A gradient has the shape of what it is the gradient of.** The loss is one number, so it has one derivative for
#   each entry of `W1`: as many as `W1` has, and in the same places.

# %% demo="network-chain"
fig, axes = figure(8.2, 2.3)
axes.set(xlim=(-0.6, 10.6), ylim=(-1.1, 1.2))
axes.axis("off")
for k, name in enumerate(("X", "z1", "a1", "scores", "P", "loss")):
    axes.text(2 * k, 0, name, ha="center", va="center", fontsize=12,
              bbox={"boxstyle": "round,pad=0.35", "facecolor": "white", "edgecolor": "#0072B2", "linewidth": 1.6})
for k, step in enumerate(("W1, b1", "ReLU", "W2, b2", "softmax", "log, y")):
    axes.annotate("", (2 * k + 1.45, 0.25), (2 * k + 0.55, 0.25), arrowprops={"arrowstyle": "->", "color": "#222222"})
    axes.text(2 * k + 1, 0.5, step, ha="center", fontsize=10)
for k, name in enumerate(("dz1", "da1", "dscores")):
    start = 2 * k + 3.45 if name != "dscores" else 9.45
    axes.annotate("", (2 * k + 2.55, -0.35), (start, -0.35),
                  arrowprops={"arrowstyle": "->", "color": "#D55E00", "linestyle": "--"})
    axes.text(2 * k + 2, -0.75, name, ha="center", fontsize=10, color="#D55E00")
show(fig, "The chain from X through z1, a1, scores and P to the loss. Forward, solid arrows: W1 and b1, ReLU, W2 and "
          "b2, softmax, logarithm. Back, dashed arrows: from the loss to dscores, then da1, then dz1.")

# %% [markdown]
# Now fill in the table. Write each shape in quotes, with the letters N, D, H and C, such as `"(N, D)"`; that of a
# vector with a comma, `"(H,)"`, and that of a single number is `"()"`.

# %% exercise="network_shapes"
network_shapes = {
    # on the way forward
    "z1": "",
    "a1": "",
    "scores": "",
    "P": "",  # the probabilities
    "loss": "",
    # on the way back
    "dscores": "",
    "da1": "",
    "dz1": "",
    "dW2": "",
    "db2": "",
    "dW1": "",
    "db1": "",
}
### BEGIN SOLUTION
import solutions.backprop_derivations as reference

network_shapes = reference.NETWORK_SHAPES
### END SOLUTION

# %% checks="network_shapes"

# %% [markdown]
# ## 3.3 One layer, there and back
#
# A layer that multiplies and adds is called *fully connected*, *linear*, or **affine**.
#
# $$\text{out} = x\, w + b$$
#
# **Shapes:** $x\ (N, D)$, $\;w\ (D, H)$, $\;b\ (H,)$, $\;\text{out}\ (N, H)$.
#
# It does not know whether it is the first layer or the last. So you write it once.
#
# The function returns a pair: the output, and a **cache**, in which you keep what the way back will need. Keep
# `(x, w, b)`; you may keep other things, as long as your own backward function understands them.

# %% exercise="affine_forward"
def affine_forward(x, w, b):
    """Multiply by weights and add a bias to each row.

    Parameters
    ----------
    x : ndarray of shape (N, D)
    w : ndarray of shape (D, H)
    b : ndarray of shape (H,)
        All three are left as they are.

    Returns
    -------
    out : ndarray of shape (N, H)
    cache : what affine_backward needs, such as (x, w, b)

    Example
    -------
    >>> out, cache = affine_forward(np.array([[1.0, 2.0]]), np.eye(2), np.array([10.0, 20.0]))
    >>> out
    array([[11., 22.]])
    """
    ### BEGIN SOLUTION
    import solutions.backprop as reference
    return reference.affine_forward(x, w, b)
    ### END SOLUTION

# %% checks="affine_forward"

# %% [markdown]
# ### The way back
#
# Somewhere behind this layer is a loss. Whoever comes after you hands you `dout`, the gradient of the loss by your
# output: how much the loss grows when `out[n, h]` grows. From it you compute the gradient by everything that went in.
# That is the **chain rule**, one link at a time:
#
# - an entry $x_{nd}$ reaches the outputs $\text{out}_{n0}, \text{out}_{n1}, \dots$, each through a weight. So its
#   derivative is $\sum_h \text{dout}_{nh}\, w_{dh}$;
# - a weight $w_{dh}$ is used once for each sample, times $x_{nd}$. So its derivative is
#   $\sum_n x_{nd}\, \text{dout}_{nh}$.
#
# Sums of products: these are matrix products. Which ones?
#
# ### Find the bug in the note
#
# > *Going back through a layer whose input is $a$: the gradient of the weights is $dw = dz * a$, that of the bias is
# > $db = dz$, and what goes on to the layer before is $da = dz * w$.*
#
# Here $*$ is the product entry by entry, and nothing is transposed. Predict: take 5 samples, 3 inputs and 4 outputs.
# What happens if you type `dz * a` into NumPy? And with 4 inputs?

# %% prediction="predict-elementwise"
predict_elementwise = ""

# %% tags=["demo"]
rng = np.random.default_rng(1)


def tried(D, N=5, H=4):
    """What dz * a gives for N samples, D inputs and H outputs."""
    a, dz = rng.normal(size=(N, D)), rng.normal(size=(N, H))
    try:
        return f"shape {(dz * a).shape}, and w has shape {(D, H)}"
    except ValueError as problem:
        return f"{type(problem).__name__}: {problem}"


reveal(predict_elementwise, f"D = 3, H = 4:  {tried(3)}\nD = 4, H = 4:  {tried(4)}\nD = 1, H = 1:  {tried(1, 1, 1)}")

# %% [markdown]
# With one sample, one input and one output the note is right: there everything is a number. For matrices it lacks the
# sum, and with it the transposes.
#
# **The correction** takes no calculus, only your table of shapes. A gradient has the shape of what it belongs to. You
# have two factors, and one order with one transpose in which they fit. This is called **dimension balancing**:
#
# | wanted | shape | made from | |
# |---|---|---|---|
# | `dw` | $(D, H)$ | `x` $(N, D)$ and `dout` $(N, H)$ | $N$ has to meet $N$, and disappears |
# | `dx` | $(N, D)$ | `dout` $(N, H)$ and `w` $(D, H)$ | $H$ has to meet $H$ |
#
# Beware: balancing finds the formula when all sizes differ. When $D = H$ a wrong one fits as well, as you will see
# in 3.5. The sums above are what it rests on.
#
# ### And the bias?
#
# The same `b` was copied to all $N$ rows. Predict: in a batch of 100 samples `dout` is 1 everywhere. You let
# `b[0]` grow by one small step. By how many such steps does the loss grow?

# %% prediction="predict-bias"
predict_bias = ""

# %% tags=["demo"]
def measured(f, x, h=1e-6):
    """The slope of f at the number x."""
    return (f(x + h) - f(x - h)) / (2 * h)


x_demo = np.random.default_rng(2).normal(size=(100, 3))
w_demo = np.random.default_rng(3).normal(size=(3, 2))
with attempt("affine_forward"):
    slope = measured(lambda b0: np.sum(affine_forward(x_demo, w_demo, np.array([b0, 0.0]))[0]), 0.0)
    reveal(predict_bias, f"{slope:.4f} steps: every row adds its own.")

# %% [markdown]
# **A value that was copied on the way forward collects the sum of its copies' gradients on the way back.** So `db` is
# a sum over the batch: which axis goes, and which is left? (In 3.7 you derive it from the column of ones.)
#
# No $1/N$ comes in here. Where the loss is a mean, `dout` has that factor in it already; it enters once, at the loss,
# and runs through all layers by itself. With a summed loss nothing here would change either.
#
# **Shapes:** $\text{dout}\ (N, H) \;\to\; \text{dx}\ (N, D), \;\text{dw}\ (D, H), \;\text{db}\ (H,)$.

# %% exercise="affine_backward"
def affine_backward(dout, cache):
    """Carry a gradient back through affine_forward.

    Parameters
    ----------
    dout : ndarray of shape (N, H)
        Gradient of the loss by the output. Left as it is.
    cache : from affine_forward

    Returns
    -------
    dx : ndarray of shape (N, D)
    dw : ndarray of shape (D, H)
    db : ndarray of shape (H,)

    Example
    -------
    >>> dx, dw, db = affine_backward(np.array([[1.0], [10.0]]), (np.array([[1.0, 2.0], [3.0, 4.0]]),
    ...                                                          np.array([[5.0], [6.0]]), np.array([7.0])))
    >>> dw.T, db
    (array([[31., 42.]]), array([11.]))
    """
    ### BEGIN SOLUTION
    import solutions.backprop as reference
    return reference.affine_backward(dout, cache)
    ### END SOLUTION

# %% checks="affine_backward"

# %% [markdown]
# Why compute `dx`, when nobody trains the inputs? Because this layer need not be the first. If `x` is itself the
# output of a layer below, `dx` is that layer's `dout`. Nothing in your function asks whether `x` is data or hidden
# units. That is all there is to backprop in a network of any depth: *what I pass down is what the next one gets*.
#
# ## 3.4 A bend
#
# Two affine layers on top of each other are one affine layer: $(xW_1)W_2 = x(W_1W_2)$. The bend between them is what
# makes the difference. The **ReLU**, *rectified linear unit*, bends each number by itself:
#
# $$\text{relu}(x) = \max(0, x)$$
#
# **Shapes:** any shape in, the same shape out.
#
# What does its way back have to know? Where the input was positive, the output moves along with it: slope 1. Where it
# was negative, the output is 0 and stays 0. So the gradient passes in some places and stops in others, like light
# through a **mask**, and the *forward* pass decides where.

# %% exercise="relu_forward"
def relu_forward(x):
    """Replace what is negative by 0.

    Parameters
    ----------
    x : ndarray of any shape
        Left as it is.

    Returns
    -------
    out : ndarray of the same shape
    cache : what relu_backward needs, such as x

    Example
    -------
    >>> relu_forward(np.array([[-1.0, 2.0]]))[0]
    array([[0., 2.]])
    """
    ### BEGIN SOLUTION
    import solutions.backprop as reference
    return reference.relu_forward(x)
    ### END SOLUTION

# %% checks="relu_forward"

# %% exercise="relu_backward"
def relu_backward(dout, cache):
    """Carry a gradient back through relu_forward.

    Parameters
    ----------
    dout : ndarray of any shape
        Gradient of the loss by the output. Left as it is.
    cache : from relu_forward

    Returns
    -------
    ndarray of the same shape
        Gradient of the loss by the input.

    Example
    -------
    >>> out, cache = relu_forward(np.array([[-1.0, 2.0]]))
    >>> relu_backward(np.array([[5.0, -6.0]]), cache)
    array([[ 0., -6.]])
    """
    ### BEGIN SOLUTION
    import solutions.backprop as reference
    return reference.relu_backward(dout, cache)
    ### END SOLUTION

# %% checks="relu_backward"

# %% [markdown]
# Exactly at 0 there is no slope, only a left one and a right one. Take 0 or 1 there, as you like: such an input has
# probability zero.
#
# ### Play: what a hidden unit sees
#
# A few hidden units with random weights, over the plane of the rings. Each is 0 on one side of a line and grows on the
# other. Change the seed. Could a weighted sum of such folds be high on a ring and low inside it?

# %% tags=["demo"]
seed = 4
with attempt("affine_forward", "relu_forward"):
    unit_rng = np.random.default_rng(seed)
    plane = np.stack(np.meshgrid(np.linspace(-3, 3, 60), np.linspace(-3, 3, 60)), axis=-1)
    w_units, b_units = unit_rng.normal(size=(2, 4)), unit_rng.normal(size=4)
    hidden = relu_forward(affine_forward(plane.reshape(-1, 2), w_units, b_units)[0])[0]
    fig, panels = figure(8.4, 3.0, ncols=4, sharey=True)
    for k, axes in enumerate(panels):
        axes.contourf(plane[..., 0], plane[..., 1], hidden[:, k].reshape(60, 60), levels=12, cmap="cividis")
        axes.set(title=f"unit {k}", xlabel="input 0", aspect="equal")
    panels[0].set_ylabel("input 1")
    share = np.mean(hidden > 0, axis=0)
    show(fig, "Four hidden units over the plane. Each is 0 on one side of a straight fold and rises on the other. "
              f"They are active on {', '.join(f'{s:.0%}' for s in share)} of it.")

# %% [markdown]
# ## 3.5 The network and its loss
#
# Now put the links together. Forward:
#
# $$X \to z_1 \to a_1 \to \text{scores} \to L = \underbrace{\text{cross-entropy}(\text{scores}, y)}_{\text{data}}
# + \underbrace{\text{reg} \left(\sum W_1^2 + \sum W_2^2\right)}_{\text{penalty}}$$
#
# Back, from the end: `cross_entropy_grad(scores, y)` is `dscores`. Hand it down, link by link. At the end add the
# gradient of the penalty, which reaches the weights directly: $2\,\text{reg}\,W_1$ to `dW1`, and the same for `W2`. A
# bias has no penalty.
#
# | forward | gives | back | gives |
# |---|---|---|---|
# | affine | `z1` | 4th: affine | `dW1`, `db1` (and `dX`, not needed) |
# | ReLU | `a1` | 3rd: ReLU | `dz1` |
# | affine | `scores` | 2nd: affine | `da1`, `dW2`, `db2` |
# | cross-entropy | loss | 1st: `cross_entropy_grad` | `dscores` |
#
# **Shapes:** you have them all in `network_shapes`.
#
# The last link is the one from notebook 2. For scores and labels it gives the loss, and the gradient by the scores:

# %% tags=["demo"]
print("loss   ", cross_entropy(np.array([[2.0, 0.0, 0.0], [0.0, 0.0, 0.0]]), [0, 1]))
print("dscores", *cross_entropy_grad(np.array([[2.0, 0.0, 0.0], [0.0, 0.0, 0.0]]), [0, 1]), sep="\n  ")

# %% [markdown]
# ### Find the bug in the note
#
# A solution of this very exercise that is widely read gives, for the first layer (with $J$ for
# the loss),
#
# > $$\frac{\partial J}{\partial W_1} = a_1^{\top}\, dz_1$$
#
# Predict: its author tested it on a network with $D = H = 4$. Does NumPy complain? Is the number right? And with
# $D = 3$, $H = 4$?

# %% prediction="predict-hidden"
predict_hidden = ""

# %% [markdown]
# Now test it. A gradient $G$ of a function of $W$ makes a claim about every direction $V$: a small step $hV$ changes
# the function by $h \sum G \cdot V$. One direction drawn at random is enough to catch a wrong $G$.

# %% tags=["demo"]
def slope_along(f, W, V, h=1e-6):
    """How fast f(W) changes when W moves along V."""
    return (f(W + h * V) - f(W - h * V)) / (2 * h)


def trial_of_the_note(D, H=4, N=5):
    """The note's gradient of the part of the loss that comes through z1, against a measurement."""
    rng = np.random.default_rng(D)
    X, W1, b1, dz1 = (rng.normal(size=shape) for shape in ((N, D), (D, H), (H,), (N, H)))
    a1 = np.maximum(X @ W1 + b1, 0)
    claim, V = a1.T @ dz1, rng.normal(size=(D, H))
    slope = slope_along(lambda W: np.sum(dz1 * (X @ W + b1)), W1, V)
    told = f"{np.sum(claim * V):.4f}" if claim.shape == V.shape else "no number: the shapes differ"
    return f"D = {D}, H = {H}: shape {claim.shape} for W1 {W1.shape}; measured {slope:.4f}, by the note {told}"


reveal(predict_hidden, trial_of_the_note(4) + "\n" + trial_of_the_note(3))

# %% [markdown]
# For $D = H$ nothing warns you, and the number is wrong. That is why the checks use sizes that differ.
#
# **The correction** stands in your own `affine_backward`: the weights collect *what they were multiplied with* on the
# way forward. For `W2` that is the hidden units. For `W1` it is ...
#
# ### Sum or mean?
#
# Some books define the loss as the sum over the batch. Then every gradient is $N$ times as large, and a step that was
# good for 10 samples is ten times too long for 100. With the mean, the factor $1/N$ enters once, in `dscores`, and all
# four gradients inherit it. Do not divide again.
#
# ### Your turn: `two_layer_loss`
#
# The parameters come in a dict with the keys `W1`, `b1`, `W2`, `b2`, and the gradients go out in one with the same
# keys. Without labels, `y=None`, there is no loss: return the scores. Call what you have written.

# %% exercise="two_layer_loss"
def two_layer_loss(params, X, y=None, reg=0.0):
    """Scores, or loss and gradients, of the network affine - ReLU - affine - softmax.

    Parameters
    ----------
    params : dict with W1 (D, H), b1 (H,), W2 (H, C), b2 (C,)
    X : ndarray of shape (N, D)
    y : sequence of N ints, optional
        The true classes, 0 to C - 1.
    reg : float
        Strength of the penalty reg * (sum(W1**2) + sum(W2**2)).

    Returns
    -------
    scores : ndarray of shape (N, C), if y is None; otherwise the pair
    loss : float
        Mean cross-entropy plus penalty.
    grads : dict
        The gradient of the loss by each of params, under the same key.

    Example
    -------
    >>> params = {"W1": np.eye(2), "b1": np.zeros(2), "W2": np.eye(2), "b2": np.zeros(2)}
    >>> two_layer_loss(params, np.array([[3.0, -1.0]]))
    array([[3., 0.]])
    >>> two_layer_loss(params, np.array([[3.0, -1.0]]), [0])[0]
    0.0485...
    """
    ### BEGIN SOLUTION
    import solutions.backprop as reference
    return reference.two_layer_loss(params, X, y, reg)
    ### END SOLUTION

# %% tags=["demo"]
check("two_layer_loss", two_layer_loss)

# %% checks="two_layer_loss"

# %% [markdown]
# ### Test it yourself
#
# You need no reference to see whether a gradient belongs to a loss: measure. The cell moves **all** parameters along a
# random direction, and compares the slope with the one that your gradients promise. (Notebook 4 makes a tool of it.)

# %% tags=["demo"]
def init_params(D, H, C, rng):
    """Random weights, zero biases. Notebook 8 says why the factor is sqrt(2 / inputs)."""
    return {
        "W1": rng.normal(size=(D, H)) * np.sqrt(2 / D),
        "b1": np.zeros(H),
        "W2": rng.normal(size=(H, C)) * np.sqrt(2 / H),
        "b2": np.zeros(C),
    }


def promised_and_measured(loss_fn, params, rng, h=1e-6):
    """The slope along a random direction: as the gradients promise it, and as it is."""
    V = {name: rng.normal(size=np.shape(value)) for name, value in params.items()}
    up = loss_fn({name: params[name] + h * V[name] for name in params})[0]
    down = loss_fn({name: params[name] - h * V[name] for name in params})[0]
    grads = loss_fn(params)[1]
    return sum(np.sum(grads[name] * V[name]) for name in params), (up - down) / (2 * h)


with attempt("two_layer_loss"):
    rng = np.random.default_rng(5)
    small, X_small, y_small = init_params(4, 5, 3, rng), rng.normal(size=(6, 4)), rng.integers(3, size=6)
    for reg in (0.0, 0.3):
        promise, slope = promised_and_measured(lambda p, r=reg: two_layer_loss(p, X_small, y_small, r), small, rng)
        print(f"reg = {reg}: promised {promise:.8f}, measured {slope:.8f}")

# %% [markdown]
# ### Explain
#
# This cell is read by a person. Two to four sentences; write over the line below.
#
# *A friend forgot the ReLU, in the forward pass and in the backward pass. The test above agrees to eight digits. Why
# does it not notice, and what would?*

# %% [markdown] manual="explain-consistent" points=2
# ### BEGIN SOLUTION
# The test compares the gradients with the loss that the function itself returns. Without the ReLU the loss is that of
# another network (a linear one), and the gradients are the right gradients of *that* loss, so they agree. A gradient
# check shows that backward fits forward, not that forward is what was asked for. What notices: comparing scores or the
# loss with a value worked out independently on inputs where some hidden units are negative, or seeing that the network
# cannot learn the rings.
# ### END SOLUTION

# %% [markdown]
# ### Find the bug in the note: whose penalty?
#
# > *L2 regularisation adds `reg * sum(W * W)` to the loss and `2 * reg * W` to the gradient. That is how it is defined,
# > so a gradient from another implementation must agree with yours.*
#
# Here are three that you meet: this one; one with `0.5 * reg * sum(W * W)` and `reg * W`; and one with
# `0.5 * reg * sum(W * W)` and `2 * reg * W`. Predict: which of the three pass the test of 3.5?

# %% prediction="predict-penalty"
predict_penalty = ""

# %% tags=["demo"]
def trial_of_a_penalty(factor, slope_factor, reg=0.3):
    """The promised and the measured slope of a penalty."""
    rng = np.random.default_rng(6)
    W, V = rng.normal(size=(3, 4)), rng.normal(size=(3, 4))
    slope = slope_along(lambda W: factor * reg * np.sum(W * W), W, V)
    promise = np.sum(slope_factor * reg * W * V)
    return f"promised {promise:8.4f}   measured {slope:8.4f}"


reveal(predict_penalty, "\n".join(
    f"{factor} * reg * sum(W * W) with {slope_factor} * reg * W:  {trial_of_a_penalty(factor, slope_factor)}"
    for factor, slope_factor in ((1, 2), (0.5, 1), (0.5, 2))
))

# %% [markdown]
# The first two are both consistent. They are **conventions**: `reg` in one means `2 * reg` in the other. Nothing says
# which is right, and one well-known assignment used the first for its linear classifier and the second for its
# two-layer network. Mixed within one function they are a mistake, and that is what the third one is.
#
# **The correction:** say which convention you use (this course: no half), and halve or double `reg` when you compare.
#
# ## 3.6 Training
#
# ### Choose a class
#
# The predicted class of a sample is the one with the largest score. Softmax keeps the order, so it is not needed here.
#
# **Shapes:** $\text{scores}\ (N, C) \to \text{labels}\ (N,)$.

# %% exercise="predict"
def predict(params, X):
    """Choose for each sample the class with the largest score.

    Parameters
    ----------
    params : dict with W1, b1, W2, b2
    X : ndarray of shape (N, D)

    Returns
    -------
    ndarray of shape (N,), int

    Example
    -------
    >>> params = {"W1": np.eye(2), "b1": np.zeros(2), "W2": np.eye(2), "b2": np.zeros(2)}
    >>> predict(params, np.array([[3.0, -1.0], [1.0, 2.0]]))
    array([0, 1])
    """
    ### BEGIN SOLUTION
    import solutions.backprop as reference
    return reference.predict(params, X)
    ### END SOLUTION

# %% checks="predict"

# %% [markdown]
# ### Batches
#
# A step downhill needs a gradient, and a gradient over all samples is dear. A random part of them, a **batch**, points
# nearly the same way. So: draw `batch_size` samples, compute loss and gradients on them, take the step
#
# $$W \leftarrow W - \text{learning rate} \cdot dW$$
#
# for each of the four parameters, and repeat. This is **stochastic gradient descent**, SGD.
# `rng.choice(N, batch_size)` gives random row numbers. Use the *same* numbers for `X` and for `y`.
#
# ### Find the bug in the note
#
# > *In every iteration `np.random.choice(N, batch_size)` picks the next part of the data set. After `N // batch_size`
# > iterations, one epoch, the network has seen every sample once.*
#
# Predict: 1200 samples, batches of 60, so 20 iterations. What share of the samples has been seen?

# %% prediction="predict-coverage"
predict_coverage = ""

# %% tags=["demo"]
rng = np.random.default_rng(7)
drawn = np.concatenate([rng.choice(1200, 60) for _ in range(20)])
times = np.bincount(drawn, minlength=1200)
reveal(
    predict_coverage,
    f"{np.mean(times > 0):.1%} of the samples were seen, one of them {times.max()} times. "
    f"1 - 1/e is {1 - np.exp(-1):.1%}.",
)

# %% [markdown]
# `choice` draws **with replacement**, each time from all samples. That a sample is missed 1200 times has probability
# $(1 - 1/1200)^{1200} \approx 1/e$.
#
# **The correction:** an *epoch* here is a count of steps, `max(N // batch_size, 1)` of them, not a pass over the data.
# The gradient is right on average all the same, since no sample is favoured. Who wants a true pass shuffles all row
# numbers, `rng.permutation(N)`, and cuts them into batches; notebook 5 does so. Both are welcome here.
#
# ### Your turn: `train_two_layer`
#
# 1. The dict that you are given is where you start. It has to be the same after the call: make a new dict, and new
#    arrays. (`W -= ...` writes into the old array.)
# 2. In each of `num_iters` iterations: draw a batch, note its loss, take the step.
# 3. After each epoch of `max(N // batch_size, 1)` iterations, note two accuracies: the share of right predictions on
#    the training data (or on the last batch, if that is too slow for you), and on `X_val`.
#
# All randomness comes from `rng`. With the same seed, training gives the same result.

# %% exercise="train_two_layer"
def train_two_layer(params, X, y, X_val, y_val, learning_rate, reg, num_iters, batch_size, rng):
    """Train two_layer_loss by stochastic gradient descent on random batches.

    Parameters
    ----------
    params : dict with W1, b1, W2, b2
        Where to start. Left as it is, and its arrays too.
    X, y : ndarray of shape (N, D), and of shape (N,)
        Samples to learn from, and their classes.
    X_val, y_val : ndarray
        Samples to watch the accuracy on.
    learning_rate, reg : float
    num_iters, batch_size : int
    rng : np.random.Generator
        Draws the batches.

    Returns
    -------
    dict with four keys:
        "params" (the trained ones), "loss_history" (one loss for each iteration, that of the batch before the step),
        "train_acc_history" and "val_acc_history" (one fraction from 0 to 1 for each epoch).

    Example
    -------
    >>> start = {"W1": np.eye(2), "b1": np.ones(2), "W2": np.eye(2), "b2": np.zeros(2)}
    >>> X, y = np.eye(2), np.array([1, 0])
    >>> run = train_two_layer(start, X, y, X, y, 0.5, 0.0, 100, 1, np.random.default_rng(0))
    >>> len(run["loss_history"]), len(run["val_acc_history"]), run["val_acc_history"][-1]
    (100, 50, 1.0)
    """
    ### BEGIN SOLUTION
    import solutions.backprop as reference
    return reference.train_two_layer(params, X, y, X_val, y_val, learning_rate, reg, num_iters, batch_size, rng)
    ### END SOLUTION

# %% checks="train_two_layer"

# %% [markdown]
# ### The rings again
#
# The straight lines of 3.1 got a third of the rings right, or little more. Change the number of hidden units. How few
# are enough?

# %% tags=["demo"]
hidden_units = 20
with attempt("train_two_layer", "predict"):
    start = init_params(2, hidden_units, 3, np.random.default_rng(0))
    X_new, y_new = rings(np.random.default_rng(1))
    run = train_two_layer(start, X_rings, y_rings, X_new, y_new, 0.3, 0.0, 1500, 60, np.random.default_rng(2))
    fig, axes = figure(4.2, 3.8)
    for k, marker in enumerate("os^"):
        axes.plot(*X_new[y_new == k].T, marker, label=f"class {k}", alpha=0.7, linestyle="none", markersize=5)
    chosen = predict(run["params"], grid.reshape(-1, 2)).reshape(200, 200)
    axes.contour(grid[..., 0], grid[..., 1], chosen, levels=[0.5, 1.5], colors="#444444", linewidths=1)
    axes.set(xlabel="input 0", ylabel="input 1", xlim=(-3.2, 3.2), ylim=(-3.2, 3.2),
             title=f"{run['val_acc_history'][-1]:.0%} of new points right")
    axes.legend(fontsize=9, loc="upper right")
    show(fig, f"New points on three rings, and the borders that a network with {hidden_units} hidden units has learnt: "
              f"closed curves between the rings. {run['val_acc_history'][-1]:.0%} of the points are classified right.")

# %% [markdown]
# ### Play: a spiral
#
# The same network again, on two arms that wind about each other, and you hold the controls. It trains with **your**
# `two_layer_loss`, on all 64 points in each step. The thin lines in the plane are the folds of the hidden units. A thin
# black line beside your loss, where there is one, is the loss with right gradients.
#
# Predict: with a learning rate of 1 it learns. What do 20 times as much do to the loss, and what to the hidden units?

# %% prediction="predict-spiral"
predict_spiral = ""

# %% demo="spiral"
two_layer_demo(two_layer_loss, prediction=predict_spiral)

# %% [markdown]
# Let it play from step 0, or press the arrow keys on *step*. Then try these:
#
# 1. *Too few units*. How many straight pieces has the boundary, and how many folds are there? How few units are enough?
# 2. *Too large*. The loss jumps, then stays where it is, although the learning rate is only four times that of
#    *Learns*. Look at the bars: a unit that is active on no point has a mask of zeros. What is its gradient?
# 3. *All units die*. The loss is not infinite, and jumps for ever. Which of the four parameters still moves, and why do
#    the other three not?
#
# ### Handwritten digits
#
# 1797 real digits, 8 by 8 pixels each. The course ships them, split into three: to train on, to choose by (*dev*), and
# to test on at the very end.
#
# Predict: before the first step the network knows nothing about the 10 classes. About what should its first loss be?

# %% prediction="predict-first-loss"
predict_first_loss = ""

# %% tags=["demo"]
(X_train, y_train), (X_dev, y_dev), (X_test, y_test) = split_digits(0)
with attempt("train_two_layer", "predict"):
    start = init_params(64, 100, 10, np.random.default_rng(0))
    run = train_two_layer(
        start, X_train, y_train, X_dev, y_dev, learning_rate=0.5, reg=1e-3, num_iters=2000, batch_size=64,
        rng=np.random.default_rng(1),
    )
    test_accuracy = np.mean(predict(run["params"], X_test) == y_test)
    penalty = 1e-3 * sum(np.sum(start[name] ** 2) for name in ("W1", "W2"))
    reveal(predict_first_loss, f"{run['loss_history'][0] - penalty:.2f} without the penalty; ln 10 = {np.log(10):.2f}. "
                               "Random weights are a little surer than they should be.")
    print(f"Accuracy on the test images: {test_accuracy:.1%}")

# %% tags=["demo"]
with attempt("train_two_layer"):
    fig, (left_axes, right_axes) = figure(8.2, 3.0, ncols=2)
    left_axes.plot(run["loss_history"], linewidth=0.8)
    left_axes.set(xlabel="iteration", ylabel="loss of the batch", yscale="log")
    right_axes.plot(run["train_acc_history"], label="train", linestyle=LINES[0])
    right_axes.plot(run["val_acc_history"], label="dev", linestyle=LINES[1])
    right_axes.set(xlabel="epoch", ylabel="accuracy", ylim=(None, 1.01))
    right_axes.legend()
    show(fig, f"Left: the loss of the batch falls from {run['loss_history'][0]:.1f} to {run['loss_history'][-1]:.2f} "
              f"in {len(run['loss_history'])} iterations, with some noise. Right: accuracies by epoch, on dev up to "
              f"{run['val_acc_history'][-1]:.3f}.")

# %% [markdown]
# Where is it wrong? Here are test images that the network takes for another digit. Would you have known?

# %% tags=["demo"]
with attempt("train_two_layer", "predict"):
    guesses = predict(run["params"], X_test)
    missed = np.flatnonzero(guesses != y_test)[:6]
    if len(missed):
        fig, panels = figure(8.0, 1.8, ncols=len(missed), squeeze=False)
        for axes, i in zip(panels[0], missed, strict=True):
            axes.imshow(X_test[i].reshape(8, 8), cmap="gray_r")
            axes.set(title=f"{y_test[i]}, taken for {guesses[i]}", xticks=[], yticks=[])
            axes.title.set_fontsize(9)
        show(fig, "Test images that were classified wrong: "
                  + ", ".join(f"{y_test[i]} taken for {guesses[i]}" for i in missed) + ".")

# %% [markdown]
# ### Explain
#
# Two to four sentences; write over the line below.
#
# *Why is the gradient of a bias a sum over the batch, while the gradient of a hidden unit, `da1`, is not? Say what is
# shared and what is not.*

# %% [markdown] manual="explain-sum" points=2
# ### BEGIN SOLUTION
# All samples of the batch use the same bias: the forward pass copies it to every row. A change of the bias changes
# every row, so its effect on the loss is the sum of the effects in all rows. A hidden unit has a value of its own for
# each sample: `a1[n, h]` takes part in sample n only, so its gradient is a number for each sample, and nothing is
# summed over the batch. (The same holds for the weights, whose sum over the samples is inside the matrix product.)
# ### END SOLUTION

# %% [markdown]
# ## What you have now
#
# | Function | The point of it |
# |---|---|
# | `affine_forward`, `affine_backward` | a product; two products with a transpose, and a sum |
# | `relu_forward`, `relu_backward` | a bend; a mask from the forward pass |
# | `two_layer_loss` | links forward, links back in the other order |
# | `train_two_layer`, `predict` | draw, measure, step; choose the largest score |
#
# ### Words
#
# | English | 中文 | here |
# |---|---|---|
# | fully connected, affine layer | 全连接层 | `x @ w + b` |
# | hidden unit | 隐藏单元 | a column of `a1` |
# | backpropagation | 反向传播 | the chain rule, from the loss backwards |
# | chain rule | 链式法则 | derivatives of links are multiplied |
# | broadcasting | 广播 | copying a smaller array along an axis |
# | mask | 掩码 | 1 where the gradient passes, 0 elsewhere |
# | batch, epoch | 批, 轮 | samples of one step; about $N$ samples |
# | learning rate | 学习率 | length of a step per gradient |
# | vanishing, exploding gradient | 梯度消失, 梯度爆炸 | see 3.9 |
#
# ### Read on
#
# - CS231n, [Backpropagation, intuitions](https://cs231n.github.io/optimization-2/), with the same links and patterns of
#   the gradient, and [Neural networks, part 1](https://cs231n.github.io/neural-networks-1/).
# - *Dive into Deep Learning*,
#   [Forward and backward propagation](https://d2l.ai/chapter_multilayer-perceptrons/backprop.html).
# - M. Nielsen, *Neural Networks and Deep Learning*,
#   [chapter 2](http://neuralnetworksanddeeplearning.com/chap2.html), on how backpropagation works.
# - K. Clark, [Computing neural network gradients](https://web.stanford.edu/class/cs224n/readings/gradient-notes.pdf),
#   on matrices with shapes beside every line.

# %% [markdown]
# ## 3.7 Optional: the whole network on paper
#
# ### How many numbers are there?
#
# Every hidden unit has a weight for each input, and a bias. Every class has a weight for each hidden unit, and a bias.

# %% exercise="num_params"
def num_params(D, H, C):
    """Count the parameters of a two-layer network: weights and biases.

    Parameters
    ----------
    D, H, C : int
        Number of inputs, hidden units and classes.

    Returns
    -------
    int

    Example
    -------
    >>> num_params(2, 3, 1)
    13
    """
    ### BEGIN SOLUTION
    import solutions.backprop as reference
    return reference.num_params(D, H, C)
    ### END SOLUTION

# %% checks="num_params"

# %% [markdown]
# The network for the digits has 7510 of them, and each step computes a derivative for every one. Measured one by one,
# as in 3.5, a single gradient would take 15 020 evaluations of the loss.
#
# PyTorch's `nn.Linear(in_features, out_features)` is the same layer, and makes its own `weight` and `bias`. It keeps
# the weights the other way round, $(\text{out}, \text{in})$, and computes `x @ weight.T + bias`. `nn.Linear(64, 100)`,
# `nn.ReLU()`, `nn.Linear(100, 10)` in an `nn.Sequential` is your network in one line; its way back is not written at
# all: the library records the links on the way forward.
#
# ### The bias as weights of ones
#
# With a column `ones` of shape $(N, 1)$, and the bias as a row `b` of shape $(1, H)$, the copy is a product:
# $z = xw + \text{ones}\, b$. So `b` is a weight matrix like `w`, whose input is always 1. Derive its gradient.
#
# - `x`, `w`, `ones`, `b` are as above. `dz` is the gradient by $z$, with shape $(N, H)$.
# - `@` is the matrix product, `.T` the transpose.
# - `sum(a, axis=0, keepdims=True)` sums down the rows, and keeps the axis: $(N, H) \to (1, H)$, the shape of `b`.
#   Write it without `np.`.

# %% exercise="bias_gradient"
bias_gradient = [
    "",  # the gradient of b, by the rule for a weight matrix: a product with ones
    "",  # the same without ones: a sum over the batch
]
### BEGIN SOLUTION
import solutions.backprop_derivations as reference

bias_gradient = reference.BIAS_GRADIENT
### END SOLUTION

# %% checks="bias_gradient"

# %% demo="show-bias-gradient"
derive.show("bias_gradient", bias_gradient)

# %% [markdown]
# ### Six formulas
#
# All gradients of the network, as matrices. Each may use the symbols `X`, `W1`, `b1`, `z1`, `a1`, `W2`, `b2`,
# `dscores`, and `da1` and `dz1` where they are known by then. A mask is written as a comparison: `(a > 0)` is 1 where
# that holds and 0 elsewhere. Entry by entry is `*`, the matrix product is `@`. For the biases `sum(..., axis=0)`,
# without `np.`; its result has shape $(H,)$ or $(C,)$.
#
# The check draws random arrays of many sizes, $D = H = C$ among them, and computes the derivatives on its own.

# %% exercise="gradient_formulas"
gradient_formulas = {
    "dW2": [""],
    "db2": [""],
    "da1": [""],
    "dz1": [""],
    "dW1": [""],
    "db1": [""],
}
### BEGIN SOLUTION
import solutions.backprop_derivations as reference

gradient_formulas = reference.GRADIENT_FORMULAS
### END SOLUTION

# %% checks="gradient_formulas"

# %% demo="show-gradient-formulas"
derive.show("gradient_formulas", gradient_formulas)

# %% [markdown]
# ## 3.8 Optional: the same in one vector
#
# Tools that check or minimise a function want **one** vector of parameters, not a dict of four arrays. So the four are
# laid end to end, each matrix row by row: `W1`, `b1`, `W2`, `b2`. The gradient is laid out in the same order.
#
# This is the network of CS224n's first assignment, and three more things are different in it:
#
# - the hidden units have a **sigmoid**, $h = \sigma(z_1)$. Its slope, written with its value, is $h(1-h)$;
# - the labels come as **one-hot** rows `Y` of shape $(N, C)$;
# - the cost is the **sum** over the samples, so `dscores` is $P - Y$, without $1/N$.
#
# **Shapes:** $\text{params}\ ((D+1)H + (H+1)C,)$; slices of it are reshaped to $W_1\ (D, H)$, $\;b_1\ (H,)$,
# $\;W_2\ (H, C)$, $\;b_2\ (C,)$; the gradient has the shape of $\text{params}$.
#
# You have `sigmoid`, `sigmoid_grad` and `log_softmax` from earlier notebooks, and your `affine_forward` and
# `affine_backward`. A slice that is reshaped is still a view into `params`: read it, do not write into it.

# %% tags=["demo"]
h_demo = sigmoid(np.array([-2.0, 0.0, 2.0]))
print("h", h_demo, "  its slope", sigmoid_grad(h_demo))
print("ln P", log_softmax(np.array([[1.0, 2.0, 3.0]])))

# %% exercise="forward_backward_prop"
def forward_backward_prop(X, Y, params, dimensions):
    """Summed cost and gradient of the network affine - sigmoid - affine - softmax.

    Parameters
    ----------
    X : ndarray of shape (N, D)
    Y : ndarray of shape (N, C)
        One-hot rows.
    params : ndarray of shape ((D + 1) * H + (H + 1) * C,)
        W1, b1, W2, b2, each row by row. Left as it is.
    dimensions : sequence of three ints
        D, H and C.

    Returns
    -------
    cost : float
        Cross-entropy, summed over the samples.
    grad : ndarray of the shape of params
        In the same order.

    Example
    -------
    >>> cost, grad = forward_backward_prop(np.eye(2), np.eye(2), np.zeros(7), (2, 1, 2))
    >>> cost, grad.shape
    (1.386..., (7,))
    """
    ### BEGIN SOLUTION
    import solutions.backprop as reference
    return reference.forward_backward_prop(X, Y, params, dimensions)
    ### END SOLUTION

# %% checks="forward_backward_prop"

# %% [markdown]
# With one vector, the test of 3.5 is one line shorter. Here it runs through every parameter of a small network in turn:

# %% tags=["demo"]
with attempt("forward_backward_prop"):
    rng = np.random.default_rng(8)
    dimensions = (4, 3, 2)
    flat = rng.normal(size=23)
    X_flat, Y_flat = rng.normal(size=(5, 4)), np.eye(2)[rng.integers(2, size=5)]
    cost, grad = forward_backward_prop(X_flat, Y_flat, flat, dimensions)
    slopes = [
        slope_along(lambda p: forward_backward_prop(X_flat, Y_flat, p, dimensions)[0], flat, one) for one in np.eye(23)
    ]
    print(f"largest difference between promised and measured slopes: {np.max(np.abs(grad - slopes)):.1e}")

# %% [markdown]
# ## 3.9 Optional: many layers
#
# Going back through a layer multiplies with $W^\top$. Through fifty layers, it multiplies with fifty matrices.
#
# Predict: 50 layers of 100 units, weights drawn with standard deviation $s / \sqrt{100}$, and no bend at all. The
# gradient at the top has length 1. About how long is it at the bottom, for $s = 0.8$, $1$ and $1.2$?

# %% prediction="predict-depth"
predict_depth = ""

# %% tags=["demo"]
def lengths(s, depth=50, width=100):
    """The length of a gradient on its way down through linear layers."""
    rng = np.random.default_rng(9)
    gradient = rng.normal(size=width)
    gradient /= np.linalg.norm(gradient)
    found = [1.0]
    for _ in range(depth):
        gradient = gradient @ (s / np.sqrt(width) * rng.normal(size=(width, width))).T
        found.append(float(np.linalg.norm(gradient)))
    return found


ways = {s: lengths(s) for s in (0.8, 1.0, 1.2)}
reveal(predict_depth, ", ".join(f"s = {s}: {way[-1]:.1e}" for s, way in ways.items()) + "; compare 0.8**50 and 1.2**50")

# %% demo="depth"
fig, axes = figure(6.4, 3.0)
for (s, way), style in zip(ways.items(), LINES, strict=False):
    axes.semilogy(way, label=f"s = {s}", linestyle=style)
axes.set(xlabel="layers passed on the way down", ylabel="length of the gradient")
axes.legend()
show(fig, "Length of a gradient against the number of layers it has passed, on a logarithmic axis: three nearly "
          f"straight lines, down to {ways[0.8][-1]:.0e} for s = 0.8, level for 1, up to {ways[1.2][-1]:.0e} for 1.2.")

# %% [markdown]
# **Vanishing** and **exploding gradients**: a product of many factors grows or shrinks exponentially with their number.
# The lower layers of the first network learn nothing, those of the last one get steps of the size of a continent. A
# sigmoid makes it worse, since its slope is at most 1/4 and joins the product once a layer.
#
# Notes often show this for diagonal matrices, where each entry is a power of its own. It holds for full ones as well,
# as you saw: what counts is how much a layer stretches on average. That is why `init_params` has a factor
# $\sqrt{2/\text{inputs}}$; notebook 8 derives it, and notebook 6 shows another way out.
#
# ### Play: how large should the first weights be?
#
# Now with the bend. Twenty layers at their start, before any training, once with tanh and once with ReLU. The weights
# have a standard deviation of 0.01 (*small*), of 1 (*large*), of $\sqrt{1/n}$ (*LeCun*), $\sqrt{2/(n+m)}$ (*Xavier*)
# or $\sqrt{2/n}$ (*He*), for a layer with $n$ inputs and $m$ outputs. Activations go up, to the right; gradients come
# down, to the left.

# %% demo="first-weights"
initialisation_demo()

# %% [markdown]
# Take *tanh, too large*: the activations have the right size and are of no use, as the histograms show. Why? And why
# does ReLU need a 2 that tanh does not?
#
# Everything that you wrote works unchanged for any depth: the input of a layer is the output of another, and its `dx`
# that one's `dout`. If you like, stack three layers in a cell of your own, and test it with `promised_and_measured`.
