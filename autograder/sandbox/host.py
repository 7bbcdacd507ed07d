"""The warm process behind the walls that workers are forked from, seen from outside them."""

from __future__ import annotations

import shutil
import socket
import subprocess
import tempfile
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from types import TracebackType

from .channel import hang_up
from .inside.settings import LAB, SCRATCH, Settings
from .limits import Limits, SandboxError
from .mounts import OTHERS, PACKAGE, ROOT, import_path, mounts
from .walls import ENVIRONMENT, Walls

START_SECONDS = 60.0


class Host:
    """A process with NumPy, Matplotlib, ipywidgets and IPython loaded; a context manager.

    Workers are forked from it, one for each process that judges: what they have in common is loaded once. It belongs to
    the thread that made it and ends with it, and all its workers with it: Linux ends a child when the thread that
    started it ends.

    Parameters
    ----------
    walls, limits, solutions
        As for `Worker`.
    demos : str
        The topic whose demonstrations will be run, to prepare for them; by default none will.
    """

    def __init__(self, walls: Walls, limits: Limits, solutions: Sequence[Path] = (), demos: str = "") -> None:
        self._folder = Path(tempfile.mkdtemp(prefix="submission-")) if walls.kind == "none" else None
        lab, scratch = LAB, SCRATCH
        if self._folder:
            lab, scratch = self._unwalled_lab(self._folder, solutions), str(self._folder)
        seen = mounts(solutions)
        readable = (LAB, *(mount.target for mount in seen if mount.kind in ("bind", "symlink")))
        self._errors = tempfile.TemporaryFile()  # noqa: SIM115  (read when the process has ended)
        self._control, theirs = socket.socketpair(socket.AF_UNIX, socket.SOCK_SEQPACKET)
        with theirs:
            self.process = subprocess.Popen(
                walls.command(seen, lab, "worker", str(theirs.fileno())),
                env={name: value.replace(SCRATCH, scratch) for name, value in ENVIRONMENT.items()},
                pass_fds=[theirs.fileno()],
                stdin=subprocess.DEVNULL,
                stdout=self._errors,
                stderr=self._errors,
                cwd="/",
                start_new_session=True,  # Ctrl-C is for the judge, which may want to finish the submission at hand
            )
        self._control.settimeout(START_SECONDS)
        settings = _settings(walls, limits, (lab, *import_path()), readable, scratch)
        self._control.send(replace(settings, demos=demos).to_json())

    def __enter__(self) -> Host:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, problem: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    @property
    def alive(self) -> bool:
        return self.process.poll() is None

    def worker(self, processor: int | None = None) -> socket.socket:
        """Ask for a worker, and return the socket that it is controlled by; it serves once everything is loaded.

        Parameters
        ----------
        processor : int, optional
            The one that it and its submissions run on, by its number; by default any.

        Raises
        ------
        OSError
            The host has ended.
        """
        ours, theirs = socket.socketpair(socket.AF_UNIX, socket.SOCK_SEQPACKET)
        with theirs:
            try:
                asked = b"any" if processor is None else b"%d" % processor
                socket.send_fds(self._control, [asked], [theirs.fileno()])
            except OSError:
                ours.close()
                raise
        return ours

    def wait(self) -> None:
        """Wait until everything is loaded.

        Raises
        ------
        SandboxError
            The process ended instead; the text is the last thing that it said.
        """
        try:
            if self._control.recv(100) == b"ready":
                return
        except OSError:
            pass
        self.process.kill()
        self.process.wait()
        self._errors.seek(0)
        lines = self._errors.read().decode("utf-8", "replace").strip().splitlines() or ["it gave no reason"]
        self.close()
        raise SandboxError(f"the sandbox's worker could not be started: {lines[-1][:500]}")

    def close(self) -> None:
        """End the process and all its workers."""
        hang_up(self._control)
        try:
            self.process.wait(timeout=2)
        except subprocess.TimeoutExpired:
            self.process.kill()
            self.process.wait()
        if self._folder:
            shutil.rmtree(self._folder, ignore_errors=True)
        self._errors.close()

    @staticmethod
    def _unwalled_lab(folder: Path, solutions: Sequence[Path]) -> str:
        """Lay out what walls would show as links, for workers without walls."""
        lab = folder / "lab"
        (lab / "solutions").mkdir(parents=True)
        (lab / "courseware").symlink_to(ROOT / "courseware")
        (lab / "inside").symlink_to(PACKAGE / "sandbox" / "inside")
        for path in solutions:
            (lab / "solutions" / path.name).symlink_to(path.resolve())
        return str(lab)


def _settings(
    walls: Walls, limits: Limits, path: tuple[str, ...], readable: tuple[str, ...], scratch: str
) -> Settings:
    return Settings(
        path=path,
        absent=OTHERS,
        walled=walls.kind != "none",
        landlock=walls.landlock,
        seccomp=walls.seccomp,
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
