# %% [markdown]
# # 4 Gradient checking: is my gradient right?
#
# A wrong gradient raises no error. The loss still falls, only not as far, and you look for the cause everywhere else.
#
# In this notebook you write the instrument that finds such bugs. Then you use it on two networks in which somebody
# has planted some. An instrument has to be right both ways: it lets every right gradient pass, and no wrong one. So
# that is how yours is tested.
#
# | Section | Minutes |
# |---|---|
# | 4.1 A gradient that is almost right | 5 |
# | 4.2 What a difference tells you | 10 |
# | 4.3 Measure a gradient | 12 |
# | 4.4 How small should h be? | 6 |
# | 4.5 How far apart are two gradients? | 7 |
# | 4.6 The checker | 10 |
# | 4.7 What fools a checker | 7 |
# | 4.8 Find the planted bugs | 12 |
# | 4.9 Without a difference: the complex step | 6 |
# | 4.10 Optional: go further | 15 |

# %% [markdown]
# ## Conventions
#
# | Symbol | Meaning | Shape |
# |---|---|---|
# | `x` | a point: an array of parameters, of any shape | |
# | `f` | a function of `x`; a loss, for example | one number |
# | $e_i$ | the array of the shape of `x` that is 1 at index $i$ and 0 elsewhere | as `x` |
# | `h` | a small step | one number |
# | $\partial f / \partial x_i$ | the slope of $f$ when entry $i$ moves and all others stay | one number |
# | gradient | all these slopes together | **as `x`** |
# | `params`, `grads` | dicts from a name such as `W1` to an array | |
#
# Rows are samples, losses are means, the penalty is `reg * sum(W**2)`, as in the notebooks before. One thing is new:
# `numerical_gradient` may write into `x` while it works, as long as every bit is back at the end.

# %% locked="setup"
import numpy as np

from courseware import check, derive, planted
from courseware.widgets import attempt, gradient_check_demo, reveal, show
from courseware.widgets.figure import LINES, figure
from solutions.softmax import softmax_loss

np.set_printoptions(precision=4, suppress=True)

# %% [markdown]
# ## 4.1 A gradient that is almost right
#
# Two people train the classifier of notebook 1 on the same three clouds of points. One of them made a mistake in the
# gradient. Here are their losses.

# %% tags=["demo"]
rng = np.random.default_rng(0)
centres = np.array([[-2.0, 0.0], [2.0, 0.0], [0.0, 3.0]])
labels = np.repeat([0, 1, 2], 50)
X = np.hstack([centres[labels] + rng.normal(size=(150, 2)), np.ones((150, 1))])  # the last column makes a bias


def train(gradient_of, num_steps=60):
    """The losses along the way, for somebody's gradient."""
    W, losses = np.zeros((3, 3)), []
    for _ in range(num_steps):
        loss, dW = softmax_loss(W, X, labels, 1e-3)
        W = W - 0.5 * gradient_of(dW)
        losses.append(loss)
    return losses


def with_a_mistake(dW):
    """The gradient of the bias is a mean over the batch where a sum belongs."""
    wrong = dW.copy()
    wrong[2] /= len(X)
    return wrong


curves = {"P": train(with_a_mistake), "Q": train(lambda dW: dW)}
fig, axes = figure(6.4, 3.0)
for style, (name, losses) in zip(LINES, curves.items(), strict=False):
    axes.plot(losses, linestyle=style, label=f"person {name}")
axes.set(xlabel="step", ylabel="loss", ylim=(0, 1.15))
axes.legend()
show(fig, f"Two losses fall from 1.10, fast at first: that of P to {curves['P'][-1]:.2f}, "
          f"that of Q to {curves['Q'][-1]:.2f}. Both curves look healthy.")

# %% [markdown]
# Before you look at the code above: would you have called either curve a bug, had you seen it alone?
#
# P has the mistake. A bias moves 150 times too slowly, and the loss falls all the same. A wrong gradient that points
# roughly downhill still learns. So a falling loss is no proof, and you need a test that looks at the gradient itself.

