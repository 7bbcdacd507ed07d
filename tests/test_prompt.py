"""What a page hears from a kernel by way of `autograder.prompt`, asked over a real server's websocket."""

from __future__ import annotations

import asyncio
import json
import os
import subprocess
import sys
import urllib.request
import uuid
from collections.abc import Iterator
from typing import Any

import pytest
from browser import free_port
from tornado.websocket import WebSocketClientConnection, websocket_connect

from autograder import prompt
from autograder.course import ROOT

SLEEPER = """
import time
def opened(comm, _):
    comm.on_msg(lambda message: time.sleep(message["content"]["data"]["seconds"]))
get_ipython().kernel.comm_manager.register_target("sleeper", opened)
"""
COMM = {"comm_id": "c", "target_name": "sleeper"}


@pytest.fixture(scope="module")
def server() -> Iterator[str]:
    port = free_port()
    options = [f"--port={port}", "--ServerApp.port_retries=0", "--IdentityProvider.token=", "--no-browser",
               "--allow-root", "--ServerApp.disable_check_xsrf=True", prompt.OPTION]  # fmt: skip
    command = [sys.executable, "-m", "jupyter_server", *options]
    quiet = {"stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL}
    with subprocess.Popen(command, cwd=ROOT, env={**os.environ, **prompt.ENVIRONMENT}, **quiet) as process:
        try:
            yield f"127.0.0.1:{port}"
        finally:
            process.terminate()


async def new_kernel(server: str) -> WebSocketClientConnection:
    for _ in range(600):
        try:
            request = urllib.request.Request(f"http://{server}/api/kernels", method="POST")
            with urllib.request.urlopen(request) as answer:
                return await websocket_connect(f"ws://{server}/api/kernels/{json.load(answer)['id']}/channels")
        except OSError:
            await asyncio.sleep(0.1)
    raise TimeoutError("the server never answered")


async def said(socket: WebSocketClientConnection, kind: str, **content: Any) -> list[str]:
    """The states of the kernel that are told about a message, up to ``idle``."""
    header = {"msg_id": uuid.uuid4().hex, "msg_type": kind, "session": "s", "username": "", "version": "5.3"}
    message = {"channel": "shell", "header": header, "parent_header": {}, "metadata": {}, "content": content}
    await socket.write_message(json.dumps(message))
    states: list[str] = []
    while "idle" not in states:
        reply = json.loads(await socket.read_message() or "{}")
        if reply["parent_header"].get("msg_id") == header["msg_id"] and reply["msg_type"] == "status":
            states.append(reply["content"]["execution_state"])
    return states


def test_that_a_kernel_is_busy_with_a_control_is_told_only_where_it_lasts(server):
    async def asked() -> tuple[list[str], list[list[str]], list[str]]:
        socket = await new_kernel(server)
        ran = await said(socket, "execute_request", code=SLEEPER, silent=False)
        await said(socket, "comm_open", **COMM, data={})
        quick = [await said(socket, "comm_msg", **COMM, data={"seconds": 0}) for _ in range(5)]
        slow = await said(socket, "comm_msg", **COMM, data={"seconds": 5 * prompt.PATIENCE})
        socket.close()
        return ran, quick, slow

    ran, quick, slow = asyncio.run(asyncio.wait_for(asked(), 120))
    assert ran == slow == ["busy", "idle"]
    assert ["idle"] in quick
