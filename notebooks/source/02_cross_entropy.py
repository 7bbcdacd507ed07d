# %% [markdown]
# # 2 Sigmoid and cross-entropy
#
# A neuron that is badly wrong should learn fast. With the cost that comes to mind first, the squared error, it does
# the opposite: the more wrong it is, the slower it learns. You will watch that happen, and take it apart.
#
# What comes out is the shortest formula of the course: *probability minus label*. When you are through, you have
# derived it line by line, you have the functions that go with it, exact for scores of any size, and you know what the
# number that you minimise means.
#
# | Section | Minutes |
# |---|---|
# | 2.1 A score becomes a probability | 10 |
# | 2.2 How steep is it? | 11 |
# | 2.3 What being wrong should cost | 16 |
# | 2.4 The same from the score | 8 |
# | 2.5 Many classes: find the bugs in the note | 14 |
# | 2.6 Surprise | 11 |
# | 2.7 Why not maximise accuracy? | 5 |
# | 2.8 Optional: two more slopes | 12 |
# | 2.9 Optional: squared error, and what no cost can do | 15 |
# | 2.10 Optional: other names for the same thing | 8 |
#
# The optional sections are marked as well. They lean on nothing but what stands before them, so take them in any order.

# %% [markdown]
# ## Conventions
#
# | Symbol | Meaning | Shape |
# |---|---|---|
# | $N$, $D$, $C$, $K$ | number of samples, of inputs, of classes, of outputs | |
# | `z`, `logits` | one score for each sample, before the sigmoid | $(N,)$ |
# | `a` | activation: the sigmoid of a score, a probability; in 2.5 a row of them, by softmax | $(N,)$, $(C,)$ |
# | `y` | labels: 0 or 1 for two classes, $0, \dots, C-1$ for many | $(N,)$ |
# | `scores`, `P`, `Y` | scores, their softmax, the one-hot labels; **rows are samples** | $(N, C)$ |
#
# Costs are means over the $N$ samples. Logarithms are natural. In the formulas of 2.3 and 2.4, $C$ is the cost of one
# sample; everywhere else it is the number of classes. Your functions never change the arrays that they are given. From
# notebook 1 you have `softmax(scores)`, row by row, and `cross_entropy(scores, y)`, the mean over the rows; they are
# imported here.

# %% locked="setup"
import warnings

import numpy as np

from courseware import check, derive
from courseware.widgets import attempt, reveal, show, sigmoid_demo
from courseware.widgets.figure import LINES, figure
from solutions.softmax import cross_entropy, softmax

np.set_printoptions(precision=4, suppress=True)

# %% [markdown]
# ## 2.1 A score becomes a probability
#
# Ten students, the hours they worked, and whether they passed: 1 or 0. Draw the best straight line through that, and
# read it as the probability to pass.

# %% tags=["demo"]
hours = np.array([0.5, 1, 1.5, 2, 3, 4, 5, 6, 8, 14])
passed = np.array([0, 0, 0, 0, 1, 0, 1, 1, 1, 1])
slope, offset = np.polyfit(hours, passed, 1)
for h in (0, 3, 14):
    print(f"{h:2} hours: the line says {slope * h + offset:.2f}")

# %% [markdown]
# "Passes with probability 1.35" means nothing. A line is right for a quantity without bounds, a price or a temperature.
# For a probability, its value $z$ is only a **score**, and one more function turns the score into a number between 0
# and 1. That function is the **activation**, and what comes out of it is called $p$, or $a$:
#
# $$a = \sigma(z) = \frac{1}{1 + e^{-z}}$$
#
# **Shapes:** any shape in, the same shape out; each entry on its own.
#
# | | linear regression | logistic regression |
# |---|---|---|
# | function | $z = wx + b$ | $a = \sigma(wx + b)$: the same, with an activation |
# | result | a quantity | the probability of label 1 |
# | label $y$ | a number | 0 or 1 |
# | goal | the result close to the quantity | the probability close to what happens, given $x$ |
#
# ### Predict
#
# The formula as it stands is `1 / (1 + np.exp(-x))`. The same function can be written `np.exp(x) / (1 + np.exp(x))`:
# both sides of the fraction times $e^x$. What will each of them give at $x = 1000$ and at $x = -1000$? Four results;
# which of them are fine?

# %% prediction="predict-forms"
predict_forms = ""

# %% tags=["demo"]
def tell(form, x):
    """The value of a form, and what NumPy warned of on the way."""
    with warnings.catch_warnings(record=True) as caught:
        warnings.simplefilter("always")
        value = form(np.array([x]))[0]
    return f"{value}" + "".join(f"   warning: {w.message}" for w in caught)


first = {x: tell(lambda x: 1 / (1 + np.exp(-x)), x) for x in (1000.0, -1000.0)}
second = {x: tell(lambda x: np.exp(x) / (1 + np.exp(x)), x) for x in (1000.0, -1000.0)}
told = [f"first form at  {x:5g}: {text}" for x, text in first.items()]
told += [f"second form at {x:5g}: {text}" for x, text in second.items()]
reveal(predict_forms, "\n".join(told))

# %% [markdown]
# Both forms are fine where their exponent is negative. At the other end the first survives by luck (one over infinity
# is 0, and NumPy warns), and the second is lost: infinity by infinity.
#
# So take each form where it is safe. Both hold the exponential of the same number there, $-|x|$, which is never
# positive:
#
# $$\sigma(x) = \frac{1}{1 + e^{-|x|}} \;\;\text{for } x \ge 0, \qquad \sigma(x) = \frac{e^{-|x|}}{1 + e^{-|x|}}
# \;\;\text{for } x < 0$$
#
# A word on `np.where(condition, A, B)`: it picks from `A` and `B` entry by entry, **after** both were computed for
# every entry. So neither may overflow anywhere.
#
# ### Your turn: `sigmoid`
#
# Exact for any finite input, and without a warning. There is more than one good way: NumPy's `tanh` never overflows,
# and a mask such as `x[x < 0]` computes only what it picks.

# %% exercise="sigmoid"
def sigmoid(x):
    """Squash numbers into the interval from 0 to 1.

    Parameters
    ----------
    x : ndarray of any shape
        Any finite numbers. Left as they are.

    Returns
    -------
    ndarray of the same shape

    Example
    -------
    >>> sigmoid(np.array([[-1000.0, -1.0], [0.0, 1000.0]]))
    array([[0.    , 0.2689],
           [0.5   , 1.    ]])
    """
    ### BEGIN SOLUTION
    import solutions.cross_entropy as reference
    return reference.sigmoid(x)
    ### END SOLUTION

# %% tags=["demo"]
check("sigmoid", sigmoid)  # all in one report, while you work; the locked cells below are the ones that are marked

# %% checks="sigmoid"

# %% [markdown]
# ### Play
#
# Predict: how large must a score be for a probability of 99 %? Of 99.99 %? (No need to compute; a guess will do.)

# %% prediction="predict-saturation"
predict_saturation = ""

