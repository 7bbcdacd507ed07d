"""Send what a kernel says to the browser at once; whoever serves kernels names this class to Jupyter's server.

By default the second of two small packets waits until the browser's machine has confirmed the first, which that puts
off for 40 ms (Nagle's algorithm and the delayed acknowledgement). A slider would move its picture 20 times a second at
most.
"""

from __future__ import annotations

from typing import Any

from jupyter_server.services.kernels.connection.channels import (
    ZMQChannelsWebsocketConnection,
)

CLASS = f"{__name__}.PromptConnection"
OPTION = f"--ServerApp.kernel_websocket_connection_class={CLASS}"


class PromptConnection(ZMQChannelsWebsocketConnection):
    """Jupyter's own connection of a kernel and a browser, on a socket without that delay."""

    def connect(self) -> Any:
        self.websocket_handler.set_nodelay(True)
        return super().connect()