# %% [markdown]
# ## 4.2 What a difference tells you
#
# The derivative is a limit of slopes:
#
# $$f'(x) = \lim_{h \to 0} \frac{f(x + h) - f(x)}{h}$$
#
# A computer cannot take the limit. It can take a small $h$, in one of two ways:
#
# - **forward difference** $\dfrac{f(x + h) - f(x)}{h}$
# - **central difference** $\dfrac{f(x + h) - f(x - h)}{2h}$
#
# How large is the error of each? **Taylor's theorem** says what a smooth function is near $x$. Write $f_0$ for
# $f(x)$, and $f_1, f_2, f_3$ for the first three derivatives at $x$:
#
# $$f(x + h) = f_0 + f_1 h + \frac{f_2}{2} h^2 + \frac{f_3}{6} h^3 + \text{terms with } h^4 \text{ and higher}$$
#
# For a function of many variables the same holds along every direction $d$, with the gradient $g$ and the matrix $H$
# of second derivatives: $f(x + d) = f(x) + g \cdot d + \tfrac{1}{2}\, d^\top H d + \dots$ With $d = h e_i$ only entry
# $i$ moves, and $g \cdot d = h\, g_i$. So all that follows holds for each entry of a gradient.
#
# **Shapes:** $x$, $d$, $g$ all have the shape of `x`; $g \cdot d$ and $d^\top H d$ are numbers.
#
# ### Find the bug in the note
#
# > *By Taylor's theorem, the central difference is $f'(x) + o(h)$, and the forward difference is
# > $f'(x) + \tfrac{1}{2} f''(x)\, h + o(h)$. So the central one is more exact.*
#
# ($o(h)$ stands for anything that shrinks faster than $h$.) Each part is true. Can you do anything with it? Predict:
# you make $h$ ten times smaller. By which factor does the error of the **forward** difference shrink, and by which
# that of the **central** one? Type two numbers, or "cannot tell".

# %% prediction="predict-order"
predict_order = ""

# %% [markdown]
# Test it on $f(x) = e^{\sin x}$ at $x = 1$, whose derivative is $\cos(x)\, e^{\sin x}$.

# %% tags=["demo"]
def bump(x):
    """A smooth function of one number."""
    return np.exp(np.sin(x))


exact = np.cos(1.0) * bump(1.0)
rows = ["h           forward error   central error"]
for h in (1e-1, 1e-2, 1e-3):
    forward, central = (bump(1 + h) - bump(1)) / h, (bump(1 + h) - bump(1 - h)) / (2 * h)
    rows.append(f"{h:<10g}  {abs(forward - exact):13.2e}   {abs(central - exact):13.2e}")
reveal(predict_order, "\n".join(rows))

# %% [markdown]
# Ten times smaller for the forward difference, a **hundred** times smaller for the central one. The note's $o(h)$
# allows this, and it allows much worse: it does not say which power of $h$ is left.
#
# **The correction** is yours to derive. The symbols: `f0`, `f1`, `f2`, `f3` and `h` as above; `up` stands for
# $f(x + h)$ and `down` for $f(x - h)$, both up to the cubic term. Put the expansions in, and simplify until nothing
# is divided by `h` any more. A power is `h**2`. Keep every term: the check compares whole lines, so $O(h)$ or a
# dropped `f3` will not do. (What becomes of $h$, $h^2$ and $h^3$ when you put $-h$ for $h$?)

# %% exercise="taylor_error"
taylor_error = {
    "forward": [
        "(up - f0) / h",
        "",  # put in the expansion of f(x + h)
        "",  # f1, plus what is left
    ],
    "central": [
        "(up - down) / (2*h)",
        "",  # put in both expansions
        "",  # what cancels?
        "",  # f1, plus what is left
    ],
}
### BEGIN SOLUTION
import solutions.gradient_check_derivations as reference

taylor_error = reference.TAYLOR_ERROR
### END SOLUTION

# %% checks="taylor_error"

# %% demo="show-taylor-error"
derive.show("taylor_error", taylor_error)

# %% [markdown]
# Read your last lines. The error of the forward difference is $O(h)$, with the factor $f_2 / 2$. That of the central
# difference is $O(h^2)$, with the factor $f_3 / 6$: the even terms cancel. For the same $h$ it gives about
# twice as many right digits.

# %% [markdown]
# ## 4.3 Measure a gradient
#
# For an array, move one entry at a time:
#
# $$\frac{\partial f}{\partial x_i} \approx \frac{f(x + h e_i) - f(x - h e_i)}{2h}$$
#
# **Shapes:** $f(\dots)$ is one number, so each quotient is one number; the gradient has the shape of `x`.
#
# Three details make the difference between a toy and a tool.
#
# ### 1. Move x in place, and put it back
#
# A network may have millions of parameters. A copy of all of them for each entry would be slow, and some losses look
# at an array that they hold already, not at their argument. So the usual way is to change `x[i]` itself, call `f`,
# and undo the change. (A copy that moves is right as well, and the check takes it.)
#
# How do you undo it? Nearly everybody writes `x[i] += h`, calls, `x[i] -= 2*h`, calls, `x[i] += h`. Predict: in how
# many of 100 cases is `x + h - 2*h + h` **not** the number `x` that you began with, for `h = 1e-5` and ordinary
# numbers between −3 and 3?

# %% prediction="predict-restore"
predict_restore = ""

# %% tags=["demo"]
numbers = np.random.default_rng(1).normal(size=100_000)
rows = ["h             changed"]
for name, h in (("1e-4", 1e-4), ("1e-5", 1e-5), ("2**-14", 2.0**-14)):
    rows.append(f"{name:10}  {np.mean(numbers + h - 2 * h + h != numbers):8.2%}")