# %% tags=["demo"]
with attempt("sigmoid"):
    z = np.linspace(-10, 10, 401)
    a = sigmoid(z)
    reached = [z[np.argmax(a >= level)] for level in (0.99, 0.9999)]
    reveal(predict_saturation, f"99 % from z = {reached[0]:.1f} on, 99.99 % from z = {reached[1]:.1f} on")
    fig, axes = figure(6.4, 2.8)
    axes.plot(z, a)
    for level, at in zip((0.99, 0.9999), reached, strict=True):
        axes.plot(at, level, "o", color="#000000")
        axes.annotate(f"{100 * level:g} %", (at, level), (at, level - 0.18), ha="center")
    axes.set(xlabel="score z", ylabel="sigmoid(z)", title="Smooth, squashed, and flat at both ends")
    show(fig, f"The sigmoid: an S from 0 to 1, one half at z = 0. It passes 99 % at {reached[0]:.1f} and 99.99 % at "
              f"{reached[1]:.1f}; beyond about 5 on either side it is flat.")

# %% [markdown]
# The curve is smooth, it squashes the whole line into $(0, 1)$, and it **saturates**: far out, a change of the score
# changes next to nothing. How little, that is the next question.
#
# ## 2.2 How steep is it?
#
# Learning goes by slopes, so here are the words.
#
# - The **derivative** of a function of one number is its slope: $f'(x) = \lim_{h \to 0} (f(x + h) - f(x)) / h$.
# - With several numbers, the **partial derivative** $\partial f / \partial x_j$ moves one of them and holds the rest.
# - All partial derivatives in one array, in the shape of $x$, are the **gradient**. It points uphill, the steepest way.
#
# | $f$ | $f'$ | | $f$ | $f'$ |
# |---|---|---|---|---|
# | $c$ | $0$ | | $u + v$ | $u' + v'$ |
# | $x^n$ | $n x^{n-1}$ | | $u\,v$ | $u'v + u v'$ |
# | $e^x$ | $e^x$ | | $1 / u$ | $-u' / u^2$ |
# | $\ln x$ | $1 / x$ | | $f(u(x))$ | $f'(u) \cdot u'$ (chain rule) |
#
# Predict: where is the sigmoid steepest, and how steep is it there? Could it be 1?

# %% prediction="predict-steepest"
predict_steepest = ""

# %% tags=["demo"]
with attempt("sigmoid"):
    x = np.linspace(-4, 4, 9)
    measured = (sigmoid(x + 1e-6) - sigmoid(x - 1e-6)) / 2e-6
    rows = [f"x = {at:4.0f}   slope {value:.4f}" for at, value in zip(x, measured, strict=True)]
    reveal(predict_steepest, "\n".join(rows))

# %% [markdown]
# Now derive it. The task: differentiate `1 / (1 + exp(-x))` by `x`, and bring the result to a form that holds nothing
# but `s`, which stands for the sigmoid itself.
#
# Write each line between quotes, as in notebook 1: a star for a product, `x**2` for a power. The first line is the
# derivative, by a rule from the table; each of the others is equal to the one before. Add lines as you like.

# %% exercise="sigmoid_derivative"
sigmoid_derivative = [
    "",  # a rule of differentiation, with exp still there
    "",  # two fractions, one of which is s. What is 1 - s, as a fraction?
    "",  # only s is left
]
### BEGIN SOLUTION
import solutions.cross_entropy_derivations as reference

sigmoid_derivative = reference.SIGMOID_DERIVATIVE
### END SOLUTION

# %% checks="sigmoid_derivative"

# %% demo="show-sigmoid-derivative"
derive.show("sigmoid_derivative", sigmoid_derivative)

# %% [markdown]
# That is worth a function: whoever has the sigmoid of a score has its slope for one product, without a second
# exponential. Mind the argument: it is `s`, the **value** of the sigmoid, not `x`.

# %% exercise="sigmoid_grad"
def sigmoid_grad(s):
    """The slope of the sigmoid, given its value.

    Parameters
    ----------
    s : ndarray of any shape
        sigmoid(x), not x. Left as it is.

    Returns
    -------
    ndarray of the same shape

    Example
    -------
    >>> sigmoid_grad(np.array([0.5, 0.8, 1.0]))
    array([0.25, 0.16, 0.  ])
    """
    ### BEGIN SOLUTION
    import solutions.cross_entropy as reference
    return reference.sigmoid_grad(s)
    ### END SOLUTION

# %% checks="sigmoid_grad"

# %% [markdown]
# A network multiplies such slopes, one for each layer that a signal goes back through. Predict: ten layers, and in each
# the best slope there is. What is left of a signal of 1?

# %% prediction="predict-ten-layers"
predict_ten_layers = ""

# %% tags=["demo"]
with attempt("sigmoid", "sigmoid_grad"):
    best, typical = (sigmoid_grad(sigmoid(np.array([at])))[0] for at in (0.0, 2.0))
    reveal(predict_ten_layers, f"{best**10:.1e} at best, and {typical**10:.1e} with scores of 2")
    z = np.linspace(-8, 8, 321)
    fig, axes = figure(6.4, 2.8)
    axes.plot(z, sigmoid(z), label="sigmoid")
    axes.plot(z, sigmoid_grad(sigmoid(z)), label="its slope")
    axes.axhline(0.25, color="#777777", linestyle=":")
    axes.text(-8, 0.27, "1/4")
    axes.set(xlabel="score z")
    axes.legend(loc="upper left")
    show(fig, "The sigmoid and its slope. The slope is a bump with its top, 1/4, at z = 0; beyond 5 on either side it "
              "is almost 0.")

# %% [markdown]
# A factor of at most 1/4 a layer: signals fade on their way back. This is the **vanishing gradient**. In Chinese notes
# you may meet it as 梯度离散. (In 2.8 you meet an activation that fares better.)
#
# ## 2.3 What being wrong should cost
#
# One neuron, one input $x = 1$, one weight, one bias, and the label 0. With the **squared error**
# $C = \tfrac12 (a - y)^2$ its slope is, by the chain rule,
#
# $$\frac{\partial C}{\partial b} = (a - y)\; \sigma'(z), \qquad
# \frac{\partial C}{\partial w} = (a - y)\; \sigma'(z)\; x$$
#
# It starts at $z = 4$, so at $a = 0.98$ where 0 is right, and goes downhill in 300 steps.
#
# Predict: in which part of the 300 steps does it learn fastest: first, middle or last?

# %% prediction="predict-slow-start"
predict_slow_start = ""

# %% tags=["demo"]
def train_neuron(slope_of_cost, steps=300, rate=0.3):
    """The activations of one neuron on its way from z = 4 to the label 0."""
    w, b, x, activations = 2.0, 2.0, 1.0, []
    for _ in range(steps):
        a = sigmoid(np.array([w * x + b]))[0]
        activations.append(a)
        delta = slope_of_cost(a)
        w, b = w - rate * delta * x, b - rate * delta
    return np.array(activations)


with attempt("sigmoid", "sigmoid_grad"):
    squared = train_neuron(lambda a: (a - 0) * sigmoid_grad(np.array([a]))[0])
    falls = [squared[k] - squared[k + 99] for k in (0, 100, 200)]
    reveal(predict_slow_start, f"the activation falls by {falls[0]:.2f}, then {falls[1]:.2f}, then {falls[2]:.2f}")
    fig, axes = figure(6.4, 2.6)
    axes.plot(squared)
    axes.set(xlabel="step", ylabel="activation a", ylim=(0, 1.05), title="Most wrong at the start, and yet slow")
    show(fig, f"The activation against the step, squared error: it stays above 0.9 for "
              f"{int(np.sum(squared > 0.9))} steps, then falls to {squared[-1]:.2f}.")

