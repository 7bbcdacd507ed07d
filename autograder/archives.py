"""Unpack an archive that was handed in: plain files under its own folder, and no more of them than fits its size."""

from __future__ import annotations

import lzma
import shutil
import stat
import tarfile
import zipfile
import zlib
from collections.abc import Collection, Iterator
from pathlib import Path, PurePosixPath
from typing import IO

from autograder.files import SubmissionError

MAX_FILE = 100_000_000
MAX_GROWTH = 50  # a class's notebooks shrink to a tenth; a bomb to a thousandth
MAX_DEPTH = 2  # the archive of a class holds those of students
BROKEN = (
    zipfile.BadZipFile, tarfile.TarError, zlib.error, lzma.LZMAError, OSError, EOFError, RuntimeError, ValueError
)  # fmt: skip


def unpack(archive: Path, folder: Path, suffixes: Collection[str], depth: int = 1) -> list[str]:
    """Unpack a zip or tar archive, and the archives in it, each into a folder of its own.

    Returns
    -------
    list of str
        Why members were left out, as sentences.

    Raises
    ------
    SubmissionError
        It can't be unpacked, or holds more than its size lets expect; nothing of it is left.
    """
    room = MAX_FILE + MAX_GROWTH * archive.stat().st_size
    reasons = []
    try:
        folder.mkdir(parents=True, exist_ok=True)
        for name, member in _members(archive):
            path = _safe_name(name)
            if path is None or member is None:
                reasons.append(f"The member {name[:100]!r} is no plain file, or leads elsewhere; it is left out.")
                continue
            target = folder / path
            target.parent.mkdir(parents=True, exist_ok=True)
            room -= _copy(member, target, min(room, MAX_FILE))
            if target.suffix in suffixes and depth < MAX_DEPTH:
                reasons += _unpack_member(target, suffixes, depth + 1)
    except (*BROKEN, SubmissionError) as error:
        shutil.rmtree(folder, ignore_errors=True)
        if isinstance(error, SubmissionError):
            raise
        raise SubmissionError(f"{archive.name} can't be unpacked ({str(error)[:100]}). Ask for it again.") from None
    return reasons


def _unpack_member(archive: Path, suffixes: Collection[str], depth: int) -> list[str]:
    try:
        return unpack(archive, archive.parent / stem(archive), suffixes, depth)
    except SubmissionError as error:
        return [str(error)]
    finally:
        archive.unlink()


def stem(archive: Path) -> str:
    """The archive's name without ``.zip``, ``.gz`` or ``.tar.gz``."""
    return archive.name.removesuffix(archive.suffix).removesuffix(".tar") or "archive"


def _members(archive: Path) -> Iterator[tuple[str, IO[bytes] | None]]:
    """Names and contents of what is in an archive; a folder is passed over, and a link or device has no content."""
    if zipfile.is_zipfile(archive):
        with zipfile.ZipFile(archive) as zipped:
            for entry in zipped.infolist():
                kind = stat.S_IFMT(entry.external_attr >> 16)
                if not entry.is_dir():
                    yield entry.filename, zipped.open(entry) if kind in (0, stat.S_IFREG) else None
        return
    with tarfile.open(archive) as tarred:
        for part in tarred:
            if not part.isdir():
                yield part.name, tarred.extractfile(part) if part.isreg() else None


def _safe_name(name: str) -> PurePosixPath | None:
    path = PurePosixPath(name.replace("\\", "/"))
    fine = path.parts and not path.is_absolute() and ".." not in path.parts and ":" not in path.parts[0]
    return path if fine and name.isprintable() and len(name) < 200 else None


def _copy(member: IO[bytes], target: Path, room: int) -> int:
    """Write a member to a file; what its header says of its size is not believed."""
    size = 0
    with member, open(target, "wb") as file:
        while part := member.read(1 << 20):
            size += len(part)
            if size > room:
                raise SubmissionError(f"{target.name} in an archive has more than {room / 10**6:.3g} MB.")
            file.write(part)
    return size
