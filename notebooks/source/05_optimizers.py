# %% [markdown]
# # 5 Optimizers: momentum, Adam and their kin
#
# Backprop gives you a gradient. What you do with it decides whether training takes a minute or never ends.
# The plain answer, a step against the gradient, crawls along a ravine, or bounces between its walls.
#
# When you are through you have written the update rules that frameworks ship, you know how far each can be trusted,
# and you will have tested six claims from lecture notes. Not one of them holds as it is written.
#
# | Section | Minutes |
# |---|---|
# | 5.1 A step downhill | 12 |
# | 5.2 How long a step? | 10 |
# | 5.3 A few samples at a time | 10 |
# | 5.4 Averages that forget | 9 |
# | 5.5 Momentum | 15 |
# | 5.6 A scale for each weight | 13 |
# | 5.7 Many dimensions | 6 |
# | 5.8 Optional: go further | 30 |
#
# The page works as before: predictions are saved and never marked; your mark comes from the cells with `check`; nothing
# that you leave open stops *Run All*.

# %% [markdown]
# ## Conventions
#
# | Symbol | Meaning | Shape |
# |---|---|---|
# | `w`, `dw` | weights of any shape, and the gradient of the loss with respect to them | the same for both |
# | `lr`, $\eta$ | learning rate | one number |
# | `mu`, $\mu$ | momentum | one number |
# | `beta`, $\beta$ | how much of an average is kept | one number |
# | `config` | a dict with the settings of a rule and its state | |
# | $N$, $D$, $C$ | samples, inputs, classes; rows are samples | |
#
# **Every update rule has the same form**: `rule(w, dw, config=None)` gives back the pair `(next_w, config)`.
#
# - The config that comes in may be `None`, or hold only some of the keys. What is missing takes its **default**, which
#   the task names. A state that is missing is 0.
# - The config that goes out holds all that the next step needs: the settings and the new state. You may update the
#   dict that came in, or make a new one.
# - `w` and `dw` belong to the caller. They stay as they are.
# - Each parameter of a network has a config of its own.

# %% locked="setup"
import time

import numpy as np

from courseware import check, derive, surfaces
from courseware.data import split_digits
from courseware.widgets import (
    adam_demo,
    attempt,
    learning_rate_demo,
    momentum_demo,
    moving_average_demo,
    race_demo,
    reveal,
    show,
)
from courseware.widgets.figure import BLACK, BLUE, GREEN, LINES, ORANGE, PURPLE, RED, figure

np.set_printoptions(precision=4, suppress=True)

# %% [markdown]
# ## 5.1 A step downhill
#
# Here is a loss over two weights. The lines are contour lines: along each of them the loss is the same. The stars are
# the minima. At four points you see the gradient.

# %% demo="gradients-on-contours"
fig, axes = figure(5.6, 4.4)
surfaces.contour(axes, surfaces.HIMMELBLAU)
points = np.array([[-1.0, -4.0], [1.5, 4.0], [-3.9, 0.5], [4.2, 0.3]])
for point in points:
    arrow = surfaces.HIMMELBLAU.gradient(point)
    axes.annotate("", xy=point + 1.1 * arrow / np.linalg.norm(arrow), xytext=point,
                  arrowprops={"arrowstyle": "->", "color": RED, "linewidth": 2})
show(fig, "Contour lines of Himmelblau's function with four stars, its minima. At four points an arrow shows the "
          "gradient. Each arrow stands at a right angle on the contour line through its point, and leads uphill.")

# %% [markdown]
# ### Predict
#
# Walk a tiny way **along** a contour line. By how much does the loss change? So what is the dot product of the gradient
# with that direction, and what angle do the two make?

# %% prediction="predict-normal"
predict_normal = ""

# %% tags=["demo"]
point = np.array([-1.0, -4.0])
dw = surfaces.HIMMELBLAU.gradient(point)
along = np.array([-dw[1], dw[0]]) / np.linalg.norm(dw)
steps = [1e-1, 1e-2, 1e-3]
changes = {f"{name:7}": [surfaces.HIMMELBLAU.value(point + h * way) - surfaces.HIMMELBLAU.value(point) for h in steps]
           for name, way in (("along", along), ("uphill", dw / np.linalg.norm(dw)))}
rows = [f"{name} " + "  ".join(f"{change:12.6f}" for change in row) for name, row in changes.items()]
reveal(predict_normal, "\n".join(["change of the loss for steps of 0.1, 0.01 and 0.001", *rows]))

# %% [markdown]
# On the contour line itself the change is 0. The cell steps straight ahead while the line bends, so a little change is
# left; it falls with the **square** of the step: to first order it is zero. So the gradient is
# **normal** to the contour line: no part of it points along. It is the direction in which the loss grows fastest, and
# the way down is the other way:
#
# $$w \leftarrow w - \eta\, \frac{\partial L}{\partial w}$$
#
# **Shapes:** $w$, $dw$ and the new $w$ all have the same shape, whatever it is.
#
# This is gradient descent. In a training loop it is called **SGD**, for stochastic gradient descent, because the
# gradient comes from a few samples only.
#
# ### Your turn: `sgd`
#
# The step is one line. The rest is the agreement about the config, and you will use it seven times. `dict.get`,
# `dict.setdefault` or `{**defaults, **given}` help with defaults. Mind that `config` may be `None`.

# %% exercise="sgd"
def sgd(w, dw, config=None):
    """Take one step of gradient descent.

    Parameters
    ----------
    w, dw : ndarray of shape (...), the same for both
        Left as they are.
    config : dict or None
        learning_rate (default 1e-2)

    Returns
    -------
    next_w : ndarray of the same shape
    config : dict
        With the learning rate, for the next step.

    Example
    -------
    >>> sgd(np.array([1.0, 2.0]), np.array([10.0, -10.0]), {"learning_rate": 0.1})
    (array([0., 3.]), {'learning_rate': 0.1})
    """
    ### BEGIN SOLUTION
    import solutions.optimizers as reference
    return reference.sgd(w, dw, config)
    ### END SOLUTION

# %% [markdown]
# This cell gives you everything in one report while you work; the locked cells after it are the ones that are marked.

# %% tags=["demo"]
check("sgd", sgd)

# %% checks="sgd"

# %% [markdown]
# ### A walk, step by step
#
# One step is not training. Write the loop: ask for the gradient where you are, step, note where you are now, and go on.
# The rule is an argument, so that the same loop walks with every rule of this notebook. Hand each config that comes
# back to the next step; the state of a rule lives there.
#
# **Shapes:** a point $(2,)$; the path $(\text{num\_steps} + 1, 2)$: its first row is the start.

# %% exercise="minimize"
def minimize(grad_fn, x0, rule, config, num_steps):
    """Walk downhill from a point by an update rule, and keep the whole path.

    Parameters
    ----------
    grad_fn : callable
        Takes a point, an ndarray of shape (2,), and returns the gradient there, of shape (2,).
    x0 : ndarray of shape (2,)
        The start. Left as it is.
    rule : callable
        rule(w, dw, config) -> (next_w, config)
    config : dict or None
        For the first step.
    num_steps : int

    Returns
    -------
    ndarray of shape (num_steps + 1, 2)
        The start, and the point after each step.

    Example
    -------
    >>> minimize(lambda x: 2 * x, np.array([1.0, -2.0]), sgd, {"learning_rate": 0.25}, 2)
    array([[ 1.  , -2.  ],
           [ 0.5 , -1.  ],
           [ 0.25, -0.5 ]])
    """
    ### BEGIN SOLUTION
    import solutions.optimizers as reference
    return reference.minimize(grad_fn, x0, rule, config, num_steps)
    ### END SOLUTION

