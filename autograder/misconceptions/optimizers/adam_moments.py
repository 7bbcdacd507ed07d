# mypy: allow-untyped-defs, allow-untyped-calls
"""What students write for the two averages of `adam`."""

from __future__ import annotations

import numpy as np

from autograder.misconceptions.optimizers import words
from autograder.misconceptions.optimizers.right import corrected, moments, scaled, wrong_core

BETAS_SWAPPED = (
    "betas-swapped",
    "beta1 and beta2 have changed places",
    "beta1 belongs to the average of the gradients, beta2 to that of their squares.",
)
M_FORM = (
    "first-moment",
    "The average of the gradients is not one",
    "Let the gradient be 1 at every step. Towards which number does m go?",
)
V_FORM = (
    "second-moment",
    "The average of the squares is not one",
    "Let the gradient be 1 at every step. Towards which number does v go?",
)


@wrong_core("adam", *BETAS_SWAPPED)
def betas_swapped(w, dw, c):
    turned = {**c, "beta1": c["beta2"], "beta2": c["beta1"]}
    moments(dw, turned)
    c.update({key: turned[key] for key in ("m", "v", "t")})
    return scaled(w, *corrected(turned), c)


@wrong_core("adam", "betas-swapped")
def betas_swapped_in_recursion(w, dw, c):
    turned = {**c, "beta1": c["beta2"], "beta2": c["beta1"]}
    moments(dw, turned)
    c.update({key: turned[key] for key in ("m", "v", "t")})
    return scaled(w, *corrected(c), c)


@wrong_core("adam", "one-beta", "One beta serves both averages",
            "Which of the two betas does each of your lines use?")  # fmt: skip
def first_beta_for_both(w, dw, c):
    same = {**c, "beta2": c["beta1"]}
    moments(dw, same)
    c.update({key: same[key] for key in ("m", "v", "t")})
    return scaled(w, *corrected(same), c)


@wrong_core("adam", "one-beta")
def second_beta_for_both(w, dw, c):
    same = {**c, "beta1": c["beta2"]}
    moments(dw, same)
    c.update({key: same[key] for key in ("m", "v", "t")})
    return scaled(w, *corrected(same), c)


def _with(first, second, fraction=scaled):
    """Adam with other recursions, or another last line."""

    def core(w, dw, c):
        c["t"] += 1
        c["m"], c["v"] = first(dw, c), second(dw, c)
        return fraction(w, *corrected(c), c)

    return core


def first(dw, c):
    return c["beta1"] * c["m"] + (1 - c["beta1"]) * dw


def second(dw, c):
    return c["beta2"] * c["v"] + (1 - c["beta2"]) * dw**2


for id_words, core in (
    (M_FORM, _with(lambda dw, c: c["beta1"] * c["m"] + dw, second)),
    (M_FORM, _with(lambda dw, c: c["m"] + (1 - c["beta1"]) * dw, second)),
    (M_FORM, _with(lambda dw, c: (1 - c["beta1"]) * c["m"] + c["beta1"] * dw, second)),
    (M_FORM, _with(lambda dw, c: (1 - c["beta1"]) * dw, second)),
    (M_FORM, _with(lambda dw, c: c["beta1"] * c["m"] + (1 - c["beta1"]) * dw**2, second)),
    (M_FORM, _with(lambda dw, c: c["beta1"] * c["m"] + (1 - c["beta2"]) * dw, second)),
    (M_FORM, _with(lambda dw, c: c["beta1"] * c["m"] + (1 + c["beta1"]) * dw, second)),
    (V_FORM, _with(first, lambda dw, c: c["beta2"] * c["v"] + dw**2)),
    (V_FORM, _with(first, lambda dw, c: c["v"] + (1 - c["beta2"]) * dw**2)),
    (V_FORM, _with(first, lambda dw, c: (1 - c["beta2"]) * c["v"] + c["beta2"] * dw**2)),
    (V_FORM, _with(first, lambda dw, c: (1 - c["beta2"]) * dw**2)),
    (V_FORM, _with(first, lambda dw, c: c["beta2"] * c["v"] + (1 - c["beta1"]) * dw**2)),
    (V_FORM, _with(first, lambda dw, c: c["beta2"] * c["v"] + ((1 - c["beta2"]) * dw) ** 2)),
    (V_FORM, _with(first, lambda dw, c: c["beta2"] * c["v"] + (1 + c["beta2"]) * dw**2)),
    (V_FORM, _with(first, lambda dw, c: c["beta2"] * c["v"] + (1 - c["beta2"]) * c["m"] ** 2)),
    (V_FORM, _with(first, lambda dw, c: c["beta2"] * c["v"] - (1 - c["beta2"]) * dw**2)),
    (words.NO_SQUARE, _with(first, lambda dw, c: c["beta2"] * c["v"] + (1 - c["beta2"]) * dw)),
    (words.ABSOLUTE, _with(first, lambda dw, c: c["beta2"] * c["v"] + (1 - c["beta2"]) * np.abs(dw))),
    (words.ONE_FOR_ALL, _with(first, lambda dw, c: c["beta2"] * c["v"] + (1 - c["beta2"]) * np.sum(dw**2))),
    (words.ONE_FOR_ALL, _with(first, lambda dw, c: c["beta2"] * c["v"] + (1 - c["beta2"]) * np.mean(dw**2))),
):
    wrong_core("adam", *id_words)(core)
