"""Take the pictures of the README in a real JupyterLab; `make pictures` runs this."""

from __future__ import annotations

import tempfile
from pathlib import Path

from browser import (
    chromium_page,
    code_cell,
    copy_course,
    open_notebook,
    run,
    running_classroom,
    running_lab,
    write,
)
from playwright.sync_api import FloatRect, Locator, Page, expect
from screenshots import lay_out

from autograder import build, demo
from autograder.course import ROOT, Course, assignments

IMAGES = ROOT / "docs" / "images"
ANSWER = """\
def softmax(x):
    e = np.exp(x)
    return e / e.sum(axis=-1, keepdims=True)"""


def take(address: str, page: Page) -> None:
    open_notebook(page, address)
    page.keyboard.press("Control+B")  # the file browser makes room
    page.set_viewport_size({"width": 900, "height": 1400})
    run(page, code_cell(page, "from courseware import check"))
    answer, check = code_cell(page, "def softmax(x)"), code_cell(page, 'check("softmax", softmax)')
    write(page, answer, ANSWER)
    run(page, answer)
    run(page, check)
    check.get_by_text("A hint").click()
    shoot(page, answer, check, IMAGES / "check.png")

    prediction, panel = code_cell(page, "predict_shift ="), code_cell(page, "softmax_demo(softmax")
    write(page, prediction, 'predict_shift = "the bars stay as they are"')
    run(page, prediction)
    run(page, panel)
    panel.get_by_role("button", name="Break float64").click()
    shoot(page, prediction, panel, IMAGES / "widget.png")


def take_report(page: Page) -> None:
    """The first page of the sample class's report."""
    if demo.main() != 0:
        raise RuntimeError("the sample class could not be graded")
    page.set_viewport_size({"width": 1120, "height": 1400})
    page.goto((demo.FOLDER / "course" / "reports" / f"{demo.ASSIGNMENT}.html").as_uri())
    end = page.locator(".legend").bounding_box()
    assert end
    path, height = IMAGES / "report.png", end["y"] + end["height"] + 14
    page.screenshot(path=path, clip=FloatRect(x=0, y=0, width=1120, height=height), full_page=True)
    print(path.relative_to(ROOT))


def take_demos() -> None:
    """Two widgets of the gallery: in JupyterLab, and in the lecture hall."""
    with tempfile.TemporaryDirectory() as scratch:
        gallery = lay_out(Path(scratch) / "gallery", "JupyterLab Light")
        with running_lab(gallery) as address, chromium_page(width=1120, height=1100, scale=1.5) as page:
            take_race(address, page)
    with running_classroom() as address, chromium_page(width=1440, height=810) as page:
        take_classroom(address, page)


def take_race(address: str, page: Page) -> None:
    """The race of the gallery, on the surface where the rules differ most."""
    open_notebook(page, address)
    page.keyboard.press("Control+B")
    page.set_viewport_size({"width": 1120, "height": 1100})
    run(page, code_cell(page, "from courseware import widgets"))
    race = code_cell(page, "race_demo(")
    run(page, race)
    race.get_by_role("button", name="Rosenbrock", exact=True).click()
    expect(race.locator("[role=status]")).to_contain_text("Rosenbrock", timeout=30_000)
    page.wait_for_timeout(1500)
    race.locator(".courseware-panel").screenshot(path=IMAGES / "race.png")


def take_classroom(address: str, page: Page) -> None:
    """A page of the lecture hall."""
    page.goto(f"{address}voila/render/momentum.ipynb")
    page.locator(".courseware-frame img").wait_for()
    page.keyboard.press("3")
    page.wait_for_timeout(1500)
    page.screenshot(path=IMAGES / "classroom.png")


def shoot(page: Page, first: Locator, last: Locator, path: Path) -> None:
    """Save what lies between the top of one cell and the bottom of another."""
    page.locator(".jp-Notebook-footer").click()  # no cell is selected in the picture
    first.evaluate("cell => cell.scrollIntoView()")
    page.wait_for_timeout(1000)
    top, bottom = first.bounding_box(), last.bounding_box()
    assert top
    assert bottom
    height = bottom["y"] + bottom["height"] - top["y"]
    page.screenshot(path=path, clip=FloatRect(x=top["x"], y=top["y"], width=top["width"], height=height))
    print(path.relative_to(ROOT))


if __name__ == "__main__":
    IMAGES.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as scratch:
        built = Course(Path(scratch) / "built")
        build.make_releases(built, assignments())
        folder = copy_course(Path(scratch) / "course", built.root)
        with running_lab(folder) as address, chromium_page(width=1200, height=1400, scale=1.5) as page:
            take(address, page)
    with chromium_page(scale=1.25) as page:
        take_report(page)
    take_demos()