# %% checks="minimize"

# %% [markdown]
# ### Play: where you start decides where you end
#
# Himmelblau's function has four minima, all equally deep. Change the starts and the learning rate.

# %% tags=["demo"]
starts = [(0.5, 0.5), (-0.5, 0.5), (-1.0, -1.5), (0.5, -2.0)]
with attempt("sgd", "minimize"):
    surface = surfaces.HIMMELBLAU
    paths = [minimize(surface.gradient, np.array(start), sgd, {"learning_rate": 0.01}, 60) for start in starts]
    fig, axes = figure(5.6, 4.4)
    surfaces.contour(axes, surface)
    for path, colour in zip(paths, (BLUE, RED, GREEN, PURPLE), strict=True):
        surfaces.trace(axes, path, color=colour)
    ends = ", ".join(f"({x:.2f}, {y:.2f})" for x, y in (path[-1] for path in paths))
    show(fig, f"Contour lines of Himmelblau's function and four walks from near its middle. They end at {ends}.")
    print("ends:", ends)

# %% [markdown]
# On a **convex** surface, a bowl, every way down leads to the one minimum. The loss of a network is not convex. What
# you get then depends on three things that you choose: the **start**, the **learning rate**, and what the rule
# remembers, **momentum** for one. The rest of this notebook is about the last two.

# %% [markdown]
# ## 5.2 How long a step?
#
# The **ravine** is a bowl that is 20 times as steep across as along:
# $f(x, y) = \tfrac12 x^2 + \tfrac12 \cdot 20\, y^2$. Its second derivatives, the **curvatures**, are 1 and 20.
#
# ### Predict
#
# In one dimension, $f = \tfrac12 \lambda w^2$ has the gradient $\lambda w$, so a step multiplies $w$ by
# $1 - \eta \lambda$. For which $\eta$ does the $y$ of the ravine ($\lambda = 20$) still come to rest? What happens
# exactly at the border? Type the border.

# %% prediction="predict-border"
predict_border = ""

# %% tags=["demo"]
rates = (0.002, 0.05, 0.1, 0.102)
with attempt("sgd", "minimize"):
    walks = {rate: minimize(surfaces.RAVINE.gradient, surfaces.RAVINE.start, sgd, {"learning_rate": rate}, 60)
             for rate in rates}
    ends = [f"lr {rate:5}: after 60 steps x = {walk[-1, 0]:7.3f}, y = {walk[-1, 1]:7.3f}, "
            f"loss {surfaces.RAVINE.value(walk[-1]):8.3f}" for rate, walk in walks.items()]
    reveal(predict_border, "\n".join(["the border is 2 / 20 = 0.1", *ends]))
    fig, (left_axes, right_axes) = figure(9, 3.4, ncols=2, width_ratios=(3, 2))
    surfaces.contour(left_axes, surfaces.RAVINE)
    for rate, colour in zip(rates[:3], (BLUE, GREEN, RED), strict=True):
        surfaces.trace(left_axes, walks[rate][:30], color=colour)
    for (rate, walk), style, colour in zip(walks.items(), LINES, (BLUE, GREEN, RED, ORANGE), strict=True):
        right_axes.semilogy(surfaces.RAVINE.value(walk), linestyle=style, color=colour, label=f"lr {rate}")
    right_axes.set(xlabel="step", ylabel="loss (logarithmic)")
    right_axes.legend(fontsize=9)
    show(fig, "Left: walks on the ravine. With 0.002 the walk creeps down one wall, with 0.05 it goes to the bottom at "
              "once and then along, with 0.1 it jumps from wall to wall for ever. Right: the loss against the step. "
              "It falls slowly, falls fast, stays high, and grows.")

# %% [markdown]
# Four regimes:
#
# - **too small**: the loss falls, and falls, and you wait;
# - **fitting**: fast;
# - **too large**: the step jumps over the bottom and lands as high as before. The loss is **stuck**;
# - **far too large**: each jump lands higher than the one before. The loss grows until it is `nan`.
#
# The border is $\eta = 2 / \lambda_{\max}$, set by the **steepest** direction. In the flattest direction
# a step then multiplies by $1 - \eta \lambda_{\min}$, which is close to 1. The ratio $\lambda_{\max} / \lambda_{\min}$,
# the **condition number**, tells how slow this must be.
#
# ### The best step
#
# Where would the step be perfect? In one dimension, with slope $f'$ and curvature $f''$, the parabola through your
# point has its minimum at the distance $|f'| / f''$. For $f = \tfrac12 \lambda w^2$ that is $|w|$: one step, and you
# are there. So the best learning rate is $1 / f''$, a different one for each direction. Keep this in mind for 5.6.
#
# ### Predict, then play
#
# The panel walks with your `sgd`. It begins on a bowl with one weight and the curvature 1. At which learning rate is
# one step enough, and from which one on does the walk diverge? (The panel opens when you have said so.)

# %% prediction="predict-rate"
predict_rate = ""

# %% demo="learning-rate-widget"
learning_rate_demo(sgd, prediction=predict_rate)

# %% [markdown]
# Then try the other surfaces. In the *two hollows*, which rates carry you over the hill? On the *ravine*, which rate is
# the fastest? (It is not 1/20: look at what the flat direction does.)
#
# ### Make the ravine round
#
# Often the ravine is your own making. Two inputs, one of spread 1 and one of spread 100, and the same error: the
# weight of the large input has 10 000 times the curvature. Divide by the spread, and both are alike.

# %% tags=["demo"]
rng = np.random.default_rng(0)
X = np.column_stack([rng.normal(size=200), 100 * rng.normal(size=200)])  # (N, D) = (200, 2)
target = X @ np.array([2.0, 0.03]) + 0.1 * rng.normal(size=200)
train_mean, train_std = X.mean(axis=0), X.std(axis=0)
with attempt("sgd", "minimize"):
    for name, inputs in (("as they are", X), ("standardised", (X - train_mean) / train_std)):
        curvatures = np.linalg.eigvalsh(inputs.T @ inputs / len(inputs))
        best = 1 / curvatures.max()
        path = minimize(lambda w, A=inputs: A.T @ (A @ w - target) / len(A), np.zeros(2), sgd,
                        {"learning_rate": best}, 50)
        error = np.mean((inputs @ path[-1] - target) ** 2)
        print(f"inputs {name:12}: condition number {curvatures.max() / curvatures.min():8.1f}, "
              f"error after 50 steps {error:.4f}")

# %% [markdown]
# ### Find the bug in the note
#
# > *Normalise the inputs: subtract the mean, divide by the standard deviation. Do this with the training set, and do
# > it with the test set.*
#
# Predict: the model learns on inputs that are standardised with the **training** mean and spread. In the test set the
# first input happens to be 3 larger throughout. What is left of that difference if the test set is standardised with
# its own mean and spread, and what does that do to the predictions?

# %% prediction="predict-standardise"
predict_standardise = ""

# %% tags=["demo"]
w_true = np.array([2.0, 0.03])
X_test = X[:20] + np.array([3.0, 0.0])  # the first input is larger than in training
lines = []
with attempt("sgd", "minimize"):
    A = (X - train_mean) / train_std
    w = minimize(lambda w: A.T @ (A @ w - (target - target.mean())) / len(A), np.zeros(2), sgd,
                 {"learning_rate": 0.5}, 60)[-1]
    for name, mean, std in (("train's", train_mean, train_std), ("its own", X_test.mean(axis=0), X_test.std(axis=0))):
        error = (X_test - mean) / std @ w + target.mean() - X_test @ w_true
        lines.append(f"test set with {name:7} mean and spread: mean error {np.abs(error).mean():.3f}")
    reveal(predict_standardise, "\n".join(lines))

