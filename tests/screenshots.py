"""Take a picture of every widget in JupyterLab, in both themes and two widths: ``make screenshots`` runs this.

They are for people to look at, in a folder that nothing else reads.
"""

from __future__ import annotations

import json
import shutil
import sys
import tempfile
from pathlib import Path

from browser import chromium_page, open_notebook, running_lab
from playwright.sync_api import Page, expect

from autograder.course import NOTEBOOKS, ROOT
from courseware.widgets import DEMOS

SIZES = ((1280, 900), (1920, 1080))
THEMES = {"light": "JupyterLab Light", "dark": "JupyterLab Dark"}


def lay_out(folder: Path, theme: str) -> Path:
    """A folder with the gallery alone, and JupyterLab's settings for a theme."""
    (folder / "notebooks").mkdir(parents=True)
    (folder / "course").mkdir()
    (folder / "course" / ".built").touch()
    shutil.copy(ROOT / "nbgrader_config.py", folder)
    shutil.copy(NOTEBOOKS / "demos.ipynb", folder / "notebooks" / "00_demos.ipynb")
    settings = folder / ".jupyter" / "CONFIG" / "lab" / "user-settings" / "@jupyterlab" / "apputils-extension"
    settings.mkdir(parents=True)
    (settings / "themes.jupyterlab-settings").write_text(json.dumps({"theme": theme}), "utf-8")
    return folder


def run_all(page: Page, address: str) -> None:
    """Open the gallery with room for it, and run it to its end."""
    open_notebook(page, address)
    page.keyboard.press("Control+B")
    page.get_by_role("menuitem", name="Run", exact=True).click()
    page.get_by_role("menuitem", name="Run All Cells", exact=True).click()
    page.locator("[role=status]").nth(len(DEMOS) - 1).wait_for(state="attached")  # the last panel
    page.wait_for_timeout(1000)
    page.locator("#jp-main-statusbar", has_text="| Idle").wait_for()


def take(page: Page, folder: Path, theme: str) -> None:
    """Press a button of each widget, so that there is a ghost, and take its picture at each width."""
    for name in DEMOS:
        cell = page.locator(".jp-CodeCell", has=page.locator(".jp-InputArea", has_text=f"{name}_demo(")).first
        for width, height in SIZES:
            page.set_viewport_size({"width": width, "height": height})
            cell.scroll_into_view_if_needed()
            panel = cell.locator(".courseware-panel")
            panel.locator("img").wait_for()
            panel.locator("button.courseware-preset").nth(1).click()
            page.wait_for_timeout(300)
            page.locator("#jp-main-statusbar", has_text="| Idle").wait_for()
            page.wait_for_timeout(500)
            expect(panel.locator("[role=status]")).to_have_attribute("aria-busy", "false")
            panel.screenshot(path=folder / f"{name}-{theme}-{width}.png")


def main(folder: Path) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    for theme, called in THEMES.items():
        with tempfile.TemporaryDirectory() as scratch:
            course = lay_out(Path(scratch) / "course", called)
            with running_lab(course) as address, chromium_page(*SIZES[-1]) as page:
                run_all(page, address)
                take(page, folder, theme)
    print(f"{len(DEMOS) * len(SIZES) * len(THEMES)} pictures in {folder}")


if __name__ == "__main__":
    main(Path(sys.argv[1] if len(sys.argv) > 1 else "screenshots"))
