# %% [markdown]
# # 1 Softmax, and how to keep it stable
#
# A network ends in a row of scores: any numbers at all. You want probabilities.
# The formula for that fits on one line. The first program that most people write for it returns `nan` on quite
# ordinary input.
#
# When you are through you have six functions that stay right for scores of 10 000.
# You will have derived why they do, and you will have found two false claims in lecture notes by testing them.
#
# | Section | Minutes |
# |---|---|
# | 1.1 From scores to probabilities | 8 |
# | 1.2 When the formula breaks | 20 |
# | 1.3 Find the bug in the note: the logarithm | 11 |
# | 1.4 Two classes | 8 |
# | 1.5 Temperature, and another bug in a note | 6 |
# | 1.6 Every score moves every probability | 8 |
# | 1.7 The loss of a classifier | 12 |
# | 1.8 Optional: go further | 25 |

# %% [markdown]
# ## How this notebook works
#
# - Go from top to bottom. Each section has the same order: a failure you can see, the mathematics, your prediction,
#   your code, a check, time to play.
# - **Write code** where it says `# YOUR CODE HERE`. Delete the line `raise NotImplementedError` below it. Run the
#   cell with Shift + Enter.
# - **Check it.** Under your function stand cells such as `check("softmax", softmax, "stability")`. Run them as often
#   as you like; your mark comes from these cells when the notebook is graded. In a cell of your own,
#   `check("softmax", softmax)` runs them all in one report.
# - **When a check fails** it says which property is missing and where. Below that, hints unfold one by one. Open as
#   few as you need.
# - **Predict.** Cells with names such as `predict_overflow` want your guess before you run the next cell. Guesses are
#   saved and never marked. A wrong guess is where you learn most.
# - Nothing you leave open stops *Run All*.
# - **Hand in**: save the notebook (Ctrl + S), then submit it from nbgrader's *Assignment List*, or send the file the
#   way your course asks for.
#
# ## Conventions
#
# | Symbol | Meaning | Shape |
# |---|---|---|
# | $N$, $D$, $C$ | number of samples, of inputs, of classes | |
# | `X` | inputs; **rows are samples** | $(N, D)$ |
# | `W` | weights | $(D, C)$ |
# | `scores` | scores $s = XW$; one row is called $z$ | $(N, C)$, a row $(C,)$ |
# | `y` | labels, integers $0, \dots, C-1$ | $(N,)$ |
# | `P` | probabilities, one row for each sample | $(N, C)$ |
#
# Losses are means over the $N$ samples. Logarithms are natural, so information is measured in nats.
# The L2 penalty is `reg * sum(W**2)`, so its gradient is `2 * reg * W`. Other books put a half in front; here there
# is none.
# Your functions never change the arrays that they are given.

# %% locked="setup"
import numpy as np

from courseware import check, derive
from courseware.widgets import attempt, reveal, show, softmax_demo, softmax_layer
from courseware.widgets.figure import LINES, figure

np.set_printoptions(precision=4, suppress=True)

# %% [markdown]
# ## 1.1 From scores to probabilities
#
# A classifier with four classes gives you the scores 5, 2, −1 and 3. Probabilities should be positive and sum to one.
# A first idea: divide each score by the sum of all.

# %% tags=["demo"]
z = np.array([5.0, 2.0, -1.0, 3.0])
print("scores / their sum:", z / z.sum())

# %% [markdown]
# The numbers sum to one, and one of them is negative. A probability of −0.11 means nothing.
#
# So make every score positive first. The exponential does that, and it keeps the order: a larger score has a larger
# exponential.
#
# $$p_j = \frac{e^{z_j}}{\sum_{k=0}^{C-1} e^{z_k}}$$
#
# **Shapes:** $z\ (C,) \;\to\; p\ (C,)$, and for many samples at once $\text{scores}\ (N, C) \;\to\; P\ (N, C)$, each
# row on its own.
#
# This is **softmax**. By hand, for the scores above:
#
# | class | score $z_j$ | $e^{z_j}$ | $p_j$ |
# |---|---|---|---|
# | 0 | 5 | 148.41 | 0.842 |
# | 1 | 2 | 7.39 | 0.042 |
# | 2 | −1 | 0.37 | 0.002 |
# | 3 | 3 | 20.09 | 0.114 |
# | sum | | 176.26 | 1.000 |
#
# In a network that chooses between classes, softmax is the activation of the last layer.
# Most activations look at one number at a time. Softmax looks at a whole row:

# %% demo="softmax-layer"
softmax_layer()

# %% [markdown]
# ### Predict: what happens to gaps?
#
# The best score is 5 and the next is 3. How many times as probable as class 3 is class 0? Think of $e^5 / e^3$. Type
# a number.

# %% prediction="predict-gap"
predict_gap = ""

# %% [markdown]
# Now run the next cell.

# %% tags=["demo"]
e = np.exp(z)
p = e / e.sum()
reveal(predict_gap, f"p[0] / p[3] = {p[0] / p[3]:.2f}, e**(5 - 3) = {np.exp(2):.2f}. The scores' ratio is {5 / 3:.2f}.")

