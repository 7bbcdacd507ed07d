"""Judge on a Dask cluster: submissions travel as bytes, results come back, and nothing is written out there."""

from __future__ import annotations

import hashlib
import threading
from collections.abc import Iterator, Sequence
from typing import Any

from autograder.course import ROOT, CourseError, assignments
from autograder.job import Job, new_worker
from autograder.result import Result
from autograder.sandbox import choose

PACKAGES = ("solutions", "courseware", "autograder")
_here = threading.local()


def judge_all(jobs: Sequence[Job], url: str, isolation: str) -> Iterator[Result]:
    """Judge jobs on the cluster at ``url``; results come in the order in which they are ready.

    Raises
    ------
    CourseError
        No cluster answers there, or a machine of it has another version of the course.
    IsolationRefused
        A machine of the cluster can't give the isolation asked for.
    """
    try:
        from distributed import Client, as_completed
    except ImportError:
        raise CourseError("--scheduler needs Dask: run `pip install 'backprop-lab[cluster]'`.") from None
    try:
        client: Any = Client(url, timeout=10, set_as_default=False)  # type: ignore[no-untyped-call]
    except (OSError, ValueError, TypeError) as error:
        raise CourseError(
            f"No Dask scheduler answers at {url} ({error}). Is it running, and is the port open?"
        ) from None
    with client, client.as_current():
        _refuse_other_versions(client)
        futures = client.map(judge_here, jobs, isolation=isolation, pure=False)
        for future in as_completed(futures):  # type: ignore[no-untyped-call]
            yield future.result()
            future.release()


def judge_here(job: Job, isolation: str) -> Result:
    """Judge one job on this machine, in a warm worker that this thread keeps for the assignment."""
    kept = getattr(_here, "kept", None)
    if kept is None or kept[0] != (job.assignment, isolation):
        if kept is not None:
            kept[1].close()
        _here.kept = kept = ((job.assignment, isolation), new_worker(choose(isolation), job.assignment))
    return job.run(kept[1])


def version() -> str:
    """A digest of the course's own code: two machines with the same one give the same marks."""
    digest = hashlib.sha256()
    for path in sorted(path for name in PACKAGES for path in (ROOT / name).rglob("*.py")):
        digest.update(str(path.relative_to(ROOT)).encode() + path.read_bytes())
    digest.update(" ".join(assignments()).encode())  # their order says which solutions student code may import
    return digest.hexdigest()[:12]


def _refuse_other_versions(client: Any) -> None:
    workers = client.run(version)
    if not workers:
        raise CourseError("The Dask scheduler has no workers. Start some: `dask worker URL`.")
    others = sorted(name for name, theirs in workers.items() if theirs != version())
    if others:
        raise CourseError(f"These workers have another version of the course: {', '.join(others)}. Update them first.")
