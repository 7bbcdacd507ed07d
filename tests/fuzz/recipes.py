"""Notebooks as nobody should hand them in: real ones of the course, spoilt in their JSON and in their bytes."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import dataclass, field
from functools import cache
from typing import Any

from hypothesis import strategies as st
from students import right_answers

from autograder.course import NOTEBOOKS, assignments
from fuzz.mutations import MUTATIONS, Json, mutated
from fuzz.odd import DEEP, HUGE, ODD_VALUES


@cache
def bases() -> list[tuple[str, str]]:
    """Name and text of each notebook as it was handed out, and of each with right answers typed in."""
    made = []
    for name in assignments():
        text = (NOTEBOOKS / f"{name}.ipynb").read_text("utf-8")
        given = right_answers(name)
        notebook = json.loads(text)
        for cell in notebook["cells"]:
            answer = cell["metadata"].get("nbgrader", {}).get("grade_id")
            cell["source"] = given.get(answer, cell["source"])
        made += [(name, text), (name, json.dumps(notebook))]
    return made


def written(notebook: Json, plain_text: bool = False) -> bytes:
    text = json.dumps(notebook, ensure_ascii=not plain_text)
    text = text.replace(f'"{DEEP}"', "[" * 3000 + "]" * 3000).replace(f'"{HUGE}"', "9" * 5000)
    return text.encode("utf-8", "surrogatepass")


def damaged(data: bytes, how: str, at: int, noise: bytes) -> bytes:
    """Spoil the bytes of a file."""
    at %= len(data) + 1
    return {
        "as-it-is": data,
        "cut": data[:at],
        "insert": data[:at] + noise + data[at:],
        "replace": data[:at] + noise + data[at + len(noise) :],
        "before": noise + data,
        "after": data + noise,
        "bom": b"\xef\xbb\xbf" + data,
        "utf-16": data.decode("utf-8", "replace").encode("utf-16"),
        "twice": data + data,
        "only-noise": noise,
        "nested": b'{"nbformat": 4, "cells": ' + b"[" * at + b"]" * at + b"}",
        "within": b"[" + data + b"]",
        "zeros": data[:at] + bytes(len(data) - at),
    }[how]


WHOLE = ["as-it-is"] * 20 + ["bom"]
SPOILT = ["cut", "insert", "replace", "before", "after", "utf-16", "twice", "only-noise", "nested", "within", "zeros"]
NUMBERS = st.integers(0, 2**16)
VALUES = st.sampled_from(ODD_VALUES) | st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=20),
    lambda part: st.lists(part, max_size=3) | st.dictionaries(st.text(max_size=8), part, max_size=3),
    max_leaves=6,
)
MUTATION = st.tuples(st.sampled_from([mutation.__name__ for mutation in MUTATIONS]), NUMBERS, NUMBERS, VALUES)


@dataclass(frozen=True)
class Recipe:
    """How a file is made; short, so that a failure can be read."""

    assignment: str
    base: int
    mutations: list[tuple[str, int, int, Json]] = field(default_factory=list)
    how: str = "as-it-is"
    at: int = 0
    noise: bytes = b""
    plain_text: bool = False

    def data(self) -> bytes:
        notebook = mutated(bases()[self.base][1], self.mutations)
        return damaged(written(notebook, self.plain_text), self.how, self.at, self.noise)


@st.composite
def recipes(draw: Callable[..., Any]) -> Recipe:
    base = draw(st.integers(0, len(bases()) - 1))
    other = draw(st.integers(0, 139))  # one in twenty is the notebook of another assignment
    name = assignments()[other] if other < len(assignments()) else bases()[base][0]
    mutations = draw(st.lists(MUTATION, max_size=8))
    how = draw(st.sampled_from(WHOLE + SPOILT))
    return Recipe(
        name, base, mutations, how, draw(st.integers(0, 2**17)), draw(st.binary(max_size=40)), draw(st.booleans())
    )
