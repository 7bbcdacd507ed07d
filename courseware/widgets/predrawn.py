"""Pictures that were drawn beforehand, with their texts: they cost nothing where cells are run to be marked.

That is in the grader's sandbox, and in a kernel with NBGRADER_EXECUTION or COURSEWARE_STILL in its environment. In a
live kernel and in a terminal the learner's own functions are called. `autograder/predrawn.py` draws the pictures.
"""

from __future__ import annotations

from pathlib import Path

from courseware.widgets.page import in_notebook, live

FOLDER = Path(__file__).parents[1] / "golden" / "stills"
KEYWORD = "Description"  # of the text in a PNG file (PNG specification, section 11.3.3.1)
CAPTION = "A widget's first picture, by the course's own functions. In JupyterLab it runs with yours."


def predrawn(name: str) -> tuple[bytes, str] | None:
    """A picture of the course's own, and the text that says what is in it.

    Parameters
    ----------
    name : str
        Of a widget, or of a drawing in `courseware.widgets.pictures`.

    Returns
    -------
    (bytes, str) or None
        A PNG file and its text. None where pictures are drawn as they are needed, or this one is not kept.
    """
    path = FOLDER / f"{name}.png"
    if live() or not in_notebook() or not path.is_file():
        return None
    return path.read_bytes(), text_of(path)


def text_of(path: Path) -> str:
    """The text in a PNG file."""
    from PIL import Image  # in a live kernel nobody needs it

    with Image.open(path) as picture:
        return str(picture.info.get(KEYWORD, ""))
