"""An IPython shell as in a notebook's kernel, without the kernel: what a cell shows goes to a recorder."""

from __future__ import annotations

import contextlib
import gc
import importlib
import os
import subprocess
import sys
from typing import Any

from IPython.core.displayhook import DisplayHook
from IPython.core.displaypub import DisplayPublisher
from IPython.core.interactiveshell import InteractiveShell
from traitlets import Type
from traitlets.config import Config

from . import linux
from .recorder import Recorder

LOADED = ("numpy", "numpy.linalg", "numpy.random", "matplotlib.pyplot", "ipywidgets", "courseware.calling")
LOADED_IF_THERE = ("courseware.check", "courseware.widgets", "courseware.derive")

# Python makes code that has run a few times quicker, and a fork has this from the start; so has it compiled patterns.
REHEARSALS = 20
REHEARSAL = '''import numpy as np


def double(x):
    """Twice
    as much."""
    if x is None:
        raise NotImplementedError('not yet')
    return 2 * x


double(np.ones(2))'''

# What most figures of a course need and remember: fonts, numbers at both kinds of axes, a legend, contours.
PICTURE = """
import numpy as np
from courseware.widgets.figure import figure, show

fig, (left, right) = figure(ncols=2)
left.loglog([0.01, 1000], [0.01, 1000], label="a")
left.axhline(1, linestyle=":")
left.text(1, 1, "a")
left.set(xlabel="x", ylabel="y", title="0%")
left.legend()
right.plot([0, 0.2, 1], "o", label="$x_1^2$")
right.contour(np.eye(3))
show(fig, "")
"""


class Hook(DisplayHook):  # type: ignore[misc]
    """Takes the value of a cell's last line."""

    def start_displayhook(self) -> None:
        pass

    def write_output_prompt(self) -> None:
        pass

    def write_format_data(self, format_dict: dict[str, Any], md_dict: Any = None) -> None:
        self.shell.recorder.result(format_dict, self.prompt_count)

    def finish_displayhook(self) -> None:
        pass


class Publisher(DisplayPublisher):  # type: ignore[misc]
    """Takes what `display` is given."""

    def publish(self, data: dict[str, Any], metadata: Any = None, *_: Any, **options: Any) -> None:
        self.shell.recorder.display(data, metadata, options.get("transient"), bool(options.get("update")))

    def clear_output(self, wait: bool = False) -> None:
        self.shell.recorder.clear(wait)


class Shell(InteractiveShell):  # type: ignore[misc]
    displayhook_class = Type(Hook)
    display_pub_class = Type(Publisher)
    recorder = Recorder(1_000_000, 200)

    def _showtraceback(self, etype: Any, evalue: Any, stb: list[str]) -> None:
        self.recorder.error(str(getattr(etype, "__name__", etype)), _text(evalue), stb)

    def system(self, cmd: str) -> None:
        """Run a command of the operating system's, through a pipe: a submission has no terminals."""
        command = self.var_expand(cmd, depth=1)
        with subprocess.Popen(
            command, shell=True, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.STDOUT
        ) as process:
            assert process.stdout
            end = process.stdout.fileno()
            for part in iter(lambda: os.read(end, 1 << 16), b""):
                sys.stdout.write(part.decode("utf-8", "replace"))
        self.user_ns["_exit_code"] = process.returncode

    def enable_gui(self, gui: Any = None) -> None:
        pass

    def ask_exit(self) -> None:
        raise SystemExit

    def init_history(self) -> None:
        super().init_history()
        self.history_manager.enabled = False  # no file, and no thread that would be lost in a fork


def warm(demos: str = "") -> None:
    """Load what notebooks use, and draw once: the first figure costs as much as all else together.

    Parameters
    ----------
    demos : str
        The topic whose demonstrations will be run: they draw more, and check against the topic's golden data.
    """
    for name in LOADED:
        importlib.import_module(name)
    for name in LOADED_IF_THERE:
        try:
            importlib.import_module(name)
        except ImportError:
            continue
    for name in getattr(sys.modules.get("courseware.widgets"), "DEMOS", ()):
        importlib.import_module(f"courseware.widgets.{name}")
    _keep()
    config = Config()
    config.HistoryManager.enabled = False
    config.InteractiveShell.colors = "nocolor"
    shell = Shell.instance(config=config)
    shell.run_cell("%matplotlib inline\nimport matplotlib.pyplot as plt\nplt.plot([0, 1]);")
    for _ in range(REHEARSALS):
        shell.run_cell(REHEARSAL, store_history=True)
    if demos:
        _warm_for(demos, shell)
    shell.reset(new_session=True)
    shell.execution_count = 1
    shell.recorder.start()
    _keep()
    linux.join_pages()


def _keep() -> None:
    """Look for circular garbage for the last time in what is loaded: a collection in a fork would copy every page."""
    gc.collect()
    gc.freeze()


def _warm_for(topic: str, shell: Shell) -> None:
    with contextlib.suppress(ImportError, OSError):  # a course may be without courseware, a topic without golden data
        from courseware import golden

        shell.run_cell(PICTURE)
        golden.load(topic)


def _text(problem: Any) -> str:
    try:
        return str(problem)
    except Exception:
        return ""
