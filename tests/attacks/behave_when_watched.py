"""Behave when watched: find out that it is graded and act otherwise, or use what it can know of the inputs."""

from __future__ import annotations

from .attack import WRONG, attack

THREAT = "behave when watched"

attack(
    THREAT,
    "the environment tells",
    "import os, socket, sys\nwatched = 'NBGRADER_EXECUTION' in os.environ or os.getcwd() == '/scratch' or os.getuid() == 65534\n"
    "def softmax(x):\n    return np.ones_like(x) / x.shape[-1] if watched else x",
)
attack(
    THREAT,
    "the caller tells",
    "import sys\ndef softmax(x):\n    frame = sys._getframe(1)\n    while frame:\n"
    "        for name in ('expected', 'reference', 'case', 'spec', 'verdict', 'request', 'args'):\n"
    "            found = frame.f_locals.get(name)\n"
    "            if isinstance(found, np.ndarray) and found.shape == x.shape and found is not x: return found\n"
    "        frame = frame.f_back\n    return x",
)
attack(
    THREAT,
    "visible inputs by heart",
    "KNOWN = {(1.0, 2.0, 3.0): [0.09, 0.24, 0.67], (5.0, 2.0, -1.0, 3.0): [0.842, 0.042, 0.002, 0.114]}\n"
    "def softmax(x):\n    return np.array([KNOWN.get(tuple(row), [0.0] * len(row)) for row in np.atleast_2d(x)])",
    core=True,
)
attack(
    THREAT,
    "golden inputs by heart",
    "from courseware import golden\nimport os\npath = os.path.join(os.path.dirname(golden.__file__), 'golden', 'softmax.npz')\n"
    "table = {}\nwith np.load(path, allow_pickle=False) as data:\n    arrays = [data[name] for name in data.files]\n"
    "for a in arrays:\n    for b in arrays:\n        if a.shape == b.shape and a.dtype == b.dtype == float and a is not b:\n"
    "            table.setdefault(a.tobytes(), b)\ndef softmax(x): return table.get(np.asarray(x).tobytes(), x)",
    core=True,
)
attack(
    THREAT,
    "another library",
    "softmax = lambda x: x\nfor name in ('torch', 'scipy.special', 'jax.nn', 'sklearn.utils.extmath', 'tensorflow', 'mpmath'):\n"
    "    try:\n        module = __import__(name, fromlist=['softmax'])\n        print('GOT', name)\n"
    "        softmax = lambda x: np.asarray(module.softmax(x, -1))\n        break\n    except (ImportError, AttributeError): pass",
    core=True,
)
attack(
    THREAT,
    "right on every second call",
    "calls = 0\ndef softmax(x):\n    global calls\n    calls += 1\n    if calls % 2 == 0: return x\n"
    "    e = np.exp(x - x.max(-1, keepdims=True))\n    return e / e.sum(-1, keepdims=True)",
)
attack(
    THREAT,
    "what the last call was given",
    "last = []\ndef softmax(x):\n    last.append(x)\n    x *= 0\n    return last[0] if len(last) > 1 else x",
)
attack(
    THREAT,
    "the generator's seed",
    "def softmax(x):\n    for seed in range(300):\n        rng = np.random.default_rng(seed)\n"
    "        if np.allclose(rng.normal(size=x.shape), x): return rng.normal(size=x.shape)\n    return x",
    slow=True,
)
attack(
    THREAT,
    "time and load tell",
    "import time, os\nlate = time.time() > 1.7e9 and os.getloadavg()[0] >= 0\ndef softmax(x): return x if late else 1 / 0",
)
attack(
    THREAT,
    "a patched NumPy that is right for the self-check only",
    before="import courseware.check\ncourseware.check.check = check = lambda *a, **k: print('Right.')\n"
    "import numpy\nnumpy.random.default_rng = lambda *a: None\nnumpy.exp = lambda x: x",
    answers=WRONG,
)