# %% [markdown]
# **The correction:** compute mean and spread on the **training** set, keep them, and use the same two on the test set.
# They are part of the model. (The note also says that dividing makes the variance 1; that holds for the set on which
# the spread was measured, and for no other.)

# %% [markdown]
# ## 5.3 A few samples at a time
#
# With five million samples, one step of gradient descent looks at all five million. That is one step an hour. The
# gradient of a thousand samples points almost the same way, and costs a thousandth of it.
#
# Cut the samples into **mini-batches**: 5 000 batches of 1 000. One pass over all of them is an **epoch**, here
# 5 000 steps. In notes you meet three kinds of brackets: $x^{(i)}$ is sample $i$, $Z^{[l]}$ belongs to layer $l$, and
# $X^{\{t\}}$ is batch $t$.
#
# ```text
# for each epoch:
#     for each mini-batch (X_batch, y_batch), in a new order:
#         gradient of the mean loss of this batch, then one step
# ```
#
# Two ends, and a middle:
#
# | batch size | called | a step costs | its direction |
# |---|---|---|---|
# | $N$ | batch gradient descent | one pass over the data | exact: at a fitting rate the loss falls at every step |
# | 1 | stochastic gradient descent | next to nothing, and no use of vector operations | noisy: it never comes to rest |
# | some dozens to hundreds | mini-batch | little | good enough |
#
# "SGD looks at one example" puzzles many readers. It means: the gradient of the mean loss is the **mean of the
# samples' gradients**. Take one sample at random, and its gradient is right on average. Take 64, and it is right on
# average with an eighth of the spread.
#
# ### Your turn: `minibatches`
#
# One epoch: every sample once, in random order, with its own label. Shuffle *samples*, not batches, and let `rng`
# decide. Write a generator with `yield`, or return a list.
#
# **Shapes:** $X\ (N, D)$, $\;y\ (N,)$; a batch $(B, D)$ and $(B,)$. The last one may be smaller.

# %% exercise="minibatches"
def minibatches(X, y, batch_size, rng):
    """Go through all samples once, in random order, a batch at a time.

    Parameters
    ----------
    X : ndarray of shape (N, D)
        Left as it is.
    y : sequence of length N
        An array or a list. Left as it is.
    batch_size : int
    rng : numpy.random.Generator
        Decides about the order. The next call, with the same rng, gives another order.

    Returns
    -------
    generator or list of pairs (X_batch, y_batch)
        Arrays, ndarray of shape (batch_size, D) and (batch_size,); the last pair may be smaller.

    Example
    -------
    >>> X, y = np.array([[0.0], [1.0], [2.0]]), [0, 1, 2]
    >>> [len(y_batch) for X_batch, y_batch in minibatches(X, y, 2, np.random.default_rng(0))]
    [2, 1]
    """
    ### BEGIN SOLUTION
    import solutions.optimizers as reference
    return reference.minibatches(X, y, batch_size, rng)
    ### END SOLUTION

# %% checks="minibatches"

# %% [markdown]
# ### Find the bug in the note
#
# > *Up to 2 000 samples, use them all at once. Beyond that take 64, 128, 256 or 512: powers of two, because memory is
# > read in powers of two, so that the computation is faster.*
#
# Two claims. The course's digits are 1 197 training images, so the note says: all at once. Predict: your softmax
# classifier of notebook 1 may look at every image ten times. Which gets further, 10 steps with all images or
# 190 steps with 64? And is a batch of 64 faster, per image, than one of 60?

# %% prediction="predict-batch"
predict_batch = ""

# %% tags=["demo", "training"]
from solutions.softmax import softmax_loss

(X_train, y_train), (X_dev, y_dev), _ = split_digits(0)
histories = {}
with attempt("sgd", "minibatches"):
    for batch_size in (len(X_train), 64, 4):
        W, config, rng, seen = np.zeros((64, 10)), {"learning_rate": 0.5}, np.random.default_rng(0), []
        for _ in range(10):
            for X_batch, y_batch in minibatches(X_train, y_train, batch_size, rng):
                loss, dW = softmax_loss(W, X_batch, y_batch, 0.0)
                W, config = sgd(W, dW, config)
                seen.append(loss)
        histories[batch_size] = seen, softmax_loss(W, X_train, y_train, 0.0)[0]


def nanoseconds(batch_size):
    """Time per image of the forward pass, the best of several tries."""
    A, W, times = np.ones((batch_size, 64)), np.ones((64, 10)), []
    for _ in range(7):
        began = time.perf_counter()
        for _ in range(100):
            A @ W
        times.append(time.perf_counter() - began)
    return 1e9 * min(times) / 100 / batch_size


with attempt("sgd", "minibatches"):
    told = [f"batch size {size:4}: {len(seen):4} steps, loss at the end {loss:.3f}"
            for size, (seen, loss) in histories.items()]
    timed = "  ".join(f"{size}: {nanoseconds(size):.0f}" for size in (8, 32, 60, 64, 100, 128, 200, 256))
    reveal(predict_batch, "\n".join([*told, f"nanoseconds per image, by batch size:  {timed}"]))

# %% demo="batch-noise"
with attempt("sgd", "minibatches"):
    if not histories:
        raise NotImplementedError
    fig, axes = figure(7, 3.2)
    for (size, (seen, _)), colour in zip(reversed(histories.items()), (ORANGE, BLUE, BLACK), strict=False):
        epochs = np.arange(1, len(seen) + 1) * 10 / len(seen)
        axes.plot(epochs, seen, color=colour, linestyle="none" if size == len(X_train) else "-", linewidth=0.8,
                  marker="o" if size == len(X_train) else None, label=f"batch size {size}", alpha=0.9)
    axes.set(xlabel="epoch", ylabel="loss of the batch", ylim=(0, 2.6))
    axes.legend(fontsize=9)
    show(fig, "Loss of each batch against the epoch. With all images at once ten dots fall smoothly. With 64 the loss "
              "falls much faster and jitters. With 4 it falls fastest and jumps up and down all the time.")

# %% [markdown]
# **The correction:** these are rules of thumb. 1 197 images are fewer than 2 000, and mini-batches still get further in
# the same number of passes, because they take more steps. Powers of two are a habit: what you measured falls with the
# batch size in general, since each call has a fixed cost, and has no dip at 64 that 60 lacks. Choose the size by what
# fits into memory, and by trying.

# %% [markdown]
# ## 5.4 Averages that forget
#
# Before the next rules, a tool that they share. Here are the temperatures of a year in the south, one a day. They jump.
# You want the trend.
#
# $$v_0 = 0, \qquad v_t = \beta\, v_{t-1} + (1 - \beta)\, \theta_t$$
#
# This is the **exponentially weighted moving average**. Put the recursion into itself, with $\beta = 0.9$:
#
# $$v_{100} = 0.1\, \theta_{100} + 0.1 \cdot 0.9\, \theta_{99} + 0.1 \cdot 0.9^2\, \theta_{98} + \dots$$
#
# Today counts most, and each day back counts 0.9 times as much. And it needs the memory of **one** number, where a
# plain average over 1 000 days has to keep 1 000. For the gradients of a million weights, that decides it.
#
# **Bias correction.** The start is 0, and that is too low: $v_1 = 0.1\, \theta_1$. The weights in $v_t$ sum to
# $1 - \beta^t$ and not to one. So divide by that sum:
#
# $$\hat v_t = \frac{v_t}{1 - \beta^t}$$
#
# The recursion itself goes on with $v_t$ as it is. **Shapes:** $\theta\ (T,)$, $\;v\ (T,)$. The first value has
# $t = 1$.