# %% [markdown]
# The culprit is $\sigma'(z)$: at $z = 4$ it is 0.018. The neuron is saturated, on the wrong side.
#
# With a **linear** output, $a = z$, there is no such factor, and the squared error has no slow start. So it is the pair
# that does not fit, squared error *and* sigmoid. Keep the sigmoid; choose a cost that fits it.
#
# ### Cross-entropy
#
# The label says *yes* ($y = 1$) or *no* ($y = 0$), the neuron says that *yes* has probability $a$. What it says of the
# truth is $a$ in the first case and $1 - a$ in the second. The cost is minus the logarithm of that:
#
# $$C = -\bigl[\, y \ln a + (1 - y) \ln(1 - a) \,\bigr]$$
#
# With a label of 0 or 1, one of the two terms is 0. Predict: the label is 1. What does the cost fall from and to, when
# the probability $a$ goes from 0.4 to 0.98?

# %% prediction="predict-cost"
predict_cost = ""

# %% tags=["demo"]
reveal(predict_cost, f"from {-np.log(0.4):.3f} to {-np.log(0.98):.3f}: closer to the label, cheaper")

# %% [markdown]
# ### Find the bug in the note: the range
#
# > *With cross-entropy all is well, since $y$ is 0 or 1: the cost lies between 0 and 1, and comes close to 0.*
#
# Predict: below which probability for the true label does the cost leave that range? Or does it never?

# %% prediction="predict-range"
predict_range = ""

# %% tags=["demo"]
probabilities = np.array([0.9, 0.5, 0.37, 0.36, 0.01, 1e-10, 1e-300])
reveal(predict_range, "\n".join(f"probability {p:6.3g}   cost {-np.log(p):8.3f}" for p in probabilities))

# %% [markdown]
# The cost passes 1 at $p = 1/e = 0.368$, and there is no largest value. **The correction:** cross-entropy is at least
# 0, and unbounded above. A sample that is predicted with great confidence, and wrong, costs as much as thousands of
# others. That is a virtue in training and a danger with mislabelled data.
#
# ### log or ln?
#
# Does it matter which logarithm? $\log_{10} x = \ln x / \ln 10$, so another base is another constant factor, in the
# cost and in its derivative. The slope of $\log_{10} x$ is not $1/x$:

# %% tags=["demo"]
print("slope of log10 at 2:", (np.log10(2 + 1e-6) - np.log10(2 - 1e-6)) / 2e-6, "   1/2 / ln 10:", 0.5 / np.log(10))
print("slope of ln    at 2:", (np.log(2 + 1e-6) - np.log(2 - 1e-6)) / 2e-6)

# %% [markdown]
# The smallest cost stays at the same place whatever the base. In this course, as in NumPy, `log` is the natural one.
#
# ### Where is the cost smallest?
#
# At $a = y$, one hopes. Derive the slope of `-(y * log(a) + (1 - y) * log(1 - a))` by `a`, and bring it to **one
# fraction**, in whose numerator `a` and `y` are compared. (Key `"cost"`.)
#
# Then the same for the cost with the two letters in each other's places, a slip that happens to everybody once:
# `-(a * log(y) + (1 - a) * log(1 - y))`, again by `a`. (Key `"swapped"`.) One line may be enough.

# %% exercise="binary_minimum"
binary_minimum = {
    "cost": [
        "",  # what are the derivatives of log(a) and of log(1 - a)?
        "",  # one fraction
    ],
    "swapped": [
        "",
    ],
}
### BEGIN SOLUTION
import solutions.cross_entropy_derivations as reference

binary_minimum = reference.BINARY_MINIMUM
### END SOLUTION

# %% checks="binary_minimum"

# %% demo="show-binary-minimum"
derive.show("binary_minimum", binary_minimum)

# %% [markdown]
# Read the first result. Its denominator is positive for every $a$ between 0 and 1. So the sign is that of the
# numerator: downhill while $a < y$, uphill when $a > y$. **The cost is smallest at $a = y$**, and nowhere else. That
# holds for labels between 0 and 1 too, such as $y = 0.3$; then the smallest cost is not 0. (2.6 says what it is.)
#
# Read the second. What does it say about the best $a$? And what is it at $y = 0$ and $y = 1$, the only labels there
# are? Predict the swapped cost for $y = 1$, $a = 0.7$.

# %% prediction="predict-swapped"
predict_swapped = ""

# %% tags=["demo"]
with np.errstate(all="ignore"):
    a, y = np.float64(0.7), np.float64(1)
    swapped = -(a * np.log(y) + (1 - a) * np.log(1 - y))
    nothing = -(np.float64(1) * np.log(y) + (1 - np.float64(1)) * np.log(1 - y))
reveal(predict_swapped, f"{swapped}; and even for a = 1, which is right, {nothing}")

# %% [markdown]
# $\ln 0$ is $-\infty$: with the roles swapped the cost is infinite for *every* activation short of the label. At the
# label it holds zero times infinity, which is `nan`. Its slope does not contain $a$ at all, so it has no smallest place
# to go to. In the right order the logarithm is taken of the activation, which the sigmoid keeps strictly inside
# $(0, 1)$, on paper. (2.4 sees to floating point.)
#
# ### Now put the pieces together
#
# The chain rule, with your two results: the slope of the cost by the activation, times the slope of the activation by
# the score. Write them side by side on paper. The second stands below the line in the first, and cancels:
#
# $$\frac{\partial C}{\partial z} = \frac{\partial C}{\partial a} \cdot \frac{\partial a}{\partial z} = a - y$$
#
# *Probability minus label.* No slope of the sigmoid is left.

# %% tags=["demo"]
with attempt("sigmoid", "sigmoid_grad"):
    squared = train_neuron(lambda a: (a - 0) * sigmoid_grad(np.array([a]))[0])
    fitting = train_neuron(lambda a: a - 0)
    fig, axes = figure(6.4, 2.8)
    axes.plot(squared, label="squared error")
    axes.plot(fitting, label="cross-entropy")
    axes.set(xlabel="step", ylabel="activation a", ylim=(0, 1.05), title="The same neuron, the same start")
    axes.legend()
    show(fig, f"Two curves from 0.98 down. With the squared error the activation is above 0.9 for "
              f"{int(np.sum(squared > 0.9))} steps, with cross-entropy for {int(np.sum(fitting > 0.9))}.")

# %% [markdown]
# Cross-entropy starts fastest where it is most wrong. Two such pairs are worth knowing by heart: **sigmoid with binary
# cross-entropy**, and, as you will see in 2.5, **softmax with the log-likelihood cost**. Both take the slowdown away.
#
# ### Predict, then play
#
# The panel below runs your two functions: on the left the activation and its slope, on the right what is left of the
# neuron's first error, step by step. Now it starts at $z = 7$, at $a = 0.999$, with half the rate. How much of the
# error is left after 300 steps with the squared error, and how much with cross-entropy? (The panel opens when you have
# said so.)

