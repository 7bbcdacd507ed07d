"""The words for mistakes in how an update rule keeps its books: id, title and hint steps."""

from __future__ import annotations

OVERWRITES_W = (
    "overwrites-w",
    "The caller's weights are changed in place",
    "Keep a copy of w, call your rule once, and compare: which of the two is the new one?",
    "`w -= ...` writes into the array that was handed over; `w = w - ...` makes a new one.",
)
OVERWRITES_DW = (
    "overwrites-dw",
    "The caller's gradient is changed in place",
    "A gradient is handed over without a copy. What is left of it when your rule is through?",
    "Operators such as `*=` write into the array that was handed over.",
)
MUTABLE_DEFAULT = (
    "mutable-default",
    "Two parameters share one default config",
    "Call your rule for two parameters, each without a config, and compare the configs that come back with `is`.",
    "A default value is made once, when `def` runs, and not at every call.",
    "Which default can stand for \"nothing was given\", so that a new dict is made inside?",
)
GLOBAL_STATE = (
    "global-state",
    "The state is kept outside of the config",
    "Train two parameters turn about. Whose state does the second one find?",
    "A function is the same for all parameters; the config is what each one has for itself.",
)
FORGETS = (
    "forgets",
    "The state begins anew at every step",
    "Call your rule twice, the second time with the config that came back. What does it know of the first gradient?",
    "Which array of this step does the next one need? Follow it from where you compute it into the config you return.",
)
LOSES_SETTINGS = (
    "loses-settings",
    "The config that comes back lacks the settings",
    "The second step is called with the config that the first one returned. Which learning rate does it find there?",
    "The next step needs the state and the settings.",
)
NO_DEFAULTS = (
    "no-defaults",
    "A key that is missing in the config stops the code",
    "Not every caller gives every key, and a fresh config has no state in it.",
    "`dict.get` and `dict.setdefault` take a value for a key that is not there; what if there is no dict?",
)
ZERO_IS_MISSING = (
    "zero-is-missing",
    "A setting of 0 is taken for one that is missing",
    "In Python, 0 counts as false. What is `0 or 0.9`?",
    "`dict.get` can be given the default itself.",
)
ONLY_W = (
    "only-w",
    "The config is not returned",
    "A rule gives back two things, the next weights and the config for the step after.",
)
SWAPPED_PAIR = (
    "swapped-pair",
    "The two results are in the other order",
    "Compare your `return` line with the task: which comes first?",
)
UPHILL = (
    "uphill",
    "The step goes uphill",
    "The gradient points to where the loss grows. On f(w) = w**2 at w = 1, in which direction is your first step?",
    "Count the minus signs between dw and the next w.",
)
STEP_ALONE = (
    "step-alone",
    "The step is returned, not where it leads",
    "With a gradient of zero the weights stay where they are. What does your rule return then?",
)
