"""Find submissions whose answers are the same but for names and comments.

Short answers are alike because the formula is, so they are left out, and so is whatever many have. The thresholds were
set so that no two of the answers in `autograder.misconceptions`, which were written one by one, would be reported.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from itertools import combinations

from autograder.advice.remark import Remark
from autograder.advice.shape import Shape, shape
from autograder.report.classroom import Submission

SMALLEST = 25  # nodes; below that, a third of all right answers to an exercise look the same
LARGE = 120  # one answer of that size is enough
SEVERAL, TOGETHER = 3, 150  # else it takes that many answers, of so many nodes together ...
SHARE = 0.5  # ... and at least that part of what both of them wrote
FEW = 4  # in classes of up to a hundred; one in 25 beyond that

Pair = tuple[str, str]


def alike(submissions: Sequence[Submission]) -> Iterator[Remark]:
    """One remark for each group of submissions that share more than chance explains."""
    shapes = {each.student: _shapes(each) for each in submissions}
    shared = {pair: names for pair, names in _rare(shapes).items() if _is_much(pair, names, shapes)}
    for group in _groups(list(shared)):
        pairs = [names for pair, names in shared.items() if pair[0] in group]
        sizes = {name: size for names in pairs for name, size in names.items()}
        listed = ", ".join(f"`{name}` ({size})" for name, size in sizes.items())
        yield Remark(
            "alike",
            tuple(group),
            f"{len(sizes)} {'answer' if len(sizes) == 1 else 'answers'}",
            f"The same syntax tree once names and comments are gone, and at most {_few(len(submissions))} of "
            f"{len(submissions)} submissions have it: {listed}. In brackets is how many nodes the tree has.",
        )


def _shapes(each: Submission) -> dict[str, Shape]:
    found = {source.name: shape(source.text) for source in each.sources if source.is_answer}
    return {name: one for name, one in found.items() if one and one.size >= SMALLEST}


def _few(number: int) -> int:
    return max(FEW, number // 25)


def _rare(shapes: Mapping[str, Mapping[str, Shape]]) -> dict[Pair, dict[str, int]]:
    """What each pair shares with few others: the size of each such answer, by exercise."""
    owners: dict[tuple[str, str], list[str]] = defaultdict(list)
    for student, answers in sorted(shapes.items()):
        for name, one in answers.items():
            owners[name, one.form].append(student)
    pairs: dict[Pair, dict[str, int]] = defaultdict(dict)
    for (name, _), students in owners.items():
        if 2 <= len(students) <= _few(len(shapes)):
            for first, second in combinations(students, 2):
                pairs[first, second][name] = shapes[first][name].size
    return pairs


def _is_much(pair: Pair, names: Mapping[str, int], shapes: Mapping[str, Mapping[str, Shape]]) -> bool:
    if max(names.values()) >= LARGE:
        return True
    first, second = (shapes[student] for student in pair)
    both = first.keys() & second.keys()
    same = [name for name in both if first[name] == second[name]]
    return len(names) >= SEVERAL and sum(names.values()) >= TOGETHER and len(same) >= SHARE * len(both)


def _groups(pairs: Sequence[Pair]) -> list[list[str]]:
    """Students who are joined by pairs, each group in alphabetical order."""
    groups: list[set[str]] = []
    for pair in pairs:
        joined = [group for group in groups if group & set(pair)]
        groups = [group for group in groups if group not in joined] + [set(pair).union(*joined)]
    return sorted(sorted(group) for group in groups)