# %% prediction="predict-saturated"
predict_saturated = ""

# %% demo="sigmoid-widget"
sigmoid_demo(sigmoid, sigmoid_grad, prediction=predict_saturated)

# %% [markdown]
# Press *Saturated*, then look for the start at which the two costs learn equally fast. *tanh* is as flat at its ends as
# the sigmoid. *ReLU* is not flat on the right, and entirely flat on the left: *Dead ReLU* never moves again. (2.8 has
# more on both.)
#
# ### Explain
#
# This cell is read by a person. Two to four sentences are enough; write over the line below.
#
# *A colleague has a network with sigmoids in the hidden layers and in the output. She changes the cost from squared
# error to cross-entropy, and learning gets faster, but a hidden neuron that is saturated still hardly learns. Why does
# the first happen, and why the second?*

# %% [markdown] manual="explain-slowdown" points=2
# ### BEGIN SOLUTION
# At the output the chain rule multiplies the slope of the cost by the slope of the sigmoid. The slope of cross-entropy
# has $a(1 - a)$ in its denominator, which cancels exactly that factor, so the error signal at the output is $a - y$ and
# does not vanish where the output is saturated. A hidden neuron has its own $\sigma'(z)$ as a factor in every
# gradient that goes through it, and no term of the cost is there to cancel it. When it is saturated the factor is next
# to 0, whatever the cost.
# ### END SOLUTION

# %% [markdown]
# ## 2.4 The same from the score
#
# For $N$ samples, the cost is the mean, and in many texts it is called $J$:
#
# $$J = -\frac{1}{N} \sum_{i} \bigl[\, y_i \ln a_i + (1 - y_i) \ln(1 - a_i) \,\bigr], \qquad a_i = \sigma(z_i)$$
#
# **Shapes:** $z\ (N,)$, $\;y\ (N,)$, result one number.
#
# Predict: the score is 40 and the label 0. What does the formula give if you first compute $a$, and what would be
# right?

# %% prediction="predict-logit"
predict_logit = ""

# %% tags=["demo"]
with attempt("sigmoid"), np.errstate(all="ignore"):
    a = sigmoid(np.array([40.0]))[0]
    reveal(predict_logit, f"a = {a}, 1 - a = {1 - a}, -ln(1 - a) = {-np.log(1 - a)}; right is 40, to 17 digits")

# %% [markdown]
# This is the trap of notebook 1 again: a number next to 1 was rounded to 1, and its logarithm needed what was lost. The
# way out is the same: take the logarithm on paper. With $-\ln \sigma(z) = \ln(1 + e^{-z})$ and
# $-\ln(1 - \sigma(z)) = \ln(1 + e^{z}) = z + \ln(1 + e^{-z})$ the cost of one sample becomes
#
# $$C = \ln(1 + e^{z}) - y z$$
#
# One danger is left, $e^z$ for large $z$. It goes as in 2.1: take out what is large,
#
# $$\ln(1 + e^{t}) = \max(t, 0) + \ln(1 + e^{-|t|})$$
#
# and the exponent is never positive. (`np.log1p(u)` is $\ln(1 + u)$, exact for small $u$.)
#
# Libraries have this function, and say in its name that it wants scores: TensorFlow's
# `sigmoid_cross_entropy_with_logits`, PyTorch's `binary_cross_entropy_with_logits`. *Logits* are scores before the
# activation. Handing over probabilities is a common slip: the sigmoid is then taken twice, and nothing warns you.

# %% exercise="binary_cross_entropy"
def binary_cross_entropy(logits, y):
    """Average the cross-entropy of labels 0 and 1, from scores.

    Parameters
    ----------
    logits : ndarray of shape (N,)
        Scores before the sigmoid; 10 000 is possible. Left as they are.
    y : sequence of N labels
        Each 0 or 1; a list or an array.

    Returns
    -------
    float

    Example
    -------
    >>> binary_cross_entropy(np.array([0.0, 1000.0]), [1, 0])
    500.346...
    """
    ### BEGIN SOLUTION
    import solutions.cross_entropy as reference
    return reference.binary_cross_entropy(logits, y)
    ### END SOLUTION

# %% checks="binary_cross_entropy"

# %% [markdown]
# ### Play: the students of 2.1
#
# Logistic regression with your two functions. The slope of the cost by each score is $(a - y) / N$; the scores are
# $wx + b$, so the slope by $w$ is the sum of that times $x$, and by $b$ the sum alone. How many hours make an even
# chance?

# %% tags=["demo"]
with attempt("sigmoid", "binary_cross_entropy"):
    w, b, costs = 0.0, 0.0, []
    for _ in range(3000):
        z = w * hours + b
        costs.append(binary_cross_entropy(z, passed))
        dz = (sigmoid(z) - passed) / len(hours)
        w, b = w - 0.3 * np.sum(dz * hours), b - 0.3 * np.sum(dz)
    grid = np.linspace(0, 15, 200)
    fig, axes = figure(6.4, 3)
    axes.plot(hours, passed, "o", color="#000000", label="students")
    axes.plot(grid, sigmoid(w * grid + b), label="logistic regression")
    axes.plot(grid, slope * grid + offset, label="straight line")
    axes.set(xlabel="hours", ylabel="probability to pass", ylim=(-0.15, 1.5))
    axes.legend()
    show(fig, f"Ten students, 0 or 1 against hours. The line leaves the range from 0 to 1. The fitted sigmoid stays "
              f"inside and is one half at {-b / w:.1f} hours. Its cost fell from {costs[0]:.3f} to {costs[-1]:.3f}.")

# %% [markdown]
# The first cost was $\ln 2 = 0.693$. Why must it be, with $w = b = 0$?
#
# ## 2.5 Many classes: find the bugs in the note
#
# With $C$ classes, softmax gives a row of probabilities $a$. The **log-likelihood cost** $L_i$ of one sample is minus
# the logarithm of the probability of its true class. With the one-hot label $Y$ it can be written as a sum, in which a
# single term survives, because all other $Y_j$ are 0:
#
# $$L_i = -\ln a_y = -\sum_j Y_j \ln a_j$$
#
# That is the cross-entropy of notebook 1: two names for one cost. With two classes it is the binary cross-entropy of
# 2.3.
#
# Now the gradient. Here is a passage from lecture notes, in our words:
#
# > *Only the true class $j$ has $y_j = 1$, so the sum drops out: $J = y_j \ln \hat y_j$, and
# > $\partial J / \partial \hat y_j = -1 / \hat y_j$. With the derivative of softmax in its two cases, this gives
# > $\partial J / \partial z_i = a_i - 1$ for the true class and $-a_i$ for every other one.*
#
# There are **two** slips of a sign in it. Predict: when the score of a class that is not the true one goes up, does the
# cost rise or fall? And what should all the derivatives of a row sum to? (What happens to the cost when all scores go
# up by the same amount?)

# %% prediction="predict-signs"
predict_signs = ""

# %% [markdown]
# Now test the claim. Three classes, true class 0; `cross_entropy` is that of notebook 1.

