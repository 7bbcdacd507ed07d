"""The lecture hall: what `make classroom` serves, in a real Chromium."""

from __future__ import annotations

import asyncio
import json
import os
import tempfile
from pathlib import Path

import nbformat
import pytest
from browser import chromium_page, find_chromium, running_classroom
from playwright.sync_api import expect

from autograder.classroom import split
from autograder.classroom.spare import SpareKernel
from courseware.widgets import DEMOS


def test_each_demo_of_the_gallery_becomes_a_notebook_that_imports_what_it_needs(tmp_path: Path):
    demos = split(tmp_path)
    assert len(demos) == len(DEMOS)
    for demo, name in zip(demos, DEMOS, strict=True):
        cells = nbformat.read(tmp_path / f"{demo.slug}.ipynb", as_version=4).cells
        assert "import" in cells[0].source
        assert f"{name}_demo(" in cells[-1].source
        assert demo.question.endswith("?")


@pytest.mark.browser
@pytest.mark.skipif(not find_chromium() and "CI" not in os.environ, reason="Debian: apt install chromium")
def test_the_classroom_opens_each_demo_and_digits_press_its_buttons():
    with running_classroom() as address, chromium_page(1280, 720) as page:
        outside: list[str] = []
        page.on("request", lambda request: outside.append(request.url) if _outside(request.url) else None)
        page.goto(address)
        assert page.locator("a").count() == len(DEMOS)
        page.keyboard.press("6")
        image, text = page.locator(".courseware-frame img"), page.locator("[role=status]")
        image.wait_for()
        expect(page.locator("h1")).to_have_text("Learning rate")
        page.keyboard.press("2")
        expect(text).to_contain_text("a thousandth was reached after 1 step.")
        page.keyboard.press("0")
        expect(text).to_contain_text("Learning rate 0.2 ")
        width = image.bounding_box()
        assert width
        assert width["width"] > 900
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
        assert float(page.locator("button").first.evaluate("e => parseFloat(getComputedStyle(e).fontSize)")) >= 16
        page.keyboard.press("PageDown")
        expect(page.locator("h1")).to_have_text("Moving average")
        image.wait_for()
        page.keyboard.press("Escape")
        expect(page.locator("h1")).to_have_text("Backprop Lab: demos")
        assert not outside


@pytest.mark.browser
@pytest.mark.skipif(not find_chromium() and "CI" not in os.environ, reason="Debian: apt install chromium")
def test_the_kernel_of_a_page_ends_when_the_page_is_left():
    with running_classroom() as address, chromium_page(1280, 720) as page:
        page.goto(address)
        page.keyboard.press("1")
        page.locator(".courseware-frame img").wait_for()
        settings = json.loads(page.locator("#jupyter-config-data").inner_text())
        kernel = f"{address}api/kernels/{settings['kernelId']}"
        assert page.request.get(kernel).ok
        page.keyboard.press("Escape")
        expect(page.locator("h1")).to_have_text("Backprop Lab: demos")
        for _ in range(100):
            if page.request.get(kernel).status == 404:
                break
            page.wait_for_timeout(100)
        assert page.request.get(kernel).status == 404


def test_a_kernel_waits_for_the_next_page_with_the_widgets_loaded():
    async def two_pages() -> None:
        kernels = SpareKernel(cull_idle_timeout=1, connection_dir=tempfile.gettempdir())
        try:
            kernels.keep_one()
            (waiting,) = await _listed(kernels, 1)
            await kernels.cull_kernel_if_idle(waiting)
            assert await kernels.start_kernel(kernel_name="python3") == waiting
            assert "courseware.widgets.controls" in await _answer(kernels, waiting, "sorted(sys.modules)")
            assert waiting in await _listed(kernels, 2)  # and another one waits again
        finally:
            await kernels.shutdown_all(now=True)

    asyncio.run(two_pages())


async def _listed(kernels: SpareKernel, number: int) -> list[str]:
    """The names of the kernels, when there are so many."""
    for _ in range(300):
        if len(kernels.list_kernel_ids()) == number:
            break
        await asyncio.sleep(0.1)
    names = kernels.list_kernel_ids()
    assert len(names) == number
    return names


async def _answer(kernels: SpareKernel, name: str, expression: str) -> str:
    """What an expression is in a kernel."""
    client = kernels.get_kernel(name).client()
    client.start_channels()
    try:
        await client.wait_for_ready(timeout=60)
        reply = await client.execute_interactive(
            "import sys", user_expressions={"it": expression}, output_hook=lambda _: None, timeout=60
        )
        return str(reply["content"]["user_expressions"]["it"]["data"]["text/plain"])
    finally:
        client.stop_channels()


def _outside(url: str) -> bool:
    return not url.startswith(("http://localhost", "http://127.0.0.1", "ws://localhost", "blob:", "data:"))
