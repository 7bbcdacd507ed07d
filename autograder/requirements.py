"""Write requirements.txt and environment.yml from pyproject.toml, the only place where versions are kept."""

from __future__ import annotations

import re
import tomllib
from typing import Any

from autograder.course import ROOT

STUDENTS = ("numpy", "matplotlib", "jupyterlab", "ipywidgets", "ipykernel")
HEADER = "# Written from pyproject.toml by `make requirements`: edit that file instead.\n"


def files() -> dict[str, str]:
    """The text of each generated file, by its name in the repository."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    return {"requirements.txt": _requirements(project), "environment.yml": _environment(project)}


def for_students() -> str:
    """The text of a requirements.txt for who only works through notebooks."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    needed = [line for line in project["dependencies"] if re.match(r"[\w-]+", line)[0] in STUDENTS]  # type: ignore[index]
    return "\n".join(needed) + "\n"


def _requirements(project: dict[str, Any]) -> str:
    return HEADER + "\n".join([*project["dependencies"], "-e ."]) + "\n"


def _environment(project: dict[str, Any]) -> str:
    # conda brings Python; the rest comes through pip, so that both files install the same versions
    packages = [*project["dependencies"], "-e ."]
    lines = [
        f"name: {project['name']}",
        "channels:",
        "  - conda-forge",
        "dependencies:",
        f'  - "python{project["requires-python"]}"',
        "  - pip",
        "  - pip:",
        *(f'      - "{package}"' for package in packages),
    ]
    return HEADER + "\n".join(lines) + "\n"


if __name__ == "__main__":
    for name, text in files().items():
        (ROOT / name).write_text(text, "utf-8")
