"""What cells put out in the sandbox's shell is what a real Jupyter kernel puts out, driven by nbclient."""

from __future__ import annotations

import base64
import hashlib
import io
import re
from typing import Any

import nbformat
import pytest
from nbclient import NotebookClient
from nbformat.notebooknode import NotebookNode
from PIL import Image

from autograder.course import SOLUTIONS, assignments
from autograder.sandbox import Limits, Worker, choose
from autograder.sandbox.outputs import checked
from autograder.source import instructor_notebook

FEATURES = """\
1 + 1
---
print("out"); import sys; print("err", file=sys.stderr); print("out again")
---
None
---
x = 3; x;
---
from IPython.display import HTML, Latex, Markdown, SVG, clear_output, display, update_display
display(HTML("<b>bold</b>"), Markdown("*em*"), Latex("$x$"))
---
SVG('<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"><circle cx="4" cy="4" r="3"/></svg>')
---
handle = display("first", display_id="here"); handle.update("second"); update_display("third", display_id="here")
---
print("gone"); clear_output(); print("stays")
---
print("gone"); clear_output(wait=True); print("stays")
---
_, __, Out[1]
---
%matplotlib inline
import matplotlib.pyplot as plt
import numpy as np
plt.plot(np.arange(5.0) ** 2, label="squares"); plt.legend()
---
fig, axes = plt.subplots(1, 2, figsize=(4, 2)); axes[0].imshow(np.eye(3)); axes[1].bar([0, 1], [1, 2]); plt.show()
---
fig
---
import asyncio
async def later(value):
    await asyncio.sleep(0)
    return value
await later(7)
---
await asyncio.gather(later(1), later(2))
---
%%capture caught
print("not seen"); 5
---
caught.stdout
---
%%writefile there.txt
text of a file
---
%cat there.txt
---
!echo from a shell; echo and its errors >&2
---
%precision 3
3.14159265
---
%who_ls int
---
%xmode Plain
---
import warnings; warnings.warn("mind the gap")
---
import ipywidgets as widgets
slider = widgets.IntSlider(value=4, description="n"); slider
---
slider.value = 6; slider.value
---
class Bad:
    def __repr__(self): raise ValueError("no repr")
Bad()
---
1 / 0
---
raise SystemExit
---
def broken(:
---
np.random.default_rng(0).normal(size=(2, 3))
---
x = undefined_name
"""


def in_kernel(sources: list[str], monkeypatch: pytest.MonkeyPatch, folder: str) -> list[list[dict[str, Any]]]:
    """The outputs of a real kernel, which goes on after an error as the grader does."""
    monkeypatch.setenv("COURSEWARE_STILL", "1")
    monkeypatch.setenv("OPENBLAS_NUM_THREADS", "1")  # sums in another order would tip over what training amplifies
    notebook = nbformat.v4.new_notebook(cells=[nbformat.v4.new_code_cell(source) for source in sources])
    resources = {"metadata": {"path": folder}}
    NotebookClient(notebook, kernel_name="python3", allow_errors=True, timeout=120, resources=resources).execute()
    return [plain(cell.outputs) for cell in notebook.cells]


def in_sandbox(sources: list[str], worker: Worker) -> list[list[dict[str, Any]]]:
    with worker.open() as session:
        return [plain(session.run_cell(source).outputs) for source in sources]


def plain(outputs: list[NotebookNode] | list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Outputs in the forms that leave the sandbox, with one text for each stream and without colours."""
    given = [{**output, "data": dict(output["data"])} if "data" in output else dict(output) for output in outputs]
    made = [as_one(output) for output in checked(given, 200, 10_000_000)]
    streams = [
        {"name": name, "text": "".join(each["text"] for each in made if each.get("name") == name)}
        for name in ("stdout", "stderr")
    ]
    return [each for each in made if "name" not in each] + streams


def as_one(output: dict[str, Any]) -> dict[str, Any]:
    if output["output_type"] == "error":  # the frames name the file that each shell gives a cell
        return {"output_type": "error", "ename": output["ename"], "evalue": shorn(output["evalue"])}
    if output["output_type"] == "stream":
        return {"name": output["name"], "text": shorn(output["text"])}
    return {"output_type": output["output_type"], "data": {kind: seen(kind, it) for kind, it in output["data"].items()}}


def seen(kind: str, value: str) -> Any:
    if kind == "image/png":
        picture = Image.open(io.BytesIO(base64.b64decode(value)))
        return picture.size, hashlib.sha256(picture.tobytes()).hexdigest()
    return shorn(re.sub(r"base64,[A-Za-z0-9+/=]+", _digest, value))


def _digest(picture: re.Match[str]) -> str:
    return hashlib.sha256(picture[0].encode()).hexdigest()  # short, for whoever reads a failure


def shorn(text: str) -> str:
    """Without colours, addresses and the numbers that shells give to cells."""
    text = re.sub(r"\x1b\[[0-9;]*m", "", text)
    return re.sub(r"0x[0-9a-f]+|<ipython-input-[^>]*>|[^\s(]*\b\d+\.py", "…", text.replace("\r\n", "\n"))


def without_numbers(outputs: list[dict[str, Any]]) -> str:
    return re.sub(r"[0-9a-f]{64}|\d[\d.e,-]*", "#", str(outputs))


def test_what_only_a_front_end_can_do_still_says_something(worker):
    with worker.open() as session:
        shown = session.run_cell("import ipywidgets\n@ipywidgets.interact(n=(1, 5))\ndef show(n=2): print('n is', n)")
        asked = session.run_cell("input('your name? ')")
        helped = session.run_cell("?len")
    assert "n is 2" in str(shown.outputs)  # in JupyterLab it stands within the widget
    assert asked.status == "error"
    assert "Return the number of items" in str(helped.outputs)  # in JupyterLab it stands in the pager


def test_every_feature_of_a_kernel_that_notebooks_use_is_there(monkeypatch, tmp_path):
    sources = FEATURES.split("\n---\n")
    with Worker(choose(), Limits()) as worker:
        ours = in_sandbox(sources, worker)
    theirs = in_kernel(sources, monkeypatch, str(tmp_path))
    for source, here, there in zip(sources, ours, theirs, strict=True):
        assert here == there, source


@pytest.mark.parametrize("assignment", assignments())
def test_every_cell_of_our_own_notebook_puts_out_what_it_puts_out_in_jupyterlab(assignment, monkeypatch, tmp_path):
    cells = [cell for cell in instructor_notebook(assignment).cells if cell.cell_type == "code"]
    sources = ["import numpy as np; np.random.seed(0)", *(cell.source for cell in cells)]
    with Worker(choose(), solutions=sorted(SOLUTIONS.glob("*.py"))) as worker:
        ours = in_sandbox(sources, worker)
    theirs = in_kernel(sources, monkeypatch, str(tmp_path))
    for cell, here, there in zip(cells, ours[1:], theirs[1:], strict=True):
        if "time." in cell.source or "training" in cell.metadata.get("tags", []):  # training amplifies every rounding
            assert without_numbers(here) == without_numbers(there), cell.source
        else:
            assert here == there, cell.source
