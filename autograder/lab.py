"""Start JupyterLab on the course, for students and instructors; building the course is left to `autograder.build`."""

from __future__ import annotations

import os
import sys
import sysconfig
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from autograder import prompt
from autograder.course import FOLDER_VARIABLE, ROOT, Course, CourseError, assignments

OPTIONS = [
    "--Application.log_level=WARN",
    "--LabApp.extension_manager=readonly",  # the other one looks for extensions on the network
    prompt.OPTION,
]
INPUTS = ("notebooks/source/*.py", "solutions/*.py", "courseware/*.py", "autograder/**/*.py")


def main(arguments: Sequence[str] = (), folder: Path = ROOT) -> int:
    """Bring the course up to date and serve it until Ctrl-C.

    Parameters
    ----------
    arguments : sequence of str
        Passed on to JupyterLab after our own, so that they win: ``--port=9000``, ``--no-browser``.
    folder : Path
        What JupyterLab shows: it holds ``notebooks``, ``nbgrader_config.py`` and ``course``.

    Returns
    -------
    int
        Exit status.
    """
    os.chdir(folder)  # nbgrader looks for its configuration here
    scripts = sysconfig.get_path("scripts")  # and runs `alembic`, which an environment that isn't activated hides
    os.environ["PATH"] = os.pathsep.join([scripts, os.environ.get("PATH", "")])
    os.environ.setdefault(FOLDER_VARIABLE, str(folder / "course"))
    os.environ.update(prompt.ENVIRONMENT)
    prepare(Course(Path(os.environ[FOLDER_VARIABLE])))
    serve([*options(folder), *arguments])
    return 0


def prepare(course: Course) -> None:
    """Build the course's folder when a source is newer than the last build.

    The notebooks in ``notebooks/`` are left alone: a student may have written into them.
    """
    exchange = course.root / "exchange"
    exchange.mkdir(parents=True, exist_ok=True)
    stamp = course.root / ".built"
    if stamp.is_file() and stamp.stat().st_mtime > _newest_input():
        return
    print("Building the course ...", flush=True)
    from autograder.build import make_releases  # takes seconds to import, and a second start needs none of it

    try:
        make_releases(course, assignments())
    except CourseError as error:
        print(f"The course was not built: {error}\nThe notebooks open all the same.", file=sys.stderr)
    else:
        stamp.touch()


def options(folder: Path) -> list[str]:
    """JupyterLab's arguments for the course in ``folder``."""
    first = next(iter(sorted((folder / "notebooks").glob("[0-9][0-9]_*.ipynb"))), None)
    page = f"/lab/tree/notebooks/{first.name}" if first else "/lab"
    chosen = [*OPTIONS, f"--ServerApp.root_dir={folder}", f"--LabApp.default_url={page}"]
    if hasattr(os, "geteuid") and os.geteuid() == 0:
        chosen.append("--allow-root")
    if sys.platform.startswith("linux") and not (os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY")):
        chosen.append("--no-browser")  # else a text browser would take over the terminal
    return chosen


def serve(arguments: Sequence[str]) -> None:
    """Run JupyterLab and print its address."""
    from jupyterlab.labapp import LabApp  # type: ignore[import-untyped]

    from autograder.wiring.formgrader import SubmissionPolicy

    server = LabApp.initialize_server(argv=list(arguments))
    server.web_app.settings["page_config_hook"] = _without_news
    server.web_app.add_transform(SubmissionPolicy)
    print(f"\nBackprop Lab is open at\n\n    {server.public_url}\n\nCtrl-C, pressed twice, stops it.\n", flush=True)
    server.identity_provider.token_generated = False  # Jupyter would print the address a second time
    server.start()


def _without_news(handler: Any, page: dict[str, Any]) -> dict[str, Any]:
    """Take JupyterLab's news and its question about them out of a page; the server calls this for each page."""
    page["disabledExtensions"] = [*page.get("disabledExtensions", []), "@jupyterlab/apputils-extension:announcements"]
    return page


def _newest_input() -> float:
    return max(path.stat().st_mtime for pattern in INPUTS for path in ROOT.glob(pattern))


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