reveal(predict_restore, "\n".join(rows))

# %% [markdown]
# Three times in four! Each sum is rounded to the nearest float, and a later sum does not undo an earlier rounding.
# (A power of two such as $2^{-14}$ has few digits in binary, so almost nothing is rounded.) The change is tiny, and
# still: a measurement must not change what it measures. Keep the old value in a variable, and assign it back. Then
# `x` is what it was, bit for bit, and `assert np.array_equal(x, before)` holds.
#
# ### 2. The same random numbers each time
#
# A loss may be random: dropout switches off half of the entries, other ones in each call. Here is such a loss. It
# draws from NumPy's global state, as older code does.

# %% tags=["demo"]
x = np.array([1.0, 2.0, 3.0, 4.0])
print("three calls with the same x:", [planted.dropout_loss(x)[0] for _ in range(3)])
legacy = np.random  # the functions of this module share one global state
state = legacy.get_state()
again = []
for _ in range(3):
    legacy.set_state(state)
    again.append(planted.dropout_loss(x)[0])
print("the state set before each:  ", again)

# %% [markdown]
# `np.random.get_state()` gives the state of the global generator, and `np.random.set_state(...)` sets it. Read it
# once at the start, set it before **every** call of `f`, and the loss is an ordinary function again. Where one of the
# two calls sees another mask, the difference is a difference of masks, divided by 0.00002.
#
# Two mistakes can be seen in code on the web: to set the state before one of the two calls only, and to read it anew
# for each entry. In the first, the two values do not belong together; in the second, the entries of the gradient do
# not.
#
# ### 3. Integers
#
# What does `x[0] = 2 + 1e-5` leave in an array of integers? 2. The step is cut off, and the gradient is 0. Where `x`
# holds integers, work on a float copy.
#
# ### Your turn
#
# `np.ndindex(x.shape)` gives the index of every entry, as a tuple, for any number of axes. `x[index]` reads and writes
# it. (Flattening with `ravel` is a trap: for some arrays it gives a copy, and moving a copy moves nothing.)

# %% exercise="numerical_gradient"
def numerical_gradient(f, x, h=1e-5):
    """Measure the gradient of f at x by central differences.

    Parameters
    ----------
    f : callable
        Takes an array like x, returns one number. May draw from NumPy's global random state.
    x : ndarray
        Any shape. After the call it is bit for bit what it was.
    h : float
        The step.

    Returns
    -------
    ndarray of float of the shape of x

    Example
    -------
    >>> numerical_gradient(lambda x: np.sum(x**2), np.array([[1.0, -2.0], [0.5, 3.0]]))
    array([[ 2., -4.],
           [ 1.,  6.]])
    """
    ### BEGIN SOLUTION
    import solutions.gradient_check as reference
    return reference.numerical_gradient(f, x, h)
    ### END SOLUTION

# %% [markdown]
# This cell gives you everything in one report while you work. The locked cells after it are the ones that are marked.

# %% tags=["demo"]
check("numerical_gradient", numerical_gradient)

# %% checks="numerical_gradient"

# %% [markdown]
# ## 4.4 How small should h be?
#
# Your derivation says: the smaller, the better. Predict: which $h$ gives the most exact central difference of
# $e^{\sin x}$ at 1, of $10^{-2}, 10^{-5}, 10^{-8}$ and $10^{-12}$?

# %% prediction="predict-best-h"
predict_best_h = ""

# %% tags=["demo"]
with attempt("numerical_gradient"):
    shown = []
    for h in (1e-2, 1e-5, 1e-8, 1e-12):
        central = numerical_gradient(lambda x: bump(x[0]), np.array([1.0]), h)[0]
        shown.append(f"{h:g}: {abs(central - exact) / exact:.0e}")
    reveal(predict_best_h, "relative error of the central difference at h = " + "   ".join(shown))

# %% demo="v-curve"
gradient_check_demo(numerical_gradient, prediction=predict_best_h)

