"""Serve the gallery with Voilà: an index, and a page for each demo that runs in a kernel of its own."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from traitlets.config import Config

from autograder import prompt
from autograder.classroom import Demo, split
from autograder.course import CourseError

HERE = Path(__file__).parent
SETTINGS = {
    "Voila": {"log_level": "WARN", "kernel_websocket_connection_class": prompt.CLASS},
    "VoilaConfiguration": {
        "template": "hall",
        "extension_allowlist": [
            "@jupyter-widgets/jupyterlab-manager", "@voila-dashboards/widgets-manager8", "anywidget",
        ],
        "multi_kernel_manager_class": "autograder.classroom.spare.SpareKernel",
    },
    "MappingKernelManager": {"cull_idle_timeout": 120, "cull_interval": 60},  # a page whose browser was lost
}  # fmt: skip


def main(arguments: Sequence[str] = ()) -> int:
    """Serve the gallery until Ctrl-C.

    Parameters
    ----------
    arguments : sequence of str
        Passed on to Voilà; they win over our own settings: ``--port=9000``, ``--no-browser``, ``--theme=dark``.

    Returns
    -------
    int
        Exit status.

    Raises
    ------
    CourseError
        Voilà is not installed.
    """
    os.environ.update(prompt.ENVIRONMENT, COURSEWARE_LECTURE="classroom")  # the kernels inherit it
    path = os.environ.get("JUPYTER_PATH", "")
    os.environ["JUPYTER_PATH"] = os.pathsep.join([str(HERE / "share"), *filter(None, [path])])
    try:
        classroom = _application()
    except ImportError as error:
        raise CourseError("Voilà is missing: pip install 'backprop-lab[classroom]', or make classroom") from error
    with tempfile.TemporaryDirectory(prefix="backprop-classroom-") as folder:
        classroom.demos = split(Path(folder))
        classroom.launch_instance([folder, *arguments], config=Config(SETTINGS))
    return 0


def _application() -> Any:
    """Voilà with a page of our own in the place of its list of files."""
    from jupyter_server.utils import url_path_join
    from tornado.ioloop import IOLoop
    from tornado.web import RequestHandler
    from voila.app import Voila  # type: ignore[import-untyped]
    from voila.shutdown_kernel_handler import VoilaShutdownKernelHandler  # type: ignore[import-untyped]

    class Index(RequestHandler):
        """The list of demos."""

        def initialize(self, demos: Sequence[Demo], theme: str) -> None:
            self.demos, self.theme = demos, theme

        def get(self) -> None:
            self.render(str(HERE / "index.html"), demos=self.demos, theme=self.theme)

    class Shutdown(VoilaShutdownKernelHandler):  # type: ignore[misc]
        """What a page that is left calls to end its kernel."""

        def check_xsrf_cookie(self) -> None:
            """Ask for no token: the page has none to send, and nobody else knows the kernel's name."""

    class Classroom(Voila):  # type: ignore[misc]
        demos: Sequence[Demo] = ()

        def init_handlers(self) -> list[Any]:
            given = {"demos": self.demos, "theme": self.voila_configuration.theme}
            left = (url_path_join(self.server_url, r"/voila/api/shutdown/(.*)"), Shutdown)
            return [(self.server_url, Index, given), left, *super().init_handlers()]

        def listen(self) -> None:
            IOLoop.current().add_callback(self._announce)  # when it has found a free port
            IOLoop.current().add_callback(self.kernel_manager.keep_one)
            super().listen()

        def _announce(self) -> None:
            print(f"\nThe classroom is open at\n\n    {self.display_url}\n\nCtrl-C stops it.\n", flush=True)

    return Classroom
