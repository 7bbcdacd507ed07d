"""A widget's frame against plain `interact`, which draws the same picture anew: in the kernel and in a browser."""

from __future__ import annotations

import shutil
import statistics
import sys
import time
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import nbformat
import numpy as np

from autograder.course import NOTEBOOKS, ROOT, Course
from autograder.truths import REFERENCES
from benchmarks.table import Row
from courseware import widgets
from courseware.widgets.canvas import drawing
from courseware.widgets.panel import Values, Widget

ANEW = 5  # pictures drawn anew: they take long
KERNEL = {"name": "python3", "display_name": "Python 3", "language": "python"}
PAUSE, FRAME = 280.0, 1000 / 60  # ms: the sharp picture at rest comes in between; of the screen
# The time from a key on a slider to the frame of the page that shows the next picture
WATCH = """() => {
  window.times = [];
  window.next = () => { window.came = new Promise((resolve) => { window.tell = resolve; }); };
  let pressed = null;
  document.addEventListener("keydown", () => { pressed = performance.now(); }, true);
  document.addEventListener("load", (event) => {
    if (event.target.tagName !== "IMG" || pressed === null) return;
    const since = pressed;
    pressed = null;
    requestAnimationFrame(() => { window.times.push(performance.now() - since); window.tell(); });
  }, true);
}"""
PLAIN = """\
import ipywidgets
from IPython.display import Image, display
from autograder.truths import REFERENCES
from courseware import widgets
first = widgets.widget({name!r}, *REFERENCES[{name!r}])
slider = next(name for name, about in first.controls.items() if "Slider" in about["widget"])
about = {{key: value for key, value in first.controls[slider].items() if key not in ("widget", "play")}}
def draw(value):
    display(Image(widgets.widget({name!r}, *REFERENCES[{name!r}]).draw({{**first.first, slider: value}})[0]))
ipywidgets.interact(draw, value=getattr(ipywidgets, first.controls[slider]["widget"])(**about));
"""
OURS = """\
from autograder.truths import REFERENCES
from courseware import widgets
widgets.{name}_demo(*REFERENCES[{name!r}])
"""


def frames(number: int) -> Iterator[Row]:
    """Processor time of a frame while the controls take a random walk."""
    for name in widgets.DEMOS:
        functions = REFERENCES[name]
        widget = widgets.widget(name, *functions)
        walk = list(_walk(widget, number))
        with drawing("moving"):
            widget.draw(widget.first)
            ms = np.array([1e3 * _seconds(widget, values) for values in walk])
        anew = statistics.median(1e3 * _anew(name, functions, values) for values in walk[:: len(walk) // ANEW])
        median, high = np.percentile(ms, [50, 95])
        details = f"median {median:.1f} ms, 95th percentile {high:.1f} ms, drawn anew {anew:.0f} ms"
        yield Row(f"{name}: drawn anew / a frame", anew / median, details, "median 10 ms, 95th percentile 25 ms")


def _walk(widget: Widget, number: int) -> Iterator[Values]:
    """Settings one after the other as a hand makes them: mostly one slider by a step or a few."""
    rng = np.random.default_rng(0)
    values = widget.first
    for _ in range(number):
        name = str(rng.choice(list(widget.controls)))
        values = {**values, name: _moved(widget.controls[name], values[name], rng)}
        yield values


def _moved(about: Any, value: Any, rng: np.random.Generator) -> Any:
    if about["widget"] == "Checkbox":
        return bool(rng.integers(2))
    if "options" in about:
        options = [each[1] if isinstance(each, tuple) else each for each in about["options"]]
        return options[rng.integers(len(options))]
    low, high, step = about["min"], about["max"], about.get("step", 1)
    if about["widget"] == "FloatLogSlider":
        place = np.log10(value) + step * rng.integers(-9, 10)
        return float(10 ** np.clip(place, low, high))
    return type(about["value"])(np.clip(value + step * rng.integers(-9, 10), low, high))


def _seconds(widget: Widget, values: Values) -> float:
    began = time.process_time()
    widget.draw(values)
    return time.process_time() - began


def _anew(name: str, functions: Sequence[Any], values: Values) -> float:
    began = time.process_time()
    widgets.widget(name, *functions).draw(values)
    return time.process_time() - began


def in_browser(scratch: Path, number: int) -> Iterator[Row]:
    """From a key on a slider in Chromium to new pixels, with real JupyterLab between."""
    sys.path.append(str(ROOT / "tests"))
    import browser

    folder = scratch / "browser"
    (scratch / "built").mkdir()
    browser.copy_course(folder, Course(scratch / "built").root)
    for page in NOTEBOOKS.glob("*.ipynb"):
        (folder / "notebooks" / page.name).unlink(missing_ok=True)
    sources = [text.format(name=name) for name in widgets.DEMOS for text in (OURS, PLAIN)]
    cells = [nbformat.v4.new_code_cell(source) for source in sources]
    notebook = nbformat.v4.new_notebook(cells=cells, metadata={"kernelspec": KERNEL})
    nbformat.write(notebook, folder / "notebooks" / "01_bench.ipynb")
    with browser.running_lab(folder) as address, browser.chromium_page(width=1280, height=1000) as page:
        browser.open_notebook(page, address)
        page.evaluate(WATCH)
        for name in widgets.DEMOS:
            keys = _keys(widgets.widget(name, *REFERENCES[name]), number)
            ours = _pressed(browser, page, f"{name}_demo(", keys)
            plain = _pressed(browser, page, f"widgets.widget({name!r}", keys[: number // 3])
            yield _row(name, ours, plain)
    shutil.rmtree(folder)


def _row(name: str, ours: list[float], plain: list[float]) -> Row:
    median, high, plain_median, plain_high = (np.percentile(ms, share) for ms in (ours, plain) for share in (50, 95))
    details = f"median {median:.0f} ms, 95th percentile {high:.0f} ms / {plain_median:.0f} ms, {plain_high:.0f} ms"
    return Row(f"{name}: plain interact / ours", plain_median / median, details, "95th percentile 50 ms")


def _keys(widget: Widget, number: int) -> list[str]:
    """Keys that move the first slider at every press: up to its end, down again, and so on."""
    about = next(about for about in widget.controls.values() if "Slider" in about["widget"])
    if "options" in about:
        options = [each[1] if isinstance(each, tuple) else each for each in about["options"]]
        stops, at = len(options) - 1, options.index(about["value"])
    else:
        value = np.log10(about["value"]) if about["widget"] == "FloatLogSlider" else about["value"]
        step = about.get("step", 1)
        stops, at = round((about["max"] - about["min"]) / step), round((value - about["min"]) / step)
    keys, way = list[str](), 1
    for _ in range(number):
        way = -1 if at >= stops else 1 if at <= 0 else way
        keys.append("ArrowRight" if way > 0 else "ArrowLeft")
        at += way
    return keys


def _pressed(browser: Any, page: Any, source: str, keys: Sequence[str]) -> list[float]:
    """Milliseconds from each key to the picture that follows it, in the cell with this source."""
    rng, cell = np.random.default_rng(0), browser.code_cell(page, source)
    browser.run(page, cell)
    handle = cell.locator("[role=slider]").first
    handle.wait_for()
    handle.focus()
    page.wait_for_timeout(1000)
    page.evaluate("window.times = []")
    for key in keys:
        page.evaluate("window.next()")
        page.keyboard.press(key)
        page.evaluate("window.came")  # asking again and again would take the processor from what is measured
        page.wait_for_timeout(PAUSE + FRAME * rng.random())  # a hand keeps no time with the screen
    return list(page.evaluate("window.times"))
