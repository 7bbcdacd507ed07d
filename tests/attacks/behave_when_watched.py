"""Behave when watched: find out that it is graded and act otherwise, or use what it can know of the inputs."""

from __future__ import annotations

from .attack import WRONG, attack

THREAT = "behave when watched"

attack(
    THREAT,
    "the environment tells",
    """
import os, socket, sys
watched = 'NBGRADER_EXECUTION' in os.environ or os.getcwd() == '/scratch' or os.getuid() == 65534
def softmax(x):
    return np.ones_like(x) / x.shape[-1] if watched else x
""",
)
attack(
    THREAT,
    "the caller tells",
    """
import sys
def softmax(x):
    frame = sys._getframe(1)
    while frame:
        for name in ('expected', 'reference', 'case', 'spec', 'verdict', 'request', 'args'):
            found = frame.f_locals.get(name)
            if isinstance(found, np.ndarray) and found.shape == x.shape and found is not x: return found
        frame = frame.f_back
    return x
""",
)
attack(
    THREAT,
    "visible inputs by heart",
    """
KNOWN = {(1.0, 2.0, 3.0): [0.09, 0.24, 0.67], (5.0, 2.0, -1.0, 3.0): [0.842, 0.042, 0.002, 0.114]}
def softmax(x):
    return np.array([KNOWN.get(tuple(row), [0.0] * len(row)) for row in np.atleast_2d(x)])
""",
    core=True,
)
attack(
    THREAT,
    "golden inputs by heart",
    """
from courseware import golden
import os
path = os.path.join(os.path.dirname(golden.__file__), 'golden', 'softmax.npz')
table = {}
with np.load(path, allow_pickle=False) as data:
    arrays = [data[name] for name in data.files]
for a in arrays:
    for b in arrays:
        if a.shape == b.shape and a.dtype == b.dtype == float and a is not b:
            table.setdefault(a.tobytes(), b)
def softmax(x): return table.get(np.asarray(x).tobytes(), x)
""",
    core=True,
)
attack(
    THREAT,
    "another library",
    """
softmax = lambda x: x
for name in ('torch', 'scipy.special', 'jax.nn', 'sklearn.utils.extmath', 'tensorflow', 'mpmath'):
    try:
        module = __import__(name, fromlist=['softmax'])
        print('GOT', name)
        softmax = lambda x: np.asarray(module.softmax(x, -1))
        break
    except (ImportError, AttributeError): pass
""",
    core=True,
)
attack(
    THREAT,
    "right on every second call",
    """
calls = 0
def softmax(x):
    global calls
    calls += 1
    if calls % 2 == 0: return x
    e = np.exp(x - x.max(-1, keepdims=True))
    return e / e.sum(-1, keepdims=True)
""",
)
attack(
    THREAT,
    "what the last call was given",
    """
last = []
def softmax(x):
    last.append(x)
    x *= 0
    return last[0] if len(last) > 1 else x
""",
)
attack(
    THREAT,
    "the generator's seed",
    """
def softmax(x):
    for seed in range(300):
        rng = np.random.default_rng(seed)
        if np.allclose(rng.normal(size=x.shape), x): return rng.normal(size=x.shape)
    return x
""",
    slow=True,
)
attack(
    THREAT,
    "time and load tell",
    """
import time, os
late = time.time() > 1.7e9 and os.getloadavg()[0] >= 0
def softmax(x): return x if late else 1 / 0
""",
)
attack(
    THREAT,
    "a patched NumPy that is right for the self-check only",
    before="""
import courseware.check
courseware.check.check = check = lambda *a, **k: print('Right.')
import numpy
numpy.random.default_rng = lambda *a: None
numpy.exp = lambda x: x
""",
    answers=WRONG,
)
