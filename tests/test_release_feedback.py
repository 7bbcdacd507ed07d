"""Feedback goes out under the secret of the submission that was graded, and nobody's missing secret stops the class."""

from __future__ import annotations

import logging
from pathlib import Path

import pytest
from nbgrader.coursedir import CourseDirectory
from nbgrader.utils import notebook_hash
from traitlets.config import Config

from autograder.wiring.release_feedback import ReleaseFeedback

# nbgrader leaves a file open
pytestmark = pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning", "ignore::ResourceWarning")
NAME = "01_softmax"


@pytest.fixture
def root(tmp_path: Path) -> Path:
    (tmp_path / "exchange").mkdir()
    (tmp_path / "exchange").chmod(0o777)
    return tmp_path


def submission(root: Path, student: str, secret: str = "", stamp: str = "2026-01-02 03:04:05 UTC") -> None:
    """A collected submission and its page."""
    submitted, feedback = (root / step / student / NAME for step in ("submitted", "feedback"))
    for folder in (submitted, feedback):
        folder.mkdir(parents=True, exist_ok=True)
        (folder / "timestamp.txt").write_text(stamp)
    (feedback / f"{NAME}.html").write_text(f"the page of {student}")
    if secret:
        (submitted / "submission_secret.txt").write_text(secret)


def release(root: Path) -> dict[str, str]:
    """Release all pages; what lies in the exchange, by file name."""
    config = Config()
    config.CourseDirectory.root = str(root)
    config.CourseDirectory.course_id = "backprop-lab"
    config.Exchange.root = str(root / "exchange")
    course = CourseDirectory(config=config)
    course.assignment_id = NAME
    ReleaseFeedback(coursedir=course, config=config).start()
    return {path.name: path.read_text() for path in (root / "exchange" / "backprop-lab" / "feedback").iterdir()}


def page_of(secret: str) -> str:
    return f"{notebook_hash(secret=secret, notebook_id=NAME)}.html"


def test_each_page_lies_under_the_secret_of_its_submission(root: Path) -> None:
    submission(root, "ada", "a secret of ada's")
    submission(root, "ben", "a secret of ben's")
    assert release(root) == {
        page_of("a secret of ada's"): "the page of ada",
        page_of("a secret of ben's"): "the page of ben",
    }


def test_a_submission_that_came_in_by_another_way_is_named_and_stops_nobody(
    root: Path, caplog: pytest.LogCaptureFixture
) -> None:
    submission(root, "ada")
    submission(root, "ben", "a secret of ben's")
    with caplog.at_level(logging.WARNING):
        assert list(release(root).values()) == ["the page of ben"]
    assert "No feedback for ada: it did not come in through the exchange" in caplog.text


def test_a_page_is_not_released_for_a_newer_submission_than_it_was_made_of(root: Path) -> None:
    submission(root, "ada", "the first secret")
    (root / "submitted" / "ada" / NAME / "timestamp.txt").write_text("2026-01-03 03:04:05 UTC")
    assert release(root) == {}


def test_a_secret_that_is_a_link_is_not_followed(root: Path) -> None:
    submission(root, "ada")
    (root / "somewhere").write_text("what the student may not read")
    (root / "submitted" / "ada" / NAME / "submission_secret.txt").symlink_to(root / "somewhere")
    assert release(root) == {}