# %% tags=["demo"]
z = np.array([2.0, 1.0, -1.0])
a = softmax(z)
steps = 1e-6 * np.eye(3)
measured = np.array([(cross_entropy((z + h)[None], [0]) - cross_entropy((z - h)[None], [0])) / 2e-6 for h in steps])
claimed = np.array([a[0] - 1, -a[1], -a[2]])
reveal(
    predict_signs,
    f"cost {cross_entropy(z[None], [0]):.4f}, while ln a[0] = {np.log(a[0]):.4f}"
    f"\nmeasured {measured}   sum {measured.sum():.4f}"
    f"\nclaimed  {claimed}   sum {claimed.sum():.4f}",
)

# %% [markdown]
# **The correction, part one:** $J = y_j \ln \hat y_j$ is never positive, so it is no cost; the minus was lost, and
# comes back without a word in the next formula. **Part two** is yours. Derive the slope of `-log(a[y])` by the score
# `z[j]`.
#
# The symbols: `z` is the row of scores, `a` its softmax, `y` the true class, `j` any class. From notebook 1 you know
# the softmax derivative by cases,
#
# $$\frac{\partial a_y}{\partial z_j} = a_y (1 - a_y) \;\;\text{if } j = y, \qquad
# \frac{\partial a_y}{\partial z_j} = -a_y\, a_j \;\;\text{if } j \ne y,$$
#
# and the slope of $-\ln u$. Multiply in each case, and look at what cancels. Then put both cases into one line, where
# `(j == y)` is 1 if that holds and 0 if not: it is entry $j$ of the one-hot label.

# %% exercise="cross_entropy_gradient"
cross_entropy_gradient = {
    "j == y": [
        "",  # chain rule: two factors
        "",
    ],
    "j != y": [
        "",
        "",
    ],
    "both": [
        "",  # one line, with (j == y)
    ],
}
### BEGIN SOLUTION
import solutions.cross_entropy_derivations as reference

cross_entropy_gradient = reference.CROSS_ENTROPY_GRADIENT
### END SOLUTION

# %% checks="cross_entropy_gradient"

# %% demo="show-cross-entropy-gradient"
derive.show("cross_entropy_gradient", cross_entropy_gradient)

# %% [markdown]
# *Probability minus label*, once more: $\delta_j = a_j - Y_j$. Two minus signs meet in the second case, which is where
# the note lost one.
#
# ### From one row to the matrix
#
# The scores of $N$ samples are a matrix $S\ (N, C)$, its softmax is $P\ (N, C)$, and $L = \frac1N \sum_i L_i$.
#
# 1. $L_i$ depends on row $i$ of $S$ and on no other: softmax works row by row. So row $i$ of $dS$ is the derivative of
#    $L_i / N$ by row $i$ of $S$, and rows do not mix.
# 2. In each row the way goes through the probabilities: $\partial L_i / \partial P_{ij} = -Y_{ij} / P_{ij}$, which is 0
#    but for the true class.
# 3. The softmax derivative takes it from $P$ to $S$: your two cases.
# 4. Both together: $P_{ij} - Y_{ij}$.
# 5. The mean puts $1/N$ in front.
#
# $$dS = \frac{1}{N} (P - Y)$$
#
# **Shapes:** $S,\ P,\ Y,\ dS\ (N, C)$. From here the weights and biases of the layer are one product away: with
# $S = XW + b$, a weight has the slope *its input times $\delta$*, and a bias $\delta$ itself. So
# $dW = X^\top dS\ (D, C)$, and $db$ is the sum of the rows of $dS$, $(C,)$. You used that in notebook 1.

# %% exercise="cross_entropy_grad"
def cross_entropy_grad(scores, y):
    """Gradient of the mean cross-entropy of softmax with respect to the scores.

    Parameters
    ----------
    scores : ndarray of shape (N, C)
        Left as they are; thousands are possible.
    y : sequence of N ints
        The true classes, 0 to C - 1.

    Returns
    -------
    ndarray of shape (N, C)

    Example
    -------
    >>> cross_entropy_grad(np.array([[0.0, 0.0], [1000.0, 0.0]]), [0, 1])
    array([[-0.25,  0.25],
           [ 0.5 , -0.5 ]])
    """
    ### BEGIN SOLUTION
    import solutions.cross_entropy as reference
    return reference.cross_entropy_grad(scores, y)
    ### END SOLUTION

# %% checks="cross_entropy_grad"

# %% [markdown]
# ### Play: a tug of war
#
# One sample, four scores, true class 1. Each step moves the scores against your gradient. Predict: which scores rise
# and which fall, and which of them falls fastest at first?

# %% prediction="predict-tug"
predict_tug = ""

# %% tags=["demo"]
with attempt("cross_entropy_grad"):
    scores, path = np.array([[2.0, -1.0, 1.0, 0.0]]), []
    for _ in range(60):
        path.append(softmax(scores)[0])
        scores = scores - 0.5 * cross_entropy_grad(scores, [1])
    path = np.array(path)
    reveal(predict_tug, f"only class 1 is pulled up; class 0, the most probable of the others, is pushed down hardest."
                        f"\nfirst gradient: {cross_entropy_grad(np.array([[2.0, -1.0, 1.0, 0.0]]), [1])[0]}")
    fig, axes = figure(6.4, 2.8)
    for k, style in enumerate(LINES):
        axes.plot(path[:, k], linestyle=style, label=f"class {k}" + " (true)" * (k == 1))
    axes.set(xlabel="step", ylabel="probability", ylim=(0, 1.02))
    axes.legend()
    show(fig, f"Probabilities of four classes over 60 steps. The true class rises from {path[0, 1]:.2f} to "
              f"{path[-1, 1]:.2f}; class 0 starts at {path[0, 0]:.2f} and falls to {path[-1, 0]:.2f}.")

# %% [markdown]
# ## 2.6 Surprise
#
# What does the number mean that you minimise? Call $-\ln p$ the **surprise** at an event of probability $p$: 0 for the
# certain, large for the rare. The **entropy** of a distribution is its expected surprise:
#
# $$H(p) = -\sum_j p_j \ln p_j$$
#
# **Shapes:** $p\ (C,)$, result one number, in nats.
#
# ### Find the bug in the note: entropy
#
# > *Entropy measures uncertainty. Large entropy: little information, a stable state, no surprise.*
#
# Predict: two coins, one fair, one that shows heads 99 times in 100. At which are you more surprised on average, and
# which has the larger entropy?

# %% prediction="predict-coin"
predict_coin = ""

# %% [markdown]
# Now test the claim: flip each coin ten thousand times, and average the surprise.

# %% tags=["demo"]
rng = np.random.default_rng(0)
told = []
for name, heads in (("fair coin", 0.5), ("99 : 1 coin", 0.99)):
    came = rng.random(10_000) < heads
    surprises = -np.log(np.where(came, heads, 1 - heads))
    told.append(f"{name:12} surprise {surprises.mean():.3f} nats on average, {surprises.max():.2f} at most")
reveal(predict_coin, "\n".join(told))