# %% [markdown]
# A **difference** of scores becomes a **ratio** of probabilities: $p_j / p_k = e^{z_j - z_k}$. So softmax widens
# gaps: a lead of 2 is a factor of 7.4, a lead of 10 a factor of 22 000.
#
# ### The truth has the same shape
#
# The label of a sample is one integer. Written as a row with a single 1 it is **one-hot**, and a row of certain
# probabilities. Stacked, the labels are a matrix `Y` with the shape of `P`, so that the two can be compared entry by
# entry:

# %% tags=["demo"]
y = np.array([0, 3, 1])
Y = np.eye(4)[y]  # row y[i] of the identity matrix, for each sample i
P = np.array([[0.842, 0.042, 0.002, 0.114], [0.1, 0.2, 0.3, 0.4], [0.25, 0.25, 0.25, 0.25]])
for label, truth, row in zip(y, Y, P, strict=True):
    print(f"label {label}   one-hot {truth}   probabilities {row}")

# %% [markdown]
# ## 1.2 When the formula breaks
#
# Here is the formula as it stands. It agrees with the table above.

# %% tags=["demo"]
def naive_softmax(x):
    """The formula as it stands, for one row of scores."""
    e = np.exp(x)
    return e / np.sum(e)


print(naive_softmax(z))

# %% [markdown]
# ### Predict
#
# The scores are now 1000, 1001 and 1002. The differences are 1, so nothing about them is extreme.
# What will `naive_softmax` return? Type three numbers, or what else you expect.

# %% prediction="predict-overflow"
predict_overflow = ""

# %% tags=["demo"]
with np.errstate(all="ignore"):
    broken = naive_softmax(np.array([1000.0, 1001.0, 1002.0]))
reveal(predict_overflow, broken)

# %% [markdown]
# $e^{1002}$ has 436 digits. The largest float64 is about $1.8 \cdot 10^{308}$, which is $e^{709.78}$. Beyond that,
# `exp` **overflows** to `inf`, and `inf / inf` is `nan`, *not a number*.
# In float32 it happens at 88.7, in float16 at 11.1.
#
# Scores of 1000 are not exotic: pixels from 0 to 255 times weights near 1 give them at once.
# And one `nan` in a loss makes every weight `nan` after the next step.
#
# ### The way out: shift all scores
#
# Add the same number $c$ to all scores of a row. Softmax does not change. That is **shift invariance**, and it is
# yours to derive.
#
# You write a derivation as a list of lines. Each line is an expression in quotes, and each must be equal to the one
# before.
# A computer algebra system is not needed: the check puts random numbers into every line, and names the first line
# that differs.
#
# - `x` is the row of scores, `c` is one number.
# - `exp(x)` is taken entry by entry. `sum(x)` is one number, the sum over all classes.
# - A product needs a star: `exp(x) * exp(c)`. A power needs two: `x**2`.
#
# The first line is given. The comments say what each line is for. Write it between the quotes; you may add lines.

# %% exercise="shift_invariance"
shift_invariance = [
    "exp(x + c) / sum(exp(x + c))",
    "",  # above and below: a sum in the exponent is a product of powers
    "",  # below: c is the same in every term of the sum, so its factor can leave the sum
    "",  # what cancels? the last line has no c
]
### BEGIN SOLUTION
import solutions.softmax_derivations as reference

shift_invariance = reference.SHIFT_INVARIANCE
### END SOLUTION

# %% checks="shift_invariance"

# %% [markdown]
# This is what you wrote, set as mathematics. A line is about entry $i$ of the row; $k$ runs over all classes in a
# sum.

# %% demo="show-shift-invariance"
derive.show("shift_invariance", shift_invariance)

# %% [markdown]
# ### Which shift?
#
# You may choose $c$ as you like. Choose $c = -\max_k z_k$. Then:
#
# - the largest exponent is 0, so the largest exponential is 1 and nothing overflows;
# - the denominator is at least 1, so nothing is divided by zero;
# - very negative exponents **underflow**: `exp(-800)` is 0. The true value is below $10^{-347}$, so next to 1 no
#   digit is lost.
#
# $$p_j = \frac{e^{z_j - m}}{\sum_k e^{z_k - m}}, \qquad m = \max_k z_k$$
#
# **Shapes:** $\text{scores}\ (N, C)$, $\;m\ (N, 1)$, $\;\text{scores} - m\ (N, C)$, $\;\text{sums}\ (N, 1)$,
# $\;P\ (N, C)$.
#
# ### Watch the axis
#
# In a matrix of scores each **row** has its own maximum. `scores.max(axis=1)` goes along the classes and drops that
# axis: $(N, C) \to (N,)$.
# NumPy lines shapes up from the right, so $(N, C) - (N,)$ would pair samples with classes.
# With `keepdims=True` the axis stays, with length one: $(N, C) \to (N, 1)$, which is what you need. In PyTorch the
# same two words are `dim` and `keepdim`.
#
# `axis=-1` means the last axis, whatever the number of dimensions. It works for a single row $(C,)$ too.
#
# Predict: `S` has shape $(3, 3)$. Is `S - S.max(axis=1)` an error, right, or wrong without a word?

