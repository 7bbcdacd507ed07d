"""How submissions come in through nbgrader: plain files only, and nobody's hand-in stops the collection."""

from __future__ import annotations

import os
import pwd
import tempfile
from datetime import datetime
from pathlib import Path
from typing import Any

from nbgrader.exchange import ExchangeError
from nbgrader.exchange.default import ExchangeCollect
from nbgrader.plugins.zipcollect import ExtractorPlugin, FileNameCollectorPlugin

from autograder import archives
from autograder.files import SubmissionError, copy_folder, is_name, read_bytes
from autograder.wiring.folders import Folders

KILO = 1000  # nbgrader counts in these


class Collect(ExchangeCollect):  # type: ignore[misc]
    """``nbgrader collect``: what students wrote into the inbound folder is copied without following links."""

    coursedir: Any
    src_records: list[dict[str, Any]]

    def init_src(self) -> None:
        self.coursedir = Folders.like(self.coursedir)
        super().init_src()
        self.src_records = [record for record in self.src_records if record["username"]]

    def _path_to_record(self, path: str) -> dict[str, Any]:
        try:
            record = dict(super()._path_to_record(path))
        except (ExchangeError, ValueError, OverflowError):
            record = {"username": ""}
        if is_name(record["username"]):
            if not _is_anothers(Path(path), record["username"]):
                return record
            self.log.warning("%a was not put there by the student whose name it has. It is left out.", path)
            return {"username": "", "filename": Path(path).name, "timestamp": datetime.min}
        self.log.warning("%a is no submission: its name has no student or no time. It is left out.", path)
        return {"username": "", "filename": Path(path).name, "timestamp": datetime.min}

    def do_copy(self, src: str, dest: str, log: Any = None) -> None:
        limits = self.coursedir.max_file_size * KILO, self.coursedir.max_dir_size * KILO
        with tempfile.TemporaryDirectory() as plain:
            Path(plain).chmod(0o755)
            for reason in copy_folder(Path(src), Path(plain), *limits):
                self.log.warning("%s: %s", src, reason)
            super().do_copy(plain, dest, log)


def _is_anothers(path: Path, student: str) -> bool:
    """Tell whether a student who has a user here is named, and neither that user nor who collects owns the folder."""
    try:
        return path.lstat().st_uid not in (pwd.getpwnam(student).pw_uid, os.geteuid(), 0)
    except (KeyError, OSError):
        return False


class Names(FileNameCollectorPlugin):  # type: ignore[misc]
    """The names of what was extracted: a student's name, and a file's, lead nowhere but into the student's folder."""

    def collect(self, submitted_file: str) -> dict[str, Any] | None:
        found = super().collect(submitted_file)
        if found is None or (is_name(found["student_id"]) and all(map(is_name, found["file_id"].split("/")))):
            return dict(found) if found else None
        self.log.warning("%a does not name a student and a file. It is left out.", submitted_file)
        return None


class Extract(ExtractorPlugin):  # type: ignore[misc]
    """``nbgrader zip_collect``: archives are unpacked within bounds, and one that can't be is left out."""

    def extract(self, archive_path: str, extracted_path: str) -> None:
        source = Path(archive_path)
        for path in sorted(source.rglob("*")):
            target = Path(extracted_path) / path.relative_to(source)
            try:
                if path.is_dir() and not path.is_symlink():
                    target.mkdir(parents=True, exist_ok=True)
                elif path.suffix in self.zip_ext:
                    for reason in archives.unpack(path, target.parent / archives.stem(path), self.zip_ext):
                        self.log.warning("%s: %s", path, reason)
                else:
                    data = read_bytes(path, source, archives.MAX_FILE)
                    target.parent.mkdir(parents=True, exist_ok=True)
                    target.write_bytes(data)
            except SubmissionError as reason:
                self.log.warning("%s: %s", path, reason)
