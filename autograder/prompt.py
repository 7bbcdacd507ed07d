"""Send what a kernel says to the browser at once; whoever serves kernels names this class to Jupyter's server.

By default the second of two small packets waits until the browser's machine has confirmed the first, which that puts
off for 40 ms (Nagle's algorithm and the delayed acknowledgement). A slider would move its picture 20 times a second at
most. And each move of a control would make the page take in two messages that the picture does not need: the word
"busy", and an echo of what the control itself has said.
"""

from __future__ import annotations

import asyncio
from typing import Any

from jupyter_server.services.kernels.connection.channels import (
    ZMQChannelsWebsocketConnection,
)

CLASS = f"{__name__}.PromptConnection"
OPTION = f"--ServerApp.kernel_websocket_connection_class={CLASS}"
ENVIRONMENT = {"JUPYTER_WIDGETS_ECHO": "0"}  # of kernels, ipywidgets' own switch: an echo is for pages side by side
PATIENCE = 0.1  # seconds that a kernel may be busy with a control before the page is told
CONTENT, PARENT = 4, 2  # parts of a message, after those who it is for


class PromptConnection(ZMQChannelsWebsocketConnection):
    """Jupyter's own connection of a kernel and a browser, on a socket without that delay.

    That the kernel is busy with a control is told only where it lasts.
    """

    def connect(self) -> Any:
        self.websocket_handler.set_nodelay(True)
        self._held: dict[str, asyncio.TimerHandle] = {}
        return super().connect()

    def disconnect(self) -> Any:
        for timer in self._held.values():
            timer.cancel()
        return super().disconnect()  # type: ignore[no-untyped-call]

    def handle_outgoing_message(self, stream: Any, outgoing_msg: list[Any]) -> None:
        _, parts = self.session.feed_identities(outgoing_msg)
        if b'"execution_state"' in parts[CONTENT]:
            about = self.session.unpack(parts[PARENT])
            state = self.session.unpack(parts[CONTENT])["execution_state"]
            if about.get("msg_type") == "comm_msg" and state == "busy":
                later = asyncio.get_running_loop().call_later
                self._held[about["msg_id"]] = later(PATIENCE, super().handle_outgoing_message, stream, outgoing_msg)
                return
            if timer := self._held.pop(about.get("msg_id", ""), None):
                timer.cancel()
        super().handle_outgoing_message(stream, outgoing_msg)
