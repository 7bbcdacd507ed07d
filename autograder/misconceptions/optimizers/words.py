"""The words for mistakes that several update rules share: id, title and hint steps."""

from __future__ import annotations

NEVER_DECAYS = (
    "never-decays",
    "Nothing of the old velocity is ever lost",
    "Let the gradient be zero from the second step on. Does your velocity fade?",
    "The factor in front of the old velocity is the friction. Which setting is it?",
)
SIGN_OF_MU = (
    "sign-of-factor",
    "The old velocity is turned round",
    "With a gradient that stays the same, should the second step be longer or shorter than the first?",
    "Which sign has the old velocity in the formula?",
)
OLD_VELOCITY = (
    "old-velocity",
    "The weights move by the velocity of the step before",
    "The first step from a fresh state: do the weights move at all?",
    "Bring the velocity up to date first, then the weights.",
)
PYTORCH_FORM = (
    "pytorch-form",
    "This is the form that PyTorch uses: the learning rate is outside of the velocity",
    "With one learning rate for all steps the path is the same. What if the rate changes on the way?",
    "Which of the two is in your velocity: a sum of gradients, or a sum of steps?",
)
EPSILON_INSIDE = (
    "epsilon-inside-root",
    "Epsilon is inside of the square root",
    "Let all gradients be 0 but one, of 1e-7. Compare sqrt(x**2 + 1e-8) with sqrt(x**2) + 1e-8.",
    "Where does the bracket of the root end?",
)
NO_EPSILON = (
    "no-epsilon",
    "Nothing protects the division",
    "A weight that had no gradient yet has a root of 0 in the denominator, and 0 above it.",
    "What is 0 / 0 for NumPy, and what should the step of that weight be?",
    "Division comes before addition: is epsilon a part of the denominator?",
)
NO_ROOT = (
    "no-root",
    "The root is missing",
    "Multiply all gradients by 1000: the path should stay the same. Does yours?",
    "The cache holds squares. What brings a square back to the size of a gradient?",
)
NO_SQUARE = (
    "no-square",
    "The gradients are not squared",
    "Gradients of +1 and -1 in turn: what does your cache hold after two steps?",
    "How far a gradient is from 0, and not on which side, should count.",
)
ABSOLUTE = (
    "absolute-values",
    "Absolute values stand where squares belong",
    "For gradients of 3 and 4, compare the sum of the absolute values with the root of the sum of squares.",
)
OLD_CACHE = (
    "old-cache",
    "The division uses the cache of the step before",
    "At the first step from a fresh state, what is in the denominator?",
    "Bring the cache up to date first, then the weights.",
)
ONE_FOR_ALL = (
    "one-scale-for-all",
    "All weights share one scale",
    "A weight with small gradients and one with large gradients: does each get its own denominator?",
    "Which shape has your cache? It should be that of w.",
)
STORES_ROOT = (
    "stores-root",
    "The root is kept in the cache",
    "The next step adds a square to what it finds. What does it find, a sum of squares or its root?",
)
NO_RATE = (
    "no-learning-rate",
    "The learning rate is missing",
    "By what is the scaled gradient multiplied before the weights move?",
)
NO_GRADIENT = (
    "gradient-missing",
    "Only the size of the step is left, not its direction",
    "With all gradients negated, the step should be negated too. Is it?",
    "What stands above the line of your fraction?",
)