# %% prediction="predict-axis"
predict_axis = ""

# %% tags=["demo"]
S = np.array([[0.0, 0.0, 9.0], [0.0, 5.0, 0.0], [1.0, 0.0, 0.0]])
reveal(
    predict_axis,
    f"S - S.max(axis=1):\n{S - S.max(axis=1)}\nS - S.max(axis=1, keepdims=True):\n{S - S.max(axis=1, keepdims=True)}",
)

# %% [markdown]
# After the shift the largest entry of each row should be 0. In the first result only row 1 has that, by luck: its
# maximum stands in column 1. Nothing warned you, because for a square matrix the shapes fit. That is why the checks
# use matrices that are not square, and square ones too.

# %% [markdown]
# ### Your turn: `softmax`
#
# Two or three lines. No loop over samples is needed: NumPy runs the loop in compiled code, several numbers at a time,
# and decides about types once, not once per number. (Section 1.8 measures it.)

# %% exercise="softmax"
def softmax(x):
    """Turn scores into probabilities along the last axis.

    Parameters
    ----------
    x : ndarray of shape (C,) or (N, C)
        Any finite scores. Left as it is.

    Returns
    -------
    ndarray of the same shape
        Positive or zero; each row sums to one.

    Example
    -------
    >>> softmax(np.array([[5.0, 2.0, -1.0, 3.0], [1000.0, 1000.0, 1000.0, 1000.0]]))
    array([[0.8421, 0.0419, 0.0021, 0.114 ],
           [0.25  , 0.25  , 0.25  , 0.25  ]])
    """
    ### BEGIN SOLUTION
    import solutions.softmax as reference
    return reference.softmax(x)
    ### END SOLUTION

# %% [markdown]
# While you work, this cell gives you everything in one report. The locked cells after it ask for the same, one
# property each; those are the ones that are marked.

# %% tags=["demo"]
check("softmax", softmax)

# %% checks="softmax"

# %% [markdown]
# ### Predict, then play
#
# The panel below shows the four scores 5, 2, −1, 3. The slider *shift* adds the same $c$ to all of them. Switch the
# precision to float16, in which the largest number is 65 504, and *computed by* to *exp first*. At which shift $c$
# does the picture break? (The sum breaks first. By the table in 1.1 it is $176.26\,e^c$: when is that above 65 504?)

# %% prediction="predict-shift"
predict_shift = ""

# %% demo="softmax-widget"
softmax_demo(softmax, prediction=predict_shift)

# %% [markdown]
# Try these, with the keyboard if you like (Tab to a control, arrow keys to move it):
#
# 1. *Break float16*, then go back to the shifts 7 and 6. At 7 one exponential is `inf`, at 6 only the sum. What does
#    the panel show for each? Then switch to *your softmax*. What do the same shifts do to it?
# 2. *All underflow*. Why does a large **negative** shift break *exp first* too?
# 3. Set the shift back. Move the temperature to the far left, then to the far right. You meet it again in 1.5.
#
# ### Explain
#
# This cell is read by a person. Two to four sentences are enough; write over the line below.
#
# *Shift invariance holds for every $c$. A friend subtracts the **mean** of each row and not the maximum, and says
# that it is as good. What do you answer? Give a row of scores that makes your point.*

# %% [markdown] manual="explain-shift" points=2
# ### BEGIN SOLUTION
# In exact arithmetic the friend is right: any shift gives the same probabilities. In floating point the shift has to
# bound the exponents. After subtracting the maximum every exponent is at most 0, so `exp` cannot overflow, and one
# term is exactly 1, so the sum cannot be 0. After subtracting the mean, the largest exponent is the largest distance
# from the mean, which has no bound. Example: `[3000, 0, 0]` has mean 1000, the first exponent is 2000, `exp(2000)` is
# `inf`, and the result is `nan`.
# ### END SOLUTION

# %% [markdown]
# ## 1.3 Find the bug in the note: the logarithm
#
# Training needs the logarithm of a probability: the loss of one sample is $-\ln p_y$, where $y$ is its true class.
# Here is a claim from lecture notes, in our words:
#
# > *Once the maximum is subtracted, only underflow is left, and underflow to zero is harmless. So compute softmax
# > that way, and take `-log` of it to get the loss.*
#
# Predict: the scores are `[0, 1000]` and the true class is 0. What does that recipe give, and what would be right?

# %% prediction="predict-log"
predict_log = ""

# %% [markdown]
# Now test the claim. The cell uses your `softmax`.

# %% tags=["demo"]
with attempt("softmax"), np.errstate(all="ignore"):
    p = softmax(np.array([0.0, 1000.0]))
    reveal(predict_log, f"softmax = {p}, -log(softmax)[0] = {-np.log(p[0])}")

