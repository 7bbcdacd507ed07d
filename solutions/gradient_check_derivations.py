"""Derivations and typed answers about gradient checking, as a student writes them; functions: `gradient_check`."""

from __future__ import annotations

TAYLOR_ERROR = {
    "forward": [
        "(up - f0) / h",
        "((f0 + f1*h + f2*h**2/2 + f3*h**3/6) - f0) / h",
        "f1 + f2*h/2 + f3*h**2/6",
    ],
    "central": [
        "(up - down) / (2*h)",
        "((f0 + f1*h + f2*h**2/2 + f3*h**3/6) - (f0 - f1*h + f2*h**2/2 - f3*h**3/6)) / (2*h)",
        "(2*f1*h + 2*f3*h**3/6) / (2*h)",
        "f1 + f3*h**2/6",
    ],
}

PLANTED_BUGS = {"A": {"W2", "b3"}, "B": {"W1", "b1", "W2", "b2"}}