# %% [markdown]
# Left, the error of your central difference and of the forward one, for every step; right, the function between
# $x - 2h$ and $x + 2h$ as the computer sees it. Drag `h` from right to left, or press *Truncation wins*, *Best step*
# and *Rounding wins*, and watch the right-hand picture: first the curve bends away from its tangent, at last it is a
# staircase.
#
# Each curve is a **V**. On the right, Taylor's error falls with $h$: with slope 1 for the forward difference, slope 2
# for the central one. On the left, **rounding** takes over. $f$ is known to about 16 digits, so its absolute error is
# about $\varepsilon |f|$ with $\varepsilon \approx 10^{-16}$. In the difference of two almost equal numbers the
# leading digits cancel, that error stays, and it is divided by $h$:
#
# $$\text{error} \approx \underbrace{\frac{|f_3|}{6} h^2}_{\text{Taylor}} +
# \underbrace{\frac{\varepsilon |f|}{h}}_{\text{rounding}}$$
#
# If $|f|$ and $|f_3|$ are about 1, the two are of one size at $h \approx \varepsilon^{1/3} \approx 10^{-5}$, and the
# error is about $10^{-10}$. That $h$ is the default of your function. For the forward difference the same argument
# gives $\varepsilon^{1/2} \approx 10^{-8}$, and an error of $10^{-8}$. In float32 $\varepsilon$ is $10^{-7}$: there, a
# gradient check is hopeless. Use float64 for it.
#
# ### Explain
#
# Two to four sentences; write over the line below.
#
# *A friend's checker uses `h = 1e-12` "to be on the safe side", and rejects gradients that you know to be right. What
# do you tell the friend? Why is the best $h$ of the central difference larger than that of the forward one?*

# %% [markdown] manual="explain-step" points=2
# ### BEGIN SOLUTION
# With h = 1e-12 the two values of f agree in all but the last few of their 16 digits, so their difference has almost
# no right digit left; dividing by 2h makes an error of about 1e-16 / 1e-12 = 1e-4 of it, far above the tolerance.
# A larger h gives a larger difference with more right digits. The central difference can afford a larger h, because
# its Taylor error is proportional to the square of h: at h = 1e-5 it is only about 1e-10, while the forward
# difference has an error of 1e-5 there and has to go down to 1e-8 before the two kinds of error balance.
# ### END SOLUTION

# %% [markdown]
# ## 4.5 How far apart are two gradients?
#
# Now there are two gradients, the measured one and that of the code. They never agree exactly. When are they close
# enough? An absolute difference of 0.001 is large for a gradient of 0.01 and nothing for a gradient of 1000. So the
# difference has to be **relative**.
#
# ### Find the bug in the note
#
# > *Divide the Euclidean distance of the two gradients by the sum of their norms,
# > $\|g - \tilde g\| / (\|g\| + \|\tilde g\|)$. If the result is about ε, the step you used, the gradient is right. If
# > it is much larger, it is wrong.*
#
# A network has 10 000 weights whose gradients are about 1, and 10 biases whose gradients are about 0.0001. The code
# forgets the biases: their gradient is 0. Predict: what is the note's number? Does it raise an alarm at $10^{-5}$?

# %% prediction="predict-norm"
predict_norm = ""

# %% tags=["demo"]
rng = np.random.default_rng(2)
weights, biases = rng.normal(size=10_000), 1e-4 * rng.normal(size=10)
right = np.concatenate([weights, biases])
forgotten = np.concatenate([weights, np.zeros(10)])
ratio = np.linalg.norm(right - forgotten) / (np.linalg.norm(right) + np.linalg.norm(forgotten))
largest = np.max(np.abs(right - forgotten) / np.maximum(1e-8, np.abs(right) + np.abs(forgotten)))
reveal(predict_norm, f"the quotient of the norms is {ratio:.1e}; the largest relative error of an entry is {largest:g}")

# %% [markdown]
# The norms look fine, and ten parameters will never move. A norm is ruled by its large entries, so a wrong small
# gradient hides behind right large ones. And a right gradient has no reason to come out at ε: the V-curve says that
# about $10^{-10}$ is usual at $h = 10^{-5}$.
#
# **The correction:** compare entry by entry, and let the worst decide.
#
# $$\text{error} = \max_i \frac{|a_i - b_i|}{\max(10^{-8},\ |a_i| + |b_i|)}$$
#
# **Shapes:** $a$, $b$ have one shape; the quotients have it too; the result is one number.
#
# - The quotient is 0 where both agree, 1 where one of them is 0 or their signs differ.
# - The floor $10^{-8}$ is for entries where both are 0: 0/0 would be `nan`.
# - Rough guide for $h = 10^{-5}$: below $10^{-7}$ all is well; above $10^{-3}$ there is a bug; in between, look closer.
#
# What about a gradient with `nan` in it? Your function should return `inf` then, for `inf` too, on either side. Why
# that matters comes in 4.6.

# %% exercise="relative_error"
def relative_error(a, b):
    """Compare two gradients entry by entry, relative to their size.

    Parameters
    ----------
    a, b : ndarray of the same shape
        Left as they are.

    Returns
    -------
    float
        The maximum of abs(a - b) / max(1e-8, abs(a) + abs(b)) over all entries. inf where any number of a or b is
        nan or infinite.

    Example
    -------
    >>> relative_error(np.array([1.0, 2.0, 0.0]), np.array([1.0, 2.2, 0.0]))
    0.0476...
    """
    ### BEGIN SOLUTION
    import solutions.gradient_check as reference
    return reference.relative_error(a, b)
    ### END SOLUTION

