"""Everything that knows nbgrader: its configuration, our preprocessors, the release and the gradebook."""

from __future__ import annotations

import os
import shutil
import sys
from pathlib import Path
from typing import Any

from autograder.course import folder

SETTINGS = "nbgrader_config.py"


def configure(c: Any, root: Path | None = None) -> None:
    """Set nbgrader up for this course; `nbgrader_config.py` calls it with nbgrader's configuration object.

    Only nbgrader's own extension points are used, so every command and every button stays what it is.

    Parameters
    ----------
    c : traitlets.config.Config
    root : Path, optional
        The course's folder; `folder` by default.
    """
    # Imported here, because nbgrader reads its configuration while it is itself being imported.
    from nbgrader import preprocessors as stock

    from autograder.wiring import collect
    from autograder.wiring import preprocessors as ours
    from autograder.wiring.export import SafeCsvExportPlugin
    from autograder.wiring.exporter import SubmissionExporter
    from autograder.wiring.feedback_exporter import FeedbackExporter, Grades
    from autograder.wiring.formgrader import EscapeNames, prose
    from autograder.wiring.release_feedback import ReleaseFeedback

    _find_alembic()
    root = root or folder()
    c.CourseDirectory.root = str(root)
    c.CourseDirectory.course_id = "backprop-lab"
    c.Exchange.root = str(root / "exchange")
    c.Exchange.path_includes_course = False
    c.ExchangeFactory.collect = collect.Collect
    c.ExchangeFactory.release_feedback = ReleaseFeedback
    c.ZipCollectApp.extractor_plugin = collect.Extract
    c.ZipCollectApp.collector_plugin = collect.Names

    c.GenerateAssignment.preprocessors = [
        stock.IncludeHeaderFooter,
        stock.LockCells,
        ours.ClearAnswers,
        stock.ClearOutput,
        stock.CheckCellMetadata,
        stock.ComputeChecksums,
        stock.SaveCells,
        stock.ComputeChecksums,
        stock.CheckCellMetadata,
    ]
    c.Autograde.exporter_class = SubmissionExporter
    c.Autograde.sanitize_preprocessors = [
        ours.Restore,
        stock.ClearOutput,
        stock.DeduplicateIds,
        stock.OverwriteKernelspec,
        stock.OverwriteCells,
        stock.CheckCellMetadata,
    ]
    c.Autograde.autograde_preprocessors = [
        ours.Judge,
        stock.IgnorePattern,
        ours.SaveMarks,
        stock.CheckCellMetadata,
    ]
    c.GenerateFeedback.exporter_class = FeedbackExporter
    c.GenerateFeedback.preprocessors = [Grades]
    c.HTMLExporter.filters = {"markdown2html": prose}  # of formgrader's view
    c.HTMLExporter.preprocessors = [EscapeNames]
    c.ExportApp.plugin_class = SafeCsvExportPlugin


def _find_alembic() -> None:
    """Let nbgrader find the command that makes a new gradebook, also where the environment is not activated."""
    if not shutil.which("alembic"):
        os.environ["PATH"] = os.pathsep.join([str(Path(sys.executable).parent), os.environ.get("PATH", os.defpath)])