# %% exercise="ewma"
def ewma(values, beta, bias_correction=False):
    """Average a series with weights that fall off exponentially into the past.

    Parameters
    ----------
    values : ndarray of shape (T,)
        Left as they are.
    beta : float
        0 <= beta < 1, how much of the old average is kept.
    bias_correction : bool
        Divide each average by the sum of the weights in it.

    Returns
    -------
    ndarray of shape (T,)
        One average after each value; the 0 at the start is not among them.

    Example
    -------
    >>> ewma(np.array([10.0, 10.0, 10.0]), 0.5)
    array([5.  , 7.5 , 8.75])
    >>> ewma(np.array([10.0, 10.0, 10.0]), 0.5, bias_correction=True)
    array([10., 10., 10.])
    """
    ### BEGIN SOLUTION
    import solutions.optimizers as reference
    return reference.ewma(values, beta, bias_correction)
    ### END SOLUTION

# %% checks="ewma"

# %% [markdown]
# Predict: which $\beta$ gives the smoothest curve, 0.5, 0.9 or 0.98? What is the price of it?

# %% prediction="predict-smooth"
predict_smooth = ""

# %% tags=["demo"]
rng = np.random.default_rng(4)
day = np.arange(365)
with attempt("ewma"):
    weather = ewma(rng.normal(scale=6, size=365), 0.6)
    temperature = 12 + 9 * np.cos(2 * np.pi * (day - 20) / 365) + weather
    lines = ["the larger beta is, the smoother and the later"]
    for beta in (0.5, 0.9, 0.98):
        average = ewma(temperature, beta, True)
        lines.append(f"beta {beta:4}: moves by {np.abs(np.diff(average)).mean():.2f} degrees a day, "
                     f"coldest on day {np.argmin(average)}")
    reveal(predict_smooth, "\n".join(lines))

# %% [markdown]
# ### Find the bug in the note
#
# > *The average with $\beta$ is the same as averaging over the last $1 / (1 - \beta)$ days: 10 days for 0.9, 50 days
# > for 0.98. After that $\beta$ has fallen to $1/e$, so the rest does not count.*
#
# Predict: what share of the weight lies within the last 10 days, for $\beta = 0.9$? 100 %? 90 %?

# %% prediction="predict-window"
predict_window = ""

# %% demo="average-of-a-year"
moving_average_demo(ewma, prediction=predict_window)

# %% [markdown]
# On the right you see what your function does with a single 1: how much of it is left one day later, two, three. The
# blue part is the window. Move $\beta$, and read how much of the weight it holds. Then press *Starts too low*, and
# switch the correction on.
#
# **The correction:** about 63 % of the weight lies inside the window ($1 - 1/e$; 75 % for $\beta = 0.5$). More than a
# third comes from before. What $1/(1-\beta)$ does tell you is a time scale: after so many steps the past counts
# about $1/e$ as much. And $0.9^{10}$ is 0.349, close to $1/e = 0.368$ and not equal to it.

# %% [markdown]
# ## 5.5 Momentum
#
# Back to the ravine. Across it, the gradients alternate: left, right, left. Along it, they all agree. If you *average*
# gradients, what alternates cancels and what agrees adds up. Or think of a ball that rolls: the gradient is a force,
# and changes the **velocity**, not the place.
#
# $$v \leftarrow \mu\, v - \eta\, dw, \qquad w \leftarrow w + v$$
#
# **Shapes:** $v$ has the shape of $w$: every weight has a velocity of its own. At first all of them are 0.
#
# $1 - \mu$ is the **friction**. With $\mu = 0.9$ a tenth of the velocity is lost at each step. With a steady gradient
# the velocity grows to $-\eta\, dw / (1 - \mu)$, ten times the plain step.
#
# The state `velocity` lives in the config. If the config has none, it is 0.

# %% exercise="sgd_momentum"
def sgd_momentum(w, dw, config=None):
    """Take a step with a velocity that the gradient speeds up and friction slows down.

    Parameters
    ----------
    w, dw : ndarray of shape (...), the same for both
        Left as they are.
    config : dict or None
        learning_rate (default 1e-2), momentum (0.9), velocity (0)

    Returns
    -------
    next_w : ndarray of the same shape
    config : dict
        With the settings and the new velocity.

    Example
    -------
    >>> w, config = sgd_momentum(np.array([1.0]), np.array([2.0]), {"learning_rate": 0.1, "momentum": 0.5})
    >>> w, config["velocity"]
    (array([0.8]), array([-0.2]))
    >>> w, config = sgd_momentum(w, np.array([2.0]), config)
    >>> w, config["velocity"]
    (array([0.5]), array([-0.3]))
    """
    ### BEGIN SOLUTION
    import solutions.optimizers as reference
    return reference.sgd_momentum(w, dw, config)
    ### END SOLUTION

# %% checks="sgd_momentum"

# %% [markdown]
# ### Find the bug in the note: which friction?
#
# > *$\mu = 1$: no friction, the fastest descent. $\mu > 1$: the ball speeds up out of nothing, and flies away.
# > $\mu < 0$: so much friction that the weights turn round at the minimum and can **never** come to rest there.*
#
# Predict for each of $\mu = 1$, $1.05$ and $-0.5$ on $f = \tfrac12 w^2$, from $w = 1$ with $\eta = 0.5$: does it come
# to rest at 0?

# %% prediction="predict-friction"
predict_friction = ""

# %% tags=["demo"]
lines = []
with attempt("sgd_momentum"):
    for mu in (0.5, 1.0, 1.05, -0.5):
        w, config, path = np.array([1.0]), {"learning_rate": 0.5, "momentum": mu}, []
        for _ in range(200):
            w, config = sgd_momentum(w, w, config)  # the gradient of w**2 / 2 is w itself
            path.append(w[0])
        lines.append(f"mu {mu:5}: first steps {np.array(path[:5])}   largest of the last 20: "
                     f"{np.max(np.abs(path[-20:])):.3g}")
    reveal(predict_friction, "\n".join(lines))

# %% [markdown]
# $\mu = -0.5$ comes to rest. Negative momentum is a poor idea, not an impossible one. With $\mu = 1$ the ball swings
# for ever and never gets anywhere: "fastest" is no word for that.
#
# ### Play: the ravine and the map
#
# Which pairs of $\mu$ and $\eta$ are stable? The map at the top right is measured: your rule ran for every pair, and
# the map is dark where the swing died out. The two marks on it are the two directions of the ravine: the triangle along
# it ($\lambda = 1$), the dot across it ($\lambda = \kappa$, the steepness). Click on the map, or take the sliders.
#
# - Press *No momentum*, then move $\mu$ up to 0.7. Which of the two directions gets faster?
# - *Zig-zags*: the gradients across alternate in sign. Add momentum, and what alternates cancels.
# - *Critical*: on this ravine no pair is faster. Where do its two marks lie, beside the dotted curve?
# - *Diverges* and *No friction*: what is different at the bottom right?

# %% demo="stability-map"
momentum_demo(sgd_momentum, prediction=predict_friction)

