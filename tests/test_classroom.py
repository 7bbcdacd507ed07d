"""The lecture hall: what `make classroom` serves, in a real Chromium."""

from __future__ import annotations

import os
from pathlib import Path

import nbformat
import pytest
from browser import chromium_page, find_chromium, running_classroom
from playwright.sync_api import expect

from autograder.classroom import split
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


def _outside(url: str) -> bool:
    return not url.startswith(("http://localhost", "http://127.0.0.1", "ws://localhost", "blob:", "data:"))
