"""What a graded class adds up to, exercise by exercise and check by check; how it is shown is left to the page."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from statistics import mean, median
from typing import get_args

from autograder import checks
from autograder.report.classroom import ClassRoom, Submission
from autograder.result import Mark
from courseware.hints import DERIVATION, GENERIC
from courseware.spec import Hint, Spec, Status

STATUSES: tuple[Status, ...] = get_args(Status)
WORDS = {
    "pass": "passed",
    "fail": "failed",
    "blocked": "blocked",
    "crashed": "crashed",
    "timeout": "timed out",
    "missing": "missing",
}


@dataclass(frozen=True)
class Tally:
    """How a class did in one check, or in all checks of one exercise.

    Attributes
    ----------
    statuses : mapping of str to int
        How many submissions have each status; for an exercise, that of its first check that says why it did not pass.
    seconds : float or None
        The median of the time that its calls took, over the submissions where they were made; None where nobody knows.
    """

    name: str
    title: str
    points: float
    mean_score: float
    statuses: Mapping[str, int]
    seconds: float | None
    slowest: float | None

    @property
    def pass_rate(self) -> float:
        total = sum(self.statuses.values())
        return self.statuses["pass"] / total if total else 0.0


@dataclass(frozen=True)
class Exercise:
    """One exercise: all of it, then check by check."""

    whole: Tally
    checks: tuple[Tally, ...]


@dataclass(frozen=True)
class Mistake:
    """A mistake that was recognised: its name and hints, the exercises where it was, and who made it."""

    id: str
    hint: Hint
    exercises: tuple[str, ...]
    students: tuple[str, ...]


@dataclass(frozen=True)
class HandGraded:
    """An answer that a person marks: how many are still open, and the mean of those that are not."""

    name: str
    points: float
    open: int
    marked: int
    mean_score: float | None


def exercises(room: ClassRoom) -> list[Exercise]:
    """Every exercise in the order of the notebook, over the submissions that could be judged."""
    groups: dict[str, list[str]] = defaultdict(list)
    for grade_id in room.checks:
        groups[_spec(grade_id).exercise].append(grade_id)
    return [_exercise(room, name, grade_ids) for name, grade_ids in groups.items()]


def status_of(marks: Iterable[Mark]) -> str:
    """One word for an exercise: passed, or what its first check says that did not pass for a reason of its own."""
    short = [mark.status for mark in marks if mark.status != "pass"]
    return next((status for status in short if status != "blocked"), short[0] if short else "pass")


def counted(tally: Tally) -> str:
    """The statuses of a tally in words, those that nobody has left out."""
    return ", ".join(f"{count} {WORDS[status]}" for status, count in tally.statuses.items() if count)


def mistakes(room: ClassRoom) -> list[Mistake]:
    """The mistakes that were recognised, the commonest first; a submission counts once for each."""
    seen: dict[tuple[str, Hint], list[tuple[str, str]]] = defaultdict(list)
    for each in room.judged:
        for mark in each.marks.values():
            if mark.misconception:
                hint = hint_of(mark.grade_id, mark.misconception)
                seen[mark.misconception, hint].append((mark.exercise, each.student))
    found = [_mistake(name, hint, where) for (name, hint), where in seen.items()]
    return sorted(found, key=lambda mistake: (-len(mistake.students), mistake.hint.title))


def hand_graded(room: ClassRoom) -> list[HandGraded]:
    """The answers that a person marks, in the order of the notebook."""
    return [_hand_graded(room.submissions, name, points) for name, points in room.by_hand.items()]


def isolations(room: ClassRoom) -> list[tuple[str, str, int]]:
    """Each level of isolation that stood, what it was made of, and for how many submissions."""
    counted = Counter((each.isolation, each.walls) for each in room.submissions)
    return [(level, walls, count) for (level, walls), count in counted.most_common()]


def _spec(grade_id: str) -> Spec:
    return checks.find(grade_id).spec


def _exercise(room: ClassRoom, name: str, grade_ids: Sequence[str]) -> Exercise:
    tallies = tuple(_check(room, grade_id) for grade_id in grade_ids)
    per_student = [[each.marks[grade_id] for grade_id in grade_ids] for each in room.judged]
    statuses = Counter(status_of(marks) for marks in per_student)
    times = [sum(known) for marks in per_student if (known := _times(marks))]
    scores = [sum(mark.score for mark in marks) for marks in per_student]
    points = sum(tally.points for tally in tallies)
    return Exercise(_tally(name, name, points, scores, statuses, times), tallies)


def _check(room: ClassRoom, grade_id: str) -> Tally:
    marks = [each.marks[grade_id] for each in room.judged]
    statuses = Counter(mark.status for mark in marks)
    scores = [mark.score for mark in marks]
    return _tally(grade_id, _spec(grade_id).title, room.checks[grade_id], scores, statuses, _times(marks))


def _tally(
    name: str, title: str, points: float, scores: Sequence[float], statuses: Counter[str], times: Sequence[float]
) -> Tally:
    return Tally(
        name,
        title,
        points,
        mean(scores) if scores else 0.0,
        {status: statuses[status] for status in STATUSES},
        median(times) if times else None,
        max(times) if times else None,
    )


def _times(marks: Iterable[Mark]) -> list[float]:
    """The time of each check whose calls were made; 0 stands for a typed answer, and for a time that nobody kept."""
    return [mark.seconds for mark in marks if mark.seconds and mark.status not in ("blocked", "missing")]


def _mistake(name: str, hint: Hint, where: Sequence[tuple[str, str]]) -> Mistake:
    exercises, students = ({pair[part]: None for pair in where} for part in (0, 1))
    return Mistake(name, hint, tuple(exercises), tuple(sorted(students)))


def hint_of(grade_id: str, name: str) -> Hint:
    """The title and hints of a mistake, from the exercise's own list or from those that need no knowledge of it."""
    spec = _spec(grade_id)
    general = GENERIC if spec.compare == "close" else {**GENERIC, **DERIVATION}
    return spec.hints.get(name) or general.get(name) or Hint(name.replace("-", " "), ())


def _hand_graded(submissions: Sequence[Submission], name: str, points: float) -> HandGraded:
    entries = [each.entries[name] for each in submissions if name in each.entries]
    marked = [entry for entry in entries if not entry.open and entry.auto is None]
    scores = [entry.score for entry in marked]
    return HandGraded(name, points, sum(entry.open for entry in entries), len(marked), mean(scores) if scores else None)