# %% [markdown]
# **The correction:** the first sentence of the note is right, the second is upside down. Large entropy is much
# uncertainty, so much expected surprise, and much that you learn when you look. The 99 : 1 coin is the one without
# surprises, on average; its tails do surprise, but they hardly ever come.
#
# ### Expecting $q$ when $p$ is true
#
# Events come with the probabilities $p$, and you expect $q$. Your average surprise is then the **cross-entropy**, and
# what you pay on top of the unavoidable is the **Kullback–Leibler divergence**:
#
# $$\underbrace{-\sum_j p_j \ln q_j}_{\text{cross-entropy } H(p, q)} =
# \underbrace{-\sum_j p_j \ln p_j}_{\text{entropy } H(p)} + \underbrace{\sum_j p_j \ln
# \frac{p_j}{q_j}}_{D_{\mathrm{KL}}(p\,\|\,q)}$$
#
# - The divergence is never negative, and 0 only if $p = q$. Then the cross-entropy **is** the entropy.
# - It is not symmetric: $p$ says what happens, $q$ what you expected.
# - A one-hot label has entropy 0. So with labels, minimising cross-entropy is minimising the divergence: nothing of
#   the cost is unavoidable.
#
# **Shapes:** $p,\ q\ (C,)$, result one number.
#
# Two edges: an impossible class, $p_j = 0$, adds nothing ($u \ln u \to 0$ as $u \to 0$; floating point does not know
# that). And where $q_j = 0$ while $p_j > 0$, something happens that you held for impossible: the divergence is
# infinite, `np.inf`.

# %% exercise="entropy"
def entropy(p):
    """Expected surprise of a distribution, in nats.

    Parameters
    ----------
    p : ndarray of shape (C,)
        Probabilities; some may be 0. Left as they are.

    Returns
    -------
    float

    Example
    -------
    >>> entropy(np.array([0.5, 0.5, 0.0]))
    0.693...
    """
    ### BEGIN SOLUTION
    import solutions.cross_entropy as reference
    return reference.entropy(p)
    ### END SOLUTION


def kl_divergence(p, q):
    """Additional surprise of someone who expects q where p is true, in nats.

    Parameters
    ----------
    p, q : ndarray of shape (C,)
        Probabilities; some may be 0. Left as they are.

    Returns
    -------
    float
        Zero or positive; np.inf where q is 0 and p is not.

    Example
    -------
    >>> kl_divergence(np.array([0.5, 0.5, 0.0]), np.array([0.25, 0.5, 0.25]))
    0.346...
    """
    ### BEGIN SOLUTION
    import solutions.cross_entropy as reference
    return reference.kl_divergence(p, q)
    ### END SOLUTION

# %% checks="entropy"

# %% checks="kl_divergence"

# %% [markdown]
# ### Play
#
# A coin shows heads with probability 0.3. You expect $q$. Predict: at which $q$ is the cross-entropy smallest, and what
# is its value there: 0?

# %% prediction="predict-expecting"
predict_expecting = ""

# %% tags=["demo"]
with attempt("entropy", "kl_divergence"):
    p = np.array([0.3, 0.7])
    expected = np.linspace(0.01, 0.99, 99)
    extra = np.array([kl_divergence(p, np.array([q, 1 - q])) for q in expected])
    least = entropy(p)
    reveal(predict_expecting, f"smallest at q = {expected[np.argmin(extra)]:.2f}; there it is {least:.3f}, not 0")
    fig, axes = figure(6.4, 3)
    axes.plot(expected, least + extra, label="cross-entropy")
    axes.plot(expected, extra, label="divergence")
    axes.axhline(least, color="#777777", linestyle=":")
    axes.text(0.6, least - 0.12, "entropy of p")
    axes.set(xlabel="expected probability of heads, q", ylabel="nats", ylim=(0, 2.5))
    axes.legend()
    show(fig, f"Cross-entropy and divergence against q, for p = 0.3. Both are smallest at q = 0.3; the divergence is 0 "
              f"there, the cross-entropy {least:.2f}, the entropy of p. They differ by that amount everywhere.")

# %% [markdown]
# ## 2.7 Why not maximise accuracy?
#
# Accuracy is what one cares about: the number of right answers over the number of samples. Why not climb it directly?
# Five samples with label 1. A sample counts as right when its probability is above 0.5.
#
# Predict: the probability of the fourth sample goes from 0.40 to 0.45. What does accuracy do? And from 0.499 to 0.501?

# %% prediction="predict-accuracy"
predict_accuracy = ""

# %% tags=["demo"]
others = np.array([0.8, 0.6, 0.9, 0.2])


def accuracy(p):
    """Share of the five samples that are above 0.5, when one of them has the probability p."""
    return np.mean(np.append(others, p) > 0.5)


reveal(
    predict_accuracy,
    f"from 0.40 to 0.45: accuracy {accuracy(0.4):.1f}, then {accuracy(0.45):.1f}"
    f"\nfrom 0.499 to 0.501: accuracy {accuracy(0.499):.1f}, then {accuracy(0.501):.1f}",
)

# %% [markdown]
# ### Find the bug in the note
#
# > *With few samples, accuracy can jump from 0.6 to 0.8 while a probability moves by 0.002. This is a gradient
# > explosion.*
#
# Test it: the slope of accuracy, and of cross-entropy, at some places.

# %% tags=["demo"]
def mean_cost(p):
    """Mean cross-entropy of the same five samples."""
    return -np.mean(np.log(np.append(others, p)))


for p in (0.4, 0.45, 0.499, 0.501, 0.9):
    slopes = [(f(p + 1e-6) - f(p - 1e-6)) / 2e-6 for f in (accuracy, mean_cost)]
    print(f"p = {p:5}   slope of accuracy {slopes[0]:4.1f}   slope of the cost {slopes[1]:7.3f}")

# %% [markdown]
# **The correction:** accuracy is a staircase. Its slope is 0 wherever it has one, so there is nothing to follow. At a
# step it has no slope at all: that is a **discontinuity**. An exploding gradient is another thing: the slope exists,
# and is a product of many factors above 1. Cross-entropy has a slope everywhere, and it says in which direction to go
# long before the answer turns right.
#
# ## What you have now
#
# | Function | The point of it |
# |---|---|
# | `sigmoid` | the exponent is never positive |
# | `sigmoid_grad` | the slope from the value, at most 1/4 |
# | `binary_cross_entropy` | from scores, logarithm on paper |
# | `cross_entropy_grad` | probability minus label, over $N$ |
# | `entropy`, `kl_divergence` | expected surprise, and what is avoidable of it |
#
# ### Words
#
# | English | 中文 | here |
# |---|---|---|
# | activation | 激活函数, 激活值 | the function after the score, and its value |
# | saturated | 饱和 | where the activation is flat |
# | vanishing gradient | 梯度消失, 梯度离散 | slopes below 1, multiplied |
# | exploding gradient | 梯度爆炸 | slopes above 1, multiplied |
# | cross-entropy | 交叉熵 | average surprise of who expects $q$ |
# | log-likelihood | 对数似然 | logarithm of the probability of what came |
# | entropy | 熵 | expected surprise |
# | Kullback–Leibler divergence | KL散度, 相对熵 | cross-entropy less entropy |
# | accuracy | 准确率 | share of right answers |
# | mean squared error | 均方误差 | mean of the squared differences |
# | normalise | 归一化 | bring to a common scale (see 2.10) |
# | regularise | 正则化 | hold a model back (see 2.10) |
#
# ### Read on
#
# - M. Nielsen, *Neural Networks and Deep Learning*, [chapter 3](http://neuralnetworksanddeeplearning.com/chap3.html),
#   "The cross-entropy cost function", whose exercises you have now done.
# - *Dive into Deep Learning*,
#   [Softmax regression](https://d2l.ai/chapter_linear-classification/softmax-regression.html), sections "Loss function"
#   and "Information theory basics", and the appendix
#   [Information theory](https://d2l.ai/chapter_appendix-mathematics-for-deep-learning/information-theory.html).
# - CS231n, [Linear classification](https://cs231n.github.io/linear-classify/) and
#   [Neural networks 1](https://cs231n.github.io/neural-networks-1/), "Commonly used activation functions".
#
# ## 2.8 Optional: two more slopes
#
# ### ReLU, and a bug in the note
#
# ReLU is $\max(0, x)$, an activation without exponentials.
#
# > *The derivative of ReLU is 1. So gradients neither vanish nor explode.*
#
# Predict its slope at 3, at −2 and at 0.