# %% [markdown]
# **The correction:** the method is stable exactly when
#
# $$|\mu| < 1 \quad\text{and}\quad 0 < \eta \lambda < 2\,(1 + \mu).$$
#
# Negative $\mu$ only makes the range of steps smaller: for $\mu = -0.5$ it is $\eta\lambda < 1$. For $\mu \ge 1$ no
# step works, however small. (In 5.8 you can derive both.)
#
# ### Three conventions under one name
#
# Everybody calls it momentum. Three formulas are in use:
#
# | | velocity | step | used by |
# |---|---|---|---|
# | **velocity form**, `sgd_momentum` here | $v = \mu v - \eta\, dw$ | $w + v$ | Nielsen, CS231n |
# | **averaged form**, `ema_momentum` here | $v = \beta v + (1 - \beta)\, dw$ | $w - \eta v$ | deeplearning.ai |
# | **PyTorch's form** | $b = \mu b + dw$ | $w - \eta b$ | `torch.optim.SGD` |
#
# The averaged form is your tool of 5.4, without bias correction: $v$ is an average of gradients. So its steps are
# $1 - \beta$ times as long at the same $\eta$.

# %% exercise="ema_momentum"
def ema_momentum(w, dw, config=None):
    """Take a step along an exponentially weighted average of the gradients, without bias correction.

    Parameters
    ----------
    w, dw : ndarray of shape (...), the same for both
        Left as they are.
    config : dict or None
        learning_rate (default 1e-2), beta (0.9), velocity (0)

    Returns
    -------
    next_w : ndarray of the same shape
    config : dict
        With the settings and the new velocity.

    Example
    -------
    >>> w, config = ema_momentum(np.array([1.0]), np.array([2.0]), {"learning_rate": 0.1, "beta": 0.5})
    >>> w, config["velocity"]
    (array([0.9]), array([1.]))
    """
    ### BEGIN SOLUTION
    import solutions.optimizers as reference
    return reference.ema_momentum(w, dw, config)
    ### END SOLUTION

# %% checks="ema_momentum"

# %% [markdown]
# Predict: the gradient is 1 at every step, $\eta = 0.1$ and $\mu = \beta = 0.9$. After 30 steps you set $\eta$ to 0.01.
# Which of the three slows down at once, and which rolls on?

# %% prediction="predict-conventions"
predict_conventions = ""

# %% tags=["demo"]
with attempt("sgd_momentum", "ema_momentum"):
    def pytorch_momentum(w, dw, config):
        """What torch.optim.SGD does: the sum of gradients is kept, the learning rate comes afterwards."""
        b = config["momentum"] * config.get("b", 0.0) + dw
        return w - config["learning_rate"] * b, {**config, "b": b}

    rules = {"velocity": sgd_momentum, "averaged": ema_momentum, "PyTorch": pytorch_momentum}
    steps = {name: [] for name in rules}
    for name, rule in rules.items():
        w, config = np.zeros(1), {"learning_rate": 0.1, "momentum": 0.9, "beta": 0.9}
        for k in range(45):
            config["learning_rate"] = 0.1 if k < 30 else 0.01
            before, (w, config) = w, rule(w, np.ones(1), config)
            steps[name].append(before[0] - w[0])
    table = [f"{name:9} step 1: {row[0]:.4f}   step 30: {row[29]:.4f}   step 31: {row[30]:.4f}   step 45: {row[44]:.4f}"
             for name, row in steps.items()]
    reveal(predict_conventions, "\n".join(table))

# %% [markdown]
# While $\eta$ stays the same, the velocity form and PyTorch's form walk the same path, with $v = -\eta b$. When $\eta$
# changes they part: a velocity made of *steps* remembers the old rate, a sum of *gradients* does not. The averaged form
# needs $\eta / (1 - \mu)$ for the same path. **Before you copy a learning rate from somebody, find out which form they
# used.**
#
# ### Explain
#
# Two to four sentences; write over the line below.
#
# *On the ravine, plain gradient descent has to choose between bouncing and crawling. Why does momentum need to choose
# less? Use the words "alternate" and "agree". What does it cost, in memory and in behaviour near the minimum?*

# %% [markdown] manual="explain-momentum" points=2
# ### BEGIN SOLUTION
# Across the ravine the gradients alternate in sign, so that they cancel in the velocity. Along the ravine they agree,
# so that they add up, to as much as 1/(1 − mu) times the plain step. One learning rate, small enough for the steep
# direction, then still makes fast progress in the flat one. It costs one more number for each weight. Near the minimum
# the velocity does not stop at once: the walk overshoots and swings, the more the closer mu is to 1.
# ### END SOLUTION

# %% [markdown]
# ### From one weight to a network
#
# A network has several arrays of weights, and **each has a config of its own**, because each velocity has the shape of
# its weights. If you know Nielsen's `network2.py`: momentum needs a list `self.vs` beside `self.weights`, with a zero
# array for each weight matrix; the update of a mini-batch changes `vs` first and then adds it to the weights; and
# `momentum` becomes one more argument of `SGD` and `update_mini_batch`. The gradient of the penalty is a part of
# `dw` as any other: here `two_layer_loss` adds it.
#
# The dict `configs` below is that list. `rule` may be any rule of this notebook; Adam follows in a moment.

# %% tags=["demo", "training"]
from solutions.backprop import predict, two_layer_loss


def train(rule, learning_rate, seed, num_epochs=8, batch_size=64):
    """Train a two-layer network on the digits; returns the loss after each epoch, and the accuracy on the dev set."""
    rng = np.random.default_rng(seed)
    params = {"W1": rng.normal(size=(64, 50)) * np.sqrt(2 / 64), "b1": np.zeros(50),
              "W2": rng.normal(size=(50, 10)) * np.sqrt(2 / 50), "b2": np.zeros(10)}
    configs = {name: {"learning_rate": learning_rate} for name in params}
    losses = []
    for _ in range(num_epochs):
        for X_batch, y_batch in minibatches(X_train, y_train, batch_size, rng):
            _, grads = two_layer_loss(params, X_batch, y_batch, 1e-4)
            for name in params:
                params[name], configs[name] = rule(params[name], grads[name], configs[name])
        losses.append(two_layer_loss(params, X_train, y_train)[0])
    return losses, np.mean(predict(params, X_dev) == y_dev)


with attempt("sgd", "sgd_momentum", "minibatches"):
    for rule in (sgd, sgd_momentum):
        for learning_rate in (0.01, 0.1):
            runs = [train(rule, learning_rate, seed) for seed in range(3)]
            print(f"{rule.__name__:12} lr {learning_rate:4}: loss after 8 epochs, three seeds "
                  f"{np.array([losses[-1] for losses, _ in runs])}, dev accuracy {np.mean([a for _, a in runs]):.3f}")

# %% [markdown]
# With momentum, a rate of 0.01 does about what 0.1 does without. That is the factor $1 / (1 - \mu) = 10$ again. At the
# same rate the difference is large; with the best rate for each it is smaller. Keep that in mind when somebody shows
# you that one rule beats another.

