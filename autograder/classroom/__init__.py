"""The gallery in the lecture hall: one demo a page, full screen, on Voilà; serving it is left to `serve`."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path

import nbformat

from autograder.course import NOTEBOOKS
from autograder.source import KERNEL

GALLERY = NOTEBOOKS / "demos.ipynb"


@dataclass(frozen=True)
class Demo:
    """A section of the gallery.

    Attributes
    ----------
    slug : str
        The name of its page.
    title : str
    question : str
        What to ask before something is moved.
    """

    slug: str
    title: str
    question: str


def split(folder: Path, gallery: Path = GALLERY) -> list[Demo]:
    """Write a notebook for each section of the gallery, which begins with its heading and runs the set-up first."""
    cells = nbformat.read(gallery, as_version=4).cells
    setup = [cell for cell in cells if "setup" in cell.metadata.get("tags", [])]
    starts = [at for at, cell in enumerate(cells) if cell.source.startswith("## ")]
    sections = [cells[start:end] for start, end in zip(starts, [*starts[1:], len(cells)], strict=True)]
    demos = [_demo(section[0].source) for section in sections]
    for at, (demo, section) in enumerate(zip(demos, sections, strict=True)):
        around = {"title": demo.title, "question": demo.question,
                  "before": demos[at - 1].slug, "after": demos[(at + 1) % len(demos)].slug}  # fmt: skip
        notebook = nbformat.v4.new_notebook(cells=[*setup, *section[1:]], metadata={**KERNEL, "classroom": around})
        nbformat.write(notebook, folder / f"{demo.slug}.ipynb")
    return demos


def _demo(text: str) -> Demo:
    heading, _, rest = text.partition("\n")
    title = heading.removeprefix("## ")
    return Demo(re.sub(r"[^a-z0-9]+", "-", title.lower()).strip("-"), title, " ".join(rest.split()))