# %% [markdown]
# The true loss is 1000: the first probability is $e^{-1000} / (e^{-1000} + 1)$, and $-\ln$ of that is 1000.
# So the claim holds for softmax and fails for its logarithm. A probability of $e^{-1000}$ may well be rounded to 0.
# Its logarithm, −1000, may not be rounded to −∞.
#
# A common repair is `log(p + 1e-8)`. It hides the `inf`, and gives a loss of 18.4 where 1000 is right. Clipping the
# probabilities does the same. Neither tells the truth.
#
# **The correction:** take the logarithm on paper first.
#
# $$\ln p_j = \ln \frac{e^{z_j - m}}{\sum_k e^{z_k - m}} = (z_j - m) - \ln \sum_k e^{z_k - m}$$
#
# **Shapes:** $\text{scores}\ (N, C)$, $\;m\ (N, 1)$, $\;\ln \text{sum}\ (N, 1)$, result $(N, C)$.
#
# No exponential is ever undone by a logarithm: the sum is at least 1, so its logarithm is safe. This is the
# **log-sum-exp** trick.

# %% exercise="log_softmax"
def log_softmax(scores):
    """Take the logarithm of softmax, without computing softmax.

    Parameters
    ----------
    scores : ndarray of shape (N, C)
        Any finite scores. Left as they are.

    Returns
    -------
    ndarray of shape (N, C)
        ln p; zero or negative, and finite.

    Example
    -------
    >>> log_softmax(np.array([[0.0, 1000.0], [1.0, 1.0]]))
    array([[-1000.    ,     0.    ],
           [   -0.6931,    -0.6931]])
    """
    ### BEGIN SOLUTION
    import solutions.softmax as reference
    return reference.log_softmax(scores)
    ### END SOLUTION

# %% checks="log_softmax"

# %% [markdown]
# ### Can you get the scores back?
#
# Given the probabilities, which scores did they come from? From $\ln p_j = z_j - \ln \sum_k e^{z_k}$:
#
# $$z_j = \ln p_j + \text{const}$$
#
# The constant is the same for all $j$ of a row, and nothing in $p$ tells you its value: that is shift invariance
# again, read backwards. So there is a free choice. Choose the constant that makes each row of scores sum to 0.
#
# **Shapes:** $\text{probs}\ (N, C) \to \text{scores}\ (N, C)$.

# %% exercise="inverse_softmax"
def inverse_softmax(probs):
    """Find the scores that softmax turns into these probabilities.

    Parameters
    ----------
    probs : ndarray of shape (N, C)
        Larger than zero; each row sums to one. Left as they are.

    Returns
    -------
    ndarray of shape (N, C)
        Scores; each row sums to 0.

    Example
    -------
    >>> inverse_softmax(np.array([[0.5, 0.25, 0.25]]))
    array([[ 0.4621, -0.231 , -0.231 ]])
    """
    ### BEGIN SOLUTION
    import solutions.softmax as reference
    return reference.inverse_softmax(probs)
    ### END SOLUTION

# %% checks="inverse_softmax"

# %% [markdown]
# There and back again: the scores 5, 2, −1, 3 have mean 2.25, and that is what the round trip takes off.

# %% tags=["demo"]
with attempt("softmax", "inverse_softmax"):
    print("z       ", z)
    print("back    ", inverse_softmax(softmax(z[None, :]))[0])
    print("z - mean", z - z.mean())

# %% [markdown]
# ## 1.4 Two classes
#
# With two classes there are two scores, $z_0$ and $z_1$. Only their difference can count. So softmax should come down
# to a function of one number, and you may know that function: the **sigmoid** $\sigma(t) = \dfrac{1}{1 + e^{-t}}$ of
# logistic regression.
#
# Derive it for class 1. The symbols are `z0` and `z1`; `sigmoid(t)` may be written in the last line.

# %% exercise="two_class_sigmoid"
two_class_sigmoid = [
    "exp(z1) / (exp(z0) + exp(z1))",
    "",  # divide above and below by the same thing, so that the numerator is 1
    "",  # a quotient of powers is one power: bring it to the form 1 / (1 + exp(-(...)))
    "",  # and that is the sigmoid of ...
]
### BEGIN SOLUTION
import solutions.softmax_derivations as reference

two_class_sigmoid = reference.TWO_CLASS_SIGMOID
### END SOLUTION

# %% checks="two_class_sigmoid"

# %% demo="show-two-class-sigmoid"
derive.show("two_class_sigmoid", two_class_sigmoid)

# %% [markdown]
# ### A layer of sigmoids is another thing
#
# With more classes, why not put a sigmoid on each score? Each output would be between 0 and 1 as well. Here is what
# is missing. Give three **scores** (not activations), for a layer of three separate sigmoids, such that the three
# outputs
#
# - sum to more than 2, under the key `"above"`;
# - sum to 1, to three decimals, under the key `"one"`. (Which score has the sigmoid $1/3$?)

# %% exercise="sigmoid_layer"
sigmoid_layer = {
    "above": [],
    "one": [],
}
### BEGIN SOLUTION
import solutions.softmax_derivations as reference

sigmoid_layer = reference.SIGMOID_LAYER
### END SOLUTION

# %% checks="sigmoid_layer"

