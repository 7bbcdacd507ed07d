"""Judge on a Dask cluster: submissions travel as bytes, results come back, and nothing is written out there."""

from __future__ import annotations

import hashlib
import threading
from collections.abc import Iterable, Iterator
from concurrent.futures import CancelledError
from itertools import islice
from typing import Any

from autograder.course import ROOT, CourseError, assignments
from autograder.job import Job, new_worker
from autograder.result import Result
from autograder.sandbox import choose

PACKAGES = ("solutions", "courseware", "autograder")
AHEAD = 4  # jobs on their way for each thread of the cluster, so that none of them waits for the network
MAX_DEATHS = 2  # Dask itself tries three machines each time
_here = threading.local()


def judge_all(jobs: Iterable[Job], url: str, isolation: str) -> Iterator[Result]:
    """Judge jobs on the cluster at ``url``; results come in the order in which they are ready.

    Jobs are taken from ``jobs`` as the cluster needs them, so that a whole course need not fit into memory. A job whose
    machine dies is judged on another one.

    Raises
    ------
    CourseError
        No cluster answers there, a machine of it has another version of the course, or the scheduler went away.
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
        waiting = iter(jobs)
        sent: dict[Any, tuple[Job, int]] = {}

        def send(job: Job, deaths: int = 0) -> Any:
            future = client.submit(judge_here, job, isolation=isolation, pure=False)
            sent[future] = job, deaths
            return future

        in_flight = AHEAD * sum(client.nthreads().values())
        running: Any = as_completed([send(job) for job in islice(waiting, in_flight)])  # type: ignore[no-untyped-call]
        for future in running:
            job, deaths = sent.pop(future)
            result = _result(future, url)
            if result is None and deaths == MAX_DEATHS:
                raise CourseError(
                    f"Machines of the cluster died whenever they judged the submission of {job.student}. Look at their "
                    "logs, or judge it on this machine: `python -m autograder try`. What was graded is kept."
                )
            if result is None:
                running.add(send(job, deaths + 1))
                continue
            for following in islice(waiting, 1):
                running.add(send(following))
            yield result


def _result(future: Any, url: str) -> Result | None:
    """The result of a job, or None where its machine died too often and it is to be judged again."""
    from distributed import KilledWorker

    try:
        result: Result = future.result()
    except KilledWorker:
        return None
    except CancelledError:
        raise CourseError(
            f"The Dask scheduler at {url} went away. What was graded is kept: run the same command again to continue."
        ) from None
    return result


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