# %% [markdown]
# ## 5.6 A scale for each weight
#
# In 5.2 the best step was $|f'| / f''$, another learning rate for each direction. Nobody has $f''$ of a million
# weights. But each weight's *gradients* are at hand, and they tell something about it.
#
# **Adagrad** keeps the sum of each weight's squared gradients, and divides its step by the root of the sum:
#
# $$\text{cache} \leftarrow \text{cache} + dw^2, \qquad
# w \leftarrow w - \eta\, \frac{dw}{\sqrt{\text{cache}} + \epsilon}$$
#
# **The paradox.** A large gradient should mean a large step, and above the line it does. Below the line it makes the
# step smaller. Which is it to be? Compare a weight with *itself*, over time: a gradient that is large *for this
# weight* makes a large step. Compare it with *other* weights: a weight whose gradients are all a thousand times as
# large sits in a direction that is a thousand times as steep, and its steps should be no longer. The root of the sum
# is a stand-in for the curvature $f''$: on $f = \tfrac12 \lambda w^2$ every gradient is $\lambda w$, so $\lambda$
# cancels in the quotient, as it does in $|f'| / f''$. (In 5.8 you write Adagrad and see it.)
#
# What it lacks: the sum only grows, so the steps shrink for ever. **RMSprop** takes a forgetting average instead:
#
# $$\text{cache} \leftarrow \rho\, \text{cache} + (1 - \rho)\, dw^2$$
#
# The step stays as it is in Adagrad. In the config, $\rho$ is called `decay_rate`.
#
# **Shapes:** the cache has the shape of $w$; square, root and quotient go entry by entry.
#
# $\epsilon$ keeps a weight that never had a gradient from $0/0$. It is added to the root, **outside** of it.

# %% exercise="rmsprop"
def rmsprop(w, dw, config=None):
    """Divide each weight's step by the root of a forgetting average of its squared gradients.

    Parameters
    ----------
    w, dw : ndarray of shape (...), the same for both
        Left as they are.
    config : dict or None
        learning_rate (default 1e-2), decay_rate (0.99), epsilon (1e-8), cache (0)

    Returns
    -------
    next_w : ndarray of the same shape
    config : dict
        With the settings and the new cache.

    Example
    -------
    >>> w, config = rmsprop(np.array([1.0]), np.array([3.0]), {"learning_rate": 0.1, "decay_rate": 0.75})
    >>> w, config["cache"]
    (array([0.8]), array([2.25]))
    """
    ### BEGIN SOLUTION
    import solutions.optimizers as reference
    return reference.rmsprop(w, dw, config)
    ### END SOLUTION

# %% checks="rmsprop"

# %% [markdown]
# ### Find the bug in the note
#
# > *$b \leftarrow b - \alpha\, \dfrac{dw}{\sqrt{S_{db}} + \epsilon}$*
#
# It is one letter. (The note writes $\alpha$ for the learning rate, and $S_{db}$ for the cache of $b$.) Predict: you
# fit a line $wx + b$ to points. $b$ moves as the note says, $w$ as it should. Where does $b$ end?

# %% prediction="predict-letter"
predict_letter = ""

# %% tags=["demo"]
rng = np.random.default_rng(1)
x = rng.normal(size=100)
line = 2 * x + 5
lines = []
with attempt("rmsprop"):
    for name in ("as in the note", "corrected"):
        w, b, config_w, config_b = np.zeros(1), np.zeros(1), {}, {}
        for _ in range(1500):
            error = w * x + b - line
            dw, db = np.array([np.mean(error * x)]), np.array([np.mean(error)])
            w, config_w = rmsprop(w, dw, config_w)
            right, config_b = rmsprop(b, db, config_b)
            scale = np.sqrt(config_b["cache"]) + 1e-8
            b = b - 1e-2 * dw / scale if name == "as in the note" else right
        squared = np.mean((w * x + b - line) ** 2)
        lines.append(f"{name:15} w = {w[0]:7.3f}, b = {b[0]:7.3f}, mean squared error {squared:.3f}")
    reveal(predict_letter, "\n".join(["the points lie on 2 x + 5", *lines]))

# %% [markdown]
# **The correction:** the step of $b$ is made of $db$, above and below the line. In a layer with several outputs the
# shapes would have told you: $dw$ is $(D, C)$ and $b$ is $(C,)$. With one weight and one bias nothing warns you, except
# that the error does not go away.
#
# ### Adam
#
# Momentum averages gradients; RMSprop averages their squares. **Adam** (*adaptive moment estimation*) does both: $m$ is
# the first moment, $v$ the second. Both begin at 0, so both are corrected as in 5.4.
#
# $$m \leftarrow \beta_1 m + (1 - \beta_1)\, dw \qquad v \leftarrow \beta_2 v + (1 - \beta_2)\, dw^2$$
#
# $$w \leftarrow w - \eta\, \frac{\hat m}{\sqrt{\hat v} + \epsilon}, \qquad \hat m = \frac{m}{1 - \beta_1^t}, \quad
# \hat v = \frac{v}{1 - \beta_2^t}$$
#
# **Shapes:** $m$ and $v$ have the shape of $w$; $t$ counts steps. A fresh config has $t = 0$; the first step counts it
# up **before** it is used, so it is 1 there. Defaults: $\beta_1 = 0.9$, $\beta_2 = 0.999$, $\epsilon = 10^{-8}$.
# They are rarely changed; $\eta$ is what you tune.
#
# Predict: leave out **both** corrections. With the defaults, is Adam's first step too short, too long, or right? By
# which factor? ($m_1 = 0.1\, g$, and $v_1 = 0.001\, g^2$.)

# %% prediction="predict-first-step"
predict_first_step = ""

# %% exercise="adam"
def adam(w, dw, config=None):
    """Take a step along the averaged gradient, scaled by the root of the averaged square, both bias-corrected.

    Parameters
    ----------
    w, dw : ndarray of shape (...), the same for both
        Left as they are.
    config : dict or None
        learning_rate (default 1e-3), beta1 (0.9), beta2 (0.999), epsilon (1e-8), m (0), v (0), t (0)

    Returns
    -------
    next_w : ndarray of the same shape
    config : dict
        With the settings, and m, v (as they are, not corrected) and t after this step.

    Example
    -------
    >>> w, config = adam(np.array([1.0, 1.0]), np.array([5.0, -0.001]), {"learning_rate": 0.1})
    >>> w.round(3), config["t"]
    (array([0.9, 1.1]), 1)
    """
    ### BEGIN SOLUTION
    import solutions.optimizers as reference
    return reference.adam(w, dw, config)
    ### END SOLUTION

# %% checks="adam"

# %% demo="inside-adam"
adam_demo(adam, prediction=predict_first_step)

# %% [markdown]
# Press *No corrections*. The first step is $0.1 / \sqrt{0.001} = 3.16$ times too **long**: the root of $v$ is further
# from its goal than $m$. Correct only one of the two, and it is 31.6 times too long, or 10 times too short.
#
# With both, the first step of *every* weight is $\eta$, whatever its gradient is: 1000 or 0.000001. (Still smaller ones
# come near $\epsilon$; the right picture shows where that begins.) The learning rate of Adam is a length, not a factor.
#
# ### Play: the race
#
# Four of your rules on one surface. Click on it, or use the sliders, to choose the start. At first each rule has a rate
# that suits it; *One rate for all* shows what happens otherwise. Go through the surfaces. Is there one rule that wins
# everywhere?

# %% demo="race"
race_demo({"sgd": sgd, "sgd_momentum": sgd_momentum, "rmsprop": rmsprop, "adam": adam})

# %% [markdown]
# ### And on real data
#
# The network of 5.5, with three seeds. All rules get the *same* rate first, then three of them get one that suits
# them better.

# %% tags=["demo", "training"]
with attempt("sgd", "sgd_momentum", "rmsprop", "adam", "minibatches"):
    trials = [(sgd, 0.01), (sgd_momentum, 0.01), (rmsprop, 0.01), (adam, 0.01), (sgd, 0.5), (sgd_momentum, 0.1),
              (adam, 0.02)]
    for rule, learning_rate in trials:
        runs = [train(rule, learning_rate, seed) for seed in range(3)]
        print(f"{rule.__name__:12} lr {learning_rate:4}: loss after 8 epochs "
              f"{np.array([losses[-1] for losses, _ in runs])}, dev accuracy {np.mean([a for _, a in runs]):.3f}")

