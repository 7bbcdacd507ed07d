"""What notebooks show: figures with a text beside them, and panels with controls that run the learner's own function.

Outside a live front end every panel is a still picture with its text, so that nothing waits for anybody. A panel's
module is imported when it is first asked for.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

from courseware.widgets.figure import show
from courseware.widgets.page import attempt, lecture, live, reveal
from courseware.widgets.pictures import softmax_layer

if TYPE_CHECKING:
    from courseware.widgets.panel import Widget

# Each is a module here with `widget(...)` and `NAME_demo(...)`, in the order of the course
DEMOS = (
    "softmax", "sigmoid", "two_layer", "initialisation", "gradient_check", "learning_rate", "moving_average",
    "momentum", "adam", "race", "batchnorm", "search", "halving",
)  # fmt: skip

__all__ = ["DEMOS", "attempt", "lecture", "live", "reveal", "show", "softmax_demo", "softmax_layer", "widget"]


def widget(name: str, *functions: Any) -> Widget:
    """Make the widget of a name in `DEMOS`.

    Parameters
    ----------
    name : str
    *functions : callable
        What its demo takes: the learner's, or the reference's.
    """
    made: Widget = import_module(f"{__name__}.{name}").widget(*functions)
    return made


def __getattr__(name: str) -> Any:
    demo = name.removesuffix("_demo")
    if demo != name and demo in DEMOS:
        return getattr(import_module(f"{__name__}.{demo}"), name)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
