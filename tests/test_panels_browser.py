"""Widgets under a hand: JupyterLab in a real Chromium."""

from __future__ import annotations

import os
from collections.abc import Iterator

import nbformat
import pytest
from browser import chromium_page, find_chromium, running_lab
from playwright.sync_api import Locator, Page, expect
from screenshots import lay_out, run_all

from autograder.source import KERNEL
from courseware.widgets import DEMOS

if not find_chromium() and "CI" not in os.environ:
    pytest.skip("Chromium is not installed (Debian: apt install chromium)", allow_module_level=True)
pytestmark = pytest.mark.browser

WRONG = """\
from courseware import widgets
def sgd(w, dw, config=None):
    return w - config["rate"] * dw, config
widgets.learning_rate_demo(sgd)"""
LOCKED = "widgets.learning_rate_demo(sgd, prediction='')"


@pytest.fixture(scope="module")
def lab(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Page]:
    """The gallery in JupyterLab, run to its end, with a wrong function and a locked panel after it."""
    folder = lay_out(tmp_path_factory.mktemp("panels") / "course", "JupyterLab Light")
    path = folder / "notebooks" / "00_demos.ipynb"
    gallery = nbformat.read(path, as_version=4)
    gallery.cells += [nbformat.v4.new_code_cell(source) for source in (WRONG, LOCKED)]
    nbformat.write(nbformat.from_dict({**gallery, "metadata": KERNEL}), path)
    with running_lab(folder) as address, chromium_page(width=1280) as page:
        run_all(page, address)
        yield page


def panel_of(page: Page, text: str) -> Locator:
    cell = page.locator(".jp-CodeCell", has=page.locator(".jp-InputArea", has_text=text)).first
    cell.scroll_into_view_if_needed()
    panel = cell.locator(".courseware-panel")
    panel.locator("img").wait_for()
    return panel


def said(panel: Locator) -> str:
    return panel.locator("[role=status]").inner_text()


def shown(panel: Locator) -> tuple[str, str | None]:
    return said(panel), panel.locator("img").get_attribute("src")


def rested(panel: Locator, before: tuple[str, str | None]) -> tuple[str, str | None]:
    """What is shown when a change has come to its end, or after a second without one: not every slider counts."""
    for _ in range(20):
        panel.page.wait_for_timeout(50)
        if shown(panel) != before:
            break
    panel.page.wait_for_timeout(200)
    expect(panel.locator("[role=status]")).to_have_attribute("aria-busy", "false")
    return shown(panel)


def drag(page: Page, handle: Locator, pixels: int) -> None:
    box = handle.bounding_box()
    assert box
    x, y = box["x"] + box["width"] / 2, box["y"] + box["height"] / 2
    page.mouse.move(x, y)
    page.mouse.down()
    for step in range(1, 6):
        page.mouse.move(x + pixels * step / 5, y)
        page.wait_for_timeout(15)
    page.mouse.up()


@pytest.mark.parametrize("name", DEMOS)
def test_a_widget_follows_mouse_and_keyboard_and_nothing_on_the_page_moves(lab, name):
    panel = panel_of(lab, f"widgets.{name}_demo(")
    image = panel.locator("img")
    at_first = shown(panel)
    panel.locator("button.courseware-preset").nth(1).click()
    rested(panel, at_first)
    size = image.bounding_box()
    drags = presses = 0
    for handle in panel.get_by_role("slider").all():
        low, high, at = (float(handle.get_attribute(f"aria-value{end}") or 0) for end in ("min", "max", "now"))
        away = -40 if at > (low + high) / 2 else 40
        before = shown(panel)
        drag(lab, handle, away)
        dragged = rested(panel, before)
        handle.press("ArrowLeft" if away > 0 else "ArrowRight")
        pressed = rested(panel, dragged)
        drags += sum(one != other for one, other in zip(before, dragged, strict=True)) == 2
        presses += dragged != pressed
        assert image.get_attribute("alt") == said(panel)
        assert image.bounding_box() == size
        assert handle.get_attribute("aria-label")
        row = handle.locator("xpath=ancestor::*[contains(@class, 'widget-slider')]")
        assert handle.get_attribute("aria-valuetext") == row.locator(".widget-readout").inner_text()
    assert drags > 0
    assert presses > 0


def test_an_error_in_the_learners_function_is_text_and_the_panel_lives_on(lab):
    panel = panel_of(lab, 'config["rate"]')
    expect(panel.locator("[role=status]")).to_contain_text("KeyError: 'rate'")
    panel.get_by_role("button", name="One step").click()
    expect(panel.locator("[role=status]")).to_contain_text("Learning rate 1 ")


def test_the_buttons_that_play_a_slider_have_names_that_say_what_they_do(lab):
    panel = panel_of(lab, "widgets.learning_rate_demo(")
    panel.get_by_role("slider").nth(1).press("Home")
    panel.get_by_role("button", name="Play: steps").click()
    panel.get_by_role("button", name="Pause: steps").click()
    panel.get_by_role("button", name="Back to the start: steps").click()
    expect(panel.get_by_role("button", name="Play: steps")).to_be_visible()
    for button in panel.get_by_role("button").all():
        assert (button.get_attribute("aria-label") or button.inner_text()).strip()


def test_without_a_prediction_the_panel_is_locked_and_says_how_to_open_it(lab):
    panel = panel_of(lab, LOCKED)
    expect(panel.get_by_role("button", name="Play: steps")).to_be_disabled()
    expect(panel.locator("[role=status]")).to_contain_text("hidden until you have made your prediction")
    expect(panel.get_by_role("img")).to_have_accessible_name(said(panel))
    expect(panel).to_contain_text("Type your prediction in the cell above")
    expect(panel.get_by_role("button", name="One step")).to_be_disabled()
    text = said(panel)
    drag(lab, panel.get_by_role("slider").first, 40)
    lab.wait_for_timeout(300)
    assert said(panel) == text