# %% [markdown]
# At 0.01 the two scaled rules are far ahead: the rate sets the length of their steps, whatever the size of the
# gradients. (RMSprop does not correct its start: its first step is 10 rates long.) With a rate of its own, plain SGD
# comes close. What Adam spares you is mostly the search.
#
# ### Explain
#
# Two to four sentences; write over the line below.
#
# *A friend says: "Adam finds a step size for every weight by itself, so its learning rate does not matter." Use what
# you know about its first step, and what happens when you multiply the loss by 1000, to say what is right about that
# and what is not.*

# %% [markdown] manual="explain-adam" points=2
# ### BEGIN SOLUTION
# Right: Adam divides by the size of each weight's own gradients, so multiplying the loss by 1000 changes (almost)
# nothing, and weights with small gradients move as fast as those with large ones. Not right: the quotient has a size of
# about one, so the learning rate *is* the length of the steps. The first step of every weight is exactly the learning
# rate. Too large, and the walk jumps around the minimum at that distance; too small, and it needs distance / rate
# steps.
# ### END SOLUTION

# %% [markdown]
# ## 5.7 Many dimensions
#
# In pictures like those above, the fear is the local minimum: a hollow that is not the deepest. With a million weights
# another place is met far more often. At a **saddle point** the gradient is 0 as well; in some directions the loss
# curves up, in others down. To be a minimum, a point has to curve up in *all* directions.
#
# ### Predict
#
# Suppose the curvatures at a point with gradient 0 are those of a random symmetric matrix. In one dimension, half of
# such points are minima. In what share of cases are **all** curvatures positive in 2, 4 and 6 dimensions?

# %% prediction="predict-saddle"
predict_saddle = ""

# %% tags=["demo"]
rng = np.random.default_rng(0)
shares = {}
for n in (1, 2, 3, 4, 6):
    A = rng.normal(size=(20000, n, n))
    shares[n] = np.mean(np.linalg.eigvalsh(A + A.transpose(0, 2, 1))[:, 0] > 0)
reveal(predict_saddle, "\n".join(f"{n} dimensions: {share:.4f}" for n, share in shares.items()))

# %% [markdown]
# The share falls faster than $2^{-n}$: the directions are not independent, they push each other apart. A real loss is
# not a random matrix, but in high dimension the point where you are stuck is hardly ever a bad hollow. It is a saddle
# or a plateau, where the gradient is *small*. How do your rules leave it?

# %% tags=["demo"]
with attempt("sgd", "sgd_momentum", "adam", "minimize"):
    entries = [("sgd", sgd, 0.02), ("sgd_momentum", sgd_momentum, 0.02), ("adam", adam, 0.05)]
    fig, both = figure(9.5, 3.6, ncols=2)
    told = []
    for axes, surface in zip(both, (surfaces.SADDLE, surfaces.PLATEAU), strict=True):
        surfaces.contour(axes, surface)
        for (name, rule, rate), colour, style in zip(entries, (BLUE, RED, PURPLE), LINES, strict=False):
            path = minimize(surface.gradient, surface.start, rule, {"learning_rate": rate}, 400)
            surfaces.trace(axes, path, color=colour, linestyle=style, label=name)
            count = surfaces.steps_until(surface, path, 0.1)
            arrival = f"there after {count} steps" if count else "not there after 400 steps"
            told.append(f"{surface.name}, {name}: {arrival}")
        axes.legend(fontsize=8)
    show(fig, f"Walks that begin a hair beside the ridge of a saddle, and far out on a plateau. {'; '.join(told)}.")
    print("\n".join(told))

# %% [markdown]
# The saddle only slows you down. On the plateau the gradient is 0.001: plain steps and momentum hardly move, and Adam,
# whose steps do not depend on the gradient's size, walks across.
#
# And a hollow? Momentum can carry you over its rim. It is no promise: whether it does depends on the rate.

# %% tags=["demo"]
with attempt("sgd", "sgd_momentum"):
    for name, rule, rate in (("sgd", sgd, 0.05), ("momentum", sgd_momentum, 0.005), ("momentum", sgd_momentum, 0.03)):
        w, config = np.array([1.7]), {"learning_rate": rate}
        for _ in range(500):
            w, config = rule(w, w**3 - w + 0.2, config)  # two hollows, the left one is deeper
        print(f"{name:8} lr {rate:5}: ends at w = {w[0]:6.3f}, loss {w[0] ** 4 / 4 - w[0] ** 2 / 2 + 0.2 * w[0]:.3f}")

# %% [markdown]
# ## What you have now
#
# | Function | The point of it |
# |---|---|
# | `sgd` | against the gradient; stable below 2 / largest curvature |
# | `minimize` | a loop that takes any rule, and hands the config on |
# | `minibatches` | every sample once, in a new order each epoch |
# | `ewma` | one number remembers; divide by $1 - \beta^t$ |
# | `sgd_momentum`, `ema_momentum` | what alternates cancels, what agrees adds up; know the convention |
# | `rmsprop` | each weight on its own scale |
# | `adam` | both, with both starts corrected |
#
# ### Words
#
# | English | 中文 | here |
# |---|---|---|
# | learning rate | 学习率 | length of a step per unit of gradient |
# | mini-batch, epoch | 小批量, 轮次 | some samples; one pass over all of them |
# | exponentially weighted average | 指数加权平均 | $\beta$ of the old, $1 - \beta$ of the new |
# | bias correction | 偏差修正 | divide by $1 - \beta^t$ |
# | momentum, velocity | 动量, 速度 | remembers earlier gradients |
# | learning rate decay | 学习率衰减 | smaller steps in later epochs |
# | saddle point | 鞍点 | gradient 0, up in some directions, down in others |
# | convex | 凸 | a bowl: one way down |
# | feature scaling | 特征缩放 | make all inputs equally wide |
#
# ### Read on
#
# - G. Goh, [*Why momentum really works*](https://distill.pub/2017/momentum/), Distill 2017: the triangle of 5.5, with
#   sliders.
# - CS231n, [Neural networks part 3](https://cs231n.github.io/neural-networks-3/), "Parameter updates": the forms used
#   here.
# - D. Kingma and J. Ba, [*Adam: a method for stochastic optimization*](https://arxiv.org/abs/1412.6980), 2015.
# - *Dive into Deep Learning*, [Optimization algorithms](https://d2l.ai/chapter_optimization/index.html).
# - M. Nielsen, [chapter 3](http://neuralnetworksanddeeplearning.com/chap3.html), "Other techniques".
#
# ## 5.8 Optional: go further
#
# All of this is checked, too.
#
# ### Steps that shrink
#
# With mini-batches the noise stays, and a fixed rate keeps you at a distance from the minimum. So let the rate fall:
#
# $$\eta_{\text{epoch}} = \frac{\eta_0}{1 + \text{decay rate} \cdot \text{epoch}}$$

# %% exercise="lr_decay"
def lr_decay(lr0, decay_rate, epoch):
    """Find the learning rate of an epoch.

    Parameters
    ----------
    lr0 : float
        The rate of the first epoch.
    decay_rate : float
    epoch : int
        Counted from 0.

    Returns
    -------
    float

    Example
    -------
    >>> [lr_decay(0.2, 1.0, epoch) for epoch in range(4)]
    [0.2, 0.1, 0.0666..., 0.05]
    """
    ### BEGIN SOLUTION
    import solutions.optimizers as reference
    return reference.lr_decay(lr0, decay_rate, epoch)
    ### END SOLUTION

# %% checks="lr_decay"

