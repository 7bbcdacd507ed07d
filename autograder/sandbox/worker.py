"""The warm worker, seen from the judge: a process behind the walls, from which each submission's process is forked."""

from __future__ import annotations

import contextlib
import math
import shutil
import socket
import subprocess
import tempfile
from collections.abc import Sequence
from pathlib import Path
from types import TracebackType

from .channel import Channel, hang_up
from .inside.settings import LAB, SCRATCH, Settings
from .limits import Limits, SandboxError
from .mounts import OTHERS, PACKAGE, ROOT, import_path, mounts
from .session import Session
from .walls import ENVIRONMENT, Walls

START_SECONDS = 60.0
END_SECONDS = 10.0


class Worker:
    """A process with NumPy, Matplotlib, ipywidgets and IPython loaded; a context manager.

    It serves one submission at a time and starts itself again when it was damaged. It belongs to the thread that made
    it and ends with it: Linux ends a child when the thread that started it ends.

    Parameters
    ----------
    walls : Walls
        From `choose`.
    limits : Limits
        For each submission.
    solutions : sequence of Path
        Files of `solutions/`, for earlier topics, that notebooks may import as ``solutions.<topic>``.

    Attributes
    ----------
    peak : int
        The most bytes of memory that a process of a submission had.

    Raises
    ------
    SandboxError
        When it cannot be started.
    """

    def __init__(self, walls: Walls, limits: Limits | None = None, solutions: Sequence[Path] = ()) -> None:
        self.walls, self.limits = walls, limits or Limits()
        self.solutions = tuple(Path(path) for path in solutions)
        self.peak = 0
        self._session: Session | None = None
        self._process: subprocess.Popen[bytes] | None = None
        self._start()

    def __enter__(self) -> Worker:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, problem: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def open(self, scratch_files: Sequence[Path] = (), deadline: float = math.inf) -> Session:
        """Fork a process for one submission; files of it are copied to where its cells will run.

        A session that is still open is closed first. One that replaces another of the same submission has no more
        than the time that is left of it, up to ``deadline`` by `time.monotonic`.

        Raises
        ------
        SandboxError
            When it could not be walled off, or the worker not be started; no code of the student's has run then.
        """
        if self._session is not None:
            self._session.close()
        try:
            session = self._forked(deadline)
        except (OSError, SandboxError):  # it may have been killed since it was last used
            self._start()
            session = self._forked(deadline)
        session.put(scratch_files)
        return session

    def close(self) -> None:
        """End the worker and all that it started."""
        if self._session is not None:
            self._session.close()
        self._stop()

    def _forked(self, deadline: float) -> Session:
        """Send the worker the two sockets of a new submission, and wait until its process stands behind its walls."""
        if self._process is None or self._process.poll() is not None:
            self._start()
        channel, student = socket.socketpair()
        leash, supervisor = socket.socketpair(socket.AF_UNIX, socket.SOCK_SEQPACKET)
        session = Session(Channel(channel, self.limits.reply_bytes), leash, self.limits, self._ended, deadline)
        with student, supervisor:  # while a copy is open here, the end of the other side would not be seen
            try:
                socket.send_fds(self._control, [b"open"], [student.fileno(), supervisor.fileno()])
            except OSError:
                session.close()
                raise
        session.start()
        self._session = session
        return session

    def _start(self) -> None:
        self._stop()
        if self.walls.kind == "none":
            self._folder = Path(tempfile.mkdtemp(prefix="submission-"))
            lab, scratch = self._unwalled_lab(), self._folder
        else:
            lab, scratch = LAB, Path(SCRATCH)
        seen = mounts(self.solutions)
        self._control, theirs = socket.socketpair(socket.AF_UNIX, socket.SOCK_SEQPACKET)
        with theirs, tempfile.TemporaryFile() as errors:
            self._process = subprocess.Popen(
                self.walls.command(seen, lab, "worker", str(theirs.fileno())),
                env=self._environment(str(scratch)),
                pass_fds=[theirs.fileno()],
                stdin=subprocess.DEVNULL,
                stdout=errors,
                stderr=errors,
                cwd="/",
                start_new_session=True,  # Ctrl-C is for the judge, which may want to finish the submission at hand
            )
            theirs.close()
            readable = (LAB, *(mount.target for mount in seen if mount.kind in ("bind", "symlink")))
            if not self._ready(self._settings((lab, *import_path()), readable, str(scratch))):
                self._stop()
                errors.seek(0)
                lines = errors.read().decode("utf-8", "replace").strip().splitlines() or ["it gave no reason"]
                raise SandboxError(f"the sandbox's worker could not be started: {lines[-1][:500]}")

    def _ready(self, settings: Settings) -> bool:
        try:
            self._control.settimeout(START_SECONDS)
            self._control.send(settings.to_json())
            return self._control.recv(100) == b"ready"
        except OSError:
            return False

    def _stop(self) -> None:
        if self._process is None:
            return
        hang_up(self._control)
        try:
            self._process.wait(timeout=2)
        except subprocess.TimeoutExpired:
            self._process.kill()
            self._process.wait()
        self._process = None
        if self.walls.kind == "none":
            shutil.rmtree(self._folder, ignore_errors=True)

    def _ended(self) -> None:
        """Wait until nothing of a submission is left; a worker that cannot say so is stopped, and it with it."""
        self._session = None
        with contextlib.suppress(OSError):
            self._control.settimeout(END_SECONDS)
            said = self._control.recv(100)
            if said.startswith(b"ended "):
                self.peak = max(self.peak, int(said[6:]) * 1024)
                return
        self._stop()

    def _environment(self, scratch: str) -> dict[str, str]:
        return {name: value.replace(SCRATCH, scratch) for name, value in ENVIRONMENT.items()}

    def _unwalled_lab(self) -> str:
        """Lay out what walls would show as links, for a worker without walls."""
        lab = self._folder / "lab"
        (lab / "solutions").mkdir(parents=True)
        (lab / "courseware").symlink_to(ROOT / "courseware")
        (lab / "inside").symlink_to(PACKAGE / "sandbox" / "inside")
        for path in self.solutions:
            (lab / "solutions" / path.name).symlink_to(path.resolve())
        return str(lab)

    def _settings(self, path: tuple[str, ...], readable: tuple[str, ...], scratch: str) -> Settings:
        limits = self.limits
        return Settings(
            path=path,
            absent=OTHERS,
            walled=self.walls.kind != "none",
            landlock=self.walls.landlock,
            seccomp=self.walls.seccomp,
            readable=readable,
            scratch=scratch,
            memory_mb=limits.memory_mb,
            processes=limits.processes,
            open_files=limits.open_files,
            file_mb=limits.file_mb,
            scratch_mb=limits.scratch_mb,
            cpu_seconds=int(limits.submission_seconds) + 10,
            output_bytes=limits.output_bytes,
            outputs=limits.outputs,
            reply_bytes=limits.reply_bytes,
        )