# %% [markdown]
# So the sum can be one by luck. Move any one of your scores, as a bias does in training, and the luck is gone: the
# other two outputs do not react. In softmax they do.

# %% demo="move-one-score"
with attempt("softmax"):
    start = np.array(sigmoid_layer["one"] if len(sigmoid_layer["one"]) == 3 else [0.0, 0.0, 0.0], dtype=float)
    moved = start + np.array([1.0, 0.0, 0.0])
    for name, row in (("your scores", start), ("first one + 1", moved)):
        for kind, outputs in (("sigmoids", 1 / (1 + np.exp(-row))), ("softmax", softmax(row))):
            print(f"{name:14} {kind:9} {outputs}   sum {outputs.sum():.3f}")

# %% [markdown]
# Sigmoids are right when several labels can hold at once (a photo with a cat *and* a dog). Softmax is right when
# exactly one does.
#
# ## 1.5 Temperature, and another bug in a note
#
# Divide all scores by a number $T > 0$ before softmax. $T$ is called the **temperature**; $c = 1/T$ is a factor in
# the exponent.
#
# $$p_j = \frac{e^{z_j / T}}{\sum_k e^{z_k / T}}$$
#
# **Shapes:** $\text{scores}\ (N, C)$, $\;T$ one number, result $(N, C)$.
#
# Below $T = 1$ the gaps widen further, above it they shrink. You may call your `softmax`: $T$ may be as small as
# $10^{-8}$, so that even harmless scores become huge, and it is good to have a function that can take them.

# %% exercise="softmax_temperature"
def softmax_temperature(scores, temperature):
    """Turn scores into probabilities that are sharper below temperature 1, and flatter above it.

    Parameters
    ----------
    scores : ndarray of shape (N, C)
        Left as they are.
    temperature : float
        Larger than zero, at least 1e-8.

    Returns
    -------
    ndarray of shape (N, C)
        The softmax of scores / temperature.

    Example
    -------
    >>> softmax_temperature(np.array([[2.0, 1.0]]), 0.5)
    array([[0.8808, 0.1192]])
    """
    ### BEGIN SOLUTION
    import solutions.softmax as reference
    return reference.softmax_temperature(scores, temperature)
    ### END SOLUTION

# %% checks="softmax_temperature"

# %% demo="temperature-curves"
with attempt("softmax_temperature"):
    temperatures = np.logspace(-1.5, 1.5, 61)
    rows = np.array([softmax_temperature(z[None, :], T)[0] for T in temperatures])
    fig, axes = figure(6.4, 3.2)
    for k, style in enumerate(LINES):
        axes.semilogx(temperatures, rows[:, k], linestyle=style, label=f"score {z[k]:g}")
    axes.set(xlabel="temperature T (logarithmic)", ylabel="probability", title="Cold: one takes all. Hot: all alike.")
    axes.legend()
    show(fig, "Probabilities of four scores against temperature. At T = 0.03 score 5 has probability 1, the others "
              f"0. At T = 1 it has {rows[30, 0]:.2f}. At T = 30 all four are close to 0.25.")

# %% [markdown]
# As $T \to 0$ (so $c \to \infty$), what is left is the **maximum**: 1 for the largest score, 0 for the rest. Softmax
# at $T = 1$ is a softened version of that. This is where its name comes from. Strictly it softens *argmax*, the place
# of the maximum.
#
# ### Find the bug in the note
#
# > *With a factor $c$ in the exponent, the derivative of softmax gets the factor $c$ too. So for $c \to \infty$ the
# > rates of change become very large, and $c = 1$ is the gentlest choice.*
#
# Predict: two classes with scores 2 and 1. You raise the first score a little. For which of $c = 1, 10, 100$ does its
# probability react **most**? And for which if the scores are tied, 1 and 1?

# %% prediction="predict-slope"
predict_slope = ""

# %% [markdown]
# Now test it. The cell raises the first score by a millionth and divides.

# %% tags=["demo"]
def slope(scores, c):
    """How fast the first probability grows with the first score, measured."""
    step = 1e-6
    up, down = np.array(scores, dtype=float), np.array(scores, dtype=float)
    up[0] += step
    down[0] -= step
    higher, lower = (softmax_temperature(row[None, :], 1 / c)[0, 0] for row in (up, down))
    return (higher - lower) / (2 * step)


with attempt("softmax_temperature"):
    measured = {name: [slope(row, c) for c in (0.1, 1, 10, 100)] for name, row in (("2, 1", (2, 1)), ("1, 1", (1, 1)))}
    rows = [f"scores {name}  " + "  ".join(f"{value:10.6f}" for value in slopes) for name, slopes in measured.items()]
    head = "                c = 0.1       c = 1      c = 10     c = 100"
    reveal(predict_slope, "\n".join([head, *rows]))

