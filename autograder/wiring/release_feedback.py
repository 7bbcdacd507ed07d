"""How feedback pages go out through nbgrader: each under the secret of the submission that was graded.

nbgrader looks for that secret, which only the student besides can read, among the files that it copied from a
submission while grading. Nothing but the notebook is taken from there here, so it is read where it was collected.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

from nbgrader.exchange.default import ExchangeReleaseFeedback

from autograder.files import SubmissionError, read_bytes
from autograder.wiring.folders import STAMP

SECRET = "submission_secret.txt"


class ReleaseFeedback(ExchangeReleaseFeedback):  # type: ignore[misc]
    """``nbgrader release_feedback``; ``ExchangeFactory.release_feedback`` names it."""

    coursedir: Any
    src_path: str

    def copy_files(self) -> None:
        """Release every page whose submission came in through the exchange, and name the others."""
        left_out = [self.coursedir.student_id_exclude] if self.coursedir.student_id_exclude else []
        pattern = Path(self.src_path).relative_to("/")
        for folder in sorted(Path("/").glob(str(pattern))):
            student, assignment = folder.parent.name, folder.name
            reason = _prepare(folder, self._submitted(student, assignment))
            if reason:
                self.log.warning("No feedback for %s: %s", student, reason)
                left_out.append(student)
        self.coursedir.student_id_exclude = ",".join(left_out)
        super().copy_files()

    def _submitted(self, student: str, assignment: str) -> Path:
        return Path(self.coursedir.format_path(self.coursedir.submitted_directory, student, assignment))


def _prepare(feedback: Path, submitted: Path) -> str:
    """Put the secret beside a page, or say why the page can't be released."""
    try:
        secret = read_bytes(submitted / SECRET, submitted.parents[1], max_bytes=1000)
        stamp = read_bytes(submitted / STAMP, submitted.parents[1], max_bytes=1000)
    except SubmissionError:
        return "it did not come in through the exchange, so hand the page over in another way."
    graded = feedback / STAMP
    if graded.is_file() and graded.read_bytes().strip() != stamp.strip():
        return "a newer submission was collected. Grade it and generate the feedback again."
    for name, content in ((SECRET, secret), (STAMP, stamp)):
        (feedback / name).unlink(missing_ok=True)
        (feedback / name).write_bytes(content)
    return ""
