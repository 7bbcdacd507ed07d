"""Write and read golden data: what a self-check needs to know of a topic, as data without code.

A golden file holds the specifications, the inputs, the expected outcomes, and what each known mistake gives instead.
It is an ``.npz`` that NumPy reads without pickle; who draws the inputs is left to `autograder.checks`.
"""

from __future__ import annotations

import io
import json
import zipfile
from collections.abc import Iterable, Sequence
from dataclasses import asdict
from functools import cache
from pathlib import Path
from typing import Any, Protocol

import numpy as np

from courseware.compare import compare, same
from courseware.diagnose import alike, id_of
from courseware.outcome import Outcome
from courseware.pool import Pool
from courseware.spec import Case, Hint, Spec

FOLDER = Path(__file__).parent / "golden"
SEED = 20_240_229
_EPOCH = (1980, 1, 1, 0, 0, 0)  # a zip without dates is the same file each time it is written

Loaded = dict[str, tuple[Spec, list[Case]]]


class SupportsCases(Protocol):
    """A check, as far as golden data is concerned."""

    @property
    def spec(self) -> Spec: ...

    def cases(self, rng: np.random.Generator) -> list[Case]: ...


def write(topic: str, checks: Iterable[SupportsCases], path: Path) -> None:
    """Write the golden data of a topic; the same checks give the same bytes.

    Parameters
    ----------
    topic : str
    checks : iterable of autograder.checks.Check
    path : Path
        The ``.npz`` file to write.
    """
    pool = Pool()
    rejected: dict[str, set[str]] = {}
    entries = []
    exercises: list[str] = []
    for check in checks:
        cases = check.cases(np.random.default_rng(SEED))
        done = set().union(*(rejected.get(name, set()) for name in check.spec.requires))
        kept = [key for key in _failing(check.spec, cases) if key not in done]
        rejected[check.spec.grade_id] = {*kept, *done}
        exercises += [check.spec.exercise] * (check.spec.exercise not in exercises)
        fields = [_case_fields(check.spec, case, kept, pool) for case in cases]
        entries.append({"spec": _spec_fields(check.spec, kept), "cases": fields})
    document = json.dumps({"topic": topic, "checks": entries}, separators=(",", ":"), ensure_ascii=False)
    members = {"exercises": _letters(json.dumps(exercises)), "document": _letters(document), **pool.members()}
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, array in members.items():
            buffer = io.BytesIO()
            np.lib.format.write_array(buffer, array, allow_pickle=False)
            archive.writestr(zipfile.ZipInfo(f"{name}.npy", _EPOCH), buffer.getvalue(), zipfile.ZIP_DEFLATED)


def load(topic: str, folder: Path | None = None) -> Loaded:
    """Read the golden data of a topic: specification and cases by grade id."""
    path = (folder or FOLDER) / f"{topic}.npz"
    return _load(path, path.stat().st_mtime_ns)


def topics(folder: Path | None = None) -> dict[str, str]:
    """The topic of each exercise that there is golden data for."""
    paths = sorted((folder or FOLDER).glob("*.npz"))
    return {name: path.stem for path in paths for name in _exercises(path, path.stat().st_mtime_ns)}


def equivalent(left: Path, right: Path) -> bool:
    """Whether two golden files say the same; another processor may round the last digit of an `exp` otherwise."""
    with np.load(left, allow_pickle=False) as one, np.load(right, allow_pickle=False) as other:
        return set(one.files) == set(other.files) and all(same(one[name], other[name]) for name in one.files)


@cache
def _exercises(path: Path, _modified: int) -> tuple[str, ...]:
    with np.load(path, allow_pickle=False) as archive:
        return tuple(json.loads(bytes(archive["exercises"])))


@cache
def _load(path: Path, _modified: int) -> Loaded:
    with np.load(path, allow_pickle=False) as archive:
        document = json.loads(bytes(archive["document"]))
        pool = Pool({name: archive[name] for name in archive.files if name.startswith("pool")})
    loaded = {}
    for entry in document["checks"]:
        spec = _spec(entry["spec"])
        loaded[spec.grade_id] = spec, [_case(fields, pool) for fields in entry["cases"]]
    return loaded


def _failing(spec: Spec, cases: Sequence[Case]) -> list[str]:
    """The known mistakes that this check rejects."""
    return [key for key in cases[0].wrong if any(_rejected(spec, case, case.wrong[key]) for case in cases)]


def _rejected(spec: Spec, case: Case, outcome: Outcome) -> bool:
    if outcome.error:
        return True
    difference = compare(spec.compare, case, outcome, spec.options)
    return difference is not None and difference.kind != "unwritten"


def _letters(text: str) -> np.ndarray:
    return np.frombuffer(text.encode(), np.uint8)


def _spec_fields(spec: Spec, kept: Sequence[str]) -> dict[str, Any]:
    ids = {id_of(key) for key in kept}
    return {**asdict(spec), "hints": {name: asdict(hint) for name, hint in spec.hints.items() if name in ids}}


def _spec(fields: dict[str, Any]) -> Spec:
    hints = {name: Hint(hint["title"], tuple(hint["steps"])) for name, hint in fields["hints"].items()}
    return Spec(**{**fields, "requires": tuple(fields["requires"]), "hints": hints})


def _case_fields(spec: Spec, case: Case, kept: Sequence[str], pool: Pool) -> dict[str, Any]:
    wrong = {
        key: None if alike(spec, case, outcome, case.expected) else _outcome_fields(outcome, case.args, pool)
        for key, outcome in ((key, case.wrong[key]) for key in kept)
    }
    typed = spec.compare in ("derivation", "names", "shapes")  # what is expected is the answer itself
    kept_back = Outcome() if typed else case.expected
    expected = _outcome_fields(kept_back, case.args, pool)
    return {"label": case.label, "args": pool.put(case.args), "expected": expected, "wrong": wrong}


def _case(fields: dict[str, Any], pool: Pool) -> Case:
    args = pool.get(fields["args"])
    expected = _outcome(fields["expected"], args, pool)
    wrong = {key: expected if one is None else _outcome(one, args, pool) for key, one in fields["wrong"].items()}
    return Case(args, expected, wrong, fields["label"])


def _outcome_fields(outcome: Outcome, args: tuple[Any, ...], pool: Pool) -> dict[str, Any]:
    if outcome.error:
        return {"error": outcome.error}
    fields = {"value": pool.put(outcome.value)}
    return fields if same(outcome.after, args, 0, 0) else {**fields, "after": pool.put(outcome.after)}


def _outcome(fields: dict[str, Any], args: tuple[Any, ...], pool: Pool) -> Outcome:
    if "error" in fields:
        return Outcome(error=fields["error"])
    return Outcome(pool.get(fields["value"]), pool.get(fields["after"]) if "after" in fields else args)
