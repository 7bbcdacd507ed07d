"""Forge the comparison: objects that lie about what they are, and values that no one expects."""

from __future__ import annotations

from .attack import attack

THREAT = "forge the comparison"

LIARS = {
    "array that equals all": """
class A(np.ndarray):
    def __eq__(self, other): return True
    __ne__ = None
    def __array_function__(self, *a): return True
    def __array_ufunc__(self, *a, **k): return True
def softmax(x): return np.zeros(x.shape).view(A)
""",
    "float that equals all": """
class F(float):
    __eq__ = __le__ = __ge__ = lambda *a: True
    __hash__ = None
    def __sub__(self, other): return 0.0
    __rsub__ = __abs__ = __sub__
def softmax(x): return F(1)
""",
    "class that lies about itself": """
class L:
    __class__ = np.ndarray
    dtype = np.dtype(float)
    def __array__(self, *a, **k): raise SystemExit
def softmax(x): return L()
""",
    "array protocol": """
class P:
    __array_priority__ = 1e9
    __array_interface__ = {'shape': (3,), 'typestr': '<f8', 'data': (8, False), 'version': 3}
def softmax(x): return P()
""",
    "object array": """
class Y:
    __eq__ = lambda *a: True
    __hash__ = None
def softmax(x): return np.full(x.shape, Y())
""",
    "structured array": "def softmax(x): return np.zeros(x.shape, dtype=[('a', 'f8'), ('b', 'O')])",
    "bytes and dates": "def softmax(x): return np.zeros(x.shape, 'M8[s]'), np.zeros(x.shape, 'S9')",
    "not a number": "def softmax(x): return np.full(x.shape, np.nan)",
    "infinite": "def softmax(x): return np.full(x.shape, np.inf)",
    "complex": "def softmax(x): return np.full(x.shape, 1 / x.shape[-1] + 1e300j)",
    "huge shape": "def softmax(x): return np.broadcast_to(np.zeros(1), (10**9, 10**6))",
    "strides beyond memory": """
def softmax(x):
    return np.lib.stride_tricks.as_strided(np.zeros(1), (10**7,), (10**9,))
""",
    "64 axes": "def softmax(x): return np.zeros((1,) * 64)",
    "wide numbers": "def softmax(x): return [10**4000] * 3",
    "deep": """
def softmax(x):
    deep = []
    for _ in range(100_000): deep = [deep]
    return deep
""",
    "within itself": """
def softmax(x):
    own = {}
    own['own'] = own
    return own
""",
    "endless generator": "def softmax(x):\n    while True: yield x",
    "dict that changes": """
class D(dict):
    def items(self): raise MemoryError
    keys = __iter__ = items
def softmax(x): return D(a=1)
""",
    "half a character": "def softmax(x): return ['\\ud800' * 10, '\\0', '\\x1b]0;title\\x07']",
    "metaclass": """
class M(type):
    __name__ = property(lambda cls: 'ndarray')
    def __instancecheck__(cls, other): return True
class V(metaclass=M): pass
def softmax(x): return V()
""",
    "exception with a lying name": """
class E(BaseException):
    def __str__(self): raise KeyboardInterrupt
E.__name__ = 'pass' * 1000
def softmax(x): raise E
""",
}
for name, code in LIARS.items():
    attack(THREAT, name, code, says="softmax|Your function|value|array|number|returned|E", core=name.endswith("all"))