# %% checks="relative_error"

# %% [markdown]
# ## 4.6 The checker
#
# Everything is there: a gradient that is claimed, one that is measured, and a number for how far they are apart.
# What is left is the verdict. Here are two lines from the starter code of two well-known courses, in our words:
#
# ```python
# if error > tol:
#     print("Your gradient is wrong.")      # and otherwise: "Gradient check passed!"
# ```
#
# Predict: `error` is `nan`, because the gradient is. What does this code print?

# %% prediction="predict-nan"
predict_nan = ""

# %% tags=["demo"]
error, tol = float("nan"), 1e-5
verdict = "Your gradient is wrong." if error > tol else "Gradient check passed!"
reveal(predict_nan, f"{verdict}   (nan > tol is {error > tol}, nan <= tol is {error <= tol})")

# %% [markdown]
# Every comparison with `nan` is false. So ask for the good case, `error <= tol`, and let all else fail. That is a rule
# for every test that you will ever write.
#
# The same caution holds for two more cases. A function whose author forgot the gradient returns `None` for it. And a
# gradient of shape $(1, 3, 4)$ can be subtracted from one of shape $(3, 4)$ without a word, by broadcasting. Neither
# passes.
#
# `f(x)` now returns a pair, `(value, gradient)`. Three hints:
#
# - `numerical_gradient` wants a function that returns one number. How do you make one of `f`?
# - You call `f` once for its gradient. A random loss uses up random numbers in that call. In which state must the
#   generator be when you begin to measure, so that both gradients belong to the same draw?
# - `np.argmax` counts through all entries of an array in one row. `np.unravel_index(number, shape)` makes an index of
#   such a number, as a tuple. NumPy's own numbers, such as `np.int64(1)` or `np.True_`, are fine in your results.

# %% exercise="gradient_check"
def gradient_check(f, x, h=1e-5, tol=1e-5):
    """Tell whether the gradient that f returns is the gradient of its value.

    Parameters
    ----------
    f : callable
        f(x) returns (value, gradient).
    x : ndarray
        After the call it is bit for bit what it was.
    h : float
        The step of the measurement.
    tol : float
        The largest relative error that passes.

    Returns
    -------
    dict
        passed : bool
            False as well for nan, infinity, no gradient (None) or a gradient of another shape.
        max_error : float
            The largest relative error of an entry; inf where passed is False for another reason.
        worst_index : tuple of int
            Where it is, so that x[worst_index] is that entry. Any tuple where there is nothing to compare.

    Example
    -------
    >>> gradient_check(lambda x: (np.sum(x**2), np.array([2.0, 2.0])), np.array([1.0, 3.0]))
    {'passed': False, 'max_error': 0.5..., 'worst_index': (1,)}
    """
    ### BEGIN SOLUTION
    import solutions.gradient_check as reference
    return reference.gradient_check(f, x, h, tol)
    ### END SOLUTION

# %% [markdown]
# The checks go both ways: right gradients of all sorts must pass, and gradients with one wrong entry, a turned sign,
# a wrong scale or a `nan` must not. A checker that always says "passed" gets nowhere, and so does one that never does.

# %% checks="gradient_check"

# %% [markdown]
# Back to 4.1: would your checker have found person P?

# %% tags=["demo"]
with attempt("gradient_check"):
    W = 0.1 * np.random.default_rng(3).normal(size=(3, 3))

    def claim_of_p(W):
        """The loss of person P, with P's gradient."""
        loss, dW = softmax_loss(W, X, labels, 1e-3)
        return loss, with_a_mistake(dW)

    print("person P:", gradient_check(claim_of_p, W))
    print("person Q:", gradient_check(lambda W: softmax_loss(W, X, labels, 1e-3), W))

# %% [markdown]
# The worst index has row 2: the bias. That is how a report leads you to the place.
#
# ## 4.7 What fools a checker
#
# A check can fail for a right gradient, and pass for a wrong one. Four things to know before you trust it.
#
# ### Kinks
#
# ReLU, `max(0, z)`, has a kink at 0. Its slope at $z = 3 \cdot 10^{-6}$ is 1. Predict: what does the central difference
# with $h = 10^{-5}$ say there?

# %% prediction="predict-kink"
predict_kink = ""

# %% tags=["demo"]
with attempt("numerical_gradient"):
    def relu_sum(x):
        """The sum of ReLU over all entries."""
        return np.sum(np.maximum(x, 0))

    z = np.array([3e-6])
    reveal(predict_kink, f"with h = 1e-5: {numerical_gradient(relu_sum, z)[0]:.3f}, "
                         f"with h = 1e-7: {numerical_gradient(relu_sum, z, 1e-7)[0]:.3f}")