# %% [markdown]
# At a tie the slope does grow with $c$. Away from a tie it **vanishes**: at $c = 100$ the probability is 1 already,
# and nothing moves it. And $c = 1$ is not the gentlest either; $c = 0.1$ is gentler.
#
# **The correction:** the derivative is a tug of war. One factor grows like $c$, the other falls like $e^{-c|z|}$, where
# $z$ is the difference of the scores. Unless $z = 0$, the exponential wins. (In 1.8 you can derive it.)
#
# ## 1.6 Every score moves every probability
#
# Look at the picture of the layer once more: the sum carries every score to every output. How strongly? That is the
# derivative $\partial p_i / \partial z_j$, a number for each pair $(i, j)$: a $C \times C$ table, the **Jacobian**.
#
# Predict its signs: score $j$ grows a little. Which probabilities grow, which fall?

# %% prediction="predict-jacobian"
predict_jacobian = ""

# %% tags=["demo"]
with attempt("softmax"):
    table = np.zeros((4, 4))
    for j in range(4):
        nudge = np.zeros(4)
        nudge[j] = 1e-6
        table[:, j] = (softmax(z + nudge) - softmax(z - nudge)) / 2e-6
    reveal(predict_jacobian, f"row i, column j, measured:\n{table}\ncolumns sum to {table.sum(axis=0).round(6) + 0}")

# %% [markdown]
# Two things stand in this table.
#
# - **Monotone:** the diagonal is positive, everything else negative. More score for a class means more probability
#   for it and less for each other one.
# - **Not local:** no entry is zero. (Some are small.) No probability depends on its own score alone.
#
# Now derive the table. The symbols: `z` is the row of scores and `z[i]` its entry $i$; `S` stands for `sum(exp(z))`;
# `a` is `softmax(z)`, so that `a[i]` stands for `exp(z[i]) / S`.
#
# You differentiate `exp(z[i]) / sum(exp(z))` with respect to `z[j]`. There are two cases, because `exp(z[i])` depends
# on `z[j]` only when $i = j$. The sum depends on `z[j]` in both. The quotient rule is
# $\left(\dfrac{u}{v}\right)' = \dfrac{u'v - uv'}{v^2}$.
#
# Last, put both cases into one line. `(i == j)` may stand in it: it is 1 where that holds and 0 elsewhere. In
# print it is the Kronecker delta $\delta_{ij}$.

# %% exercise="softmax_jacobian"
softmax_jacobian = {
    "i == j": [
        "",  # the quotient rule, with u = exp(z[i]) and v = S
        "",  # take one factor exp(z[i]) / S out
        "",  # only a[i] is left
    ],
    "i != j": [
        "",  # the quotient rule again: what is u' now?
        "",  # only a[i] and a[j] are left
    ],
    "both": [
        "",  # one line with a[i], a[j] and (i == j)
    ],
}
### BEGIN SOLUTION
import solutions.softmax_derivations as reference

softmax_jacobian = reference.SOFTMAX_JACOBIAN
### END SOLUTION

# %% checks="softmax_jacobian"

# %% demo="show-softmax-jacobian"
derive.show("softmax_jacobian", softmax_jacobian)

# %% [markdown]
# Why are the signs what they are? Exponentials are positive, so every `a` lies strictly between 0 and 1. Put that
# into your two formulas. (In notebook 2 this table makes the gradient of the loss three symbols long.)
#
# ## 1.7 The loss of a classifier
#
# Sample $i$ has the true class $y_i$. Its loss is the **cross-entropy** $-\ln P_{i, y_i}$: 0 when the true class has
# probability one, large when it has next to none. The loss of a batch is the mean.
#
# $$L = -\frac{1}{N} \sum_{i=0}^{N-1} \ln P_{i, y_i}$$
#
# **Shapes:** $\text{scores}\ (N, C)$, $\;y\ (N,)$, result one number.
#
# To pick one entry from each row, give NumPy a row number **and** a column number for each sample:
# `A[np.arange(N), y]` has shape $(N,)$. `A[:, y]` is another thing: all rows, and the columns `y`, so $(N, N)$.

# %% tags=["demo"]
A = np.arange(12.0).reshape(3, 4)
print("A:\n", A)
print("y =", y, "   A[np.arange(3), y] =", A[np.arange(3), y], "   A[:, y] has shape", A[:, y].shape)

# %% exercise="cross_entropy"
def cross_entropy(scores, y):
    """Average the negative log-probability of the true classes.

    Parameters
    ----------
    scores : ndarray of shape (N, C)
        Left as they are. A score may be 10 000 above another.
    y : sequence of N ints
        The true classes, 0 to C - 1.

    Returns
    -------
    float

    Example
    -------
    >>> cross_entropy(np.array([[0.0, 1000.0], [3000.0, 0.0]]), [0, 0])
    500.0
    """
    ### BEGIN SOLUTION
    import solutions.softmax as reference
    return reference.cross_entropy(scores, y)
    ### END SOLUTION

# %% checks="cross_entropy"

