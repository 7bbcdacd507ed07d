"""Values that no cell should hold, and sources that no cell should have."""

from __future__ import annotations

import math
from typing import Any

DEEP = "@@deep@@"  # becomes lists within lists, more than any recursion limit
HUGE = "@@huge@@"  # becomes an integer of 5,000 digits
ODD_VALUES: list[Any] = [
    None, True, False, 0, -1, 7, 2**63, 10**30, 10**400, 0.5, -0.0, 1e308, math.nan, math.inf, -math.inf,
    "", " ", "\ud800", "\0", "\u202e\u200b\x1b[2J", "softmax", "check-softmax-values", "own-3", "x" * 5000, "=1+1",
    [], {}, [[]], [None], [1, "a", None], {"": None}, {"a": {"b": []}}, {"grade_id": "softmax"}, DEEP, HUGE,
]  # fmt: skip
ODD_SOURCES: list[Any] = [
    "", "\0", "def softmax(x): return x", "(" * 3000, "-" * 3000 + "1", "9" * 6000, "a." * 3000 + "a",
    "x = '''", "\ud800 = 1",
    "raise SystemExit", "%%bash\nexit 3", "%magic", "!ls", "check = print", "import os; os._exit(3)",
    "# coding: latin-1\né = 1",
    ["def f(x):\n", 7, None, "    return x"], "del softmax", "\x0c\x0b\r\n\u2028x = 1", "x" * 200_000,
    "_ = [0] * 10**6\n_",
    "print('\\ud800')", "await 3", "return 1", "if True:\n\tx = 1\n        y = 2", "__import__('softmax')", "1" * 5000,
    "# %% a\n# %% b", "class softmax: pass", "softmax = 3", "f'{x!r:{y}}'", "lambda: (yield)", "\ufeffx = 1", "🂡 = 1",
    "ﬁ = 1",
    "import numpy as np\nnp.exp = np.sum = None", "get_ipython = check = In = Out = None", "exit", "*a, *b = 1",
    "nonlocal x",
]  # fmt: skip
GRADED = {"grade": True, "solution": False, "locked": True, "schema_version": 3, "task": False, "points": 50}