# %% [markdown]
# $x - h$ and $x + h$ lie on different sides of the kink, so the line through them is not the tangent (*Kink* in the
# panel of 4.4 shows it; there the place is $x$, and drag `h` across it). The code is
# right, the measurement is not. In a large network a few units are always that close to 0. Then use fewer samples, or a
# smaller $h$, or look whether the failures are few and change with the data.
#
# ### Dropout: off
#
# You can check a loss with dropout if every call sees the same mask, and your checker takes care of that. But one mask
# hides half of the network:

# %% tags=["demo"]
with attempt("gradient_check"):
    def wrong_for_the_third(x):
        """Dropout, with a gradient that is wrong in its third entry."""
        loss, dx = planted.dropout_loss(x)
        return loss, dx * np.array([1.0, 1.0, 5.0, 1.0])

    x = np.array([1.0, 2.0, 3.0, 4.0])
    verdicts = []
    for _ in range(12):
        verdicts.append("passed" if gradient_check(wrong_for_the_third, x)["passed"] else "failed")
        planted.dropout_loss(x)  # moves the random state on
    print(*verdicts)

# %% [markdown]
# Where the mask drops the third entry, its gradient is 0 either way, and 5 times 0 is 0. So: **check without dropout
# first. When that passes, switch dropout on.**
#
# ### Regularisation: on
#
# The loss of a network is a data loss plus a penalty. Predict: the code has `reg * W` where `2 * reg * W` belongs. You
# run the check with `reg = 0`. Does it fail?

# %% prediction="predict-reg"
predict_reg = ""

# %% tags=["demo"]
with attempt("gradient_check"):
    def half_a_penalty(reg):
        """The loss of notebook 1, with half of the penalty's gradient."""
        def f(W):
            loss, dW = softmax_loss(W, X, labels, reg)
            return loss, dW - reg * W
        return f

    reveal(predict_reg, "  ".join(f"reg = {reg}: passed is {gradient_check(half_a_penalty(reg), W)['passed']}"
                                  for reg in (0.0, 0.1)))

# %% [markdown]
# What is multiplied by 0 is not tested. **Remember the penalty, in the loss and in the gradient, and check with a `reg`
# that matters.** But not with a huge one: then the penalty drowns the data loss. Best do it once without, once with.
#
# ### Where, and when
#
# - **At a random point**, not at zeros. With all weights 0, whole gradients are 0 and prove nothing, and symmetric
#   mistakes cancel. Check at a random initialisation, and once more after some steps of training.
# - **On a few samples and a small network.** Two calls of the loss for each parameter: with a million parameters and
#   10 ms a call, that is over five hours. The gradient by backpropagation takes about two calls.
# - **For debugging only.** Switch it off when you train.
# - **When it fails**, look at each `dW` and `db` by itself: which ones are wrong tells you where the bug is. That is
#   next.

# %% [markdown]
# ## 4.8 Find the planted bugs
#
# A network has a dict of parameters, and `loss_fn(params)` returns `(loss, grads)`. One way to check it is to lay all
# parameters end to end in one long vector `theta`, as the first assignment of CS224n does. Here it is, for a network
# whose gradients are right:

# %% tags=["demo"]
def flatten(arrays, names):
    """Lay the arrays end to end, in the order of the names: shapes (3, 4), (4,) become (16,)."""
    return np.concatenate([arrays[name].ravel() for name in names])


def unflatten(theta, like, names):
    """Cut a long vector into arrays of the shapes that `like` has."""
    ends = np.cumsum([like[name].size for name in names])
    parts = np.split(theta, ends[:-1])
    return {name: part.reshape(like[name].shape) for name, part in zip(names, parts, strict=True)}


loss_fn, params = planted.network("right", reg=0.1)
names = list(params)
theta = flatten(params, names)


def flat_loss(theta):
    """The loss and its gradient as functions of one long vector."""
    loss, grads = loss_fn(unflatten(theta, params, names))
    return loss, flatten(grads, names)


print("shapes:", {name: value.shape for name, value in params.items()}, " theta:", theta.shape)
with attempt("gradient_check"):
    print(gradient_check(flat_loss, theta))

# %% [markdown]
# One call checks everything. But a failure at index 37 of `theta` does not say much. So write it the other way: check
# each parameter by itself, and say for each name whether it passed.
#
# **Shapes:** `params[name]` and `grads[name]` have one shape; the result has one `bool` for each name.
#
# To check `W2`, you need a function of `W2` alone that returns `(loss, gradient of W2)`. `{**params, "W2": x}` is a
# new dict with the entries of `params`, and `x` in the place of `W2`. A gradient may be missing: `grads.get("W2")` is
# `None` then.