# %% [markdown]
# ### A whole classifier: softmax regression
#
# Scores come from inputs by a matrix: $s = XW$. To learn $W$ you need the gradient of the loss. Notebook 2 derives it
# from your Jacobian; here is the result, which is short:
#
# $$L = \text{cross-entropy}(XW, y) + \text{reg} \sum_{d,c} W_{dc}^2$$
#
# $$dW = \frac{1}{N} X^{\top} (P - Y) + 2\, \text{reg}\, W$$
#
# **Shapes:** $X\ (N, D)$, $\;W\ (D, C)$, $\;P - Y\ (N, C)$, $\;X^\top (P - Y)\ (D, C)$, the shape of $W$.
#
# $P - Y$ needs no matrix of labels: $Y$ is one-hot, so $P - Y$ is $P$ with 1 taken off at the true class of each row.
# The last demo shows how to pick these entries. You may assign to such a pick as well, in an array of your own.

# %% exercise="softmax_loss"
def softmax_loss(W, X, y, reg):
    """Loss and gradient of a linear classifier with softmax.

    Parameters
    ----------
    W : ndarray of shape (D, C)
    X : ndarray of shape (N, D)
    y : sequence of N ints
        The true classes, 0 to C - 1.
    reg : float
        Strength of the penalty reg * sum(W**2).

    Returns
    -------
    loss : float
        Mean cross-entropy plus penalty.
    dW : ndarray of shape (D, C)
        Gradient of the loss with respect to W.

    Example
    -------
    >>> softmax_loss(np.zeros((2, 2)), np.array([[1.0, 2.0]]), [0], 0.1)
    (0.693..., array([[-0.5,  0.5],
           [-1. ,  1. ]]))
    """
    ### BEGIN SOLUTION
    import solutions.softmax as reference
    return reference.softmax_loss(W, X, y, reg)
    ### END SOLUTION

# %% checks="softmax_loss"

# %% [markdown]
# ### Play: train it
#
# Three clouds of points, your loss, and a hundred steps downhill. Change the step size or `reg` and run it again.
# What does the first loss have to be, when $W = 0$ and there are three classes?

# %% tags=["demo"]
rng = np.random.default_rng(0)
centres = np.array([[-2.0, 0.0], [2.0, 0.0], [0.0, 3.0]])
labels = np.repeat([0, 1, 2], 50)
points = centres[labels] + rng.normal(size=(150, 2))
X = np.hstack([points, np.ones((150, 1))])  # the column of ones is a bias: (N, D) = (150, 3)

step_size, reg = 0.5, 1e-3
with attempt("softmax_loss"):
    W, losses = np.zeros((3, 3)), []
    for _ in range(100):
        loss, dW = softmax_loss(W, X, labels, reg)
        W = W - step_size * dW
        losses.append(loss)
    right = np.mean(np.argmax(X @ W, axis=1) == labels)
    fig, (left_axes, right_axes) = figure(8, 3.2, ncols=2)
    left_axes.plot(losses)
    left_axes.axhline(np.log(3), color="#777777", linestyle=":")
    left_axes.text(99, np.log(3), "ln 3", ha="right", va="bottom")
    left_axes.set(xlabel="step", ylabel="loss", ylim=(0, 1.25))
    for k, marker in enumerate("os^"):
        right_axes.plot(*points[labels == k].T, marker, label=f"class {k}", alpha=0.7, linestyle="none")
    grid = np.stack(np.meshgrid(np.linspace(-5, 5, 200), np.linspace(-4, 7, 200)), axis=-1)
    chosen = np.argmax(np.append(grid, np.ones((200, 200, 1)), axis=-1) @ W, axis=-1)
    right_axes.contour(grid[..., 0], grid[..., 1], chosen, levels=[0.5, 1.5], colors="#444444", linewidths=1)
    right_axes.set(xlabel="input 0", ylabel="input 1", title=f"{right:.0%} of the points in their own region")
    right_axes.legend(fontsize=9)
    show(fig, f"Left: the loss falls from {losses[0]:.2f} to {losses[-1]:.2f} in 100 steps. Right: three clouds of "
              f"points, with straight borders between the classes; {right:.0%} of the points lie in their own region.")

# %% [markdown]
# ### Explain
#
# Two to four sentences; write over the line below.
#
# *`exp(-800)` is 0 in float64. Why may `softmax` live with that, while the loss may not? What does `log_softmax` do
# so that the 0 never matters?*

# %% [markdown] manual="explain-log" points=2
# ### BEGIN SOLUTION
# Softmax adds the small number to a sum that is at least 1, and returns it next to numbers that sum to 1. The error
# is about $10^{-348}$, far below the $10^{-16}$ that float64 resolves there. The logarithm turns a *ratio* into a
# difference: $10^{-348}$ becomes −800 and 0 becomes −∞, so what was lost is everything. `log_softmax` never takes the
# logarithm of a single exponential. It keeps $z_j - m$ as it is, and takes the logarithm only of the sum, which is at
# least 1; a term lost in that sum is lost harmlessly.
# ### END SOLUTION

