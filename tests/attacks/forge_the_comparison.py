"""Forge the comparison: objects that lie about what they are, and values that no one expects."""

from __future__ import annotations

from .attack import attack

THREAT = "forge the comparison"

LIARS = {
    "array that equals all": "class A(np.ndarray):\n    def __eq__(self, other): return True\n    __ne__ = None\n"
    "    def __array_function__(self, *a): return True\n    def __array_ufunc__(self, *a, **k): return True\n"
    "def softmax(x): return np.zeros(x.shape).view(A)",
    "float that equals all": "class F(float):\n    __eq__ = __le__ = __ge__ = lambda *a: True\n    __hash__ = None\n"
    "    def __sub__(self, other): return 0.0\n    __rsub__ = __abs__ = __sub__\ndef softmax(x): return F(1)",
    "class that lies about itself": "class L:\n    __class__ = np.ndarray\n    dtype = np.dtype(float)\n"
    "    def __array__(self, *a, **k): raise SystemExit\ndef softmax(x): return L()",
    "array protocol": "class P:\n    __array_priority__ = 1e9\n    __array_interface__ = {'shape': (3,), 'typestr': '<f8',"
    " 'data': (8, False), 'version': 3}\ndef softmax(x): return P()",
    "object array": "class Y:\n    __eq__ = lambda *a: True\n    __hash__ = None\n"
    "def softmax(x): return np.full(x.shape, Y())",
    "structured array": "def softmax(x): return np.zeros(x.shape, dtype=[('a', 'f8'), ('b', 'O')])",
    "bytes and dates": "def softmax(x): return np.zeros(x.shape, 'M8[s]'), np.zeros(x.shape, 'S9')",
    "not a number": "def softmax(x): return np.full(x.shape, np.nan)",
    "infinite": "def softmax(x): return np.full(x.shape, np.inf)",
    "complex": "def softmax(x): return np.full(x.shape, 1 / x.shape[-1] + 1e300j)",
    "huge shape": "def softmax(x): return np.broadcast_to(np.zeros(1), (10**9, 10**6))",
    "strides beyond memory": "def softmax(x):\n"
    "    return np.lib.stride_tricks.as_strided(np.zeros(1), (10**7,), (10**9,))",
    "64 axes": "def softmax(x): return np.zeros((1,) * 64)",
    "wide numbers": "def softmax(x): return [10**4000] * 3",
    "deep": "def softmax(x):\n    deep = []\n    for _ in range(100_000): deep = [deep]\n    return deep",
    "within itself": "def softmax(x):\n    own = {}\n    own['own'] = own\n    return own",
    "endless generator": "def softmax(x):\n    while True: yield x",
    "dict that changes": "class D(dict):\n    def items(self): raise MemoryError\n    keys = __iter__ = items\n"
    "def softmax(x): return D(a=1)",
    "half a character": "def softmax(x): return ['\\ud800' * 10, '\\0', '\\x1b]0;title\\x07']",
    "metaclass": "class M(type):\n    __name__ = property(lambda cls: 'ndarray')\n"
    "    def __instancecheck__(cls, other): return True\nclass V(metaclass=M): pass\ndef softmax(x): return V()",
    "exception with a lying name": "class E(BaseException):\n    def __str__(self): raise KeyboardInterrupt\n"
    "E.__name__ = 'pass' * 1000\ndef softmax(x): raise E",
}
for name, code in LIARS.items():
    attack(THREAT, name, code, says="softmax|Your function|value|array|number|returned|E", core=name.endswith("all"))
