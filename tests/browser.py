"""A real JupyterLab on a copy of the course and a real Chromium on it, for the tests and for the pictures."""

from __future__ import annotations

import os
import re
import shutil
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from playwright.sync_api import Locator, Page, expect, sync_playwright

from autograder.course import NOTEBOOKS, ROOT

QUIET = ["--no-sandbox", "--disable-gpu", "--disable-background-networking", "--no-first-run"]
QUIET += ["--disable-component-update", "--disable-sync", "--disable-quic"]
START = "import sys; from pathlib import Path; from autograder import lab; lab.main(sys.argv[2:], Path(sys.argv[1]))"


def find_chromium() -> str | None:
    return next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)


def copy_course(folder: Path, built: Path) -> Path:
    """Lay the student edition and a built course folder out as they lie in the repository."""
    (folder / "notebooks").mkdir(parents=True)
    for notebook in NOTEBOOKS.glob("*.ipynb"):
        shutil.copy(notebook, folder / "notebooks")
    shutil.copy(ROOT / "nbgrader_config.py", folder)
    shutil.copytree(built, folder / "course")
    (folder / "course" / ".built").touch()
    return folder


@contextmanager
def running_lab(folder: Path) -> Iterator[str]:
    """Start JupyterLab as ``make lab`` does, and give the address that it prints."""
    private = {f"JUPYTER_{kind}_DIR": str(folder / ".jupyter" / kind) for kind in ("CONFIG", "DATA", "RUNTIME")}
    private["IPYTHONDIR"] = str(folder / ".ipython")
    env = {**os.environ, **private, "BACKPROP_LAB_COURSE": str(folder / "course")}
    log = folder / "lab.log"
    with log.open("w") as output:
        command = [sys.executable, "-c", START, str(folder), "--no-browser", f"--port={free_port()}"]
        process = subprocess.Popen(command, cwd=ROOT, env=env, stdout=output, stderr=subprocess.STDOUT)
    try:
        yield _address(process, log)
    finally:
        process.terminate()
        try:
            process.wait(20)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()


@contextmanager
def running_classroom() -> Iterator[str]:
    """``make classroom`` without the installation."""
    command = [sys.executable, "-m", "autograder.classroom", "--no-browser", f"--port={free_port()}"]
    with subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True) as process:
        try:
            yield next(found[0] for line in process.stdout or () if (found := re.search(r"http://\S+", line)))
        finally:
            process.terminate()


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def _address(process: subprocess.Popen[bytes], log: Path, seconds: float = 90) -> str:
    end = time.monotonic() + seconds
    while time.monotonic() < end and process.poll() is None:
        found = re.search(r"http://\S+token=\w+", log.read_text())
        if found:
            return found[0]
        time.sleep(0.1)
    raise RuntimeError(f"JupyterLab printed no address in {seconds} s:\n{log.read_text()}")


@contextmanager
def chromium_page(width: int = 1200, height: int = 900, scale: float = 1) -> Iterator[Page]:
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=find_chromium(), args=QUIET)
        page = browser.new_page(viewport={"width": width, "height": height}, device_scale_factor=scale)
        page.set_default_timeout(60_000)
        blocked(page)
        try:
            yield page
        finally:
            browser.close()


def blocked(page: Page) -> None:
    """Keep a page from other hosts: what formgrader loads from there holds it up where there is no network."""
    page.route(re.compile(r"^https?://(?!localhost|127\.0\.0\.1)"), lambda route: route.abort())


def open_notebook(page: Page, address: str) -> None:
    """Open JupyterLab and wait until the kernel of its notebook is idle."""
    page.goto(address)
    page.locator(".jp-Notebook .jp-Cell").first.wait_for()
    page.locator(".jp-NotebookPanel .jp-Notebook-ExecutionIndicator[data-status=idle]").wait_for()
    page.locator("#jp-main-statusbar", has_text="| Idle").wait_for()  # the indicator is early, and loses what is run


def code_cell(page: Page, text: str) -> Locator:
    """The code cell that holds a text, scrolled into view."""
    cell = page.locator(".jp-Notebook .jp-CodeCell", has=page.locator(".jp-InputArea", has_text=text)).first
    cell.scroll_into_view_if_needed()
    return cell


def run(page: Page, cell: Locator) -> None:
    """Run a cell as a person does, and wait until the kernel has finished it."""
    prompt = cell.locator(".jp-InputPrompt")
    before = prompt.inner_text()
    cell.locator(".cm-content").click()
    page.keyboard.press("Control+Enter")
    expect(prompt).not_to_have_text(before)
    expect(prompt).to_have_text(re.compile(r"\[\d+\]"), timeout=30_000)


def write(page: Page, cell: Locator, source: str) -> None:
    """Replace a cell's text by typing over it."""
    cell.locator(".cm-content").click()
    page.keyboard.press("Control+A")
    page.keyboard.insert_text(source)
