"""What a check is made of on the judge's side; how its outcomes are decided is left to `courseware.verdict`."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Any

import numpy as np

from autograder import misconceptions
from courseware.calling import call
from courseware.outcome import Outcome
from courseware.spec import Case, Spec

Args = tuple[Any, ...]
Inputs = Callable[[np.random.Generator], Mapping[str, Args] | Sequence[Args]]


@dataclass(frozen=True)
class Check:
    """One graded property of an exercise.

    Attributes
    ----------
    spec : Spec
        What is wanted and how it is compared; its ``hints`` are filled in from `autograder.misconceptions`.
    inputs : callable
        Draws the arguments: a mapping from a label to the arguments of one call, or a plain sequence of them.
    reference : callable, or the value itself where the answer is a value
    """

    spec: Spec
    inputs: Inputs
    reference: Any

    @property
    def grade_id(self) -> str:
        """The grade id of its cell."""
        return self.spec.grade_id

    @cached_property
    def complete(self) -> Spec:
        """The specification with the hint of every known mistake of the exercise."""
        known = misconceptions.wrong_variants(self.spec.exercise)
        return replace(self.spec, hints={variant.id: variant.hint for variant in known if variant.hint})

    def cases(self, rng: np.random.Generator) -> list[Case]:
        """Draw inputs; what the known mistakes give for them is worked out when it is asked for."""
        drawn = self.inputs(rng)
        labelled = drawn.items() if isinstance(drawn, Mapping) else (("", args) for args in drawn)
        return [self._case(label, args) for label, args in labelled]

    def _case(self, label: str, args: Args) -> Case:
        expected = call(self.reference, args, self.spec.driver)
        if expected.error:
            raise RuntimeError(f"{self.spec.grade_id}: the reference raised {expected.error}: {expected.message}")
        return Case(args, expected, Replays(self.spec, args), label)


class Replays(Mapping[str, Outcome]):
    """The outcomes of the known mistakes on one set of arguments, by key, each computed once and only when needed."""

    def __init__(self, spec: Spec, args: Args) -> None:
        self._spec, self._args = spec, args
        self._outcomes: dict[str, Outcome] = {}

    def __getitem__(self, key: str) -> Outcome:
        if key not in self._outcomes:
            self._outcomes[key] = call(self._answers[key], self._args, self._spec.driver)
        return self._outcomes[key]

    @cached_property
    def _answers(self) -> dict[str, Any]:
        return {variant.key: variant.answer for variant in misconceptions.wrong_variants(self._spec.exercise)}

    def __iter__(self) -> Iterator[str]:
        return iter(self._answers)

    def __len__(self) -> int:
        return len(self._answers)
