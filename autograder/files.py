"""Open files that students handed in: plain ones of a bounded size, in folders that are folders.

No link is followed, no pipe or device waited for; what is in a file is left to `autograder.restore`.
"""

from __future__ import annotations

import errno
import os
import shutil
import stat
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO

MAX_BYTES = 20_000_000
FILE = os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK | os.O_CLOEXEC
FOLDER = os.O_RDONLY | os.O_NOFOLLOW | os.O_DIRECTORY | os.O_CLOEXEC


class SubmissionError(Exception):
    """A submission that can't be read; its text is the plain reason for the student and the instructor."""


def is_name(text: str) -> bool:
    """Tell whether a text may name a student's folder: it leads nowhere else, and the gradebook can keep it."""
    return text.isprintable() and "/" not in text and text[:1] not in ("", ".")


def read_bytes(path: Path, within: Path | None = None, max_bytes: int = MAX_BYTES) -> bytes:
    """Read a submitted file.

    Parameters
    ----------
    path : Path
    within : Path, optional
        The folder of all submissions: below it no folder may be a link, and the file may have no second name.

    Raises
    ------
    SubmissionError
        The file is missing, not a plain file, too large or not readable.
    """
    with _folder_of(path, within) as folder, _plain_file(path.name, folder, max_bytes, within is not None) as file:
        return file.read(max_bytes)


def read_listed(folder: Path, within: Path, names: Sequence[str]) -> tuple[dict[str, bytes], list[str]]:
    """Read the files that an assignment lists beside its notebook; return also why some can't be had."""
    files, reasons = {}, []
    for name in names:
        try:
            files[name] = read_bytes(folder / name, within)
        except SubmissionError as reason:
            reasons.append(str(reason))
    return files, reasons


@contextmanager
def laid_out(files: Mapping[str, bytes]) -> Iterator[list[Path]]:
    """Write files into a folder of their own for as long as the sandbox may have to copy them."""
    if not files:
        yield []
        return
    with tempfile.TemporaryDirectory() as folder:
        paths = [Path(folder) / name for name in files]
        for path in paths:
            path.write_bytes(files[path.name])
        yield paths


def copy_folder(source: Path, target: Path, max_file: int, max_bytes: int) -> list[str]:
    """Copy the plain files of a folder that somebody else may be changing; return why others were left out."""
    reasons = []
    for place, _, names, folder in os.fwalk(source, follow_symlinks=False):
        copies = target / Path(place).relative_to(source)
        copies.mkdir(parents=True, exist_ok=True)
        for name in names:
            try:
                with _plain_file(name, folder, min(max_file, max_bytes), True) as file:
                    with open(copies / name, "wb") as copy:
                        shutil.copyfileobj(file, copy)
                    max_bytes -= file.tell()
            except SubmissionError as reason:
                reasons.append(str(reason))
    return reasons


@contextmanager
def _folder_of(path: Path, within: Path | None) -> Iterator[int]:
    """Open the folder of a file step by step, so that none can become a link in between."""
    start = within if within is not None and path.parent.is_relative_to(within) else path.parent
    try:
        folder = os.open(start, os.O_RDONLY | os.O_DIRECTORY | os.O_CLOEXEC)
    except OSError:
        raise SubmissionError(f"There is no file {path.name} in the submission. Hand it in.") from None
    try:
        for part in path.parent.relative_to(start).parts:
            try:
                below = os.open(part, FOLDER, dir_fd=folder)
            except OSError:
                reason = f"The folder of {path.name} is a link or a file. Hand in the file itself."
                raise SubmissionError(reason) from None
            os.close(folder)
            folder = below
        yield folder
    finally:
        os.close(folder)


@contextmanager
def _plain_file(name: str, folder: int, max_bytes: int, only_name: bool) -> Iterator[BinaryIO]:
    try:
        descriptor = os.open(name, FILE, dir_fd=folder)
    except FileNotFoundError:
        raise SubmissionError(_missing(name, folder)) from None
    except OSError as error:
        reason = "it is a link" if error.errno == errno.ELOOP else error.strerror
        raise SubmissionError(f"{name} can't be read: {reason}. Hand in the file itself.") from None
    try:
        status = os.fstat(descriptor)
        if not stat.S_ISREG(status.st_mode):
            raise SubmissionError(f"{name} is not a plain file. Hand in the file itself.")
        if only_name and status.st_nlink > 1:
            raise SubmissionError(f"{name} is a hard link: another file's second name. Hand in a copy.")
        if status.st_size > max_bytes:
            raise SubmissionError(
                f"{name} has {status.st_size / 10**6:.3g} MB; the limit is {max_bytes / 10**6:.3g} MB. "
                "Clear its outputs, save it and hand it in again."
            )
        with os.fdopen(descriptor, "rb", closefd=False) as file:
            yield file
    finally:
        os.close(descriptor)


def _missing(name: str, folder: int) -> str:
    """Say that a file is not there, and which one may be meant."""
    text = f"There is no file {name} in the submission. Hand it in."
    others = [other for other in os.listdir(folder) if other.endswith(Path(name).suffix) and other.isprintable()]
    return f"{text} There is {others[0][:100]}: rename it." if len(others) == 1 else text