# %% exercise="check_network"
def check_network(loss_fn, params, tol=1e-5):
    """Check the gradient of every parameter of a network.

    Parameters
    ----------
    loss_fn : callable
        loss_fn(params) returns (loss, grads): a number, and a dict from names to arrays. May be random.
    params : dict of str to ndarray
        After the call every array is bit for bit what it was.
    tol : float
        The largest relative error that passes.

    Returns
    -------
    dict of str to bool
        For each name in params, whether its gradient passed. False where grads has no such name.

    Example
    -------
    >>> check_network(lambda p: (np.sum(p["a"] * p["b"]), {"a": p["b"]}), {"a": np.ones(2), "b": np.ones(2)})
    {'a': True, 'b': False}
    """
    ### BEGIN SOLUTION
    import solutions.gradient_check as reference
    return reference.check_network(loss_fn, params, tol)
    ### END SOLUTION

# %% checks="check_network"

# %% [markdown]
# ### Two networks with bugs
#
# Networks A and B have three layers: affine – tanh – affine – tanh – affine – softmax. Their losses are right. Some of
# their gradients are not. Which ones? The cell below checks both without regularisation. Section 4.7 tells you what
# else to try: change the cell, and run it as often as you like.

# %% tags=["demo"]
with attempt("check_network"):
    for name in ("A", "B"):
        loss_fn, params = planted.network(name, reg=0.0)
        print(f"network {name}:", check_network(loss_fn, params))

# %% [markdown]
# Type the names of the parameters whose gradient is wrong, such as `["W1", "b1"]`.

# %% exercise="planted_bugs"
planted_bugs = {
    "A": [],
    "B": [],
}
### BEGIN SOLUTION
import solutions.gradient_check_derivations as reference

planted_bugs = reference.PLANTED_BUGS
### END SOLUTION

# %% checks="planted_bugs"

# %% [markdown]
# ### From the pattern to the bug
#
# The pattern of failures is a map. Backpropagation goes from the last layer to the first, so a mistake in the signal
# spoils everything **below** it, and nothing above. A mistake in one formula spoils that parameter alone.
#
# - In A, single parameters fail and those below them are fine. So the signal is right, and two single formulas are not.
# - In B, all parameters of two layers fail, and the last layer is fine. Where does the mistake enter?
#
# Now read the code, `_network_a` and `_network_b` in `courseware/planted.py`. With your maps you need to look at three
# lines. (Print them with the cell below.) Can you say what is wrong with each?

# %% demo="planted-source"
import inspect

print(inspect.getsource(planted.BACKWARD["A"]), inspect.getsource(planted.BACKWARD["B"]), sep="\n")

# %% [markdown]
# ### Explain
#
# Two to four sentences; write over the line below.
#
# *Your checker passes every gradient of a friend's network, again and again. Still the network learns badly, and at
# last you find that its forward pass never adds the bias `b2`, and that its `grads["b2"]` is zero. Why could no
# gradient check find this? What does a passed check tell you, and what does it not?*

# %% [markdown] manual="explain-limits" points=2
# ### BEGIN SOLUTION
# A gradient check compares the gradient with the function as it is written, not as it was meant. A loss that does not
# depend on b2 has the gradient 0 with respect to b2, so the code is consistent and passes. A passed check tells you
# that backward belongs to forward, at this point, with these data, to about ten digits. It does not tell you that
# forward computes the network that you wanted; for that you need other tests, for example against a small case worked
# out by hand or another implementation.
# ### END SOLUTION

# %% [markdown]
# ## 4.9 Without a difference: the complex step
#
# The trouble with small $h$ is cancellation: two almost equal numbers are subtracted. Is there a way without a
# subtraction? Take Taylor's theorem, with an **imaginary** step:
#
# $$f(x + ih) = f_0 + f_1\, ih - \frac{f_2}{2} h^2 - \frac{f_3}{6}\, i h^3 + \dots$$
#
# The slope stands in the imaginary part, all by itself:
#
# $$f_1 = \frac{\operatorname{Im} f(x + ih)}{h} + \frac{f_3}{6} h^2 - \dots$$
#
# **Shapes:** as in 4.3; `x` becomes a complex array, the gradient is real.
#
# Predict: with $h = 10^{-20}$, how many digits of the derivative are right?

# %% prediction="predict-complex"
predict_complex = ""

# %% tags=["demo"]
imaginary = np.imag(bump(1 + 1e-20j)) / 1e-20
reveal(predict_complex, f"relative error {abs(imaginary - exact) / exact:.1e}, where float64 resolves 2.2e-16")

# %% [markdown]
# All of them: nothing cancels, and $h^2 = 10^{-40}$ is nothing. In Python the imaginary unit is `1j`.
#
# It works for **analytic** functions: sums, products, powers, `exp`, `sin`, `tanh`, matrix products. It does not for
# `abs`, `max` and comparisons, which make no sense for complex numbers, nor for code that turns its input into floats.
# So it is no checker for everybody's code, but for a formula it is the most exact that there is.