# %% [markdown]
# ## What you have now
#
# | Function | The point of it |
# |---|---|
# | `softmax` | subtract each row's maximum before `exp` |
# | `log_softmax` | take the logarithm on paper, log-sum-exp |
# | `inverse_softmax` | logarithm, up to a constant per row |
# | `softmax_temperature` | cold: argmax; hot: uniform |
# | `cross_entropy` | pick with `[np.arange(N), y]`, mean over samples |
# | `softmax_loss` | $X^\top (P - Y) / N$, plus $2\,\text{reg}\,W$ |
#
# ### Words
#
# | English | 中文 | here |
# |---|---|---|
# | score, logit | 得分 | any real number, before softmax |
# | overflow, underflow | 上溢, 下溢 | too large, too small for a float: `inf`, 0 |
# | shift invariance | 平移不变性 | adding $c$ to all scores changes nothing |
# | one-hot | 独热编码 | a label as a row with a single 1 |
# | temperature | 温度 | divides all scores |
# | cross-entropy | 交叉熵 | mean of $-\ln$ of the true class's probability |
# | Jacobian | 雅可比矩阵 | all derivatives $\partial p_i / \partial z_j$ |
# | nat | 奈特 | unit of information with the natural logarithm |
#
# ### Read on
#
# - *Dive into Deep Learning*,
#   [Softmax regression](https://d2l.ai/chapter_linear-classification/softmax-regression.html) and
#   [its concise implementation](https://d2l.ai/chapter_linear-classification/softmax-regression-concise.html), which
#   meets the same overflow.
# - CS231n, [Linear classification](https://cs231n.github.io/linear-classify/), "Softmax classifier".
# - M. Nielsen, *Neural Networks and Deep Learning*, [chapter 3](http://neuralnetworksanddeeplearning.com/chap3.html),
#   whose exercises on softmax you have now done.
# - Wikipedia, [LogSumExp](https://en.wikipedia.org/wiki/LogSumExp).
#
# ## 1.8 Optional: go further
#
# ### How much faster is NumPy?
#
# The same sums, once with Python's loops and once with arrays. A loop asks of each number what type it is and which
# `exp` to call. NumPy asks once, then runs compiled code over memory that lies in a row, several numbers per
# instruction. The same form of program also runs on a GPU.

# %% tags=["demo"]
import math
import time


def softmax_with_loops(rows):
    """The stable formula for a list of rows, one number at a time."""
    result = []
    for row in rows:
        m = max(row)
        exponentials = [math.exp(value - m) for value in row]
        total = sum(exponentials)
        result.append([value / total for value in exponentials])
    return result


with attempt("softmax"):
    many = np.random.default_rng(0).normal(size=(500, 100))
    lists = many.tolist()
    began = time.perf_counter()
    softmax_with_loops(lists)
    loops = time.perf_counter() - began
    began = time.perf_counter()
    softmax(many)
    arrays = time.perf_counter() - began
    print(f"50 000 scores: loops {1000 * loops:.1f} ms, your softmax {1000 * arrays:.1f} ms")
    print(f"{loops / arrays:.0f} times as fast")

# %% [markdown]
# ### How uncertain is a row of probabilities?
#
# **Entropy**, $H(p) = -\sum_j p_j \ln p_j$, measures it in nats: 0 when one class is certain, $\ln C$ when all are
# alike. With the temperature you move between the two. Where does the curve stay flat, and why?

# %% tags=["demo"]
with attempt("softmax_temperature"):
    temperatures = np.logspace(-1.5, 2, 71)
    rows = np.array([softmax_temperature(z[None, :], T)[0] for T in temperatures])
    entropies = -np.sum(rows * np.log(np.where(rows > 0, rows, 1)), axis=1)
    fig, axes = figure(6.4, 2.8)
    axes.semilogx(temperatures, entropies)
    axes.axhline(np.log(4), color="#777777", linestyle=":")
    axes.text(temperatures[0], np.log(4), "ln C: all alike", va="bottom")
    axes.set(xlabel="temperature T (logarithmic)", ylabel="entropy in nats", ylim=(0, 1.6))
    show(fig, f"Entropy against temperature: 0 below T = 0.2, {entropies[30]:.2f} nats at T = 1, "
              "close to ln 4 = 1.39 at T = 100.")

# %% [markdown]
# ### Derive the tug of war
#
# For two classes $a = \sigma(cz)$, where $z$ is the difference of the scores and $c = 1/T$. Write the derivative of
# `sigmoid(c * z)` with respect to `z`, such that only `a` and `c` are left.
# (The derivative of $\sigma(t)$ is $\sigma(t)\,(1 - \sigma(t))$. What does the chain rule add?) You may write lines
# on the way. This one is checked, and not marked.

# %% exercise="temperature_slope"
temperature_slope = [
    "",  # the derivative, with a and c only
]
### BEGIN SOLUTION
import solutions.softmax_derivations as reference

temperature_slope = reference.TEMPERATURE_SLOPE
### END SOLUTION

# %% tags=["demo"]
check("temperature_slope", temperature_slope)

# %% [markdown]
# ### A question to end with
#
# At very small $T$, what does `softmax_temperature` give for a tie, `[[3, 3, 1]]`? What would argmax give? Predict,
# then try it in a cell of your own. The limit $T \to 0$ is *not* argmax exactly at a tie. What is it?