# %% prediction="predict-relu"
predict_relu = ""

# %% tags=["demo"]
x = np.array([3.0, -2.0, 0.0])
both = (np.maximum(0, x + 1e-6) - np.maximum(0, x - 1e-6)) / 2e-6
left, right = (np.maximum(0, x) - np.maximum(0, x - 1e-6)) / 1e-6, (np.maximum(0, x + 1e-6) - np.maximum(0, x)) / 1e-6
reveal(predict_relu, f"measured at {x}: {both}\nfrom the left {left}, from the right {right}")

# %% [markdown]
# **The correction:** the slope is 1 for $x > 0$ only, and 0 for $x < 0$. At 0 there is none: left and right disagree,
# so one agrees on a value, and here it is 0. A unit that is below 0 for every sample learns nothing at all. Above 0 the
# factor is 1 and not 1/4: gradients vanish much less. They still may vanish or explode, by the weights.

# %% exercise="relu_grad"
def relu_grad(x):
    """The slope of max(0, x).

    Parameters
    ----------
    x : ndarray of any shape
        Left as it is.

    Returns
    -------
    ndarray of the same shape
        1 where x is above 0, else 0; truth values will do.

    Example
    -------
    >>> relu_grad(np.array([-2.0, 0.0, 3.0]))
    array([0., 0., 1.])
    """
    ### BEGIN SOLUTION
    import solutions.cross_entropy as reference
    return reference.relu_grad(x)
    ### END SOLUTION

# %% checks="relu_grad"

# %% [markdown]
# ### tanh
#
# The hyperbolic tangent is the sigmoid's relative with values from −1 to 1; recurrent networks use it:
#
# $$\tanh x = \frac{e^x - e^{-x}}{e^x + e^{-x}}$$
#
# How close a relative? Derive it: from the fraction to a form with `sigmoid(...)` and numbers, without `exp`.
# (Key `"identity"`.)
#
# Then its slope, by its value, as for the sigmoid. `t` stands for $\tanh x$, the value, and `s` for `sigmoid(2 * x)`.
# Differentiate the last line of your identity by `x`, and end with `t` alone. (Key `"slope"`.)

# %% exercise="sigma_and_tanh"
sigma_and_tanh = {
    "identity": [
        "(exp(x) - exp(-x)) / (exp(x) + exp(-x))",
        "",  # divide above and below, so that a 1 appears
        "",
    ],
    "slope": [
        "",  # the chain rule, with s
        "",  # what is s, by t?
    ],
}
### BEGIN SOLUTION
import solutions.cross_entropy_derivations as reference

sigma_and_tanh = reference.SIGMA_AND_TANH
### END SOLUTION

# %% checks="sigma_and_tanh"

# %% demo="show-sigma-and-tanh"
derive.show("sigma_and_tanh", sigma_and_tanh)

# %% [markdown]
# **Shapes:** any shape in, the same shape out. The second argument is a function; use it.

# %% exercise="tanh_from_sigmoid"
def tanh_from_sigmoid(x, sigmoid):
    """The hyperbolic tangent, written with a sigmoid.

    Parameters
    ----------
    x : ndarray of any shape
        Left as it is.
    sigmoid : callable
        Takes an array to its sigmoid.

    Returns
    -------
    ndarray of the same shape

    Example
    -------
    >>> tanh_from_sigmoid(np.array([-1.0, 0.0, 1.0]), sigmoid)
    array([-0.7616,  0.    ,  0.7616])
    """
    ### BEGIN SOLUTION
    import solutions.cross_entropy as reference
    return reference.tanh_from_sigmoid(x, sigmoid)
    ### END SOLUTION

# %% checks="tanh_from_sigmoid"

# %% tags=["demo"]
with attempt("sigmoid", "sigmoid_grad", "relu_grad", "tanh_from_sigmoid"):
    x = np.linspace(-4, 4, 401)
    s, t = sigmoid(x), tanh_from_sigmoid(x, sigmoid)
    fig, (left_axes, right_axes) = figure(8, 3, ncols=2)
    relu = np.maximum(0, x)
    curves = (("sigmoid", s, sigmoid_grad(s)), ("tanh", t, 1 - t * t), ("ReLU", relu, relu_grad(x)))
    for name, curve, curve_slope in curves:
        left_axes.plot(x, curve, label=name)
        right_axes.plot(x, curve_slope, label=name)
    left_axes.set(title="activation", xlabel="score", ylim=(-1.1, 2.5))
    right_axes.set(title="slope", xlabel="score")
    left_axes.legend()
    show(fig, "Left: sigmoid from 0 to 1, tanh from -1 to 1, ReLU 0 and then rising without end. Right: their slopes, "
              "at most 1/4 for the sigmoid, at most 1 for tanh, 0 or 1 for ReLU.")

# %% [markdown]
# ## 2.9 Optional: squared error, and what no cost can do
#
# For quantities, the **mean squared error** is the usual loss: $L = \frac1n \sum_i (p_i - t_i)^2$, over all $n$ entries
# of `pred`, with the gradient $dp_i = \frac2n (p_i - t_i)$.
#
# > *The mean squared error is not the 2-norm of the difference, because no root is taken.*
#
# Is the root the whole difference? Predict: for differences of 3 and 4, what are the 2-norm, its square, and the mean
# squared error?

# %% prediction="predict-norm"
predict_norm = ""

# %% tags=["demo"]
difference = np.array([3.0, 4.0])
norm = np.linalg.norm(difference)
reveal(predict_norm, f"norm {norm}, its square {norm**2}, mean squared error {np.mean(difference**2)}")

# %% [markdown]
# **The correction:** there are two differences, no root *and* a mean where the norm has a sum. Squaring the norm brings
# 25, the loss is 12.5. The second one matters in training: with the sum, the gradient grows with the batch.
#
# **Shapes:** `pred` and `target` of one shape, any; `loss` one number; `dpred` the shape of `pred`.

# %% exercise="mse"
def mse(pred, target):
    """Mean squared error over all entries, and its gradient.

    Parameters
    ----------
    pred, target : ndarray of any shape, the same for both
        Left as they are.

    Returns
    -------
    loss : float
    dpred : ndarray of the shape of pred

    Example
    -------
    >>> mse(np.array([[3.0, 0.0]]), np.array([[0.0, 4.0]]))
    (12.5, array([[ 3., -4.]]))
    """
    ### BEGIN SOLUTION
    import solutions.cross_entropy as reference
    return reference.mse(pred, target)
    ### END SOLUTION