# %% exercise="complex_step"
def complex_step(f, x, h=1e-20):
    """Measure the gradient of an analytic function without a difference.

    Parameters
    ----------
    f : callable
        Takes a complex array like x, returns one complex number.
    x : ndarray
        Real; left as it is.
    h : float
        Size of the imaginary step.

    Returns
    -------
    ndarray of float of the shape of x

    Example
    -------
    >>> complex_step(lambda z: np.sum(z**3), np.array([1.0, 2.0]))
    array([ 3., 12.])
    """
    ### BEGIN SOLUTION
    import solutions.gradient_check as reference
    return reference.complex_step(f, x, h)
    ### END SOLUTION

# %% checks="complex_step"

# %% [markdown]
# ### Play: three ways in one picture

# %% demo="three-ways"
gradient_check_demo(numerical_gradient, complex_step)

# %% [markdown]
# From the right the complex step falls like the central difference: it has the same term with $h^2$. Then there is no
# left arm. Choose *float32*: which of the three still has all the digits that the precision allows?

# %% [markdown]
# ## What you have now
#
# | Function | The point of it |
# |---|---|
# | `numerical_gradient` | central difference; $x$ restored bit for bit; one draw for all calls |
# | `relative_error` | entry by entry, the worst decides; `nan` is infinite |
# | `gradient_check` | asks for the good case; everything else fails |
# | `check_network` | one verdict for each parameter, so that failures make a map |
# | `complex_step` | no subtraction, no cancellation |
#
# Use `check_network` on your own two-layer network of notebook 3, and on everything that comes.
#
# ### Words
#
# | English | 中文 | here |
# |---|---|---|
# | gradient check | 梯度检验 | compare a gradient with a measured one |
# | finite difference | 有限差分 | $(f(x + h) - f(x)) / h$ and its like |
# | central difference | 中心差分 | steps to both sides |
# | truncation error | 截断误差 | what Taylor's theorem leaves out |
# | rounding error | 舍入误差 | what floating point cuts off |
# | cancellation | 抵消 | leading digits lost in a difference |
# | relative error | 相对误差 | error over size |
# | kink | 拐折点 | where a function has no derivative |
# | random seed, state | 随机种子 | what decides the next random numbers |
#
# ### Read on
#
# - CS231n, [Neural networks, part 3](https://cs231n.github.io/neural-networks-3/#gradcheck), "Gradient checks": the
#   list of practical advice that section 4.7 follows.
# - A. Ng and others, [Gradient checking](https://www.coursera.org/learn/deep-neural-network), in the course *Improving
#   Deep Neural Networks*.
# - N. Higham, [What is the complex step approximation?](https://nhigham.com/2020/10/06/what-is-the-complex-step-approximation/)
# - PyTorch, [`torch.autograd.gradcheck`](https://docs.pytorch.org/docs/stable/generated/torch.autograd.gradcheck.html):
#   the same instrument in a framework. Compare its tolerances with yours.
#
# ## 4.10 Optional: go further
#
# ### A check in two calls
#
# A full check needs two calls for each parameter. Here is one that needs two in all. For a random direction $d$,
# Taylor's theorem says $f(x + hd) - f(x - hd) \approx 2h\, g \cdot d$. One number is compared with one number, and a
# mistake in any entry shows in it, unless it happens to be at right angles to $d$.

# %% tags=["demo"]
def check_along_a_direction(f, x, rng, h=1e-5):
    """The relative error of the slope along one random direction."""
    d = rng.normal(size=x.shape)
    measured = (f(x + h * d)[0] - f(x - h * d)[0]) / (2 * h)
    claimed = np.sum(f(x)[1] * d)
    return abs(measured - claimed) / max(1e-8, abs(measured) + abs(claimed))


rng = np.random.default_rng(4)
W = rng.normal(size=(3, 3))
for name, of in (("P", with_a_mistake), ("Q", lambda dW: dW)):
    found = [check_along_a_direction(lambda W, of=of: ((pair := softmax_loss(W, X, labels, 1e-3))[0], of(pair[1])),
                                     W, rng) for _ in range(5)]
    print(f"person {name}:", " ".join(f"{error:.1e}" for error in found))

# %% [markdown]
# It tells you *that* something is wrong, not where. What would you lose if the components of $d$ were all positive?
#
# ### The best h, measured
#
# In 4.4 the sum of the two errors is smallest at $h \approx (3 \varepsilon |f| / |f_3|)^{1/3}$. Set the derivative of
# the error with respect to $h$ to zero and see that it is so. Then try a function that bends a hundred times faster,
# $\sin(100 x)$: where should the bottom of its V be? Predict, then choose that function in the panel of 4.4.
#
# ### A question to end with
#
# Is there a function for which the central difference is exact for every $h$, up to rounding? Your derivation in 4.2
# tells you which.
