"""Everything that knows nbgrader: its configuration, our preprocessors, the release and the gradebook."""

from __future__ import annotations

import os
import shutil
import sys
from pathlib import Path
from typing import Any

from autograder.course import folder

SETTINGS = "nbgrader_config.py"
STOCK, OURS = "nbgrader.preprocessors", __name__


def configure(c: Any, root: Path | None = None) -> None:
    """Set nbgrader up for this course; `nbgrader_config.py` calls it with nbgrader's configuration object.

    Only nbgrader's own extension points are used, so every command and every button stays what it is. They are given
    names, and what is named is imported by the command that uses it.

    Parameters
    ----------
    c : traitlets.config.Config
    root : Path, optional
        The course's folder; `folder` by default.
    """
    _find_alembic()
    root = root or folder()
    c.CourseDirectory.root = str(root)
    c.CourseDirectory.course_id = "backprop-lab"
    c.Exchange.root = str(root / "exchange")
    c.Exchange.path_includes_course = False
    c.ExchangeFactory.collect = f"{OURS}.collect.Collect"
    c.ExchangeFactory.release_feedback = f"{OURS}.release_feedback.ReleaseFeedback"
    c.ZipCollectApp.extractor_plugin = f"{OURS}.collect.Extract"
    c.ZipCollectApp.collector_plugin = f"{OURS}.collect.Names"

    c.GenerateAssignment.preprocessors = [
        f"{STOCK}.IncludeHeaderFooter",
        f"{STOCK}.LockCells",
        f"{OURS}.preprocessors.ClearAnswers",
        f"{STOCK}.ClearOutput",
        f"{STOCK}.CheckCellMetadata",
        f"{STOCK}.ComputeChecksums",
        f"{STOCK}.SaveCells",
        f"{STOCK}.ComputeChecksums",
        f"{STOCK}.CheckCellMetadata",
    ]
    c.Autograde.exporter_class = f"{OURS}.exporter.SubmissionExporter"
    c.Autograde.sanitize_preprocessors = [
        f"{OURS}.preprocessors.Restore",
        f"{STOCK}.ClearOutput",
        f"{STOCK}.DeduplicateIds",
        f"{STOCK}.OverwriteKernelspec",
        f"{STOCK}.OverwriteCells",
        f"{STOCK}.CheckCellMetadata",
    ]
    c.Autograde.autograde_preprocessors = [
        f"{OURS}.preprocessors.Judge",
        f"{STOCK}.IgnorePattern",
        f"{OURS}.preprocessors.SaveMarks",
        f"{STOCK}.CheckCellMetadata",
    ]
    c.GenerateFeedback.exporter_class = f"{OURS}.feedback_exporter.FeedbackExporter"
    c.GenerateFeedback.preprocessors = [f"{OURS}.feedback_exporter.Grades"]
    c.HTMLExporter.filters = {"markdown2html": f"{OURS}.formgrader.prose"}  # of formgrader's view
    c.HTMLExporter.preprocessors = [f"{OURS}.formgrader.EscapeNames"]
    c.ExportApp.plugin_class = f"{OURS}.export.SafeCsvExportPlugin"


def _find_alembic() -> None:
    """Let nbgrader find the command that makes a new gradebook, also where the environment is not activated."""
    if not shutil.which("alembic"):
        os.environ["PATH"] = os.pathsep.join([str(Path(sys.executable).parent), os.environ.get("PATH", os.defpath)])