# %% checks="mse"

# %% [markdown]
# ### What no cost can do
#
# In 2.3 the right cost took $\sigma'(z)$ out of the gradient. The factor $x_j$ is a nuisance too: a weight on a small
# input learns slowly. Can a better cost take it out as well?
#
# Take a neuron with the inputs $x$, the weights $w$, the bias $b$, $z = \sum_j w_j x_j + b$ and $a = \sigma(z)$, and
# **any** cost that depends on the activation. Call the slope of the cost by the activation `g`. (The check tries many
# costs; it writes them `c1 * a + c2 * a**2 + c3 * a**3`.) Write the slope of the cost by the bias, with `g` and `a`,
# and by the weight `w[j]`, with `g`, `a` and `x[j]`.

# %% exercise="weight_gradient"
weight_gradient = {
    "bias": [
        "",
    ],
    "weight": [
        "",
    ],
}
### BEGIN SOLUTION
import solutions.cross_entropy_derivations as reference

weight_gradient = reference.WEIGHT_GRADIENT
### END SOLUTION

# %% checks="weight_gradient"

# %% [markdown]
# Now use it. Two inputs are $x_0 = 2$ and $x_1 = -6$. For a cost that nobody tells you, the slope by $w_0$ is 0.3. What
# is the slope by $w_1$? Type a number.

# %% prediction="predict-unknown-cost"
predict_unknown_cost = ""

# %% tags=["demo"]
x, w, b = np.array([2.0, -6.0]), np.array([0.4, 0.1]), 0.2
told = []
costs = {"squared error": lambda a: a - 1, "cross-entropy": lambda a: -1 / a, "a to the fifth": lambda a: 5 * a**4}
for name, g in costs.items():
    a = 1 / (1 + np.exp(-(w @ x + b)))
    slopes = g(a) * a * (1 - a) * x
    told.append(f"{name:15} slope by w0 {slopes[0]:8.4f}, by w1 {slopes[1]:8.4f}, ratio {slopes[1] / slopes[0]:.1f}")
reveal(predict_unknown_cost, "-0.9: the ratio is that of the inputs, whatever the cost\n" + "\n".join(told))

# %% [markdown]
# The cost enters through `g`, one number for the whole neuron, the same for every weight. It knows $a$ and $y$; it
# cannot know $j$. Were the factor $x_j$ gone, all weights of a neuron would get the same gradient, and would move in
# step for ever. **No cost function cancels $x_j$**, and none should.
#
# ### The perceptron
#
# With one output, $o = \sigma(\sum_j x_j w_j)$ and $E = \tfrac12 (o - t)^2$, your formula with $g = o - t$ is
#
# $$\frac{\partial E}{\partial w_j} = (o - t)\; o\,(1 - o)\; x_j$$
#
# With $K$ outputs, each has its own column of weights, and $E = \tfrac12 \sum_k (o_k - t_k)^2$. The weight $W_{jk}$
# leads to output $k$ alone, so of the sum over the outputs a single term is left:
#
# $$\frac{\partial E}{\partial W_{jk}} = (o_k - t_k)\; o_k (1 - o_k)\; x_j$$
#
# **Shapes:** $x\ (D,)$, $\;W\ (D, K)$, $\;o,\ t\ (K,)$, result $(D, K)$: an entry for each pair of an input and an
# output.

# %% exercise="perceptron_grad"
def perceptron_grad(x, W, target):
    """Gradient of the squared error of a layer of sigmoids, for one sample.

    Parameters
    ----------
    x : ndarray of shape (D,)
    W : ndarray of shape (D, K)
    target : ndarray of shape (K,)
        All left as they are.

    Returns
    -------
    ndarray of shape (D, K)
        Gradient of 0.5 * sum((o - target)**2) with respect to W, where o is the sigmoid of x @ W.

    Example
    -------
    >>> perceptron_grad(np.array([1.0, -2.0]), np.zeros((2, 2)), np.array([0.0, 1.0]))
    array([[ 0.125, -0.125],
           [-0.25 ,  0.25 ]])
    """
    ### BEGIN SOLUTION
    import solutions.cross_entropy as reference
    return reference.perceptron_grad(x, W, target)
    ### END SOLUTION

# %% checks="perceptron_grad"

# %% [markdown]
# ## 2.10 Optional: other names for the same thing
#
# ### Likelihood
#
# The probability that the neuron gives to the label that came is $a$ if $y = 1$ and $1 - a$ if $y = 0$. In one formula:
# $a^y (1 - a)^{1 - y}$, the **likelihood**. To make it large, make minus its logarithm small. Derive what that is: from
# the first line to two logarithms, without powers.

# %% exercise="log_likelihood"
log_likelihood = [
    "-log(a**y * (1 - a)**(1 - y))",
    "",
    "",
]
### BEGIN SOLUTION
import solutions.cross_entropy_derivations as reference

log_likelihood = reference.LOG_LIKELIHOOD
### END SOLUTION

# %% checks="log_likelihood"

# %% [markdown]
# So binary cross-entropy *is* the log-likelihood cost for two classes told by one number. With $C$ classes the
# likelihood is $\prod_j a_j^{Y_j}$, and the same steps give $-\sum_j Y_j \ln a_j$. And for $N$ independent samples the
# likelihoods multiply, so the logarithms add up: the mean cost of a batch is minus its log-likelihood, over $N$.
#
# ### Divergence
#
# Last, the identity of 2.6. The symbols: `p` and `q` are distributions, `CE` stands for the cross-entropy
# `-sum(p * log(q))` and `H` for the entropy `-sum(p * log(p))`. End with `CE` and `H` alone.

# %% exercise="relative_entropy"
relative_entropy = [
    "sum(p * log(p / q))",
    "",
    "",
]
### BEGIN SOLUTION
import solutions.cross_entropy_derivations as reference

relative_entropy = reference.RELATIVE_ENTROPY
### END SOLUTION

# %% checks="relative_entropy"

# %% demo="show-names"
derive.show("log_likelihood", log_likelihood)
derive.show("relative_entropy", relative_entropy)

# %% [markdown]
# ### A last bug, in a word
#
# > *normalise (正则化): divide a vector by its norm.*
#
# Predict: which of the two Chinese words is meant, 归一化 or 正则化? Which of the two changes the data, and which
# changes the loss?

# %% prediction="predict-word"
predict_word = ""

# %% tags=["demo"]
v = np.array([3.0, 4.0])
reveal(
    predict_word,
    f"normalise   归一化   {v} -> {v / np.linalg.norm(v)}, length 1: the data change"
    f"\nregularise  正则化   loss + 0.1 * sum(w**2) = loss + {0.1 * np.sum(v**2)} for w = {v}: the loss changes",
)

# %% [markdown]
# **The correction:** to *normalise* (归一化) is to bring numbers to a common scale; to *regularise* (正则化) is to hold
# a model back, with a penalty for example. The two are exchanged in many notes, and both come back: batch normalisation
# in notebook 6, regularisation in notebook 8.
