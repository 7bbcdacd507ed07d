"""What notebooks show: figures with a text beside them, and panels with controls that run the learner's own function.

Outside a live front end every panel is a still picture with its text, so that nothing waits for anybody.
"""

from __future__ import annotations

from courseware.widgets.figure import show
from courseware.widgets.page import attempt, live, reveal
from courseware.widgets.pictures import softmax_layer
from courseware.widgets.softmax import softmax_demo

__all__ = ["attempt", "live", "reveal", "show", "softmax_demo", "softmax_layer"]