# %% [markdown]
# **Find the bug in the note.**
#
# > *In this formula, `epoch_num` is the number of iterations.*
#
# Predict: an epoch has 300 mini-batches, $\eta_0 = 0.5$ and the decay rate is 1. What is the rate after one epoch, if
# you count iterations? And if you count epochs?

# %% prediction="predict-epoch"
predict_epoch = ""

# %% tags=["demo", "training"]
with attempt("lr_decay", "sgd", "minibatches"):
    lines = []
    for name, per_epoch in (("epochs", 1), ("iterations", 300)):
        W, config, rng, count = np.zeros((64, 10)), {}, np.random.default_rng(0), 0
        for epoch in range(5):
            for X_batch, y_batch in minibatches(X_train, y_train, 4, rng):
                config["learning_rate"] = lr_decay(0.5, 1.0, epoch if per_epoch == 1 else count)
                W, config = sgd(W, softmax_loss(W, X_batch, y_batch, 0.0)[1], config)
                count += 1
        lines.append(f"counting {name:10}: rate after one epoch {lr_decay(0.5, 1.0, per_epoch):.4f}, "
                     f"loss after 5 epochs {softmax_loss(W, X_train, y_train, 0.0)[0]:.3f}")
    reveal(predict_epoch, "\n".join(lines))

# %% [markdown]
# **The correction:** epochs. Counted in iterations, the rate is 150 times too small when the data has been seen once,
# and training freezes.
#
# ### Derive the triangle
#
# On $f = \tfrac12 \lambda w^2$, write $a = \eta \lambda$. One step of momentum is
# $v' = \mu v - a w$ and $w' = w + v' = (1 - a) w + \mu v$. So it multiplies the pair $(w, v)$ by a matrix:
#
# $$\begin{pmatrix} w' \\ v' \end{pmatrix} = \begin{pmatrix} 1 - a & \mu \\ -a & \mu \end{pmatrix}
# \begin{pmatrix} w \\ v \end{pmatrix}$$
#
# After many steps only its two **eigenvalues** count. They are factors: the swing dies out if both are smaller than 1
# in size. Write each line as in Python; the symbols are `a` and `mu`.
#
# - Their product is the determinant, $(1 - a)\,\mu - \mu\,(-a)$. Write it shorter, under `"product"`. (What does it say
#   about $\mu \ge 1$, whatever $a$ is?)
# - As $a$ grows, one of them reaches −1. An eigenvalue $z$ solves $z^2 - (1 - a + \mu)\, z + \mu = 0$. Put in $z = -1$:
#   the left side is $1 + (1 - a + \mu) + \mu$. Write it shorter, under `"edge"`.
# - So how large may $a$ be at most, for $\mu = 0$, $0.9$ and $-0.5$? Three numbers, under `"largest"`.

# %% exercise="heavy_ball"
heavy_ball = {
    "product": [
        "(1 - a) * mu - mu * (-a)",
        "",  # multiply out: what cancels?
    ],
    "edge": [
        "1 + (1 - a + mu) + mu",
        "",  # gather what is equal
    ],
    "largest": [],  # three numbers: the a for which the edge is 0
}
### BEGIN SOLUTION
import solutions.optimizers_derivations as reference

heavy_ball = reference.HEAVY_BALL
### END SOLUTION

# %% checks="heavy_ball"

# %% demo="show-heavy-ball"
derive.show("heavy_ball", heavy_ball)

# %% [markdown]
# ### Look ahead first: Nesterov
#
# Momentum will carry you to $w + \mu v$ anyway. So take the gradient *there*. In practice the weights that you keep
# **are** the point that looks ahead, and the step becomes:
#
# $$v \leftarrow \mu\, v - \eta\, dw, \qquad w \leftarrow w + \mu\, v - \eta\, dw \quad\text{(with the new } v\text{)}$$
#
# **Shapes:** all of the shape of $w$.

# %% exercise="nesterov"
def nesterov(w, dw, config=None):
    """Take a step of Nesterov's momentum, with w the point that looks ahead.

    Parameters
    ----------
    w, dw : ndarray of shape (...), the same for both
        Left as they are.
    config : dict or None
        learning_rate (default 1e-2), momentum (0.9), velocity (0)

    Returns
    -------
    next_w : ndarray of the same shape
    config : dict
        With the settings and the new velocity.

    Example
    -------
    >>> w, config = nesterov(np.array([1.0]), np.array([2.0]), {"learning_rate": 0.1, "momentum": 0.5})
    >>> w, config["velocity"]
    (array([0.7]), array([-0.2]))
    """
    ### BEGIN SOLUTION
    import solutions.optimizers as reference
    return reference.nesterov(w, dw, config)
    ### END SOLUTION

# %% checks="nesterov"

# %% [markdown]
# ### Adagrad, and its paradox
#
# Its formula stands at the beginning of 5.6.
#
# **Shapes:** the cache has the shape of $w$.

# %% exercise="adagrad"
def adagrad(w, dw, config=None):
    """Divide each weight's step by the root of the sum of its squared gradients so far.

    Parameters
    ----------
    w, dw : ndarray of shape (...), the same for both
        Left as they are.
    config : dict or None
        learning_rate (default 1e-2), epsilon (1e-8), cache (0)

    Returns
    -------
    next_w : ndarray of the same shape
    config : dict
        With the settings and the new cache.

    Example
    -------
    >>> w, config = adagrad(np.array([1.0]), np.array([4.0]), {"learning_rate": 0.1, "cache": np.array([9.0])})
    >>> w, config["cache"]
    (array([0.92]), array([25.]))
    """
    ### BEGIN SOLUTION
    import solutions.optimizers as reference
    return reference.adagrad(w, dw, config)
    ### END SOLUTION

# %% checks="adagrad"

# %% [markdown]
# Five parabolas $\tfrac12 \lambda w^2$ with $\lambda$ from 0.01 to 100, all from $w = 4$ with one learning rate.
# Predict: for which of them does Adagrad get to 0, and how different are the five walks?

# %% prediction="predict-paradox"
predict_paradox = ""

# %% tags=["demo"]
with attempt("adagrad", "sgd"):
    curvatures = np.array([0.01, 0.1, 1.0, 10.0, 100.0])
    lines = [f"curvature            {curvatures}"]
    for rule, rate in ((sgd, 0.015), (adagrad, 1.0)):
        w, config = np.full(5, 4.0), {"learning_rate": rate}
        for _ in range(40):
            w, config = rule(w, curvatures * w, config)
        lines.append(f"{rule.__name__:8} after 40 steps: {w}")
    lines.append(f"root of Adagrad's cache, divided by the curvature: {np.sqrt(config['cache']) / curvatures}")
    reveal(predict_paradox, "\n".join(lines))

# %% [markdown]
# For Adagrad the five walks are one and the same: the curvature cancels. The root of the cache is the curvature times a
# number that is the same for all, which is what $|f'|/f''$ would want below the line. Plain steps need a rate for each.
#
# ### Play: all six
#
# Now the race is complete. Who leaves the ridge of the saddle first? Who crosses the plateau? Who pays for a rate that
# is three times as large?

# %% demo="race-of-six"
race_demo({"sgd": sgd, "sgd_momentum": sgd_momentum, "nesterov": nesterov, "adagrad": adagrad, "rmsprop": rmsprop,
           "adam": adam})

# %% [markdown]
# ### A question to end with
#
# Rotate the ravine by 45 degrees, so that it runs along neither axis. Which of your rules suffer, and which do not
# notice? Predict, then try it: with $R$ the rotation, the gradient is $R^\top\, \nabla f(R\, w)$.
