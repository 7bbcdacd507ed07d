"""A widget's frame against plain `interact`, which draws the same picture anew: in the kernel and in a browser."""

from __future__ import annotations

import json
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
BROWSER = ("momentum", "race", "batchnorm")
# The time from a key on a slider to the next picture on the page
WATCH = """() => {
  window.times = [];
  let pressed = null;
  document.addEventListener("keydown", () => { pressed = performance.now(); }, true);
  document.addEventListener("load", (event) => {
    if (event.target.tagName !== "IMG" || pressed === null) return;
    const since = pressed;
    pressed = null;
    requestAnimationFrame(() => window.times.push(performance.now() - since));
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
    sources = {
        f"{kind}-{name}": text.format(name=name)
        for name in BROWSER
        for kind, text in (("ours", OURS), ("plain", PLAIN))
    }
    cells = [nbformat.v4.new_code_cell(source) for source in sources.values()]
    notebook = nbformat.v4.new_notebook(cells=cells, metadata={"kernelspec": KERNEL})
    nbformat.write(notebook, folder / "notebooks" / "01_bench.ipynb")
    times: dict[str, list[float]] = {}
    with browser.running_lab(folder) as address, browser.chromium_page(width=1280, height=1000) as page:
        browser.open_notebook(page, address)
        page.evaluate(WATCH)
        for (label, _), cell in zip(sources.items(), page.locator(".jp-Notebook .jp-CodeCell").all(), strict=True):
            times[label] = _pressed(browser, page, cell, number)
    shutil.rmtree(folder)
    for name in BROWSER:
        ours, plain = times[f"ours-{name}"], times[f"plain-{name}"]
        high = float(np.percentile(ours, 95))
        details = (
            f"{json.dumps({'median': round(statistics.median(ours)), '95th percentile': round(high)})} ms / "
            f"median {statistics.median(plain):.0f} ms, {np.percentile(plain, 95):.0f} ms"
        )
        yield Row(
            f"{name}: plain interact / ours",
            statistics.median(plain) / statistics.median(ours),
            details,
            "95th percentile 50 ms",
        )


def _pressed(browser: Any, page: Any, cell: Any, number: int) -> list[float]:
    """Milliseconds from each key to the picture that follows it."""
    cell.scroll_into_view_if_needed()
    browser.run(page, cell)
    handle = cell.locator("[role=slider]").first
    handle.wait_for()
    handle.focus()
    page.wait_for_timeout(1000)
    page.evaluate("window.times = []")
    for index in range(number):
        page.keyboard.press("ArrowRight" if index % 20 < 10 else "ArrowLeft")
        page.wait_for_function(f"window.times.length > {index}")
        page.wait_for_timeout(300)  # the sharp frame at rest is not what is measured
    return list(page.evaluate("window.times"))
